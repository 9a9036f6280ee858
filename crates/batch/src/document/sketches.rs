//! Pages to be drawn: what was read on each, laid over what stands there.

use boardlift_pdf::PdfFile;
use boardlift_tables::{draw, lay_out};

use super::pages::Pages;
use crate::page_set::PageSet;

/// Pages of one document that can be drawn.
pub struct Sketches {
    /// The document, where it has pages.
    file: Option<PdfFile>,
    numbers: Vec<u32>,
}

impl Sketches {
    /// No pages.
    pub(super) fn none() -> Self {
        Sketches { file: None, numbers: Vec::new() }
    }

    /// Those of a file's pages that are wanted.
    pub(super) fn of(file: PdfFile, wanted: &PageSet) -> Self {
        let numbers = wanted.of(file.page_count()).collect();
        Sketches { file: Some(file), numbers }
    }

    /// How many pages can be drawn.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// Draws one page after the other as SVG, and hands each to `take` with its number before the next is begun. A page
    /// that can't be read gives the reason instead.
    ///
    /// # Errors
    ///
    /// The first error of `take`.
    pub fn draw<E>(
        &self,
        mut take: impl FnMut(u32, Result<String, String>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(file) = &self.file else { return Ok(()) };
        let mut pages = Pages::of(file);
        self.numbers
            .iter()
            .try_for_each(|&number| take(number, pages.read(number, |page| draw(page, &lay_out(page)))))
    }
}
