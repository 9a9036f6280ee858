//! A worksheet to blocks: which of its cells are tables, and which words stand around them.
//!
//! A sheet has no tables, only cells. People set them so: a row that is wholly blank parts what belongs apart, or lets
//! a long table breathe; a title or a note stands in one cell of its row; a table has a row of headings, and two tables
//! side by side have a blank column between them. In reading order:
//!
//! - `line`: the rows that print something.
//! - `band`: rows between blank ones, parted where two tables stand side by side.
//! - `piece`: what of a band is table and what stands above and below it; which tables go on under a blank row.
//! - `heading`: whether a row heads a table.
//! - `grid`: the rows and columns of a table to a [`Grid`](boardlift_model::Grid).
//! - `key`: lines that say what colours mean.
//! - `words`: lone words to headings, paragraphs, points and notes.
//!
//! Doesn't ask what a heading means beyond that it is one.

mod band;
mod grid;
mod heading;
mod key;
mod line;
mod piece;
mod words;

use boardlift_model::{Block, Finding, FindingKind, Place};

use boardlift_text::MAX_COLUMNS;

use crate::worksheet::Worksheet;
use grid::{Frame, Merges};
use line::Line;
use piece::Piece;

/// A longer key is none: no scheme has so many steps.
const MOST_LINES_OF_KEY: usize = 12;

/// The blocks of a worksheet in reading order, and what was left out of them.
#[derive(Debug, Default)]
pub(crate) struct SheetBlocks {
    /// The blocks.
    pub(crate) blocks: Vec<Block>,
    /// What was left out.
    pub(crate) findings: Vec<Finding>,
}

/// What stands where on a worksheet, while its cells still stand there.
enum Plan {
    Words(Block),
    Table(Frame, Option<Place>),
}

/// Reads a worksheet, whose words move into the blocks. Its tables may have as many cells as there is `room` for, blank
/// ones counted, and each as many columns as a table of text: the table that goes beyond is set aside whole, since half
/// of one could be taken for all.
pub(crate) fn blocks(mut sheet: Worksheet, room: &mut usize) -> SheetBlocks {
    let merges = Merges::of(&sheet);
    let mut read = SheetBlocks::default();
    for plan in plans(&sheet, &merges) {
        let (frame, place) = match plan {
            Plan::Words(block) => {
                read.blocks.push(block);
                continue;
            }
            Plan::Table(frame, place) => (frame, place),
        };
        if frame.width() > MAX_COLUMNS {
            let message =
                format!("a table of {} columns was set aside, at most {MAX_COLUMNS} are read", frame.width());
            read.findings.push(Finding::warning(FindingKind::LimitReached, message, place));
            continue;
        }
        let cells = frame.cell_count();
        if let Some(rest) = room.checked_sub(cells) {
            *room = rest;
            read.blocks.push(Block::Grid(grid::grid(&mut sheet, &frame, &merges)));
        } else {
            let message = format!("a table of {cells} cells was set aside: the limit of cells is reached");
            read.findings.push(Finding::warning(FindingKind::LimitReached, message, place));
        }
    }
    read
}

/// Where the tables of a worksheet are, and the words around them.
fn plans(sheet: &Worksheet, merges: &Merges) -> Vec<Plan> {
    let pieces = piece::pieces(band::bands(&line::lines(sheet), merges), merges, sheet);
    let first_table = pieces.iter().position(|piece| matches!(piece, Piece::Table(_)));
    let mut plans = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        match piece {
            Piece::Table(table) => {
                let place = table.lines.first().map(|line| line.place(sheet));
                plans.push(Plan::Table(Frame::of(table), place));
            }
            Piece::Words(line) => {
                if let Some((key, lines)) = key::key(sheet, &lines_from(&pieces[at..])) {
                    plans.push(Plan::Words(key));
                    at += lines;
                    continue;
                }
                let is_below_table = first_table.is_some_and(|table| table < at);
                plans.push(Plan::Words(words::block(sheet, line, is_below_table)));
            }
        }
        at += 1;
    }
    plans
}

