//! Rows between rules that are as wide as a lattice: where its columns go on above and below it.
//!
//! Many tables shade the cells of their headings, or of every other row, and part the rest by level rules alone. The
//! columns are drawn in the shaded rows and go through the others, as long as rules of the same two ends follow each
//! other and every phrase between them stands clear of the edges of columns. A title, a paragraph, an empty strip or a
//! rule of another width ends them.

use super::lattice::Lattice;
use super::open::Around;
use crate::guides::{Guide, SNAP};

/// So many lines are looked at on either side: more rows than a page has. This bounds the work.
const MOST_LINES: usize = 200;

/// Adds the rows that follow a lattice above and below; whether there were any.
pub(super) fn add_rows(around: &Around<'_>, lattice: &mut Lattice) -> bool {
    let rows = lattice.ys.len();
    let near = SNAP * around.guides.type_size;
    let level = &around.guides.level;
    let bbox = lattice.bbox();
    let below = level.partition_point(|guide| guide.at <= bbox.y1 + near);
    let mut bottom = bbox.y1;
    for line in beside(level[below..].iter(), lattice, near) {
        if !has_ends_of(lattice, line, near) || !around.is_row(lattice, (bottom, line.at)) {
            break;
        }
        lattice.add_row_below(line.at);
        bottom = line.at;
    }
    let above = level.partition_point(|guide| guide.at < bbox.y0 - near);
    let mut top = bbox.y0;
    for line in beside(level[..above].iter().rev(), lattice, near) {
        if !has_ends_of(lattice, line, near) || !around.is_row(lattice, (line.at, top)) {
            break;
        }
        lattice.add_row_above(line.at);
        top = line.at;
    }
    lattice.ys.len() > rows
}

/// The first of some level lines, those that run above or below a lattice.
fn beside<'g>(lines: impl Iterator<Item = &'g Guide>, lattice: &Lattice, near: f32) -> Vec<&'g Guide> {
    let bbox = lattice.bbox();
    let lines = lines.take(MOST_LINES).filter(|line| line.from < bbox.x1 - near && line.to > bbox.x0 + near);
    lines.collect()
}

fn has_ends_of(lattice: &Lattice, line: &Guide, near: f32) -> bool {
    let bbox = lattice.bbox();
    (line.from - bbox.x0).abs() <= near && (line.to - bbox.x1).abs() <= near
}

#[cfg(test)]
mod tests {
    use crate::lay_out;
    use crate::layout::Region;
    use crate::testing::{GREY, PageBuilder, grid_text};

    /// Checks the tables of a page whose rows are 20 points high between rules; those with a number in `shaded` have
    /// a shaded cell in each of three columns, between `xs`.
    fn check(xs: [f32; 4], rows: &[[&str; 3]], shaded: &[usize], expected: &str) {
        let mut page = PageBuilder::new();
        for (row, texts) in rows.iter().enumerate() {
            let y = 100.0 + 20.0 * row as f32;
            for (column, text) in texts.iter().enumerate() {
                if shaded.contains(&row) {
                    page = page.fill(xs[column], y, xs[column + 1], y + 20.0, GREY);
                }
                if !text.is_empty() {
                    page = page.text(xs[column] + 4.0, y + 13.0, text);
                }
            }
            page = page.level(y + 20.0, xs[0], xs[3]);
        }
        let regions = lay_out(&page.build()).regions;
        let tables = regions.into_iter().filter_map(|region| match region {
            Region::Table(table) => Some(grid_text(&table.grid)),
            _ => None,
        });
        assert_eq!(tables.collect::<Vec<_>>().join("\n\n"), expected.trim());
    }

    #[test]
    fn columns_of_shaded_rows_go_through_ruled_ones() {
        check(
            [50.0, 250.0, 320.0, 390.0],
            &[
                ["", "2021", "2022"],
                ["Repairs completed", "12", "34"],
                ["Repairs on time", "56", "78"],
                ["Homes let", "9", "8"],
            ],
            &[2],
            "
· | 2021 | 2022
Repairs completed | 12 | 34
Repairs on time | 56 | 78
Homes let | 9 | 8",
        );
    }

    #[test]
    fn figures_before_sentences_are_rows_below_shaded_headings() {
        check(
            [50.0, 120.0, 320.0, 390.0],
            &[
                ["Result", "Standard", "Met"],
                ["88%", "We answer in two working days", "Yes"],
                ["97%", "We answer letters in a week", "Yes"],
                ["95%", "We are polite", "No"],
            ],
            &[0],
            "
Result | Standard | Met
88% | We answer in two working days | Yes
97% | We answer letters in a week | Yes
95% | We are polite | No",
        );
    }

    #[test]
    fn a_title_between_two_tables_is_no_row() {
        let mut page = PageBuilder::new();
        for row in 0..4_u8 {
            let y = 100.0 + 20.0 * f32::from(row);
            for (x, text) in [(50.0, "Homes let"), (250.0, "12"), (320.0, "34")] {
                page = page.text(x + 4.0, y + 13.0, text);
                let shaded = row % 2 == 1;
                page = if shaded { page.fill(x, y, x + 70.0, y + 20.0, GREY) } else { page };
            }
            page = page.level(y + 20.0, 50.0, 390.0);
        }
        let page = page.text(54.0, 215.0, "Results").text(54.0, 232.0, "Area");
        let page = page.text(254.0, 232.0, "2021").level(238.0, 50.0, 390.0).build();
        let regions = lay_out(&page).regions;
        let texts = regions.iter().filter_map(|region| match region {
            Region::Table(table) => Some(grid_text(&table.grid)),
            _ => None,
        });
        let texts: Vec<String> = texts.collect();
        assert!(!texts.is_empty() && !texts.iter().any(|text| text.contains("Results")), "{texts:?}");
    }
}
