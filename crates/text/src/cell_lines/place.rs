//! Which of a row's values stands in which column, where blank cells left no line.
//!
//! The values keep the order of the columns, and that is all that a short row says by itself. A value is placed
//! only where one column is left for it; else every column that it may stand in is lost: neither blank nor filled.
//!
//! What narrows the choice:
//!
//! - A row with as many values as columns leaves none.
//! - A judgement stands in a judgement's column, an arrow in an arrow's, a figure in a figure's.
//! - A row that begins with its baseline, a value that prints an earlier date or says that there is none, begins a plan: a
//!   plan states where it starts and what it aims at before anything is measured. Its columns that are set once (a
//!   baseline, a target; with a date of its own only where it is the one of its kind) are filled first, where they lead
//!   the others and all others are dated. With no value beyond these, the dated ones are truly blank.
//! - With fewer values than those columns, a first value that prints a date before all dated columns stands where
//!   the heading asks for a date: `8% (May 23)` under `Baseline (date)`.

use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{judgement, missing};
use boardlift_model::{Date, Kind};

use super::header::{Column, Takes};
use crate::shape;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The value of this index.
    Value(usize),
    /// Nothing is printed.
    Blank,
    /// A value may stand here, or not.
    Lost,
}

/// What the words of a value line may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "words may be several of these at once")]
pub(super) struct Likeness {
    figure: bool,
    judgement: bool,
    direction: bool,
    /// Words for something that is missing, whatever it is.
    missing: bool,
    /// A blank that is printed as an empty cell of its own.
    blank: bool,
    /// The last day of the date that it prints in brackets.
    dated: Option<Date>,
}

impl Likeness {
    /// What the words may be.
    pub(super) fn of(text: &str) -> Self {
        Likeness {
            figure: shape::is_value_alone(text),
            judgement: judgement::rag(text).is_some(),
            direction: judgement::direction(text).is_some() || judgement::desired_direction(text).is_some(),
            missing: missing::status(text).is_some(),
            blank: text.is_empty(),
            dated: bracketed_date(text),
        }
    }

    /// Whether the words may stand in a column of that kind.
    pub(super) fn fits(self, takes: Takes) -> bool {
        self.blank
            || match takes {
                Takes::Figure => self.figure,
                Takes::Judgement => self.judgement || self.missing,
                Takes::Direction => self.direction || self.missing,
                Takes::Words => true,
                Takes::Code | Takes::Label => false,
            }
    }

    /// Whether the words are a value of any kind.
    pub(super) fn is_value(self) -> bool {
        self.blank || self.figure || self.judgement || self.direction
    }
}

/// The end of a date that fills a bracket at the end of the words, and nothing but a date.
fn bracketed_date(text: &str) -> Option<Date> {
    let (_, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    let found = period::find(inside, Years::default())?;
    let is_whole = found.span == (0..inside.len());
    is_whole.then_some(found.stated.period.end)
}

/// What stands in each of the value columns. More values than columns lose the whole row.
pub(super) fn place(values: &[Likeness], columns: &[&Column]) -> Vec<Slot> {
    let lost = || vec![Slot::Lost; columns.len()];
    if values.len() > columns.len() {
        return lost();
    }
    let rules = Rules::new(values, columns);
    let may = |value: usize, column: usize| rules.allow(value, column);
    let Some(earliest) = leftmost(values.len(), columns.len(), may) else { return lost() };
    let mirrored = |value: usize, column: usize| may(values.len() - 1 - value, columns.len() - 1 - column);
    let Some(latest) = leftmost(values.len(), columns.len(), mirrored) else { return lost() };
    let mut slots = vec![Slot::Blank; columns.len()];
    for value in 0..values.len() {
        let first =
            value.checked_sub(1).and_then(|before| earliest.get(before)).map_or(0, |column| column + 1);
        let after = values.len().checked_sub(value + 2).and_then(|after| latest.get(after));
        let end = after.map_or(columns.len(), |column| columns.len() - 1 - column);
        let choices: Vec<usize> = (first..end).filter(|column| may(value, *column)).collect();
        for column in &choices {
            if let Some(slot) = slots.get_mut(*column) {
                *slot = if choices.len() == 1 { Slot::Value(value) } else { Slot::Lost };
            }
        }
    }
    slots
}

/// The leftmost column of each value when the values keep their order; nothing where they can't all be placed.
fn leftmost(values: usize, columns: usize, may: impl Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    let mut placed = Vec::with_capacity(values);
    let mut from = 0;
    for value in 0..values {
        let column = (from..columns).find(|column| may(value, *column))?;
        placed.push(column);
        from = column + 1;
    }
    Some(placed)
}

struct Rules<'a> {
    values: &'a [Likeness],
    columns: &'a [&'a Column],
    /// How many leading columns are set once and filled first; 0 where that rule does not hold for the row.
    filled_first: usize,
    /// The column that the first value's date calls for.
    dated_column: Option<usize>,
}

