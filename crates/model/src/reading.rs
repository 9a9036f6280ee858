//! What a layout makes of a document: figures, commentary and actions, and what the document says of itself.

use crate::figure::{Figure, StatedPeriod};
use crate::finding::Finding;
use crate::grounds::Quotes;
use crate::place::Place;
use crate::terms::Flags;
use jiff::civil::Date;

/// The layout that read a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutRef {
    /// Its id: `kingston-dashboard`, or `generic` for the general reading.
    pub id: String,
    /// The version that its spec states.
    pub version: u32,
}

/// Where a name was found that may be the publisher's, the most trustworthy first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimSource {
    /// The caller said so.
    Caller,
    /// A line of the document, or the name of its sheet, that is nothing but the name of a body.
    Letterhead,
    /// The title or another heading.
    Heading,
    /// Words outside the tables.
    Paragraph,
    /// A column heading that names a body.
    Column,
    /// The file's name.
    FileName,
    /// The source that published it is known to be somebody's: councils publish papers of joint boards and of their
    /// neighbours too.
    Site,
    /// The spec of the layout that was recognised: layouts are borrowed between councils, so this comes last.
    Layout,
}

/// Words that may name the authority that publishes the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityClaim {
    /// The words.
    pub text: String,
    /// Where they were found.
    pub source: ClaimSource,
}

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// Its title.
    pub title: Option<String>,
    /// The board that it is written for.
    pub board: Option<String>,
    /// The days that it reports on.
    pub period: Option<StatedPeriod>,
    /// The day of the meeting.
    pub meeting_date: Option<Date>,
    /// Words that may name its authority, in the order of trust and then of reading.
    pub authority_claims: Vec<AuthorityClaim>,
}

/// One narrative point about the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Commentary {
    /// What it stands under: `What are we concerned about?`.
    pub heading: Option<String>,
    /// Its place among the points of that heading, from 1.
    pub position: u32,
    /// The words.
    pub text: String,
    /// Where they stood.
    pub place: Place,
}

/// One printed action.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
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
    /// Where it stood.
    pub place: Place,
}

/// A document, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The layout that read it.
    pub layout: LayoutRef,
    /// What it says of itself.
    pub profile: Profile,
    /// Its figures in reading order.
    pub figures: Vec<Figure>,
    /// The words that the figures' grounds quote.
    pub quotes: Quotes,
    /// Its narrative points in reading order.
    pub commentary: Vec<Commentary>,
    /// Its actions in reading order.
    pub actions: Vec<Action>,
    /// How many of its tables hold indicators.
    pub indicator_tables: u32,
    /// What is true of the document as a whole.
    pub flags: Flags,
    /// What the reading was unsure of, the reader's findings first.
    pub findings: Vec<Finding>,
}
