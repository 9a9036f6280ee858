//! ModernGov: committees, their meetings within the window, the papers on the agendas.
//!
//! By the web service where there is one, by the pages where there is none, and where one of the two fails on the way, by
//! the other; both give a paper the same key. Cancelled meetings are looked at too: what was published for them stays
//! published. Agendas and minutes hold no figures and are left out.

mod packs;
mod pages;
mod papers;
mod rows;
mod service;

use std::collections::BTreeMap;

use url::Url;

use super::address;
use super::visit::Visit;
use crate::listing::{Form, Listing, Location, Meeting, PaperKey};
use crate::sources::{Committee, Packs};
use packs::Pack;
use papers::Attachment;

/// A committee of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Body {
    /// The site's number.
    id: String,
    /// Its name; nothing where the site was not asked.
    name: Option<String>,
    /// Its list of meetings, where the site links to it.
    list: Option<Url>,
}

impl Body {
    /// Its meetings, for a doubt.
    fn meetings(&self) -> String {
        format!("meetings of {}", self.name.as_deref().unwrap_or(&self.id))
    }
}

/// How many names a doubt lists, so that a person can pick the right one.
const NAMES: usize = 12;

/// Lists the papers of a ModernGov site.
pub(super) fn discover(visit: &mut Visit<'_>, base: &Url, wanted: &[Committee]) {
    let mut base = base.clone();
    let by_service = service::committees(visit, &mut base);
    let has_service = by_service.is_some();
    let bodies = by_service.unwrap_or_else(|| by_pages(visit, &mut base, wanted));
    let base = &base;
    for body in chosen(visit, bodies, wanted) {
        let by_service = if has_service { service::meetings(visit, base, &body) } else { None };
        let is_served = by_service.is_some();
        let meetings = by_service.unwrap_or_else(|| pages::meetings(visit, base, &body));
        for meeting in meetings {
            if is_served {
                meeting_by_service(visit, base, &body, meeting);
            } else {
                meeting_by_page(visit, base, &body, meeting);
            }
        }
    }
}

/// Whether an address is where ModernGov leads everybody who asks for what it does not have: it answers 200 there.
pub(crate) fn is_error_page(url: &Url) -> bool {
    address::is_page(url, "mgError.aspx")
}

/// The committees that the site's pages list. Where the source gives the numbers of all that it wants, the list only tells
/// their names, and nothing is missed without it.
fn by_pages(visit: &mut Visit<'_>, base: &mut Url, wanted: &[Committee]) -> Vec<Body> {
    let is_needed = wanted.is_empty() || !wanted.iter().all(|one| matches!(one, Committee::Id(_)));
    pages::committees(visit, base).unwrap_or_else(|troubles| {
        let doubt = format!("the list of committees: {troubles}");
        if is_needed {
            visit.missed(doubt);
        } else {
            visit.doubt(doubt);
        }
        Vec::new()
    })
}

/// Where the site stands by where one of its pages was found: a site that has moved, to `https` or elsewhere, is not led
/// through its redirect with every question.
fn moved(base: &Url, asked: &Url, found: &Url) -> Option<Url> {
    let inside = asked.path().strip_prefix(base.path())?;
    let folder = found.path().strip_suffix(inside).filter(|folder| folder.ends_with('/'))?;
    let mut moved = found.clone();
    moved.set_path(folder);
    moved.set_query(None);
    Some(moved)
}

/// The committees that are wanted. One that the source names by its number is believed to be there.
fn chosen(visit: &mut Visit<'_>, bodies: Vec<Body>, wanted: &[Committee]) -> Vec<Body> {
    if wanted.is_empty() {
        return bodies;
    }
    let mut chosen: BTreeMap<usize, Body> = BTreeMap::new();
    let mut unlisted = Vec::new();
    for committee in wanted {
        let fits = |body: &Body| match committee {
            Committee::Id(id) => body.id == *id,
            Committee::Named(words) => body.name.as_deref().is_some_and(|name| words.are_in(name)),
        };
        let found: Vec<_> = bodies.iter().enumerate().filter(|(_, body)| fits(body)).collect();
        match committee {
            Committee::Id(id) if found.is_empty() => {
                unlisted.push(Body { id: id.clone(), name: None, list: None });
            }
            Committee::Named(words) if found.is_empty() => {
                let names: Vec<&str> =
                    bodies.iter().filter_map(|body| body.name.as_deref()).take(NAMES).collect();
                let names = names.join(", ");
                visit.missed(format_args!("no committee is called `{}`; there are {names}", words.as_str()));
            }
            _ => chosen.extend(found.into_iter().map(|(at, body)| (at, body.clone()))),
        }
    }
    chosen.into_values().chain(unlisted).collect()
}

/// The papers of a meeting by the service, and by its page what the service doesn't tell: packs, late papers in
/// supplements, and where files are that the service would only convert on the fly.
fn meeting_by_service(visit: &mut Visit<'_>, base: &Url, body: &Body, meeting: pages::Session) {
    let Some(attachments) = service::attachments(visit, base, &meeting) else {
        meeting_by_page(visit, base, body, meeting);
        return;
    };
    let has_wanted = |attachment: &Attachment| attachment.is_wanted(&visit.source.wanted);
    let is_converted =
        attachments.iter().any(|attachment| attachment.is_converted() && has_wanted(attachment));
    // A dashboard that is late stands on the page alone, beside whatever the service lists.
    let needs_page = is_converted || visit.source.packs != Packs::Never;
    let page = needs_page.then(|| pages::agenda(visit, Visit::beside, base, body, &meeting));
    let page = page.flatten().unwrap_or_default();
    let attachments = papers::each_once(attachments.into_iter().chain(page.attachments));
    list(visit, body, &meeting, attachments, page.packs);
}

fn meeting_by_page(visit: &mut Visit<'_>, base: &Url, body: &Body, mut meeting: pages::Session) {
    let Some(page) = pages::agenda(visit, Visit::listed, base, body, &meeting) else { return };
    // A list that doesn't date its meetings leaves it to their pages.
    meeting.date = meeting.date.or(page.date);
    if meeting.date.is_some_and(|date| !visit.window.holds(date)) {
        return;
    }
    list(visit, body, &meeting, page.attachments, page.packs);
}

fn list(
    visit: &mut Visit<'_>,
    body: &Body,
    meeting: &pages::Session,
    attachments: Vec<Attachment>,
    packs: Vec<Pack>,
) {
    let wanted = &visit.source.wanted;
    let all = attachments.len();
    let taken: Vec<Attachment> =
        attachments.into_iter().filter(|attachment| attachment.is_wanted(wanted)).collect();
    let packs = if visit.source.packs == Packs::Never { Vec::new() } else { packs };
    let meeting = Meeting { id: meeting.id.clone(), committee: body.name.clone(), date: meeting.date };
    let packs = packs.into_iter().map(|pack| {
        let form = Form::Pack { beside: pack.beside(wanted, all, &taken) };
        (pack.key, pack.url, pack.title, form)
    });
    let papers =
        taken.iter().map(|paper| (paper.key(), paper.url.clone(), paper.listed(wanted), Form::Paper));
    let listings: Vec<_> = papers.chain(packs).collect();
    for (key, url, title, form) in listings {
        let at = Location::Web(url);
        visit.list(Listing { key: PaperKey(key), at, title, form, meeting: Some(meeting.clone()) });
    }
}

#[cfg(test)]
mod tests;
