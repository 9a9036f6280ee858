//! The style that a page brings along: its `style` elements, the `style` attributes, and the older attributes for colours.
//!
//! Style sheets that are files of their own are not fetched. Rules for print, for narrow screens and for what the reader's
//! device prefers are passed over.

use super::selector::Selector;
use super::style::{Declared, Style};
use super::tree::{Id, Tree};
use crate::limits;

/// The rules of a page, those that count more after the others.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<(Selector, Declared)>,
    /// Whether elements and rules are more than are worth the time to bring together. There are no rules then.
    pub(super) is_too_large: bool,
}

impl Sheet {
    /// The rules of all `style` elements of a page.
    pub(super) fn of(tree: &Tree) -> Self {
        let styles = (0..tree.len())
            .filter(|id| tree.name(*id) == "style" && is_for_screens(tree.attribute(*id, "media")));
        let texts = styles.flat_map(|id| tree.children(id)).filter_map(|id| tree.words(id));
        let most = limits::HTML_RULES.min(limits::HTML_STYLINGS / tree.len());
        let mut rules: Vec<(Selector, Declared)> = texts.flat_map(rules).take(most + 1).collect();
        let is_too_large = rules.len() > most;
        if is_too_large {
            rules.clear();
        }
        rules.sort_by_key(|(selector, _)| selector.specificity());
        Sheet { rules, is_too_large }
    }

    /// What is said of an element: by its attributes, by the rules, and last by its own style; what is important counts
    /// more than all of them (CSS Cascading 4, 6.1).
    pub(super) fn style(&self, tree: &Tree, id: Id) -> Style {
        let mut style = Style::default();
        for (attribute, property) in [("bgcolor", "background-color"), ("color", "color")] {
            if let Some(value) = tree.attribute(id, attribute) {
                style.declare(property, value);
            }
        }
        let matching: Vec<&Declared> = self
            .rules
            .iter()
            .filter(|(selector, _)| selector.matches(tree, id))
            .map(|(_, declared)| declared)
            .collect();
        let own = tree.attribute(id, "style").map(Declared::of).unwrap_or_default();
        let (plain, important) =
            (|declared: &&Declared| declared.plain, |declared: &&Declared| declared.important);
        let in_order = matching.iter().map(plain).chain([own.plain]);
        for over in in_order.chain(matching.iter().map(important)).chain([own.important]) {
            style.overlay(&over);
        }
        style
    }
}

/// Whether a list of media has the screen of a computer in it.
fn is_for_screens(media: Option<&str>) -> bool {
    let media = media.unwrap_or_default().to_ascii_lowercase();
    let is_other =
        |query: &str| ["print", "speech", "max-width", "prefers-"].iter().any(|other| query.contains(other));
    !media.split(',').all(is_other)
}

/// The rules of a style sheet that say something about looks, a selector each.
fn rules(text: &str) -> Vec<(Selector, Declared)> {
    let text = without_comments(text);
    let mut rules = Vec::new();
    let mut rest = text.as_str();
    while rules.len() <= limits::HTML_RULES
        && let Some(at) = rest.find(['{', ';'])
    {
        let (before, after) =
            (rest[..at].trim_start_matches(['}', ' ', '\t', '\n', '\r']).trim(), &rest[at + 1..]);
        rest = match (rest.as_bytes().get(at), before.strip_prefix('@')) {
            (Some(b';'), _) => after,
            // What stands in it is read as if it stood outside; its own end is a stray mark before the next selector.
            (_, Some(rule))
                if rule.strip_prefix("media").is_some_and(|media| is_for_screens(Some(media))) =>
            {
                after
            }
            (_, Some(_)) => after_block(after),
            (_, None) => {
                let (block, after) = after.split_once('}').unwrap_or((after, ""));
                let declared = Declared::of(block);
                if declared != Declared::default() {
                    let selectors = before.split(',').filter_map(Selector::of).take(limits::HTML_RULES);
                    rules.extend(selectors.map(|selector| (selector, declared)));
                }
                after
            }
        };
    }
    rules
}

/// What follows the end of a block that is open, blocks in it counted.
fn after_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

/// The text without its comments, and without the marks that hide it from browsers that know no style.
fn without_comments(text: &str) -> String {
    let text = text.replace("<!--", " ").replace("-->", " ");
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        plain.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::style::Paint;

    /// The fill of the only `<td>` of a page with this style, as six digits.
    fn check(style: &str, expected: &str) {
        let page = format!("<style>{style}</style><table id=t><tr><td class=rag>5</table>");
        let (tree, _) = super::super::tree::parse(&page);
        let cell = (0..tree.len()).find(|id| tree.name(*id) == "td").expect("a cell");
        let fill = Sheet::of(&tree).style(&tree, cell).fill.and_then(Paint::colour);
        let code =
            fill.map_or(String::new(), |fill| format!("{:02x}{:02x}{:02x}", fill.red, fill.green, fill.blue));
        assert_eq!(code, expected, "{style}");
    }

    #[test]
    fn the_rule_that_counts_most_wins() {
        check("td { background: red }", "ff0000");
        check(".rag { background: lime } td { background: red }", "00ff00");
        check("td { background: red } th, td { background: blue; }", "0000ff");
        check("td { background: red !important } #t .rag { background: blue }", "ff0000");
        check("td { color: red }", "");
    }

    #[test]
    fn what_is_not_for_screens_is_passed_over() {
        check("@media print { td { background: red } } td{background:lime}", "00ff00");
        check("@media screen and (min-width: 40em) { td { background: red } }", "ff0000");
        check("@media (max-width: 40em) { td { background: red } }", "");
        check("@import url(a.css); @font-face { font: x } td { background: red }", "ff0000");
    }

    #[test]
    fn comments_and_damage() {
        check("<!-- /* a { } */ td { background: red } -->", "ff0000");
        check("td { background: red", "ff0000");
        check("} } td { background: red }", "ff0000");
        check("td { background: red /* }", "ff0000");
        check("{ { ; { @ @media { td {", "");
    }
}
