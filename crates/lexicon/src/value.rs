//! A whole value cell: figure, bounds, second figure, fraction, period, arrow, judgement, marks and remarks.
//!
//! A cell is read as a figure only where every number in it has its part: the figure, a figure in brackets, a
//! period, or words that say what the number is (`60% in 13 weeks`). Two figures side by side
//! (`SEN Support: 58% EHCPs: 67%`, `10 + 115`, `93%/ 88%`) are [`Status::Text`]: neither is *the* figure, and their
//! sum is not printed. A number whose digits are not certain (`4,2%`) is `Text` too, with
//! [`Flag::MalformedNumber`].

mod duration;
mod figure;
mod pieces;
mod remark;

use std::borrow::Cow;

use boardlift_model::{Basis, CellValue, Direction, Flag, Flags, Rag, StatedPeriod, Status};

use crate::period::Years;
use crate::{fold, judgement, missing};

/// A cell with more bytes than this is prose, whatever it starts with; it is not searched for a figure.
const LONGEST_CELL: usize = 2000;

/// Quotes around a whole cell are the export's, not the publisher's.
const QUOTES: [char; 6] = ['"', '\'', '‘', '’', '“', '”'];

/// What a whole value cell says.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueReading {
    /// The figure, or what stands instead of one.
    pub cell: CellValue,
    /// The period that the cell itself prints: `12.1% (academic year 22/23)`.
    pub period: Option<StatedPeriod>,
    /// The basis that the cell itself prints: `(projected end of year)`.
    pub basis: Option<Basis>,
    /// An arrow beside the figure.
    pub direction: Option<Direction>,
    /// A judgement beside the figure.
    pub rag: Option<Rag>,
    /// Footnote marks beside the figure, as printed, in order: `¹`, `*`, `[note 2]`.
    pub marks: Vec<String>,
    /// What is wrong with how it is printed.
    pub flags: Flags,
}

impl ValueReading {
    fn without_figure(status: Status) -> Self {
        ValueReading {
            cell: CellValue::without_figure(status),
            period: None,
            basis: None,
            direction: None,
            rag: None,
            marks: Vec::new(),
            flags: Flags::new(),
        }
    }
}

/// Reads a whole value cell. Words that hold no figure and no known wording for a missing one give
/// [`Status::Text`]; an empty cell gives [`Status::Blank`].
///
/// A fraction alone (`17/19`, `(6/142)`) is [`Status::Reported`] without a value: dividing is not reading. Beside a
/// figure it is that figure's fraction. A length of time in parts (`4m 40s`) is reported without a value too: no single number
/// is printed. In `65 (0.30)` the bracket is the second figure; its unit is given where it prints one, and for a bare whole
/// number beside a percentage (`8.8% (33)`), which is a count.
///
/// The note holds the other words as printed, a remark in brackets with its brackets. A bracket that says the
/// period and nothing else is not repeated there. Period and basis are only read beside a figure.
pub fn read(text: &str, years: Years) -> ValueReading {
    let text = text.trim();
    if text.len() > LONGEST_CELL {
        return ValueReading::without_figure(Status::Text);
    }
    let printed = fold::printed(&with_commas(text));
    let (words, direction) = judgement::split_arrow(printed.trim_matches(QUOTES));
    let words = words.trim();
    let mut reading = if words.is_empty() && !printed.is_empty() {
        ValueReading::without_figure(Status::Text)
    } else {
        missing(words).unwrap_or_else(|| figure_or_text(words, years))
    };
    reading.direction = direction.or(reading.direction);
    reading
}

/// `N/A`, `TBC ¹`. A mark alone stands for the figure itself.
fn missing(words: &str) -> Option<ValueReading> {
    let (bare, marks) = pieces::split_trailing_marks(words);
    let (bare, marks) = if bare.is_empty() { (words, Vec::new()) } else { (bare, marks) };
    missing::status(bare).map(|status| ValueReading { marks, ..ValueReading::without_figure(status) })
}

