//! What an address says, and what of it stays the same from one visit to the next.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::archive::is_document_name;

/// Parameters that carry a visitor's session or where a visitor came from: the page is the same without them.
const OF_A_VISIT: &[&str] = &["phpsessid", "jsessionid", "aspsessionid", "fbclid", "gclid", "_ga", "_gl"];

/// Parameters that carry a session on some sites and a document's number on others: `download.php?sid=12`.
const MAYBE_OF_A_VISIT: &[&str] = &["sessionid", "session_id", "sid"];

/// Characters of the shortest session that can't be guessed: 64 bits, in the digits of base 16 (OWASP, session identifiers).
const SESSION: usize = 16;

/// The value of a parameter, whatever the case of its name, as servers of this kind take it.
pub(super) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.into_owned())
}

/// The digits that a parameter with one of these names holds.
pub(crate) fn number(url: &Url, names: &[&str]) -> Option<String> {
    let value = names.iter().find_map(|name| parameter(url, name))?;
    Some(value.trim()).filter(|value| is_number(value)).map(str::to_owned)
}

/// Whether a part of an address, or a field of a service, is a number that a site counts its things with: digits alone, no
/// more than fit into what databases count in.
pub(super) fn is_number(part: &str) -> bool {
    !part.is_empty() && part.len() <= 18 && part.bytes().all(|b| b.is_ascii_digit())
}

/// The name of the page or file, the last part of the path, as people write it.
pub(super) fn file_name(url: &Url) -> String {
    decoded(url.path().rsplit('/').next().unwrap_or_default())
}

/// The name of the document that an address leads to, where one of its parts has one: the end of the path, what is asked
/// for (`download.aspx?file=SEND.pdf`), or a part before a number (`/documents/20182/SEND.pdf/7d0…`).
pub(super) fn document_name(url: &Url) -> Option<String> {
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let asked = url.query_pairs().map(|(_, value)| last(&value));
    let parts = url.path_segments().into_iter().flat_map(|parts| parts.rev().map(decoded));
    let end = std::iter::once(file_name(url));
    end.chain(asked).chain(parts).find(|name| is_document_name(name))
}

/// What an address calls its document, or its page where it names none.
pub(super) fn paper_name(url: &Url) -> String {
    document_name(url).unwrap_or_else(|| file_name(url))
}

/// Whether the page has this name, in whatever case.
pub(crate) fn is_page(url: &Url, name: &str) -> bool {
    file_name(url).eq_ignore_ascii_case(name)
}

/// A part of a path as people write it; bytes that are no UTF-8 are replaced.
pub(super) fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

/// The words of a file's name: `SEND_DashboardQ2.pdf` says `SEND Dashboard Q2`.
pub(super) fn words_of(file_name: &str) -> String {
    let stem = match file_name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 4 => stem,
        _ => file_name,
    };
    let mut words = String::with_capacity(stem.len());
    let mut before = ' ';
    for c in stem.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            words.push(' ');
        }
        words.push(if matches!(c, '_' | '+') { ' ' } else { c });
        before = c;
    }
    words
}

/// The address without what changes from visit to visit: fragments, sessions, where the visitor came from.
pub(super) fn stable(url: &Url) -> Url {
    let mut stable = url.clone();
    stable.set_fragment(None);
    let path: Vec<&str> =
        url.path().split('/').filter(|part| !is_session(part)).map(without_matrix).collect();
    let path = path.join("/");
    if path != url.path() {
        stable.set_path(&path);
    }
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query.split('&').filter(|pair| !is_of_a_visit(pair)).collect();
        // What stays is kept as it was written: encrypted values break when they are decoded and encoded again.
        let kept = kept.join("&");
        stable.set_query(if kept.is_empty() { None } else { Some(&kept) });
    }
    stable
}

/// The address as a key: [`stable`], and without the scheme, since sites move from `http` to `https`.
pub(super) fn identity(url: &Url) -> String {
    let stable = stable(url);
    let whole = stable.as_str();
    whole.split_once("://").map_or(whole, |(_, rest)| rest).to_owned()
}

/// A session in the path, as ASP.NET writes it where cookies are refused: `/(S(lit3py55t21z5v55vlm25s55))/`.
pub(crate) fn is_session(part: &str) -> bool {
    part.len() > 4 && part.starts_with("(S(") && part.ends_with("))")
}

/// `list;jsessionid=1A2B` without the session.
fn without_matrix(part: &str) -> &str {
    match part.split_once(';') {
        Some((page, rest)) if rest.to_ascii_lowercase().starts_with("jsessionid=") => page,
        _ => part,
    }
}

fn is_of_a_visit(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_ascii_lowercase();
    let is_session = || value.len() >= SESSION && value.bytes().all(|b| b.is_ascii_alphanumeric());
    name.is_empty()
        || name.starts_with("utm_")
        || OF_A_VISIT.contains(&name.as_str())
        || (MAYBE_OF_A_VISIT.contains(&name.as_str()) && is_session())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn what_changes_from_visit_to_visit_is_no_part_of_a_key() {
        let check = |text: &str, expected: &str| assert_eq!(identity(&url(text)), expected, "{text}");
        check("https://A.gov.uk/x?b=1#top", "a.gov.uk/x?b=1");
        check("http://a.gov.uk/x?b=1&utm_source=mail&PHPSESSID=1", "a.gov.uk/x?b=1");
        check("http://a.gov.uk/(S(lit3py55t21z5v55vlm25s55))/x", "a.gov.uk/x");
        check("http://a.gov.uk/x;jsessionid=1A?y", "a.gov.uk/x?y");
        check("http://a.gov.uk/x?utm_source=mail", "a.gov.uk/x");
        check("http://a.gov.uk/download.php?sid=12", "a.gov.uk/download.php?sid=12");
        check("http://a.gov.uk/x?session_id=2024-25&sid=spring", "a.gov.uk/x?session_id=2024-25&sid=spring");
        check("http://a.gov.uk/x?b=1&SID=9f86d081884c7d65", "a.gov.uk/x?b=1");
        check("http://a.gov.uk/D.ashx?aB%3d%3d=x%2bZ&c", "a.gov.uk/D.ashx?aB%3d%3d=x%2bZ&c");
        check("http://a.gov.uk:8080/site.page?id=7", "a.gov.uk:8080/site.page?id=7");
    }

    #[test]
    fn parameters_have_no_case() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(number(&url(text), &["CId", "CommitteeId"]).as_deref(), expected, "{text}");
        };
        check("http://a/x?CID=12", Some("12"));
        check("http://a/x?committeeid= 12 ", Some("12"));
        check("http://a/x?CId=12a", None);
        check("http://a/x?CId=123456789012345678", Some("123456789012345678"));
        check("http://a/x?CId=1234567890123456789", None);
        check("http://a/x?CId=١٢", None);
        check("http://a/x?CId=", None);
        check("http://a/x", None);
    }

    #[test]
    fn names_of_files_are_words() {
        let check = |text: &str, expected: &str| assert_eq!(words_of(&file_name(&url(text))), expected);
        check("http://a/b/SEND%20Dashboard%20%E2%80%93%20Q2.pdf", "SEND Dashboard – Q2");
        check("http://a/b/SEND_DashboardQ2.xlsx", "SEND Dashboard Q2");
        check("http://a/b/%FF%FE", "\u{FFFD}\u{FFFD}");
        check("http://a/", "");
    }
}
