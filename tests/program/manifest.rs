//! The manifest of the samples lists each of them, as it is.

use std::fs;

use boardlift_tests::samples::{self, Manifest};

#[test]
fn it_lists_every_sample_and_no_other_in_order() {
    let listed: Vec<String> = Manifest::read().unwrap().samples.into_iter().map(|entry| entry.file).collect();
    assert_eq!(listed, samples::names().unwrap());
}

#[test]
fn hashes_are_those_of_the_samples() {
    let reader = samples::reader().unwrap();
    for entry in Manifest::read().unwrap().samples {
        let bytes = fs::read(samples::folder().join(&entry.file)).unwrap();
        let paper = reader.read(samples::file_name(&entry.file), &bytes);
        assert_eq!(paper.document.source.id.as_str(), entry.sha256, "{}", entry.file);
    }
}

#[test]
fn every_sample_says_where_it_is_from_and_what_is_hard() {
    for entry in Manifest::read().unwrap().samples {
        for (name, words) in [("source", &entry.source), ("licence", &entry.licence), ("hard", &entry.hard)] {
            assert!(words.split_whitespace().count() >= 2, "`{name}` of {}: {words:?}", entry.file);
        }
    }
}

#[test]
fn every_sample_is_read_by_the_layout_that_it_has() {
    let reader = samples::reader().unwrap();
    for entry in Manifest::read().unwrap().samples {
        let bytes = fs::read(samples::folder().join(&entry.file)).unwrap();
        let layout = reader.read(samples::file_name(&entry.file), &bytes).document.layout;
        assert_eq!(layout.map(|layout| layout.id), Some(entry.layout), "{}", entry.file);
    }
}
