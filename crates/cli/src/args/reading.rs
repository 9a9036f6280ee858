//! How documents are to be read: shared by all commands that read some.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use anyhow::Context;
use boardlift_batch::document::DocumentReader;
use boardlift_batch::paper::PaperReader;
use boardlift_layouts::Catalogue;
use boardlift_reference::Vocabulary;
use clap::Args;

use crate::exit::Failure;

/// How documents are to be read: shared by all commands that read some.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// The authority that published the documents, by ONS code or name, whatever they say themselves
    #[arg(long, value_name = "CODE|NAME")]
    pub(crate) authority: Option<String>,
    /// The layout to read by, whatever the documents look like; generic for none
    #[arg(long, value_name = "ID")]
    pub(crate) layout: Option<String>,
    #[command(flatten)]
    pub(crate) documents: DocumentArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
    #[command(flatten)]
    pub(crate) vocabulary: VocabularyArgs,
}

/// What of documents is to be read, before any meaning.
#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    /// Read hidden sheets, rows and columns of workbooks too, filtered ones among them
    #[arg(long)]
    include_hidden: bool,
}

/// Which layouts are known.
#[derive(Debug, Args)]
pub(crate) struct CatalogueArgs {
    /// A folder of layouts (*.toml) beside those that come with the program; one with a known id replaces it
    #[arg(long, value_name = "DIR")]
    pub(crate) layouts: Option<PathBuf>,
}

/// Which measures are known.
#[derive(Debug, Args)]
pub(crate) struct VocabularyArgs {
    /// Measures of your own (CSV with the columns of `measures list --to csv`) beside those that come with the program
    #[arg(long, value_name = "FILE")]
    measures: Option<PathBuf>,
}

/// How a worker is to read.
#[derive(Debug, Args)]
pub(crate) struct WorkerArgs {
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

impl ReadingArgs {
    /// A reader that reads as the options say.
    pub(crate) fn reader(&self) -> Result<PaperReader, Failure> {
        let mut reader = PaperReader::new(self.catalogue.catalogue()?, self.vocabulary.vocabulary()?)
            .with_documents(self.documents.reader());
        if let Some(id) = &self.layout {
            reader = reader.with_layout(id)?;
        }
        if let Some(authority) = &self.authority {
            reader = reader.with_authority(authority)?;
        }
        Ok(reader)
    }
}

impl ReadingArgs {
    /// The same, as arguments of another process.
    pub(crate) fn arguments(&self) -> Vec<OsString> {
        let own = [
            option("--authority", self.authority.as_deref()),
            option("--layout", self.layout.as_deref()),
            self.documents.include_hidden.then(|| "--include-hidden".into()),
        ];
        let of_others = [self.catalogue.argument(), self.vocabulary.argument()];
        own.into_iter().chain(of_others).flatten().collect()
    }
}

impl CatalogueArgs {
    /// The same, as an argument of another process.
    pub(crate) fn argument(&self) -> Option<OsString> {
        option("--layouts", self.layouts.as_deref())
    }
}

impl VocabularyArgs {
    /// The same, as an argument of another process.
    pub(crate) fn argument(&self) -> Option<OsString> {
        option("--measures", self.measures.as_deref())
    }
}

/// An option with its value, where it has one.
fn option<V: AsRef<OsStr> + ?Sized>(name: &str, value: Option<&V>) -> Option<OsString> {
    value.map(|value| [OsStr::new(name), value.as_ref()].join(OsStr::new("=")))
}

impl DocumentArgs {
    /// A reader that reads what the options say.
    pub(crate) fn reader(&self) -> DocumentReader {
        let reader = DocumentReader::default();
        if self.include_hidden { reader.with_hidden_parts() } else { reader }
    }
}

impl VocabularyArgs {
    /// The vocabularies that come with the program and the measures of the file.
    pub(crate) fn vocabulary(&self) -> Result<Vocabulary, Failure> {
        let vocabulary = Vocabulary::embedded()?;
        let Some(path) = &self.measures else {
            return Ok(vocabulary);
        };
        let name = path.display().to_string();
        let read = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"));
        let text = read.map_err(Failure::Usage)?;
        vocabulary.with_measures(&name, &text).map_err(|error| Failure::Usage(error.into()))
    }
}

impl CatalogueArgs {
    /// The layouts that come with the program and those of the folder.
    pub(crate) fn catalogue(&self) -> Result<Catalogue, Failure> {
        let mut catalogue = Catalogue::embedded()?;
        if let Some(folder) = &self.layouts {
            catalogue.add_folder(folder)?;
        }
        Ok(catalogue)
    }
}
