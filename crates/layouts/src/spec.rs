//! One layout as data: a TOML file that says how it is recognised and what differs from the general reading.

use std::collections::BTreeMap;
use std::ops::Range;

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::Role;
use boardlift_model::Kind;
use serde::Deserialize;

/// A layout spec, read and checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The layout's id: lower-case words joined with `-`.
    pub id: String,
    /// Raised by one whenever the spec changes what a document gives.
    pub version: u32,
    /// One line for a person who looks for the right layout.
    pub summary: String,
    /// What the document does not say of itself.
    #[serde(default)]
    pub document: DocumentDefaults,
    /// The tables by which the layout is recognised; at least one.
    #[serde(rename = "table")]
    pub tables: Vec<TablePattern>,
    /// Headings that mean something unusual here, by their printed words without the period.
    #[serde(default)]
    pub headings: BTreeMap<String, HeadingUse>,
}

/// What a publisher leaves unsaid, since its readers know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentDefaults {
    /// The authority, by a name that the vocabulary knows. Used only where the document itself names none.
    pub authority: Option<String>,
    /// The board that the document is written for.
    pub board: Option<String>,
}

/// One kind of table in the layout, by its headings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TablePattern {
    /// The headings in any order, as printed; `{period}` stands for whatever period is printed there. Equal
    /// patterns are written once.
    pub columns: Vec<String>,
}

/// What a heading is to be taken for, whatever the general reading would make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingUse {
    /// The indicator's number.
    Reference,
    /// The indicator's name.
    Indicator,
    /// Figures that happened.
    Actual,
    /// Figures aimed at.
    Target,
    /// Figures at the start.
    Baseline,
    /// Figures on the way.
    Milestone,
    /// The row's judgement.
    Rag,
    /// The printed arrow.
    Direction,
    /// What the publisher wants.
    DesiredDirection,
    /// The row's comment.
    Note,
    /// How figures gather up.
    Basis,
    /// The group that a row belongs to.
    Section,
    /// The unit of the row.
    Unit,
    /// Nothing for the dataset.
    Ignore,
}

impl HeadingUse {
    /// The role in the words of the lexicon.
    pub fn role(self) -> Role {
        match self {
            HeadingUse::Reference => Role::Reference,
            HeadingUse::Indicator => Role::Indicator,
            HeadingUse::Actual => Role::Value(Kind::Actual),
            HeadingUse::Target => Role::Value(Kind::Target),
            HeadingUse::Baseline => Role::Value(Kind::Baseline),
            HeadingUse::Milestone => Role::Value(Kind::Milestone),
            HeadingUse::Rag => Role::Rag,
            HeadingUse::Direction => Role::Direction,
            HeadingUse::DesiredDirection => Role::DesiredDirection,
            HeadingUse::Note => Role::Note,
            HeadingUse::Basis => Role::Basis,
            HeadingUse::Section => Role::Section,
            HeadingUse::Unit => Role::Unit,
            HeadingUse::Ignore => Role::Other,
        }
    }
}

