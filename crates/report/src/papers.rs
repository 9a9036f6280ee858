//! What was read of the papers that came, and how: which documents they are, which layouts drifted, what no layout fitted.

use std::collections::{BTreeSet, HashMap};

use boardlift_batch::inputs::Input;
use boardlift_batch::paper::PaperReader;
use boardlift_dataset::DocumentRow;
use boardlift_fetch::night::{Edition, Night, PaperNote, SourceNight};
use boardlift_layouts::GENERIC;
use boardlift_model::{DocumentId, DocumentStatus, FindingKind, Flag};

use crate::account::{DocumentReport, Drifted, NoLayout, PaperReport};
use crate::editions::Editions;
use crate::figures::Tonight;

/// Of so many documents that differ from their layout it is told in what. Each is read once more for that, since the
/// dataset keeps that they differ and not the words; a night in which more drift has one cause, and these show it.
const MOST_READ_AGAIN: usize = 50;

/// What was read of a night's papers.
pub(crate) struct Read {
    pub(crate) tonight: Tonight,
    pub(crate) drifted: Vec<Drifted>,
    pub(crate) no_layout: Vec<NoLayout>,
}

/// The papers that came, new ones of a source before new editions, without their documents.
pub(crate) fn papers(night: &Night) -> Vec<PaperReport> {
    let of_source = |source: &SourceNight| {
        let editions = source.new_papers.iter().chain(&source.new_editions);
        editions.map(|edition| paper(source, edition)).collect::<Vec<_>>()
    };
    night.sources.iter().flat_map(of_source).collect()
}

fn paper(source: &SourceNight, edition: &Edition) -> PaperReport {
    PaperReport {
        paper: edition.paper.clone(),
        authority_code: source.authority.as_ref().map(|authority| authority.code.clone()),
        authority: source.authority.as_ref().map(|authority| authority.name.clone()),
        edition: edition.number,
        is_copy: edition.is_copy,
        replaces: edition.replaces.clone(),
        file_name: edition.file_name.clone(),
        source_url: edition.source_url.clone(),
        fetched: edition.fetched.clone(),
        hash: edition.hash.clone(),
        size: edition.size,
        documents: Vec::new(),
    }
}

/// Gives each paper its documents, and tells what was read of them and of those that came on nights before.
pub(crate) fn read(
    papers: &mut [PaperReport],
    behind: &[Edition],
    editions: &Editions<'_>,
    documents: &[DocumentRow],
    reader: &PaperReader,
) -> Read {
    let rows: HashMap<&DocumentId, &DocumentRow> =
        documents.iter().map(|row| (&row.source.id, row)).collect();
    let mut reading = Reading { editions, rows, reader, read_again: 0 };
    let tonight = Tonight { documents: BTreeSet::new(), replaced: BTreeSet::new() };
    let mut read = Read { tonight, drifted: Vec::new(), no_layout: Vec::new() };
    for Edition { paper, hash, is_copy, replaces, .. } in behind {
        reading.take(&Came { paper, hash, is_copy: *is_copy, replaces: replaces.as_deref() }, &mut read);
    }
    for paper in papers {
        let PaperReport { paper: note, hash, is_copy, replaces, .. } = &*paper;
        let came = Came { paper: note, hash, is_copy: *is_copy, replaces: replaces.as_deref() };
        paper.documents = reading.take(&came, &mut read).into_iter().map(document).collect();
    }
    read
}

/// Bytes that came, and what of.
struct Came<'c> {
    paper: &'c PaperNote,
    hash: &'c str,
    is_copy: bool,
    replaces: Option<&'c str>,
}

struct Reading<'r> {
    editions: &'r Editions<'r>,
    rows: HashMap<&'r DocumentId, &'r DocumentRow>,
    reader: &'r PaperReader,
    read_again: usize,
}