/// The lines that the pieces begin with, as many as a key has at most.
fn lines_from<'p, 's>(pieces: &'p [Piece<'s>]) -> Vec<&'p Line<'s>> {
    let lines = pieces.iter().map_while(|piece| match piece {
        Piece::Words(line) => Some(line),
        Piece::Table(_) => None,
    });
    lines.take(MOST_LINES_OF_KEY).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{block_text, worksheet};

    fn check(drawn: &str, expected: &str) {
        let read = blocks(worksheet(drawn), &mut 10_000);
        assert_eq!(block_text(&read.blocks), expected, "from\n{drawn}");
        assert_eq!(read.findings, []);
    }

    #[test]
    fn tables_of_labels_are_no_rows_of_the_table_above() {
        let read = blocks(
            worksheet(
                "*Year | *Quarter | *Homes let
                 2021/22 | Q1 | 74
                 2021/22 | Q2 | 81

                 Annual measures
                 Measure | Empty homes
                 Reference | PHO7
                 Actual | 3.1

                 Measure | Households helped
                 Reference | PHO9
                 Actual | 65.2",
            ),
            &mut 10_000,
        );
        let tables = read.blocks.iter().filter(|block| matches!(block, Block::Grid(_))).count();
        assert_eq!(tables, 3);
    }

    #[test]
    fn titles_and_notes_stand_around_a_table() {
        check(
            "*SEND Board
             Meeting date: 17.04.2024

             *Ref | *Indicator | *Q1
             1    | Plans      | 5
             2    | Reviews    | 6
             * Not audited",
            "# SEND Board\nMeeting date: 17.04.2024\n[Ref | Indicator | Q1] [1 | Plans | 5] [2 | Reviews | 6]\n^* Not audited\n",
        );
    }

    #[test]
    fn a_blank_row_parts_tables_only_where_a_heading_follows() {
        check(
            "*Ref | *Indicator | *Q1
             1    | Plans      | 5

             Health
             2    | Waits      | 6

             *No. | *Issue     | *Action
             1    | Waits      | Hire",
            "[Ref | Indicator | Q1] [1 | Plans | 5] [Health |  | ] [2 | Waits | 6]\n[No. | Issue | Action] [1 | Waits | Hire]\n",
        );
    }

    #[test]
    fn a_blank_column_parts_tables_only_where_names_follow() {
        check(
            "*Measure | *2023 |  | *Measure | *2023
             Plans    | 5     |  | Waits    | 7
             Reviews  | 6     |  | Appeals  | 8",
            "[Measure | 2023] [Plans | 5] [Reviews | 6]\n[Measure | 2023] [Waits | 7] [Appeals | 8]\n",
        );
        check(
            "*Measure | *2022 |  | *2023 | *2024
             Plans    | 5     |  | 7     | 9
             Reviews  | 6     |  | 8     | 1",
            "[Measure | 2022 | 2023 | 2024] [Plans | 5 | 7 | 9] [Reviews | 6 | 8 | 1]\n",
        );
        check(
            "*Measure | *2022 |  | *RAG | *Comment
             Plans    | 5     |  | G    | On course
             Reviews  | 6     |  | R    | Late",
            "[Measure | 2022 | RAG | Comment] [Plans | 5 | G | On course] [Reviews | 6 | R | Late]\n",
        );
    }

    #[test]
    fn figures_with_a_date_behind_them_are_no_names() {
        check(
            "*Measure | *2022 |  | *Actual Jul 23 | *Target
             Plans    | 5     |  | 7 (May 23)     | 9
             Reviews  | 6     |  | 8 (May 23)     | 1",
            "[Measure | 2022 | Actual Jul 23 | Target] [Plans | 5 | 7 (May 23) | 9] [Reviews | 6 | 8 (May 23) | 1]\n",
        );
    }

    #[test]
    fn tables_side_by_side_have_rows_of_their_own() {
        check(
            "*Ref | *Indicator | *Q1 |  | *Ref | *Indicator | *Q1
             1    | Plans      | 5   |  | 7    | Waits      | 7
             2    | Reviews    | 6   |  |      |            |

             Health |          |     |  | 8    | Appeals    | 8
             3    | Visits     | 9   |  | 9    | Moves      | 1",
            "[Ref | Indicator | Q1] [1 | Plans | 5] [2 | Reviews | 6] [Health |  | ] [3 | Visits | 9]\n[Ref | Indicator | Q1] [7 | Waits | 7] [8 | Appeals | 8] [9 | Moves | 1]\n",
        );
        check(
            "*Measure | *2022 |  | *Measure | *2023
             Plans    | 5     |  | Waits    | 7

             *Measure | *2022 |  | *2023    | *2024
             Reviews  | 6     |  | 8        | 1",
            "[Measure | 2022] [Plans | 5]\n[Measure | 2023] [Waits | 7]\n[Measure | 2022 | 2023 | 2024] [Reviews | 6 | 8 | 1]\n",
        );
    }

    #[test]
    fn lone_words_are_read_by_their_shape() {
        check(
            "*Emerging trends
             • Plans have grown.
             A sentence about the growth of plans.

             1. Hire more staff",
            "# Emerging trends\n- Plans have grown.\nA sentence about the growth of plans.\n- Hire more staff\n",
        );
    }

    #[test]
    fn coloured_lines_are_a_key() {
        let table = "\n\n*Ref | *Indicator | *Q1\n1 | Plans | 5";
        let grid = "[Ref | Indicator | Q1] [1 | Plans | 5]\n";
        let swatches = "%00B050 | Met\n%FFC000 | Nearly met\n%FF0000 | Not met";
        check(&format!("{swatches}{table}"), &format!("key of 3\n{grid}"));
        check(&format!("%00B050 On target\n%FF0000 Below target{table}"), &format!("key of 2\n{grid}"));
        check(
            &format!("%0070C0 | SEND Board\n%0070C0 | Waits{table}"),
            &format!("# SEND Board\n# Waits\n{grid}"),
        );
        check(
            &format!("%0070C0 SEND Board\n%00B050 Waits{table}"),
            &format!("# SEND Board\n# Waits\n{grid}"),
        );
        check(&format!("%00B050 | Met{table}"), &format!("# Met\n{grid}"));
    }

    #[test]
    fn labelled_cells_above_a_table_are_words() {
        check(
            "Period: | Q3
             Owner:  | Head of SEND

             *Ref | *Indicator | *Q1
             1    | Plans      | 5",
            "Period: Q3\nOwner: Head of SEND\n[Ref | Indicator | Q1] [1 | Plans | 5]\n",
        );
    }

    #[test]
    fn merged_cells_span_what_is_kept() {
        check(
            "*Ref | *2022/23 | <   | *RAG
             ^    | *Target  | *Q1 | ^
             1    | 4        | 5   | G",
            "[Ref ^2 | 2022/23 <2 | = | RAG ^2] [= | Target | Q1 | =] [1 | 4 | 5 | G]\n",
        );
    }

    #[test]
    fn a_table_beyond_the_limit_is_set_aside() {
        let mut room = 7;
        let mut read = || blocks(worksheet("*Ref | *Q1\n1 | 2"), &mut room);
        let (first, second) = (read(), read());
        assert_eq!((first.blocks.len(), first.findings.len()), (1, 0));
        assert_eq!((second.blocks.len(), second.findings.len()), (0, 1));
    }
}
