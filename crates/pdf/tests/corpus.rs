//! Every file of a folder of odd and damaged PDFs ends in a result or an error, and twice in the same one.
//!
//! The folder is the one that `BOARDLIFT_PDF_CORPUS` names, else `../shared/corpora/hostile-pdf` beside the workspace.
//! It is no part of the repository; without it there is nothing to test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use boardlift_pdf::{Limits, PdfError, PdfFile};

fn files() -> Vec<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/hostile-pdf");
    let folder = std::env::var_os("BOARDLIFT_PDF_CORPUS").map_or_else(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
    let mut files: Vec<_> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    files
}

/// The faults of the interpreter or the parser in a file. A panic of the tests' thread would be one of this crate.
fn faults(file: &Path) -> Vec<String> {
    let bytes = std::fs::read(file).expect("the file can be read");
    let pdf = match PdfFile::open(bytes, &Limits::default()) {
        Ok(pdf) => pdf,
        Err(PdfError::Fault) => return vec![format!("{}: {}", file.display(), PdfError::Fault)],
        Err(_) => return vec![],
    };
    let (reader, again) = (pdf.reader(), pdf.reader());
    let mut faults = vec![];
    for number in 1..=pdf.page_count() {
        let page = reader.read(number);
        if let Err(error @ boardlift_pdf::PageError::Fault) = &page {
            faults.push(format!("{}: {error}", file.display()));
        }
        if page != again.read(number) {
            faults.push(format!("{}: page {number} was read in two ways", file.display()));
        }
    }
    faults
}

#[test]
fn every_file_ends_in_a_result_or_an_error() {
    let (files, next) = (files(), AtomicUsize::new(0));
    let work = || {
        let claim = || files.get(next.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(claim).flat_map(|file| faults(file)).collect::<Vec<_>>()
    };
    let faults = std::thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        threads.into_iter().flat_map(|thread| thread.join().expect("no thread panics")).collect::<Vec<_>>()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
