//! What councils print for a period, and what looks like one and isn't.

use super::*;

const NO_YEARS: Years = Years { financial: None, academic: None };
const YEARS: Years = Years { financial: Some(2022), academic: Some(2023) };

/// A period as `type first..last`, with `~` before it where the year was inferred.
fn show(found: &FoundPeriod) -> String {
    let period = found.stated.period;
    let inferred = if found.inferred { "~" } else { "" };
    format!("{inferred}{} {}..{}", period.kind, period.start, period.end)
}

fn check_with(years: Years, text: &str, words: &str, expected: &str) {
    let Some(found) = find(text, years) else { panic!("no period in `{text}`, expected {expected}") };
    assert_eq!((show(&found).as_str(), found.stated.text.as_str()), (expected, words), "{text}");
    assert_eq!(text.get(found.span), Some(words), "{text}");
}

/// The text's period needs no year from the caller and is the same whatever the caller knows.
fn check(text: &str, words: &str, expected: &str) {
    check_with(NO_YEARS, text, words, expected);
    check_with(YEARS, text, words, expected);
}

/// The whole text is the period.
fn whole(text: &str, expected: &str) {
    check(text, text, expected);
}

/// The text's period takes its year from the caller, and is none without.
fn inferred(text: &str, words: &str, expected: &str) {
    check_with(YEARS, text, words, expected);
    assert_eq!(find(text, NO_YEARS), None, "{text}");
}

fn none(text: &str) {
    for years in [NO_YEARS, YEARS] {
        assert_eq!(find(text, years), None, "{text}");
    }
}

#[test]
fn months() {
    let nov = "month 2021-11-01..2021-11-30";
    for text in [
        "Nov 21",
        "Nov-21",
        "Nov'21",
        "Nov ’21",
        "Nov21",
        "NOV 21",
        "Nov. 2021",
        "November 2021",
        "November, 2021",
        "Nov/21",
        "11/2021",
        "2021-11",
        "2021 Nov",
        "Nov–21",
        "Nov 2021/22",
        "November 21/22",
        "november 2021",
    ] {
        whole(text, nov);
    }
    whole("Sept 22", "month 2022-09-01..2022-09-30");
    whole("Mar-2024", "month 2024-03-01..2024-03-31");
    whole("03/2024", "month 2024-03-01..2024-03-31");
    whole("3/2021", "month 2021-03-01..2021-03-31");
    whole("Jan 2022/23", "month 2023-01-01..2023-01-31");
    whole("May 2023", "month 2023-05-01..2023-05-31");
    check("(Jan 23)", "Jan 23", "month 2023-01-01..2023-01-31");
    check("Milestone 2 – Nov 23", "Nov 23", "month 2023-11-01..2023-11-30");
    check("Milestone 2 Nov 23", "Nov 23", "month 2023-11-01..2023-11-30");
    check("Target Sept 22", "Sept 22", "month 2022-09-01..2022-09-30");
    check("Current Month Performance - Mar 24", "Mar 24", "month 2024-03-01..2024-03-31");
    check("year to date Nov 23", "Nov 23", "month 2023-11-01..2023-11-30");
    check("London average 3/2021 93.7%", "3/2021", "month 2021-03-01..2021-03-31");
    check("SEN2 Jan 2023", "Jan 2023", "month 2023-01-01..2023-01-31");
    check("Target (by March 2025)", "March 2025", "month 2025-03-01..2025-03-31");
    check("Month 9 2022/23", "Month 9 2022/23", "month 2022-12-01..2022-12-31");
    check("2022/23 M12", "2022/23 M12", "month 2023-03-01..2023-03-31");
}

#[test]
fn months_without_a_year_need_a_short_text_and_the_callers_year() {
    inferred("Nov", "Nov", "~month 2022-11-01..2022-11-30");
    inferred("Actual March", "March", "~month 2023-03-01..2023-03-31");
    inferred("Position at end June", "June", "~month 2022-06-01..2022-06-30");
    inferred("May", "May", "~month 2022-05-01..2022-05-31");
    inferred("Apr-Jun", "Apr-Jun", "~quarter 2022-04-01..2022-06-30");
    inferred("Oct to Dec actual", "Oct to Dec", "~quarter 2022-10-01..2022-12-31");
    inferred("Dec - Feb", "Dec - Feb", "~range 2022-12-01..2023-02-28");
    inferred("Month 9", "Month 9", "~month 2022-12-01..2022-12-31");
    for text in [
        "Mar - Apr",
        "may",
        "May be revised",
        "Figures may differ from previous published",
        "start Reception in Sept, counted from the census of that year",
        "31st March",
        "Nov 17%",
        "Dec 1,204",
        "the march of progress",
    ] {
        none(text);
    }
}

