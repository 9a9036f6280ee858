//! Words that stand for: there is no figure.
//!
//! Wordings are recognised by what they are made of, not from a list of sentences: `not` … `available`, `no` …
//! `data`, `being` … `scoped`. The first clause of the cell decides (`TBC - after the spring census`), and a clause
//! too long to be a remark is a statement. Judgements (`Not met`, `Below National`), plain denials (`None`, `No
//! change`, `No concerns`) and the progress of work (`In progress`, `Delayed`, `Published`) are no such wordings:
//! they say something.

mod wording;
mod words;

use boardlift_model::Status;

use crate::fold;

/// Clauses with more words than this are statements.
const LONGEST_CLAUSE: usize = 12;

/// What parts a first clause from further remarks. Each begins with one of [`END_SIGNS`].
const CLAUSE_ENDS: [&str; 10] = [" - ", " – ", " — ", ": ", "; ", ". ", ", ", " (", " [", " ="];

/// What the ends of a clause begin with.
const END_SIGNS: [char; 5] = [' ', ':', ';', '.', ','];

/// What the words of a whole cell say instead of a figure; nothing where they are no such words, and nothing where
/// a figure stands among them or at their start (`95% (not yet validated)`).
///
/// A dash, however long and often, is [`Status::NotAvailable`]: statistics in this country use it so, and `blank`
/// would say that nothing was printed. So are `:`, `..` and `x`. `~` and `low` are [`Status::Suppressed`]: a figure
/// exists and is withheld or rounded away. `<5` is a figure with a bound. `No target` and `annual` are
/// [`Status::NotAvailable`]: for this column there is no figure.
///
/// Never gives [`Status::Reported`] or [`Status::Text`].
pub fn status(text: &str) -> Option<Status> {
    let printed = fold::printed(text);
    if let Some(status) = mark(&printed).or_else(|| twice(&printed)) {
        return Some(status);
    }
    if !printed.starts_with(char::is_alphabetic) || holds_figure(&printed) {
        return None;
    }
    let clause = first_clause(&printed);
    if clause.split(' ').count() > LONGEST_CLAUSE {
        return None;
    }
    let clause = fold::key(clause);
    wording::status(&clause.split(' ').collect::<Vec<_>>())
}

/// Signs and letters that stand for a missing figure when they are the whole cell. Single letters count in lower
/// case or in square brackets only: a capital may be a grade or a judgement.
fn mark(printed: &str) -> Option<Status> {
    Some(match printed {
        "" => Status::Blank,
        "*" | "**" | "***" | "(*)" | "c" | "(c)" | "[c]" | "[C]" | "~" | "low" | "[low]" => {
            Status::Suppressed
        }
        "x" | "(x)" | "[x]" | "[X]" | ":" | ".." | "..." | "…" | "[u]" => Status::NotAvailable,
        "z" | "(z)" | "[z]" | "[Z]" => Status::NotApplicable,
        _ if is_spreadsheet_error(printed) || printed.chars().all(is_dash) => Status::NotAvailable,
        _ => return None,
    })
}

/// A sign and the same in brackets, where a column prints figures so: `* (*)`.
fn twice(printed: &str) -> Option<Status> {
    let (first, second) = printed.split_once(" (")?;
    let second = second.strip_suffix(')')?;
    mark(first).filter(|status| *status != Status::Blank && mark(second) == Some(*status))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '\u{2011}' | '‒' | '–' | '—' | '―' | '−' | '_' | ' ')
}

/// What a workbook shows where a formula has no result.
fn is_spreadsheet_error(words: &str) -> bool {
    ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"].contains(&words)
}

/// Whether a percentage or a sum of money stands in the words. Other numbers may be dates and references.
fn holds_figure(printed: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let percent = printed.split('%').rev().skip(1).any(|before| before.trim_end().ends_with(is_digit));
    percent || printed.split('£').skip(1).any(|after| after.trim_start().starts_with(is_digit))
}

