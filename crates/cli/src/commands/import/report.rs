//! What an import did: in words for people, and as JSON for whatever started it.

use std::path::Path;

use boardlift_batch::import::{Standing, Summary};
use boardlift_dataset::{SCHEMA_VERSION, VERSION};
use boardlift_model::DocumentStatus;
use serde_json::{Map, Value, json};
use strum::VariantArray;

use crate::summary::counted;
use crate::terminal::{self, Terminal};

/// How many failures are told in words; all of them stand in JSON, and those with bytes in the table of documents.
const TOLD_FAILURES: usize = 20;

/// How many flags are told in words, the most frequent first.
const TOLD_FLAGS: usize = 5;

/// The whole summary as one object. Names don't change, new ones may come.
pub(super) fn json(dataset: &Path, summary: &Summary) -> Value {
    let given = &summary.given;
    let counts = |counts: &mut dyn Iterator<Item = (&'static str, usize)>| -> Map<String, Value> {
        counts.map(|(name, count)| (name.to_owned(), json!(count))).collect()
    };
    let statuses = DocumentStatus::VARIANTS
        .iter()
        .map(|status| (status.as_str(), given.documents.get(status).copied().unwrap_or_default()));
    let failures = summary.failures.iter();
    json!({
        "boardlift": { "schema": SCHEMA_VERSION, "version": VERSION },
        "inputs": {
            "documents": summary.inputs(),
            "read": summary.read,
            "already_read": summary.known,
            "copies": summary.copies,
            "lost": summary.lost,
        },
        "read": {
            "documents": counts(&mut statuses.into_iter()),
            "figures": given.figures,
            "flagged": given.flagged,
            "flags": counts(&mut given.flags.iter().map(|(flag, count)| (flag.as_str(), *count))),
            "commentary": given.commentary,
            "actions": given.actions,
            "homeless": given.homeless,
        },
        "resumed": summary.resumed,
        "older": counts(&mut summary.older.iter().map(|(standing, count)| (name(*standing), *count))),
        "failures": failures
            .map(|failure| json!({ "input": failure.input, "reason": failure.reason }))
            .collect::<Vec<_>>(),
        "dataset": {
            "path": dataset.display().to_string(),
            "documents": summary.documents,
            "figures": summary.figures,
        },
    })
}

/// Tells the summary in words.
pub(super) fn tell(dataset: &Path, summary: &Summary, terminal: &Terminal) {
    for failure in summary.failures.iter().take(TOLD_FAILURES) {
        terminal::error(format_args!("{}: {}", failure.input, failure.reason));
    }
    if let Some(untold) = summary.failures.len().checked_sub(TOLD_FAILURES).filter(|untold| *untold > 0) {
        terminal.warning(format_args!(
            "{} more; `--to json` tells all",
            counted(untold, "document failed", "documents failed")
        ));
    }
    for line in lines(summary) {
        terminal.say(line);
    }
    let documents = counted(summary.documents, "document", "documents");
    terminal.say(format_args!(
        "{} now has {} from {documents}",
        dataset.display(),
        counted(summary.figures, "figure", "figures")
    ));
}

/// The summary in sentences; what there is none of is not said.
fn lines(summary: &Summary) -> Vec<String> {
    let further = [short(summary), passed(summary), resumed(summary), older(summary)];
    [read(summary)].into_iter().chain(further.into_iter().flatten()).collect()
}

fn read(summary: &Summary) -> String {
    if summary.read == 0 {
        return "nothing new was read".to_owned();
    }
    let given = &summary.given;
    format!(
        "read {}: {}{}, {} and {}",
        counted(summary.read, "document", "documents"),
        counted(given.figures, "figure", "figures"),
        flagged(summary),
        counted(given.commentary, "point of commentary", "points of commentary"),
        counted(given.actions, "action", "actions"),
    )
}

/// How many figures carry flags, and the most frequent ones.
fn flagged(summary: &Summary) -> String {
    let given = &summary.given;
    if given.flagged == 0 {
        return String::new();
    }
    let mut flags: Vec<(usize, &str)> =
        given.flags.iter().map(|(flag, count)| (*count, flag.as_str())).collect();
    flags.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut told: Vec<String> =
        flags.iter().take(TOLD_FLAGS).map(|(count, flag)| format!("{flag} {count}")).collect();
    if flags.len() > TOLD_FLAGS {
        told.push("…".to_owned());
    }
    format!(" ({} flagged: {})", given.flagged, told.join(", "))
}

