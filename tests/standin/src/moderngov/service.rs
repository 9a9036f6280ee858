//! The web service beside the pages, asked by GET or by a form. Its tags are in lower case, spaces stand round its text,
//! and the minutes are HTML that nobody has escaped: it is not always well-formed.

use jiff::civil::Date;

use crate::council::{Council, Item, Meeting, Paper};
use crate::markup::escape;
use crate::reply::Reply;
use crate::request::Request;

/// The answer to an operation, which stands in lower case behind the service's name.
pub(super) fn answer(council: &Council, request: &Request, operation: &str, prefix: &str) -> Reply {
    let root = format!("http://{}{prefix}", request.host());
    let xml = match operation.trim_start_matches('/') {
        "getcommittees" => Some(committees(council)),
        "getmeetings" => meetings(council, request),
        "getmeeting" => request.number("lMeetingId").and_then(|id| meeting(council, id, &root)),
        "getattachment" => request.number("lAttachmentId").and_then(|id| attachment(council, id, &root)),
        _ => None,
    };
    match xml {
        Some(xml) => Reply::new(
            200,
            "text/xml; charset=utf-8",
            format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n{xml}"),
        ),
        None => Reply::error(500, "Missing parameter or unknown operation."),
    }
}

fn committees(council: &Council) -> String {
    let one = |id: u32, name: &str| {
        let name = escape(name);
        format!(
            "<committee><committeeid> {id} </committeeid><committeetitle> {name} </committeetitle>\
             <committeedeleted> False </committeedeleted><committeecategory> Scrutiny </committeecategory></committee>\r\n"
        )
    };
    let all: String = council.committees.iter().map(|committee| one(committee.id, &committee.name)).collect();
    let count = council.committees.len();
    format!(
        "<getcommittees><committeescount> {count} </committeescount><committees>{all}</committees></getcommittees>"
    )
}

fn meetings(council: &Council, request: &Request) -> Option<String> {
    let committee = request.number("lCommitteeId")?;
    let day = |name: &str| request.value(name).and_then(|day| Date::strptime("%d/%m/%Y", day.trim()).ok());
    let (from, to) = (day("sFromDate").unwrap_or(Date::MIN), day("sToDate").unwrap_or(Date::MAX));
    let committees = council.committees.iter().filter(|found| committee == 0 || found.id == committee);
    let found =
        committees.flat_map(|committee| &committee.meetings).filter(|m| (from..=to).contains(&m.date));
    let found: Vec<String> =
        found.map(|meeting| format!("<meeting>{}</meeting>\r\n", date_and_state(meeting))).collect();
    Some(format!(
        "<getmeetings><meetingscount> {} </meetingscount><meetings>{}</meetings></getmeetings>",
        found.len(),
        found.concat()
    ))
}

fn date_and_state(meeting: &Meeting) -> String {
    let state = if meeting.cancelled { "Cancelled" } else { "Confirmed" };
    format!(
        "<meetingid> {} </meetingid><meetingdate> {} </meetingdate><meetingtime> 10.00 am </meetingtime>\
         <meetingstatus> {state} </meetingstatus>",
        meeting.id,
        meeting.date.strftime("%d/%m/%Y")
    )
}

fn meeting(council: &Council, id: u32, root: &str) -> Option<String> {
    let (_, meeting) = council.meeting(id)?;
    let items: String =
        meeting.items.iter().enumerate().map(|(index, item)| agenda_item(index, item, root)).collect();
    Some(format!(
        "<getmeeting><meeting>{}<meetinglocation> Council Chamber </meetinglocation><minutepublished> False \
         </minutepublished><agendaitems>{items}</agendaitems></meeting></getmeeting>",
        date_and_state(meeting)
    ))
}

fn agenda_item(index: usize, item: &Item, root: &str) -> String {
    let papers: String = item.papers.iter().map(|paper| linked(paper, root)).collect();
    format!(
        "<agendaitem><agendaitemtitle> {} </agendaitemtitle><minutesitemnumber> {} </minutesitemnumber><isdecision> \
         False </isdecision><minutesnonemptyhtmlbody><div class=\"WordSection1\"><p class=MsoNormal>Members \
         noted&nbsp;the report &amp; asked for more<br>on waiting times.</p></div></minutesnonemptyhtmlbody>\
         <linkeddocuments>{papers}</linkeddocuments></agendaitem>\r\n",
        escape(&item.title),
        index + 1
    )
}

fn linked(paper: &Paper, root: &str) -> String {
    format!(
        "<linkeddoc><attachmentid> {} </attachmentid><title> {} </title><url> {} </url><ownertitle> Council \
         </ownertitle></linkeddoc>",
        paper.id,
        escape(&paper.title),
        address(paper, root)
    )
}

fn attachment(council: &Council, id: u32, root: &str) -> Option<String> {
    let paper = council.paper(id)?;
    let title = escape(&paper.title);
    Some(format!("<attachment><url> {} </url><title> {title} </title></attachment>", address(paper, root)))
}

/// The address, whose spaces the service leaves as they are.
fn address(paper: &Paper, root: &str) -> String {
    format!("{root}/{}", paper.address().replace("%20", " "))
}
