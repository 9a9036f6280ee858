//! `boardlift layouts list`: the known layouts.

use std::io::{self, Write};

use crate::args::CatalogueArgs;
use crate::exit::{Failure, Outcome};

/// Prints one line a layout: its id, then what it looks like.
pub(crate) fn run(args: &CatalogueArgs) -> Result<Outcome, Failure> {
    let catalogue = args.catalogue()?;
    let width = catalogue.entries().iter().map(|entry| entry.spec.id.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for entry in catalogue.entries() {
        writeln!(out, "{:<width$}  {}", entry.spec.id, entry.spec.summary)?;
    }
    Ok(Outcome::AllRead)
}
