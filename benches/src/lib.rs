//! What the benchmarks measure: the stages of reading a PDF, each as one function over a whole corpus.
//!
//! And workbooks. No stage of the dataset is among them, so that polars need not be built.

pub mod workbook;

use std::fs;
use std::path::{Path, PathBuf};

use boardlift_pdf::{Limits, PdfFile};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, DummyDevice, InterpreterCache, InterpreterSettings, interpret_page};
use rayon::prelude::*;
use walkdir::WalkDir;

/// The bytes of some PDF files.
#[derive(Debug)]
pub struct Corpus {
    files: Vec<Vec<u8>>,
}

impl Corpus {
    /// The PDFs below the folder that `BOARDLIFT_BENCH_PDFS` names, or else the project's samples, in the order of
    /// their paths.
    pub fn from_environment() -> Corpus {
        let samples = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
        let folder = std::env::var_os("BOARDLIFT_BENCH_PDFS").map_or_else(samples, PathBuf::from);
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
        let is_pdf = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "pdf");
        Corpus::of(entries.map(walkdir::DirEntry::into_path).filter(is_pdf))
    }

    /// These files, but for those that can't be read from disk.
    pub fn of(paths: impl Iterator<Item = PathBuf>) -> Corpus {
        Corpus { files: paths.filter_map(|path| fs::read(path).ok()).collect() }
    }

    /// The stage below all others: `hayro` interprets every page and what it draws is thrown away. Gives the number
    /// of pages.
    pub fn interpret(&self) -> usize {
        self.files.iter().map(|bytes| interpret(bytes)).sum()
    }

    /// Files opened and found within their limits. Gives the number of pages that they state.
    pub fn open(&self) -> usize {
        self.opened().map(|file| pages(&file)).sum()
    }

    /// Pages read: words, rules and fills. Gives the number of pages that could be read.
    pub fn read(&self) -> usize {
        self.opened()
            .map(|file| {
                let reader = file.reader();
                (1..=file.page_count()).filter(|&n| reader.read(n).is_ok()).count()
            })
            .sum()
    }

    /// Pages read and laid out: the tables too. Gives the number of tables.
    pub fn lay_out(&self) -> usize {
        self.opened()
            .map(|file| {
                let reader = file.reader();
                let pages = (1..=file.page_count()).filter_map(|n| reader.read(n).ok());
                pages.map(|page| boardlift_tables::lay_out(&page).tables().count()).sum::<usize>()
            })
            .sum()
    }

    /// The same with the pages of each file shared out to the threads of the current pool.
    pub fn lay_out_in_parallel(&self) -> usize {
        self.opened()
            .map(|file| {
                (1..=file.page_count())
                    .into_par_iter()
                    .map_init(|| file.reader(), |reader, n| reader.read(n).ok())
                    .flatten()
                    .map(|page| boardlift_tables::lay_out(&page).tables().count())
                    .sum::<usize>()
            })
            .sum()
    }

    fn opened(&self) -> impl Iterator<Item = PdfFile> {
        self.files.iter().filter_map(|bytes| PdfFile::open(bytes.clone(), &Limits::default()).ok())
    }
}

fn pages(file: &PdfFile) -> usize {
    usize::try_from(file.page_count()).unwrap_or(usize::MAX)
}

fn interpret(bytes: &[u8]) -> usize {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return 0 };
    let cache = InterpreterCache::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let to_page = Affine::new(page.initial_transform(true).as_coeffs());
        let settings = InterpreterSettings::default();
        let mut context = Context::new(to_page, bounds, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut DummyDevice);
    }
    pdf.pages().len()
}
