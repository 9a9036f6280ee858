//! What a page's own style says of its elements: colours, weight, and what is not shown.
//!
//! Reads `style` elements, `style` attributes and the older attributes for colours. Style sheets of their own are files of
//! their own and are not fetched; rules for some screens only (`@media`) are not read.

use boardlift_model::Rgb;
use simplecss::{AttributeOperator, Declaration, Element, PseudoClass, StyleSheet};

use super::tree::{Data, Id, Tree};
use crate::limits;

/// The rules that a page brings along, those that count more after the others.
pub(super) struct Sheet<'t> {
    rules: StyleSheet<'t>,
    /// Whether elements and rules are more than are worth the time to bring together.
    pub(super) is_too_large: bool,
}

/// What style says of one element, where it says anything. Nothing is inherited yet.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Style {
    /// The colour behind it. `Some(None)` lets what lies behind show through.
    pub(super) fill: Option<Option<Rgb>>,
    /// The colour of its letters.
    pub(super) ink: Option<Rgb>,
    /// Whether its letters are bold.
    pub(super) bold: Option<bool>,
    /// Whether it takes no room: nothing of it is shown.
    pub(super) is_gone: Option<bool>,
    /// Whether it can be seen where it has room; what stands in it may differ.
    pub(super) is_visible: Option<bool>,
    /// Whether it stands for itself, apart from the words beside it.
    pub(super) stands_apart: Option<bool>,
    /// Whether it begins a line of its own.
    pub(super) is_block: Option<bool>,
    /// Whether a line runs through its words.
    pub(super) is_struck: Option<bool>,
    /// Whether its corners are round.
    pub(super) is_round: Option<bool>,
    /// Whether its words are raised, as the mark of a footnote is.
    pub(super) is_raised: Option<bool>,
}

impl<'t> Sheet<'t> {
    /// The rules of all `style` elements of a page.
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut rules = StyleSheet::new();
        let styles = (0..tree.len()).filter(|id| tree.name(*id) == "style" && !is_for_print(tree, *id));
        let texts = styles.flat_map(|id| tree.children(id)).filter_map(|id| tree.words(id));
        for text in texts {
            // Word puts its rules between the marks of a comment, for browsers that knew no style.
            let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
            rules.parse_more(text);
        }
        rules.rules.retain(|rule| rule.declarations.iter().any(is_of_use));
        let is_too_large = rules.rules.len().saturating_mul(tree.len()) > limits::HTML_STYLINGS;
        if is_too_large {
            rules.rules.clear();
        }
        Sheet { rules, is_too_large }
    }

    /// What is said of an element: by its attributes, by the rules, and last by its own style; what is important counts
    /// more than all of them (CSS Cascading 4, 6.1).
    pub(super) fn style(&self, tree: &Tree, id: Id) -> Style {
        let mut style = Style::default();
        let element = Matched { tree, id };
        for (attribute, property) in [("bgcolor", "background-color"), ("color", "color")] {
            if let Some(value) = tree.attribute(id, attribute) {
                style.declare(property, value);
            }
        }
        let matching = || self.rules.rules.iter().filter(|rule| rule.selector.matches(&element));
        let of_rules: Vec<&Declaration<'_>> = matching().flat_map(|rule| &rule.declarations).collect();
        let own = tree.attribute(id, "style").unwrap_or_default();
        let own: Vec<(&str, &str, bool)> = own.split(';').filter_map(own_declaration).collect();
        for important in [false, true] {
            let of_rules = of_rules.iter().filter(|said| said.important == important);
            of_rules.for_each(|said| style.declare(said.name, said.value));
            let own = own.iter().filter(|(_, _, is_important)| *is_important == important);
            own.for_each(|(name, value, _)| style.declare(name, value));
        }
        style
    }
}

fn is_for_print(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "media").is_some_and(|media| media.trim().eq_ignore_ascii_case("print"))
}