fn figure_or_text(words: &str, years: Years) -> ValueReading {
    let (bare, marks) = pieces::split_trailing_marks(words);
    if duration::is_whole(bare) {
        return ValueReading { marks, ..ValueReading::without_figure(Status::Reported) };
    }
    let figure = figure::read(words, years);
    let mut text = ValueReading::without_figure(Status::Text);
    text.flags.extend(figure.is_err().then_some(Flag::MalformedNumber));
    figure.ok().flatten().unwrap_or(text)
}

/// The text with commas for the thin spaces that part thousands: folding would make them plain spaces, which may
/// part two numbers as well.
fn with_commas(text: &str) -> Cow<'_, str> {
    let is_thin = |c: char| matches!(c, '\u{2007}' | '\u{2009}' | '\u{200A}' | '\u{202F}');
    if !text.contains(is_thin) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let group = rest.as_str().bytes().take(4).take_while(u8::is_ascii_digit).count();
        let parts_thousands = is_thin(c) && group == 3 && joined.ends_with(|c: char| c.is_ascii_digit());
        joined.push(if parts_thousands { ',' } else { c });
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Fraction, Qualifier, RagColour, Unit};

    use super::*;

    /// The cell as one line: status or value, then whatever else is set, in the schema's order.
    fn shown(text: &str) -> String {
        let ValueReading { cell, period, basis, direction, rag, marks, flags } = read(text, Years::default());
        let status = if cell.status == Status::Reported { None } else { Some(cell.status.to_string()) };
        let secondary_unit = cell.secondary_unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        let parts = [
            status,
            cell.value.map(|value| value.to_string()),
            cell.value_upper.map(|upper| format!("to {upper}")),
            cell.unit.map(|unit| unit.to_string()),
            cell.qualifier.map(|qualifier| qualifier.to_string()),
            cell.fraction.map(|Fraction { numerator, denominator }| format!("{numerator}/{denominator}")),
            cell.secondary_value.map(|value| format!("second {value}{secondary_unit}")),
            cell.note.map(|note| format!("note `{note}`")),
            period.map(|stated| format!("{}..{}", stated.period.start, stated.period.end)),
            basis.map(|basis| basis.to_string()),
            direction.map(|direction| format!("moves {direction}")),
            rag.map(|rag| rag.colour.to_string()),
            (!marks.is_empty()).then(|| format!("marks {}", marks.join(" "))),
            (!flags.is_empty()).then(|| flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>().join(" ")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn check(cases: &[(&str, &str)]) {
        let wrong: Vec<_> = cases
            .iter()
            .map(|(text, expected)| (text, expected, shown(text)))
            .filter(|(_, expected, got)| *expected != got)
            .map(|(text, expected, got)| format!("{text:?}\n  expected {expected}\n  got      {got}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn plain_figures() {
        check(&[
            ("2575", "2575"),
            ("1,539", "1539"),
            ("1\u{2009}539", "1539"),
            ("1\u{202F}234\u{202F}567", "1234567"),
            ("1 539", "1539, malformed_number"),
            ("-107", "-107"),
            ("+ 106,270", "106270"),
            ("+ 3.1%", "3.1, percent"),
            ("- 3.1%", "text"),
            ("9.9%", "9.9, percent"),
            ("10%%", "10, percent, malformed_number"),
            ("£5,715,310", "5715310, gbp"),
            ("-£871,000", "-871000, gbp"),
            ("(£1,234)", "-1234, gbp"),
            ("£1.2m", "1200000, gbp"),
            ("<50", "50, lt"),
            ("<5%", "5, percent, lt"),
            ("6-7mths", "6, to 7, months"),
            ("18mths", "18, months"),
            ("87.3%.", "87.3, percent"),
            ("A maximum of 30 weeks.", "30, weeks, le"),
            ("Fewer than 85", "85, lt"),
            ("85% or above", "85, percent, ge"),
            ("85% plus", "85, percent, ge"),
            (">/= 95%", "95, percent, ge"),
            ("< or = 5", "5, le"),
            ("Not below 95%", "95, percent, ge"),
            ("Not to exceed 5 days", "5, days, le"),
            ("Upwards of 100", "100, gt"),
            ("No more than 5", "5, le"),
            ("4m 40s", ""),
            ("0:08:00*", "marks *"),
            ("9.8 FTEs", "9.8, fte"),
            ("100.17kg", "100.17, note `kg`"),
            ("3.5 days = 100%", "100, percent, note `3.5 days`"),
            ("3.5 days = 4 days", "text"),
            ("10 max", "10, le"),
            ("Better than 90%", "90, percent, note `Better than`"),
            ("Better than last year", "text"),
        ]);
    }

    #[test]
    fn second_figures_and_fractions() {
        check(&[
            ("8.8% (33)", "8.8, percent, second 33 count"),
            ("71% (1,015)", "71, percent, second 1015 count"),
            ("33 (8.8%)", "33, second 8.8 percent"),
            ("65 (0.30)", "65, second 0.3"),
            ("1,497 38%", "1497, second 38 percent"),
            ("1,497 38% 12%", "text"),
            ("5,237 = 59%", "5237, second 59 percent"),
            ("21 patients 100%", "21, count, second 100 percent, note `patients`"),
            ("21 patients 100% 5%", "text"),
            ("21 weeks 100%", "text"),
            ("1,497 <5%", "text"),
            ("38% 1,497", "text"),
            ("3.5 38%", "text"),
            ("89 (3.9)", "89, second 3.9"),
            ("50 % ( 9 )", "50, percent, second 9 count"),
            ("45% (+2%)", "45, percent, second 2 percent"),
            ("£1,234 (£567)", "1234, gbp, second 567 gbp"),
            ("(0.02)", "second 0.02"),
            ("(33%)", "second 33 percent"),
            ("12 (10.5 FTE)", "12, second 10.5 fte"),
            ("80% (33 pupils)", "80, percent, second 33 count, note `(33 pupils)`"),
            ("80% (n = 25)", "80, percent, second 25 count, note `(n = 25)`"),
            ("45% (12) (33)", "45, percent, second 12 count, note `(33)`"),
            ("30% (3/10)", "30, percent, 3/10"),
            ("76% (65 of 85)", "76, percent, 65/85"),
            ("95.7% (22/23)", "95.7, percent, 22/23"),
            ("17/19", "17/19"),
            ("(6/142)", "6/142"),
            ("17 out of 19", "17/19"),
            ("17/19 = 89.5%", "89.5, percent, 17/19"),
            ("17/19 (89.5%)", "89.5, percent, 17/19"),
            ("89.5% - 17/19", "89.5, percent, 17/19"),
            ("15/16 93.75%", "93.75, percent, 15/16"),
            ("495/1 538", "495/1538, malformed_number"),
            (
                "99.01% Rent collected is higher than in the previous 3 years (Sep 24 - 98.17%, Sep 23 - 98.67%).",
                "99.01, percent, note `Rent collected is higher than in the previous 3 years (Sep 24 - 98.17%, Sep 23 - 98.67%).`",
            ),
            ("58% EHCPs 67% and others 12% of all.", "text"),
            ("85% Stage one complaints answered on time and 60% at stage two.", "text"),
            ("2 Complete the review of all 15 policies rather than some.", "text"),
            ("March - 2024", "text"),
            ("58% Primary pupils and secondary 67%", "text"),
            ("45% (4,2)", "45, percent, note `(4,2)`, malformed_number"),
        ]);
    }

    #[test]
    fn periods_in_the_cell() {
        check(&[
            ("12.1% (academic year 22/23)", "12.1, percent, 2022-09-01..2023-08-31"),
            ("389171 (Jan 23)", "389171, 2023-01-01..2023-01-31"),
            ("47.7% (2022)", "47.7, percent, 2022-01-01..2022-12-31"),
            ("216 (June 2022)", "216, 2022-06-01..2022-06-30"),
            ("159 (as at March 24)", "159, 2024-03-01..2024-03-31"),
            ("5.4% (Dec23-Feb24 avg)", "5.4, percent, note `(Dec23-Feb24 avg)`, 2023-12-01..2024-02-29"),
            ("3.99% (SEN2 Jan 2023)", "3.99, percent, note `(SEN2 Jan 2023)`, 2023-01-01..2023-01-31"),
            (
                "0.68% (national SEN2 2022)",
                "0.68, percent, note `(national SEN2 2022)`, 2022-01-01..2022-12-31",
            ),
            ("Jan 23: 45", "45, 2023-01-01..2023-01-31"),
            ("Sep 13 – 37.5%", "37.5, percent, 2013-09-01..2013-09-30"),
            ("Sep 13 - 1143", "1143, 2013-09-01..2013-09-30"),
            ("YTD - 445 Sep 13 - 56", "text"),
            ("45% (Aug 05 -Mar 06", "45, percent, note `(Aug 05 -Mar 06`, 2005-08-01..2006-03-31"),
            ("45% (Aug 05 - Mar 2", "45, percent, note `(Aug 05 - Mar 2`"),
            ("45% (Aug 0", "45, percent, note `(Aug 0`"),
            ("45% (12) (Jan 23)", "45, percent, second 12 count, 2023-01-01..2023-01-31"),
            ("45% (up from 40% in Jan 23)", "45, percent, note `(up from 40% in Jan 23)`"),
            ("45% (target due Mar 24)", "45, percent, note `(target due Mar 24)`"),
            ("(Jan 23)", "text"),
            ("(2022)", "text"),
            ("(2", "text"),
        ]);
    }

    #[test]
    fn remarks() {
        check(&[
            ("1.17% (projected end of year)", "1.17, percent, note `(projected end of year)`, forecast"),
            ("95% (not yet validated)", "95, percent, note `(not yet validated)`"),
            ("60% in 13 weeks", "60, percent, note `in 13 weeks`"),
            ("15 minutes 90th centile", "15, note `minutes 90th centile`"),
            ("32.9% based on SEND Dashboard KPI", "32.9, percent, note `based on SEND Dashboard KPI`"),
            (
                "55.63% (% registered with their local CC)",
                "55.63, percent, note `(% registered with their local CC)`",
            ),
            ("SEN Support: 67% (14/21)", "67, percent, 14/21, note `SEN Support`"),
            ("SEND Partnership: 44%", "44, percent, note `SEND Partnership`"),
            ("103 jobs.", "103, note `jobs`"),
            ("12 pupils", "12, count, note `pupils`"),
            ("3.5 per 10,000", "3.5, rate, note `per 10,000`"),
            ("£500 per week", "500, gbp, note `per week`"),
            ("21 (weeks)", "21, weeks"),
            ("10 working days", "10, days, note `working days`"),
            ("+1.5pp", "1.5, percent, note `pp`"),
            ("12, of which 3 new", "12, note `of which 3 new`"),
            ("45% vs 50% target", "45, percent, note `vs 50% target`"),
            ("1,234 [p]", "1234, note `[p]`"),
            ("45% (unclosed", "45, percent, note `(unclosed`"),
            ("45% (3", "45, percent, note `(3`"),
            ("45)", "text"),
            ("45.%", "text"),
            ("5 or more pupils", "5, count, ge, note `pupils`"),
            ("12 min walk", "12, note `min walk`"),
            ("Fewer than 85, England average: 90", "85, lt, note `England average: 90`"),
            ("17/19 (12%)", "12, percent, 17/19"),
            ("5% reduction", "5, percent, note `reduction`"),
            ("45% (rolling 12 months)", "45, percent, note `(rolling 12 months)`, rolling"),
            ("66.7% (2 out of 3 cases)", "66.7, percent, 2/3, note `(2 out of 3 cases)`"),
            ("95% by March 2025", "95, percent, note `by March 2025`, 2025-03-01..2025-03-31"),
            ("45%?", "45, percent, note `?`"),
            ("“45%”", "45, percent"),
        ]);
    }

    #[test]
    fn arrows_judgements_and_marks() {
        check(&[
            ("2918 🔺", "2918, moves up"),
            ("25.3% 🔻", "25.3, percent, moves down"),
            ("45% G", "45, percent, green"),
            ("45% 🟢", "45, percent, green"),
            ("45% (Amber)", "45, percent, amber"),
            ("45% r", "45, percent, note `r`"),
            ("45% (R)", "45, percent, note `(R)`"),
            ("100%* ¹", "100, percent, marks * ¹"),
            ("49¹²", "49, marks ¹²"),
            ("1,234 [note 2]", "1234, marks [note 2]"),
            ("*45%", "45, percent, marks *"),
            ("N/A*", "not_applicable, marks *"),
            ("TBC ¹", "to_be_confirmed, marks ¹"),
        ]);
    }

    #[test]
    fn cells_without_a_figure() {
        check(&[
            ("", "blank"),
            ("  \u{A0}", "blank"),
            ("N/A", "not_applicable"),
            ("awaiting data", "not_available"),
            ("TBC", "to_be_confirmed"),
            ("New KPI", "new_indicator"),
            ("as KPI 64", "see_other"),
            ("*", "suppressed"),
            ("* (*)²", "suppressed, marks ²"),
            ("Data currently being scoped - available from May 24 (April 24 data)", "to_be_confirmed"),
            ("No data (only collect responses during Spring term)", "not_available"),
            ("Below National", "text"),
            ("Top quartile", "text"),
            ("2:1", "text"),
            ("10:30", "text"),
            ("1 in 4", "text"),
            ("No change", "text"),
            ("Additional 800", "text"),
            ("Year 11", "text"),
            ("Yes", "text"),
            ("▲", "text, moves up"),
            ("-", "not_available"),
        ]);
    }

    #[test]
    fn more_than_one_figure_is_text() {
        check(&[
            ("10 + 115", "text"),
            ("7+16", "text"),
            ("SEN Support: 58% EHCPs: 67%", "text"),
            ("SEN Support:58% EHCPs:67%", "text"),
            ("Primary 93%/ Secondary 88%", "text"),
            ("93%/ 88%", "text"),
            ("12 / 45%", "text"),
            ("12 / 45", "text"),
            ("12 primary, 3 secondary", "text"),
            ("194 125", "text"),
            ("-30.09% -£871,000", "text"),
            ("£6,564,065 £30,270,400", "text"),
            ("2 years 3 months", "text"),
            ("45% 40%", "text"),
            ("1 in 5", "text"),
            ("Fewer than 85, England: 90", "text"),
            ("17/19 - 45% national", "text"),
            ("45 3/4", "text"),
            ("3 of 2022 plans", "text"),
        ]);
    }

    #[test]
    fn dates_are_no_figures() {
        check(&[
            ("18/03/2022", "text"),
            ("18.03.2022", "text"),
            ("March 2023", "text"),
            ("12 March 2023", "text"),
            ("31st March 2022", "text"),
            ("Q3", "text"),
            ("2018/19", "text"),
            ("2022-23", "text"),
            ("22/23", "text"),
            ("12-Mar-23", "text"),
        ]);
    }

    #[test]
    fn uncertain_digits_are_flagged() {
        check(&[
            ("4,2%", "text, malformed_number"),
            ("1,5", "text, malformed_number"),
            ("45-40", "text, malformed_number"),
            ("SEN Support: 4,2%", "text, malformed_number"),
        ]);
    }

    #[test]
    fn an_arrow_and_a_judgement_stand_behind_one_figure() {
        for text in ["25.3% ▼ 🔴", "25.3% 🔴 ▼", "25.3% ⬇️🔴"] {
            let reading = read(text, Years::default());
            assert_eq!(reading.cell.value, Some(25.3), "{text}");
            assert_eq!(reading.direction, Some(Direction::Down), "{text}");
            assert_eq!(reading.rag.map(|rag| rag.colour), Some(RagColour::Red), "{text}");
        }
    }

    #[test]
    fn the_zero_of_a_qualifier_is_kept() {
        let reading = read("<£1.5m (Green)", Years::default());
        assert_eq!(reading.cell.qualifier, Some(Qualifier::Lt));
        assert_eq!(reading.cell.unit, Some(Unit::Gbp));
        assert_eq!(reading.rag.map(|rag| rag.colour), Some(RagColour::Green));
    }

    #[test]
    fn a_cell_too_long_is_prose() {
        for piece in ["(", "(1)", "5 ", "word ", "*", "1/", "Jan 23 ", "(Jan 23)", "x: ", "9"] {
            let cell = format!("45% {}", piece.repeat(1 << 20));
            assert_eq!(read(&cell, Years::default()).cell.status, Status::Text, "{piece:?}");
        }
        assert_eq!(read(&" ".repeat(1 << 20), Years::default()).cell.status, Status::Blank);
    }
}
