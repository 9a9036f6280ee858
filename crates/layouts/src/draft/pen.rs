//! The parts of a draft as TOML with comments.

use std::collections::BTreeSet;

use boardlift_model::{Document, Figure, Finding, FindingKind, Reading};

use crate::seen::Seen;
use crate::spec;

use super::{Facts, Kind, headings, words};

/// How many indicators are listed at most whose wanted direction is open.
const LISTED_WISHES: usize = 10;

/// Writes the parts of a draft, and counts its questions.
#[derive(Default)]
pub(super) struct Pen {
    /// The TOML.
    pub(super) out: String,
    /// How many questions are open.
    pub(super) open: usize,
}

impl Pen {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// A line to be uncommented, with what is open behind it.
    fn question(&mut self, line: &str, why: &str) {
        self.open += 1;
        self.line(&format!("# {line}  # OPEN: {}", one_line(why)));
    }

    /// What it is for and how to work on it.
    pub(super) fn head(&mut self, document: &Document, reading: &Reading, facts: Facts<'_>, id: &str) {
        let file = one_line(&document.source.file_name);
        let spec_file = one_line(facts.spec_file.unwrap_or("THIS-FILE"));
        self.line(&format!("# How to read papers like {file}."));
        self.line("# What stands behind a # is a comment. Look at the lines marked OPEN. Where you know the answer, take the #");
        self.line("# at the start of the line away and change the line. Then see what it gives:");
        self.line(&format!("#   boardlift layouts try {file} --spec {spec_file}"));
        self.line("");
        self.line(&format!("id = {}", words::quoted(id)));
        self.line("version = 1  # one more whenever you change what comes out");
        let title = reading.profile.title.as_deref().map_or("", words::lasting_title);
        let summary = if title.is_empty() { id } else { title };
        self.line(&format!("summary = {}  # one line for your colleagues", words::quoted(summary)));
    }

    /// What the document doesn't say of itself.
    pub(super) fn document(&mut self, reading: &Reading, facts: Facts<'_>, seen: &[Seen]) {
        self.line("\n[document]");
        match facts.authority {
            Some(name) => self.line(&format!("authority = {}  # as the paper names it", words::quoted(name))),
            None => self.question("authority = \"…\"", "the paper names no council that is known"),
        }
        match &reading.profile.board {
            Some(board) => self.line(&format!("board = {}", words::quoted(board))),
            None => self.line("# board = \"…\"  # the board that the paper is written for"),
        }
        let title =
            reading.profile.title.as_deref().map(words::lasting_title).filter(|title| !title.is_empty());
        match (title, facts.authority) {
            (Some(title), None) => {
                self.line(&format!(
                    "title = {}  # words that the title of every edition has",
                    words::quoted(title)
                ));
            }
            (Some(title), Some(_)) => {
                self.line(&format!(
                    "# title = {}  # words that the title of every edition has",
                    words::quoted(title)
                ));
            }
            (None, _) => {}
        }
        if let Some(open) = headings::without_year(seen) {
            self.question(&open.line, &open.why);
        }
    }

    /// What each heading was taken for, and those that are open.
    pub(super) fn headings(&mut self, reading: &Reading, seen: &[Seen]) {
        self.line("\n[headings]");
        self.line("# What each heading was taken for. A line is needed only where that is wrong.");
        let taken = headings::taken_for(seen);
        let width = taken.iter().map(|(heading, _)| heading.chars().count()).max().unwrap_or(0).min(50);
        for (heading, taken) in &taken {
            self.line(&format!("#   {:width$}  {taken}", one_line(heading)));
        }
        self.line("# Words: reference, indicator, actual, target, baseline, milestone, rag, direction, desired_direction, note,");
        self.line("# basis, section, unit, ignore. Figures of others: \"SN\" = { as = \"actual\", area = \"Statistical neighbours\" }");
        for open in headings::open(seen, &reading.profile) {
            self.question(&open.line, &open.why);
        }
    }

    /// What the council wants of indicators.
    pub(super) fn wishes(&mut self, reading: &Reading, seen: &[Seen]) {
        self.line("\n[desired_direction]");
        self.line("# What the council wants of an indicator, by its number or name, where the paper doesn't say it: up or down.");
        let speaking = seen.iter().filter(|stretch| headings::say_what_is_wanted(stretch));
        let own = speaking.flat_map(|stretch| &reading.figures[stretch.figures.clone()]);
        let silent: BTreeSet<&str> =
            own.filter(|figure| figure.desired_direction.is_none()).map(name).collect();
        for name in silent.iter().take(LISTED_WISHES) {
            let line = format!("{} = \"up\"", words::quoted(name));
            self.question(&line, "the paper has a column for it, but no words there that are known");
        }
        if let Some(first) = reading.figures.first().filter(|_| silent.is_empty()) {
            self.line(&format!("# {} = \"up\"", words::quoted(name(first))));
        }
    }

    /// The tables of indicators.
    pub(super) fn tables(&mut self, kinds: &[Kind]) {
        for kind in kinds {
            let numbers: Vec<String> = kind.numbers.iter().map(u32::to_string).collect();
            self.line(&format!("\n[[table]]  # table {} of the paper", numbers.join(", ")));
            self.line(&format!("columns = {}", words::list(&kind.columns)));
            let some = (kind.rows / 5).max(1);
            let (least, most) = (kind.rows.saturating_sub(some).max(1), kind.rows.saturating_add(some));
            self.line(&format!("rows = [{least}, {most}]  # {} here; fewer or more are told", kind.rows));
            let refs = spec::runs(kind.refs.iter().cloned());
            if !refs.is_empty() {
                self.line(&format!("refs = {}", words::list(&refs)));
            }
        }
    }

    /// Tables of which no heading is known. A spec that writes their headings makes tables of them; what their columns hold
    /// is asked where all headings are.
    pub(super) fn unheaded(&mut self, stretches: &[&Seen], begin: &str) {
        for stretch in stretches {
            let Some(kind) = stretch.headings.as_ref().map(Kind::of) else { continue };
            self.line(&format!(
                "\n# Table {} has no heading that is known. Is it one of indicators? Then it",
                stretch.table
            ));
            self.line("# needs these lines, and answers to the questions about its columns above.");
            self.line(&format!("{begin}[[table]]"));
            for line in format!("columns = {}", words::list(&kind.columns)).lines() {
                self.line(&format!("{begin}{line}"));
            }
        }
    }

    /// What was set aside: no question that a spec answers, but the analyst should know.
    pub(super) fn aside(&mut self, findings: &[Finding]) {
        let aside = findings.iter().filter(|finding| finding.kind == FindingKind::TableSetAside);
        for (at, finding) in aside.enumerate() {
            if at == 0 {
                self.line("\n# Set aside, and in none of the tables above:");
            }
            self.line(&format!("# - {}", one_line(&finding.to_string())));
        }
    }
}

/// The number of a figure's indicator, else its name.
fn name(figure: &Figure) -> &str {
    figure.reference.as_deref().unwrap_or(&figure.indicator)
}

/// Words that stay inside their comment.
fn one_line(words: &str) -> String {
    words.replace(char::is_control, " ")
}
