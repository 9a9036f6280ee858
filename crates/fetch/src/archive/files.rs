//! The files of an archive: papers by the hash of their bytes, pages by the hash of their address.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::incoming::hexadecimal;
use super::{Arrived, Incoming};
use crate::FetchError;

/// The files of one archive.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
}

impl Files {
    /// The files in an archive's folder; what was left unfinished is removed.
    pub(super) fn open(folder: &Path) -> Result<Self, FetchError> {
        let files = Files { folder: folder.to_owned() };
        let part = files.part();
        match fs::remove_dir_all(&part) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => removed.map_err(FetchError::archive(&part))?,
        }
        fs::create_dir_all(&part).map_err(FetchError::archive(&part))?;
        Ok(files)
    }

    /// The archive's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A file to write to.
    ///
    /// # Errors
    ///
    /// Where the disk is full or read-only.
    pub(crate) fn incoming(&self) -> Result<Incoming, FetchError> {
        Incoming::new(&self.part())
    }

    /// Gives a paper its place, and says which: a path with `/` below the archive's folder. Bytes that are there already
    /// stay as they are.
    ///
    /// # Errors
    ///
    /// Where the disk is full or read-only.
    pub(crate) fn keep_paper(&self, arrived: Arrived) -> Result<String, FetchError> {
        let Arrived { hash, kind, .. } = &arrived;
        let name = format!("papers/{}/{hash}.{}", &hash[..2], kind.extension());
        let path = self.folder.join(&name);
        // A file of another length was damaged behind our back; the same bytes make it whole.
        let is_there = fs::metadata(&path).is_ok_and(|there| there.is_file() && there.len() == arrived.size);
        if !is_there {
            put(arrived, &path)?;
        }
        Ok(name)
    }

    /// Whether a paper is where it belongs, as long as it was.
    pub(crate) fn has(&self, name: &str, size: u64) -> bool {
        fs::metadata(self.folder.join(name)).is_ok_and(|there| there.is_file() && there.len() == size)
    }

    /// Puts a page in the place of its address, instead of what was there.
    ///
    /// # Errors
    ///
    /// Where the disk is full or read-only.
    pub(crate) fn keep_page(&self, address: &str, arrived: Arrived) -> Result<(), FetchError> {
        put(arrived, &self.page_path(address))
    }

    /// The page that is kept of an address, if it has this hash: a run that was killed may have left one that the ledger
    /// never heard of.
    pub(crate) fn page(&self, address: &str, hash: &str) -> Option<Vec<u8>> {
        let bytes = fs::read(self.page_path(address)).ok()?;
        (hexadecimal(&Sha256::digest(&bytes)) == hash).then_some(bytes)
    }

    /// Removes the page of an address.
    ///
    /// # Errors
    ///
    /// Where it can't be removed.
    pub(crate) fn forget_page(&self, address: &str) -> Result<(), FetchError> {
        let path = self.page_path(address);
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(FetchError::archive(&path)),
        }
    }

    /// Puts a web archive in its place, and says which.
    ///
    /// # Errors
    ///
    /// Where the disk is full or read-only.
    pub(crate) fn keep_warc(&self, name: &str, arrived: Arrived) -> Result<PathBuf, FetchError> {
        let path = self.folder.join("warc").join(name);
        put(arrived, &path)?;
        Ok(path)
    }

    fn part(&self) -> PathBuf {
        self.folder.join("part")
    }

    fn page_path(&self, address: &str) -> PathBuf {
        let name = hexadecimal(&Sha256::digest(address));
        self.folder.join("pages").join(&name[..2]).join(name)
    }
}

/// Renames a file that has arrived, and sees to it that its name is on the disk too: the ledger is about to rely on it.
fn put(arrived: Arrived, path: &Path) -> Result<(), FetchError> {
    let folder = path.parent().unwrap_or(path);
    if !folder.is_dir() {
        fs::create_dir_all(folder).map_err(FetchError::archive(folder))?;
        let above = folder.parent().unwrap_or(folder);
        sync(above).map_err(FetchError::archive(above))?;
    }
    arrived.file.persist(path).map_err(|error| FetchError::archive(path)(error.error))?;
    sync(folder).map_err(FetchError::archive(folder))
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn arrived(files: &Files, bytes: &[u8]) -> Arrived {
        let mut incoming = files.incoming().unwrap();
        bytes.chunks(3).for_each(|chunk| incoming.write_all(chunk).unwrap());
        let arrived = incoming.finish().unwrap();
        assert_eq!(arrived.size, bytes.len() as u64);
        arrived
    }

    fn unfinished(files: &Files) -> usize {
        fs::read_dir(files.part()).unwrap().count()
    }

    #[test]
    fn a_paper_stands_under_its_hash_and_its_kind() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let name = files.keep_paper(arrived(&files, b"%PDF-1.7 a report")).unwrap();
        let hash = hexadecimal(&Sha256::digest(b"%PDF-1.7 a report"));
        assert_eq!(name, format!("papers/{}/{hash}.pdf", &hash[..2]));
        assert_eq!(fs::read(folder.path().join(&name)).unwrap(), b"%PDF-1.7 a report");
        assert!(files.has(&name, 17) && !files.has(&name, 18));
        assert_eq!(unfinished(&files), 0);
    }

    #[test]
    fn bytes_that_are_there_are_not_written_again_unless_they_were_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let name = files.keep_paper(arrived(&files, b"a report")).unwrap();
        let path = folder.path().join(&name);
        let written = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
        let before = written(&path);
        assert_eq!(files.keep_paper(arrived(&files, b"a report")).unwrap(), name);
        assert_eq!((written(&path), unfinished(&files)), (before, 0));
        fs::write(&path, "a rep").unwrap();
        assert_eq!(files.keep_paper(arrived(&files, b"a report")).unwrap(), name);
        assert_eq!(fs::read(&path).unwrap(), b"a report");
    }

    #[test]
    fn of_an_address_the_newest_page_is_kept_and_given_only_where_it_is_the_known_one() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let address = "http://council.test/list?a=1";
        let [first, second] = [arrived(&files, b"<p>one"), arrived(&files, b"<p>two")];
        let [old, new] = [first.hash.clone(), second.hash.clone()];
        files.keep_page(address, first).unwrap();
        files.keep_page(address, second).unwrap();
        assert_eq!(files.page(address, &old), None);
        assert_eq!(files.page(address, &new).unwrap(), b"<p>two");
        assert_eq!(files.page("http://council.test/list?a=2", &new), None);
        files.forget_page(address).unwrap();
        files.forget_page(address).unwrap();
        assert_eq!(files.page(address, &new), None);
    }

    #[test]
    fn what_a_killed_run_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let name = files.keep_paper(arrived(&files, b"a report")).unwrap();
        fs::write(files.part().join("half"), "a pap").unwrap();
        let files = Files::open(folder.path()).unwrap();
        assert_eq!(unfinished(&files), 0);
        assert!(files.has(&name, 8));
    }

    #[test]
    fn a_transfer_that_breaks_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let mut incoming = files.incoming().unwrap();
        incoming.write_all(b"half").unwrap();
        drop(incoming);
        assert_eq!(unfinished(&files), 0);
    }
}
