//! Which lists of names and figures give indicators, where nothing is printed over the figures.
//!
//! Charges, telephone numbers, staff and populations are listed in the same way. A list is believed where its own names say
//! for the most part that something is counted or measured, or the words over it say so, or its figures are percentages, and
//! where the words over it promise results, or a target stands beside its figures. Words over it that are about another matter,
//! or about the place, speak against it.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::matter::{self, Matter};
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value;
use boardlift_model::{Block, Document, Kind, Text, Unit};

use crate::headings::Headings;

use super::entry::{Entry, Part};
use super::{label, pair};

/// Fewer names and figures in the whole of a paper are no list.
const FEWEST: usize = 3;
/// More words over a list are prose, unless they end in a colon.
const MOST_WORDS_OVER: usize = 15;

/// The lists of the lines outside the tables: names and figures on lines that nothing stands between.
pub(super) fn of_lines(blocks: &[Block]) -> Vec<Vec<Entry>> {
    let entry = |(at, block): (usize, &Block)| match block {
        Block::Paragraph(text) | Block::ListItem(text) => pair::entry(text, at),
        _ => None,
    };
    let entries: Vec<Option<Entry>> = blocks.iter().enumerate().map(entry).collect();
    let lists = entries.chunk_by(|a, b| a.is_some() == b.is_some());
    lists
        .map(|list| list.iter().flatten().cloned().collect())
        .filter(|list: &Vec<Entry>| !list.is_empty())
        .collect()
}

/// Adds the lists that are believed to the entries that are, where none of these has taken their blocks.
pub(super) fn add(
    entries: &mut Vec<Entry>,
    document: &Document,
    headings: &Headings,
    lists: Vec<Vec<Entry>>,
) {
    let taken: BTreeSet<usize> = entries.iter().flat_map(|entry| entry.blocks.clone()).collect();
    let is_free = |entry: &Entry| !entry.blocks.clone().any(|block| taken.contains(&block));
    let titles = titles(&document.blocks);
    let over = |list: &[Entry]| {
        let first = list.first()?.blocks.start;
        Some(Over::of(&document.blocks, first, titles, headings.over(first)))
    };
    let nearest = nearest_headings(&document.blocks);
    let heading = |list: &[Entry]| nearest.get(list.first()?.blocks.start).copied().flatten();
    let believed: Vec<Vec<Entry>> = lists
        .into_iter()
        .filter(|list| list.iter().all(is_free))
        .filter(|list| over(list).is_some_and(|over| is_believed(list, &over)))
        .map(|list| dated(&document.blocks, heading(&list), list))
        .collect();
    if believed.iter().map(Vec::len).sum::<usize>() >= FEWEST {
        entries.extend(believed.into_iter().flatten());
        entries.sort_by_key(|entry| entry.blocks.start);
    }
}

fn is_believed(list: &[Entry], over: &Over<'_>) -> bool {
    let most = |test: fn(&Entry) -> bool| 2 * list.iter().filter(|entry| test(entry)).count() > list.len();
    let sections = || list.iter().filter_map(|entry| entry.section.as_ref());
    let is_promised =
        || over.promises_results() || sections().any(|cell| matter::promises_results(&cell.text));
    (most(measures) || over.measures()) && !over.is_of_another_matter() && (most(has_target) || is_promised())
}

/// Whether a name says that something is counted or measured, or its figure does. Several figures under words of their own are
/// the parts of what was counted.
fn measures(entry: &Entry) -> bool {
    let is_counted = entry.parts.len() > 1 && entry.parts.iter().all(Part::is_unknown);
    let is_percent =
        |part: &Part| value::read(&part.value.text, Years::default()).cell.unit == Some(Unit::Percent);
    is_counted
        || entry.name.as_ref().is_some_and(|name| matter::counts(&name.text))
        || entry.parts.iter().any(is_percent)
}

/// Whether a result has its target beside it.
fn has_target(entry: &Entry) -> bool {
    let has = |kind: Kind| entry.parts.iter().any(|part| part.role == Some(Role::Value(kind)));
    has(Kind::Actual) && has(Kind::Target)
}

