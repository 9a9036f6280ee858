//! Names that wander into the next line.
//!
//! A converter that cuts a table by lines of ink ends a name on one line and begins the next on the same
//! line. The figures of a line belong to the name that ends there. So the rows are walked down with the head
//! of the name that is open. Whether a line also holds the head of the next name is told by the line below:
//! where that goes on in the middle of a sentence, this one must. A name whose border is not certain is lost,
//! and its figures are left out.

use boardlift_model::{Cell, Place};

use super::cells::{self, Doubt, Pieces};
use super::header::{Columns, Holds, Line};
use super::lines::{self, Group, Stretch};
use super::merged::{self, Share};
use super::names::{self, Beginnings};
use super::rows::{Gap, Item, Reason, Reference, Repair, Row};

/// Longer than any name, in bytes: words that no figures close are prose.
const LONGEST_NAME: usize = 1_000;

/// The head of a name that goes on below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Head {
    /// No name is open.
    #[default]
    None,
    /// A name is open with these words.
    Open(Open),
    /// A name is open, but not all of its words are known.
    Broken,
}

/// The words of a name that goes on below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Open {
    /// The words.
    pub(super) words: String,
    /// Whether they were taken off the end of a row's line.
    torn_off: bool,
    /// Whether lines without figures went into them.
    alone: bool,
}

/// The rows of a stretch of lines, and the name that is open at its end. `next` is how the line of names
/// below the stretch begins, where there is one.
pub(super) fn rows(
    lines: &[Line],
    next: Option<&str>,
    columns: &Columns,
    beginnings: &Beginnings,
) -> (Vec<Item>, Head) {
    let lines = lines::without_echoes(lines, columns);
    let stretch = Stretch { lines: &lines, next, columns, beginnings };
    let mut walk = Walk { stretch, items: Vec::new(), head: Head::None, strays: Pieces::none() };
    let mut at = 0;
    while at < lines.len() {
        let group = walk.stretch.group(at);
        at = group.lines.end;
        walk.take(&group);
    }
    (walk.items, walk.head)
}

struct Walk<'a> {
    stretch: Stretch<'a>,
    items: Vec<Item>,
    head: Head,
    /// What the last lines of the row before may hold for the next row.
    strays: Pieces,
}

/// What the column of names says of a row's lines.
struct Naming {
    /// A name for each row that was run together; nothing where they are lost.
    names: Option<Vec<String>>,
    /// What is left over for the next row.
    head: Head,
}

impl<'a> Walk<'a> {
    fn take(&mut self, group: &Group) {
        let head = std::mem::take(&mut self.head);
        let Some(closing) = group.closing else {
            self.head = self.left_open(group, head);
            return;
        };
        let (pieces, strays) = cells::pieces(&self.stretch, group, closing);
        let strays = std::mem::replace(&mut self.strays, strays);
        let inherits = match &head {
            Head::None => false,
            Head::Open(open) => open.torn_off,
            Head::Broken => true,
        };
        let share = merged::share(&pieces.figures(self.stretch.columns));
        let joined = group.lines.len() > 1 || head != Head::None;
        let Naming { names, head } = self.name(group, head, share);
        let doubt = Doubt { torn: head != Head::None, inherits };
        self.head = head;
        let rows = match share {
            Share::One => Some(1),
            Share::Many(rows) => u32::try_from(rows).ok(),
            Share::Unclear => None,
        };
        let items = if let Some(names) = names.filter(|_| share != Share::Unclear) {
            let blank = Cell::new("", self.place(closing));
            let row = pieces.row(&strays, self.stretch.columns, doubt, &blank);
            self.rows(group, row, names, doubt, joined || doubt.torn)
        } else {
            let reason = if rows.is_some() { Reason::NameLost } else { Reason::FiguresUnclear };
            vec![self.gap(closing, rows, &pieces, reason)]
        };
        self.items.extend(items);
    }

    /// Lines at the end of a stretch that no figures close: their words are the head of a name.
    fn left_open(&mut self, group: &Group, head: Head) -> Head {
        let last = group.lines.end - 1;
        let (pieces, _) = cells::pieces(&self.stretch, group, last);
        if pieces.count(self.stretch.columns) > 0 {
            self.items.push(self.gap(last, None, &pieces, Reason::FiguresUnclear));
        }
        self.labels(group).into_iter().fold(head, |head, label| self.longer(&head, label))
    }

