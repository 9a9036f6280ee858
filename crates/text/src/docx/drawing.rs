//! What stands in a drawing, as far as it says something: text boxes, arrows and coloured shapes, the words that stand for
//! an icon.
//!
//! Looks at no picture. Charts, groups of lines and photographs say nothing here.

use boardlift_model::grid::Mark;
use boardlift_model::{Direction, Rgb, Shape};

use super::colour::Theme;
use super::inline::branch;
use super::xml::Element;

/// The most words that stand for an icon; longer ones describe a picture.
const ICON_WORDS: usize = 6;

/// Angles are in 60 000ths of a degree (ECMA-376 part 1, 20.1.10.3).
const QUARTER_TURN: i32 = 90 * 60_000;

/// What a drawing says.
#[derive(Debug, Default)]
pub(super) struct Drawn<'d> {
    /// The words that stand for it.
    pub(super) words: Option<String>,
    /// Its coloured shapes.
    pub(super) marks: Vec<Mark>,
    /// What its text boxes hold, each the parent of paragraphs.
    pub(super) boxes: Vec<&'d Element<'d>>,
}

/// Looks into `w:drawing`, `w:pict` or `w:object`.
pub(super) fn drawn<'d>(drawing: &'d Element<'d>, theme: &Theme) -> Drawn<'d> {
    let properties = drawing.descendant("docPr");
    let is_hidden = properties
        .and_then(|properties| properties.attribute("hidden"))
        .is_some_and(|hidden| matches!(&*hidden, "1" | "true"));
    let mut drawn = Drawn::default();
    if !is_hidden {
        collect(drawing, theme, &mut drawn);
        drawn.words = properties.and_then(|properties| icon_words(&properties.attribute("descr")?));
    }
    drawn
}

fn collect<'d>(element: &'d Element<'d>, theme: &Theme, drawn: &mut Drawn<'d>) {
    for child in element.children() {
        match child.name() {
            "txbxContent" => drawn.boxes.push(child),
            "AlternateContent" => {
                if let Some(branch) = branch(child) {
                    collect(branch, theme, drawn);
                }
            }
            "wsp" => {
                drawn.marks.extend(shape(child, theme));
                collect(child, theme, drawn);
            }
            _ => collect(child, theme, drawn),
        }
    }
}

/// The words that stand for an icon: few, without figures, and written by a person.
fn icon_words(description: &str) -> Option<String> {
    let words = description.lines().next().unwrap_or_default().trim();
    let is_short = (1..=ICON_WORDS).contains(&words.split_whitespace().count());
    let is_words = !words.contains(|sign: char| sign.is_ascii_digit()) && !words.contains(['.', '_']);
    let is_by_program = words.to_lowercase().contains("automatically generated");
    (is_short && is_words && !is_by_program).then(|| words.to_owned())
}

/// The mark that a shape of a built-in form makes (20.1.10.56).
fn shape(wsp: &Element<'_>, theme: &Theme) -> Option<Mark> {
    let properties = wsp.child("spPr")?;
    let form = properties.child("prstGeom")?.attribute("prst")?;
    let colour = match properties.child("solidFill") {
        Some(fill) => theme.drawn(fill),
        None if properties.child("noFill").is_some() => None,
        None => wsp.path(&["style", "fillRef"]).and_then(|fill| theme.drawn(fill)),
    };
    let turns =
        properties.child("xfrm").and_then(|frame| frame.attribute("rot")?.parse::<i32>().ok()).unwrap_or(0);
    let shape = match &*form {
        "ellipse" | "flowChartConnector" => Shape::Ellipse,
        "rect" => Shape::Rectangle,
        "roundRect" | "flowChartTerminator" => Shape::Pill,
        "upArrow" | "triangle" => arrow(0, turns)?,
        "rightArrow" => arrow(1, turns)?,
        "downArrow" | "flowChartMerge" => arrow(2, turns)?,
        "leftArrow" => arrow(3, turns)?,
        "leftRightArrow" => Shape::Arrow(Direction::Same),
        _ => return None,
    };
    let colour = colour.or_else(|| matches!(shape, Shape::Arrow(_)).then_some(Rgb::BLACK))?;
    Some(Mark { shape, colour })
}

/// An arrow that points up when it is turned by no quarter of a circle, and then is turned by some; nothing where it
/// points askew.
fn arrow(quarters: i32, turned: i32) -> Option<Shape> {
    if turned % QUARTER_TURN != 0 {
        return None;
    }
    Some(Shape::Arrow(match (quarters + turned / QUARTER_TURN).rem_euclid(4) {
        0 => Direction::Up,
        2 => Direction::Down,
        _ => Direction::Same,
    }))
}
