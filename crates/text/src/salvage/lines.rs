//! Which physical lines make up one row: the lines above its figures, the line with them, and those below
//! that only finish a cell or the name.

use std::ops::Range;

use boardlift_model::Cell;

use super::echo;
use super::figures;
use super::header::{Columns, Holds, Line};
use super::names::{self, Beginnings};
use super::refs;

/// A cell of figures goes on below its row for fewer lines than these.
const MOST_LINES_BELOW: usize = 16;

/// A stretch of lines without headings in it.
pub(super) struct Stretch<'a> {
    /// The lines.
    pub(super) lines: &'a [Line],
    /// How the line of names below the stretch begins, where there is one.
    pub(super) next: Option<&'a str>,
    /// The columns.
    pub(super) columns: &'a Columns,
    /// How the names of the table begin.
    pub(super) beginnings: &'a Beginnings,
}

/// The lines of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// All its lines.
    pub(super) lines: Range<usize>,
    /// The line that closes it; nothing where the stretch ends before one does.
    pub(super) closing: Option<usize>,
    /// Whether its last line holds nothing but the end of the name.
    pub(super) finished: bool,
}

impl<'a> Stretch<'a> {
    /// The lines from `start` to the one that closes a row, and those below that only finish it.
    pub(super) fn group(&self, start: usize) -> Group {
        let Some(closing) = (start..self.lines.len()).find(|&at| self.closes(at)) else {
            return Group { lines: start..self.lines.len(), closing: None, finished: false };
        };
        let mut end = closing + 1;
        let mut open = self.open_columns(start..end);
        while !open.is_empty() && end - closing <= MOST_LINES_BELOW && self.finishes(end, &open) {
            end += 1;
            open = self.open_columns(start..end);
        }
        let finished = end == closing + 1 && self.ends_name_of(closing, end);
        Group { lines: start..end + usize::from(finished), closing: Some(closing), finished }
    }

    /// The columns of figures in which a bracket stands open after these lines.
    pub(super) fn open_columns(&self, lines: Range<usize>) -> Vec<usize> {
        let depth = |at: usize| {
            let cells = self.lines[lines.clone()].iter().filter_map(|line| line.get(at));
            cells.fold(0, |depth, cell| figures::depth_after(depth, &cell.text))
        };
        self.columns.of(Holds::Figures).filter(|&at| depth(at) > 0).collect()
    }

    /// The words in the column of names.
    pub(super) fn label(&self, at: usize) -> &'a str {
        self.lines[at].get(self.columns.names).map_or("", |cell| cell.text.as_str())
    }

    /// The clean number of a line.
    pub(super) fn reference(&self, at: usize) -> Option<&'a str> {
        let cell = self.lines[at].get(self.columns.references?)?;
        refs::is_clean(&cell.text).then_some(cell.text.as_str())
    }

    /// The next words in the column of names below a line.
    pub(super) fn label_below(&self, at: usize) -> Option<&'a str> {
        (at + 1..self.lines.len()).map(|at| self.label(at)).find(|label| !label.is_empty()).or(self.next)
    }

    fn values(&self, at: usize) -> impl Iterator<Item = &'a Cell> + Clone {
        let line = &self.lines[at];
        let filled = |(cell, holds): &(&Cell, &Holds)| **holds == Holds::Figures && !cell.is_blank();
        line.iter().zip(&self.columns.holds).filter(filled).map(|(cell, _)| cell)
    }

    /// A line with a clean number or a whole figure closes a row; so does one with other words for figures
    /// where the next line begins afresh.
    fn closes(&self, at: usize) -> bool {
        let mut values = self.values(at);
        let worded = values.clone().next().is_some();
        let whole = values.clone().any(|cell| figures::tile(&cell.text).is_some());
        self.reference(at).is_some()
            || whole
            || (worded && !values.any(|cell| figures::is_open(&cell.text)) && self.ends_a_name(at))
    }

    /// Whether the name on a line ends there, and the next begins afresh.
    fn ends_a_name(&self, at: usize) -> bool {
        let label = self.label(at);
        !label.is_empty()
            && !names::is_unfinished(label)
            && self.label_below(at).is_none_or(|next| !names::begins_mid_sentence(next))
    }

    /// Whether a line goes on with open cells and has no figures of its own.
    fn finishes(&self, at: usize, open: &[usize]) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let filled = |column: usize| line.get(column).filter(|cell| !cell.is_blank());
        let goes_on = open.iter().any(|&column| filled(column).is_some());
        let mut others = self.columns.of(Holds::Figures).filter(|column| !open.contains(column));
        let has_figures = others.any(|at| filled(at).is_some_and(|cell| figures::tile(&cell.text).is_some()));
        goes_on && !has_figures
    }

    /// Whether a line holds nothing but the end of the name above it: it goes on in the middle of a sentence,
    /// and the line after it begins afresh. Where that begins as no other line does it might go on too, and
    /// the line above must be free of anything that could be the head of its name.
    fn ends_name_of(&self, closing: usize, at: usize) -> bool {
        let fresh_below = |below: &str| {
            let free = !names::may_hold_a_border(self.label(closing), self.beginnings);
            self.beginnings.are_those_of(below) || (free && !names::begins_mid_sentence(below))
        };
        at < self.lines.len()
            && self.reference(at).is_none()
            && self.values(at).next().is_none()
            && names::begins_mid_sentence(self.label(at))
            && !names::is_unfinished(self.label(at))
            && self.label_below(at).is_none_or(fresh_below)
    }
}

