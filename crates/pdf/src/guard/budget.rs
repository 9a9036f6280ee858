//! How many marks a page may draw, and how the interpreter is stopped when it draws more.
//!
//! The interpreter can't be cancelled, so the device that it draws on leaves it by unwinding. The marks are counted,
//! not clocked. What draws nothing is not counted here: [`super::expansion`] bounds that before anything is drawn.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

/// Why a page was not drawn to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The budget was spent.
    Spent,
    /// The interpreter panicked.
    Panic,
}

/// What the device unwinds with when the budget is spent.
struct Spent;

/// Lets `draw` draw on `device` until it is done or has made more than `marks` marks.
///
/// Nothing of what was drawn is given back after a stop, so no half-drawn page can be taken for a whole one; that is
/// also why it is safe to unwind through the device.
pub(crate) fn draw_within<D>(marks: u64, device: D, draw: impl FnOnce(&mut Budgeted<D>)) -> Result<D, Stop> {
    let mut budgeted = Budgeted { device, left: marks };
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        draw(&mut budgeted);
        budgeted.device
    }));
    drawn.map_err(|payload| if payload.is::<Spent>() { Stop::Spent } else { Stop::Panic })
}

/// A device that counts marks and hands them on.
pub(crate) struct Budgeted<D> {
    device: D,
    left: u64,
}

impl<D> Budgeted<D> {
    /// Counts one callback that brings `parts` glyphs or path segments.
    fn spend(&mut self, parts: usize) {
        let cost = u64::try_from(parts).unwrap_or(u64::MAX).saturating_add(1);
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            // Unlike `panic_any`, this doesn't run the panic hook: there is nothing to tell anybody.
            None => resume_unwind(Box::new(Spent)),
        }
    }
}

impl<'a, D: Device<'a>> Device<'a> for Budgeted<D> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.spend(path.elements().len());
        self.device.draw_path(path, props, draw_mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.spend(1);
        self.device.draw_rect(rect, props, draw_mode);
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        self.spend(clip_path.path.elements().len());
        self.device.push_clip_path(clip_path);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.spend(1);
        self.device.push_clip_rect(rect);
    }

    fn pop_clip(&mut self) {
        self.device.pop_clip();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend_mode: BlendMode) {
        self.spend(0);
        self.device.push_transparency_group(opacity, mask, blend_mode);
    }

    fn pop_transparency_group(&mut self) {
        self.device.pop_transparency_group();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len());
        self.device.draw_glyph_run(run, props, mode);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(0);
        self.device.draw_image(image, props);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.spend(0);
        self.device.begin_marked_content(tag, properties);
    }

    fn end_marked_content(&mut self) {
        self.device.end_marked_content();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clips `times` times and says how it ended.
    fn check(marks: u64, times: usize, expected: Result<(), Stop>) {
        let drawn = draw_within(marks, hayro_interpret::DummyDevice, |device| {
            for _ in 0..times {
                device.push_clip_rect(&Rect::ZERO);
            }
        });
        assert_eq!(drawn.map(|_| ()), expected, "{times} clips in a budget of {marks}");
    }

    #[test]
    fn a_budget_holds_what_it_says() {
        check(10, 0, Ok(()));
        check(10, 5, Ok(()));
        check(10, 6, Err(Stop::Spent));
        check(0, 1, Err(Stop::Spent));
    }

    #[test]
    fn a_panic_is_told_from_a_spent_budget() {
        let drawn = draw_within(10, hayro_interpret::DummyDevice, |_| {
            resume_unwind(Box::new("a fault in the interpreter"));
        });
        assert_eq!(drawn.map(|_| ()), Err(Stop::Panic));
    }
}
