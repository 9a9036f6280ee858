//! Tables that rules alone don't give: those whose words line up in columns, with or without hairlines or bands.
//!
//! 1. `strip`: lines of items that may be cells, paragraphs taken out (`prose`).
//! 2. `gutter`: parts of the page that stand side by side.
//! 3. `stretch`: which lines may be one table, because the gaps between their items lie above each other.
//! 4. `columns`: the corridors of white that run down through all rows of figures; `pairs`: two of them that are one;
//!    `headed`: what their headings tell about them.
//! 5. `heads`: which columns each heading above stands over; `repeats`: over groups with the same headings.
//! 6. `rows`: which lines are one row; `blocks`: by the cells that stand beside each other; `spans`: cells for several
//!    rows.
//! 7. `evidence`: the points for and against.
//!
//! Without any rule or band a table must show figures that line up. Values are never read here, only looked at.

mod begun;
mod beside;
mod blocks;
mod centred;
mod columns;
mod dividers;
mod evidence;
mod figures;
mod gutter;
mod headed;
mod heads;
mod pairs;
mod pieces;
mod prose;
mod repeats;
mod rows;
mod spans;
mod stretch;
mod strip;
mod table;
mod turned;

use boardlift_model::Page;

use crate::candidate::Candidate;
use crate::guides::Guides;
use crate::runs;
use dividers::Dividers;
use strip::Strip;
use table::Sight;
use turned::Turned;

/// The tables that may be on the page, from top to bottom; they don't overlap. Those that the evidence is against
/// are left out.
pub(crate) fn candidates(page: &Page, guides: &Guides) -> Vec<Candidate> {
    let strips: Vec<Strip> = runs::lines(page).into_iter().map(|line| Strip::new(page, line)).collect();
    let sight = Sight { page, dividers: Dividers::of(guides), turned: Turned::of(page) };
    let strips = prose::without_prose(page, strips, &sight.dividers);
    let mut found = Vec::new();
    for part in gutter::parts(page, strips, &sight.dividers) {
        table::tables(&sight, &part, &mut found);
    }
    found.retain(|candidate| candidate.report.score() > 0.0);
    found
}

#[cfg(test)]
mod tests {
    use boardlift_model::Turn;

    use super::*;
    use crate::choose::choose;
    use crate::surface::Surface;
    use crate::testing::PageBuilder;

    /// The tables of a page, a row a line: texts between ` | `, `·` for a place without a cell, `«rows×columns»` after
    /// a spanned text, `=` under the headings; an empty line between two tables.
    fn read(page: &Page) -> String {
        let guides = Guides::of(page, &Surface::new(page));
        let tables: Vec<String> =
            choose(candidates(page, &guides)).iter().map(|table| text(page, table)).collect();
        tables.join("\n\n")
    }

    fn text(page: &Page, table: &Candidate) -> String {
        let mut rows = vec![vec!["·".to_owned(); table.columns]; table.rows];
        for cell in &table.cells {
            let words: Vec<&str> = cell.words.iter().map(|&word| page.words[word].text.as_str()).collect();
            let spans = match (cell.row_span, cell.column_span) {
                (1, 1) => String::new(),
                (rows, columns) => format!("«{rows}×{columns}»"),
            };
            rows[cell.row][cell.column] = words.join(" ") + &spans;
        }
        let mut lines: Vec<String> = rows.iter().map(|row| row.join(" | ")).collect();
        if table.header_rows > 0 {
            lines.insert(table.header_rows, "=".to_owned());
        }
        lines.join("\n")
    }

    fn check(art: &str, expected: &str) {
        let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
        assert_eq!(read(&PageBuilder::art(art).build()), expected.join("\n"), "{art}");
    }

