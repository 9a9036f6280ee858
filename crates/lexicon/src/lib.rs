//! How councils write: pure functions from printed words to typed values.
//!
//! Every function here takes words and gives a value. None reads a file, looks at a neighbouring cell, or knows a
//! council: what a word means beside other words is for `layouts` to decide.
//!
//! In reading order:
//!
//! - [`fold`]: white space and look-alike letters; the key under which two spellings are the same words.
//! - [`number`]: digits to numbers: thousands, signs, `£`, `%`, ranges, fractions, second figures in brackets.
//! - [`missing`]: words that stand for: there is no figure.
//! - [`mod@unit`]: what a figure counts in, from the words of its indicator.
//! - [`period`]: the days that words name.
//! - [`judgement`]: RAG letters and words; arrows and words of direction; what the publisher wants.
//! - [`hue`]: which family a printed colour belongs to.
//! - [`basis`]: in the period, cumulative, rolling, forecast.
//! - [`school`]: what is reported by the academic year.
//! - [`symbols`]: what the letters of Wingdings and its kin show.
//! - [`area`]: England, regions, statistical neighbours.
//! - [`place`]: kinds of places that figures are split by.
//! - [`council`], [`body`]: how a council and other public bodies print their names.
//! - [`numbering`]: numbers of indicators that stand before their names.
//! - [`value`]: a whole value cell: all of the above at once.
//! - [`matter`]: what a table is about, by the words over it.
//! - [`targets`]: words over a table that announce targets.
//! - [`wording`]: what the words of a line say about its place in a text: bullets, footnote marks, titles.
//! - [`heading`]: a whole column heading: its role, and what its words say of kind, area and period.

pub mod area;
pub mod basis;
pub mod body;
pub mod council;
pub mod fold;
pub mod heading;
pub mod hue;
pub mod judgement;
pub mod matter;
pub mod missing;
pub mod number;
pub mod numbering;
pub mod period;
mod phrases;
pub mod place;
pub mod school;
pub mod symbols;
pub mod targets;
pub mod unit;
pub mod value;
pub mod wording;
