//! What a publisher calls a file: the name that the server gives, else the last part of the address, else the title.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::archive::is_document_name;

/// Names are cut after so many characters: file systems hold 255 bytes, and a character may take four.
const LONGEST: usize = 60;

/// The name of a file that was asked for at `url`. `told` is what the server calls it, and names of its kind end in
/// `extension`.
pub(super) fn file_name(told: Option<&str>, url: &Url, title: &str, extension: &str) -> String {
    let told = told.map(plain).filter(|name| !name.is_empty());
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let last =
        Some(plain(&percent_decode_str(last).decode_utf8_lossy())).filter(|name| is_document_name(name));
    told.or(last).unwrap_or_else(|| {
        let title = plain(title);
        let stem = if title.is_empty() { "paper" } else { &title };
        format!("{stem}.{extension}")
    })
}

/// A name that leads nowhere: no folders, nothing that is not printed. A long one loses its middle, so that its end stays.
fn plain(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: Vec<char> = name.trim_matches('.').chars().collect();
    if name.len() <= LONGEST {
        return name.into_iter().collect();
    }
    let (begin, end) = (&name[..LONGEST - 12], &name[name.len() - 11..]);
    begin.iter().chain(&['…']).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(told: Option<&str>, url: &str, title: &str, expected: &str) {
        let url = Url::parse(url).unwrap();
        assert_eq!(file_name(told, &url, title, "pdf"), expected, "{told:?} {url} {title}");
    }

    #[test]
    fn a_name_is_what_the_publisher_calls_the_file() {
        check(Some("Board.pdf"), "http://c.test/documents/s1/Other.pdf", "A board", "Board.pdf");
        check(None, "http://c.test/documents/s1/SEND%20Board.pdf?T=10", "A board", "SEND Board.pdf");
        check(None, "http://c.test/mgConvert2PDF.aspx?ID=5", "SEND Board, item 4", "SEND Board, item 4.pdf");
        check(None, "http://c.test/", "", "paper.pdf");
        check(None, "http://c.test/100%25%20done%zz%4.pdf", "", "100% done%zz%4.pdf");
        check(None, "http://c.test/W%FCrde.pdf", "", "W\u{fffd}rde.pdf");
    }

    #[test]
    fn a_name_leads_nowhere() {
        check(Some("../../etc/passwd"), "http://c.test/a.pdf", "", "passwd");
        check(Some("C:\\boards\\a.pdf"), "http://c.test/b.pdf", "", "a.pdf");
        check(Some(".."), "http://c.test/b.pdf", "", "b.pdf");
        check(Some("a\r\n\0b.pdf"), "http://c.test/b.pdf", "", "a b.pdf");
        check(None, "http://c.test/..%2F..%2Fa.pdf", "", "a.pdf");
        check(None, "http://c.test/x.aspx", "Apr/May board", "May board.pdf");
    }

    #[test]
    fn a_long_name_keeps_its_begin_and_its_end() {
        let long = format!("{}é 2024-25.pdf", "Children's Services ".repeat(20));
        let url = Url::parse("http://c.test/").unwrap();
        let name = file_name(Some(&long), &url, "", "pdf");
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.starts_with("Children's Services") && name.ends_with("…2024-25.pdf"), "{name}");
    }
}
