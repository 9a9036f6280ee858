//! The vocabularies behind ids and codes, as tables of their own: what a measure is, and which council a code means.
//!
//! They are those of the program that wrote the dataset last, so that nobody needs the program to know what `measure`
//! or `authority_code` says.

use std::io;
use std::path::Path;

use boardlift_model::Date;
use boardlift_reference::{AuthorityEntry, Measure, Vocabulary};
use polars::prelude::{Column, DataFrame, PlSmallStr};
use serde::Serialize;

use super::{StoreError, place};
use crate::parquet::encode;

/// The names of the tables, which are also those of their files.
pub(super) const MEASURES: &str = "measures";
/// As above.
pub(super) const AUTHORITIES: &str = "authorities";

/// A column of a vocabulary.
pub(super) struct Listed<T: 'static> {
    /// Its name.
    pub(super) name: &'static str,
    /// How its values are found, and so of which type they are.
    pub(super) values: Values<T>,
    /// What it means, in a line.
    pub(super) meaning: &'static str,
}

/// How a column's values are found.
pub(super) enum Values<T: 'static> {
    /// Words that every row has.
    Text(fn(&T) -> String),
    /// Words that a row may have.
    MaybeText(fn(&T) -> Option<String>),
    /// Lists of words, which may be empty.
    Texts(fn(&T) -> Vec<String>),
    /// A day that every row has.
    Date(fn(&T) -> Date),
    /// A day that a row may have.
    MaybeDate(fn(&T) -> Option<Date>),
}

/// An authority, and the name of its region, of which it has only the code itself.
pub(super) struct Council {
    entry: AuthorityEntry,
    region: Option<String>,
}

/// The columns of `measures`.
pub(super) const OF_MEASURES: &[Listed<Measure>] = &[
    listed("id", Values::Text(|row| row.id.clone()), "Its id, which never changes its meaning"),
    listed("name", Values::Text(|row| row.name.clone()), "Its name"),
    listed("unit", Values::Text(|row| term(&row.unit)), "What it counts in"),
    listed("polarity", Values::Text(|row| term(&row.polarity)), "Which way is good, for the measure itself"),
    listed("topic", Values::Text(|row| row.topic.clone()), "What it is about"),
    listed("tier", Values::Text(|row| term(&row.tier)), "How widely it is used"),
    listed(
        "family",
        Values::Text(|row| row.family.clone()),
        "Shared by measures that are near to each other",
    ),
    listed(
        "series",
        Values::Text(|row| row.series.clone()),
        "Shared by measures that differ only in how they gather up over time",
    ),
    listed("accumulation", Values::Text(|row| term(&row.accumulation)), "How it gathers up over time"),
    listed("definition", Values::Text(|row| row.definition.clone()), "What it counts"),
    listed("aliases", Values::Texts(|row| owned(row.aliases())), "Labels that mean it"),
    listed(
        "scoped_aliases",
        Values::Texts(|row| owned(row.scoped_aliases())),
        "Labels that mean it under a subject, which stands before each",
    ),
    listed(
        "dfe_equivalent",
        Values::MaybeText(|row| row.dfe_equivalent.clone()),
        "Where the Department for Education publishes it, as far as known",
    ),
];

/// The columns of `authorities`.
pub(super) const OF_AUTHORITIES: &[Listed<Council>] = &[
    listed("code", Values::Text(|row| row.entry.code.clone()), "Its ONS code"),
    listed("name", Values::Text(|row| row.entry.name.clone()), "Its name"),
    listed("aliases", Values::Texts(|row| owned(row.entry.aliases())), "What boards call it besides"),
    listed("type", Values::Text(|row| term(&row.entry.kind)), "What kind of council it is"),
    listed(
        "region_code",
        Values::Text(|row| row.entry.region_code.clone()),
        "ONS code of its region of England, or of its nation",
    ),
    listed("region", Values::MaybeText(|row| row.region.clone()), "The name of that region or nation"),
    listed(
        "dfe_code",
        Values::MaybeText(|row| row.entry.dfe_code.clone()),
        "The Department for Education's three digits",
    ),
    listed(
        "valid_from",
        Values::Date(|row| row.entry.valid_from),
        "First day of the code; 2009-01-01 stands for then or before",
    ),
    listed(
        "valid_to",
        Values::MaybeDate(|row| row.entry.valid_to),
        "Last day of the code; null for a present authority",
    ),
    listed("change", Values::MaybeText(|row| row.entry.change.as_ref().map(term)), "Why it ended"),
    listed(
        "successor_codes",
        Values::Texts(|row| row.entry.successors.clone()),
        "The codes of the authorities that came after it",
    ),
];

/// Writes both tables into the folder of a dataset.
pub(super) fn write(dataset: &Path, vocabulary: &Vocabulary) -> Result<(), StoreError> {
    let region =
        |entry: &AuthorityEntry| vocabulary.area_by_code(&entry.region_code).map(|area| area.name.clone());
    let council = |entry: &AuthorityEntry| Council { entry: entry.clone(), region: region(entry) };
    let councils: Vec<Council> = vocabulary.authorities().iter().map(council).collect();
    write_table(dataset, MEASURES, OF_MEASURES, vocabulary.measures())?;
    write_table(dataset, AUTHORITIES, OF_AUTHORITIES, &councils)
}

fn write_table<T>(dataset: &Path, name: &str, listed: &[Listed<T>], rows: &[T]) -> Result<(), StoreError> {
    let columns = listed.iter().map(|listed| column(listed, rows)).collect();
    place::keep(dataset, &format!("{name}.parquet"), || {
        encode::file(DataFrame::new(rows.len(), columns).map_err(io::Error::other)?)
    })
}

fn column<T>(listed: &Listed<T>, rows: &[T]) -> Column {
    let name = PlSmallStr::from_static(listed.name);
    match listed.values {
        Values::Text(get) => encode::texts(name, rows.iter().map(|row| Some(get(row)))),
        Values::MaybeText(get) => encode::texts(name, rows.iter().map(get)),
        Values::Texts(get) => encode::lists(name, rows.iter().map(get)),
        Values::Date(get) => encode::dates(name, rows.iter().map(|row| Some(get(row)))),
        Values::MaybeDate(get) => encode::dates(name, rows.iter().map(get)),
    }
}

const fn listed<T>(name: &'static str, values: Values<T>, meaning: &'static str) -> Listed<T> {
    Listed { name, values, meaning }
}

fn owned<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    words.map(str::to_owned).collect()
}

/// The name of a term, as the vocabulary's own file has it.
fn term(term: &impl Serialize) -> String {
    serde_json::to_value(term).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