    fn labels(&self, group: &Group) -> Vec<&'a str> {
        group.lines.clone().map(|at| self.stretch.label(at)).filter(|label| !label.is_empty()).collect()
    }

    /// The names of a row's lines, and the head of the next name on the last of them.
    fn name(&mut self, group: &Group, head: Head, share: Share) -> Naming {
        let labels = self.labels(group);
        let Some((last, before)) = labels.split_last() else {
            let head = if head == Head::None { Head::None } else { Head::Broken };
            return Naming { names: None, head };
        };
        let rows = if let Share::Many(rows) = share { rows } else { 1 };
        let beginnings = self.stretch.beginnings;
        if group.finished {
            let (before, closing) = before.split_at(before.len().saturating_sub(1));
            let head = before.iter().fold(head, |head, label| self.longer(&head, label));
            let opening =
                closing.first().and_then(|closing| Some(after(self.opening(&head, closing)?, closing)));
            let whole = opening.map(|words| after(words, last));
            return Naming { names: whole.and_then(|name| split(&name, rows, beginnings)), head: Head::None };
        }
        let head = before.iter().fold(head, |head, label| self.longer(&head, label));
        let opening = self.opening(&head, last);
        let below = self.stretch.label_below(group.lines.end - 1);
        let wanders = opening.is_none() || matches!(&head, Head::Open(open) if open.torn_off);
        let (names, head) =
            ends(opening.as_deref().unwrap_or_default(), last, below, rows, wanders, beginnings);
        Naming { names: names.filter(|_| opening.is_some()), head }
    }

    /// The open head, a line without figures added to it.
    fn longer(&mut self, head: &Head, label: &str) -> Head {
        let torn_off = matches!(head, Head::Open(open) if open.torn_off);
        match self.opening(head, label) {
            Some(words) if words.len() + label.len() <= LONGEST_NAME => {
                Head::Open(Open { words: after(words, label), torn_off, alone: true })
            }
            _ => Head::Broken,
        }
    }

    /// The words that a name opens with above this line, if any; nothing where that can't be told.
    ///
    /// Where words above the line don't go on in it, they were no head but the end of the name before, or a
    /// title over a group of rows: nobody can say, and the name before is lost.
    fn opening(&mut self, head: &Head, line: &str) -> Option<String> {
        let mid_sentence = names::begins_mid_sentence(line);
        let open = match head {
            Head::Broken => return None,
            Head::None => return (!mid_sentence).then(String::new),
            Head::Open(open) => open,
        };
        // The head was read twice: at the end of the line above and on its own line.
        if line.starts_with(open.words.as_str()) {
            return Some(String::new());
        }
        let begins_as_others = self.stretch.beginnings.are_those_of(line);
        let unfinished = names::is_unfinished(&open.words);
        let must_go_on = unfinished || (open.torn_off && !open.alone);
        if mid_sentence || (must_go_on && !begins_as_others) {
            return Some(open.words.clone());
        }
        let unclaimed = begins_as_others && !open.torn_off && !unfinished;
        self.lose_last_name();
        unclaimed.then(String::new)
    }

    /// Takes back the row before: its name may go on in words that were taken for a head.
    fn lose_last_name(&mut self) {
        if let Some(Item::Row(row)) = self.items.last() {
            let figures =
                self.stretch.columns.of(Holds::Figures).filter(|&at| !row.cells[at].is_blank()).count();
            let gap = Gap {
                place: row.place.clone(),
                rows: Some(1),
                figures: u32::try_from(figures).unwrap_or(u32::MAX),
                reason: Reason::NameLost,
            };
            self.items.pop();
            self.items.push(Item::Gap(gap));
        }
    }

    fn rows(
        &self,
        group: &Group,
        row: Vec<Cell>,
        names: Vec<String>,
        doubt: Doubt,
        joined: bool,
    ) -> Vec<Item> {
        let columns = self.stretch.columns;
        let (count, repair) = match (names.len(), joined) {
            (1, false) => (1, Repair::Nothing),
            (1, true) => (1, Repair::Joined),
            (count, _) => (count, Repair::TakenApart),
        };
        let mut rows = merged::each(row, count, columns);
        if let [row] = rows.as_mut_slice() {
            cells::lose_doubtful(row, columns, doubt);
        }
        let reference = self.reference(group, count);
        let place = self.place(group.closing.unwrap_or(group.lines.start));
        let row = |(name, cells)| {
            Item::Row(Row { place: place.clone(), reference: reference.clone(), name, cells, repair })
        };
        names.into_iter().zip(rows).map(row).collect()
    }

    /// The clean number beside a row's lines, where they agree on one.
    fn reference(&self, group: &Group, rows: usize) -> Reference {
        let mut printed = group.lines.clone().filter_map(|at| self.stretch.reference(at));
        match printed.next() {
            Some(first) if !printed.all(|other| other == first) => Reference::Missing,
            Some(first) if rows == 1 => Reference::Printed(first.to_owned()),
            Some(first) => Reference::Shared(first.to_owned()),
            None => Reference::Missing,
        }
    }

    fn gap(&self, closing: usize, rows: Option<u32>, pieces: &Pieces, reason: Reason) -> Item {
        Item::Gap(Gap {
            place: self.place(closing),
            rows,
            figures: pieces.count(self.stretch.columns),
            reason,
        })
    }

    fn place(&self, at: usize) -> Place {
        self.stretch.lines[at].first().map_or(Place::Line(0), |cell| cell.place.clone())
    }
}

