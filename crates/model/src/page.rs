//! A page as it was drawn: words, rules, fills and images, before anybody sees a table in them.
//!
//! All lengths are points (1/72 inch). The origin is the top left corner of the page as a reader sees it, after
//! its rotation and its crop; x runs to the right and y downward.

use crate::grid::Rgb;
use crate::place::BBox;
use crate::terms::Direction;

/// How text is turned, by the way its baseline runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// From left to right: ordinary text.
    #[default]
    Upright,
    /// From bottom to top: turned a quarter to the left.
    Up,
    /// From top to bottom: turned a quarter to the right.
    Down,
    /// From right to left, standing on its head.
    Reversed,
}

/// Glyphs that belong together: no gap between them that the font's own space would not leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The letters in reading order, ligatures taken apart. A glyph whose letter is not known is U+FFFD.
    pub text: String,
    /// From the ascent to the descent of the type and from the first origin to the end of the last advance.
    pub bbox: BBox,
    /// The type size.
    pub size: f32,
    /// Where the baseline runs: y for upright and reversed words, x for turned ones.
    pub baseline: f32,
    /// Which way the baseline runs.
    pub turn: Turn,
    /// Whether the type is bold, by its name, its weight or because it was drawn twice.
    pub bold: bool,
    /// Whether it is a small raised word after a larger one, as the mark of a footnote is.
    pub raised: bool,
    /// The colour of the letters.
    pub ink: Rgb,
}

/// A straight line, drawn as a stroke or as a thin filled rectangle. It runs level or upright; no other lines are kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Which way it runs.
    pub axis: Axis,
    /// Where it runs: the y of a level rule's middle, the x of an upright one's.
    pub at: f32,
    /// Where it begins along its way: the left or the upper end.
    pub from: f32,
    /// Where it ends along its way.
    pub to: f32,
    /// How thick it is.
    pub width: f32,
    /// Its colour.
    pub colour: Rgb,
    /// Whether it is dashed or dotted.
    pub dashed: bool,
}

/// The way that a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// From left to right.
    Level,
    /// From top to bottom.
    Upright,
}

/// What a filled shape looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A rectangle with square corners.
    Rectangle,
    /// A rectangle with round corners, or with round ends.
    Pill,
    /// A circle or an ellipse.
    Ellipse,
    /// An arrow or a triangle that points somewhere; `Same` is one that points sideways.
    Arrow(Direction),
    /// Anything else.
    Other,
}

/// A filled shape: a cell's shading, a coloured pill, a circle, a drawn arrow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// What of it can be seen, after clipping.
    pub bbox: BBox,
    /// Its colour as seen on white paper.
    pub colour: Rgb,
    /// What it looks like.
    pub shape: Shape,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Its number, from 1.
    pub number: u32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its words, in the order in which the file draws them.
    pub words: Vec<Word>,
    /// Its rules, each once, sorted by axis, then place, then beginning; touching pieces of one line are joined.
    pub rules: Vec<Rule>,
    /// Its fills, the lowest first, as they were painted. White ones are kept: they hide what lies under them.
    pub fills: Vec<Fill>,
    /// The boxes of its images.
    pub images: Vec<BBox>,
    /// How many of its glyphs have no known letter.
    pub unreadable: u32,
    /// How many lines, shapes and images were left out, since no page of tables has as many. The first are kept.
    pub left_out: u32,
}
