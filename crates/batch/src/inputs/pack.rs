//! Zip packs of papers: each file in them is an input of its own.
//!
//! A pack stays where it is, and one file of it is held at a time; a pack inside a pack is held while its own files are
//! read, and let go after the last. A workbook or a Word paper is an archive too, but no pack. What operating systems
//! leave in archives is no paper.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Seek};
use std::sync::{Arc, Mutex, PoisonError};

use boardlift_pack::{Limits, Pack, PackError};

use super::{OnDisk, Provenance};

/// How deep packs may lie in each other: a pack in a pack in a pack. A deeper one is a file that no reader knows.
const DEEPEST: usize = 2;

/// Files that say that an archive is one document: Office Open XML (ECMA-376 part 2, 6.2.3.2), ODF and EPUB.
const DOCUMENT_PARTS: [&str; 2] = ["[Content_Types].xml", "mimetype"];

/// No paper has more bytes: more than twice what any reader takes.
const LARGEST_PAPER: u64 = 256 << 20;

/// So many bytes may come out of any pack, and so many more for each byte that it takes up: plain text shrinks to a tenth,
/// a page of a web site to less. Packs inside a pack share what it is granted, so that a bomb of bombs unfolds to little.
const GRANTED: u64 = 128 << 20;
const GRANTED_FOR_EACH_BYTE: u64 = 20;

/// An open pack.
pub(super) struct OpenPack {
    origin: Origin,
    state: Mutex<State>,
}

/// Where a pack's bytes are.
enum Origin {
    File(OnDisk),
    /// On standard input, which has been read.
    Stdin(Arc<[u8]>),
    /// A file of another pack.
    Packed(Packed),
}

#[derive(Default)]
struct State {
    pack: Option<Pack<'static>>,
    /// How many files are still to be read.
    left: usize,
}

/// A file in a pack.
#[derive(Clone)]
pub(super) struct Packed {
    pack: Arc<OpenPack>,
    /// Its place among the pack's files, from 0.
    place: usize,
    name: String,
    /// How many bytes may come out of it, if it is a pack.
    granted: u64,
}

/// What an archive turned out to be.
pub(super) enum Found {
    /// One document, or no archive.
    Document,
    /// A pack of these files.
    Pack(Vec<Packed>),
    /// An archive that can't be opened.
    Damaged(PackError),
}

/// What a file is.
pub(super) fn in_file(file: &OnDisk) -> Found {
    let is_archive = File::open(file.path()).is_ok_and(begins_as_archive);
    if is_archive { found(Origin::File(file.clone()), 0) } else { Found::Document }
}

/// What the bytes on standard input are.
pub(super) fn on_stdin(bytes: Arc<[u8]>) -> Found {
    found(Origin::Stdin(bytes), 0)
}

/// The files of a pack, and of the packs in it, in the order in which the archives list them.
fn found(origin: Origin, depth: usize) -> Found {
    let pack = match origin.open() {
        Ok(pack) => pack,
        Err(error) => return Found::Damaged(error),
    };
    if pack.entries().iter().any(|entry| DOCUMENT_PARTS.contains(&&*entry.name)) {
        return Found::Document;
    }
    let files: Vec<(usize, String, u64)> = pack
        .entries()
        .iter()
        .enumerate()
        .filter(|(_, entry)| !is_litter(&entry.name))
        .map(|(place, entry)| (place, entry.name.clone(), entry.packed_size))
        .collect();
    let reads = files.len();
    let state = State { pack: Some(pack), left: usize::MAX };
    let pack = Arc::new(OpenPack { origin, state: Mutex::new(state) });
    let mut papers = Vec::new();
    let share = GRANTED / u64::try_from(reads).unwrap_or(u64::MAX).max(1);
    for (place, name, packed_size) in files {
        let granted = granted(packed_size, share);
        let packed = Packed { pack: Arc::clone(&pack), place, name, granted };
        match packed.inside(depth) {
            Found::Pack(inner) => papers.extend(inner),
            // What is wrong with an archive shows when it is read.
            Found::Document | Found::Damaged(_) => papers.push(packed),
        }
    }
    // It is opened again when the first of them is read.
    *pack.locked() = State { pack: None, left: reads };
    Found::Pack(papers)
}

