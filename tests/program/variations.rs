//! Another edition of the same paper gives the same figures: columns in another order, a column more, another year,
//! no title.

use std::collections::BTreeSet;
use std::fs;

use boardlift_batch::paper::PaperReader;
use boardlift_model::{Figure, Period};
use boardlift_tests::samples;

/// Samples of tab tables whose headings name their years.
const TAB_TABLES: [&str; 3] =
    ["bcp-scorecard/2022-01.txt", "tricks/arrows-and-neighbours.txt", "tricks/tab-groups.txt"];
/// Samples of pipe tables whose only year is 2022/23.
const OF_ONE_YEAR: [&str; 3] =
    ["tricks/footnote.txt", "tricks/fraction-in-note.txt", "tricks/fraction-mismatch.txt"];

fn sample(name: &str) -> String {
    fs::read_to_string(samples::folder().join(name)).unwrap()
}

fn figures(reader: &PaperReader, text: &str) -> Vec<Figure> {
    let paper = reader.read("paper.txt", text.as_bytes());
    paper.observations.into_iter().map(|observation| observation.figure).collect()
}

/// What figures say, wherever they stand.
fn sayings(figures: &[Figure]) -> BTreeSet<String> {
    let saying = |figure: &Figure| {
        let name = (&figure.section, &figure.reference, &figure.indicator, &figure.breakdown);
        let column = (&figure.kind, &figure.area, &figure.column_text, &figure.period, &figure.basis);
        format!("{name:?} {column:?} {:?} {:?} {:?}", figure.cell, figure.rag, figure.direction)
    };
    figures.iter().map(saying).collect()
}

/// The text with the cells of each line of a tab table changed.
fn with_cells(text: &str, change: impl Fn(&mut Vec<&str>)) -> String {
    let line = |line: &str| {
        let mut cells: Vec<&str> = line.split('\t').collect();
        if cells.len() > 4 {
            change(&mut cells);
        }
        cells.join("\t")
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(name: &str, changed: &str) {
    let reader = samples::reader().unwrap();
    let expected = sayings(&figures(&reader, &sample(name)));
    assert!(!expected.is_empty(), "{name}");
    assert_eq!(sayings(&figures(&reader, changed)), expected, "{name}");
}

#[test]
fn columns_in_another_order() {
    for name in TAB_TABLES {
        // The target, which stands last, comes first of the figures.
        check(name, &with_cells(&sample(name), |cells| cells[2..].rotate_right(1)));
    }
}

#[test]
fn a_column_more() {
    for name in TAB_TABLES {
        let changed = with_cells(&sample(name), |cells| {
            let is_heading = cells.contains(&"Target");
            cells.push(if is_heading { "Comment" } else { "" });
        });
        check(name, &changed);
    }
}

#[test]
fn no_title() {
    for name in TAB_TABLES {
        let text = sample(name);
        let (_, table) = text.split_once("\n\n").unwrap();
        check(name, table);
    }
}

#[test]
fn another_year() {
    let reader = samples::reader().unwrap();
    let starts = |text: &str| -> Vec<Option<i16>> {
        let year = |period: Period| Period::financial_year_of(period.start);
        figures(&reader, text).iter().map(|figure| figure.period.as_ref().map(|p| year(p.period))).collect()
    };
    for name in OF_ONE_YEAR {
        let text = sample(name);
        let later = text.replace("2022/23", "2025/26").replace("22/23", "25/26");
        let expected: Vec<Option<i16>> = starts(&text).iter().map(|year| year.map(|year| year + 3)).collect();
        assert!(expected.iter().all(Option::is_some), "{name}: {expected:?}");
        assert_eq!(starts(&later), expected, "{name}");
    }
}
