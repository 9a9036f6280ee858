//! A part's XML to a tree of elements, within limits.
//!
//! Names are compared without their prefix: both namespaces of Office Open XML (the transitional and the strict one) use
//! the same names, and the vocabularies that stand between them give theirs the same meaning (`m:t` is text as `w:t` is).
//! A document type is refused: nothing but the five entities of XML and numbered characters is ever unfolded.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, XmlVersion};

use super::error::DocxError;
use super::limits::Limits;

/// An element with all that is in it.
#[derive(Debug, Clone)]
pub(super) struct Element<'x> {
    /// Its tag: the name and the attributes, as they stand between `<` and `>`.
    tag: &'x str,
    nodes: Vec<Node<'x>>,
}

#[derive(Debug, Clone)]
enum Node<'x> {
    Element(Element<'x>),
    Text(Cow<'x, str>),
}

impl<'x> Element<'x> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &'x str {
        local(self.tag.get(..self.name_end()).unwrap_or_default())
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'x, str>> {
        let mut attributes = Attributes::new(self.tag, self.name_end());
        let found = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| local(attribute.key.into_inner()) == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.unwrap_or(found.value))
    }

    /// The value of the attribute `val`, in which most properties have theirs.
    pub(super) fn value(&self) -> Option<Cow<'x, str>> {
        self.attribute("val")
    }

    /// The elements right in it.
    pub(super) fn children(&self) -> impl DoubleEndedIterator<Item = &Element<'x>> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name right in it.
    pub(super) fn child(&self, name: &str) -> Option<&Element<'x>> {
        self.children().find(|child| child.name() == name)
    }

    /// The first element that a path of names leads to.
    pub(super) fn path(&self, names: &[&str]) -> Option<&Element<'x>> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first element of this name at any depth in it.
    pub(super) fn descendant(&self, name: &str) -> Option<&Element<'x>> {
        self.children()
            .find_map(|child| if child.name() == name { Some(child) } else { child.descendant(name) })
    }

    /// The words right in it.
    pub(super) fn text(&self) -> String {
        let texts = self.nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(&**text),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// Whether it stands for on, as a switch among properties does (ECMA-376 part 1, 17.17.4).
    pub(super) fn is_on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(&*value, "0" | "false" | "off"))
    }

    fn name_end(&self) -> usize {
        self.tag.find(|sign: char| sign.is_ascii_whitespace()).unwrap_or(self.tag.len())
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The outermost element of a part.
pub(super) fn parse<'x>(part: &str, source: &'x str, limits: &Limits) -> Result<Element<'x>, DocxError> {
    let mut reader = Reader::from_str(source);
    let mut tree = Tree { part, open: Vec::new(), root: None, elements: 0, limits };
    loop {
        let before = reader.buffer_position();
        let event = reader.read_event().map_err(|error| tree.malformed(&error, before))?;
        let after = reader.buffer_position();
        let raw = || source.get(usize::try_from(before).ok()?..usize::try_from(after).ok()?);
        match event {
            Event::Start(_) => tree.start(tag(raw().unwrap_or_default()))?,
            Event::Empty(_) => {
                tree.start(tag(raw().unwrap_or_default()))?;
                tree.end();
            }
            Event::End(_) => tree.end(),
            Event::Text(text) => tree.text(text.into_inner()),
            Event::CData(text) => tree.text(text.into_inner()),
            Event::GeneralRef(entity) => {
                let sign = character(&entity).ok_or_else(|| tree.malformed(&"an unknown entity", before))?;
                tree.text(Cow::Owned(sign));
            }
            Event::DocType(_) => {
                return Err(DocxError::DocumentType { part: part.to_owned(), offset: before });
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if tree.open.is_empty() => {
                return tree.root.take().ok_or_else(|| tree.malformed(&"no element", before));
            }
            Event::Eof => return Err(tree.malformed(&"an element that is not closed", before)),
        }
    }
}

