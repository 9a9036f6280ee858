//! How a document came out: whether all of it is in the tables, and if not, how much isn't.
//!
//! Figures in a table that is plainly for something else are no loss. Those that may be of an indicator and yet were left
//! out are counted: cells whose row or column nobody knows, and tables that were set aside in doubt.

use boardlift_model::{DocumentStatus, Finding, FindingKind, Reading, Severity, Status};

/// How many reasons are told; the rest is counted.
const TOLD_REASONS: usize = 3;

/// How a document came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The status.
    pub(super) status: DocumentStatus,
    /// How much found no home, in words; nothing where all did.
    pub(super) shortfall: Option<String>,
    /// How many figures found no home.
    pub(super) homeless: u32,
}

/// The outcome of a reading whose figures are still in it.
pub(super) fn outcome(reading: &Reading) -> Outcome {
    let lost: Vec<&Finding> = reading.findings.iter().filter(|finding| finding.loses_figures()).collect();
    let homeless = lost.iter().fold(0, |sum: u32, finding| sum.saturating_add(finding.count));
    let status = if homeless > 0 {
        DocumentStatus::Partial
    } else if reading.indicator_tables == 0 {
        DocumentStatus::NoTables
    } else if reading.findings.iter().any(loses_something) {
        DocumentStatus::Partial
    } else {
        DocumentStatus::Ok
    };
    let shortfall = (homeless > 0).then(|| shortfall(reading, &lost, homeless));
    Outcome { status, shortfall, homeless }
}

/// `12 of 340 figures found no home: …`. Cells without a figure are none of the 340.
fn shortfall(reading: &Reading, lost: &[&Finding], homeless: u32) -> String {
    let read = reading.figures.iter().filter(|figure| figure.cell.status == Status::Reported).count();
    let all = u32::try_from(read).unwrap_or(u32::MAX).saturating_add(homeless);
    let mut reasons: Vec<String> = lost.iter().take(TOLD_REASONS).map(|finding| reason(finding)).collect();
    let untold = lost.len() - reasons.len();
    if untold > 0 {
        reasons.push(format!("{untold} more"));
    }
    let figures = if all == 1 { "figure" } else { "figures" };
    format!("{homeless} of {all} {figures} found no home: {}", reasons.join("; "))
}

fn reason(finding: &Finding) -> String {
    match &finding.place {
        Some(place) => format!("{} ({place})", finding.message),
        None => finding.message.clone(),
    }
}

/// Whether the finding says that something which stands in the document is in none of the tables.
fn loses_something(finding: &Finding) -> bool {
    let is_loss = match finding.kind {
        FindingKind::FigureLeftOut
        | FindingKind::TableSetAside
        | FindingKind::LimitReached
        | FindingKind::PageLeftOut
        | FindingKind::UnreadableText
        | FindingKind::BadEncoding => true,
        // What a publisher hides is no part of what they publish.
        FindingKind::HiddenLeftOut
        | FindingKind::Salvaged
        | FindingKind::UnknownHeading
        | FindingKind::JudgementUnclear
        | FindingKind::LayoutUnclear
        | FindingKind::LayoutDrift
        | FindingKind::AuthorityUnclear => false,
    };
    is_loss && finding.severity == Severity::Warning
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Flags, LayoutRef, Place, Profile, Quotes};

    use super::*;
    use crate::testing::{blank_figure, full_figure};

    /// The outcome of a reading of one figure, one blank and these findings.
    fn of(indicator_tables: u32, findings: Vec<Finding>) -> Outcome {
        outcome(&Reading {
            layout: LayoutRef { id: "quarterly".to_owned(), version: 3 },
            profile: Profile::default(),
            figures: vec![full_figure(), blank_figure()],
            commentary: Vec::new(),
            quotes: Quotes::default(),
            actions: Vec::new(),
            indicator_tables,
            flags: Flags::new(),
            findings,
        })
    }

    fn check(indicator_tables: u32, kind: FindingKind, expected: DocumentStatus) {
        let findings = vec![Finding::warning(kind, "", None)];
        assert_eq!(of(indicator_tables, findings).status, expected, "{kind}");
    }

    #[test]
    fn a_document_is_partial_where_something_is_in_no_table() {
        use FindingKind::{BadEncoding, FigureLeftOut, LimitReached, Salvaged, TableSetAside};
        assert_eq!(of(1, Vec::new()).status, DocumentStatus::Ok);
        assert_eq!(of(0, Vec::new()).status, DocumentStatus::NoTables);
        check(1, FigureLeftOut, DocumentStatus::Partial);
        check(1, TableSetAside, DocumentStatus::Partial);
        check(1, LimitReached, DocumentStatus::Partial);
        check(1, BadEncoding, DocumentStatus::Partial);
        check(1, Salvaged, DocumentStatus::Ok);
        check(0, TableSetAside, DocumentStatus::Partial);
        check(0, LimitReached, DocumentStatus::NoTables);
        let plain = Finding::note(TableSetAside, "", None).times(9);
        assert_eq!(of(1, vec![plain]).status, DocumentStatus::Ok);
    }

    fn check_words(findings: Vec<Finding>, expected: Option<&str>) {
        assert_eq!(of(1, findings).shortfall.as_deref(), expected);
    }

    #[test]
    fn it_is_said_how_many_figures_found_no_home() {
        let lost = |words: &str, count: u32| {
            Finding::warning(FindingKind::FigureLeftOut, words, Some(Place::Line(9))).times(count)
        };
        check_words(Vec::new(), None);
        check_words(vec![Finding::note(FindingKind::TableSetAside, "accounts", None).times(7)], None);
        check_words(vec![lost("no name", 3)], Some("3 of 4 figures found no home: no name (line 9)"));
        check_words(
            vec![lost("a", 3), lost("b", 1), lost("c", 1), lost("d", 1), lost("e", 1)],
            Some("7 of 8 figures found no home: a (line 9); b (line 9); c (line 9); 2 more"),
        );
    }
}
