//! What belongs to a web site and not to the page: menus, cookie lines, bread crumbs, forms, footers.
//!
//! Told by what an element is, by its role, by what its classes call it, and last by its being nothing but links. What
//! holds a heading of the first rank or a table of figures is no furniture, whatever it calls itself: many sites wrap the
//! whole page into a form, or call it `has-sidebar`.

use super::look::Looks;
use super::tree::{Id, Tree};

/// What belongs to the site.
pub(super) struct Furniture {
    /// For each node whether it, or something that holds it, belongs to the site.
    nodes: Vec<bool>,
    links: Vec<Links>,
}

impl Furniture {
    /// What of a page belongs to its site.
    pub(super) fn of(tree: &Tree, looks: &Looks) -> Self {
        let holds = holds_content(tree, looks);
        let mut nodes: Vec<bool> = Vec::with_capacity(tree.len());
        for id in 0..tree.len() {
            let outer = id > 0 && nodes[tree.node(id).parent];
            nodes.push(outer || is_furniture(tree, id, holds[id]));
        }
        let links = links(tree);
        mark_links(tree, &links, &mut nodes);
        Furniture { nodes, links }
    }

    /// Whether a node belongs to the site.
    pub(super) fn has(&self, id: Id) -> bool {
        self.nodes[id]
    }

    /// Whether links stand in a node, and nothing else that is printed.
    pub(super) fn is_only_links(&self, id: Id) -> bool {
        self.links[id].count > 0 && !self.links[id].has_other_words
    }
}

/// What a node holds that no furniture does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    #[default]
    Nothing,
    /// A table, or a heading of the page.
    Content,
}

fn holds_content(tree: &Tree, looks: &Looks) -> Vec<Holds> {
    let mut holds = vec![Holds::Nothing; tree.len()];
    for id in (0..tree.len()).rev().filter(|id| looks.is_seen(*id)) {
        let is_content = match tree.name(id) {
            "table" => !is_presentation(tree, id),
            "h1" | "main" => true,
            _ => tree.attribute(id, "role") == Some("main"),
        };
        if is_content {
            holds[id] = Holds::Content;
        }
        let parent = tree.node(id).parent;
        holds[parent] = holds[parent].max(holds[id]);
    }
    holds
}

/// Whether a table only lays out what stands in it, by its own word.
pub(super) fn is_presentation(tree: &Tree, id: Id) -> bool {
    matches!(tree.attribute(id, "role"), Some("presentation" | "none"))
}

fn is_furniture(tree: &Tree, id: Id, holds: Holds) -> bool {
    let name = tree.name(id);
    let role = tree.attribute(id, "role").unwrap_or_default();
    let is_by_nature = matches!(name, "nav" | "dialog" | "menu")
        || matches!(
            role,
            "navigation"
                | "search"
                | "dialog"
                | "alertdialog"
                | "menu"
                | "menubar"
                | "toolbar"
                | "tablist"
                | "tooltip"
        );
    let is_wrapping = match name {
        "footer" | "header" => is_of_page(tree, id),
        "aside" | "form" | "search" => true,
        "button" => !tree
            .ancestors(id)
            .any(|id| is_heading(tree.name(id)) || matches!(tree.name(id), "summary" | "td" | "th")),
        _ => matches!(role, "contentinfo" | "banner" | "complementary" | "form") || is_named(tree, id),
    };
    is_by_nature || is_wrapping && holds == Holds::Nothing
}

/// Whether an element is a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a header or footer is that of the page, and not of one part of it (HTML Accessibility API Mappings 1.0).
fn is_of_page(tree: &Tree, id: Id) -> bool {
    let mut outer = tree.ancestors(id).skip(1).map(|id| tree.name(id));
    !outer.any(|name| matches!(name, "article" | "aside" | "main" | "nav" | "section"))
}

/// What sites call their furniture.
const NAMES: &[&str] = &[
    "cookie",
    "cookies",
    "breadcrumb",
    "breadcrumbs",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "footer",
    "pagination",
    "pager",
    "skip",
    "skiplink",
    "share",
    "sharing",
    "social",
    "related",
    "feedback",
    "sidebar",
    "backtotop",
];

