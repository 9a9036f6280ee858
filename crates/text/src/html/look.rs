//! How the elements of a page look to its reader, inheritance and the habits of browsers included: what is shown, what is
//! read aloud only, colours, weight, what parts words.

use boardlift_model::Rgb;

use super::sheet::Sheet;
use super::style::{Paint, Parting, Style};
use super::tree::{Id, Tree};

/// How an element, or a stretch of words, looks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Look {
    /// Who takes notice of it.
    pub(super) shown: Shown,
    /// The colour behind it, where it has one of its own.
    pub(super) fill: Option<Rgb>,
    /// Whether its corners are round.
    pub(super) is_round: bool,
    /// The colour of its letters, where any is said.
    pub(super) ink: Option<Rgb>,
    /// Whether its letters are bold.
    pub(super) bold: bool,
    /// Whether it is raised, as the mark of a footnote is.
    pub(super) is_raised: bool,
    /// How it stands beside what comes before and after it.
    pub(super) parting: Parting,
}

impl Look {
    /// Whether it begins a line of its own, and what follows it begins another.
    pub(super) fn is_block(&self) -> bool {
        self.parting == Parting::Lines
    }
}

/// Who takes notice of an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// Everybody.
    #[default]
    Seen,
    /// Those who have the page read to them: `Green`, beside a green dot.
    ReadAloud,
    /// Nobody any more: it is struck out.
    Struck,
    /// Nobody: the page hides it.
    Hidden,
    /// Nobody: it is no content, as a script is none.
    Machinery,
}

/// The looks of all nodes of a page.
pub(super) struct Looks(Vec<Look>);

impl Looks {
    /// How the nodes of a page look.
    pub(super) fn of(tree: &Tree, sheet: &Sheet) -> Self {
        let mut looks: Vec<Look> = Vec::with_capacity(tree.len());
        for id in 0..tree.len() {
            // A node comes after the one that holds it.
            let outer = looks.get(tree.node(id).parent).copied().unwrap_or_default();
            looks.push(if tree.name(id).is_empty() {
                of_words(outer)
            } else {
                of_element(tree, sheet, id, outer)
            });
        }
        Looks(looks)
    }

    /// How a node looks.
    pub(super) fn of_node(&self, id: Id) -> &Look {
        &self.0[id]
    }

    /// Whether a node is to be read.
    pub(super) fn is_seen(&self, id: Id) -> bool {
        self.0[id].shown == Shown::Seen
    }

    /// How many stretches of the page begin here that look so: an element in another one counts with it.
    pub(super) fn count(&self, tree: &Tree, shown: Shown) -> u32 {
        let begins = |id: &Id| self.0[*id].shown == shown && self.0[tree.node(*id).parent].shown != shown;
        let holds_words = |id: &Id| {
            let mut words = (*id..tree.node(*id).end).filter_map(|id| tree.words(id));
            words.any(|words| words.contains(char::is_alphanumeric))
        };
        let count = (0..tree.len()).filter(begins).filter(holds_words).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// Words look as what they stand in; the fill is not theirs.
fn of_words(outer: Look) -> Look {
    Look { fill: None, is_round: false, parting: Parting::None, ..outer }
}

fn of_element(tree: &Tree, sheet: &Sheet, id: Id, outer: Look) -> Look {
    let style = sheet.style(tree, id);
    let name = tree.name(id);
    let usual = if BLOCKS.contains(&name) { Parting::Lines } else { Parting::None };
    let parting = style.parting.unwrap_or(usual);
    let fill = style.fill.and_then(Paint::colour);
    let is_bold = matches!(name, "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt");
    Look {
        shown: shown(tree, id, &style, outer.shown),
        fill,
        is_round: style.is_round.unwrap_or(false) || fill.is_some() && has_class(tree, id, PILLS),
        ink: style.ink.or(outer.ink),
        bold: style.bold.unwrap_or(is_bold || outer.bold),
        is_raised: style.is_raised.unwrap_or(name == "sup" || outer.is_raised && parting != Parting::Lines),
        // A coloured box has room around its words.
        parting: if fill.is_some() { parting.max(Parting::Words) } else { parting },
    }
}

/// Who takes notice of an element. What is hidden stays so, whatever stands in it says.
fn shown(tree: &Tree, id: Id, style: &Style, outer: Shown) -> Shown {
    let name = tree.name(id);
    // A drawing is a picture; the words in it are parts of charts.
    let is_drawn = tree.name(tree.node(id).parent) == "svg";
    if outer == Shown::Machinery || is_drawn || MACHINERY.contains(&name) {
        return Shown::Machinery;
    }
    let is_gone = style
        .is_shown
        .map_or_else(|| is_gone_by_class(tree, id) || is_marked_hidden(tree, id), |shown| !shown);
    if outer == Shown::Hidden || is_gone || style.is_visible == Some(false) {
        return Shown::Hidden;
    }
    let is_struck = style.is_struck == Some(true) || matches!(name, "del" | "s" | "strike");
    match outer {
        Shown::Struck => Shown::Struck,
        _ if is_struck => Shown::Struck,
        _ if has_class(tree, id, READ_ALOUD) => Shown::ReadAloud,
        _ => outer,
    }
}

/// `hidden="until-found"` is shown to whoever looks for it.
fn is_marked_hidden(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
}

/// Elements that hold no content, or none for this reader: what a browser without scripts shows stands in for what a
/// script would have made.
const MACHINERY: &[&str] = &[
    "head", "script", "style", "template", "noscript", "iframe", "object", "audio", "video", "canvas",
    "select", "option", "datalist", "input", "textarea", "meter", "progress", "map", "math", "noframes",
    "frameset",
];

/// Classes for words that are only read aloud, by the names that the common toolkits gave them: Bootstrap, GOV.UK and
/// NHS design systems, `WordPress`, Drupal.
const READ_ALOUD: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "govuk-visually-hidden",
    "nhsuk-u-visually-hidden",
    "screen-reader-text",
    "screenreader-only",
    "element-invisible",
    "show-for-sr",
    "offscreen",
];

/// Classes of small coloured boxes with round corners.
const PILLS: &[&str] = &["badge", "pill", "tag", "label", "chip", "govuk-tag", "nhsuk-tag", "rounded-pill"];

/// Whether one of its classes is among these.
pub(super) fn has_class(tree: &Tree, id: Id, classes: &[&str]) -> bool {
    let mut own = tree.attribute(id, "class").unwrap_or_default().split_ascii_whitespace();
    own.any(|class| classes.iter().any(|known| class.eq_ignore_ascii_case(known)))
}

/// Whether the classes of the common toolkits hide it on a wide screen: `d-none`, `d-md-none`, but not `d-none
/// d-md-block`. The style behind them stands in files of its own.
fn is_gone_by_class(tree: &Tree, id: Id) -> bool {
    let classes = || tree.attribute(id, "class").unwrap_or_default().split_ascii_whitespace();
    let is_for_some_width = |class: &str| {
        ["d-sm-", "d-md-", "d-lg-", "d-xl-"].iter().any(|prefix| class.starts_with(prefix))
            || class.contains(':')
    };
    match classes().rfind(|class| is_for_some_width(class)) {
        Some(last) => last.ends_with("-none") || last.ends_with(":hidden"),
        None => classes().any(|class| matches!(class, "d-none" | "hidden")),
    }
}

/// HTML standard, 15.3: the elements that are blocks, items or parts of tables.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
