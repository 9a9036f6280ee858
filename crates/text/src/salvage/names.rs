//! Where one indicator's name ends and the next begins, when a converter has run names together.
//!
//! Nothing in the letters marks the border. What does: that names begin as other names of the same table do,
//! that a capital follows a word in small letters, and that the number of names is known from elsewhere. A
//! text is taken apart only where the borders found are exactly as many as are needed; otherwise the names
//! are lost.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::figures;

/// Words that no name ends with: after one of them a capital begins nothing new. With a capital they are part
/// of a title: `Looked After`.
#[rustfmt::skip]
const JOINING_WORDS: &[&str] = &[
    "a", "about", "after", "against", "all", "also", "among", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "between", "but", "by", "can", "did", "do", "does", "during",
    "each", "for", "from", "had", "has", "have", "her", "his", "how", "if", "in", "including", "into", "is",
    "its", "more", "no", "not", "of", "on", "only", "or", "our", "per", "since", "than", "that", "the",
    "their", "these", "this", "those", "through", "to", "until", "via", "was", "were", "what", "when",
    "where", "whether", "which", "while", "who", "whom", "whose", "will", "with", "within", "without",
    "would", "your",
];

/// An acronym begins so much, and stands within so much else, that it is a beginning only where this many
/// lines of the table begin with it and the same second word.
const FEWEST_ACRONYM_LINES: u32 = 3;

/// How the names of a table begin: the first two words of each line of names.
#[derive(Debug, Clone, Default)]
pub(super) struct Beginnings {
    seen: BTreeMap<(String, String), Seen>,
}

/// On how many lines a beginning stands.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    lines: u32,
    /// Of these, lines that no words are left open above.
    sound: u32,
}

impl Beginnings {
    /// Takes note of how a line begins. `sound` says that no words are left open above it; a line that begins
    /// in the middle of a sentence teaches nothing.
    pub(super) fn learn(&mut self, line: &str, sound: bool) {
        if !begins_mid_sentence(line)
            && let Some(key) = key(line)
        {
            let seen = self.seen.entry(key).or_default();
            seen.lines += 1;
            seen.sound += u32::from(sound);
        }
    }

    /// Whether a line, itself already learnt, begins as some other line does.
    pub(super) fn are_those_of(&self, line: &str) -> bool {
        self.seen(line).is_some_and(|seen| seen.lines > 1 && seen.sound > 0)
    }

    fn seen(&self, text: &str) -> Option<Seen> {
        self.seen.get(&key(text)?).copied()
    }

    /// Whether the words from word `at` on are a known beginning. Inside a text that itself begins with the
    /// same acronym, that acronym needs no further proof: `TPS Gross TPS Net`.
    fn known(&self, text: &str, words: &[Range<usize>], at: usize) -> bool {
        let word = |at: usize| &text[words[at].clone()];
        let Some(seen) = self.seen(&text[words[at].start..]) else { return false };
        let often = || seen.sound >= FEWEST_ACRONYM_LINES && !is_capitalised(word(at - 1));
        seen.sound > 0 && (!is_acronym(word(at)) || word(at) == word(0) || often())
    }
}

/// The places in a text where a name may begin, by how sure that is. Places within brackets are none, nor is
/// the very beginning, nor one after a word that joins what follows.
struct Borders {
    words: Vec<Range<usize>>,
    /// The words go on as a line of the table begins.
    known: Vec<usize>,
    /// A capitalised word, or a `%` with its word, follows small letters: `… in borough Average …`.
    fresh: Vec<usize>,
    /// A capitalised word follows an acronym: `New HGVs Ceased …`, but also `HGV Permits`.
    after_acronym: Vec<usize>,
    /// An acronym follows other words: `… in town HGV …`, but also `new HGV …`.
    at_acronym: Vec<usize>,
}

impl Borders {
    fn of(text: &str, beginnings: &Beginnings) -> Self {
        let words = figures::words(text);
        let mut borders = Borders {
            known: Vec::new(),
            fresh: Vec::new(),
            after_acronym: Vec::new(),
            at_acronym: Vec::new(),
            words: Vec::new(),
        };
        let word = |at: usize| words.get(at).map_or("", |range| &text[range.clone()]);
        for at in open_to_a_border(text, &words) {
            let (before, this) = (word(at - 1), word(at));
            let begins =
                is_capitalised(this) || (this == "%" && word(at + 1).starts_with(char::is_lowercase));
            let kind = match (begins, is_acronym(before), is_capitalised(before)) {
                _ if beginnings.known(text, &words, at) => &mut borders.known,
                (true, true, _) => &mut borders.after_acronym,
                (true, false, false) => &mut borders.fresh,
                (false, false, _) if is_acronym(this) => &mut borders.at_acronym,
                _ => continue,
            };
            kind.push(at);
        }
        Borders { words, ..borders }
    }

    /// Whether an acronym makes places that may be borders or not.
    fn are_blurred(&self) -> bool {
        !self.after_acronym.is_empty() || !self.at_acronym.is_empty()
    }

