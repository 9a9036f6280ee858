//! Web pages to documents: tables, cards and lists of terms, headings, paragraphs, keys of colours.
//!
//! One arrow of the way of the data, [`read`]: bytes to a [`Document`] whose cells know the line that their tag stands on.
//! Fetches nothing: what a page takes from other files, style sheets and pictures among it, is not seen. Runs no script.
//!
//! In reading order:
//!
//! - `sniff`: whether bytes are a web page at all; `encoding`: which letters they are.
//! - `bulk`, `tree`: characters to elements. `style`, `selector`, `sheet`: what the page says of their looks; `look`: how
//!   they look. `furniture`: which of them are the site's. `page`: all of this together.
//! - `words`: the words in one place; `table`, `cards`, `key`: what is read as a whole; `blocks`: all of it in order.

mod blocks;
mod bulk;
mod cards;
mod encoding;
mod furniture;
mod key;
mod look;
mod page;
mod selector;
mod sheet;
mod sniff;
mod style;
mod table;
mod tree;
mod words;

use boardlift_model::{Document, Finding, FindingKind, MediaType, Source};

pub use sniff::looks_like_html;

use crate::error::TextError;
use crate::limits::{Budget, Limits};
use look::Shown;
use page::Page;
use sheet::Sheet;

/// Reads a file's bytes as a web page.
///
/// `file_name` names the document; a folder before it is dropped. An empty file gives a document without blocks. The same
/// bytes always give the same document.
///
/// # Errors
///
/// [`TextError`] where the bytes are no text, or more than the limit.
pub fn read(file_name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, TextError> {
    limits.admit_file(bytes.len())?;
    let decoded = encoding::decode(bytes)?;
    let (tree, cut) = tree::parse(&decoded.text);
    let sheet = Sheet::of(&tree);
    let page = Page::of(&tree, &sheet);
    let part = blocks::read(&page, &mut Budget::new(limits));
    let mut findings: Vec<Finding> = decoded.finding.into_iter().chain(cut).chain(part.findings).collect();
    findings.extend(unstyled(&sheet));
    findings.extend(left_out(&page));
    Ok(Document {
        source: Source { media_type: MediaType::Html, ..crate::source(file_name, bytes) },
        pages: None,
        blocks: part.blocks,
        findings,
    })
}

fn unstyled(sheet: &Sheet) -> Option<Finding> {
    let message = "the page has more style rules than are read, so that colours may be missing";
    sheet.is_too_large.then(|| Finding::warning(FindingKind::LimitReached, message, None))
}

/// What stands in the page and is not shown.
fn left_out(page: &Page<'_>) -> impl Iterator<Item = Finding> {
    let notes = [
        (Shown::Hidden, "passages that the page hides were left out"),
        (Shown::Struck, "passages that the page strikes out were left out"),
    ];
    notes.into_iter().filter_map(|(shown, message)| {
        let count = page.looks.count(page.tree, shown);
        (count > 0).then(|| Finding::note(FindingKind::HiddenLeftOut, message, None).times(count))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::page_text;

    fn document(page: &str) -> Document {
        read("folder/page.html", page.as_bytes(), &Limits::default()).expect("a page")
    }

    #[test]
    fn a_page_of_a_council() {
        let page = "<!doctype html><html><head><title>Indicators - Kent County Council</title>
<style>.red { background-color: #d4351c } .gone { display: none }</style></head><body class='with-sidebar'>
<div id=cookies><p>We use 3 cookies.</p></div><nav><a href=/>Home</a></nav>
<form id=aspnetForm><main><h1>Indicators</h1>
<table><thead><tr><th rowspan=2>Indicator<th colspan=2>2023/24<tr><th>Q1<th>Q2</thead>
<tr><th scope=row>Plans in<br>20&nbsp;weeks<td class=red>45%<sup>1</sup><td>n/a
<tr class=gone><td>Old<td>1<td>2</table>
<p><sup>1</sup> Provisional.</main></form>
<footer><p>Call 0345 000 0000</footer>";
        assert_eq!(
            page_text(page),
            "1: Kent County Council\n4: # Indicators\n5: Indicator! 2x1 | 2023/24! 1x2 | <\n5: < | Q1! | Q2!\n6: Plans in 20 weeks! | 45%¹ on #d4351c | n/a\n8: ^¹ Provisional.\n"
        );
    }

    #[test]
    fn a_source_knows_its_bytes() {
        let source = document("<p>a").source;
        assert_eq!((source.file_name.as_str(), source.media_type), ("page.html", MediaType::Html));
        assert_eq!(source.byte_size, 4);
        assert_eq!(document("").blocks, []);
    }

    #[test]
    fn what_is_hidden_is_said() {
        let findings =
            document("<p hidden>a<div style='display:none'>b <i>c</i></div><p>d <s>e</s>").findings;
        let said: Vec<_> = findings.iter().map(|finding| (finding.kind, finding.count)).collect();
        assert_eq!(said, [(FindingKind::HiddenLeftOut, 2), (FindingKind::HiddenLeftOut, 1)]);
    }

    #[test]
    fn hostile_pages_cost_bounded_time() {
        for unit in [
            "<table><tr><td>",
            "<table><tr><th>a<td>",
            "<dl><dt>",
            "<ul><li>",
            "<div style=background:red>",
            "<a href='#'>",
            "<td colspan=1000 rowspan=65534>",
            "<style>a a a a{color:red}",
            "<p><b class=",
            "<svg><title>",
            "<template>",
            "&amp;&#0;",
            "<!--",
            "<![CDATA[",
            "<br>",
            "<select><option>",
            "<tr>",
            "\u{0}",
            "<h1>",
        ] {
            let _ = read("page.html", unit.repeat(3_000).as_bytes(), &Limits::default());
        }
        let limits = Limits { cells: 10, ..Limits::default() };
        let cut =
            read("page.html", "<table><tr><td>a<td>b<tr><td>c<td>d</table>".repeat(3).as_bytes(), &limits);
        let cut = cut.expect("a page");
        assert_eq!((cut.grids().count(), cut.findings.len()), (2, 1));
    }
}
