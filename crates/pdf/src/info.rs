//! What a file says about itself: its title, who wrote it, and with what. Said by the producer, so never checked.

use lopdf::Document;

/// What a file says about itself (ISO 32000-1, 14.3.3). All of it may be missing, out of date or wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Info {
    /// The title, which is often a template's or a file name.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The program that made the PDF.
    pub producer: Option<String>,
    /// The day on which it was made, as `YYYY-MM-DD`. Left out where it is no day.
    pub created: Option<String>,
    /// Whether the file is encrypted, which one that opens without a password may be too.
    pub encrypted: bool,
    /// Whether the table that says where the objects are was damaged, and was rebuilt from what was found.
    pub rebuilt: bool,
}

impl Info {
    /// Reads what the file says about itself, and nothing else of it. Nothing where that can't be read: a file that
    /// can't describe itself can often be read all the same.
    pub(crate) fn read(bytes: &[u8]) -> Info {
        let Ok(said) = Document::load_metadata_mem(bytes) else { return Info::default() };
        Info {
            title: said.title.as_deref().and_then(text),
            author: said.author.as_deref().and_then(text),
            producer: said.producer.as_deref().and_then(text),
            created: said.creation_date.as_deref().and_then(day),
            encrypted: said.encrypted,
            rebuilt: said.xref_recovery.is_some(),
        }
    }
}

/// The text without padding and without control characters, which some producers end it with.
fn text(said: &str) -> Option<String> {
    let text = said.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

/// The day of a date of the form `D:YYYYMMDDHHmmSS…` (ISO 32000-1, 7.9.4). One without month and day names no day.
fn day(date: &str) -> Option<String> {
    let digits = date.trim().trim_start_matches("D:").get(..8)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..]);
    let sane =
        ("1990".."2100").contains(&year) && ("01"..="12").contains(&month) && ("01"..="31").contains(&day);
    sane.then(|| format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_day(date: &str, expected: Option<&str>) {
        assert_eq!(day(date).as_deref(), expected, "{date}");
    }

    #[test]
    fn days_are_read_as_written() {
        check_day("D:20240305101500+01'00'", Some("2024-03-05"));
        check_day("20240305", Some("2024-03-05"));
        check_day("D:202403", None);
        check_day("D:20241305", None);
        check_day("D:00000000000000", None);
        check_day("5 March 2024", None);
        check_day("D:2024\u{661}3055", None);
        check_day("", None);
    }

    #[test]
    fn bytes_that_are_no_pdf_say_nothing() {
        assert_eq!(Info::read(b"no PDF at all"), Info::default());
    }
}
