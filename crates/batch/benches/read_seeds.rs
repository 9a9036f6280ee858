//! How many figures a second, from bytes to resolved rows: `cargo bench -p boardlift-batch`.
//!
//! `each_layout` reads one paper of each layout. `copies` reads the same paper many times over, and `one_document` a
//! document that holds it many times: in both, figures a second have to stay what they are as the number grows, or
//! something takes more than linear time.

use std::fs;
use std::path::Path;

use boardlift_batch::paper::PaperReader;
use boardlift_layouts::Catalogue;
use boardlift_reference::Vocabulary;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const SAMPLES: [&str; 5] = [
    "bcp-scorecard/2022-01.txt",
    "bcp-strategic-kpis/2024-04.txt",
    "devon-milestones/2023-11.txt",
    "kingston-dashboard/2022-23-q4.txt",
    "kingston-dataset/2021-22-q3.txt",
];
/// The one with the most tables.
const COPIED: &str = SAMPLES[3];

fn main() {
    divan::main();
}

#[divan::bench(args = SAMPLES, sample_count = 20)]
fn each_layout(bencher: Bencher<'_, '_>, name: &str) {
    let (reader, bytes) = (reader(), sample(name));
    let figures = reader.read(name, &bytes).observations.len();
    bencher.counter(ItemsCount::new(figures)).bench(|| reader.read(name, black_box(&bytes)));
}

#[divan::bench(args = [1, 10, 100, 1000], sample_count = 3, sample_size = 1)]
fn copies(bencher: Bencher<'_, '_>, copies: usize) {
    let (reader, bytes) = (reader(), sample(COPIED));
    let figures = copies * reader.read(COPIED, &bytes).observations.len();
    bencher.counter(ItemsCount::new(figures)).bench(|| {
        (0..copies).map(|_| reader.read(COPIED, black_box(&bytes)).observations.len()).sum::<usize>()
    });
}

#[divan::bench(args = [1, 10, 100], sample_count = 3, sample_size = 1)]
fn one_document(bencher: Bencher<'_, '_>, copies: usize) {
    let (reader, bytes) = (reader(), sample(COPIED).repeat(copies));
    let figures = reader.read(COPIED, &bytes).observations.len();
    bencher.counter(ItemsCount::new(figures)).bench(|| reader.read(COPIED, black_box(&bytes)));
}

fn reader() -> PaperReader {
    let catalogue = Catalogue::embedded().expect("the layouts that come with the program");
    PaperReader::new(catalogue, Vocabulary::embedded().expect("the vocabularies that come with the program"))
}

fn sample(name: &str) -> Vec<u8> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    fs::read(samples.join(name)).expect("a sample")
}
