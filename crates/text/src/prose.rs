//! Lines outside tables to headings, paragraphs, list items and footnotes.
//!
//! Plain text has no type sizes, so a heading is told by its shape: marked as one, bold, or a few words on a line
//! of their own. Doesn't ask what the words mean: whether a short line is a legend or a title is for the layouts.

use boardlift_lexicon::wording;
use boardlift_model::{Block, Text};

use crate::line::Line;
use crate::{markup, shape};

/// A line of at least this many characters may have been broken because it was full.
const FULL_LINE: usize = 60;

/// The most words of a bold heading that runs over several lines.
const BOLD_HEADING_WORDS: usize = 30;

/// The most words of a bold heading of the kind `Label: words`; a longer one is a statement with its label.
const BOLD_LABELLED_WORDS: usize = 12;

/// What stands before the lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Context {
    /// Whether a table does, so that a footnote has something to be a note on.
    pub(crate) has_table: bool,
    /// Whether a cell of the last table carries a `*`, so that `* words` just below is its note and no bullet.
    pub(crate) has_star: bool,
}

/// The blocks of lines outside tables.
pub(crate) fn read(lines: &[Line<'_>], context: Context) -> Vec<Block> {
    let mut groups = Vec::new();
    let mut context = context;
    for group in lines.split(Line::is_blank).filter(|group| !group.is_empty()) {
        let chunks = chunks(group, context);
        // A star is explained right below its table; further down it is a bullet.
        context.has_star &= chunks.iter().all(|chunk| chunk.kind == Kind::Footnote);
        groups.push(chunks);
    }
    mark_numbered_headings(&mut groups);
    groups.into_iter().flat_map(blocks_of).collect()
}

/// A numbered title that stands alone is a heading; one next to another is a point of a list with space between.
fn mark_numbered_headings(groups: &mut [Vec<Chunk<'_>>]) {
    let is_numbered = |chunk: Option<&Chunk<'_>>| chunk.is_some_and(Chunk::is_numbered);
    let heads = |at: usize| {
        let [chunk] = groups[at].as_slice() else { return false };
        let before = at.checked_sub(1).and_then(|before| groups[before].last());
        let after = groups.get(at + 1).and_then(|after| after.first());
        chunk.is_numbered()
            && chunk.lines == 1
            && wording::is_title(&chunk.raw)
            && !is_numbered(before)
            && !is_numbered(after)
    };
    let heading: Vec<bool> = (0..groups.len()).map(heads).collect();
    for (group, _) in groups.iter_mut().zip(heading).filter(|(_, heading)| *heading) {
        group.iter_mut().for_each(Chunk::make_heading);
    }
}

/// Words without a line of context: a heading if they may be a title, else a paragraph.
pub(crate) fn lone(text: Text) -> Block {
    if wording::is_title(&text.text) { Block::Heading(text) } else { Block::Paragraph(text) }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    /// Bold print that is not closed yet.
    Bold,
    Item,
    Footnote,
    Words,
}

/// Lines that make one block.
#[derive(Debug)]
struct Chunk<'t> {
    kind: Kind,
    first: Line<'t>,
    /// The raw lines, joined with spaces.
    raw: String,
    /// The last raw line.
    last: &'t str,
    lines: usize,
}

impl<'t> Chunk<'t> {
    fn new(kind: Kind, line: Line<'t>, raw: &'t str) -> Self {
        Chunk { kind, first: line, raw: raw.to_owned(), last: raw, lines: 1 }
    }

    /// Whether it is a point with a number: `2. Money`.
    fn is_numbered(&self) -> bool {
        self.kind == Kind::Item
            && self.first.text.trim_start().starts_with(|char: char| char.is_ascii_digit())
    }

    /// Makes a heading of its only line, as it is printed.
    fn make_heading(&mut self) {
        self.kind = Kind::Heading;
        self.first.text.trim().clone_into(&mut self.raw);
    }

    fn push(&mut self, raw: &'t str) {
        self.raw.push(' ');
        self.raw.push_str(raw);
        self.last = raw;
        self.lines += 1;
    }
}

/// The chunks of lines that no blank line parts.
fn chunks<'t>(group: &[Line<'t>], context: Context) -> Vec<Chunk<'t>> {
    let mut chunks: Vec<Chunk<'t>> = Vec::new();
    for (index, line) in group.iter().enumerate() {
        let text = line.text.trim();
        let next = group.get(index + 1).map(|line| line.text.trim());
        if let Some(open) = chunks.last_mut() {
            if open.kind == Kind::Bold {
                open.push(text);
                if text.contains("**") {
                    open.kind = Kind::Heading;
                }
                continue;
            }
            if is_underline(open, text) {
                if open.is_numbered() {
                    open.make_heading();
                }
                open.kind = Kind::Heading;
                continue;
            }
            if starts_block(text, context).is_none() && !wording::is_rule(text) && goes_on(open, text, next) {
                open.push(text);
                continue;
            }
        }
        if !wording::is_rule(text) {
            let (kind, words) = starts_block(text, context).unwrap_or((Kind::Words, text));
            chunks.push(Chunk::new(kind, *line, words));
        }
    }
    chunks
}

