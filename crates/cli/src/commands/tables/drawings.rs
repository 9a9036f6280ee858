//! `boardlift tables --to svg`: drawings of pages, for whoever doubts a table.
//!
//! Drawings are large, so each is written before the next one is made, and documents are taken one after the other.

use std::io::{self, Write};

use anyhow::{anyhow, bail};

use super::Progress;
use super::output::{Destination, Names, write_file};
use crate::args::TablesArgs;
use crate::exit::Failure;
use boardlift_batch::document::{DocumentReader, Sketches};
use boardlift_batch::inputs::Input;

/// Draws the wanted pages of all inputs.
///
/// # Errors
///
/// Where a drawing can't be written, or several were to go where only one can.
pub(super) fn draw(
    inputs: &[Input],
    args: &TablesArgs,
    reader: &DocumentReader,
    destination: &Destination,
    progress: &mut Progress<'_>,
) -> Result<(), Failure> {
    let is_for_one = !matches!(destination, Destination::Folder(_));
    if is_for_one && inputs.len() > 1 {
        return Err(too_many(inputs.len(), "documents"));
    }
    let mut names = Names::default();
    for input in inputs {
        let sketches = match sketches(input, args, reader) {
            Ok(sketches) => sketches,
            Err(error) => {
                progress.fail(input, &error);
                continue;
            }
        };
        if is_for_one && sketches.count() > 1 {
            return Err(too_many(sketches.count(), "pages"));
        }
        progress.read += 1;
        let stem = names.stem(input);
        sketches.draw(|number, drawing| match drawing {
            Ok(drawing) => put(destination, &stem, number, drawing.as_bytes()),
            Err(reason) => {
                progress.partial(format_args!("{input}: page {number} was left out: {reason}"));
                Ok(())
            }
        })?;
    }
    Ok(())
}

fn sketches(input: &Input, args: &TablesArgs, reader: &DocumentReader) -> anyhow::Result<Sketches> {
    let bytes = input.readable_bytes(reader)?;
    let sketches = reader.sketches(&bytes, &args.pages).map_err(|error| anyhow!(error.with_hint()))?;
    if sketches.count() == 0 {
        bail!("expected pages to draw, found none that --pages asks for");
    }
    Ok(sketches)
}

fn too_many(count: usize, what: &str) -> Failure {
    Failure::Usage(anyhow!(
        "expected one page to draw, found {count} {what}; say which page, as in --pages 3, or give a folder, as in \
         -o drawings/"
    ))
}

fn put(destination: &Destination, stem: &str, number: u32, drawing: &[u8]) -> Result<(), Failure> {
    match destination {
        Destination::Stream => Ok(io::stdout().lock().write_all(drawing)?),
        Destination::File(path) => write_file(path, drawing),
        Destination::Folder(folder) => write_file(&folder.join(format!("{stem}-p{number:03}.svg")), drawing),
    }
}
