//! Why each figure was read so: what `extract --explain` writes instead of tables.
//!
//! The sentences are those of `layouts`; here they get what only the dataset knows (whose figures they are, what they
//! measure) and go out, for people as blocks of lines or for programs as JSON.

use std::io::{self, BufWriter, Write};

use anyhow::anyhow;
use boardlift_dataset::{Format, Paper, TableName};
use boardlift_layouts::{Because, explain};
use boardlift_model::{AreaClaim, ClaimSource, Observation};
use serde::Serialize;

use crate::args::ExtractArgs;
use crate::exit::Failure;
use crate::figures::stood_at;

/// How explanations are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A block of lines a figure, for people.
    Blocks,
    /// An object a figure and line.
    Lines,
    /// One array of the same objects.
    Array,
}

/// Takes papers one by one and writes why their figures were read so, to standard output.
#[derive(Debug)]
pub(crate) struct Explanations {
    shape: Shape,
    is_begun: bool,
}

impl Explanations {
    /// What the options mean together.
    ///
    /// # Errors
    ///
    /// Where they can't be meant together.
    pub(crate) fn of(args: &ExtractArgs) -> Result<Self, Failure> {
        let refused = |message: String| Err(Failure::Usage(anyhow!(message)));
        if let Some(table) = args.table.filter(|table| *table != TableName::Observations) {
            return refused(format!(
                "expected the table observations with --explain, found {table}; only figures are explained, so leave out --table"
            ));
        }
        if let Some(path) = &args.output {
            return refused(format!(
                "expected standard output with --explain, found the path `{}`; \
                 leave out --output, and send the output into a file, as in > why.txt",
                path.display()
            ));
        }
        let shape = match args.to {
            None => Shape::Blocks,
            Some(Format::Jsonl) => Shape::Lines,
            Some(Format::Json) => Shape::Array,
            Some(format @ (Format::Csv | Format::Parquet)) => {
                return refused(format!(
                    "expected jsonl or json with --explain, found {format}; \
                     leave out --to for text that people read"
                ));
            }
        };
        Ok(Explanations { shape, is_begun: false })
    }

    /// Writes why one document's figures were read so.
    ///
    /// # Errors
    ///
    /// Where standard output can't be written to.
    pub(crate) fn take(&mut self, paper: &Paper) -> Result<(), Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        for observation in &paper.observations {
            self.write(&mut out, paper, observation)?;
            self.is_begun = true;
        }
        Ok(out.flush()?)
    }

    /// Writes what stands after all of them.
    ///
    /// # Errors
    ///
    /// Where standard output can't be written to.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        if self.shape == Shape::Array {
            let end = if self.is_begun { "]\n" } else { "[]\n" };
            io::stdout().lock().write_all(end.as_bytes())?;
        }
        Ok(())
    }

    fn write(&self, out: &mut impl Write, paper: &Paper, observation: &Observation) -> io::Result<()> {
        let file_name = &paper.document.source.file_name;
        let told = explained(paper, observation);
        let before: &str = match (self.shape, self.is_begun) {
            (Shape::Blocks, true) => "\n",
            (Shape::Blocks | Shape::Lines, _) => "",
            (Shape::Array, false) => "[",
            (Shape::Array, true) => ",\n ",
        };
        out.write_all(before.as_bytes())?;
        if self.shape == Shape::Blocks {
            return write_block(out, file_name, observation, &told);
        }
        let explanation = told.iter().map(Reason::of).collect();
        serde_json::to_writer(
            &mut *out,
            &Object { observation_id: &observation.id, file_name, explanation },
        )?;
        let after: &str = if self.shape == Shape::Lines { "\n" } else { "" };
        out.write_all(after.as_bytes())
    }
}

/// One figure with its reasons, as JSON.
#[derive(Serialize)]
struct Object<'a> {
    observation_id: &'a str,
    file_name: &'a str,
    explanation: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    field: &'a str,
    value: Option<&'a str>,
    because: &'a str,
}

