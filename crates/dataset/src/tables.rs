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

use crate::schema::VERSION;

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
    /// The version of Boardlift that read it.
    pub boardlift_version: String,
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

/// One row of the table of commentary: a narrative point, with as much of its place as the table has columns for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentaryRow {
    /// The document that it stands in.
    pub document_id: DocumentId,
    /// What the point stands under.
    pub heading: Option<String>,
    /// Its place among the points of that heading, from 1.
    pub position: u32,
    /// The words.
    pub text: String,
    /// Its page, from 1, where the document has pages.
    pub page: Option<u32>,
    /// Its line, from 1, where the document is a text.
    pub line: Option<u32>,
}

impl CommentaryRow {
    /// The row of a document's narrative point.
    pub fn new(document_id: DocumentId, point: Commentary) -> Self {
        let Commentary { heading, position, text, place } = point;
        CommentaryRow { document_id, heading, position, text, page: place.page(), line: place.line() }
    }
}

/// One row of the table of actions: a printed action, with as much of its place as the table has columns for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// The document that it stands in.
    pub document_id: DocumentId,
    /// Its place among the document's actions, from 1.
    pub position: u32,
    /// Its printed number.
    pub reference: Option<String>,
    /// What it is about.
    pub issue: Option<String>,
    /// What is to be done.
    pub action: String,
    /// By whom.
    pub owner: Option<String>,
    /// By when, as printed.
    pub due_text: Option<String>,
    /// By when, where the words are a date.
    pub due: Option<Date>,
    /// Its page, from 1, where the document has pages.
    pub page: Option<u32>,
    /// Its line, from 1, where the document is a text.
    pub line: Option<u32>,
}

impl ActionRow {
    /// The row of a document's action.
    pub fn new(document_id: DocumentId, action: Action) -> Self {
        let Action { position, reference, issue, action, owner, due_text, due, place } = action;
        let (page, line) = (place.page(), place.line());
        ActionRow { document_id, position, reference, issue, action, owner, due_text, due, page, line }
    }
}

/// One document's figures, commentary and actions, in reading order, and what was unsure on the way to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Its row in the table of documents.
    pub document: DocumentRow,
    /// Its figures.
    pub observations: Vec<Observation>,
    /// Its narrative points, with their places.
    pub commentary: Vec<Commentary>,
    /// Its actions, with their places.
    pub actions: Vec<Action>,
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
            boardlift_version: VERSION.to_owned(),
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
        let id = &paper.document.source.id;
        self.observations.extend(paper.observations);
        self.commentary
            .extend(paper.commentary.into_iter().map(|point| CommentaryRow::new(id.clone(), point)));
        self.actions.extend(paper.actions.into_iter().map(|action| ActionRow::new(id.clone(), action)));
        self.documents.push(paper.document);
    }
}

impl FromIterator<Paper> for Tables {
    fn from_iter<I: IntoIterator<Item = Paper>>(papers: I) -> Self {
        let mut tables = Tables::default();
        papers.into_iter().for_each(|paper| tables.add(paper));
        tables
    }
}
