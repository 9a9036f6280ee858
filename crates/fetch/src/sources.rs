//! What is watched, as data: a TOML file with one `[[source]]` a place where a council publishes.
//!
//! Refuses whatever it doesn't know, so that a slip is an error with a place and not a rule that nobody hears. It asks
//! nobody: whether an address answers, the first night shows.

mod amounts;
mod draft;
mod fault;
mod same;
mod words;
mod written;

use std::fmt;
use std::path::{Path, PathBuf};

use boardlift_reference::Vocabulary;
use jiff::civil::Date;
use serde::Deserialize;
use url::Url;

use crate::http::Manners;

pub use draft::{NoDraft, draft};
pub use fault::{Fault, SourcesError};
pub use words::{Wanted, Words};

/// All that is watched, and by whom.
#[derive(Debug, Clone)]
pub struct Sources {
    /// Who watches.
    pub watch: Watch,
    /// What is watched, in the file's order; no two have the same id.
    pub sources: Vec<Source>,
}

/// Who watches, so that a council can write to somebody instead of locking everybody out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// A mail address or a web page. There is one wherever a source is on the web.
    pub contact: Option<String>,
    /// The product that asks, `ourtown-watch/1.0`; nothing where this program asks in its own name.
    pub agent: Option<String>,
}

/// One place where a council publishes.
#[derive(Debug, Clone)]
pub struct Source {
    /// What the archive and the reports call it: lower-case words joined with `-`.
    pub id: String,
    /// Whose papers these are; nothing where a paper has to say so itself.
    pub authority: Option<Publisher>,
    /// Where they are, and how they are found there.
    pub site: Site,
    /// Which of them are fetched.
    pub wanted: Wanted,
    /// How far back the first night looks.
    pub back: Back,
    /// What is done with the papers of a meeting in one file.
    pub packs: Packs,
    /// How the hosts are treated.
    pub manners: Manners,
}

/// A council, as the vocabulary has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Its ONS code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Where papers are, and how they are found there.
#[derive(Debug, Clone)]
pub enum Site {
    /// A ModernGov site.
    ModernGov {
        /// The folder that its pages stand in; ends with `/`.
        base: Url,
        /// Whose meetings.
        committees: Vec<Committee>,
    },
    /// A CMIS site.
    Cmis {
        /// Its page of meetings, or one that leads there.
        start: Url,
        /// Whose meetings.
        committees: Vec<Committee>,
    },
    /// A plain page.
    Page {
        /// Its address.
        start: Url,
        /// What it is good for.
        page: PageRule,
    },
    /// Single files by their addresses, or by a sitemap.
    Files {
        /// The addresses; all of them are wanted.
        addresses: Vec<Url>,
        /// A map of the site, of which the wanted files are taken.
        sitemap: Option<Url>,
    },
    /// A folder of this machine, for papers that somebody saved by hand.
    Folder {
        /// Where it is, relative to the file that names it.
        path: PathBuf,
    },
}

/// What a plain page is good for.
#[derive(Debug, Clone)]
pub enum PageRule {
    /// It is the paper itself, replaced in place.
    Paper,
    /// It links to papers, or to pages that do.
    List {
        /// What the text of a link to a further list says; empty: no further pages are asked.
        follow: Vec<Words>,
        /// How many links from the first page they may be.
        depth: u8,
    },
}

/// A committee whose meetings are looked at. Where a source names none, all are.
#[derive(Debug, Clone)]
pub enum Committee {
    /// The one with the site's own number.
    Id(String),
    /// Those whose names have these words.
    Named(Words),
}

/// How far back the first night looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// So many months.
    Months(u16),
    /// To that day.
    Since(Date),
}

/// What is done with the papers of a meeting in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Packs {
    /// Fetched where the meeting's papers are not to be had one by one.
    #[default]
    Alone,
    /// Fetched always.
    Always,
    /// Never fetched.
    Never,
}

/// The kinds of sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// See [`Site::ModernGov`].
    ModernGov,
    /// See [`Site::Cmis`].
    Cmis,
    /// See [`Site::Page`].
    Page,
    /// See [`Site::Files`].
    Files,
    /// See [`Site::Folder`].
    Folder,
}

impl Sources {
    /// Reads and checks the file.
    ///
    /// # Errors
    ///
    /// Where it can't be read, or with every fault that it has.
    pub fn read(path: &Path, vocabulary: &Vocabulary) -> Result<Self, SourcesError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| SourcesError::Unreadable { file: path.to_owned(), source })?;
        let mut sources = Sources::parse(&path.display().to_string(), &text, vocabulary)?;
        let beside = path.parent().unwrap_or(Path::new(""));
        for source in &mut sources.sources {
            if let Site::Folder { path } = &mut source.site {
                *path = beside.join(&*path);
            }
        }
        Ok(sources)
    }

    /// Reads and checks the text of such a file, whose name is for messages. Folders stay as they are written.
    ///
    /// # Errors
    ///
    /// With every fault that it has.
    pub fn parse(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<Self, SourcesError> {
        written::read(text, vocabulary).map_err(|faults| SourcesError::faulty(file, text, faults))
    }
}

impl Site {
    /// What kind of site it is.
    pub fn kind(&self) -> Kind {
        match self {
            Site::ModernGov { .. } => Kind::ModernGov,
            Site::Cmis { .. } => Kind::Cmis,
            Site::Page { .. } => Kind::Page,
            Site::Files { .. } => Kind::Files,
            Site::Folder { .. } => Kind::Folder,
        }
    }

    /// The address where it begins, or the folder, for people.
    pub fn start(&self) -> String {
        match self {
            Site::ModernGov { base: url, .. }
            | Site::Cmis { start: url, .. }
            | Site::Page { start: url, .. } => url.to_string(),
            Site::Files { addresses, sitemap } => {
                sitemap.iter().chain(addresses).next().map(Url::to_string).unwrap_or_default()
            }
            Site::Folder { path } => path.display().to_string(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::ModernGov => "moderngov",
            Kind::Cmis => "cmis",
            Kind::Page => "page",
            Kind::Files => "files",
            Kind::Folder => "folder",
        })
    }
}

#[cfg(test)]
mod tests;
