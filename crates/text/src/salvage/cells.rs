//! The cells of one row from the pieces that stand on its lines.
//!
//! Pieces are joined only where the words themselves say that they belong together: an open bracket, or words
//! that go on after words. Two figures that meet in one cell are never both right, and the cell is lost.

use boardlift_lexicon::missing;
use boardlift_model::Cell;

use super::figures::{self, Sign};
use super::header::{Columns, Holds};
use super::lines::{Group, Stretch};
use super::merged;

/// What casts doubt on which row the words of a line belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The name of the next row begins on the row's last line: words beside it may be either row's.
    pub(super) torn: bool,
    /// The name began on the last line of the row before.
    pub(super) inherits: bool,
}

/// The pieces of a row's cells, by column, from the uppermost line down.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pieces(Vec<Vec<Cell>>);

/// The pieces of a row's cells; and those on the lines below its figures that are no part of an open cell,
/// which may be the next row's.
pub(super) fn pieces(stretch: &Stretch<'_>, group: &Group, closing: usize) -> (Pieces, Pieces) {
    let width = stretch.columns.holds.len();
    let mut own = vec![Vec::new(); width];
    let mut strays = vec![Vec::new(); width];
    for (at, holds) in stretch.columns.holds.iter().enumerate() {
        let mut depth = 0;
        for line in group.lines.clone() {
            let Some(cell) = stretch.lines[line].get(at).filter(|cell| !cell.is_blank()) else { continue };
            let below = line > closing && !(*holds == Holds::Figures && depth > 0);
            let pieces = if below { &mut strays } else { &mut own };
            pieces[at].push(cell.clone());
            depth = figures::depth_after(depth, &cell.text);
        }
    }
    (Pieces(own), Pieces(strays))
}

impl Pieces {
    /// No pieces at all.
    pub(super) fn none() -> Self {
        Pieces(Vec::new())
    }

    /// The whole row: one cell a column, at the given blank cell's place where nothing is printed. `strays`
    /// are pieces on the line above that may be this row's.
    pub(super) fn row(&self, strays: &Pieces, columns: &Columns, doubt: Doubt, blank: &Cell) -> Vec<Cell> {
        let cell = |(at, holds): (usize, &Holds)| {
            let own: &[Cell] = self.0.get(at).map_or(&[], Vec::as_slice);
            let stray = strays.0.get(at).and_then(|pieces| pieces.first());
            match holds {
                Holds::Figures => figure(own, stray, doubt, blank),
                Holds::Marks => mark(own, stray, doubt, blank),
                Holds::Words => words(own, stray, doubt, blank),
                Holds::Sections | Holds::References | Holds::Names => blank.clone(),
            }
        };
        columns.holds.iter().enumerate().map(cell).collect()
    }

    /// The words in each column of figures.
    pub(super) fn figures(&self, columns: &Columns) -> Vec<String> {
        let text =
            |pieces: &Vec<Cell>| pieces.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
        columns.of(Holds::Figures).filter_map(|at| self.0.get(at)).map(text).collect()
    }

    /// How many figures stand in the pieces.
    pub(super) fn count(&self, columns: &Columns) -> u32 {
        let cells = columns.of(Holds::Figures).filter_map(|at| self.0.get(at)).flatten();
        cells.map(|cell| figures::count(&cell.text)).sum()
    }
}

/// A cell of figures. What a stray piece may add to it makes it doubtful, unless that is illegible.
fn figure(own: &[Cell], stray: Option<&Cell>, doubt: Doubt, blank: &Cell) -> Cell {
    let Some(cell) = joined(own, doubt) else {
        return if stray.is_some() { merged::lost(blank) } else { blank.clone() };
    };
    let claimed = stray.is_some_and(|stray| figures::count(&stray.text) > 0 || !is_whole(&cell.text));
    if claimed { merged::lost(&cell) } else { cell }
}

/// The pieces as one cell; nothing where there are none.
fn joined(pieces: &[Cell], doubt: Doubt) -> Option<Cell> {
    let (first, rest) = pieces.split_first()?;
    let mut cell = first.clone();
    for piece in rest {
        if !belongs_to(&piece.text, &cell.text, doubt) {
            return Some(merged::lost(&cell));
        }
        cell.text = format!("{} {}", cell.text, piece.text);
    }
    Some(cell)
}

/// Whether a piece goes on where the piece above it stops.
fn belongs_to(piece: &str, above: &str, doubt: Doubt) -> bool {
    let continues = figures::is_open(above) || piece.starts_with('(');
    let holds_figure = figures::count(piece) > 0 || missing::status(piece).is_some();
    continues || (!doubt.torn && !is_whole(above) && !holds_figure)
}

/// Whether a cell holds figures and known wordings alone.
fn is_whole(text: &str) -> bool {
    figures::tile(text).is_some()
}

/// Loses the cells of one row that can't be believed. Whole figures and known wordings stand as they are.
/// Other words are kept where no second row can claim them.
pub(super) fn lose_doubtful(row: &mut [Cell], columns: &Columns, doubt: Doubt) {
    for at in columns.of(Holds::Figures) {
        let text = row[at].text.as_str();
        let words_stand = is_statement(text) && !doubt.torn;
        if !text.is_empty() && !figures::is_one(text) && !words_stand {
            row[at] = merged::lost(&row[at]);
        }
    }
    lose_misread(row, columns);
}

/// Words that may stand for a figure as they are: `Boys: 43% (9/21)`. A piece that begins or ends in the
/// middle is none, nor is what holds neither a word nor a legible figure.
fn is_statement(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "£<>(".contains(c));
    begins && text.chars().any(char::is_alphabetic) && !figures::is_open(text)
}

