//! Which authority words name.
//!
//! A name counts as whole words and at its longest: `Kingston upon Hull` is not Kingston, `East Riding` nothing but
//! itself. Words that name two authorities name none. What a name needs besides depends on how much it says:
//!
//! | name | counts |
//! | --- | --- |
//! | with the council's words: `Hull City Council` | anywhere |
//! | the place alone: `Kingston` | in a heading or a file's name; in running words only where it is all of them |
//! | the place of a district or of another nation's council: `Exeter` | in a file's name, and where it is all the words |
//! | a place that is a common word too: `Bury` | only where it is all the words |
//! | initials: `RBK` | in a heading or a file's name |
//!
//! Capitals must be where a name has them, except in a file's name. A place beside words that make another place
//! or body of it (`Greater Manchester`, `Kent Police`) is not that authority; the list is in `place_words.csv`.
//! `Reading` alone names nobody at all, since it heads the tables of attainment in every council's papers.

use std::collections::HashMap;
use std::ops::Range;

use boardlift_lexicon::fold;
use serde::Deserialize;

use super::Authorities;
use crate::error::ReferenceError;
use crate::table::DataFile;

/// Where the words stand that may name an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameUse {
    /// A title, a heading, a label or a column heading.
    Heading,
    /// Running words.
    RunningText,
    /// The name of a file.
    FileName,
}

/// How much a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Council,
    Place,
    /// A place that other councils' papers speak of too.
    LesserPlace,
    CommonWord,
    Initials,
}

#[derive(Debug)]
struct Name {
    words: Vec<Word>,
    form: Form,
    authority: usize,
}

/// One word: where it stands in its text, how it is capitalised, and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    range: Range<usize>,
    printed: String,
    key: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceWord {
    side: Side,
    phrase: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Side {
    Before,
    After,
}

/// Every name by its first word, and the words that make another place of one.
#[derive(Debug)]
pub(crate) struct NameIndex {
    by_first_word: HashMap<String, Vec<Name>>,
    before: Vec<Vec<Word>>,
    after: Vec<Vec<Word>>,
}

impl NameIndex {
    pub(crate) fn new(authorities: &Authorities, place_words: DataFile<'_>) -> Result<Self, ReferenceError> {
        let mut index = NameIndex { by_first_word: HashMap::new(), before: Vec::new(), after: Vec::new() };
        for (position, entry) in authorities.entries().iter().enumerate() {
            let names = &entry.names;
            let forms = [
                (Form::Council, &names.councils),
                (if entry.kind.is_of_education() { Form::Place } else { Form::LesserPlace }, &names.places),
                (Form::CommonWord, &names.words),
                (Form::Initials, &names.initials),
            ];
            for (form, names) in forms {
                for name in names {
                    // The name of a present authority is never that of an ended one.
                    if authorities.by_name.get(&fold::key(name)) == Some(&position) {
                        index.add(Name { words: words_of(name), form, authority: position });
                    }
                }
            }
        }
        for row in place_words.rows::<PlaceWord>()? {
            let phrases = if row.fields.side == Side::Before { &mut index.before } else { &mut index.after };
            phrases.push(words_of(&row.fields.phrase));
        }
        Ok(index)
    }

    /// The position of the one authority that the words name.
    pub(crate) fn find(&self, text: &str, how: NameUse) -> Option<usize> {
        let words = words_of(&fold::printed(text));
        let counts = |&(start, name): &(usize, &Name)| self.counts(name, &words, start, how);
        let mut authorities =
            self.names_in(&words).into_iter().filter(counts).map(|(_, name)| name.authority);
        let first = authorities.next()?;
        authorities.all(|other| other == first).then_some(first)
    }

    /// The text without this authority's names, where any stands in it: `% of RBK pupils`. Initials and places
    /// count as they do in a heading.
    pub(crate) fn without(&self, text: &str, authority: usize) -> Option<String> {
        let text = fold::printed(text);
        let words = words_of(&text);
        let mut kept = String::new();
        let mut copied = 0;
        for (start, name) in self.names_in(&words) {
            if name.authority == authority && self.counts(name, &words, start, NameUse::Heading) {
                let own = words.get(start..start + name.words.len())?;
                kept.push_str(text.get(copied..own.first()?.range.start)?);
                copied = own.last()?.range.end;
            }
        }
        kept.push_str(text.get(copied..)?);
        (copied > 0).then_some(kept)
    }

    /// Every name among the words and where it starts, each at its longest; none overlaps another.
    fn names_in(&self, words: &[Word]) -> Vec<(usize, &Name)> {
        let mut names = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let name = self.longest_at(words, start);
            names.extend(name.map(|name| (start, name)));
            start += name.map_or(1, |name| name.words.len());
        }
        names
    }

    fn add(&mut self, name: Name) {
        if let Some(first) = name.words.first() {
            let names = self.by_first_word.entry(first.key.clone()).or_default();
            names.push(name);
            names.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        }
    }

    fn longest_at(&self, words: &[Word], start: usize) -> Option<&Name> {
        let rest = words.get(start..)?;
        self.by_first_word.get(&rest.first()?.key)?.iter().find(|name| begins_with(rest, &name.words))
    }

    fn counts(&self, name: &Name, words: &[Word], start: usize, how: NameUse) -> bool {
        let (before, rest) = words.split_at(start);
        let (own, after) = rest.split_at(name.words.len());
        let whole = before.is_empty() && (after.is_empty() || is_extension(after, how));
        let enough = match name.form {
            Form::Council => true,
            Form::Place => how != NameUse::RunningText || whole,
            Form::LesserPlace => how == NameUse::FileName || whole,
            Form::CommonWord => whole,
            Form::Initials => how != NameUse::RunningText,
        };
        let written = how == NameUse::FileName || is_written_as(own, name);
        enough && written && !self.is_elsewhere(name, before, after)
    }

    /// Whether the words around a name make another place or body of it.
    fn is_elsewhere(&self, name: &Name, before: &[Word], after: &[Word]) -> bool {
        let precedes = |phrase: &Vec<Word>| ends_with(before, phrase);
        let follows = |phrase: &Vec<Word>| begins_with(after, phrase);
        match name.form {
            Form::Council => self.before.iter().any(precedes),
            Form::Place | Form::LesserPlace | Form::CommonWord => {
                self.before.iter().any(precedes) || self.after.iter().any(follows)
            }
            Form::Initials => self.after.iter().any(follows),
        }
    }
}

