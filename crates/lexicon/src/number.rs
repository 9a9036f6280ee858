//! Digits to numbers: thousands, signs, `£`, `%`, bounds, ranges and fractions.
//!
//! A printed number is read only where it can mean one thing. Digits that make no certain number are
//! [`Unreadable`]: `4,2` may be a decimal comma, a cut thousand or two numbers, `1.539.000` a foreign thousand or a
//! date, `45-40` a range printed backwards or a subtraction. Years, dates, ordinals and references (`2021/22`,
//! `18/03/2022`, `1st`, `3.1.2`) are no numbers at all. Nothing is computed: `10 + 115` is not 125.

mod amount;
mod cursor;
mod exactness;
mod fraction;
mod numeral;
mod qualifier;
mod unit_word;

use std::ops::Range;

use boardlift_model::{Fraction, Qualifier, Unit};

pub use exactness::half_of_last_decimal;
pub use fraction::fraction_in_note;

pub(crate) use fraction::{COUNTED, is_academic_pair};
pub(crate) use qualifier::trailing as trailing_qualifier;
pub(crate) use unit_word::whole as whole_unit;

use cursor::Cursor;

/// One printed amount: `1,539`, `<50`, `6-7mths`, `£1.2m`.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount<'a> {
    /// The figure, in `unit`: pounds, not millions of pounds; a percentage as printed.
    pub value: f64,
    /// The upper end of a printed range.
    pub upper: Option<f64>,
    /// The unit, where it is printed.
    pub unit: Option<Unit>,
    /// How the figure bounds the true one.
    pub qualifier: Option<Qualifier>,
    /// A printed unit that the schema has no name for, or that narrows the one it has: `hrs`, `working days`, `pp`.
    pub unit_note: Option<&'a str>,
    /// Whether it is printed as no number should be, though it can mean one thing only: `10%%`.
    pub malformed: bool,
}

impl Amount<'_> {
    /// Whether it is one figure and nothing more: no bound, no range, no unit that needs words.
    pub fn is_plain(&self) -> bool {
        self.upper.is_none() && self.qualifier.is_none() && self.unit_note.is_none()
    }
}

/// A fraction and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFraction {
    /// The two numbers.
    pub fraction: Fraction,
    /// Whether its digits had to be joined: `495/1 538`.
    pub malformed: bool,
    /// The bytes of the text that it stands in.
    pub span: Range<usize>,
}

/// Digits that make no certain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// The amount at the start of the words, and the bytes that it takes.
///
/// Gives nothing where the words do not start with an amount.
///
/// # Errors
///
/// The words start with digits that make no certain number.
pub fn amount(text: &str) -> Result<Option<(Amount<'_>, usize)>, Unreadable> {
    let mut cursor = Cursor::new(text);
    match amount::read(&mut cursor) {
        Ok(amount) => Ok(Some((amount, cursor.at()))),
        Err(Refusal::NoNumber) => Ok(None),
        Err(Refusal::Unreadable) => Err(Unreadable),
    }
}

/// The fraction at the start of the words: `17/19`, `409/ 442`, `17 of 19`, `17 out of 19`.
///
/// Its upper number is never the greater one. Dates and four-digit years are no fractions; whether `22/23` is a
/// year is for the caller to judge from what stands beside it.
pub fn fraction(text: &str) -> Option<FoundFraction> {
    fraction::read(&mut Cursor::new(text))
}

