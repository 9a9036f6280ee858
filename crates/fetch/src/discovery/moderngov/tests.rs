//! ModernGov sites in their own manner of writing, whole and broken.

use jiff::civil::date;

use super::is_error_page;
use crate::discovery::discover;
use crate::discovery::testing::{FakeSite, lines, source, url};
use crate::http::Trouble;
use crate::window::Window;

const COMMITTEES: &str = "<h1>Committees</h1><ul class='mgBulletList'>\
    <li><a href='mgCommitteeDetails.aspx?ID=130' title='Link to Cabinet'>Cabinet</a></li>\
    <li><a href='mgCommitteeDetails.aspx?ID=565'>SEND Improvement&nbsp;Board</a></li></ul>";
const MEETINGS: &str = "<ul class='mgBulletList'>\
    <li><a href='ieListDocuments.aspx?CId=565&amp;MId=900&amp;Ver=4'>12 Mar&nbsp;2026 10.00 am</a></li>\
    <li><a href='ieListDocuments.aspx?CId=565&amp;MId=800&amp;Ver=4'>12 Dec 2025 10.00 am</a></li></ul>";
const AGENDA: &str = "<title>Agenda for SEND Improvement Board on Thursday, 12th March 2026</title>\
    <ul class='mgActionList'>\
    <li><a href='documents/g900/Agenda frontsheet 12th-Mar-2026.pdf?T=0'>Agenda frontsheet</a> PDF 1 KB</li>\
    <li><a href='documents/g900/Public reports pack 12th-Mar-2026.pdf?T=10'>Agenda reports pack</a></li>\
    <li><a href='documents/g900/Printed minutes 12th-Mar-2026.pdf?T=1'>Printed minutes</a></li></ul>\
    <table class='mgItemTable'>\
    <tr><td><p class='mgAiTitleTxt'><a name='AI1'></a>1.</p></td><td><p class='mgAiTitleTxt'>Apologies</p></td></tr>\
    <tr><td><p class='mgAiTitleTxt'>2.</p></td><td><p class='mgAiTitleTxt'>SEND performance dashboard</p>\
    <ul class='mgBulletList'><li><a href='documents/s7001/Appendix%20A.pdf'>Appendix A <span>PDF 500 KB</span></a></li>\
    <li><a href='documents/s7001/Appendix%20A.html?CT=2'>View as HTML</a></li></ul></td></tr>\
    <tr><td><p class='mgAiTitleTxt'>3.</p></td><td><p class='mgAiTitleTxt'><a class='mgAiTitleLnk' \
    href='documents/s7002/KPI.xlsx'>Key performance indicators XLSX 20 KB</a></p></td></tr>\
    <tr><td><p class='mgAiTitleTxt'>4.</p></td><td><p class='mgAiTitleTxt'>Any other business</p>\
    <a href='documents/s7003/Parking.pdf'>Parking</a> <a href='http://[bad'>x</a></td></tr></table>";
const SERVICE: &str = "https://a.gov.uk/mgWebService.asmx";

fn lists() -> FakeSite {
    FakeSite::default()
        .with("https://a.gov.uk/mgListCommittees.aspx?bcr=1", COMMITTEES)
        .with("https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0", MEETINGS)
}

fn by_pages() -> FakeSite {
    lists().with("https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4", AGENDA)
}

fn doc(id: u32, title: &str, url: &str) -> String {
    format!(
        "<linkeddoc><attachmentid> {id} </attachmentid><title> {title} </title><url> {url} </url></linkeddoc>"
    )
}

fn service_of(meeting: &str) -> FakeSite {
    FakeSite::default()
        .with(
            &format!("{SERVICE}/GetCommittees?lDays=0"),
            "<?xml version=\"1.0\"?><getcommittees><committeescount>2</committeescount><committee><committeeid> 130 \
             </committeeid><committeetitle> Cabinet </committeetitle></committee><committee><committeeid>565</committeeid>\
             <committeetitle> SEND Improvement Board </committeetitle></committee></getcommittees>",
        )
        .with(
            &format!("{SERVICE}/GetMeetings?lCommitteeId=565&sFromDate=01/01/2025&sToDate=31/12/2026"),
            "<getmeetings><meetingscount> 3 </meetingscount><meeting><meetingid> 900 </meetingid><meetingdate> \
             12/03/2026 </meetingdate><meetingstatus>Cancelled</meetingstatus></meeting><meeting><meetingid>800\
             </meetingid><meetingdate>12/12/2025</meetingdate></meeting><meeting><meetingid>810</meetingid><meetingdate>\
             14/01/2026</meetingdate></meeting></getmeetings>",
        )
        .with(&format!("{SERVICE}/GetMeeting?lMeetingId=900"), meeting)
}

