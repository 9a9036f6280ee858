//! What a night would ask for: sources are gone through as ever, but no paper is asked for, and nothing is taken down.
//!
//! Pages are asked for anew, and kept in a folder that goes when it is done: an archive says what is known of the papers,
//! and stays as it is.

use serde::{Deserialize, Serialize};

use super::round::{Errand, Round, Seen, Told};
use super::{Authority, PaperNote, SourceState};
use crate::FetchError;
use crate::archive::Record;
use crate::listing::{Form, Listing};

/// What a source's night would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcePreview {
    /// The source, as `sources.toml` names it.
    pub source: String,
    /// The authority whose papers it has.
    pub authority: Option<Authority>,
    /// How far it could be seen.
    pub state: SourceState,
    /// What was odd about its pages.
    pub doubts: Vec<String>,
    /// Papers that nobody has fetched yet, in the order of the listings.
    pub new: Vec<PaperNote>,
    /// How many papers would be asked whether they have changed.
    pub known: usize,
    /// How many packs would be left alone.
    pub spared: usize,
}

/// To look, and to fetch nothing.
pub(super) struct Looking<'l> {
    /// What is known already.
    pub(super) known: Option<&'l Record>,
}

impl Errand for Looking<'_> {
    fn go(&self, round: &Round<'_>) -> Result<(), FetchError> {
        let last = match self.known {
            Some(record) => round.last_seen(&record.ledger())?,
            None => None,
        };
        let Seen { discovered, state, .. } = round.see(last)?;
        let id = &round.source.id;
        round.tell(Told::Listed { source: id.clone(), papers: discovered.listings.len() });
        let mut preview = SourcePreview { doubts: discovered.doubts, ..nothing(round, state) };
        for listing in &discovered.listings {
            let is_held = match self.known {
                Some(record) => record.ledger().holds(id, &listing.key)?,
                None => false,
            };
            match (round.is_spared(listing), is_held) {
                (true, _) => preview.spared += 1,
                (false, true) => preview.known += 1,
                (false, false) => preview.new.push(note(id, listing)),
            }
        }
        round.tell(Told::Seen(Box::new(preview)));
        Ok(())
    }

    fn fail(&self, round: &Round<'_>, reason: &str) -> Result<(), FetchError> {
        let state = SourceState::Failed { trouble: None, reason: reason.to_owned() };
        round.tell(Told::Seen(Box::new(nothing(round, state))));
        Ok(())
    }
}

/// A source with nothing to ask for.
fn nothing(round: &Round<'_>, state: SourceState) -> SourcePreview {
    SourcePreview {
        source: round.source.id.clone(),
        authority: round.authority(),
        state,
        doubts: Vec::new(),
        new: Vec::new(),
        known: 0,
        spared: 0,
    }
}

fn note(source: &str, listing: &Listing) -> PaperNote {
    let meeting = listing.meeting.as_ref();
    PaperNote {
        source: source.to_owned(),
        key: listing.key.0.clone(),
        title: listing.title.clone(),
        address: listing.at.to_string(),
        is_pack: matches!(listing.form, Form::Pack { .. }),
        committee: meeting.and_then(|meeting| meeting.committee.clone()),
        meeting_date: meeting.and_then(|meeting| meeting.date).map(|date| date.to_string()),
    }
}