/// The names that end on a row's last line, and the head that is left over. `start` is what stands above that
/// line, `below` what stands under it; `wanders` says that the line above held the row's head.
fn ends(
    start: &str,
    last: &str,
    below: Option<&str>,
    rows: usize,
    wanders: bool,
    beginnings: &Beginnings,
) -> (Option<Vec<String>>, Head) {
    let whole = after(start.to_owned(), last);
    let Some(below) = below else {
        return (split(&whole, rows, beginnings), Head::None);
    };
    let goes_on = names::begins_mid_sentence(below) || names::is_unfinished(last);
    // Where the line below begins as no other does it may go on too: `… who feel that their SEN` above
    // `Support will help`. Where names wander, one known beginning on the line is then the head; without it
    // nobody can say whether a capital on the line is one.
    let known = names::known_borders(last, beginnings);
    let in_doubt = known > 0 || (!start.is_empty() || wanders) && names::may_hold_a_border(last, beginnings);
    let may_go_on = rows == 1 && in_doubt && !beginnings.are_those_of(below);
    if goes_on || (may_go_on && wanders && known == 1) {
        let torn = if rows == 1 {
            torn_off(start, last, beginnings)
        } else {
            torn_off_many(&whole, rows, beginnings)
        };
        return torn.map_or((None, Head::Broken), |(names, words)| {
            (Some(names), Head::Open(Open { words, torn_off: true, alone: false }))
        });
    }
    if may_go_on {
        return (None, Head::Broken);
    }
    let own = names::without_overlap(last, below);
    (split(&after(start.to_owned(), own), rows, beginnings), Head::None)
}

/// The name that ends on a line, and the head of the next one.
fn torn_off(start: &str, last: &str, beginnings: &Beginnings) -> Option<(Vec<String>, String)> {
    let (end, head) = names::split_off_head(last, beginnings)?;
    Some((vec![after(start.to_owned(), end)], head.to_owned()))
}

/// The names of several rows that end on a line, and the head of the next one.
fn torn_off_many(whole: &str, rows: usize, beginnings: &Beginnings) -> Option<(Vec<String>, String)> {
    let mut names = split(whole, rows + 1, beginnings)?;
    let head = names.pop()?;
    Some((names, head))
}

fn split(text: &str, rows: usize, beginnings: &Beginnings) -> Option<Vec<String>> {
    Some(names::split(text, rows, beginnings)?.into_iter().map(str::to_owned).collect())
}