/// Whether a file was left in an archive by the system that packed it, or by a program that had a document open.
fn is_litter(name: &str) -> bool {
    name.split('/').any(|part| {
        part.starts_with('.')
            || part.starts_with("~$")
            || ["__MACOSX", "Thumbs.db", "desktop.ini"].iter().any(|litter| part.eq_ignore_ascii_case(litter))
    })
}

/// How many bytes may come out of a pack of this size.
fn granted(size: u64, share: u64) -> u64 {
    share.saturating_add(size.saturating_mul(GRANTED_FOR_EACH_BYTE))
}

fn begins_as_archive(mut source: impl io::Read) -> bool {
    let mut start = [0; 4];
    source.read_exact(&mut start).is_ok() && (start == *b"PK\x03\x04" || start == *b"PK\x05\x06")
}

impl Origin {
    fn open(&self) -> Result<Pack<'static>, PackError> {
        let limits =
            |total_bytes: u64| Limits { entry_bytes: LARGEST_PAPER, total_bytes, ..Limits::default() };
        match self {
            Origin::File(file) => {
                let mut file = BufReader::new(File::open(file.path())?);
                let size = file.seek(io::SeekFrom::End(0))?;
                Pack::from_reader(file, &limits(granted(size, GRANTED)))
            }
            Origin::Stdin(bytes) => {
                let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                Pack::from_reader(Cursor::new(Arc::clone(bytes)), &limits(granted(size, GRANTED)))
            }
            Origin::Packed(packed) => {
                Pack::from_reader(Cursor::new(packed.bytes()?), &limits(packed.granted))
            }
        }
    }
}

impl OpenPack {
    /// The bytes of a file; the last one lets the pack go.
    fn read(&self, place: usize) -> Result<Vec<u8>, PackError> {
        let mut state = self.locked();
        let pack = match &mut state.pack {
            Some(pack) => pack,
            none => none.insert(self.origin.open()?),
        };
        let bytes = pack.read_entry(place);
        state.left = state.left.saturating_sub(1);
        if state.left == 0 {
            state.pack = None;
        }
        bytes
    }

