//! How a paper stands, as a word in the ledger.

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};

use crate::night::PaperState;
use crate::night::PaperState::{
    Awaited, Blocked, Forbidden, Gone, Held, Limit, Network, NotAPaper, Spared, TlsError, Unlisted, Unwell,
    Vanished,
};

const WORDS: [(PaperState, &str); 13] = [
    (Awaited, "awaited"),
    (Spared, "spared"),
    (Held, "held"),
    (Unlisted, "unlisted"),
    (Vanished, "vanished"),
    (NotAPaper, "not_a_paper"),
    (Blocked, "blocked"),
    (TlsError, "tls_error"),
    (Gone, "gone"),
    (Forbidden, "forbidden"),
    (Limit, "limit"),
    (Unwell, "unwell"),
    (Network, "network"),
];

impl ToSql for PaperState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let word = WORDS.iter().find(|(state, _)| state == self).map(|(_, word)| *word);
        Ok(word.unwrap_or_default().into())
    }
}

impl FromSql for PaperState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let found = value.as_str()?;
        let state = WORDS.iter().find(|(_, word)| *word == found).map(|(state, _)| *state);
        state.ok_or(FromSqlError::InvalidType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_word_which_is_that_of_its_account() {
        for (state, word) in WORDS {
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{word}\""));
            assert_eq!(PaperState::column_result(ValueRef::from(word)), Ok(state));
        }
        assert!(PaperState::column_result(ValueRef::from("lost")).is_err());
    }
}
