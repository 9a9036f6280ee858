//! Four councils as they could be: two with ModernGov, one with CMIS, one with plain pages. Their papers are the project's
//! samples, and their days are told from today, so that a watch finds some new and some old.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use encoding_rs::WINDOWS_1252;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::cmis::Cmis;
use crate::council::{Committee, Council, Meeting, Paper};
use crate::moderngov::{ModernGov, Service};
use crate::pack::pack;
use crate::plain::Plain;
use crate::{Error, Host, Standin};

/// The numbers that papers have in the committee systems.
pub mod number {
    /// Kingston's dashboard, a PDF, which is in the pack of its meeting too.
    pub const DASHBOARD: u32 = 41_001;
    /// The data behind it, a workbook.
    pub const DATASET: u32 = 41_002;
    /// The same dashboard as a Word file, at an older meeting.
    pub const DASHBOARD_IN_WORD: u32 = 40_377;
    /// The meeting of the first two.
    pub const BOARD: u32 = 9_120;
    /// A meeting to come, which has no papers yet.
    pub const NEXT_BOARD: u32 = 9_188;
    /// Bournemouth, Christchurch and Poole's scorecard, a PDF.
    pub const SCORECARD: u32 = 52_310;
    /// Its strategic measures, a workbook whose name has odd letters.
    pub const MEASURES: u32 = 51_020;
    /// Its scorecard once more, the same bytes under another number.
    pub const SCORECARD_AGAIN: u32 = 52_977;
    /// Its strategic measures once more, as a PDF that is made anew for each request.
    pub const REPORT: u32 = 51_900;
    /// Northmoor's dashboard, a PDF.
    pub const NORTHMOOR: u32 = 7_701;
}

/// The address of Devon's page, which is replaced in place.
pub const PAGE: &str = "/send/key-performance-indicators";
/// The address of a download, whose number stays.
pub const DOWNLOAD: &str = "/downloads/file/239/send-performance-dashboard";
/// The address of an upload.
pub const UPLOAD: &str = "/wp-content/uploads/2024/05/SEND-performance-dashboard-Q3.csv";

/// The four, serving until they are dropped.
#[derive(Debug)]
pub struct Councils {
    /// With ModernGov and its web service: Kingston upon Thames.
    pub kingston: Arc<ModernGov>,
    /// Its host.
    pub kingston_host: Host,
    /// With ModernGov in a folder, in Windows-1252, without a web service: Bournemouth, Christchurch and Poole.
    pub poole: Arc<ModernGov>,
    /// Its host.
    pub poole_host: Host,
    /// With CMIS: a council that does not exist.
    pub northmoor: Arc<Cmis>,
    /// Its host.
    pub northmoor_host: Host,
    /// With plain pages: Devon.
    pub devon: Arc<Plain>,
    /// Its host.
    pub devon_host: Host,
}

impl Councils {
    /// Opens the four, with papers of the folder of samples, as they are on a day.
    ///
    /// # Errors
    ///
    /// Where a sample can't be read or a host can't be opened.
    pub fn open(standin: &Standin, samples: &Path, today: Date) -> Result<Self, Error> {
        let shelf = Shelf { samples, today };
        let kingston = Arc::new(ModernGov::new(kingston(&shelf)?));
        let poole = ModernGov::new(poole(&shelf)?).below("/moderngov").serviced(Service::Status(404));
        let poole = Arc::new(poole.written_in(WINDOWS_1252));
        let northmoor = Arc::new(Cmis::new(northmoor(&shelf)?, today));
        let devon = Arc::new(devon(&shelf)?);
        Ok(Self {
            kingston_host: standin.open("kingston", Arc::clone(&kingston) as _)?,
            kingston,
            poole_host: standin.open("poole", Arc::clone(&poole) as _)?,
            poole,
            northmoor_host: standin.open("northmoor", Arc::clone(&northmoor) as _)?,
            northmoor,
            devon_host: standin.open("devon", Arc::clone(&devon) as _)?,
            devon,
        })
    }

    /// Their hosts.
    pub fn hosts(&self) -> [&Host; 4] {
        [&self.kingston_host, &self.poole_host, &self.northmoor_host, &self.devon_host]
    }

