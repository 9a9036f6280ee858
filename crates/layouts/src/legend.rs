//! What colours mean in a document, by its own key: swatches with words beside them, or words alone.
//!
//! A key is believed as far as its words are understood. A key whose words judge nothing (`Health`, `Education`) says
//! that its colours are no judgements; so does an entry that says so (`Data not available`).

use std::collections::BTreeMap;

use boardlift_lexicon::hue::{self, Hue};
use boardlift_lexicon::judgement::{self, Sense};
use boardlift_model::{Block, Cell, KeyEntry, RagColour, Rgb, Text};

use crate::bands::whole_fill;
use crate::glossary::Glossary;

/// What a key makes of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Explained {
    /// The key says that it judges so.
    Judges(RagColour),
    /// The key says, or leaves it to be understood, that it is no judgement.
    No,
    /// There is no key that would speak of it.
    Unsaid,
}

/// A key inside a table or in words has so many entries at least: a single one may be anything.
const LEAST_ENTRIES: usize = 2;
/// So many entries are read at most, all keys together. Papers repeat their key on every page, but each page says the same.
const MOST_ENTRIES: usize = 64;

/// The keys of a document.
#[derive(Debug, Default)]
pub(crate) struct Legend {
    swatches: Vec<Swatch>,
    words: BTreeMap<RagColour, Sense>,
    glossary: Glossary,
}

#[derive(Debug)]
struct Swatch {
    colour: Rgb,
    hue: Option<Hue>,
    judges: Option<RagColour>,
}

impl Legend {
    /// Reads the keys of a document.
    pub(crate) fn of(blocks: &[Block]) -> Self {
        let mut legend = Legend::default();
        for block in blocks {
            match block {
                Block::Key(entries) => legend.add(entries),
                Block::Paragraph(text) | Block::ListItem(text) | Block::Heading(text) => {
                    for (colour, sense) in judgement::key_in_words(&text.text) {
                        legend.words.entry(colour).or_insert(sense);
                    }
                    legend.glossary.take_line(&text.text);
                }
                Block::Grid(grid) => {
                    let entries: Vec<KeyEntry> =
                        grid.rows().iter().flat_map(|row| entries_in_row(row)).collect();
                    if entries.len() >= LEAST_ENTRIES {
                        legend.add(&entries);
                    }
                    grid.rows().iter().for_each(|row| legend.glossary.take_row(row));
                }
                Block::Footnote { .. } => {}
            }
        }
        legend
    }

    fn add(&mut self, entries: &[KeyEntry]) {
        let room = MOST_ENTRIES.saturating_sub(self.swatches.len());
        for (entry, swatch) in entries.iter().zip(swatches(entries)).take(room) {
            if let Some(colour) = swatch.judges {
                self.glossary.take(&entry.text.text, colour);
            }
            self.swatches.push(swatch);
        }
    }

    /// The colour that the keys set beside words of status.
    pub(crate) fn colour_of_words(&self, words: &str) -> Option<RagColour> {
        self.glossary.colour_of(words)
    }

    /// What the keys make of a colour of this family. The very colour of a swatch is that swatch's; another of its
    /// family is so too, unless swatches of one family mean different things. A key of swatches that judge knows all
    /// judging colours of its document.
    pub(crate) fn explain(&self, colour: Rgb, hue: Hue) -> Explained {
        if self.swatches.is_empty() {
            return self.explain_in_words(hue);
        }
        let same = |swatch: &&Swatch| swatch.colour == colour;
        let related = |swatch: &&Swatch| swatch.hue == Some(hue);
        let mut meanings: Vec<Option<RagColour>> =
            self.swatches.iter().filter(same).map(|swatch| swatch.judges).collect();
        if meanings.is_empty() {
            meanings = self.swatches.iter().filter(related).map(|swatch| swatch.judges).collect();
        }
        meanings.dedup();
        match meanings[..] {
            [Some(judgement)] => Explained::Judges(judgement),
            [] if self.swatches.iter().all(|swatch| swatch.judges.is_none()) => self.explain_in_words(hue),
            _ => Explained::No,
        }
    }

    /// A key in words must explain two colours at least: one line may be a comment that begins with a colour.
    fn explain_in_words(&self, hue: Hue) -> Explained {
        let said = |colour: RagColour| Some((colour, self.words.get(&colour)?));
        let Some((colour, sense)) = usual(hue).and_then(said) else { return Explained::Unsaid };
        match sense {
            Sense::NoJudgement => Explained::No,
            _ if self.words.len() >= LEAST_ENTRIES => Explained::Judges(colour),
            _ => Explained::Unsaid,
        }
    }
}

/// The entries of a row that belongs to a key inside a table: `[red] Below target | [green] On target`. Each printed cell
/// must have its colour on its left or behind itself and say something that only a key says; a title beside them may
/// not. No entries in any other row, nor in one that is filled from end to end, as title lines are.
pub(crate) fn entries_in_row(row: &[Cell]) -> Vec<KeyEntry> {
    let mut entries = Vec::new();
    if whole_fill(row).is_some() {
        return entries;
    }
    for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
        let beside = at
            .checked_sub(1)
            .map(|left| &row[left])
            .filter(|left| left.is_blank())
            .and_then(|left| left.fill);
        let own = cell.fill.filter(|fill| hue::of(*fill).is_some());
        let read = judgement::key_entry(&cell.text);
        let colour = beside.filter(|fill| hue::of(*fill).is_some() && cell.fill != Some(*fill)).or(own);
        match colour.filter(|_| read.sense != Sense::Silent) {
            Some(colour) => {
                let text = Text { text: cell.text.clone(), place: cell.place.clone() };
                entries.push(KeyEntry { colour, text });
            }
            None if judgement::is_key_title(&cell.text) => {}
            None => return Vec::new(),
        }
    }
    entries
}

