//! The set of layouts: those that come with the program and those of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::spec::{Spec, SpecError};

/// The specs that come with the program, with the files that they stand in.
const EMBEDDED: &[(&str, &str)] = &[
    ("bcp-scorecard.toml", include_str!("../layouts/bcp-scorecard.toml")),
    ("bcp-strategic-kpis.toml", include_str!("../layouts/bcp-strategic-kpis.toml")),
    ("devon-milestones.toml", include_str!("../layouts/devon-milestones.toml")),
    ("kingston-dashboard.toml", include_str!("../layouts/kingston-dashboard.toml")),
    ("kingston-dataset.toml", include_str!("../layouts/kingston-dataset.toml")),
];

/// Why a catalogue can't be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A spec is wrong.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// A folder or file of specs can't be read.
    #[error("can't read layouts from {}: {source}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No layout has this id.
    #[error("no layout has the id `{id}`; the known ones are {known}")]
    UnknownId {
        /// The id that was asked for.
        id: String,
        /// The ids that there are, joined with commas.
        known: String,
    },
}

/// One layout and the text that it was read from.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The layout.
    pub spec: Spec,
    /// Its TOML.
    pub toml: String,
    /// Whether it is the caller's own and doesn't come with the program.
    pub own: bool,
}

/// Layouts by id.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

impl Catalogue {
    /// The layouts that come with the program.
    ///
    /// # Errors
    ///
    /// Never in a released program: a test reads them all.
    pub fn embedded() -> Result<Self, CatalogueError> {
        let mut catalogue = Catalogue::default();
        for (file, toml) in EMBEDDED {
            catalogue.add(file, toml, false)?;
        }
        Ok(catalogue)
    }

    /// Adds every `*.toml` of a folder, in the order of their names. A spec whose id is known already takes the
    /// place of the known one, so that a user can mend a layout without waiting for a release.
    ///
    /// # Errors
    ///
    /// Where the folder or a file can't be read or a spec is wrong.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), CatalogueError> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| CatalogueError::Io { path, source }
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(io(folder))? {
            let path = entry.map_err(io(folder))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                files.push(path);
            }
        }
        files.sort();
        for path in files {
            self.add_file(&path)?;
        }
        Ok(())
    }

    /// Adds the spec of one file, and gives its id.
    ///
    /// # Errors
    ///
    /// Where the file can't be read or the spec is wrong.
    pub fn add_file(&mut self, path: &Path) -> Result<String, CatalogueError> {
        let toml = fs::read_to_string(path)
            .map_err(|source| CatalogueError::Io { path: path.to_owned(), source })?;
        self.add(&path.display().to_string(), &toml, true)
    }

    /// All layouts, sorted by id.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The layout with this id.
    ///
    /// # Errors
    ///
    /// Where there is none; the error lists those that there are.
    pub fn get(&self, id: &str) -> Result<&Entry, CatalogueError> {
        self.entries.iter().find(|entry| entry.spec.id == id).ok_or_else(|| CatalogueError::UnknownId {
            id: id.to_owned(),
            known: self.entries.iter().map(|entry| entry.spec.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    pub(crate) fn add(&mut self, file: &str, toml: &str, own: bool) -> Result<String, CatalogueError> {
        let entry = Entry { spec: Spec::parse(file, toml)?, toml: toml.to_owned(), own };
        let id = entry.spec.id.clone();
        match self.entries.binary_search_by(|known| known.spec.id.cmp(&entry.spec.id)) {
            Ok(at) => self.entries[at] = entry,
            Err(at) => self.entries.insert(at, entry),
        }
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_specs_are_good_and_named_for_their_files() {
        let catalogue = Catalogue::embedded().expect("good specs");
        let ids: Vec<String> =
            catalogue.entries().iter().map(|entry| format!("{}.toml", entry.spec.id)).collect();
        let files: Vec<&str> = EMBEDDED.iter().map(|(file, _)| *file).collect();
        assert_eq!(ids, files);
    }

    #[test]
    fn an_unknown_id_names_the_known_ones() {
        let catalogue = Catalogue::embedded().expect("good specs");
        let error = catalogue.get("nobody").expect_err("no such layout").to_string();
        assert!(error.contains("`nobody`") && error.contains("devon-milestones"), "{error}");
    }
}
