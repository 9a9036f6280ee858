//! What a worksheet's part says around its cells: hidden rows and columns, and conditional formats.
//!
//! The cells themselves are passed over. What stands before and behind them is walked; of the rows only the tags are
//! looked at, and only where the part speaks of hidden ones at all.

use memchr::{memchr, memmem, memrchr};
use quick_xml::events::BytesStart;

use crate::style::xml::{Step, attribute, mentions, number, truth, walk};
use crate::style::{MOST_MERGES, area, runs};
use crate::worksheet::Area;

/// The columns that a sheet has (ECMA-376, 18.3.1.13 and Office's limits).
const COLUMNS: u32 = 16_384;

/// A worksheet's part in three pieces.
#[derive(Debug, PartialEq)]
pub(crate) struct Pieces<'a> {
    /// What stands before the cells.
    pub(crate) before: &'a str,
    /// The rows of cells.
    pub(crate) rows: &'a str,
    /// What stands behind them.
    pub(crate) behind: &'a str,
    /// What stands before each name of an element: `x:`, or nothing.
    prefix: &'a str,
}

impl<'a> Pieces<'a> {
    /// Takes the part apart; nothing for a part without cells.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let name = memmem::find(bytes, b"sheetData")?;
        let tag = memrchr(b'<', &bytes[..name])?;
        let rows = name + memchr(b'>', &bytes[name..])? + 1;
        let end = memmem::rfind(&bytes[rows..], b"sheetData").map_or(bytes.len(), |end| rows + end);
        let close = memrchr(b'<', &bytes[rows..end]).map_or(end, |close| rows + close);
        let behind = memchr(b'>', &bytes[end..]).map_or(bytes.len(), |behind| end + behind + 1);
        Some(Pieces {
            before: &text[..tag],
            rows: &text[rows..close],
            behind: &text[behind..],
            prefix: &text[tag + 1..name],
        })
    }

    /// The hidden rows, as runs.
    pub(crate) fn hidden_rows(&self) -> Vec<(u32, u32)> {
        let bytes = self.rows.as_bytes();
        if memmem::find(bytes, b"hidden").is_none() && memmem::find(bytes, b"ht=\"0").is_none() {
            return Vec::new();
        }
        let name = format!("{}row", self.prefix);
        let mut hidden = Vec::new();
        let mut next = 0_u32;
        for start in memmem::find_iter(bytes, format!("<{name}").as_bytes()) {
            let Some(end) = memchr(b'>', &bytes[start..]) else { break };
            let tag = self.rows[start + 1..start + end].trim_end_matches('/');
            if tag[name.len()..].starts_with(|letter: char| !letter.is_ascii_whitespace()) {
                continue;
            }
            let row = BytesStart::from_content(tag, name.len());
            let index = number::<u32>(&row, "r").and_then(|row| row.checked_sub(1)).unwrap_or(next);
            next = index.saturating_add(1);
            if is_hidden(&row, "ht") {
                hidden.push((index, index));
            }
        }
        runs(hidden)
    }

    /// The hidden columns, as runs.
    ///
    /// # Errors
    ///
    /// What is wrong with the markup before the cells.
    pub(crate) fn hidden_columns(&self) -> Result<Vec<(u32, u32)>, quick_xml::Error> {
        let mut hidden = Vec::new();
        walk(self.before, |path, step| {
            let ("/worksheet/cols/col", Step::Open(column)) = (path, step) else { return };
            let ends = number::<u32>(column, "min").zip(number::<u32>(column, "max"));
            let ends = ends.filter(|(first, last)| (1..=*last).contains(first) && is_hidden(column, "width"));
            hidden.extend(ends.map(|(first, last)| (first - 1, last.min(COLUMNS) - 1)));
        })?;
        Ok(runs(hidden))
    }
}

/// Cells that are merged into one, from what stands behind the cells.
///
/// # Errors
///
/// What is wrong with the markup there.
pub(crate) fn merges(behind: &str) -> Result<Vec<Area>, quick_xml::Error> {
    let mut merges = Vec::new();
    if mentions(behind, "mergeCell") {
        walk(behind, |path, step| {
            if let ("/mergeCells/mergeCell", Step::Open(element)) = (path, step) {
                let covered = attribute(element, "ref").and_then(|covered| area(&covered));
                merges.extend(covered.filter(|_| merges.len() < MOST_MERGES));
            }
        })?;
    }
    Ok(merges)
}

/// Whether a row or column is hidden, or has no height or width and so can't be seen either.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    truth(element, "hidden") == Some(true) || number::<f64>(element, size) == Some(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rows: &[(u32, u32)], columns: &[(u32, u32)]) {
        let pieces = Pieces::of(text).expect("a sheet with cells");
        assert_eq!(pieces.hidden_rows(), rows, "{text}");
        assert_eq!(pieces.hidden_columns().expect("sound markup"), columns, "{text}");
    }

    #[test]
    fn rows_are_hidden_by_word_or_by_height() {
        check(
            r#"<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="3" hidden="1"/><row hidden="true"><c/></row>
               <row r="7" ht="0" customHeight="1"/><row r="8" ht="0.5"/><row r="9" hidden="0"/></sheetData></worksheet>"#,
            &[(2, 3), (6, 6)],
            &[],
        );
    }

    #[test]
    fn rows_without_numbers_are_counted() {
        check(
            r#"<x:worksheet><x:sheetData><x:row/><x:row hidden='1'/><x:rowish hidden="1"/></x:sheetData></x:worksheet>"#,
            &[(1, 1)],
            &[],
        );
    }

    #[test]
    fn words_of_cells_hide_nothing() {
        check(
            r#"<worksheet><sheetData><row r="1"><c><t>row hidden="1"</t></c></row></sheetData></worksheet>"#,
            &[],
            &[],
        );
    }

    #[test]
    fn columns_are_hidden_in_runs() {
        check(
            r#"<worksheet><cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1"/><col min="4" max="4"
               width="0"/><col min="9" max="4294967295" hidden="1"/><col min="0" max="3" hidden="1"/></cols><sheetData/>
               </worksheet>"#,
            &[],
            &[(1, 3), (8, 16_383)],
        );
    }

    #[test]
    fn merges_are_areas_within_the_sheet() {
        let behind = r#"<mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="B3:A2"/><mergeCell ref="oops"/></mergeCells>"#;
        assert_eq!(merges(behind).expect("sound markup"), [area("A1:C1").expect("an area")]);
    }

    #[test]
    fn a_part_cut_off_has_the_rows_that_it_has() {
        check(r#"<worksheet><sheetData><row r="2" hidden="1"><c/></row><row r="3" hid"#, &[(1, 1)], &[]);
        assert_eq!(Pieces::of("<chartsheet/>"), None);
    }
}
