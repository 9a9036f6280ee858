//! What tells the papers of a layout from those of other councils.
//!
//! Headings of its own, the name of its publisher, words of its title, or the numbers of its indicators: one of them is
//! enough. Headings such as `Ref` and `Target` are none of these, however many agree, and plain counting numbers are
//! none either. Knows the form of a council's name, not the councils.

use std::collections::BTreeSet;
use std::fmt;

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::{council, fold};
use boardlift_model::{Block, Cell, Document};

use crate::header::ANY_YEARS;
use crate::outline::{self, Outline, Table};
use crate::pattern::HeadingPattern;
use crate::spec::Spec;

/// Fewer numbers in common may be chance.
const LEAST_REFS: usize = 3;
/// Words that join those of a name and name nobody.
const JOINS: &[&str] = &["and", "of", "upon", "on", "in", "the"];

/// Whether anything but common headings speaks for a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Something tells it apart: what it is, for a person.
    ToldApart(String),
    /// Nothing does.
    Common,
    /// The document names another council: under which name.
    OtherPublisher(String),
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Standing::ToldApart(by) => write!(f, "told apart by {by}"),
            Standing::Common => f.write_str(
                "not taken: nothing but headings that any council may print; the paper's title, council or numbers would tell it apart",
            ),
            Standing::OtherPublisher(name) => write!(f, "not taken: the paper is that of `{name}`"),
        }
    }
}

/// What a document says that may tell whose layout it has.
pub(crate) struct Marks<'a> {
    /// Its file's name, its headings, and the short lines above its first table.
    lines: Vec<&'a str>,
    /// The councils that these name, by their form.
    names: Vec<&'a str>,
    /// The numbers of its indicators.
    references: BTreeSet<String>,
}

impl<'a> Marks<'a> {
    /// Looks for all of them once.
    pub(crate) fn of(document: &'a Document, outline: &Outline<'a>) -> Self {
        let first_table = outline.tables.first().map_or(document.blocks.len(), |table| table.block);
        let mut marks = Marks {
            lines: vec![&document.source.file_name],
            names: Vec::new(),
            references: outline.tables.iter().flat_map(references).collect(),
        };
        for (at, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Heading(text) => {
                    marks
                        .names
                        .extend(council::name(&text.text).or(council::name_before_subject(&text.text)));
                    marks.lines.push(&text.text);
                }
                Block::Paragraph(text) if at < first_table && text.text.len() <= outline::LONGEST_LINE => {
                    // A sentence may speak of another council; a line that begins with a name is headed by it.
                    marks.names.extend(council::name(&text.text).filter(|name| text.text.starts_with(name)));
                    marks.lines.push(&text.text);
                }
                _ => {}
            }
        }
        marks
    }

    /// Whether the words stand in one of the lines.
    fn say(&self, words: &str) -> bool {
        let words = format!(" {} ", fold::key(words));
        words.trim() != "" && self.lines.iter().any(|line| format!(" {} ", fold::key(line)).contains(&words))
    }
}

/// Whether anything but common headings speaks for a spec, of whose headings these were found and those are missing.
pub(crate) fn standing<'a>(
    spec: &Spec,
    found: impl Iterator<Item = &'a HeadingPattern>,
    missing: impl Iterator<Item = &'a HeadingPattern>,
    marks: &Marks<'_>,
) -> Standing {
    let authority = spec.document.authority.as_deref();
    if let Some(authority) = authority {
        let same = marks.names.iter().find(|name| is_same_council(name, authority));
        match (same, marks.names.first()) {
            (None, Some(other)) => return Standing::OtherPublisher((*other).to_owned()),
            (Some(name), _) => return Standing::ToldApart(format!("the name `{name}`")),
            (None, None) if marks.say(authority) => {
                return Standing::ToldApart(format!("the name `{authority}`"));
            }
            (None, None) => {}
        }
    }
    own_heading(found, missing)
        .or_else(|| title(spec, marks))
        .or_else(|| numbers(spec, marks))
        .map_or(Standing::Common, Standing::ToldApart)
}

/// One of the headings that only some councils print, where at least half of the spec's are there.
fn own_heading<'a>(
    found: impl Iterator<Item = &'a HeadingPattern>,
    missing: impl Iterator<Item = &'a HeadingPattern>,
) -> Option<String> {
    let own = |headings: &mut dyn Iterator<Item = &'a HeadingPattern>| -> BTreeSet<&'a str> {
        headings.filter(|heading| !heading.is_common()).map(|heading| heading.words.as_str()).collect()
    };
    let (mut found, mut missing) = (found, missing);
    let (found, missing) = (own(&mut found), own(&mut missing));
    let first = found.first()?;
    (found.len() >= missing.len()).then(|| format!("the heading `{first}`"))
}

fn title(spec: &Spec, marks: &Marks<'_>) -> Option<String> {
    let title = spec.document.title.as_deref().filter(|title| marks.say(title))?;
    Some(format!("the title `{title}`"))
}

/// The numbers of the spec's indicators, where at least half of those that are no mere counting are there.
fn numbers(spec: &Spec, marks: &Marks<'_>) -> Option<String> {
    let telling: BTreeSet<String> =
        spec.tables.iter().flat_map(|table| table.refs.telling()).map(fold::key).collect();
    let found = telling.intersection(&marks.references).count();
    (found >= LEAST_REFS && 2 * found >= telling.len()).then(|| format!("{found} numbers of its indicators"))
}

/// The printed numbers of a table's indicators, as keys.
fn references(table: &Table<'_>) -> Vec<String> {
    let Some(header) = &table.header else { return Vec::new() };
    let is_reference = |text: &String| heading::read(text, ANY_YEARS).role == Some(Role::Reference);
    let Some(at) = header.texts.iter().position(is_reference) else { return Vec::new() };
    let cells = table.grid.rows().iter().skip(header.rows.end).filter_map(|row| row.get(at));
    cells.filter(|cell: &&Cell| !cell.is_blank()).map(|cell| fold::key(&cell.text)).collect()
}

/// Whether two names are those of one council: all words of the shorter stand in the longer, `Kingston` in `Kingston upon
/// Thames`, or the one is the other's first letters, `BCP`.
fn is_same_council(printed: &str, known: &str) -> bool {
    let (printed, known) = (fold::key(printed), fold::key(known));
    let words = |name: &'_ str| -> Vec<String> {
        name.split(' ').filter(|word| !JOINS.contains(word)).map(str::to_owned).collect()
    };
    let (one, other) = (words(&printed), words(&known));
    let stand_in = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    let initials: String = other.iter().filter_map(|word| word.chars().next()).collect();
    stand_in(&one, &other) || stand_in(&other, &one) || (other.len() > 1 && printed == initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn councils_are_known_by_part_of_their_name() {
        let check = |printed: &str, known: &str, expected: bool| {
            assert_eq!(is_same_council(printed, known), expected, "{printed} and {known}");
        };
        check("Kingston", "Kingston upon Thames", true);
        check("BCP", "Bournemouth, Christchurch and Poole", true);
        check("Bristol", "Bristol, City of", true);
        check("Kingston upon Hull", "Kingston upon Thames", false);
        check("Devon", "Dorset", false);
        check("D", "Devon", false);
    }
}
