//! `boardlift layouts show`: one layout as TOML.

use std::io::{self, Write};

use crate::args::ShowArgs;
use crate::exit::{Failure, Outcome};

/// Prints the layout as it is written, comments and all: a layout of one's own can start from it.
pub(crate) fn run(args: &ShowArgs) -> Result<Outcome, Failure> {
    let catalogue = args.catalogue.catalogue()?;
    io::stdout().lock().write_all(catalogue.get(&args.id)?.toml.as_bytes())?;
    Ok(Outcome::AllRead)
}
