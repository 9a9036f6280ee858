//! What a block of text is to its document: a heading, a point, a note or running words. Seen only beside all pages:
//! a heading is larger than what most of the document is set in.

use boardlift_model::{Block, Place, Rgb, Text};

use crate::furniture::Role;
use crate::layout::{PageLayout, Region, TextBlock};

/// How running words are set in a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    size: f32,
    ink: Rgb,
}

/// Type this much larger than what stands about it is meant to be seen as larger: the next step that word processors
/// offer, 11 to 12 points, is 9 per cent.
pub(crate) const LARGER: f32 = 1.08;

/// A heading has no more words than two lines of large type hold.
const HEADING_WORDS: usize = 24;

/// Headings of more lines are hard to read, and rare.
const HEADING_LINES: u32 = 3;

/// A line that is no larger than the body has to be short to be a heading.
const SHORT_WORDS: usize = 12;

impl Body {
    /// The size and colour of most words outside tables. Blocks of several lines count as they are; a line alone may
    /// be a heading, and counts only where there is nothing else.
    pub(super) fn of(pages: &[PageLayout], roles: &[Vec<Role>]) -> Self {
        let texts = || {
            let regions = pages.iter().zip(roles).flat_map(|(page, roles)| page.regions.iter().zip(roles));
            regions.filter_map(|(region, role)| match region {
                Region::Text(text) if *role == Role::Body => Some(text),
                _ => None,
            })
        };
        let running = |text: &&TextBlock| {
            !text.bold && (text.lines > HEADING_LINES || text.text.ends_with('.') || text.bullet.is_some())
        };
        let most = weigh(texts().filter(running)).or_else(|| smallest(texts()));
        most.unwrap_or(Body { size: 0.0, ink: Rgb::BLACK })
    }

    /// The block of a text. `last` is the block before it, `next` the region after it.
    pub(super) fn block(
        self,
        text: &TextBlock,
        page: u32,
        last: Option<&Block>,
        next: Option<&Region>,
    ) -> Block {
        let words = Text { text: text.text.clone(), place: Place::Page { page, bbox: text.bbox } };
        if let Some(mark) = &text.note_mark {
            return Block::Footnote { mark: mark.clone(), text: words };
        }
        let counted =
            text.bullet.as_ref().filter(|bullet| bullet.starts_with(|first: char| first.is_alphanumeric()));
        if self.stands_out(text) && (text.bullet.is_none() || counted.is_some()) {
            let number = counted.map_or(String::new(), |number| format!("{number} "));
            return Block::Heading(Text { text: number + &words.text, ..words });
        }
        if text.bullet.is_some() {
            return Block::ListItem(words);
        }
        let above_table = matches!(next, Some(Region::Table(_)));
        if above_table && self.is_numbered_title(text) {
            return Block::Heading(words);
        }
        let heads_table = above_table && !matches!(last, Some(Block::Heading(_)));
        if heads_table && is_caption(text) { Block::Heading(words) } else { Block::Paragraph(words) }
    }

    /// Whether a text above a table is set off and begins with its number: `Indicator 1.1 Through …: the number of
    /// start-ups per year.` The name of an indicator may be as long as a sentence, and end like one.
    fn is_numbered_title(self, text: &TextBlock) -> bool {
        let mut words = text.text.split(' ');
        let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
        let set_off = text.bold || is_coloured(text.ink, self.ink);
        set_off
            && text.bullet.is_none()
            && text.lines <= HEADING_LINES
            && words.clone().count() <= HEADING_WORDS
            && words.by_ref().take(2).any(is_number)
            && words.any(|word| word.starts_with(char::is_alphabetic))
    }

    /// Whether a block is set off from running words as headings are.
    fn stands_out(self, text: &TextBlock) -> bool {
        let words = text.text.split(' ').count();
        let larger = text.size >= LARGER * self.size;
        let ended = text.text.ends_with(['.', ',', ';']);
        let lettered = text.text.chars().any(char::is_alphabetic);
        let set_off = text.bold || is_coloured(text.ink, self.ink);
        let short = words <= SHORT_WORDS && text.size * LARGER >= self.size && set_off;
        lettered && !ended && text.lines <= HEADING_LINES && ((larger && words <= HEADING_WORDS) || short)
    }
}

/// Whether a text says no more than that a table goes on.
pub(crate) fn is_continued(text: &TextBlock) -> bool {
    let words: Vec<String> = text.text.to_lowercase().split(' ').map(str::to_owned).collect();
    let mark = |word: &String| {
        let word = word.trim_matches(['(', ')', '.', ',', ':', '…', '[', ']']);
        matches!(word, "continued" | "cont" | "cont'd" | "cont’d" | "contd")
    };
    words.len() <= SHORT_WORDS && words.iter().any(mark)
}

