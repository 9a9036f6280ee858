//! What was unsure on the pages of a document, gathered: one finding for all pages that share a doubt, since a pack of
//! four hundred scanned pages is one thing to tell.

use std::collections::BTreeMap;

use boardlift_model::{BBox, Finding, FindingKind, Page, Severity};
use boardlift_tables::PageLayout;

/// Running heads, page numbers and the stamps of agenda packs are set in the outer inch of a page, in points.
const MARGIN: f32 = 72.0;

/// What stands for a glyph whose letter is not known.
const NO_LETTER: char = char::REPLACEMENT_CHARACTER;

/// What is unsure about one page that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Doubts {
    /// How many glyphs have no known letter.
    unreadable: u32,
    /// Whether one of them stands in a table, where it may be a figure.
    is_in_table: bool,
    /// Whether the page is a picture, as a scanned one is.
    is_picture: bool,
    /// How many lines, shapes and images were left out.
    left_out: u32,
}

impl Doubts {
    /// The doubts about a page and what became of it.
    pub(super) fn of(page: &Page, layout: &PageLayout) -> Self {
        let mut cells = layout.tables().flat_map(|table| table.grid.rows()).flatten();
        Doubts {
            unreadable: page.unreadable,
            is_in_table: page.unreadable > 0 && cells.any(|cell| cell.text.contains(NO_LETTER)),
            is_picture: is_picture(page),
            left_out: page.left_out,
        }
    }
}

/// Whether a page is a picture of a page: nothing is printed on it but in its margins, and images fill half of what is
/// between them. An empty page with the council's crest is none.
fn is_picture(page: &Page) -> bool {
    let (top, bottom) = (MARGIN, page.height - MARGIN);
    let is_inside = |bbox: &BBox| (top..=bottom).contains(&f32::midpoint(bbox.y0, bbox.y1));
    if page.words.iter().any(|word| is_inside(&word.bbox)) {
        return false;
    }
    let seen = |image: &BBox| {
        let width = image.x1.min(page.width) - image.x0.max(0.0);
        width.max(0.0) * (image.y1.min(bottom) - image.y0.max(top)).max(0.0)
    };
    let pictured: f32 = page.images.iter().map(seen).sum();
    pictured > page.width * (bottom - top).max(0.0) / 2.0
}

/// The pages of a document that could not be read and the doubts about the others.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    left_out: BTreeMap<String, Vec<u32>>,
    pictures: Vec<u32>,
    unreadable: Vec<u32>,
    glyphs: u32,
    is_in_table: bool,
    crowded: Vec<u32>,
    marks: u32,
}

impl Gathered {
    /// Adds a page that could not be read. Pages come in their order.
    pub(super) fn leave_out(&mut self, number: u32, reason: String) {
        self.left_out.entry(reason).or_default().push(number);
    }

    /// Adds a page that was read.
    pub(super) fn add(&mut self, number: u32, doubts: Doubts) {
        if doubts.is_picture {
            self.pictures.push(number);
        }
        if doubts.unreadable > 0 {
            self.unreadable.push(number);
            self.glyphs = self.glyphs.saturating_add(doubts.unreadable);
            self.is_in_table |= doubts.is_in_table;
        }
        if doubts.left_out > 0 {
            self.crowded.push(number);
            self.marks = self.marks.saturating_add(doubts.left_out);
        }
    }

    /// The findings: what was left out first.
    pub(super) fn findings(self) -> Vec<Finding> {
        let about = |kind, message: String, pages: &[u32]| {
            Finding::warning(kind, message, None).times(u32::try_from(pages.len()).unwrap_or(u32::MAX))
        };
        let mut findings: Vec<Finding> = Vec::new();
        for (reason, pages) in &self.left_out {
            let message = format!("{} left out: {reason}", named(pages, "was", "were"));
            findings.push(about(FindingKind::PageLeftOut, message, pages));
        }
        if !self.pictures.is_empty() {
            let named = named(&self.pictures, "is a picture", "are pictures");
            let message = format!("{named} without text, as a scanner makes them; nothing was read there");
            findings.push(about(FindingKind::PageLeftOut, message, &self.pictures));
        }
        if !self.crowded.is_empty() {
            let named = named(&self.crowded, "draws", "draw");
            let message =
                format!("{named} more lines and shapes than any table; only the first were looked at");
            findings.push(Finding::warning(FindingKind::LimitReached, message, None).times(self.marks));
        }
        findings.extend(self.unreadable_glyphs());
        findings
    }

    /// A glyph in a table may be a figure; one in a list is most often its bullet.
    fn unreadable_glyphs(&self) -> Option<Finding> {
        if self.unreadable.is_empty() {
            return None;
        }
        let (severity, where_to) =
            if self.is_in_table { (Severity::Warning, ", also in tables") } else { (Severity::Note, "") };
        let message = format!(
            "{} glyphs whose letters the file does not tell{where_to}; they are read as {NO_LETTER}",
            named(&self.unreadable, "has", "have"),
        );
        let finding = Finding::note(FindingKind::UnreadableText, message, None).times(self.glyphs);
        Some(Finding { severity, ..finding })
    }
}

