//! A spec to begin with, drafted from a document: what was found in it, what each heading was taken for, and what is open.
//!
//! Written for an analyst: short, with comments, and every open question as a line that only has to be uncommented. The
//! draft is a good spec as it stands. It decides nothing that the document leaves open.

mod headings;
mod words;

use std::collections::BTreeSet;

use boardlift_model::{Document, Figure, Finding, FindingKind, Reading};

use crate::catalogue::{Catalogue, CatalogueError};
use crate::pattern::HeadingRow;
use crate::read::{GENERIC, Options, read_and_see};
use crate::recognise::recognise;
use crate::seen::Seen;
use crate::spec;

pub use headings::OpenPoint;

/// How many indicators are listed at most whose wanted direction is open.
const LISTED_WISHES: usize = 10;

/// What a caller adds to a draft.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The authority that the document names: councils are not known here.
    pub authority: Option<&'a str>,
    /// The name of the file that the draft is for, which gives its id.
    pub spec_file: Option<&'a str>,
}

/// A drafted spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// The TOML.
    pub toml: String,
    /// How many questions are open.
    pub open: usize,
    /// Whether the document is recognised by it. One that nothing tells from others has to be named by its id.
    pub is_recognised: bool,
}

/// Drafts a spec; nothing where the document has no table of indicators to draft it from.
///
/// # Errors
///
/// Never in a released program: a draft is a good spec.
pub fn draft(
    document: &Document,
    facts: Facts<'_>,
    catalogue: &Catalogue,
) -> Result<Option<Draft>, CatalogueError> {
    let general = Options { layout: Some(GENERIC.to_owned()) };
    let (reading, seen) = read_and_see(document, catalogue, &general)?;
    let tables = tables(&seen, &reading.figures);
    if tables.is_empty() {
        return Ok(None);
    }
    let mut pen = Pen { out: String::new(), open: 0 };
    let id = free_id(facts.spec_file.unwrap_or(&document.source.file_name), catalogue);
    pen.head(document, &reading, facts, &id);
    pen.document(&reading, facts, &seen);
    pen.headings(&reading, &seen);
    pen.wishes(&reading, &seen);
    pen.tables(&tables);
    pen.aside(&reading.findings);
    let mut catalogue = catalogue.clone();
    catalogue.add(&format!("{id}.toml"), &pen.out, true)?;
    let is_recognised = recognise(document, &catalogue).chosen.as_ref() == Some(&id);
    Ok(Some(Draft { id, toml: pen.out, open: pen.open, is_recognised }))
}

/// What a document leaves open, where it is read as the options say: questions that a spec may answer.
///
/// # Errors
///
/// Where `options` names a layout that the catalogue doesn't have.
pub fn open_points(
    document: &Document,
    catalogue: &Catalogue,
    options: &Options,
) -> Result<Vec<OpenPoint>, CatalogueError> {
    let (reading, seen) = read_and_see(document, catalogue, options)?;
    let year = headings::without_year(&seen).into_iter();
    Ok(year.chain(headings::open(&seen, &reading.profile)).collect())
}

/// An id that no known layout has: a draft takes nobody's place.
fn free_id(file_name: &str, catalogue: &Catalogue) -> String {
    let id = words::id(file_name);
    if catalogue.get(&id).is_ok() { format!("{id}-own") } else { id }
}

/// One kind of table, with what stands in all tables of its kind.
struct Kind {
    headings: HeadingRow,
    columns: Vec<String>,
    numbers: Vec<u32>,
    rows: u32,
    refs: Vec<String>,
}

fn tables(seen: &[Seen], figures: &[Figure]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    let mut current = None;
    for stretch in seen.iter().filter(|stretch| stretch.of_indicators) {
        if let Some(headings) = &stretch.headings {
            current = kinds.iter().position(|kind| is_same(&kind.headings, headings)).or_else(|| {
                kinds.push(Kind::of(headings));
                Some(kinds.len() - 1)
            });
        }
        if let Some(kind) = current.and_then(|at| kinds.get_mut(at)) {
            let own = figures[stretch.figures.clone()].iter();
            kind.rows = kind.rows.saturating_add(stretch.rows_of_figures);
            kind.refs.extend(own.filter_map(|figure| figure.reference.clone()));
            if kind.numbers.last() != Some(&stretch.table) {
                kind.numbers.push(stretch.table);
            }
        }
    }
    kinds
}

fn is_same(one: &HeadingRow, other: &HeadingRow) -> bool {
    let keys = |row: &HeadingRow| -> Vec<String> {
        row.headings().iter().map(|heading| heading.key.clone()).collect()
    };
    keys(one) == keys(other)
}

impl Kind {
    fn of(headings: &HeadingRow) -> Self {
        let mut columns: Vec<String> =
            headings.headings().iter().map(|heading| words::pattern(&heading.words)).collect();
        // Names and one kind of figures: a spec names two headings at the least.
        while columns.len() < 2 {
            columns.push("{period}".to_owned());
        }
        Kind { headings: headings.clone(), columns, numbers: Vec::new(), rows: 0, refs: Vec::new() }
    }
}

