//! Tables whose columns are lined up with spaces, as mail programs, PDF converters and typists make them.
//!
//! A table is rows of figures with white running down between their columns, below headings that stand over these.
//! Nothing else in a text lines up figures: prose with wide spaces, letters and signatures do not. Where it can't be
//! told which column or which row a figure belongs to, it is left out with a finding: one in the wrong place is worse
//! than none.
//!
//! In the order of work:
//!
//! - `typed`: lines to pieces, and the columns of characters that they stand in; `words`: what a piece is by itself.
//! - `close`: cells that stand one space apart.
//! - `columns`: the white that runs down through all rows.
//! - `heads`: which heading stands over which column.
//! - `extent`: how far up and down its lines may reach.
//! - `body`, `group`, `rows`: which lines are one row, and which name groups of rows.
//! - `table`, `grid`: all of it to a table, or the reason why there is none.
//! - `panel`: labels one below the other, with what stands for each.

mod body;
mod close;
mod columns;
mod extent;
mod grid;
mod group;
mod heads;
mod labelled;
mod panel;
mod rows;
mod table;
mod typed;
mod words;

use std::ops::Range;

use boardlift_model::Finding;
use boardlift_model::finding::FindingKind;

use crate::limits::Budget;
use crate::line::Line;
use crate::part::Part;
use table::{NoTable, Table};
use typed::Typed;

/// How often a line is looked at on the average, at most: where one table after the other breaks off, the lines below are
/// looked at again.
const LOOKS: usize = 16;

/// A stretch of lines outside tables between marks.
#[derive(Debug)]
pub(crate) enum Stretch<'l, 't> {
    /// Lines of no table.
    Plain(&'l [Line<'t>]),
    /// A table, or what is to be said of one that can't be read.
    Table(Part),
}

/// The lines by their pieces. Dots lead to figures in the rows of a table, where they do so in the first below its headings;
/// anywhere else they lead to the pages of the contents.
fn typed_lines<'t>(lines: &[Line<'t>]) -> Vec<Typed<'t>> {
    let mut are_rows_led = false;
    let mut typed = Vec::with_capacity(lines.len());
    for line in lines {
        let plain = Typed::of(*line);
        let led = Typed::of_led(*line);
        if words::is_heading(&plain) {
            are_rows_led = true;
        } else if led.is_gapped() && !led.is_led {
            are_rows_led = false;
        }
        typed.push(if are_rows_led { led } else { plain });
    }
    typed
}

/// Parts lines into tables and others.
pub(crate) fn split<'l, 't>(lines: &'l [Line<'t>], budget: &mut Budget) -> Vec<Stretch<'l, 't>> {
    let mut typed = typed_lines(lines);
    for below in 1..typed.len() {
        typed[below].goes_on_heading = words::goes_on_heading(&typed[below - 1], &typed[below]);
    }
    let mut stretches = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    let mut looks = lines.len().saturating_mul(LOOKS);
    while let Some(row) = (at..typed.len()).find(|at| words::is_row(&typed[*at])) {
        let end = extent::end_of_body(&typed, row);
        if looks < end - row {
            break;
        }
        looks -= end - row;
        let found = match panel::around(&typed, plain_from, row) {
            Some(range) => Ok((range.clone(), panel::read(&typed[range], budget))),
            None => found(&typed, plain_from, row..end, budget),
        };
        match found {
            Ok((range, part)) => {
                stretches.extend(plain(&lines[plain_from..range.start], &typed[plain_from..range.start]));
                stretches.push(Stretch::Table(part));
                (plain_from, at) = (range.end, range.end);
            }
            Err(end) => at = end,
        }
    }
    stretches.extend(plain(&lines[plain_from..], &typed[plain_from..]));
    stretches
}

