//! The web service: `mgWebService.asmx`, asked by GET.
//!
//! Its answers are meant to be XML, but minutes stand in them as HTML that nobody escaped, so that no reader of XML gets
//! past the first `<br>`. What is needed is looked for by the names of its tags; what stands between may be anything.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::pages::Session;
use super::papers::{self, Attachment};
use super::{Body, moved};
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

/// Bytes of an address: what every server on the web takes at least (RFC 9110, section 4.1).
const ADDRESS: usize = 8_000;

/// An answer, tag by tag.
struct Answer {
    tags: Vec<Tag>,
    /// Where the site stands: the address of a paper is relative to it, as on the site's pages.
    base: Url,
}

/// A tag that was looked for, and the words behind it.
struct Tag {
    name: String,
    is_end: bool,
    words: String,
}

/// The committees; none where the service doesn't answer.
///
/// `base` is set to where the site has moved to.
pub(super) fn committees(visit: &mut Visit<'_>, base: &mut Url) -> Option<Vec<Body>> {
    let answer = ask(visit, base, "GetCommittees?lDays=0")?;
    let mut bodies: Vec<Body> = Vec::new();
    for tag in answer.tags.iter().filter(|tag| !tag.is_end) {
        match tag.name.as_str() {
            "committeeid" if address::is_number(&tag.words) => {
                bodies.push(Body { id: tag.words.clone(), name: None, list: None });
            }
            "committeetitle" => {
                if let Some(body) = bodies.last_mut() {
                    body.name = Some(tag.words.clone());
                }
            }
            _ => {}
        }
    }
    // A council without committees has no use for the system: it is the service that is empty.
    if bodies.is_empty() {
        return None;
    }
    *base = answer.base;
    Some(bodies)
}

