//! The paper from its first paragraph to its last: headings, paragraphs, lists, notes and tables in reading order.
//!
//! What heads something is said by outline levels; where a paper has none, by bold or large words that may be a title. Tables
//! are read in `table`.

use boardlift_lexicon::{fold, wording};
use boardlift_model::{Block, Finding, FindingKind, Place, Text};

use super::colour::Theme;
use super::inline::{self, Inline, Setting, branch, content};
use super::notes::{NoteKind, Notes};
use super::numbering::Numbering;
use super::styles::{self, Letters, Styles};
use super::words::Words;
use super::xml::Element;
use crate::limits::Budget;

/// A paper as it is read.
pub(super) struct Paper<'p> {
    pub(super) theme: &'p Theme,
    pub(super) styles: &'p Styles,
    pub(super) numbering: Numbering,
    pub(super) notes: Notes<'p>,
    /// What tables may still use up.
    pub(super) budget: Budget,
    /// The blocks so far.
    pub(super) blocks: Vec<Block>,
    pub(super) findings: Vec<Finding>,
    /// How many paragraphs have begun.
    paragraphs: u32,
    /// How many stretches of words and how many rows are hidden, and how many deletions are recorded.
    pub(super) hidden_words: u32,
    pub(super) hidden_rows: u32,
    pub(super) deleted: u32,
}

/// The words of a paragraph, and what is known of it.
pub(super) struct Read<'p> {
    pub(super) inline: Inline<'p>,
    pub(super) place: Place,
    /// The number that its list prints before it.
    pub(super) number: Option<String>,
    /// What is painted behind it.
    pub(super) properties: styles::Paragraph,
}

impl<'p> Paper<'p> {
    /// A paper of which nothing is read yet.
    pub(super) fn new(
        theme: &'p Theme,
        styles: &'p Styles,
        numbering: Numbering,
        notes: Notes<'p>,
        budget: Budget,
    ) -> Self {
        Paper {
            theme,
            styles,
            numbering,
            notes,
            budget,
            blocks: Vec::new(),
            findings: Vec::new(),
            paragraphs: 0,
            hidden_words: 0,
            hidden_rows: 0,
            deleted: 0,
        }
    }

