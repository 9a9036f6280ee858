//! Which lines of a page may be one table: stretches of lines whose items line up.
//!
//! Two lines with several items each belong together when the gaps between their items lie above each other. Lines
//! of one item (headings of groups, wrapped labels) don't break a stretch, unless they run on like prose, or the line
//! after them is the head of another table.

use boardlift_model::Page;

use super::heads::LINE;
use super::strip::{Span, Strip, heads_in_bold};

/// A stretch of strips, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The first strip with several items.
    pub(super) first: usize,
    /// The last strip with several items.
    pub(super) last: usize,
}

/// Rows further apart than so many type sizes don't belong together, unless the rows before were as far apart:
/// a blank line between groups of rows, in type set with generous leading.
const FAR: f32 = 3.2;

/// Rows further apart than so many times the pitch before them don't belong together.
const FAR_FOR_ITS_ROWS: f32 = 2.2;

/// So many lines of one item may stand between two rows: a narrow column of labels wraps often, but not more often.
const BETWEEN: usize = 12;

/// A line in type larger than the rows' by this factor is the heading of something else.
pub(super) const HEADING: f32 = 1.05;

/// How many rows above are compared with a new one. A group of sparse rows may share no gap with the last one only.
const COMPARED: usize = 3;

/// Headings have so many lines at most, and so many words: the headings of a row of twenty columns.
const HEAD_LINES: usize = 8;
const MOST_WORDS: usize = 100;

/// Fewer words than this may come again by chance.
const HEAD_WORDS: usize = 4;

/// Headings are the same if one word in so many differs at most: a column that one of two tables lacks.
const SAME_WORDS: usize = 5;

/// Lines of headings are no further apart than so many type sizes.
const TIGHT: f32 = 1.5;

/// Gaps lie above each other if they share this part of the type size.
const SHARED_GAP: f32 = 0.2;

/// The stretches from top to bottom.
pub(super) fn stretches(page: &Page, strips: &[Strip]) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    for (at, strip) in strips.iter().enumerate() {
        let goes_on = open.as_mut().is_some_and(|open| open.take(page, strips, at));
        if !goes_on {
            found.extend(open.take().map(|open| open.stretch));
            open = strip.is_multiple().then(|| Open::new(at));
        }
    }
    found.extend(open.map(|open| open.stretch));
    found
}

struct Open {
    stretch: Stretch,
    /// The strips with several items so far, the last few of them.
    recent: Vec<usize>,
    /// Whether a row with figures other than years has been seen.
    in_body: bool,
    /// The first of these rows.
    body: usize,
    /// The strips of one item since the last row.
    waiting: Vec<usize>,
    /// The largest pitch of neighbouring strips so far, in points.
    pitch: f32,
}

impl Open {
    fn new(at: usize) -> Open {
        let stretch = Stretch { first: at, last: at };
        Open { stretch, recent: vec![at], in_body: false, body: at, waiting: Vec::new(), pitch: 0.0 }
    }

    /// Takes the strip in, if the stretch goes on with it.
    fn take(&mut self, page: &Page, strips: &[Strip], at: usize) -> bool {
        let strip = &strips[at];
        if self.in_body && repeats(page, &strips[self.stretch.first..self.body], &strips[at..]) {
            return false;
        }
        let pitch = strip.baseline - strips[at - 1].baseline;
        if pitch > (FAR * strip.size).max(FAR_FOR_ITS_ROWS * self.pitch) {
            return false;
        }
        if !strip.is_multiple() {
            self.waiting.push(at);
            let heading = strip.size > HEADING * strips[self.stretch.last].size;
            return !heading && self.waiting.len() <= BETWEEN && !self.reads_like_prose(strips);
        }
        let mut waiting = self.waiting.iter();
        let another = self.in_body
            && strip.may_head()
            && waiting.any(|&waiting| strip.has_figures() || self.crosses(strips, waiting));
        let in_bold = self.in_body && heads_in_bold(strips, at) && !strips[self.body].bold;
        // Lines less than a line's height apart are those of cells that are centred on each other.
        let stands_beside = pitch < LINE * strip.size;
        if another || in_bold || !(stands_beside || self.lines_up(strips, strip)) {
            return false;
        }
        if self.recent.len() == COMPARED {
            self.recent.remove(0);
        }
        self.recent.push(at);
        self.waiting.clear();
        if !self.in_body && strip.has_figures() && !strip.has_years_alone() && !heads_in_bold(strips, at) {
            (self.in_body, self.body) = (true, at);
        }
        self.stretch.last = at;
        self.pitch = self.pitch.max(pitch);
        true
    }

    /// Whether the lines of one item that wait are running text: two below each other that run over the columns.
    fn reads_like_prose(&self, strips: &[Strip]) -> bool {
        match self.waiting[..] {
            [.., a, b] => self.crosses(strips, a) && self.crosses(strips, b),
            _ => false,
        }
    }

