//! Headings over counts of judgements: `RAG rating | Green | Amber | Red | N/A | Total` over how many indicators have each.
//!
//! Judgements stand in the rows of indicators too, and so does `N/A`. A row of them is a heading only where plain figures
//! fill the row right below it, under every word.

use boardlift_lexicon::judgement;
use boardlift_model::Cell;

use super::lines::{holds_figure, printed};

/// So many different judgements are counted at least.
const FEWEST: usize = 2;

/// Whether a row heads counts: words at the side, then judgements or words of movement, and perhaps what has none and how
/// many there are of all.
pub(super) fn heads_counts(rows: &[Vec<Cell>], at: usize) -> bool {
    let (Some(heading), Some(below)) = (rows.get(at), rows.get(at + 1)) else { return false };
    let Some(side) = heading.iter().position(|cell| !cell.is_blank()) else { return false };
    let judges = |cell: &&Cell| !is_judgement(&heading[side]) && is_judgement(cell);
    let counted = heading[side + 1..].iter().filter(judges).count();
    let others = printed(&heading[side + 1..]).count() - counted;
    counted >= FEWEST
        && others <= counted
        && !printed(heading).any(holds_figure)
        && is_row_of_counts(below, heading, side)
}

fn is_judgement(cell: &Cell) -> bool {
    let text = &cell.text;
    judgement::rag(text).is_some() || judgement::direction(text).is_some() || judgement::judges_movement(text)
}

/// Whether a name stands at the side of a row and a figure under each word of the heading.
fn is_row_of_counts(row: &[Cell], heading: &[Cell], side: usize) -> bool {
    let is_name = |cell: &Cell| cell.text.contains(char::is_alphabetic) && !is_judgement(cell);
    let mut cells = heading.iter().zip(row).skip(side + 1);
    is_name(&row[side])
        && cells
            .all(|(word, cell)| word.is_blank() == cell.is_blank() && (cell.is_blank() || holds_figure(cell)))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn counts_of_judgements_and_of_movements() {
        check(
            "# Summary

             RAG Rating | Green | Red | N/A | Total
             KPIs | 2 | 1 | 8 | 11
             Direction | Up | Down | N/A | Total
             Last Quarter | 1 | 4 | 6 | 11",
            &[
                "KPIs · Green · actual · `2` reported = 2 !role_inferred",
                "KPIs · Red · actual · `1` reported = 1 !role_inferred",
                "KPIs · N/A · actual · `8` reported = 8 !role_inferred",
                "KPIs · Total · actual · `11` reported = 11",
                "Last Quarter · Up · actual · `1` reported = 1 !role_inferred",
                "Last Quarter · Down · actual · `4` reported = 4 !role_inferred",
                "Last Quarter · N/A · actual · `6` reported = 6 !role_inferred",
                "Last Quarter · Total · actual · `11` reported = 11",
            ],
        );
    }

    #[test]
    fn judgements_in_rows_head_nothing() {
        check(
            "KPI | Q1 22/23 | Q2 22/23
             Plans | 5 | 6
             Status | Green | Red
             Visits | 8 | 9",
            &[
                "Plans · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count rag=green",
                "Plans · Q2 22/23 · actual 2022-07-01..2022-09-30 · `6` reported = 6 count rag=red",
                "Visits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `8` reported = 8 count",
                "Visits · Q2 22/23 · actual 2022-07-01..2022-09-30 · `9` reported = 9 count",
            ],
        );
    }
}