impl<'a> Reason<'a> {
    fn of(told: &'a Because) -> Self {
        Reason { field: told.field, value: told.value.as_deref(), because: &told.because }
    }
}

fn write_block(
    out: &mut impl Write,
    file_name: &str,
    observation: &Observation,
    told: &[Because],
) -> io::Result<()> {
    let figure = &observation.figure;
    let printed = match figure.value_text.as_str() {
        "" => "a blank cell",
        words => words,
    };
    let heading = if figure.column_text.is_empty() { "no heading" } else { &figure.column_text };
    let (place, table, row, column) = (stood_at(&figure.place), figure.table, figure.row, figure.column);
    writeln!(out, "{printed} under {heading}")?;
    writeln!(out, "  {file_name}, {place}, table {table}, row {row}, column {column}")?;
    for Because { field, value, because } in told {
        writeln!(out, "  {field} {}: {because}", value.as_deref().unwrap_or("not known"))?;
    }
    Ok(())
}

/// Why the fields of a figure are what they are: also those that no layout knows.
fn explained(paper: &Paper, observation: &Observation) -> Vec<Because> {
    let mut told = explain(&observation.figure, &paper.quotes);
    for field in told.iter_mut().filter(|told| told.field == "area") {
        field.value = observation.area.name.clone().or(field.value.take());
        if observation.figure.area == AreaClaim::Publisher && !is_of_publisher(observation) {
            field.because = String::from("the heading names it, which is another council than the publisher");
        }
    }
    let authority = observation.authority.as_ref().zip(paper.authority_source);
    let named = authority
        .map(|(authority, source)| Because::new("authority", authority.to_string(), named_in(source)));
    let measured = observation.measure.as_ref().map(|measure| {
        Because::new(
            "measure",
            measure.as_str(),
            "the only known measure with the indicator's words and unit",
        )
    });
    named.into_iter().chain(told).chain(measured).collect()
}

fn is_of_publisher(observation: &Observation) -> bool {
    observation.area.name == observation.authority.as_ref().map(|authority| authority.name.clone())
}

fn named_in(source: ClaimSource) -> &'static str {
    match source {
        ClaimSource::Caller => "the option --authority names it",
        ClaimSource::Letterhead => "a line of the document is nothing but its name",
        ClaimSource::Heading => "a heading of the document names it",
        ClaimSource::Paragraph => "a line outside the tables names it",
        ClaimSource::Column => "the heading of a column names it",
        ClaimSource::FileName => "the file's name has it",
        ClaimSource::Site => "the document leaves it open; it was published on this authority's site",
        ClaimSource::Layout => "the document doesn't name one; it has the layout of this authority's papers",
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::{Arguments, Command};

    fn explanations(options: &str) -> Result<Explanations, Failure> {
        let words = ["boardlift", "extract", "x.txt", "--explain"];
        let words = words.into_iter().chain(options.split_whitespace());
        match Arguments::try_parse_from(words).expect("arguments").command {
            Command::Extract(args) => Explanations::of(&args),
            other => panic!("{other:?}"),
        }
    }

    fn check(options: &str, shape: Shape) {
        assert_eq!(explanations(options).expect(options).shape, shape, "{options}");
    }

    fn check_refused(options: &str, hint: &str) {
        match explanations(options) {
            Err(Failure::Usage(error)) => assert!(error.to_string().contains(hint), "{options}: {error}"),
            other => panic!("{options}: {other:?}"),
        }
    }

    #[test]
    fn explanations_are_for_people_or_as_json() {
        check("", Shape::Blocks);
        check("--table observations --to jsonl", Shape::Lines);
        check("--to json", Shape::Array);
    }

    #[test]
    fn what_can_not_be_explained_is_refused_with_what_to_do() {
        check_refused("--table actions", "leave out --table");
        check_refused("--to csv", "leave out --to");
        check_refused("-o dataset", "> why.txt");
    }
}