#[test]
fn days() {
    let end_of_march = "day 2022-03-31..2022-03-31";
    for text in [
        "31st March 2022",
        "31 March 2022",
        "31/03/2022",
        "31.03.22",
        "31-3-2022",
        "31 Mar 22",
        "31-Mar-22",
        "2022-03-31",
        "2022/03/31",
        "March 31, 2022",
        "March 31st 2022",
        "31 st March 2022",
        "31st of March 2022",
        "Thursday 31 March 2022",
        "Thu, 31 March 2022",
        "31 March ’22",
        "31/3/2022",
        "31/03/22",
    ] {
        whole(text, end_of_march);
    }
    check("Baseline 31st March 2022", "31st March 2022", end_of_march);
    check("as at 31 March 2022", "31 March 2022", end_of_march);
    check("(as of 31/03/2022)", "31/03/2022", end_of_march);
    whole("17.04.2024", "day 2024-04-17..2024-04-17");
    whole("29 February 2024", "day 2024-02-29..2024-02-29");
    for text in ["31 Feb", "31 February 2022", "29/02/2023", "32/01/2022", "31/13/2022", "1.2.10", "22/23/24"]
    {
        none(text);
    }
}

#[test]
fn stretches_of_months_and_days() {
    whole("Apr - Sept 2013", "range 2013-04-01..2013-09-30");
    whole("January - March 2023", "quarter 2023-01-01..2023-03-31");
    whole("January to March 2023", "quarter 2023-01-01..2023-03-31");
    whole("Apr-Jun 22", "quarter 2022-04-01..2022-06-30");
    whole("Apr-Jun 2022/23", "quarter 2022-04-01..2022-06-30");
    whole("Jan - Mar 22/23", "quarter 2023-01-01..2023-03-31");
    whole("Dec23-Feb24", "range 2023-12-01..2024-02-29");
    whole("1/4/03-31/03/04", "financial_year 2003-04-01..2004-03-31");
    whole("1/9/02 - 31/3/03", "range 2002-09-01..2003-03-31");
    none("1/4/03");
    whole("Dec - Feb 24", "range 2023-12-01..2024-02-29");
    whole("Oct/Nov 22", "range 2022-10-01..2022-11-30");
    whole("March and April 2023", "range 2023-03-01..2023-04-30");
    whole("Sept - July 2022/23", "range 2022-09-01..2023-07-31");
    whole("April 2022 to March 2023", "financial_year 2022-04-01..2023-03-31");
    whole("Apr 22 – Mar 23", "financial_year 2022-04-01..2023-03-31");
    whole("September 2021 - August 2022", "academic_year 2021-09-01..2022-08-31");
    whole("Jan-Dec 2022", "calendar_year 2022-01-01..2022-12-31");
    whole("1 April 2022 to 31 March 2023", "financial_year 2022-04-01..2023-03-31");
    whole("1 April - 30 June 2022", "quarter 2022-04-01..2022-06-30");
    whole("01/04/2022 - 30/06/2022", "quarter 2022-04-01..2022-06-30");
    whole("1 – 7 May 2023", "range 2023-05-01..2023-05-07");
    whole("1st - 31st March 2022", "month 2022-03-01..2022-03-31");
    whole("1 December to 28 February 2023", "range 2022-12-01..2023-02-28");
    check("Dec23-Feb24 avg", "Dec23-Feb24", "range 2023-12-01..2024-02-29");
    check(
        "from April 2022 to March 2023",
        "April 2022 to March 2023",
        "financial_year 2022-04-01..2023-03-31",
    );
    none("March 2023 to January 2023");
}