    /// Reads what stands in the body, a cell of a layout table, or a text box.
    pub(super) fn walk(&mut self, parent: &'p Element<'p>) {
        for child in parent.children() {
            match child.name() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "sdt" if is_contents(child) => {}
                "sdt" => self.walk_in(content(child)),
                "AlternateContent" => self.walk_in(branch(child)),
                "customXml" | "ins" | "moveTo" => self.walk(child),
                _ => {}
            }
        }
    }

    fn walk_in(&mut self, parent: Option<&'p Element<'p>>) {
        if let Some(parent) = parent {
            self.walk(parent);
        }
    }

    /// What was left out, once all is read.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Finding>) {
        let told = [
            (self.hidden_words, "hidden words were left out"),
            (self.hidden_rows, "hidden rows of tables were left out"),
            (self.deleted, "words that a tracked change deletes or moves away were left out"),
        ];
        for (count, message) in told {
            if count > 0 {
                self.findings.push(Finding::note(FindingKind::HiddenLeftOut, message, None).times(count));
            }
        }
        (self.blocks, self.findings)
    }

    /// Reads a paragraph, which counts for the places of all that follow.
    pub(super) fn read(&mut self, paragraph: &'p Element<'p>, cell: Option<Letters>) -> Read<'p> {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let place = Place::Line(self.paragraphs);
        let own = paragraph.child("pPr");
        let styles = self.styles;
        let style = styles.of_paragraph(own);
        let properties = styles::paragraph(own, self.theme).over(style.paragraph);
        let number = properties.place().and_then(|place| self.numbering.count(place));
        let setting = Setting { style, cell: cell.unwrap_or_default(), is_in_cell: cell.is_some() };
        Read { inline: inline::read(paragraph, setting, self), place, number, properties }
    }

    /// Counts the paragraphs of what is not printed.
    pub(super) fn pass_over(&mut self, parent: &Element<'_>) {
        for child in parent.children() {
            self.paragraphs = self.paragraphs.saturating_add(u32::from(child.name() == "p"));
            self.pass_over(child);
        }
    }

    /// The place of the last paragraph that has begun.
    pub(super) fn here(&self) -> Place {
        Place::Line(self.paragraphs.max(1))
    }

    /// The notes that were referred to, after what refers to them.
    pub(super) fn add_notes(&mut self, references: Vec<(NoteKind, String)>, place: &Place) {
        for (kind, id) in references {
            let Some((note, number)) = self.notes.note(kind, &id) else { continue };
            let words = self.note_words(note);
            let block = match (number, wording::footnote(&words)) {
                (Some(number), _) if !words.is_empty() => {
                    let mark = crate::markup::raise(&number.to_string()).into_owned();
                    Block::Footnote { mark, text: Text { text: words, place: place.clone() } }
                }
                // A mark that its writer chose stands before the note's own words, too.
                (None, Some((mark, rest))) => Block::Footnote {
                    mark: mark.to_owned(),
                    text: Text { text: rest.to_owned(), place: place.clone() },
                },
                _ => continue,
            };
            self.blocks.push(block);
        }
    }

    fn note_words(&mut self, note: &'p Element<'p>) -> String {
        let mut words = String::new();
        for paragraph in note.children().filter(|child| child.name() == "p") {
            let setting = Setting {
                style: self.styles.of_paragraph(paragraph.child("pPr")),
                cell: Letters::default(),
                is_in_cell: false,
            };
            words.push(' ');
            words.push_str(&inline::read(paragraph, setting, self).words.text());
        }
        fold::printed(&words)
    }

    fn paragraph(&mut self, paragraph: &'p Element<'p>) {
        let Read { inline, place, number, properties } = self.read(paragraph, None);
        let text = inline.words.text();
        let is_contents = self.styles.of_paragraph(paragraph.child("pPr")).is_contents;
        if !text.is_empty() && !is_contents {
            match properties.is_heading {
                Some(true) => {
                    let text = numbered(number, text);
                    self.blocks.push(Block::Heading(Text { text, place: place.clone() }));
                }
                _ if properties.place().is_some() => {
                    self.blocks.push(Block::ListItem(Text { text, place: place.clone() }));
                }
                _ => self.lines(&inline.words, &place),
            }
        }
        self.add_notes(inline.notes, &place);
        for content in inline.boxes {
            self.walk(content);
        }
    }

    /// Takes the lines of a paragraph that no property tells, each for what it is: a form of labels and values is often one
    /// paragraph.
    fn lines(&mut self, words: &Words, place: &Place) {
        let stands_out = words.is_bold() || words.is_large();
        for line in words.lines() {
            let block = self.typed(&line, stands_out && wording::is_title(&line), place);
            self.blocks.push(block);
        }
    }

    /// The block of a line that no property tells, by how it begins and looks.
    fn typed(&self, text: &str, is_title: bool, place: &Place) -> Block {
        let words = |text: &str| Text { text: text.to_owned(), place: place.clone() };
        let item = wording::list_item(text);
        let last = self.blocks.iter().rev().find_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        });
        // A star is a bullet, unless a cell of the last table carries one.
        let may_be_note = last.is_some_and(|grid| {
            item.is_none() || grid.rows().iter().flatten().any(|cell| cell.text.contains('*'))
        });
        match (wording::footnote(text).filter(|_| may_be_note), item) {
            (Some((mark, note)), _) => Block::Footnote { mark: mark.to_owned(), text: words(note) },
            (None, Some(item)) => Block::ListItem(words(item)),
            (None, None) if is_title => Block::Heading(words(text)),
            (None, None) => Block::Paragraph(words(text)),
        }
    }
}

/// Whether a content control holds a table of contents, which says nothing of its own.
fn is_contents(control: &Element<'_>) -> bool {
    let gallery = control.path(&["sdtPr", "docPartObj", "docPartGallery"]).and_then(Element::value);
    gallery.as_deref() == Some("Table of Contents")
}

/// Words with the number before them.
fn numbered(number: Option<String>, text: String) -> String {
    match number {
        Some(number) => fold::printed(&format!("{number} {text}")),
        None => text,
    }
}