/// Words between anything that is neither letter nor digit; `&` is the word `and`.
fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut first = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), first) {
            (true, None) => first = Some(at),
            (false, Some(start)) => {
                words.extend(word(text, start..at));
                first = None;
            }
            _ => {}
        }
        if c == '&' {
            words.push(Word { range: at..at + 1, printed: "&".to_owned(), key: "and".to_owned() });
        }
    }
    words
}

fn word(text: &str, range: Range<usize>) -> Option<Word> {
    let printed = text.get(range.clone())?.to_owned();
    let key = fold::key(&printed);
    Some(Word { range, printed, key })
}

fn begins_with(words: &[Word], phrase: &[Word]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, own)| word.key == own.key)
}

fn ends_with(words: &[Word], phrase: &[Word]) -> bool {
    words.len() >= phrase.len()
        && words.iter().rev().zip(phrase.iter().rev()).all(|(word, own)| word.key == own.key)
}

/// Whether what follows a file's name is its ending: `bury.pdf`.
fn is_extension(after: &[Word], how: NameUse) -> bool {
    how == NameUse::FileName && after.len() == 1
}

/// Whether capitals stand where the name has them. All capitals will do for any name.
fn is_written_as(words: &[Word], name: &Name) -> bool {
    words.iter().zip(&name.words).all(|(word, own)| {
        let capitals = !word.printed.chars().any(char::is_lowercase);
        let initial = word.printed.chars().next().is_some_and(char::is_uppercase);
        let needs_capital = own.printed.chars().next().is_some_and(char::is_uppercase);
        match name.form {
            Form::Initials => capitals || word.printed == own.printed,
            _ => capitals || initial || !needs_capital,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::VOCABULARY;

    fn check(how: NameUse, words: &str, expected: Option<&str>) {
        let found = VOCABULARY.authority(words, how).map(|entry| entry.name.as_str());
        assert_eq!(found, expected, "{how:?}: {words}");
    }

    #[test]
    fn headings() {
        let kingston = Some("Kingston upon Thames");
        for (words, expected) in [
            // Longest name first.
            ("Royal Borough of Kingston", kingston),
            ("ROYAL BOROUGH OF KINGSTON UPON THAMES", kingston),
            ("Kingston SEND Partnership Board Dataset, 2021/22 Q3", kingston),
            ("Kingston upon Hull", Some("Kingston upon Hull, City of")),
            ("City of Kingston upon Hull: SEND Board", Some("Kingston upon Hull, City of")),
            ("Bournemouth, Christchurch and Poole SEND", Some("Bournemouth, Christchurch and Poole")),
            ("Bournemouth Christchurch & Poole Council", Some("Bournemouth, Christchurch and Poole")),
            ("Bath & North East Somerset SEND dashboard", Some("Bath and North East Somerset")),
            ("North East Lincolnshire", Some("North East Lincolnshire")),
            ("East Sussex County Council", Some("East Sussex")),
            ("St Helens Borough Council", Some("St. Helens")),
            ("Stockton-on-Tees", Some("Stockton-on-Tees")),
            ("Devon\u{2019}s local area SEND plan", Some("Devon")),
            ("Devon County Council: Devon SEND KPIs", Some("Devon")),
            // Initials.
            ("BCP SEND Improvement Board", Some("Bournemouth, Christchurch and Poole")),
            ("RBK - KPIs", kingston),
            ("CWaC Scorecard", Some("Cheshire West and Chester")),
            ("B&NES scorecard", Some("Bath and North East Somerset")),
            ("bcp", None),
            ("ABCP SEND", None),
            // Common words.
            ("Reading Borough Council", Some("Reading")),
            ("Reading", None),
            ("Reading: SEN Support", None),
            ("% achieving reading", None),
            ("Reading, Writing and Maths", None),
            ("Bury", Some("Bury")),
            ("Bury Council SEND scorecard", Some("Bury")),
            ("Bury St Edmunds", None),
            ("bury", None),
            ("Hull", Some("Kingston upon Hull, City of")),
            ("Stoke Newington School", None),
            // Another place or body.
            ("Greater Manchester", None),
            ("North Devon Council", Some("North Devon")),
            ("East Suffolk Council", Some("East Suffolk")),
            ("Derbyshire Dales District Council", Some("Derbyshire Dales")),
            ("Exeter City Council", Some("Exeter")),
            ("Fife Council: housing", Some("Fife")),
            ("Mid and East Antrim Borough Council", Some("Mid and East Antrim")),
            ("Waveney District Council", Some("Waveney")),
            ("Exeter", Some("Exeter")),
            ("Children in Exeter and Dover", None),
            ("Sutton Coldfield", None),
            ("Newcastle-under-Lyme", Some("Newcastle-under-Lyme")),
            ("Liverpool City Region", None),
            ("Surrey Heath", Some("Surrey Heath")),
            ("Kent Police", None),
            ("University of Bolton", None),
            ("Cheshire West and Chester Police", None),
            // Two authorities.
            ("Kingston and Richmond SEND Partnership", None),
            ("Cambridgeshire and Peterborough", None),
            ("Cornwall and Isles of Scilly", None),
            ("SEND: Barnet Council with Kent Police", Some("Barnet")),
            // Ended councils are known by their councils' names alone.
            ("Cumbria County Council", Some("Cumbria")),
            ("Cumbria", None),
            ("Bournemouth", None),
            ("Barnsley Metropolitan Borough Council", Some("Barnsley")),
            // No name.
            ("", None),
            ("SEND Improvement Board", None),
            ("kingston", None),
        ] {
            check(NameUse::Heading, words, expected);
        }
    }

    #[test]
    fn running_words_need_the_council_or_nothing_besides() {
        for (words, expected) in [
            ("This report to Hull City Council sets out progress.", Some("Kingston upon Hull, City of")),
            ("Isle of Wight", Some("Isle of Wight")),
            ("Children placed in Devon schools", None),
            ("Waiting lists at RBK", None),
            ("BCP", None),
            ("Children who enjoy reading council comics", None),
        ] {
            check(NameUse::RunningText, words, expected);
        }
    }

    #[test]
    fn names_of_files() {
        for (words, expected) in [
            ("kingston-dashboard-2022-23-q4.txt", Some("Kingston upon Thames")),
            ("bcp-scorecard-2022-01.txt", Some("Bournemouth, Christchurch and Poole")),
            ("Devon_SEND_2023.pdf", Some("Devon")),
            ("bury.pdf", Some("Bury")),
            ("Exeter-Executive-Annex1-Q2.pdf", Some("Exeter")),
            ("reading-writing-maths.xlsx", None),
            ("dashboard-q4.pdf", None),
            ("kent_and_medway.pdf", None),
        ] {
            check(NameUse::FileName, words, expected);
        }
    }

    #[test]
    fn words_without_an_authority() {
        let check = |code: &str, words: &str, expected: Option<&str>| {
            let without = VOCABULARY.without_authority(words, code);
            assert_eq!(without.as_deref(), expected, "{code}: {words}");
        };
        check("E09000021", "% of pupils with  RBK EHCPs", Some("% of pupils with  EHCPs"));
        check("E09000021", "% of BCP pupils", None);
        check("E06000058", "CAMHS (BCP data), BCP", Some("CAMHS ( data), "));
        check("E06000038", "% achieving Reading", None);
        check("E06000038", "Reading Council: % achieving Reading", Some(": % achieving Reading"));
        check("E00000000", "% of BCP pupils", None);
    }

    #[test]
    fn a_megabyte_of_words_takes_linear_time() {
        let many = "London Borough of Kingston upon & ".repeat(30_000);
        check(NameUse::Heading, &many, None);
        check(NameUse::RunningText, &"a".repeat(1 << 20), None);
    }
}
