//! What a file is by its own first bytes. Names and servers say all sorts of things: a PDF called `.aspx` is a PDF, and an
//! error page called `.pdf` is a web page.
//!
//! It asks no name and no header, so that the same bytes are always the same kind.

use std::path::Path;

use regex::bytes::Regex;

/// So many first bytes are looked at, and so many last ones: marks of formats stand within the first ones, titles of pages
/// most often do, and the list of a zip archive's parts stands at its end.
pub(crate) const ENDS: usize = 8192;

/// The part that an office document has and no other archive, and what its names end in (ECMA-376, part 1).
const OFFICE: [(&[u8], &str); 4] = [
    (b"word/document.xml", "docx"),
    (b"xl/workbook.xml", "xlsx"),
    (b"xl/workbook.bin", "xlsb"),
    (b"ppt/presentation.xml", "pptx"),
];

/// Readers take a PDF that begins within so many bytes (ISO 32000-1, annex H, note 13).
const PDF_WITHIN: usize = 1024;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    extension: &'static str,
}

impl Kind {
    /// A web page.
    pub(crate) const PAGE: Kind = Kind { extension: "html" };
    /// A PDF.
    pub(crate) const PDF: Kind = Kind { extension: "pdf" };
    /// Words, or values with something between them.
    const TEXT: Kind = Kind { extension: "txt" };
    /// Whatever else.
    const OTHER: Kind = Kind { extension: "bin" };

    /// The kind of a file that begins and ends so.
    pub(crate) fn of(head: &[u8], tail: &[u8]) -> Self {
        if is_page(head) {
            return Kind::PAGE;
        }
        let start = &head[..head.len().min(PDF_WITHIN)];
        if has(start, b"%PDF-") {
            return Kind::PDF;
        }
        let office = OFFICE.iter().find(|(part, _)| head.starts_with(b"PK") && has(tail, part));
        if let Some((_, extension)) = office {
            return Kind { extension };
        }
        match infer::get(head) {
            Some(found) => Kind { extension: found.extension() },
            None if !head.contains(&0) => Kind::TEXT,
            None => Kind::OTHER,
        }
    }

    /// What names of such files end in, without the dot.
    pub(crate) fn extension(self) -> &'static str {
        self.extension
    }
}

/// Whether a name ends as documents' do, rather than as a program's on a web server does.
pub(crate) fn is_document_name(name: &str) -> bool {
    /// What councils publish papers as.
    const DOCUMENTS: [&str; 17] = [
        "pdf", "docx", "doc", "docm", "xlsx", "xls", "xlsm", "xlsb", "pptx", "ppt", "csv", "tsv", "txt",
        "ods", "odt", "rtf", "zip",
    ];
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| DOCUMENTS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Whether bytes are the begin of a web page: an element of HTML comes first, after what may stand before it.
fn is_page(head: &[u8]) -> bool {
    let begin = Regex::new(
        r"(?xis-u)^ (?: \xEF\xBB\xBF )? (?: \s+ | <\?.*?\?> | <!--.*?--> )*
        < (?: !doctype\s+html | (?: html|head|body|title|meta|link|base|script|style|div|p|h[1-6]|table|form|span|center )
        (?: \s | > | / ) )",
    );
    begin.is_ok_and(|begin| begin.is_match(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: &str) {
        check_ends(head, head, expected);
    }

    fn check_ends(head: &[u8], tail: &[u8], expected: &str) {
        assert_eq!(Kind::of(head, tail).extension(), expected, "{:?}", String::from_utf8_lossy(head));
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        check(b"%PDF-1.7\n%\xE2\xE3", "pdf");
        check(b"\r\n junk before it %PDF-1.4", "pdf");
        check(b"PK\x03\x04 something", "zip");
        check(b"Measure,Actual\nNI 59,81.2", "txt");
        check("Würde,1".as_bytes(), "txt");
        check(b"\x01\x00\x02", "bin");
        check(b"", "txt");
    }

    #[test]
    fn an_office_document_is_told_by_its_parts_wherever_they_stand() {
        let zip = b"PK\x03\x04 [Content_Types].xml";
        check_ends(zip, b"PK\x01\x02 xl/styles.xml PK\x01\x02 xl/workbook.xml", "xlsx");
        check_ends(zip, b"PK\x01\x02 word/document.xml", "docx");
        check_ends(zip, b"PK\x01\x02 board.docx", "zip");
        check_ends(b"see word/document.xml", b"see word/document.xml", "txt");
    }

    #[test]
    fn a_page_is_told_by_its_first_element() {
        check(b"<!DOCTYPE html><html>", "html");
        check(b"\xEF\xBB\xBF\r\n<html lang='en'>", "html");
        check(b"<?xml version='1.0'?>\n<!-- made by -->\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD XHTML'>", "html");
        check(b"<HEAD><TITLE>Object moved</TITLE></HEAD>", "html");
        check(b"<h2>Sorry</h2>", "html");
        check(b"<p/>", "html");
        check(b"<!DOCTYPE html> about %PDF-1.7", "html");
    }

    #[test]
    fn what_only_begins_alike_is_no_page() {
        check(b"<?xml version='1.0'?><getmeetings>", "xml");
        check(b"<htmlish>", "txt");
        check(b"< 5 means suppressed", "txt");
        check(b"see <html>", "txt");
    }

    #[test]
    fn names_of_documents_are_told_from_names_of_programs() {
        let check = |name: &str, expected: bool| assert_eq!(is_document_name(name), expected, "{name}");
        check("Report.PDF", true);
        check("a.b.xlsx", true);
        check("mgConvert2PDF.aspx", false);
        check("Document.ashx", false);
        check("pdf", false);
        check("", false);
    }
}
