//! Lists of one cell a line: a block of headings, then names, each followed by its values.
//!
//! A converter that drops the table but keeps the cells leaves such a list. The block of headings is printed before
//! each section or once; blank cells have left no line, or stand as a lone `|`. Takes nothing for a list that has
//! no block of known headings, unless marks part its cells, and guesses no value's column.
//!
//! In the order of work:
//!
//! - [`header`]: where the blocks of headings stand.
//! - [`marked`]: how wide a list between marks is, whatever its headings.
//! - [`sections`]: which lines stand below which block, and what heads them.
//! - [`rows`]: these lines to rows.
//! - [`place`]: which value of a short row stands in which column.

use boardlift_lexicon::wording;
use boardlift_model::grid::Method;
use boardlift_model::{Block, Cell, Grid, Text};

use crate::limits::Budget;
use crate::line::Line;
use crate::markup;
use crate::part::Part;
use rows::Rows;
use sections::Section;

mod header;
mod marked;
mod place;
mod rows;
mod sections;

/// A stretch of lines outside tables.
#[derive(Debug)]
pub(crate) enum Piece<'l, 't> {
    /// Lines of no list.
    Prose(&'l [Line<'t>]),
    /// A section of a list.
    Section(Part),
}

/// One cell of a list.
#[derive(Debug)]
struct Entry<'t> {
    line: Line<'t>,
    /// Its words, without the `|` that some converters end a cell with. Empty only where that is all there is.
    text: String,
    /// Whether such a `|` stood behind it.
    is_marked: bool,
    /// Whether a blank line stands above it.
    after_blank: bool,
    /// Its index among the lines.
    at: usize,
}

/// Parts lines into the sections of a list, if they hold one, and prose.
pub(crate) fn split<'l, 't>(lines: &'l [Line<'t>], budget: &mut Budget) -> Vec<Piece<'l, 't>> {
    let entries = entries(lines);
    let headers = header::find(&entries);
    let sections = sections::sections(&entries, &headers);
    if !sections.iter().flat_map(|section| &section.groups).any(|group| group.rows.values > 0) {
        return vec![Piece::Prose(lines)];
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for section in sections {
        pieces
            .extend(lines.get(from..section.first_line).filter(|lines| !lines.is_empty()).map(Piece::Prose));
        from = section.end_line;
        pieces.push(Piece::Section(part(section, budget)));
    }
    pieces.extend(lines.get(from..).filter(|lines| !lines.is_empty()).map(Piece::Prose));
    pieces
}

fn entries<'t>(lines: &[Line<'t>]) -> Vec<Entry<'t>> {
    let mut after_blank = false;
    let mut entries = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            after_blank = true;
            continue;
        }
        let raw = line.text.trim();
        let marked = raw.strip_suffix('|').filter(|cell| !cell.contains('|'));
        let text = markup::plain(marked.unwrap_or(raw)).text;
        entries.push(Entry { line: *line, text, is_marked: marked.is_some(), after_blank, at });
        after_blank = false;
    }
    entries
}

fn part(section: Section<'_>, budget: &mut Budget) -> Part {
    let mut part = Part::default();
    for group in section.groups {
        part.blocks.extend(heading(group.title).map(Block::Heading));
        part.append(grid(section.header, group.rows, budget));
        part.blocks.extend(group.notes.iter().map(|entry| note(entry)));
    }
    part
}