#[test]
fn stretches_by_their_end() {
    whole("12 months to March 2023", "range 2022-04-01..2023-03-31");
    whole("year to March 2023", "range 2022-04-01..2023-03-31");
    whole("year ending 31 August 2022", "range 2021-09-01..2022-08-31");
    whole("12 months ending Dec 22", "range 2022-01-01..2022-12-31");
    whole("6 months to Sept 2022", "range 2022-04-01..2022-09-30");
    whole("12m to Sept 12", "range 2011-10-01..2012-09-30");
    check("£12m to Sept 2012", "Sept 2012", "month 2012-09-01..2012-09-30");
    whole("12 month period ended 15 June 2023", "range 2022-06-16..2023-06-15");
    whole("quarter ending 30 June 2022", "quarter 2022-04-01..2022-06-30");
    whole("week ending 5 May 2023", "range 2023-04-29..2023-05-05");
    whole("w/e 05/05/2023", "range 2023-04-29..2023-05-05");
    check("rolling 12 months to March 2023", "12 months to March 2023", "range 2022-04-01..2023-03-31");
    inferred("12 months to June", "12 months to June", "~range 2021-07-01..2022-06-30");
    none("year to date");
    none("months to complete");
}

#[test]
fn quarters() {
    let q3 = "quarter 2022-10-01..2022-12-31";
    for text in [
        "Q3 2022/23",
        "2022/23 Q3",
        "Q3 22/23",
        "Quarter 3 2022-23",
        "Qtr 3 2022/23",
        "Qtr. 3 2022/23",
        "Q3 22-23",
        "Q3-22/23",
        "Q3, 2022/23",
        "Q3 (2022/23)",
        "Q3 - 2022/23",
        "2022/23 - Q3",
        "2022/23, Q3",
        "Quarter Three 2022/23",
        "3rd Quarter 2022/23",
        "3rdQ 2022/23",
        "third quarter of 2022/23",
        "FY22/23 Q3",
        "Q3 FY 22/23",
        "Q3 (Oct-Dec 2022)",
        "Q3 Oct - Dec 22",
        "Quarter 3 (October to December) 2022/23",
        "Q3 (Dec 22)",
        "Q3 2022/2023",
        "q3 2022/23",
        "Q 3 2022/23",
        "2022-2023 Qtr 3",
        "Q3 / 2022/23",
        "2022/23 / Q3",
        "Q3 (Apr-Dec 2022)",
        "Q3 as at 31 December 2022",
        "Q4 (Oct-Dec 2022)",
    ] {
        whole(text, q3);
    }
    whole("Q4 2022/23", "quarter 2023-01-01..2023-03-31");
    whole("2017-18 Quarter 4", "quarter 2018-01-01..2018-03-31");
    whole("Q1 (Jan-Mar 2023)", "quarter 2023-01-01..2023-03-31");
    whole("Q1-Q3 2022/23", "range 2022-04-01..2022-12-31");
    whole("Q1-3 2022/23", "range 2022-04-01..2022-12-31");
    whole("Q1 to Q4 2022/23", "financial_year 2022-04-01..2023-03-31");
    whole("H1 2022/23", "range 2022-04-01..2022-09-30");
    whole("second half of 2022/23", "range 2022-10-01..2023-03-31");
    check("No. reported Q3 2022/23", "Q3 2022/23", q3);
    check("Target 2022/23, Q3 2023/24", "2022/23", "financial_year 2022-04-01..2023-03-31");
    check("Q3 actual 2022/23", "Q3", q3);
    check("2022/23 actual Q3", "Q3", q3);
    check("Dataset, 2022/23 Q3", "2022/23 Q3", q3);
    inferred("Q3", "Q3", "~quarter 2022-10-01..2022-12-31");
    inferred("Qtr 3", "Qtr 3", "~quarter 2022-10-01..2022-12-31");
    inferred("Quarter 4 actual", "Quarter 4", "~quarter 2023-01-01..2023-03-31");
    inferred("Quarter 1 (Apr-Jun)", "Quarter 1 (Apr-Jun)", "~quarter 2022-04-01..2022-06-30");
    inferred("Q3 2022", "Q3 2022", "~quarter 2022-10-01..2022-12-31");
    inferred("Q4 2023", "Q4 2023", "~quarter 2023-01-01..2023-03-31");
    inferred("H2", "H2", "~range 2022-10-01..2023-03-31");
    for text in [
        "Q5",
        "Q5 2022/23",
        "Q0",
        "Q3 2019",
        "Q10",
        "Q3 last year",
        "Change from Quarter 3",
        "vs Q3 2022/23",
        "compared with Q3",
        "Q3.5",
        "Q1 (Jan-Mar)",
        "Half year 2022/23",
        "Mid-year 2022/23",
    ] {
        none(text);
    }
}