/// Pages by their numbers, which rise, and the verb that goes with them: `pages 3–5 and 9 are`.
fn named(pages: &[u32], one: &str, many: &str) -> String {
    let mut runs: Vec<String> = pages
        .chunk_by(|a, b| a.saturating_add(1) == *b)
        .map(|run| match run {
            [first, .., last] => format!("{first}–{last}"),
            _ => run.iter().map(u32::to_string).collect(),
        })
        .collect();
    let last = runs.pop().unwrap_or_default();
    if pages.len() == 1 {
        format!("page {last} {one}")
    } else if runs.is_empty() {
        format!("pages {last} {many}")
    } else {
        format!("pages {} and {last} {many}", runs.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Rgb, Turn, Word};

    use super::*;

    #[test]
    fn pages_are_named_as_a_person_would() {
        let check = |pages: &[u32], expected: &str| assert_eq!(named(pages, "was", "were"), expected);
        check(&[7], "page 7 was");
        check(&[7, 8, 9], "pages 7–9 were");
        check(&[1, 3], "pages 1 and 3 were");
        check(&[1, 2, 5, 9, 10, 11], "pages 1–2, 5 and 9–11 were");
    }

    fn word(y0: f32) -> Word {
        Word {
            text: "Page 7".to_owned(),
            bbox: BBox { x0: 280.0, y0, x1: 310.0, y1: y0 + 12.0 },
            size: 10.0,
            baseline: y0 + 10.0,
            turn: Turn::Upright,
            bold: false,
            raised: false,
            ink: Rgb::BLACK,
        }
    }

    fn check_picture(images: &[BBox], words: &[Word], expected: bool) {
        let page = Page {
            number: 1,
            width: 595.0,
            height: 842.0,
            words: words.to_vec(),
            images: images.to_vec(),
            ..Page::default()
        };
        assert_eq!(is_picture(&page), expected, "{images:?} {words:?}");
    }

    #[test]
    fn a_scanned_page_is_a_picture_even_where_a_number_was_stamped_on_it() {
        let whole = BBox { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 };
        let crest = BBox { x0: 200.0, y0: 300.0, x1: 400.0, y1: 400.0 };
        let beyond = BBox { x0: -900.0, y0: 300.0, x1: 60.0, y1: 800.0 };
        check_picture(&[whole], &[], true);
        check_picture(&[whole], &[word(810.0), word(20.0)], true);
        check_picture(&[whole], &[word(400.0)], false);
        check_picture(&[crest], &[], false);
        check_picture(&[beyond], &[], false);
        check_picture(&[], &[], false);
    }

    fn check(gather: impl Fn(&mut Gathered), expected: &[(Severity, u32, &str)]) {
        let mut gathered = Gathered::default();
        gather(&mut gathered);
        let findings = gathered.findings();
        let found: Vec<(Severity, u32, &str)> = findings
            .iter()
            .map(|finding| (finding.severity, finding.count, finding.message.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn pages_that_share_a_doubt_are_one_finding() {
        let sure = Doubts { unreadable: 0, is_in_table: false, is_picture: false, left_out: 0 };
        check(|all| all.add(1, sure), &[]);
        check(
            |all| {
                all.leave_out(2, "too many glyphs".to_owned());
                all.add(3, Doubts { is_picture: true, ..sure });
                all.leave_out(4, "too many glyphs".to_owned());
            },
            &[
                (Severity::Warning, 2, "pages 2 and 4 were left out: too many glyphs"),
                (
                    Severity::Warning,
                    1,
                    "page 3 is a picture without text, as a scanner makes them; nothing was read there",
                ),
            ],
        );
    }

    #[test]
    fn marks_that_were_left_out_are_counted() {
        let map = Doubts { unreadable: 0, is_in_table: false, is_picture: false, left_out: 4 };
        let message = "pages 1–2 draw more lines and shapes than any table; only the first were looked at";
        check(
            |all| {
                all.add(1, map);
                all.add(2, map);
            },
            &[(Severity::Warning, 8, message)],
        );
    }

    #[test]
    fn glyphs_without_letters_matter_most_in_tables() {
        let bullet = Doubts { unreadable: 3, is_in_table: false, is_picture: false, left_out: 0 };
        let message = "page 1 has glyphs whose letters the file does not tell; they are read as \u{fffd}";
        check(|all| all.add(1, bullet), &[(Severity::Note, 3, message)]);
        let message = "pages 1–2 have glyphs whose letters the file does not tell, also in tables; they are read as \u{fffd}";
        check(
            |all| {
                all.add(1, bullet);
                all.add(2, Doubts { is_in_table: true, ..bullet });
            },
            &[(Severity::Warning, 6, message)],
        );
    }
}
