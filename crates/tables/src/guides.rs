//! The lines that guide the eye on a page: rules and the edges of shading, cleaned and joined.
//!
//! Everything that reads tables starts from here: lattices take guides as the sides of cells, alignment takes them as
//! hints. Lines that nobody sees (white on white), underlines and struck-out words are left out. What a guide means is
//! not asked here.

mod join;
mod shade;
mod underline;

use boardlift_model::{Axis, BBox, Page, Rgb, Rule};

use crate::geometry::{self, BoxIndex};
use crate::surface::{self, Surface};

/// Lines nearer than this share of the type size are one line: the double rule of a ledger, a cell's border beside
/// its neighbour's, a shading that ends at the edge of a thick rule. No letter stands between such lines.
pub(crate) const SNAP: f32 = 0.3;

/// A page of more lines than this, before they are joined, is a drawing or a map; its lines guide nobody. (The
/// densest table that fits a page of A3 has some 20 000 cell sides.)
const MOST_RULES: usize = 60_000;

/// A page of more fills than this is a drawing as well.
const MOST_FILLS: usize = 20_000;

/// How a guide was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// Two fills of one colour touch here: invisible, but drawn cell by cell.
    Joint,
    /// The colour behind the text changes here.
    Shade,
    /// A line.
    Rule,
}

/// A level or upright line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Guide {
    /// Where it runs: y of a level one, x of an upright one.
    pub(crate) at: f32,
    /// Where it begins: the left or upper end.
    pub(crate) from: f32,
    /// Where it ends.
    pub(crate) to: f32,
    /// How the greatest part of it was drawn.
    pub(crate) source: Source,
}

impl Guide {
    /// How long it is.
    pub(crate) fn length(&self) -> f32 {
        self.to - self.from
    }
}

/// A coloured box that is no line, no mark and not the paper: a shaded cell or a band behind a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Band {
    /// Where it stands.
    pub(crate) bbox: BBox,
    /// Its colour.
    pub(crate) colour: Rgb,
}

/// The guides of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Guides {
    /// The type size of most words on the page, in points: the measure of what is near.
    pub(crate) type_size: f32,
    /// Level lines by y, then by x. Joints are not among them.
    pub(crate) level: Vec<Guide>,
    /// Upright lines by x, then by y, joints among them.
    pub(crate) upright: Vec<Guide>,
    /// Shaded boxes by their top, then by their left edge; touching ones of one colour in one row are one.
    pub(crate) bands: Vec<Band>,
}

impl Guides {
    /// The guides of a page. `words` tells its words by place.
    pub(crate) fn of(page: &Page, surface: &Surface<'_>, words: &BoxIndex) -> Guides {
        let type_size = geometry::type_size(page);
        let mut found = Guides { type_size, ..Guides::default() };
        if page.rules.len() > MOST_RULES || page.fills.len() > MOST_FILLS {
            return found;
        }
        let is_underline = |rule: &Rule| underline::is_underline(page, words, rule, type_size);
        for rule in page.rules.iter().filter(|rule| is_seen(rule, surface) && !is_underline(rule)) {
            let guide = Guide { at: rule.at, from: rule.from, to: rule.to, source: Source::Rule };
            found.side(rule.axis).push(guide);
        }
        for index in 0..page.fills.len() {
            shade::add_edges(&mut found, page, surface, index);
        }
        found.bands = shade::bands(page, surface, type_size);
        found.level = join::join(found.level, type_size);
        found.upright = join::join(found.upright, type_size);
        found.drop_frame_of(page);
        found
    }

    /// The list of the guides that run one way.
    fn side(&mut self, axis: Axis) -> &mut Vec<Guide> {
        match axis {
            Axis::Level => &mut self.level,
            Axis::Upright => &mut self.upright,
        }
    }

    /// Drops the lines along the edges of the paper: the border of a page, the edge of a background.
    fn drop_frame_of(&mut self, page: &Page) {
        let margin = self.type_size;
        self.level.retain(|guide| guide.at > margin && guide.at < page.height - margin);
        self.upright.retain(|guide| guide.at > margin && guide.at < page.width - margin);
    }
}

/// Whether a rule has another colour than what lies beside it, somewhere along its way. White rules part coloured
/// cells; on white paper they are nothing.
fn is_seen(rule: &Rule, surface: &Surface<'_>) -> bool {
    const SAMPLES: u8 = 9;
    let beside = rule.width / 2.0 + 0.5;
    (0..SAMPLES).any(|sample| {
        let along = rule.from + (rule.to - rule.from) * (f32::from(sample) + 0.5) / f32::from(SAMPLES);
        [-beside, beside].into_iter().any(|offset| {
            let point = match rule.axis {
                Axis::Level => (along, rule.at + offset),
                Axis::Upright => (rule.at + offset, along),
            };
            surface.colour(point) != rule.colour
        })
    })
}