/// The entries with the period that is all that stands in the line right above them, or in the nearest heading.
fn dated(blocks: &[Block], heading: Option<usize>, mut list: Vec<Entry>) -> Vec<Entry> {
    let line = list.first().and_then(|first| first.blocks.start.checked_sub(1));
    let above = [line, heading].into_iter().flatten().filter_map(|at| words(blocks.get(at)?));
    let mut periods = above.map(|text| text.text.trim_end_matches(':')).filter(|text| label::is_period(text));
    if let Some(period) = periods.next() {
        for entry in &mut list {
            entry.period = Some(period.to_owned());
        }
    }
    list
}

/// For each block the nearest heading above it.
fn nearest_headings(blocks: &[Block]) -> Vec<Option<usize>> {
    let nearest = |last: &mut Option<usize>, (at, block): (usize, &Block)| {
        let above = *last;
        if matches!(block, Block::Heading(_)) {
            *last = Some(at);
        }
        Some(above)
    };
    blocks.iter().enumerate().scan(None, nearest).collect()
}

/// The words over a list.
struct Over<'a> {
    /// The line right above it and the heading.
    nearest: Vec<&'a str>,
    /// The paper's titles.
    titles: Vec<&'a str>,
}

impl<'a> Over<'a> {
    fn of(
        blocks: &'a [Block],
        first: usize,
        titles: [Option<usize>; TITLES],
        heading: Option<usize>,
    ) -> Self {
        let is_title =
            |words: &&str| words.ends_with(':') || words.split_whitespace().count() <= MOST_WORDS_OVER;
        let texts = |places: &[Option<usize>]| {
            let above = places.iter().flatten().copied().filter(|at| *at < first);
            let texts = above.filter_map(|at| words(blocks.get(at)?)).map(|text| text.text.as_str());
            texts.filter(is_title).collect()
        };
        Over { nearest: texts(&[first.checked_sub(1), heading]), titles: texts(&titles) }
    }

    fn promises_results(&self) -> bool {
        self.nearest.iter().chain(&self.titles).any(|words| matter::promises_results(words))
    }

    /// Whether the nearest words say how all that is listed is counted or measured: `Average scores`.
    fn measures(&self) -> bool {
        self.nearest.iter().any(|words| matter::counts(words))
    }

    /// Whether the nearest words that plainly say what the list is about name another matter, or set the scene.
    fn is_of_another_matter(&self) -> bool {
        let plain = |words: &&str| matter::of_caption(words).filter(|clue| clue.weight > 1);
        let clue = self.nearest.iter().chain(&self.titles).find_map(plain);
        clue.is_some_and(|clue| clue.matter != Matter::Indicators)
            || self.nearest.iter().any(|words| matter::sets_the_scene(words))
    }
}

/// How many titles a paper has: its first words, whose it is and what it is.
const TITLES: usize = 3;

/// The first words of a paper and its first headings.
fn titles(blocks: &[Block]) -> [Option<usize>; TITLES] {
    let mut headings = (0..blocks.len()).filter(|at| matches!(blocks[*at], Block::Heading(_)));
    [Some(0), headings.next(), headings.next()]
}

