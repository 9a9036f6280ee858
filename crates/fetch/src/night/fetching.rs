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
        desk.archive.ledger().meet(id, round.authority().as_ref())?;
        let last = round.last_seen(&desk.archive.ledger())?;
        let Seen { window, discovered, state } = round.see(last)?;
        let papers = desk.archive.ledger().list(id, &discovered.listings, desk.run, desk.now())?;
        round.tell(Told::Listed { source: id.to_owned(), papers: papers.len() });
        let (packs, singles): (Vec<_>, Vec<_>) =
            discovered.listings.iter().zip(&papers).partition(|(listing, _)| round.is_spared(listing));
        for (_, paper) in singles {
            look_after(round, paper)?;
            round.tell(Told::Looked { source: id.to_owned() });
        }
        let owed = desk.archive.ledger().owed(id, desk.run)?;
        owed.iter().try_for_each(|paper| look_after(round, paper))?;
        if discovered.complete {
            let missing = desk.archive.ledger().missing(id, desk.run, window.from)?;
            missing.iter().try_for_each(|paper| look_after(round, paper))?;
        }
        // Whether a pack is needed, its papers tell.
        for (_, pack) in packs {
            spare(round, pack)?;
            round.tell(Told::Looked { source: id.to_owned() });
        }
        if discovered.complete {
            supersede_strays(round)?;
        }
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

/// Leaves a pack alone whose papers are listed one by one. Bytes of it that came when nothing else was listed give way to these
/// papers when all of them are there. Where one of them can't be had, the pack is the only place that it can be read in.
fn spare(round: &Round<'_>, pack: &Paper) -> Result<(), FetchError> {
    let singles = match round.source.packs {
        Packs::Never => Singles::Unwanted,
        Packs::Alone | Packs::Always => Singles::of(round, pack)?,
    };
    if singles == Singles::Lost {
        return look_after(round, pack);
    }
    let mut ledger = round.desk.archive.ledger();
    ledger.spare(round.desk.run, pack)?;
    if singles == Singles::There { ledger.supersede(round.desk.run, pack) } else { Ok(()) }
}

/// Packs that their sites put single papers in the place of give way to these as well.
fn supersede_strays(round: &Round<'_>) -> Result<(), FetchError> {
    if round.source.packs != Packs::Alone {
        return Ok(());
    }
    let strays = round.desk.archive.ledger().stray_packs(&round.source.id, round.desk.run)?;
    for pack in &strays {
        if Singles::of(round, pack)? == Singles::There {
            round.desk.archive.ledger().supersede(round.desk.run, pack)?;
        }
    }
    Ok(())
}

/// How the papers stand that a night wants of a pack's meeting one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Singles {
    /// None is listed: what else the agenda has nobody asks for, in whatever file.
    Unwanted,
    /// Some have never come, though another night may bring them.
    Owed,
    /// One at least has never come and will not: it is locked, or it is not where its link leads.
    Lost,
    /// The archive has bytes of each.
    There,
}

impl Singles {
    fn of(round: &Round<'_>, pack: &Paper) -> Result<Self, FetchError> {
        let papers = round.desk.archive.ledger().beside(round.desk.run, pack)?;
        let absent = || papers.iter().filter(|paper| paper.current.is_none());
        Ok(if papers.is_empty() {
            Singles::Unwanted
        } else if absent().any(|paper| !paper.state.may_pass()) {
            Singles::Lost
        } else if absent().next().is_some() {
            Singles::Owed
        } else {
            Singles::There
        })
    }
}

/// Takes down how far the source was seen, and tells what it brought. A source that was broken off has not been seen.
fn end(round: &Round<'_>, listed: usize, state: &SourceState, doubts: &[String]) -> Result<(), FetchError> {
    if round.halted() {
        return Ok(());
    }
    let (source, run) = (round.source.id.as_str(), round.desk.run);
    let reach = round.reach();
    let visit = Visit { source, reach: &reach, listed, state, doubts };
    let mut ledger = round.desk.archive.ledger();
    ledger.visit(run, &visit)?;
    round.tell(Told::Done(Box::new(ledger.account(run, source)?)));
    Ok(())
}