/// Whether a fill is shading: a plate of another colour than the paper, at least a letter wide and high, and not
/// the paper itself.
fn is_shading(page: &Page, surface: &Surface<'_>, index: usize, type_size: f32) -> bool {
    let fill = &page.fills[index];
    let (width, height) = (fill.bbox.x1 - fill.bbox.x0, fill.bbox.y1 - fill.bbox.y0);
    surface.is_plate(index)
        && fill.colour != surface.paper
        && width.min(height) >= 0.5 * type_size
        && !surface::is_background(page, &fill.bbox)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GREY, PageBuilder};

    fn guides(page: &Page) -> Guides {
        Guides::of(page, &Surface::new(page), &BoxIndex::of_words(page))
    }

    fn check(builder: PageBuilder, level: &[(f32, f32, f32)], upright: &[(f32, f32, f32)]) {
        let found = guides(&builder.build());
        let plain = |guides: &[Guide]| -> Vec<(f32, f32, f32)> {
            guides.iter().map(|guide| (guide.at, guide.from, guide.to)).collect()
        };
        assert_eq!(plain(&found.level), level, "level");
        assert_eq!(plain(&found.upright), upright, "upright");
    }

    #[test]
    fn pieces_of_a_line_are_joined() {
        let page = PageBuilder::new().level(100.0, 50.0, 99.0).level(100.0, 101.0, 150.0);
        check(page, &[(100.0, 50.0, 150.0)], &[]);
    }

    #[test]
    fn lines_far_apart_stay_two() {
        let page = PageBuilder::new().level(100.0, 50.0, 99.0).level(100.0, 150.0, 200.0);
        check(page, &[(100.0, 50.0, 99.0), (100.0, 150.0, 200.0)], &[]);
    }

    #[test]
    fn a_double_rule_is_one() {
        let page = PageBuilder::new().level(100.0, 50.0, 150.0).level(102.0, 50.0, 150.0);
        check(page, &[(101.0, 50.0, 150.0)], &[]);
    }

    #[test]
    fn underlines_and_struck_words_guide_nobody() {
        let underlined = PageBuilder::new().text(50.0, 100.0, "two words").level(101.5, 50.0, 95.0);
        check(underlined, &[], &[]);
        let struck = PageBuilder::new().text(50.0, 100.0, "two words").level(97.0, 50.0, 95.0);
        check(struck, &[], &[]);
    }

    #[test]
    fn a_rule_wider_than_the_words_over_it_guides() {
        let page = PageBuilder::new().text(50.0, 100.0, "two words").level(101.5, 50.0, 200.0);
        check(page, &[(101.5, 50.0, 200.0)], &[]);
    }

    #[test]
    fn white_rules_are_seen_on_colour_alone() {
        let white = |page: PageBuilder| page.rule(Axis::Level, 100.0, 50.0, 150.0, Rgb::WHITE);
        check(white(PageBuilder::new()), &[], &[]);
        let coloured = white(PageBuilder::new().fill(50.0, 80.0, 150.0, 120.0, GREY));
        check(
            coloured,
            &[(80.0, 50.0, 150.0), (100.0, 50.0, 150.0), (120.0, 50.0, 150.0)],
            &[(50.0, 80.0, 120.0), (150.0, 80.0, 120.0)],
        );
    }

    #[test]
    fn the_frame_of_the_page_guides_nobody() {
        let page = PageBuilder::new().fill(0.0, 0.0, 595.0, 842.0, GREY).level(3.0, 0.0, 595.0);
        check(page, &[], &[]);
    }

    #[test]
    fn touching_bands_of_one_colour_are_one_band_with_a_joint() {
        let page = PageBuilder::new()
            .fill(50.0, 80.0, 100.0, 95.0, GREY)
            .fill(100.0, 80.0, 150.0, 95.0, GREY)
            .build();
        let found = guides(&page);
        assert_eq!(found.bands.len(), 1);
        let joints: Vec<f32> = found
            .upright
            .iter()
            .filter(|guide| guide.source == Source::Joint)
            .map(|guide| guide.at)
            .collect();
        assert_eq!(joints, [100.0]);
    }
}
