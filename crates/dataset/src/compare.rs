//! One measure across councils: a line a series, a cell a period, each with what is printed beside the figure.
//!
//! The latest edition's figure counts, and its cell says when it was revised. A line is one series and never anything
//! else: in-period and cumulative figures stand in lines of their own, and so do months and quarters. Nothing is
//! computed, no cell is filled from another period, and figures without a period are counted, not placed.
//!
//! In reading order:
//!
//! - [`Request`]: which figures are wanted.
//! - [`compare`]: the lines and their cells.
//! - `beside`: target, comparator and judgement of a cell.

mod beside;

use boardlift_lexicon::fold;
use boardlift_model::{Area, AreaType, Authority, Date, Kind, Observation, Period, PeriodType};

use crate::editions::DatesOf;
use crate::revisions::{Change, History, histories_of, is_provisional, is_reported};
use crate::series::{Series, SeriesIndex};
use beside::Beside;

/// Which of a measure's figures are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What role they play.
    pub kind: Kind,
    /// Whom they describe.
    pub areas: Areas,
    /// What kinds of period they cover; all where none is named.
    pub period_types: Vec<PeriodType>,
    /// Only periods that begin on this day or later.
    pub from: Option<Date>,
    /// Only periods that end on this day or before.
    pub until: Option<Date>,
}

/// Whom figures describe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Areas {
    /// Councils: a council itself, and any other that its paper prints beside it.
    Councils,
    /// All that the papers print: England, regions and neighbours too.
    All,
    /// Those of this name or ONS code, however they are capitalised.
    Named(String),
}

/// One measure across councils.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<'o> {
    /// The lines: by kind of period, then by council, area and what is measured.
    pub lines: Vec<Line<'o>>,
    /// How many figures that are wanted have no period.
    pub undated: usize,
}

/// The figures of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'o> {
    /// What the figures have in common.
    pub series: Series,
    /// Who published them.
    pub authority: Option<&'o Authority>,
    /// Whom they describe.
    pub area: &'o Area,
    /// The cells, by period. Never empty.
    pub cells: Vec<Cell<'o>>,
}

/// One period of one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'o> {
    /// The days.
    pub period: Period,
    /// The figure, or its absence, in the latest edition. Several where nobody can say which is the latest, or where a
    /// paper contradicts itself. Never empty.
    pub printings: Vec<&'o Observation>,
    /// What the latest edition did to it.
    pub change: Change,
    /// In how many editions it is printed, those without a figure among them.
    pub editions: usize,
    /// Whether one of them printed another figure than those before it.
    pub revised: bool,
    /// Whether the latest prints it as one that may still change.
    pub provisional: bool,
    /// The target that is printed beside it.
    pub target: Option<&'o Observation>,
    /// England's figure that is printed beside it.
    pub england: Option<&'o Observation>,
    /// The latest printing of this very figure that has a judgement.
    pub judged: Option<&'o Observation>,
}

impl<'o> Cell<'o> {
    /// The one printing, where it is clear which counts.
    pub fn printing(&self) -> Option<&'o Observation> {
        self.printings.first().copied().filter(|_| self.printings.len() == 1)
    }
}

/// Compares the figures of one measure, or of one indicator. All figures that papers print of it should be among the
/// observations, targets and comparators too; `dates` tells the order of the papers.
pub fn compare<'o>(
    observations: &'o [Observation],
    dates: &DatesOf<'_>,
    request: &Request,
) -> Comparison<'o> {
    let index = SeriesIndex::new(observations);
    let beside = Beside::new(observations, &index);
    let histories = histories_of(observations, &index, dates);
    let same_line = |a: &History<'_>, b: &History<'_>| a.series == b.series;
    let lines = histories.chunk_by(same_line).filter_map(|line| self::line(line, &beside, request));
    let mut lines: Vec<Line<'_>> = lines.collect();
    lines.sort_by(|a, b| order(a).cmp(&order(b)));
    let undated = observations.iter().filter(|row| row.figure.period.is_none() && request.wants(row)).count();
    Comparison { lines, undated }
}

