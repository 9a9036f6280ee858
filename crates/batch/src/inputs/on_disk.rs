//! A file on a disk, and what is known of where it comes from.
//!
//! What was fetched lies under a name of the archive's own; its documents go by the name that its publisher gave it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use boardlift_model::Authority;
use sha2::{Digest, Sha256};

/// Where a file was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The name that its publisher gave it.
    pub file_name: String,
    /// Where it was fetched; nothing where it was handed over in a folder.
    pub url: Option<String>,
    /// Whose the site is known to be; nothing where nobody says.
    pub authority: Option<Authority>,
}

impl Provenance {
    /// A fingerprint of all of it: another one may give other rows.
    pub(crate) fn fingerprint(&self) -> String {
        let authority = self.authority.as_ref();
        let code = authority.and_then(|authority| authority.code.as_deref()).unwrap_or_default();
        let name = authority.map(|authority| authority.name.as_str()).unwrap_or_default();
        let mut hash = Sha256::new();
        for text in [&self.file_name, self.url.as_deref().unwrap_or_default(), code, name] {
            hash.update(text);
            // So that two texts are not one.
            hash.update([0]);
        }
        // Eight bytes, as of layouts: only those of one document are ever compared.
        let first =
            hash.finalize().iter().take(8).fold(0, |digits: u64, byte| digits << 8 | u64::from(*byte));
        format!("{first:016x}")
    }
}

/// A file on a disk.
#[derive(Clone)]
pub(super) struct OnDisk {
    path: PathBuf,
    provenance: Option<Arc<Provenance>>,
}

impl OnDisk {
    /// A file of the caller's, of which nobody says where it was published.
    pub(super) fn own(path: PathBuf) -> Self {
        OnDisk { path, provenance: None }
    }

    /// A file that was fetched.
    pub(super) fn fetched(path: PathBuf, provenance: Provenance) -> Self {
        OnDisk { path, provenance: Some(Arc::new(provenance)) }
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where it was published.
    pub(super) fn provenance(&self) -> Option<&Provenance> {
        self.provenance.as_deref()
    }

    /// Its name without folders: its publisher's, where that is known.
    pub(super) fn name(&self) -> String {
        match &self.provenance {
            Some(provenance) => provenance.file_name.clone(),
            None => self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned(),
        }
    }
}

/// Where it is, for people: where it was published, or what its publisher calls it; else where it lies.
impl fmt::Display for OnDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.provenance() {
            Some(Provenance { url, file_name, .. }) => f.write_str(url.as_ref().unwrap_or(file_name)),
            None => self.path.display().fmt(f),
        }
    }
}