fn after(mut start: String, end: &str) -> String {
    if !start.is_empty() {
        start.push(' ');
    }
    start.push_str(end);
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of `number | name | figure | figure | mark` and the rows that come of them, one a line as
    /// `number name: figure, figure, mark`; a blank is `·`, a lost cell `?`, a gap `(rows figures)`.
    fn check(text: &str, next: Option<&str>, expected: &str) {
        let cells = |line: &str| line.split('|').map(|cell| Cell::new(cell.trim(), Place::Line(1))).collect();
        let lines: Vec<Line> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(cells).collect();
        let columns = Columns {
            headings: ["Ref", "Indicator", "Q1", "Q2", "RAG"].map(str::to_owned).to_vec(),
            holds: vec![Holds::References, Holds::Names, Holds::Figures, Holds::Figures, Holds::Marks],
            names: 1,
            references: Some(0),
        };
        let mut beginnings = Beginnings::default();
        for line in &lines {
            beginnings.learn(&line[1].text, true);
        }
        let (items, _) = rows(&lines, next, &columns, &beginnings);
        let shown: Vec<String> = items.iter().map(show).collect();
        let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(shown, expected, "{text}");
    }

    fn show(item: &Item) -> String {
        match item {
            Item::Gap(gap) => {
                format!("({} {})", gap.rows.map_or("?".to_owned(), |rows| rows.to_string()), gap.figures)
            }
            Item::Row(row) => {
                let reference = match &row.reference {
                    Reference::Printed(number) => format!("{number} "),
                    Reference::Counted(number) => format!("+{number} "),
                    Reference::Shared(number) => format!("~{number} "),
                    Reference::Missing => String::new(),
                };
                let lost = boardlift_model::Certainty::Lost;
                let text = |cell: &Cell| match cell.text.as_str() {
                    _ if cell.certainty == lost => "?".to_owned(),
                    "" => "·".to_owned(),
                    text => text.to_owned(),
                };
                let cells: Vec<String> = row.cells[2..].iter().map(text).collect();
                format!("{reference}{}: {}", row.name, cells.join(", "))
            }
        }
    }

    #[test]
    fn whole_rows_stay() {
        check("1|Lamps lit|5|6|G\n2|Roads swept|7||", None, "1 Lamps lit: 5, 6, G\n2 Roads swept: 7, ·, ·");
    }

    #[test]
    fn names_over_several_lines() {
        check("|Lamps lit in the|||\n1|whole town|5|6|G", None, "1 Lamps lit in the whole town: 5, 6, G");
        check(
            "1|Lamps lit|5|6|G\n|at night|||\n2|Roads|7|8|R",
            None,
            "1 Lamps lit at night: 5, 6, G\n2 Roads: 7, 8, R",
        );
        check(
            "|Street scene|||\n|% of lamps|5|6|G\n|% of roads|7|8|R",
            None,
            "% of lamps: 5, 6, G\n% of roads: 7, 8, R",
        );
    }

    #[test]
    fn names_that_wander() {
        check(
            "|% of lamps mended|||\n7|within a day % of roads swept|5%|6%|G\n8|every week (in town) % of ponds|7%|8%|\n9|dug|1%|2%|R",
            None,
            "7 % of lamps mended within a day: 5%, 6%, ?\n\
             8 % of roads swept every week (in town): 7%, 8%, ?\n\
             9 % of ponds dug: 1%, 2%, R",
        );
        check(
            "|% of lamps|||\n7|lit % of walkers met by the|5%|6%|\n8|Highways Service|7%|8%|\n9|% of roads|1%|2%|",
            None,
            "7 % of lamps lit: 5%, 6%, ?\n8 % of walkers met by the Highways Service: 7%, 8%, ?\n9 % of roads: 1%, 2%, ·",
        );
    }

    #[test]
    fn lines_alone() {
        check("|Lamps lit||| \n|Town Centre|5|6|G\n|Roads|7|8|R", None, "(1 2)\nRoads: 7, 8, R");
        check("|Lamps|5|6|G\n|% of ponds|||", Some("dug by us"), "Lamps: 5, 6, G");
    }

    #[test]
    fn the_next_name_read_twice() {
        check(
            "1|Lamps lit % of roads swept in|5|6|G\n2|% of roads swept in town|7|8|R",
            None,
            "1 Lamps lit: 5, 6, ?\n2 % of roads swept in town: 7, 8, R",
        );
    }

    #[test]
    fn names_without_a_sure_border_are_lost() {
        check("1|of all the lamps|5|6|G\n2|Roads|7|8|R", None, "(1 2)\n2 Roads: 7, 8, R");
        check("1|Lamps lit|5|6|G\n2|and of roads|7|8|R", None, "(1 2)\n(1 2)");
        check("1||5|6|G\n2|Roads|7|8|R", None, "(1 2)\n2 Roads: 7, 8, R");
    }

    #[test]
    fn rows_run_together() {
        check(
            "1|Lamps lit|1|2|G\n4|New lamps Old lamps|5 6|7 8|G R\n9|Roads|1|2|",
            None,
            "1 Lamps lit: 1, 2, G\n~4 New lamps: 5, 7, G\n~4 Old lamps: 6, 8, R\n9 Roads: 1, 2, ·",
        );
        check("1|New lamps Old lamps|5 6|7|G\n2|Roads|1|2|", None, "(? 3)\n2 Roads: 1, 2, ·");
        check("1||5 6|7 8|G\n2|Roads|1|2|", None, "(2 4)\n2 Roads: 1, 2, ·");
    }

    #[test]
    fn cells_over_several_lines() {
        check(
            "1|Lamps|5|No count (it|\n||| was closed)|\n2|Roads|7|8|",
            None,
            "1 Lamps: 5, No count (it was closed), ·\n2 Roads: 7, 8, ·",
        );
    }
}
