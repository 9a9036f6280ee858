//! Tables that another converter has damaged: told by the traces it leaves, and rebuilt as far as is certain.
//!
//! A poor converter reads a page by lines of ink. Where two cells of one column stand close together it runs
//! them into one; where a name takes two lines it gives the second to the next row; where it is unsure of a
//! block it prints it again, longer each time. Each kind of damage has its own step here, and each step is a
//! rule that needs the rest of the table to agree. What no rule makes certain is left out and counted.
//!
//! In the order of work:
//!
//! - `figures`: where one figure of a cell ends and the next begins.
//! - `header`: the headings, also where they are cut over two rows or run into the first row.
//! - `names`: where one indicator's name ends and the next begins.
//! - `evidence`: whether a table is damaged at all, and by which traces.
//! - `echo`: lines that are a garbled second reading of the line above.
//! - `lines`: which physical lines make up one row.
//! - `cells`: the cells of a row from the pieces on its lines.
//! - `merged`: rows run together two by two.
//! - `wander`: names that wander into the next line.
//! - `repeats`: a block that is printed again and again, growing.
//! - `refs`: numbers that can be counted between printed ones.
//! - `side_labels`: turned section labels cut to pieces.
//! - `rows`, `output`: what the steps hand on; grids and findings.

mod cells;
mod echo;
mod evidence;
mod figures;
mod header;
mod lines;
mod merged;
mod names;
mod output;
mod refs;
mod repeats;
mod rows;
mod side_labels;
mod wander;

use boardlift_model::{Block, Cell, Finding};

pub(crate) use evidence::Damage;

/// The traces of another converter's damage in a tab table, and what its columns hold; nothing for a healthy
/// table.
///
/// `rows` are all rows of the table, blank lines left out; they may be of different widths. Takes time in
/// proportion to the text. An empty table is healthy, and one without a clean print of its headings can't be
/// judged: both give nothing.
pub(crate) fn damage(rows: &[Vec<Cell>]) -> Option<Damage> {
    evidence::find(rows)
}

/// The certain rows of a damaged table as grids of the method [`Salvage`](boardlift_model::Method::Salvage),
/// one for each print of the headings, in reading order; and what was rebuilt or left out.
///
/// Each grid has the source's columns and one header row, and below a heading where its section's name is
/// certain. A rebuilt cell is `Salvaged`; a cell whose words can't be placed is `Lost` and empty. `damage`
/// must be what [`damage()`] found in the same rows.
pub(crate) fn rebuild(mut rows: Vec<Vec<Cell>>, damage: &Damage) -> (Vec<Block>, Vec<Finding>) {
    for row in &mut rows {
        if let Some(place) = row.last().map(|cell| cell.place.clone()) {
            row.resize(damage.columns.headings.len(), Cell::new("", place));
        }
    }
    output::rebuild(&rows, damage)
}

#[cfg(test)]
mod tests {
    use boardlift_model::Place;

    use super::*;
    use crate::testing;

    /// A damaged table, and what comes of it: headings and grids as in the other tests of this room, then the
    /// findings with their counts.
    fn check(table: &str, expected: &str) {
        let cells = |(at, line): (usize, &str)| {
            let place = Place::Line(u32::try_from(at).unwrap() + 1);
            line.split('|').map(|cell| Cell::new(cell.trim(), place.clone())).collect()
        };
        let rows: Vec<Vec<Cell>> = table.lines().map(str::trim).enumerate().map(cells).collect();
        let damage = damage(&rows).expect("a damaged table");
        let (blocks, findings) = rebuild(rows, &damage);
        let mut shown = testing::block_text(&blocks);
        shown.extend(findings[1..].iter().map(|finding| format!("{}: {finding}\n", finding.kind)));
        let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn all_kinds_of_damage_in_one_table() {
        check(
            "|working | well lamps | are lit|||
             Clean Streets|Ref 1|Indicator Lamps lit|Target 19/20 80%|Q1 75%|RAG A|Comment none
             ean Str||New lamps Old lamps|5 6|7 8|G R|two words
             |4|Roads swept|90%|85%|G|
             ||% of ponds dug in the||||
             |5|old town % of parks|10%|12%|G|well done
             ||open all day|20%|22%||
             ||% of lakes|2070|22%||
             |7|kept clean|30%|No count (it|R|
             ||||was wet)||
             |8||1%|2%||
             |Ref|Indicator|Target 19/20|Q1|RAG|Comment
             |9|Trees planted|3|4|A|",
            "2: # Clean Streets
             2: · | Ref | Indicator | Target 19/20 | Q1 | RAG | Comment
             2: · | 1 | Lamps lit | 80% | 75% | A | none
             3: · | 2 | New lamps | 5 | 7 | G | ?
             3: · | 3 | Old lamps | 6 | 8 | R | ?
             4: · | 4 | Roads swept | 90% | 85% | G | ·
             6: · | 5 | % of ponds dug in the old town | 10% | 12% | ? | ?
             7: · | 6 | % of parks open all day | 20% | 22% | ? | ·
             9: · | 7 | % of lakes kept clean | 30% | No count (it was wet) | R | ·
             12: · | Ref | Indicator | Target 19/20 | Q1 | RAG | Comment
             13: · | 9 | Trees planted | 3 | 4 | A | ·
             salvaged: warning: 3 rows were put together from several lines (line 6)
             salvaged: warning: 2 rows that were run together were taken apart (line 3)
             figure_left_out: warning: 2 figures were left out because the names of their rows are lost (line 11)
             salvaged: warning: 5 judgements and comments were left out because nobody can say which row they belong to (line 3)
             salvaged: warning: 1 lines above the table were left out because their words are torn over its columns (line 1)",
        );
    }

    #[test]
    fn healthy_tables_are_left_alone() {
        let row = |text: &str| text.split('|').map(|cell| Cell::new(cell, Place::Line(1))).collect();
        let rows: Vec<Vec<Cell>> = ["Ref|Indicator|Q1|Q2", "1|Lamps|5|6", "2|Roads|7%|8%"].map(row).to_vec();
        assert_eq!(damage(&rows), None);
        assert_eq!(damage(&[]), None);
    }
}
