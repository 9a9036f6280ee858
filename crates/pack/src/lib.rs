//! Zip archives opened within limits: packs of papers, and the workbooks and papers that are archives themselves.
//!
//! One type, [`Pack`]: a list of files and their bytes, one at a time. It trusts nothing that an archive says of
//! itself: sizes are counted while the bytes come out, and what a name holds is only ever shown. It writes no file,
//! knows no password and doesn't look into the files.
//!
//! In reading order:
//!
//! - [`limits`], [`error`]: how much is read, and what can't be.
//! - `directory`: how many files an archive claims, asked before it is opened.
//! - `name`: bytes of a name to words.

mod directory;
pub mod error;
pub mod limits;
mod name;
#[cfg(test)]
mod testing;

use std::io::{self, Cursor, Read, Seek, Write};

use zip::read::ZipFileEntry;
use zip::result::ZipError;
use zip::{SUPPORTED_COMPRESSION_METHODS, ZipArchive};

pub use error::PackError;
pub use limits::Limits;

/// What a local header takes at least, before the file's name (APPNOTE 4.3.7).
const LOCAL_HEADER_BYTES: u64 = 30;

/// The most room that is made for a file before any of it has come out.
const ROOM_BYTES: u64 = 1 << 20;

/// Where an archive's bytes come from.
trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// One file of an archive. Folders and links are not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name for people, with the folders before it between `/`. It may begin with `/` or hold `..`: never to be
    /// used as a path.
    pub name: String,
    /// How many bytes the archive says it has. Not to be trusted.
    pub size: u64,
    /// How many bytes of the archive it takes up. As no two files share their bytes, this is no more than the archive has,
    /// all files together.
    pub packed_size: u64,
    /// Whether a password protects it.
    pub is_encrypted: bool,
    /// Where the archive's directory lists it, from 0.
    index: usize,
}

/// An open archive.
pub struct Pack<'a> {
    archive: ZipArchive<Box<dyn Bytes + 'a>>,
    entries: Vec<Entry>,
    limits: Limits,
    /// How many bytes have come out of it.
    inflated: u64,
}

impl<'a> Pack<'a> {
    /// Opens an archive that is held in memory.
    ///
    /// # Errors
    ///
    /// [`PackError`] where the bytes are no zip archive or a damaged one, or it lists more files than the limit.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, PackError> {
        Self::from_reader(Cursor::new(bytes), limits)
    }

    /// Opens an archive that stays where it is: one file of it is held at a time.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), and where the bytes can't be had.
    pub fn from_reader(source: impl Read + Seek + Send + 'a, limits: &Limits) -> Result<Self, PackError> {
        let mut source: Box<dyn Bytes + 'a> = Box::new(source);
        let begins_as_zip = directory::begins_as_zip(&mut source)?;
        let admit = |found: u64| match u64::try_from(limits.entries) {
            Ok(limit) if found > limit => Err(PackError::TooManyEntries { found, limit }),
            _ => Ok(()),
        };
        admit(directory::declared_entries(&mut source)?)?;
        let archive = ZipArchive::new(source).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => error.into(),
            _ if !begins_as_zip => PackError::NotAZip,
            error => PackError::Damaged { name: None, reason: error.to_string() },
        })?;
        admit(u64::try_from(archive.len()).unwrap_or(u64::MAX))?;
        let entries = entries(&archive)?;
        Ok(Pack { archive, entries, limits: limits.clone(), inflated: 0 })
    }

    /// The files in the order in which the archive lists them. Of two with the same name the last one counts, as for
    /// a program that unpacks them into a folder, and it stands where the first one stood.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many bytes have come out of the archive so far.
    pub fn inflated(&self) -> u64 {
        self.inflated
    }

    /// The bytes of the file with this name; nothing where there is none. Letters count alike in upper and lower case
    /// where no name is the very same (ECMA-376 part 2, 6.2.2.3).
    ///
    /// # Errors
    ///
    /// As [`read_entry`](Self::read_entry).
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackError> {
        let same = |entry: &Entry| entry.name == name;
        let alike = |entry: &Entry| entry.name.eq_ignore_ascii_case(name);
        let place = self.entries.iter().position(same).or_else(|| self.entries.iter().position(alike));
        place.map(|place| self.read_entry(place)).transpose()
    }

    /// The first bytes of the file at this place, at most `count`: enough to see what it is.
    ///
    /// # Errors
    ///
    /// As [`read_entry`](Self::read_entry).
    pub fn beginning(&mut self, place: usize, count: u64) -> Result<Vec<u8>, PackError> {
        let mut bytes = Vec::new();
        self.inflate(place, count, &mut bytes)?;
        Ok(bytes)
    }

    /// The bytes of the file at this place in [`entries`](Self::entries).
    ///
    /// # Errors
    ///
    /// [`PackError`] where the file is damaged, encrypted, packed by a method that isn't known, or has more bytes than
    /// one file or all files read so far may have. A place beyond the last is a damaged file.
    pub fn read_entry(&mut self, place: usize) -> Result<Vec<u8>, PackError> {
        let size = self.entries.get(place).map_or(0, |entry| entry.size);
        let room = size.min(self.limits.entry_bytes).min(ROOM_BYTES);
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
        self.copy_entry(place, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes the bytes of the file at this place in [`entries`](Self::entries) to where they are wanted, and tells how
    /// many they are. Where this fails, some may have been written.
    ///
    /// # Errors
    ///
    /// As [`read_entry`](Self::read_entry), and where nothing more can be written.
    pub fn copy_entry(&mut self, place: usize, to: &mut impl Write) -> Result<u64, PackError> {
        let left = self.limits.total_bytes.saturating_sub(self.inflated);
        let limit = self.limits.entry_bytes.min(left);
        let size = self.inflate(place, limit.saturating_add(1), to)?;
        if size > limit {
            let limit = if left < self.limits.entry_bytes { self.limits.total_bytes } else { limit };
            let name = self.entries.get(place).map(|entry| entry.name.clone()).unwrap_or_default();
            return Err(PackError::TooLarge { name, limit });
        }
        Ok(size)
    }

    /// Writes at most `most` bytes of a file, and tells how many. What is wrong with a file behind them is not asked.
    fn inflate(&mut self, place: usize, most: u64, to: &mut impl Write) -> Result<u64, PackError> {
        let Some(entry) = self.entries.get(place) else {
            return Err(PackError::Damaged { name: None, reason: format!("there is no file {place}") });
        };
        let name = || entry.name.clone();
        if entry.is_encrypted {
            return Err(PackError::Encrypted { name: name() });
        }
        let damaged = |reason: String| PackError::Damaged { name: Some(name()), reason };
        let file = self.archive.by_index(entry.index).map_err(|error| damaged(error.to_string()))?;
        if !SUPPORTED_COMPRESSION_METHODS.contains(&file.compression()) {
            return Err(PackError::Method { name: name(), method: file.compression().to_string() });
        }
        let mut file = Counted { source: file, count: 0 };
        let copied = io::copy(&mut (&mut file).take(most), to);
        // What came out of a damaged file has cost its time too.
        self.inflated = self.inflated.saturating_add(file.count);
        if file.count < most {
            copied.map_err(|error| damaged(error.to_string()))?;
        }
        Ok(file.count)
    }
}

/// Counts the bytes that are read.
struct Counted<R> {
    source: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.count = self.count.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        Ok(count)
    }
}