/// What stands between the brackets of a tag.
fn tag(raw: &str) -> &str {
    let inside = raw.strip_prefix('<').unwrap_or(raw);
    let inside = inside.strip_suffix('>').unwrap_or(inside);
    inside.strip_suffix('/').unwrap_or(inside)
}

fn character(entity: &BytesRef<'_>) -> Option<String> {
    match entity.resolve_char_ref() {
        Ok(Some(sign)) => Some(sign.to_string()),
        Ok(None) => resolve_predefined_entity(entity).map(str::to_owned),
        Err(_) => None,
    }
}

/// A tree in the making.
struct Tree<'x, 'p> {
    part: &'p str,
    /// The elements that are not closed yet, the outermost first.
    open: Vec<Element<'x>>,
    root: Option<Element<'x>>,
    elements: usize,
    limits: &'p Limits,
}

impl<'x> Tree<'x, '_> {
    fn start(&mut self, tag: &'x str) -> Result<(), DocxError> {
        self.elements += 1;
        let too_many = |what, limit| Err(DocxError::TooMany { part: self.part.to_owned(), what, limit });
        if self.elements > self.limits.elements {
            return too_many("elements", self.limits.elements);
        }
        if self.open.len() >= self.limits.depth {
            return too_many("elements in each other", self.limits.depth);
        }
        self.open.push(Element { tag, nodes: Vec::new() });
        Ok(())
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.nodes.push(Node::Element(element)),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    /// Adds words. White space alone is layout of the file everywhere but in an element of text.
    fn text(&mut self, text: Cow<'x, str>) {
        let Some(parent) = self.open.last_mut() else { return };
        if parent.name() == "t" || !text.trim().is_empty() {
            parent.nodes.push(Node::Text(text));
        }
    }

    fn malformed(&self, reason: &dyn std::fmt::Display, offset: u64) -> DocxError {
        DocxError::Malformed { part: self.part.to_owned(), reason: reason.to_string(), offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as `name(attribute=value text children…)`, or the error.
    fn check(source: &str, expected: &str) {
        let limits = Limits { elements: 6, depth: 3, ..Limits::default() };
        let found = match parse("word/x.xml", source, &limits) {
            Ok(element) => drawn(&element),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "from {source}");
    }

    fn drawn(element: &Element<'_>) -> String {
        let value = element.value().map(|value| format!("={value}")).unwrap_or_default();
        let children: Vec<String> = element.children().map(drawn).collect();
        format!("{}{value}({}{})", element.name(), element.text(), children.join(" "))
    }

    #[test]
    fn names_lose_their_prefix_and_entities_unfold() {
        check("<?xml version='1.0'?><w:p><w:b w:val='0'/></w:p>", "p(b=0())");
        check("<p><x:t xml:space='preserve'> a &amp; b&#8593; </x:t>\n <t/></p>", "p(t( a & b↑ ) t())");
        check("<p w:val='a &lt; b'><![CDATA[x<y]]></p>", "p=a < b(x<y)");
    }

    #[test]
    fn what_is_no_xml_is_told_of() {
        check(
            "<p><b></p>",
            "expected well-formed XML in `word/x.xml`, found ill-formed document: expected `</b>`, but `</p>` was found (at byte 6)",
        );
        check(
            "<p>",
            "expected well-formed XML in `word/x.xml`, found an element that is not closed (at byte 3)",
        );
        check("", "expected well-formed XML in `word/x.xml`, found no element (at byte 0)");
        check(
            "<p>&lol;</p>",
            "expected well-formed XML in `word/x.xml`, found an unknown entity (at byte 3)",
        );
    }

    #[test]
    fn hostile_parts_are_refused() {
        check(
            "<!DOCTYPE p [<!ENTITY lol 'lol'>]><p>&lol;</p>",
            "expected XML without a document type in `word/x.xml`, found one (at byte 0)",
        );
        check("<p><a/><a/><a/><a/><a/><a/></p>", "expected at most 6 elements in `word/x.xml`, found more");
        check(
            "<p><a><a><a/></a></a></p>",
            "expected at most 3 elements in each other in `word/x.xml`, found more",
        );
    }
}
