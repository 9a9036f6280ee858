//! Which meetings a night looks at.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::sources::Back;

/// Papers arrive late, are replaced, and come with the next quarter's meeting: what was looked at once is looked at again
/// for so many days.
const AGAIN_DAYS: i32 = 90;

/// Papers are published five clear days before a meeting (Local Government Act 1972, section 100B), boards outside it
/// are rarely earlier than two weeks: a month is more than enough.
const AHEAD_DAYS: i32 = 31;

/// Days, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Window {
    /// What to look at today, as far back as the source goes.
    ///
    /// `seen` is the day of the last night on which the source was listed completely; nothing where there was none. A
    /// source that failed for months is looked at from there on, so that no meeting falls between two windows.
    pub fn on(today: Date, back: Back, seen: Option<Date>) -> Self {
        let first = first(today, back);
        let again = seen.map(|seen| seen.min(today).saturating_sub(AGAIN_DAYS.days()));
        Window {
            from: again.map_or(first, |again| again.max(first)),
            to: today.saturating_add(AHEAD_DAYS.days()),
        }
    }

    /// Whether a day is within.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// The whole years, first day and last, that hold it and all that the source reaches back to: the same night after
    /// night, so that a question about them is the same, and its answer may be unchanged.
    pub fn years(&self, back: Back) -> (Date, Date) {
        let today = self.to.saturating_sub(AHEAD_DAYS.days());
        (first(today, back).min(self.from).first_of_year(), self.to.last_of_year())
    }

    /// The first days of its months, in order.
    pub fn months(&self) -> impl Iterator<Item = Date> {
        let last = self.to.first_of_month();
        let first = self.from.first_of_month();
        std::iter::successors(Some(first), |month| month.checked_add(1.month()).ok())
            .take_while(move |month| *month <= last)
    }
}

/// The first day that a source reaches back to.
fn first(today: Date, back: Back) -> Date {
    match back {
        Back::Months(months) => today.saturating_sub(i32::from(months).months()),
        Back::Since(day) => day,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn windows() {
        let today = date(2026, 3, 31);
        let check = |back: Back, seen: Option<Date>, expected: Date| {
            assert_eq!(Window::on(today, back, seen).from, expected, "{back:?} {seen:?}");
        };
        check(Back::Months(12), None, date(2025, 3, 31));
        check(Back::Months(1), None, date(2026, 2, 28));
        check(Back::Since(date(2020, 4, 1)), None, date(2020, 4, 1));
        // Later nights look at 90 days again, and never farther back than the source does.
        check(Back::Months(12), Some(date(2026, 3, 30)), date(2025, 12, 30));
        check(Back::Months(1), Some(date(2026, 3, 30)), date(2026, 2, 28));
        check(Back::Months(600), Some(date(2025, 3, 31)), date(2024, 12, 31));
        // A clock that was wrong once costs nothing.
        check(Back::Months(12), Some(date(2031, 1, 1)), date(2025, 12, 31));
        assert_eq!(Window::on(today, Back::Months(1), None).to, date(2026, 5, 1));
    }

    #[test]
    fn the_years_of_a_source_are_the_same_night_after_night() {
        let check = |today: Date, back: Back, expected: (i16, i16)| {
            for seen in [None, today.yesterday().ok()] {
                let years = Window::on(today, back, seen).years(back);
                assert_eq!(years, (date(expected.0, 1, 1), date(expected.1, 12, 31)), "{today} {seen:?}");
            }
        };
        check(date(2026, 3, 18), Back::Months(12), (2025, 2026));
        check(date(2026, 9, 30), Back::Months(12), (2025, 2026));
        check(date(2026, 12, 10), Back::Months(12), (2025, 2027));
        check(date(2026, 9, 30), Back::Since(date(2020, 4, 1)), (2020, 2026));
    }

    #[test]
    fn months_of_a_window() {
        let check = |from: Date, to: Date, expected: &[Date]| {
            assert_eq!(Window { from, to }.months().collect::<Vec<_>>(), expected);
        };
        check(date(2025, 12, 31), date(2026, 1, 1), &[date(2025, 12, 1), date(2026, 1, 1)]);
        check(date(2026, 1, 5), date(2026, 1, 5), &[date(2026, 1, 1)]);
        check(date(2026, 2, 1), date(2026, 1, 5), &[]);
    }
}