#[test]
fn several_parts_of_a_year() {
    let half = "range 2022-04-01..2022-09-30";
    for text in [
        "quarters 1 and 2 2022/23",
        "Quarters 1 and 2 of 2022/23",
        "Quarters 1-2, 2022/23",
        "quarters one and two 2022/23",
        "Quarter 1 and 2 2022/23",
        "Q1 and Q2 2022/23",
        "Qs 1 & 2 2022/23",
        "2022/23: Quarters 1 and 2",
        "First and second quarter 2022/23",
        "1st & 2nd Qtrs 22/23",
        "first two quarters of 2022/23",
        "first six months of 2022/23",
        "first half of 2022/23",
        "Months 1-6 2022/23",
        "Periods 1 to 6 2022/23",
        "M1-M6 2022/23",
        "half year to 30 September 2022",
        "two quarters to September 2022",
        "April - Quarter 2 - September 2022",
    ] {
        whole(text, half);
    }
    let nine_months = "range 2022-04-01..2022-12-31";
    for text in [
        "Q1, Q2 and Q3 2022/23",
        "Quarters 1, 2 and 3 2022/23",
        "Quarters 1 to 3, 2022/23",
        "first three quarters of 2022/23",
        "First 9 months of 2022/23",
    ] {
        whole(text, nine_months);
    }
    let second_half = "range 2022-10-01..2023-03-31";
    for text in
        ["3rd and 4th quarters 2022/23", "last two quarters of 2022/23", "final six months of 2022/23"]
    {
        whole(text, second_half);
    }
    whole("final quarter of 2022/23", "quarter 2023-01-01..2023-03-31");
    whole("H1 and H2 2022/23", "financial_year 2022-04-01..2023-03-31");
    whole("Terms 5 and 6 2022/23", "range 2023-05-01..2023-08-31");
    whole("Month 9 (December) 2022/23", "month 2022-12-01..2022-12-31");
    check("Quarter 1 & 2 Performance 2022/23", "Quarter 1 & 2", half);
    inferred("Quarters 1 and 2", "Quarters 1 and 2", "~range 2022-04-01..2022-09-30");
    for text in [
        "Q1 and Q3 2022/23",
        "Quarters 2 and 4 2022/23",
        "Winter 2022/23",
        "last quarter of the year",
        "in the first six months",
        "Q3 2022/23 - Q3 2021/22",
        "Q3 21/22 to Q2 22/23",
        "year ending 2023",
        "April 2022 to date",
    ] {
        none(text);
    }
}

#[test]
fn quarters_beside_their_days() {
    let q2 = "quarter 2023-07-01..2023-09-30";
    for text in [
        "Quarter 2: 1 July to 30 September 2023",
        "Quarter Two (1 July 2023 – 30 September 2023)",
        "Quarter 2 (to 30 September 2023)",
        "Quarter 2 ended September 2023",
        "Second quarter (July – September) 2023",
        "Q2: July, August and September 2023",
        "Q2 (1 April to 30 September 2023)",
        "July 2023 – Quarter 2 – September 2023",
    ] {
        whole(text, q2);
    }
}

#[test]
fn months_one_by_one() {
    let quarter = "quarter 2023-07-01..2023-09-30";
    for text in [
        "July, August and September 2023",
        "July/August/September 2023",
        "July, August, September 2023",
        "July 2023, August 2023 and September 2023",
    ] {
        whole(text, quarter);
    }
    whole("1-15 September 2023", "range 2023-09-01..2023-09-15");
    check("Nov 21, Dec 21", "Nov 21", "month 2021-11-01..2021-11-30");
    check("between April and September 2023", "April and September 2023", "range 2023-04-01..2023-09-30");
    none("March and September 2023");
}

