//! Points that end with their figure: `• Compliance rate – 92.48%`, `Stage 1 complaints per 1,000 tenants: 71`.
//!
//! Before a colon anything may stand: telephones, rooms, ages. Such points are read only where they follow each other, most
//! of the list is of that kind, and most of them say that they measure: by a percentage or a length of time, or by a name
//! that counts, `Number of …`. What is money may be any budget, and measures nothing.

use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{unit, value};
use boardlift_model::{Block, Cell, Text, Unit};

use crate::header::ANY_YEARS;

use super::card;
use super::entry::Entry;
use super::label;
use super::piece::{Piece, What};

/// A longer name is a sentence.
const MOST_WORDS: usize = 30;
/// A shorter one is a label of anything.
const FEWEST_WORDS: usize = 2;
/// What parts a name from its figure.
const SEPARATORS: [&str; 4] = [": ", " – ", " - ", " — "];

/// The entries of the points of one list, or of paragraphs that follow each other, from their first block on.
pub(super) fn entries(list: &[Block], first: usize) -> Vec<Entry> {
    let points: Vec<(&Text, Parts<'_>, usize)> = list
        .iter()
        .enumerate()
        .filter_map(|(at, block)| {
            let (Block::ListItem(text) | Block::Paragraph(text)) = block else { return None };
            Some((text, cut(&text.text)?, first + at))
        })
        .collect();
    let measured = points.iter().filter(|(_, parts, _)| parts.is_measured()).count();
    let is_list = points.len() > 1 && 2 * points.len() > list.len() && 2 * measured > points.len();
    let entries = points.iter().filter(|_| is_list).map(|(text, parts, block)| entry(text, parts, *block));
    entries.collect::<Option<Vec<Entry>>>().unwrap_or_default()
}

/// A point's parts.
#[derive(Debug, PartialEq)]
struct Parts<'a> {
    name: &'a str,
    figure: &'a str,
}

impl Parts<'_> {
    /// Whether the point says that it measures.
    fn is_measured(&self) -> bool {
        match value::read(self.figure, Years::default()).cell.unit {
            Some(Unit::Gbp) => false,
            Some(_) => true,
            None => unit::is_said(self.name) || self.name.split([' ', '(']).any(|word| word == "per"),
        }
    }
}

fn cut(text: &str) -> Option<Parts<'_>> {
    let text = text.trim().trim_end_matches('.');
    let cuts = SEPARATORS.iter().filter_map(|separator| text.rsplit_once(separator));
    let (name, figure) = cuts.min_by_key(|(_, figure)| figure.len())?;
    let (name, figure) = (name.trim(), figure.trim());
    let words = name.split_whitespace().count();
    let is_period =
        |words: &str| period::find(words, ANY_YEARS).is_some_and(|found| found.span == (0..words.len()));
    let is_name = (FEWEST_WORDS..=MOST_WORDS).contains(&words)
        && name.starts_with(|c: char| c.is_uppercase() || c == '%' || c.is_ascii_digit())
        && !label::is_bare_figure(name)
        && !is_period(name)
        && !name.contains([';', ':'])
        && !name.contains(". ");
    (is_name && label::is_bare_figure(figure) && !is_period(figure)).then_some(Parts { name, figure })
}

fn entry(text: &Text, parts: &Parts<'_>, block: usize) -> Option<Entry> {
    let piece = |what: What, words: &str| Piece {
        what,
        cell: Cell::new(words, text.place.clone()),
        block,
        at: None,
        is_heading: false,
    };
    card::of(&piece(What::Words, parts.name), &piece(What::Figure, parts.figure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{general, line};

    #[test]
    fn a_name_and_its_figure() {
        for (text, expected) in [
            ("Compliance rate – 92.48%", Some(("Compliance rate", "92.48%"))),
            ("Number of requests received - 134", Some(("Number of requests received", "134"))),
            (
                "Stage 1 complaints (per 1,000 tenants): 71.",
                Some(("Stage 1 complaints (per 1,000 tenants)", "71")),
            ),
            ("Re-let time - major works - 61 days", Some(("Re-let time - major works", "61 days"))),
            ("Telephone: 01234 567890", None),
            ("Our target: 95%, up from 90%", None),
            ("It was agreed to note: 5", None),
            ("Meeting of the board: 3 May 2023", None),
        ] {
            let expected = expected.map(|(name, figure)| Parts { name, figure });
            assert_eq!(cut(text).filter(Parts::is_measured), expected, "{text}");
        }
    }

    fn check(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines).figures.iter().map(line).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn lists_that_measure() {
        check(
            "# Requests\n- Number of requests received - 134\n- Number of open requests - 72\n- Compliance rate – 92.48%",
            &[
                "Number of requests received ·  · actual · `134` reported = 134 count !role_inferred",
                "Number of open requests ·  · actual · `72` reported = 72 count !role_inferred",
                "Compliance rate ·  · actual · `92.48%` reported = 92.48 percent !role_inferred",
            ],
        );
    }

    #[test]
    fn lists_of_other_things() {
        check("# Contact us\n- Main office: 5\n- Second floor: 12\n- Extension number: 45", &[]);
        check("# Costs\n- Employee costs: £5.2m\n- Running costs: £1.1m", &[]);
        check("# Aims\n- Number of plans: 5\n- Work with schools\n- Hear from parents", &[]);
    }
}