fn words(block: &Block) -> Option<&Text> {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    fn check(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines).figures.iter().map(line).collect();
        assert_eq!(found, expected, "{lines}");
    }

    const REQUESTS: &str =
        "Number of requests received | 134\nCompliance rate | 92%\nHow many were late? | 3";

    #[test]
    fn tables_without_a_heading() {
        let expected = [
            "Number of requests received ·  · actual · `134` reported = 134 count !role_inferred",
            "Compliance rate ·  · actual · `92%` reported = 92 percent !role_inferred",
            "How many were late? ·  · actual · `3` reported = 3 count !role_inferred",
        ];
        check(&format!("# Our performance\n\n{REQUESTS}"), &expected);
        check(&format!("# How we are doing\n\nRequests | <\n{REQUESTS}"), &expected);
        // Counts in one column, shares in the next.
        let staggered =
            "Number of requests received | 134 |\nCompliance rate | | 92%\nHow many were late? | 3 |";
        check(&format!("# Our performance\n\n{staggered}"), &expected);
    }

    #[test]
    fn words_over_the_figures_and_none_over_the_names() {
        let scores = " | School\nReading | 105\nMaths | 103\nSpelling | 105";
        check(
            &format!("# Performance data\n# Average scores\n\n{scores}"),
            &[
                "Reading · School · actual · `105` reported = 105 !role_inferred",
                "Maths · School · actual · `103` reported = 103 !role_inferred",
                "Spelling · School · actual · `105` reported = 105 !role_inferred",
            ],
        );
        check(&format!("# Performance data\n# Rooms\n\n{scores}"), &[]);
        check(&format!("# Lessons\n# Average scores\n\n{scores}"), &[]);
    }

    #[test]
    fn points_under_a_month() {
        let points = "- Number of requests received - 134\n- Compliance rate – 92%\n";
        check(
            &format!("# Our performance\n# May 2024\n{points}# April 2024\nWe had more.\n{points}"),
            &[
                "Number of requests received ·  · actual 2024-05-01..2024-05-31 · `134` reported = 134 count !role_inferred",
                "Compliance rate ·  · actual 2024-05-01..2024-05-31 · `92%` reported = 92 percent !role_inferred",
                "Number of requests received ·  · actual 2024-04-01..2024-04-30 · `134` reported = 134 count !role_inferred",
                "Compliance rate ·  · actual 2024-04-01..2024-04-30 · `92%` reported = 92 percent !role_inferred",
            ],
        );
    }

    #[test]
    fn paragraphs_that_begin_with_their_figure() {
        let points =
            "92% of plans were issued on time\n\n80.5% of tenants are satisfied\n\n100% of lifts checked";
        check(
            &format!("# Our performance\n# Homes\n\n{points}"),
            &[
                "plans were issued on time ·  · actual · `92%` reported = 92 percent !role_inferred",
                "tenants are satisfied ·  · actual · `80.5%` reported = 80.5 percent !role_inferred",
                "lifts checked ·  · actual · `100%` reported = 100 percent !role_inferred",
            ],
        );
        check(&format!("# Homes\n\n{points}"), &[]);
        check("# Our performance\n\n10 measures of our own\n\n12 measures that tenants are asked about", &[]);
        check(&format!("# Our performance\n# About the district\n\n{points}"), &[]);
        check(&format!("# Our performance\n\nThese are the key standards, and include:\n\n{points}"), &[]);
        check(
            "# Our performance\n\n92% of plans were issued on time\n\nThis is good.\n\n80% of calls answered",
            &[],
        );
    }

    #[test]
    fn results_with_their_targets_need_no_title() {
        check(
            "# Homes\nCalls answered: 90% Target: 85%\nRepairs done in time: 80%, target 90%\nRent collected – 99% (target 98%)",
            &[
                "Calls answered ·  · actual · `90%` reported = 90 percent !role_inferred",
                "Calls answered · Target · target · `85%` reported = 85 percent",
                "Repairs done in time ·  · actual · `80%` reported = 80 percent !role_inferred",
                "Repairs done in time · Target · target · `90%` reported = 90 percent",
                "Rent collected ·  · actual · `99%` reported = 99 percent !role_inferred",
                "Rent collected · Target · target · `98%` reported = 98 percent",
            ],
        );
    }

    #[test]
    fn other_lists() {
        for lines in [
            // Nothing promises results.
            &format!("# Your requests\n\n{REQUESTS}"),
            &format!("# Our performance\n# About the district\n\n{REQUESTS}"),
            &format!("# Our performance\n# Fees and charges\n\n{REQUESTS}"),
            "# Our performance\n\nGarden waste | £45\nBulky waste | £20\nPest control | £60",
            "# Our performance\n\nHousing | 01234 567890\nParking | 01234 567891\nRates | 01234 567892",
            "# Our performance\n- Introduction - 2\n- Customer satisfaction - 6\n- Our people - 9",
            "# Our performance\n- Population: 120,000\n- Households: 50,000\n- Schools: 40",
            "# Our performance\n\nNumber of complaints | 12\nCompliance rate | 90%",
        ] {
            check(lines, &[]);
        }
    }
}