#[test]
fn financial_years() {
    let year = "financial_year 2022-04-01..2023-03-31";
    for text in [
        "2022/23",
        "22/23",
        "2022-23",
        "2022/2023",
        "2022–23",
        "2022 - 23",
        "2022/ 23",
        "FY22/23",
        "FY 2022-23",
        "financial year 22/23",
        "Financial Year: 2022/23",
        "Fin. Yr. 22/23",
        "F/Y 2022/23",
        "22-23",
        "financial year 202223",
        "Financial Year (2022/23)",
        "2022/23 financial year",
        "2022-2023",
        "2022 to 2023",
        "financial year 2022 to 2023",
    ] {
        whole(text, year);
    }
    check("Target 22/23", "22/23", year);
    check("Target 22-23", "22-23", year);
    check("Year end 2022/23", "2022/23", year);
    check("2022/23 outturn", "2022/23", year);
    check("YTD 2022/23", "2022/23", year);
    check("England average 22/23", "22/23", year);
    whole("Financial year 2018 to 2019", "financial_year 2018-04-01..2019-03-31");
    whole("2018/19", "financial_year 2018-04-01..2019-03-31");
    whole("18/19", "financial_year 2018-04-01..2019-03-31");
    whole("99/00", "financial_year 1999-04-01..2000-03-31");
    whole("2002/3", "financial_year 2002-04-01..2003-03-31");
    whole("99 / 00", "financial_year 1999-04-01..2000-03-31");
    whole("09 / 10", "financial_year 2009-04-01..2010-03-31");
    whole("2020/21 - 2022/23", "range 2020-04-01..2023-03-31");
    for text in [
        "2022/24",
        "2002/4",
        "2009/0",
        "22/25",
        "2022-2025",
        "FY 22",
        "FY23",
        "financial year 2022",
        "from 2022 to 2023",
        "Change 2022 to 2023",
        "2022 to 2025",
        "2022/23/24",
        "202223",
        "since 2019/20",
        "New from 2023/24",
    ] {
        none(text);
    }
}

#[test]
fn school_years_terms_and_half_terms() {
    let year = "academic_year 2021-09-01..2022-08-31";
    for text in [
        "academic year 21/22",
        "Academic Yr 21/22",
        "AY 21/22",
        "acad yr 2021/22",
        "school year 2021/22",
        "Academic Year: 2021/22",
        "AY21/22",
        "2021/22 academic year",
        "21/22 AY",
        "2021/22 (academic year)",
        "Acad. Yr. 21-22",
        "academic year 2021-22",
        "Academic 2021/22",
        "academic year 202122",
    ] {
        whole(text, year);
    }
    check("Annual benchmark Academic Yr 21/22", "Academic Yr 21/22", year);
    check("National AY 21/22", "AY 21/22", year);
    let autumn = "term 2023-09-01..2023-12-31";
    for text in [
        "Autumn 23",
        "Autumn Term 2023",
        "Autumn '23",
        "Autumn term 2023/24",
        "Autumn 2023-24",
        "Aut 23",
        "2023/24 Autumn term",
        "Autumn term (2023)",
        "Aut Term 23/24",
    ] {
        whole(text, autumn);
    }
    check("Autumn term, actual 2023/24", "Autumn term", autumn);
    whole("Spring Term 24", "term 2024-01-01..2024-04-30");
    whole("Spring 2023/24", "term 2024-01-01..2024-04-30");
    whole("Summer 23", "term 2023-05-01..2023-08-31");
    check("Prev. Term Performance Summer 23", "Summer 23", "term 2023-05-01..2023-08-31");
    whole("Autumn and Spring term 2022/23", "range 2022-09-01..2023-04-30");
    whole("Autumn 2 2023", "half_term 2023-11-01..2023-12-31");
    let ht3 = "half_term 2024-01-01..2024-02-29";
    for text in [
        "HT3 23/24",
        "Half Term 3 2023/24",
        "Half-term 3, 2023/24",
        "HT 3 23/24",
        "2023/24 HT3",
        "Spring 1 2024",
    ] {
        whole(text, ht3);
    }
    whole("HT1-2 2023/24", "range 2023-09-01..2023-12-31");
    whole("Term 6 2023/24", "half_term 2024-06-01..2024-08-31");
    inferred("HT 3", "HT 3", "~half_term 2024-01-01..2024-02-29");
    inferred("Autumn term", "Autumn term", "~term 2023-09-01..2023-12-31");
    inferred("HT3 2024", "HT3 2024", "~half_term 2024-01-01..2024-02-29");
    for text in [
        "HT7 23/24",
        "Term 1 2023/24",
        "Term 1, actual 2023/24",
        "2023/24 actual, Term 1",
        "Term 2",
        "academic year 2022",
        "AY 22",
        "school year to date",
        "Sum 24",
        "Number of children who took part in a summer school or a holiday club",
    ] {
        none(text);
    }
}