    /// Whether a line of one item runs over a gap of the last row.
    fn crosses(&self, strips: &[Strip], at: usize) -> bool {
        let span = strips[at].items[0].span();
        strips[self.stretch.last].gaps().any(|gap| span.from < gap.from && gap.to + strips[at].size < span.to)
    }

    /// Whether the strip's gaps lie below those of a recent row.
    fn lines_up(&self, strips: &[Strip], strip: &Strip) -> bool {
        self.recent.iter().any(|&row| {
            let shared = shared_gaps(&strips[row], strip);
            let fewer = strips[row].items.len().min(strip.items.len()) - 1;
            shared > 0 && shared * 2 >= fewer
        })
    }
}

/// Whether a block of lines at the beginning of `strips` has the words of the headings `heads`, in whatever lines they
/// are set: the headings of another table of the same kind.
fn repeats(page: &Page, heads: &[Strip], strips: &[Strip]) -> bool {
    let heads = heads.iter().take(HEAD_LINES).flat_map(|strip| texts(page, strip));
    let heads: Vec<&str> = heads.take(MOST_WORDS + 1).collect();
    let is_head = |word: &str| heads.contains(&word);
    if heads.len() < HEAD_WORDS || heads.len() > MOST_WORDS || !texts(page, &strips[0]).all(is_head) {
        return false;
    }
    let (mut missing, mut others) = (heads.clone(), 0);
    for (at, strip) in strips.iter().take(HEAD_LINES + 1).enumerate() {
        let near = at == 0 || strip.baseline - strips[at - 1].baseline <= TIGHT * strip.size;
        if !near || strip.has_figures() && !strip.has_years_alone() {
            break;
        }
        for word in texts(page, strip) {
            match missing.iter().position(|head| *head == word) {
                Some(place) => drop(missing.swap_remove(place)),
                None => others += 1,
            }
        }
    }
    (missing.len() + others) * SAME_WORDS <= heads.len()
}

fn texts<'a>(page: &'a Page, strip: &'a Strip) -> impl Iterator<Item = &'a str> {
    let words = strip.items.iter().flat_map(|item| &item.words);
    words.map(|&word| page.words[word].text.as_str())
}

/// How many gaps of the two strips lie above each other.
fn shared_gaps(above: &Strip, below: &Strip) -> usize {
    let least = SHARED_GAP * above.size.min(below.size);
    let (above, below): (Vec<Span>, Vec<Span>) = (above.gaps().collect(), below.gaps().collect());
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while a < above.len() && b < below.len() {
        if above[a].overlap(below[b]) >= least {
            shared += 1;
            (a, b) = (a + 1, b + 1);
        } else if above[a].to < below[b].to {
            a += 1;
        } else {
            b += 1;
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, read};
    use crate::testing::PageBuilder;

    #[test]
    fn headings_that_come_again_head_another_table() {
        check(
            "
Ref   Key indicator        Target   Outturn
1     Plans                   120       132
2     Appeals                   9        12
3     Visits                   44        50
Ref   Key indicator                       Target   Outturn
4     Children who moved in                   44        50
5     Children who moved out                  81        90
6     Children who came back                   8        10
",
            "
Ref | Key indicator | Target | Outturn
=
1 | Plans | 120 | 132
2 | Appeals | 9 | 12
3 | Visits | 44 | 50

Ref | Key indicator | Target | Outturn
=
4 | Children who moved in | 44 | 50
5 | Children who moved out | 81 | 90
6 | Children who came back | 8 | 10
",
        );
    }

    #[test]
    fn lines_of_headings_that_are_centred_on_each_other_are_one_row() {
        let heads = [(50.0, "Target"), (62.0, "March")];
        let mut page = PageBuilder::new();
        for (at, x) in [150.0, 200.0, 250.0, 300.0].into_iter().enumerate() {
            page = heads.iter().fold(page, |page, &(y, text)| page.text(x, y, text));
            for (row, y) in [80.0, 92.0, 104.0].into_iter().enumerate() {
                page = page.text(x, y, &format!("{}", 10 + 4 * row + at));
            }
        }
        for (x, text) in [(20.0, "Measure"), (350.0, "Note"), (390.0, "Mark"), (430.0, "Data")] {
            page = page.text(x, 56.0, text);
        }
        for (y, label) in [(80.0, "Plans"), (92.0, "Appeals"), (104.0, "Visits")] {
            page = page.text(20.0, y, label).text(350.0, y, "5").text(390.0, y, "6").text(430.0, y, "7");
        }
        let expected = "Measure | Target March | Target March | Target March | Target March | Note | Mark | Data\n=\n\
            Plans | 10 | 11 | 12 | 13 | 5 | 6 | 7\nAppeals | 14 | 15 | 16 | 17 | 5 | 6 | 7\n\
            Visits | 18 | 19 | 20 | 21 | 5 | 6 | 7";
        assert_eq!(read(&page.build()), expected);
    }
}