    /// What `boardlift fetch --sources` reads, with this pause between two requests to a host (`2s`).
    pub fn sources(&self, pause: &str) -> String {
        let (kingston, poole) = (self.kingston_host.root(), self.poole_host.root());
        let (northmoor, devon) = (self.northmoor_host.root(), self.devon_host.root());
        format!(
            r#"[watch]
contact = "mailto:watch@boardlift.example"
pause = "{pause}"

[[source]]
id = "kingston"
authority = "Kingston upon Thames"
kind = "moderngov"
url = "{kingston}"
reach = "private"

[[source]]
id = "poole"
authority = "Bournemouth, Christchurch and Poole"
kind = "moderngov"
url = "{poole}moderngov/mgListCommittees.aspx?bcr=1"
committees = ["Children*"]
reach = "private"

[[source]]
id = "northmoor"
kind = "cmis"
url = "{northmoor}council/Meetings/tabid/71/Default.aspx"
reach = "private"

[[source]]
id = "devon-page"
authority = "Devon"
kind = "page"
url = "{devon}send/key-performance-indicators"
paper = true
reach = "private"

[[source]]
id = "devon-list"
authority = "Devon"
kind = "page"
url = "{devon}send/performance"
reach = "private"
"#
        )
    }
}

/// Where papers are taken from.
struct Shelf<'a> {
    samples: &'a Path,
    today: Date,
}

impl Shelf<'_> {
    /// So many days ago, or to come.
    fn day(&self, ago: i64) -> Date {
        self.today.saturating_sub(ago.days())
    }

    fn sample(&self, name: &str) -> Result<Vec<u8>, Error> {
        Ok(std::fs::read(self.samples.join(name))?)
    }

    /// A sample as a paper that was published a week before its meeting, so many days ago.
    fn paper(&self, id: u32, file_name: &str, sample: &str, ago: i64) -> Result<Paper, Error> {
        Ok(Paper::new(id, file_name, self.sample(sample)?, morning(self.day(ago + 7))))
    }
}

/// When councils publish: at nine.
pub fn morning(day: Date) -> SystemTime {
    let at = day.to_datetime(Time::constant(9, 0, 0, 0)).to_zoned(TimeZone::UTC);
    at.map_or(SystemTime::UNIX_EPOCH, |at| Timestamp::from(at).into())
}

fn kingston(shelf: &Shelf<'_>) -> Result<Council, Error> {
    let dashboard = "SEND Improvement Dashboard Q4.pdf";
    let dashboard = shelf.paper(number::DASHBOARD, dashboard, "kingston-dashboard/2022-23-q4.pdf", 20)?;
    let dataset = "SEND Dataset Quarter 3.xlsx";
    let dataset = shelf.paper(number::DATASET, dataset, "kingston-dataset/2021-22-q3.xlsx", 20)?;
    let in_word = "SEND Improvement Dashboard, quarter 4.docx";
    let in_word =
        shelf.paper(number::DASHBOARD_IN_WORD, in_word, "kingston-dashboard/2022-23-q4.docx", 111)?;
    let trees =
        Paper::new(41_050, "Tree preservation order 12.txt", "An oak is to stay.", morning(shelf.day(15)));
    let front = shelf.sample("shapes/periods-as-rows.pdf")?;
    let pack = Paper { id: 0, content: pack(&[&front, &dashboard.content])?, ..dashboard.clone() };
    let board = Committee::new(511, "Children’s Services & SEND Improvement Board")
        .meets(Meeting::new(9_005, shelf.day(111)).hears("Performance", [in_word]))
        .meets(Meeting::new(9_061, shelf.day(62)).cancelled())
        .meets(
            Meeting::new(number::BOARD, shelf.day(20))
                .hears("Minutes of the last meeting", [])
                .hears("SEND performance", [dashboard, dataset])
                .packed(pack),
        )
        .meets(Meeting::new(number::NEXT_BOARD, shelf.day(-12)));
    let planning = Committee::new(207, "Planning Committee");
    let planning = planning.meets(Meeting::new(9_130, shelf.day(8)).hears("Trees", [trees]));
    Ok(Council { committees: vec![planning, board, Committee::new(633, "Corporate Parenting Panel")] })
}

