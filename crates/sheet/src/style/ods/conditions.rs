//! The conditional formats of an ods: those of the styles (ODF, 16.3), and those that some programs write beside
//! them, which say more.

use std::collections::BTreeMap;
use std::sync::Arc;

use boardlift_model::Address;
use quick_xml::events::BytesStart;

use super::styles::Names;
use crate::style::colour::from_hex;
use crate::style::conditions::{
    Comparison, Formula, IconRule, Kind, Rule, Scale, Test, Threshold, Words, icon, icons_of, parse,
    reference,
};
use crate::style::xml::{attribute, truth};
use crate::worksheet::Area;

/// The most rules that are taken from a table; those that follow make the rest of it uncertain.
const MOST: usize = 50_000;

/// The formats of a table as they are read.
#[derive(Default)]
pub(super) struct Formats {
    rules: Vec<Rule>,
    areas: Arc<[Area]>,
    set: String,
}

impl Formats {
    /// Takes an element by its path from the format that it is in.
    pub(super) fn meet(&mut self, inside: &str, element: &BytesStart<'_>, names: &Names) {
        match inside {
            "" => {
                self.areas = attribute(element, "target-range-address")
                    .map(|areas| areas_of(&areas))
                    .unwrap_or_default();
            }
            "/condition" => {
                let value = attribute(element, "value").unwrap_or_default();
                let name = attribute(element, "apply-style-name").unwrap_or_default();
                let base = attribute(element, "base-cell-address").and_then(|base| cell(&base));
                self.push(condition(&value, &name, names), base);
            }
            "/color-scale" => self.push(Kind::Scale(Scale::default()), None),
            "/icon-set" => {
                self.set = attribute(element, "icon-set-type").unwrap_or_default().into_owned();
                let hides_words = truth(element, "show-value") == Some(false);
                self.push(Kind::Icons(IconRule { hides_words, ..IconRule::default() }), None);
            }
            "/color-scale/color-scale-entry" => {
                if let Some(Kind::Scale(scale)) = self.rules.last_mut().map(|rule| &mut rule.kind) {
                    let colour = attribute(element, "color").and_then(|colour| from_hex(&colour));
                    scale.stops.push((threshold(element), colour));
                }
            }
            "/icon-set/formatting-entry" => {
                if let Some(Kind::Icons(icons)) = self.rules.last_mut().map(|rule| &mut rule.kind) {
                    let place = icons.steps.len();
                    icons.hides_words |= truth(element, "show-value") == Some(false);
                    let icon = icon(&self.set, place).filter(|_| place < icons_of(&self.set));
                    icons.steps.push((threshold(element), true, icon));
                }
            }
            _ => {}
        }
    }

    /// The rules, in order.
    pub(super) fn into_rules(self) -> Vec<Rule> {
        self.rules
    }

    /// Of the conditions of one format only the first that holds counts.
    fn push(&mut self, kind: Kind, base: Option<Address>) {
        if self.rules.len() >= MOST {
            return;
        }
        let priority = i64::try_from(self.rules.len()).unwrap_or(i64::MAX);
        self.rules.push(Rule { areas: self.areas.clone(), base, priority, stops: true, kind });
    }
}

/// The rules of the styles that cells have.
pub(super) fn mapped(rows: &[(u32, Vec<(u32, u32)>)], names: &Names) -> Vec<Rule> {
    let mut areas: BTreeMap<u32, Vec<Area>> = BTreeMap::new();
    for (row, cells) in rows {
        for (column, style) in cells {
            if !names.maps(*style).is_empty() {
                add(areas.entry(*style).or_default(), Address { row: *row, column: *column });
            }
        }
    }
    let mut rules = Vec::new();
    for (style, areas) in areas {
        let areas: Arc<[Area]> = areas.into();
        for map in names.maps(style) {
            let kind = condition(&map.condition, &map.applies, names);
            let base = map.base.as_deref().and_then(cell);
            let priority = i64::try_from(rules.len()).unwrap_or(i64::MAX);
            rules.push(Rule { areas: areas.clone(), base, priority, stops: true, kind });
        }
    }
    rules
}

/// Adds a cell to areas that were gathered from the top left on.
fn add(areas: &mut Vec<Area>, cell: Address) {
    match areas.last_mut() {
        Some(area) if area.last.row == cell.row && area.last.column + 1 == cell.column => area.last = cell,
        _ => areas.push(Area { first: cell, last: cell }),
    }
}