/// What of them was not read, or not whole.
fn short(summary: &Summary) -> Option<String> {
    let count = |status| summary.given.documents.get(&status).copied().unwrap_or_default();
    let named = [
        (count(DocumentStatus::Failed), "could not be read"),
        (count(DocumentStatus::Partial), "only in part"),
        (count(DocumentStatus::NoTables), "without tables"),
        (summary.lost, "could not be had and not in the dataset"),
    ];
    let told: Vec<String> = named
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    (!told.is_empty()).then(|| format!("  of these {}", told.join(", ")))
}

/// What need not be read.
fn passed(summary: &Summary) -> Option<String> {
    let known = counted(summary.known, "document was already read", "documents were already read");
    let copies = counted(summary.copies, "is a copy of another", "are copies of others");
    match (summary.known, summary.copies) {
        (0, 0) => None,
        (_, 0) => Some(known),
        (0, _) => Some(copies),
        _ => Some(format!("{known}, {copies}")),
    }
}

/// What a run that was killed had read.
fn resumed(summary: &Summary) -> Option<String> {
    let documents = counted(summary.resumed, "document", "documents");
    (summary.resumed > 0).then(|| format!("{documents} had been read by a run that was interrupted"))
}

/// What would be read otherwise now.
fn older(summary: &Summary) -> Option<String> {
    let total: usize = summary.older.values().sum();
    let reasons: Vec<String> =
        summary.older.iter().map(|(standing, count)| format!("{count} {}", words(*standing))).collect();
    let documents = counted(total, "document that was already read", "documents that were already read");
    (total > 0).then(|| format!("of {documents}: {}; --refresh reads them again", reasons.join(", ")))
}

fn name(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "current",
        Standing::Failed => "failed",
        Standing::OtherProgram => "other_boardlift",
        Standing::OtherLayout => "other_layout",
        Standing::OtherCatalogue => "new_layouts",
        Standing::OtherMeasures => "other_measures",
        Standing::Unknown => "unknown",
    }
}

fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "by the same",
        Standing::Failed => "without success",
        Standing::OtherProgram => "by another version of Boardlift",
        Standing::OtherLayout => "by a layout that has changed",
        Standing::OtherCatalogue => "by no layout, before others came",
        Standing::OtherMeasures => "when other measures were known",
        Standing::Unknown => "nobody remembers how",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use boardlift_batch::import::Given;
    use boardlift_model::Flag;

    use super::*;

    fn check(summary: &Summary, expected: &[&str]) {
        assert_eq!(lines(summary), expected);
    }

    #[test]
    fn a_run_that_found_nothing_new_says_so() {
        check(
            &Summary { known: 3, ..Summary::default() },
            &["nothing new was read", "3 documents were already read"],
        );
    }

    #[test]
    fn what_was_read_is_told_with_its_flags_and_what_falls_short() {
        let given = Given {
            figures: 1200,
            flagged: 7,
            flags: BTreeMap::from([(Flag::Salvaged, 2), (Flag::UnknownLayout, 6)]),
            commentary: 1,
            actions: 0,
            documents: BTreeMap::from([(DocumentStatus::Failed, 1), (DocumentStatus::Ok, 3)]),
            homeless: 0,
        };
        check(
            &Summary { read: 4, lost: 1, copies: 1, resumed: 2, given, ..Summary::default() },
            &[
                "read 4 documents: 1200 figures (7 flagged: unknown_layout 6, salvaged 2), 1 point of commentary \
                 and 0 actions",
                "  of these 1 could not be read, 1 could not be had and not in the dataset",
                "1 is a copy of another",
                "2 documents had been read by a run that was interrupted",
            ],
        );
    }

    #[test]
    fn what_was_read_by_others_is_told() {
        let older = BTreeMap::from([(Standing::OtherProgram, 2), (Standing::OtherLayout, 1)]);
        check(
            &Summary { known: 5, older, ..Summary::default() },
            &[
                "nothing new was read",
                "5 documents were already read",
                "of 3 documents that were already read: 2 by another version of Boardlift, 1 by a layout that has \
                 changed; --refresh reads them again",
            ],
        );
    }
}