/// The files of an archive.
fn entries(archive: &ZipArchive<Box<dyn Bytes + '_>>) -> Result<Vec<Entry>, PackError> {
    let mut entries = Vec::with_capacity(archive.len());
    let mut stretches = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let damaged = |error: ZipError| PackError::Damaged { name: None, reason: error.to_string() };
        let file = archive.by_index_data(index).map_err(damaged)?;
        stretches.push(stretch(&file));
        if file.is_file() {
            entries.push(Entry {
                name: name::of(file.name_raw(), &file.name().map_err(damaged)?),
                size: file.size(),
                packed_size: file.compressed_size(),
                is_encrypted: file.encrypted(),
                index,
            });
        }
    }
    if overlap(stretches) {
        let reason = "two files claim the same bytes of the archive".to_owned();
        return Err(PackError::Damaged { name: None, reason });
    }
    Ok(entries)
}

/// Where a file's header begins in the archive, and where its data end at the earliest. A file without data takes
/// nothing, wherever it stands.
fn stretch(file: &ZipFileEntry<'_>) -> (u64, u64) {
    let (start, size) = (file.header_start(), file.compressed_size());
    let header = if size == 0 { 0 } else { LOCAL_HEADER_BYTES };
    (start, start.saturating_add(header).saturating_add(size))
}

