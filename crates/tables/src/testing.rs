//! Pages drawn in code and grids as text, for the tests of every step.

use boardlift_model::{Axis, BBox, Fill, Grid, Page, Rgb, Rule, Shape, Turn, Word};

/// How wide a letter of the art is, in points.
pub(crate) const LETTER: f32 = 5.0;
/// How far the lines of the art are apart, in points.
pub(crate) const PITCH: f32 = 12.0;
/// The type size of the words, in points.
pub(crate) const SIZE: f32 = 10.0;

/// A light grey, as bands have it.
pub(crate) const GREY: Rgb = Rgb { red: 220, green: 220, blue: 220 };
/// A red, as judgements have it.
pub(crate) const RED: Rgb = Rgb { red: 255, green: 0, blue: 0 };

/// Draws a page step by step: A4, type of [`SIZE`] points, letters [`LETTER`] wide.
pub(crate) struct PageBuilder {
    page: Page,
    /// Where the words of the last text begin among the page's words.
    last: usize,
}

impl PageBuilder {
    /// An empty page.
    pub(crate) fn new() -> Self {
        let page = Page { number: 1, width: 595.0, height: 842.0, ..Page::default() };
        PageBuilder { page, last: 0 }
    }

    /// A page from text art. `+`, `-` and `|` draw rules through the middles of their letters (a level rule takes at
    /// least three of them); all else is words. Line `r` has its baseline at `r * PITCH + 9`, its middle at
    /// `r * PITCH + 6`; column `c` begins at `c * LETTER`.
    pub(crate) fn art(art: &str) -> Self {
        let lines: Vec<Vec<char>> =
            art.trim_matches('\n').lines().map(|line| line.chars().collect()).collect();
        let mut builder = PageBuilder::new();
        for (row, line) in lines.iter().enumerate() {
            builder = builder.art_line(row as f32 * PITCH, line);
        }
        let width = lines.iter().map(Vec::len).max().unwrap_or(0);
        for column in 0..width {
            let letters: Vec<char> =
                lines.iter().map(|line| line.get(column).copied().unwrap_or(' ')).collect();
            for (from, to) in runs(&letters, |letter| matches!(letter, '|' | '+')) {
                if letters[from..to].contains(&'|') {
                    let x = column as f32 * LETTER + LETTER / 2.0;
                    let middle = |row: usize| row as f32 * PITCH + PITCH / 2.0;
                    builder = builder.upright(x, middle(from), middle(to - 1));
                }
            }
        }
        builder
    }

    fn art_line(mut self, top: f32, line: &[char]) -> Self {
        let mut words = line.to_vec();
        for (from, to) in runs(line, |letter| matches!(letter, '-' | '+')) {
            if to - from >= 3 {
                let middle = |column: usize| column as f32 * LETTER + LETTER / 2.0;
                self = self.level(top + PITCH / 2.0, middle(from), middle(to - 1));
                words[from..to].fill(' ');
            }
        }
        for letter in &mut words {
            if matches!(letter, '|' | '+') {
                *letter = ' ';
            }
        }
        for (from, to) in runs(&words, |letter| letter != ' ') {
            let text: String = words[from..to].iter().collect();
            self = self.text(from as f32 * LETTER, top + 9.0, &text);
        }
        self
    }

    /// Words side by side, a letter's width apart, from `x` on the baseline `y`.
    pub(crate) fn text(self, x: f32, y: f32, text: &str) -> Self {
        self.turned(x, y, text, Turn::Upright)
    }

    /// Words one after the other along a baseline that runs as `turn` says, from the point `(x, y)`.
    pub(crate) fn turned(mut self, x: f32, y: f32, text: &str, turn: Turn) -> Self {
        self.last = self.page.words.len();
        let mut along = 0.0;
        for word in text.split(' ') {
            let length = word.chars().count() as f32 * LETTER;
            self.page.words.push(turned_word(x, y, along, length, word, turn));
            along += length + LETTER;
        }
        self
    }