fn by_service() -> FakeSite {
    let (one, two) = (
        doc(7001, "Appendix A", "https://a.gov.uk/documents/s7001/Appendix A.pdf"),
        doc(7002, "Key performance indicators", "documents/s7002/KPI.xlsx"),
    );
    let three = doc(7003, "Parking", "/documents/s7003/Parking.pdf");
    service_of(&format!(
        "<getmeeting><meeting><meetingid>900</meetingid><agendaitem><agendaitemtitle>SEND performance \
         dashboard</agendaitemtitle><minutesnonemptyhtmlbody><div class=\"x><p>Noted & <br> agreed</div>\
         </minutesnonemptyhtmlbody><linkeddocuments>{one}</linkeddocuments></agendaitem><agendaitem>\
         <agendaitemtitle> Key performance indicators </agendaitemtitle>{two}</agendaitem><agendaitem>\
         <agendaitemtitle>Any other business</agendaitemtitle>{three}</agendaitem></meeting>"
    ))
}

const SOURCE: &str = "kind = \"moderngov\"\nurl = \"https://a.gov.uk\"\ncommittees = [\"SEND*\"]";
const PAPERS: [&str; 2] = [
    "attachment/7001 | SEND performance dashboard: Appendix A | https://a.gov.uk/documents/s7001/Appendix%20A.pdf | \
     900 SEND Improvement Board 2026-03-12",
    "attachment/7002 | Key performance indicators | https://a.gov.uk/documents/s7002/KPI.xlsx | 900 SEND Improvement \
     Board 2026-03-12",
];
const PACK: &str = "pack/900/10 | Agenda reports pack | \
     https://a.gov.uk/documents/g900/Public%20reports%20pack%2012th-Mar-2026.pdf?T=10 | pack beside 3 | 900 SEND \
     Improvement Board 2026-03-12";

#[track_caller]
fn check(
    mut site: FakeSite,
    lines_of_source: &str,
    expected: &[&str],
    complete: bool,
) -> (FakeSite, Vec<String>) {
    let found = site.discovered(&source(lines_of_source));
    assert_eq!(lines(&found), expected, "{:?}", found.doubts);
    assert_eq!(found.complete, complete, "{:?}", found.doubts);
    assert!(complete || !found.doubts.is_empty());
    (site, found.doubts)
}

#[test]
fn papers_are_found_by_pages() {
    let (site, _) = check(by_pages(), SOURCE, &[PAPERS[0], PAPERS[1], PACK], true);
    let asked: Vec<&str> = site.asked.iter().map(|url| url.trim_start_matches("https://a.gov.uk/")).collect();
    let expected = [
        "mgWebService.asmx/GetCommittees?lDays=0",
        "mgListCommittees.aspx?bcr=1",
        "ieListMeetings.aspx?CId=565&Year=0",
        "ieListDocuments.aspx?CId=565&MId=900&Ver=4",
    ];
    assert_eq!(asked, expected);
}

#[test]
fn the_service_gives_the_same_keys() {
    let (site, _) = check(by_service(), &format!("{SOURCE}\npacks = \"never\""), &PAPERS, true);
    assert_eq!(site.asked.len(), 3);
    // Packs stand on the page alone.
    let with_page = by_service().with("https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4", AGENDA);
    check(with_page, &format!("{SOURCE}\npacks = \"always\""), &[PAPERS[0], PAPERS[1], PACK], true);
}

