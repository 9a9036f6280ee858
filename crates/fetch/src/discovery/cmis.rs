//! CMIS: the calendar of meetings month by month, and the documents of each meeting.
//!
//! The addresses of documents are encrypted anew each time a page is shown, so that a paper is known by its meeting and
//! its title. Agendas and minutes hold no figures and are left out.

mod calendar;

use std::collections::BTreeMap;

use boardlift_lexicon::fold;
use url::Url;

use super::markup::{Link, Markup, Piece};
use super::visit::Visit;
use super::{address, dates};
use crate::listing::{Form, Listing, Location, Meeting, PaperKey};
use crate::sources::{Committee, Packs};
use calendar::Session;

/// What a title says that is all papers of a meeting in one file.
const PACKS: &[&str] = &["pack", "agenda reports", "agenda and reports", "combined reports"];

/// What a title says that holds no figures.
const NO_PAPERS: &[&str] = &["minutes", "agenda", "decision", "notice of meeting"];

/// A document of a meeting.
struct Document {
    url: Url,
    title: String,
    is_pack: bool,
}

/// Lists the papers of a CMIS site.
pub(super) fn discover(visit: &mut Visit<'_>, start: &Url, committees: &[Committee]) {
    for meeting in calendar::meetings(visit, start) {
        if is_wanted(&meeting, committees) {
            papers(visit, meeting);
        }
    }
}

fn is_wanted(meeting: &Session, committees: &[Committee]) -> bool {
    committees.is_empty()
        || committees.iter().any(|committee| match committee {
            Committee::Id(id) => meeting.committee_id.as_deref() == Some(id),
            Committee::Named(words) => words.are_in(&meeting.committee),
        })
}

fn papers(visit: &mut Visit<'_>, mut meeting: Session) {
    let Some(markup) = visit.markup(&meeting.url, &format!("meeting {}", meeting.id)) else { return };
    meeting.date = meeting.date.or_else(|| told_day(&markup));
    if meeting.date.is_some_and(|date| !visit.window.holds(date)) {
        return;
    }
    let documents = documents(&markup);
    let beside = documents.iter().filter(|document| !document.is_pack).count();
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents {
        let form = if document.is_pack { Form::Pack { beside } } else { Form::Paper };
        // Two documents of one title are told apart by their order: it is all that stays.
        let title = fold::key(&document.title).replace(' ', "-");
        let count = titles.entry(title.clone()).or_default();
        *count += 1;
        let again = if *count > 1 { format!("/{count}") } else { String::new() };
        let key = PaperKey(format!("meeting/{}/{title}{again}", meeting.id));
        let is_wanted = match form {
            Form::Pack { .. } => visit.source.packs != Packs::Never,
            Form::Paper => visit.source.wanted.takes(&document.title),
        };
        if is_wanted {
            let meeting = Some(Meeting {
                id: meeting.id.clone(),
                committee: Some(meeting.committee.clone()).filter(|name| !name.is_empty()),
                date: meeting.date,
            });
            visit.list(Listing {
                key,
                at: Location::Web(document.url),
                title: document.title,
                form,
                meeting,
            });
        }
    }
}

/// The papers that a meeting's page links to.
fn documents(markup: &Markup) -> Vec<Document> {
    let links = markup.links().into_iter().filter(|link| is_document(markup, link));
    links
        .filter_map(|link| {
            let title = if link.words.is_empty() { link.title } else { link.words };
            let words = fold::key(&title);
            let says = |any: &[&str]| any.iter().any(|phrase| words.contains(phrase));
            let is_pack = says(PACKS);
            let is_paper = !title.is_empty() && (is_pack || !says(NO_PAPERS));
            is_paper.then(|| Document { url: address::stable(&link.url), title, is_pack })
        })
        .collect()
}

/// Whether a link leads to a document: by its class, or by the address that documents have.
fn is_document(markup: &Markup, link: &Link) -> bool {
    let is_title = match markup.pieces.get(link.at) {
        Some(Piece::Open(tag)) => tag.has_class("TitleLink"),
        _ => false,
    };
    is_title || address::is_page(&link.url, "Document.ashx")
}

/// The day of a meeting by its own page: the value that stands behind `Date`.
fn told_day(markup: &Markup) -> Option<jiff::civil::Date> {
    let holders = markup.tags().filter(|(_, tag)| tag.has_class("holder") || tag.has_class("Value"));
    holders.map(|(at, _)| markup.words_of(at)).find_map(|words| dates::day_in(&words))
}
