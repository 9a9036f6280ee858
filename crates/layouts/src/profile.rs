//! What a document says of itself: title, board, period, day of the meeting, and whose it may be.

mod claims;
pub(crate) mod reporting;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boardlift_lexicon::fold;
use boardlift_lexicon::period;
use boardlift_model::{Block, Document, Profile, Text};
use regex::Regex;

use crate::headings::Headings;
pub(crate) use crate::profile::reporting::Reporting;
use crate::spec::Spec;

/// Words that titles of such papers have and section headings seldom.
const TITLE_WORDS: &[&str] = &[
    "board",
    "dashboard",
    "scorecard",
    "report",
    "dataset",
    "data set",
    "kpi",
    "kpis",
    "performance indicators",
    "performance",
];
/// A longer paragraph is prose and no line of a title page.
const LONGEST_TITLE_LINE: usize = 120;

/// What a document says of itself. `tables` are the blocks of its tables of indicators, `title` that of its title;
/// `reporting` is what it says of its period.
pub(crate) fn read(
    document: &Document,
    tables: &[usize],
    title: Option<usize>,
    reporting: &Reporting,
    spec: Option<&Spec>,
) -> Profile {
    let board = board(document, spec);
    Profile {
        title: title.map(|at| heading_text(&document.blocks[at]).to_owned()),
        board,
        period: reporting.period.clone(),
        meeting_date: meeting_date(document),
        authority_claims: claims::of(document, tables, spec),
    }
}

/// The heading that is the document's title, as its block from 0: of the headings before the last table the first
/// that uses the words of titles, else the first of all. A heading that stands directly over a table while every
/// other table has one of its own is that table's; the same words over several tables are no table's own.
pub(crate) fn title_block(document: &Document, tables: &[usize], headings: &Headings) -> Option<usize> {
    let last_table = tables.last().copied().unwrap_or(document.blocks.len());
    let candidates: Vec<usize> =
        (0..last_table).filter(|&at| matches!(document.blocks[at], Block::Heading(_))).collect();
    let sections: Vec<Option<usize>> = tables.iter().map(|&table| headings.over(table)).collect();
    let words = |at: &usize| heading_text(&document.blocks[*at]);
    let distinct: BTreeSet<&str> = sections.iter().flatten().map(words).collect();
    let each_has_its_own = sections.len() > 1 && distinct.len() == sections.len();
    let own: BTreeSet<usize> = sections.into_iter().flatten().filter(|_| each_has_its_own).collect();
    let free = || candidates.iter().copied().filter(|at| !own.contains(at));
    free().find(|&at| speaks_of_a_paper(heading_text(&document.blocks[at]))).or_else(|| {
        let first = free().next()?;
        (Some(first) == candidates.first().copied() && !heads_a_list(document, first)).then_some(first)
    })
}

/// The words of a heading; empty for any other block.
pub(crate) fn heading_text(block: &Block) -> &str {
    match block {
        Block::Heading(text) => &text.text,
        _ => "",
    }
}

fn heads_a_list(document: &Document, at: usize) -> bool {
    matches!(document.blocks.get(at + 1), Some(Block::ListItem(_)))
}

fn speaks_of_a_paper(heading: &str) -> bool {
    let key = format!(" {} ", fold::key(heading));
    TITLE_WORDS.iter().any(|words| key.contains(&format!(" {words} ")))
}

/// The first words that end in `Board`, `Committee` or `Panel` and start with capitals: `SEND Improvement Board`.
fn board(document: &Document, spec: Option<&Spec>) -> Option<String> {
    static BOARD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:(?:[A-Z][\w’']*|\([A-Z]+\)|&|and|of|for)\s+){1,7}(?:Board|BOARD|Committee|COMMITTEE|Panel|PANEL)\b",
        )
        .expect("a good pattern")
    });
    let printed = title_lines(document).find_map(|text| Some(BOARD.find(&text.text)?.as_str().to_owned()));
    let known = spec.and_then(|spec| spec.document.board.clone());
    match (printed, known) {
        // The spec has the same board's name in its usual spelling.
        (Some(printed), Some(known)) if one_ends_the_other(&printed, &known) => Some(known),
        (Some(printed), _) => Some(printed),
        (None, known) => known,
    }
}

