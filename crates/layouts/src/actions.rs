//! Action tables: what is to be done, by whom and by when.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period;
use boardlift_model::{Action, Cell, Grid};

use crate::columns::{Column, Use};
use crate::stretch::Stretch;

/// Whether the columns are those of an action table.
pub(crate) fn is_action_table(columns: &[Column]) -> bool {
    let has = |role: Role| columns.iter().any(|column| column.used == Use::Role(role));
    has(Role::Action) && (has(Role::Owner) || has(Role::Due) || has(Role::Issue))
}

/// The actions of an action table, numbered from `first_position`. Rows without words for the action are none.
pub(crate) fn read(grid: &Grid, stretch: &Stretch, first_position: u32) -> Vec<Action> {
    let rows = &grid.rows()[stretch.body.clone()];
    let actions = rows.iter().filter_map(|row| action(row, &stretch.columns));
    (first_position..).zip(actions).map(|(position, action)| Action { position, ..action }).collect()
}

fn action(row: &[Cell], columns: &[Column]) -> Option<Action> {
    let cell = |role: Role| {
        let at = columns.iter().position(|column| column.used == Use::Role(role))?;
        row.get(at).filter(|cell| !cell.is_blank())
    };
    let text = |role: Role| cell(role).map(|cell| cell.text.clone());
    let action = cell(Role::Action)?;
    let due_text = text(Role::Due);
    Some(Action {
        position: 0,
        reference: text(Role::Reference),
        issue: text(Role::Issue).or_else(|| text(Role::Indicator)),
        action: action.text.clone(),
        owner: text(Role::Owner),
        due: due_text.as_deref().and_then(period::date),
        due_text,
        place: action.place.clone(),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    fn check(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines)
            .actions
            .iter()
            .map(|action| {
                let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
                let due = action.due.map_or_else(|| "-".to_owned(), |day| day.to_string());
                let (number, issue, owner) =
                    (part(&action.reference), part(&action.issue), part(&action.owner));
                format!(
                    "{} {number} {issue}: {} by {owner} due {} = {due}",
                    action.position,
                    action.action,
                    part(&action.due_text)
                )
            })
            .collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn one_row_is_one_action() {
        check(
            "No. |  | Action to be taken: | By whom: | Completion Date
             1 | Backlog of reviews | Count the backlog | AB | 18/03/2022
             2 | Late advice | Meet the trust | CD | when ready
             Data Notes | | | |",
            &[
                "1 1 Backlog of reviews: Count the backlog by AB due 18/03/2022 = 2022-03-18",
                "2 2 Late advice: Meet the trust by CD due when ready = -",
            ],
        );
    }

    #[test]
    fn a_table_of_indicators_is_none() {
        check("Ref | KPI | May 22 | Lead\n1 | Plans | 5 | AB", &[]);
    }
}
