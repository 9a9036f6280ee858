//! The name of a file by `Content-Disposition` (RFC 6266, RFC 8187), as servers really send it.
//!
//! A name is for people to read and for the ending that tells a file's kind. It is never a path: parts that lead to folders,
//! control characters and marks that turn the direction of writing are left out. Refuses mail's coding (RFC 2047), which
//! RFC 6266 does not know: no name is better than a garbled one.

use std::borrow::Cow;

use encoding_rs::Encoding;
use percent_encoding::percent_decode_str;

/// The file's name by the header's text.
pub(super) fn file_name(header: &str) -> Option<String> {
    let parameters = parameters(header);
    let value =
        |wanted: &str| parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    // Who sends both sends the plain one for old programs (RFC 6266, 4.3).
    let name = value("filename*").and_then(extended).or_else(|| value("filename").and_then(plain))?;
    cleaned(&name)
}

/// The parameters of a header, their names in lower case.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = header;
    while !rest.is_empty() {
        let end = rest.find(['=', ';']).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        // What has no value is the disposition's type: `attachment`, `inline`.
        let Some(after) = after.strip_prefix('=') else {
            rest = after.strip_prefix(';').unwrap_or_default();
            continue;
        };
        let (value, after) = value(after.trim_start());
        found.push((name.trim().to_ascii_lowercase(), value));
        rest = after.split_once(';').map_or("", |(_, after)| after);
    }
    found
}

/// The value that a text begins with, and what follows. One without quotes may have spaces, though it should not.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        let (value, after) = text.split_at_checked(end).unwrap_or((text, ""));
        return (value.trim().to_owned(), after);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices().peekable();
    while let Some((index, letter)) = letters.next() {
        match letter {
            '"' => return (value, quoted.get(index + 1..).unwrap_or_default()),
            // Only these two are ever quoted so; elsewhere a backslash is part of a path that an old browser sent.
            '\\' => match letters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, next)) => value.push(next),
                None => value.push('\\'),
            },
            other => value.push(other),
        }
    }
    (value, "")
}

/// A value that tells its encoding: `UTF-8''%e2%82%ac.pdf` (RFC 8187, 3.2).
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, encoded) = rest.split_once('\'')?;
    let octets: Vec<u8> = percent_decode_str(encoded).collect();
    let (name, _, damaged) = Encoding::for_label(charset.as_bytes())?.decode(&octets);
    (!damaged).then(|| name.into_owned())
}

/// A plain value, which many servers percent-encode all the same.
fn plain(value: &str) -> Option<String> {
    if value.starts_with("=?") {
        return None;
    }
    Some(percent_decode_str(value).decode_utf8().map_or_else(|_| value.to_owned(), Cow::into_owned))
}

/// A name that can be shown and that leads nowhere; nothing where nothing is left of it.
fn cleaned(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|letter| !is_unseen(*letter)).collect();
    let even = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = even.trim_matches(['.', ' ']);
    // The end is kept rather than the beginning, for it tells the kind.
    let skipped = kept.chars().count().saturating_sub(LONGEST_NAME);
    Some(kept.chars().skip(skipped).collect::<String>()).filter(|name| !name.is_empty())
}

/// What most file systems take of a name.
const LONGEST_NAME: usize = 255;

/// Whether a character has no place in a name that is shown: controls, and the marks by which `fdp.exe` reads `exe.pdf`.
fn is_unseen(letter: char) -> bool {
    let marks = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    marks || (letter.is_control() && !letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expected: &str) {
        assert_eq!(file_name(header).as_deref().unwrap_or_default(), expected, "{header}");
    }

    #[test]
    fn names_are_quoted_or_not() {
        check("attachment; filename=\"Item 5 - Scorecard.pdf\"", "Item 5 - Scorecard.pdf");
        check("Inline;FileName = a.pdf ; size=3", "a.pdf");
        check("attachment; filename=My Paper.pdf", "My Paper.pdf");
        check("filename=\"a.pdf\"", "a.pdf");
        check("attachment; name=\"f\"; filename=\"a; b=c.pdf\"", "a; b=c.pdf");
        check("attachment; filename=\"say \\\"hi\\\".pdf\"", "say \"hi\".pdf");
        check("attachment; filename=\"open.pdf", "open.pdf");
    }

    #[test]
    fn names_may_tell_their_encoding() {
        check("attachment; filename=\"EUR.pdf\"; filename*=UTF-8''%e2%82%ac%20rates.pdf", "€ rates.pdf");
        check("attachment; filename*=iso-8859-1'en'%A3%20rates.pdf; filename=x", "£ rates.pdf");
        check("attachment; filename*=UTF-8''%ff.pdf; filename=plain.pdf", "plain.pdf");
        check("attachment; filename*=nonsense; filename=plain.pdf", "plain.pdf");
        check("attachment; filename=\"Ofsted%20%E2%80%93%20SEND.pdf\"", "Ofsted – SEND.pdf");
        check("attachment; filename=\"100%25 of 5% met%.pdf\"", "100% of 5% met%.pdf");
        check("attachment; filename=\"caf%e9.pdf\"", "caf%e9.pdf");
        check("attachment; filename=\"=?utf-8?B?4oKs?=\"", "");
    }

    #[test]
    fn names_lead_nowhere() {
        check("attachment; filename=\"../../etc/passwd\"", "passwd");
        check("attachment; filename=\"C:\\Users\\ann\\a.pdf\"", "a.pdf");
        check("attachment; filename*=UTF-8''..%2F..%5Cb.pdf", "b.pdf");
        check("attachment; filename=\"..\"", "");
        check("attachment; filename=\".htaccess\"", "htaccess");
        check("attachment; filename=\"a\u{202e}fdp.exe\"", "afdp.exe");
        check("attachment; filename=\"a%00%0d%0ab .pdf. \"", "a b .pdf");
        check(
            &format!("attachment; filename=\"{}.pdf\"", "é".repeat(400)),
            &format!("{}.pdf", "é".repeat(251)),
        );
    }

    #[test]
    fn no_name_is_none() {
        for header in [
            "",
            "attachment",
            "attachment; filename",
            "attachment; filename=",
            "attachment; filename=\"\"",
            "=",
            ";;=",
        ] {
            check(header, "");
        }
    }
}
