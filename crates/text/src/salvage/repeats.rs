//! A block that a converter printed again and again, longer each time.
//!
//! The repeats are so many readings of one block, each with slips of its own. Rows are told apart by their
//! printed numbers alone; a figure is taken only where a reading has exactly as many figures in a column as
//! it has rows, and where several readings agree. What stands below the last headings in the block was still
//! growing when the converter stopped: nobody can say which row is missing there, and nothing of it is taken.

use std::collections::BTreeMap;
use std::ops::Range;

use boardlift_lexicon::fold;
use boardlift_model::{Cell, Place};

use super::figures;
use super::header::{self, Columns, Holds, Line};
use super::merged;
use super::names::{self, Beginnings};
use super::refs;
use super::rows::{Gap, Item, Reason, Reference, Repair, Row};

/// Two rows whose names share fewer first words are no repeats of each other.
const FEWEST_SHARED_WORDS: usize = 8;
/// No name has so many words: a cell with more holds several.
const LONGEST_NAME: usize = 40;
/// Fewer repeats are an accident.
const FEWEST_REPEATS: usize = 3;
/// Readings beyond this many, counted from the last, say nothing new.
const MOST_READINGS: usize = 256;
/// No page holds more tables, or more rows in one of them.
const MOST_SECTIONS: usize = 16;
const MOST_ROWS: usize = 64;
/// Readings that must agree on a figure.
const FEWEST_VOTES: usize = 2;

/// The runs of lines that repeat a growing block.
pub(super) fn runs(lines: &[Line], columns: &Columns) -> Vec<Range<usize>> {
    let labels: Vec<&str> = lines.iter().map(|line| text(line, columns.names)).collect();
    let mut runs = Vec::new();
    let mut start = 0;
    for at in 1..=labels.len() {
        if at < labels.len() && repeats(labels[at - 1], labels[at]) {
            continue;
        }
        if at - start >= FEWEST_REPEATS {
            runs.push(start..at);
        }
        start = at;
    }
    runs
}

/// Whether the lower of two labels prints the upper once more and goes on. Labels longer than any name are
/// held to their beginning alone, since each print has its own slips; and they may grow in other columns.
fn repeats(upper: &str, lower: &str) -> bool {
    let pairs = upper.split_whitespace().zip(lower.split_whitespace());
    let shared = pairs.take_while(|(one, other)| header::same_word(one, other)).count();
    let (above, below) = (upper.split_whitespace().count(), lower.split_whitespace().count());
    let grows = shared == above && below > above;
    shared >= FEWEST_SHARED_WORDS && (grows || above.min(below) > LONGEST_NAME)
}

/// The rows that the readings of one block agree on. `head` is the beginning of the block's first name, where
/// that stood above the block.
pub(super) fn rows(
    lines: &[Line],
    head: Option<&str>,
    columns: &Columns,
    beginnings: &Beginnings,
) -> Vec<Item> {
    let lines = &lines[lines.len().saturating_sub(MOST_READINGS)..];
    let mut beginnings = beginnings.clone();
    if let Some(head) = head {
        beginnings.learn(head, true);
    }
    let readings: Vec<Reading<'_>> = lines.iter().map(|line| Reading::of(line, columns)).collect();
    let mut block = Block { columns, beginnings, readings, head, rows: Vec::new(), known: BTreeMap::new() };
    block.vote();
    block.items()
}

/// One print of the block.
struct Reading<'a> {
    place: Option<Place>,
    /// For each column its text, cut at the column's heading.
    sections: Vec<Vec<&'a str>>,
}

impl<'a> Reading<'a> {
    fn of(line: &'a Line, columns: &Columns) -> Self {
        let sections = columns.headings.iter().enumerate();
        let sections = sections.map(|(at, heading)| cut_at_heading(text(line, at), heading)).collect();
        Reading { place: line.first().map(|cell| cell.place.clone()), sections }
    }

