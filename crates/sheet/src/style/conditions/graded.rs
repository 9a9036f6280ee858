//! Rules that paint numbers by their size among the others: colour scales and icon sets.

use boardlift_model::{Address, Rgb};

use super::formula::{Comparison, Context, Formula, Operand, relate};
use super::{Canvas, Icon, Paint, Value};
use crate::style::colour::blended;
use crate::style::unless_paper;
use crate::worksheet::Area;

/// Colours between which those of the numbers lie.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Scale {
    /// Two or three sizes with their colours, the least first; a colour is nothing where it isn't known.
    pub(crate) stops: Vec<(Threshold, Option<Rgb>)>,
}

/// Icons by size.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct IconRule {
    /// The least size for each icon, whether that size itself counts, and the icon, where it is known, from the first to the last. The
    /// first one's size isn't looked at: everything below the second has it.
    pub(crate) steps: Vec<(Threshold, bool, Option<Icon>)>,
    /// Whether the icon stands instead of the number.
    pub(crate) hides_words: bool,
}

/// A size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Threshold {
    /// The least number of all.
    Least,
    /// The greatest.
    Greatest,
    /// A number.
    Number(Formula),
    /// A part of the way from the least to the greatest, in per cent.
    Percent(Formula),
    /// The number below which so many per cent of the numbers lie.
    Percentile(Formula),
    /// One that can't be told.
    Unknown,
}

/// The numbers of a rule's cells.
struct Numbers {
    cells: Vec<(Address, f64)>,
    /// From the least to the greatest.
    sorted: Vec<f64>,
}

impl Scale {
    pub(super) fn apply(&self, areas: &[Area], canvas: &mut Canvas<'_>) -> Option<()> {
        let numbers = Numbers::of(areas, canvas)?;
        let sizes = numbers.sizes(self.stops.iter().map(|(threshold, _)| threshold), canvas);
        for (cell, number) in numbers.cells {
            let fill = sizes.as_deref().and_then(|sizes| self.colour(sizes, number));
            canvas.paint(cell, &Paint { fill: Some(fill.and_then(unless_paper)), ..Paint::default() });
        }
        Some(())
    }

    /// The colour of a number; nothing where the sizes aren't in order.
    fn colour(&self, sizes: &[f64], number: f64) -> Option<Rgb> {
        if sizes.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let above = sizes.iter().position(|size| number <= *size);
        match above {
            Some(0) => self.stops.first()?.1,
            None => self.stops.last()?.1,
            Some(above) => {
                let (low, high) = (sizes[above - 1], sizes[above]);
                Some(blended(self.stops[above - 1].1?, self.stops[above].1?, (number - low) / (high - low)))
            }
        }
    }
}

impl IconRule {
    pub(super) fn apply(&self, areas: &[Area], canvas: &mut Canvas<'_>) -> Option<()> {
        let numbers = Numbers::of(areas, canvas)?;
        let sizes = numbers.sizes(self.steps.iter().skip(1).map(|(threshold, ..)| threshold), canvas);
        for (cell, number) in numbers.cells {
            let icon = sizes.as_deref().and_then(|sizes| self.icon(sizes, number));
            canvas.draw(cell, icon.and_then(Icon::mark), self.hides_words);
        }
        Some(())
    }

    /// The icon of a number: the last whose size it reaches.
    fn icon(&self, sizes: &[f64], number: f64) -> Option<Icon> {
        let mut icon = self.steps.first()?.2;
        for (size, (_, counts_itself, next)) in sizes.iter().zip(self.steps.iter().skip(1)) {
            let comparison = if *counts_itself { Comparison::GreaterOrEqual } else { Comparison::Greater };
            let relation = relate(&Operand::Number(number), &Operand::Number(*size))?;
            if comparison.holds(relation)? {
                icon = *next;
            }
        }
        icon
    }
}

impl Numbers {
    fn of(areas: &[Area], canvas: &mut Canvas<'_>) -> Option<Self> {
        // Sorting takes some steps a cell: about one for each doubling of their number.
        let cells = canvas.cells(areas, 16)?;
        let cells: Vec<(Address, f64)> = cells
            .into_iter()
            .filter_map(|(address, value)| match value {
                Value::Number(number) if number.is_finite() => Some((address, number)),
                _ => None,
            })
            .collect();
        let mut sorted: Vec<f64> = cells.iter().map(|(_, number)| *number).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Some(Numbers { cells, sorted })
    }

    /// The sizes that thresholds stand for; nothing where one of them isn't certain.
    fn sizes<'t>(
        &self,
        thresholds: impl Iterator<Item = &'t Threshold>,
        canvas: &Canvas<'_>,
    ) -> Option<Vec<f64>> {
        thresholds.map(|threshold| self.size(threshold, canvas)).collect()
    }

    fn size(&self, threshold: &Threshold, canvas: &Canvas<'_>) -> Option<f64> {
        let (least, most) = (*self.sorted.first()?, *self.sorted.last()?);
        match threshold {
            Threshold::Least => Some(least),
            Threshold::Greatest => Some(most),
            Threshold::Number(formula) => stated(formula, canvas),
            Threshold::Percent(formula) => Some(least + (most - least) * stated(formula, canvas)? / 100.0),
            Threshold::Percentile(formula) => self.percentile(stated(formula, canvas)?),
            Threshold::Unknown => None,
        }
    }

    /// As the function PERCENTILE has it: between two numbers in proportion.
    fn percentile(&self, share: f64) -> Option<f64> {
        if !(0.0..=100.0).contains(&share) {
            return None;
        }
        let place = (self.sorted.len() - 1) as f64 * share / 100.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the number of cells"
        )]
        let (low, high) = (place.floor() as usize, place.ceil() as usize);
        Some(self.sorted[low] + (self.sorted[high] - self.sorted[low]) * place.fract())
    }
}

/// The number that a formula states without regard to any cell of the rule.
fn stated(formula: &Formula, canvas: &Canvas<'_>) -> Option<f64> {
    let nowhere = Address { row: 0, column: 0 };
    let context = Context { cell: nowhere, origin: nowhere, values: canvas.values };
    match formula.value(context).filter(|_| !formula.is_relative())? {
        Operand::Number(number) => Some(number),
        _ => None,
    }
}
