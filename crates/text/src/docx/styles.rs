//! How words look, by all that has a say: the paper's defaults, the styles of table, paragraph and letters, and what is set
//! on the spot (ECMA-376 part 1, 17.7.2).
//!
//! Styles are asked for what they say, never for their names in the language of the program; the built-in headings and
//! titles keep their English names in every language (17.7.4.9).

use std::collections::BTreeMap;

use boardlift_lexicon::symbols::SymbolFont;
use boardlift_model::Rgb;

use super::colour::{Paint, Theme, highlight};
use super::numbering::ListPlace;
use super::table_look::Conditions;
use super::xml::Element;

/// How many styles may be based on each other. Word allows eleven.
const DEEPEST: usize = 20;

/// The outline level that is body text (17.3.1.20).
const BODY_LEVEL: u8 = 9;

/// What properties of letters say, each only where they say it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) bold: Option<bool>,
    /// Whether small letters print as capitals.
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    /// Their colour; black where the program chooses.
    pub(super) ink: Option<Rgb>,
    /// What is painted behind them.
    pub(super) paint: Option<Paint>,
    /// Their size in half points.
    pub(super) size: Option<u16>,
    pub(super) font: Option<Font>,
}

/// A font, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    /// Its letters are letters.
    Letters,
    /// Its letters show signs.
    Signs(SymbolFont),
}

/// What properties of a paragraph say, each only where they say it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paragraph {
    /// Whether it heads what follows.
    pub(super) is_heading: Option<bool>,
    /// Its list.
    pub(super) list: Option<u32>,
    /// Its level in the list.
    pub(super) level: Option<usize>,
    /// What is painted behind it.
    pub(super) paint: Option<Paint>,
}

/// A style with all that it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) letters: Letters,
    pub(super) paragraph: Paragraph,
    /// What it says of tables, where it is a table's.
    pub(super) table: Conditions,
    /// Whether its paragraphs are a table of contents.
    pub(super) is_contents: bool,
}

/// All styles of a paper.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    defaults: Letters,
    /// The styles of paragraphs and tables that name none.
    default_paragraph: Style,
    default_table: Style,
}

impl Styles {
    /// The styles of the part `styles`.
    pub(super) fn of(root: &Element<'_>, theme: &Theme) -> Self {
        let elements: Vec<&Element<'_>> = root.children().filter(|child| child.name() == "style").collect();
        let by_id: BTreeMap<String, &Element<'_>> = elements
            .iter()
            .filter_map(|element| Some((element.attribute("styleId")?.into_owned(), *element)))
            .collect();
        let default_of = |kind: &str| {
            let is_meant = |element: &&&Element<'_>| {
                let is_default =
                    element.attribute("default").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
                is_default && element.attribute("type").as_deref() == Some(kind)
            };
            elements.iter().find(is_meant).map(|element| whole(element, &by_id, theme)).unwrap_or_default()
        };
        Styles {
            defaults: letters(root.path(&["docDefaults", "rPrDefault", "rPr"]), theme),
            default_paragraph: default_of("paragraph"),
            default_table: default_of("table"),
            by_id: by_id.iter().map(|(id, element)| (id.clone(), whole(element, &by_id, theme))).collect(),
        }
    }

    /// The style of a paragraph, by the `w:pStyle` among its properties.
    pub(super) fn of_paragraph(&self, properties: Option<&Element<'_>>) -> &Style {
        self.named(properties.and_then(|properties| properties.child("pStyle")))
            .unwrap_or(&self.default_paragraph)
    }

    /// The style of a table, by the `w:tblStyle` among its properties.
    pub(super) fn of_table(&self, properties: Option<&Element<'_>>) -> &Style {
        self.named(properties.and_then(|properties| properties.child("tblStyle")))
            .unwrap_or(&self.default_table)
    }

    /// What letters look like that stand in a table's cell (if any), a paragraph, and a run with these properties.
    pub(super) fn letters(
        &self,
        cell: Letters,
        paragraph: &Style,
        run: Letters,
        run_style: Option<&Element<'_>>,
    ) -> Letters {
        let own = self.named(run_style).map(|style| style.letters).unwrap_or_default();
        let layers = [own, paragraph.letters, cell, self.defaults];
        run.over(layers.into_iter().fold(Letters::default(), Letters::over).with_switches(layers))
    }

    /// The size of ordinary words in half points.
    pub(super) fn body_size(&self) -> u16 {
        // Ten points where nothing is said (17.3.2.38).
        self.default_paragraph.letters.size.or(self.defaults.size).unwrap_or(20)
    }

    fn named(&self, reference: Option<&Element<'_>>) -> Option<&Style> {
        self.by_id.get(&*reference?.value()?)
    }
}