    fn section(&self, column: usize, section: usize) -> &'a str {
        self.sections.get(column).and_then(|sections| sections.get(section)).copied().unwrap_or_default()
    }

    /// Whether a heading stands below the section: it was no longer growing.
    fn is_closed(&self, column: usize, section: usize) -> bool {
        self.sections.get(column).is_some_and(|sections| section + 1 < sections.len())
    }

    /// The numbers of a section's rows, where they are clean and ascend.
    fn references(&self, columns: &Columns, section: usize) -> Vec<&'a str> {
        let Some(column) = columns.references else { return Vec::new() };
        let numbers: Vec<&str> = self.section(column, section).split_whitespace().collect();
        let ascending =
            numbers.windows(2).all(|pair| match (pair[0].parse::<f64>(), pair[1].parse::<f64>()) {
                (Ok(one), Ok(other)) => one < other,
                _ => false,
            });
        let believable = numbers.len() <= MOST_ROWS && ascending;
        if believable && numbers.iter().all(|number| refs::is_clean(number)) { numbers } else { Vec::new() }
    }
}

/// What the readings say of one row: for each column, and for the name, each saying with how many say it.
struct Votes<'a> {
    section: usize,
    number: &'a str,
    figures: BTreeMap<usize, Sayings<'a>>,
    /// By the words' key: the name as first read, and how many readings have it.
    names: BTreeMap<String, (String, usize)>,
}

/// What readings say of one cell, each saying with who says it.
type Sayings<'a> = BTreeMap<&'a str, Saying>;

/// How many readings say the same, and where the first of them stands.
#[derive(Debug, Clone)]
struct Saying {
    votes: usize,
    place: Option<Place>,
}

struct Block<'a> {
    columns: &'a Columns,
    beginnings: Beginnings,
    readings: Vec<Reading<'a>>,
    head: Option<&'a str>,
    /// The rows in the order in which their numbers first appear.
    rows: Vec<Votes<'a>>,
    /// Where in `rows` a number of a section stands.
    known: BTreeMap<(usize, &'a str), usize>,
}

impl<'a> Block<'a> {
    fn vote(&mut self) {
        for section in 0..self.sections() {
            let full = self.full_list(section);
            for reading in 0..self.readings.len() {
                let numbers = self.readings[reading].references(self.columns, section);
                let is_full = !full.is_empty() && numbers == full;
                if is_full || (numbers.len() == 1 && self.is_unbroken(reading, section)) {
                    self.take_figures(reading, section, &numbers);
                    self.take_names(reading, section, &numbers);
                }
            }
        }
        self.rows.sort_by_key(|votes| votes.section);
    }

    /// How many sections the headings in the column of names, or of numbers, part the block into.
    fn sections(&self) -> usize {
        let columns = [Some(self.columns.names), self.columns.references];
        let counts = self.readings.iter().flat_map(|reading| {
            columns.iter().flatten().filter_map(|&at| reading.sections.get(at)).map(Vec::len)
        });
        counts.max().unwrap_or(0).min(MOST_SECTIONS)
    }

