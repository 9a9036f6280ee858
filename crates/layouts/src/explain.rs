//! Why a figure was read so, in sentences for whoever has to answer for it.
//!
//! Each field is told with its value and the ground that the reading kept for it (`model::grounds`), in the document's
//! own words. Nothing is read again here and nothing is guessed: what the reading did not keep is not told.

mod fields;
mod judged;
mod words;

use boardlift_model::{AreaClaim, Figure, Quotes, Status};

use words::Words;

/// Why one field of a figure is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The field, by its name in the dataset; `period` and `fraction` stand for all columns of theirs.
    pub field: &'static str,
    /// What it is; nothing where the document says none.
    pub value: Option<String>,
    /// Why, as the rest of a sentence.
    pub because: String,
}

impl Because {
    /// A field that has a value.
    pub fn new(field: &'static str, value: impl Into<String>, because: impl Into<String>) -> Self {
        Because { field, value: Some(value.into()), because: because.into() }
    }
}

/// Why the fields of a figure are what they are, in the order of the dataset's columns. `quotes` are those of the
/// document's reading.
///
/// Fields that the figure doesn't have are left out. Only that nothing names the period, or the unit of a printed figure, is
/// told: that is what people ask about.
pub fn explain(figure: &Figure, quotes: &Quotes) -> Vec<Because> {
    let words = Words { quotes };
    let mut told = names(figure, words);
    told.push(Because::new("kind", figure.kind.as_str(), fields::kind(figure, words)));
    told.push(Because::new("area", area(&figure.area), fields::area(figure, words)));
    told.push(Because {
        field: "period",
        value: figure.period.as_ref().map(|stated| words::days(stated.period)),
        because: fields::period(figure, words),
    });
    told.extend(
        figure.basis.map(|basis| Because::new("basis", basis.as_str(), fields::basis(figure, words))),
    );
    told.extend(values(figure, words));
    told.extend(
        figure.rag.map(|rag| Because::new("rag", rag.colour.as_str(), judged::rag(figure, rag, words))),
    );
    told.extend(
        figure.direction.map(|to| Because::new("direction", to.as_str(), judged::direction(figure, words))),
    );
    told.extend(figure.desired_direction.map(|to| {
        Because::new("desired_direction", to.as_str(), fields::wish(figure.grounds.desired_direction, words))
    }));
    told.extend(
        figure.note.as_ref().map(|note| {
            Because::new("note", words::shortened(note), fields::note(figure.grounds.note, words))
        }),
    );
    told.extend(
        figure.flags.iter().map(|flag| Because::new("flags", flag.as_str(), words::clause(flag.meaning()))),
    );
    told
}

fn names(figure: &Figure, words: Words<'_>) -> Vec<Because> {
    let Figure { section, reference, indicator, breakdown, grounds, .. } = figure;
    let named = [
        ("section", section.as_ref(), fields::section(grounds.section).to_owned()),
        ("ref", reference.as_ref(), fields::reference(grounds.reference, words)),
        ("indicator", Some(indicator), words.column(grounds.indicator, "names of indicators")),
        ("breakdown", breakdown.as_ref(), words.column(grounds.breakdown, "names of sub-rows")),
    ];
    named
        .into_iter()
        .filter_map(|(field, value, why)| Some(Because::new(field, value?.as_str(), why)))
        .collect()
}

/// What the cell's own words say, and what says what they count in.
fn values(figure: &Figure, words: Words<'_>) -> Vec<Because> {
    let mut told = Vec::new();
    let cell = &figure.cell;
    match cell.value {
        Some(value) => told.push(Because::new("value", value.to_string(), fields::value(figure))),
        None => told.push(Because::new("status", cell.status.as_str(), fields::status(figure))),
    }
    if cell.status == Status::Reported && cell.value.is_some() {
        let value = cell.unit.map(|unit| unit.to_string());
        told.push(Because { field: "unit", value, because: fields::unit(figure, words) });
    }
    told.extend(cell.fraction.map(|fraction| {
        let value = format!("{}/{}", fraction.numerator, fraction.denominator);
        Because::new("fraction", value, judged::fraction(figure, words))
    }));
    told.extend(cell.secondary_value.map(|second| {
        Because::new("secondary_value", second.to_string(), "a second figure, in brackets in the cell")
    }));
    told
}

