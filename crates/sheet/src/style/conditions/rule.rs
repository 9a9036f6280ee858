//! One rule of a conditional format.

use std::sync::Arc;

use boardlift_model::Address;

use super::formula::{self, Context, Operand, Relation, relate};
use super::{Canvas, Comparison, Formula, IconRule, Paint, Scale};
use crate::worksheet::Area;

/// A rule.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rule {
    /// The cells that it is for, which the rules of one format share.
    pub(crate) areas: Arc<[Area]>,
    /// The cell that its formulas are written for, where the file says it.
    pub(crate) base: Option<Address>,
    /// Its place in the order of the rules, the least first.
    pub(crate) priority: i64,
    /// Whether the rules behind it don't count for a cell that passes.
    pub(crate) stops: bool,
    /// What it does.
    pub(crate) kind: Kind,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// Paints the cells that pass a test.
    Test(Test, Paint),
    /// Paints each number by its size.
    Scale(Scale),
    /// Draws an icon with each number by its size.
    Icons(IconRule),
}

/// A test of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    /// The cell's value against another.
    Value(Comparison, Formula),
    /// The cell's value within two others, both included, or outside of them.
    Between { is_outside: bool, limits: [Formula; 2] },
    /// The cell's words against others, whatever the case of the letters.
    Words(Words, Box<str>),
    /// A formula that says yes or no.
    Formula(Formula),
    /// One that can't be told.
    Unknown,
}

/// How the words of a cell are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// They hold the others.
    Hold,
    /// They don't hold them.
    Lack,
    /// They begin with them.
    Begin,
    /// They end with them.
    End,
}

impl Rule {
    /// Follows the rule for all its cells; nothing once there were too many steps.
    pub(super) fn apply(&self, canvas: &mut Canvas<'_>) -> Option<()> {
        match &self.kind {
            Kind::Test(test, paint) => self.test(test, paint, canvas),
            Kind::Scale(scale) => scale.apply(&self.areas, canvas),
            Kind::Icons(icons) => icons.apply(&self.areas, canvas),
        }
    }

    fn test(&self, test: &Test, paint: &Paint, canvas: &mut Canvas<'_>) -> Option<()> {
        let origin = self.origin(test.is_relative());
        let values = canvas.values;
        let cells: Vec<Address> =
            canvas.cells(&self.areas, test.size())?.into_iter().map(|(address, _)| address).collect();
        for cell in cells {
            let passes = origin.and_then(|origin| test.passes(Context { cell, origin, values }));
            match passes {
                Some(true) => canvas.paint(cell, paint),
                None => canvas.paint(cell, &paint.in_doubt()),
                Some(false) => continue,
            }
            if self.stops {
                canvas.stop(cell, passes.is_some());
            }
        }
        Some(())
    }

    /// The cell that the formulas are written for: the top left one. Of several areas it must be the first one's, since
    /// programs don't agree on it otherwise.
    fn origin(&self, matters: bool) -> Option<Address> {
        if self.base.is_some() {
            return self.base;
        }
        let first = self.areas.first()?.first;
        let row = self.areas.iter().map(|area| area.first.row).min()?;
        let column = self.areas.iter().map(|area| area.first.column).min()?;
        (!matters || first == Address { row, column }).then_some(first)
    }
}

impl Test {
    /// Whether a cell passes; nothing where that isn't certain.
    fn passes(&self, context: Context<'_>) -> Option<bool> {
        let value: Operand<'_> = super::at(context.values, context.cell).into();
        match self {
            Test::Formula(formula) => formula.holds(context),
            Test::Unknown => None,
            _ if value == Operand::Error => Some(false),
            Test::Value(comparison, formula) => match formula.value(context)? {
                Operand::Error => Some(false),
                other => comparison.holds(relate(&value, &other)?),
            },
            Test::Between { is_outside, limits: [least, most] } => {
                let (least, most) = (least.value(context)?, most.value(context)?);
                // Programs differ in what they make of limits in the wrong order.
                if !matches!(relate(&least, &most)?, Relation::Less | Relation::Equal) {
                    return None;
                }
                let is_above = Comparison::GreaterOrEqual.holds(relate(&value, &least)?)?;
                let is_below = Comparison::LessOrEqual.holds(relate(&value, &most)?)?;
                Some((is_above && is_below) != *is_outside)
            }
            Test::Words(how, wanted) => how.holds(&formula::words(&value)?, wanted),
        }
    }

    fn size(&self) -> usize {
        1 + match self {
            Test::Value(_, formula) | Test::Formula(formula) => formula.size(),
            Test::Between { limits, .. } => limits.iter().map(Formula::size).sum(),
            // Reading the words is some work for each of their letters.
            Test::Words(..) => 8,
            Test::Unknown => 0,
        }
    }

    fn is_relative(&self) -> bool {
        match self {
            Test::Value(_, formula) | Test::Formula(formula) => formula.is_relative(),
            Test::Between { limits, .. } => limits.iter().any(Formula::is_relative),
            Test::Words(..) | Test::Unknown => false,
        }
    }
}

impl Words {
    fn holds(self, text: &str, wanted: &str) -> Option<bool> {
        let (low, low_wanted) = (text.to_lowercase(), wanted.to_lowercase());
        match self {
            Words::Hold => formula::contains(text, wanted),
            Words::Lack => formula::contains(text, wanted).map(|holds| !holds),
            Words::Begin => Some(low.starts_with(&low_wanted)),
            Words::End => Some(low.ends_with(&low_wanted)),
        }
    }
}
