//! Whether what has come repeats what is there, though its bytes differ.
//!
//! Some sites make a paper whenever somebody asks: a report's PDF (`mgConvert2PDF.aspx`) says when it was made, a page
//! carries the numbers of a visit. Each of them would be a new edition, night after night, with nothing new in it. So a PDF
//! that differs in stamps alone is the one before, and so is a page that shows the same. Other formats are told by their bytes.

mod remade;
mod shown;

use std::fs::{self, File};
use std::path::Path;

use super::{Arrived, Kind};
use crate::FetchError;
use remade::is_remade;
use shown::shows_the_same;

/// Larger pages are held against others by their bytes: nothing that people read in a browser is as large, and a page is
/// taken apart in memory.
const LARGEST_PAGE: u64 = 4 << 20;

impl Arrived {
    /// Whether it repeats a file of the archive: its bytes or, where sites make papers anew, what they say.
    ///
    /// # Errors
    ///
    /// Where what has just been written can't be read back, or what is there can't be read.
    pub(crate) fn repeats(&self, path: &Path) -> Result<bool, FetchError> {
        let is_kind = path.extension().is_some_and(|extension| extension == self.kind.extension());
        if !is_kind || !path.is_file() {
            return Ok(false);
        }
        match self.kind {
            Kind::PDF => {
                let mut own = File::open(&self.file).map_err(FetchError::archive(&self.file))?;
                let mut other = File::open(path).map_err(FetchError::archive(path))?;
                is_remade(&mut own, &mut other).map_err(FetchError::archive(path))
            }
            Kind::PAGE if self.size <= LARGEST_PAGE => {
                let own = fs::read(&self.file).map_err(FetchError::archive(&self.file))?;
                let other = fs::read(path).map_err(FetchError::archive(path))?;
                Ok(shows_the_same(&own, &other))
            }
            _ => Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::Files;
    use super::*;

    fn check(new: &str, name: &str, old: &str, expected: bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, old).unwrap();
        let mut incoming = Files::open(folder.path()).unwrap().incoming().unwrap();
        incoming.write_all(new.as_bytes()).unwrap();
        assert_eq!(incoming.finish().unwrap().repeats(&path).unwrap(), expected, "{new} | {old}");
    }

    #[test]
    fn each_kind_is_held_against_its_own() {
        check("%PDF-1.4 /ModDate (D:2025)", "a.pdf", "%PDF-1.4 /ModDate (D:2026)", true);
        check("%PDF-1.4 81.2", "a.pdf", "%PDF-1.4 81.3", false);
        check("<html><body id=1>81.2", "a.html", "<html><body id=2>81.2", true);
        check("<html><body>81.2", "a.html", "<html><body>81.3", false);
        check("%PDF-1.4", "a.html", "%PDF-1.4", false);
        check("81.2", "a.txt", "81.2", false);
    }
}
