//! The period that a document reports on, where it states exactly one.
//!
//! The words that are trusted most decide, and where these state several periods, nothing less decides between them. What a
//! sentence says of a period is believed only where it says what the paper covers.

use std::sync::LazyLock;

use boardlift_lexicon::heading::{Relation, Relative, definitions as defined_in};
use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{fold, wording};
use boardlift_model::{Block, Document, Period, PeriodType, StatedPeriod};
use regex::Regex;

use super::LONGEST_TITLE_LINE;
use crate::headings::Headings;

/// What a document says of its own period.
#[derive(Debug, Default)]
pub(crate) struct Reporting {
    /// The period that it reports on.
    pub(crate) period: Option<StatedPeriod>,
    /// The periods that it defines words by: `Last period is November 2023`.
    pub(crate) definitions: Vec<(Relative, StatedPeriod)>,
    /// The period that it says its figures are for: `Figures are for 2022/23 unless shown otherwise.`
    pub(crate) of_figures: Option<StatedPeriod>,
}

/// Reads it. `tables` are the blocks of the tables of indicators, `title` that of the title.
pub(crate) fn read(
    document: &Document,
    tables: &[usize],
    title: Option<usize>,
    headings: &Headings,
) -> Reporting {
    let definitions = definitions(document);
    let first_table = tables.first().copied().unwrap_or(document.blocks.len());
    let (front, rest) = document.blocks.split_at(first_table);
    let title = title.map(|at| &document.blocks[at]);
    let captions = captions(document, tables, headings);
    let sheets = tables.iter().filter_map(|&table| match &document.blocks[table] {
        Block::Grid(grid) => grid.place()?.sheet(),
        _ => None,
    });
    let by_trust: [Vec<&str>; 8] = [
        front.iter().chain(title).filter_map(line).filter(|line| is_labelled(line)).collect(),
        title.and_then(line).into_iter().collect(),
        front.iter().filter_map(heading).collect(),
        front.iter().filter_map(line).collect(),
        front.iter().flat_map(sentences).filter(|words| says_its_period(words)).collect(),
        captions,
        below(rest).collect(),
        sheets.collect(),
    ];
    let defined = definitions.iter().find(|(relative, _)| relative.relation == Relation::Same);
    let period = defined.map(|(_, stated)| stated.clone()).or_else(|| {
        let lines: Vec<&str> = title.into_iter().chain(front).filter_map(line).collect();
        let stated = most_trusted(&by_trust, &lines);
        only(if stated.is_empty() { by_file_name(&document.source.file_name) } else { stated })
    });
    let lines_of_figures = front.iter().filter_map(line).filter(|words| heads_figures_for(words));
    let of_figures = front.iter().flat_map(sentences).filter(|words| says_what_figures_are_for(words));
    let of_figures = of_figures.chain(lines_of_figures);
    let of_figures = only(agreed(&of_figures.collect::<Vec<_>>(), Years::default()));
    Reporting { period: period.or_else(|| of_figures.clone()), definitions, of_figures }
}

/// The headings over the tables, if the first of them states a period: what a later one states is its own table's.
fn captions<'a>(document: &'a Document, tables: &[usize], headings: &Headings) -> Vec<&'a str> {
    let over = |table: &usize| heading(&document.blocks[headings.over(*table)?]);
    let states_one = |words: &str| !period::reported(words, Years::default()).is_empty();
    let first = tables.first().and_then(over).filter(|words| states_one(words));
    first.map_or_else(Vec::new, |_| tables.iter().filter_map(over).collect())
}

/// The lines from the first table on that are neither headings nor stand right above another table.
fn below(rest: &[Block]) -> impl Iterator<Item = &str> {
    let is_caption = |at: usize| matches!(rest.get(at + 1), Some(Block::Grid(_)));
    let lines = rest.iter().enumerate().filter(move |(at, _)| !is_caption(*at)).map(|(_, block)| block);
    lines.filter(|block| heading(block).is_none()).filter_map(line)
}

/// The periods that the most trusted of these lines state: the first group that states any decides. Where it states a year
/// and lines of `around` name a part of it, `Performance report 2023/24` above `Quarter 3`, the part is meant.
pub(crate) fn most_trusted(by_trust: &[Vec<&str>], around: &[&str]) -> Vec<StatedPeriod> {
    let mut found = by_trust.iter().map(|lines| agreed(lines, Years::default()));
    let found = found.find(|found| !found.is_empty()).unwrap_or_default();
    let [year] = found.as_slice() else { return found };
    let first = Some(year.period.start.year());
    let years = match year.period.kind {
        PeriodType::FinancialYear => Years { financial: first, academic: None },
        PeriodType::AcademicYear => Years { financial: None, academic: first },
        _ => return found,
    };
    let mut parts = agreed(around, years);
    parts.retain(|part| contains(&year.period, &part.period));
    if parts.is_empty() { found } else { parts }
}

