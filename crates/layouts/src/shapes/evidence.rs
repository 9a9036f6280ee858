//! Which entries are believed to be indicators.
//!
//! One block of labels may be anything: an address, the head of a paper, a contract. Several that are alike, or one with
//! all that an indicator has, are what they look like. Bare whole numbers beside words are as likely page numbers of a
//! contents list, so that cards need a sign of measure: `%`, `£`, a decimal point, a unit, a word of judgement.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_lexicon::{fold, value};

use super::entry::{Entry, Label, Part};
use super::label;

/// One entry alone is believed with so many labels that only indicators have.
const LABELS_OF_ONE: usize = 3;
/// Of several alike each needs so many.
const LABELS_OF_SEVERAL: usize = 2;
/// So many are several.
const SEVERAL: usize = 2;

/// Labels of figures that stand in blocks of every kind: contracts, registers, invoices.
const OF_EVERY_KIND: [&str; 14] = [
    "value",
    "values",
    "figure",
    "figures",
    "count",
    "total",
    "rate",
    "data",
    "position",
    "annual",
    "score",
    "scores",
    "%",
    "percentage",
];

/// Labels of what is no indicator, whatever stands beside them: risks, budgets, posts, contracts, applications.
const OF_OTHER_THINGS: [&str; 16] = [
    "likelihood",
    "impact",
    "probability",
    "budget",
    "variance",
    "expenditure",
    "net expenditure",
    "salary",
    "hours",
    "supplier",
    "contractor",
    "contract value",
    "proposal",
    "decision",
    "applicant",
    "attended",
];

/// The entries that are believed.
pub(super) fn believed(entries: Vec<Entry>) -> Vec<Entry> {
    let signatures: Vec<BTreeSet<String>> = entries.iter().map(signature).collect();
    let cards: Vec<&Entry> = entries.iter().filter(|entry| is_card(entry)).collect();
    let cards_are_believed = are_cards(&cards);
    let is_believed = |at: usize| {
        let alike = entries.iter().zip(&signatures).filter(|(_, other)| **other == signatures[at]);
        let alike: Vec<&Entry> = alike.map(|(entry, _)| entry).collect();
        if is_card(&entries[at]) { cards_are_believed } else { are_labelled(&entries[at], &alike) }
    };
    let is_believed: Vec<bool> = (0..entries.len()).map(is_believed).collect();
    entries.into_iter().zip(is_believed).filter(|(_, believed)| *believed).map(|(entry, _)| entry).collect()
}

/// What is alike about entries: the labels of their figures.
fn signature(entry: &Entry) -> BTreeSet<String> {
    let values = entry.parts.iter().filter(|part| matches!(part.label.role(), Some(Role::Value(_))));
    values
        .map(|part| match &part.label {
            Label::Printed(words) => fold::key(words),
            _ => String::new(),
        })
        .collect()
}

fn is_card(entry: &Entry) -> bool {
    entry.has(&Label::Figure)
}

fn are_cards(alike: &[&Entry]) -> bool {
    let measured = alike.iter().filter(|card| is_measured(card)).count();
    alike.len() >= SEVERAL && 2 * measured >= alike.len()
}

/// Whether a card shows that its figure measures something.
fn is_measured(card: &Entry) -> bool {
    let is_figure = |part: &&Part| part.label == Label::Figure;
    let figure = card.parts.iter().find(is_figure).map(|part| part.value.text.as_str()).unwrap_or_default();
    let unit = value::read(figure, Years::default()).cell.unit;
    let is_whole = figure.chars().all(|c| c.is_ascii_digit());
    let is_judged = card.parts.iter().any(|part| part.label != Label::Figure);
    unit.is_some() || !is_whole || is_judged
}

fn are_labelled(entry: &Entry, alike: &[&Entry]) -> bool {
    let roles: Vec<Role> = entry.parts.iter().filter_map(|part| part.label.role()).collect();
    let is_other = entry.parts.iter().any(|part| OF_OTHER_THINGS.contains(&words(part).as_str()));
    if is_other || roles.iter().any(|role| matches!(role, Role::Action | Role::Issue)) {
        return false;
    }
    let telling: BTreeSet<String> = entry.parts.iter().filter(|part| is_telling(part)).map(words).collect();
    let most = if alike.len() >= SEVERAL { LABELS_OF_SEVERAL } else { LABELS_OF_ONE };
    let names_figures =
        entry.parts.iter().any(|part| is_telling(part) && matches!(part.label.role(), Some(Role::Value(_))));
    let is_target_alone = alike.len() >= SEVERAL && entry.name.is_some();
    names_figures && (telling.len() >= most || is_target_alone) && alike.iter().any(|entry| has_figure(entry))
}

fn words(part: &Part) -> String {
    match &part.label {
        Label::Printed(words) => fold::key(words),
        other => format!("{other:?}"),
    }
}

/// Whether a label stands beside indicators and hardly anything else.
fn is_telling(part: &Part) -> bool {
    let of_indicators = matches!(
        part.label.role(),
        Some(
            Role::Value(_)
                | Role::Indicator
                | Role::Rag
                | Role::Direction
                | Role::DesiredDirection
                | Role::Basis
        )
    );
    of_indicators && !OF_EVERY_KIND.contains(&words(part).as_str())
}

fn has_figure(entry: &Entry) -> bool {
    entry.parts.iter().any(|part| {
        matches!(part.label.role(), Some(Role::Value(_))) && label::holds_figure(&part.value.text)
    })
}
