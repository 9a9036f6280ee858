//! Whether a row heads a table, by its words and by its look.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{judgement, missing, value};
use boardlift_model::Status;

use super::line::Line;
use crate::worksheet::{SheetCell, Worksheet};

/// Any year will do to see that `Q1` names a period.
const ANY_YEARS: Years = Years { financial: Some(2000), academic: Some(2000) };

/// Whether a row heads the rows below it: it holds no figure, and its words are known headings, or it is set apart as
/// a whole from the row below, in bold or on a fill.
pub(super) fn heads(line: &Line<'_>, below: Option<&Line<'_>>, sheet: &Worksheet) -> bool {
    if line.is_lone() || holds_figures(line) {
        return false;
    }
    is_known(line) || below.is_some_and(|below| is_set_apart(line, below, sheet))
}

/// Whether a row is one of known headings.
pub(super) fn is_known(line: &Line<'_>) -> bool {
    let known = line.cells.iter().filter(|cell| heading::read(&cell.text, ANY_YEARS).role.is_some()).count();
    2 * known > line.cells.len() && !holds_figures(line)
}

/// Whether any cell holds a figure. A year or a quarter is none.
pub(super) fn holds_figures(line: &Line<'_>) -> bool {
    line.cells.iter().any(|cell| is_figure(&cell.text))
}

/// Whether the row begins with a name: words that are no figure, no judgement and no word for a missing figure.
pub(super) fn begins_with_name(line: &Line<'_>) -> bool {
    line.cells.first().is_some_and(|cell| {
        cell.text.contains(char::is_alphabetic)
            && !is_figure(&cell.text)
            && missing::status(&cell.text).is_none()
            && judgement::rag(&cell.text).is_none()
    })
}

/// Whether the row heads a column for the names of indicators.
pub(super) fn names_indicators(line: &Line<'_>) -> bool {
    line.cells.iter().any(|cell| heading::read(&cell.text, ANY_YEARS).role == Some(Role::Indicator))
}

/// Whether the row begins with the heading of names or numbers, as a table of labels does: `Measure | Homes let`.
pub(super) fn begins_with_heading_of_names(line: &Line<'_>) -> bool {
    let role = line.cells.first().and_then(|cell| heading::read(&cell.text, ANY_YEARS).role);
    matches!(role, Some(Role::Indicator | Role::Reference))
}

/// Whether a text is a figure. The date that brackets behind it give, `12.1% (May 2023)`, makes no period of it.
fn is_figure(text: &str) -> bool {
    let before = text.split_once('(').map_or(text, |(before, _)| before.trim());
    let period = if before.is_empty() { text } else { before };
    value::read(text, Years::default()).cell.status == Status::Reported
        && period::find(period, Years::default()).is_none()
}

fn is_set_apart(line: &Line<'_>, below: &Line<'_>, sheet: &Worksheet) -> bool {
    let look = |cell: &&SheetCell| sheet.look(cell);
    let all_bold = |line: &Line<'_>| line.cells.iter().map(look).all(|look| look.bold);
    let fill = |line: &Line<'_>| {
        let first = line.cells.first().and_then(|cell| look(cell).fill);
        first.filter(|_| line.cells.iter().map(look).all(|look| look.fill == first))
    };
    (all_bold(line) && !all_bold(below)) || (fill(line).is_some() && fill(line) != fill(below))
}