    #[test]
    fn figures_that_line_up_are_a_table() {
        check(
            "
Children in need                2019/20   2020/21   Change
Plans issued in time                 52        61      8.8
Requests for assessment           1,310         –     12.0
Appeals                              12       n/a     -0.5
",
            "
Children in need | 2019/20 | 2020/21 | Change
=
Plans issued in time | 52 | 61 | 8.8
Requests for assessment | 1,310 | – | 12.0
Appeals | 12 | n/a | -0.5
",
        );
    }

    #[test]
    fn words_without_any_width_do_no_harm() {
        let art = "Plans     52   61\nAppeals   12   14\nVisits    18   19\nCalls     14   15";
        let flat = |word: &mut boardlift_model::Word| {
            if word.text == "52" {
                word.bbox.x1 = word.bbox.x0;
            }
        };
        assert!(
            read(&PageBuilder::art(art).with(flat).build()).contains("Visits | 18 | 19"),
            "the other rows are read"
        );
    }

    #[test]
    fn captions_and_notes_stay_outside_the_rules() {
        check(
            "
Table 1: What the service has done in these two years
---------------------------------------------
Indicator              2020        2021
---------------------------------------------
Plans                   120         132
Appeals                   9          12
Visits                   44          50
---------------------------------------------
Source: the service's own records of this year
",
            "
Indicator | 2020 | 2021
=
Plans | 120 | 132
Appeals | 9 | 12
Visits | 44 | 50
",
        );
    }

    #[test]
    fn headings_of_several_lines_are_one() {
        check(
            "
                 Number of    Share of
                 plans        all plans
North                   12          40%
South                    9          30%
West                     9          30%
",
            "
· | Number of plans | Share of all plans
=
North | 12 | 40%
South | 9 | 30%
West | 9 | 30%
",
        );
    }

    #[test]
    fn a_heading_centred_over_several_spans_them() {
        check(
            "
                2020             2021
Area         Boys  Girls      Boys  Girls
North          12     15        24     36
South         130    133       260    390
East           45     48        90    135
",
            "
Area«2×1» | 2020«1×2» | · | 2021«1×2» | ·
· | Boys | Girls | Boys | Girls
=
North | 12 | 15 | 24 | 36
South | 130 | 133 | 260 | 390
East | 45 | 48 | 90 | 135
",
        );
    }

    #[test]
    fn wrapped_labels_are_one_row() {
        check(
            "
Measure                           2020   2021
Children with a plan                12     14
Plans that were issued within       52     61
twenty weeks of the request
Appeals                              9      7
Moves                                3      4
",
            "
Measure | 2020 | 2021
=
Children with a plan | 12 | 14
Plans that were issued within twenty weeks of the request | 52 | 61
Appeals | 9 | 7
Moves | 3 | 4
",
        );
    }

    #[test]
    fn figures_beside_the_middle_of_a_label_are_its_row() {
        let page = PageBuilder::new()
            .text(200.0, 88.0, "2020")
            .text(260.0, 88.0, "2021")
            .text(20.0, 110.0, "Plans that were issued in")
            .text(20.0, 122.0, "time, without exceptions")
            .text(200.0, 116.0, "52")
            .text(260.0, 116.0, "61")
            .text(20.0, 140.0, "Appeals that were lodged")
            .text(20.0, 152.0, "and upheld by the court")
            .text(200.0, 146.0, "9")
            .text(260.0, 146.0, "12")
            .text(20.0, 170.0, "Moves into the area since")
            .text(20.0, 182.0, "the beginning of the year")
            .text(200.0, 176.0, "3")
            .text(260.0, 176.0, "4")
            .build();
        let expected = "· | 2020 | 2021\n=\n\
            Plans that were issued in time, without exceptions | 52 | 61\n\
            Appeals that were lodged and upheld by the court | 9 | 12\n\
            Moves into the area since the beginning of the year | 3 | 4";
        assert_eq!(read(&page), expected);
    }

