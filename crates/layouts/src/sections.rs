//! Which section each row of a table stands in: by the group rows above it and by the labels down its side.
//!
//! A label that is merged over its rows, as turned labels are, ends with them. One that is printed once and not merged
//! goes on until the next.

use boardlift_lexicon::heading::Role;
use boardlift_model::grounds::SectionGround;
use boardlift_model::{Cell, Grid};

use crate::columns::Use;
use crate::stretch::Stretch;
use crate::subject::{self, Subject};

/// The section of the rows, followed from the first row to the last.
pub(crate) struct Sections<'a> {
    group: Option<String>,
    /// Where the words of the group stood.
    ground: SectionGround,
    label: Option<String>,
    /// For each row of the grid the label that stands beside it.
    labels: Vec<Label<'a>>,
}

/// What stands at the side of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label<'a> {
    /// These words, in the row or merged over it.
    Words(&'a str),
    /// Nothing, in a table whose labels are not merged.
    GoesOn,
    /// Nothing, in a table whose labels are merged.
    None,
}

impl<'a> Sections<'a> {
    /// The sections of a stretch below a heading, with where the words of that stood.
    pub(crate) fn of(grid: &'a Grid, stretch: &Stretch, heading: Option<(&str, SectionGround)>) -> Self {
        let at = stretch.columns.iter().position(|column| column.used == Use::Role(Role::Section));
        let labels = at.map(|at| labels(grid.rows(), at)).unwrap_or_default();
        let (group, ground) = heading.map(|(words, ground)| (words.to_owned(), ground)).unzip();
        Sections { group, ground: ground.unwrap_or_default(), label: None, labels }
    }

    /// Takes a group row.
    pub(crate) fn enter_group(&mut self, words: &str) {
        self.group = Some(words.to_owned());
        self.ground = SectionGround::GroupRow;
        self.label = None;
    }

    /// Takes a row of the grid, counted from 0. Words at its side that say whom or what it describes are no section and
    /// are given back with what they say.
    pub(crate) fn enter_row(&mut self, row: usize) -> Option<(Subject, &'a str)> {
        match self.labels.get(row).copied().unwrap_or(Label::GoesOn) {
            Label::Words(words) => {
                let subject = subject::of(words);
                if subject.is_none() {
                    self.label = Some(words.to_owned());
                }
                subject.map(|subject| (subject, words))
            }
            Label::GoesOn => None,
            Label::None => {
                self.label = None;
                None
            }
        }
    }

    /// The section of the row that was taken last, and where its words stood.
    pub(crate) fn current(&self) -> (Option<String>, SectionGround) {
        match &self.label {
            Some(label) => (Some(label.clone()), SectionGround::SideLabel),
            None => (self.group.clone(), self.ground),
        }
    }
}

fn labels(rows: &[Vec<Cell>], at: usize) -> Vec<Label<'_>> {
    let cells = || rows.iter().filter_map(|row| row.get(at));
    let are_merged = cells().any(|cell| cell.row_span > 1 && !cell.is_blank());
    let mut labels = Vec::with_capacity(rows.len());
    let mut merged: (Label<'_>, u32) = (Label::None, 0);
    for cell in cells() {
        let words = if cell.is_blank() { None } else { Some(Label::Words(cell.text.as_str())) };
        if cell.covered && merged.1 > 0 {
            labels.push(merged.0);
            merged.1 -= 1;
            continue;
        }
        labels.push(words.unwrap_or(if are_merged { Label::None } else { Label::GoesOn }));
        merged = (words.unwrap_or(Label::None), cell.row_span.saturating_sub(1));
    }
    labels
}

#[cfg(test)]
mod tests {
    use crate::testing::check_sections as check;

    #[test]
    fn labels_down_the_side() {
        check(
            " | Ref | Indicator | May 22\nTimeliness | 1 | Plans | 5\n | 2 | Visits | 6\nQuality | 3 | Audits | 7",
            &["Timeliness", "Timeliness", "Quality"],
        );
    }

    #[test]
    fn a_label_beside_a_heading_is_for_the_rows_below() {
        check(
            "Timeliness | Ref | Indicator | May 22\n | 1 | Plans | 5\n | 2 | Visits | 6",
            &["Timeliness", "Timeliness"],
        );
        check("Team | Ref | Indicator | May 22\nNorth | 1 | Plans | 5", &["North"]);
    }

    #[test]
    fn titles_in_the_grid_of_a_whole_sheet() {
        check(
            "SEND Board | | \nTimeliness | | \nPlans reach families in time. | | \nRef | Indicator | May 22\n1 | Plans | 5\n | | \nQuality | | \nRef | Indicator | May 22\n2 | Audits | 7",
            &["Timeliness", "Quality"],
        );
        check(
            "Ref | Indicator | May 22\n1 | Plans | 5\n | Waits | \nRef | Indicator | May 22\n2 | Audits | 7",
            &["-", "-"],
        );
    }

    #[test]
    fn merged_labels_end_with_their_rows() {
        check(
            "# Dashboard
             # Figures

              | Ref | Indicator | May 22
             Timeliness {turn:up} | 1 | Plans | 5
             ^ | 2 | Visits | 6
              | 3 | Audits | 7",
            &["Timeliness", "Timeliness", "Figures"],
        );
    }

    #[test]
    fn a_label_that_is_merged_over_the_heading_too() {
        check(
            "Timeliness | Ref | Indicator | May 22
             ^ | 1 | Plans | 5
             ^ | 2 | Visits | 6
              | | |
             Quality | Ref | Indicator | May 22
             ^ | 3 | Audits | 7
             ^ | 4 | Checks | 8",
            &["Timeliness", "Timeliness", "Quality", "Quality"],
        );
    }

    #[test]
    fn a_line_over_a_heading_lower_down_is_its_title() {
        check(
            "# Dashboard
             # Timeliness

             Ref | Indicator | May 22
             1 | Plans | 5
             Quality | < | <
             | KPI | Jun 22
             2 | Audits | 6",
            &["Timeliness", "Quality"],
        );
        check(
            "# Dashboard\n# Plans\n\nPeriod | 2021/22 | 2022/23\nIssued | 5 | 6\nAppeals Period | 2021/22 | 2022/23\nUpheld | 7 | 8",
            &["Plans", "Plans", "Appeals", "Appeals"],
        );
    }

    #[test]
    fn group_rows_across_the_table() {
        check(
            "Indicator | May 22 | Jun 22
             Timeliness {fill:#BFE3E0} | < | <
             Plans | 5 | 6
             Quality | < | <
             Audits | 7 | 8",
            &["Timeliness", "Timeliness", "Quality", "Quality"],
        );
    }

    #[test]
    fn bands_across_the_table_without_merged_cells() {
        check(
            "Indicator | May 22 | Jun 22
              {fill:#BFE3E0} | Number of plans {fill:#BFE3E0} |  {fill:#BFE3E0}
             Issued | 5 | 6
             Ceased | 7 | 8",
            &["Number of plans"; 4],
        );
    }

    #[test]
    fn zebra_bands_are_no_groups() {
        check(
            "Indicator | May 22 | Jun 22
             Plans {fill:#DDE6EF} | 5 {fill:#DDE6EF} | 6 {fill:#DDE6EF}
             Visits | 5 | 6
             Number of audits {fill:#DDE6EF} |  {fill:#DDE6EF} |  {fill:#DDE6EF}
             Checks | 7 | 8",
            &["-"; 8],
        );
    }
}
