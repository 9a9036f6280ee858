//! Characters to numbered lines.

use boardlift_model::finding::FindingKind;
use boardlift_model::{Finding, Place};

use crate::limits::Limits;

/// One line of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Its characters, without the line end. Empty where the line is longer than the limit.
    pub(crate) text: &'t str,
}

impl Line<'_> {
    /// Whether nothing but white space stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The line as a place.
    pub(crate) fn place(&self) -> Place {
        Place::Line(self.number)
    }
}

/// The lines of a text: ended by `\n`, `\r\n` or `\r`. What is beyond the limits is left out with a finding.
pub(crate) fn split<'t>(text: &'t str, limits: &Limits) -> (Vec<Line<'t>>, Vec<Finding>) {
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    let mut number = 0_u32;
    let mut rest = text;
    while !rest.is_empty() {
        if lines.len() >= limits.lines {
            findings
                .push(limit(format!("at most {} lines are read", limits.lines), number.saturating_add(1)));
            break;
        }
        let (line, after) = first_line(rest);
        rest = after;
        number = number.saturating_add(1);
        let too_long = line.len() > limits.line_bytes;
        if too_long {
            let message = format!(
                "a line of {} bytes was left out, at most {} are read",
                line.len(),
                limits.line_bytes
            );
            findings.push(limit(message, number));
        }
        lines.push(Line { number, text: if too_long { "" } else { line } });
    }
    (lines, findings)
}

/// The number, from 1, of the line that the byte at `offset` stands in.
pub(crate) fn number_at(text: &str, offset: usize) -> u32 {
    let mut number = 1_u32;
    let mut rest = text.get(..offset).unwrap_or(text);
    while rest.contains(['\n', '\r']) {
        number = number.saturating_add(1);
        rest = first_line(rest).1;
    }
    number
}

fn first_line(text: &str) -> (&str, &str) {
    let Some(end) = text.bytes().position(|byte| byte == b'\n' || byte == b'\r') else {
        return (text, "");
    };
    let (line, rest) = text.split_at(end);
    (line, rest.strip_prefix("\r\n").unwrap_or_else(|| rest.get(1..).unwrap_or_default()))
}

fn limit(message: String, line: u32) -> Finding {
    Finding::warning(FindingKind::LimitReached, message, Some(Place::Line(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (lines, findings) = split(text, &Limits::default());
        assert_eq!(lines.iter().map(|line| line.text).collect::<Vec<_>>(), expected);
        assert!(lines.iter().zip(1..).all(|(line, number)| line.number == number));
        assert!(findings.is_empty());
    }

    #[test]
    fn every_line_end_ends_one_line() {
        check("", &[]);
        check("a", &["a"]);
        check("a\n", &["a"]);
        check("a\nb\r\nc\rd", &["a", "b", "c", "d"]);
        check("\n\r\n\r", &["", "", ""]);
        check("a\n\rb", &["a", "", "b"]);
    }

    #[test]
    fn long_lines_and_further_lines_are_left_out() {
        let limits = Limits { line_bytes: 3, lines: 2, ..Limits::default() };
        let (lines, findings) = split("abcd\nab\nab", &limits);
        assert_eq!(lines.iter().map(|line| line.text).collect::<Vec<_>>(), ["", "ab"]);
        let places: Vec<_> = findings.iter().filter_map(|finding| finding.place.clone()).collect();
        assert_eq!(places, [Place::Line(1), Place::Line(3)]);
    }

    #[test]
    fn offsets_have_lines() {
        assert_eq!([0, 2, 3, 4].map(|offset| number_at("a\r\nb", offset)), [1, 2, 2, 2]);
    }
}
