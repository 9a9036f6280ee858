//! A report for people at a terminal, or in the mail that cron sends: what came, what changed, what needs a hand.
//!
//! A picture of the report, never the report: long lists are cut, and say so. What there is none of is not said.

use std::fmt::{self, Write as _};

use boardlift_fetch::night::{PaperNote, SourcePreview, SourceState};

use crate::account::{
    AuthorityReport, ChangedFigure, DatasetReport, Drifted, FigureNote, NewFigure, NightReport, NoLayout,
    PaperReport, Printing, SourceReport, TroubleReport,
};
use crate::words::line;

/// How many of each list are shown.
const SHOWN: usize = 20;

/// The report in words, with a line feed at its end.
pub fn text(report: &NightReport) -> String {
    let mut page = Page::default();
    let failed = report.sources.iter().filter(|source| source.state == "failed").count();
    page.line(format_args!("Night {}, {} to {}", report.run, report.began, report.ended));
    page.line(format_args!(
        "{}{}; {}, {}",
        counted(report.sources.len(), "source", "sources"),
        if failed > 0 { format!(", {failed} failed") } else { String::new() },
        counted(report.papers.iter().filter(|paper| paper.edition == 1).count(), "new paper", "new papers"),
        counted(
            report.papers.iter().filter(|paper| paper.edition > 1).count(),
            "replaced paper",
            "replaced papers"
        ),
    ));
    page.list("Papers", &report.papers, paper);
    if let Some(dataset) = &report.dataset {
        of_dataset(&mut page, dataset);
    }
    page.list("No longer there", &report.vanished, name);
    page.list("There again", &report.returned, name);
    page.list(
        "Left the dataset, since their papers are there one by one",
        &report.superseded,
        |edition, page| {
            name(&edition.paper, page);
        },
    );
    page.list("Could not be had", &report.troubles, trouble);
    let unwell: Vec<&SourceReport> = report
        .sources
        .iter()
        .filter(|source| source.state != "complete" || !source.doubts.is_empty())
        .collect();
    page.list("Sources to look after", &unwell, |unwell, page| source(unwell, page));
    page.text
}

/// What went wrong in a night, a line each: sources that were not seen whole, and papers that could not be had. What stands
/// as it was told before is left out, so that whoever is mailed errors hears of each once.
pub fn wrong(report: &NightReport) -> Vec<String> {
    let of_source = |source: &SourceReport| {
        let words =
            source.reason.as_ref().or(source.doubts.first()).map_or(source.state.as_str(), String::as_str);
        format!("{}: {}", line(&source.source), line(words))
    };
    let sources = report.sources.iter().filter(|source| source.state != "complete").map(of_source);
    let of_paper = |trouble: &TroubleReport| {
        format!("{}: {}: {}", line(&trouble.paper.source), titled(&trouble.paper), line(&trouble.reason))
    };
    let papers = report.troubles.iter().filter(|trouble| !trouble.is_standing).map(of_paper);
    sources.chain(papers).collect()
}

/// What a night would bring, in words, with a line feed at its end.
pub fn preview(sources: &[SourcePreview]) -> String {
    let mut page = Page::default();
    for source in sources {
        let reason = match &source.state {
            SourceState::Complete => String::new(),
            SourceState::Incomplete => "; something may be missing".to_owned(),
            SourceState::Failed { reason, .. } => format!("; failed: {}", line(reason)),
        };
        page.line(format_args!(
            "{}: {} to fetch, {} to ask whether they have changed, {} left alone{reason}",
            line(&source.source),
            counted(source.new.len(), "paper", "papers"),
            source.known,
            counted(source.spared, "pack", "packs"),
        ));
        for doubt in &source.doubts {
            page.line(format_args!("    {}", line(doubt)));
        }
        for paper in &source.new {
            name(paper, &mut page);
        }
    }
    page.text
}

/// Lines as they come.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, words: fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = writeln!(self.text, "{words}");
    }

    /// The first of a list under its heading; nothing of an empty one.
    fn list<T>(&mut self, heading: &str, list: &[T], show: impl Fn(&T, &mut Page)) {
        self.part(heading, list, list.len(), show);
    }

    /// The first of a list that is the beginning of a longer one.
    fn part<T>(&mut self, heading: &str, list: &[T], count: usize, show: impl Fn(&T, &mut Page)) {
        if count == 0 {
            return;
        }
        self.line(format_args!("\n{heading} ({count})"));
        let shown = &list[..list.len().min(SHOWN)];
        for item in shown {
            show(item, self);
        }
        if shown.len() < count {
            self.line(format_args!("  … and {} more", count - shown.len()));
        }
    }
}

fn of_dataset(page: &mut Page, report: &DatasetReport) {
    page.list("Councils", &report.authorities, council);
    page.part("New figures", &report.new_figures.listed, report.new_figures.count, new_figure);
    if report.undated_figures > 0 {
        page.line(format_args!("  beside {} without a period", report.undated_figures));
    }
    page.part(
        "Changed figures",
        &report.changed_figures.listed,
        report.changed_figures.count,
        changed_figure,
    );
    page.list("Unlike their layout", &report.drifted, drifted);
    page.list("Read by no layout, or not whole", &report.no_layout, no_layout);
    page.list("Lost from the archive", &report.lost, |loss, page| {
        page.line(format_args!("  {}: {}", line(&loss.input), line(&loss.reason)));
    });
    let left = match report.withdrawn {
        0 => String::new(),
        some => format!("; {} left it", counted(some, "document", "documents")),
    };
    page.line(format_args!(
        "\nThe dataset now has {} from {}{left}",
        counted(report.figures, "figure", "figures"),
        counted(report.documents, "document", "documents")
    ));
}

