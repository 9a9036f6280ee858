//! Where tables go: to standard output, into one file, or into a folder of files, and under which names.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use boardlift_dataset::{WriteError, replace_file};
use boardlift_model::Place;

use super::{TableFormat as Format, csv, json, markdown};
use crate::args::TablesArgs;
use crate::exit::Failure;
use crate::output::is_folder;
use boardlift_batch::document::FoundTable;
use boardlift_batch::inputs::Input;

/// Where tables go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// All of them to standard output.
    Stream,
    /// All of them into one file.
    File(PathBuf),
    /// Each document, table or page into a file of its own.
    Folder(PathBuf),
}

/// How tables are written. The names are also the files' extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "snake_case")]
pub(super) enum TextFormat {
    /// One array of tables.
    Json,
    /// Comma-separated values, table after table.
    Csv,
    /// Markdown, a heading a table.
    Md,
}

/// What is written, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Output {
    /// Tables.
    Tables(TextFormat, Destination),
    /// Drawings of the pages that they stand on.
    Drawings(Destination),
}

impl Output {
    /// What the options mean together.
    ///
    /// # Errors
    ///
    /// Where they can't be meant together.
    pub(super) fn of(args: &TablesArgs) -> Result<Self, Failure> {
        let Some(path) = &args.output else {
            return Ok(Output::new(args.to.unwrap_or(Format::Json), Destination::Stream));
        };
        let ending = path.extension().and_then(|ending| ending.to_str()?.to_ascii_lowercase().parse().ok());
        // Where each table or page is a file of its own, a name without an ending is that of their folder.
        let wants_folder = matches!(args.to, Some(Format::Csv | Format::Svg)) && path.extension().is_none();
        if is_folder(path) || wants_folder {
            return Ok(Output::new(args.to.unwrap_or(Format::Json), Destination::Folder(path.clone())));
        }
        let format = args.to.or(ending).ok_or_else(|| {
            Failure::Usage(anyhow!(
                "expected `{}` to end in .json, .csv, .md or .svg; give it such an ending, say the format, as in \
                 --to csv, or end a folder's name with `/`",
                path.display()
            ))
        })?;
        Ok(Output::new(format, Destination::File(path.clone())))
    }

    fn new(format: Format, destination: Destination) -> Self {
        match format {
            Format::Json => Output::Tables(TextFormat::Json, destination),
            Format::Csv => Output::Tables(TextFormat::Csv, destination),
            Format::Md => Output::Tables(TextFormat::Md, destination),
            Format::Svg => Output::Drawings(destination),
        }
    }

    /// The file or folder, which is never an input.
    pub(super) fn path(&self) -> Option<&Path> {
        let (Output::Tables(_, destination) | Output::Drawings(destination)) = self;
        match destination {
            Destination::Stream => None,
            Destination::File(path) | Destination::Folder(path) => Some(path),
        }
    }
}

/// What stands before, between and after tables that are written one after the other.
struct Frame {
    before: &'static str,
    between: &'static str,
    after: &'static str,
}

impl TextFormat {
    fn frame(self) -> Frame {
        match self {
            TextFormat::Json => Frame { before: "[", between: ",\n ", after: "]\n" },
            TextFormat::Csv => Frame { before: "", between: "\r\n", after: "" },
            TextFormat::Md => Frame { before: "", between: "\n", after: "" },
        }
    }

    fn text(self, file: &str, table: &FoundTable) -> io::Result<Vec<u8>> {
        match self {
            TextFormat::Json => Ok(json::table(file, table)?),
            TextFormat::Csv => csv::table(table),
            TextFormat::Md => Ok(markdown::table(file, table).into_bytes()),
        }
    }
}

/// Takes documents' tables one after the other and writes them.
pub(super) struct Writer {
    format: TextFormat,
    destination: Destination,
    /// What goes into one file, which is written when it is whole.
    held: Vec<u8>,
    is_begun: bool,
}

impl Writer {
    /// A writer that has taken nothing.
    pub(super) fn new(format: TextFormat, destination: Destination) -> Self {
        Writer { format, destination, held: Vec::new(), is_begun: false }
    }

    /// Takes one document's tables. `stem` is what its files in a folder begin with.
    ///
    /// # Errors
    ///
    /// Where they can't be written.
    pub(super) fn take(&mut self, input: &Input, stem: &str, tables: &[FoundTable]) -> Result<(), Failure> {
        let (format, file) = (self.format, input.to_string());
        let written: Vec<Vec<u8>> =
            tables.iter().map(|table| format.text(&file, table)).collect::<io::Result<_>>()?;
        match &self.destination {
            Destination::Stream => self.append(&mut io::stdout().lock(), &written)?,
            Destination::File(_) => {
                let mut held = std::mem::take(&mut self.held);
                self.append(&mut held, &written)?;
                self.held = held;
            }
            Destination::Folder(folder) if format == TextFormat::Csv => {
                for (table, bytes) in tables.iter().zip(&written) {
                    write_file(&folder.join(format!("{stem}{}.csv", suffix(table))), bytes)?;
                }
            }
            Destination::Folder(folder) => {
                write_file(&folder.join(format!("{stem}.{format}")), &framed(format, &written))?;
            }
        }
        Ok(())
    }