/// Markdown's other way of marking a heading, and a typist's: a rule below it.
fn is_underline(open: &Chunk<'_>, text: &str) -> bool {
    (open.kind == Kind::Words || open.is_numbered())
        && open.lines == 1
        && text.starts_with(['=', '-'])
        && wording::is_rule(text)
}

/// What a line begins by its own marks, and its words without them.
fn starts_block(text: &str, context: Context) -> Option<(Kind, &str)> {
    if let Some(words) = markup::markdown_heading(text) {
        return Some((Kind::Heading, words));
    }
    if markup::opens_bold(text) {
        return Some((Kind::Bold, text));
    }
    let item = wording::list_item(text);
    let is_starred = text.starts_with('*');
    if context.has_table && (item.is_none() || is_starred && context.has_star) && is_footnote(text) {
        return Some((Kind::Footnote, text));
    }
    item.map(|words| (Kind::Item, words))
}

fn is_footnote(text: &str) -> bool {
    wording::footnote(&markup::plain(text).text).is_some()
}

/// Whether a line without a mark of its own goes on with the block before it. A figure that has its line to itself is no
/// beginning of a sentence, whatever stands below it.
fn goes_on(open: &Chunk<'_>, text: &str, next: Option<&str>) -> bool {
    if open.lines == 1 && shape::is_bare_figure(open.last) {
        return false;
    }
    if wording::goes_on(text) || wording::breaks_off(open.last) {
        return open.kind != Kind::Heading;
    }
    let is_full = open.last.chars().count() >= FULL_LINE;
    let stands_alone = wording::is_labelled(&markup::plain(text).text)
        || shape::is_bare_figure(text)
        || shape::is_bare_figure(open.last);
    match open.kind {
        Kind::Heading | Kind::Bold => false,
        // A title between two lists, without blank lines around it.
        Kind::Item
            if next.is_some_and(|next| wording::list_item(next).is_some()) && wording::is_title(text) =>
        {
            is_full && !text.ends_with([':', '?'])
        }
        Kind::Item | Kind::Footnote => !stands_alone,
        Kind::Words => is_full && !stands_alone && !open.last.ends_with(':'),
    }
}

fn blocks_of(chunks: Vec<Chunk<'_>>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(chunks.len());
    // A title stands at the head of its group: alone, or above the words that it heads.
    let mut is_head = true;
    for chunk in chunks {
        let block = block(&chunk, is_head);
        is_head =
            matches!(block, Some(Block::Heading(_))) || matches!(chunk.kind, Kind::Item | Kind::Footnote);
        blocks.extend(block);
    }
    blocks
}

fn block(chunk: &Chunk<'_>, is_head: bool) -> Option<Block> {
    let marked = markup::plain(&chunk.raw);
    if marked.text.is_empty() {
        return None;
    }
    let text = Text { text: marked.text, place: chunk.first.place() };
    Some(match chunk.kind {
        Kind::Heading | Kind::Bold => Block::Heading(text),
        Kind::Item => Block::ListItem(text),
        Kind::Footnote => match wording::footnote(&text.text) {
            Some((mark, words)) => {
                Block::Footnote { mark: mark.to_owned(), text: Text { text: words.to_owned(), ..text } }
            }
            None => Block::Paragraph(text),
        },
        Kind::Words if marked.bold && is_bold_heading(&text.text) => Block::Heading(text),
        Kind::Words if is_head && chunk.lines == 1 => lone(text),
        Kind::Words => Block::Paragraph(text),
    })
}

