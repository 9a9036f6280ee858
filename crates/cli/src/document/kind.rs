//! What a document's bytes are, by the bytes themselves: names lie, and standard input has none.

use boardlift_model::MediaType;

/// Where readers look for the header of a PDF: it need not be the first thing in the file (ISO 32000-1, annex H.3.4.1,
/// note 13), since mail and print programs put lines of their own before it.
const HEADER_WITHIN: usize = 1024;

/// Which reader a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A PDF.
    Pdf,
    /// A web page.
    Html,
    /// Text, or bytes that the reader of text will refuse.
    Text,
}

impl Kind {
    /// The kind of a document with these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let signature = b"%PDF-";
        let head = &bytes[..bytes.len().min(HEADER_WITHIN)];
        if head.windows(signature.len()).any(|window| window == signature) {
            Kind::Pdf
        } else if boardlift_text::html::looks_like_html(bytes) {
            Kind::Html
        } else {
            Kind::Text
        }
    }

    /// What a document of this kind is where no reader could read it.
    pub(super) fn unread(self) -> MediaType {
        match self {
            Kind::Pdf => MediaType::Pdf,
            Kind::Html => MediaType::Html,
            Kind::Text => MediaType::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Kind) {
        assert_eq!(Kind::of(bytes), expected, "{} bytes", bytes.len());
    }

    #[test]
    fn a_pdf_has_its_header_near_its_beginning() {
        let after = |count: usize| [vec![b' '; count], b"%PDF-1.7\n".to_vec()].concat();
        check(b"%PDF-1.4", Kind::Pdf);
        check(&after(HEADER_WITHIN - 5), Kind::Pdf);
        check(&after(HEADER_WITHIN - 4), Kind::Text);
        check(b"", Kind::Text);
        check(b"%PDF", Kind::Text);
        check(b"Indicator\tQ1\n", Kind::Text);
        check(b"<!DOCTYPE html><title>Q1</title>", Kind::Html);
    }
}
