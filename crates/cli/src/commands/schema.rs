//! `boardlift schema`: the tables and columns that Boardlift writes.

use std::io::{self, Write};

use boardlift_dataset::{json_schema, listing};

use crate::args::SchemaArgs;
use crate::exit::{Failure, Outcome};

/// Prints the schema: as a listing for people, or as a JSON Schema.
pub(crate) fn run(args: &SchemaArgs) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    if args.json_schema {
        writeln!(out, "{:#}", json_schema())?;
    } else {
        write!(out, "{}", listing())?;
    }
    Ok(Outcome::AllRead)
}