impl Letters {
    /// These, and the others where these say nothing.
    pub(super) fn over(self, below: Letters) -> Letters {
        Letters {
            bold: self.bold.or(below.bold),
            capitals: self.capitals.or(below.capitals),
            hidden: self.hidden.or(below.hidden),
            struck: self.struck.or(below.struck),
            raised: self.raised.or(below.raised),
            ink: self.ink.or(below.ink),
            paint: self.paint.or(below.paint),
            size: self.size.or(below.size),
            font: self.font.or(below.font),
        }
    }

    /// The switches of styles turn each other: bold letters in a bold paragraph are not bold (17.7.3).
    fn with_switches(self, layers: [Letters; 4]) -> Letters {
        let switched = |switch: fn(&Letters) -> Option<bool>| {
            let said: Vec<bool> = layers.iter().filter_map(switch).collect();
            (!said.is_empty()).then(|| said.iter().filter(|on| **on).count() % 2 == 1)
        };
        Letters {
            bold: switched(|letters| letters.bold),
            capitals: switched(|letters| letters.capitals),
            hidden: switched(|letters| letters.hidden),
            struck: switched(|letters| letters.struck),
            ..self
        }
    }
}

impl Paragraph {
    /// These, and the others where these say nothing.
    pub(super) fn over(self, below: Paragraph) -> Paragraph {
        Paragraph {
            is_heading: self.is_heading.or(below.is_heading),
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            paint: self.paint.or(below.paint),
        }
    }

    /// Its place in a list, where it is in one.
    pub(super) fn place(self) -> Option<ListPlace> {
        let list = self.list.filter(|list| *list > 0)?;
        Some(ListPlace { list, level: self.level.unwrap_or(0) })
    }
}

/// What `w:rPr` says.
pub(super) fn letters(properties: Option<&Element<'_>>, theme: &Theme) -> Letters {
    let Some(properties) = properties else { return Letters::default() };
    let switch = |name: &str| properties.child(name).map(Element::is_on);
    let value = |name: &str| properties.child(name).and_then(Element::value);
    Letters {
        bold: switch("b"),
        capitals: switch("caps"),
        hidden: switch("vanish"),
        struck: switch("strike").or_else(|| switch("dstrike")),
        raised: value("vertAlign").map(|align| align == "superscript"),
        ink: properties.child("color").map(|color| theme.ink(color).unwrap_or(Rgb::BLACK)),
        paint: value("highlight")
            .and_then(|name| highlight(&name))
            .or_else(|| properties.child("shd").and_then(|shd| theme.shading(shd))),
        size: value("sz").and_then(|size| size.parse().ok()),
        font: properties.child("rFonts").and_then(font),
    }
}

fn font(fonts: &Element<'_>) -> Option<Font> {
    let name = fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi"))?;
    Some(SymbolFont::by_name(&name).map_or(Font::Letters, Font::Signs))
}

/// What `w:pPr` says.
pub(super) fn paragraph(properties: Option<&Element<'_>>, theme: &Theme) -> Paragraph {
    let Some(properties) = properties else { return Paragraph::default() };
    let number = |path: &[&str]| properties.path(path).and_then(Element::value);
    Paragraph {
        is_heading: number(&["outlineLvl"])
            .and_then(|level| level.parse::<u8>().ok())
            .map(|level| level < BODY_LEVEL),
        list: number(&["numPr", "numId"]).and_then(|list| list.parse().ok()),
        level: number(&["numPr", "ilvl"]).and_then(|level| level.parse().ok()),
        paint: properties.child("shd").and_then(|shd| theme.shading(shd)),
    }
}

/// A style with what the styles that it is based on say.
fn whole(element: &Element<'_>, by_id: &BTreeMap<String, &Element<'_>>, theme: &Theme) -> Style {
    let mut style = Style::default();
    let mut next = Some(element);
    for _ in 0..DEEPEST {
        let Some(element) = next else { break };
        let name = element.child("name").and_then(Element::value).unwrap_or_default().to_lowercase();
        let mut own = paragraph(element.child("pPr"), theme);
        own.is_heading = own.is_heading.or_else(|| is_heading_name(&name).then_some(true));
        style.paragraph = style.paragraph.over(own);
        style.letters = style.letters.over(letters(element.child("rPr"), theme));
        style.table.add_below(element, theme);
        style.is_contents |= name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok());
        next = element.child("basedOn").and_then(|base| by_id.get(&*base.value()?).copied());
    }
    style
}

fn is_heading_name(name: &str) -> bool {
    let level = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
    matches!(name, "title" | "subtitle") || level.is_some_and(|level| (1..=BODY_LEVEL).contains(&level))
}
