//! What stands in the columns of a table, as far as it says what the table is for.

use std::collections::BTreeSet;

use boardlift_lexicon::matter::{self, Clue, Matter};
use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{fold, judgement, value};
use boardlift_model::{Cell, Status};

use super::columns::Columns;
use super::{MOST_FIGURE_COLUMNS, Scores};

/// Shorter lists of page numbers may go up by chance.
const LEAST_PAGES: usize = 4;
/// Agenda packs have some hundreds of pages; what goes up further is no number of a page.
const LAST_PAGE: u32 = 999;

/// The titles that people's names begin with where papers list members.
const TITLES: [&str; 14] = [
    "Ald",
    "Alderman",
    "Baroness",
    "Cllr",
    "Cllrs",
    "Councillor",
    "Dr",
    "Lord",
    "Miss",
    "Mr",
    "Mrs",
    "Ms",
    "Prof",
    "Rev",
];

/// What registers print for who came and who did not.
const PRESENCE: [&str; 20] = [
    "✓",
    "✔",
    "√",
    "☑",
    "✗",
    "✘",
    "x",
    "X",
    "P",
    "A",
    "Ap",
    "AP",
    "Apols",
    "Apologies",
    "Present",
    "Absent",
    "Attended",
    "Did not attend",
    "Sub",
    "-",
];

/// How far a piece of work has come, as plans of work print it.
const STAGES: [&str; 16] = [
    "complete",
    "completed",
    "done",
    "closed",
    "open",
    "ongoing",
    "on going",
    "in progress",
    "not started",
    "not yet started",
    "started",
    "underway",
    "under way",
    "delayed",
    "overdue",
    "on hold",
];

/// What most cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing is printed in it.
    Blank,
    Figures,
    /// Days or times of day.
    Times,
    /// Telephone numbers or addresses of mail.
    Contacts,
    Presence,
    Stages,
    Judgements,
    Words,
}

/// Adds what the columns say.
pub(super) fn add_to(scores: &mut Scores, columns: &Columns<'_>) {
    let Columns { cells, kinds, names, .. } = columns;
    let mut add = |matter, weight, words: &str| scores.add(Clue { matter, weight }, words.to_owned());
    let names = names.map(|at| &cells[at]);
    let has = |wanted: Kind| kinds.contains(&wanted);
    if let Some(names) = names.filter(|names| are_people(names)) {
        add(Matter::Attendance, 2, &format!("names of people such as `{}`", names[0].text));
    } else if names.is_some() {
        let figures = u32::try_from(columns.open_figures()).unwrap_or(u32::MAX);
        if figures > 0 {
            add(Matter::Indicators, figures.min(MOST_FIGURE_COLUMNS), "columns of figures");
        }
    }
    if names.is_some_and(|names| count_something(names)) {
        add(Matter::Indicators, 2, "names that say what is counted");
    }
    if names.is_some_and(|names| are_lines_of(Matter::Accounts, names)) {
        add(Matter::Accounts, 3, "names that are lines of accounts");
    }
    if names.is_some_and(|names| are_lines_of(Matter::Setting, names)) {
        add(Matter::Setting, 3, "names that are facts of a place");
    }
    if are_mostly(cells, '£') {
        add(Matter::Accounts, 2, "amounts in pounds");
    }
    if are_pages(columns) {
        add(Matter::Contents, 2, "page numbers that go up");
    }
    if kinds.iter().filter(|kind| **kind == Kind::Presence).count() >= 2 {
        add(Matter::Attendance, 2, "marks of who was present");
    }
    if has(Kind::Stages) {
        add(Matter::Actions, 2, "words for how far work has come");
    }
    if has(Kind::Contacts) {
        add(Matter::Contacts, 2, "telephone numbers or addresses");
    }
    // What a colour means may be put in figures: `95% to 100%`.
    if columns.are_shares_of_judgements() {
        add(Matter::Indicators, 2, "shares of what is judged so");
    } else if kinds.first() == Some(&Kind::Judgements) && (kinds.len() == 2 || !has(Kind::Figures)) {
        add(Matter::Terms, 3, "colours and their meanings");
    } else if kinds.first() == Some(&Kind::Judgements) && are_different(&cells[0]) {
        add(Matter::Terms, 2, "each colour once");
    }
    let times = kinds.iter().filter(|kind| **kind == Kind::Times).count();
    if times > 0 && !has(Kind::Figures) {
        add(Matter::Calendar, if times > 1 { 2 } else { 1 }, "dates and times");
    }
}

/// Whether figures stand in the columns and three in four of them have this sign.
pub(super) fn are_mostly(columns: &[Vec<&Cell>], sign: char) -> bool {
    let figures = columns.iter().flatten().filter(|cell| is_figure(&cell.text));
    let (signed, other): (Vec<&Cell>, Vec<&Cell>) = figures.partition(|cell| cell.text.contains(sign));
    !signed.is_empty() && signed.len() >= 3 * other.len()
}