/// Whether a line that is set like running words may head the table below it: short, alone, and neither a sentence
/// nor a label with its value.
fn is_caption(text: &TextBlock) -> bool {
    let words = text.text.split(' ').count();
    let value = text.text.split_once(':').is_some_and(|(_, value)| !value.trim().is_empty());
    let sentence = text.text.ends_with(['.', ',', ';', '?', '!']);
    text.lines == 1
        && words <= SHORT_WORDS
        && !value
        && !sentence
        && text.text.chars().any(char::is_alphabetic)
}

/// Whether type has a colour that body type has not. Pure blue is the colour of links.
fn is_coloured(ink: Rgb, body: Rgb) -> bool {
    let chroma = |ink: Rgb| {
        let channels = [ink.red, ink.green, ink.blue];
        channels.iter().max().unwrap_or(&0) - channels.iter().min().unwrap_or(&0)
    };
    let is_link = ink.red == 0 && ink.green == 0 && ink.blue >= 0xC0;
    ink != body && chroma(ink) >= 48 && !is_link
}

/// The style with the most letters.
fn weigh<'t>(texts: impl Iterator<Item = &'t TextBlock>) -> Option<Body> {
    /// More sums than this no document needs; what comes later can't be the most frequent.
    const STYLES: usize = 256;
    let mut sums: Vec<(i32, Rgb, usize)> = Vec::new();
    for block in texts {
        let (size, letters) = (tenths(block.size), block.text.len());
        match sums.iter().position(|(known, ink, _)| *known == size && *ink == block.ink) {
            Some(at) => sums[at].2 += letters,
            None if sums.len() < STYLES => sums.push((size, block.ink, letters)),
            None => {}
        }
    }
    let best = sums.iter().map(|(_, _, sum)| *sum).max()?;
    let (size, ink, _) = sums.into_iter().find(|(_, _, sum)| *sum == best)?;
    Some(Body { size: size as f32 / 10.0, ink })
}

/// The smallest style, where no words run on: what is larger heads it.
fn smallest<'t>(texts: impl Iterator<Item = &'t TextBlock>) -> Option<Body> {
    let smallest = texts.min_by(|a, b| a.size.total_cmp(&b.size))?;
    Some(Body { size: smallest.size, ink: smallest.ink })
}

#[expect(clippy::cast_possible_truncation, reason = "type sizes; casts of floats saturate")]
fn tenths(size: f32) -> i32 {
    (size * 10.0).round() as i32
}

#[cfg(test)]
mod tests {
    use boardlift_model::{BBox, Grid, Method};

    use super::*;
    use crate::layout::{Report, Table};

    fn text(words: &str, size: f32, bold: bool) -> TextBlock {
        TextBlock {
            text: words.to_owned(),
            bbox: BBox { x0: 50.0, y0: 50.0, x1: 200.0, y1: 60.0 },
            size,
            bold,
            ink: Rgb::BLACK,
            lines: 1,
            bullet: None,
            note_mark: None,
        }
    }

    /// Whether words of this size and weight head what follows, where the body is set in 10 points.
    fn check(words: &str, size: f32, bold: bool, expected: bool) {
        let body = Body { size: 10.0, ink: Rgb::BLACK };
        let block = body.block(&text(words, size, bold), 1, None, None);
        assert_eq!(matches!(block, Block::Heading(_)), expected, "{words}");
    }

    /// Whether words in bold right above a table head it.
    fn check_above_table(words: &str, expected: bool) {
        let body = Body { size: 10.0, ink: Rgb::BLACK };
        let grid = Grid::new(Vec::new(), Method::Ruled);
        let bbox = BBox { x0: 50.0, y0: 70.0, x1: 200.0, y1: 90.0 };
        let table = Region::Table(Table { grid, bbox, header_rows: 0, report: Report::default() });
        let block = body.block(&text(words, 10.0, true), 1, None, Some(&table));
        assert_eq!(matches!(block, Block::Heading(_)), expected, "{words}");
    }

    fn check_continued(words: &str, expected: bool) {
        assert_eq!(is_continued(&text(words, 10.0, false)), expected, "{words}");
    }

    #[test]
    fn headings_are_larger_or_bold_and_short() {
        check("Timeliness", 12.0, false, true);
        check("Timeliness", 10.0, true, true);
        check("Timeliness", 10.0, false, false);
        check("Timeliness has improved since March.", 12.0, true, false);
        check("12 14", 14.0, true, false);
    }

    #[test]
    fn numbered_names_above_tables_may_be_sentences() {
        check_above_table("Indicator 1.1 The number of business start-ups per year.", true);
        check_above_table(
            "3.2 Percentage of all householder planning applications that were dealt with within 2 months",
            true,
        );
        check_above_table("The table below shows how each of the services did in the year.", false);
        check_above_table("Table 1.", false);
    }

    #[test]
    fn lines_that_say_no_more_than_that_a_table_goes_on() {
        check_continued("Table 1 (continued)", true);
        check_continued("Register, cont’d", true);
        check_continued("Demand continues to rise", false);
        check_continued(
            "We have continued to meet with all families of the area in each of these months",
            false,
        );
    }
}