/// The periods that a file's name states. A month there is as often that of the meeting or of the day it was put up.
fn by_file_name(name: &str) -> Vec<StatedPeriod> {
    let mut stated = agreed(&[&period::words_of_file_name(name)], Years::default());
    stated.retain(|stated| stated.period.kind != PeriodType::Month);
    stated
}

/// The periods that lines state, each once; of a year and a part of it the part.
fn agreed(lines: &[&str], years: Years) -> Vec<StatedPeriod> {
    let mut found: Vec<StatedPeriod> = Vec::new();
    for stated in lines.iter().flat_map(|line| stated_by(line, years)) {
        if found.iter().all(|known| known.period != stated.period) {
            found.push(stated);
        }
    }
    let is_narrowed = |year: &StatedPeriod| {
        let is_year = matches!(
            year.period.kind,
            PeriodType::FinancialYear | PeriodType::AcademicYear | PeriodType::CalendarYear
        );
        is_year && found.iter().any(|part| contains(&year.period, &part.period))
    };
    found.iter().filter(|stated| !is_narrowed(stated)).cloned().collect()
}

/// The periods that one line states. Of those that it defines words by it is the current one.
fn stated_by(line: &str, years: Years) -> Vec<StatedPeriod> {
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\b(quarter|qtr)\s*:\s*(\d)").expect("a good pattern"));
    let defined = defined_in(line);
    if defined.is_empty() {
        return period::reported(&LABEL.replace_all(line, "$1 $2"), years);
    }
    let current = defined.into_iter().filter(|(relative, _)| relative.relation == Relation::Same);
    current.map(|(_, stated)| stated).collect()
}

/// Whether a period is a part of another.
fn contains(whole: &Period, part: &Period) -> bool {
    part != whole && whole.start <= part.start && part.end <= whole.end
}

fn only(found: Vec<StatedPeriod>) -> Option<StatedPeriod> {
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// Definitions of words of the headings, without those that contradict each other.
fn definitions(document: &Document) -> Vec<(Relative, StatedPeriod)> {
    let words = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(text)
        | Block::Paragraph(text)
        | Block::ListItem(text)
        | Block::Footnote { text, .. } => Some(text.text.as_str()),
        Block::Grid(_) | Block::Key(_) => None,
    });
    let all: Vec<(Relative, StatedPeriod)> = words.flat_map(defined_in).collect();
    let is_certain = |(relative, stated): &&(Relative, StatedPeriod)| {
        all.iter().all(|(other, days)| other != relative || days.period == stated.period)
    };
    all.iter().filter(is_certain).cloned().collect()
}

/// The words of a heading, or of a paragraph that is no sentence.
pub(crate) fn line(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(text)
            if text.text.len() <= LONGEST_TITLE_LINE && !wording::is_sentence(&text.text) =>
        {
            Some(&text.text)
        }
        _ => heading(block),
    }
}

/// The words of a heading.
pub(crate) fn heading(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(text) => Some(&text.text),
        _ => None,
    }
}

/// The sentences of a paragraph.
fn sentences(block: &Block) -> impl Iterator<Item = &str> {
    let text = match block {
        Block::Paragraph(text) => text.text.as_str(),
        _ => "",
    };
    text.split_inclusive(". ").map(str::trim)
}

fn is_labelled(line: &str) -> bool {
    let key = fold::key(line);
    ["reporting period", "period covered", "period of report", "quarter reported", "reporting quarter"]
        .iter()
        .any(|label| key.contains(label))
}

/// Whether a sentence says which period the paper, or all that it counts, is about.
fn says_its_period(sentence: &str) -> bool {
    says_what_it_covers(sentence) || says_what_figures_are_for(sentence) || says_what_stands_below(sentence)
}

/// Whether a sentence says what the paper is about: `This report covers quarter 3 of 2023/24.`
fn says_what_it_covers(sentence: &str) -> bool {
    static COVERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?:The purpose of (?:this|the) (?:report|paper) is to (?:present|provide|report|set out|summarise|update)\b",
            r"|(?:Here|These|Below) (?:is|are) (?:all )?our (?:latest )?(?:performance|results|figures) for\b",
            r"|(?:This|The|Our) (?:\w+ ){0,3}(?:report|paper|dashboard|scorecard|appendix|annex|document|summary|update|pack)",
            r"\s+(?:covers|reports on|sets out|presents|summarises|provides|gives|shows|details|is for)\b)",
        ))
        .expect("a good pattern")
    });
    COVERS.is_match(sentence) && period::reported(sentence, Years::default()).len() == 1
}

/// Whether a sentence says that the performance of a period is what stands below: `Performance against all targets for
/// 2005-06 is shown in the table below.`
fn says_what_stands_below(sentence: &str) -> bool {
    static BELOW: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:the |our )?(?:[\w-]+ ){0,2}(?:performance|progress|results?|outturns?|figures|data|statistics)\b",
            r".* (?:is|are) (?:shown|set out|given|summarised|presented|listed|detailed|provided|reported)\b.* below\b",
        ))
        .expect("a good pattern")
    });
    // What is shown to compare with is of before: `Results of 2019/20 are shown below for comparison.`
    let compares =
        fold::key(sentence).split(' ').any(|word| word.starts_with("compar") || word == "previous");
    BELOW.is_match(sentence) && !compares && period::reported(sentence, Years::default()).len() == 1
}

