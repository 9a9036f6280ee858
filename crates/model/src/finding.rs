//! What a stage was unsure of. A finding never stops a document; an error does.

use std::fmt;

use crate::place::Place;

/// How much a finding matters to somebody who uses the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// Good to know; nothing is missing.
    Note,
    /// Something was left out, or read by inference.
    Warning,
}

/// What the finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::Display)]
#[strum(serialize_all = "snake_case")]
pub enum FindingKind {
    /// A figure that stands in the document but not, with certainty, in one cell, was left out.
    FigureLeftOut,
    /// Damaged text was rebuilt by a rule.
    Salvaged,
    /// A column whose heading says nothing known was not used.
    UnknownHeading,
    /// A table was set aside, since it is no table of indicators.
    TableSetAside,
    /// A limit on size was reached and what lies beyond it was not read.
    LimitReached,
    /// A page could not be read; the others were.
    PageLeftOut,
    /// Sheets, rows, columns or passages that the document hides were left out.
    HiddenLeftOut,
    /// Glyphs whose letters the file does not tell.
    UnreadableText,
    /// Bytes that are no text in the encoding that was found.
    BadEncoding,
    /// A printed judgement and the colour that it stands on say different things.
    JudgementUnclear,
    /// The layout could not be told from the headings.
    LayoutUnclear,
    /// The document differs from what the spec of its layout expects.
    LayoutDrift,
    /// The document names no authority, or several.
    AuthorityUnclear,
}

/// One thing that a stage was unsure of.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub kind: FindingKind,
    /// One sentence for a person: lower case, no full stop, printed words between backticks.
    pub message: String,
    /// Where in the document.
    pub place: Option<Place>,
    /// How many figures or other things it is about, at least 1.
    pub count: u32,
}

impl Finding {
    /// A warning about one thing.
    pub fn warning(kind: FindingKind, message: impl Into<String>, place: Option<Place>) -> Self {
        Finding { severity: Severity::Warning, kind, message: message.into(), place, count: 1 }
    }

    /// A note about one thing.
    pub fn note(kind: FindingKind, message: impl Into<String>, place: Option<Place>) -> Self {
        Finding { severity: Severity::Note, kind, message: message.into(), place, count: 1 }
    }

    /// Whether it tells of figures that may be of an indicator and that no table has.
    pub fn loses_figures(&self) -> bool {
        let is_loss = matches!(self.kind, FindingKind::FigureLeftOut | FindingKind::TableSetAside);
        is_loss && self.severity == Severity::Warning
    }

    /// The same finding about `count` things.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Finding { count, ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.message)?;
        match &self.place {
            Some(place) => write!(f, " ({place})"),
            None => Ok(()),
        }
    }
}
