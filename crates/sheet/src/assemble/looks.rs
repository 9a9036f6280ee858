//! The looks of a sheet's cells, each once.

use std::collections::BTreeMap;

use boardlift_model::Rgb;

use crate::style::SheetStyle;
use crate::style::conditions::Paint;
use crate::worksheet::Look;

/// What a look follows from: the cell's style, what a conditional format makes of fill, ink and weight, and the colour
/// of its number format.
type Origin = (u32, Option<Option<Rgb>>, Option<Option<Rgb>>, Option<bool>, Option<Rgb>);

/// The looks that were asked for, each once.
#[derive(Debug, Default)]
pub(super) struct Looks {
    known: BTreeMap<Origin, u32>,
    /// The looks of styles that nothing was painted over, as most are, by the style.
    plain: Vec<Option<u32>>,
    all: Vec<Look>,
}

impl Looks {
    /// The look of a cell, as its place among the looks.
    pub(super) fn of(
        &mut self,
        sheet: &SheetStyle,
        style: u32,
        paint: Option<&Paint>,
        format_ink: Option<Rgb>,
    ) -> u32 {
        let index = usize::try_from(style).unwrap_or(usize::MAX);
        let of_style = sheet.styles.get(index).map(|style| style.look).unwrap_or_default();
        if paint.is_none() && format_ink.is_none() && index < sheet.styles.len() {
            if self.plain.len() <= index {
                self.plain.resize(index + 1, None);
            }
            if let Some(known) = self.plain[index] {
                return known;
            }
            let place = self.add(of_style);
            self.plain[index] = Some(place);
            return place;
        }
        let (fill, ink, bold) = paint.map_or((None, None, None), |paint| (paint.fill, paint.ink, paint.bold));
        let origin = (style, fill, ink, bold, format_ink);
        if let Some(known) = self.known.get(&origin) {
            return *known;
        }
        let painted = paint.map_or(of_style, |paint| paint.over(of_style));
        // A number format's colour stands over that of the font.
        let place = self.add(Look { ink: format_ink.or(painted.ink), ..painted });
        self.known.insert(origin, place);
        place
    }

    /// Whether a look is that of a cell without any.
    pub(super) fn is_plain(&self, place: u32) -> bool {
        let look = usize::try_from(place).ok().and_then(|place| self.all.get(place));
        look.is_none_or(|look| *look == Look::default())
    }

    /// All looks.
    pub(super) fn into_all(self) -> Vec<Look> {
        self.all
    }

    fn add(&mut self, look: Look) -> u32 {
        let place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(look);
        place
    }
}
