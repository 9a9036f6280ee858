//! The heading of a column against what stands in it.
//!
//! A heading is contradicted only by contents that can't be meant by it: a column of judgements full of percentages, a
//! target in long sentences. Words for missing figures contradict nothing, and neither does a column without any print.

use boardlift_lexicon::basis;
use boardlift_lexicon::heading::Role;
use boardlift_model::{Cell, Kind};

use super::{Column, Reason, Use, ValueColumn, names, position};
use crate::contents::Contents;

/// Takes the roles from the columns whose contents can't be what the heading says. What a layout's spec says stands.
pub(super) fn drop_contradicted(columns: &mut [Column], contents: &[Contents]) {
    let mut beside_names = false;
    for (column, contents) in columns.iter_mut().zip(contents) {
        if column.reason == Reason::Heading && contradicts(column, contents, beside_names) {
            column.take(Use::Nothing, Reason::Contents);
        }
        beside_names |= contents.are_words();
    }
}

/// Whether a column holds something else than its heading says. `beside_names` says whether words stand on its left that
/// may name the rows.
fn contradicts(column: &Column, contents: &Contents, beside_names: bool) -> bool {
    match &column.used {
        Use::Value(value) => {
            // `Performance` may be a colour. Under a period each figure may be in words.
            let may_be_remark = value.kind == Kind::Actual && value.period.is_none();
            let is_remark = may_be_remark && (contents.are_judgements() || contents.are_arrows());
            is_remark || contents.are_answers() || contents.are_sentences() || contents.are_dates()
        }
        Use::Role(Role::Rag | Role::Direction) => contents.are_plain_figures(),
        // `Measure | No | %`: behind the names it is the number of something else than the row.
        Use::Role(Role::Reference) => {
            let may_count = matches!(column.stem.as_str(), "no" | "nos") || !contents.number_rows();
            beside_names && contents.are_figures() && may_count
        }
        // `Service | Actions | Issues` may count them.
        Use::Role(
            Role::Section
            | Role::Indicator
            | Role::Issue
            | Role::Action
            | Role::Owner
            | Role::Due
            | Role::Unit,
        ) => beside_names && contents.are_figures(),
        _ => false,
    }
}

/// Says what the columns hold whose headings don't say it, by their contents and by where they stand.
pub(super) fn by_contents(columns: &mut [Column], contents: &[Contents], body: &[Vec<Cell>]) {
    if columns.iter().any(|column| column.is(Role::Action)) {
        name_the_issue(columns, contents);
        return;
    }
    let Some(names) = position(columns, Role::Indicator) else {
        leave_out_figures(columns, contents);
        return;
    };
    before_names(columns, contents, names);
    take_figures(columns, contents, names);
    let first_value = columns.iter().position(|column| column.value().is_some()).unwrap_or(columns.len());
    let said: Vec<Role> = [Role::Rag, Role::Direction, Role::Unit, Role::Note]
        .into_iter()
        .filter(|role| position(columns, *role).is_some())
        .collect();
    for at in names + 1..columns.len() {
        if columns[at].used != Use::Nothing {
            continue;
        }
        if at < first_value && contents[at].are_words() && names::parts_rows(at, names, columns, body) {
            columns[at].take(Use::Breakdown, Reason::Position);
        } else if let Some(role) = remarks(&columns[at], &contents[at], at > first_value)
            && !said.contains(&role)
        {
            columns[at].take(Use::Role(role), Reason::Contents);
        }
    }
}

/// In a table of actions the first column of words that no heading names holds what they are about.
fn name_the_issue(columns: &mut [Column], contents: &[Contents]) {
    if position(columns, Role::Issue).is_some() {
        return;
    }
    let is_open = |at: &usize| columns[*at].used == Use::Nothing && contents[*at].have_words();
    if let Some(at) = (0..columns.len()).find(is_open) {
        columns[at].take(Use::Role(Role::Issue), Reason::Contents);
    }
}

fn leave_out_figures(columns: &mut [Column], contents: &[Contents]) {
    for (column, _) in columns.iter_mut().zip(contents).filter(|(_, contents)| contents.have_figures()) {
        if column.used == Use::Nothing {
            column.take(Use::UnknownFigures, Reason::Contents);
        }
    }
}

/// Before the names stand their numbers, and labels down the side, often turned: the groups that the rows belong to.
fn before_names(columns: &mut [Column], contents: &[Contents], names: usize) {
    let mut has_number = position(columns, Role::Reference).is_some();
    let open = columns.iter_mut().zip(contents).take(names);
    for (column, contents) in open.filter(|(column, _)| column.used == Use::Nothing) {
        let used = if contents.number_rows() && !has_number {
            has_number = true;
            Use::Role(Role::Reference)
        } else if contents.have_figures() {
            Use::UnknownFigures
        } else {
            Use::Role(Role::Section)
        };
        column.take(used, Reason::Position);
    }
}

/// Columns of figures behind the names: actuals, if any words stand over them that can be read.
fn take_figures(columns: &mut [Column], contents: &[Contents], names: usize) {
    for (column, contents) in columns.iter_mut().zip(contents).skip(names + 1) {
        if column.used != Use::Nothing || !contents.have_figures() || contents.are_years() {
            continue;
        }
        let is_headed = !column.text.is_empty() && !column.text.contains(char::REPLACEMENT_CHARACTER);
        let used = if is_headed && contents.are_figures() {
            Use::Value(ValueColumn::own_actual(column.period.clone(), basis::find(&column.text)))
        } else {
            Use::UnknownFigures
        };
        column.take(used, Reason::Contents);
    }
}

/// What a column beside the figures says of them. Sentences are a comment only behind the figures, and only where nothing
/// says that they are something else.
fn remarks(column: &Column, contents: &Contents, behind_figures: bool) -> Option<Role> {
    if contents.are_judgements() {
        Some(Role::Rag)
    } else if contents.are_arrows() {
        Some(Role::Direction)
    } else if contents.are_units() {
        Some(Role::Unit)
    } else {
        let is_comment = behind_figures && contents.are_sentences() && column.reason != Reason::Contents;
        is_comment.then_some(Role::Note)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn words_that_may_be_wishes_are_no_movements() {
        check(
            "KPI | Q1 22/23 | Frobs\nRate of plans | 5% | Lower\nRate of visits | 6% | Higher",
            &[
                "Rate of plans · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5%` reported = 5 percent",
                "Rate of visits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `6%` reported = 6 percent",
            ],
        );
        check(
            "KPI | Q1 22/23 | Frobs\nRate of plans | 5% | Lower\nRate of visits | 6% | Unchanged",
            &[
                "Rate of plans · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5%` reported = 5 percent moved=down",
                "Rate of visits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `6%` reported = 6 percent moved=same",
            ],
        );
    }

    #[test]
    fn figures_under_the_heading_of_a_judgement() {
        check(
            "Measure | 2022/23 | Change\nRate of plans | 5% | +2%\nRate of visits | 6% | No change",
            &[
                "Rate of plans · 2022/23 · actual 2022-04-01..2023-03-31 · `5%` reported = 5 percent",
                "Rate of plans · Change · actual · `+2%` reported = 2 percent !role_inferred",
                "Rate of visits · 2022/23 · actual 2022-04-01..2023-03-31 · `6%` reported = 6 percent",
                "Rate of visits · Change · actual · `No change` text !role_inferred",
            ],
        );
    }
}
