//! The one front door: which reader a document is for, by its bytes. Names lie, and standard input has none.

use boardlift_model::{Document, MediaType};
use boardlift_pack::{Limits, Pack};
use boardlift_text::{docx, html};

use super::{DocumentReader, ReadError};

/// Where readers look for the header of a PDF: it need not be the first thing in the file (ISO 32000-1, annex H.3.4.1,
/// note 13), since mail and print programs put lines of their own before it.
const HEADER_WITHIN: usize = 1024;

/// A format that is read.
pub(super) struct Format {
    /// What the bytes are, where they are of this format.
    media_type: fn(&[u8]) -> Option<MediaType>,
    /// How they are read.
    read: fn(&DocumentReader, &str, &[u8]) -> Result<Document, ReadError>,
    /// Whether it has pages, whose tables and drawings can be had before they are a document.
    pub(super) is_paged: bool,
}

/// The formats that are read, in the order in which they are asked: what is sure first.
static FORMATS: [Format; 4] = [
    Format { media_type: pdf, read: DocumentReader::read_pdf, is_paged: true },
    Format { media_type: word, read: DocumentReader::read_docx, is_paged: false },
    Format { media_type: web_page, read: DocumentReader::read_html, is_paged: false },
    Format { media_type: sheet, read: DocumentReader::read_sheet, is_paged: false },
];

/// What no other format claims is text, or bytes that the reader of text refuses and says what they are.
static TEXT: Format =
    Format { media_type: |_| Some(MediaType::Unknown), read: DocumentReader::read_text, is_paged: false };

impl Format {
    /// The format of a document with these bytes.
    pub(super) fn of(bytes: &[u8]) -> &'static Self {
        FORMATS.iter().find(|format| (format.media_type)(bytes).is_some()).unwrap_or(&TEXT)
    }

    /// What a document of this format is, where no reader could read it.
    pub(super) fn unread(&self, bytes: &[u8]) -> MediaType {
        (self.media_type)(bytes).unwrap_or(MediaType::Unknown)
    }

    /// A document's blocks.
    ///
    /// # Errors
    ///
    /// Where its reader can't read it.
    pub(super) fn read(
        &self,
        reader: &DocumentReader,
        file_name: &str,
        bytes: &[u8],
    ) -> Result<Document, ReadError> {
        (self.read)(reader, file_name, bytes)
    }
}

fn pdf(bytes: &[u8]) -> Option<MediaType> {
    // An archive may hold a PDF.
    let head = &bytes[..bytes.len().min(HEADER_WITHIN)];
    let is_pdf = !bytes.starts_with(b"PK") && head.windows(5).any(|window| window == b"%PDF-");
    is_pdf.then_some(MediaType::Pdf)
}

fn word(bytes: &[u8]) -> Option<MediaType> {
    let is_archive = bytes.starts_with(b"PK");
    let pack = is_archive.then(|| Pack::open(bytes, &Limits::default()).ok()).flatten();
    pack.is_some_and(|mut pack| docx::is_docx(&mut pack)).then_some(MediaType::Docx)
}

fn web_page(bytes: &[u8]) -> Option<MediaType> {
    html::looks_like_html(bytes).then_some(MediaType::Html)
}

fn sheet(bytes: &[u8]) -> Option<MediaType> {
    boardlift_sheet::Format::of(bytes).map(boardlift_sheet::Format::media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: MediaType) {
        assert_eq!(Format::of(bytes).unread(bytes), expected, "{} bytes", bytes.len());
    }

    #[test]
    fn a_pdf_has_its_header_near_its_beginning() {
        let after = |count: usize| [vec![b' '; count], b"%PDF-1.7\n".to_vec()].concat();
        check(b"%PDF-1.4", MediaType::Pdf);
        check(&after(HEADER_WITHIN - 5), MediaType::Pdf);
        check(&after(HEADER_WITHIN - 4), MediaType::Unknown);
        check(b"", MediaType::Unknown);
        check(b"%PDF", MediaType::Unknown);
        check(b"Indicator\tQ1\n", MediaType::Unknown);
    }

    #[test]
    fn web_pages_and_delimited_values_are_told_by_what_they_hold() {
        check(b"<!DOCTYPE html><title>Not found</title><p>404", MediaType::Html);
        check(b"<table><tr><td>1,2\n<td>3,4</table>", MediaType::Html);
        check(b"Ref,Indicator,Q1\n1,Plans,5\n2,Waits,6\n", MediaType::Csv);
        check(b"Plans, reviews and waits.\nAll is well, they say.\n", MediaType::Unknown);
    }

    #[test]
    fn an_archive_of_papers_is_no_paper() {
        check(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", MediaType::Unknown);
    }
}