impl<'r> Reading<'r> {
    /// Tells what was read of an edition, and gives its documents.
    fn take(&mut self, came: &Came<'_>, read: &mut Read) -> Vec<&'r DocumentRow> {
        let documents = self.documents(came.hash);
        let before = came.replaces.map(|hash| self.documents(hash)).unwrap_or_default();
        let is_single = documents.len() == 1 && before.len() == 1;
        for (row, input) in &documents {
            let is_before =
                |other: &&DocumentRow| is_single || other.source.file_name == row.source.file_name;
            // Bytes that were there before may take the place of others all the same.
            if let Some(replaced) = before.iter().map(|(row, _)| *row).find(is_before) {
                read.tonight.replaced.insert((replaced.source.id.clone(), row.source.id.clone()));
            }
            // What else is to be told of them was told when they came first.
            if !came.is_copy {
                read.tonight.documents.insert(row.source.id.clone());
                read.drifted.extend(self.drifted(came.paper, row, input));
                read.no_layout.extend(no_layout(came.paper, row));
            }
        }
        documents.into_iter().map(|(row, _)| row).collect()
    }

    /// The documents of the bytes with this hash, as far as the dataset has them.
    fn documents(&self, hash: &str) -> Vec<(&'r DocumentRow, Input)> {
        let documents = self.editions.documents(hash, self.reader.documents()).into_iter();
        documents.filter_map(|(id, input)| Some((*self.rows.get(&id)?, input))).collect()
    }

    /// In what a document differs from what its layout expects; nothing where it does not.
    fn drifted(&mut self, paper: &PaperNote, row: &DocumentRow, input: &Input) -> Option<Drifted> {
        let layout = row.layout.as_ref().filter(|_| row.flags.contains(&Flag::LayoutDrift))?;
        let differences =
            if self.read_again < MOST_READ_AGAIN { self.differences(input) } else { Vec::new() };
        Some(Drifted {
            paper: paper.clone(),
            document_id: row.source.id.as_str().to_owned(),
            file_name: row.source.file_name.clone(),
            layout: layout.id.clone(),
            differences,
        })
    }

    fn differences(&mut self, input: &Input) -> Vec<String> {
        self.read_again += 1;
        let Ok(paper) = input.read(self.reader) else { return Vec::new() };
        let drift = paper.findings.into_iter().filter(|finding| finding.kind == FindingKind::LayoutDrift);
        drift.map(|finding| finding.message).collect()
    }
}

fn document(row: &DocumentRow) -> DocumentReport {
    DocumentReport {
        document_id: row.source.id.as_str().to_owned(),
        file_name: row.source.file_name.clone(),
        title: row.title.clone(),
        authority_code: row.authority.as_ref().and_then(|authority| authority.code.clone()),
        authority: row.authority.as_ref().map(|authority| authority.name.clone()),
        layout: row.layout.as_ref().map(|layout| layout.id.clone()),
        status: row.status.as_str().to_owned(),
        error: row.error.clone(),
        figures: row.observations,
    }
}

/// What a document lacks: a layout, tables, or some of what stands in it. Nothing where it lacks nothing.
fn no_layout(paper: &PaperNote, row: &DocumentRow) -> Option<NoLayout> {
    let is_general = row.layout.as_ref().is_some_and(|layout| layout.id == GENERIC);
    let outcome = match row.status {
        DocumentStatus::Ok if is_general => GENERIC,
        DocumentStatus::Ok => return None,
        DocumentStatus::Partial | DocumentStatus::Failed | DocumentStatus::NoTables => row.status.as_str(),
    };
    Some(NoLayout {
        paper: paper.clone(),
        document_id: row.source.id.as_str().to_owned(),
        file_name: row.source.file_name.clone(),
        outcome: outcome.to_owned(),
        reason: row.error.clone(),
        figures: row.observations,
    })
}

#[cfg(test)]
mod tests {
    use boardlift_dataset::Paper;
    use boardlift_model::{LayoutRef, MediaType, Source};

    use super::*;

    fn check(layout: Option<&str>, status: DocumentStatus, expected: Option<&str>) {
        let id = DocumentId("a".repeat(64));
        let source = Source { id, file_name: "x".to_owned(), media_type: MediaType::Pdf, byte_size: 1 };
        let layout = layout.map(|id| LayoutRef { id: id.to_owned(), version: 1 });
        let row = DocumentRow { layout, status, ..Paper::failed(source, "why").document };
        let paper = PaperNote {
            source: "ourtown".to_owned(),
            key: "attachment/1".to_owned(),
            title: "Q1".to_owned(),
            address: "https://ourtown.gov.uk/1".to_owned(),
            is_pack: false,
            committee: None,
            meeting_date: None,
        };
        let found = no_layout(&paper, &row).map(|told| told.outcome);
        assert_eq!(found.as_deref(), expected, "{layout:?}, {status}", layout = row.layout);
    }

    #[test]
    fn what_a_paper_lacks_is_told() {
        check(Some("ours"), DocumentStatus::Ok, None);
        check(Some("ours"), DocumentStatus::Partial, Some("partial"));
        check(Some(GENERIC), DocumentStatus::Ok, Some("generic"));
        check(Some(GENERIC), DocumentStatus::NoTables, Some("no_tables"));
        check(None, DocumentStatus::Failed, Some("failed"));
    }
}
