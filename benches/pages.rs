//! Pages a second and peak memory, stage by stage: `cargo bench -p boardlift-benches`.
//!
//! Each stage contains the ones before it. `max alloc` is the peak of what the stage held at a time. The corpus is the
//! project's samples, or the folder that `BOARDLIFT_BENCH_PDFS` names.

use std::sync::LazyLock;

use boardlift_benches::Corpus;
use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use rayon::ThreadPoolBuilder;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

static CORPUS: LazyLock<Corpus> = LazyLock::new(Corpus::from_environment);
static PAGES: LazyLock<usize> = LazyLock::new(|| CORPUS.open());

fn main() {
    divan::main();
}

/// Measures one stage over the whole corpus, counted in pages.
fn stage(bencher: Bencher<'_, '_>, stage: fn(&Corpus) -> usize) {
    bencher.counter(ItemsCount::new(*PAGES)).bench(|| stage(&CORPUS));
}

#[divan::bench(sample_count = 10)]
fn a_hayro_alone(bencher: Bencher<'_, '_>) {
    stage(bencher, Corpus::interpret);
}

#[divan::bench(sample_count = 10)]
fn b_open(bencher: Bencher<'_, '_>) {
    stage(bencher, Corpus::open);
}

#[divan::bench(sample_count = 10)]
fn c_read(bencher: Bencher<'_, '_>) {
    stage(bencher, Corpus::read);
}

#[divan::bench(sample_count = 10)]
fn d_lay_out(bencher: Bencher<'_, '_>) {
    stage(bencher, Corpus::lay_out);
}

#[divan::bench(sample_count = 10, args = [1, 2])]
fn e_lay_out_on_threads(bencher: Bencher<'_, '_>, threads: usize) {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    bencher.counter(ItemsCount::new(*PAGES)).bench(|| pool.install(|| CORPUS.lay_out_in_parallel()));
}