fn condition(text: &str, applies: &str, names: &Names) -> Kind {
    let paint = names.paint(applies);
    let told = paint.is_some().then(|| test(text)).flatten();
    Kind::Test(told.unwrap_or(Test::Unknown), paint.unwrap_or_default())
}

/// A condition in either of its two ways of writing: `cell-content()<5` or `<5`, `is-true-formula(…)` or
/// `formula-is(…)`.
fn test(text: &str) -> Option<Test> {
    let text = plain(text.trim().strip_prefix("of:").unwrap_or(text))?;
    let text = text.trim().strip_prefix("cell-content()").unwrap_or(&text).trim();
    let signs = [
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("!=", Comparison::NotEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    for (sign, comparison) in signs {
        if let Some(other) = text.strip_prefix(sign) {
            return parse(other).map(|other| Test::Value(comparison, other));
        }
    }
    let (name, arguments) = text.strip_suffix(')')?.split_once('(')?;
    let words = |how| match parse(arguments)? {
        Formula::Text(words) => Some(Test::Words(how, words)),
        _ => None,
    };
    match name {
        "formula-is" | "is-true-formula" => parse(arguments).map(Test::Formula),
        "between" | "cell-content-is-between" => between(arguments, false),
        "not-between" | "cell-content-is-not-between" => between(arguments, true),
        "contains-text" => words(Words::Hold),
        "not-contains-text" => words(Words::Lack),
        "begins-with" => words(Words::Begin),
        "ends-with" => words(Words::End),
        _ => None,
    }
}

/// Limits with a comma between them that no function needs: the comma at which both sides can be parsed.
fn between(arguments: &str, is_outside: bool) -> Option<Test> {
    let mut commas = arguments.match_indices(',').take(8);
    commas.find_map(|(comma, _)| {
        let limits = [parse(&arguments[..comma])?, parse(&arguments[comma + 1..])?];
        Some(Test::Between { is_outside, limits })
    })
}

/// A formula with `A1` in place of `[.A1]`; nothing where it names a cell of another sheet.
fn plain(formula: &str) -> Option<String> {
    let mut result = String::new();
    let mut is_text = false;
    let mut letters = formula.chars().peekable();
    while let Some(letter) = letters.next() {
        is_text ^= letter == '"';
        match letter {
            '[' if !is_text => {
                letters.next_if_eq(&'.')?;
            }
            ']' if !is_text => {}
            letter => result.push(letter),
        }
    }
    Some(result)
}

fn threshold(element: &BytesStart<'_>) -> Threshold {
    let value = attribute(element, "value").and_then(|value| parse(&plain(&value)?));
    let stated = |of: fn(Formula) -> Threshold| value.clone().map_or(Threshold::Unknown, of);
    match attribute(element, "type").as_deref() {
        Some("minimum") => Threshold::Least,
        Some("maximum") => Threshold::Greatest,
        Some("number" | "formula") => stated(Threshold::Number),
        Some("percent") => stated(Threshold::Percent),
        Some("percentile") => stated(Threshold::Percentile),
        _ => Threshold::Unknown,
    }
}

/// Areas such as `'Q1 all'.A2:'Q1 all'.B9 Plan.C1`.
fn areas_of(text: &str) -> Arc<[Area]> {
    let area = |text: &str| {
        let ends: Option<Vec<Address>> = outside_quotes(text, ':').into_iter().map(cell).collect();
        let ends = ends?;
        let (first, last) = (*ends.first()?, *ends.last()?);
        (first.row <= last.row && first.column <= last.column).then_some(Area { first, last })
    };
    outside_quotes(text, ' ').into_iter().filter_map(area).collect()
}

/// The cell of an address such as `'Q1 all'.A2`.
fn cell(address: &str) -> Option<Address> {
    let (_, cell) = address.rsplit_once('.')?;
    reference(cell).map(|reference| reference.address)
}

/// A text between separators, those in quoted names apart.
fn outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut is_quoted = false;
    let pieces = text.split(|letter: char| {
        is_quoted ^= letter == '\'';
        letter == separator && !is_quoted
    });
    pieces.filter(|piece| !piece.is_empty()).collect()
}
