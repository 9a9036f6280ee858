//! One layout as data: a TOML file that says how it is recognised and what differs from the general reading.
//!
//! Refuses whatever it doesn't know, so that a slip is an error with a place and not a rule that nobody hears.

mod error;
mod expected;
mod heading_rule;
mod written;

use std::collections::BTreeMap;

use boardlift_lexicon::fold;
use boardlift_lexicon::period::Years;
use boardlift_model::Direction;

pub use error::SpecError;
pub(crate) use expected::runs;
pub use expected::{ExpectedRefs, ExpectedRows};
pub use heading_rule::{HeadingRule, HeadingUse, PeriodRule};

/// A layout spec, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// The layout's id: lower-case words joined with `-`.
    pub id: String,
    /// Raised by one whenever the spec changes what a document gives.
    pub version: u32,
    /// One line for a person who looks for the right layout.
    pub summary: String,
    /// What the document does not say of itself.
    pub document: DocumentDefaults,
    /// The tables by which the layout is recognised; at least one.
    pub tables: Vec<TablePattern>,
    /// What headings mean here, by their printed words as [`fold::key`] gives them, without the period.
    pub headings: BTreeMap<String, HeadingRule>,
    /// What the publisher wants of an indicator whose paper doesn't say so, by its number or its name, as keys.
    pub desired_direction: BTreeMap<String, Direction>,
}

/// What a publisher leaves unsaid, since its readers know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentDefaults {
    /// The authority, by a name that the vocabulary knows. Used only where the document itself names none.
    pub authority: Option<String>,
    /// The board that the document is written for.
    pub board: Option<String>,
    /// Words that the title of every edition has.
    pub title: Option<String>,
    /// The years of quarters and terms, where the document names none.
    pub years: Years,
}

/// One kind of table in the layout, by its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePattern {
    /// The headings from left to right, as printed; `{period}` stands for whatever period is printed there and `{n}` for
    /// any other whole number. Equal patterns are written once.
    pub columns: Vec<String>,
    /// How many rows of indicators all tables with these headings have together.
    pub rows: Option<ExpectedRows>,
    /// The printed numbers of their indicators.
    pub refs: ExpectedRefs,
}

impl Spec {
    /// Reads and checks a spec. `file` is named in errors.
    ///
    /// # Errors
    ///
    /// Where the text is no TOML, has a key that no spec has, lacks one that every spec has, or has a value that
    /// can't be meant.
    pub fn parse(file: &str, toml: &str) -> Result<Self, SpecError> {
        let written: written::Spec =
            toml::from_str(toml).map_err(|error| SpecError::of_toml(file, toml, &error))?;
        written.checked().map_err(|slip| slip.in_file(file, toml))
    }

    /// What a heading with this [`stem`](boardlift_lexicon::heading::Heading::stem) means, where the spec says so.
    pub fn heading_rule(&self, stem: &str) -> Option<&HeadingRule> {
        self.headings.get(stem)
    }

    /// What the publisher wants of an indicator, where the spec says so.
    pub fn wanted(&self, reference: Option<&str>, indicator: &str) -> Option<Direction> {
        let by_number = reference.and_then(|number| self.desired_direction.get(&fold::key(number)));
        by_number.or_else(|| self.desired_direction.get(&fold::key(indicator))).copied()
    }
}

#[cfg(test)]
mod tests {
    use boardlift_lexicon::heading::Role;
    use boardlift_model::Kind;

    use super::*;

    const GOOD: &str = "id = \"one-two\"\nversion = 1\nsummary = \"s\"\n\n[[table]]\ncolumns = [\"Ref\", \"KPI\", \"{period}\"]\n";

    fn good(toml: &str) -> Spec {
        Spec::parse("x.toml", toml).expect("a good spec")
    }

    /// The lines in front of the tables of a good spec.
    fn with(front: &str) -> String {
        GOOD.replace("\n\n[[table]]", &format!("\n{front}\n[[table]]"))
    }

    #[test]
    fn a_good_spec_is_read() {
        let spec = good(GOOD);
        assert_eq!(spec.id, "one-two");
        assert_eq!(spec.tables[0].columns.len(), 3);
    }

