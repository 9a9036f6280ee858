//! The samples: which there are, and what the manifest says of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use boardlift_batch::paper::PaperReader;
use boardlift_layouts::Catalogue;
use boardlift_reference::Vocabulary;
use serde::Deserialize;
use walkdir::WalkDir;

/// The manifest's name among the samples.
const MANIFEST: &str = "manifest.toml";

/// The folder of the samples.
pub fn folder() -> PathBuf {
    root().join("samples")
}

/// The folder of the goldens, which mirrors that of the samples.
pub fn golden_folder() -> PathBuf {
    root().join("golden")
}

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A sample's name without its folder.
pub fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A reader with what comes with the program and nothing else.
///
/// # Errors
///
/// Where something that comes with the program is wrong.
pub fn reader() -> anyhow::Result<PaperReader> {
    Ok(PaperReader::new(Catalogue::embedded()?, Vocabulary::embedded()?))
}

/// The path of each sample below the samples' folder, with `/` between its parts, in order. The manifest is none.
///
/// # Errors
///
/// Where the folder can't be read.
pub fn names() -> anyhow::Result<Vec<String>> {
    let mut names = files_below(&folder())?;
    names.retain(|name| name != MANIFEST);
    Ok(names)
}

/// The path of each file below a folder, with `/` between its parts, in order.
///
/// # Errors
///
/// Where the folder can't be read.
pub fn files_below(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder)?;
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            names.push(parts.join("/"));
        }
    }
    names.sort();
    Ok(names)
}

/// What the manifest says of all samples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Sorted by file.
    #[serde(rename = "sample")]
    pub samples: Vec<Entry>,
}

/// What the manifest says of one sample.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its path below the samples' folder.
    pub file: String,
    /// The id of the layout that it has.
    pub layout: String,
    /// Where it comes from.
    pub source: String,
    /// Under which licence it is here.
    pub licence: String,
    /// What is hard about it: why it is a sample.
    pub hard: String,
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// Reads the manifest.
    ///
    /// # Errors
    ///
    /// Where it can't be read or lacks something.
    pub fn read() -> anyhow::Result<Self> {
        let path = folder().join(MANIFEST);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", path.display()))
    }
}
