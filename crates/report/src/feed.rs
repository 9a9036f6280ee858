//! The last nights as an Atom feed (RFC 4287): an entry a paper that came, and one a figure that changed.
//!
//! An entry's id follows from what it is about, so that a feed that is made again has the same ones. Times are those of the
//! archive's ledger. What sites and papers say goes in as plain text; an address is a link only where it is on the web.

use std::collections::BTreeSet;

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig};
use sha2::{Digest, Sha256};
use url::Url;

use crate::account::{ChangedFigure, NightReport, PaperReport};
use crate::error::ReportError;
use crate::text::{subject, value};
use crate::words::line;

/// What ids begin with (RFC 4151). The domain is one that nobody can have (RFC 2606), so that nobody else mints such ids,
/// and two archives that hold the same paper of one source call it the same.
const TAG: &str = "tag:boardlift.invalid,2026:";

/// The most entries: some months of an ordinary watch. Readers fetch all of a feed each time.
const MOST_ENTRIES: usize = 1000;

/// The feed of these nights, as XML. The newest entries come first; of the same moment, papers before figures, in the
/// order of the reports.
///
/// # Errors
///
/// Where it can't be put into XML, which it always can.
pub fn feed(nights: &[NightReport]) -> Result<String, ReportError> {
    let mut newest_first: Vec<&NightReport> = nights.iter().collect();
    newest_first.sort_by_key(|night| std::cmp::Reverse(night.run));
    // What came, went and came again is one entry (RFC 4287, 4.1.2): that of the last time.
    let mut seen = BTreeSet::new();
    let entries = newest_first.iter().flat_map(|night| entries(night));
    let entries = entries.filter(|entry| seen.insert(entry.id.clone())).take(MOST_ENTRIES).collect();
    let updated = newest_first.first().map_or_else(FixedDateTime::default, |night| moment(&night.ended));
    let feed = Feed {
        title: Text::plain("Boardlift: board papers that came, and figures that changed"),
        id: format!("{TAG}feed"),
        updated,
        authors: vec![Person { name: "Boardlift".to_owned(), ..Person::default() }],
        generator: Some(Generator {
            value: "Boardlift".to_owned(),
            version: Some(boardlift_dataset::VERSION.to_owned()),
            ..Generator::default()
        }),
        entries,
        ..Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(2) };
    let mut bytes = feed.write_with_config(Vec::new(), config)?;
    bytes.push(b'\n');
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn entries(night: &NightReport) -> Vec<Entry> {
    // A paper that is replaced is news, also where the bytes are known.
    let papers = night.papers.iter().filter(|paper| !paper.is_copy || paper.edition > 1).map(paper_entry);
    let changes = night.dataset.iter().flat_map(|dataset| &dataset.changed_figures.listed);
    papers.chain(changes.map(|change| change_entry(night, change))).collect()
}

fn paper_entry(paper: &PaperReport) -> Entry {
    let of = paper.authority.as_deref().map(|name| format!("{}: ", line(name))).unwrap_or_default();
    let replaced = if paper.edition > 1 { " (replaced)" } else { "" };
    let note = &paper.paper;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(note.committee.as_deref().map(|committee| format!("Committee: {}", line(committee))));
    facts.extend(note.meeting_date.as_deref().map(|date| format!("Meeting: {}", line(date))));
    facts.push(format!("File: {}", line(&paper.file_name)));
    for document in &paper.documents {
        let layout = document.layout.as_deref().unwrap_or("no layout");
        let name = line(&document.file_name);
        facts.push(format!("{name}: {} figures, {}, {}", document.figures, line(layout), document.status));
    }
    let moment = moment(&paper.fetched);
    Entry {
        title: Text::plain(format!("{of}{}{replaced}", line(&note.title))),
        id: id("paper", &[&note.source, &note.key, &paper.hash]),
        updated: moment,
        published: Some(moment),
        links: links(paper.source_url.as_deref()),
        content: Some(content(&facts)),
        ..Entry::default()
    }
}

fn change_entry(night: &NightReport, change: &ChangedFigure) -> Entry {
    let after = change.after.as_ref().map_or_else(|| "no such row".to_owned(), value);
    let (before, subject) = (value(&change.before), subject(&change.figure));
    let mut facts = vec![
        format!("Change: {}", change.change),
        format!("Before: {before}, {}", line(&change.before.file_name)),
    ];
    facts.extend(
        change.after.as_ref().map(|after| format!("Now: {}, {}", value(after), line(&after.file_name))),
    );
    let shown = change.after.as_ref().unwrap_or(&change.before);
    let figure = &change.figure;
    let about = [&figure.section, &figure.breakdown, &figure.area, &figure.basis, &figure.unit];
    let about: Vec<&str> = about.into_iter().map(|words| words.as_deref().unwrap_or_default()).collect();
    let identity = [
        change.change.as_str(),
        &change.before.document_id,
        change.after.as_ref().map(|after| after.document_id.as_str()).unwrap_or_default(),
        &figure.indicator,
        &figure.kind,
        &figure.period_start,
        &figure.period_end,
        &change.before.value_text,
        &after,
    ];
    Entry {
        title: Text::plain(format!("{subject}: {before} → {after}")),
        id: id("change", &[&identity[..], &about[..]].concat()),
        updated: moment(&night.ended),
        links: links(shown.source_url.as_deref()),
        content: Some(content(&facts)),
        ..Entry::default()
    }
}

/// An id of the first 32 hexadecimal digits of the SHA-256 of the parts: enough for all papers ever.
fn id(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        // So that two parts are not one.
        hash.update([0]);
    }
    let digits: Vec<String> = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{TAG}{kind}/{}", digits.concat())
}

fn links(address: Option<&str>) -> Vec<Link> {
    let url = address
        .and_then(|address| Url::parse(address).ok())
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    let link = |url: Url| Link { href: url.to_string(), rel: "alternate".to_owned(), ..Link::default() };
    url.map(link).into_iter().collect()
}

fn content(facts: &[String]) -> Content {
    let (value, content_type) = (Some(facts.join("\n")), Some("text".to_owned()));
    Content { value, content_type, ..Content::default() }
}

/// A time of the ledger; the beginning of 1970 where it is none.
fn moment(time: &str) -> FixedDateTime {
    time.parse().unwrap_or_default()
}
