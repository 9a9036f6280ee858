//! One source's night: each paper that it lists looked after, and what became of those that it does not list.

use super::SourceState;
use super::look::Expected;
use super::round::{Errand, Round, Seen, Told};
use crate::FetchError;
use crate::ledger::{Paper, Visit};
use crate::listing::Location;
use crate::sources::{Packs, PageRule, Site};

/// To fetch what is new, and to take down what was found.
pub(super) struct Fetching;

impl Errand for Fetching {
    fn go(&self, round: &Round<'_>) -> Result<(), FetchError> {
        let (desk, id) = (&round.desk, round.source.id.as_str());
        let Seen { window, discovered, state } = round.see(Some(desk.archive))?;
        let papers = desk.archive.ledger().list(id, &discovered.listings, desk.run, desk.now())?;
        round.tell(Told::Listed { source: id.to_owned(), papers: papers.len() });
        for (listing, paper) in discovered.listings.iter().zip(&papers) {
            if round.is_spared(listing) {
                desk.archive.ledger().spare(desk.run, paper)?;
            } else {
                look_after(round, paper)?;
            }
            round.tell(Told::Looked { source: id.to_owned() });
        }
        let owed = desk.archive.ledger().owed(id, desk.run)?;
        owed.iter().try_for_each(|paper| look_after(round, paper))?;
        if discovered.complete {
            let missing = desk.archive.ledger().missing(id, desk.run, window.from)?;
            missing.iter().try_for_each(|paper| look_after(round, paper))?;
        }
        supersede(round)?;
        end(round, papers.len(), &state, &discovered.doubts)
    }

    fn fail(&self, round: &Round<'_>, reason: &str) -> Result<(), FetchError> {
        end(round, 0, &SourceState::Failed { trouble: None, reason: reason.to_owned() }, &[])
    }
}

fn look_after(round: &Round<'_>, paper: &Paper) -> Result<(), FetchError> {
    let is_page = matches!(round.source.site, Site::Page { page: PageRule::Paper, .. })
        || paper.at.as_ref().is_some_and(Location::is_page);
    let expected = if is_page { Expected::Anything } else { Expected::Files };
    if round.halted() { Ok(()) } else { round.desk.look_after(paper, expected) }
}

/// Packs that were fetched when nothing else was listed give way to the papers that have come one by one, whether their
/// sites list both or put these in the place of those; not before all of them have been looked after, and one is there.
fn supersede(round: &Round<'_>) -> Result<(), FetchError> {
    let (archive, run) = (round.desk.archive, round.desk.run);
    if round.source.packs == Packs::Always || round.halted() {
        return Ok(());
    }
    let packs = archive.ledger().spare_packs(&round.source.id, run)?;
    for pack in &packs {
        let beside = archive.ledger().beside(run, pack)?;
        let is_there = beside.iter().any(|paper| paper.current.is_some());
        if is_there && !beside.iter().any(|paper| paper.state.may_pass()) {
            archive.ledger().supersede(run, pack)?;
        }
    }
    Ok(())
}

/// Takes down how far the source was seen, and tells what it brought. A source that was broken off has not been seen.
fn end(round: &Round<'_>, listed: usize, state: &SourceState, doubts: &[String]) -> Result<(), FetchError> {
    if round.halted() {
        return Ok(());
    }
    let (source, run) = (round.source.id.as_str(), round.desk.run);
    let (authority, reach) = (round.authority(), round.reach());
    let visit = Visit { source, authority: authority.as_ref(), reach: &reach, listed, state, doubts };
    let mut ledger = round.desk.archive.ledger();
    ledger.visit(run, &visit)?;
    round.tell(Told::Done(Box::new(ledger.account(run, source)?)));
    Ok(())
}