/// The lines of the table with the given rows, and what it gives; where they are none, the line to go on from.
fn found(
    lines: &[Typed<'_>],
    from: usize,
    rows: Range<usize>,
    budget: &mut Budget,
) -> Result<(Range<usize>, Part), usize> {
    match table::read(&lines[from..rows.start], &lines[rows.clone()], budget) {
        Ok(Table { above, rows: count, part }) => Ok((rows.start - above..rows.start + count, part)),
        Err(NoTable::Unclear { reason, above, rows: count }) => {
            let range = rows.start - above..rows.start + count;
            let finding = set_aside(reason, &lines[range.clone()]);
            Ok((range, Part::finding(finding)))
        }
        Err(NoTable::Other) => Err(rows.end),
    }
}

/// Lines of no table. Figures that stand beside other words are left out: in running text they would belong to words
/// that happen to stand on their line.
fn plain<'l, 't>(lines: &'l [Line<'t>], typed: &[Typed<'t>]) -> Vec<Stretch<'l, 't>> {
    let beside: Vec<bool> = typed.iter().map(words::is_beside).collect();
    let mut stretches = Vec::new();
    let mut from = 0;
    for run in beside.chunk_by(|a, b| a == b) {
        let range = from..from + run.len();
        from = range.end;
        stretches.push(match run.first() {
            Some(true) => {
                let reason = "no headings stand over its columns";
                Stretch::Table(Part::finding(set_aside(reason, &typed[range])))
            }
            _ => Stretch::Plain(&lines[range]),
        });
    }
    stretches
}

fn set_aside(reason: &str, lines: &[Typed<'_>]) -> Finding {
    let figures = lines.iter().flat_map(|line| &line.pieces).filter(|piece| words::is_figure(piece)).count();
    let message = format!("a table lined up with spaces was not read: {reason}");
    let place = lines.first().map(|line| line.line.place());
    let count = u32::try_from(figures).unwrap_or(u32::MAX).max(1);
    Finding::warning(FindingKind::FigureLeftOut, message, place).times(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::testing::{block_text, lines_of};
    use std::fmt::Write;

    /// The tables as text, other lines as `> ` and their numbers; and how many figures were left out.
    fn check(text: &str, expected: &str, left_out: u32) {
        let lines = lines_of(text.trim_start_matches('\n'));
        let mut out = String::new();
        let mut count = 0;
        for stretch in split(&lines, &mut Budget::new(&Limits::default())) {
            match stretch {
                Stretch::Plain(lines) => {
                    let numbers = lines.iter().filter(|line| !line.is_blank()).map(|line| line.number);
                    numbers.for_each(|number| writeln!(out, "> {number}").expect("a string takes all"));
                }
                Stretch::Table(part) => {
                    out.push_str(&block_text(&part.blocks));
                    count += part.findings.iter().map(|finding| finding.count).sum::<u32>();
                }
            }
        }
        assert_eq!(out, expected.trim_start_matches('\n'), "from {text}");
        assert_eq!(count, left_out, "figures left out of {text}");
    }

    fn check_none(text: &str) {
        let lines = lines_of(text.trim_start_matches('\n'));
        for stretch in split(&lines, &mut Budget::new(&Limits::default())) {
            if let Stretch::Table(part) = stretch {
                assert!(part.blocks.is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn columns_are_the_white_between_figures() {
        check(
            "
Ref  Measure                  Target   This period
HM1  Rent arrears              3.60%         3.72%
HM2  Empty homes                               1.1
HM3  Days to let a home           25           n/a
",
            "
1: Ref | Measure | Target | This period
2: HM1 | Rent arrears | 3.60% | 3.72%
3: HM2 | Empty homes | · | 1.1
4: HM3 | Days to let a home | 25 | n/a
",
            0,
        );
    }

    #[test]
    fn dots_lead_to_figures_below_headings_and_to_pages_elsewhere() {
        check(
            "
Contents
Introduction ............... 1
Indicators ................. 4

Indicator                 Target   Actual
Plans issued in time ...... 95% .... 93%
Homes let ................... 80 .... 82
Homes built ................. 12 .... 15
",
            "
> 1
> 2
> 3
5: Indicator | Target | Actual
6: Plans issued in time | 95% | 93%
7: Homes let | 80 | 82
8: Homes built | 12 | 15
",
            0,
        );
        check(
            "
Indicator                 Target   Actual
Plans issued in time         95%      93%
Homes let                     80       82

Glossary ........................ 17
Risks ........................... 19
",
            "
1: Indicator | Target | Actual
2: Plans issued in time | 95% | 93%
3: Homes let | 80 | 82
> 5
> 6
",
            0,
        );
    }

    #[test]
    fn one_space_parts_cells_that_are_complete() {
        check(
            "
Ref Measure                  Target    This period
HM1 Rent arrears             3.60%     3.72%
RP2   Days to let a home     25        30
HM3 Open cases               No target 486
",
            "
1: Ref | Measure | Target | This period
2: HM1 | Rent arrears | 3.60% | 3.72%
3: RP2 | Days to let a home | 25 | 30
4: HM3 | Open cases | No target | 486
",
            0,
        );
    }

    #[test]
    fn cells_go_on_below() {
        check(
            "
Indicator                        2019/20   Target    Trend
                                           2020/21
CH1 - Tenants satisfied with     86.2%     87%       Worse than
the service of their landlord                        last year
CH2 - Tenants who feel that      88.0%     90%       Better
their landlord listens
",
            "
1: Indicator | 2019/20 | Target 2020/21 | Trend
3: CH1 - Tenants satisfied with the service of their landlord | 86.2% | 87% | Worse than last year
5: CH2 - Tenants who feel that their landlord listens | 88.0% | 90% | Better
",
            0,
        );
    }

    #[test]
    fn figures_stand_beside_the_middle_of_a_name() {
        check(
            "
Indicator                           Q1     Q2    Data type
                                                 Cumulative
Plans made                          12     14
                                                 data
Children placed more than twenty
                                    9%     12%   Actual
miles from home
",
            "
1: Indicator | Q1 | Q2 | Data type
3: Plans made | 12 | 14 | Cumulative data@2
5: Children placed more than twenty miles from home | 9%@6 | 12%@6 | Actual@6
",
            0,
        );
    }

    #[test]
    fn groups_of_rows_and_of_columns_have_names() {
        check(
            "
                             2022/23           2023/24
Measure                     Q1     Q2         Q1     Q2

Children's services
Plans issued                52     61         60     65
Plans reviewed              12     13         12     10

Adults
Homes visited              120    125        130    140
",
            "
1: · | 2022/23 1x2 | < | 2023/24 1x2 | <
2: Measure | Q1 | Q2 | Q1 | Q2
4: Children's services 1x5 | < | < | < | <
5: Plans issued | 52 | 61 | 60 | 65
6: Plans reviewed | 12 | 13 | 12 | 10
8: Adults 1x5 | < | < | < | <
9: Homes visited | 120 | 125 | 130 | 140
",
            0,
        );
    }

    #[test]
    fn rules_part_nothing() {
        check(
            "
Money
-----
Contribution   2021/22   2022/23
-------------  --------  --------
Council            182       186
Police              41        43
=================================
Total              223       229
",
            "
> 1
> 2
3: Contribution | 2021/22 | 2022/23
5: Council | 182 | 186
6: Police | 41 | 43
8: Total | 223 | 229
",
            0,
        );
    }

    #[test]
    fn headings_again_on_a_new_page_head_a_table_of_their_own() {
        check(
            "
Measure      Target    Actual
Plans            52        61
Reviews          12        13

Page 1
\u{c}Measure      Target    Actual
Visits           14        15
",
            "
1: Measure | Target | Actual
2: Plans | 52 | 61
3: Reviews | 12 | 13
> 5
6: Measure | Target | Actual
7: Visits | 14 | 15
",
            0,
        );
    }

    #[test]
    fn panels_name_their_indicator() {
        check(
            "
Indicator          NI 191: Household waste
Target 2022/23     450
Outturn 2022/23    455.5
Comment            Garden tonnages were low
                   in the dry summer.
",
            "
1: Indicator | NI 191: Household waste
2: Target 2022/23 | 450
3: Outturn 2022/23 | 455.5
4: Comment | Garden tonnages were low in the dry summer.
",
            0,
        );
    }

    #[test]
    fn what_can_not_be_told_is_left_out() {
        // Two columns of one heading.
        check(
            "
Measure        Target    Actual    Actual     Trend
Plans              52        61        62     Better
Reviews            12        13        14     Worse
",
            "",
            6,
        );
        // Two cells or one.
        check(
            "
Measure        2018     2019     2020
Plans            46       47       48
Reviews          46    47 n/a
",
            "
1: Measure | 2018 | 2019 | 2020
2: Plans | 46 | 47 | 48
3: Reviews | 46 | ? | ?
",
            2,
        );
        // Names beside several rows.
        check(
            "
Team            Row            Q1      Q2
                Actual         97%     95%
Front door      Target         95%     94%
                Actual         55%     51%
Care leavers    Target         65%     60%
",
            "",
            8,
        );
        // No headings.
        check("Plans        52       61\nReviews      12       13\n", "", 4);
    }

    #[test]
    fn labels_beside_a_name_that_goes_on() {
        check(
            "
                                                  2021/22    2021/22
Ref   Indicator                                   Q1         Q2
CS1   Percentage of callers who rated   Actual    97%        96%
      the advisor as good               Target    95%        95%

CS2   Percentage of waste recycled      Actual    43.1%      43.6%
      and composted at sites (12        Target    50%        50%
      months)                           England   41.7%

CS3   Plans issued in time for          Actual    61%        66%
      families who moved here           Target    TBC        TBC
      last year
",
            "
2: Ref | Indicator | · | 2021/22 Q1@1 | 2021/22 Q2@1
3: CS1 | Percentage of callers who rated the advisor as good | Actual | 97% | 96%
4: · | · | Target | 95% | 95%
6: CS2 | Percentage of waste recycled and composted at sites (12 months) | Actual | 43.1% | 43.6%
7: · | · | Target | 50% | 50%
8: · | · | England | 41.7% | ·
10: CS3 | Plans issued in time for families who moved here last year | Actual | 61% | 66%
11: · | · | Target | TBC | TBC
",
            0,
        );
    }

    #[test]
    fn headings_over_several_columns_begin_over_the_first() {
        check(
            "
Measure          Local area                   Town      England
                 North     South     West
Plans            52        61        62        63       64
Reviews          12        13        14        15       16
",
            "
1: · | Local area 1x3 | < | < | · | ·
1: Measure | North@2 | South@2 | West@2 | Town | England
3: Plans | 52 | 61 | 62 | 63 | 64
4: Reviews | 12 | 13 | 14 | 15 | 16
",
            0,
        );
        // A blank line between the years and their quarters.
        check(
            "
Measure          2020/21   2021/22

                 Q4        Q1        Q2
Plans            52        61        62
Reviews          12        13        14
",
            "
1: · | · | 2021/22 1x2 | <
1: Measure | 2020/21 Q4 | Q1@3 | Q2@3
4: Plans | 52 | 61 | 62
5: Reviews | 12 | 13 | 14
",
            0,
        );
    }

    #[test]
    fn minutes_and_seconds_are_figures() {
        check(
            "
Measure                               This period   Last period
Average time to answer (mm:ss)        0:48          1:02
Victims satisfied with the service    76%           78%
",
            "
1: Measure | This period | Last period
2: Average time to answer (mm:ss) | 0:48 | 1:02
3: Victims satisfied with the service | 76% | 78%
",
            0,
        );
    }

    #[test]
    fn cells_stand_one_space_apart() {
        check(
            "
Measure            Actual    Target   Status
Fires                  51        56 ✔ Met
Alarms                402       390 ! Close
Collisions             88
",
            "
1: Measure | Actual | Target | Status
2: Fires | 51 | 56 | ✔ Met
3: Alarms | 402 | 390 | ! Close
4: Collisions | 88 | · | ·
",
            0,
        );
        check_none(
            "
Indicator                                    Q1     Q2
Households in shelters at the Actual         22     25
end of the period
                             Target          20     20
",
        );
    }

    #[test]
    fn periods_between_rows_are_groups_and_small_letters_go_on() {
        check(
            "
Measure                        Standard    Result
October to December 2022 (Quarter 3)
Cases that were closed in 39   70%         81%
January to March 2023 (Quarter 4)
Cases that were closed in 39   70%         76%
",
            "
1: Measure | Standard | Result
2: October to December 2022 (Quarter 3) 1x3 | < | <
3: Cases that were closed in 39 | 70% | 81%
4: January to March 2023 (Quarter 4) 1x3 | < | <
5: Cases that were closed in 39 | 70% | 76%
",
            0,
        );
        check(
            "
Measure                        Actual    Target    Note
Residents without a level 2    TBC       18%       Census
qualification                                      awaited
Residents in work              72%       76%
",
            "
1: Measure | Actual | Target | Note
2: Residents without a level 2 qualification | TBC | 18% | Census awaited
4: Residents in work | 72% | 76% | ·
",
            0,
        );
    }

    #[test]
    fn what_is_no_table_gives_none() {
        for text in [
            "We met 24 pupils.  They told us of 15 more.  In all, 45 of 60 could read.\nIn 2019 there were 12.  By 2020 it was 58.",
            "Introduction ......................   3\nOur findings ......................   5\nData ..............................  12",
            "John Brown                 Mary White\nInspector                  Chief Executive\nOffice of Standards        NHS South",
            "Mrs Jane Smith                        Piccadilly Gate\n12 Oak Lane                           T 0300 123 1231\nWestmere                              F 0161 618 8524",
            "1.   Improve phonics so that 90% pass\n2.   Reduce absence below 5%\n3.   Publish 3 policies",
            "We met 24 pupils and 15 members      Leaders have made progress since\nof staff and saw 32 lessons that     May 2015, when 45 of 60 pupils\nwere taught on 12 March 2019 in      were able to read well. By 2018",
            "In  the  year  to  31  March  45  of  60  pupils  could\nread  well,  and  12  of  those  were  new  to  the  area",
            "Reference number          102566\nAge range                 3 to 11\nNumber of pupils          449",
            "Plans issued 52 61\nReviews held 12 13",
            "Our targets      What we did\n- 91% of stops   72% of stops\n- 18 new points  19 new points\n- 62 trees       65 trees",
            "Target  Actual\n• 91%  of stops   72%\n• 18  new points  19\n• 62  trees       65",
        ] {
            check_none(text);
        }
    }

    #[test]
    fn hostile_lines_cost_linear_time() {
        for unit in [
            "a  1\n",
            "a  b\na  1\n\n",
            "  1  1\n",
            "a  b  c\n\n1  2  3\nwords that run on and on  1\n",
            "x\n\n1  2\n",
        ] {
            let text = unit.repeat(2_000);
            let lines = lines_of(&text);
            assert!(!split(&lines, &mut Budget::new(&Limits::default())).is_empty(), "{unit:?}");
        }
    }
}