impl Request {
    /// Whether a figure is wanted, whatever its period.
    fn wants(&self, row: &Observation) -> bool {
        row.figure.kind == self.kind && self.areas.hold(&row.area)
    }

    fn wants_period(&self, period: Period) -> bool {
        let is_kind = self.period_types.is_empty() || self.period_types.contains(&period.kind);
        let begins = self.from.is_none_or(|from| from <= period.start);
        is_kind && begins && self.until.is_none_or(|until| period.end <= until)
    }
}

impl Areas {
    fn hold(&self, area: &Area) -> bool {
        match self {
            Areas::Councils => area.area_type == AreaType::LocalAuthority,
            Areas::All => true,
            Areas::Named(name) => {
                let is_named = |own: &Option<String>| {
                    own.as_deref().is_some_and(|own| fold::key(own) == fold::key(name))
                };
                is_named(&area.name) || is_named(&area.code)
            }
        }
    }
}

fn line<'o>(histories: &[History<'o>], beside: &Beside<'_, 'o>, request: &Request) -> Option<Line<'o>> {
    let wanted = histories.iter().filter(|history| request.wants_period(history.period));
    let cells: Vec<Cell<'_>> = wanted.filter_map(|history| cell(history, beside)).collect();
    let row = cells.first()?.printings.first().copied().filter(|row| request.wants(row))?;
    let series = histories.first()?.series.clone();
    Some(Line { series, authority: row.authority.as_ref(), area: &row.area, cells })
}

fn cell<'o>(history: &History<'o>, beside: &Beside<'_, 'o>) -> Option<Cell<'o>> {
    let latest = history.editions.last()?;
    let printings = latest.printing().map_or_else(|| latest.printings.clone(), |one| vec![one]);
    let clear = printings.first().copied().filter(|_| printings.len() == 1);
    let is_revised = |change| matches!(change, Change::Revised | Change::Unclear);
    Some(Cell {
        period: history.period,
        change: latest.change,
        editions: history.editions.len(),
        revised: history.editions.iter().any(|edition| is_revised(edition.change)),
        provisional: clear.is_some_and(|row| is_provisional(&row.figure)),
        target: clear.and_then(|_| beside.target(history)),
        england: clear.and_then(|_| beside.england(history)),
        judged: clear.filter(|row| is_reported(row)).and_then(|row| beside::judged(history, row)),
        printings,
    })
}