#[test]
fn calendar_years() {
    let year = "calendar_year 2022-01-01..2022-12-31";
    check("2022", "2022", year);
    check("(2022)", "2022", year);
    check("47.7% (2022)", "2022", year);
    check("national SEN2 2022", "2022", year);
    check("Key Stage 2 2022", "2022", year);
    check("Actual 2022", "2022", year);
    check("2022 outturn", "2022", year);
    check("England 2022", "2022", year);
    check("Number of children known to us in 2022", "2022", year);
    none("Approx 2000");
    none("at least 2010");
    none("calendar year 2021/22");
    none("School year 10");
    whole("calendar year 2022", year);
    whole("CY22", year);
    for text in [
        "2000 pupils",
        "1,539",
        "2022 children waiting",
        "Care Act 2014",
        "SEND Code of Practice 2015",
        "1850",
        "2050",
        "£2022",
        "2022%",
        "2,022",
        "2022.5",
        "-2022.1",
        "more than 2000",
        "02022",
        "KPI 2022",
    ] {
        none(text);
    }
}

#[test]
fn figures_ages_and_numbers_are_no_periods() {
    for text in [
        "",
        " ",
        "17/19",
        "31/34",
        "5/12",
        "49/442",
        "6/142",
        "0-25",
        "16-17",
        "16 and 17 years",
        "Year 9",
        "Key Stage 2",
        "aged 14 to 25",
        "6-7mths",
        "14-18",
        "16-17 year olds",
        "18/19 year olds",
        "Years 10/11",
        "Year 12/13",
        "aged 16/17",
        "18-25",
        "NEET (16-24+)",
        "ages 18-19",
        "within 20 weeks",
        "1.01",
        "31.05",
        "10 + 115",
        "Last year",
        "Previous quarter",
        "YTD",
        "Same period last year",
        "decisions",
        "Sec 41",
        "24/7",
        "1/2",
        "Yr9+",
        "495/1 538",
        "Progress 8",
        "2.5",
    ] {
        none(text);
    }
}

#[test]
fn the_first_period_is_found_and_only_the_start_of_a_long_text_is_searched() {
    check("Feb 23 then Mar 24", "Feb 23", "month 2023-02-01..2023-02-28");
    check("available from May 24 (April 24 data)", "April 24", "month 2024-04-01..2024-04-30");
    none(&format!("{}Nov 21", "é".repeat(SEARCHED)));
    none(&"Nov ".repeat(SEARCHED));
    none(&"1/".repeat(SEARCHED));
}

#[test]
fn years_that_texts_name() {
    let check = |text: &str, financial: Option<i16>, academic: Option<i16>| {
        assert_eq!(years_named(text), Years { financial, academic }, "{text}");
    };
    check("Q4 2022/23", Some(2022), None);
    check("Dataset, 2021/22 Q3", Some(2021), None);
    check("Target 22/23", Some(2022), None);
    check("Reporting period: January - March 2023", Some(2022), None);
    check("HT3 23/24", None, Some(2023));
    check("Month 10 2017/18 – period ending 31st January 2018", Some(2017), None);
    check("M12 17/18", Some(2017), None);
    check("January 2018", None, None);
    check("Spring 24", None, Some(2023));
    check("Apr - Sept 2013", Some(2013), None);
    check("Target 2022/23, academic year 2021/22", Some(2022), Some(2021));
    check("Q3 2021/22 and Q4 2021/22", Some(2021), None);
    check("2020/21 against 2021/22 and 2022/23", None, None);
    check("Meeting of 17 April 2024", None, None);
    check("Scorecard, January 2022", None, None);
    check("week ending 3 May 2023", None, None);
    check("2022", None, None);
    check("Q3", None, None);
    check("", None, None);
}

#[test]
fn dates() {
    let check = |text: &str, whole: Option<&str>, inside: Option<&str>| {
        let got = (date(text).map(|d| d.to_string()), find_date(text).map(|d| d.to_string()));
        assert_eq!(got, (whole.map(str::to_owned), inside.map(str::to_owned)), "{text}");
    };
    check("18/03/2022", Some("2022-03-18"), Some("2022-03-18"));
    check("17.04.2024", Some("2024-04-17"), Some("2024-04-17"));
    check("17th April 2024", Some("2024-04-17"), Some("2024-04-17"));
    check("Wednesday 17 April 2024", Some("2024-04-17"), Some("2024-04-17"));
    check("Wednesday, 17th April 2024.", Some("2024-04-17"), Some("2024-04-17"));
    check("Meeting date: 17.04.2024", None, Some("2024-04-17"));
    check("17 April 2024, 10 am", None, Some("2024-04-17"));
    check("by 31 March 2022", None, Some("2022-03-31"));
    check("April 2024", None, None);
    check("31/02/2022", None, None);
    check("ongoing", None, None);
    check("", None, None);
}