    /// The numbers of a section that no longer grows: the longest list that several readings have, a heading
    /// below it in one of them.
    fn full_list(&self, section: usize) -> Vec<&'a str> {
        let mut lists: BTreeMap<Vec<&str>, (usize, bool)> = BTreeMap::new();
        let Some(column) = self.columns.references else { return Vec::new() };
        for reading in &self.readings {
            let entry = lists.entry(reading.references(self.columns, section)).or_default();
            entry.0 += 1;
            entry.1 |= reading.is_closed(column, section);
        }
        let agreed = lists.into_iter().filter(|(_, (votes, closed))| *votes >= FEWEST_VOTES && *closed);
        agreed.map(|(list, _)| list).max_by_key(Vec::len).unwrap_or_default()
    }

    /// Whether a reading holds one whole figure in each filled column of the section, and several such
    /// columns.
    fn is_unbroken(&self, reading: usize, section: usize) -> bool {
        let columns = self.columns.of(Holds::Figures);
        let texts =
            columns.map(|at| self.readings[reading].section(at, section)).filter(|text| !text.is_empty());
        let whole: Vec<bool> = texts.map(figures::is_one).collect();
        whole.len() >= 2 && whole.iter().all(|whole| *whole)
    }

    fn take_figures(&mut self, reading: usize, section: usize, numbers: &[&'a str]) {
        for column in self.columns.of(Holds::Figures) {
            let tiles = figures::tile(self.readings[reading].section(column, section)).unwrap_or_default();
            if tiles.len() == numbers.len() {
                let place = self.readings[reading].place.clone();
                for (number, tile) in numbers.iter().zip(tiles) {
                    let sayings = self.votes(section, number).figures.entry(column).or_default();
                    let first = || Saying { votes: 0, place: place.clone() };
                    sayings.entry(tile).or_insert_with(first).votes += 1;
                }
            }
        }
    }

    fn take_names(&mut self, reading: usize, section: usize, numbers: &[&'a str]) {
        let Some(names) = self.names(reading, section, numbers) else { return };
        for (number, name) in numbers.iter().zip(names) {
            self.votes(section, number).names.entry(fold::key(&name)).or_insert((name, 0)).1 += 1;
        }
    }

    fn votes(&mut self, section: usize, number: &'a str) -> &mut Votes<'a> {
        let at = *self.known.entry((section, number)).or_insert(self.rows.len());
        if at == self.rows.len() {
            self.rows.push(Votes { section, number, figures: BTreeMap::new(), names: BTreeMap::new() });
        }
        &mut self.rows[at]
    }

    /// The names of a section's rows. The section may begin with the end of the name above it, and end with
    /// the head of one that is still growing; neither is one of them. Only where the block's first number has
    /// nothing but that end for a name, it is its name.
    fn names(&self, reading: usize, section: usize, numbers: &[&str]) -> Option<Vec<String>> {
        let label = self.readings[reading].section(self.columns.names, section);
        let above = usize::from(names::begins_mid_sentence(label));
        let below = usize::from(!self.readings[reading].is_closed(self.columns.names, section));
        let rows = numbers.len();
        if let Some(names) = names::split(label, above + rows + below, &self.beginnings) {
            return Some(names[above..above + rows].iter().map(|name| (*name).to_owned()).collect());
        }
        let of_first_number =
            section == 0 && above == 1 && self.first_number().is_some_and(|first| numbers == [first]);
        let head = self.head.filter(|_| of_first_number)?;
        let names = names::split(label, 1 + below, &self.beginnings)?;
        Some(vec![format!("{head} {}", names[0])])
    }

    /// The number that stands alone in the first reading that has one.
    fn first_number(&self) -> Option<&'a str> {
        let numbers = self.readings.iter().map(|reading| reading.references(self.columns, 0));
        match numbers.into_iter().find(|numbers| !numbers.is_empty())?.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = self.rows.iter().map(|votes| self.item(votes)).collect();
        let growing = (0..self.sections()).filter(|&section| self.full_list(section).is_empty());
        let figures =
            growing.map(|section| self.most_figures(section).saturating_sub(self.taken(section))).sum();
        if figures > 0 {
            items.push(Item::Gap(Gap {
                place: self.place(),
                rows: None,
                figures,
                reason: Reason::RepeatsDisagree,
            }));
        }
        items
    }

    /// The last print is the fullest.
    fn place(&self) -> Place {
        self.readings.last().and_then(|reading| reading.place.clone()).unwrap_or(Place::Line(0))
    }

    fn item(&self, votes: &Votes<'_>) -> Item {
        let place = self.place();
        let figures = || votes.figures.values().filter(|sayings| most_agreed(sayings).is_some()).count();
        let Some(name) = self.agreed_name(votes) else {
            let figures = u32::try_from(figures()).unwrap_or(u32::MAX);
            return Item::Gap(Gap { place, rows: Some(1), figures, reason: Reason::NameLost });
        };
        let blank = Cell::new("", place.clone());
        let agreed = |at: usize| votes.figures.get(&at).and_then(most_agreed);
        let cell = |(at, holds): (usize, &Holds)| match (holds, agreed(at)) {
            (Holds::Figures, Some((text, saying))) => {
                Cell::new(text, saying.place.clone().unwrap_or_else(|| place.clone()))
            }
            (Holds::Figures | Holds::Marks | Holds::Words, _) if self.is_printed(at, votes.section) => {
                merged::lost(&blank)
            }
            _ => blank.clone(),
        };
        let cells = self.columns.holds.iter().enumerate().map(cell).collect();
        let reference = Reference::Printed(votes.number.to_owned());
        Item::Row(Row { place, reference, name, cells, repair: Repair::Voted })
    }

    /// The name that most readings have. One reading is enough where another has the same words but for the
    /// first, which is the one most often misread: a `%`.
    fn agreed_name(&self, votes: &Votes<'_>) -> Option<String> {
        let (name, count) = votes.names.values().max_by_key(|(_, count)| *count)?;
        let after_first = name.split_once(' ').map_or("", |(_, rest)| rest);
        let seconded = || {
            let label = |reading: &Reading<'a>| reading.section(self.columns.names, votes.section);
            let seconds = self.readings.iter().filter(|reading| label(reading).contains(after_first)).count();
            !after_first.is_empty() && seconds >= FEWEST_VOTES
        };
        (*count >= FEWEST_VOTES || seconded()).then(|| name.clone())
    }

    /// Whether any reading has something in this column of the section. What stands under no heading of its
    /// own may be any section's.
    fn is_printed(&self, column: usize, section: usize) -> bool {
        self.readings.iter().any(|reading| {
            let sections = reading.sections.get(column).map_or(&[][..], Vec::as_slice);
            let unheaded = sections.len() == 1 && !sections[0].is_empty();
            unheaded || sections.get(section).is_some_and(|text| !text.is_empty())
        })
    }

    fn taken(&self, section: usize) -> u32 {
        let rows = self.rows.iter().filter(|votes| votes.section == section);
        let agreed =
            rows.flat_map(|votes| votes.figures.values()).filter(|sayings| most_agreed(sayings).is_some());
        u32::try_from(agreed.count()).unwrap_or(u32::MAX)
    }

    fn most_figures(&self, section: usize) -> u32 {
        let most = |at: usize| {
            self.readings.iter().map(|reading| figures::count(reading.section(at, section))).max()
        };
        self.columns.of(Holds::Figures).filter_map(most).sum()
    }
}

/// The saying that several readings have, more than all others together.
fn most_agreed<'s, 'a>(sayings: &'s Sayings<'a>) -> Option<(&'a str, &'s Saying)> {
    let all: usize = sayings.values().map(|saying| saying.votes).sum();
    let agreed = sayings.iter().find(|(_, saying)| saying.votes >= FEWEST_VOTES && 2 * saying.votes > all);
    agreed.map(|(words, saying)| (*words, saying))
}

/// The text between one print of the heading and the next.
fn cut_at_heading<'a>(text: &'a str, heading: &str) -> Vec<&'a str> {
    let wanted: Vec<&str> = heading.split_whitespace().collect();
    if wanted.is_empty() {
        return vec![text];
    }
    let words = figures::words(text);
    let mut sections = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at + wanted.len() <= words.len() {
        if wanted.iter().zip(&words[at..]).all(|(want, word)| header::same_word(&text[word.clone()], want)) {
            sections.push(text[from..words[at].start].trim());
            at += wanted.len();
            from = words[at - 1].end;
        } else {
            at += 1;
        }
    }
    sections.push(text[from..].trim());
    sections
}