/// Whether a line over the tables says which period the figures below it are for: `Our survey results for 2023/24`.
fn heads_figures_for(line: &str) -> bool {
    static FOR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:[\w-]+ ){0,6}(?:data|figures|results|scores) for\b").expect("a good pattern")
    });
    FOR.is_match(line) && period::reported(line, Years::default()).len() == 1
}

/// Whether a sentence says which period all figures are for that have none of their own: `All data relates to 2022/23.`
fn says_what_figures_are_for(sentence: &str) -> bool {
    static FOR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:unless (?:otherwise )?(?:stated|shown|noted|indicated)(?: otherwise)?,? )?(?:all |the )?(?:the )?",
            r"(?:figures|data|results)(?: (?:shown|given|set out|presented))?(?: (?:below|here|in (?:this|the) \w+))?",
            r" (?:(?:is|are) for|relates? to|covers?)\b",
        ))
        .expect("a good pattern")
    });
    FOR.is_match(sentence) && period::reported(sentence, Years::default()).len() == 1
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The first and the last day that a document with this front reports on.
    fn check(front: &str, expected: &str) {
        let reading = general(&format!("{front}\n\nKPI | Actual | Target\nPlans | 5 | 6"));
        let stated = reading.profile.period.map(|stated| stated.period);
        let found = stated.map_or("-".to_owned(), |days| format!("{}..{}", days.start, days.end));
        assert_eq!(found, expected, "{front}");
    }

    #[test]
    fn titles_and_lines_below_them() {
        check("# Performance report\nQuarter 3 2023/24", "2023-10-01..2023-12-31");
        check("# Scorecard, quarter 2 2023/24\nPublished December 2023", "2023-07-01..2023-09-30");
        check("# Performance report 2022/23\n# Quarter 4", "2023-01-01..2023-03-31");
        check("# Quarter 4 performance\n# 2022/23", "2023-01-01..2023-03-31");
        check("# Scorecard\nPosition as at 30 September 2023", "2023-09-30..2023-09-30");
        check("# Scorecard\n# 2023/24\n# Quarter 1 2023/24", "2023-04-01..2023-06-30");
        check("# Scorecard\nQuarter: 2\nYear: 2023/24", "2023-07-01..2023-09-30");
    }

    #[test]
    fn sentences_count_only_where_they_say_what_the_paper_covers() {
        check("# Scorecard\nThis report covers quarter 3 of 2023/24.", "2023-10-01..2023-12-31");
        check("# Scorecard\nStaff were moved in quarter 3 of 2023/24 to clear the backlog.", "-");
        check(
            "# Scorecard\nThe purpose of this report is to present an update on delivery during Quarter 2 (July to September 2023).",
            "2023-07-01..2023-09-30",
        );
        check(
            "# Scorecard\nThese are our results for quarter two, 2023/24, and they are better.",
            "2023-07-01..2023-09-30",
        );
        check(
            "# Scorecard\nWe update this quarterly. The figures shown below relate to the period 1 January 2019 to 31 March 2019.",
            "2019-01-01..2019-03-31",
        );
        check("# Scorecard\nThis report shows 2022/23 and 2023/24 side by side.", "-");
        check(
            "# Scorecard\nCopies are in the library. Performance against all our targets for 2005-06 is shown in the table below.",
            "2005-04-01..2006-03-31",
        );
        check("# Scorecard\nCopies are here. Results of 2019/20 are shown below for comparison.", "-");
        check(
            "# Scorecard\nProgress in 2022/23 and the targets for 2023/24 are shown below.",
            "2022-04-01..2023-03-31",
        );
        check("# Scorecard\nPerformance in 2022/23 was shown in our last report.", "-");
    }

    #[test]
    fn meetings_and_several_periods_state_none() {
        check("# Scorecard\nScrutiny Committee, 5 March 2024", "-");
        check("# Performance in 2021/22 and 2022/23\nQuarter 1 2023/24", "-");
    }

    #[test]
    fn what_stands_over_a_later_table_is_its_own() {
        let later = |line: &str| {
            let reading = general(&format!(
                "# Scorecard\n\nKPI | Actual | Target\nPlans | 5 | 6\n\n{line}\n\nKPI | Actual | Target\nVisits | 7 | 8"
            ));
            reading.profile.period.map(|stated| stated.period.start.to_string())
        };
        assert_eq!(later("# Results 2022/23"), None);
        assert_eq!(later("Our results for 2022/23:"), None);
        check(
            "# Scorecard\nThe figures shown below relate to the period 1 January 2023 to 31 March 2023.",
            "2023-01-01..2023-03-31",
        );
    }

    #[test]
    fn words_that_are_defined() {
        check(
            "# Scorecard\nThis period is December 2023, last period is November 2023.",
            "2023-12-01..2023-12-31",
        );
    }
}