/// The lines with the figures, marks and comments of garbled echoes taken out; their names stay.
pub(super) fn without_echoes(lines: &[Line], columns: &Columns) -> Vec<Line> {
    let keep = |cell: &Cell, holds: Holds| {
        let text = if holds == Holds::Names { cell.text.clone() } else { String::new() };
        Cell { text, ..cell.clone() }
    };
    let clean = |(at, line): (usize, &Line)| match at.checked_sub(1).map(|above| &lines[above]) {
        Some(above) if echo::is_echo(line, above, columns) => {
            line.iter().zip(&columns.holds).map(|(cell, holds)| keep(cell, *holds)).collect()
        }
        _ => line.clone(),
    };
    lines.iter().enumerate().map(clean).collect()
}

#[cfg(test)]
mod tests {
    use boardlift_model::Place;

    use super::*;

    /// Lines of `number | name | figure | figure`, and the lines of each group, from 0; a group without a
    /// closing line has a `-`.
    fn check(text: &str, expected: &str) {
        let cells = |line: &str| line.split('|').map(|cell| Cell::new(cell.trim(), Place::Line(1))).collect();
        let lines: Vec<Line> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(cells).collect();
        let columns = Columns {
            headings: ["Ref", "Indicator", "Q1", "Q2"].map(str::to_owned).to_vec(),
            holds: vec![Holds::References, Holds::Names, Holds::Figures, Holds::Figures],
            names: 1,
            references: Some(0),
        };
        let mut beginnings = Beginnings::default();
        for line in &lines {
            beginnings.learn(&line[1].text, true);
        }
        let lines = without_echoes(&lines, &columns);
        let stretch = Stretch { lines: &lines, next: None, columns: &columns, beginnings: &beginnings };
        let mut shown = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let group = stretch.group(at);
            let numbers: Vec<String> = group.lines.clone().map(|at| at.to_string()).collect();
            let mark = if group.closing.is_some() { "" } else { "-" };
            shown.push(format!("{}{mark}", numbers.join("+")));
            at = group.lines.end;
        }
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn whole_rows() {
        check("1|Lamps|5|6\n2|Roads|7|8\n|Ponds|9|10\n4|Parks||", "0 1 2 3");
    }

    #[test]
    fn names_above_their_figures() {
        check("|Lamps lit in|5% (of|\n|the whole town|all)|6%", "0+1");
        check("|Lamps lit in||\n4|the whole town|5|6\n|Roads||\n|and paths|7|8", "0+1 2+3");
        check("|Lamps lit by our own|12% by our own|\n7|count|count|6", "0+1");
    }

    #[test]
    fn lines_that_only_finish() {
        check("1|Lamps|5|no survey (it\n||  |was closed)\n2|Roads|7|8", "0+1 2");
        check("1|Lamps lit|5|6\n|at night||\n2|Roads|7|8", "0+1 2");
        check("1|Lamps|5|no survey (it\n2|Roads|7|8", "0 1");
    }

    #[test]
    fn lines_that_belong_below() {
        check("1|Lamps|5|6\n|% of roads||\n|in town|7|8", "0 1+2");
        check("1|Lamps|5|6\n|Ponds||", "0 1-");
    }

    #[test]
    fn words_for_figures() {
        check("|Lamps|Below average|\n|Roads|7|8", "0 1");
        check("|Lamps|80%|67%\n|lit and|8070|67%\n|swept|4|5", "0 1+2");
    }
}