    #[test]
    fn what_is_wrong_has_a_place_and_a_hint() {
        let check = |toml: &str, expected: &str| {
            let error = Spec::parse("x.toml", toml).expect_err("a spec error");
            assert!(error.to_string().contains(expected), "{error}");
        };
        check(&GOOD.replace("summary", "sumary"), "x.toml:3:1: unknown key `sumary`");
        check(&GOOD.replace("summary", "sumary"), "did you mean `summary`?");
        check(&GOOD.replace("one-two", "One Two"), "x.toml:1:6: expected an id of lower-case words");
        check(&GOOD.replace("version = 1", "version = 0"), "x.toml:2:11: expected a version from 1, found 0");
        check(&GOOD.replace("\"Ref\", \"KPI\", ", ""), "x.toml:6:11: expected at least 2 columns, found 1");
        check(&GOOD.replace("version = 1\n", ""), "missing key `version`");
        check("id = ", "x.toml:1:");
        check(
            "id = \"a\"\nversion = 1\nsummary = \"s\"\ntable = []\n",
            "x.toml:4:9: expected at least one table",
        );
        check(&with("[document]\nyear = \"soon\""), "x.toml:5:8: expected a year such as `2023/24`");
        check(&with("[headings]\n\"Ours\" = \"targt\""), "x.toml:5:10: unknown word `targt`");
        check(&with("[headings]\n\"Ours\" = \"targt\""), "did you mean `target`?");
        check(&with("[headings]\n\"Ours\" = 3"), "x.toml:5:10: ");
        check(&with("[headings]\n\"Ours\" = 3"), "a word such as \"target\"");
        check(
            &with("[headings]\n\"A\" = { as = \"note\", area = \"England\" }"),
            "x.toml:5:7: only figures have",
        );
        check(
            &with("[headings]\n\"A\" = { as = \"actual\", period = \"soon\" }"),
            "expected one of `reported`",
        );
        check(&with("[headings]\n\"A\" = { as = \"actual\", arae = \"England\" }"), "did you mean `area`?");
        check(&with("[desired_direction]\n\"1\" = \"high\""), "expected `up` or `down`");
        check(&GOOD.replace("}\"]\n", "}\"]\nrows = [9, 3]\n"), "expected the fewer rows first");
        check(&GOOD.replace("}\"]\n", "}\"]\nrefs = [\"9 to 3\"]\n"), "expected numbers such as");
    }

    #[test]
    fn a_heading_is_found_by_its_words() {
        let spec = good(&with("[headings]\n\"Plan link:\" = \"ignore\""));
        let used = |words: &str| spec.heading_rule(&fold::key(words)).map(|rule| rule.used);
        assert_eq!(used("PLAN LINK"), Some(HeadingUse::Ignore));
        assert_eq!(used("link"), None);
    }

    #[test]
    fn a_heading_may_say_more_than_a_word() {
        let spec = good(&with(
            "[headings]\n\"Nearest\" = { as = \"actual\", area = \"Statistical neighbours\", period = \"previous\" }",
        ));
        let rule = spec.heading_rule("nearest").expect("a rule");
        assert_eq!(rule.used.role(), Role::Value(Kind::Actual));
        assert_eq!(rule.area.as_deref(), Some("Statistical neighbours"));
        assert_eq!(rule.period, Some(PeriodRule::Previous));
    }

    #[test]
    fn wishes_are_found_by_number_or_name() {
        let spec = good(&with("[desired_direction]\n\"1.01\" = \"up\"\n\"Plans issued\" = \"down\""));
        assert_eq!(spec.wanted(Some("1.01"), "Appeals"), Some(Direction::Up));
        assert_eq!(spec.wanted(None, "Plans issued:"), Some(Direction::Down));
        assert_eq!(spec.wanted(Some("1.02"), "Appeals"), None);
    }

    #[test]
    fn the_years_of_an_edition() {
        let spec = good(&with("[document]\nyear = \"2023/24\""));
        assert_eq!(spec.document.years, Years { financial: Some(2023), academic: Some(2023) });
    }
}