/// The meetings of a committee within the window; none where the service doesn't answer.
pub(super) fn meetings(visit: &mut Visit<'_>, base: &Url, body: &Body) -> Option<Vec<Session>> {
    let day = |date: jiff::civil::Date| format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
    // Whole years, so that a night asks for what the night before asked for, and may be told that nothing has changed.
    let (from, to) = visit.window.years(visit.source.back);
    let (from, to) = (day(from), day(to));
    let question = format!("GetMeetings?lCommitteeId={}&sFromDate={from}&sToDate={to}", body.id);
    let answer = ask(visit, base, &question)?;
    answer.tags.iter().find(|tag| matches!(tag.name.as_str(), "getmeetings" | "meetings" | "meeting"))?;
    let mut meetings: Vec<Session> = Vec::new();
    for tag in answer.tags.iter().filter(|tag| !tag.is_end) {
        match tag.name.as_str() {
            "meetingid" if address::is_number(&tag.words) => {
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
    // Years have more days than the window; and some services ignore the days that they are asked for.
    meetings.retain(|meeting| meeting.date.is_none_or(|date| visit.window.holds(date)));
    Some(meetings)
}

/// The papers of a meeting; none where the service doesn't answer.
pub(super) fn attachments(visit: &mut Visit<'_>, base: &Url, meeting: &Session) -> Option<Vec<Attachment>> {
    let answer = ask(visit, base, &format!("GetMeeting?lMeetingId={}", meeting.id))?;
    answer.tags.iter().find(|tag| matches!(tag.name.as_str(), "getmeeting" | "meeting" | "meetingid"))?;
    Some(papers_in(&answer))
}

/// The papers of an answer, each once.
fn papers_in(answer: &Answer) -> Vec<Attachment> {
    let mut docs = Vec::new();
    let mut item = String::new();
    let mut doc: Option<Doc> = None;
    for tag in &answer.tags {
        match (tag.name.as_str(), tag.is_end) {
            ("agendaitem", _) => item.clear(),
            ("agendaitemtitle", false) => item.clone_from(&tag.words),
            // An end that is missing is made up for by the next begin.
            ("linkeddoc", is_end) => {
                docs.extend(doc.take().and_then(|doc| doc.attachment(&answer.base, &item)));
                doc = (!is_end).then(Doc::default);
            }
            (field, false) => doc.iter_mut().for_each(|doc| doc.set(field, &tag.words)),
            (_, true) => {}
        }
    }
    docs.extend(doc.and_then(|doc| doc.attachment(&answer.base, &item)));
    papers::each_once(docs)
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
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        // The site makes a PDF of any paper by its number; the agenda's page may know the file itself.
        let made = || base.join(&format!("mgConvert2PDF.aspx?ID={}", self.id)).ok();
        let url = url.or_else(|| made().filter(|_| address::is_number(&self.id)))?;
        if !address::is_number(&self.id) {
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
    // Pages for people have titles too.
    if tags.iter().all(|tag| tag.name == "title") {
        visit.disown(&url);
        return None;
    }
    let base = moved(base, &url, &page.url).unwrap_or_else(|| base.clone());
    Some(Answer { tags, base })
}

/// The tags that are looked for, each with the words up to the next of them: none of them stands within another's words.
fn tags(text: &str) -> Vec<Tag> {
    let Some(regex) = TAGS.as_ref() else { return Vec::new() };
    let mut tags: Vec<Tag> = Vec::new();
    let mut words_from = 0;
    for found in regex.captures_iter(text).take(limits::PIECES) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
        if let Some(tag) = tags.last_mut() {
            tag.fill(text.get(words_from..whole.start()).unwrap_or_default());
        }
        words_from = whole.end();
        let is_end = found.get(1).is_some_and(|slash| !slash.is_empty());
        tags.push(Tag { name: name.as_str().to_ascii_lowercase(), is_end, words: String::new() });
        // `<title/>` ends where it begins.
        if found.get(3).is_some_and(|slash| !slash.is_empty()) {
            tags.push(Tag { name: name.as_str().to_ascii_lowercase(), is_end: true, words: String::new() });
        }
    }
    if let Some(tag) = tags.last_mut() {
        tag.fill(text.get(words_from..).unwrap_or_default());
    }
    tags
}

impl Tag {
    /// Takes what stands behind it, up to the next tag.
    fn fill(&mut self, text: &str) {
        if !self.is_end {
            self.words = if self.name == "url" { address_in(text) } else { words_in(text) };
        }
    }
}

/// The address of a field, sign by sign: made even like words, it would lead elsewhere.
fn address_in(text: &str) -> String {
    let text = text.trim();
    let hidden = text.strip_prefix("<![CDATA[").and_then(|text| text.split("]]>").next());
    // No address holds a tag: what follows one is somebody's words.
    let plain = hidden.unwrap_or_else(|| text.split('<').next().unwrap_or_default()).trim();
    if plain.len() > ADDRESS {
        return String::new();
    }
    match quick_xml::escape::unescape(plain) {
        Ok(resolved) if hidden.is_none() => resolved.into_owned(),
        Ok(_) | Err(_) => plain.to_owned(),
    }
}

/// The words of a field, as far as a title reaches.
fn words_in(text: &str) -> String {
    let near: String = text.trim_start().chars().take(2 * limits::TITLE).collect();
    let near = near.trim_end();
    match near.strip_prefix("<![CDATA[") {
        Some(plain) => even(plain.strip_suffix("]]>").unwrap_or(plain)),
        None => even(&resolved(near)),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(String, String)> {
        tags(text).into_iter().filter(|tag| !tag.is_end).map(|tag| (tag.name, tag.words)).collect()
    }

    #[test]
    fn words_stand_behind_their_tags_whatever_is_between() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let found = fields(text);
            let found: Vec<_> = found.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("<title>\r\n  SEND &amp; AP&nbsp;data </title>", &[("title", "SEND & AP data")]);
        check("<Title><![CDATA[A < B & C]]></TITLE>", &[("title", "A < B & C")]);
        check("<title>A <b>bold</b> one</title>", &[("title", "A bold one")]);
        check("<title/><url>x</url>", &[("title", ""), ("url", "x")]);
        check("<div class=\"x><br> & <p><url>x</url>", &[("url", "x")]);
        check("<title>no end<url>x</url>", &[("title", "no end"), ("url", "x")]);
        check("&lt;title&gt;no tag&lt;/title&gt;<titles>x</titles>", &[]);
        check("<meetingid xmlns=\"x\"> 9 </meetingid>", &[("meetingid", "9")]);
        check("Children’s <title>é — ü</title>", &[("title", "é — ü")]);
    }

    #[test]
    fn addresses_are_taken_as_they_are() {
        let check = |text: &str, expected: &str| {
            let expected = [("url".to_owned(), expected.to_owned())];
            assert_eq!(fields(text), expected, "{text}");
        };
        check(
            "<url> a/SEND  data\u{a0}–\u{2010} \u{ff21}.pdf\r\n</url>",
            "a/SEND  data\u{a0}–\u{2010} \u{ff21}.pdf",
        );
        check("<url>x.aspx?a=1&amp;b=2</url>", "x.aspx?a=1&b=2");
        check("<url>x.aspx?a=1&b=2</url>", "x.aspx?a=1&b=2");
        check("<url><![CDATA[ x.aspx?a=1&b=2 ]]></url>", "x.aspx?a=1&b=2");
        check("<url>x.pdf<br>", "x.pdf");
        let long = format!("documents/s1/{}.pdf", "x".repeat(2_000));
        check(&format!("<url>{long}</url>"), &long);
        check(&format!("<url>{}</url>", "x".repeat(ADDRESS + 1)), "");
    }

    #[test]
    fn a_document_without_an_address_is_had_by_its_number() {
        let check = |doc: &str, expected: &[&str]| {
            let base = Url::parse("https://a.gov.uk/mg/").expect("an address");
            let answer = Answer { tags: tags(&format!("<meeting><linkeddoc>{doc}</linkeddoc>")), base };
            let found: Vec<_> = papers_in(&answer).into_iter().map(|paper| paper.url.to_string()).collect();
            assert_eq!(found, expected, "{doc}");
        };
        let made = "https://a.gov.uk/mg/mgConvert2PDF.aspx?ID=7";
        check("<attachmentid>7</attachmentid><title>SEND data</title>", &[made]);
        check("<attachmentid>7</attachmentid><url/>", &[made]);
        check("<attachmentid>7</attachmentid><url>file:///etc/x</url>", &[made]);
        check(
            "<attachmentid>7</attachmentid><url>documents/s7/x.pdf</url>",
            &["https://a.gov.uk/mg/documents/s7/x.pdf"],
        );
        check("<title>SEND data</title>", &[]);
    }

    #[test]
    fn documents_without_ends_are_told_apart() {
        let doc = |id: u32| {
            format!(
                "<linkeddoc><attachmentid>{id}</attachmentid><title>T{id}</title><url>documents/s{id}/x.pdf</url>"
            )
        };
        let base = Url::parse("https://a.gov.uk/mg/").expect("an address");
        let text =
            format!("<meeting><agendaitem><agendaitemtitle>Item</agendaitemtitle>{}{}", doc(1), doc(2));
        let answer = Answer { tags: tags(&text), base };
        let found: Vec<_> =
            papers_in(&answer).into_iter().map(|paper| (paper.id, paper.title, paper.item)).collect();
        let paper = |id: &str| (id.to_owned(), format!("T{id}"), "Item".to_owned());
        assert_eq!(found, [paper("1"), paper("2")]);
    }
}
