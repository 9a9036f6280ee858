//! What web pages tell that came where a paper was expected.

use regex::Regex;

/// Titles are cut after so many characters: they are quoted in a line of a report.
const LONGEST_TITLE: usize = 80;

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
    let page = String::from_utf8_lossy(page);
    let holds = |pattern: &str| Regex::new(pattern).is_ok_and(|regex| regex.is_match(&page));
    if holds("(?i)<table") {
        return None;
    }
    if holds(r#"(?i)<input[^>]*\btype\s*=\s*["']?password"#) {
        return Some("a page that wants a password");
    }
    let secure = address.strip_prefix("http://").map(|rest| regex::escape(&format!("https://{rest}")));
    if secure.is_some_and(|secure| holds(&format!(r#"["'=]{secure}["'\s>]"#))) {
        return Some("a notice that the site has moved to https");
    }
    let says =
        r"(?is)<(?:title|h1|h2)[^>]*>[^<]*\b(?:error|not found|unavailable|maintenance|access denied)\b";
    holds(says).then_some("a page of errors")
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
