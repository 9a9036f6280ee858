//! Which lists of names and figures give indicators, where nothing is printed over the figures.
//!
//! Charges, telephone numbers, staff and populations are listed in the same way. A list is believed where its own names say
//! for the most part that something is counted or measured, or its figures are percentages, and where the words over it
//! promise results, or a target stands beside its figures. Words over it that are about another matter, or about the place,
//! speak against it.

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
pub(super) fn add(entries: &mut Vec<Entry>, document: &Document, lists: Vec<Vec<Entry>>) {
    let taken: BTreeSet<usize> = entries.iter().flat_map(|entry| entry.blocks.clone()).collect();
    let is_free = |entry: &Entry| !entry.blocks.clone().any(|block| taken.contains(&block));
    let headings = Headings::of(document);
    let title = document.blocks.iter().position(|block| matches!(block, Block::Heading(_)));
    let over = |list: &[Entry]| {
        let first = list.first()?.blocks.start;
        Some(Over::of(&document.blocks, first, title, headings.over(first)))
    };
    let believed: Vec<Vec<Entry>> = lists
        .into_iter()
        .filter(|list| list.iter().all(is_free))
        .filter(|list| over(list).is_some_and(|over| is_believed(list, &over)))
        .map(|list| dated(&document.blocks, list))
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
    most(measures) && !over.is_of_another_matter() && (most(has_target) || is_promised())
}

/// Whether a name says that something is counted or measured, or its figure does.
fn measures(entry: &Entry) -> bool {
    let is_percent =
        |part: &Part| value::read(&part.value.text, Years::default()).cell.unit == Some(Unit::Percent);
    entry.name.as_ref().is_some_and(|name| matter::counts(&name.text)) || entry.parts.iter().any(is_percent)
}

/// Whether a result has its target beside it.
fn has_target(entry: &Entry) -> bool {
    let has = |kind: Kind| entry.parts.iter().any(|part| part.role == Some(Role::Value(kind)));
    has(Kind::Actual) && has(Kind::Target)
}

/// The entries with the period that stands over them and is all that stands there.
fn dated(blocks: &[Block], mut list: Vec<Entry>) -> Vec<Entry> {
    let above = list.first().and_then(|first| words(blocks.get(first.blocks.start.checked_sub(1)?)?));
    if let Some(period) =
        above.map(|text| text.text.trim_end_matches(':')).filter(|text| label::is_period(text))
    {
        for entry in &mut list {
            entry.period = Some(period.to_owned());
        }
    }
    list
}

/// The words over a list.
struct Over<'a> {
    /// The line right above it and the heading.
    nearest: Vec<&'a str>,
    /// The paper's title, or its first words.
    title: Vec<&'a str>,
}

impl<'a> Over<'a> {
    fn of(blocks: &'a [Block], first: usize, title: Option<usize>, heading: Option<usize>) -> Self {
        let is_title =
            |words: &&str| words.ends_with(':') || words.split_whitespace().count() <= MOST_WORDS_OVER;
        let texts = |places: [Option<usize>; 2]| {
            let above = places.into_iter().flatten().filter(|at| *at < first);
            let texts = above.filter_map(|at| words(blocks.get(at)?)).map(|text| text.text.as_str());
            texts.filter(is_title).collect()
        };
        Over { nearest: texts([first.checked_sub(1), heading]), title: texts([title, Some(0)]) }
    }

    fn promises_results(&self) -> bool {
        self.nearest.iter().chain(&self.title).any(|words| matter::promises_results(words))
    }

    /// Whether the nearest words that plainly say what the list is about name another matter, or set the scene.
    fn is_of_another_matter(&self) -> bool {
        let plain = |words: &&str| matter::of_caption(words).filter(|clue| clue.weight > 1);
        let clue = self.nearest.iter().chain(&self.title).find_map(plain);
        clue.is_some_and(|clue| clue.matter != Matter::Indicators)
            || self.nearest.iter().any(|words| matter::sets_the_scene(words))
    }
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
    fn points_under_a_month() {
        let points = "- Number of requests received - 134\n- Compliance rate – 92%\n";
        check(
            &format!("# Our performance\n# May 2024\n{points}# April 2024\n{points}"),
            &[
                "Number of requests received ·  · actual 2024-05-01..2024-05-31 · `134` reported = 134 count !role_inferred",
                "Compliance rate ·  · actual 2024-05-01..2024-05-31 · `92%` reported = 92 percent !role_inferred",
                "Number of requests received ·  · actual 2024-04-01..2024-04-30 · `134` reported = 134 count !role_inferred",
                "Compliance rate ·  · actual 2024-04-01..2024-04-30 · `92%` reported = 92 percent !role_inferred",
            ],
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
            "# Our performance\n- Number of complaints: 12\n- Compliance rate: 90%",
            "# Our performance\n- Compliance rate: it was 90%, which is good\n- Rate two: 9\n- Rate three: 8",
        ] {
            check(lines, &[]);
        }
    }
}
