//! Finds the block of headings, one a line, that stands above each section of a list.
//!
//! Running words are no block: all its lines are headings that the lexicon knows, the first ones name the
//! indicator, at least one names figures. A block that is printed again, word for word, may hold an unknown
//! heading between known ones.

use std::ops::Range;

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::{self, Heading, Role};
use boardlift_lexicon::period::Years;
use boardlift_lexicon::wording;
use boardlift_model::{Kind, Period, PeriodType};

use super::{Entry, marked};
use crate::shape;

/// The fewest headings of a block that stands once.
const FEWEST: usize = 3;

/// The fewest headings of a block that is printed again.
const FEWEST_REPEATED: usize = 2;

/// The most headings of a block.
const MOST: usize = 64;

/// The longest heading, in bytes.
const HEADING_BYTES: usize = 120;

/// What the cells of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Takes {
    /// The row's number: `14`, `TP01`.
    Code,
    /// The row's name.
    Label,
    /// Figures, or words for a missing one.
    Figure,
    /// The row's judgement.
    Judgement,
    /// An arrow, or words for one.
    Direction,
    /// Any words.
    Words,
}

/// One column of a list.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// What its cells look like.
    pub(super) takes: Takes,
    /// The days that its heading names.
    pub(super) period: Option<Period>,
    /// What it sets, where that is set once for the indicator: a target for no stated time or for a whole year, or a
    /// baseline.
    pub(super) sets: Option<Kind>,
    /// Whether its heading announces that its figures print their own dates: `Baseline (date)`.
    pub(super) asks_date: bool,
}

/// A block of headings.
#[derive(Debug)]
pub(super) struct Header {
    /// Its first entry.
    pub(super) start: usize,
    /// The entry after its last one.
    pub(super) end: usize,
    /// What its columns hold, in the order of the block.
    pub(super) columns: Vec<Column>,
    /// The entry after its last row, where marks say that all entries up to it are rows as wide as the block.
    pub(super) rows_end: Option<usize>,
}

