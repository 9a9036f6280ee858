//! The pages of a PDF: each read and laid out for itself, handed on in their order.
//!
//! ```text
//! PdfFile ──pdf: read──▶ Page ──tables: lay_out──▶ PageLayout ──tables: read_on──▶ PageLayout
//! ```
//!
//! A page's words are dropped as soon as it is laid out, so that a pack of a thousand pages is never held as glyphs. The
//! few pages at whose break a table may go on are read once more.

use boardlift_model::{Finding, Page};
use boardlift_pdf::{PageReader, PdfFile};
use boardlift_tables::{PageLayout, lay_out, read_on};
use rayon::prelude::*;

use super::doubts::{Doubts, Gathered};
use crate::fault::caught;
use crate::page_set::PageSet;

/// How many pages one reader reads at least. A reader loads each font once, and the pages of a file share theirs:
/// with fewer pages a second thread would spend its time on loading what the first one has.
const PAGES_PER_READER: usize = 8;

/// What became of a file's pages.
#[derive(Debug)]
pub(super) struct LaidOut {
    /// The pages that could be read, in their order.
    pub(super) pages: Vec<PageLayout>,
    /// What was unsure in opening the file, which pages could not be read, and what is unsure about the others.
    pub(super) findings: Vec<Finding>,
}

/// Reads and lays out the wanted pages.
///
/// A page whose page before isn't wanted is read as it stands alone: a table that goes on there has no header then.
///
/// Threads that have nothing else to do help: one long file keeps all of them busy, and many files one each. The
/// result is the same.
pub(super) fn laid_out(file: &PdfFile, wanted: &PageSet) -> LaidOut {
    let numbers: Vec<u32> = wanted.of(file.page_count()).collect();
    let results: Vec<_> = numbers
        .into_par_iter()
        .with_min_len(PAGES_PER_READER)
        .map_init(|| Pages::of(file), |pages, number| (number, pages.read(number, laid_out_page)))
        .collect();
    let mut laid_out = Vec::with_capacity(results.len());
    let mut gathered = Gathered::default();
    for (number, result) in results {
        match result {
            Ok((page, doubts)) => {
                gathered.add(number, doubts);
                laid_out.push(page);
            }
            Err(reason) => gathered.leave_out(number, reason),
        }
    }
    let mut again = Pages::of(file);
    read_on(&mut laid_out, |number| again.read(number, Page::clone).ok());
    let findings = file.findings().into_iter().chain(gathered.findings()).collect();
    LaidOut { pages: laid_out, findings }
}

fn laid_out_page(page: &Page) -> (PageLayout, Doubts) {
    let layout = lay_out(page);
    let doubts = Doubts::of(page, &layout);
    (layout, doubts)
}

/// A reader of one file's pages that outlives a fault over one of them.
pub(super) struct Pages<'f> {
    file: &'f PdfFile,
    reader: PageReader<'f>,
}

impl<'f> Pages<'f> {
    /// A reader of the file's pages.
    pub(super) fn of(file: &'f PdfFile) -> Self {
        Pages { file, reader: file.reader() }
    }

    /// What `make` makes of a page, or why the page can't be read.
    pub(super) fn read<T>(&mut self, number: u32, make: impl FnOnce(&Page) -> T) -> Result<T, String> {
        match caught(|| self.reader.read(number).map(|page| make(&page))) {
            Ok(Ok(result)) => Ok(result),
            Ok(Err(error)) => Err(error.to_string()),
            Err(fault) => {
                // Nobody knows what the fault left in the old one.
                self.reader = self.file.reader();
                Err(fault.to_string())
            }
        }
    }
}
