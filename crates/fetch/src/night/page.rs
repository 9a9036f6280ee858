//! What web pages tell that came where a paper was expected.

use std::sync::LazyLock;

use regex::Regex;

/// Titles are cut after so many characters: they are quoted in a line of a report.
const LONGEST_TITLE: usize = 80;

/// Longer pages are looked at no further: an apology is a short one.
const LONGEST_APOLOGY: usize = 64 * 1024;

static TABLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("(?i)<table").ok());
static PASSWORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)<input[^>]*\btype\s*=\s*["']?password"#).ok());
static ERROR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let says =
        r"(?is)<(?:title|h1|h2)[^>]*>[^<]*\b(?:error|not found|unavailable|maintenance|access denied)\b";
    Regex::new(says).ok()
});

/// The title of a page that begins so, for people.
pub(super) fn title(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let title = Regex::new("(?is)<title[^>]*>(.*?)</title>").ok()?.captures(&head)?.get(1)?.as_str();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(title.chars().take(LONGEST_TITLE).collect()).filter(|title: &String| !title.is_empty())
}

/// What a whole page is instead of what it was asked for, where it says so: a form that wants a password, a notice that the
/// site is at `https` now, an apology. A page with a table has something to tell, whatever else stands on it.
pub(crate) fn apology(address: &str, page: &[u8]) -> Option<&'static str> {
    let page = page.get(..LONGEST_APOLOGY).unwrap_or(page);
    let page = String::from_utf8_lossy(page);
    let holds =
        |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|regex| regex.is_match(&page));
    if holds(&TABLE) {
        return None;
    }
    if holds(&PASSWORD) {
        return Some("a page that wants a password");
    }
    if address.strip_prefix("http://").is_some_and(|rest| links_to(&page, &format!("https://{rest}"))) {
        return Some("a notice that the site has moved to https");
    }
    holds(&ERROR).then_some("a page of errors")
}

/// Whether a page has an address as the whole of a link.
fn links_to(page: &str, address: &str) -> bool {
    page.match_indices(address).any(|(at, _)| {
        let before = page[..at].chars().next_back();
        let behind = page[at + address.len()..].chars().next();
        before.is_some_and(|letter| "\"'=".contains(letter))
            && behind.is_some_and(|letter| letter.is_whitespace() || "\"'>".contains(letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apologies_are_known_by_what_they_say() {
        let check = |page: &str, expected: Option<&str>| {
            let found = apology("http://c.test/send?a=1", page.as_bytes());
            assert_eq!(found.map(|found| found.split(' ').nth(1).unwrap_or_default()), expected, "{page}");
        };
        check("<form><input name=p type='password'></form>", Some("page"));
        check("<a href=\"https://c.test/send?a=1\">our new address</a>", Some("notice"));
        check("<a href=\"https://c.test/\">our site</a>", None);
        check("<a href=\"https://c.test/send?a=12\">another</a>", None);
        check("<title>Server Error</title>", Some("page"));
        check("<h1>Page not found</h1>", Some("page"));
        check("<h1>How we reduce errors</h1><p>Unavailable</p>", None);
        check("<input type=password><table><tr><td>EHC plans<td>41%</table>", None);
    }

    #[test]
    fn a_title_is_one_line() {
        let check =
            |head: &str, expected: Option<&str>| assert_eq!(title(head.as_bytes()).as_deref(), expected);
        check("<html><title>\n Sign  in </title>", Some("Sign in"));
        check("<TITLE id=a>Sorry</TITLE>", Some("Sorry"));
        check("<title> </title>", None);
        check("<title>never closed", None);
        check(&format!("<title>{}</title>", "é".repeat(100)), Some(&"é".repeat(LONGEST_TITLE)));
    }
}