/// One part of a `style` attribute. A part that is no declaration spoils no other one.
fn own_declaration(part: &str) -> Option<(&str, &str, bool)> {
    let (name, value) = part.split_once(':')?;
    let (value, is_important) = match value.split_once('!') {
        Some((value, word)) => (value, word.trim().eq_ignore_ascii_case("important")),
        None => (value, false),
    };
    Some((name.trim(), value.trim(), is_important))
}

fn is_of_use(declaration: &Declaration<'_>) -> bool {
    let mut style = Style::default();
    style.declare(declaration.name, declaration.value);
    style != Style::default()
}

impl Style {
    /// Takes what a declaration says; what it doesn't say, and what can't be read, stays as it is.
    fn declare(&mut self, name: &str, value: &str) {
        let value = value.to_ascii_lowercase();
        let words = || value.split_ascii_whitespace();
        match name.to_ascii_lowercase().as_str() {
            "background" | "background-color" => self.fill = colour_in(&value).or(self.fill),
            "color" => self.ink = colour_in(&value).flatten().or(self.ink),
            "font-weight" => self.bold = weight(&value).or(self.bold),
            "display" => {
                self.is_gone = Some(value == "none");
                self.stands_apart = Some(!matches!(value.as_str(), "inline" | "contents" | "none"));
                self.is_block =
                    Some(!value.starts_with("inline") && !matches!(value.as_str(), "contents" | "none"));
            }
            "visibility" => self.is_visible = Some(!matches!(value.as_str(), "hidden" | "collapse")),
            "text-decoration" | "text-decoration-line" => {
                self.is_struck = Some(words().any(|word| word == "line-through"));
            }
            "border-radius" => self.is_round = Some(!words().all(|word| word.starts_with('0'))),
            "vertical-align" => self.is_raised = Some(value == "super"),
            "float" => self.stands_apart = Some(value != "none"),
            _ => {}
        }
    }
}

/// The colour that a value names, on white paper where it is partly clear: `#0a0`, `rgb(0 170 0)`, `green url(a.png)`.
/// Nothing where it names none, and no colour where it is wholly clear.
fn colour_in(value: &str) -> Option<Option<Rgb>> {
    if value == "none" {
        return Some(None);
    }
    let mut depth = 0_usize;
    let parts = value.split(|char: char| {
        depth = (depth + usize::from(char == '(')).saturating_sub(usize::from(char == ')'));
        depth == 0 && char.is_ascii_whitespace()
    });
    let colour = parts.into_iter().find_map(|part| csscolorparser::parse(part).ok())?;
    let [red, green, blue, alpha] = colour.to_rgba8();
    let on_paper = |part: u8| {
        let mixed = u16::from(part) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
        u8::try_from(mixed / 255).unwrap_or(u8::MAX)
    };
    Some((alpha > 0).then(|| Rgb { red: on_paper(red), green: on_paper(green), blue: on_paper(blue) }))
}

/// Whether letters of this weight are bold: from 600 on, as browsers draw them.
fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => value.parse::<u16>().ok().map(|weight| weight >= 600),
    }
}

/// An element, as the rules of a style sheet ask for it.
#[derive(Clone, Copy)]
struct Matched<'t> {
    tree: &'t Tree,
    id: Id,
}

impl Element for Matched<'_> {
    fn parent_element(&self) -> Option<Self> {
        let id = self.tree.node(self.id).parent;
        (id != 0).then_some(Matched { id, ..*self })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        // The nodes before it end where it begins, as do their last descendants; its sibling is the outermost.
        let parent = self.tree.node(self.id).parent;
        let mut before = self.tree.ancestors(self.id - 1).take_while(|id| *id != parent).last()?;
        while !matches!(self.tree.node(before).data, Data::Element { .. }) {
            if before - 1 == parent {
                return None;
            }
            before = self.tree.ancestors(before - 1).take_while(|id| *id != parent).last()?;
        }
        Some(Matched { id: before, ..*self })
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.tree.name(self.id).eq_ignore_ascii_case(name)
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        let value = self.tree.attribute(self.id, name);
        value.is_some_and(|value| match operator {
            AttributeOperator::Contains(word) => value.split_ascii_whitespace().any(|part| part == word),
            _ => operator.matches(value),
        })
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}
