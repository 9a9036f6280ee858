//! The named styles of an ods.

use std::collections::BTreeMap;
use std::sync::Arc;

use boardlift_model::{Rgb, Turn};
use quick_xml::events::BytesStart;

use crate::style::CellStyle;
use crate::style::colour::from_hex;
use crate::style::conditions::Paint;
use crate::style::unless_paper;
use crate::style::xml::{Step, attribute, truth, walk};
use crate::worksheet::Look;

/// The most styles of cells, as for the other formats, and the most conditions of all of them together.
const MOST: usize = 1 << 16;

/// A style may name one that it builds on, and so on: no deeper than this.
const LONGEST_DESCENT: usize = 16;

/// The styles of cells, as parts are read.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What holds for all.
    default: Properties,
    styles: Vec<Named>,
    /// The places of the styles by name.
    places: BTreeMap<String, usize>,
    /// What their names are to people: some attributes name them so.
    shown: BTreeMap<String, usize>,
    /// How many conditions they have together.
    maps: usize,
    /// Where what is met inside a style goes: the default's place is one beyond the last.
    open: Option<usize>,
}

/// A style of cells.
#[derive(Debug, Default)]
struct Named {
    parent: Option<String>,
    properties: Properties,
    maps: Vec<Map>,
}

/// A style that takes the place of another where a condition holds (ODF, 16.3).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Map {
    /// The condition.
    pub(super) condition: String,
    /// The style's name.
    pub(super) applies: String,
    /// The cell that the condition is written for.
    pub(super) base: Option<String>,
}

/// What a style says; what is `None` it leaves to the style that it builds on.
#[derive(Debug, Clone, Default)]
#[expect(clippy::option_option, reason = "a colour that is left alone isn't one that is taken away")]
struct Properties {
    fill: Option<Option<Rgb>>,
    ink: Option<Option<Rgb>>,
    bold: Option<bool>,
    turn: Option<Turn>,
    lined: Option<bool>,
}

impl Names {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, text: &str) -> Result<(), quick_xml::Error> {
        walk(text, |path, step| {
            if let Step::Open(element) = step {
                self.meet(path, element);
            }
        })
    }

    /// Takes an element of a part by its path.
    pub(super) fn meet(&mut self, path: &str, element: &BytesStart<'_>) {
        let Some((parent, name)) = path.rsplit_once('/') else { return };
        match (parent.rsplit_once('/').map_or("", |(_, parent)| parent), name) {
            ("styles" | "automatic-styles", "style" | "default-style") => {
                self.open = self.opened(name, element);
            }
            ("style" | "default-style", _) => {
                let Some(place) = self.open else { return };
                if let ("map", Some(style)) = (name, self.styles.get_mut(place).filter(|_| self.maps < MOST))
                {
                    style.maps.extend(Map::of(element));
                    self.maps += 1;
                }
                let style = self.styles.get_mut(place).map(|style| &mut style.properties);
                style.unwrap_or(&mut self.default).meet(name, element);
            }
            _ => {}
        }
    }

    /// The place of a style that begins, if it is one of cells.
    fn opened(&mut self, name: &str, element: &BytesStart<'_>) -> Option<usize> {
        if attribute(element, "family").as_deref() != Some("table-cell") || self.styles.len() >= MOST {
            return None;
        }
        if name == "default-style" {
            return Some(usize::MAX);
        }
        let place = self.styles.len();
        self.places.insert(attribute(element, "name")?.into_owned(), place);
        if let Some(shown) = attribute(element, "display-name") {
            self.shown.insert(shown.into_owned(), place);
        }
        let parent = attribute(element, "parent-style-name").map(std::borrow::Cow::into_owned);
        self.styles.push(Named { parent, ..Named::default() });
        Some(place)
    }

    /// The number of a style among those that [`into_styles`](Self::into_styles) makes: 0 for a name that isn't known.
    pub(super) fn number(&self, name: &str) -> u32 {
        let place = self.places.get(name).map_or(0, |place| place + 1);
        u32::try_from(place).unwrap_or(0)
    }

    /// The styles that take this one's place, each on its condition.
    pub(super) fn maps(&self, number: u32) -> &[Map] {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        place.and_then(|place| self.styles.get(place)).map_or(&[], |style| &style.maps)
    }

    /// What a condition paints that applies a style; nothing for a style that isn't known.
    pub(super) fn paint(&self, name: &str) -> Option<Paint> {
        let place = self.shown.get(name).or_else(|| self.places.get(name))?;
        let properties = self.resolved(*place);
        Some(Paint { fill: properties.fill, ink: properties.ink, bold: properties.bold, format: None })
    }

    /// The styles by their numbers, from that of a cell which names none.
    pub(super) fn into_styles(self) -> Arc<[CellStyle]> {
        let named = (0..self.styles.len()).map(|place| self.resolved(place));
        std::iter::once(Properties::default())
            .chain(named)
            .map(|properties| properties.or(&self.default).into_style())
            .collect()
    }

    fn resolved(&self, place: usize) -> Properties {
        let mut properties = Properties::default();
        let mut next = self.styles.get(place);
        for _ in 0..LONGEST_DESCENT {
            let Some(style) = next else { break };
            properties = properties.or(&style.properties);
            next = style.parent.as_ref().and_then(|parent| self.styles.get(*self.places.get(parent)?));
        }
        properties
    }
}

