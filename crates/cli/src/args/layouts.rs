//! What can be said of the workbench of the layouts.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CatalogueArgs, DocumentArgs, ReadingArgs};

const TRY_EXAMPLES: &str = "\
Examples:
  boardlift layouts try report.txt
      which layout fits the document, why, and what it gives
  boardlift layouts try report.txt --layouts my-layouts
      the same with the layouts of a folder of your own beside those that come with the program
  boardlift layouts try report.txt --spec my-layouts/ourtown.toml
      what it gives by one layout of your own, what that changes, and what is still open
  boardlift layouts try report.txt --layout generic
      what the document gives without any layout";

const NEW_EXAMPLES: &str = "\
Examples:
  boardlift layouts new report.pdf
      a draft to the screen
  boardlift layouts new report.pdf -o my-layouts/ourtown.toml
      a draft into a file, to be edited and tried:
  boardlift layouts try report.pdf --spec my-layouts/ourtown.toml
  boardlift extract papers/ --layouts my-layouts -o dataset

The draft is a good layout as it stands. Its lines marked OPEN ask what the document does not say.";

#[derive(Debug, Subcommand)]
pub(crate) enum LayoutsCommand {
    /// List the known layouts
    List(CatalogueArgs),
    /// Print a layout as TOML, to look at or to start one of your own from
    Show(ShowArgs),
    /// Draft a layout from a document: what was found in it, and what is open
    New(NewArgs),
    /// Read one document and tell which layout fits it, why, and what it gives
    Try(TryArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The layout's id
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
}

#[derive(Debug, Args)]
#[command(after_help = TRY_EXAMPLES)]
pub(crate) struct TryArgs {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// A layout (*.toml) to read the document by, whatever it looks like; tells what it changes
    #[arg(long, value_name = "SPEC", conflicts_with_all = ["layout", "layouts"])]
    pub(crate) spec: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = NEW_EXAMPLES)]
pub(crate) struct NewArgs {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// Where to write the draft: a file that does not exist yet
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "SPEC")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) documents: DocumentArgs,
}
