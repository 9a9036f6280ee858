//! Which lines belong to which kind of writing: pipe tables, tab tables, and everything else.

use crate::line::Line;
use crate::{pipes, tabs};

/// A stretch of lines of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Segment<'l, 't> {
    /// A table between `|` marks.
    Pipes(&'l [Line<'t>]),
    /// A table between tab marks.
    Tabs(&'l [Line<'t>]),
    /// Lines outside these, blank ones included: prose, or one cell a line.
    Plain(&'l [Line<'t>]),
}

/// The segments of a text in reading order; together they are all its lines.
pub(crate) fn segments<'l, 't>(lines: &'l [Line<'t>]) -> Vec<Segment<'l, 't>> {
    let mut segments = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(ahead) = lines.get(at..).filter(|ahead| !ahead.is_empty()) {
        let (length, table) = table(ahead);
        if let Some(table) = table {
            push_plain(lines.get(plain_from..at), &mut segments);
            segments.push(table);
            plain_from = at + length;
        }
        at += length;
    }
    push_plain(lines.get(plain_from..), &mut segments);
    segments
}

/// The table that starts with the first line, or none, and how many lines that takes.
fn table<'l, 't>(ahead: &'l [Line<'t>]) -> (usize, Option<Segment<'l, 't>>) {
    if let Some(end) = pipes::extent(ahead) {
        return (end, ahead.get(..end).map(Segment::Pipes));
    }
    match tabs::run(ahead) {
        Some(run) => (run.lines, ahead.get(..run.lines).filter(|_| run.is_table).map(Segment::Tabs)),
        None => (1, None),
    }
}

fn push_plain<'l, 't>(lines: Option<&'l [Line<'t>]>, segments: &mut Vec<Segment<'l, 't>>) {
    if let Some(lines) = lines.filter(|lines| lines.iter().any(|line| !line.is_blank())) {
        segments.push(Segment::Plain(lines));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lines_of;

    fn check(text: &str, expected: &[(&str, u32, usize)]) {
        let lines = lines_of(text);
        let describe = |segment: &Segment<'_, '_>| {
            let (name, lines) = match segment {
                Segment::Pipes(lines) => ("pipes", lines),
                Segment::Tabs(lines) => ("tabs", lines),
                Segment::Plain(lines) => ("plain", lines),
            };
            (name, lines.first().map_or(0, |line| line.number), lines.len())
        };
        assert_eq!(segments(&lines).iter().map(describe).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn kinds_of_writing_follow_each_other() {
        check("", &[]);
        check("\n \n", &[]);
        check(
            "Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\nWords",
            &[("plain", 1, 2), ("pipes", 3, 3), ("plain", 6, 1)],
        );
        check("Title\na\tb\n1\t2\n\nWords", &[("plain", 1, 1), ("tabs", 2, 2), ("plain", 4, 2)]);
        check("a\tb\n1\t2\n| a | b |\n|---|---|\n", &[("tabs", 1, 2), ("pipes", 3, 2)]);
        check("•\tone\n•\ttwo\nWords", &[("plain", 1, 3)]);
    }
}
