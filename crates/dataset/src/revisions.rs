//! What became of each figure from edition to edition: printed first, confirmed, revised, withdrawn.
//!
//! A figure is a series and a period; one without a period is told from no other edition's and takes no part. Its
//! editions stand in the order in which the papers came out. Papers whose order is open are one edition, which is clear
//! where they print the same: a paper in two formats revises nothing, and a paper that is given twice is one. Nothing
//! is judged here: whether a revision mends a slip or makes one is for the reader.

mod course;

use std::collections::HashSet;

use boardlift_lexicon::fold;
use boardlift_model::{DocumentId, Figure, Observation, Period, Status};
use serde::Serialize;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::editions::{DatesOf, ranks};
use crate::likeness::{Likeness, likeness, printed_step};
use crate::series::{Series, SeriesIndex};

/// What an edition does to a figure.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Display,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// No edition before it prints the row.
    First,
    /// It prints that there is no figure, as those before it did.
    Missing,
    /// It prints the figure, of which those before it printed that there is none.
    FirstPublished,
    /// It prints the figure again.
    Confirmed,
    /// It prints the figure with more or fewer decimals.
    Rounded,
    /// It prints another figure.
    Revised,
    /// It prints that there is none, where there was one before.
    Withdrawn,
    /// It prints again the figure that was withdrawn.
    Reinstated,
    /// Its papers print different figures, and nobody can say which of them is the later.
    Unclear,
}

impl Change {
    /// The name.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One edition's printing of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition<'o> {
    /// The rows: one a paper, more only where a paper contradicts itself. Never empty.
    pub printings: Vec<&'o Observation>,
    /// What it does to the figure.
    pub change: Change,
}

/// One figure from its first edition to its latest.
#[derive(Debug, Clone, PartialEq)]
pub struct History<'o> {
    /// What it is a figure of.
    pub series: Series,
    /// The days that it covers.
    pub period: Period,
    /// Its editions, in the order in which they came out. Never empty.
    pub editions: Vec<Edition<'o>>,
}

impl<'o> Edition<'o> {
    /// The one figure that the edition prints, with the most decimals that it has there, or else the words for its
    /// absence. Nothing where its papers disagree.
    pub fn printing(&self) -> Option<&'o Observation> {
        agreed(&self.printings)
    }
}

impl<'o> History<'o> {
    /// The figure as it was published first. Nothing where it never was, or where nobody can say which came first.
    pub fn first(&self) -> Option<&'o Observation> {
        let edition =
            self.editions.iter().find(|edition| edition.printings.iter().any(|row| is_reported(row)))?;
        edition.printing()
    }

    /// The figure, or its absence, in the latest edition. Nothing where nobody can say which is the latest.
    pub fn latest(&self) -> Option<&'o Observation> {
        self.editions.last()?.printing()
    }

    /// How many editions do this to the figure.
    pub fn count(&self, change: Change) -> usize {
        self.editions.iter().filter(|edition| edition.change == change).count()
    }
}

/// The history of every figure that has a period, in the order of series and periods.
///
/// All figures of a council should be among the observations; `dates` tells the order of its papers.
pub fn histories<'o>(observations: &'o [Observation], dates: &DatesOf<'_>) -> Vec<History<'o>> {
    histories_of(observations, &SeriesIndex::new(observations), dates)
}

/// As [`histories`], of figures whose series are known.
pub(crate) fn histories_of<'o>(
    observations: &'o [Observation],
    index: &SeriesIndex,
    dates: &DatesOf<'_>,
) -> Vec<History<'o>> {
    let mut figures: Vec<(usize, Period, usize)> = figures(observations, index);
    figures.sort_unstable();
    let same = |a: &(usize, Period, usize), b: &(usize, Period, usize)| (a.0, a.1) == (b.0, b.1);
    let history = |group: &[(usize, Period, usize)]| {
        let &(series, period, _) = group.first()?;
        let printings = group.iter().map(|&(_, _, position)| &observations[position]).collect();
        let editions = course::editions(in_editions(printings, dates));
        Some(History { series: index.all()[series].clone(), period, editions })
    };
    figures.chunk_by(same).filter_map(history).collect()
}

/// Whether the figure is printed as one that may still change.
pub fn is_provisional(figure: &Figure) -> bool {
    let texts = [Some(&figure.value_text), Some(&figure.column_text), figure.cell.note.as_ref()];
    texts.into_iter().flatten().any(|text| {
        let marked = text.contains("[p]") || text.contains("(p)");
        marked || fold::key(text).split(' ').any(|word| word == "provisional")
    })
}

