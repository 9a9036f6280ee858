//! Which entries are believed to be indicators.
//!
//! One block of labels may be anything: an address, the head of a paper, a contract. Several that are alike, or one with
//! all that an indicator has, are what they look like. Bare whole numbers beside words are as likely page numbers of a
//! contents list, so that cards need a sign of measure: `%`, `£`, a decimal point, a unit, a word of judgement.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value;

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

/// Labels of what is no indicator, whatever stands beside them: risks, budgets, posts, contracts, applications,
/// those who came to meetings.
const OF_OTHER_THINGS: [&str; 23] = [
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
    "possible",
    "meetings possible",
    "possible meetings",
    "possible attendances",
    "present",
    "absent",
    "apologies",
];

/// The entries that are believed.
pub(super) fn believed(entries: Vec<Entry>) -> Vec<Entry> {
    let mut groups: BTreeMap<BTreeSet<String>, Alike> = BTreeMap::new();
    for entry in &entries {
        let alike = groups.entry(signature(entry)).or_default();
        alike.count += 1;
        alike.have_figure |= has_figure(entry);
    }
    let cards_are_believed = are_cards(&entries);
    let is_believed = |entry: &Entry| {
        if entry.is_card() {
            return cards_are_believed;
        }
        groups.get(&signature(entry)).is_some_and(|alike| is_indicator(entry, alike))
    };
    entries.into_iter().filter(is_believed).collect()
}

/// Entries with the same labels of figures.
#[derive(Default)]
struct Alike {
    count: usize,
    have_figure: bool,
}

/// What is alike about entries: the labels of their figures.
fn signature(entry: &Entry) -> BTreeSet<String> {
    let values = entry.parts.iter().filter(|part| is_value(part));
    values.map(|part| part.key.clone()).collect()
}

fn are_cards(entries: &[Entry]) -> bool {
    let cards: Vec<&Entry> = entries.iter().filter(|entry| entry.is_card()).collect();
    let measured = cards.iter().filter(|card| is_measured(card)).count();
    cards.len() >= SEVERAL && 2 * measured >= cards.len()
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

/// Whether labelled parts are those of an indicator.
fn is_indicator(entry: &Entry, alike: &Alike) -> bool {
    let is_foreign = |part: &Part| {
        matches!(part.role, Some(Role::Action | Role::Issue)) || OF_OTHER_THINGS.contains(&part.key.as_str())
    };
    let is_foreign_name = entry.name.as_ref().is_some_and(|name| is_foreign_label(&name.text));
    let telling: Vec<&Part> = entry.parts.iter().filter(|part| is_telling(part)).collect();
    let count = telling.iter().map(|part| part.key.clone()).collect::<BTreeSet<String>>().len();
    let are_several = alike.count >= SEVERAL;
    let most = if are_several { LABELS_OF_SEVERAL } else { LABELS_OF_ONE };
    // Targets may stand without actuals.
    let is_enough = count >= most || are_several && entry.name.is_some();
    telling.iter().any(|part| is_value(part))
        && is_enough
        && alike.have_figure
        && !is_foreign_name
        && !entry.parts.iter().any(is_foreign)
}

/// Whether what seems to be a name is such a label with its figure behind it: `Possible 6`.
fn is_foreign_label(name: &str) -> bool {
    let key = fold::key(name);
    let label = key.trim_end_matches(|c: char| c.is_ascii_digit());
    label.len() < key.len() && OF_OTHER_THINGS.contains(&label.trim_end())
}

fn is_value(part: &Part) -> bool {
    matches!(part.role, Some(Role::Value(_)))
}

/// Whether a label stands beside indicators and hardly anything else.
fn is_telling(part: &Part) -> bool {
    let of_indicators = matches!(
        part.role,
        Some(
            Role::Value(_)
                | Role::Indicator
                | Role::Rag
                | Role::Direction
                | Role::DesiredDirection
                | Role::Basis
        )
    );
    of_indicators && !OF_EVERY_KIND.contains(&part.key.as_str())
}

fn has_figure(entry: &Entry) -> bool {
    entry.parts.iter().any(|part| is_value(part) && label::holds_figure(&part.value.text))
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// How many figures there are.
    fn check(lines: &str, expected: usize) {
        assert_eq!(general(lines).figures.len(), expected, "{lines}");
    }

    #[test]
    fn one_block_needs_all_that_an_indicator_has() {
        check("# Plans\nTarget: 95%", 0);
        check("# Plans\nTarget: 95%\nActual: 93%", 0);
        check("# Plans\nTarget: 95%\nActual: 93%\nStatus: Green", 2);
        check("Indicator: Plans issued\nTarget: 95%\nActual: 93%", 2);
    }

    #[test]
    fn several_blocks_need_little() {
        check("# Plans\nTarget: 95%\n# Visits\nTarget: 80%", 2);
        check("# Plans\nTarget: to be agreed by the board\n# Visits\nTarget: as soon as can be", 0);
    }

    #[test]
    fn blocks_of_other_kinds() {
        check("Date: 5 May 2023\nTime: 10:00\nContact: Jo Smith\nTelephone: 01234 567890", 0);
        check("# Care\nTitle: Home care\nValue: £5,000\n# Meals\nTitle: School meals\nValue: £6,000", 0);
        check("# Care\nBudget: £5m\nActual: £6m\n# Meals\nBudget: £1m\nActual: £2m", 0);
        check("# Fire\nLikelihood: 3\nTarget score: 6\n# Flood\nLikelihood: 2\nTarget score: 4", 0);
        check("# Jo\nPossible 6\nActual 5\nPercentage 83%\n# Di\nPossible 6\nActual 6\nPercentage 100%", 0);
        check("# Jo\nPossible: 6\nActual: 5\nStatus: Green\n# Di\nPossible: 6\nActual: 6\nStatus: Red", 0);
        check("# Fire\nAction: Hire\nTarget: 5\n# Flood\nAction: Build\nTarget: 6", 0);
    }

    #[test]
    fn bare_whole_numbers_are_as_likely_pages() {
        check("Introduction\n3\nOur people\n7\nOur places\n12", 0);
        check("Plans issued\n92%\nVisits made\n7\nDays lost\n12.5", 3);
        check("Plans issued\n92%", 0);
    }
}
