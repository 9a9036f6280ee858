//! In which order papers came out.
//!
//! A paper's order is told by the period that it reports on, else by the day of its meeting, else by the latest period
//! that it has figures for. What does not tell two papers apart leaves their order open: a period that lies within the
//! other's, the same day, a date that one of them does not state. So does a meeting before that of a paper whose
//! period came earlier. Papers whose order is open share a rank: most often they are one edition in two formats.

use std::collections::{BTreeSet, HashMap};

use boardlift_model::{
    AreaType, Basis, Date, DocumentId, Figure, Kind, Observation, Period, PeriodType, Status,
};

use crate::tables::DocumentRow;

/// What a paper tells of its place among others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    /// The period that it reports on.
    pub period: Option<Period>,
    /// The day of the meeting that it was written for.
    pub meeting: Option<Date>,
    /// The last day of the latest period shorter than a year that it has a figure for.
    pub latest: Option<Date>,
    /// The last day of the latest year that it has a figure for. Some papers print a year's figure before it is over, so
    /// that this tells less.
    pub latest_year: Option<Date>,
}

impl Dates {
    /// Takes note of a figure that the paper has, if it says how far its figures go: something that has happened to a
    /// council.
    pub fn note(&mut self, figure: Sight) {
        let is_news = figure.kind == Kind::Actual
            && figure.status == Status::Reported
            && figure.basis != Some(Basis::Forecast)
            && figure.area_type == AreaType::LocalAuthority;
        if is_news {
            let latest = if is_year(figure.period_type) { &mut self.latest_year } else { &mut self.latest };
            *latest = (*latest).max(Some(figure.period_end));
        }
    }

    /// Takes note of what other figures of the paper told.
    pub fn join(&mut self, others: Dates) {
        self.latest = self.latest.max(others.latest);
        self.latest_year = self.latest_year.max(others.latest_year);
    }
}

/// What of a figure says how far the figures of its paper go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Whom it describes.
    pub area_type: AreaType,
    /// What role it plays.
    pub kind: Kind,
    /// What kind of period it covers.
    pub period_type: PeriodType,
    /// The last day of that.
    pub period_end: Date,
    /// How it gathers up.
    pub basis: Option<Basis>,
    /// Whether it is missing.
    pub status: Status,
}

impl Sight {
    /// That of a figure that has a period.
    pub fn of(row: &Observation) -> Option<Self> {
        let Figure { kind, basis, ref period, ref cell, .. } = row.figure;
        let period = period.as_ref()?.period;
        Some(Sight {
            area_type: row.area.area_type,
            kind,
            period_type: period.kind,
            period_end: period.end,
            basis,
            status: cell.status,
        })
    }
}

/// What every paper tells of its place among the others.
pub type DatesOf<'d> = HashMap<&'d DocumentId, Dates>;

/// What each paper states of itself: all but the latest periods of its figures.
pub fn stated_dates(documents: &[DocumentRow]) -> DatesOf<'_> {
    let mut dates = DatesOf::new();
    for row in documents {
        let own = dates.entry(&row.source.id).or_default();
        own.period = own.period.or(row.period.as_ref().map(|stated| stated.period));
        own.meeting = own.meeting.or(row.meeting_date);
    }
    dates
}

/// What each paper tells. The figures should be all that it has; a paper without a row among the documents still has
/// its figures' periods.
pub fn dates<'d>(observations: &'d [Observation], documents: &'d [DocumentRow]) -> DatesOf<'d> {
    let mut dates = stated_dates(documents);
    for row in observations {
        if let Some(sight) = Sight::of(row) {
            dates.entry(&row.document_id).or_default().note(sight);
        }
    }
    dates
}

/// The papers in the order in which they came out, those whose order is open in one rank. A paper that is given twice
/// is one paper; those of one rank are in the order of their ids.
pub fn ranks<'d>(
    documents: impl IntoIterator<Item = &'d DocumentId>,
    dates: &DatesOf<'_>,
) -> Vec<Vec<&'d DocumentId>> {
    let all: BTreeSet<&DocumentId> = documents.into_iter().collect();
    let all: Vec<Paper<'_>> =
        all.into_iter().map(|id| (id, dates.get(id).copied().unwrap_or_default())).collect();
    let by_period = split(vec![all], |dates| dates.period.map(Key::of_period));
    let by_meeting = split(by_period, |dates| dates.meeting.map(Key::of_day));
    let by_latest = split(by_meeting, |dates| dates.latest.map(Key::of_day));
    let by_year = split(by_latest, |dates| dates.latest_year.map(Key::of_day));
    let ranks = without_contradictions(by_year).into_iter();
    ranks.map(|rank| rank.into_iter().map(|(id, _)| id).collect()).collect()
}