/// Series, period and position of each dated figure; a row that is given twice is one.
fn figures(observations: &[Observation], index: &SeriesIndex) -> Vec<(usize, Period, usize)> {
    let mut seen: HashSet<(&DocumentId, &str)> = HashSet::new();
    let rows = observations.iter().enumerate();
    let dated = rows.filter_map(|(position, row)| {
        let period = row.figure.period.as_ref()?.period;
        seen.insert((&row.document_id, &row.id)).then(|| (index.number_of(position), period, position))
    });
    dated.collect()
}

/// The printings of each edition, in the order of the editions.
fn in_editions<'o>(printings: Vec<&'o Observation>, dates: &DatesOf<'_>) -> Vec<Vec<&'o Observation>> {
    let mut by_paper: Vec<Vec<&Observation>> = Vec::new();
    let mut printings = printings;
    printings.sort_by(|a, b| a.document_id.cmp(&b.document_id));
    for paper in printings.chunk_by(|a, b| a.document_id == b.document_id) {
        by_paper.push(agreed(paper).map_or_else(|| paper.to_vec(), |one| vec![one]));
    }
    if by_paper.len() == 1 {
        return by_paper;
    }
    let papers = by_paper.iter().filter_map(|paper| paper.first()).map(|row| &row.document_id);
    let ranks = ranks(papers, dates).into_iter();
    let of_paper = |id: &DocumentId| {
        let at = by_paper.binary_search_by(|paper| paper.first().map(|row| &row.document_id).cmp(&Some(id)));
        at.ok().map(|at| by_paper[at].clone()).unwrap_or_default()
    };
    ranks.map(|rank| rank.into_iter().flat_map(of_paper).collect()).collect()
}

/// The figure that all the rows print, in the one with the most decimals; else the first missing one. Nothing where
/// two print different figures.
pub(crate) fn agreed<'o>(rows: &[&'o Observation]) -> Option<&'o Observation> {
    let mut finest: Option<&Observation> = None;
    for row in rows.iter().copied().filter(|row| is_reported(row)) {
        finest = match finest {
            None => Some(row),
            Some(other) if likeness(&other.figure, &row.figure) == Likeness::Different => return None,
            Some(other) => Some(finer(other, row)),
        };
    }
    finest.or(rows.first().copied())
}

/// The one that is printed with more decimals; the first where they are printed alike.
fn finer<'o>(one: &'o Observation, other: &'o Observation) -> &'o Observation {
    let step = |row: &Observation| printed_step(&row.figure).unwrap_or(f64::INFINITY);
    if step(other) < step(one) { other } else { one }
}

