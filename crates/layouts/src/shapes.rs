//! Indicators that are printed otherwise than as rows under a heading, made into such rows.
//!
//! Many councils print each indicator as a thing of its own: a small table of labels and values, a block of labelled lines
//! (`Target: 95%`), a card with a name, a large figure and a word. All of them say what a row says, part by part. This room
//! reads the parts, in whichever shape they stand, and sets them down as an ordinary grid: a row an indicator, a column a
//! label. The one reader of tables then reads them all, and nobody else has to know of shapes.
//!
//! ```text
//! blocks ──line, table──▶ pieces ──entry, card, point──▶ entries ──evidence──▶ runs ──made──▶ grids
//! ```
//!
//! It reads no value and no period, and asks of headings only which column they would head. A block that stands alone is
//! weak evidence and several alike are strong, so that addresses, the heads of papers and prose give nothing
//! ([`evidence`]). Where two readings fit alike, whether a name stands above its figure or below it, there is none.
//!
//! In reading order:
//!
//! - [`label`]: labels and the values behind them, within a line.
//! - [`piece`]: what one line or one cell is: a name, a label with its value, a bare figure, a word about it.
//! - [`title`]: the words that name the one indicator of a table.
//! - [`line`](mod@line), [`table`]: blocks to pieces.
//! - [`entry`]: an indicator with its parts; labelled pieces to entries.
//! - [`card`]: bare figures beside names to entries.
//! - [`point`]: points of a list that begin with their figure.
//! - [`pair`]: lines of a name with its figures behind it.
//! - [`list`]: which lists of names and figures are believed.
//! - [`evidence`]: which entries are believed.
//! - [`made`]: entries to grids, and where their cells stand in the printed document.

mod card;
mod entry;
mod evidence;
mod label;
mod line;
mod list;
mod made;
mod pair;
mod piece;
mod point;
mod table;
mod title;

use boardlift_model::{Block, Document, Grid, Text};

use crate::framed::Freed;
use crate::headings::Headings;
use crate::look::Look;
use crate::purpose::{self, Purpose};

use entry::Entry;
use piece::Piece;
use table::{Shape, Table};

pub(crate) use made::{Origin, Shaped};

/// The document with every shape in it as an ordinary grid.
pub(crate) fn settle<'a>(freed: &'a Freed<'_>) -> Shaped<'a> {
    let mut found = Found::default();
    let mut looks = freed.looks.iter();
    let document = &*freed.document;
    let headings = Headings::of(document);
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Grid(grid) => {
                if let Some(look) = looks.next() {
                    found.take_grid(document, &headings, at, grid, look);
                }
            }
            Block::Heading(text) => found.take_line(text, at, true),
            Block::Paragraph(text) | Block::ListItem(text) => found.take_line(text, at, false),
            Block::Footnote { .. } | Block::Key(_) => found.close(),
        }
    }
    found.close();
    found.take_points(&document.blocks);
    let mut lists = found.lists;
    lists.extend(list::of_lines(&document.blocks));
    lists.extend(point::lists_without_labels(&document.blocks));
    let mut entries = evidence::believed(found.entries);
    list::add(&mut entries, document, &headings, lists);
    made::shaped(freed, &entries)
}

/// Everything in a document that may be an indicator, as far as it has been read.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    /// The lists of names and figures in tables without a heading.
    lists: Vec<Vec<Entry>>,
    /// The pieces since the last thing that was none.
    open: Vec<Piece>,
    /// How many tables there were.
    tables: u32,
}

impl Found {
    fn take_grid(&mut self, document: &Document, headings: &Headings, at: usize, grid: &Grid, look: &Look) {
        self.tables += 1;
        let captions = purpose::captions(document, at);
        let is_of_indicators =
            purpose::of_printed(captions, grid, look.header.as_ref()) == Purpose::Indicators;
        let title = title::over(document, headings, at);
        let table = Table { grid, block: at, number: self.tables, title };
        self.take_table(if is_of_indicators { table::shape(&table, look) } else { Shape::Other });
    }

    fn take_line(&mut self, text: &Text, at: usize, is_heading: bool) {
        match line::pieces(text, at, is_heading) {
            Some(pieces) => self.open.extend(pieces),
            None => self.close(),
        }
    }

    fn take_table(&mut self, shape: Shape) {
        match shape {
            Shape::Pieces(pieces) => self.open.extend(pieces),
            Shape::Entries(entries) => {
                self.close();
                self.entries.extend(entries);
            }
            Shape::List(entries) => {
                self.close();
                self.lists.push(entries);
            }
            Shape::Other => self.close(),
        }
    }