#[test]
fn late_papers_are_seen_where_the_service_works() {
    let page = "https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4";
    let agenda = "<a href='documents/b55/To follow SEND scorecard.pdf'>To follow SEND scorecard</a>";
    let late = "supplement/55 | To follow SEND scorecard | \
                https://a.gov.uk/documents/b55/To%20follow%20SEND%20scorecard.pdf | pack beside 0 | 900 SEND \
                Improvement Board 2026-03-12";
    let (site, _) = check(by_service().with(page, agenda), SOURCE, &[PAPERS[0], PAPERS[1], late], true);
    assert_eq!(site.asked.iter().filter(|url| *url == page).count(), 1, "{:?}", site.asked);
    // What the site keeps to itself it does every night.
    let blocked = Trouble::Blocked { reason: "robots.txt".to_owned() };
    check(by_service().failing(page, blocked), SOURCE, &PAPERS, true);
    // Without the page nothing may be taken for vanished.
    let slow = Trouble::Limit { reason: "too slow".to_owned() };
    check(by_service().failing(page, slow), SOURCE, &PAPERS, false);
}

#[test]
fn the_service_is_asked_the_same_all_month() {
    let asked = |day: i8| {
        let window = Window { from: date(2026, 1, day), to: date(2026, 4, day) };
        let mut site = by_service();
        let found = discover(&source(SOURCE), window, &mut site);
        assert!(found.complete && found.listings.len() == 2, "{found:?}");
        site.asked
    };
    assert_eq!(asked(15), asked(30));
}

#[test]
fn where_the_service_fails_the_pages_stand_in() {
    let error_page = "<html><title>Error</title><h1>Error</h1></html>";
    let both = || by_service().with("https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4", AGENDA);
    let meeting = format!("{SERVICE}/GetMeeting?lMeetingId=900");
    let meetings = format!("{SERVICE}/GetMeetings?lCommitteeId=565&sFromDate=01/01/2025&sToDate=31/12/2026");
    let all = [PAPERS[0], PAPERS[1], PACK];
    check(both().with(&meeting, error_page), SOURCE, &all, true);
    check(both().failing(&meeting, Trouble::Gone { status: 500 }), SOURCE, &all, true);
    let listed = both().with("https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0", MEETINGS);
    check(listed.with(&meetings, error_page), SOURCE, &all, true);
    let moved = by_pages().moved(
        &format!("{SERVICE}/GetCommittees?lDays=0"),
        "https://a.gov.uk/mgError.aspx",
        error_page,
    );
    check(moved, SOURCE, &all, true);
}

#[test]
fn files_are_preferred_to_conversions() {
    let meeting = format!(
        "<meeting><meetingid>900</meetingid><agendaitem><agendaitemtitle>SEND dashboard</agendaitemtitle>{}</agendaitem>",
        doc(7001, "Dashboard", "mgConvert2PDF.aspx?ID=7001")
    );
    let paper =
        |url: &str| format!("attachment/7001 | Dashboard | {url} | 900 SEND Improvement Board 2026-03-12");
    let agenda = "<a href='documents/s7001/D.pdf'>Dashboard</a>";
    let page = "https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4";
    let file = paper("https://a.gov.uk/documents/s7001/D.pdf");
    check(service_of(&meeting).with(page, agenda), SOURCE, &[&file], true);
    // Where the page can't be had, the conversion is better than nothing.
    let converted = paper("https://a.gov.uk/mgConvert2PDF.aspx?ID=7001");
    check(service_of(&meeting), SOURCE, &[&converted], true);
}

#[test]
fn a_meeting_without_single_papers_has_its_pack() {
    let agenda = "<h1>Agenda, 12 March 2026</h1><a href='documents/g900/Pack.pdf?T=10'>Public reports pack</a>\
                  <a href='documents/b55/Late.pdf'>To follow: SEND dashboard</a>";
    let page = "https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4";
    let meeting = "900 SEND Improvement Board 2026-03-12";
    let pack = format!(
        "pack/900/10 | Public reports pack | https://a.gov.uk/documents/g900/Pack.pdf?T=10 | pack beside 0 | {meeting}"
    );
    let late = format!(
        "supplement/55 | To follow: SEND dashboard | https://a.gov.uk/documents/b55/Late.pdf | pack beside 0 | {meeting}"
    );
    check(lists().with(page, agenda), SOURCE, &[&pack, &late], true);
    check(
        service_of("<meeting><meetingid>900</meetingid>").with(page, agenda),
        SOURCE,
        &[&pack, &late],
        true,
    );
    check(lists().with(page, agenda), &format!("{SOURCE}\npacks = \"never\""), &[], true);
}