/// The rows below their headings. A group of its own repeats the headings of its section, from their lines.
fn grid(header: &[Entry<'_>], rows: Rows, budget: &mut Budget) -> Part {
    let mut part = Part { blocks: Vec::new(), findings: rows.findings };
    if rows.cells.is_empty() {
        return part;
    }
    let place = header.first().map(|entry| entry.line.place());
    match budget.admit(rows.cells.len() + 1, header.len(), place) {
        Ok(()) => {
            let headings =
                header.iter().map(|entry| Cell::new(entry.text.clone(), entry.line.place())).collect();
            let rows = std::iter::once(headings).chain(rows.cells).collect();
            part.blocks.push(Block::Grid(Grid::new(rows, Method::CellLines)));
        }
        Err(finding) => part.findings.push(finding),
    }
    part
}

fn heading(title: &[Entry<'_>]) -> Option<Text> {
    let words: Vec<&str> = title.iter().map(|entry| entry.text.as_str()).collect();
    title.first().map(|first| Text { text: words.join(" "), place: first.line.place() })
}

fn note(entry: &Entry<'_>) -> Block {
    let text = |words: &str| Text { text: words.to_owned(), place: entry.line.place() };
    match wording::footnote(&entry.text) {
        Some((mark, words)) => Block::Footnote { mark: mark.to_owned(), text: text(words) },
        None => Block::Paragraph(text(&entry.text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::testing::{block_text, lines_of};
    use std::fmt::Write;

    /// The blocks, prose as `> ` and its first line; and how many figures were left out.
    fn check(text: &str, expected: &str, left_out: u32) {
        let lines = lines_of(text);
        let mut out = String::new();
        let mut count = 0;
        for piece in split(&lines, &mut Budget::new(&Limits::default())) {
            match piece {
                Piece::Prose(lines) => writeln!(out, "> {}", lines[0].number).expect("a string takes all"),
                Piece::Section(part) => {
                    out.push_str(&block_text(&part.blocks));
                    count += part.findings.iter().map(|finding| finding.count).sum::<u32>();
                }
            }
        }
        assert_eq!(out, expected, "from {text}");
        assert_eq!(count, left_out, "figures left out of {text}");
    }

    const PLAN: &str =
        "Key Performance Indicator\nBaseline (date)\nTarget\nMilestone 1 – Jul 23\nActual Jul 23\n";

    #[test]
    fn sections_with_repeated_headings() {
        check(
            &format!(
                "Section A: Strategy\n{PLAN}Pupils absent from school\n10% (June 2022)\n9%\n8%\n7%\nParents say so\n8% (May 23)\n90%\n*Figures may differ\nSection B: Plans\n{}Plans issued\n5\n<10\n6\n7\nReviews held",
                PLAN.replace("Key Performance", "Key performance")
            ),
            "1: # Section A: Strategy\n\
             2: Key Performance Indicator | Baseline (date)@3 | Target@4 | Milestone 1 – Jul 23@5 | Actual Jul 23@6\n\
             7: Pupils absent from school | 10% (June 2022)@8 | 9%@9 | 8%@10 | 7%@11\n\
             12: Parents say so | 8% (May 23)@13 | 90%@14 | · | ·\n\
             15: ^* Figures may differ\n\
             16: # Section B: Plans\n\
             17: Key performance Indicator | Baseline (date)@18 | Target@19 | Milestone 1 – Jul 23@20 | Actual Jul 23@21\n\
             22: Plans issued | 5@23 | <10@24 | 6@25 | 7@26\n\
             27: Reviews held | · | · | · | ·\n",
            0,
        );
    }

    #[test]
    fn numbered_titles_part_a_list_whose_headings_stand_once() {
        check(
            "Indicator\nTarget\nQ1 2023/24\nPriority 1: Time\nPlans issued\n5\n6\nPriority 2: Quality\nPlans judged good\n7\n8",
            "4: # Priority 1: Time\n\
             1: Indicator | Target@2 | Q1 2023/24@3\n\
             5: Plans issued | 5@6 | 6@7\n\
             8: # Priority 2: Quality\n\
             1: Indicator | Target@2 | Q1 2023/24@3\n\
             9: Plans judged good | 7@10 | 8@11\n",
            0,
        );
    }

    #[test]
    fn a_short_row_is_lost_where_it_is_not_certain() {
        check(
            &format!(
                "{PLAN}Plans issued\n5 (June 2022)\n0\n7\nReviews held\n1\n2\n3\n4\n5\nAppeals heard this year\n5\n6\n7\n8"
            ),
            "1: Key Performance Indicator | Baseline (date)@2 | Target@3 | Milestone 1 – Jul 23@4 | Actual Jul 23@5\n\
             6: Plans issued | 5 (June 2022)@7 | 0@8 | ? | ?\n\
             10: Reviews held | ? | ? | ? | ?\n\
             16: Appeals heard this year | 5@17 | 6@18 | 7@19 | 8@20\n",
            6,
        );
    }

    #[test]
    fn names_that_wrap_are_joined() {
        check(
            "Indicator\nTarget\nQ1 2023/24\nPercentage of plans issued in\nTime\n90%\n80%\nChildren waiting (first\nContact)\n5\n6\nReviews\nheld\n7\n8\nAttendance\nPupils absent\n9\n10",
            "1: Indicator | Target@2 | Q1 2023/24@3\n\
             4: Percentage of plans issued in Time | 90%@6 | 80%@7\n\
             8: Children waiting (first Contact) | 5@10 | 6@11\n\
             12: Reviews held | 7@14 | 8@15\n\
             16: Attendance | · | ·\n\
             17: Pupils absent | 9@18 | 10@19\n",
            0,
        );
    }

    #[test]
    fn numbered_rows_and_words_in_even_lists() {
        check(
            "Code |\nMeasure |\n2023 |\n2024 |\nTP01 |\nSatisfied with the service. |\n68.1% |\n77.3% |\nTP02 |\nSatisfied with repairs. |\n|\n78.7% |\n",
            "1: Code | Measure@2 | 2023@3 | 2024@4\n\
             5: TP01 | Satisfied with the service.@6 | 68.1%@7 | 77.3%@8\n\
             9: TP02 | Satisfied with repairs.@10 | · | 78.7%@12\n",
            0,
        );
        check(
            "Ref\nIndicator\nTarget\nQ1 2023/24\n1\nPlans issued\n5\n6\n2\nReviews held\n7\n3\nAppeals heard\n8\n9",
            "1: Ref | Indicator@2 | Target@3 | Q1 2023/24@4\n\
             5: 1 | Plans issued@6 | 5@7 | 6@8\n\
             9: 2 | Reviews held@10 | ? | ?\n\
             12: 3 | Appeals heard@13 | 8@14 | 9@15\n",
            1,
        );
        check(
            "Indicator\nTarget\nQ1 2023/24\nComments\nPlans issued\n5\n6\nOn track\nReviews held\n7\n8\nBehind",
            "1: Indicator | Target@2 | Q1 2023/24@3 | Comments@4\n\
             5: Plans issued | 5@6 | 6@7 | On track@8\n\
             9: Reviews held | 7@10 | 8@11 | Behind@12\n",
            0,
        );
    }

    #[test]
    fn titles_above_a_block_are_no_headings() {
        check(
            "Satisfaction measures\n\nResults 2023\n\nCode |\nMeasure |\n2023 |\n2024 |\nTP01 |\nSatisfied. |\n68.1% |\n77.3% |",
            "> 1\n3: # Results 2023\n5: Code | Measure@6 | 2023@7 | 2024@8\n9: TP01 | Satisfied.@10 | 68.1%@11 | 77.3%@12\n",
            0,
        );
    }

    #[test]
    fn lists_between_marks_need_no_known_heading() {
        check(
            "Complaints in 2023/24:\n\nStage |\nNumber in |\n% on time |\nStage one |\n604 |\n84% |\nEscalated |\n72 |\n78% |\n\nWords follow.\n\nComplaints in 2024/25:\n\nStage |\nNumber in |\n% on time |\nStage one |\n74 |\n92% |\nEscalated |\n11 |\n100% |",
            "1: # Complaints in 2023/24:\n\
             3: Stage | Number in@4 | % on time@5\n\
             6: Stage one | 604@7 | 84%@8\n\
             9: Escalated | 72@10 | 78%@11\n\
             > 12\n\
             15: # Complaints in 2024/25:\n\
             17: Stage | Number in@18 | % on time@19\n\
             20: Stage one | 74@21 | 92%@22\n\
             23: Escalated | 11@24 | 100%@25\n",
            0,
        );
    }

    #[test]
    fn a_repeated_block_may_hold_an_unknown_heading() {
        let block = "Indicator\nTarget\nZeal of the team\nQ1 2023/24";
        check(
            &format!("{block}\nPlans issued\n5\nhigh\n6\nPart B\n{block}\nReviews held\n7\nlow\n8"),
            "1: Indicator | Target@2 | Zeal of the team@3 | Q1 2023/24@4\n\
             5: Plans issued | 5@6 | high@7 | 6@8\n\
             9: # Part B\n\
             10: Indicator | Target@11 | Zeal of the team@12 | Q1 2023/24@13\n\
             14: Reviews held | 7@15 | low@16 | 8@17\n",
            0,
        );
    }

    #[test]
    fn what_can_not_be_told_apart_is_left_out() {
        check(
            "Indicator\nTarget\nQ1 2023/24\nComments\nPlans issued\n5\n6\nReviews held\n7\n8\nBehind",
            "",
            4,
        );
        check(
            "Indicator\nTarget\nQ1 2023/24\nQ2 2023/24\nPlans issued in time\n5\nBelow National\n6\nReviews held in time\n7\n8\n9",
            "1: Indicator | Target@2 | Q1 2023/24@3 | Q2 2023/24@4\n\
             5: Plans issued in time | ? | ? | ?\n\
             7: Below National | ? | ? | ?\n\
             9: Reviews held in time | 7@10 | 8@11 | 9@12\n",
            2,
        );
    }

    #[test]
    fn names_may_begin_with_a_figure() {
        let header = "Indicator\nTarget\nQ1 2023/24\nQ2 2023/24";
        check(
            &format!("{header}\nPlans issued in time\n5\n6\n7\n20 week timeliness of plans\n90%\n80%\n70%"),
            "1: Indicator | Target@2 | Q1 2023/24@3 | Q2 2023/24@4\n\
             5: Plans issued in time | 5@6 | 6@7 | 7@8\n\
             9: 20 week timeliness of plans | 90%@10 | 80%@11 | 70%@12\n",
            0,
        );
        check(
            &format!("{header}\nPlans issued in time\n60% in 13 weeks\n7\nReviews held in time\n1\n2\n3"),
            "1: Indicator | Target@2 | Q1 2023/24@3 | Q2 2023/24@4\n\
             5: Plans issued in time | ? | ? | ?\n\
             6: 60% in 13 weeks | ? | ? | ?\n\
             8: Reviews held in time | 1@9 | 2@10 | 3@11\n",
            1,
        );
    }

    #[test]
    fn prose_is_no_list() {
        for text in [
            "Target\nBaseline\nActual",
            "Indicator\nWords about it\n5",
            "Our indicators\n\nThe target is 5.\nThe baseline is 6.",
            "- Indicator\n- Target\n- Actual\n- 5",
            "Indicator\nTarget\nActual\nWords without figures",
        ] {
            check(text, "> 1\n", 0);
        }
    }

    #[test]
    fn words_around_a_list_stay_prose() {
        check(
            &format!(
                "Council\n\nThis report shows figures.\n\n{PLAN}Plans issued\n5\n6\n7\n8\n\nThe next report follows in May.\n- Point"
            ),
            "> 1\n\
             5: Key Performance Indicator | Baseline (date)@6 | Target@7 | Milestone 1 – Jul 23@8 | Actual Jul 23@9\n\
             10: Plans issued | 5@11 | 6@12 | 7@13 | 8@14\n\
             > 15\n",
            0,
        );
    }

    #[test]
    fn lists_between_marks_that_blank_lines_part() {
        check(
            "2021/22 |\nApril to June |\nRequests received |\n168 |\nAnswered in time |\n89% |\n\n2021/22 |\nJuly to September |\nRequests received |\n179 |\nAnswered in time |\n94% |\n",
            "1: 2021/22 | April to June@2\n\
             3: Requests received | 168@4\n\
             5: Answered in time | 89%@6\n\
             > 7\n\
             8: 2021/22 | July to September@9\n\
             10: Requests received | 179@11\n\
             12: Answered in time | 94%@13\n",
            0,
        );
    }
}
