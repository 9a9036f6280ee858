//! Characters to a tree of elements, as a browser builds it: missing end tags are closed, stray ones are dropped, words
//! between the cells of a table are put before it (HTML standard, 13.2).
//!
//! The tree is kept flat, every node before its children, so that no walk over it is a recursion: a page of a hundred
//! thousand open elements costs no stack. What a page means is not asked here.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use boardlift_model::{Finding, FindingKind, Place};
use html5ever::interface::{ElementFlags, ExpandedName, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_document};

use super::bulk;
use crate::limits;

/// How many bytes the parser is given at once, at least. Between them it is asked how large the tree has grown.
const STEP_BYTES: usize = 1024;

/// A page: its nodes in the order in which they begin. The first one is the page itself.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A node of the tree, by its number.
pub(super) type Id = usize;

/// One element, or a stretch of words.
#[derive(Debug)]
pub(super) struct Node {
    /// The node that holds it; the page holds itself.
    pub(super) parent: Id,
    /// The node after its last descendant.
    pub(super) end: Id,
    /// The line that its tag ends on, or that its words begin on, from 1.
    pub(super) line: u32,
    /// What it is.
    pub(super) data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The page.
    Page,
    /// An element.
    Element {
        /// Its name and that of the language that it belongs to.
        name: Rc<QualName>,
        /// Its attributes, each name once.
        attributes: Vec<Attribute>,
    },
    /// Words, as they stand in the file.
    Words(String),
}

impl Tree {
    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node.
    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// The name of an element of HTML; `svg` and `math` for theirs; empty for words.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element { name, .. } => &name.local,
            Data::Page | Data::Words(_) => "",
        }
    }

    /// Whether a node is an element.
    pub(super) fn is_element(&self, id: Id) -> bool {
        matches!(self.nodes[id].data, Data::Element { .. })
    }

    /// The words of a node that is nothing else.
    pub(super) fn words(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Words(words) => Some(words),
            Data::Page | Data::Element { .. } => None,
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { attributes, .. } => attributes
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| &*attribute.value),
            Data::Page | Data::Words(_) => None,
        }
    }

    /// The nodes within a node, itself not among them.
    pub(super) fn within(&self, id: Id) -> Range<Id> {
        id + 1..self.nodes[id].end
    }

    /// The children of a node.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let Range { start, end } = self.within(id);
        let before_end = move |child: Id| (child < end).then_some(child);
        std::iter::successors(before_end(start), move |&child| before_end(self.nodes[child].end))
    }

    /// A node and the nodes that hold it, from the inside to the page.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), |&id| Some(self.nodes[id].parent).filter(|parent| *parent != id))
    }
}

/// The tree of a page, and a finding where it grew too large and what follows was left out.
pub(super) fn parse(text: &str) -> (Tree, Option<Finding>) {
    let mut parser = parse_document(Builder::new(), ParseOpts::default());
    let mut rest = bulk::bounded(text);
    let mut finding = (rest.len() < text.len()).then(|| {
        let place = Some(Place::Line(crate::line::number_at(text, rest.len())));
        let message = "a tag has more attributes than are read, it and what follows were left out";
        Finding::warning(FindingKind::LimitReached, message, place)
    });
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.ceil_char_boundary(STEP_BYTES));
        parser.process(StrTendril::from_slice(step));
        rest = after;
        let builder = &parser.tokenizer.sink.sink;
        if let Some(message) = builder.excess() {
            let place = Some(Place::Line(builder.line.get()));
            finding = Some(Finding::warning(FindingKind::LimitReached, message, place));
            break;
        }
    }
    (parser.finish(), finding)
}

/// A node while the tree grows and its parts still move.
#[derive(Debug)]
struct Growing {
    parent: Option<Id>,
    children: Vec<Id>,
    /// How many nodes held it when it was put into the tree.
    depth: usize,
    line: u32,
    data: Data,
}

/// What the parser calls a node: the number that it was made with, and its name.
#[derive(Debug, Clone)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

/// Takes what the parser finds.
struct Builder {
    nodes: RefCell<Vec<Growing>>,
    line: Cell<u32>,
    depth: Cell<usize>,
    errors: Cell<usize>,
    no_name: Rc<QualName>,
}

impl Builder {
    fn new() -> Self {
        let page = Growing { parent: None, children: Vec::new(), depth: 0, line: 1, data: Data::Page };
        Builder {
            nodes: RefCell::new(vec![page]),
            line: Cell::new(1),
            depth: Cell::new(0),
            errors: Cell::new(0),
            no_name: Rc::new(QualName::new(None, ns!(), local_name!(""))),
        }
    }

    /// What has grown too large. A stray tag makes no node but costs as much time, so that it counts as one.
    fn excess(&self) -> Option<String> {
        if self.depth.get() > limits::HTML_DEPTH {
            let most = limits::HTML_DEPTH;
            return Some(format!(
                "elements stand inside each other more than {most} deep, the rest was left out"
            ));
        }
        let most = limits::HTML_NODES;
        (self.nodes.borrow().len() + self.errors.get() > most)
            .then(|| format!("the page has more than {most} elements, the rest was left out"))
    }

