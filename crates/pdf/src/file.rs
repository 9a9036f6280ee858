//! Opening a file and reading its pages, one at a time.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use boardlift_model::{Finding, FindingKind, Page};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::Object;
use hayro_interpret::hayro_syntax::page::Page as SyntaxPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, PdfData};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret, interpret_page,
};
use lopdf::{DecompressError, Document, LoadOptions};

use crate::error::{PageError, PdfError, Work};
use crate::guard::budget::{Stop, draw_within};
use crate::guard::expansion::{self, Expansion};
use crate::guard::skim::{self, Sizes};
use crate::guard::unpack;
use crate::info::Info;
use crate::limits::Limits;
use crate::paint::Canvas;

/// How many pages a reader draws before it forgets the fonts that it loaded. Joined packs bring fonts of their own
/// for each part, and would keep them all.
const PAGES_PER_CACHE: u32 = 64;

/// A file that was opened and found to be within its limits. Threads can share it, each with a reader of its own.
pub struct PdfFile {
    pdf: Pdf,
    info: Info,
    limits: Limits,
}

impl PdfFile {
    /// Opens a file from its bytes, which it keeps as they are: a vector, or an `Arc` of them that others hold too.
    /// Encrypted files are opened with the empty password.
    ///
    /// # Errors
    ///
    /// [`PdfError`] where the bytes are no PDF, need a password, or go beyond the limits.
    pub fn open<B>(bytes: B, limits: &Limits) -> Result<PdfFile, PdfError>
    where
        B: AsRef<[u8]> + Send + Sync + 'static,
    {
        let data = PdfData::from(Arc::new(bytes));
        // Nothing is left behind by a parser that panics: all that it made is dropped.
        catch_unwind(AssertUnwindSafe(|| PdfFile::open_checked(&data, limits)))
            .unwrap_or(Err(PdfError::Fault))
    }

    fn open_checked(data: &PdfData, limits: &Limits) -> Result<PdfFile, PdfError> {
        let bytes = data.as_ref();
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > limits.bytes {
            return Err(PdfError::TooLarge { size, limit: limits.bytes });
        }
        let sizes = skim::skim(bytes, limits)?;
        let info = Info::read(bytes);
        let is_hidden = info.encrypted && sizes == Sizes::Measured;
        if is_hidden {
            check_encrypted_structure(bytes, limits)?;
        }
        let pdf = Pdf::new(data.clone()).map_err(|error| unreadable(error, size))?;
        check_pages(&pdf, limits)?;
        if is_hidden {
            check_encrypted_streams(&pdf, limits)?;
        }
        Ok(PdfFile { pdf, info, limits: limits.clone() })
    }

    /// How many pages it has.
    pub fn page_count(&self) -> u32 {
        page_count(&self.pdf)
    }

    /// What it says about itself.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// What was unsure in opening it.
    pub fn findings(&self) -> Vec<Finding> {
        let rebuilt = "the table of the file's objects is damaged and was rebuilt from what was found";
        self.info.rebuilt.then(|| Finding::note(FindingKind::Salvaged, rebuilt, None)).into_iter().collect()
    }

    /// A reader of its pages. Fonts are loaded once for each reader, so a thread should keep one.
    pub fn reader(&self) -> PageReader<'_> {
        PageReader { file: self, state: RefCell::new(State::default()) }
    }
}

fn page_count(pdf: &Pdf) -> u32 {
    u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX)
}

fn check_pages(pdf: &Pdf, limits: &Limits) -> Result<(), PdfError> {
    match page_count(pdf) {
        0 => Err(PdfError::NoPages),
        found if found > limits.pages => Err(PdfError::TooManyPages { found, limit: limits.pages }),
        _ => Ok(()),
    }
}

fn unreadable(error: LoadPdfError, size: u64) -> PdfError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::NeedsPassword,
        LoadPdfError::Decryption(_) => PdfError::UnknownEncryption,
        LoadPdfError::Invalid => PdfError::NoPdf { size },
    }
}