/// Why a spec can't be used. The place is a line and a column, both from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}{}", hint.as_deref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default())]
pub struct SpecError {
    /// The file that the spec came from.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// What was expected and what was found.
    pub problem: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Spec {
    /// Reads and checks a spec. `file` is named in errors.
    ///
    /// # Errors
    ///
    /// Where the text is no TOML, has a key that no spec has, lacks one that every spec has, or has a value that
    /// can't be meant.
    pub fn parse(file: &str, toml: &str) -> Result<Self, SpecError> {
        let spec: Spec = toml::from_str(toml).map_err(|error| {
            let hint = unknown_key_hint(error.message());
            spec_error(file, toml, error.span(), error.message().trim().to_owned(), hint)
        })?;
        spec.check(file, toml)?;
        Ok(spec)
    }

    /// What a heading with this [`stem`](boardlift_lexicon::heading::Heading::stem) is to be taken for, where the
    /// spec says so.
    pub fn heading_use(&self, stem: &str) -> Option<HeadingUse> {
        self.headings.iter().find(|(words, _)| fold::key(words) == stem).map(|(_, used)| *used)
    }

    fn check(&self, file: &str, toml: &str) -> Result<(), SpecError> {
        let refuse = |key: &str, problem: String, hint: &str| {
            Err(spec_error(file, toml, place_of(toml, key), problem, Some(hint.to_owned())))
        };
        let word_ok = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if !self.id.split('-').all(word_ok) {
            let problem = format!("expected an id of lower-case words joined with `-`, found `{}`", self.id);
            return refuse("id", problem, "write for example `id = \"ruled-quarterly\"`");
        }
        if self.version == 0 {
            let problem = "expected a version from 1, found 0".to_owned();
            return refuse("version", problem, "write `version = 1` in a new spec");
        }
        if self.tables.is_empty() {
            let problem = "expected at least one table to recognise the layout by, found none".to_owned();
            return refuse("table", problem, "add `[[table]]` with `columns = [\"Ref\", \"Indicator\", …]`");
        }
        if let Some(table) = self.tables.iter().find(|table| table.columns.len() < 3) {
            let problem = format!("expected at least 3 columns, found {}", table.columns.len());
            return refuse("columns", problem, "name all headings of the table: fewer recognise too much");
        }
        Ok(())
    }
}

fn spec_error(
    file: &str,
    toml: &str,
    span: Option<Range<usize>>,
    problem: String,
    hint: Option<String>,
) -> SpecError {
    let before = toml.get(..span.map_or(0, |span| span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    SpecError { file: file.to_owned(), line, column, problem, hint }
}

/// Where a key stands first, so that an error about its value has a place.
fn place_of(toml: &str, key: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in toml.split_inclusive('\n') {
        let word = line.trim_start_matches(['[', ' ']);
        if word.strip_prefix(key).is_some_and(|rest| rest.starts_with([' ', '=', ']'])) {
            return Some(start..start + key.len());
        }
        start += line.len();
    }
    None
}

fn unknown_key_hint(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("unknown field `")?;
    let (found, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2);
    let nearest = known.max_by(|a, b| similar(found, a).total_cmp(&similar(found, b)))?;
    (similar(found, nearest) > 0.6).then(|| format!("did you mean `{nearest}`?"))
}

fn similar(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "id = \"one-two\"\nversion = 1\nsummary = \"s\"\n\n[[table]]\ncolumns = [\"Ref\", \"KPI\", \"{period}\"]\n";

    fn check(toml: &str, expected: &str) {
        let error = Spec::parse("x.toml", toml).expect_err("a spec error");
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn a_good_spec_is_read() {
        let spec = Spec::parse("x.toml", GOOD).expect("a good spec");
        assert_eq!(spec.id, "one-two");
        assert_eq!(spec.tables[0].columns.len(), 3);
    }

    #[test]
    fn what_is_wrong_has_a_place_and_a_hint() {
        check(&GOOD.replace("summary", "sumary"), "x.toml:3:1: unknown field `sumary`");
        check(&GOOD.replace("summary", "sumary"), "did you mean `summary`?");
        check(&GOOD.replace("one-two", "One Two"), "x.toml:1:1: expected an id of lower-case words");
        check(&GOOD.replace("version = 1", "version = 0"), "x.toml:2:1: expected a version from 1, found 0");
        check(&GOOD.replace("\"Ref\", ", ""), "x.toml:6:1: expected at least 3 columns, found 2");
        check(&GOOD.replace("version = 1\n", ""), "missing field `version`");
        check(&format!("{GOOD}[headings]\n\"Ours\" = \"targt\"\n"), "x.toml:8:10: unknown variant `targt`");
        check("id = ", "x.toml:1:");
    }

    #[test]
    fn an_unusual_heading_is_found_by_its_words() {
        let toml = format!("{GOOD}[headings]\n\"Plan link:\" = \"ignore\"\n");
        let spec = Spec::parse("x.toml", &toml).expect("a good spec");
        assert_eq!(spec.heading_use(&fold::key("PLAN LINK")), Some(HeadingUse::Ignore));
        assert_eq!(spec.heading_use("link"), None);
    }
}