/// Bold print may head more words than plain print, and name its publisher first: `**Ourtown Council: Scorecard**`.
pub(crate) fn is_bold_heading(text: &str) -> bool {
    let most = if wording::is_labelled(text) { BOLD_LABELLED_WORDS } else { BOLD_HEADING_WORDS };
    text.split_whitespace().count() <= most && !text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{block_text, lines_of};

    fn check(text: &str, expected: &str) {
        assert_eq!(block_text(&read(&lines_of(text), Context::default())), expected, "from {text:?}");
    }

    #[test]
    fn long_names_with_their_figures_stand_alone() {
        let first = "Rent collected as % of the rent due: 100.7% Target: 98%, which we met";
        let second = "Current tenant arrears as % of the annual rent debit: 4.18% Target: 4.25%";
        check(&format!("{first}\n{second}"), &format!("1: {first}\n2: {second}\n"));
        let prose = "which the council reported as % of the annual rent debit: 4.18% in all";
        check(&format!("{first}\n{prose}"), &format!("1: {first} {prose}\n"));
    }

    fn check_below_table(text: &str, expected: &str) {
        let context = Context { has_table: true, has_star: true };
        assert_eq!(block_text(&read(&lines_of(text), context)), expected, "from {text:?}");
    }

    #[test]
    fn headings() {
        check("# SEND #\n## Board", "1: # SEND\n2: # Board\n");
        check("SEND Board\n==========\nWords of a paragraph.", "1: # SEND Board\n3: Words of a paragraph.\n");
        check(
            "**Special Needs\nBoard\nDashboard**\n\nBorough",
            "1: # Special Needs Board Dashboard\n5: # Borough\n",
        );
        check("**Local provision**\nWords here.", "1: # Local provision\n2: Words here.\n");
        check(
            "Emerging Trends\nNumbers continue to rise.",
            "1: # Emerging Trends\n2: Numbers continue to rise.\n",
        );
        check("District Council\nTenant measures", "1: # District Council\n2: # Tenant measures\n");
        check("<b>Legend</b>", "1: # Legend\n");
        check("**Ourtown Council: Scorecard**", "1: # Ourtown Council: Scorecard\n");
        check(
            "Achievements (no figures up to Key Stage 4 for 2019/20 or 2020/21)",
            "1: # Achievements (no figures up to Key Stage 4 for 2019/20 or 2020/21)\n",
        );
    }

    #[test]
    fn numbered_titles_that_stand_alone_are_headings() {
        check("2. Money\n--------\n\nWords.", "1: # 2. Money\n4: Words.\n");
        check("Words.\n\n2. Money", "1: Words.\n3: # 2. Money\n");
        check(
            "1. Homes\n\nWords.\n\n2. Money\n\nWords.",
            "1: # 1. Homes\n3: Words.\n5: # 2. Money\n7: Words.\n",
        );
        check("1. Review homes\n\n2. Review money", "1: - Review homes\n3: - Review money\n");
        check("1. Review homes\n2. Review money", "1: - Review homes\n2: - Review money\n");
        check("2. The board met in May.", "1: - The board met in May.\n");
        check("- Money", "1: - Money\n");
    }

    #[test]
    fn capitals_head_what_follows() {
        check(
            "WASTE AND RECYCLING\n\nWords follow here.",
            "1: # WASTE AND RECYCLING\n3: Words follow here.\n",
        );
        check(
            "• one goes\n  on here\n· two\n– three\n* four",
            "1: - one goes on here\n3: - two\n4: - three\n5: - four\n",
        );
    }

    #[test]
    fn paragraphs() {
        let long = "Staffing and recruitment and retention issues continue, for example in";
        check(&format!("{long}\nSchools and nurseries."), &format!("1: {long} Schools and nurseries.\n"));
        check("The Council\nhas met.", "1: The Council has met.\n");
        check("Outcome: Children are heard", "1: Outcome: Children are heard\n");
        check(
            "Indicator: Time\nTarget: 30 weeks.\nStatus: Met",
            "1: Indicator: Time\n2: Target: 30 weeks.\n3: Status: Met\n",
        );
        check(
            "Percentage of enforcement cases that were concluded within 39 weeks\n**Target:** 70%\n**Status:** Met",
            "1: # Percentage of enforcement cases that were concluded within 39 weeks\n2: Target: 70%\n3: Status: Met\n",
        );
        check(
            "One sentence here.\n\n---\n\nAnother one there.",
            "1: One sentence here.\n5: Another one there.\n",
        );
    }

    #[test]
    fn a_bare_figure_joins_no_sentence() {
        check(
            "Rate of children looked after\n73.4\nStayed the same",
            "1: # Rate of children looked after\n2: 73.4\n3: Stayed the same\n",
        );
        check("544\ncomplaints were resolved", "1: 544\n2: complaints were resolved\n");
    }

    #[test]
    fn list_items_with_their_further_lines() {
        check("- one\n- two", "1: - one\n2: - two\n");
        check("- one goes\n  on here\n- two", "1: - one goes on here\n3: - two\n");
        check("• Trends:\n1. up\na) down", "1: - Trends:\n2: - up\n3: - down\n");
        check(
            "- one is done.\nWhat are we concerned about?\n- two",
            "1: - one is done.\n2: # What are we concerned about?\n3: - two\n",
        );
        check("- **Bold** item", "1: - Bold item\n");
    }

    #[test]
    fn footnotes_stand_below_tables() {
        check_below_table("¹ This is provisional.", "1: ^¹ This is provisional.\n");
        check_below_table("100%<sup>1</sup> is a figure.", "1: 100%¹ is a figure.\n");
        check_below_table("* Not audited\n\n* A point", "1: ^* Not audited\n3: ^* A point\n");
        check_below_table("Words.\n\n* A point", "1: Words.\n3: - A point\n");
        check("* A point", "1: - A point\n");
        check("¹ This is provisional.", "1: ¹ This is provisional.\n");
    }
}