/// Checks what an encrypted file's object streams unpack to, before the parser unpacks them. Their bytes tell nothing,
/// so the whole file is loaded by the reader that decrypts within a bound; whatever else it finds wrong is ignored.
fn check_encrypted_structure(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let options = LoadOptions {
        password: Some(String::new()),
        max_decompressed_size: usize::try_from(limits.stream_bytes).ok(),
        ..LoadOptions::default()
    };
    match Document::load_mem_with_options(bytes, options) {
        Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            Err(PdfError::EncryptedTooLarge { limit: limits.stream_bytes })
        }
        _ => Ok(()),
    }
}

/// Checks what all streams of an encrypted file unpack to, which the look at its bytes could not.
fn check_encrypted_streams(pdf: &Pdf, limits: &Limits) -> Result<(), PdfError> {
    let mut unpacked = 0_u64;
    for stream in pdf.objects().into_iter().filter_map(Object::into_stream) {
        let size = unpack::stream_size(&stream, limits.stream_bytes);
        unpacked = unpacked.saturating_add(size);
        if size > limits.stream_bytes || unpacked > limits.unpacked_bytes {
            return Err(PdfError::EncryptedTooLarge { limit: limits.stream_bytes });
        }
    }
    Ok(())
}

/// Reads the pages of one file. Each thread has its own.
pub struct PageReader<'f> {
    file: &'f PdfFile,
    state: RefCell<State<'f>>,
}

/// What a reader keeps from one page to the next. None of it changes what is read.
#[derive(Default)]
struct State<'f> {
    cache: InterpreterCache<'f>,
    expansion: Expansion,
    pages_drawn: u32,
}

impl<'f> PageReader<'f> {
    /// Reads the page with this number, from 1.
    ///
    /// # Errors
    ///
    /// [`PageError`] where there is no such page, where it goes beyond the limits, or where the interpreter fails on
    /// it. The other pages can still be read.
    pub fn read(&self, number: u32) -> Result<Page, PageError> {
        let index = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
        let page = index
            .and_then(|index| self.file.pdf.pages().get(index))
            .ok_or(PageError::NoSuchPage { number, count: self.file.page_count() })?;
        let limits = &self.file.limits;
        // What is unwound through is replaced below.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let content = expansion::content(page, limits)?;
            self.state.borrow_mut().expansion.check(page, &content, limits)?;
            self.draw(page, &content, number)
        }));
        let read = read.unwrap_or(Err(PageError::Fault));
        self.state.borrow_mut().turn_page(matches!(read, Err(PageError::Fault)));
        read
    }

    fn draw(&self, page: &SyntaxPage<'f>, content: &[u8], number: u32) -> Result<Page, PageError> {
        let limit = self.file.limits.marks;
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let drawn = draw_within(limit, Canvas::new(bounds), |device| {
            let mut interpreter = self.interpreter(page, bounds);
            interpret(TypedIter::new(content), page.resources(), &mut interpreter, device);
            interpret_page(page, &mut interpreter, device);
        });
        match drawn {
            Ok(canvas) => Ok(canvas.into_page(number, page, content)),
            Err(Stop::Spent) => Err(PageError::TooComplex { what: Work::Marks, limit }),
            Err(Stop::Panic) => Err(PageError::Fault),
        }
    }

    /// An interpreter that draws the page in points from its top left corner. Of the page itself it draws the annotations
    /// only: the content is unpacked here, within its limit, and let go when the page is done.
    fn interpreter(&self, page: &SyntaxPage<'_>, bounds: Rect) -> Context<'f> {
        let to_page = Affine::new(page.initial_transform(true).as_coeffs());
        let settings = InterpreterSettings {
            render_content: RenderContent::ANNOTATIONS,
            ..InterpreterSettings::default()
        };
        let state = self.state.borrow();
        Context::new(to_page, bounds, &state.cache, self.file.pdf.xref(), settings)
    }
}

impl State<'_> {
    /// Gets ready for the next page. After a fault nothing is kept, since it may be half made.
    fn turn_page(&mut self, fault: bool) {
        self.pages_drawn += 1;
        if fault || self.pages_drawn == PAGES_PER_CACHE {
            *self = State::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_can_share_a_file() {
        fn check<T: Send + Sync>() {}
        check::<PdfFile>();
    }
}
