//! The days that a figure covers: financial and academic years, their quarters, terms and half terms.

use jiff::civil::{Date, date};

use crate::terms::PeriodType;

/// A stretch of days, first and last included, and what kind of stretch it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// What kind of stretch.
    pub kind: PeriodType,
    /// First day.
    pub start: Date,
    /// Last day, included. Equal to `start` for a day.
    pub end: Date,
}

/// A term of the school year, with the months that the schema gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// September to December.
    Autumn,
    /// January to April.
    Spring,
    /// May to August.
    Summer,
}

impl Period {
    /// One day.
    pub fn day(day: Date) -> Self {
        Period { kind: PeriodType::Day, start: day, end: day }
    }

    /// A calendar month (1 to 12); nothing for another number.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::months(PeriodType::Month, (year, month), (year, month))
    }

    /// The financial year that begins on 1 April of `first_year`.
    pub fn financial_year(first_year: i16) -> Option<Self> {
        Self::months(PeriodType::FinancialYear, (first_year, 4), (first_year.checked_add(1)?, 3))
    }

    /// The academic year that begins on 1 September of `first_year`.
    pub fn academic_year(first_year: i16) -> Option<Self> {
        Self::months(PeriodType::AcademicYear, (first_year, 9), (first_year.checked_add(1)?, 8))
    }

    /// The calendar year.
    pub fn calendar_year(year: i16) -> Option<Self> {
        Self::months(PeriodType::CalendarYear, (year, 1), (year, 12))
    }

    /// Quarter 1 to 4 of the financial year that begins in `first_year`: quarter 1 is April to June.
    pub fn quarter(first_year: i16, quarter: u8) -> Option<Self> {
        let (year, month) = match quarter {
            1 => (first_year, 4),
            2 => (first_year, 7),
            3 => (first_year, 10),
            4 => (first_year.checked_add(1)?, 1),
            _ => return None,
        };
        Self::months(PeriodType::Quarter, (year, month), (year, month + 2))
    }

    /// A term of the academic year that begins in `first_year`.
    pub fn term(first_year: i16, term: Term) -> Option<Self> {
        let next = first_year.checked_add(1)?;
        let (from, to) = match term {
            Term::Autumn => ((first_year, 9), (first_year, 12)),
            Term::Spring => ((next, 1), (next, 4)),
            Term::Summer => ((next, 5), (next, 8)),
        };
        Self::months(PeriodType::Term, from, to)
    }

    /// Half term 1 to 6 of the academic year that begins in `first_year`, with the schema's months: 1 is
    /// September and October, 5 is May alone, 6 is June to August.
    pub fn half_term(first_year: i16, half_term: u8) -> Option<Self> {
        let next = first_year.checked_add(1)?;
        let (from, to) = match half_term {
            1 => ((first_year, 9), (first_year, 10)),
            2 => ((first_year, 11), (first_year, 12)),
            3 => ((next, 1), (next, 2)),
            4 => ((next, 3), (next, 4)),
            5 => ((next, 5), (next, 5)),
            6 => ((next, 6), (next, 8)),
            _ => return None,
        };
        Self::months(PeriodType::HalfTerm, from, to)
    }

    /// From the first day of one month to the last day of another, as a range; nothing where the end lies
    /// before the start.
    pub fn month_range(from: (i16, i8), to: (i16, i8)) -> Option<Self> {
        Self::months(PeriodType::Range, from, to)
    }

    fn months(kind: PeriodType, from: (i16, i8), to: (i16, i8)) -> Option<Self> {
        let start = Date::new(from.0, from.1, 1).ok()?;
        let end = Date::new(to.0, to.1, 1).ok()?.last_of_month();
        (start <= end).then_some(Period { kind, start, end })
    }

    /// The first calendar year of the financial year that a day lies in.
    pub fn financial_year_of(day: Date) -> i16 {
        if day.month() >= 4 { day.year() } else { day.year() - 1 }
    }

    /// The first calendar year of the academic year that a day lies in.
    pub fn academic_year_of(day: Date) -> i16 {
        if day >= date(day.year(), 9, 1) { day.year() } else { day.year() - 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(period: Option<Period>, start: &str, end: &str) {
        let period = period.expect("a period");
        assert_eq!((period.start.to_string().as_str(), period.end.to_string().as_str()), (start, end));
    }

    #[test]
    fn stretches_have_the_days_of_the_schema() {
        check(Period::month(2024, 2), "2024-02-01", "2024-02-29");
        check(Period::financial_year(2022), "2022-04-01", "2023-03-31");
        check(Period::academic_year(2021), "2021-09-01", "2022-08-31");
        check(Period::calendar_year(2022), "2022-01-01", "2022-12-31");
        check(Period::quarter(2022, 1), "2022-04-01", "2022-06-30");
        check(Period::quarter(2022, 4), "2023-01-01", "2023-03-31");
        check(Period::term(2023, Term::Autumn), "2023-09-01", "2023-12-31");
        check(Period::term(2022, Term::Summer), "2023-05-01", "2023-08-31");
        check(Period::half_term(2023, 3), "2024-01-01", "2024-02-29");
        check(Period::half_term(2023, 5), "2024-05-01", "2024-05-31");
        check(Period::half_term(2023, 6), "2024-06-01", "2024-08-31");
        check(Period::month_range((2023, 12), (2024, 2)), "2023-12-01", "2024-02-29");
    }

    #[test]
    fn what_is_no_stretch_is_nothing() {
        assert_eq!(Period::month(2022, 13), None);
        assert_eq!(Period::quarter(2022, 5), None);
        assert_eq!(Period::half_term(2022, 0), None);
        assert_eq!(Period::month_range((2024, 2), (2023, 12)), None);
        assert_eq!(Period::financial_year(i16::MAX), None);
    }

    #[test]
    fn years_of_a_day() {
        assert_eq!(Period::financial_year_of(date(2023, 3, 31)), 2022);
        assert_eq!(Period::financial_year_of(date(2023, 4, 1)), 2023);
        assert_eq!(Period::academic_year_of(date(2023, 8, 31)), 2022);
        assert_eq!(Period::academic_year_of(date(2023, 9, 1)), 2023);
    }
}
