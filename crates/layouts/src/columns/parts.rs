//! The column that says of each row which kind of figure it holds, whom it describes or for which period: `Actual | Target |
//! England`. It parts the rows of indicators, whatever its own heading says, but for one of judgements, directions or notes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_model::Cell;

use super::{Column, Reason, Use};
use crate::subject::{self, Subject};

/// How many cells may stand before the figures of a row: its number, its name, its label.
const MOST_NAMES: usize = 3;

/// Takes the column of such labels for the parts of indicators. There must be names for them to stand beside: in the only
/// column of words the labels are all that there is.
pub(super) fn find_labels(columns: &mut [Column], body: &[Vec<Cell>]) {
    let remarks = [Role::Rag, Role::Direction, Role::DesiredDirection, Role::Note];
    let is_remark = |at: usize| remarks.iter().any(|role| columns[at].is(*role));
    let are_parts = |at: usize| columns[at].value().is_none() && !is_remark(at) && are_labels(at, body);
    let Some(found) = (0..columns.len()).find(|&at| are_parts(at)) else { return };
    let is_name = |at: usize| at != found && columns[at].value().is_none() && has_words(at, body);
    if (0..columns.len()).any(is_name) && !columns[found].is(Role::Reference) {
        columns[found].take(Use::Breakdown, Reason::Contents);
    }
}

/// Whether every printed cell is such a label, with two different ones at least, one of which says more than a period.
fn are_labels(at: usize, body: &[Vec<Cell>]) -> bool {
    let mut labels: BTreeSet<&str> = BTreeSet::new();
    let printed = body.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_blank());
    for cell in printed {
        if !labels.contains(cell.text.as_str()) && !subject::is_label(&cell.text) {
            return false;
        }
        labels.insert(&cell.text);
    }
    let is_figure = |words: &&str| matches!(subject::of(words), Some(Subject::Kind(_) | Subject::Area(_)));
    labels.len() > 1 && labels.iter().any(is_figure)
}

/// Whether a column holds words that are no such label.
fn has_words(at: usize, body: &[Vec<Cell>]) -> bool {
    let mut cells = body.iter().filter_map(|row| row.get(at));
    cells.any(|cell| cell.text.contains(char::is_alphabetic) && !subject::is_label(&cell.text))
}

/// The rows whose cells say what their columns hold: all but those of judgements, arrows and comments, and those of one
/// cell, which head a group wherever they stand: `Waiting lists` among the numbers of the rows.
pub(super) fn rows_of_figures(body: &[Vec<Cell>]) -> Cow<'_, [Vec<Cell>]> {
    let speaks = |row: &[Cell]| is_of_several(row) && !is_of_remarks(row);
    if body.iter().all(|row| speaks(row)) || !body.iter().any(|row| is_of_several(row)) {
        return Cow::Borrowed(body);
    }
    body.iter().filter(|row| speaks(row)).cloned().collect()
}

fn is_of_several(row: &[Cell]) -> bool {
    row.iter().filter(|cell| !cell.is_blank()).nth(1).is_some()
}

fn is_of_remarks(row: &[Cell]) -> bool {
    let mut names = row.iter().filter(|cell| !cell.is_blank()).take(MOST_NAMES);
    names.any(|cell| matches!(subject::of(&cell.text), Some(Subject::Remarks(_))))
}
