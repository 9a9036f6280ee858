//! What a layout changes in the reading of a document, in words: set against the reading without any.
//!
//! Figures are the same if they stand in the same cell. What a layout does to many of them alike is told once.

use std::collections::BTreeMap;

use boardlift_dataset::Paper;
use boardlift_model::Observation;

use crate::figures;

/// One line for each thing that is not the same, and how many figures it touches.
pub(super) fn between(general: &Paper, layout: &Paper) -> Vec<String> {
    let mut lines = document(general, layout);
    let (before, after) = (by_cell(general), by_cell(layout));
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (cell, new) in &after {
        let heading = new.figure.column_text.as_str();
        let changes = match before.get(cell) {
            None => vec!["figures that were left out before".to_owned()],
            Some(old) => differences(old, new),
        };
        for change in changes {
            *counts.entry((heading, change)).or_default() += 1;
        }
    }
    for (_, old) in before.iter().filter(|(cell, _)| !after.contains_key(*cell)) {
        let change = (old.figure.column_text.as_str(), "figures that are left out now".to_owned());
        *counts.entry(change).or_default() += 1;
    }
    lines.extend(
        counts.into_iter().map(|((heading, change), count)| format!("`{heading}`: {change} ({count})")),
    );
    if lines.is_empty() {
        lines.push("nothing".to_owned());
    }
    lines
}

fn document(general: &Paper, layout: &Paper) -> Vec<String> {
    let facts = |paper: &Paper| {
        let row = &paper.document;
        [("authority", row.authority.as_ref().map(ToString::to_string)), ("board", row.board.clone())]
    };
    let pairs = facts(general).into_iter().zip(facts(layout));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| format!("{name}: {}", change(before, after)))
        .collect()
}

type Cell = (u32, u32, u32);

fn by_cell(paper: &Paper) -> BTreeMap<Cell, &Observation> {
    let cell = |observation: &Observation| {
        let figure = &observation.figure;
        (figure.table, figure.row, figure.column)
    };
    paper.observations.iter().map(|observation| (cell(observation), observation)).collect()
}

/// What a figure's row and column say of it that is not the same. Its authority is the document's.
fn differences(old: &Observation, new: &Observation) -> Vec<String> {
    let pairs = facts(old).into_iter().zip(facts(new));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| format!("{name} {}", change(before, after)))
        .collect()
}

fn facts(observation: &Observation) -> [(&'static str, Option<String>); 8] {
    let figure = &observation.figure;
    let is_own =
        observation.area.name == observation.authority.as_ref().map(|authority| authority.name.clone());
    [
        ("kind", Some(figure.kind.to_string())),
        ("area", observation.area.name.clone().filter(|_| !is_own)),
        ("period", figure.period.as_ref().map(figures::days)),
        ("ref", figure.reference.clone()),
        ("indicator", Some(figure.indicator.clone())),
        ("section", figure.section.clone()),
        ("unit", figure.cell.unit.map(|unit| unit.to_string())),
        ("desired direction", figure.desired_direction.map(|direction| direction.to_string())),
    ]
}

fn change(before: Option<String>, after: Option<String>) -> String {
    let words = |fact: Option<String>| fact.unwrap_or_else(|| "nothing".to_owned());
    format!("{} → {}", words(before), words(after))
}
