//! CMIS: the calendar of meetings month by month, and the documents of each meeting.
//!
//! The addresses of documents are encrypted anew each time a page is shown, so that a paper is known by its meeting and
//! its title.

mod calendar;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use boardlift_lexicon::fold;
use url::Url;

use super::markup::{Link, Markup, Piece};
use super::visit::Visit;
use super::{address, dates, titles};
use crate::listing::{Form, Listing, Location, Meeting, PaperKey};
use crate::sources::{Committee, Packs, Words};
use calendar::Session;

/// What the title of a document says that is all papers of a meeting in one file. A `data pack` is no such pack.
static PACKS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    words(&[
        "agenda * reports",
        "agenda pack*",
        "reports pack*",
        "document pack*",
        "public pack*",
        "full agenda",
    ])
});

/// What the title of a document says that is no paper: such are in no pack.
static OTHERS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    words(&["minutes", "decision*", "notice of meeting", "agenda frontsheet", "agenda front sheet"])
});

/// A document of a meeting.
struct Document {
    url: Url,
    title: String,
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
    let Some(markup) = visit.listed(&meeting.url, &format!("meeting {}", meeting.id)) else { return };
    meeting.date = meeting.date.or_else(|| told_day(&markup));
    if meeting.date.is_some_and(|date| !visit.window.holds(date)) {
        return;
    }
    let told = Meeting {
        id: meeting.id.clone(),
        committee: Some(meeting.committee.clone()).filter(|name| !name.is_empty()),
        date: meeting.date,
    };
    let documents = documents(&markup);
    let wanted = &visit.source.wanted;
    let is_pack = |document: &Document| has(&PACKS, &document.title) && !wanted.takes(&document.title);
    let is_paper = |document: &&Document| !is_pack(document) && !has(&OTHERS, &document.title);
    let beside = documents.iter().filter(is_paper).count();
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents {
        let form = if is_pack(&document) { Form::Pack { beside } } else { Form::Paper };
        let key = key(&meeting, &document.title, &mut titles);
        let is_wanted = match form {
            Form::Pack { .. } => visit.source.packs != Packs::Never,
            Form::Paper => wanted.takes(&document.title),
        };
        if is_wanted {
            let Document { url, title } = document;
            visit.list(Listing { key, at: Location::Web(url), title, form, meeting: Some(told.clone()) });
        }
    }
}

/// What a document is known by. Two of one title are told apart by their order: it is all that stays.
fn key(meeting: &Session, title: &str, titles: &mut BTreeMap<String, usize>) -> PaperKey {
    let title = fold::key(title).replace(' ', "-");
    let count = titles.entry(title.clone()).or_default();
    *count += 1;
    let again = if *count > 1 { format!("/{count}") } else { String::new() };
    PaperKey(format!("meeting/{}/{title}{again}", meeting.id))
}

/// The documents that a meeting's page links to.
fn documents(markup: &Markup) -> Vec<Document> {
    let links = markup.links().into_iter().filter(|link| is_document(markup, link));
    links
        .map(|link| {
            let words = if link.words.is_empty() { &link.title } else { &link.words };
            Document { title: titles::told(words, &link.url), url: address::stable(&link.url) }
        })
        .collect()
}

fn has(phrases: &[Words], title: &str) -> bool {
    phrases.iter().any(|words| words.are_in(title))
}

