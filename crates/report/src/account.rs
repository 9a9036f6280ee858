//! The report of a night, as plain data: what `--to json` prints, what the archive's ledger keeps, and what feeds are made of.
//!
//! Names stay, new ones may come, each with what it is in a report that has none: feeds are made of old reports too. Lists stand in the order of the sources and of their papers; those that could be endless
//! are cut, with the whole count beside them. Times are UTC (RFC 3339). Words of sites and papers are as they are there.

use std::collections::BTreeSet;

use boardlift_fetch::night::{Edition, PaperNote, PaperState};
use serde::{Deserialize, Serialize};

/// The version of this shape: another one only where a name goes or changes its meaning.
pub(crate) const SHAPE: u32 = 1;

/// What a night brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NightReport {
    /// The version of the report's shape.
    pub report: u32,
    /// The version of Boardlift that made it.
    pub boardlift: String,
    /// The night's number in the archive, from 1.
    pub run: i64,
    /// When it began.
    pub began: String,
    /// When the last source was done.
    pub ended: String,
    /// How far each source could be seen.
    pub sources: Vec<SourceReport>,
    /// The papers that came: new ones, and other bytes of known ones.
    pub papers: Vec<PaperReport>,
    /// Papers that their sites have no longer. What was read of them stays.
    pub vanished: Vec<PaperNote>,
    /// Papers that had vanished and are there again.
    pub returned: Vec<PaperNote>,
    /// Packs that left the dataset, since their papers are there one by one.
    pub superseded: Vec<Edition>,
    /// Papers that could not be had.
    pub troubles: Vec<TroubleReport>,
    /// What was read; nothing where papers were only archived.
    pub dataset: Option<DatasetReport>,
}

/// How far a source could be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// Its id in `sources.toml`.
    pub source: String,
    /// The ONS code of the authority whose papers it has.
    pub authority_code: Option<String>,
    /// Its name.
    pub authority: Option<String>,
    /// `complete`, `incomplete` or `failed`.
    pub state: String,
    /// Why it failed.
    pub reason: Option<String>,
    /// What to do about that.
    pub hint: Option<String>,
    /// What was odd about its pages.
    pub doubts: Vec<String>,
    /// How many papers it lists within the window.
    pub listed: usize,
    /// How many of them were asked for and are as they were.
    pub unchanged: usize,
    /// How many packs were left alone, since their papers are listed one by one.
    pub spared: usize,
    /// How many papers came that nobody had fetched before.
    pub new_papers: usize,
    /// How many known papers came with other bytes.
    pub new_editions: usize,
}

/// A paper that came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperReport {
    /// Which.
    #[serde(flatten)]
    pub paper: PaperNote,
    /// The ONS code of the authority whose papers its source has.
    pub authority_code: Option<String>,
    /// Its name.
    pub authority: Option<String>,
    /// The how-manieth edition of the paper, from 1.
    pub edition: u32,
    /// Whether its very bytes had come before, under another address or as an earlier edition.
    pub is_copy: bool,
    /// SHA-256 of the edition before it, whose place it takes; nothing for a first one.
    #[serde(default)]
    pub replaces: Option<String>,
    /// What its publisher calls the file.
    pub file_name: String,
    /// Where its bytes came from in the end; nothing where they were handed over in a folder.
    pub source_url: Option<String>,
    /// When they came.
    pub fetched: String,
    /// SHA-256 of its bytes.
    pub hash: String,
    /// How many bytes.
    pub size: u64,
    /// What was read of it: one document, or those of a zip pack; none where papers were only archived.
    pub documents: Vec<DocumentReport>,
}

/// What was read of a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentReport {
    /// Its id in the dataset.
    pub document_id: String,
    /// Its name there.
    pub file_name: String,
    /// The title that it prints.
    pub title: Option<String>,
    /// The ONS code of the authority that published it, as the dataset has it.
    pub authority_code: Option<String>,
    /// Its name.
    pub authority: Option<String>,
    /// The layout that read it.
    pub layout: Option<String>,
    /// How it came out: `ok`, `partial`, `failed`, `no_tables`.
    pub status: String,
    /// Why it was not read, or how much of it was not.
    pub error: Option<String>,
    /// How many figures it gave.
    pub figures: u32,
}

/// A paper that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubleReport {
    /// Which.
    #[serde(flatten)]
    pub paper: PaperNote,
    /// What kind of trouble.
    pub state: PaperState,
    /// What was found.
    pub reason: String,
    /// What to do about it.
    pub hint: String,
    /// Whether an earlier report told the same, and no night will bring it by itself: the council keeps it back.
    #[serde(default)]
    pub is_standing: bool,
}

impl NightReport {
    /// Whether all of it was seen, had and read. What stands as it was told before is known, and fails no night.
    pub fn is_clean(&self) -> bool {
        let is_whole = |document: &NoLayout| !matches!(document.outcome.as_str(), "failed" | "partial");
        self.sources.iter().all(|source| source.state == "complete")
            && self.troubles.iter().all(|trouble| trouble.is_standing)
            && self.dataset.iter().all(|read| read.lost.is_empty() && read.no_layout.iter().all(is_whole))
    }