    /// Changes the words of the last text.
    pub(crate) fn with(mut self, change: impl Fn(&mut Word)) -> Self {
        self.page.words[self.last..].iter_mut().for_each(change);
        self
    }

    /// A level rule, half a point thick and black.
    pub(crate) fn level(self, y: f32, x0: f32, x1: f32) -> Self {
        self.rule(Axis::Level, y, x0, x1, Rgb::BLACK)
    }

    /// An upright rule, half a point thick and black.
    pub(crate) fn upright(self, x: f32, y0: f32, y1: f32) -> Self {
        self.rule(Axis::Upright, x, y0, y1, Rgb::BLACK)
    }

    /// A rule, half a point thick.
    pub(crate) fn rule(mut self, axis: Axis, at: f32, from: f32, to: f32, colour: Rgb) -> Self {
        self.page.rules.push(Rule { axis, at, from, to, width: 0.5, colour, dashed: false });
        self
    }

    /// A filled rectangle.
    pub(crate) fn fill(self, x0: f32, y0: f32, x1: f32, y1: f32, colour: Rgb) -> Self {
        self.shape(Shape::Rectangle, x0, y0, x1, y1, colour)
    }

    /// A filled shape.
    pub(crate) fn shape(mut self, shape: Shape, x0: f32, y0: f32, x1: f32, y1: f32, colour: Rgb) -> Self {
        self.page.fills.push(Fill { bbox: BBox { x0, y0, x1, y1 }, colour, shape });
        self
    }

    /// The page, its rules sorted as a reader delivers them.
    pub(crate) fn build(mut self) -> Page {
        self.page
            .rules
            .sort_by(|a, b| a.axis.cmp(&b.axis).then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from)));
        self.page
    }
}

/// The rows of a grid, one a line: texts between ` | `, `·` for a blank, `<` for a covered cell, `!` after a bold one,
/// `«rows×columns»` after a spanned one.
pub(crate) fn grid_text(grid: &Grid) -> String {
    let rows: Vec<String> = grid.rows().iter().map(|row| row_text(row)).collect();
    rows.join("\n")
}

fn row_text(row: &[boardlift_model::Cell]) -> String {
    let cells: Vec<String> = row
        .iter()
        .map(|cell| {
            if cell.covered {
                return "<".to_owned();
            }
            let text = if cell.is_blank() { "·" } else { cell.text.as_str() };
            let bold = if cell.bold { "!" } else { "" };
            match (cell.row_span, cell.col_span) {
                (1, 1) => format!("{text}{bold}"),
                (rows, columns) => format!("{text}{bold}«{rows}×{columns}»"),
            }
        })
        .collect();
    cells.join(" | ")
}

/// Runs of letters that `belongs` accepts, as half-open ranges.
fn runs(letters: &[char], belongs: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (index, &letter) in letters.iter().chain(std::iter::once(&'\0')).enumerate() {
        match (start, letter != '\0' && belongs(letter)) {
            (None, true) => start = Some(index),
            (Some(from), false) => {
                found.push((from, index));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn turned_word(x: f32, y: f32, along: f32, length: f32, text: &str, turn: Turn) -> Word {
    let (ascent, descent) = (0.75 * SIZE, 0.25 * SIZE);
    let bbox = match turn {
        Turn::Upright => BBox { x0: x + along, y0: y - ascent, x1: x + along + length, y1: y + descent },
        Turn::Reversed => BBox { x0: x - along - length, y0: y - descent, x1: x - along, y1: y + ascent },
        Turn::Up => BBox { x0: x - ascent, y0: y - along - length, x1: x + descent, y1: y - along },
        Turn::Down => BBox { x0: x - descent, y0: y + along, x1: x + ascent, y1: y + along + length },
    };
    let baseline = if matches!(turn, Turn::Upright | Turn::Reversed) { y } else { x };
    let text = text.to_owned();
    Word { text, bbox, size: SIZE, baseline, turn, bold: false, raised: false, ink: Rgb::BLACK }
}