fn text(line: &[Cell], at: usize) -> &str {
    line.get(at).map_or("", |cell| cell.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Columns {
        Columns {
            headings: ["Ref", "Indicator", "Target 19/20", "Q1", "Q2"].map(str::to_owned).to_vec(),
            holds: vec![Holds::References, Holds::Names, Holds::Figures, Holds::Figures, Holds::Figures],
            names: 1,
            references: Some(0),
        }
    }

    fn lines(text: &str) -> Vec<Line> {
        let cells = |line: &str| line.split('|').map(|cell| Cell::new(cell.trim(), Place::Line(1))).collect();
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(cells).collect()
    }

    /// Lines of `number | name | figures …`, the head of the name above them, and the rows that come of them,
    /// as in the tests of wandering names.
    fn check(text: &str, head: Option<&str>, expected: &[&str]) {
        let mut beginnings = Beginnings::default();
        for line in ["Number of ponds", "% of roads"] {
            beginnings.learn(line, true);
        }
        let shown: Vec<String> = rows(&lines(text), head, &columns(), &beginnings).iter().map(show).collect();
        assert_eq!(shown, expected, "{text}");
    }

    fn show(item: &Item) -> String {
        match item {
            Item::Gap(gap) => {
                format!("({} {})", gap.rows.map_or("?".to_owned(), |rows| rows.to_string()), gap.figures)
            }
            Item::Row(row) => {
                let lost = boardlift_model::Certainty::Lost;
                let text = |cell: &Cell| match cell.text.as_str() {
                    _ if cell.certainty == lost => "?".to_owned(),
                    "" => "·".to_owned(),
                    text => text.to_owned(),
                };
                let cells: Vec<String> = row.cells[2..].iter().map(text).collect();
                let Reference::Printed(number) = &row.reference else { return "unnumbered".to_owned() };
                format!("{number} {}: {}", row.name, cells.join(", "))
            }
        }
    }

    #[test]
    fn what_the_readings_agree_on() {
        check(
            "4 5 Ref|Number of lamps lit % of roads swept Indicator|3|7 8% Q1|1 2%
             4 5 Ref|Number of lamps lit % of roads swept Indicator|3|7 8% Q1 9|1 2% Q2
             4 5 Ref 6|Number of lamps lit % of roads swept Indicator Number of|3|7 8% Q1 9|11% Q2",
            None,
            &["4 Number of lamps lit: ?, 7, 1", "5 % of roads swept: ?, 8%, 2%", "(? 1)"],
        );
    }

    #[test]
    fn a_slip_is_outvoted() {
        check(
            "4 5 Ref|Number of lamps lit % of roads swept Indicator||7 8%|1 2%
             4 5 Ref|Number of lomps lit % of roads swept Indicator||7 8%|1 2%
             4 5 Ref|Number of lamps lit 8 of roads swept Indicator||7 3%|1
             4 5 Ref|Number of lamps lit % of roads swept Indicator||7 8%|5 2%",
            None,
            &["4 Number of lamps lit: ·, 7, 1", "5 % of roads swept: ·, 8%, 2%"],
        );
    }

    #[test]
    fn readings_that_disagree() {
        check(
            "4 5 Ref|Number of lamps lit % of roads swept Indicator||7 8%|1 2%
             4 5 Ref|Number of lamps lit % of roads swept Indicator||6 8%|1
             4 5 Ref|Number of lamps lit % of roads swept Indicator||5 8%|",
            None,
            &["4 Number of lamps lit: ·, ?, ?", "5 % of roads swept: ·, 8%, ?"],
        );
    }

    #[test]
    fn the_end_of_the_name_above() {
        check(
            "3|in the old town centre and the new Number of lamps||7|8
             3|in the old town centre and the new Number of lamps lit||7|8
             4|in the old town centre and the new Number of lamps lit % of roads||5|6
             4|in the old town centre and the new Number of lamps lit % of roads swept||5|6",
            Some("Total ponds dug"),
            &[
                "3 Total ponds dug in the old town centre and the new: ·, 7, 8",
                "4 Number of lamps lit: ·, 5, 6",
            ],
        );
    }

    #[test]
    fn runs_of_repeats() {
        let eight = "one two three four five six seven eight";
        let long = format!("{eight} {}", "and so on ".repeat(14));
        let cases = [
            (format!("|{eight}|\n|{eight} nine|\n|{eight} nine ten|\n|other|"), "0..3"),
            (format!("|x|\n|{long} a|\n|{long} b c|\n|{long} d|"), "1..4"),
            (format!("|{eight} nine|\n|{eight} ten|\n|{eight} eleven|"), ""),
            (format!("|{eight}|\n|{eight} nine|"), ""),
            ("|Plans|\n|Plans made|\n|Plans made in time|".to_owned(), ""),
            (String::new(), ""),
        ];
        for (text, expected) in cases {
            let shown: Vec<String> =
                runs(&lines(&text), &columns()).iter().map(|run| format!("{run:?}")).collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }
}
