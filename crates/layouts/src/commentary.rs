//! What the board says about its figures: the points of its lists, and paragraphs under headings that announce
//! commentary. Outcome statements, legends, footnotes and navigation are none.

use boardlift_lexicon::fold;
use boardlift_model::{Block, Commentary, Text};

/// Words of a heading under which paragraphs are commentary too.
const ANNOUNCING: &[&str] = &[
    "commentary",
    "narrative",
    "analysis",
    "headline",
    "headlines",
    "key messages",
    "working well",
    "concerned",
    "concerns",
    "areas of concern",
    "trend",
    "trends",
    "telling us",
    "successes",
    "achievements this quarter",
    "challenges",
    "issues",
    "risks",
    "summary of performance",
    "performance summary",
    "what next",
    "next steps",
    "what is the data telling us",
    "not working",
    "worried about",
    "exceptions",
    "highlights",
];

/// Words of a heading under which nothing is commentary.
const LEGENDS: &[&str] =
    &["legend", "key", "rag key", "rag rating key", "contents", "agenda", "glossary", "links", "navigation"];

/// The narrative points of a document, in reading order, numbered under each heading.
pub(crate) fn read(blocks: &[Block]) -> Vec<Commentary> {
    let mut points: Vec<Commentary> = Vec::new();
    let mut heading: Option<&Text> = None;
    let mut position = 0;
    for block in blocks {
        let text = match block {
            Block::Heading(text) => {
                heading = Some(text);
                position = 0;
                continue;
            }
            Block::Grid(_) => {
                heading = None;
                position = 0;
                continue;
            }
            Block::ListItem(text) => text,
            Block::Paragraph(text) if heading.is_some_and(announces) && !is_labelled(&text.text) => text,
            Block::Paragraph(_) | Block::Footnote { .. } | Block::Key(_) => continue,
        };
        if heading.is_some_and(is_legend) {
            continue;
        }
        let words = without_sign(&text.text);
        if words.is_empty() || is_run_of_titles(words) {
            continue;
        }
        position += 1;
        points.push(Commentary {
            heading: heading.map(|heading| heading.text.clone()),
            position,
            text: words.to_owned(),
            place: text.place.clone(),
        });
    }
    points
}

/// A point without the sign before it, where the file doesn't tell what sign it is: symbol fonts often don't.
fn without_sign(words: &str) -> &str {
    words.trim_start_matches([char::REPLACEMENT_CHARACTER, '•', ' '])
}

/// `Home 2. Governance 3. News`: numbered titles that stand side by side lead to other pages.
fn is_run_of_titles(words: &str) -> bool {
    words.contains(" 2. ") && words.contains(" 3. ")
}

fn announces(heading: &Text) -> bool {
    let key = format!(" {} ", fold::key(&heading.text));
    ANNOUNCING.iter().any(|words| key.contains(&format!(" {words} ")))
}

fn is_legend(heading: &Text) -> bool {
    LEGENDS.contains(&fold::key(&heading.text).as_str())
}

/// `Outcome: …`, `Reporting period: …`: a statement with its label, not a comment on figures.
fn is_labelled(words: &str) -> bool {
    words.split_once(": ").is_some_and(|(label, _)| label.split_whitespace().count() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use boardlift_model::Place;

    /// `#` begins a heading, `-` a point, `|` stands for a table; everything else is a paragraph.
    fn check(lines: &[&str], expected: &[&str]) {
        let text = |words: &str| Text { text: words.trim().to_owned(), place: Place::Line(1) };
        let block = |line: &&str| match line.split_at(1) {
            ("#", words) => Block::Heading(text(words)),
            ("-", words) => Block::ListItem(text(words)),
            ("|", _) => Block::Grid(boardlift_model::Grid::new(vec![], boardlift_model::Method::Tabs)),
            _ => Block::Paragraph(text(line)),
        };
        let blocks: Vec<Block> = lines.iter().map(block).collect();
        let found: Vec<String> = read(&blocks)
            .iter()
            .map(|point| {
                format!("{}/{}: {}", point.heading.as_deref().unwrap_or("-"), point.position, point.text)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn points_are_numbered_under_their_heading() {
        check(&["- \u{FFFD} Plans went up."], &["-/1: Plans went up."]);
        check(
            &["#Working well?", "- One", "- Two", "#Worries", "- Three"],
            &["Working well?/1: One", "Working well?/2: Two", "Worries/1: Three"],
        );
    }

    #[test]
    fn paragraphs_count_under_announcing_headings_only() {
        check(&["#Commentary", "Plans went up."], &["Commentary/1: Plans went up."]);
        check(&["#Local provision", "Places are near."], &[]);
        check(&["#Emerging trends", "Outcome: families are heard."], &[]);
    }

    #[test]
    fn legends_are_none_and_a_table_ends_a_heading() {
        check(&["#Legend:", "- On target"], &[]);
        check(&["#Commentary", "|", "Prepared by the team."], &[]);
        check(&["- Alone"], &["-/1: Alone"]);
        check(&["- Home 2. Governance 3. News"], &[]);
    }
}
