//! Small papers written by hand, read as any other, and the findings of one check in them.

use boardlift_layouts::{Catalogue, Options, read};
use boardlift_text::Limits;

use super::suspicion::{Check, Suspicion};
use crate::resolve::{Told, resolve};
use crate::testing::vocabulary;

/// What is found in papers, each with a table of cells parted by `|`.
pub(super) fn found(papers: &[&str]) -> Vec<Suspicion> {
    let catalogue = Catalogue::embedded().expect("the embedded layouts");
    let (mut observations, mut documents) = (Vec::new(), Vec::new());
    for paper in papers {
        let text: String = paper.lines().map(line).collect();
        let document = boardlift_text::read("paper.md", text.as_bytes(), &Limits::default()).expect("a text");
        let reading = read(&document, &catalogue, &Options::default()).expect("a reading");
        let paper = resolve(&document, reading, vocabulary(), Told::default());
        observations.extend(paper.observations);
        documents.push(paper.document);
    }
    super::check(&observations, &documents, vocabulary())
}

/// A row of a table with the strokes at its ends that are left out here.
fn line(line: &str) -> String {
    let line = line.trim();
    if line.contains('|') { format!("| {} |\n", line.replace('|', " | ")) } else { format!("{line}\n") }
}

/// The findings of one check in a paper, each as `ref: figure as printed`.
pub(super) fn check(check: Check, paper: &str, expected: &[&str]) {
    let found = found(&[paper]);
    let told: Vec<String> = found
        .iter()
        .filter(|suspicion| suspicion.check == check)
        .map(|suspicion| {
            format!("{}: {}", suspicion.reference.as_deref().unwrap_or("-"), suspicion.value_text)
        })
        .collect();
    assert_eq!(told, expected, "{paper}\n{found:#?}");
}
