//! What a committee system holds: committees, their meetings, and the papers of these.

use std::time::SystemTime;

use jiff::civil::Date;

use crate::markup::encode;
use crate::reply::{Framing, Reply};

/// All that a council publishes in its committee system.
#[derive(Debug, Clone, Default)]
pub struct Council {
    /// Its committees, in the order of their numbers.
    pub committees: Vec<Committee>,
}

/// A committee.
#[derive(Debug, Clone)]
pub struct Committee {
    /// The system's number of it.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Its meetings, in the order of their days.
    pub meetings: Vec<Meeting>,
}

/// A meeting.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The system's number of it, which no other committee's meeting has.
    pub id: u32,
    /// The day.
    pub date: Date,
    /// Whether it takes place.
    pub cancelled: bool,
    /// Its agenda.
    pub items: Vec<Item>,
    /// All its papers in one file.
    pub pack: Option<Paper>,
}

/// An item of an agenda.
#[derive(Debug, Clone)]
pub struct Item {
    /// What is talked about.
    pub title: String,
    /// The papers for it.
    pub papers: Vec<Paper>,
}

/// A paper, as one file.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The system's number of it, which stays when the file is replaced.
    pub id: u32,
    /// What the agenda calls it.
    pub title: String,
    /// The file's name, with its ending.
    pub file_name: String,
    /// The file.
    pub content: Vec<u8>,
    /// When it was put there.
    pub changed: SystemTime,
    /// How the system hands it out.
    pub made: Made,
}

/// How a committee system hands out a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// As the file that it is.
    Once,
    /// As a PDF that is made from it for each request, and tells the time of that.
    Anew,
}

impl Committee {
    /// A committee that has not met.
    pub fn new(id: u32, name: &str) -> Self {
        Self { id, name: name.to_owned(), meetings: Vec::new() }
    }

    /// The same with one more meeting.
    #[must_use]
    pub fn meets(mut self, meeting: Meeting) -> Self {
        self.meetings.push(meeting);
        self.meetings.sort_by_key(|meeting| (meeting.date, meeting.id));
        self
    }
}

impl Meeting {
    /// A meeting with the usual first item.
    pub fn new(id: u32, date: Date) -> Self {
        let apologies = Item { title: "Apologies for absence".to_owned(), papers: Vec::new() };
        Self { id, date, cancelled: false, items: vec![apologies], pack: None }
    }

    /// The same with one more item.
    #[must_use]
    pub fn hears(mut self, title: &str, papers: impl IntoIterator<Item = Paper>) -> Self {
        self.items.push(Item { title: title.to_owned(), papers: papers.into_iter().collect() });
        self
    }

    /// The same, called off.
    #[must_use]
    pub fn cancelled(self) -> Self {
        Self { cancelled: true, ..self }
    }

    /// The same with all its papers in one file.
    #[must_use]
    pub fn packed(self, pack: Paper) -> Self {
        Self { pack: Some(pack), ..self }
    }

    /// Its papers, item by item.
    pub fn papers(&self) -> impl Iterator<Item = &Paper> {
        self.items.iter().flat_map(|item| &item.papers)
    }
}

impl Council {
    /// A committee, by its number.
    pub fn committee(&self, id: u32) -> Option<&Committee> {
        self.committees.iter().find(|committee| committee.id == id)
    }

    /// A meeting and whose it is, by its number.
    pub fn meeting(&self, id: u32) -> Option<(&Committee, &Meeting)> {
        let all = self.committees.iter().flat_map(|c| c.meetings.iter().map(move |meeting| (c, meeting)));
        all.into_iter().find(|(_, meeting)| meeting.id == id)
    }

    /// A paper, by its number.
    pub fn paper(&self, id: u32) -> Option<&Paper> {
        self.committees
            .iter()
            .flat_map(|c| &c.meetings)
            .flat_map(Meeting::papers)
            .find(|paper| paper.id == id)
    }

    /// Puts another file in place of a paper; its number and name stay.
    ///
    /// # Panics
    ///
    /// Where there is no such paper.
    pub fn replace(&mut self, id: u32, content: impl Into<Vec<u8>>, changed: SystemTime) {
        let items =
            self.committees.iter_mut().flat_map(|c| &mut c.meetings).flat_map(|meeting| &mut meeting.items);
        let paper = items.flat_map(|item| &mut item.papers).find(|paper| paper.id == id);
        let paper = paper.unwrap_or_else(|| panic!("expected a paper with the number {id}"));
        paper.content = content.into();
        paper.changed = changed;
    }

    /// Takes a paper away.
    pub fn withdraw(&mut self, id: u32) {
        for item in
            self.committees.iter_mut().flat_map(|c| &mut c.meetings).flat_map(|meeting| &mut meeting.items)
        {
            item.papers.retain(|paper| paper.id != id);
        }
    }

    /// Puts a paper under a new item of a meeting, as councils do on the day before.
    ///
    /// # Panics
    ///
    /// Where there is no such meeting.
    pub fn publish(&mut self, meeting: u32, paper: Paper) {
        let found =
            self.committees.iter_mut().flat_map(|c| &mut c.meetings).find(|found| found.id == meeting);
        let found = found.unwrap_or_else(|| panic!("expected a meeting with the number {meeting}"));
        found.items.push(Item { title: "Late item".to_owned(), papers: vec![paper] });
    }
}

impl Paper {
    /// A paper under its file's name, which tells its type.
    pub fn new(id: u32, file_name: &str, content: impl Into<Vec<u8>>, changed: SystemTime) -> Self {
        let title = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).to_owned();
        Self {
            id,
            title,
            file_name: file_name.to_owned(),
            content: content.into(),
            changed,
            made: Made::Once,
        }
    }

    /// The same, made anew for each request.
    #[must_use]
    pub fn made_anew(self) -> Self {
        Self { made: Made::Anew, ..self }
    }

    /// Where the committee system has it, below its own folder.
    pub(crate) fn address(&self) -> String {
        match self.made {
            Made::Once => format!("documents/s{}/{}", self.id, encode(&self.file_name)),
            Made::Anew => format!("mgConvert2PDF.aspx?ID={}", self.id),
        }
    }

    /// The file as it is made for a request: with another time of its making, and nothing else.
    pub(crate) fn made_for(&self, request: usize) -> Reply {
        const KEY: &[u8] = b"/CreationDate";
        let mut content = self.content.clone();
        let key = content.windows(KEY.len()).position(|window| window == KEY).unwrap_or(content.len());
        let digits = content.iter_mut().skip(key).skip_while(|byte| !byte.is_ascii_digit());
        for (digit, new) in digits.zip(format!("20260101{:06}", request % 1_000_000).bytes()) {
            *digit = new;
        }
        Reply { framing: Framing::Chunked, ..Reply::new(200, "application/pdf", content) }
    }

    /// The file, as a server hands it out.
    pub(crate) fn reply(&self) -> Reply {
        Reply::file(media(&self.file_name), self.content.clone(), self.changed)
    }

    /// The type as the committee system prints it beside the title.
    pub(crate) fn kind(&self) -> String {
        self.file_name.rsplit('.').next().unwrap_or_default().to_uppercase()
    }
}

/// What a server says of a file by its ending.
pub(crate) fn media(file_name: &str) -> &'static str {
    match file_name.rsplit('.').next().unwrap_or_default() {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}
