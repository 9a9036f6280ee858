//! What the interpreter draws, handed to the two collectors of a page: its text and its drawing.

use boardlift_model::Page;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page as SyntaxPage;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape as _};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use crate::drawing::{Drawing, Ink, seen};
use crate::text::TextCollector;

/// A page in the drawing.
pub(crate) struct Canvas<'a> {
    text: TextCollector,
    drawing: Drawing,
    groups: Vec<Group<'a>>,
}

/// A transparency group: what is drawn in it is laid on the page as one thing.
struct Group<'a> {
    /// How much of it is seen, the groups around it counted in.
    opacity: f32,
    /// Lets through one part more than another.
    mask: Option<SoftMask<'a>>,
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(bounds: Rect) -> Canvas<'a> {
        Canvas { text: TextCollector::default(), drawing: Drawing::new(bounds), groups: Vec::new() }
    }

    pub(crate) fn into_page(self, number: u32, page: &SyntaxPage<'_>, content: &[u8]) -> Page {
        let (width, height) = page.render_dimensions();
        let drawn = self.drawing.finish();
        let text = self.text.finish(page, content, &drawn.rules);
        Page {
            number,
            width,
            height,
            words: text.words,
            rules: drawn.rules,
            fills: drawn.fills,
            images: drawn.images,
            unreadable: text.unreadable,
            left_out: drawn.left_out,
        }
    }

    fn opacity(&self) -> f32 {
        self.groups.last().map_or(1.0, |group| group.opacity)
    }

    /// How what is drawn with these properties is seen. Through a mask that isn't the same everywhere its colour is not
    /// known, so it is left out.
    fn ink(&self, props: &DrawProps<'a>) -> Option<Ink> {
        let masked = props.soft_mask.is_some() || self.groups.iter().any(|group| group.mask.is_some());
        let ink = seen(&props.paint, self.opacity())?;
        (!masked).then_some(ink)
    }
}

impl<'a> Device<'a> for Canvas<'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        let Some(ink) = self.ink(&props) else { return };
        match draw_mode {
            DrawMode::Fill(rule) => self.drawing.fill(path, props.transform, *rule, ink),
            DrawMode::Stroke(stroke) => self.drawing.stroke(path, props.transform, stroke, ink),
            DrawMode::FillAndStroke(rule, stroke) => {
                self.drawing.fill(path, props.transform, *rule, ink);
                self.drawing.stroke(path, props.transform, stroke, ink);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, draw_mode: &DrawMode) {
        match draw_mode {
            DrawMode::Fill(_) if is_square(props.transform) => {
                let Some(ink) = self.ink(&props) else { return };
                self.drawing.fill_rect(props.transform.transform_rect_bbox(*rect), ink);
            }
            _ => self.draw_path(&rect.to_path(0.1), props, draw_mode),
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.drawing.clips.push_path(&clip.path);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.drawing.clips.push_rect(*rect);
    }

    fn pop_clip(&mut self) {
        self.drawing.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.groups.push(Group { opacity: opacity * self.opacity(), mask });
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.drawing.image(&image, props.transform, self.opacity());
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let clip = if self.opacity() > 0.0 { self.drawing.clips.current().rect } else { Rect::ZERO };
        self.text.draw_run(run, &props, mode, clip);
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.text.begin_marked_content(properties);
    }

    fn end_marked_content(&mut self) {
        self.text.end_marked_content();
    }
}

/// Whether a transform keeps level and upright lines level and upright.
fn is_square(transform: Affine) -> bool {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    (b == 0.0 && c == 0.0) || (a == 0.0 && d == 0.0)
}