fn words(phrases: &[&str]) -> Vec<Words> {
    phrases.iter().filter_map(|phrase| Words::parse(phrase).ok()).collect()
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

#[cfg(test)]
mod tests {
    use super::super::testing::{FakeSite, lines, source};
    use crate::http::Trouble;

    const START: &str = "https://a.cmis.uk.com/site/Meetings.aspx";
    const VIEW: &str = "https://a.cmis.uk.com/site/Meetings/tabid/71/ctl";
    const SOURCE: &str = "kind = \"cmis\"\nurl = \"https://a.cmis.uk.com/site/Meetings.aspx\"";

    fn month(day: &str) -> String {
        format!("{VIEW}/MeetingCalendarPublicNoJava/mid/402/Date/{day}/Default.aspx")
    }

    fn meeting(id: u32) -> String {
        format!(
            "{VIEW}/ViewMeetingPublic/mid/402/Meeting/{id}/Committee/6/SelectedTab/Documents/Default.aspx"
        )
    }

    fn entry(id: u32, words: &str) -> String {
        format!("<p class=\"Meeting\"><a href=\"{}\">{words}</a></p>", meeting(id))
    }

    const DOCUMENTS: &str = "<div class='holder'><div class='DNNLabel'>Date:</div><div class='Value'>09 March 2026</div></div>\
        <ul><li class='DocumentListItem'><a class='TitleLink' href='/site/Document.ashx?czJK%3d=pwRE%2bx&amp;rUz=1'>SEND Dashboard</a></li>\
        <li class='DocumentListItem'><a class='TitleLink' href='/site/Document.ashx?czJK%3d=other'>SEND Dashboard</a></li>\
        <li class='DocumentListItem'><a class='TitleLink' href='/site/Document.ashx?a=1'>Final Agenda Reports - 9th March 2026</a></li>\
        <li class='DocumentListItem'><a class='TitleLink' href='/site/Document.ashx?a=2'>Minutes of the Performance Panel</a></li>\
        <li class='DocumentListItem'><a class='TitleLink' href='/site/Document.ashx?a=3'>Parking</a></li>\
        <li class='DocumentListItem'><a class='TitleLink' href='/site/Document.ashx?a=4'>Agenda item 5 - SEND data pack (PDF, 2 MB)</a></li></ul>";

    /// A site whose calendar has one meeting of ours in March; its other months are empty.
    fn calendar(start: &str) -> FakeSite {
        let march = format!(
            "<table><tr class='rgRow'><td class='SimpleCalendarDate'>Monday, 9 March</td><td>{}{}</td></tr>\
             <tr class='rgAltRow'><td>Tuesday, 10 March</td><td></td></tr></table>",
            entry(15, "10:00 SEND Board"),
            entry(16, "12:00 Licensing Sub-Committee")
        );
        FakeSite::default()
            .with(START, start)
            .with(&month("2026-01-01"), "<p>No meetings</p>")
            .with(&month("2026-02-01"), "<p>No meetings</p>")
            .with(&month("2026-03-01"), &march)
            .with(&month("2026-04-01"), "<p>No meetings</p>")
            .with(&meeting(15), DOCUMENTS)
            .with(&meeting(16), "<p>No documents</p>")
    }

    fn papers(meeting: &str) -> Vec<String> {
        vec![
            format!(
                "meeting/15/send-dashboard | SEND Dashboard | https://a.cmis.uk.com/site/Document.ashx?czJK%3d=pwRE%2bx&rUz=1 | {meeting}"
            ),
            format!(
                "meeting/15/send-dashboard/2 | SEND Dashboard | https://a.cmis.uk.com/site/Document.ashx?czJK%3d=other | {meeting}"
            ),
            format!(
                "meeting/15/final-agenda-reports-9th-march-2026 | Final Agenda Reports - 9th March 2026 | https://a.cmis.uk.com/site/Document.ashx?a=1 | pack beside 4 | {meeting}"
            ),
            format!(
                "meeting/15/agenda-item-5-send-data-pack | Agenda item 5 - SEND data pack | https://a.cmis.uk.com/site/Document.ashx?a=4 | {meeting}"
            ),
        ]
    }

    #[track_caller]
    fn check(mut site: FakeSite, lines_of_source: &str, expected: &[String], complete: bool) -> FakeSite {
        let found = site.discovered(&source(lines_of_source));
        assert_eq!(lines(&found), expected, "{:?}", found.doubts);
        assert_eq!(found.complete, complete, "{:?}", found.doubts);
        site
    }

    #[test]
    fn the_calendar_is_found_by_whatever_tells_its_numbers() {
        let papers = papers("15 SEND Board 2026-03-09");
        for start in [
            // A link to a view of the module.
            format!("<a href='{}'>x</a>", meeting(1)),
            // The names of its parts, and the form of the portal's page.
            "<form action='/site/Meetings/tabid/71/Default.aspx'><input name='dnn$ctr402$MeetingCalendarPublicList$btn'></form>".to_owned(),
        ] {
            check(calendar(&start), SOURCE, &papers, true);
        }
        // The list of meetings, where the page tells nothing but the module's number.
        let list = format!("{START}?ctl=MeetingCalendarListView&mid=402");
        let site = calendar("<div id='dnn_ctr402_MeetingCalendarPublic_pnl'></div>");
        check(site.with(&list, &entry(15, "09 Mar 2026 10:00 - SEND Board")), SOURCE, &papers, true);
        // A page that only leads to that of meetings.
        let home = "https://a.cmis.uk.com/site/Councillors.aspx";
        let site = calendar(&format!("<a href='{}'>x</a>", meeting(1)));
        let site = site.with(home, "<a href='Councillors.aspx'>People and meetings</a><a href='Meetings.aspx'>Calendar of meetings</a>");
        check(site, &SOURCE.replace(START, home), &papers, true);
    }

    #[test]
    fn addresses_may_be_parameters() {
        let home = "https://a.cmis.uk.com/site/Default.aspx?tabid=70";
        let month = |day: &str| format!("{home}&ctl=MeetingCalendarPublicNoJava&mid=397&Date={day}");
        let own = |id: u32| format!("{home}&CTL=ViewMeetingPublic&Mid=397&meeting={id}&Committee=6");
        let entry = |id: u32| format!("<a href='{}'>9 Mar 2026 10:00 SEND Board</a>", own(id));
        let site = |start: &str| {
            let empty = "<p>No meetings</p>";
            let site = FakeSite::default().with(home, start).with(&month("2026-03-01"), &entry(15));
            let site = site.with(&month("2026-01-01"), empty).with(&month("2026-02-01"), empty);
            site.with(&month("2026-04-01"), empty).with(&own(15), DOCUMENTS)
        };
        let source = format!("{}\ncommittees = [\"6\"]", SOURCE.replace(START, home));
        let papers = papers("15 SEND Board 2026-03-09");
        check(site(&entry(1)), &source, &papers, true);
        check(site("<a href='?ctl=MeetingCalendarListView&amp;mid=397'>List</a>"), &source, &papers, true);
        check(site("<input name='dnn$ctr397$MeetingCalendarPublicList$btn'>"), &source, &papers, true);
    }

    #[test]
    fn a_page_may_be_called_as_a_part_of_its_addresses() {
        let named = |address: &str| address.replace("/site/Meetings/tabid", "/site/Meeting/tabid");
        let entry = |id: u32| named(&entry(id, "10:00 SEND Board"));
        let mut site = FakeSite::default().with(START, &entry(1)).with(&named(&meeting(15)), DOCUMENTS);
        for day in ["2026-01-01", "2026-02-01", "2026-04-01"] {
            site = site.with(&named(&month(day)), "<p>No meetings</p>");
        }
        let march = format!("<h4>Monday 9 March</h4>{}", entry(15));
        let site = site.with(&named(&month("2026-03-01")), &march);
        check(site, SOURCE, &papers("15 SEND Board 2026-03-09"), true);
    }

    #[test]
    fn the_calendar_is_found_where_the_site_has_moved_to() {
        let home = "https://councillors.a.gov.uk/";
        let site = calendar(&format!("<a href='{}'>x</a>", meeting(1)));
        let moved = "<a href='Councillors.aspx'>Our meetings</a><a href='Meetings.aspx'>Calendar</a>";
        let site = site.moved(home, "https://a.cmis.uk.com/site/Councillors.aspx", moved);
        check(site, &SOURCE.replace(START, home), &papers("15 SEND Board 2026-03-09"), true);
    }

    #[test]
    fn appendices_have_keys_of_their_own() {
        let document = |letter: &str| {
            format!(
                "<li class='DocumentListItem'><a class='TitleLink' href='/site/Document.ashx?a={letter}'>SEND data 1{letter}</a></li>"
            )
        };
        let start = format!("<a href='{}'>x</a>", meeting(1));
        let site = calendar(&start).with(&meeting(15), &format!("{}{}", document("A"), document("B")));
        let paper = |letter: &str, key: &str| {
            format!(
                "meeting/15/send-data-{key} | SEND data 1{letter} | https://a.cmis.uk.com/site/Document.ashx?a={letter} | 15 SEND Board 2026-03-09"
            )
        };
        check(site, SOURCE, &[paper("A", "1a"), paper("B", "1b")], true);
    }

    #[test]
    fn only_wanted_committees_are_asked() {
        let papers = papers("15 SEND Board 2026-03-09");
        let single: Vec<String> = papers.iter().filter(|line| !line.contains("| pack")).cloned().collect();
        let start = format!("<a href='{}'>x</a>", meeting(1));
        let site = check(calendar(&start), &format!("{SOURCE}\ncommittees = [\"SEND*\"]"), &papers, true);
        assert!(!site.asked.contains(&meeting(16)));
        check(calendar(&start), &format!("{SOURCE}\ncommittees = [\"6\"]\npacks = \"never\""), &single, true);
        check(calendar(&start), &format!("{SOURCE}\ncommittees = [\"7\"]"), &[], true);
    }

    #[test]
    fn a_month_that_fails_costs_that_month() {
        let start = format!("<a href='{}'>x</a>", meeting(1));
        let slow = Trouble::Limit { reason: "too slow".to_owned() };
        let site = calendar(&start).failing(&month("2026-02-01"), slow);
        check(site, SOURCE, &papers("15 SEND Board 2026-03-09"), false);
        check(FakeSite::default(), SOURCE, &[], false);
    }

    #[test]
    fn without_a_calendar_the_page_itself_is_read() {
        let start = entry(15, "9 Mar 2026 10:00 - SEND Board").replace("/ctl/ViewMeetingPublic/mid/402", "");
        let url = meeting(15).replace("/ctl/ViewMeetingPublic/mid/402", "");
        let site = FakeSite::default().with(START, &start).with(&url, DOCUMENTS);
        check(site, SOURCE, &papers("15 SEND Board 2026-03-09"), false);
    }

    #[test]
    fn days_may_be_headings_and_dates_may_stand_on_the_meetings_page() {
        let start = format!("<a href='{}'>x</a>", meeting(1));
        let march = |html: &str| calendar(&start).with(&month("2026-03-01"), html);
        let papers = papers("15 SEND Board 2026-03-09");
        check(
            march(&format!("<h4>Monday 9 March</h4>{}", entry(15, "10:00 SEND Board"))),
            SOURCE,
            &papers,
            true,
        );
        check(march(&entry(15, "SEND Board")), SOURCE, &papers, true);
        check(march(&entry(15, "1 Mar 2020 10:00 - SEND Board")), SOURCE, &[], true);
    }
}