    /// Marks the troubles that stand as earlier reports told them.
    pub fn recall(&mut self, earlier: &[NightReport]) {
        let told: BTreeSet<(&str, &str, PaperState)> = earlier
            .iter()
            .flat_map(|night| &night.troubles)
            .map(|trouble| (trouble.paper.source.as_str(), trouble.paper.key.as_str(), trouble.state))
            .collect();
        for trouble in &mut self.troubles {
            let known = (trouble.paper.source.as_str(), trouble.paper.key.as_str(), trouble.state);
            trouble.is_standing = !trouble.state.may_pass() && told.contains(&known);
        }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DatasetReport {
    /// Documents in the dataset now.
    pub documents: usize,
    /// Figures in the dataset now.
    pub figures: usize,
    /// How many documents left the dataset, since packs gave way to their papers.
    #[serde(default)]
    pub withdrawn: usize,
    /// Files of the archive that could not be had.
    pub lost: Vec<Loss>,
    /// How many figures came and changed, by the authority that published them.
    pub authorities: Vec<AuthorityReport>,
    /// Figures of a period that no paper printed before.
    pub new_figures: Told<NewFigure>,
    /// Figures without a period in the papers that came: whether they are new can't be told.
    pub undated_figures: usize,
    /// Figures that papers print with other values.
    pub changed_figures: Told<ChangedFigure>,
    /// Papers that differ from what their layout expects.
    pub drifted: Vec<Drifted>,
    /// Papers that no layout fitted, that have no tables, or that could not be read or not whole.
    pub no_layout: Vec<NoLayout>,
}

/// So many, of which the first are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told<T> {
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub listed: Vec<T>,
}

/// A file that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// Which.
    pub input: String,
    /// Why.
    pub reason: String,
}

/// What came of one authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityReport {
    /// Its ONS code.
    pub authority_code: Option<String>,
    /// Its name; nothing for figures whose authority nobody knows.
    pub authority: Option<String>,
    /// New figures.
    pub new_figures: usize,
    /// Changed figures.
    pub changed_figures: usize,
}

/// What a figure is a figure of, in the words and terms of the dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureNote {
    /// The ONS code of the authority that published it.
    pub authority_code: Option<String>,
    /// Its name.
    pub authority: Option<String>,
    /// Whom or what it describes.
    pub area: Option<String>,
    /// The canonical measure.
    pub measure: Option<String>,
    /// The heading that it stands under.
    pub section: Option<String>,
    /// The indicator's printed name.
    pub indicator: String,
    /// The sub-row's.
    pub breakdown: Option<String>,
    /// Its role.
    pub kind: String,
    /// How it gathers up.
    pub basis: Option<String>,
    /// What it counts in.
    pub unit: Option<String>,
    /// The first day that it covers.
    pub period_start: String,
    /// The last.
    pub period_end: String,
}

/// A figure of a period that no paper printed before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewFigure {
    /// Which.
    #[serde(flatten)]
    pub figure: FigureNote,
    /// As it is printed.
    #[serde(flatten)]
    pub printing: Printing,
}

/// A figure that papers print with other values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangedFigure {
    /// Which.
    #[serde(flatten)]
    pub figure: FigureNote,
    /// `revised`, `withdrawn` (printed as missing), `dropped` (its row is gone), `reinstated`, or `unclear`: nobody can say which
    /// paper is the later.
    pub change: String,
    /// As it was printed before.
    pub before: Printing,
    /// As it is printed now; nothing where its row is gone.
    pub after: Option<Printing>,
}

/// A figure as one paper prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Printing {
    /// As printed.
    pub value_text: String,
    /// As read.
    pub value: Option<f64>,
    /// Whether it is missing.
    pub status: String,
    /// How it is judged.
    pub rag: Option<String>,
    /// Its paper.
    pub document_id: String,
    /// What its publisher calls that.
    pub file_name: String,
    /// Where that was fetched.
    pub source_url: Option<String>,
    /// Its page there.
    pub page: Option<u32>,
    /// Its sheet.
    pub sheet: Option<String>,
    /// Its cell.
    pub cell: Option<String>,
    /// Its line.
    pub line: Option<u32>,
}

/// A document that differs from what its layout expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drifted {
    /// The paper that it came with.
    #[serde(flatten)]
    pub paper: PaperNote,
    /// Its id in the dataset.
    pub document_id: String,
    /// Its name there.
    pub file_name: String,
    /// Its layout.
    pub layout: String,
    /// In what it differs, in words.
    pub differences: Vec<String>,
}

/// A document that no layout fitted, or that could not be read whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoLayout {
    /// The paper that it came with.
    #[serde(flatten)]
    pub paper: PaperNote,
    /// Its id in the dataset.
    pub document_id: String,
    /// Its name there.
    pub file_name: String,
    /// `generic` (read, by no layout), `no_tables`, `partial` or `failed`.
    pub outcome: String,
    /// Why, where that is known.
    pub reason: Option<String>,
    /// How many figures it gave all the same.
    pub figures: u32,
}