/// A large bare number, or a fraction, among percentages is a misread sign of percentage: `8070` for `80%`.
fn lose_misread(row: &mut [Cell], columns: &Columns) {
    let percentages =
        columns.of(Holds::Figures).filter(|&at| figures::sign(&row[at].text) == Sign::Percent).count();
    if percentages < 2 {
        return;
    }
    for at in columns.of(Holds::Figures) {
        let text = row[at].text.as_str();
        let misread = match figures::sign(text) {
            Sign::Bare => text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit()),
            Sign::Fraction => true,
            _ => false,
        };
        if misread {
            row[at] = merged::lost(&row[at]);
        }
    }
}

/// A cell of judgements: the only piece, where no other row can claim it. A row that inherits its name may
/// have left its mark on the line above, so that no mark is no blank.
fn mark(own: &[Cell], stray: Option<&Cell>, doubt: Doubt, blank: &Cell) -> Cell {
    match own {
        [] if doubt.torn || doubt.inherits || stray.is_some() => merged::lost(blank),
        [] => blank.clone(),
        [only] if !doubt.torn && stray.is_none() => only.clone(),
        [first, ..] => merged::lost(first),
    }
}

/// A cell of words: the only piece, where no other row can claim it.
fn words(own: &[Cell], stray: Option<&Cell>, doubt: Doubt, blank: &Cell) -> Cell {
    match own {
        [] if stray.is_some() => merged::lost(blank),
        [] => blank.clone(),
        [only] if !doubt.torn && stray.is_none() => only.clone(),
        [first, ..] => merged::lost(first),
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Certainty, Place};

    use super::*;

    const SURE: Doubt = Doubt { torn: false, inherits: false };
    const TORN: Doubt = Doubt { torn: true, inherits: false };
    const INHERITS: Doubt = Doubt { torn: false, inherits: true };

    fn cells(text: &str) -> Vec<Cell> {
        text.split('|').filter(|text| !text.is_empty()).map(|text| Cell::new(text, Place::Line(1))).collect()
    }

    fn show(cell: &Cell) -> &str {
        if cell.certainty == Certainty::Lost { "?" } else { &cell.text }
    }

    /// The pieces in one column, the stray piece above them, and the cell that comes of them; `?` is a lost
    /// one.
    fn check(holds: Holds, pieces: &str, stray: &str, doubt: Doubt, expected: &str) {
        let columns =
            Columns { headings: vec![String::new()], holds: vec![holds], names: 0, references: None };
        let own = Pieces(vec![cells(pieces)]);
        let stray = Pieces(vec![cells(stray)]);
        let mut row = own.row(&stray, &columns, doubt, &Cell::new("", Place::Line(1)));
        lose_doubtful(&mut row, &columns, doubt);
        assert_eq!(show(&row[0]), expected, "{pieces}");
    }

    #[test]
    fn figures_from_pieces() {
        check(Holds::Figures, "", "", SURE, "");
        check(Holds::Figures, "5%", "", SURE, "5%");
        check(Holds::Figures, "43%|(9/21)", "", SURE, "43% (9/21)");
        check(Holds::Figures, "Boys: 43%|(9/21)", "", SURE, "Boys: 43% (9/21)");
        check(Holds::Figures, "55% (of|all)", "", TORN, "55% (of all)");
        check(Holds::Figures, "12% by our own|count", "", SURE, "12% by our own count");
        check(Holds::Figures, "80%", "000/", SURE, "80%");
    }

    #[test]
    fn figures_that_are_lost() {
        check(Holds::Figures, "5%|6%", "", SURE, "?");
        check(Holds::Figures, "5%|soon", "", SURE, "?");
        check(Holds::Figures, "Boys: 5%", "", TORN, "?");
        check(Holds::Figures, "12% by our own|count", "", TORN, "?");
        check(Holds::Figures, "No survey (it was", "", SURE, "?");
        check(Holds::Figures, "to the survey)", "", SURE, "?");
        check(Holds::Figures, ",as cioseuj", "", SURE, "?");
        check(Holds::Figures, "000/", "", SURE, "?");
        check(Holds::Figures, "80%", "Boys: 58%", SURE, "?");
        check(Holds::Figures, "", "80%", SURE, "?");
    }

    #[test]
    fn marks_and_words() {
        check(Holds::Marks, "G", "", SURE, "G");
        check(Holds::Marks, "", "", SURE, "");
        check(Holds::Marks, "", "", INHERITS, "?");
        check(Holds::Marks, "G", "", INHERITS, "G");
        check(Holds::Marks, "G", "", TORN, "?");
        check(Holds::Marks, "G|R", "", SURE, "?");
        check(Holds::Marks, "G", "R", SURE, "?");
        check(Holds::Words, "seen", "", SURE, "seen");
        check(Holds::Words, "", "", INHERITS, "");
        check(Holds::Words, "seen|by us", "", SURE, "?");
        check(Holds::Words, "seen", "", TORN, "?");
        check(Holds::Words, "", "seen", SURE, "?");
    }

    #[test]
    fn misread_percentages() {
        let cases = [
            ("80%|8070|67%", "80%|?|67%"),
            ("80%|5/4|67%", "80%|?|67%"),
            ("80%|12|67%", "80%|12|67%"),
            ("80%|8070", "80%|8070"),
        ];
        for (text, expected) in cases {
            let mut row = cells(text);
            let holds = vec![Holds::Figures; row.len()];
            let columns =
                Columns { headings: vec![String::new(); row.len()], holds, names: 0, references: None };
            lose_doubtful(&mut row, &columns, SURE);
            assert_eq!(row.iter().map(show).collect::<Vec<_>>().join("|"), expected);
        }
    }
}
