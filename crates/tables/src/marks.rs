//! Signs in a cell: coloured circles, pills, squares and arrows, drawn or printed.
//!
//! A drawn arrow also stands in the text. What a sign means is not asked here.

use boardlift_model::{BBox, Direction, Fill, Mark, Page, Rgb, Shape, Turn};

use crate::cells::Piece;
use crate::geometry;
use crate::surface::Patch;

/// A sign and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sign {
    pub(crate) mark: Mark,
    pub(crate) bbox: BBox,
    /// Whether it was drawn, not printed.
    drawn: bool,
}

/// The signs in a cell, from left to right. Fills of the colours of the `ground`, the cell's and the paper's, are none.
pub(crate) fn signs(
    page: &Page,
    patch: &Patch<'_>,
    cell: &BBox,
    words: &[usize],
    ground: [Rgb; 2],
) -> Vec<Sign> {
    let fills = patch.fills();
    let drawn = fills
        .iter()
        .map(|&index| &page.fills[index])
        .filter(|fill| !ground.contains(&fill.colour))
        .filter(|fill| is_sign(fill, cell))
        .map(drawn_sign);
    let printed = words.iter().map(|&index| &page.words[index]).flat_map(|word| {
        let marks = word.text.chars().filter_map(move |letter| Mark::printed(letter, word.ink));
        marks.map(move |mark| Sign { mark, bbox: word.bbox, drawn: false })
    });
    let mut signs: Vec<Sign> = drawn.chain(printed).collect();
    signs.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
    signs
}

/// The drawn arrows among the signs as pieces of text.
pub(crate) fn arrows<'t>(signs: &[Sign]) -> impl Iterator<Item = Piece<'t>> {
    signs.iter().filter(|sign| sign.drawn).filter_map(|sign| {
        let text = match sign.mark.shape {
            Shape::Arrow(Direction::Up) => "↑",
            Shape::Arrow(Direction::Down) => "↓",
            Shape::Arrow(Direction::Same) => "→",
            _ => return None,
        };
        Some(Piece { text, bbox: sign.bbox, turn: Turn::Upright, raised: false })
    })
}

fn drawn_sign(fill: &Fill) -> Sign {
    Sign { mark: Mark { shape: fill.shape, colour: fill.colour }, bbox: fill.bbox, drawn: true }
}

/// Whether a fill is a thing in the cell and not its shading: its middle lies in the cell, it does not reach far out of
/// it, and a rectangle stands clear of all its sides and is no longer than a badge, so that neither shading nor the bar
/// of a small chart is taken for a sign.
fn is_sign(fill: &Fill, cell: &BBox) -> bool {
    let inside = geometry::area(&geometry::intersection(&fill.bbox, cell));
    let own = geometry::area(&fill.bbox);
    if !geometry::contains(cell, geometry::centre(&fill.bbox)) || own <= 0.0 || inside < 0.7 * own {
        return false;
    }
    match fill.shape {
        Shape::Rectangle => {
            let clear = 1.0;
            let (width, height) = (fill.bbox.x1 - fill.bbox.x0, fill.bbox.y1 - fill.bbox.y0);
            fill.bbox.x0 >= cell.x0 + clear
                && fill.bbox.x1 <= cell.x1 - clear
                && fill.bbox.y0 >= cell.y0 + clear
                && fill.bbox.y1 <= cell.y1 - clear
                && (0.5..=6.0).contains(&(width / height.max(0.1)))
        }
        Shape::Pill | Shape::Ellipse | Shape::Arrow(_) | Shape::Other => true,
    }
}
