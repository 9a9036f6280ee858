//! Whose figures they are: a reading becomes rows that know their authority, their area and their measure.
//!
//! What a cell means was settled by the layout and is taken as it stands. A name that no vocabulary knows stays
//! as printed, and nothing is chosen between two that are equally likely.

mod area;
mod measure;
mod outcome;
mod publisher;

use std::collections::{BTreeMap, BTreeSet};

use boardlift_model::{
    Area, AreaClaim, Authority, ClaimSource, Document, DocumentId, Figure, Flag, Observation, Reading,
};
use boardlift_reference::Vocabulary;
use sha2::{Digest, Sha256};

use crate::schema::VERSION;
use crate::tables::{DocumentRow, Paper};

use outcome::Outcome;
use publisher::{Publisher, publisher};

/// What others than a document tell of the authority that published it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// Whose it is by the caller, who beats whatever the document says of itself.
    pub by_caller: Option<&'a Authority>,
    /// Whose site published it. Sites have papers of other bodies too, so that this serves only where the document does
    /// not say otherwise.
    pub by_site: Option<&'a Authority>,
}

/// One document's rows in the four tables.
///
/// A document that names no authority, or several, has rows without one, and a finding, where nobody else tells. Where
/// only its layout or its site speaks for an authority, the document and each of its figures carry the flag
/// `authority_inferred`.
pub fn resolve(document: &Document, mut reading: Reading, vocabulary: &Vocabulary, told: Told<'_>) -> Paper {
    let Publisher { authority, source, finding } = publisher(&reading.profile, vocabulary, told);
    // A document without figures needs no authority.
    reading.findings.extend(finding.filter(|_| !reading.figures.is_empty()));
    if matches!(source, Some(ClaimSource::Layout | ClaimSource::Site)) {
        flag_inferred(&mut reading);
    }
    let id = &document.source.id;
    let outcome = outcome::outcome(&reading);
    let homeless = outcome.homeless;
    let row = document_row(document, &reading, outcome, authority.clone());
    let observations = observations(id, &mut reading, authority.as_ref(), vocabulary);
    Paper {
        document: row,
        authority_source: source,
        observations,
        commentary: reading.commentary,
        actions: reading.actions,
        quotes: reading.quotes,
        findings: reading.findings,
        homeless,
    }
}

fn flag_inferred(reading: &mut Reading) {
    reading.flags.insert(Flag::AuthorityInferred);
    for figure in &mut reading.figures {
        figure.flags.insert(Flag::AuthorityInferred);
    }
}

/// The figures as rows; they are moved out of the reading.
fn observations(
    document_id: &DocumentId,
    reading: &mut Reading,
    authority: Option<&Authority>,
    vocabulary: &Vocabulary,
) -> Vec<Observation> {
    let publisher = authority.and_then(|own| vocabulary.authority_by_code_or_name(own.code.as_deref()?).ok());
    let measures = measure::measures(reading, publisher, vocabulary);
    let day = publisher::day(&reading.profile);
    let mut own: BTreeMap<(u32, u32, String), Area> = BTreeMap::new();
    let figures = std::mem::take(&mut reading.figures).into_iter().zip(measures);
    let rows = figures.map(|(figure, measure)| {
        let find = || area::area(&figure.area, &figure.column_text, authority, day, vocabulary);
        let area = match figure.area {
            // The figures of one column ask the same.
            AreaClaim::Publisher => {
                let column = (figure.table, figure.column, figure.column_text.clone());
                own.entry(column).or_insert_with(find).clone()
            }
            AreaClaim::Comparator(_) | AreaClaim::Named(_) => find(),
        };
        Observation {
            id: observation_id(document_id, &figure),
            document_id: document_id.clone(),
            authority: authority.cloned(),
            area,
            measure,
            layout: reading.layout.id.clone(),
            figure,
        }
    });
    rows.collect()
}

/// The first 16 hexadecimal digits of the SHA-256 of `<document_id>/<table>/<row>/<column>`, the numbers in decimal.
///
/// A cell gives one figure, so no two of a document's rows have the same id.
fn observation_id(document_id: &DocumentId, figure: &Figure) -> String {
    let cell = format!("{}/{}/{}/{}", document_id.as_str(), figure.table, figure.row, figure.column);
    let first =
        Sha256::digest(cell).iter().take(8).fold(0, |digits: u64, byte| digits << 8 | u64::from(*byte));
    format!("{first:016x}")
}

