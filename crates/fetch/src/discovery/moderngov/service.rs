//! The web service: `mgWebService.asmx`, asked by GET.
//!
//! Its answers are meant to be XML, but minutes stand in them as HTML that nobody escaped, so that no reader of XML gets
//! past the first `<br>`. What is needed is looked for by the names of its tags; what stands between may be anything.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::Body;
use super::pages::Session;
use super::papers::{self, Attachment};
use crate::discovery::address;
use crate::discovery::dates::day_in;
use crate::discovery::markup::{Markup, even};
use crate::discovery::visit::Visit;
use crate::discovery::{WebPage, limits, titles};

/// The tags that are looked for.
static TAGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let names = "getcommittees|committees|committee|committeeid|committeetitle|getmeetings|meetings|meeting|meetingid|\
                 meetingdate|getmeeting|agendaitem|agendaitemtitle|linkeddoc|attachmentid|title|url";
    Regex::new(&format!(r"(?i)<(/?)({names})(?:\s[^<>]*)?(/?)>")).ok()
});

/// An answer, tag by tag.
struct Answer {
    tags: Vec<Tag>,
    url: Url,
}

/// A tag that was looked for, and the words behind it.
struct Tag {
    name: String,
    is_end: bool,
    words: String,
}

/// The committees; none where the service doesn't answer.
pub(super) fn committees(visit: &mut Visit<'_>, base: &Url) -> Option<Vec<Body>> {
    let answer = ask(visit, base, "GetCommittees?lDays=0")?;
    let mut bodies: Vec<Body> = Vec::new();
    for tag in answer.tags.iter().filter(|tag| !tag.is_end) {
        match tag.name.as_str() {
            "committeeid" if is_number(&tag.words) => bodies.push(Body { id: tag.words.clone(), name: None }),
            "committeetitle" => {
                if let Some(body) = bodies.last_mut() {
                    body.name = Some(tag.words.clone());
                }
            }
            _ => {}
        }
    }
    // A council without committees has no use for the system: it is the service that is empty.
    (!bodies.is_empty()).then_some(bodies)
}

/// The meetings of a committee within the window; none where the service doesn't answer.
pub(super) fn meetings(visit: &mut Visit<'_>, base: &Url, body: &Body) -> Option<Vec<Session>> {
    let day = |date: jiff::civil::Date| format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
    let (from, to) = (day(visit.window.from), day(visit.window.to));
    let question = format!("GetMeetings?lCommitteeId={}&sFromDate={from}&sToDate={to}", body.id);
    let answer = ask(visit, base, &question)?;
    answer.tags.iter().find(|tag| matches!(tag.name.as_str(), "getmeetings" | "meetings" | "meeting"))?;
    let mut meetings: Vec<Session> = Vec::new();
    for tag in answer.tags.iter().filter(|tag| !tag.is_end) {
        match tag.name.as_str() {
            "meetingid" if is_number(&tag.words) => {
                meetings.push(Session { id: tag.words.clone(), date: None, url: None });
            }
            "meetingdate" => {
                if let Some(meeting) = meetings.last_mut() {
                    meeting.date = day_in(&tag.words);
                }
            }
            _ => {}
        }
    }
    // Some services ignore the days that they are asked for.
    meetings.retain(|meeting| meeting.date.is_none_or(|date| visit.window.holds(date)));
    Some(meetings)
}

/// The papers of a meeting; none where the service doesn't answer.
pub(super) fn attachments(visit: &mut Visit<'_>, base: &Url, meeting: &Session) -> Option<Vec<Attachment>> {
    let answer = ask(visit, base, &format!("GetMeeting?lMeetingId={}", meeting.id))?;
    answer.tags.iter().find(|tag| matches!(tag.name.as_str(), "getmeeting" | "meeting" | "meetingid"))?;
    let mut docs = Vec::new();
    let mut item = String::new();
    let mut doc: Option<Doc> = None;
    for tag in &answer.tags {
        match (tag.name.as_str(), tag.is_end) {
            ("agendaitem", _) => item.clear(),
            ("agendaitemtitle", false) => item.clone_from(&tag.words),
            // An end that is missing is made up for by the next begin.
            ("linkeddoc", is_end) => {
                docs.extend(doc.take().and_then(|doc| doc.attachment(&answer.url, &item)));
                doc = (!is_end).then(Doc::default);
            }
            (field, false) => doc.iter_mut().for_each(|doc| doc.set(field, &tag.words)),
            (_, true) => {}
        }
    }
    docs.extend(doc.and_then(|doc| doc.attachment(&answer.url, &item)));
    Some(papers::each_once(docs))
}