    #[test]
    fn headings_that_repeat_part_the_headings_above_them() {
        check(
            "
                           2020                       2021
Area      North   South    East     North    South    East
Plans        12      15      18        24       36      48
Appeals     130     133     140       260      390     480
Visits       45      48      51        90      135     180
",
            "
Area«2×1» | 2020«1×3» | · | · | 2021«1×3» | · | ·
· | North | South | East | North | South | East
=
Plans | 12 | 15 | 18 | 24 | 36 | 48
Appeals | 130 | 133 | 140 | 260 | 390 | 480
Visits | 45 | 48 | 51 | 90 | 135 | 180
",
        );
    }

    #[test]
    fn cells_of_several_lines_stand_beside_each_other() {
        let bold = |word: &mut boardlift_model::Word| word.bold = true;
        let mut page = PageBuilder::new()
            .text(20.0, 80.0, "Measure")
            .with(bold)
            .text(150.0, 80.0, "Target")
            .with(bold)
            .text(200.0, 80.0, "Outturn")
            .with(bold)
            .text(300.0, 80.0, "Remark")
            .with(bold);
        for (row, figure) in ["52", "9", "3"].iter().enumerate() {
            let top = 100.0 + 40.0 * row as f32;
            page = page
                .text(20.0, top, "Plans that were issued")
                .text(20.0, top + 12.0, "(2020)")
                .text(150.0, top + 6.0, "60")
                .text(200.0, top + 6.0, figure)
                .text(300.0, top, "Fewer than in the")
                .text(300.0, top + 12.0, "Spring");
        }
        let row = |figure: &str| {
            format!("Plans that were issued (2020) | 60 | {figure} | Fewer than in the Spring")
        };
        let expected =
            format!("Measure | Target | Outturn | Remark\n=\n{}\n{}\n{}", row("52"), row("9"), row("3"));
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn words_on_the_left_and_figures_on_the_right_are_one_column() {
        check(
            "
Measure                Target          Outturn      Change
Plans issued              120              132          10
Appeals                     9               12          33
Visits to schools      Not set              50           4
Moves into the area    To come              61          12
",
            "
Measure | Target | Outturn | Change
=
Plans issued | 120 | 132 | 10
Appeals | 9 | 12 | 33
Visits to schools | Not set | 50 | 4
Moves into the area | To come | 61 | 12
",
        );
    }

    #[test]
    fn headings_of_groups_are_rows() {
        check(
            "
£000                           2021     2020
Assets
Land and buildings           12,300   11,200
Goodwill                       (45)        –
Debts
Loans                         1,230    1,120
Bonds                           450      301
",
            "
£000 | 2021 | 2020
=
Assets | · | ·
Land and buildings | 12,300 | 11,200
Goodwill | (45) | –
Debts | · | ·
Loans | 1,230 | 1,120
Bonds | 450 | 301
",
        );
    }

    #[test]
    fn bands_part_rows() {
        let mut page = PageBuilder::new().text(200.0, 39.0, "2020").text(260.0, 39.0, "2021");
        for (row, figures) in [["52", "61"], ["9", "12"], ["3", "4"], ["7", "8"]].iter().enumerate() {
            let top = 50.0 + 30.0 * row as f32;
            if row % 2 == 0 {
                page = page.fill(15.0, top - 2.0, 290.0, top + 28.0, crate::testing::GREY);
            }
            page = page
                .text(20.0, top + 9.0, "Label that goes")
                .text(20.0, top + 21.0, "On")
                .text(200.0, top + 9.0, figures[0])
                .text(260.0, top + 9.0, figures[1]);
        }
        let expected = "· | 2020 | 2021\n=\nLabel that goes On | 52 | 61\nLabel that goes On | 9 | 12\n\
            Label that goes On | 3 | 4\nLabel that goes On | 7 | 8";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn rows_of_words_that_are_ruled_off_are_a_table() {
        check(
            "
---------------------------------------------------------------
Action                 Lead             Progress
---------------------------------------------------------------
Recruit two            Head of SEN      Interviews were held in
psychologists                           June and one post filled
---------------------------------------------------------------
Publish the offer      Press office     Complete
---------------------------------------------------------------
Agree a plan           Director         Draft went to the board
---------------------------------------------------------------
",
            "
Action | Lead | Progress
=
Recruit two psychologists | Head of SEN | Interviews were held in June and one post filled
Publish the offer | Press office | Complete
Agree a plan | Director | Draft went to the board
",
        );
    }

    #[test]
    fn tables_side_by_side_are_two() {
        check(
            "
Measure      2020   2021        Measure      2020   2021
Plans         120    132        Plans         310    305
Appeals         9     12        Appeals         4      7
Visits         44     50        Visits         81     90
",
            "
Measure | 2020 | 2021
=
Plans | 120 | 132
Appeals | 9 | 12
Visits | 44 | 50

Measure | 2020 | 2021
=
Plans | 310 | 305
Appeals | 4 | 7
Visits | 81 | 90
",
        );
    }

    #[test]
    fn prose_between_tables_parts_them() {
        check(
            "
Measure      2020   2021
Plans         120    132
Appeals         9     12
Visits         44     50
All of these figures have been rising since the last of our reviews.
They are expected to rise further in the years that are to come now.
Area         2020   2021
North         310    305
South           4      7
West           81     90
",
            "
Measure | 2020 | 2021
=
Plans | 120 | 132
Appeals | 9 | 12
Visits | 44 | 50

Area | 2020 | 2021
=
North | 310 | 305
South | 4 | 7
West | 81 | 90
",
        );
    }

    #[test]
    fn leaders_are_gaps() {
        check(
            "
Item                     2019    2020
Plans ..................  120     132
Appeals ................    9      12
Visits .................   44      50
",
            "
Item | 2019 | 2020
=
Plans | 120 | 132
Appeals | 9 | 12
Visits | 44 | 50
",
        );
    }

    #[test]
    fn turned_headings_stand_over_their_columns() {
        let mut page = PageBuilder::new()
            .turned(208.0, 78.0, "Target 2021", Turn::Up)
            .turned(248.0, 78.0, "Outturn", Turn::Up)
            .turned(288.0, 78.0, "Change", Turn::Up);
        for (row, label) in ["Plans", "Appeals", "Visits"].iter().enumerate() {
            let y = 90.0 + 12.0 * row as f32;
            page = page.text(20.0, y, label).text(200.0, y, "52").text(240.0, y, "61").text(280.0, y, "9.5");
        }
        let expected = "· | Target 2021 | Outturn | Change\n=\n\
            Plans | 52 | 61 | 9.5\nAppeals | 52 | 61 | 9.5\nVisits | 52 | 61 | 9.5";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn turned_headings_flush_left_begin_columns_of_figures_flush_right() {
        // The upright headings stand at other heights, the figures right before the next column's heading.
        let mut page = PageBuilder::new()
            .level(20.0, 15.0, 280.0)
            .text(20.0, 60.0, "Ref")
            .text(50.0, 40.0, "Indicator")
            .turned(158.0, 78.0, "Target", Turn::Up)
            .turned(168.0, 78.0, "2021", Turn::Up)
            .turned(208.0, 78.0, "Outturn", Turn::Up)
            .turned(258.0, 78.0, "RAG", Turn::Up);
        for (row, label) in ["Plans", "Appeals", "Visits"].iter().enumerate() {
            let y = 90.0 + 12.0 * row as f32;
            page = page.text(20.0, y, "7").text(50.0, y, label).text(185.0, y, "52").text(224.0, y, "61.5");
            page = page.text(252.0, y, "G").level(y + 3.0, 15.0, 280.0);
        }
        let expected = "Ref | Indicator | Target 2021 | Outturn | RAG\n=\n\
            7 | Plans | 52 | 61.5 | G\n7 | Appeals | 52 | 61.5 | G\n7 | Visits | 52 | 61.5 | G";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn turned_headings_stand_under_headings_of_groups() {
        // The labels are broken down in a column that has no heading of its own.
        let mut page = PageBuilder::new().text(20.0, 60.0, "Indicator");
        page = page.text(200.0, 20.0, "2020").text(280.0, 20.0, "2021");
        for (at, head) in ["England", "London", "England", "London"].iter().enumerate() {
            page = page.turned(208.0 + 40.0 * at as f32, 78.0, head, Turn::Up);
        }
        for (row, label) in ["Plans", "Appeals", "Visits"].iter().enumerate() {
            let y = 90.0 + 12.0 * row as f32;
            page = page.text(20.0, y, label).text(120.0, y, "Boys");
            for at in 0..4 {
                page = page.text(222.0 + 40.0 * at as f32, y, "52");
            }
        }
        let expected = "Indicator«2×1» | · | 2020«1×2» | · | 2021«1×2» | ·\n\
            · | · | England | London | England | London\n=\n\
            Plans | Boys | 52 | 52 | 52 | 52\nAppeals | Boys | 52 | 52 | 52 | 52\nVisits | Boys | 52 | 52 | 52 | 52";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn tables_side_by_side_need_not_share_lines() {
        // The rows of the right one stand between those of the left one, which has one row more.
        let mut page = PageBuilder::new();
        for (left, x, rows) in [(true, 20.0, 5), (false, 320.0, 4)] {
            page = page.text(x, 20.0, "Measure").text(x + 120.0, 20.0, "2020").text(x + 180.0, 20.0, "2021");
            for row in 0..rows {
                let y = 36.0 + (if left { 14.0 } else { 19.0 }) * row as f32;
                page = page.text(x, y, "Plans").text(x + 120.0, y, "120").text(x + 180.0, y, "132");
                page = page.level(y - 11.0, x, x + 210.0);
            }
        }
        let table = |rows: usize| {
            let rows = vec!["Plans | 120 | 132"; rows].join("\n");
            format!("Measure | 2020 | 2021\n=\n{rows}")
        };
        assert_eq!(read(&page.build()), format!("{}\n\n{}", table(5), table(4)));
    }

    #[test]
    fn groups_of_headings_beside_the_labels_are_one_table() {
        check(
            "
Area          Boys  Girls      Boys  Girls
North           12     15        24     36
South          130    133       260    390
East            45     48        90    135
",
            "
Area | Boys | Girls | Boys | Girls
=
North | 12 | 15 | 24 | 36
South | 130 | 133 | 260 | 390
East | 45 | 48 | 90 | 135
",
        );
    }

    #[test]
    fn headings_that_come_again_head_another_table() {
        check(
            "
Ref   Key indicator        Target   Outturn
1     Plans                   120       132
2     Appeals                   9        12
3     Visits                   44        50
Ref   Key indicator                       Target   Outturn
4     Children who moved in                   44        50
5     Children who moved out                  81        90
6     Children who came back                   8        10
",
            "
Ref | Key indicator | Target | Outturn
=
1 | Plans | 120 | 132
2 | Appeals | 9 | 12
3 | Visits | 44 | 50

Ref | Key indicator | Target | Outturn
=
4 | Children who moved in | 44 | 50
5 | Children who moved out | 81 | 90
6 | Children who came back | 8 | 10
",
        );
    }

    #[test]
    fn lines_of_headings_that_are_centred_on_each_other_are_one_row() {
        let heads = [(50.0, "Target"), (62.0, "March")];
        let mut page = PageBuilder::new();
        for (at, x) in [150.0, 200.0, 250.0, 300.0].into_iter().enumerate() {
            page = heads.iter().fold(page, |page, &(y, text)| page.text(x, y, text));
            for (row, y) in [80.0, 92.0, 104.0].into_iter().enumerate() {
                page = page.text(x, y, &format!("{}", 10 + 4 * row + at));
            }
        }
        for (x, text) in [(20.0, "Measure"), (350.0, "Note"), (390.0, "Mark"), (430.0, "Data")] {
            page = page.text(x, 56.0, text);
        }
        for (y, label) in [(80.0, "Plans"), (92.0, "Appeals"), (104.0, "Visits")] {
            page = page.text(20.0, y, label).text(350.0, y, "5").text(390.0, y, "6").text(430.0, y, "7");
        }
        let expected = "Measure | Target March | Target March | Target March | Target March | Note | Mark | Data\n=\n\
            Plans | 10 | 11 | 12 | 13 | 5 | 6 | 7\nAppeals | 14 | 15 | 16 | 17 | 5 | 6 | 7\n\
            Visits | 18 | 19 | 20 | 21 | 5 | 6 | 7";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn a_line_beside_headings_in_bold_is_one_of_theirs() {
        let bold = |word: &mut boardlift_model::Word| word.bold = true;
        let heads =
            [(150.0, 50.0, "Current"), (250.0, 50.0, "Change"), (20.0, 56.0, "Area"), (200.0, 56.0, "22/23")];
        let mut page = PageBuilder::new();
        for (x, y, text) in heads {
            page = page.text(x, y, text).with(bold);
        }
        for (y, label) in [(76.0, "North"), (88.0, "South"), (100.0, "West")] {
            page = page.text(20.0, y, label).text(150.0, y, "5").text(200.0, y, "6").text(250.0, y, "7");
        }
        let expected =
            "Area | Current | 22/23 | Change\n=\nNorth | 5 | 6 | 7\nSouth | 5 | 6 | 7\nWest | 5 | 6 | 7";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn headings_begin_columns_that_hardly_any_row_fills() {
        check(
            "
Item       Q1      Q2      RAG    Note
Plans          5       6
Appeals        7       8
Visits         5       6
Moves          7       8
Calls          5       6
Letters        7       8
Talks          5       6
Reviews        7       8
Checks         5       6
Tests          7       8
Audits         5       6   A          12/9
",
            "
Item | Q1 | Q2 | RAG | Note
=
Plans | 5 | 6 | · | ·
Appeals | 7 | 8 | · | ·
Visits | 5 | 6 | · | ·
Moves | 7 | 8 | · | ·
Calls | 5 | 6 | · | ·
Letters | 7 | 8 | · | ·
Talks | 5 | 6 | · | ·
Reviews | 7 | 8 | · | ·
Checks | 5 | 6 | · | ·
Tests | 7 | 8 | · | ·
Audits | 5 | 6 | A | 12/9
",
        );
    }

    #[test]
    fn headings_a_word_space_apart_over_columns_of_their_own_are_several() {
        check(
            "
Area      Boys Girls Total
North     5    6     7
South     8    9     4
West      3    2     1
",
            "
Area | Boys | Girls | Total
=
North | 5 | 6 | 7
South | 8 | 9 | 4
West | 3 | 2 | 1
",
        );
    }

    #[test]
    fn labels_of_two_rows_stand_in_columns_of_their_own() {
        let mut page = PageBuilder::new().text(200.0, 80.0, "2020").text(240.0, 80.0, "2021");
        for (y, number, label) in [(100.0, "1", "Plans"), (132.0, "2", "Visits")] {
            page = page.text(120.0, y, "Boys").text(200.0, y, "5").text(240.0, y, "6");
            page = page.text(20.0, y + 8.0, number).text(40.0, y + 8.0, label);
            page = page.text(120.0, y + 16.0, "Girls").text(200.0, y + 16.0, "7").text(240.0, y + 16.0, "8");
        }
        let expected = "· | · | · | 2020 | 2021\n=\n1«2×1» | Plans«2×1» | Boys | 5 | 6\n· | · | Girls | 7 | 8\n\
            2«2×1» | Visits«2×1» | Boys | 5 | 6\n· | · | Girls | 7 | 8";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn labels_of_two_lines_stand_for_two_rows() {
        let mut page = PageBuilder::new().text(200.0, 80.0, "2020").text(240.0, 80.0, "2021");
        for (y, lines) in [(100.0, ["Plans issued", "in time"]), (132.0, ["Visits made", "to schools"])] {
            page = page.text(120.0, y, "Boys").text(200.0, y, "5").text(240.0, y, "6");
            page = page.text(20.0, y + 2.0, lines[0]).text(20.0, y + 14.0, lines[1]);
            page = page.text(120.0, y + 16.0, "Girls").text(200.0, y + 16.0, "7").text(240.0, y + 16.0, "8");
        }
        let expected = "· | · | 2020 | 2021\n=\nPlans issued in time«2×1» | Boys | 5 | 6\n· | Girls | 7 | 8\n\
            Visits made to schools«2×1» | Boys | 5 | 6\n· | Girls | 7 | 8";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn what_stands_beside_the_first_row_and_the_last_is_theirs() {
        let mut page = PageBuilder::new().text(200.0, 70.0, "2020").text(240.0, 70.0, "2021");
        for (y, label) in [(100.0, "Plans"), (156.0, "Visits")] {
            page = page.text(20.0, y + 8.0, label).text(20.0, y + 20.0, "made");
            for (y, group) in [(y, "Boys"), (y + 28.0, "Girls")] {
                page = page.text(100.0, y, group).text(200.0, y, "5").text(240.0, y, "6");
                page = page.text(300.0, y - 6.0, "Annual").text(300.0, y + 6.0, "data");
            }
        }
        let expected = "· | · | 2020 | 2021 | ·\n=\nPlans made«2×1» | Boys | 5 | 6 | Annual data\n\
            · | Girls | 5 | 6 | Annual data\nVisits made«2×1» | Boys | 5 | 6 | Annual data\n\
            · | Girls | 5 | 6 | Annual data";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn what_is_no_table_gives_none() {
        for art in [
            // A list of contents.
            "
Introduction ....................... 3
Our findings ....................... 5
What happens next .................. 9
Data .............................. 12
",
            // Two people sign.
            "
John Brown                 Mary White
Inspector                  Chief Executive
Office of Standards        NHS South
",
            // A letterhead.
            "
Mrs Jane Smith                        Piccadilly Gate
Oak Lane School                       Store Street
12 Oak Lane                           T 0300 123 1231
Westmere                              F 0161 618 8524
",
            // A numbered list.
            "
1.   Improve phonics so that 90% pass
2.   Reduce absence below 5%
3.   Publish 3 policies
4.   Meet 12 parents
",
            // Details of a school.
            "
Reference number          102566
Type of school            Primary
Age range                 3 to 11
Number of pupils          449
Date of inspection        14 May 2015
",
            // The scales of two charts side by side.
            "
500                      500
400     Plans            400     Appeals
300                      300
200                      200
100                      100
  0                        0
",
            // Two columns of prose with figures in them.
            "
We met 24 pupils and 15 members      Leaders have made progress since
of staff and saw 32 lessons that     May 2015, when 45 of 60 pupils
were taught on 12 March 2019 in      were able to read well. By 2018
all of the years of the school.      this had risen to 58 of them.
",
        ] {
            check(art, "");
        }
    }

    #[test]
    fn a_crowded_page_costs_bounded_work() {
        let mut page = PageBuilder::art("12 14\n15 16").build();
        let word = page.words[0].clone();
        page.words = (0..100_000_u32)
            .map(|at| {
                let mut word = word.clone();
                let (x, y) = ((at % 400) as f32 * 15.0, (at / 400) as f32 * 12.0);
                word.bbox = boardlift_model::BBox { x0: x, y0: y, x1: x + 10.0, y1: y + 10.0 };
                word.baseline = y + 8.0;
                word
            })
            .collect();
        read(&page);
    }
}
