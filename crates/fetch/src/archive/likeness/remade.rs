//! Whether a PDF is another one's copy, made anew: the same pages, but for when it was made and a number of its own
//! (ISO 32000-1, 14.3.3 and 14.4).
//!
//! Two PDFs of the same length that differ within such stamps alone are one. Whatever else differs makes them two: what is
//! compressed or encrypted is not looked into.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use regex::bytes::Regex;

/// Two dates and two numbers, once as the file's and once as its metadata's, are eight stamps; more differences are
/// no stamps.
const MOST_DIFFERENCES: usize = 16;

/// Differences that lie so near each other are one: the letters of a date or of a number.
const NEAR: u64 = 16;

/// The longest stamp with its name: two numbers of 32 hexadecimal digits with their brackets, and room for white space.
const LONGEST_STAMP: u64 = 128;

/// Whether two files differ in stamps alone.
///
/// # Errors
///
/// Where one of them can't be read.
pub(super) fn is_remade(own: &mut File, other: &mut File) -> io::Result<bool> {
    if own.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let Some(differences) = differences(own, other)? else { return Ok(false) };
    let Some(stamp) = stamp() else { return Ok(false) };
    for difference in differences {
        let around = difference.start.saturating_sub(LONGEST_STAMP)..difference.end + LONGEST_STAMP;
        let (ours, theirs) = (part(own, &around)?, part(other, &around)?);
        let within = difference.start - around.start..difference.end - around.start;
        let covering = |bytes: &[u8]| {
            let mut stamps = stamp.find_iter(bytes).map(|found| found.start() as u64..found.end() as u64);
            stamps.find(|stamp| stamp.start <= within.start && within.end <= stamp.end)
        };
        let is_stamp = covering(&ours).is_some_and(|stamp| covering(&theirs) == Some(stamp));
        if !is_stamp {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where two files of the same length differ; nothing where that is in more places than stamps are.
fn differences(own: &File, other: &File) -> io::Result<Option<Vec<Range<u64>>>> {
    let mut found: Vec<Range<u64>> = Vec::new();
    let pairs = BufReader::new(own).bytes().zip(BufReader::new(other).bytes());
    for (at, (ours, theirs)) in (0..).zip(pairs) {
        if ours? == theirs? {
            continue;
        }
        match found.last_mut() {
            Some(last) if at < last.end + NEAR => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
        let is_long = found.last().is_some_and(|last| last.end - last.start > LONGEST_STAMP);
        if is_long || found.len() > MOST_DIFFERENCES {
            return Ok(None);
        }
    }
    Ok(Some(found))
}

fn part(file: &mut File, range: &Range<u64>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(range.start))?;
    file.take(range.end - range.start).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a PDF says of its making: dates, and numbers that name the copy.
fn stamp() -> Option<Regex> {
    let stamp = r#"(?x-u)
        / (?: CreationDate | ModDate ) \s* (?: \( [^()]{0,40} \) | < [0-9A-Fa-f\s]{0,90} > )
        | / ID \s* \[ \s* (?: < [0-9A-Fa-f\s]{0,70} > \s* ){2} \]
        | xmp: (?: CreateDate | ModifyDate | MetadataDate ) (?: > [^<]{0,40} < | \s*=\s*["'] [^"']{0,40} ["'] )
        | xmpMM: (?: DocumentID | InstanceID ) (?: > [^<]{0,60} < | \s*=\s*["'] [^"']{0,60} ["'] )"#;
    Regex::new(stamp).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn check(old: &str, new: &str, expected: bool) {
        let page = "a page of figures ".repeat(500);
        let file = |stamps: &str| {
            let mut file = tempfile::tempfile().unwrap();
            write!(file, "%PDF-1.4\n{page}\n{stamps}\n{page}").unwrap();
            file.rewind().unwrap();
            file
        };
        assert_eq!(is_remade(&mut file(new), &mut file(old)).unwrap(), expected, "{old} | {new}");
    }

    #[test]
    fn a_pdf_that_was_made_anew_is_the_one_before() {
        check("81.2%", "81.2%", true);
        check("/CreationDate (D:20240312101500Z)", "/CreationDate (D:20241122031759Z)", true);
        check("/ModDate(D:20240312101500+00'00')", "/ModDate(D:20251231235959+01'00')", true);
        let id = |digit: char| format!("/ID [ <{0}> <{0}> ]", digit.to_string().repeat(32));
        check(&id('0'), &id('f'), true);
        check(
            "<xmp:ModifyDate>2024-03-12</xmp:ModifyDate>",
            "<xmp:ModifyDate>2025-01-31</xmp:ModifyDate>",
            true,
        );
        check("xmpMM:InstanceID=\"uuid:1-2-3\"", "xmpMM:InstanceID=\"uuid:9-8-7\"", true);
    }

    #[test]
    fn a_pdf_that_says_something_else_is_another_one() {
        check("81.2%", "81.3%", false);
        check("81.2%", "81.25%", false);
        check("/CreationDate (D:2024) 81.2", "/CreationDate (D:2025) 81.3", false);
        check("/Title (D:20240312101500Z)", "/Title (D:20241122031759Z)", false);
        check("/CreationDate (2024) ", "/CreationDate (20245)", false);
        check(&"0".repeat(500), &"1".repeat(500), false);
        check(&"0                    ".repeat(20), &"1                    ".repeat(20), false);
    }
}