/// Writes the parts of a draft, and counts its questions.
struct Pen {
    out: String,
    open: usize,
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

    fn head(&mut self, document: &Document, reading: &Reading, facts: Facts<'_>, id: &str) {
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

    fn document(&mut self, reading: &Reading, facts: Facts<'_>, seen: &[Seen]) {
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

    fn headings(&mut self, reading: &Reading, seen: &[Seen]) {
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

    fn wishes(&mut self, reading: &Reading, seen: &[Seen]) {
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

    fn tables(&mut self, kinds: &[Kind]) {
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

    /// What was set aside: no question that a spec answers, but the analyst should know.
    fn aside(&mut self, findings: &[Finding]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;
    use crate::testing::document;

    fn drafted(lines: &str) -> Draft {
        let facts = Facts { authority: Some("Ourtown"), spec_file: Some("own/ourtown.toml") };
        let catalogue = Catalogue::embedded().expect("good specs");
        draft(&document(lines), facts, &catalogue).expect("a good spec").expect("a table")
    }

    /// Lines that the draft of a document has, and how many questions are open.
    fn check(lines: &str, has: &[&str], open: usize) {
        let draft = drafted(lines);
        for line in has {
            assert!(draft.toml.contains(line), "expected `{line}` in\n{}", draft.toml);
        }
        assert_eq!(draft.open, open, "{}", draft.toml);
        assert_eq!(draft.toml.matches("OPEN: ").count(), open, "{}", draft.toml);
    }

    const PAPER: &str = "# Ourtown Council scorecard, quarter 1 2023/24

        Ref | KPI | Frobs | Target 23/24 | Q1 | Q2
        1 | Plans | 7 | 5 | 6 | 7
        2 | Visits | 8 | 5 | 6 | 7
        3 | Appeals | 9 | 5 | 6 | 7";

    #[test]
    fn a_draft_is_a_good_spec_that_reads_its_document() {
        let draft = drafted(PAPER);
        let spec = Spec::parse("ourtown.toml", &draft.toml).expect("a good spec");
        assert_eq!((spec.id.as_str(), spec.version), ("ourtown", 1));
        assert_eq!(spec.tables[0].columns, ["Ref", "KPI", "Frobs", "Target {period}", "{period}"]);
        assert!(spec.tables[0].refs.has("2") && !spec.tables[0].refs.has("4"));
        assert!(draft.is_recognised);
    }

    #[test]
    fn open_questions_are_lines_to_be_uncommented() {
        check(
            PAPER,
            &[
                "id = \"ourtown\"",
                "authority = \"Ourtown\"",
                "#   Target {period}  target",
                "# \"Frobs\" = \"actual\"  # OPEN: ",
            ],
            1,
        );
        check(
            "# Ourtown Council scorecard\n\nRef | KPI | Q1 | Q2\n1 | Plans | 6 | 7",
            &["# year = \"2023/24\"  # OPEN: `Q1` names no year"],
            1,
        );
        check(
            "# Ourtown Council\n\nRef | KPI | Good is | 2022/23\n1 | Plans | Sideways | 6\n2 | Visits | High | 6",
            &["# \"1\" = \"up\"  # OPEN: "],
            1,
        );
    }

    #[test]
    fn every_question_uncommented_is_a_good_spec_still() {
        let draft = drafted(PAPER);
        let line = |line: &str| {
            if line.contains("OPEN: ") { line.trim_start_matches("# ").to_owned() } else { line.to_owned() }
        };
        let answered: Vec<String> = draft.toml.lines().map(line).collect();
        let spec = Spec::parse("ourtown.toml", &answered.join("\n")).expect("a good spec");
        assert!(spec.heading_rule("frobs").is_some());
    }

    #[test]
    fn what_tells_it_from_others_must_be_there() {
        let table = "Ref | KPI | Target | May 22\n1 | Plans | 5 | 6";
        let nameless = Facts::default();
        let of = |lines: &str| draft(&document(lines), nameless, &Catalogue::default()).expect("a good spec");
        assert_eq!(of(table).map(|draft| draft.is_recognised), Some(false));
        assert_eq!(
            of(&format!("# Partnership scorecard\n\n{table}")).map(|draft| draft.is_recognised),
            Some(true)
        );
        assert_eq!(of("Only words"), None);
    }

    #[test]
    fn hostile_words_stay_inside_their_strings() {
        let draft = drafted(
            "# Ourtown \"Council\" \\ scorecard\n\nRef | KPI \"x\" \\ | A \"b\" | May 22\n1 | Plans | 5 | 6",
        );
        assert!(Spec::parse("ourtown.toml", &draft.toml).is_ok(), "{}", draft.toml);
    }
}