#[test]
fn a_site_may_stand_in_a_folder_and_move() {
    let site = FakeSite::default()
        .with("https://a.gov.uk/moderngov/mgListCommittees.aspx?bcr=1", "<p>none</p>")
        .with(
            "https://a.gov.uk/moderngov/ieDocHome.aspx?bcr=1",
            "<base href='/moderngov/'><a href='(S(abcdefgh))/ieListMeetings.aspx?CommitteeId=1'>Board</a>",
        )
        .moved(
            "https://a.gov.uk/moderngov/ieListMeetings.aspx?CId=1&Year=0",
            "https://b.gov.uk/mg/ieListMeetings.aspx?CId=1&Year=0",
            "<a href='(S(abcdefgh))/ieListDocuments.aspx?MeetingId=9&x=1#AI3'>Board</a> on 3 Mar 2026",
        )
        .with(
            "https://b.gov.uk/mg/ieListDocuments.aspx?MeetingId=9&x=1",
            "<a href='documents/s1/SEND%20data.pdf'></a>",
        );
    let expected =
        "attachment/1 | SEND data | https://b.gov.uk/mg/documents/s1/SEND%20data.pdf | 9 Board 2026-03-03";
    let lines = "kind = \"moderngov\"\nurl = \"https://a.gov.uk/moderngov\"";
    check(site, lines, &[expected], true);
}

#[test]
fn lists_are_followed_as_far_as_the_window_reaches() {
    let list = |day: &str, id: u32, turn: &str| {
        format!(
            "<a href='ieListMeetings.aspx?CId=1&amp;{turn}'>more</a><a href='ieListDocuments.aspx?CId=1&MId={id}'>{day}</a>"
        )
    };
    let page = |turn: &str| format!("https://a.gov.uk/ieListMeetings.aspx?CId=1&{turn}");
    let agenda = |id: u32| format!("https://a.gov.uk/ieListDocuments.aspx?CId=1&MId={id}");
    let paper = |id: u32| format!("<a href='documents/s{id}/x.pdf'>SEND data</a>");
    let first = format!(
        "{}<a href='ieListMeetings.aspx?CId=1&Act=later&D=9'>later</a>",
        list("1 Mar 2026", 3, "Act=Earlier&D=3")
    );
    let mut site = FakeSite::default()
        .with(&page("Year=0"), &first)
        .with(&page("Act=Earlier&D=3"), &list("1 Feb 2026", 2, "Act=earlier&D=2"))
        .with(&page("Act=earlier&D=2"), &list("1 Jan 2026", 1, "Act=earlier&D=1"))
        .with(&page("Act=later&D=9"), &list("1 Apr 2026", 4, "Act=later&D=9"));
    for id in 2..=4 {
        site = site.with(&agenda(id), &paper(id));
    }
    let found =
        site.discovered(&source("kind = \"moderngov\"\nurl = \"https://a.gov.uk\"\ncommittees = [\"1\"]"));
    let keys: Vec<_> = found.listings.iter().map(|listing| listing.key.0.as_str()).collect();
    assert_eq!(keys, ["attachment/3", "attachment/2", "attachment/4"]);
    assert!(!site.asked.iter().any(|url| url.contains("D=1")), "asked beyond the window: {:?}", site.asked);
}

#[test]
fn lists_that_never_end_are_left() {
    struct Endless(usize);
    impl crate::discovery::Pages for Endless {
        fn page(&mut self, url: &url::Url) -> Result<crate::discovery::WebPage, Trouble> {
            self.0 += 1;
            let n = self.0;
            let html = format!(
                "<a href='ieListMeetings.aspx?CId=1&Act=earlier&D={n}'>more</a>\
                 <a href='mgCommitteeDetails.aspx?ID={n}'>Board {n}</a><a href='ieListDocuments.aspx?MId={n}'>9 Apr 2026</a>"
            );
            Ok(crate::discovery::testing::web_page(url.as_str(), &html))
        }

        fn disown(&mut self, _: &url::Url) {}
    }
    let source = source("kind = \"moderngov\"\nurl = \"https://a.gov.uk\"");
    let window = Window { from: crate::discovery::testing::FROM, to: crate::discovery::testing::TO };
    let mut pages = Endless(0);
    let found = discover(&source, window, &mut pages);
    assert!(pages.0 <= crate::discovery::limits::PAGES && !found.complete, "{} pages", pages.0);
}