fn first_clause(printed: &str) -> &str {
    let ends = |at: &usize| {
        printed.get(*at..).is_some_and(|rest| CLAUSE_ENDS.iter().any(|end| rest.starts_with(end)))
    };
    let end = printed.match_indices(END_SIGNS).map(|(at, _)| at).find(ends);
    end.and_then(|end| printed.get(..end)).unwrap_or(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<Status>, cases: &[&str]) {
        let wrong: Vec<_> =
            cases.iter().map(|text| (text, status(text))).filter(|(_, got)| *got != expected).collect();
        assert!(wrong.is_empty(), "expected {expected:?}, got {wrong:?}");
    }

    #[test]
    fn clauses_end_with_known_signs() {
        assert!(CLAUSE_ENDS.iter().all(|end| end.starts_with(END_SIGNS)));
    }

    #[test]
    fn an_empty_cell_is_blank() {
        check(Some(Status::Blank), &["", "  ", "\u{A0}\n", "\u{200B}"]);
    }

    #[test]
    fn not_applicable() {
        check(
            Some(Status::NotApplicable),
            &[
                "N/A",
                "n/a",
                "na",
                "NA",
                "n.a.",
                "N / A",
                "Not applicable",
                "Not Applicable (Y11 only)",
                "z",
                "[z]",
                "N/A - no cohort",
                "not relevant",
                "Does not apply",
            ],
        );
    }

    #[test]
    fn not_available() {
        check(
            Some(Status::NotAvailable),
            &[
                "No responses",
                "No responses (CYP survey was closed)",
                "Not received",
                "Not yet available",
                "Unable to obtain / Carenotes",
                "awaiting data",
                "Awaiting Q3 data from provider",
                "currently not avail",
                "Data not currently available",
                "No data recorded",
                "No data",
                "no return",
                "No data (only collect responses to SEN Support survey during Spring term)",
                "not collected",
                "Not measured",
                "not known",
                "Not recorded",
                "Not reported this quarter",
                "No target",
                "No target set",
                "No baseline",
                "no national data",
                "No comparator data",
                "annual",
                "Annual measure",
                "reported annually",
                "This is an annual indicator",
                "Annual data - due in July",
                "collected termly",
                "data lag",
                "Data delayed",
                "pending",
                "due Q2",
                "Due in September",
                "Available from May 24",
                "expected in the autumn",
                "Data will be available in March",
                "To be reported in Q4",
                "data missing",
                "Unavailable",
                "Unknown",
                "Data quality issues",
                "no longer collected",
                "Measure no longer reported",
                "Discontinued",
                "Assessments cancelled",
                "Survey not undertaken",
                "Cannot be calculated",
                "could not be provided",
                "No national comparator",
                "No update received",
                "-",
                "–",
                "—",
                "--",
                "- -",
                ":",
                "..",
                "...",
                "…",
                "x",
                "[x]",
                "#N/A",
                "#DIV/0!",
                "#REF!",
                "Data not available until Sept 2024",
            ],
        );
    }

    #[test]
    fn to_be_confirmed() {
        check(
            Some(Status::ToBeConfirmed),
            &[
                "TBC",
                "tbc",
                "TBD",
                "tbd",
                "TBA",
                "tbc.",
                "TBC (Autumn)",
                "TBC - after the spring census",
                "твс",
                "Target TBC",
                "to be set",
                "To be agreed",
                "being scoped",
                "Baseline to be set",
                "Collection process tbd",
                "Data currently being scoped",
                "Data Processes being scoped",
                "Data currently being scoped - available from May 24 (April 24 data)",
                "in development",
                "Under review",
                "KPI under development",
                "not set",
                "Not yet agreed",
                "target not set",
                "awaiting confirmation",
                "Subject to approval",
                "Establishing baseline",
                "Baseline year",
                "yet to be determined",
            ],
        );
    }

    #[test]
    fn new_indicator() {
        check(
            Some(Status::NewIndicator),
            &[
                "New KPI",
                "New KPI - no baseline measure",
                "New indicator",
                "new measure",
                "New",
                "New for 23/24",
                "New in Q2",
                "New measure, data not available",
                "new KPI this year",
            ],
        );
    }

    #[test]
    fn see_other() {
        check(
            Some(Status::SeeOther),
            &[
                "as KPI 64",
                "see 12",
                "See KPI 12",
                "see indicator 4",
                "See 1.01",
                "as above",
                "see above",
                "See KPI64",
                "same as KPI 3",
                "included in 12",
                "See 12 and 13",
                "as per indicator 7",
                "ditto",
            ],
        );
    }

    #[test]
    fn suppressed() {
        check(
            Some(Status::Suppressed),
            &[
                "*",
                "* (*)",
                "**",
                "c",
                "[c]",
                "~",
                "low",
                "[low]",
                "suppressed",
                "Data suppressed",
                "Numbers too small",
                "too small to report",
                "Small cohort",
                "Redacted",
                "SUPP",
            ],
        );
    }

    #[test]
    fn figures_and_statements_are_none() {
        check(
            None,
            &[
                "0",
                "48%",
                "<5",
                "<5%",
                "95% (not yet validated)",
                "12 TBC",
                "£1.2m pending",
                "TBC - 45%",
                "Awaiting data: 45%",
                "Below National",
                "Quarterly actual",
                "None",
                "No change",
                "No concerns",
                "Nil",
                "Not met",
                "Not on track",
                "Not started",
                "In progress",
                "Delayed",
                "Published",
                "Completed",
                "Yes",
                "No",
                "C",
                "X",
                "Low",
                "A",
                "Improved performance",
                "Above Stat Neighbour Average",
                "Additional 800",
                "See comments",
                "see note 3",
                "Due to staff absence",
                "Outstanding",
                "Unable to recruit",
                "To be above national",
                "Newham",
                "National",
                "Q3",
                "Year 11",
                "▲",
                "see Q3",
                "The board was told that the data had not been received in time for this meeting and asked for it",
            ],
        );
    }
}
