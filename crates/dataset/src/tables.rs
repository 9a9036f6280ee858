//! The rows of the four tables, for one document and for many.
//!
//! A row type holds what the earlier stages found, as they found it. Which columns it is written as is the
//! business of [`schema`](crate::schema).

use std::fmt::Display;

use boardlift_model::{
    Action, Authority, ClaimSource, Commentary, Date, DocumentId, DocumentStatus, Finding, Flags, LayoutRef,
    Observation, Quotes, Source, StatedPeriod,
};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// The four tables, by the names that files and columns of the dataset use.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum TableName {
    /// One row per figure.
    Observations,
    /// One row per input file.
    Documents,
    /// One row per narrative point.
    Commentary,
    /// One row per printed action.
    Actions,
}

impl TableName {
    /// The name.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One row of the table of documents.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentRow {
    /// The file.
    pub source: Source,
    /// Where it was fetched from, where that is known.
    pub source_url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The council that published it.
    pub authority: Option<Authority>,
    /// The board that it is written for.
    pub board: Option<String>,
    /// The days that it reports on.
    pub period: Option<StatedPeriod>,
    /// The day of the meeting.
    pub meeting_date: Option<Date>,
    /// How many pages it has, where it has pages.
    pub pages: Option<u32>,
    /// The layout that read it; nothing for a file that was not read.
    pub layout: Option<LayoutRef>,
    /// How many tables it has, those without indicators included: the `table` of an observation counts in these.
    pub tables: u32,
    /// How many indicators have figures. Sub-rows of one indicator count once.
    pub indicators: u32,
    /// How many observations it gives.
    pub observations: u32,
    /// How it came out.
    pub status: DocumentStatus,
    /// Why it was not read, or how much of it was not.
    pub error: Option<String>,
    /// What is true of the document as a whole.
    pub flags: Flags,
}

/// One row of the table of commentary.
#[derive(Debug, Clone, PartialEq)]
pub struct CommentaryRow {
    /// The document that it stands in.
    pub document_id: DocumentId,
    /// The narrative point.
    pub point: Commentary,
}

/// One row of the table of actions.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionRow {
    /// The document that it stands in.
    pub document_id: DocumentId,
    /// The action.
    pub action: Action,
}

/// One document's rows in the four tables, in reading order, and what was unsure on the way to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Its row in the table of documents.
    pub document: DocumentRow,
    /// Its figures.
    pub observations: Vec<Observation>,
    /// Its narrative points.
    pub commentary: Vec<CommentaryRow>,
    /// Its actions.
    pub actions: Vec<ActionRow>,
    /// Where the name of its authority was found.
    pub authority_source: Option<ClaimSource>,
    /// The words that the grounds of its figures quote.
    pub quotes: Quotes,
    /// What was unsure: no table holds these, so whoever runs the reading tells them.
    pub findings: Vec<Finding>,
    /// How many figures stand in it that may be of an indicator and are in none of the tables.
    pub homeless: u32,
}

impl Paper {
    /// A document whose bytes are known but could not be read: one row in the table of documents that says why,
    /// and none in the others.
    ///
    /// A file whose very bytes could not be had has no hash and so no row; that is the caller's error to report.
    pub fn failed(source: Source, error: impl Display) -> Self {
        let document = DocumentRow {
            source,
            source_url: None,
            title: None,
            authority: None,
            board: None,
            period: None,
            meeting_date: None,
            pages: None,
            layout: None,
            tables: 0,
            indicators: 0,
            observations: 0,
            status: DocumentStatus::Failed,
            error: Some(error.to_string()),
            flags: Flags::new(),
        };
        Paper {
            document,
            observations: Vec::new(),
            commentary: Vec::new(),
            actions: Vec::new(),
            authority_source: None,
            quotes: Quotes::default(),
            findings: Vec::new(),
            homeless: 0,
        }
    }
}

/// The four tables of any number of documents, each in the order in which the documents were added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tables {
    /// One row per figure.
    pub observations: Vec<Observation>,
    /// One row per input file. The same bytes under two names give two rows, and their figures twice.
    pub documents: Vec<DocumentRow>,
    /// One row per narrative point.
    pub commentary: Vec<CommentaryRow>,
    /// One row per printed action.
    pub actions: Vec<ActionRow>,
}

impl Tables {
    /// Adds a document's rows below those that are there. Its findings are dropped: no table holds them.
    pub fn add(&mut self, paper: Paper) {
        self.observations.extend(paper.observations);
        self.documents.push(paper.document);
        self.commentary.extend(paper.commentary);
        self.actions.extend(paper.actions);
    }
}

impl FromIterator<Paper> for Tables {
    fn from_iter<I: IntoIterator<Item = Paper>>(papers: I) -> Self {
        let mut tables = Tables::default();
        papers.into_iter().for_each(|paper| tables.add(paper));
        tables
    }
}
