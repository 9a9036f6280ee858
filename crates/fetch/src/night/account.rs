//! What a night brought, as plain data in a fixed order: what reports are written from, and what the ledger can tell again.
//!
//! Times are the world's, in UTC, as RFC 3339 has them: `2026-11-22T02:15:00Z`. They are for reports alone.

use serde::{Deserialize, Serialize};

/// A run over all sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Night {
    /// Its number in the archive, from 1.
    pub run: i64,
    /// When it began: a run that was killed and gone on with began when it was first begun.
    pub began: String,
    /// When the last source was done.
    pub ended: String,
    /// What each source brought, in the order of the sources. Those come last that the run began with and was not gone on
    /// with, by their ids.
    pub sources: Vec<SourceNight>,
}

/// What one source brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceNight {
    /// The source, as `sources.toml` names it.
    pub source: String,
    /// The authority whose papers it has, as `sources.toml` tells it.
    pub authority: Option<Authority>,
    /// How far it could be seen.
    pub state: SourceState,
    /// What was odd about its pages, in the order in which it was met.
    pub doubts: Vec<String>,
    /// How many papers it lists within the window.
    pub listed: usize,
    /// How many packs were left alone, since their papers are listed one by one.
    pub spared: usize,
    /// How many papers were asked for that are as they were.
    pub unchanged: usize,
    /// Papers that nobody had fetched before.
    pub new_papers: Vec<Edition>,
    /// Other bytes of papers that were known: corrected or replaced ones.
    pub new_editions: Vec<Edition>,
    /// Papers that the site has no longer.
    pub vanished: Vec<PaperNote>,
    /// Papers that had vanished and are there again.
    pub returned: Vec<PaperNote>,
    /// Packs that no dataset should hold any longer, since their papers are there one by one now.
    pub superseded: Vec<Edition>,
    /// Papers that could not be had.
    pub troubles: Vec<PaperTrouble>,
}

/// A council, as the vocabulary has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Its ONS code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// How far a source could be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SourceState {
    /// All that it lists within the window is known.
    Complete,
    /// Something of what it lists may be missing; the doubts say what.
    Incomplete,
    /// The source could not be gone through.
    Failed {
        /// What kind of trouble its host made; nothing where the program itself failed at it.
        trouble: Option<PaperState>,
        /// Why.
        reason: String,
    },
}

/// The bytes of one paper at one time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edition {
    /// Which paper.
    pub paper: PaperNote,
    /// The how-manieth of the paper, from 1.
    pub number: u32,
    /// The file in the archive's folder, with `/`: `papers/ab/abcd….pdf`.
    pub path: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub hash: String,
    /// How many bytes.
    pub size: u64,
    /// What the publisher calls the file.
    pub file_name: String,
    /// Where it was asked for; nothing for a file of this machine.
    pub source_url: Option<String>,
    /// When they came.
    pub fetched: String,
    /// Whether another paper, or an earlier edition, had the same bytes before: nothing new to read.
    pub is_copy: bool,
    /// The hash of the edition of the paper before it, whose place it takes; nothing for a first one.
    #[serde(default)]
    pub replaces: Option<String>,
}

/// A paper, as reports name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaperNote {
    /// The source that lists it.
    pub source: String,
    /// What identifies it within its source.
    pub key: String,
    /// What the site calls it.
    pub title: String,
    /// Where it is listed to be.
    pub address: String,
    /// Whether it is many papers in one file.
    pub is_pack: bool,
    /// The committee that meets.
    pub committee: Option<String>,
    /// The day of the meeting: `2026-11-22`.
    pub meeting_date: Option<String>,
}

/// A paper that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaperTrouble {
    /// Which.
    pub paper: PaperNote,
    /// What kind of trouble.
    pub state: PaperState,
    /// What was found.
    pub reason: String,
}

/// How things stand with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// It is listed, and nobody has asked for it yet.
    Awaited,
    /// It is a pack whose papers are listed one by one: nobody asks for it.
    Spared,
    /// It is in the archive.
    Held,
    /// It is in the archive, and still there though no longer listed.
    Unlisted,
    /// It was in the archive and can't be had any longer.
    Vanished,
    /// What came is no paper: an error page, a login.
    NotAPaper,
    /// robots.txt forbids it, or it wants a login or a browser.
    Blocked,
    /// The host does not prove who it is.
    TlsError,
    /// It is listed, and not there.
    Gone,
    /// Its address leads where no page's links may lead.
    Forbidden,
    /// It is too large or too slow.
    Limit,
    /// Its host fails, or wants to be left alone.
    Unwell,
    /// The connection failed.
    Network,
}

impl PaperState {
    /// Whether another night, or the next minute, may bring what this one did not: the paper is still to be had.
    pub fn may_pass(self) -> bool {
        use PaperState::{Awaited, Limit, Network, TlsError, Unwell};
        matches!(self, Awaited | TlsError | Limit | Unwell | Network)
    }

    /// Whether somebody should hear of it who wonders why a paper is not there.
    pub fn is_trouble(self) -> bool {
        use PaperState::{Awaited, Held, Spared, Unlisted, Vanished};
        !matches!(self, Awaited | Spared | Held | Unlisted | Vanished)
    }
}

/// An edition that a dataset should hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The edition; it is the first one that had these bytes.
    pub edition: Edition,
    /// The authority whose paper it is, as `sources.toml` told it last. Nothing where the same bytes are on the sites of several
    /// authorities, as those of a partnership or of a form are: the paper has to say so itself.
    pub authority: Option<Authority>,
}