    /// A read that failed leaves the pack as it was, and so does one that panicked.
    fn locked(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Packed {
    /// Its bytes.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, PackError> {
        self.pack.read(self.place)
    }

    /// Its name without folders.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// The names of the packs that it lies in and its own with its folders, between `/`: no two papers of a run share
    /// it, unless two packs share their name.
    pub(super) fn path_in_pack(&self) -> String {
        match &self.pack.origin {
            Origin::File(file) => format!("{}/{}", file.name(), self.name),
            Origin::Stdin(_) => format!("-/{}", self.name),
            Origin::Packed(outer) => format!("{}/{}", outer.path_in_pack(), self.name),
        }
    }

    /// Where the outermost pack was published.
    pub(super) fn provenance(&self) -> Option<&Provenance> {
        match &self.pack.origin {
            Origin::File(file) => file.provenance(),
            Origin::Stdin(_) => None,
            Origin::Packed(outer) => outer.provenance(),
        }
    }

    /// What the file is, where packs lie no deeper in each other than they may.
    fn inside(&self, depth: usize) -> Found {
        let is_archive = || {
            self.pack.locked().pack.as_mut().is_some_and(|pack| {
                pack.beginning(self.place, 4).is_ok_and(|start| begins_as_archive(&*start))
            })
        };
        if depth < DEEPEST && is_archive() {
            found(Origin::Packed(self.clone()), depth + 1)
        } else {
            Found::Document
        }
    }
}

/// Where it is, for people.
impl fmt::Display for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.pack.origin {
            Origin::File(file) => write!(f, "{file}/{}", self.name),
            Origin::Stdin(_) => write!(f, "standard input/{}", self.name),
            Origin::Packed(outer) => write!(f, "{outer}/{}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// The papers in an archive as `path: words`, read in their order; `document` where it is one itself.
    fn check(bytes: &[u8], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pack.zip");
        fs::write(&path, bytes).unwrap();
        for found in [in_file(&OnDisk::own(path)), on_stdin(bytes.into())] {
            let papers = match found {
                Found::Document => vec!["document".to_owned()],
                Found::Damaged(error) => vec![error.to_string()],
                Found::Pack(papers) => papers.iter().map(shown).collect(),
            };
            assert_eq!(papers, expected);
        }
    }

    fn shown(packed: &Packed) -> String {
        let path = packed.path_in_pack();
        let path = path.strip_prefix("pack.zip/").or_else(|| path.strip_prefix("-/")).unwrap();
        match packed.bytes() {
            Ok(bytes) if begins_as_archive(&*bytes) => format!("{path}: an archive"),
            Ok(bytes) => format!("{path}: {}", String::from_utf8_lossy(&bytes)),
            Err(error) => format!("{path}: {error}"),
        }
    }

    #[test]
    fn papers_stand_in_the_order_of_the_archive() {
        let files: [(&str, &[u8]); 3] = [("b/z.txt", b"one"), ("a.txt", b"two"), ("c.txt", b"three")];
        check(&archive(&files), &["b/z.txt: one", "a.txt: two", "c.txt: three"]);
    }

    #[test]
    fn what_systems_leave_is_no_paper() {
        let litter = ["__MACOSX/._a.txt", ".DS_Store", "x/Thumbs.db", "~$a.docx", "desktop.ini"];
        let files: Vec<(&str, &[u8])> = litter.into_iter().map(|name| (name, &b"x"[..])).collect();
        check(&archive(&files), &[]);
    }

    #[test]
    fn packs_lie_in_each_other_twice_at_most() {
        let deepest = archive(&[("no.txt", b"too deep")]);
        let third = archive(&[("c.txt", b"three"), ("deep.zip", &deepest), ("d.txt", b"four")]);
        let second = archive(&[("third.zip", &third), ("b.txt", b"two")]);
        check(
            &archive(&[("a.txt", b"one"), ("second.zip", &second), ("e.txt", b"five")]),
            &[
                "a.txt: one",
                "second.zip/third.zip/c.txt: three",
                "second.zip/third.zip/deep.zip: an archive",
                "second.zip/third.zip/d.txt: four",
                "second.zip/b.txt: two",
                "e.txt: five",
            ],
        );
    }

    #[test]
    fn a_bomb_of_bombs_unfolds_to_little() {
        let zeros = vec![0; 40 << 20];
        let bomb = archive(&[("zeros.txt", &zeros)]);
        let bombs: Vec<(String, &[u8])> = (0..8).map(|at| (format!("{at}.zip"), &*bomb)).collect();
        let files: Vec<(&str, &[u8])> = bombs.iter().map(|(name, bytes)| (&**name, *bytes)).collect();
        let Found::Pack(papers) = on_stdin(archive(&files).into()) else { panic!("no pack") };
        let refused = |packed: &Packed| matches!(packed.bytes(), Err(PackError::TooLarge { .. }));
        assert_eq!((papers.len(), papers.iter().filter(|packed| refused(packed)).count()), (8, 8));
    }

    #[test]
    fn an_archive_that_is_a_document_is_no_pack() {
        let workbook = archive(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")]);
        check(&workbook, &["document"]);
        check(&archive(&[("mimetype", b"x"), ("content.xml", b"x")]), &["document"]);
        check(&archive(&[("figures.xlsx", &workbook)]), &["figures.xlsx: an archive"]);
        let cut = &workbook[..workbook.len() - 30];
        let error =
            "expected a whole zip archive, found a damaged one: invalid Zip archive: Could not find EOCD";
        check(cut, &[error]);
        check(&archive(&[("cut.zip", cut)]), &["cut.zip: an archive"]);
    }
}
