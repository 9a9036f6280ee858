//! What stands in a paragraph: runs, links, fields, tracked changes, content controls, symbols, notes.
//!
//! Takes what a reader of the page sees: insertions as text, deletions not; of a field its result; of two versions of one
//! thing the newer one; no hidden words, no comments, no prompts of empty forms.

use boardlift_lexicon::symbols::SymbolFont;
use boardlift_model::{Direction, Shape};

use super::drawing::drawn;
use super::notes::NoteKind;
use super::paper::Paper;
use super::styles::{Letters, Style, letters};
use super::words::{Words, sign};
use super::xml::Element;

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'s> {
    /// Its style.
    pub(super) style: &'s Style,
    /// The letters of its cell, by the table's style.
    pub(super) cell: Letters,
    /// Whether it stands in a cell, where icons and shapes are part of what is printed.
    pub(super) is_in_cell: bool,
}

/// The words of a paragraph and what they bring along.
#[derive(Debug, Default)]
pub(super) struct Inline<'d> {
    pub(super) words: Words,
    /// The notes that are referred to, by kind and number in the file.
    pub(super) notes: Vec<(NoteKind, String)>,
    /// The text boxes that hang on the paragraph.
    pub(super) boxes: Vec<&'d Element<'d>>,
    /// The fields that are open, the outermost first: whether their result has begun.
    fields: Vec<bool>,
    is_raised: bool,
}

/// The branch of `mc:AlternateContent` that is read: the first choice, which is what its writer meant, else the fallback
/// (ECMA-376 part 3, 9.3).
pub(super) fn branch<'d>(alternatives: &'d Element<'d>) -> Option<&'d Element<'d>> {
    alternatives.child("Choice").or_else(|| alternatives.child("Fallback"))
}

/// What a content control holds; nothing where it shows its prompt.
pub(super) fn content<'d>(control: &'d Element<'d>) -> Option<&'d Element<'d>> {
    let is_prompt = control.path(&["sdtPr", "showingPlcHdr"]).is_some_and(Element::is_on);
    control.child("sdtContent").filter(|_| !is_prompt)
}

/// Reads the children of a paragraph.
pub(super) fn read<'d>(
    paragraph: &'d Element<'d>,
    setting: Setting<'_>,
    paper: &mut Paper<'_>,
) -> Inline<'d> {
    let mut inline = Inline::default();
    inline.walk(paragraph, setting, paper);
    inline
}

impl<'d> Inline<'d> {
    fn walk(&mut self, parent: &'d Element<'d>, setting: Setting<'_>, paper: &mut Paper<'_>) {
        for child in parent.children() {
            match child.name() {
                "r" => self.run(child, setting, paper),
                "sdt" => {
                    if let Some(content) = content(child) {
                        self.walk(content, setting, paper);
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.walk(branch, setting, paper);
                    }
                }
                "del" | "moveFrom" => paper.deleted += u32::from(child.descendant("r").is_some()),
                // A fraction and a power would run together with what stands beside them.
                "den" => {
                    self.words.push_plain("/");
                    self.walk(child, setting, paper);
                }
                "sup" => {
                    self.is_raised = true;
                    self.walk(child, setting, paper);
                    self.is_raised = false;
                }
                "pPr" | "rPr" | "txbxContent" => {}
                _ => self.walk(child, setting, paper),
            }
        }
    }

    fn run(&mut self, run: &'d Element<'d>, setting: Setting<'_>, paper: &mut Paper<'_>) {
        let properties = run.child("rPr");
        let style = properties.and_then(|properties| properties.child("rStyle"));
        let own = letters(properties, paper.theme);
        let mut look = paper.styles.letters(setting.cell, setting.style, own, style);
        if self.is_raised {
            look.raised = Some(true);
        }
        self.contents(run, look, setting, paper);
    }

