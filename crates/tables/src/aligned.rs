//! Tables that rules alone don't give: those whose words line up in columns, with or without hairlines or bands.
//!
//! 1. `strip`: lines of items that may be cells, paragraphs taken out (`prose`).
//! 2. `gutter`: parts of the page that stand side by side.
//! 3. `stretch`: which lines may be one table, because the gaps between their items lie above each other.
//! 4. `columns`: the corridors of white that run down through all rows of figures; `pairs`: two of them that are one;
//!    `headed`: what their headings tell about them.
//! 5. `above`, `below`: which lines beside the rows of figures are headings or go on with a row.
//! 6. `heads`: which columns each heading above stands over; `repeats`: over groups with the same headings; `begun`,
//!    `turned`: headings that begin their columns, or are turned.
//! 7. `rows`: which lines are one row; `blocks`: by the cells that stand beside each other; `centred`, `nested`,
//!    `spans`: cells for several rows.
//! 8. `boxes`: rows to cells; `evidence`: the points for and against.
//!
//! Without any rule or band a table must show figures that line up. Values are never read here, only looked at.

mod above;
mod begun;
mod below;
mod beside;
mod blocks;
mod boxes;
mod centred;
mod columns;
mod dividers;
mod evidence;
mod figures;
mod gutter;
mod headed;
mod heads;
mod nested;
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
use crate::panels;
use crate::runs;
use dividers::Dividers;
use strip::Strip;
use table::Sight;
use turned::Turned;

/// The tables that may be on the page, those of each panel by themselves; they don't overlap. Those that the evidence is
/// against are left out, and so are the words that are `taken`.
pub(crate) fn candidates(page: &Page, guides: &Guides, taken: &[bool]) -> Vec<Candidate> {
    let (panel_of, count) = panels::of_words(page);
    let mut found = Vec::new();
    for panel in std::iter::once(None).chain((0..count).map(Some)) {
        let others = |(own, &taken): (&Option<usize>, &bool)| taken || *own != panel;
        let taken: Vec<bool> = panel_of.iter().zip(taken).map(others).collect();
        found.extend(free_candidates(page, guides, &taken));
    }
    found
}

/// The tables of the words that aren't `taken`, from top to bottom.
fn free_candidates(page: &Page, guides: &Guides, taken: &[bool]) -> Vec<Candidate> {
    let lines = runs::lines(page, taken);
    let strips: Vec<Strip> = lines.into_iter().map(|line| Strip::new(page, line)).collect();
    let sight = Sight { page, dividers: Dividers::of(guides), turned: Turned::of(page, taken) };
    let strips = prose::without_prose(page, strips, &sight.dividers);
    let mut found = Vec::new();
    for part in gutter::parts(page, strips, &sight.dividers) {
        table::tables(&sight, &part, &mut found);
    }
    found.retain(|candidate| candidate.report.score() > 0.0);
    found
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::testing::{check, read};
    use super::*;
    use crate::geometry::BoxIndex;
    use crate::surface::Surface;
    use crate::testing::PageBuilder;

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
    fn words_that_are_taken_stand_in_no_table() {
        let page =
            PageBuilder::art("Plans     52   61\nAppeals   12   14\nVisits    18   19\nCalls     14   15")
                .build();
        let guides = Guides::of(&page, &Surface::new(&page), &BoxIndex::of_words(&page));
        let mut taken = vec![false; page.words.len()];
        assert_eq!(candidates(&page, &guides, &taken).len(), 1);
        taken[..6].fill(true);
        assert!(candidates(&page, &guides, &taken).is_empty(), "two rows alone are no table");
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
