//! As many sources as you like, each on a host of its own, with generated papers.

mod dashboard;

use std::fmt::Write;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::cmis::Cmis;
use crate::council::{Committee, Council, Meeting, Paper};
use crate::councils::morning;
use crate::moderngov::{ModernGov, Service};
use crate::plain::Plain;
use crate::{Error, Host, Site, Standin};

/// Papers that a board gets for one meeting.
const PAPERS_A_MEETING: usize = 4;
/// Days from one meeting of a board to the next.
const DAYS_BETWEEN: i64 = 28;

/// Sources that serve until they are dropped.
#[derive(Debug)]
pub struct Many {
    hosts: Vec<Host>,
    sources: String,
}

impl Many {
    /// Opens so many sources with so many papers in all, evenly spread, as they are on a day.
    ///
    /// # Errors
    ///
    /// Where a host can't be opened.
    pub fn open(
        standin: &Standin,
        sources: usize,
        papers: usize,
        today: Date,
        pause: &str,
    ) -> Result<Self, Error> {
        let mut many = Self { hosts: Vec::new(), sources: watch(pause) };
        for source in 0..sources {
            let first = papers * source / sources;
            let own = first..papers * (source + 1) / sources;
            let papers: Vec<Paper> = own.map(|number| paper(number, today)).collect();
            let id = format!("council-{source:04}");
            let (site, kind, path) = site(source, papers, today);
            let host = standin.open(&id, site)?;
            let entry = format!(
                "\n[[source]]\nid = \"{id}\"\n{kind}\nurl = \"{}{path}\"\nreach = \"private\"\n",
                host.root()
            );
            many.sources.push_str(&entry);
            many.hosts.push(host);
        }
        Ok(many)
    }

    /// Their hosts.
    pub fn hosts(&self) -> &[Host] {
        &self.hosts
    }

    /// What `boardlift fetch --sources` reads.
    pub fn sources(&self) -> &str {
        &self.sources
    }
}

fn watch(pause: &str) -> String {
    format!("[watch]\ncontact = \"mailto:watch@boardlift.example\"\npause = \"{pause}\"\n")
}

/// Of ten councils eight have ModernGov, half of these without its web service; one has CMIS, one plain pages.
fn site(number: usize, papers: Vec<Paper>, today: Date) -> (Arc<dyn Site>, &'static str, &'static str) {
    match number % 10 {
        8 => (
            Arc::new(Cmis::new(council(&papers, today), today)),
            "kind = \"cmis\"",
            "council/Meetings/tabid/71/Default.aspx",
        ),
        9 => (Arc::new(plain(papers)), "kind = \"page\"", "performance"),
        kind if kind % 2 == 0 => {
            (Arc::new(ModernGov::new(council(&papers, today))), "kind = \"moderngov\"", "")
        }
        _ => {
            let site = ModernGov::new(council(&papers, today)).serviced(Service::Status(403));
            (Arc::new(site), "kind = \"moderngov\"", "")
        }
    }
}

fn council(papers: &[Paper], today: Date) -> Council {
    let mut board = Committee::new(100, "SEND Improvement Board");
    for (index, papers) in (0_u32..).zip(papers.chunks(PAPERS_A_MEETING)) {
        let day = today.saturating_sub((5 + DAYS_BETWEEN * i64::from(index)).days());
        board = board.meets(Meeting::new(900 - index, day).hears("SEND performance", papers.to_vec()));
    }
    Council { committees: vec![board, Committee::new(200, "Licensing Committee")] }
}

fn plain(papers: Vec<Paper>) -> Plain {
    let site = Plain::default();
    let mut links = String::new();
    for paper in papers {
        let path = format!("/downloads/{}/{}", paper.id, paper.file_name);
        // Writing to a string does not fail.
        _ = writeln!(links, "<li><a href=\"{path}\">{}</a></li>", paper.title);
        site.put(&path, paper.content, paper.changed);
    }
    site.put_page(
        "/performance",
        format!("<html><body><ul>{links}</ul></body></html>"),
        std::time::UNIX_EPOCH,
    );
    site
}

fn paper(number: usize, today: Date) -> Paper {
    let (ending, content) = dashboard::file(number);
    let id = 10_000 + u32::try_from(number).unwrap_or_default();
    Paper::new(
        id,
        &format!("SEND-performance-dashboard-{number}.{ending}"),
        content,
        morning(today.saturating_sub(30.days())),
    )
}
