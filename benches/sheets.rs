//! Cells a second of a made-up workbook of some 50 MB: `cargo bench -p boardlift-benches --bench sheets`.
//!
//! calamine alone gives values; a document has prints, looks and tables. `max alloc` is the peak of what each held at a
//! time.

use std::sync::LazyLock;

use boardlift_benches::workbook;
use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

static WORKBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| workbook::workbook().expect("a workbook"));
static CELLS: LazyLock<usize> = LazyLock::new(|| workbook::read_by_calamine(&WORKBOOK));

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5)]
fn a_calamine_alone(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(*CELLS)).bench(|| workbook::read_by_calamine(&WORKBOOK));
}

#[divan::bench(sample_count = 5)]
fn b_document(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(*CELLS)).bench(|| workbook::read(&WORKBOOK));
}
