//! What makes two figures points of one series: the same council, measure, area, kind, basis, unit and kind of period.
//!
//! A figure whose measure is known is told by it, whatever its words; any other by its printed indicator, section and
//! breakdown. Where one paper prints two different figures under one measure, the printed words tell them apart, and
//! where those are the same too, the printed number does. Nothing else is ever brought together: in-period and
//! cumulative figures are two series, and so are those that do not say which they are; so are a percentage and a
//! count, and a month and a quarter. Figures of a paper whose council nobody knows are joined with no other paper's.
//!
//! A missing figure prints neither unit nor basis. It has those of its row, or else those that its indicator has in
//! all other papers, where these agree.
//!
//! In reading order:
//!
//! - [`SeriesIndex`]: the series of each of many figures.
//! - `label`: the printed words that name a row, and how they are compared.
//! - `lent`: what a missing figure has from its row.
//! - `apart`: which rows need more than their measure to be told apart.
//! - `intern`: small numbers for values that are compared often.

mod apart;
mod intern;
mod label;
mod lent;

use std::collections::HashMap;
use std::sync::Arc;

use boardlift_lexicon::fold;
use boardlift_model::{AreaType, Basis, DocumentId, Kind, Observation, Period, PeriodType, Unit};

use apart::Subjects;
use intern::Interner;
use label::{Rows, SubjectId};
use lent::Lent;

/// Whose figures they are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Publisher {
    /// A council with an ONS code.
    Code(String),
    /// A council that no vocabulary knows, by its name, folded.
    Name(String),
    /// A council that the paper does not name: nobody knows whether another such paper is of the same.
    Unnamed(DocumentId),
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The canonical measure, where one matches.
    pub measure: Option<String>,
    /// The printed words, where no measure matches or where they tell two rows of a paper apart.
    pub words: Option<Words>,
    /// The printed number, where the words are the same too.
    pub reference: Option<String>,
}

/// The printed words that name a row, folded, so that two spellings of the same words are the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words {
    /// The heading that the row stands under, without a period that it names.
    pub section: Option<String>,
    /// The indicator's name.
    pub indicator: String,
    /// The sub-row's name.
    pub breakdown: Option<String>,
}

/// Whom or what figures describe.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaKey {
    /// What kind of area it is.
    pub area_type: AreaType,
    /// Its ONS code, else its name, folded; nothing for a council that is not named.
    pub name: Option<String>,
}

/// What the points of one line have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// Whose figures they are.
    pub publisher: Arc<Publisher>,
    /// What is measured.
    pub subject: Arc<Subject>,
    /// Whom or what they describe.
    pub area: Arc<AreaKey>,
    /// What role they play.
    pub kind: Kind,
    /// How they gather up; a basis that is not stated is one of its own.
    pub basis: Option<Basis>,
    /// What they count in; a unit that is not stated is one of its own.
    pub unit: Option<Unit>,
    /// What kind of period they cover; nothing for those that state none.
    pub period_type: Option<PeriodType>,
}

/// The series of each of many figures.
#[derive(Debug)]
pub struct SeriesIndex {
    of_figures: Vec<u32>,
    all: Vec<Series>,
}

impl SeriesIndex {
    /// Finds the series of each figure. All figures of a council should be among them, or at least all that may have
    /// their subject in common: what tells two rows apart is what else the papers print.
    pub fn new(observations: &[Observation]) -> Self {
        let rows = Rows::of(observations);
        let lent = Lent::of(observations, &rows);
        let subjects = Subjects::of(observations, &rows, &lent);
        let (mut areas, mut lines) = (Interner::default(), Interner::default());
        let figures = observations.iter().zip(rows.of_figures());
        let of_figures: Vec<u32> = figures
            .map(|(observation, row)| {
                let facets = Facets { period: None, ..lent.facets(observation, row) };
                let period_type = observation.figure.period.as_ref().map(|stated| stated.period.kind);
                lines.id((subjects.of_row(row), areas.id(area(observation)), facets, period_type))
            })
            .collect();
        let areas: Vec<_> = areas.into_values().into_iter().map(Arc::new).collect();
        let mut known: HashMap<SubjectId, Arc<Subject>> = HashMap::new();
        let series = lines.into_values().into_iter().map(|(subject, area, facets, period_type)| Series {
            publisher: rows.publisher(subject.publisher),
            subject: known.entry(subject).or_insert_with(|| Arc::new(rows.subject(subject))).clone(),
            area: areas[area as usize].clone(),
            kind: facets.kind,
            basis: facets.basis,
            unit: facets.unit,
            period_type,
        });
        in_order(of_figures, &series.collect::<Vec<_>>())
    }

    /// The series of the figure at this position, as a number: its place in [`all`](Self::all).
    pub fn number_of(&self, position: usize) -> usize {
        self.of_figures[position] as usize
    }

    /// The series of the figure at this position.
    pub fn of(&self, position: usize) -> &Series {
        &self.all[self.number_of(position)]
    }