/// Whether there are several cells and no two of them say the same.
pub(super) fn are_different(cells: &[&Cell]) -> bool {
    let texts: BTreeSet<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    texts.len() == cells.len() && cells.len() > 1
}

/// Whether the last column, and no other but one of numbers before the names, holds plain whole numbers that go up.
fn are_pages(columns: &Columns<'_>) -> bool {
    let Some((last, before)) = columns.kinds.split_last() else { return false };
    let names = before.iter().position(|kind| *kind == Kind::Words);
    let only = names.is_some_and(|names| !before[names..].contains(&Kind::Figures));
    let Some(cells) = columns.cells.last().filter(|_| *last == Kind::Figures && only) else {
        return false;
    };
    let page = |cell: &&Cell| cell.text.parse::<u32>().ok().filter(|page| *page <= LAST_PAGE);
    let pages: Option<Vec<u32>> = cells.iter().map(page).collect();
    pages.is_some_and(|pages| pages.len() >= LEAST_PAGES && pages.is_sorted())
}

/// How many cells of the rows hold a figure and nothing else.
pub(crate) fn figures_in(rows: &[Vec<Cell>]) -> u32 {
    let figures = rows.iter().flatten().filter(|cell| is_figure(&cell.text)).count();
    u32::try_from(figures).unwrap_or(u32::MAX)
}

/// What most of the printed cells are.
pub(super) fn kind(cells: &[&Cell]) -> Kind {
    let kinds = [
        (Kind::Presence, is_presence as fn(&str) -> bool),
        (Kind::Stages, is_stage),
        (Kind::Times, is_time),
        (Kind::Contacts, is_contact),
        (Kind::Judgements, |text| judgement::names_a_colour(text) && judgement::rag(text).is_some()),
        (Kind::Figures, is_figure),
    ];
    let most = |is: fn(&str) -> bool| 2 * cells.iter().filter(|cell| is(&cell.text)).count() > cells.len();
    if cells.is_empty() {
        return Kind::Blank;
    }
    kinds.into_iter().find(|(_, is)| most(*is)).map_or(Kind::Words, |(kind, _)| kind)
}

fn is_presence(text: &str) -> bool {
    PRESENCE.contains(&text)
}

/// `Complete`, `50% complete`.
fn is_stage(text: &str) -> bool {
    let key = fold::key(text);
    STAGES.contains(&key.as_str()) || key.ends_with("% complete")
}

/// `12 June 2024`, `12 June`, `18:00`, `10.30am`.
fn is_time(text: &str) -> bool {
    let is_day_of_year = || period::date(&format!("{text} 2000")).is_some();
    period::date(text).is_some() || is_day_of_year() || is_time_of_day(text)
}

fn is_time_of_day(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let has_half = ["am", "pm", "noon"].iter().any(|half| text.to_ascii_lowercase().ends_with(half));
    let is_two =
        |digits: &str| (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    match bare.split_once([':', '.']) {
        Some((hours, minutes)) => {
            is_two(hours) && minutes.len() == 2 && is_two(minutes) && (has_half || bare.contains(':'))
        }
        None => has_half && is_two(bare),
    }
}

/// `01234 567890`, `send@example.gov.uk`.
fn is_contact(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = || digits >= 10 && text.starts_with(['0', '+', '(']) && !text.contains(['.', ',', '%']);
    (text.contains('@') && text.contains('.')) || is_phone()
}

/// Whether a cell is nothing but a figure, with a word for what it counts or a remark in brackets.
pub(super) fn is_figure(text: &str) -> bool {
    let cell = value::read(text, Years::default()).cell;
    let is_unit = |note: &str| note.starts_with('(') || !note.contains(char::is_whitespace);
    cell.status == Status::Reported
        && cell.note.as_deref().is_none_or(is_unit)
        && !is_time(text)
        && !is_contact(text)
}

fn are_people(names: &[&Cell]) -> bool {
    let has_title = |cell: &&&Cell| {
        let first = cell.text.split([' ', '.']).next();
        first.is_some_and(|first| TITLES.contains(&first))
    };
    2 * names.iter().filter(has_title).count() > names.len()
}

/// Whether most of the names are lines that only this matter has.
fn are_lines_of(of: Matter, names: &[&Cell]) -> bool {
    2 * names.iter().filter(|cell| matter::of_name(&cell.text) == Some(of)).count() > names.len()
}

/// Whether a third of the names say that something is counted: the rest are often its parts.
fn count_something(names: &[&Cell]) -> bool {
    let counts = |cell: &&&Cell| matter::counts(&cell.text) && matter::of_name(&cell.text).is_none();
    3 * names.iter().filter(counts).count() >= names.len()
}