/// What a family of colours stands for where nothing says otherwise: traffic lights, yellow for amber. Purple is
/// nobody's usual colour for anything.
pub(crate) fn usual(hue: Hue) -> Option<RagColour> {
    match hue {
        Hue::Red => Some(RagColour::Red),
        Hue::Amber | Hue::Yellow => Some(RagColour::Amber),
        Hue::Green => Some(RagColour::Green),
        Hue::Blue => Some(RagColour::Blue),
        Hue::Purple => None,
    }
}

fn swatches(entries: &[KeyEntry]) -> impl Iterator<Item = Swatch> {
    let judges = |entry: &KeyEntry| {
        matches!(judgement::key_entry(&entry.text.text).sense, Sense::Judges | Sense::Finished)
    };
    let of_judgements = entries.iter().any(judges);
    entries.iter().map(move |entry| swatch(entry, of_judgements))
}

/// One entry. Words that nobody knows judge by the usual colour where others of the same key judge: `Fair` between
/// `Below target` and `On target`.
fn swatch(entry: &KeyEntry, of_judgements: bool) -> Swatch {
    let hue = hue::of(entry.colour);
    let read = judgement::key_entry(&entry.text.text);
    let judges = match (read.sense, read.named) {
        (Sense::NoJudgement, _) => None,
        (_, Some(named)) => Some(named).filter(|named| hue.is_some_and(|hue| may_be_called(hue, *named))),
        (Sense::Finished, None) => hue.and_then(|hue| usual(hue).or(Some(RagColour::Blue))),
        (Sense::Judges, None) => hue.and_then(usual),
        (Sense::Silent, None) => hue.and_then(usual).filter(|_| of_judgements),
    };
    Swatch { colour: entry.colour, hue, judges }
}

/// Whether people call a colour of this family so. A green swatch with the word `Red` is a slip that nobody can mend.
fn may_be_called(hue: Hue, name: RagColour) -> bool {
    usual(hue) == Some(name) || (hue, name) == (Hue::Purple, RagColour::Blue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{colour, document};

    /// What a key makes of a colour: a judgement, `no`, or `-` where it doesn't speak of it.
    fn check(key: &str, cases: &[(&str, &str)]) {
        let legend = Legend::of(&document(key).blocks);
        for (name, expected) in cases {
            let colour = colour(name);
            let found = match legend.explain(colour, hue::of(colour).expect("a colour with a family")) {
                Explained::Judges(judgement) => judgement.to_string(),
                Explained::No => "no".to_owned(),
                Explained::Unsaid => "-".to_owned(),
            };
            assert_eq!(found, *expected, "{name} in {key}");
        }
    }

    #[test]
    fn swatches_with_words_that_judge() {
        check(
            "%yellow Within 5% of target\n%red More than 5% below target\n%purple Completed",
            &[("yellow", "amber"), ("red", "red"), ("purple", "blue"), ("green", "no"), ("amber", "no")],
        );
        check("%green On target\n%amber Fair", &[("amber", "amber"), ("#70AD47", "green")]);
        check("%red Red\n%green Green", &[("red", "red"), ("green", "green")]);
    }

    #[test]
    fn swatches_that_judge_nothing() {
        check("%red Data not available\n%green On target", &[("red", "no"), ("green", "green")]);
        check("%red Health\n%green Education", &[("red", "no"), ("green", "no")]);
        check("%green Red\n%amber Below target", &[("green", "no")]);
    }

    #[test]
    fn shades_of_one_family_with_two_meanings() {
        check(
            "%#92D050 On target\n%#00B050 Target exceeded\n%#FF0000 Below target",
            &[("#92D050", "green"), ("#008000", "green")],
        );
        check(
            "%#C6EFCE No target\n%#00B050 On target",
            &[("#C6EFCE", "no"), ("#00B050", "green"), ("#008000", "no")],
        );
    }

    #[test]
    fn keys_inside_tables() {
        let table = "Indicator | May 22 | Jun 22\nPlans | 5 | 6\n";
        let rows =
            "RAG Key: | |\n{fill:red} | Outside the tolerance | <\n{fill:yellow} | Inside the tolerance | <";
        check(&format!("{table}{rows}"), &[("red", "red"), ("yellow", "amber"), ("green", "no")]);
        check(
            &format!("{table}Key | On target {{fill:green}} | Off track {{fill:red}}"),
            &[("green", "green")],
        );
        check(
            &format!("{table}Performance {{fill:blue}} | < | <\nTargets {{fill:blue}} | < | <"),
            &[("blue", "-")],
        );
        check(&format!("{table}Plans on target {{fill:green}} | 7 | 8"), &[("green", "-")]);
    }

    #[test]
    fn keys_in_words() {
        let key = "- Green: on or above target\n- Red: below target";
        check(key, &[("green", "green"), ("red", "red"), ("amber", "-")]);
        check("Red = data not available", &[("red", "no"), ("green", "-")]);
        check("Green: on target", &[("green", "-")]);
        check("", &[("green", "-")]);
    }
}
