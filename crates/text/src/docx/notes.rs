//! Footnotes and endnotes: which number each prints, and its words.
//!
//! Notes are counted as they are referred to. Endnotes print small Roman numbers unless a paper says otherwise, which
//! no one takes for the mark of a note beside a figure; here they go on from the last footnote's number.

use std::collections::BTreeMap;

use super::xml::Element;

/// Where a note is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    /// At the foot of the page.
    Footnote,
    /// At the end of the paper.
    Endnote,
}

/// The notes of a paper.
#[derive(Debug, Default)]
pub(super) struct Notes<'p> {
    elements: BTreeMap<(NoteKind, String), &'p Element<'p>>,
    /// The number that each note prints, once it has been referred to.
    numbers: BTreeMap<(NoteKind, String), u32>,
    footnotes: u32,
    endnotes: u32,
    /// How many footnotes there are, below which no endnote is numbered.
    all_footnotes: u32,
}

impl<'p> Notes<'p> {
    /// The notes of the two parts.
    pub(super) fn of(footnotes: Option<&'p Element<'p>>, endnotes: Option<&'p Element<'p>>) -> Self {
        let mut notes = Notes::default();
        for (kind, part) in [(NoteKind::Footnote, footnotes), (NoteKind::Endnote, endnotes)] {
            // Separators are kept as notes of a type of their own (17.11.1).
            let own = part
                .into_iter()
                .flat_map(Element::children)
                .filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal"));
            notes
                .elements
                .extend(own.filter_map(|note| Some(((kind, note.attribute("id")?.into_owned()), note))));
        }
        let footnotes = notes.elements.keys().filter(|(kind, _)| *kind == NoteKind::Footnote).count();
        notes.all_footnotes = u32::try_from(footnotes).unwrap_or(u32::MAX);
        notes
    }

    /// Takes a reference to a note and gives the number that it prints; nothing where its writer chose another mark.
    pub(super) fn refer(&mut self, kind: NoteKind, id: &str, is_custom: bool) -> Option<u32> {
        if is_custom {
            return None;
        }
        let (last, before) = match kind {
            NoteKind::Footnote => (&mut self.footnotes, 0),
            NoteKind::Endnote => (&mut self.endnotes, self.all_footnotes),
        };
        *last += 1;
        let number = last.saturating_add(before);
        self.numbers.insert((kind, id.to_owned()), number);
        Some(number)
    }

    /// A note and the number that its last reference printed.
    pub(super) fn note(&self, kind: NoteKind, id: &str) -> Option<(&'p Element<'p>, Option<u32>)> {
        let key = (kind, id.to_owned());
        Some((self.elements.get(&key)?, self.numbers.get(&key).copied()))
    }
}