    /// The sure places together with further ones, in order.
    fn known_and(&self, further: &[&[usize]]) -> Vec<usize> {
        let mut places = self.known.clone();
        places.extend(further.iter().copied().flatten());
        places.sort_unstable();
        places
    }

    fn cut<'a>(&self, text: &'a str, at: &[usize]) -> Vec<&'a str> {
        let starts = at.iter().map(|&at| self.words[at].start);
        let ends: Vec<usize> = starts.clone().chain([text.len()]).collect();
        [0].into_iter().chain(starts).zip(ends).map(|(from, to)| text[from..to].trim()).collect()
    }
}

/// Takes a text apart into so many names, where their borders are certain.
///
/// The first telling of the borders that gives the right number is taken: the places where the words begin as
/// a line of the table does; then also those where a capital follows small letters, unless an acronym blurs
/// them; then also those where a capital follows an acronym, if all names end alike. One name needs no
/// border, and `names` of 0 gives nothing.
pub(super) fn split<'a>(text: &'a str, names: usize, beginnings: &Beginnings) -> Option<Vec<&'a str>> {
    if names <= 1 {
        return (names == 1 && !text.is_empty()).then(|| vec![text]);
    }
    let borders = Borders::of(text, beginnings);
    let right = |places: &Vec<usize>| places.len() + 1 == names;
    let known = Some(borders.known.clone()).filter(right);
    let fresh = || {
        let places = borders.known_and(&[&borders.fresh]);
        (!borders.are_blurred() && right(&places)).then_some(places)
    };
    if let Some(places) = known.or_else(fresh) {
        return Some(borders.cut(text, &places));
    }
    let places = Some(borders.known_and(&[&borders.fresh, &borders.after_acronym])).filter(right)?;
    Some(borders.cut(text, &places)).filter(|names| end_alike(names))
}

/// Whether a border may stand in the text, certain or not.
pub(super) fn may_hold_a_border(text: &str, beginnings: &Beginnings) -> bool {
    let borders = Borders::of(text, beginnings);
    !borders.known.is_empty() || !borders.fresh.is_empty() || borders.are_blurred()
}

/// The number of places where the words begin as a line of the table does.
pub(super) fn known_borders(text: &str, beginnings: &Beginnings) -> usize {
    Borders::of(text, beginnings).known.len()
}

/// Takes the head of the next name off the end of a line, where one border is certain.
pub(super) fn split_off_head<'a>(line: &'a str, beginnings: &Beginnings) -> Option<(&'a str, &'a str)> {
    let borders = Borders::of(line, beginnings);
    let fresh = borders.known.is_empty() && !borders.are_blurred();
    match borders.cut(line, if fresh { &borders.fresh } else { &borders.known }).as_slice() {
        [end, head] => Some((end, head)),
        _ => None,
    }
}

fn end_alike(names: &[&str]) -> bool {
    let last = |name: &&str| name.split_whitespace().last().map(str::to_lowercase);
    names.iter().map(last).collect::<BTreeSet<_>>().len() == 1
}

/// Takes off the end of a line what the next line begins with: the next row's name, read twice.
pub(super) fn without_overlap<'a>(line: &'a str, next: &str) -> &'a str {
    const FEWEST_WORDS: usize = 3;
    const MOST_WORDS: usize = 40;
    let words = figures::words(line);
    let fits = |at: &usize| next.starts_with(&line[words[*at].start..]);
    let first = words.len().saturating_sub(MOST_WORDS).max(1);
    let overlap = (first..words.len().saturating_sub(FEWEST_WORDS - 1)).find(fits);
    overlap.map_or(line, |at| line[..words[at].start].trim_end())
}

/// Whether a line begins where a name hardly does: with a small letter, a digit, a bracket, a dash or a
/// stroke.
pub(super) fn begins_mid_sentence(line: &str) -> bool {
    line.starts_with(|c: char| !(c.is_uppercase() || matches!(c, '%' | '£' | '#' | '"' | '\'' | '“' | '‘')))
}

/// Whether a line ends where no name does: with a joining word, a comma or an open bracket.
pub(super) fn is_unfinished(line: &str) -> bool {
    line.split_whitespace().last().is_some_and(joins_what_follows) || figures::is_open(line)
}

/// The places, by number of word, before which a border may stand: outside brackets, not at the very
/// beginning, and not after a word that joins what follows.
fn open_to_a_border(text: &str, words: &[Range<usize>]) -> Vec<usize> {
    let mut depth = 0usize;
    let mut open = Vec::new();
    for (at, range) in words.iter().enumerate() {
        if at > 0 && depth == 0 && !joins_what_follows(&text[words[at - 1].clone()]) {
            open.push(at);
        }
        depth = figures::depth_after(depth, &text[range.clone()]);
    }
    open
}

/// A capital and then a small letter: an acronym is not capitalised.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn is_acronym(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_uppercase)
}