fn one_ends_the_other(a: &str, b: &str) -> bool {
    let (a, b) = (fold::key(a), fold::key(b));
    a.ends_with(&b) || b.ends_with(&a)
}

/// Headings and short paragraphs outside the tables.
fn title_lines(document: &Document) -> impl Iterator<Item = &Text> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Heading(text) => Some(text),
        Block::Paragraph(text) if text.text.len() <= LONGEST_TITLE_LINE => Some(text),
        _ => None,
    })
}

fn meeting_date(document: &Document) -> Option<boardlift_model::Date> {
    title_lines(document).find_map(|text| period::find_date(meeting_words(&text.text)?))
}

/// The words after `Meeting date:` and the like.
fn meeting_words(words: &str) -> Option<&str> {
    static MEETING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:date of (?:the )?meeting|meeting date|meeting(?: held)? on|meeting of)\b:?")
            .expect("a good pattern")
    });
    MEETING.find(words).map(|found| &words[found.end()..])
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    const TABLE: &str = "Ref | KPI | May 22\n1 | Number of plans | 5";

    /// What a document says of itself: title, board, period, day of the meeting; and the section of its first figure.
    fn check(front: &str, expected: &str) {
        let reading = general(&format!("{front}\n\n{TABLE}"));
        let profile = reading.profile;
        let parts = [
            profile.title,
            profile.board,
            profile.period.map(|stated| stated.period.start.to_string()),
            profile.meeting_date.map(|day| day.to_string()),
            reading.figures.first().and_then(|figure| figure.section.clone()),
        ];
        let found: Vec<String> =
            parts.into_iter().map(|part| part.unwrap_or_else(|| "-".to_owned())).collect();
        assert_eq!(found.join(" | "), expected, "{front}");
    }

    #[test]
    fn a_title_is_no_section() {
        check(
            "# SEND Improvement Board Scorecard",
            "SEND Improvement Board Scorecard | SEND Improvement Board | - | - | -",
        );
        check("# Ourtown SEND dashboard\n# Timeliness", "Ourtown SEND dashboard | - | - | - | Timeliness");
        check("# Timeliness\n- a point", "- | - | - | - | Timeliness");
        check("", "- | - | - | - | -");
    }

    #[test]
    fn tables_with_a_heading_each_leave_no_title() {
        let two = format!("# Section A: Voice\n\n{TABLE}\n\n# Section B: Health");
        check(&two, "- | - | - | - | Section A: Voice");
        let again = format!("# Improvement plan in figures\n\n{TABLE}\n\n# Improvement plan in figures");
        check(&again, "Improvement plan in figures | - | - | - | -");
    }

    #[test]
    fn the_reporting_period_and_the_day_of_the_meeting() {
        check(
            "# Partnership dashboard\n# Q4 2022/23\nReporting period: January - March 2023\nMeeting date: 17.04.2023",
            "Partnership dashboard | - | 2023-01-01 | 2023-04-17 | -",
        );
        check("# Ourtown Borough Council", "Ourtown Borough Council | - | - | - | -");
        check("# Scorecard, 2021/22 Q3", "Scorecard, 2021/22 Q3 | - | 2021-10-01 | - | -");
        check("# Scorecard\nMeeting of 5 May 2022", "Scorecard | - | - | 2022-05-05 | -");
    }

    #[test]
    fn boards_are_named_by_their_kind() {
        check(
            "# Report to the Children and Families Scrutiny Committee",
            "Report to the Children and Families Scrutiny Committee | Children and Families Scrutiny Committee | - | - | -",
        );
        check("# Performance on board", "Performance on board | - | - | - | -");
    }
}