    /// Writes what has not been written yet.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        let frame = self.format.frame();
        let end = if self.is_begun { frame.after.to_owned() } else { [frame.before, frame.after].concat() };
        match &self.destination {
            Destination::Stream => {
                let mut out = io::stdout().lock();
                out.write_all(end.as_bytes())?;
                Ok(out.flush()?)
            }
            Destination::File(path) => {
                self.held.extend(end.as_bytes());
                write_file(path, &self.held)
            }
            Destination::Folder(_) => Ok(()),
        }
    }

    fn append(&mut self, out: &mut dyn Write, tables: &[Vec<u8>]) -> io::Result<()> {
        let frame = self.format.frame();
        for table in tables {
            let before = if self.is_begun { frame.between } else { frame.before };
            out.write_all(before.as_bytes())?;
            out.write_all(table)?;
            self.is_begun = true;
        }
        out.flush()
    }
}

fn framed(format: TextFormat, tables: &[Vec<u8>]) -> Vec<u8> {
    let frame = format.frame();
    [frame.before.as_bytes(), &tables.join(frame.between.as_bytes()), frame.after.as_bytes()].concat()
}

/// Writes a file whole, and makes its folder first.
///
/// # Errors
///
/// Where it can't be written.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|source| WriteError { path: folder.to_owned(), source })?;
    }
    Ok(replace_file(path, |out| out.write_all(bytes))?)
}

/// What tells the tables of one document apart: `-p003-t02`, so that their files sort as they stand.
fn suffix(table: &FoundTable) -> String {
    let page = table.place.as_ref().and_then(Place::page);
    let page = page.map(|page| format!("-p{page:03}")).unwrap_or_default();
    format!("{page}-t{:02}", table.number)
}

/// The names of the documents in a folder of files. Papers of different folders often have the same.
#[derive(Debug, Default)]
pub(super) struct Names {
    seen: BTreeMap<String, u32>,
}

impl Names {
    /// What the files of a document begin with: its own name without its extension, and a number from the second
    /// document of that name on.
    pub(super) fn stem(&mut self, input: &Input) -> String {
        let name = input.file_name();
        let stem = match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
            _ if name == "-" => "input".to_owned(),
            _ => name,
        };
        let count = self.seen.entry(stem.clone()).or_default();
        *count += 1;
        if *count == 1 { stem } else { format!("{stem}~{count}") }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::{Arguments, Command};

    fn output(options: &str) -> Result<Output, Failure> {
        let words = ["boardlift", "tables", "x.pdf"].into_iter().chain(options.split_whitespace());
        match Arguments::try_parse_from(words).expect("arguments").command {
            Command::Tables(args) => Output::of(&args),
            other => panic!("{other:?}"),
        }
    }

    fn check(options: &str, expected: &Output) {
        assert_eq!(&output(options).expect(options), expected, "{options}");
    }

    #[test]
    fn options_mean_one_thing_together() {
        let file = |path: &str| Destination::File(path.into());
        let folder = |path: &str| Destination::Folder(path.into());
        check("", &Output::Tables(TextFormat::Json, Destination::Stream));
        check("--to md", &Output::Tables(TextFormat::Md, Destination::Stream));
        check("-o a.CSV", &Output::Tables(TextFormat::Csv, file("a.CSV")));
        check("-o a.txt --to md", &Output::Tables(TextFormat::Md, file("a.txt")));
        check("-o new/", &Output::Tables(TextFormat::Json, folder("new/")));
        check("-o new --to csv", &Output::Tables(TextFormat::Csv, folder("new")));
        check("-o a.svg", &Output::Drawings(file("a.svg")));
        check("-o new --to svg", &Output::Drawings(folder("new")));
        match output("-o new") {
            Err(Failure::Usage(error)) => assert!(error.to_string().contains("--to csv"), "{error}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn documents_of_one_name_have_files_of_their_own() {
        let mut names = Names::default();
        let stems = ["a/q1.pdf", "b/q1.pdf", "q1.txt", "-", ".hidden", "v1.2/plain"]
            .map(|path| names.stem(&Input::of(path.as_ref())));
        assert_eq!(stems, ["q1", "q1~2", "q1~3", "input", ".hidden", "plain"]);
    }

    #[test]
    fn tables_one_after_the_other_are_one_document() {
        let check = |format: TextFormat, tables: &[&str], expected: &str| {
            let tables: Vec<Vec<u8>> = tables.iter().map(|table| table.as_bytes().to_vec()).collect();
            assert_eq!(String::from_utf8(framed(format, &tables)).unwrap(), expected);
        };
        check(TextFormat::Json, &[], "[]\n");
        check(TextFormat::Json, &["{}", "{}"], "[{},\n {}]\n");
        check(TextFormat::Csv, &["a\r\n", "b\r\n"], "a\r\n\r\nb\r\n");
        check(TextFormat::Md, &["a\n", "b\n"], "a\n\nb\n");
    }
}
