//! A folder of this machine, for papers that somebody saved by hand where a site can't be asked.
//!
//! A paper is known by its path in the folder: a file that is replaced is a new edition of it.

use std::path::{Component, Path};

use walkdir::{DirEntry, WalkDir};

use super::markup::even;
use super::visit::Visit;
use super::{address, limits};
use crate::listing::{Form, Listing, Location, PaperKey};

/// Lists the wanted files of a folder and of the folders in it, by name. Links to other folders are not followed.
pub(super) fn discover(visit: &mut Visit<'_>, root: &Path) {
    let entries = WalkDir::new(root).sort_by_file_name().into_iter();
    for (n, entry) in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)).enumerate() {
        if n > limits::FILES {
            visit.missed(format_args!("{}: more than {} files and folders", root.display(), limits::FILES));
            return;
        }
        match entry {
            Ok(entry) if entry.path().is_file() => take(visit, root, entry.path()),
            Ok(_) => {}
            Err(error) => visit.missed(error),
        }
    }
}

fn take(visit: &mut Visit<'_>, root: &Path, path: &Path) {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts = inside.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    let parts: Vec<_> = parts.collect();
    let name = parts.last().map(|name| even(&address::words_of(name))).unwrap_or_default();
    if visit.source.wanted.takes(&name) {
        visit.list(Listing {
            key: PaperKey(format!("file/{}", parts.join("/"))),
            at: Location::File(path.to_owned()),
            title: name,
            form: Form::Paper,
            meeting: None,
        });
    }
}

/// Whether it is the system's or an editor's own: `.DS_Store`, `~$dashboard.xlsx`.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::testing::{FakeSite, source};

    #[test]
    fn files_of_a_folder_are_papers() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("2026/.git")).expect("a folder");
        for name in ["b_Q1.pdf", "a.xlsx", "2026/Scan 1.pdf", ".DS_Store", "~$a.xlsx", "2026/.git/x"] {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        let check = |lines: &str, expected: &[(&str, &str)], complete: bool| {
            let path = toml::Value::String(folder.path().display().to_string());
            let found = FakeSite::default().discovered(&source(&lines.replace("PATH", &path.to_string())));
            let listed: Vec<_> =
                found.listings.iter().map(|l| (l.key.0.as_str(), l.title.as_str())).collect();
            assert_eq!((listed.as_slice(), found.complete), (expected, complete), "{:?}", found.doubts);
        };
        let all = [("file/2026/Scan 1.pdf", "Scan 1"), ("file/a.xlsx", "a"), ("file/b_Q1.pdf", "b Q1")];
        check("kind = \"folder\"\npath = PATH", &all, true);
        check("kind = \"folder\"\npath = PATH\ntitles = [\"Q1\"]", &all[2..], true);
        check("kind = \"folder\"\npath = \"/no/such/folder\"", &[], false);
    }
}
