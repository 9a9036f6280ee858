//! The same dashboard in every format gives the same figures: only the places differ.

use std::fs;

use boardlift_model::{DocumentId, Observation, Place};
use boardlift_tests::samples;

/// Where the dashboard stands among the samples, once a format.
const FOLDER: &str = "one-dashboard/";

/// The figures of a sample without whatever depends on the file: its hash, and where the figures stand in it.
fn figures(name: &str) -> Vec<Observation> {
    let bytes = fs::read(samples::folder().join(name)).unwrap();
    let paper = samples::reader().unwrap().read(samples::file_name(name), &bytes);
    assert_eq!(paper.document.error, None, "{name}");
    let mut figures = paper.observations;
    for observation in &mut figures {
        observation.id.clear();
        observation.document_id = DocumentId(String::new());
        let figure = &mut observation.figure;
        figure.place = Place::Line(0);
        (figure.table, figure.row, figure.column) = (0, 0, 0);
    }
    figures
}

#[test]
fn every_format_gives_the_same_figures() {
    let names: Vec<String> =
        samples::names().unwrap().into_iter().filter(|name| name.starts_with(FOLDER)).collect();
    let expected = figures(&format!("{FOLDER}2023-24-q3.txt"));
    assert_eq!(expected.len(), 40, "eight rows of five figures");
    for format in ["csv", "docx", "html", "ods", "pdf", "txt", "xls", "xlsx"] {
        let name = names.iter().find(|name| name.ends_with(&format!(".{format}"))).expect(format);
        let found = figures(name);
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
    }
}