fn area(claim: &AreaClaim) -> &str {
    match claim {
        AreaClaim::Publisher => "the publisher",
        AreaClaim::Comparator(name) => name,
        AreaClaim::Named(name) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::general;

    /// What is told of one field of the last figure that has it.
    fn check(lines: &str, field: &str, expected: &str) {
        let reading = general(lines);
        let of_field =
            |figure| explain(figure, &reading.quotes).into_iter().rfind(|told| told.field == field);
        let found = reading.figures.iter().rev().find_map(of_field);
        let found = found.map(|Because { value, because, .. }| {
            format!("{}: {because}", value.as_deref().unwrap_or("none"))
        });
        assert_eq!(found.as_deref(), Some(expected), "{lines}");
    }

    #[test]
    fn names() {
        check("Ref | KPI | Q1\n3 | Plans | 5", "ref", "3: the column “Ref”");
        check("Ref | KPI | Q1\n3 | Plans | 5", "indicator", "Plans: the column “KPI”");
        check(
            "Team | 2010/11 | 2011/12\nNorth | 5 | 6",
            "indicator",
            "North: the column “Team”, which holds names of indicators by its place and what stands in it",
        );
        check(
            "KPI | Description | May 22\nM1 | Plans issued | 5",
            "ref",
            "M1: the column “KPI”, which holds numbers of indicators by the columns beside it",
        );
    }

    #[test]
    fn shapes() {
        let cards = "# Paper\n# Families\nPlans issued\n92%\nStayed the same\n\nVisits made\n73.4\nReduced";
        check(
            cards,
            "indicator",
            "Visits made: the part of the card, block or list that holds names of indicators",
        );
        check(
            cards,
            "kind",
            "actual: the figure stands by the indicator's name without a label, as on a card",
        );
        check(
            cards,
            "direction",
            "down: “Reduced” in the part of the card, block or list that holds arrows; it speaks of the newest figure that the row prints",
        );
    }

    #[test]
    fn tables_on_their_side() {
        let turned =
            "Year | Plans issued | Visits made\n2021/22 | 55% | 5\n2022/23 | 60% | 6\nTarget | 65% | 7";
        check(turned, "indicator", "Visits made: the headings of the table, which lies on its side");
        check(turned, "period", "none: neither the cell nor the heading names one");
    }

    #[test]
    fn numbers_with_their_names() {
        check(
            "KPI | May 22 | Jun 22\n1.1 - Plans | 5 | 6\n1.2 - Visits | 7 | 8",
            "ref",
            "1.2: it stands before the indicator's name, as in all its table",
        );
    }

    #[test]
    fn sections() {
        check("# Board\n# Waits\n\nKPI | May 22\nPlans | 5", "section", "Waits: the heading over the table");
        check(
            "KPI | May 22 | Jun 22\nWaits {fill:#BFE3E0} | < | <\nPlans | 5 | 6",
            "section",
            "Waits: a row inside the table that heads those below it",
        );
        check(" | KPI | May 22\nWaits | Plans | 5", "section", "Waits: the label at the side of the row");
        check(
            "# Board\n# Waits\n\nRef | KPI | May 22\n1 | Plans | 5\n\n~ 2 | Visits | 6",
            "section",
            "Waits: the heading over an earlier table, which this one continues",
        );
    }

    #[test]
    fn kinds() {
        check(
            "KPI | Target | Q1\nPlans | | 5",
            "kind",
            "actual: the heading “Q1” has no word for a target, baseline or milestone",
        );
        check("KPI | Q1 | Target\nPlans | 5 | 6", "kind", "target: the heading “Target” says so");
        check(
            "Ref | KPI | | May 22\n1 | Plans | Actual | 5\n | | Target | 6",
            "kind",
            "target: “Target” in the row says so",
        );
    }

    #[test]
    fn areas() {
        check(
            "KPI | Q1\nPlans | 5",
            "area",
            "the publisher: nothing in the heading or the row names anybody else",
        );
        check("KPI | Q1 | Nat\nPlans | 5 | 6", "area", "England: the heading “Nat” names it");
        check(
            "# Ourtown dashboard\n\nKPI | England | Ourtown\nPlans | 5 | 6",
            "area",
            "the publisher: the document's own words have the name in the heading “Ourtown” too",
        );
        check(
            "KPI | 2022 | |\n | England | Ourtown |\nPlans | 5 | 6",
            "area",
            "the publisher: the name in the heading “2022 / Ourtown” is the only one beside those of comparators",
        );
    }

    #[test]
    fn periods() {
        check("KPI | Aug 21\nPlans | 5", "period", "2021-08-01 to 2021-08-31: the heading says “Aug 21”");
        check(
            "KPI | Target 22/23 | Q3\nPlans | 9 | 5",
            "period",
            "2022-10-01 to 2022-12-31: the heading says “Q3”; the year 2022/23 stands in the target's heading “Target 22/23”",
        );
        check(
            "KPI | Baseline 31st March 2022 | Q1\nPlans | 9 | 5",
            "period",
            "2022-04-01 to 2022-06-30: the heading says “Q1”; the year 2022/23 begins after the baseline “Baseline 31st March 2022”",
        );
        check(
            "# Dashboard 2022/23\n\nKPI | Q1\nPlans | 5",
            "period",
            "2022-04-01 to 2022-06-30: the heading says “Q1”; the year 2022/23 stands in the lines over the table",
        );
        check(
            "# Dashboard 2022/23\n\nKPI | Nov 22 | Dec | Jan\nPlans | 5 | 6 | 7",
            "period",
            "2023-01-01 to 2023-01-31: the heading says “Jan”; its year follows from “Nov 22”",
        );
        check(
            "KPI | Actual Jul 23\nPlans | 12.1% (academic year 22/23)",
            "period",
            "2022-09-01 to 2023-08-31: the cell says “academic year 22/23”",
        );
        check(
            "KPI | 2018/19\nAttainment 8 score at key stage 4 | 45.1",
            "period",
            "2018-09-01 to 2019-08-31: the heading says “2018/19”; schools report by academic years",
        );
        check("KPI | Target\nPlans | 5", "period", "none: neither the cell nor the heading names one");
    }

    #[test]
    fn periods_of_paper_and_rows() {
        check(
            "# Scorecard, quarter 3 2023/24\n\nKPI | Last quarter\nPlans | 5",
            "period",
            "2023-07-01 to 2023-09-30: the heading “Last quarter” goes by the period that the table or the paper states, “quarter 3 2023/24”",
        );
        check(
            "KPI | Target | Actual\nQuarter 2 2023/24 | | \nPlans | 9 | 5\nVisits | 8 | 6",
            "period",
            "2023-07-01 to 2023-09-30: a row over the figure or its own says “Quarter 2 2023/24”",
        );
    }

    #[test]
    fn bases() {
        let table = |basis: &str| format!("KPI | Q1 | Data type\nPlans | 5 | {basis}");
        check(&table("Cumulative data"), "basis", "cumulative: “Cumulative data” in the column “Data type”");
        check(
            "KPI | Full year forecast\nPlans | 5",
            "basis",
            "forecast: the heading “Full year forecast” says so",
        );
        check("KPI | Q1\nPlans, cumulative | 5", "basis", "cumulative: the indicator's words");
    }

    #[test]
    fn values() {
        check("KPI | Q1\nPlans | <50", "value", "50: printed “<50”");
        check("KPI | Q1\nPlans | TBC", "status", "to_be_confirmed: the cell says “TBC”");
        check("KPI | Q1 | Q2\nPlans | 5 | ", "status", "blank: nothing is printed in the cell");
        check(
            "KPI | Q1\nPlans | 65 (0.30)",
            "secondary_value",
            "0.3: a second figure, in brackets in the cell",
        );
    }

    #[test]
    fn units() {
        check("KPI | Q1\nPlans | 5%", "unit", "percent: printed in the cell");
        check("KPI | Q1\nNumber of plans | 5", "unit", "count: the indicator's words");
        check("KPI | Unit | Q1\nPlans | % | 5", "unit", "percent: “%” in the column “Unit”");
        check(
            "KPI | Q1 22/23 | Q2 22/23\nRent charged | £5 | 6",
            "unit",
            "gbp: the other figures of the row have it",
        );
        check("KPI | Q1\nWellbeing | 5", "unit", "none: nothing names one");
    }

    #[test]
    fn judgements() {
        check(
            "KPI | Q1 22/23 | Q2 22/23 | RAG\nPlans | 5 | 6 | G",
            "rag",
            "green: “G” in the column “RAG”; it speaks of the newest figure that the row prints",
        );
        check(
            "KPI | Q1 22/23 | RAG | Q2 22/23 | RAG\nPlans | 5 | R | 6 | G",
            "rag",
            "green: “G” in the column “RAG”; it stands next on the right of the figure",
        );
        check(
            "KPI | Q1 22/23 | Q1 22/23 RAG\nPlans | 5 | On track",
            "rag",
            "green: “On track” in the column “Q1 22/23 RAG”; it names the same days",
        );
        check("KPI | Q1\nPlans | 5 🟢", "rag", "green: printed in the cell");
        check(
            "Indicator | May 22 | RAG\nPlans | 5 | {fill:#C6EFCE}\nVisits | 6 | On schedule {fill:amber}",
            "rag",
            "amber: the colour of the cell in the column “RAG”; it speaks of the newest figure that the row prints",
        );
        check(
            "%yellow Below target\n%purple Completed\n\nKPI | May 22\nPlans | 5 {fill:yellow}",
            "rag",
            "amber: the colour of the cell, which the document's key explains",
        );
        check(
            "KPI | May 22\nPlans | 5 {fill:red}\nVisits | 6 {fill:green}",
            "rag",
            "green: the colour of the cell; the figures of the document stand on the colours of traffic lights",
        );
    }

    #[test]
    fn rows_that_speak_of_the_row_above() {
        let table =
            "Ref | Indicator | | Q1 22/23\n1 | Plans | Actual | 50%\n | | RAG | R\n | | Comments | Late";
        check(table, "rag", "red: “R” in the row “RAG” below");
        check(table, "note", "Late: the row “Comments” below");
    }

    #[test]
    fn arrows_wishes_and_fractions() {
        check(
            "KPI | Q1 22/23 | Trend\nPlans | 5 | ▲",
            "direction",
            "up: “▲” in the column “Trend”; it speaks of the newest figure that the row prints",
        );
        check("KPI | Q1 22/23\nPlans | 5 ▲", "direction", "up: printed in the cell");
        check(
            "KPI | Good is | Q1 22/23\nPlans | Higher | 5",
            "desired_direction",
            "up: “Higher” in the column “Good is”",
        );
        check(
            "KPI | Q1 22/23 | Notes\nPlans | 50% | 4/8",
            "fraction",
            "4/8: “4/8” in the column “Notes”; it speaks of the newest figure that the row prints",
        );
        check("KPI | Q1 22/23 | Notes\nPlans | 50% | All fine", "note", "All fine: the column “Notes”");
    }

    #[test]
    fn flags() {
        check(
            "KPI | Q1 22/23\n% of plans | 101%",
            "flags",
            "unknown_layout: no layout was recognised; the general reading was used",
        );
    }
}
