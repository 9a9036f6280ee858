//! Tables of one row of figures below words, without a name beside them: `Answered in time | Answered late` over `37 | 4`. What
//! all of them are of stands over the whole width, or above the table.
//!
//! The words are the labels of the figures. Nothing is read where the row has a name of its own, where words and figures don't
//! fill the same columns, or where a figure is money.

use boardlift_model::Cell;

use super::{Found, Table, printed};
use crate::shapes::entry::Entry;
use crate::shapes::pair;
use crate::shapes::piece::What;

/// Fewer figures below each other's words may be a name and its figure.
const FEWEST_COLUMNS: usize = 2;

/// The entry of a table that holds nothing but its title, words and figures below them; nothing for any other table.
pub(super) fn read(table: &Table<'_>) -> Option<Entry> {
    let rows: Vec<(usize, &Vec<Cell>)> =
        table.grid.rows().iter().enumerate().filter(|(_, row)| !printed(row).is_empty()).collect();
    let (title, [(_, heads), (at, figures)]) = rows.split_at(rows.len().checked_sub(2)?) else { return None };
    let name = match title {
        [] => table.title.clone()?,
        [(_, row)] => table.cell_piece(crate::framed::whole_line(row)?),
        _ => return None,
    };
    let is_whole = heads.len() >= FEWEST_COLUMNS
        && heads.iter().all(|cell| pair::is_name(&cell.text))
        && figures.iter().all(|cell| pair::is_figure(&cell.text) && !cell.text.contains('£'));
    if !is_whole {
        return None;
    }
    let mut entry = Entry::named(Some(&name), &name);
    for (column, (head, cell)) in heads.iter().zip(figures.iter()).enumerate() {
        let what = What::Labelled(head.text.clone());
        entry.take(&table.piece(&Found { what, cell, row: *at, column }));
    }
    Some(entry)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn figures_below_words_under_a_title() {
        let titles = ["Timeliness", "Outcomes", "Handling"];
        let table = |title: &str| {
            format!("{title} | < | <\nAnswered in time | Answered late | Closed\n37 | 4 | 9\n\n")
        };
        let tables = titles.map(table).concat();
        let figures = |title: &str| {
            [("Answered in time", 37), ("Answered late", 4), ("Closed", 9)].map(|(head, figure)| {
                format!("{title} · {head} · actual · `{figure}` reported = {figure} !role_inferred")
            })
        };
        let expected = titles.map(figures).concat();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&format!("# Complaints statistics\n\n{tables}"), &expected);
        // Nothing promises results.
        check(&format!("# Members\n\n{tables}"), &[]);
    }

    #[test]
    fn a_row_with_a_name_or_with_money_is_another() {
        let thrice = |table: &str| format!("# Complaints statistics\n\n{}", format!("{table}\n\n").repeat(3));
        check(&thrice("Reviews | < | <\nAnswered in time | Answered late | Closed\nHousing | 4 | 9"), &[]);
        check(&thrice("Grants | < | <\nPaid in time | Paid late | Closed\n£5 | £4 | £9"), &[]);
    }
}
