//! Whether a table is one of indicators, and why it isn't.
//!
//! The one place that decides it. A table counts only with enough evidence: names, figures beside them, and at least one
//! word, period or unit, in its headings or right over it, that councils use over the figures of indicators. Words that
//! head any list, `No.` or `Name`, are no evidence.

use std::fmt;

use boardlift_lexicon::heading::{self, Heading, Role};
use boardlift_lexicon::matter::{self, Matter};
use boardlift_lexicon::{period, place, unit};
use boardlift_model::{Kind, PeriodType};

use crate::actions;
use crate::columns::{Column, Reason, Use};
use crate::header::ANY_YEARS;
use crate::orientation;
use crate::outline::Table;
use crate::purpose::{self, Aside, Purpose};
use crate::stretch::Stretch;

/// Headings of names that stand over lists of any kind, as [`Heading::stem`] gives them.
const OF_ANY_LIST: &[&str] = &["description", "title"];

/// Words over the names that call them standards.
const STANDARDS: &[&str] = &["standard", "standards", "promise", "promises", "pledge", "pledges"];

/// Why a table is none of indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It says what is to be done.
    ActionTable,
    /// It is for something else.
    Aside(Aside),
    /// No heading of it is known.
    NoHeading,
    /// No column holds names.
    NoNames,
    /// No column beside the names holds figures.
    NoFigures,
    /// Nothing in its headings is known to stand over figures of indicators.
    NothingKnown,
    /// It promises what a service will do, and nothing in it happened.
    Standards,
}

impl Unfit {
    /// Whether the table is plainly for something else, so that no figure of an indicator is missed in it.
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Unfit::ActionTable | Unfit::Standards => true,
            Unfit::Aside(aside) => !aside.is_doubtful,
            Unfit::NoHeading | Unfit::NoNames | Unfit::NoFigures | Unfit::NothingKnown => false,
        }
    }
}

/// The reason in words.
impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::ActionTable => f.write_str("it is a table of actions"),
            Unfit::Aside(aside) => aside.fmt(f),
            Unfit::NoHeading => f.write_str("it has no heading that is known"),
            Unfit::NoNames => f.write_str("no column of it holds the names of indicators"),
            Unfit::NoFigures => {
                f.write_str("its headings name no column of figures beside the names of indicators")
            }
            Unfit::Standards => f.write_str("it sets standards and has no results beside them"),
            Unfit::NothingKnown => {
                f.write_str("nothing in its headings is known to speak of the figures of indicators")
            }
        }
    }
}

/// For each stretch of a table what speaks against indicators. A table without stretches has one reason all the same.
///
/// `captions` are the words over the whole table, the nearest first.
pub(crate) fn fitness(table: &Table<'_>, stretches: &[Stretch], captions: &[&str]) -> Vec<Option<Unfit>> {
    let rows = table.grid.rows();
    if stretches.is_empty() {
        let unfit = match purpose::of_printed(captions.iter().copied(), table.grid, None) {
            Purpose::Aside(aside) => Unfit::Aside(aside),
            Purpose::Indicators => Unfit::NoHeading,
        };
        return vec![Some(unfit)];
    }
    let of_stretch = |stretch: &Stretch| {
        let above = purpose::titles(&rows[..stretch.body.start]);
        let own = stretch.title.as_deref().into_iter().chain(above);
        let captions: Vec<&str> = own.chain(captions.iter().copied()).collect();
        let purpose = if table.printed.is_turned() {
            let (headings, rows) = orientation::as_printed(table.grid);
            purpose::of(captions.iter().copied(), &headings, &rows)
        } else {
            let headings: Vec<String> = stretch.columns.iter().map(|column| column.text.clone()).collect();
            purpose::of(captions.iter().copied(), &headings, &rows[stretch.body.clone()])
        };
        unfit(&stretch.columns, purpose, &captions)
    };
    stretches.iter().map(of_stretch).collect()
}

/// What speaks against a table of indicators with these columns and this purpose; nothing where it is one.
///
/// `captions` are the words over the whole table, the nearest first.
fn unfit(columns: &[Column], purpose: Purpose, captions: &[&str]) -> Option<Unfit> {
    let lack = lack(columns, captions);
    match (purpose, lack) {
        (Purpose::Indicators, None) => None,
        // Indicators may have a column of actions, and actions a column that is headed as names of indicators are.
        _ if actions::is_action_table(columns) => Some(Unfit::ActionTable),
        (Purpose::Indicators, lack) => lack,
        (Purpose::Aside(aside), _) => Some(Unfit::Aside(aside)),
    }
}