/// A board that meets each month, so that its meetings do not fit on one page.
fn poole(shelf: &Shelf<'_>) -> Result<Council, Error> {
    let sample = "bcp-scorecard/2022-01.pdf";
    let scorecard = shelf.paper(number::SCORECARD, "SEND Scorecard January 2022.pdf", sample, 33)?;
    let again = shelf.paper(number::SCORECARD_AGAIN, "Appendix 2 - SEND Scorecard.pdf", sample, 3)?;
    let measures = "Leader’s SEND performance measures – April (50% & over).xlsx";
    let measures = shelf.paper(number::MEASURES, measures, "bcp-strategic-kpis/2024-04.xlsx", 243)?;
    let report =
        shelf.paper(number::REPORT, "SEND performance report.pdf", "bcp-strategic-kpis/2024-04.pdf", 153)?;
    let mut board = Committee::new(264, "Children’s Services Overview – Scrutiny");
    for month in 0_u16..10 {
        let meeting = Meeting::new(3_400 - u32::from(month), shelf.day(3 + 30 * i64::from(month)));
        board = board.meets(match month {
            0 => meeting.hears("SEND scorecard, as asked for", [again.clone()]),
            1 => meeting.hears("SEND scorecard", [scorecard.clone()]),
            5 => meeting.hears("SEND performance", [report.clone().made_anew()]),
            8 => meeting.hears("Measures", [measures.clone()]),
            _ => meeting,
        });
    }
    Ok(Council { committees: vec![board, Committee::new(301, "Licensing Sub-Committee")] })
}

fn northmoor(shelf: &Shelf<'_>) -> Result<Council, Error> {
    let dashboard = "SEND Performance Dashboard – Q3.pdf";
    let dashboard = shelf.paper(number::NORTHMOOR, dashboard, "one-dashboard/2023-24-q3.pdf", 25)?;
    let board = Committee::new(6, "SEND Partnership Board")
        .meets(Meeting::new(15_218, shelf.day(25)).hears("Dashboard", [dashboard]))
        .meets(Meeting::new(15_101, shelf.day(64)).cancelled())
        .meets(Meeting::new(15_330, shelf.day(-9)));
    Ok(Council { committees: vec![board, Committee::new(9, "Fire Authority Liaison")] })
}

fn devon(shelf: &Shelf<'_>) -> Result<Plain, Error> {
    let site = Plain::default();
    let changed = morning(shelf.day(40));
    site.put_page(PAGE, shelf.sample("devon-milestones/2023-11.html")?, changed);
    site.put_download(
        DOWNLOAD,
        "SEND_dashboard.xlsx",
        shelf.sample("one-dashboard/2023-24-q3.xlsx")?,
        changed,
    );
    site.put(UPLOAD, shelf.sample("one-dashboard/2023-24-q3.csv")?, changed);
    site.put_page("/send/performance", LIST, changed);
    site.put_page(
        "/",
        "<html><body><a href=\"/send/performance\">How we are doing</a></body></html>",
        changed,
    );
    Ok(site)
}

/// A page of links as editors leave them: some of them lead where nobody has anything to ask.
const LIST: &str = r##"<!DOCTYPE html>
<html lang="en"><head><title>How we are doing - SEND</title></head><body>
<a class="skip" href="#content">Skip to content</a>
<nav><a href="/">Home</a> <a href="/contact-us">Contact us</a></nav>
<main id="content"><h1>How we are doing</h1>
<p>We publish figures each quarter.</p>
<ul>
<li><a href="/downloads/file/239/send-performance-dashboard">SEND performance dashboard (Excel, 6 KB)</a></li>
<li><a href="../wp-content/uploads/2024/05/SEND-performance-dashboard-Q3.csv"><strong>SEND performance</strong> dashboard, quarter&nbsp;3</a></li>
<li><a href="/send/parent-carers#figures">For parents and carers</a></li>
<li><a href="/wp-content/uploads/2019/01/Swimming-pool-timetable.pdf">Swimming pool timetable</a></li>
<li><a href="file:///C:/Users/editor/Desktop/SEND%20performance%20dashboard%20draft.pdf">SEND performance dashboard draft</a></li>
<li><a href="mailto:send@devon.example?subject=SEND%20performance%20dashboard">Ask for the SEND performance dashboard</a></li>
<li><a href="javascript:void(0)">SEND performance dashboard (show)</a></li>
</ul></main></body></html>
"##;
