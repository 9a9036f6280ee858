//! The same document in another encoding or with other line ends gives the same rows.

use std::fs;

use boardlift_tests::{golden, samples};
use encoding_rs::WINDOWS_1252;

/// Checks `twin` of every sample that is UTF-8 and has such a twin; `least` is how many must have one.
fn check(least: usize, twin: impl Fn(&str) -> Option<Vec<u8>>) {
    let reader = samples::reader().unwrap();
    let mut checked = 0;
    for name in samples::names().unwrap() {
        let bytes = fs::read(samples::folder().join(&name)).unwrap();
        let Some(bytes_of_twin) = std::str::from_utf8(&bytes).ok().and_then(&twin) else { continue };
        let text = |bytes: &[u8]| golden::text(&reader.read(samples::file_name(&name), bytes));
        assert_eq!(text(&bytes_of_twin), text(&bytes), "{name}");
        checked += 1;
    }
    assert!(checked >= least, "only {checked} samples were checked");
}

#[test]
fn windows_line_ends_change_nothing() {
    check(20, |text| Some(text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()));
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    check(20, |text| Some([b"\xef\xbb\xbf", text.trim_start_matches('\u{feff}').as_bytes()].concat()));
}

#[test]
fn utf_16_changes_nothing() {
    let with_mark = |text: &str| format!("\u{feff}{}", text.trim_start_matches('\u{feff}'));
    check(20, |text| Some(with_mark(text).encode_utf16().flat_map(u16::to_le_bytes).collect()));
    check(20, |text| Some(with_mark(text).encode_utf16().flat_map(u16::to_be_bytes).collect()));
}

#[test]
fn windows_1252_changes_nothing_where_it_has_all_the_letters() {
    check(8, |text| {
        let (bytes, _, has_unknown_letters) = WINDOWS_1252.encode(text);
        (!has_unknown_letters).then(|| bytes.into_owned())
    });
}
