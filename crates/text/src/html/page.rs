//! A page with all that is known of its elements before its words are read: the tree, how it looks, what is furniture.

use super::furniture::{Furniture, is_heading};
use super::look::{Look, Looks, Shown};
use super::sheet::Sheet;
use super::tree::{Id, Tree};

/// A page.
pub(super) struct Page<'t> {
    /// Its elements.
    pub(super) tree: &'t Tree,
    /// How they look.
    pub(super) looks: Looks,
    furniture: Furniture,
    /// For each node whether a heading stands in it.
    holds_heading: Vec<bool>,
}

impl<'t> Page<'t> {
    /// The page of a tree.
    pub(super) fn of(tree: &'t Tree, sheet: &Sheet) -> Self {
        let looks = Looks::of(tree, sheet);
        let furniture = Furniture::of(tree, &looks);
        Page { tree, looks, furniture, holds_heading: holds_heading(tree) }
    }

    /// How a node looks.
    pub(super) fn look(&self, id: Id) -> &Look {
        self.looks.of_node(id)
    }

    /// Whether a node belongs to the site.
    pub(super) fn is_furniture(&self, id: Id) -> bool {
        self.furniture.has(id)
    }

    /// Whether a heading stands in a node.
    pub(super) fn holds_heading(&self, id: Id) -> bool {
        self.holds_heading[id]
    }

    /// Whether nothing but links stands in a node, several or one.
    pub(super) fn is_only_links(&self, id: Id) -> bool {
        self.furniture.is_only_links(id)
    }

    /// Whether nothing within a node is to be read.
    pub(super) fn is_left_out(&self, id: Id) -> bool {
        let is_nobodys = matches!(self.look(id).shown, Shown::Hidden | Shown::Machinery | Shown::Struck);
        is_nobodys || self.is_furniture(id)
    }

    /// The elements among a node's children that are to be read.
    pub(super) fn elements(&self, id: Id) -> impl Iterator<Item = Id> {
        self.tree.children(id).filter(|id| !self.tree.name(*id).is_empty() && !self.is_left_out(*id))
    }
}

fn holds_heading(tree: &Tree) -> Vec<bool> {
    let mut holds = vec![false; tree.len()];
    for id in (1..tree.len()).rev() {
        if holds[id] || is_heading(tree.name(id)) {
            holds[tree.node(id).parent] = true;
        }
    }
    holds
}