/// The blocks of headings among the entries, in reading order: known ones, and those of lists between marks.
pub(super) fn find(entries: &[Entry<'_>]) -> Vec<Header> {
    let mut headers = of_known_words(entries);
    let unread = |run: &Range<usize>| !headers.iter().any(|header| run.contains(&header.start));
    let marked: Vec<Header> = marked::runs(entries)
        .into_iter()
        .filter(unread)
        .filter_map(|run| {
            let width = marked::width(entries.get(run.clone())?)?;
            let headings = entries.get(run.start..run.start + width)?;
            let columns = headings.iter().map(|entry| column_of(&entry.text)).collect();
            Some(Header { start: run.start, end: run.start + width, columns, rows_end: Some(run.end) })
        })
        .collect();
    headers.extend(marked);
    headers.sort_by_key(|header| header.start);
    headers
}

/// The blocks of headings that the lexicon knows.
fn of_known_words(entries: &[Entry<'_>]) -> Vec<Header> {
    let headings = known_headings(entries);
    let blocks = blocks(entries, &headings);
    let mut headers = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        // The next block tells how far this one repeats; the last one is held against the one before it.
        let other = blocks.get(index + 1).or_else(|| blocks.get(index.checked_sub(1)?));
        let repeated = other.map_or(0, |other| common(entries, &headings, block.start, other.start));
        let fewest = if repeated >= FEWEST_REPEATED { FEWEST_REPEATED } else { FEWEST };
        let end = block.start + block.len().max(repeated);
        if end - block.start >= fewest {
            let parts = headings.iter().zip(entries).skip(block.start).take(end - block.start);
            let columns = parts.map(|(heading, entry)| column(heading.as_ref(), &entry.text)).collect();
            headers.push(Header { start: block.start, end, columns, rows_end: None });
        }
    }
    headers
}

/// The runs of known headings that begin with the indicator's own columns.
fn blocks(entries: &[Entry<'_>], headings: &[Option<Heading>]) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < entries.len() {
        let block = at..block_end(entries, headings, at);
        if is_block(headings.get(block.clone()).unwrap_or_default()) {
            at = block.end;
            blocks.push(block);
        } else {
            at += 1;
        }
    }
    blocks
}

fn key_of(entry: Option<&Entry<'_>>) -> Option<String> {
    entry.map(|entry| fold::key(&entry.text))
}

/// What the entries say as headings; nothing for those that stand between long lines and so in no block.
fn known_headings(entries: &[Entry<'_>]) -> Vec<Option<Heading>> {
    let may_head = |entry: &Entry<'_>| {
        let text = entry.text.as_str();
        // What a gap parts is several cells.
        let is_one = !entry.line.text.trim().contains("  ");
        is_one && !text.is_empty() && text.len() <= HEADING_BYTES && wording::list_item(text).is_none()
    };
    let short: Vec<bool> = entries.iter().map(may_head).collect();
    let is_short = |at: Option<usize>| at.and_then(|at| short.get(at)).copied().unwrap_or(false);
    let read = |(at, entry): (usize, &Entry<'_>)| {
        let has_company = is_short(at.checked_sub(1)) || is_short(at.checked_add(1));
        let heading =
            (is_short(Some(at)) && has_company).then(|| heading::read(&entry.text, Years::default()));
        heading.filter(|heading| heading.role.is_some())
    };
    entries.iter().enumerate().map(read).collect()
}

/// The end of the known headings from `at` on. A heading right above a value names that value's row, unless the
/// list begins its rows with their numbers: `Appeals in 2023` may be a column or a row.
fn block_end(entries: &[Entry<'_>], headings: &[Option<Heading>], at: usize) -> usize {
    let even = even_run(entries.get(at..).unwrap_or_default());
    let end = at + known_run(headings.get(at..at + even).unwrap_or_default());
    let mut block = headings.get(at..end).into_iter().flatten();
    let has_numbers = block.any(|heading| role(heading.as_ref()) == Some(Role::Reference));
    let names_row = entries.get(end).is_some_and(|entry| shape::is_value_alone(&entry.text));
    let last = end.checked_sub(1).and_then(|last| headings.get(last)).and_then(Option::as_ref);
    let is_column = last.is_some_and(names_only_a_column);
    if names_row && !has_numbers && !is_column && end > at { end - 1 } else { end }
}

/// Whether a heading can't be a row's name: `Actual Nov 24`, `Q1 2023/24` say when and as what, and nothing else.
fn names_only_a_column(heading: &Heading) -> bool {
    let says_what = |word: &str| {
        matches!(word, "actual" | "target" | "milestone" | "baseline" | "outturn")
            || word.parse::<u32>().is_ok()
    };
    heading.period.is_some() && heading.stem.split_whitespace().all(says_what)
}

fn role(heading: Option<&Heading>) -> Option<Role> {
    heading.and_then(|heading| heading.role)
}

/// How many entries from the first on, at most as many as a block may have, are written alike: all with a blank
/// line above or none, all between marks or none. The first one may follow on anything.
fn even_run(entries: &[Entry<'_>]) -> usize {
    let Some([first, second]) = entries.get(..2) else { return entries.len() };
    let alike =
        |entry: &&Entry<'_>| entry.is_marked == first.is_marked && entry.after_blank == second.after_blank;
    1 + entries.iter().skip(1).take(MOST - 1).take_while(alike).count()
}

/// How many known headings follow each other. A second heading for the indicator begins another block.
fn known_run(headings: &[Option<Heading>]) -> usize {
    let known = headings.iter().take_while(|heading| heading.is_some()).count();
    let is_indicator = |heading: &Option<Heading>| role(heading.as_ref()) == Some(Role::Indicator);
    let indicators = headings.iter().take(known).enumerate().filter(|(_, heading)| is_indicator(heading));
    indicators.map(|(at, _)| at).nth(1).unwrap_or(known)
}

/// Whether headings begin with the indicator's own columns and name figures.
fn is_block(headings: &[Option<Heading>]) -> bool {
    let roles: Vec<Role> = headings.iter().flatten().filter_map(|heading| heading.role).collect();
    let own = roles.iter().take_while(|role| matches!(role, Role::Reference | Role::Section)).count();
    own <= 2
        && roles.get(own) == Some(&Role::Indicator)
        && roles.iter().any(|role| matches!(role, Role::Value(_)))
}

/// How many headings two blocks share from their first on, up to the last known one among them; nothing where
/// most of the shared ones are unknown.
fn common(entries: &[Entry<'_>], headings: &[Option<Heading>], one: usize, other: usize) -> usize {
    let apart = one.abs_diff(other).min(MOST);
    let same = |at: &usize| {
        let keys = (key_of(entries.get(one + at)), key_of(entries.get(other + at)));
        keys.0.is_some() && keys.0 == keys.1
    };
    let shared = (0..apart).take_while(same).count();
    let shared = headings.get(one..one + shared).unwrap_or_default();
    let length = shared.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let unknown = shared.iter().take(length).filter(|heading| heading.is_none()).count();
    if unknown * 3 <= length { length } else { 0 }
}

fn column(heading: Option<&Heading>, text: &str) -> Column {
    let role = role(heading);
    let takes = match role {
        Some(Role::Reference) => Takes::Code,
        Some(Role::Indicator) => Takes::Label,
        Some(Role::Value(_)) => Takes::Figure,
        Some(Role::Rag) => Takes::Judgement,
        Some(Role::Direction | Role::DesiredDirection) => Takes::Direction,
        _ => Takes::Words,
    };
    let period = heading.and_then(|heading| heading.period.as_ref()).map(|period| period.stated.period);
    let sets = match role {
        Some(Role::Value(Kind::Baseline)) => Some(Kind::Baseline),
        Some(Role::Value(Kind::Target)) if period.is_none_or(is_whole_year) => Some(Kind::Target),
        _ => None,
    };
    let asks_date = text.to_lowercase().contains("(date)");
    Column { takes, period, sets, asks_date }
}

fn is_whole_year(period: Period) -> bool {
    matches!(period.kind, PeriodType::FinancialYear | PeriodType::AcademicYear | PeriodType::CalendarYear)
}

pub(super) fn column_of(text: &str) -> Column {
    column(Some(&heading::read(text, Years::default())), text)
}