/// Whether a class or the id of an element calls it furniture. The whole page may be called what it has, and a column of a
/// table what it holds: `share`.
fn is_named(tree: &Tree, id: Id) -> bool {
    const NEVER: &[&str] = &["html", "body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"];
    if NEVER.contains(&tree.name(id)) || is_heading(tree.name(id)) {
        return false;
    }
    let names = ["class", "id"].iter().filter_map(|name| tree.attribute(id, name));
    let mut words = names.flat_map(|names| names.split(|char: char| !char.is_ascii_alphanumeric()));
    words.any(|word| NAMES.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// The fewest links that make a list of links.
const LEAST_LINKS: usize = 2;

/// Marks what is nothing but links: lists and lines of several, and a line that leads to a place on the same page. A heading
/// may be one, and the words of a cell may be several.
fn mark_links(tree: &Tree, links: &[Links], furniture: &mut [bool]) {
    let mut id = 0;
    while id < tree.len() {
        let is_line = match tree.name(id) {
            "ul" | "ol" | "table" => true,
            "p" | "div" | "li" | "span" => !tree.ancestors(id).any(|id| matches!(tree.name(id), "td" | "th")),
            _ => false,
        };
        let Links { count, to_here, has_other_words } = links[id];
        let leads_away = count >= LEAST_LINKS || to_here > 0;
        if leads_away && !has_other_words && is_line && !holds_heading(tree, id) {
            let end = tree.node(id).end;
            furniture[id..end].fill(true);
            id = end;
        } else {
            id += 1;
        }
    }
}

fn holds_heading(tree: &Tree, id: Id) -> bool {
    tree.within(id).chain(tree.ancestors(id)).any(|id| is_heading(tree.name(id)))
}

/// The links within a node.
#[derive(Debug, Clone, Copy, Default)]
struct Links {
    count: usize,
    /// How many lead to a place on the same page.
    to_here: usize,
    /// Whether words stand outside the links.
    has_other_words: bool,
}

fn links(tree: &Tree) -> Vec<Links> {
    let mut links = vec![Links::default(); tree.len()];
    for id in (1..tree.len()).rev() {
        if let Some(address) = tree.attribute(id, "href").filter(|_| tree.name(id) == "a") {
            let has_words = links[id].has_other_words;
            let to_here = usize::from(has_words && address.len() > 1 && address.starts_with('#'));
            links[id] = Links { count: usize::from(has_words), to_here, has_other_words: false };
        } else if let Some(words) = tree.words(id) {
            links[id].has_other_words = words.contains(char::is_alphanumeric);
        }
        let Links { count, to_here, has_other_words } = links[id];
        let outer = &mut links[tree.node(id).parent];
        outer.count += count;
        outer.to_here += to_here;
        outer.has_other_words |= has_other_words;
    }
    links
}

#[cfg(test)]
mod tests {
    use crate::testing::page_text;

    /// Whether words in this piece of a page are read, `Words` being among them.
    fn check(piece: &str, is_read: bool) {
        let text = page_text(&format!("<h1>Page</h1><main><p>Before</main>{piece}"));
        assert_eq!(text.contains("Words"), is_read, "{piece}: {text}");
    }

    #[test]
    fn elements_and_roles_of_the_site() {
        for name in ["nav", "aside", "footer", "header", "form", "button", "dialog"] {
            check(&format!("<{name}>Words</{name}>"), false);
        }
        for role in ["navigation", "banner", "contentinfo", "search", "complementary"] {
            check(&format!("<div role={role}>Words</div>"), false);
        }
        check("<section role=region>Words</section>", true);
        check("<script>Words</script><noscript>Words</noscript>", false);
    }

    #[test]
    fn names_of_the_site() {
        check("<div class='site-breadcrumbs'>Words</div>", false);
        check("<div id=cookie_banner>Words</div>", false);
        check("<p class=skip-link>Words</p>", false);
        check("<div class='navy menus'>Words</div>", true);
    }

    #[test]
    fn what_holds_the_page_is_no_furniture() {
        check("<form id=aspnetForm><h1>Words</h1></form>", true);
        check("<div class=has-sidebar><table><tr><th>Words<td>5</table></div>", true);
        check("<article><header>Words</header><footer>Of the figures</footer></article>", true);
        check("<table><tr><th class=share>Words<td>5</table>", true);
        check("<table><tr><th><button>Words</button><td>5</table>", true);
    }

    #[test]
    fn links_and_nothing_else() {
        check("<ul><li><a href=a>Words</a><li><a href=b>More</a></ul>", false);
        check("<p><a href=a>Words</a> | <a href=b>More</a></p>", false);
        check("<p><a href='#top'>Words</a></p>", false);
        check("<h2><a href='#top'>Words</a></h2>", true);
        check("<p>See <a href=a>Words</a> and <a href=b>more</a></p>", true);
        check("<table><tr><th>a<td><a href=b>Words</a><td><a href=c>6</a></table>", true);
    }
}