/// What the columns lack for indicators.
fn lack(columns: &[Column], captions: &[&str]) -> Option<Unfit> {
    if !columns.iter().any(|column| column.used == Use::Role(Role::Indicator)) {
        return Some(Unfit::NoNames);
    }
    if !columns.iter().any(|column| column.value().is_some()) {
        return Some(Unfit::NoFigures);
    }
    let is_evidence = |column: &Column| column.reason == Reason::Layout || speaks_of_figures(&column.text);
    let is_known =
        columns.iter().any(is_evidence) || captions.first().is_some_and(|words| announces_figures(words));
    if are_standards(columns) { Some(Unfit::Standards) } else { (!is_known).then_some(Unfit::NothingKnown) }
}

/// Whether standards of service stand in the rows and their targets, of no period, are all that stands beside them: `Standard
/// | Target` over `Answer the telephone | within 20 seconds`. Targets of indicators are of a year, or have a number or a unit
/// beside them.
fn are_standards(columns: &[Column]) -> bool {
    let names_standards = |column: &Column| {
        let is_standard = |word: &str| STANDARDS.contains(&word);
        column.used == Use::Role(Role::Indicator) && column.stem.split(' ').any(is_standard)
    };
    let is_bare_target = |column: &Column| {
        column.value().is_some_and(|value| value.kind == Kind::Target) && column.period.is_none()
    };
    columns.len() == 2 && columns.iter().any(names_standards) && columns.iter().any(is_bare_target)
}

/// Whether the words right over a table say that it holds figures of indicators: they name indicators, or the period that
/// the figures cover, or split them by places. A day may be that of a meeting.
pub(crate) fn announces_figures(caption: &str) -> bool {
    let names_indicators = matter::of_caption(caption).is_some_and(|clue| clue.matter == Matter::Indicators);
    let found = period::find(caption, ANY_YEARS);
    names_indicators
        || place::splits(caption)
        || found.is_some_and(|found| found.stated.period.kind != PeriodType::Day)
}

/// Whether a heading is one that councils print in tables of indicators: over figures, beside them, or over the names.
pub(crate) fn speaks_of_figures(text: &str) -> bool {
    let Heading { role, comparator, period, stem, .. } = heading::read(text, ANY_YEARS);
    let is_known = match role {
        Some(Role::Indicator) => !OF_ANY_LIST.contains(&stem.as_str()),
        Some(
            Role::Value(_) | Role::Rag | Role::Direction | Role::DesiredDirection | Role::Basis | Role::Unit,
        ) => true,
        _ => false,
    };
    is_known || comparator.is_some() || period.is_some() || unit::is_said(text)
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// How many figures there are, and what is told.
    fn check(lines: &str, figures: usize, told: &[&str]) {
        let reading = general(lines);
        let messages: Vec<&str> = reading.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!((reading.figures.len(), &messages[..]), (figures, told), "{lines}");
    }

    #[test]
    fn the_rest_of_a_table_for_something_else_is_set_aside_too() {
        check(
            "KPI | Q1 22/23 | Q2 22/23
             Number of plans | 5 | 6

             Service | Budget £000 | Variance £000
             Highways | 12,000 | (150)

             ~ Number of parks | 900 | 30",
            2,
            &[
                "table 2 was set aside: it is one of accounts, charges or funds, by `Budget £000`, `Variance £000`",
                "table 3 was set aside: it is one of accounts, charges or funds, by `Budget £000`, `Variance £000`",
            ],
        );
    }

    #[test]
    fn standards_without_results_are_promises() {
        let told = "table 1 was set aside: it sets standards and has no results beside them";
        check("Standard | Target\nReply to letters | 10 working days\nPay invoices | 30 days", 0, &[told]);
        check("Standard | Target 2023/24\nReply to letters in 10 days | 90%", 1, &[]);
        check("Standard | Target | Actual\nReply to letters in 10 days | 90% | 95%", 2, &[]);
        check("Measure | Target\nReply to letters in 10 days | 90%", 1, &[]);
    }

    #[test]
    fn indicators_may_have_actions_and_actions_indicators() {
        check("KPI | Target | Q1 22/23 | Action | Lead\nNumber of plans | 7 | 5 | Recruit | AB", 2, &[]);
        check(
            "Indicator | Action | Lead | Due date\nPlans issued in time | Recruit 3 | AB | May 2023",
            0,
            &[],
        );
    }
}