impl Map {
    fn of(element: &BytesStart<'_>) -> Option<Self> {
        Some(Map {
            condition: attribute(element, "condition")?.into_owned(),
            applies: attribute(element, "apply-style-name")?.into_owned(),
            base: attribute(element, "base-cell-address").map(std::borrow::Cow::into_owned),
        })
    }
}

impl Properties {
    fn meet(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "table-cell-properties" => {
                if let Some(colour) = attribute(element, "background-color") {
                    self.fill = Some(from_hex(&colour).and_then(unless_paper));
                }
                self.turn = turn(element).or(self.turn);
                self.lined = lined(element).or(self.lined);
            }
            "text-properties" => {
                if let Some(colour) = attribute(element, "color") {
                    self.ink = Some(from_hex(&colour));
                }
                if truth(element, "use-window-font-color") == Some(true) {
                    self.ink = Some(None);
                }
                if let Some(weight) = attribute(element, "font-weight") {
                    // The weights of CSS: from 600 on a face is bold.
                    self.bold =
                        Some(weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
                }
            }
            _ => {}
        }
    }

    fn or(&self, parent: &Properties) -> Properties {
        Properties {
            fill: self.fill.or(parent.fill),
            ink: self.ink.or(parent.ink),
            bold: self.bold.or(parent.bold),
            turn: self.turn.or(parent.turn),
            lined: self.lined.or(parent.lined),
        }
    }

    fn into_style(self) -> CellStyle {
        let look = Look {
            fill: self.fill.flatten(),
            ink: self.ink.flatten(),
            bold: self.bold.unwrap_or(false),
            turn: self.turn.unwrap_or_default(),
            lined: self.lined.unwrap_or(false),
        };
        CellStyle { format: None, look }
    }
}

/// How text is turned: by its angle to the left, or letter below letter, which is read downwards.
fn turn(element: &BytesStart<'_>) -> Option<Turn> {
    if attribute(element, "direction").as_deref() == Some("ttb") {
        return Some(Turn::Down);
    }
    let angle = attribute(element, "rotation-angle")?;
    match angle.trim_end_matches("deg").parse::<f64>().ok()?.rem_euclid(360.0) {
        90.0 => Some(Turn::Up),
        180.0 => Some(Turn::Reversed),
        270.0 => Some(Turn::Down),
        _ => Some(Turn::Upright),
    }
}

/// Whether a line is drawn on any side; nothing where the style speaks of no side.
fn lined(element: &BytesStart<'_>) -> Option<bool> {
    const SIDES: [&str; 5] = ["border", "border-left", "border-right", "border-top", "border-bottom"];
    let mut lines = SIDES.iter().filter_map(|side| attribute(element, side)).peekable();
    lines.peek()?;
    Some(lines.any(|line| !line.split_ascii_whitespace().any(|word| matches!(word, "none" | "hidden"))))
}
