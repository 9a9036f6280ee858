//! Columns that are headed by the bare name of a body beside comparators.

use boardlift_lexicon::heading;
use boardlift_model::{AreaClaim, Kind};

use super::{Column, Reason, Use, ValueColumn, leaf_level};
use crate::contents::Contents;
use crate::header::ANY_YEARS;

/// A body's name has no more words.
const MOST_WORDS_OF_A_BODY: usize = 6;

/// A body named beside comparators, `England | London | Ourtown`, is the authority itself or another one: a column
/// of figures whose heading, or lowest level of it, is nothing but an unknown name.
pub(super) fn bodies_beside_comparators(columns: &mut [Column], contents: &[Contents]) {
    let is_compared =
        |column: &&Column| matches!(column.value(), Some(ValueColumn { area: AreaClaim::Comparator(_), .. }));
    let compared: Vec<String> =
        columns.iter().filter(is_compared).map(|column| upper_level(&column.text).to_owned()).collect();
    for (column, contents) in columns.iter_mut().zip(contents) {
        let leaf = leaf_level(&column.text).to_owned();
        let has_comparators = compared.iter().any(|upper| upper == upper_level(&column.text));
        if has_comparators && is_bare_name(&leaf) && contents.have_figures() {
            name_a_body(column, leaf);
        }
    }
}

fn name_a_body(column: &mut Column, name: String) {
    let area = AreaClaim::Named(name);
    match &mut column.used {
        Use::Value(value) if value.area == AreaClaim::Publisher && value.kind == Kind::Actual => {
            value.area = area;
        }
        Use::UnknownFigures | Use::Nothing => {
            let value = ValueColumn::own_actual(column.period.clone(), None);
            column.used = Use::Value(ValueColumn { area, ..value });
        }
        _ => return,
    }
    if column.reason == Reason::Contents {
        column.reason = Reason::Neighbours;
    }
}

/// Whether the words, standing alone, are a name: known to nobody, without a period and starting with a capital.
fn is_bare_name(words: &str) -> bool {
    let alone = heading::read(words, ANY_YEARS);
    alone.role.is_none()
        && alone.period.is_none()
        && words.chars().next().is_some_and(char::is_uppercase)
        && words.split_whitespace().count() <= MOST_WORDS_OF_A_BODY
}

fn upper_level(text: &str) -> &str {
    text.rsplit_once(" / ").map_or("", |(upper, _)| upper)
}