impl<'a> Rules<'a> {
    fn new(values: &'a [Likeness], columns: &'a [&'a Column]) -> Self {
        let is_alone =
            |column: &Column| columns.iter().filter(|other| other.sets == column.sets).count() == 1;
        let is_standing =
            |column: &&&Column| column.sets.is_some() && (column.period.is_none() || is_alone(column));
        let standing = columns.iter().take_while(is_standing).count();
        let figures = || columns.iter().skip(standing).filter(|column| column.takes == Takes::Figure);
        let leads_dated = figures().next().is_some() && figures().all(|column| column.period.is_some());
        let is_short = values.len() < standing;
        let first_day = figures().filter_map(|column| column.period).map(|period| period.start).min();
        let first = values.first();
        let date = first.and_then(|value| value.dated);
        let is_before = date.zip(first_day).is_some_and(|(date, first_day)| date < first_day);
        let begins_plan = columns.first().is_some_and(|column| column.sets == Some(Kind::Baseline))
            && (is_before || first.is_some_and(|value| value.missing));
        let filled_first = if leads_dated && !is_short && begins_plan { standing } else { 0 };
        let mut asking = columns.iter().enumerate().filter(|(_, column)| column.asks_date).map(|(at, _)| at);
        let asks = asking.next().filter(|_| asking.next().is_none());
        let dated_column = asks.filter(|_| leads_dated && is_short && is_before);
        Rules { values, columns, filled_first, dated_column }
    }

    fn allow(&self, value: usize, column: usize) -> bool {
        let fits = |(value, column): (&Likeness, &&Column)| value.fits(column.takes);
        let in_order = value == column || value.min(column) >= self.filled_first;
        let by_date = value != 0 || self.dated_column.is_none_or(|dated| dated == column);
        in_order && by_date && self.values.get(value).zip(self.columns.get(column)).is_some_and(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;

    /// Columns and values by their words; the slots as `0`, `1` for a value, `.` for a blank, `?` for a lost one.
    fn check(columns: &[&str], values: &[&str], expected: &str) {
        let columns: Vec<Column> = columns.iter().map(|text| header::column_of(text)).collect();
        let values: Vec<Likeness> = values.iter().map(|text| Likeness::of(text)).collect();
        let slots: String = place(&values, &columns.iter().collect::<Vec<_>>())
            .into_iter()
            .map(|slot| match slot {
                Slot::Value(index) => {
                    char::from_digit(u32::try_from(index).expect("small"), 10).expect("a digit")
                }
                Slot::Blank => '.',
                Slot::Lost => '?',
            })
            .collect();
        assert_eq!(slots, expected, "{values:?}");
    }

    const PLAN: [&str; 6] = [
        "Baseline (date)",
        "Target",
        "Milestone 1 – Jul 23",
        "Actual Jul 23",
        "Milestone 2 – Nov 23",
        "Actual Nov 23",
    ];

    #[test]
    fn a_full_row_is_certain() {
        check(&PLAN, &["265 (June 2022)", "0", "250", "276", "250", "295"], "012345");
        check(&["Q1 2023/24", "Q2 2023/24", "RAG"], &["5", "6", "G"], "012");
    }

    #[test]
    fn columns_that_are_set_once_come_first() {
        check(&PLAN, &["8% (May 23)", "90%"], "01....");
        check(&PLAN, &["n/a", "90%"], "01....");
        check(&PLAN, &["265 (June 2022)", "0", "94", "50"], "01????");
        check(&["Target", "Q1 2023/24", "Q2 2023/24"], &["5"], "???");
        check(&["Target", "Baseline", "Q1 2023/24", "Q2 2023/24"], &["5", "6", "7"], "????");
        let dated = ["Baseline", "Target 24/25", "Milestone 1 – Sep 24", "Actual Sep 24"];
        check(&dated, &["5 (May 24)", "6"], "01..");
        check(&dated, &["5", "6"], "????");
        check(&["Target 23/24", "Target 24/25", "Actual May 24", "Actual Jun 24"], &["5", "6"], "????");
        check(&PLAN, &[], "......");
    }

    #[test]
    fn without_evidence_a_short_row_is_lost() {
        check(&PLAN, &["90%"], "??????");
        check(&["Q1 2023/24", "Q2 2023/24", "Target"], &["5", "6"], "???");
        check(&["Target", "Actual", "National"], &["5"], "???");
        check(&["Target", "Baseline"], &["5"], "??");
        check(&["Q1 2023/24", "Q2 2023/24"], &["5", "6", "7"], "??");
    }

    #[test]
    fn a_date_in_the_value_tells_its_column() {
        check(&PLAN, &["8% (May 23)"], "0.....");
        check(&PLAN, &["12.1% (academic year 22/23)"], "??????");
        check(&PLAN, &["10% (England average 21/22)"], "??????");
    }

    #[test]
    fn a_judgement_stands_in_its_own_column() {
        check(&["Q1 2023/24", "Q2 2023/24", "RAG"], &["5", "G"], "??1");
        check(&["Target", "Q1 2023/24", "RAG"], &["5", "G"], "??1");
        check(&["Target", "Q1 2023/24", "RAG"], &["5", "6"], "01.");
        check(&["Q1 2023/24", "RAG"], &["G", "5"], "??");
    }
}