fn document_row(
    document: &Document,
    reading: &Reading,
    outcome: Outcome,
    authority: Option<Authority>,
) -> DocumentRow {
    let profile = &reading.profile;
    let indicators: BTreeSet<_> = reading
        .figures
        .iter()
        .map(|figure| (&figure.section, &figure.reference, &figure.indicator))
        .collect();
    DocumentRow {
        source: document.source.clone(),
        source_url: None,
        title: profile.title.clone(),
        authority,
        board: profile.board.clone(),
        period: profile.period.clone(),
        meeting_date: profile.meeting_date,
        pages: document.pages,
        layout: Some(reading.layout.clone()),
        boardlift_version: VERSION.to_owned(),
        tables: count(document.grids().count()),
        indicators: count(indicators.len()),
        observations: count(reading.figures.len()),
        status: outcome.status,
        error: outcome.shortfall,
        flags: reading.flags.clone(),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{
        AuthorityClaim, Block, Cell, ClaimSource, Commentary, DocumentStatus, FindingKind, Flags, Grid,
        LayoutRef, Method, Place, Profile, Quotes,
    };

    use super::*;
    use crate::testing::{blank_figure, full_figure, kingston, source, vocabulary};

    fn document() -> Document {
        let grid =
            || Block::Grid(Grid::new(vec![vec![Cell::new("Indicator", Place::Line(1))]], Method::Pipes));
        Document { source: source(), pages: Some(4), blocks: vec![grid(), grid()], findings: Vec::new() }
    }

    fn reading(claim: ClaimSource) -> Reading {
        let claims = vec![AuthorityClaim { text: kingston().name, source: claim }];
        Reading {
            layout: LayoutRef { id: "quarterly".to_owned(), version: 3 },
            profile: Profile { authority_claims: claims, ..Profile::default() },
            figures: vec![
                Figure { flags: Flags::new(), ..full_figure() },
                blank_figure(),
                Figure { breakdown: Some("SEN Support".to_owned()), row: 3, ..full_figure() },
                Figure { reference: Some("2".to_owned()), row: 4, ..full_figure() },
            ],
            quotes: Quotes::default(),
            commentary: vec![Commentary {
                heading: None,
                position: 1,
                text: "Waits are falling".to_owned(),
                place: Place::Line(9),
            }],
            actions: Vec::new(),
            indicator_tables: 1,
            flags: Flags::new(),
            findings: Vec::new(),
        }
    }

    fn paper(reading: Reading) -> Paper {
        resolve(&document(), reading, vocabulary(), Told::default())
    }

    #[test]
    fn rows_know_their_document_their_authority_and_their_area() {
        let paper = paper(reading(ClaimSource::Heading));
        let areas: Vec<_> = paper.observations.iter().filter_map(|row| row.area.name.as_deref()).collect();
        assert_eq!(
            areas,
            ["Kingston upon Thames", "England", "Kingston upon Thames", "Kingston upon Thames"]
        );
        assert!(
            paper
                .observations
                .iter()
                .all(|row| row.authority == Some(kingston()) && row.layout == "quarterly")
        );
        assert!(paper.observations.iter().all(|row| row.document_id == source().id));
        assert_eq!(paper.commentary.len(), 1);
        assert!(paper.findings.is_empty());
    }

    #[test]
    fn the_document_counts_tables_indicators_and_figures() {
        let row = paper(reading(ClaimSource::Heading)).document;
        assert_eq!((row.tables, row.indicators, row.observations, row.pages), (2, 2, 4, Some(4)));
        assert_eq!(row.layout, Some(LayoutRef { id: "quarterly".to_owned(), version: 3 }));
        assert_eq!(row.authority, Some(kingston()));
    }

    #[test]
    fn ids_are_stable_and_each_its_own() {
        let id = |table, row, column| {
            observation_id(&source().id, &Figure { table, row, column, ..full_figure() })
        };
        // From `printf '%s/1/2/5' a1a1… | sha256sum`: an id must never change.
        assert_eq!(id(1, 2, 5), "ff37038404e977c4");
        let mut ids = BTreeSet::new();
        for (table, row, column) in [(1, 2, 5), (1, 5, 2), (2, 1, 5), (1, 25, 5), (12, 5, 5), (1, 2, 55)] {
            assert!(ids.insert(id(table, row, column)), "{table}/{row}/{column}");
        }
    }

    #[test]
    fn an_authority_that_only_the_layout_names_is_flagged_everywhere() {
        let inferred = paper(reading(ClaimSource::Layout));
        assert!(inferred.observations.iter().all(|row| row.figure.flags.contains(&Flag::AuthorityInferred)));
        assert!(inferred.document.flags.contains(&Flag::AuthorityInferred));
        let printed = paper(reading(ClaimSource::Heading));
        assert!(!printed.document.flags.contains(&Flag::AuthorityInferred));
        assert!(!printed.observations[0].figure.flags.contains(&Flag::AuthorityInferred));
    }

    #[test]
    fn an_unknown_authority_is_null_and_a_finding() {
        let mut reading = reading(ClaimSource::Heading);
        reading.profile.authority_claims.clear();
        let paper = paper(reading);
        assert!(paper.observations.iter().all(|row| row.authority.is_none()));
        assert_eq!(paper.observations[0].area.name, None);
        assert_eq!(
            paper.findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(),
            [FindingKind::AuthorityUnclear]
        );
        assert_eq!(paper.document.status, DocumentStatus::Ok);
    }
}