    /// What stands in a run.
    fn contents(&mut self, run: &'d Element<'d>, look: Letters, setting: Setting<'_>, paper: &mut Paper<'_>) {
        for child in run.children() {
            match child.name() {
                "fldChar" => self.field(child),
                _ if self.fields.contains(&false) => {}
                "t" => self.text(&text(child), look, paper),
                "tab" | "ptab" => self.words.push_plain(" "),
                "br" | "cr" => self.words.break_line(),
                "noBreakHyphen" => self.text("-", look, paper),
                "sym" => self.text(&symbol(child).to_string(), Letters { font: None, ..look }, paper),
                "footnoteReference" => self.note(NoteKind::Footnote, child, look, paper),
                "endnoteReference" => self.note(NoteKind::Endnote, child, look, paper),
                "drawing" | "pict" | "object" => self.drawing(child, look, setting, paper),
                "AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.contents(branch, look, setting, paper);
                    }
                }
                "ruby" => {
                    if let Some(base) = child.child("rubyBase") {
                        self.walk(base, setting, paper);
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str, look: Letters, paper: &mut Paper<'_>) {
        if look.hidden == Some(true) {
            paper.hidden_words += u32::from(!text.trim().is_empty());
        } else {
            self.words.push(text, look, paper.styles.body_size());
        }
    }

    /// A field's code begins, its result begins, or it ends (ECMA-376 part 1, 17.16.18). A code that its paragraph does
    /// not end is forgotten there, so that a damaged field swallows no more.
    fn field(&mut self, mark: &Element<'_>) {
        match mark.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(has_result) = self.fields.last_mut() {
                    *has_result = true;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// The mark of a note as it is printed, raised; one that the writer chose stands in the text after it.
    fn note(&mut self, kind: NoteKind, reference: &Element<'_>, look: Letters, paper: &mut Paper<'_>) {
        let Some(id) = reference.attribute("id").filter(|_| look.hidden != Some(true)) else { return };
        let is_custom =
            reference.attribute("customMarkFollows").is_some_and(|value| matches!(&*value, "1" | "true"));
        let mark = paper.notes.refer(kind, &id, is_custom);
        if let Some(number) = mark {
            let raised = Letters { raised: Some(true), capitals: None, paint: None, ..look };
            self.words.push(&number.to_string(), raised, paper.styles.body_size());
        }
        self.notes.push((kind, id.into_owned()));
    }

    fn drawing(&mut self, drawing: &'d Element<'d>, look: Letters, setting: Setting<'_>, paper: &Paper<'_>) {
        if look.hidden == Some(true) {
            return;
        }
        let drawn = drawn(drawing, paper.theme);
        self.boxes.extend(drawn.boxes);
        if !setting.is_in_cell {
            return;
        }
        let arrows = drawn.marks.iter().filter_map(|mark| match mark.shape {
            Shape::Arrow(Direction::Up) => Some("↑"),
            Shape::Arrow(Direction::Down) => Some("↓"),
            Shape::Arrow(Direction::Same) => Some("→"),
            _ => None,
        });
        let signs: Vec<&str> = arrows.collect();
        // An arrow says itself what words would say of it.
        let words = drawn.words.filter(|_| signs.is_empty());
        for word in signs.into_iter().chain(words.as_deref()) {
            self.words.push_plain(" ");
            self.words.push_plain(word);
            self.words.push_plain(" ");
        }
        drawn.marks.into_iter().for_each(|mark| self.words.push_mark(mark));
    }
}

/// The text of `w:t`. White space at its ends is print only where it says so (XML 1.0, 2.10).
fn text(element: &Element<'_>) -> String {
    let text = element.text();
    let is_kept = element.attribute("space").as_deref() == Some("preserve");
    if is_kept { text } else { text.trim_matches([' ', '\t', '\r', '\n']).to_owned() }
}

/// The sign that `w:sym` shows (17.3.3.30); U+FFFD where its font is not known.
fn symbol(element: &Element<'_>) -> char {
    let found = || {
        let code = u32::from_str_radix(&element.attribute("char")?, 16).ok()?;
        let letter = char::from_u32(code)?;
        match SymbolFont::by_name(&element.attribute("font")?) {
            Some(font) => Some(sign(font, letter)),
            // Places of other fonts are those of Unicode, but for the private area.
            None => Some(letter).filter(|_| !(0xE000..=0xF8FF).contains(&code)),
        }
    };
    found().unwrap_or(char::REPLACEMENT_CHARACTER)
}
