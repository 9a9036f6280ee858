//! Rows of figures in running text, where nothing parts the cells: they are told of, never read.
//!
//! A converter that drops the rules and gaps of a table leaves lines such as `Plans issued in time 60% 45% 50% G`. Which
//! figure stands under which heading is lost, and where one cell ends too when the gaps went as well. Prose puts words
//! between its figures, so that several figures in a row give such lines away.

use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::value;
use boardlift_model::{Block, Document, Finding, FindingKind, Status, Text};

/// So many figures with nothing between them stand in no sentence.
const FIGURES_OF_ROW: usize = 3;
/// One such row may be a telephone number or a list; two are a table.
const LEAST_ROWS: usize = 2;

/// What is to be told of the rows in a document's running text.
pub(crate) fn finding(document: &Document) -> Option<Finding> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::ListItem(text) => Some(text),
        Block::Footnote { .. } | Block::Key(_) | Block::Grid(_) => None,
    });
    let with_rows: Vec<(&Text, Vec<usize>)> =
        lines.map(|text| (text, rows(&text.text))).filter(|(_, rows)| !rows.is_empty()).collect();
    let all = || with_rows.iter().flat_map(|(_, rows)| rows);
    let (first, _) = with_rows.first().filter(|_| all().count() >= LEAST_ROWS)?;
    let message = "figures in running text were left out: nothing parts the cells of their rows";
    let count = u32::try_from(all().sum::<usize>()).unwrap_or(u32::MAX);
    let finding = Finding::warning(FindingKind::FigureLeftOut, message, Some(first.place.clone()));
    Some(finding.times(count))
}

/// How many figures each row has that stands in a line.
fn rows(line: &str) -> Vec<usize> {
    let mut rows = Vec::new();
    let mut figures = 0;
    // The end of the line ends its last row.
    for word in line.split(' ').chain([""]) {
        let count = figures_in(word);
        if count == 0 {
            rows.extend(Some(figures).filter(|figures| *figures >= FIGURES_OF_ROW));
            figures = 0;
        } else {
            figures += count;
        }
    }
    rows
}

/// How many figures a word is: one, or several that stand without a gap, `60%45%50%`. A year is none, and neither is a part
/// of a telephone number.
fn figures_in(word: &str) -> usize {
    let shares = word.matches('%').count();
    if shares > 1 {
        return shares;
    }
    let has_leading_zero = word.starts_with('0') && word.len() > 1 && !word.starts_with("0.");
    if has_leading_zero || period::find(word, Years::default()).is_some() {
        return 0;
    }
    let cell = value::read(word, Years::default()).cell;
    usize::from(cell.status == Status::Reported && cell.value.is_some())
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// Of how many figures it is told, where no table has any.
    fn check(lines: &str, expected: u32) {
        let reading = general(lines);
        assert!(reading.figures.is_empty(), "{lines}");
        assert_eq!(reading.findings.iter().map(|finding| finding.count).sum::<u32>(), expected, "{lines}");
    }

    #[test]
    fn rows_without_cells_are_told() {
        check("Ref Indicator Target Q1 Q2\n1 Plans issued in time 60% 45% 50% R\n2 Appeals 40 12 9 G", 6);
        check("1Plans issued in time60%45%50%R 2Appeals upheld40%12%9%G", 6);
    }

    #[test]
    fn prose_and_numbers_of_telephones_are_none() {
        check("In 2019/20 it was 45%, 50% in 2020/21 and 52% in 2021/22.\nCosts rose to £1.2m.", 0);
        check("Telephone 0161 618 8524\nTextphone 0300 123 1231", 0);
        check("Years 2019 2020 2021 2022\nWards 1 2 3 4", 0);
    }
}
