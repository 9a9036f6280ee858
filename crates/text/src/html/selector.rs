//! Selectors of style rules: names, classes and ids of elements, and of those that they stand in.
//!
//! A selector that asks for anything else, a state, an attribute, a sibling, matches nothing: such rules stripe rows and
//! light up what the pointer is on, and judge no figure.

use super::tree::{Id, Tree};

/// A selector. Its parts stand from the element itself outwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selector {
    /// Runs of parts of which each is the child of the next; between two runs other elements may stand.
    runs: Vec<Vec<Part>>,
}

/// What is asked of one element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Part {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
}

/// How much a selector counts: ids, then classes, then names (Selectors 4, 17).
pub(super) type Specificity = [usize; 3];

/// More classes of one element than this are not looked at.
const MOST_CLASSES: usize = 64;

impl Selector {
    /// Reads one selector; nothing where it asks for what is not known here.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut runs: Vec<Vec<Part>> = Vec::new();
        for run in text.replace('>', " > ").split_ascii_whitespace() {
            match (run, runs.last_mut()) {
                (">", Some(parts)) => parts.push(Part::default()),
                (part, Some(parts)) if parts.last() == Some(&Part::default()) => {
                    parts.pop();
                    parts.push(Part::of(part)?);
                }
                (part, _) => runs.push(vec![Part::of(part)?]),
            }
        }
        let inwards = |run: Vec<Part>| run.into_iter().rev().collect();
        let runs: Vec<Vec<Part>> = runs.into_iter().rev().map(inwards).collect();
        (!runs.is_empty()).then_some(Selector { runs })
    }

    /// How much it counts.
    pub(super) fn specificity(&self) -> Specificity {
        let parts = || self.runs.iter().flatten();
        let ids = parts().filter(|part| part.id.is_some()).count();
        let classes = parts().map(|part| part.classes.len()).sum();
        [ids, classes, parts().filter(|part| part.name.is_some()).count()]
    }

    /// Whether it selects an element. Each run is looked for as near as it can be: what stands further out is then left
    /// for the others, so that no other choice could do better.
    pub(super) fn matches(&self, tree: &Tree, id: Id) -> bool {
        let Some((first, others)) = self.runs.split_first() else { return false };
        let Some(mut outer) = outside(tree, id, first) else { return false };
        others.iter().all(|run| {
            let found = tree.ancestors(outer).find_map(|id| outside(tree, id, run));
            outer = found.unwrap_or(0);
            found.is_some()
        })
    }
}

/// The element around a run that begins with this element, if the run matches.
fn outside(tree: &Tree, id: Id, run: &[Part]) -> Option<Id> {
    let mut at = id;
    for part in run {
        if !part.matches(tree, at) {
            return None;
        }
        at = tree.node(at).parent;
    }
    Some(at)
}

impl Part {
    fn of(text: &str) -> Option<Self> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '*');
        if !text.chars().all(is_part) {
            return None;
        }
        let name_end = text.find(['.', '#']).unwrap_or(text.len());
        let (name, mut rest) = text.split_at(name_end);
        let name = Some(name.to_ascii_lowercase()).filter(|name| !name.is_empty() && name != "*");
        let mut part = Part { name, ..Part::default() };
        while let Some(after) = rest.get(1..) {
            let end = after.find(['.', '#']).unwrap_or(after.len());
            let word = after[..end].to_owned();
            if rest.starts_with('#') {
                part.id = Some(word);
            } else {
                part.classes.push(word);
            }
            rest = &after[end..];
        }
        Some(part)
    }

    fn matches(&self, tree: &Tree, id: Id) -> bool {
        let has_class = |wanted: &String| {
            let classes = tree.attribute(id, "class").unwrap_or_default().split_ascii_whitespace();
            classes.take(MOST_CLASSES).any(|class| class == wanted)
        };
        tree.is_element(id)
            && self.name.as_ref().is_none_or(|name| tree.name(id).eq_ignore_ascii_case(name))
            && self.id.as_ref().is_none_or(|wanted| tree.attribute(id, "id") == Some(wanted))
            && self.classes.iter().all(has_class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a selector selects the only `<b>` of a page.
    fn check(selector: &str, expected: bool) {
        let page = "<div class='page wide'><table id=t class=figures><tr><td class='rag red'><p><b>5</b></table></div>";
        let (tree, _) = super::super::tree::parse(page);
        let bold = (0..tree.len()).find(|id| tree.name(*id) == "b").expect("a b");
        let found = Selector::of(selector).is_some_and(|selector| selector.matches(&tree, bold));
        assert_eq!(found, expected, "{selector}");
    }

    #[test]
    fn names_classes_and_ids_select() {
        for selector in [
            "b",
            "B",
            "*",
            "td b",
            "td.rag b",
            ".red.rag b",
            "#t b",
            "table#t.figures td>p>b",
            "div .rag p b",
        ] {
            check(selector, true);
        }
        for selector in
            ["i", "td > b", ".green b", "b td", "#u b", ".wide > .rag b", "b:hover", "b[x]", "p + b", ""]
        {
            check(selector, false);
        }
    }

    #[test]
    fn ids_count_more_than_classes() {
        let of = |text| Selector::of(text).expect("a selector").specificity();
        assert_eq!(of("table#t td.rag.red"), [1, 2, 2]);
        assert!(of("#t") > of(".a.b.c") && of(".a") > of("table td"));
    }
}