/// A `linkeddoc` that is being read.
#[derive(Default)]
struct Doc {
    id: String,
    title: String,
    url: String,
}

impl Doc {
    fn set(&mut self, field: &str, words: &str) {
        let place = match field {
            "attachmentid" => &mut self.id,
            "title" => &mut self.title,
            "url" => &mut self.url,
            _ => return,
        };
        if place.is_empty() {
            words.clone_into(place);
        }
    }

    fn attachment(&self, base: &Url, item: &str) -> Option<Attachment> {
        let url = base.join(&self.url).ok().filter(|_| !self.url.is_empty());
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"))?;
        if !is_number(&self.id) {
            return Attachment::at(&url, &self.title, item);
        }
        let title = titles::told(&self.title, &url);
        Some(Attachment { id: self.id.clone(), title, item: item.to_owned(), url: address::stable(&url) })
    }
}

/// An answer of the service; none where it fails, or answers with a page for people.
fn ask(visit: &mut Visit<'_>, base: &Url, question: &str) -> Option<Answer> {
    let url = base.join(&format!("mgWebService.asmx/{question}")).ok()?;
    let page = visit.page(&url).ok()?;
    let tags = tags(&page.text());
    // The address of a paper is relative to the site, as on its pages.
    (!tags.is_empty()).then(|| Answer { tags, url: base.clone() })
}

fn tags(text: &str) -> Vec<Tag> {
    let Some(regex) = TAGS.as_ref() else { return Vec::new() };
    let mut tags: Vec<Tag> = Vec::new();
    for found in regex.captures_iter(text).take(limits::PIECES) {
        let Some(whole) = found.get(0) else { continue };
        let name = found.get(2).map_or("", |name| name.as_str()).to_ascii_lowercase();
        let is_end = found.get(1).is_some_and(|slash| !slash.is_empty());
        let is_field = matches!(
            name.as_str(),
            "committeeid"
                | "committeetitle"
                | "meetingid"
                | "meetingdate"
                | "agendaitemtitle"
                | "attachmentid"
                | "title"
                | "url"
        );
        let words = if is_field && !is_end { words_behind(text, whole.end(), &name) } else { String::new() };
        tags.push(Tag { name, is_end, words });
    }
    tags
}

/// The words from there to the end of their tag, or to the next tag where that is missing.
fn words_behind(text: &str, from: usize, name: &str) -> String {
    let rest = text.get(from..).unwrap_or_default();
    let near: String = rest.chars().take(2 * limits::TITLE).collect();
    let end = near.to_ascii_lowercase().find(&format!("</{name}")).or_else(|| near.find("</"));
    let inside = near.get(..end.unwrap_or(near.len())).unwrap_or_default().trim();
    let plain = inside.strip_prefix("<![CDATA[").map(|inside| inside.strip_suffix("]]>").unwrap_or(inside));
    match plain {
        Some(plain) => even(plain),
        None => even(&resolved(inside)),
    }
}

/// Words with their references to characters resolved, and without the tags among them.
fn resolved(words: &str) -> String {
    if !words.contains(['&', '<']) {
        return words.to_owned();
    }
    let Ok(url) = Url::parse("about:blank") else { return words.to_owned() };
    let page = WebPage {
        url,
        content_type: "text/html; charset=utf-8".to_owned(),
        bytes: format!("<p>{words}").into_bytes(),
    };
    Markup::of(&page).words_of(0)
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.len() <= 18 && words.bytes().all(|b| b.is_ascii_digit())
}
