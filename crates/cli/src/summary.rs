//! What a run gave, for people: a table of the documents and a few of their figures.
//!
//! A picture of the dataset, never the dataset: it is cut to what a screen can hold, and everything in it stands in
//! the files too.

use std::fmt::{self, Write as _};

use boardlift_dataset::Paper;
use boardlift_model::{DocumentStatus, Kind, Observation, Status};
use comfy_table::{Cell, Color};

use crate::figures;
use crate::table::{Heading, numbers, table, terms};

/// How many documents are listed at most.
const LISTED_DOCUMENTS: usize = 25;
/// How many figures of one document are shown at most.
const FIGURES_PER_DOCUMENT: usize = 3;
/// How many figures are shown at most.
const SHOWN_FIGURES: usize = 15;

/// How many characters of a document's path are shown at most.
const PATH_WIDTH: usize = 40;

const DOCUMENT_HEADINGS: [Heading; 8] = [
    terms("Document"),
    terms("Layout"),
    numbers("Pages"),
    numbers("Tables"),
    numbers("Indicators"),
    numbers("Figures"),
    numbers("Flagged"),
    terms("Status"),
];

/// What is told at the end of a run.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    listed: Vec<Vec<Cell>>,
    shown: Vec<Vec<Cell>>,
    documents: usize,
    observations: usize,
    commentary: usize,
    actions: usize,
    homeless: usize,
    short: usize,
}

impl Summary {
    /// Counts a document in. `name` is what the caller called it.
    pub(crate) fn add(&mut self, name: &dyn fmt::Display, paper: &Paper) {
        self.documents += 1;
        self.observations += paper.observations.len();
        self.commentary += paper.commentary.len();
        self.actions += paper.actions.len();
        self.homeless += paper.homeless as usize;
        self.short += usize::from(paper.homeless > 0);
        if self.listed.len() < LISTED_DOCUMENTS {
            self.listed.push(document_cells(name, paper));
        }
        let room = SHOWN_FIGURES.saturating_sub(self.shown.len()).min(FIGURES_PER_DOCUMENT);
        self.shown.extend(telling(paper).take(room).map(figures::cells));
    }

    /// How many documents were counted in.
    pub(crate) fn documents(&self) -> usize {
        self.documents
    }

    /// How many figures are in none of the tables, in words; nothing where all that were found are.
    pub(crate) fn shortfall(&self) -> Option<String> {
        let figures = counted(self.homeless, "more figure", "more figures");
        let documents = counted(self.short, "document", "documents");
        (self.homeless > 0).then(|| format!("{figures} of {documents} found no home; `documents` says why"))
    }

    /// The tables, no wider than `width` columns.
    pub(crate) fn tables(&self, width: u16) -> String {
        let mut text = table(width, &DOCUMENT_HEADINGS, &self.listed);
        // Writing to a string can't fail.
        let unlisted = self.documents - self.listed.len();
        if unlisted > 0 {
            let _ = write!(text, "\n … and {unlisted} more documents");
        }
        if !self.shown.is_empty() {
            let _ = write!(text, "\n\n{}", table(width, &figures::HEADINGS, &self.shown));
            let _ = write!(text, "\n … and {} more figures", self.observations - self.shown.len());
        }
        text
    }
}

/// The totals.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures = counted(self.observations, "figure", "figures");
        let commentary = counted(self.commentary, "point of commentary", "points of commentary");
        let actions = counted(self.actions, "action", "actions");
        let documents = counted(self.documents, "document", "documents");
        write!(f, "{figures}, {commentary} and {actions} from {documents}")
    }
}

/// So many of something, in words.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn document_cells(name: &dyn fmt::Display, paper: &Paper) -> Vec<Cell> {
    let row = &paper.document;
    let flagged = paper.observations.iter().filter(|row| !row.figure.flags.is_empty()).count();
    let status = Cell::new(row.status).fg(match row.status {
        DocumentStatus::Ok => Color::Green,
        DocumentStatus::Partial | DocumentStatus::NoTables => Color::Yellow,
        DocumentStatus::Failed => Color::Red,
    });
    vec![
        Cell::new(tail(&name.to_string())),
        Cell::new(row.layout.as_ref().map(|layout| layout.id.as_str()).unwrap_or_default()),
        Cell::new(row.pages.map(|pages| pages.to_string()).unwrap_or_default()),
        Cell::new(row.tables),
        Cell::new(row.indicators),
        Cell::new(row.observations),
        Cell::new(flagged),
        status,
    ]
}

/// The end of a long path, from the first part that leaves it short enough: what all documents have in common stands
/// at its start.
fn tail(path: &str) -> String {
    let is_short = |text: &str| text.chars().count() <= PATH_WIDTH;
    if is_short(path) {
        return path.to_owned();
    }
    let ends = path.match_indices('/').map(|(at, _)| &path[at..]);
    let last = path.rsplit('/').next().unwrap_or(path);
    let end = ends
        .into_iter()
        .find(|end| is_short(end))
        .map_or_else(|| last.chars().take(PATH_WIDTH).collect(), str::to_owned);
    format!("…{end}")
}

/// One figure for each of the first indicators: the one that was judged, else the newest.
fn telling(paper: &Paper) -> impl Iterator<Item = &Observation> {
    let rows =
        paper.observations.chunk_by(|a, b| (a.figure.table, a.figure.row) == (b.figure.table, b.figure.row));
    rows.filter_map(|row| {
        row.iter()
            .filter(|figure| {
                figure.figure.kind == Kind::Actual && figure.figure.cell.status == Status::Reported
            })
            .max_by_key(|figure| {
                let end = figure.figure.period.as_ref().map(|period| period.period.end);
                (figure.figure.rag.is_some(), end)
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: &str) {
        assert_eq!(tail(path), expected);
    }

    #[test]
    fn long_paths_are_cut_between_their_parts() {
        check("", "");
        check("samples/one.txt", "samples/one.txt");
        check(
            "archive/of/board/papers/since/2012/council/2022-q3.txt",
            "…/papers/since/2012/council/2022-q3.txt",
        );
        check(&format!("papers/{}.txt", "x".repeat(50)), &format!("…{}", "x".repeat(40)));
    }
}