/// Whether some bytes belong to two files, as in archives that unpack to millions of times their size.
fn overlap(mut stretches: Vec<(u64, u64)>) -> bool {
    stretches.sort_unstable();
    stretches.windows(2).any(|pair| pair[0].1 > pair[1].0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{File, archive, end};

    const FEW: Limits = Limits { entries: 3, entry_bytes: 10, total_bytes: 15 };

    /// Opens an archive and reads these of its files, in one line each: the name and the bytes, or the error.
    fn check(bytes: &[u8], names: &[&str], expected: &[&str]) {
        let mut pack = Pack::open(bytes, &FEW).unwrap();
        let read = |name: &&str| match pack.read(name) {
            Ok(Some(bytes)) => String::from_utf8(bytes).unwrap(),
            Ok(None) => "none".to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(names.iter().map(read).collect::<Vec<_>>(), expected);
    }

    fn check_refused(bytes: &[u8], expected: &str) {
        let error = Pack::open(bytes, &FEW).err().unwrap();
        assert_eq!(error.to_string(), expected);
        assert!(!error.hint().is_empty());
    }

    fn names(bytes: &[u8]) -> Vec<String> {
        let pack = Pack::open(bytes, &Limits::default()).unwrap();
        pack.entries().iter().map(|entry| entry.name.clone()).collect()
    }

    #[test]
    fn files_are_found_by_name() {
        let bytes = archive(&[File::new(b"a.xml", b"one"), File::new(b"b/C.xml", b"two")]);
        check(&bytes, &["b/C.xml", "a.xml", "B/c.XML", "c"], &["two", "one", "two", "none"]);
    }

    #[test]
    fn the_last_of_two_with_one_name_counts() {
        let files = [File::new(b"a", b"old"), File::new(b"b", b"other"), File::new(b"a", b"new")];
        assert_eq!(names(&archive(&files)), ["a", "b"]);
        check(&archive(&files), &["a"], &["new"]);
    }

    #[test]
    fn folders_are_not_listed() {
        assert_eq!(names(&archive(&[File::new(b"a/", b""), File::new(b"a/b", b"x")])), ["a/b"]);
        assert!(names(&archive(&[])).is_empty());
    }

    #[test]
    fn bytes_are_counted_as_they_come_out() {
        let bytes = archive(&[File::new(b"long", b"elevenbytes"), File::new(b"a", b"0123456789")]);
        let one = "expected at most 10 unpacked bytes, found more in `long`";
        let all = "expected at most 15 unpacked bytes, found more in `a`";
        check(&bytes, &["a"], &["0123456789"]);
        check(&bytes, &["long", "a"], &[one, all]);
        check(&bytes, &["a", "a"], &["0123456789", all]);
    }

    #[test]
    fn a_bomb_is_told_by_what_comes_out_and_not_by_what_it_says() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("bomb", zip::write::SimpleFileOptions::default()).unwrap();
        Write::write_all(&mut writer, &vec![0; 1 << 20]).unwrap();
        let honest = writer.finish().unwrap().into_inner();
        let limits = Limits { entry_bytes: 1 << 16, ..Limits::default() };
        let mut lying = honest.clone();
        let directory = honest.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        lying[directory + 24..directory + 28].copy_from_slice(&9_u32.to_le_bytes());
        lying[22..26].copy_from_slice(&9_u32.to_le_bytes());
        for bytes in [honest, lying] {
            let mut pack = Pack::open(&bytes, &limits).unwrap();
            assert!(pack.read("bomb").is_err());
            assert!(pack.inflated() <= (1 << 16) + 1);
        }
    }

    #[test]
    fn too_many_files_are_refused_before_they_are_listed() {
        let file = || File::new(b"a", b"");
        let found = |count| format!("expected at most 3 files in the zip archive, found {count}");
        check_refused(&archive(&[file(), file(), file(), file()]), &found(4));
        let mut zip64 = b"PK\x06\x06".to_vec();
        zip64.extend([0; 28]);
        zip64.extend(10_000_000_u64.to_le_bytes());
        zip64.extend([0; 16]);
        zip64.extend(b"PK\x06\x07\0\0\0\0");
        zip64.extend(0_u64.to_le_bytes());
        zip64.extend([1, 0, 0, 0]);
        zip64.extend(end(u16::MAX, 0, 0));
        check_refused(&zip64, &found(10_000_000));
    }

    #[test]
    fn a_file_that_cannot_be_read_leaves_the_others() {
        let encrypted = File { flags: 1, ..File::new(b"secret", b"x") };
        let packed = File { method: 14, ..File::new(b"lzma", b"x") };
        let mut bytes = archive(&[encrypted, packed, File::new(b"a", b"fine")]);
        let expected = [
            "expected `secret` without a password, found it encrypted",
            "expected `lzma` stored or deflated, found method Lzma",
            "fine",
        ];
        check(&bytes, &["secret", "lzma", "a"], &expected);
        let data = bytes.windows(4).position(|bytes| bytes == b"fine").unwrap();
        bytes[data] = b'F';
        let damaged = "expected a whole zip archive, found `a` damaged: Invalid checksum";
        check(&bytes, &["a"], &[damaged]);
    }

    #[test]
    fn files_that_share_their_bytes_are_refused() {
        let shared = File { shares: true, ..File::new(b"b", b"x") };
        check_refused(
            &archive(&[File::new(b"a", b"x"), shared]),
            "expected a whole zip archive, found a damaged one: two files claim the same bytes of the archive",
        );
    }

    #[test]
    fn other_bytes_and_cut_archives_are_told_apart() {
        let whole = archive(&[File::new(b"a", b"first")]);
        let no_zip = "expected a zip archive, found no end of central directory record";
        check_refused(b"", no_zip);
        check_refused(b"%PDF-1.7 and so on", no_zip);
        for cut in 4..whole.len() {
            let error = Pack::open(&whole[..cut], &FEW).err().unwrap();
            assert!(matches!(error, PackError::Damaged { .. }), "{cut}: {error}");
        }
    }
}
