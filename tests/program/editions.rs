//! Whole papers of a known layout, edited: a later edition is read by the same layout without a word, a changed one is
//! read by it too and says in what it differs.

use std::fs;

use boardlift_dataset::Paper;
use boardlift_model::{FindingKind, Flag};
use boardlift_tests::samples;

/// A paper of a sample, with words of its text replaced one after the other.
fn edited(sample: &str, words: &[(&str, &str)]) -> Paper {
    let text = fs::read_to_string(samples::folder().join(sample)).unwrap();
    let text = words.iter().fold(text, |text, (old, new)| {
        assert!(text.contains(old), "{sample} has no `{old}`");
        text.replace(old, new)
    });
    samples::reader().unwrap().read(samples::file_name(sample), text.as_bytes())
}

/// What is told of the differences from the layout.
fn drift(paper: &Paper) -> Vec<&str> {
    let drift = paper.findings.iter().filter(|finding| finding.kind == FindingKind::LayoutDrift);
    drift.map(|finding| finding.message.split(": ").last().unwrap()).collect()
}

/// How many figures are flagged for differences.
fn flagged(paper: &Paper) -> usize {
    paper.observations.iter().filter(|row| row.figure.flags.contains(&Flag::LayoutDrift)).count()
}

/// A later edition has as many figures as the one it is made of, and nothing is told of it.
#[track_caller]
fn check_later(sample: &str, words: &[(&str, &str)]) {
    let (now, later) = (edited(sample, &[]), edited(sample, words));
    assert_eq!(later.document.layout, now.document.layout, "{sample}");
    assert_eq!(later.observations.len(), now.observations.len(), "{sample}");
    assert_eq!(drift(&later), [""; 0], "{sample}");
    assert!(!later.document.flags.contains(&Flag::LayoutDrift), "{sample}");
    assert_eq!(flagged(&later), 0, "{sample}");
    let moved = |paper: &Paper| paper.observations.iter().find_map(|row| row.figure.period.clone());
    assert_ne!(moved(&later), moved(&now), "{sample}");
}

#[test]
fn later_editions_need_no_new_layout() {
    check_later(
        "devon-milestones/2023-11.txt",
        &[
            ("academic year 21/22", "academic year 23/24"),
            ("Milestone 1 – Jul 23", "Milestone 3 – Mar 24"),
            ("Actual Jul 23", "Actual Mar 24"),
            ("Milestone 2 – Nov 23", "Milestone 4 – Jul 24"),
            ("Actual Nov 23", "Actual Jul 24"),
        ],
    );
    check_later(
        "bcp-scorecard/2022-01.txt",
        &[
            ("Jan 22", "Feb 24"),
            ("Dec 21", "Jan 24"),
            ("Nov 21", "Dec 23"),
            ("Oct 21", "Nov 23"),
            ("Sep 21", "Oct 23"),
            ("Aug 21", "Sep 23"),
            ("Jan 21", "Feb 23"),
        ],
    );
    check_later(
        "bcp-strategic-kpis/2024-04.txt",
        &[("Performance - Mar 24", "Performance - Jun 25"), ("Performance - Feb 23", "Performance - May 25")],
    );
    check_later(
        "kingston-dashboard/2022-23-q4.txt",
        &[("22/23", "23/24"), ("31st March 2022", "31st March 2023")],
    );
    check_later("kingston-dataset/2021-22-q3.txt", &[("21/22", "22/23"), ("March 2021", "March 2022")]);
}

#[test]
fn a_changed_heading_is_told_and_flags_the_figures_under_its_row() {
    let paper = edited("bcp-scorecard/2022-01.txt", &[("\tSN\t", "\tCost centre\t")]);
    assert_eq!(paper.document.layout.as_ref().unwrap().id, "bcp-scorecard");
    assert_eq!(drift(&paper), ["missing heading `SN` in table 1", "new heading `Cost centre` in table 1"]);
    assert!(paper.document.flags.contains(&Flag::LayoutDrift));
    assert_eq!(flagged(&paper), paper.observations.len());
}

#[test]
fn rows_that_are_gone_are_told() {
    let sample = "bcp-scorecard/2022-01.txt";
    let text = fs::read_to_string(samples::folder().join(sample)).unwrap();
    let is_row = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains('\t');
    let kept: Vec<&str> = text.lines().filter(|line| !is_row(line) || line.starts_with("31.")).collect();
    let paper = samples::reader().unwrap().read("2022-01.txt", kept.join("\n").as_bytes());
    let told = drift(&paper).join("\n");
    assert!(told.contains("expected 12 to 24 rows under `KPI Ref`"), "{told}");
    assert!(told.contains("missing numbers `1.01`"), "{told}");
}

#[test]
fn a_new_number_flags_its_own_row_alone() {
    let paper = edited("bcp-scorecard/2022-01.txt", &[("\n1.01\t", "\n77.01\t")]);
    assert_eq!(drift(&paper), ["new numbers `77.01`", "missing numbers `1.01`"]);
    let rows = paper.observations.iter().filter(|row| row.figure.reference.as_deref() == Some("77.01"));
    assert_eq!(flagged(&paper), rows.count());
}
