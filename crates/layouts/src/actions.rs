//! Action tables: what is to be done, by whom and by when.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period;
use boardlift_model::{Action, Cell, Grid};

use crate::columns::{Column, Use};
use crate::table::Stretch;

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