#[test]
fn what_can_not_be_listed_is_told() {
    let check = |site: FakeSite, lines: &str, expected: &[&str], told: &str| {
        let (_, doubts) = check(site, lines, expected, false);
        assert!(doubts.join("\n").contains(told), "{doubts:?} do not say {told}");
    };
    check(FakeSite::default(), SOURCE, &[], "the list of committees");
    let slow = Trouble::Limit { reason: "too slow".to_owned() };
    let agenda = "https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4";
    check(lists().failing(agenda, slow), SOURCE, &[], "the agenda of meeting 900");
    check(
        by_pages(),
        &SOURCE.replace("SEND*", "Schools Forum"),
        &[],
        "no committee is called `Schools Forum`; there are Cabinet, SEND Improvement Board",
    );
    let error = FakeSite::default().with("https://a.gov.uk/mgListCommittees.aspx?bcr=1", COMMITTEES).moved(
        "https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0",
        "https://a.gov.uk/mgError.aspx",
        "<h1>Oh</h1>",
    );
    check(error, SOURCE, &[], "the site's page for errors");
    let login = lists().failing(
        "https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4",
        Trouble::Blocked { reason: "401".to_owned() },
    );
    check(login, SOURCE, &[], "blocked: 401");
}

#[test]
fn a_meeting_without_a_page_has_nothing_to_be_missed() {
    let agenda = "https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4";
    for site in [lists(), lists().moved(agenda, "https://a.gov.uk/mgError.aspx", "<h1>Oh</h1>")] {
        let (_, doubts) = check(site, SOURCE, &[], true);
        assert!(doubts.concat().contains("the agenda of meeting 900"), "{doubts:?}");
    }
}

#[test]
fn an_empty_committee_is_complete() {
    let empty = FakeSite::default().with("https://a.gov.uk/mgListCommittees.aspx?bcr=1", COMMITTEES).with(
        "https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0",
        "<p>There are no meetings to be listed.</p>",
    );
    check(empty, SOURCE, &[], true);
}

#[test]
fn meetings_are_dated_by_their_own_pages_where_the_list_does_not() {
    let undated = |day: &str| {
        FakeSite::default()
            .with("https://a.gov.uk/mgListCommittees.aspx?bcr=1", COMMITTEES)
            .with(
                "https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0",
                "<a href='ieListDocuments.aspx?MId=900'>Spring</a>",
            )
            .with(
                "https://a.gov.uk/ieListDocuments.aspx?MId=900",
                &format!("<h1>Agenda, {day}</h1><a href='documents/s1/x.pdf'>SEND data</a>"),
            )
    };
    let dated = "attachment/1 | SEND data | https://a.gov.uk/documents/s1/x.pdf | 900 SEND Improvement Board 2026-03-12";
    check(undated("12th March 2026"), SOURCE, &[dated], true);
    check(undated("12th March 2020"), SOURCE, &[], true);
    check(undated("soon"), SOURCE, &[&dated.replace("2026-03-12", "?")], true);
}

#[test]
fn meetings_of_a_table_have_the_days_of_their_rows() {
    let row = |day: &str, id: u32| {
        format!(
            "<tr><td>{day}</td><td><a href='ieListDocuments.aspx?CId=565&amp;MId={id}&amp;Ver=4'>Agenda</a></td></tr>"
        )
    };
    let table = format!("<table>{}{}</table>", row("12 Mar 2026", 900), row("12 Dec 2025", 800));
    let site = by_pages().with("https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0", &table);
    let (site, _) = check(site, SOURCE, &[PAPERS[0], PAPERS[1], PACK], true);
    assert!(!site.asked.iter().any(|url| url.contains("MId=800")), "{:?}", site.asked);
    // Nobody can say which day of one row is whose: the agendas tell.
    let shared = "<p>12 Dec 2025 <a href='ieListDocuments.aspx?MId=800'>Agenda</a> 12 Mar 2026 \
                  <a href='ieListDocuments.aspx?CId=565&amp;MId=900&amp;Ver=4'>Agenda</a></p>";
    let site = by_pages().with("https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0", shared);
    check(site, SOURCE, &[PAPERS[0], PAPERS[1], PACK], true);
}