type Paper<'d> = (&'d DocumentId, Dates);

/// One paper comes before another where both parts say so: the first must be less, the second no more.
#[derive(Debug, Clone, Copy)]
struct Key {
    end: Date,
    start: Option<(Date, IsShort)>,
}

/// Whether a period is shorter than a year. A year that begins with a quarter holds it, and a paper headed `2022/23` may
/// be the one before it; of `April to June` and `April to September`, the second is the later.
type IsShort = bool;

impl Key {
    fn of_period(period: Period) -> Key {
        Key { end: period.end, start: Some((period.start, !is_year(period.kind))) }
    }

    fn of_day(day: Date) -> Key {
        Key { end: day, start: None }
    }
}

/// Parts the ranks all of whose papers have a key, wherever those before have lesser keys than those behind.
fn split(ranks: Vec<Vec<Paper<'_>>>, key: impl Fn(&Dates) -> Option<Key>) -> Vec<Vec<Paper<'_>>> {
    let parted = ranks.into_iter().flat_map(|rank| {
        let keyed: Option<Vec<_>> = rank.iter().map(|paper| Some((key(&paper.1)?, *paper))).collect();
        match keyed {
            Some(keyed) => parts(keyed),
            None => vec![rank],
        }
    });
    parted.collect()
}

fn parts(mut keyed: Vec<(Key, Paper<'_>)>) -> Vec<Vec<Paper<'_>>> {
    keyed.sort_by_key(|(key, (id, _))| (key.end, *id));
    let least_start_from = least_from(keyed.iter().map(|(key, _)| key.start));
    let mut parts: Vec<Vec<Paper<'_>>> = Vec::new();
    let mut before: Option<Key> = None;
    for ((key, paper), least_start) in keyed.into_iter().zip(least_start_from) {
        let is_after = before.is_some_and(|before| before.end < key.end && before.start <= least_start);
        match parts.last_mut().filter(|_| !is_after) {
            Some(part) => part.push(paper),
            None => parts.push(vec![paper]),
        }
        before = Some(Key { end: key.end, start: before.and_then(|before| before.start).max(key.start) });
    }
    // Within a part the order says nothing.
    for part in &mut parts {
        part.sort_by_key(|(id, _)| *id);
    }
    parts
}

/// The least of each value and all behind it.
fn least_from<T: Ord + Copy>(values: impl DoubleEndedIterator<Item = T>) -> Vec<T> {
    let mut least: Vec<T> = Vec::new();
    for value in values.rev() {
        least.push(least.last().map_or(value, |&behind| behind.min(value)));
    }
    least.reverse();
    least
}

/// The ranks, those joined between which a meeting was held before that of a paper of an earlier rank.
fn without_contradictions(ranks: Vec<Vec<Paper<'_>>>) -> Vec<Vec<Paper<'_>>> {
    let meetings =
        |rank: &[Paper<'_>]| rank.iter().filter_map(|(_, dates)| dates.meeting).collect::<Vec<_>>();
    let earliest = ranks.iter().map(|rank| meetings(rank).into_iter().min().unwrap_or(Date::MAX));
    let earliest_from = least_from(earliest.collect::<Vec<_>>().into_iter());
    let mut joined: Vec<Vec<Paper<'_>>> = Vec::new();
    let mut latest = Date::MIN;
    for (rank, earliest) in ranks.into_iter().zip(earliest_from) {
        let contradicts = latest > earliest;
        latest = meetings(&rank).into_iter().fold(latest, Date::max);
        match joined.last_mut().filter(|_| contradicts) {
            Some(last) => last.extend(rank),
            None => joined.push(rank),
        }
    }
    for rank in &mut joined {
        rank.sort_by_key(|(id, _)| *id);
    }
    joined
}

fn is_year(kind: PeriodType) -> bool {
    matches!(kind, PeriodType::FinancialYear | PeriodType::AcademicYear | PeriodType::CalendarYear)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(quarter: u8) -> Dates {
        Dates { period: Period::quarter(2022, quarter), ..Dates::default() }
    }

    fn year(first: i16) -> Dates {
        Dates { period: Period::financial_year(first), ..Dates::default() }
    }

    fn meeting(month: i8) -> Dates {
        Dates { meeting: Some(Date::constant(2023, month, 1)), ..Dates::default() }
    }

    fn latest(month: i8) -> Dates {
        Dates { latest: Some(Date::constant(2023, month, 28)), ..Dates::default() }
    }

    /// The papers are called a, b, c …; in `expected` those of one rank stand together: `b ac`.
    fn check(papers: &[Dates], expected: &str) {
        let ids: Vec<DocumentId> =
            ('a'..='z').take(papers.len()).map(|name| DocumentId(name.into())).collect();
        let dates = ids.iter().zip(papers.iter().copied()).collect();
        for ids in [ids.iter().collect::<Vec<_>>(), ids.iter().rev().chain(&ids).collect()] {
            let found = ranks(ids, &dates).into_iter();
            let found: Vec<String> = found.map(|rank| rank.iter().map(|id| id.as_str()).collect()).collect();
            assert_eq!(found.join(" "), expected, "{papers:?}");
        }
    }

    #[test]
    fn periods_come_first_then_meetings_then_figures() {
        check(&[quarter(3), quarter(1), quarter(2)], "b c a");
        check(&[meeting(6), meeting(2)], "b a");
        check(&[latest(6), latest(2)], "b a");
        let both = |number, month| Dates { meeting: meeting(month).meeting, ..quarter(number) };
        check(&[both(2, 5), both(2, 3), both(1, 1)], "c b a");
        let years =
            |first| Dates { latest: None, latest_year: Some(Date::constant(first, 8, 31)), ..meeting(1) };
        check(&[years(2023), years(2022)], "b a");
    }

    #[test]
    fn what_does_not_tell_leaves_the_order_open() {
        check(&[quarter(3), quarter(3)], "ab");
        check(&[Dates::default(), Dates::default()], "ab");
        check(&[quarter(3), Dates::default()], "ab");
        check(&[quarter(3), meeting(5)], "ab");
        check(&[], "");
    }

    #[test]
    fn a_date_that_all_have_is_asked_before_one_that_some_have() {
        let mixed = Dates { latest: latest(6).latest, ..quarter(4) };
        check(&[mixed, latest(3)], "b a");
        check(
            &[
                Dates { latest: latest(6).latest, ..quarter(3) },
                Dates { latest: latest(3).latest, ..quarter(3) },
            ],
            "b a",
        );
    }

    #[test]
    fn a_period_within_another_is_before_and_after_nothing() {
        check(&[year(2022), quarter(2)], "ab");
        check(&[year(2022), quarter(1)], "ab");
        check(&[year(2022), quarter(4)], "ab");
        check(&[year(2022), year(2021), quarter(1)], "b ac");
        check(
            &[
                Dates { latest: latest(9).latest, ..year(2022) },
                Dates { latest: latest(6).latest, ..quarter(1) },
            ],
            "b a",
        );
        let half = Dates { period: Period::month_range((2022, 4), (2022, 9)), ..Dates::default() };
        check(&[half, quarter(1)], "b a");
        check(&[half, quarter(2)], "ab");
    }

    #[test]
    fn what_has_happened_to_a_council_tells_how_far_figures_go() {
        let check = |change: fn(&mut Sight), expected: Option<i8>| {
            let mut sight = Sight {
                area_type: AreaType::LocalAuthority,
                kind: Kind::Actual,
                period_type: PeriodType::Month,
                period_end: Date::constant(2023, 6, 28),
                basis: None,
                status: Status::Reported,
            };
            change(&mut sight);
            let mut dates = latest(2);
            dates.note(sight);
            let of_months = dates.latest.map(Date::month).filter(|&month| month != 2);
            assert_eq!(of_months, expected, "{sight:?}");
        };
        check(|_| {}, Some(6));
        check(|sight| sight.basis = Some(Basis::Cumulative), Some(6));
        check(|sight| sight.basis = Some(Basis::Forecast), None);
        check(|sight| sight.kind = Kind::Target, None);
        check(|sight| sight.status = Status::Blank, None);
        check(|sight| sight.area_type = AreaType::Country, None);
        check(|sight| sight.period_type = PeriodType::AcademicYear, None);
    }

    #[test]
    fn a_meeting_that_contradicts_the_periods_leaves_the_order_open() {
        let at = |number, month| Dates { meeting: meeting(month).meeting, ..quarter(number) };
        check(&[at(1, 2), at(2, 3), at(3, 4)], "a b c");
        check(&[at(1, 3), at(2, 2), at(3, 4)], "ab c");
        check(&[at(1, 5), at(2, 2), at(3, 4), at(4, 6)], "abc d");
        check(&[at(1, 3), quarter(2), at(3, 4)], "a b c");
        // The same day twice contradicts nothing.
        check(&[at(1, 3), at(2, 3)], "a b");
    }
}