fn paper(paper: &PaperReport, page: &mut Page) {
    name(&paper.paper, page);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(paper.authority.as_deref().map(line));
    if paper.edition > 1 {
        facts.push(format!("edition {}", paper.edition));
    }
    if paper.is_copy {
        facts.push("bytes that came before".to_owned());
    }
    let figures = paper.documents.iter().map(|document| document.figures as usize).sum();
    if !paper.documents.is_empty() {
        facts.push(counted(figures, "figure", "figures"));
    }
    let mut layouts: Vec<&str> =
        paper.documents.iter().filter_map(|document| document.layout.as_deref()).collect();
    layouts.dedup();
    facts.extend((!layouts.is_empty()).then(|| format!("layout {}", line(&layouts.join(", ")))));
    if !facts.is_empty() {
        page.line(format_args!("    {}", facts.join(", ")));
    }
}

/// A paper by its title, its meeting and its address.
fn name(paper: &PaperNote, page: &mut Page) {
    page.line(format_args!("  {}", titled(paper)));
    page.line(format_args!("    {}", line(&paper.address)));
}

fn titled(paper: &PaperNote) -> String {
    let meeting: Vec<String> =
        [&paper.committee, &paper.meeting_date].into_iter().flatten().map(|words| line(words)).collect();
    let title = line(&paper.title);
    if meeting.is_empty() { title } else { format!("{title} ({})", meeting.join(", ")) }
}

fn council(council: &AuthorityReport, page: &mut Page) {
    let name = council.authority.as_deref().map_or_else(|| "of no council that is known".to_owned(), line);
    page.line(format_args!("  {name}: {} new, {} changed", council.new_figures, council.changed_figures));
}

fn new_figure(figure: &NewFigure, page: &mut Page) {
    let rag = figure.printing.rag.as_deref().map(|rag| format!(", {rag}")).unwrap_or_default();
    page.line(format_args!("  {}: {}{rag}", subject(&figure.figure), value(&figure.printing)));
}

fn changed_figure(figure: &ChangedFigure, page: &mut Page) {
    let after = figure.after.as_ref().map_or_else(|| "no such row".to_owned(), value);
    page.line(format_args!("  {}: {} → {after}", subject(&figure.figure), value(&figure.before)));
    let now = figure.after.as_ref().map(|after| format!(" → {}", line(&after.file_name))).unwrap_or_default();
    page.line(format_args!("    {}: {}{now}", figure.change, line(&figure.before.file_name)));
}

/// Whose figure of what it is, and when.
pub(crate) fn subject(figure: &FigureNote) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(figure.authority.as_deref().map(line));
    let is_own = figure.area == figure.authority;
    words.extend(figure.area.as_deref().filter(|_| !is_own).map(line));
    words.push(line(&figure.indicator));
    words.extend(figure.breakdown.as_deref().map(line));
    if figure.kind != "actual" {
        words.push(figure.kind.clone());
    }
    let days = if figure.period_start == figure.period_end {
        figure.period_end.clone()
    } else {
        format!("{} to {}", figure.period_start, figure.period_end)
    };
    format!("{}, {days}", words.join(", "))
}

/// A value as printed; where nothing is, what that means.
pub(crate) fn value(printing: &Printing) -> String {
    let text = line(&printing.value_text);
    if text.is_empty() { printing.status.clone() } else { text }
}

fn drifted(drifted: &Drifted, page: &mut Page) {
    page.line(format_args!("  {}: {}", line(&drifted.file_name), line(&drifted.layout)));
    for difference in &drifted.differences {
        page.line(format_args!("    {}", line(difference)));
    }
}

fn no_layout(document: &NoLayout, page: &mut Page) {
    let reason = document.reason.as_deref().map(|reason| format!(": {}", line(reason))).unwrap_or_default();
    let figures = counted(document.figures as usize, "figure", "figures");
    page.line(format_args!("  {}: {}, {figures}{reason}", line(&document.file_name), document.outcome));
}

fn trouble(trouble: &TroubleReport, page: &mut Page) {
    name(&trouble.paper, page);
    let hint = if trouble.hint.is_empty() { String::new() } else { format!("; {}", trouble.hint) };
    page.line(format_args!("    {}{hint}", line(&trouble.reason)));
}

fn source(source: &SourceReport, page: &mut Page) {
    let reason = source.reason.as_deref().map(|reason| format!(": {}", line(reason))).unwrap_or_default();
    page.line(format_args!("  {}: {}{reason}", line(&source.source), source.state));
    for doubt in &source.doubts {
        page.line(format_args!("    {}", line(doubt)));
    }
    if let Some(hint) = &source.hint {
        page.line(format_args!("    {hint}"));
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