    fn make(&self, data: Data, line: u32) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Growing { parent: None, children: Vec::new(), depth: 0, line, data });
        nodes.len() - 1
    }

    /// Puts a node or words into the children of `parent`, at this place among them.
    fn insert(&self, parent: Id, place: usize, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.id);
                handle.id
            }
            NodeOrText::AppendText(words) => {
                if self.joins(parent, place, &words) {
                    return;
                }
                // The parser tells the line that a token ends on.
                let breaks = u32::try_from(words.matches('\n').count()).unwrap_or(u32::MAX);
                self.make(Data::Words(words.into()), self.line.get().saturating_sub(breaks))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        self.depth.set(self.depth.get().max(depth));
        (nodes[child].parent, nodes[child].depth) = (Some(parent), depth);
        let place = place.min(nodes[parent].children.len());
        nodes[parent].children.insert(place, child);
    }

    /// Adds words to those that stand just before, if any do.
    fn joins(&self, parent: Id, place: usize, words: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let before = place.checked_sub(1).and_then(|before| nodes[parent].children.get(before)).copied();
        match before.map(|before| &mut nodes[before].data) {
            Some(Data::Words(said)) => {
                said.push_str(words);
                true
            }
            _ => false,
        }
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[id].parent.take() else { return };
        // What moves was put in lately, so that it is found soon from the end.
        if let Some(place) = nodes[parent].children.iter().rposition(|child| *child == id) {
            nodes[parent].children.remove(place);
        }
    }

    fn child_count(&self, id: Id) -> usize {
        self.nodes.borrow()[id].children.len()
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        flat(self.nodes.into_inner())
    }

    fn parse_error(&self, _: Cow<'static, str>) {
        self.errors.set(self.errors.get() + 1);
    }

    fn get_document(&self) -> Handle {
        Handle { id: 0, name: Rc::clone(&self.no_name) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let id = self.make(Data::Element { name: Rc::clone(&name), attributes }, self.line.get());
        Handle { id, name }
    }

    /// Comments say nothing to a reader; the parser is given a node that stays empty.
    fn create_comment(&self, _: StrTendril) -> Handle {
        let id = self.make(Data::Words(String::new()), self.line.get());
        Handle { id, name: Rc::clone(&self.no_name) }
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, self.child_count(parent.id), child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.id].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is shown nowhere; it hangs on the template, which is hidden.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let Some(parent) = self.nodes.borrow()[sibling.id].parent else { return };
        if let NodeOrText::AppendNode(handle) = &child {
            self.detach(handle.id);
        }
        let place = self.nodes.borrow()[parent].children.iter().rposition(|child| *child == sibling.id);
        self.insert(parent, place.unwrap_or(0), child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[target.id].data {
            let is_new =
                |new: &Attribute| attributes.iter().all(|attribute| attribute.name.local != new.name.local);
            let new: Vec<Attribute> = more.into_iter().filter(is_new).collect();
            attributes.extend(new);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        let depth = nodes[new_parent.id].depth + 1;
        for child in &children {
            (nodes[*child].parent, nodes[*child].depth) = (Some(new_parent.id), depth);
        }
        nodes[new_parent.id].children.extend(children);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}

/// The nodes that hang together, every one before its children.
fn flat(mut growing: Vec<Growing>) -> Tree {
    let mut nodes: Vec<Node> = Vec::with_capacity(growing.len());
    // What is still to be laid down, the next one last; a node without data stands for the end of the one before.
    let mut open = vec![Step::Begin { id: 0, parent: 0 }];
    while let Some(step) = open.pop() {
        match step {
            Step::Begin { id, parent } => {
                let at = nodes.len();
                let data = std::mem::replace(&mut growing[id].data, Data::Page);
                nodes.push(Node { parent, end: at + 1, line: growing[id].line, data });
                open.push(Step::End(at));
                let children = std::mem::take(&mut growing[id].children);
                open.extend(children.into_iter().rev().map(|id| Step::Begin { id, parent: at }));
            }
            Step::End(at) => nodes[at].end = nodes.len(),
        }
    }
    Tree { nodes }
}

/// A step of laying down the tree.
enum Step {
    Begin { id: Id, parent: Id },
    End(Id),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The elements of a page in order, each with its line and how deep it stands.
    fn check(page: &str, expected: &str) {
        let (tree, finding) = parse(page);
        let elements = (0..tree.len()).filter(|id| tree.is_element(*id));
        let said = elements
            .map(|id| format!("{}{}@{}", tree.name(id), tree.ancestors(id).count() - 2, tree.node(id).line));
        assert_eq!(said.collect::<Vec<_>>().join(" "), expected, "{page}");
        assert_eq!(finding, None);
    }

    #[test]
    fn elements_know_their_lines() {
        check("<p>a\n<p>b\r\n<b\nid=x>c", "html0@1 head1@1 body1@1 p2@1 p2@2 b3@4");
        check("<table>x<tr><td>a", "html0@1 head1@1 body1@1 table2@1 tbody3@1 tr4@1 td5@1");
    }

    #[test]
    fn words_know_where_they_begin() {
        let (tree, _) = parse("<p>one\ntwo\n<!-- x --> three<b>four");
        let words = (0..tree.len()).filter_map(|id| Some((tree.words(id)?.to_owned(), tree.node(id).line)));
        let words: Vec<_> = words.filter(|(words, _)| !words.is_empty()).collect();
        assert_eq!(words, [("one\ntwo\n".to_owned(), 1), (" three".to_owned(), 3), ("four".to_owned(), 3)]);
    }

    #[test]
    fn a_page_without_end_is_cut() {
        for (page, cut) in [
            ("<div>".repeat(100_000), "more than 512 deep"),
            ("<font><div>".repeat(100_000), "more than 512 deep"),
            ("</x>".repeat(1_100_000), "more than 1000000 elements"),
        ] {
            let (tree, finding) = parse(&page);
            let message = finding.expect("a finding").message;
            assert!(message.contains(cut) && tree.len() < 1_100_000, "{message}");
        }
    }
}
