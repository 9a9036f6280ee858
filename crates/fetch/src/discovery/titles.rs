//! What a site calls a paper, without what it adds of type and size.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::address;
use super::markup::even;

/// What pages call the types of files.
const KINDS: &str = "pdf|word|excel|powerpoint|docx?|xls[xmb]?|pptx?|ods|odt|rtf|csv|tsv|html?|zip";

/// `(PDF)`, `[Excel document]`, `PDF` behind the words of a link. A `word` is a type in brackets alone.
static TYPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let plain = "pdf|docx?|xls[xmb]?|pptx?|ods|odt|rtf|csv|tsv";
    Regex::new(&format!(r"(?i)[(\[]\s*(?:{KINDS})\b[^()\[\]]*[)\]]\s*$|\b(?:{plain})\s*$")).ok()
});

/// `PDF 500 KB`, `(Excel document, 1.5 MB)` behind the words of a link.
static SIZE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let kind = KINDS;
    let more = "document|file|format|spreadsheet|size";
    let amount = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?";
    // A bare `b` is no unit: `Appendix 1B`.
    let unit = "[kmg]i?b|[kmg]?bytes?|kilobytes?|megabytes?";
    Regex::new(&format!(
        r"(?i)[\s,(\[–-]*(?:\b(?:{kind})\b)?[\s,:–-]*(?:\b(?:{more})\b[\s,:–-]*)*\b{amount}\s*(?:{unit})\b[)\]\s]*$"
    ))
    .ok()
});

/// Whether a link's words end in the type or the size of a file.
pub(super) fn tells_file(words: &str) -> bool {
    [&SIZE, &TYPE].into_iter().filter_map(|pattern| pattern.as_ref()).any(|pattern| pattern.is_match(words))
}

/// The title that a link's words give, or its file's name where they give none.
pub(super) fn told(words: &str, url: &Url) -> String {
    let bare = SIZE.as_ref().map_or_else(|| words.into(), |size| size.replace(words, ""));
    let bare = even(&bare);
    if bare.is_empty() { of_file(url) } else { bare }
}

/// What an address calls its file.
pub(super) fn of_file(url: &Url) -> String {
    let name = even(&address::words_of(&address::paper_name(url)));
    if name.is_empty() { url.host_str().unwrap_or_default().to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::super::testing::url;
    use super::*;

    #[test]
    fn titles_lose_type_and_size() {
        let check = |title: &str, expected: &str| {
            assert_eq!(told(title, &url("https://a/documents/s1/The_file.pdf")), expected);
        };
        check("SEND dashboard PDF 500 KB", "SEND dashboard");
        check("SEND dashboard (PDF, 132 KB)", "SEND dashboard");
        check("SEND dashboard (Excel document, 6 KB)", "SEND dashboard");
        check("SEND dashboard - PDF - 6KB", "SEND dashboard");
        check("SEND dashboard, 1.5 MB", "SEND dashboard");
        check("SEND dashboard (PDF, 1,234 KB)", "SEND dashboard");
        check("SEND dashboard 1,234,567 bytes", "SEND dashboard");
        check("SEND dashboard 1.2 MiB", "SEND dashboard");
        check("Appendix 1B", "Appendix 1B");
        check("Item 5b", "Item 5b");
        check("Annex 2 B", "Annex 2 B");
        check("SEND dashboard (PDF)", "SEND dashboard (PDF)");
        check("Plan 2025 to 2030", "Plan 2025 to 2030");
        check("PDF 5 KB", "The file");
        check("", "The file");
        assert_eq!(told("", &url("https://a.gov.uk/")), "a.gov.uk");
    }
}