    /// All series, in their own order.
    pub fn all(&self) -> &[Series] {
        &self.all
    }
}

/// What a figure has of a series beside publisher, subject and area, and its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Facets {
    kind: Kind,
    basis: Option<Basis>,
    unit: Option<Unit>,
    period: Option<Period>,
}

/// Numbers the series in their own order, each once, so that the numbers do not depend on the order of the figures.
fn in_order(of_figures: Vec<u32>, found: &[Series]) -> SeriesIndex {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_unstable_by(|&a, &b| found[a].cmp(&found[b]));
    let mut numbers = vec![0; found.len()];
    for (number, &position) in (0_u32..).zip(&order) {
        numbers[position] = number;
    }
    let of_figures = of_figures.into_iter().map(|found| numbers[found as usize]).collect();
    SeriesIndex { of_figures, all: order.into_iter().map(|position| found[position].clone()).collect() }
}

fn publisher(observation: &Observation) -> Publisher {
    match &observation.authority {
        Some(authority) => match &authority.code {
            Some(code) => Publisher::Code(code.clone()),
            None => Publisher::Name(fold::key(&authority.name)),
        },
        None => Publisher::Unnamed(observation.document_id.clone()),
    }
}

fn area(observation: &Observation) -> AreaKey {
    let area = &observation.area;
    let name = || area.name.as_deref().map(fold::key);
    AreaKey { area_type: area.area_type, name: area.code.clone().or_else(name) }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Authority, Flags};

    use super::*;
    use crate::testing::{england, printed, quarter};

    const PLANS: &str = "Number of EHCPs";

    fn with(mut observation: Observation, change: impl FnOnce(&mut Observation)) -> Observation {
        change(&mut observation);
        observation
    }

    fn under(section: &str, observation: Observation) -> Observation {
        with(observation, |it| it.figure.section = Some(section.to_owned()))
    }

    fn numbered(reference: &str, observation: Observation) -> Observation {
        with(observation, |it| it.figure.reference = Some(reference.to_owned()))
    }

    fn measured(measure: &str, observation: Observation) -> Observation {
        with(observation, |it| it.measure = Some(measure.to_owned()))
    }

    fn on(basis: Basis, observation: Observation) -> Observation {
        with(observation, |it| it.figure.basis = Some(basis))
    }

    /// Figures of one series have the same letter in `expected`.
    fn check(figures: &[Observation], expected: &str) {
        let index = SeriesIndex::new(figures);
        let mut letters: Vec<usize> = Vec::new();
        let letter = |position| {
            let number = index.number_of(position);
            let known = letters.iter().position(|&known| known == number);
            known.unwrap_or_else(|| {
                letters.push(number);
                letters.len() - 1
            })
        };
        let found: Vec<usize> = (0..figures.len()).map(letter).collect();
        let found: String =
            found.into_iter().map(|at| char::from(b'a' + u8::try_from(at).unwrap())).collect();
        assert_eq!(found, expected, "{:#?}", index.all());
        assert!(index.all().is_sorted(), "{:#?}", index.all());
    }

    #[test]
    fn the_same_words_are_one_series_however_they_are_set() {
        check(
            &[printed("q1", PLANS, quarter(1), "5"), printed("q2", "number of  EHCPs", quarter(2), "6")],
            "aa",
        );
        check(&[printed("q1", PLANS, quarter(1), "5"), printed("q1", "Ceased EHCPs", quarter(1), "6")], "ab");
    }

    #[test]
    fn a_measure_is_one_series_whatever_its_words() {
        let one = measured("ehcp_count", printed("q1", PLANS, quarter(1), "5"));
        let other = measured("ehcp_count", under("Caseload", printed("q2", "Actual EHCPs", quarter(2), "6")));
        check(&[one.clone(), other], "aa");
        check(&[one, measured("ehcp_new_count_ytd", printed("q2", PLANS, quarter(2), "6"))], "ab");
    }

    #[test]
    fn section_and_breakdown_tell_rows_apart_and_a_sections_period_does_not() {
        let row = |section, quarter_| under(section, printed("q", "% in time", quarter(quarter_), "5%"));
        check(&[row("Reviews", 1), row("Assessments", 1), row("Reviews", 2)], "aba");
        check(&[row("Reviews, Q1 2022/23", 1), row("Reviews, Q2 2022/23", 2)], "aa");
        let sub = |name: &str| with(row("Reviews", 1), |it| it.figure.breakdown = Some(name.to_owned()));
        check(&[sub("EHCP"), sub("SEN Support"), row("Reviews", 1)], "abc");
    }

    #[test]
    fn a_number_tells_rows_apart_only_where_nothing_else_does() {
        let row = |number, paper, text| numbered(number, printed(paper, PLANS, quarter(1), text));
        // Renumbered from one paper to the next.
        check(&[row("3", "q1", "5"), row("4", "q2", "6")], "aa");
        // Two rows of one paper, and so two of the next one.
        check(&[row("3", "q1", "5"), row("4", "q1", "6"), row("3", "q2", "5")], "aba");
        // A row printed twice is one.
        check(&[row("3", "q1", "5"), row("4", "q1", "5"), row("3", "q2", "5")], "aaa");
        check(&[row("3", "q1", "9.8%"), row("4", "q1", "10%")], "aa");
        // Nothing tells them apart.
        check(&[row("3", "q1", "5"), row("3", "q1", "6")], "aa");
    }

    #[test]
    fn words_tell_the_rows_of_one_measure_apart_before_numbers_do() {
        let row = |section, number, paper, text| {
            measured("ehcp_count", under(section, numbered(number, printed(paper, PLANS, quarter(1), text))))
        };
        let two = [
            row("Kingston", "1", "q1", "5"),
            row("Richmond", "2", "q1", "6"),
            row("Kingston", "7", "q2", "5"),
        ];
        check(&two, "aba");
        // A council that prints it once is not asked for its words.
        let elsewhere =
            |section| with(row(section, "1", "d", "5"), |it| it.authority.as_mut().unwrap().code = None);
        check(&[two.to_vec(), vec![elsewhere("A"), elsewhere("B")]].concat(), "abacc");
    }

    #[test]
    fn in_period_and_cumulative_never_join_and_an_unstated_basis_is_its_own() {
        let new = |paper, text| printed(paper, "New EHCPs", quarter(3), text);
        check(
            &[
                on(Basis::InPeriod, new("q3", "77")),
                on(Basis::Cumulative, new("q4", "193")),
                new("q3 2021", "70"),
                on(Basis::Rolling, new("r", "250")),
                on(Basis::Forecast, new("f", "260")),
            ],
            "abcde",
        );
    }

    #[test]
    fn percent_and_count_kinds_areas_and_kinds_of_period_never_join() {
        let figure = |text| printed("q1", PLANS, quarter(1), text);
        let target = with(figure("5"), |it| it.figure.kind = Kind::Target);
        let comparator = with(figure("5"), |it| it.area = england());
        let month = printed("q1", PLANS, Period::month(2022, 4), "5");
        let undated = printed("q1", PLANS, None, "5");
        check(&[figure("5"), figure("5%"), target, comparator, month, undated], "abcdef");
    }

    #[test]
    fn papers_whose_council_nobody_knows_are_joined_with_none() {
        let anonymous = |paper| with(printed(paper, PLANS, quarter(1), "5"), |it| it.authority = None);
        check(&[anonymous("one"), anonymous("two"), anonymous("one")], "aba");
        let named = |paper, name: &str| {
            let authority = Some(Authority { code: None, name: name.to_owned() });
            with(printed(paper, PLANS, quarter(1), "5"), |it| it.authority = authority)
        };
        check(&[named("one", "Northmoor"), named("two", "NORTHMOOR"), named("three", "Westmere")], "aab");
    }

    #[test]
    fn a_missing_figure_is_of_its_rows_series() {
        let row = |number, text| on(Basis::Cumulative, printed("q1", PLANS, quarter(number), text));
        let missing = printed("q1", PLANS, quarter(2), "");
        check(&[row(1, "5%"), missing.clone()], "aa");
        // Its row has no unit, but that of every other paper has.
        let later = printed("q2", PLANS, quarter(3), "TBC");
        check(&[row(1, "5%"), later.clone()], "aa");
        // The papers do not agree.
        let pounds = on(Basis::Cumulative, printed("q3", PLANS, quarter(1), "£5"));
        check(&[row(1, "5%"), pounds, later], "abc");
        // A row that states no basis lends none, whatever other papers do.
        let plain = printed("q1", PLANS, quarter(1), "5%");
        check(&[plain, missing, on(Basis::Cumulative, printed("q4", PLANS, quarter(4), "5%"))], "aab");
    }

    #[test]
    fn a_target_gathers_up_as_the_figures_of_its_row_do() {
        let target = |paper| with(printed(paper, PLANS, quarter(1), "5"), |it| it.figure.kind = Kind::Target);
        let figures = [
            on(Basis::Cumulative, printed("q1", PLANS, quarter(1), "5")),
            target("q1"),
            printed("q2", PLANS, quarter(1), "5"),
            target("q2"),
        ];
        check(&figures, "abcd");
        assert_eq!(SeriesIndex::new(&figures).of(1).basis, Some(Basis::Cumulative));
    }

    #[test]
    fn flags_and_places_make_no_series() {
        let flagged = with(printed("q2", PLANS, quarter(1), "5"), |it| {
            it.figure.flags = Flags::from([boardlift_model::Flag::Ocr]);
            it.figure.table = 9;
        });
        check(&[printed("q1", PLANS, quarter(1), "5"), flagged], "aa");
        check(&[], "");
    }
}