fn joins_what_follows(word: &str) -> bool {
    let ends_open = word.ends_with([',', '(', '/', '-', '–', '—', ':', '&', '<', '>', '=', '+', '£']);
    ends_open || JOINING_WORDS.contains(&word)
}

fn key(text: &str) -> Option<(String, String)> {
    let mut words = text.split_whitespace();
    Some((words.next()?.to_owned(), words.next()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginnings(lines: &str) -> Beginnings {
        let mut beginnings = Beginnings::default();
        lines.split('|').for_each(|line| beginnings.learn(line, true));
        beginnings
    }

    /// Lines learnt, the text, and its names; no names where it can't be taken apart into so many.
    fn check(lines: &str, text: &str, names: usize, expected: &[&str]) {
        assert_eq!(split(text, names, &beginnings(lines)).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn names_that_begin_as_others_do() {
        check(
            "Average wait|Number of cases",
            "Average rent of flats Average wait for repairs",
            2,
            &["Average rent of flats", "Average wait for repairs"],
        );
        check("TPS Gross|TPS Net", "TPS Gross pay TPS Net pay", 2, &["TPS Gross pay", "TPS Net pay"]);
        check(
            "% of roads|Number of lamps",
            "% of roads mended in time Number of lamps lit % of roads swept",
            3,
            &["% of roads mended in time", "Number of lamps lit", "% of roads swept"],
        );
        check(
            "% of roads",
            "Gap as % of roads budget Early outturn",
            2,
            &["Gap as % of roads budget", "Early outturn"],
        );
    }

    #[test]
    fn a_capital_after_small_letters_or_an_acronym() {
        check("", "Main grant Block transfers", 2, &["Main grant", "Block transfers"]);
        check("", "New HGVs Ceased HGVs", 2, &["New HGVs", "Ceased HGVs"]);
        check("", "Roads mended (all wards) Lamps lit", 2, &["Roads mended (all wards)", "Lamps lit"]);
        check("", "Roads mended % of lamps lit", 2, &["Roads mended", "% of lamps lit"]);
    }

    #[test]
    fn too_many_borders_or_too_few() {
        check("", "Roads mended Lamps lit Ponds dug", 2, &[]);
        check("", "roads and lamps", 2, &[]);
        check("", "Number of Roads and Lamps", 2, &[]);
        check("", "Roads (Main Street) mended", 2, &[]);
        check("", "Number of HGV Permits issued on time", 2, &[]);
        check("", "Vacancies in the HGV Team General fund", 2, &[]);
        check("", "Roads mended HGV permits Lamps lit", 2, &[]);
        check("HGV permits", "Roads swept by HGV permits", 2, &[]);
        check("", "Roads", 0, &[]);
        check("", "Roads mended", 1, &["Roads mended"]);
    }

    #[test]
    fn heads_of_the_next_name() {
        let cases = [
            ("% of lamps", "within ten days % of lamps", Some(("within ten days", "% of lamps"))),
            ("", "support Total number of walkers whose", Some(("support", "Total number of walkers whose"))),
            ("", "issued with HGV Permits", None),
            ("", "for Roads in town HGV permits", None),
            ("", "the rest of it", None),
            ("% of lamps", "days % of lamps % of lamps", None),
        ];
        for (lines, line, expected) in cases {
            assert_eq!(split_off_head(line, &beginnings(lines)), expected, "{line}");
        }
    }

    #[test]
    fn overlaps() {
        let cases = [
            ("Lamps lit % of roads mended", "% of roads mended in time", "Lamps lit"),
            ("Lamps lit % of", "% of roads", "Lamps lit % of"),
            ("Lamps lit", "Lamps lit at night", "Lamps lit"),
            ("", "Lamps", ""),
        ];
        for (line, next, expected) in cases {
            assert_eq!(without_overlap(line, next), expected, "{line}");
        }
    }

    #[test]
    fn shape_of_lines() {
        for line in ["and lamps", "(in total)", ", lit", "20 weeks", "- lit", "> 16", "/ lit"] {
            assert!(begins_mid_sentence(line), "{line}");
        }
        for line in ["Lamps", "% of lamps", "£ spent", ""] {
            assert!(!begins_mid_sentence(line), "{line}");
        }
        for line in ["lamps lit by the", "lamps (in", "lamps,", "lamps lit with"] {
            assert!(is_unfinished(line), "{line}");
        }
        for line in ["lamps lit", "lamps (in total)", ""] {
            assert!(!is_unfinished(line), "{line}");
        }
    }

    #[test]
    fn lines_that_begin_as_others() {
        let beginnings = beginnings("Number of lamps|Number of roads|Ponds dug|and so on");
        let cases =
            [("Number of lamps", true), ("Ponds dug", false), ("% of all", false), ("and so on", false)];
        for (line, expected) in cases {
            assert_eq!(beginnings.are_those_of(line), expected, "{line}");
        }
    }
}