pub(crate) fn is_reported(row: &Observation) -> bool {
    row.figure.cell.status == Status::Reported
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Basis, Kind};

    use super::*;
    use crate::editions::dates;
    use crate::tables::DocumentRow;
    use crate::testing::{on, printed, quarter};

    const PLANS: &str = "Number of EHCPs";

    /// One line a history: its quarter and what each edition does, with the papers and what they print.
    fn check(rows: &[Observation], documents: &[DocumentRow], expected: &str) {
        let dates = dates(rows, documents);
        let printings = |edition: &Edition<'_>| {
            let of = |row: &&Observation| format!("{} `{}`", row.document_id.as_str(), row.figure.value_text);
            edition.printings.iter().map(of).collect::<Vec<_>>().join(" & ")
        };
        let edition = |edition: &Edition<'_>| format!("{} {}", edition.change, printings(edition));
        let line = |history: History<'_>| {
            let editions: Vec<String> = history.editions.iter().map(edition).collect();
            format!("{}: {}", history.period.start, editions.join(", "))
        };
        let found: Vec<String> = histories(rows, &dates).into_iter().map(line).collect();
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quarter_in_the_next_quarters_paper_is_confirmed_or_revised() {
        check(
            &[
                printed("q4", PLANS, quarter(3), "195"),
                printed("q4", PLANS, quarter(4), "232"),
                printed("q3", PLANS, quarter(2), "119"),
                printed("q3", PLANS, quarter(3), "193"),
                printed("q3", PLANS, quarter(4), ""),
                printed("q4", PLANS, quarter(2), "119"),
            ],
            &[on(4, "q4"), on(3, "q3")],
            "2022-07-01: first q3 `119`, confirmed q4 `119`
             2022-10-01: first q3 `193`, revised q4 `195`
             2023-01-01: first q3 ``, first_published q4 `232`",
        );
    }

    #[test]
    fn papers_without_dates_are_ordered_by_their_latest_figures() {
        check(
            &[
                printed("a", PLANS, quarter(1), "50"),
                printed("a", PLANS, quarter(2), "60"),
                printed("b", PLANS, quarter(1), "49"),
            ],
            &[],
            "2022-04-01: first b `49`, revised a `50`
             2022-07-01: first a `60`",
        );
    }

    #[test]
    fn an_order_that_is_open_is_told_and_not_guessed() {
        let rows = [printed("a", PLANS, quarter(1), "50"), printed("b", PLANS, quarter(1), "49")];
        check(&rows, &[on(1, "a"), on(1, "b")], "2022-04-01: unclear a `50` & b `49`");
        let dates = dates(&rows, &[]);
        let histories = histories(&rows, &dates);
        assert_eq!((histories[0].first(), histories[0].latest()), (None, None));
    }

    #[test]
    fn a_paper_in_two_formats_or_given_twice_revises_nothing() {
        let rows = [
            printed("pdf", PLANS, quarter(1), "50"),
            printed("xlsx", PLANS, quarter(1), "50"),
            printed("pdf", PLANS, quarter(1), "50"),
        ];
        check(&rows, &[on(1, "pdf"), on(1, "xlsx"), on(1, "pdf")], "2022-04-01: first pdf `50` & xlsx `50`");
    }

    #[test]
    fn a_paper_that_contradicts_itself_is_unclear() {
        let again = |text: &str| Observation { id: text.to_owned(), ..printed("a", PLANS, quarter(1), text) };
        check(&[again("50"), again("49")], &[], "2022-04-01: unclear a `50` & a `49`");
        check(&[again("9.8%"), again("10%")], &[], "2022-04-01: first a `9.8%`");
        check(&[again(""), again("10%")], &[], "2022-04-01: first a `10%`");
    }

    #[test]
    fn what_is_not_the_same_figure_revises_nothing() {
        let cumulative = |paper, text| {
            let row = printed(paper, PLANS, quarter(1), text);
            let figure = Figure { basis: Some(Basis::Cumulative), ..row.figure };
            Observation { figure, ..row }
        };
        let target = |paper, text| {
            let row = printed(paper, PLANS, quarter(1), text);
            Observation { figure: Figure { kind: Kind::Target, ..row.figure }, ..row }
        };
        check(
            &[
                printed("a", PLANS, quarter(1), "77"),
                cumulative("b", "193"),
                target("b", "188"),
                printed("b", PLANS, quarter(1), "5%"),
                printed("b", PLANS, None, "9"),
            ],
            &[on(1, "a"), on(2, "b")],
            "2022-04-01: first a `77`
             2022-04-01: first b `5%`
             2022-04-01: first b `193`
             2022-04-01: first b `188`",
        );
    }

    #[test]
    fn first_and_latest_are_figures_and_what_became_of_them() {
        let rows = [
            printed("a", PLANS, quarter(1), "TBC"),
            printed("b", PLANS, quarter(1), "50"),
            printed("c", PLANS, quarter(1), ""),
        ];
        let documents = [on(1, "a"), on(2, "b"), on(3, "c")];
        let dates = dates(&rows, &documents);
        let histories = histories(&rows, &dates);
        assert_eq!(histories[0].first().unwrap().figure.value_text, "50");
        assert_eq!(histories[0].latest().unwrap().figure.value_text, "");
        assert_eq!(histories[0].count(Change::Withdrawn), 1);
    }

    #[test]
    fn a_provisional_mark_is_seen_wherever_it_stands() {
        let check = |text: &str, column: &str, expected: bool| {
            let row = printed("a", PLANS, quarter(1), text);
            let figure = Figure { column_text: column.to_owned(), ..row.figure };
            assert_eq!(is_provisional(&figure), expected, "{text}, {column}");
        };
        check("45 [p]", "Q1", true);
        check("45 (provisional)", "Q1", true);
        check("45", "Q1 Provisional", true);
        check("45%", "Q1", false);
        check("6 (p/t)", "Q1", false);
    }
}
