//! Standard error, which people read: messages, colours where they are wanted, how wide a line may be.
//!
//! Data never goes here. Colours follow `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`; away from a terminal there are
//! none. A standard error that can't be written to is no reason to stop.

use std::fmt;
use std::io::Write;

use clap::builder::styling::{AnsiColor, Style};
use terminal_size::{Width, terminal_size_of};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Columns of a table where nobody says how wide the terminal is.
const DEFAULT_WIDTH: u16 = 100;
/// A table narrower than this can't be read.
const LEAST_WIDTH: u16 = 60;

/// Standard error, and whether only errors are wanted there.
#[derive(Debug)]
pub(crate) struct Terminal {
    quiet: bool,
}

impl Terminal {
    /// Standard error; with `quiet`, errors alone reach it.
    pub(crate) fn new(quiet: bool) -> Self {
        Terminal { quiet }
    }

    /// Whether only errors are wanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Tells a warning.
    pub(crate) fn warning(&self, message: impl fmt::Display) {
        if !self.quiet {
            write_line(format_args!("{WARNING}warning{WARNING:#}: {message}"));
        }
    }

    /// Tells something else.
    pub(crate) fn say(&self, message: impl fmt::Display) {
        if !self.quiet {
            write_line(message);
        }
    }
}

/// Tells an error. Nobody can ask for less than that.
pub(crate) fn error(message: impl fmt::Display) {
    write_line(format_args!("{ERROR}error{ERROR:#}: {message}"));
}

/// How many columns a line may have: `COLUMNS`, else what the terminal says.
pub(crate) fn width() -> u16 {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size_of(std::io::stderr()).map(|(Width(width), _)| width);
    stated.or_else(measured).unwrap_or(DEFAULT_WIDTH).max(LEAST_WIDTH)
}

fn write_line(message: impl fmt::Display) {
    // There is no other place left to complain in.
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}