/// Lines are read by kind of period, then by the council's name.
fn order<'l>(line: &'l Line<'_>) -> impl Ord + 'l {
    let council = line.authority.map(|authority| (&authority.name, &authority.code));
    (line.series.period_type, council, &line.area.name, &line.series)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Basis, Figure, Rag, RagColour, RagSource};

    use super::*;
    use crate::editions::dates;
    use crate::tables::DocumentRow;
    use crate::testing::{england, on, printed, quarter};

    const PLANS: &str = "Number of EHCPs";

    fn with(mut row: Observation, change: impl FnOnce(&mut Figure)) -> Observation {
        change(&mut row.figure);
        row
    }

    fn target(document: &str, period: Option<Period>, text: &str) -> Observation {
        with(printed(document, PLANS, period, text), |figure| figure.kind = Kind::Target)
    }

    fn of_england(document: &str, period: Option<Period>, text: &str) -> Observation {
        Observation { area: england(), ..printed(document, PLANS, period, text) }
    }

    fn judged(colour: RagColour, row: Observation) -> Observation {
        with(row, |figure| figure.rag = Some(Rag { colour, source: RagSource::Letter }))
    }

    fn all() -> Request {
        Request {
            kind: Kind::Actual,
            areas: Areas::Councils,
            period_types: Vec::new(),
            from: None,
            until: None,
        }
    }

    fn text(row: &Observation) -> String {
        format!("`{}`", row.figure.value_text)
    }

    fn shown(cell: &Cell<'_>) -> String {
        let beside = [("target", cell.target), ("England", cell.england)];
        let beside = beside.into_iter().filter_map(|(name, row)| Some(format!(" {name} {}", text(row?))));
        let rag = cell.judged.and_then(|row| row.figure.rag).map(|rag| format!(" {}", rag.colour));
        let printings = cell.printings.iter().map(|row| text(row)).collect::<Vec<_>>().join("/");
        let revised = if cell.revised { " revised" } else { "" };
        let missing = if cell.change == Change::Withdrawn { " withdrawn" } else { "" };
        let month = format!("{}-{:02}", cell.period.start.year(), cell.period.start.month());
        let beside: String = beside.chain(rag).collect();
        format!("{month} {printings}{beside}{revised}{missing}")
    }

    /// One line a line: council, area where that differs, basis, and its cells.
    fn check(rows: &[Observation], documents: &[DocumentRow], request: &Request, expected: &str) {
        let comparison = compare(rows, &dates(rows, documents), request);
        let line = |line: &Line<'_>| {
            let council = line.authority.map_or("?", |authority| authority.name.as_str());
            let area = line.area.name.as_deref().filter(|area| *area != council);
            let basis = line.series.basis.map(Basis::as_str);
            let head: Vec<&str> = [Some(council), area, basis].into_iter().flatten().collect();
            format!("{}: {}", head.join(" "), line.cells.iter().map(shown).collect::<Vec<_>>().join(", "))
        };
        let found: Vec<String> = comparison.lines.iter().map(line).collect();
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_latest_editions_figure_counts_and_says_that_it_was_revised() {
        check(
            &[
                printed("q3", PLANS, quarter(2), "119"),
                printed("q3", PLANS, quarter(3), "193"),
                printed("q4", PLANS, quarter(3), "195"),
                printed("q4", PLANS, quarter(4), "232"),
            ],
            &[on(3, "q3"), on(4, "q4")],
            &all(),
            "Kingston upon Thames: 2022-07 `119`, 2022-10 `195` revised, 2023-01 `232`",
        );
    }

    #[test]
    fn figures_whose_order_is_open_stand_side_by_side() {
        let rows = [printed("a", PLANS, quarter(1), "50"), printed("b", PLANS, quarter(1), "49")];
        check(&rows, &[], &all(), "Kingston upon Thames: 2022-04 `50`/`49` revised");
    }

    #[test]
    fn missing_figures_are_cells() {
        check(
            &[
                printed("q1", PLANS, quarter(1), "5%"),
                printed("q1", PLANS, quarter(2), ""),
                printed("q3", PLANS, quarter(1), ""),
                printed("q3", PLANS, quarter(3), "awaiting data"),
            ],
            &[on(1, "q1"), on(3, "q3")],
            &all(),
            "Kingston upon Thames: 2022-04 `` withdrawn, 2022-07 ``, 2022-10 `awaiting data`",
        );
    }

    #[test]
    fn bases_and_kinds_of_period_have_lines_of_their_own() {
        let new = |basis, document, text| {
            with(printed(document, PLANS, quarter(3), text), |figure| figure.basis = Some(basis))
        };
        check(
            &[
                new(Basis::Cumulative, "q4", "193"),
                new(Basis::InPeriod, "q3", "77"),
                printed("m", PLANS, Period::month(2022, 10), "20"),
                printed("y", PLANS, Period::financial_year(2022), "232"),
            ],
            &[],
            &all(),
            "Kingston upon Thames: 2022-10 `20`
             Kingston upon Thames in_period: 2022-10 `77`
             Kingston upon Thames cumulative: 2022-10 `193`
             Kingston upon Thames: 2022-04 `232`",
        );
    }

    #[test]
    fn targets_are_for_the_same_days_or_the_shortest_around_them() {
        let year = Period::financial_year(2022);
        let rows = [printed("a", PLANS, quarter(1), "50"), target("a", year, "60")];
        check(&rows, &[], &all(), "Kingston upon Thames: 2022-04 `50` target `60`");
        let own = [rows.to_vec(), vec![target("a", quarter(1), "55")]].concat();
        check(&own, &[], &all(), "Kingston upon Thames: 2022-04 `50` target `55`");
        let other = [printed("a", PLANS, quarter(1), "50"), target("a", Period::financial_year(2023), "60")];
        check(&other, &[], &all(), "Kingston upon Thames: 2022-04 `50`");
        let share = [printed("a", PLANS, quarter(1), "£50"), target("a", year, "60%")];
        check(&share, &[], &all(), "Kingston upon Thames: 2022-04 `£50`");
        let elsewhere = [printed("a", PLANS, quarter(1), "50"), target("b", year, "60")];
        check(&elsewhere, &[], &all(), "Kingston upon Thames: 2022-04 `50`");
    }

    #[test]
    fn a_target_without_a_period_is_for_the_year_of_the_newest_figure() {
        check(
            &[
                printed("a", PLANS, Period::quarter(2021, 4), "40"),
                printed("a", PLANS, quarter(1), "50"),
                printed("a", PLANS, quarter(2), "60"),
                printed("a", PLANS, quarter(3), ""),
                target("a", None, "70"),
            ],
            &[],
            &all(),
            "Kingston upon Thames: 2022-01 `40`, 2022-04 `50` target `70`, 2022-07 `60` target `70`, \
             2022-10 `` target `70`",
        );
        let year = |first| printed("a", PLANS, Period::academic_year(first), "5");
        check(
            &[year(2020), year(2021), target("a", None, "7")],
            &[],
            &all(),
            "Kingston upon Thames: 2020-09 `5`, 2021-09 `5` target `7`",
        );
    }

    #[test]
    fn englands_figure_is_for_the_same_days_or_beside_the_newest() {
        check(
            &[
                printed("a", PLANS, quarter(1), "50"),
                printed("a", PLANS, quarter(2), "60"),
                of_england("a", quarter(1), "30"),
            ],
            &[],
            &all(),
            "Kingston upon Thames: 2022-04 `50` England `30`, 2022-07 `60`",
        );
        check(
            &[
                printed("a", PLANS, quarter(1), "50"),
                printed("a", PLANS, quarter(2), "60"),
                of_england("a", None, "30"),
                of_england("a", Period::financial_year(2022), "31"),
            ],
            &[],
            &all(),
            "Kingston upon Thames: 2022-04 `50`, 2022-07 `60` England `30`",
        );
    }

    #[test]
    fn a_judgement_is_of_the_very_figure() {
        let rows = |latest| {
            [
                judged(RagColour::Red, printed("q1", PLANS, quarter(1), "50")),
                printed("q2", PLANS, quarter(1), latest),
            ]
        };
        let documents = [on(1, "q1"), on(2, "q2")];
        check(&rows("50"), &documents, &all(), "Kingston upon Thames: 2022-04 `50` red");
        check(&rows("51"), &documents, &all(), "Kingston upon Thames: 2022-04 `51` revised");
    }

    #[test]
    fn what_is_not_asked_for_is_left_out() {
        let rows = [
            printed("a", PLANS, quarter(1), "50"),
            printed("a", PLANS, quarter(2), "60"),
            printed("a", PLANS, Period::month(2022, 4), "20"),
            target("a", quarter(1), "70"),
            of_england("a", quarter(1), "30"),
            printed("a", PLANS, None, "80"),
        ];
        let quarters = || Request { period_types: vec![PeriodType::Quarter], ..all() };
        check(&rows, &[], &Request { kind: Kind::Target, ..all() }, "Kingston upon Thames: 2022-04 `70`");
        check(
            &rows,
            &[],
            &Request { from: Some(Date::constant(2022, 5, 1)), ..quarters() },
            "Kingston upon Thames: 2022-07 `60`",
        );
        let until = Some(Date::constant(2022, 6, 30));
        let england = Areas::Named("england".to_owned());
        check(
            &rows,
            &[],
            &Request { until, areas: england, ..quarters() },
            "Kingston upon Thames England: 2022-04 `30`",
        );
        assert_eq!(compare(&rows, &dates(&rows, &[]), &all()).undated, 1);
    }
}
