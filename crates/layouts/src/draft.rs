//! A spec to begin with, drafted from a document: what was found in it, what each heading was taken for, and what is open.
//!
//! Written for an analyst: short, with comments, and every open question as a line that only has to be uncommented. The
//! draft is a good spec as it stands. It decides nothing that the document leaves open.

mod headings;
mod pen;
mod words;

use boardlift_model::{Document, Figure};

use crate::catalogue::{Catalogue, CatalogueError};
use crate::pattern::HeadingRow;
use crate::read::{GENERIC, Options, read_and_see};
use crate::recognise::recognise;
use crate::seen::Seen;

use pen::Pen;

pub use headings::OpenPoint;

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

/// Drafts a spec; nothing where the document has no table to draft it from: one of indicators, or one of figures of which
/// no heading is known.
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
    let unheaded: Vec<&Seen> = seen.iter().filter(|stretch| stretch.is_assumed).collect();
    if tables.is_empty() && unheaded.is_empty() {
        return Ok(None);
    }
    let mut pen = Pen::default();
    let id = free_id(facts.spec_file.unwrap_or(&document.source.file_name), catalogue);
    pen.head(document, &reading, facts, &id);
    pen.document(&reading, facts, &seen);
    pen.headings(&reading, &seen);
    pen.wishes(&reading, &seen);
    pen.tables(&tables);
    // A spec names one table at the least.
    pen.unheaded(&unheaded, if tables.is_empty() { "" } else { "# " });
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
            current = kinds.iter().position(|kind| kind.headings.is_same(headings)).or_else(|| {
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

    /// A draft with every question uncommented.
    fn answered(draft: &Draft) -> String {
        let line = |line: &str| {
            if line.contains("OPEN: ") { line.trim_start_matches("# ").to_owned() } else { line.to_owned() }
        };
        draft.toml.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_question_uncommented_is_a_good_spec_still() {
        let spec = Spec::parse("ourtown.toml", &answered(&drafted(PAPER))).expect("a good spec");
        assert!(spec.heading_rule("frobs").is_some());
    }

    /// Two columns of figures under words that nobody knows.
    const UNHEADED: &str = "Grommet | Frobs | Blips\nPlans | 5 | 6\nVisits | 7 | 8";

    #[test]
    fn a_table_without_a_known_heading_has_every_column_open() {
        check(
            UNHEADED,
            &[
                "\n[[table]]\ncolumns = [\"Grommet\", \"Frobs\", \"Blips\"]",
                "# \"Grommet\" = \"indicator\"  # OPEN: ",
                "# \"Frobs\" = \"actual\"  # OPEN: ",
                "# \"Blips\" = \"actual\"  # OPEN: ",
            ],
            3,
        );
        let draft = drafted(&format!("{PAPER}\n\n{UNHEADED}"));
        assert!(draft.toml.contains("\n# [[table]]\n# columns = [\"Grommet\""), "{}", draft.toml);
    }

    #[test]
    fn a_table_without_a_known_heading_is_read_by_the_answers() {
        let figures = |toml: &str| {
            let mut catalogue = Catalogue::default();
            catalogue.add("ourtown.toml", toml, true).expect("a good spec");
            let options = Options { layout: Some("ourtown".to_owned()) };
            let reading = crate::read::read(&document(UNHEADED), &catalogue, &options);
            reading.expect("the layout is there").figures.len()
        };
        let draft = drafted(UNHEADED);
        assert_eq!((figures(&draft.toml), figures(&answered(&draft))), (0, 4), "{}", draft.toml);
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
