//! Lines of one column to headings, paragraphs and points of lists.

use std::borrow::Cow;

use boardlift_model::Word;

use super::bullets;
use super::lines::{self, Line};
use super::notes;
use crate::geometry::union;
use crate::layout::TextBlock;

/// A line this much further below than usual begins a new paragraph: paragraph spacing starts at about a third of a
/// line, while the pitch of the lines inside a paragraph wavers by less than a tenth.
const SPACED: f32 = 1.2;

/// The usual line pitch in type sizes, for a page that shows none: single spacing of common fonts is 1.15 to 1.35.
const SINGLE_SPACED: f32 = 1.35;

/// Type sizes that differ by less than this share are the same size, rounded.
const SAME_SIZE: f32 = 0.06;

/// How the lines of a page are usually set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// The usual distance between the lines of a paragraph, in type sizes.
    pub(crate) pitch: f32,
    /// The size of most letters.
    pub(crate) size: f32,
    /// The height below which a number at the start of a line is the mark of a footnote.
    pub(crate) notes_from: f32,
    /// How far to the right lines may run at least. They may run as far as the longest of them at any rate.
    pub(crate) right: f32,
}

impl Setting {
    /// What is usual on these lines, which stand in columns, each from top to bottom.
    pub(crate) fn of(columns: &[&[Line]]) -> Setting {
        let mut pitches: Vec<f32> =
            columns.iter().flat_map(|lines| lines.windows(2)).filter_map(pitch).collect();
        pitches.sort_by(f32::total_cmp);
        // The lower quarter: where most lines are paragraphs of their own, spacing is more frequent than pitch.
        let pitch = pitches.get(pitches.len() / 4).copied().unwrap_or(SINGLE_SPACED);
        let weighed = columns.iter().flat_map(|lines| lines.iter()).map(|line| (line.size, line.words.len()));
        let size = lines::most(weighed).unwrap_or(0.0);
        Setting { pitch, size, notes_from: f32::INFINITY, right: f32::NEG_INFINITY }
    }

    /// Whether a line is set as headings are: bold, or larger than most.
    fn is_heading(self, line: &Line) -> bool {
        line.bold || line.size > (1.0 + SAME_SIZE) * self.size
    }
}

/// The blocks of a column's lines, which come from top to bottom.
pub(crate) fn blocks(words: &[Word], column: &[Line], setting: Setting) -> Vec<TextBlock> {
    let right = column.iter().map(|line| line.bbox.x1).fold(setting.right, f32::max);
    let mut found = Vec::new();
    let mut open: Option<Paragraph> = None;
    for line in column {
        let goes_on = open.as_ref().is_some_and(|paragraph| paragraph.takes(words, line, right, setting));
        match &mut open {
            Some(paragraph) if goes_on => paragraph.lines.push(line),
            _ => found.extend(
                open.replace(Paragraph::new(words, line, setting)).and_then(|done| done.block(words)),
            ),
        }
    }
    found.extend(open.and_then(|done| done.block(words)));
    found
}

/// A paragraph in the making.
struct Paragraph<'l> {
    lines: Vec<&'l Line>,
    /// The bullet or the mark before it.
    lead: Lead,
    /// Where its words begin, after the lead.
    left: f32,
}

/// What stands before the words of a block.
enum Lead {
    None,
    Bullet(String),
    Note { mark: String, words: usize },
}

impl<'l> Paragraph<'l> {
    fn new(words: &[Word], line: &'l Line, setting: Setting) -> Self {
        let lead = lead(words, &line.words, setting);
        let left = line.words.get(lead.words()).map_or(line.bbox.x0, |&at| words[at].bbox.x0);
        Paragraph { lines: vec![line], lead, left }
    }

    /// Whether the line belongs to this paragraph.
    fn takes(&self, words: &[Word], line: &Line, right: f32, setting: Setting) -> bool {
        let last = self.last();
        same_style(last, line)
            && matches!(lead(words, &line.words, setting), Lead::None)
            && !ends_with_leader(words, last)
            && line.tab.is_none()
            && self.is_next(line, setting)
            && self.keeps_left(line)
            && !self.breaks(words, line, right, setting)
    }