    /// Takes the lists whose points begin with figures.
    fn take_points(&mut self, blocks: &[Block]) {
        let mut first = 0_usize;
        for list in blocks.chunk_by(|a, b| is_point(a) == is_point(b)) {
            self.entries.extend(if list.first().is_some_and(is_point) {
                let above = first.checked_sub(1).and_then(|above| blocks.get(above));
                point::entries(list, first, above)
            } else {
                point::entries_without_bullets(list, first)
            });
            first += list.len();
        }
        self.entries.sort_by_key(|entry| entry.blocks.start);
    }

    /// Reads the pieces that nothing else stands between.
    fn close(&mut self) {
        let pieces = piece::with_labels_joined(&std::mem::take(&mut self.open));
        let figures = pieces.iter().filter(|piece| piece.is_figure()).count();
        let cards = card::entries(&pieces);
        // A single bare figure may be a page's number; among several no label is sure of its name.
        let is_labelled = cards.is_empty() && figures <= 1;
        self.entries.extend(if is_labelled { entry::labelled(&pieces) } else { cards });
    }
}

fn is_point(block: &Block) -> bool {
    matches!(block, Block::ListItem(_))
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    /// The figures, each with its section.
    fn check(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines)
            .figures
            .iter()
            .map(|figure| format!("{}: {}", figure.section.as_deref().unwrap_or("-"), line(figure)))
            .collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn tables_of_labels_and_values() {
        let panel =
            "Indicator: | Plans issued\nTarget: | 30 weeks\nYear-end result: | 28 weeks\nStatus: | Green";
        let expected = [
            "-: Plans issued · Target · target · `30 weeks` reported = 30 weeks",
            "-: Plans issued · Year-end result · actual · `28 weeks` reported = 28 weeks rag=green",
        ];
        check(panel, &expected);
        check(
            "Plans issued | < | < | <\nTarget | 30 weeks | Year-end result | 28 weeks\nStatus | Green | |",
            &expected,
        );
        check("Plans issued | <\n30 weeks | Target\n28 weeks | Year-end result\nGreen | Status", &expected);
    }

    #[test]
    fn numbers_that_stand_for_labels_of_names() {
        check(
            "# Paper\n# Roads\n\nHW1 | Potholes mended\nActual | 5\nTarget | 6\n\nHW2 | Lights working\nActual | 7\nTarget | 8",
            &[
                "Roads: HW1 Potholes mended · Actual · actual · `5` reported = 5",
                "Roads: HW1 Potholes mended · Target · target · `6` reported = 6",
                "Roads: HW2 Lights working · Actual · actual · `7` reported = 7",
                "Roads: HW2 Lights working · Target · target · `8` reported = 8",
            ],
        );
    }

    #[test]
    fn a_list_of_points_below_cards() {
        check(
            "# Families\nPlans issued\n92%\nOn target\nVisits made\n81.5%\nBelow target\n# Also\n- 94% of calls were answered (target 95%)\n- 62% of cases were closed (target 70%)",
            &[
                "Families: Plans issued ·  · actual · `92%` reported = 92 percent rag=green !role_inferred",
                "Families: Visits made ·  · actual · `81.5%` reported = 81.5 percent !role_inferred",
                "Also: calls were answered ·  · actual · `94%` reported = 94 percent !role_inferred",
                "Also: calls were answered · target · target · `95%` reported = 95 percent",
                "Also: cases were closed ·  · actual · `62%` reported = 62 percent !role_inferred",
                "Also: cases were closed · target · target · `70%` reported = 70 percent",
            ],
        );
    }

    #[test]
    fn words_of_judgement_are_no_labels_of_rows() {
        check(
            "Indicator | Plans issued\nTarget | 5\nActual | 6\nStatus | ✔ On target\n\nIndicator | Visits made\nTarget | 7\nActual | 6\nStatus | ✖ Off target",
            &[
                "-: Plans issued · Target · target · `5` reported = 5",
                "-: Plans issued · Actual · actual · `6` reported = 6 rag=green",
                "-: Visits made · Target · target · `7` reported = 7 count",
                "-: Visits made · Actual · actual · `6` reported = 6 count rag=red",
            ],
        );
    }

    #[test]
    fn small_tables_under_a_heading_each() {
        check(
            "# Paper\n# Housing\n# Plans issued\nTarget | Q1 2023/24\n90% | 80%\n\n# Visits made\nTarget | Q1 2023/24\n70% | 60%",
            &[
                "Housing: Plans issued · Target · target · `90%` reported = 90 percent",
                "Housing: Plans issued · Q1 2023/24 · actual 2023-04-01..2023-06-30 · `80%` reported = 80 percent",
                "Housing: Visits made · Target · target · `70%` reported = 70 percent",
                "Housing: Visits made · Q1 2023/24 · actual 2023-04-01..2023-06-30 · `60%` reported = 60 percent",
            ],
        );
    }

    #[test]
    fn periods_across_and_labels_down_the_side() {
        check(
            "# Paper\n# Plans issued\nYear | Q1 | Q2 | Full year\n2021/22 | 61% | 58% | 59%\nTarget 2022/23 | 60% | 62% | 65%",
            &[
                "-: Plans issued · 2021/22 / Q1 · actual 2021-04-01..2021-06-30 · `61%` reported = 61 percent",
                "-: Plans issued · 2021/22 / Q2 · actual 2021-07-01..2021-09-30 · `58%` reported = 58 percent",
                "-: Plans issued · 2021/22 / Full year · actual 2021-04-01..2022-03-31 · `59%` reported = 59 percent",
                "-: Plans issued · Target 2022/23 / Q1 · target 2022-04-01..2022-06-30 · `60%` reported = 60 percent",
                "-: Plans issued · Target 2022/23 / Q2 · target 2022-07-01..2022-09-30 · `62%` reported = 62 percent",
                "-: Plans issued · Target 2022/23 / Full year · target 2022-04-01..2023-03-31 · `65%` reported = 65 percent",
            ],
        );
    }

    #[test]
    fn periods_down_the_side_and_labels_across() {
        check(
            "# Paper\n# Plans issued\nYear | Target | Actual\n2021/22 | 60% | 58%\n2022/23 | 65% | 66%",
            &[
                "-: Plans issued · 2021/22 / Target · target 2021-04-01..2022-03-31 · `60%` reported = 60 percent",
                "-: Plans issued · 2021/22 / Actual · actual 2021-04-01..2022-03-31 · `58%` reported = 58 percent",
                "-: Plans issued · 2022/23 / Target · target 2022-04-01..2023-03-31 · `65%` reported = 65 percent",
                "-: Plans issued · 2022/23 / Actual · actual 2022-04-01..2023-03-31 · `66%` reported = 66 percent",
            ],
        );
        check("# Paper\n# Tax\nYear | Budget | Spent\n2021/22 | £6m | £5m\n2022/23 | £7m | £6m", &[]);
        check("Year | Target | Actual\n2021/22 | 60% | 58%\n2022/23 | 65% | 66%", &[]);
    }

    #[test]
    fn labelled_lines() {
        let expected = [
            "-: Plans issued · Target · target · `95%` reported = 95 percent",
            "-: Plans issued · Actual · actual · `93%` reported = 93 percent rag=green",
            "-: Visits made · Target · target · `80%` reported = 80 percent",
            "-: Visits made · Actual · actual · `70%` reported = 70 percent rag=red",
        ];
        check(
            "# Paper\n# Plans issued\n- Target: 95%\n- Actual: 93%\n- RAG: Green\n# Visits made\n- Target: 80%\n- Actual: 70%\n- RAG: Red",
            &expected,
        );
        check(
            "# Paper\nIndicator: Plans issued\nTarget: 95%; Actual: 93%; RAG: Green\nIndicator: Visits made\nTarget: 80%; Actual: 70%; RAG: Red",
            &expected,
        );
        check(
            "# Paper\nTarget: 95%\nActual: 93%\nRAG: Green\nPlans issued\nTarget: 80%\nActual: 70%\nRAG: Red\nVisits made",
            &expected,
        );
    }

    #[test]
    fn a_block_that_says_its_period() {
        check(
            "# Paper\n# Plans issued\nReporting period: Q2 2023/24\nTarget: 95%\nActual: 93%\n# Visits made\nReporting period: Q1 2023/24\nTarget: 80%\nActual: 70%",
            &[
                "-: Plans issued · Target · target · `95%` reported = 95 percent",
                "-: Plans issued · Actual · actual 2023-07-01..2023-09-30 · `93%` reported = 93 percent",
                "-: Visits made · Target · target · `80%` reported = 80 percent",
                "-: Visits made · Actual · actual 2023-04-01..2023-06-30 · `70%` reported = 70 percent",
            ],
        );
    }

    #[test]
    fn cards() {
        let expected = [
            "Families: Plans issued within 20 weeks ·  · actual · `92%` reported = 92 percent moved=same !role_inferred",
            "Families: Children in care ·  · actual · `73.4` reported = 73.4 !role_inferred",
            "Families: Children in care · Target · target · `70` reported = 70",
        ];
        check(
            "# Paper\n# Families\nPlans issued within 20 weeks\n92%\nStayed the same\n\nChildren in care\n73.4\nImproved performance\nTarget 70",
            &expected,
        );
        check(
            "# Paper\n# Families\n\n92%\nPlans issued within 20 weeks\nStayed the same\n\n73.4\nChildren in care\nImproved performance\nTarget 70",
            &expected,
        );
    }

    #[test]
    fn cards_that_say_from_where_they_moved() {
        check(
            "# Paper\n# Results 2024/25\n\nPlans issued\n92%\nup from 83.2% in 2023/24\n\nVisits made\n81.5%\ndown from 85% in 2023/24",
            &[
                "Results 2024/25: Plans issued ·  · actual 2024-04-01..2025-03-31 · `92%` reported = 92 percent !period_inferred !role_inferred",
                "Results 2024/25: Visits made ·  · actual 2024-04-01..2025-03-31 · `81.5%` reported = 81.5 percent !period_inferred !role_inferred",
            ],
        );
    }

    #[test]
    fn cards_of_which_nothing_says_where_the_name_stands() {
        check("Plans issued\n92%\nVisits made\n80%\nReviews held", &[]);
        check("Plans issued\n92%\n93%\nVisits made\n80%", &[]);
    }

    #[test]
    fn fact_boxes() {
        let expected = [
            "-: Plans issued ·  · actual · `92%` reported = 92 percent !role_inferred",
            "-: Visits made ·  · actual · `1,204` reported = 1204 count !role_inferred",
        ];
        check("Plans issued | Visits made\n92% | 1,204", &expected);
        check("92% | 1,204\nPlans issued | Visits made", &expected);
        check("Plans issued 92% | Visits made 1,204", &expected);
        check("92% Plans issued | 1,204 Visits made", &expected);
    }

    #[test]
    fn cards_without_a_target_and_with_names_over_two_rows() {
        let expected = [
            "-: Plans issued in time ·  · actual · `92%` reported = 92 percent !role_inferred",
            "-: Plans issued in time · Target · target · `90%` reported = 90 percent",
            "-: Visits made ·  · actual · `81.5%` reported = 81.5 percent !role_inferred",
        ];
        check(
            "# Paper\n\nPlans issued in time\n92%\nTarget: 90%\n\nVisits made\n81.5%\nNo target",
            &expected,
        );
        check("Plans issued | Visits made\nin time |\n92% | 81.5%\nTarget: 90% | No target", &expected);
    }

    #[test]
    fn points_that_begin_with_their_figure() {
        let expected = [
            "Headlines: plans were issued on time ·  · actual · `92%` reported = 92 percent !role_inferred",
            "Headlines: plans were issued on time · target · target · `90%` reported = 90 percent",
            "Headlines: calls were answered in time ·  · actual · `81%` reported = 81 percent !role_inferred",
            "Headlines: calls were answered in time · target · target · `80%` reported = 80 percent",
        ];
        let plans = "92% of plans were issued on time (target 90%)";
        let calls = "81% of calls were answered in time (target 80%)";
        check(&format!("# Paper\n# Headlines\n- {plans}\n- {calls}\n- Staff have moved"), &expected);
        let lamps: Vec<String> =
            general("# Paper\n- 18 lamps were switched on\n- 81% of calls were answered\n")
                .figures
                .iter()
                .map(line)
                .collect();
        assert_eq!(lamps.len(), 2, "{lamps:?}");
        check("- 92% of plans were issued on time\n- Staff have moved\n- So have others", &[]);
        let standards = "- 93% of patients seen within two weeks\n- 85% of patients treated within 62 days";
        check(&format!("# Paper\n\nThese are the key standards, and include:\n\n{standards}"), &[]);
        check(&format!("# Paper\n{standards}\n- No more than 41 cases"), &[]);
        // Bullets may be drawn.
        check(&format!("# Paper\n# Headlines\n{plans}\n{calls}\n\nStaff have moved"), &expected);
        check(&format!("# Paper\n# Headlines\n{plans}\nStaff have moved"), &[]);
        check("92% of plans were issued on time\n81% of calls were answered in time", &[]);
    }

    #[test]
    fn blocks_without_end_are_read() {
        for unit in [
            "Target: 5\n",
            "Plans\n5%\n",
            "A | B\n",
            "Target 5 Actual 6\n",
            "- 5% of plans\n",
            "# x\nTarget: 1\n",
        ] {
            general(&unit.repeat(300));
        }
        let labels: Vec<String> = (0..300).map(|at| format!("Label {}: 5", "x".repeat(at % 50))).collect();
        general(&labels.join("\n"));
    }
}