/// Why digits were not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// They are something else, or there are none.
    NoNumber,
    /// They are meant as a number, but as which one is not certain.
    Unreadable,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64) -> Amount<'static> {
        Amount { value, upper: None, unit: None, qualifier: None, unit_note: None, malformed: false }
    }

    fn in_unit(value: f64, unit: Unit) -> Amount<'static> {
        Amount { unit: Some(unit), ..of(value) }
    }

    fn bound(qualifier: Qualifier, mut amount: Amount<'static>) -> Amount<'static> {
        amount.qualifier = Some(qualifier);
        amount
    }

    fn range(mut amount: Amount<'static>, upper: f64) -> Amount<'static> {
        amount.upper = Some(upper);
        amount
    }

    fn malformed(mut amount: Amount<'static>) -> Amount<'static> {
        amount.malformed = true;
        amount
    }

    fn noted(mut amount: Amount<'static>, unit_note: &'static str) -> Amount<'static> {
        amount.unit_note = Some(unit_note);
        amount
    }

    /// The words are one amount from end to end.
    fn check(text: &str, expected: Amount<'static>) {
        assert_eq!(amount(text), Ok(Some((expected, text.len()))), "{text:?}");
    }

    /// The words start with an amount that ends before `rest`.
    fn check_before(text: &str, rest: &str, expected: Amount<'static>) {
        assert_eq!(amount(text), Ok(Some((expected, text.len() - rest.len()))), "{text:?}");
    }

    fn check_none(cases: &[&str]) {
        for text in cases {
            assert_eq!(amount(text), Ok(None), "{text:?}");
        }
    }

    fn check_unreadable(cases: &[&str]) {
        for text in cases {
            assert_eq!(amount(text), Err(Unreadable), "{text:?}");
        }
    }

    #[test]
    fn plain_numbers() {
        check("0", of(0.0));
        check("1539", of(1539.0));
        check("1,539", of(1539.0));
        check("32,068,010", of(32_068_010.0));
        check("0.02", of(0.02));
        check(".5", of(0.5));
        check("1,234.56", of(1234.56));
        check("-107", of(-107.0));
        check("−107", of(-107.0));
        check("–0.8", of(-0.8));
        check("+2", of(2.0));
        check("-0", of(0.0));
        check_before("1.", ".", of(1.0));
        check_before("12, 13", ", 13", of(12.0));
    }

    #[test]
    fn thousands_parted_by_a_space_are_flagged() {
        check("1 539", malformed(of(1539.0)));
        check("12 539 000", malformed(of(12_539_000.0)));
        check("£194 125", malformed(in_unit(194_125.0, Unit::Gbp)));
        check_before("194 125", " 125", of(194.0));
        check_before("40 14", " 14", of(40.0));
        check_before("5 100%", " 100%", of(5.0));
    }

    #[test]
    fn percentages() {
        check("48%", in_unit(48.0, Unit::Percent));
        check("48 %", in_unit(48.0, Unit::Percent));
        check("+4.2%", in_unit(4.2, Unit::Percent));
        check("-30.09%", in_unit(-30.09, Unit::Percent));
        check("12 per cent", in_unit(12.0, Unit::Percent));
        check("12percent", in_unit(12.0, Unit::Percent));
        check("10%%", malformed(in_unit(10.0, Unit::Percent)));
        check("12pp", noted(in_unit(12.0, Unit::Percent), "pp"));
        check("-1.5 percentage points", noted(in_unit(-1.5, Unit::Percent), "percentage points"));
    }

    #[test]
    fn money() {
        check("£5,715,310", in_unit(5_715_310.0, Unit::Gbp));
        check("£ 5", in_unit(5.0, Unit::Gbp));
        check("-£871,000", in_unit(-871_000.0, Unit::Gbp));
        check("£-871,000", in_unit(-871_000.0, Unit::Gbp));
        check("(£1,234)", in_unit(-1234.0, Unit::Gbp));
        check("£(1,234)", in_unit(-1234.0, Unit::Gbp));
        check("£1.2m", in_unit(1_200_000.0, Unit::Gbp));
        check("13.8m", of(13_800_000.0));
        check("£3.9 million", in_unit(3_900_000.0, Unit::Gbp));
        check("(£1.2M)", in_unit(-1_200_000.0, Unit::Gbp));
        check("£10k", in_unit(10_000.0, Unit::Gbp));
        check("£1.5bn", in_unit(1_500_000_000.0, Unit::Gbp));
        check("£0", in_unit(0.0, Unit::Gbp));
        check_before("£500 per week", " per week", in_unit(500.0, Unit::Gbp));
        check("10k", of(10_000.0));
        check("1.2 million", of(1_200_000.0));
    }

    #[test]
    fn times_posts_and_scores() {
        check("18mths", in_unit(18.0, Unit::Months));
        check("21.4 weeks", in_unit(21.4, Unit::Weeks));
        check("3 days", in_unit(3.0, Unit::Days));
        check("2 yrs", in_unit(2.0, Unit::Years));
        check("6wks", in_unit(6.0, Unit::Weeks));
        check("12.5 FTE", in_unit(12.5, Unit::Fte));
        check("8 points", in_unit(8.0, Unit::Score));
        check("10 working days", noted(in_unit(10.0, Unit::Days), "working days"));
        check("3 hours", noted(of(3.0), "hours"));
    }

    #[test]
    fn bounds() {
        use Qualifier::{Approx, Ge, Gt, Le, Lt};
        check("<50", bound(Lt, of(50.0)));
        check("< 5%", bound(Lt, in_unit(5.0, Unit::Percent)));
        check(">5", bound(Gt, of(5.0)));
        check("≤10", bound(Le, of(10.0)));
        check(">=95%", bound(Ge, in_unit(95.0, Unit::Percent)));
        check("≥ 95%", bound(Ge, in_unit(95.0, Unit::Percent)));
        check("up to 30", bound(Le, of(30.0)));
        check("At least 85", bound(Ge, of(85.0)));
        check("Fewer than 85", bound(Lt, of(85.0)));
        check("Less than 22%", bound(Lt, in_unit(22.0, Unit::Percent)));
        check("no more than 6 weeks", bound(Le, in_unit(6.0, Unit::Weeks)));
        check("no fewer than 3", bound(Ge, of(3.0)));
        check("over £1m", bound(Gt, in_unit(1_000_000.0, Unit::Gbp)));
        check("A maximum of 30 weeks", bound(Le, in_unit(30.0, Unit::Weeks)));
        check("A minimum of 85", bound(Ge, of(85.0)));
        check("approx. 40", bound(Approx, of(40.0)));
        check("c. 40", bound(Approx, of(40.0)));
        check("c 40", bound(Approx, of(40.0)));
        check("c40", bound(Approx, of(40.0)));
        check("~40", bound(Approx, of(40.0)));
        check("circa 40", bound(Approx, of(40.0)));
        check("16+", bound(Ge, of(16.0)));
        check("16+ weeks", bound(Ge, in_unit(16.0, Unit::Weeks)));
        check("85%+", bound(Ge, in_unit(85.0, Unit::Percent)));
    }

    #[test]
    fn ranges() {
        check("6-7mths", range(in_unit(6.0, Unit::Months), 7.0));
        check("6–7 months", range(in_unit(6.0, Unit::Months), 7.0));
        check("6 to 7 weeks", range(in_unit(6.0, Unit::Weeks), 7.0));
        check("between 5 and 10", range(of(5.0), 10.0));
        check("85-90%", range(in_unit(85.0, Unit::Percent), 90.0));
        check("85% - 90%", range(in_unit(85.0, Unit::Percent), 90.0));
        check("£10k-£15k", range(in_unit(10_000.0, Unit::Gbp), 15_000.0));
        check("£1-2m", range(in_unit(1_000_000.0, Unit::Gbp), 2_000_000.0));
        check_before("45 - provisional", " - provisional", of(45.0));
    }

    #[test]
    fn what_is_no_number() {
        check_none(&[
            "",
            "words",
            "%",
            "£",
            "-",
            "- 5",
            "1st",
            "31st March 2022",
            "3rd",
            "2nd quartile",
            "18/03/2022",
            "18 / 3",
            "17.04.2024",
            "1.2.3",
            "March 2023",
            "Q3",
            "2018/19",
            "2022-23",
            "2022-2023",
            "2022 to 2023",
            "12-Mar-23",
            "12 March 2023",
            "5 Nov 21",
            "2022-03-31",
            "03/04/2022",
            "05-10-2022",
            "05 Nov 21",
            "020 8547 5000",
            "021",
            "00.5",
            "12-month",
            "10-12-2022",
            "1:5",
            "18m",
            "4G",
            "7a",
            "12/15%",
            "+/-5%",
            "1234567890123456",
            "up to date",
            "over target",
            "between 5",
            "Year 11",
            "5 year olds",
            "16 yr-old",
        ]);
    }

    #[test]
    fn digits_that_make_no_certain_number() {
        check_unreadable(&[
            "4,2%", "1,5", "12,34", "1234,567", "1,23,456", "0,500", "1.539,5", "45-40", "45%-40", "5-£10",
            "12 - 45%", "-5-10", "£500-1m", "-£-5", "(£5",
        ]);
    }

    #[test]
    fn endless_digits_are_no_number() {
        assert_eq!(amount(&"9".repeat(1 << 20)), Ok(None));
    }
}