    fn last(&self) -> &'l Line {
        self.lines[self.lines.len() - 1]
    }

    /// Whether the line is the next one down, as far as is usual, and not beside or far off.
    fn is_next(&self, line: &Line, setting: Setting) -> bool {
        let last = self.last();
        let down = line.baseline - last.baseline;
        let usual = match self.lines.as_slice() {
            [.., before, last] => last.baseline - before.baseline,
            // The lines of one heading are set close, however wide the lines of the page are apart.
            _ if setting.is_heading(last) => setting.pitch.min(SINGLE_SPACED) * last.size,
            _ => setting.pitch * last.size,
        };
        let overlaps = line.bbox.x0 < last.bbox.x1 && last.bbox.x0 < line.bbox.x1;
        down > 0.0 && down <= SPACED * usual && overlaps
    }

    /// Whether the line begins where the next line of this paragraph would: below its words. The first line may stand
    /// further in, and the lines of a centred paragraph have their middle in common.
    fn keeps_left(&self, line: &Line) -> bool {
        let em = line.size;
        // Words after a tab stop hang from where they begin; what begins elsewhere is none of them.
        if let Some(tab) = self.lines[0].tab {
            return (line.bbox.x0 - tab).abs() < em / 2.0;
        }
        let off = line.bbox.x0 - self.left;
        let centred = (line.middle() - self.last().middle()).abs() < em / 2.0;
        match &self.lead {
            Lead::Bullet(_) => off > -em / 2.0 || self.hangs_from_lead(line),
            Lead::Note { .. } => off < em,
            Lead::None if self.lines.len() == 1 => off < em / 2.0 || centred,
            Lead::None => off.abs() < em / 2.0 || centred || self.is_first_indented(line),
        }
    }

    /// A point whose further lines begin below its bullet: only where the bullet has no tab stop of its own.
    fn hangs_from_lead(&self, line: &Line) -> bool {
        let bullet = self.lines[0].bbox.x0;
        self.left - bullet < 1.5 * line.size && (line.bbox.x0 - bullet).abs() < line.size / 4.0
    }

    /// The second and later lines stand at a common left edge, before that of the first.
    fn is_first_indented(&self, line: &Line) -> bool {
        self.lines.get(1).is_some_and(|second| (second.bbox.x0 - line.bbox.x0).abs() < line.size / 2.0)
    }

    /// Whether the writer ended the line before this one: the first word of this one would have fitted there, and it
    /// begins a phrase, or that line ends with what it tells of. Lines of headings are broken where they look best, so they prove nothing.
    fn breaks(&self, words: &[Word], line: &Line, right: f32, setting: Setting) -> bool {
        let last = self.last();
        let Some(first) = line.words.first().map(|&at| &words[at]) else { return false };
        let centred = (line.middle() - last.middle()).abs() < line.size / 2.0
            && (line.bbox.x0 - last.bbox.x0).abs() > line.size / 2.0;
        let room = if centred { 2.0 * (right - last.bbox.x1) } else { right - last.bbox.x1 };
        let fits = first.bbox.x1 - first.bbox.x0 + line.size < room;
        let begins_phrase = !first.text.chars().next().is_some_and(char::is_lowercase);
        let is_whole = ends_with_its_figure(words, last);
        // One below the other they are a list, however far they run.
        let are_pairs = is_whole && ends_with_its_figure(words, line);
        (are_pairs || fits && (begins_phrase || is_whole)) && !setting.is_heading(last)
    }

    fn block(self, words: &[Word]) -> Option<TextBlock> {
        let whole = match self.lines.as_slice() {
            [only] => Cow::Borrowed(*only),
            lines => {
                let members = lines.iter().flat_map(|line| line.words.iter().copied());
                Cow::Owned(Line::new(words, members.collect())?)
            }
        };
        let text = lines::text_of(words, whole.words.get(self.lead.words()..)?);
        let (bullet, note_mark) = match self.lead {
            Lead::None => (None, None),
            Lead::Bullet(sign) => (Some(sign), None),
            Lead::Note { mark, .. } => (None, Some(mark)),
        };
        let bbox = self.lines.iter().map(|line| line.bbox).reduce(union)?;
        Some(TextBlock {
            text,
            bbox,
            size: whole.size,
            bold: whole.bold,
            ink: whole.ink,
            lines: u32::try_from(self.lines.len()).unwrap_or(u32::MAX),
            bullet,
            note_mark,
        })
    }
}

impl Lead {
    /// How many words it takes.
    fn words(&self) -> usize {
        match self {
            Lead::None => 0,
            Lead::Bullet(_) => 1,
            Lead::Note { words, .. } => *words,
        }
    }
}

fn lead(words: &[Word], members: &[usize], setting: Setting) -> Lead {
    if let Some((mark, words)) = notes::mark(words, members, setting.notes_from) {
        return Lead::Note { mark, words };
    }
    match members {
        [first, _, ..] if bullets::is_bullet(&words[*first].text) => Lead::Bullet(words[*first].text.clone()),
        _ => Lead::None,
    }
}

/// The distance of two lines in type sizes, where they may belong to one paragraph: lines of one size, the second below
/// the first by no more than double spacing.
fn pitch(pair: &[Line]) -> Option<f32> {
    let [above, below] = pair else { return None };
    let pitch = (below.baseline - above.baseline) / above.size;
    (same_size(above, below) && pitch > 0.5 && pitch < 3.0).then_some(pitch)
}

fn same_size(a: &Line, b: &Line) -> bool {
    (a.size - b.size).abs() <= SAME_SIZE * a.size.max(b.size)
}

/// Whether two lines are set alike. The colour tells them apart only where each has one: links stand in any line.
fn same_style(a: &Line, b: &Line) -> bool {
    same_size(a, b) && a.bold == b.bold && (a.ink == b.ink || !a.one_ink || !b.one_ink)
}

/// Whether a line ends with a figure that a dash or a colon parts from its name: `gas safety checks - 99.9%`.
fn ends_with_its_figure(words: &[Word], line: &Line) -> bool {
    let [_, .., before, figure] = line.words.as_slice() else { return false };
    let (before, figure) = (&words[*before].text, &words[*figure].text);
    let is_parted = matches!(before.as_str(), "-" | "–" | "—") || before.ends_with(':');
    is_parted
        && figure.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '£' | '<'))
        && figure.ends_with(|c: char| c.is_ascii_digit() || c == '%')
}

/// Whether dots lead to the end of the line, as in a list of contents.
fn ends_with_leader(words: &[Word], line: &Line) -> bool {
    /// Three dots end a sentence that trails off; four lead somewhere.
    const LEADER: usize = 4;
    let dots =
        |&at: &usize| words[at].text.chars().filter(|letter| matches!(letter, '.' | '…' | '_')).count();
    // The page number and, where it is spaced out, the last dots before it.
    line.words.iter().rev().take(2 + LEADER).map(dots).sum::<usize>() >= LEADER
}