#[test]
fn a_site_that_has_moved_is_asked_where_it_is() {
    let to = |address: &str| address.replace("http://a.gov.uk", "https://a.gov.uk");
    let list = "http://a.gov.uk/mgListCommittees.aspx?bcr=1";
    let site = by_pages().moved(list, &to(list), COMMITTEES);
    let (site, _) = check(site, &SOURCE.replace("https", "http"), &[PAPERS[0], PAPERS[1], PACK], true);
    let old = site.asked.iter().filter(|url| url.starts_with("http:")).count();
    assert_eq!(old, 2, "{:?}", site.asked);
    let first = "http://a.gov.uk/mgWebService.asmx/GetCommittees?lDays=0";
    let service = by_service();
    let answer = service.html_of(&to(first));
    let (site, _) =
        check(service.moved(first, &to(first), &answer), &SOURCE.replace("https", "http"), &PAPERS, true);
    assert_eq!(site.asked.iter().filter(|url| url.starts_with("http:")).count(), 1, "{:?}", site.asked);
}

#[test]
fn a_list_of_meetings_has_two_names() {
    let site = FakeSite::default()
        .with("https://a.gov.uk/mgListCommittees.aspx?bcr=1", COMMITTEES)
        .with("https://a.gov.uk/ieListMeetings.aspx?CommitteeId=565", MEETINGS)
        .with("https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4", AGENDA);
    check(site, SOURCE, &[PAPERS[0], PAPERS[1], PACK], true);
}

#[test]
fn the_page_of_errors_is_known_by_its_name_alone() {
    let check =
        |address: &str, expected: bool| assert_eq!(is_error_page(&url(address)), expected, "{address}");
    check("https://c.test/mgError.aspx", true);
    check("https://c.test/moderngov/MGERROR.ASPX?aspxerrorpath=/x", true);
    check("https://c.test/documents/s1/mgError.aspx.pdf", false);
    check("https://c.test/?to=mgError.aspx", false);
}

#[test]
fn what_is_not_what_was_asked_for_is_disowned() {
    let disowned = |mut site: FakeSite| {
        site.discovered(&source(SOURCE));
        site.disowned
    };
    assert_eq!(disowned(lists()), [""; 0]);
    let check = |address: &str| {
        let address = format!("https://a.gov.uk/{address}");
        assert_eq!(disowned(lists().with(&address, "<h1>Error</h1>")), [address]);
    };
    check("ieListMeetings.aspx?CId=565&Year=0");
    check("ieListDocuments.aspx?CId=565&MId=900&Ver=4");
    check("mgListCommittees.aspx?bcr=1");
    let service = "https://a.gov.uk/mgWebService.asmx/GetCommittees?lDays=0";
    for page in ["<h1>Error</h1>", "<title>We will be back soon</title>"] {
        assert_eq!(disowned(lists().with(service, page)), [service]);
    }
}

#[test]
fn a_list_of_meetings_is_asked_for_where_the_site_links_to_it() {
    let own = "https://a.gov.uk/democracy/ieListMeetings.aspx?CommitteeId=565&J=1";
    let committees = format!("{COMMITTEES}<a href='{own}'>Meetings</a>");
    let site = FakeSite::default()
        .with("https://a.gov.uk/mgListCommittees.aspx?bcr=1", &committees)
        .with(own, &MEETINGS.replace("href='", "href='/"))
        .with("https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4", AGENDA);
    check(site, SOURCE, &[PAPERS[0], PAPERS[1], PACK], true);
}

#[test]
fn committees_that_are_given_by_number_need_no_list() {
    let site = || {
        FakeSite::default()
            .with("https://a.gov.uk/ieListMeetings.aspx?CId=565&Year=0", MEETINGS)
            .with("https://a.gov.uk/ieListDocuments.aspx?CId=565&MId=900&Ver=4", AGENDA)
    };
    let papers = [PAPERS[0], PAPERS[1], PACK].map(|line| line.replace(" SEND Improvement Board ", " ? "));
    let papers: Vec<&str> = papers.iter().map(String::as_str).collect();
    let (_, doubts) = check(site(), &SOURCE.replace("SEND*", "565"), &papers, true);
    assert!(doubts.concat().contains("the list of committees"), "{doubts:?}");
    check(site(), &SOURCE.replace("SEND*", "565\", \"SEND*"), &papers, false);
}
