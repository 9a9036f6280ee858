//! Columns without a word whose cells are coloured: they hold the judgements of the figures beside them.
//!
//! `Q1` is often merged over a figure and a narrow coloured cell. Such a column is one of judgements if nothing is printed in
//! it but circles, and if its colours, other than those of the rows, mean two judgements at least. With fewer colours and
//! no heading of its own it is nothing: it prints no figures, nor does it leave any blank.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{hue, judgement};
use boardlift_model::{Cell, RagColour};

use super::{Column, Reason, Use};
use crate::legend::usual;

/// Takes wordless coloured columns for columns of judgements. They keep the period of their heading. `covered` says which
/// columns share the heading on their left.
pub(super) fn name_judgements(columns: &mut [Column], body: &[Vec<Cell>], covered: &[bool]) {
    let Some(names) = columns.iter().position(|column| column.used == Use::Role(Role::Indicator)) else {
        return;
    };
    for (at, column) in columns.iter_mut().enumerate() {
        let is_open = column.is_own_actual() || matches!(column.used, Use::Nothing);
        let is_wordless =
            body.iter().filter_map(|row| row.get(at)).all(|cell| judgement::is_shape(&cell.text));
        if !is_open || !is_wordless {
            continue;
        }
        if meanings(body, at, names).len() >= 2 {
            column.take(Use::Role(Role::Rag), Reason::Contents);
        } else if covered.get(at) == Some(&true) {
            column.take(Use::Nothing, Reason::Contents);
        }
    }
}

/// What the colours of a column usually mean, other than those of the rows.
fn meanings(body: &[Vec<Cell>], at: usize, names: usize) -> BTreeSet<RagColour> {
    let cells = body.iter().filter_map(|row| Some((row.get(at)?, row.get(names)?)));
    let colours = cells.flat_map(|(cell, name)| {
        let own = cell.fill.filter(|fill| name.fill != Some(*fill));
        own.into_iter().chain(cell.marks.iter().map(|mark| mark.colour))
    });
    colours.filter_map(|colour| usual(hue::of(colour)?)).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_coloured_cell_beside_each_figure() {
        check(
            "Ref | KPI | Q1 22/23 | < | Q2 22/23 | <
             1 | Plans | 5 | {fill:red} | 6 | {fill:green}
             2 | Visits | 7 | {fill:green} | 8 | {fill:amber}",
            &[
                "1 Plans · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count rag=red",
                "1 Plans · Q2 22/23 · actual 2022-07-01..2022-09-30 · `6` reported = 6 count rag=green",
                "2 Visits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `7` reported = 7 count rag=green",
                "2 Visits · Q2 22/23 · actual 2022-07-01..2022-09-30 · `8` reported = 8 count rag=amber",
            ],
        );
    }

    #[test]
    fn a_column_of_nothing_leaves_no_blanks() {
        check(
            "Ref | KPI | Q1 22/23 | <\n1 | Number of plans | 5 | {fill:red}",
            &["1 Number of plans · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count"],
        );
    }

    #[test]
    fn a_column_of_circles_without_a_heading() {
        check(
            "Ref | KPI | May 22 |
             1 | Plans | 5 | ● {mark:circle-red}
             2 | Visits | 7 | ● {mark:circle-green}",
            &[
                "1 Plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count rag=red",
                "2 Visits · May 22 · actual 2022-05-01..2022-05-31 · `7` reported = 7 count rag=green",
            ],
        );
    }

    #[test]
    fn bands_make_no_judgements() {
        check(
            "Ref | KPI | May 22 | Jun 22
             1 | Plans {fill:#FFC7CE} | 5 | {fill:#FFC7CE}
             2 | Visits {fill:#C6EFCE} | 7 | {fill:#C6EFCE}",
            &[
                "1 Plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count",
                "1 Plans · Jun 22 · actual 2022-06-01..2022-06-30 · `` blank",
                "2 Visits · May 22 · actual 2022-05-01..2022-05-31 · `7` reported = 7 count",
                "2 Visits · Jun 22 · actual 2022-06-01..2022-06-30 · `` blank",
            ],
        );
    }
}
