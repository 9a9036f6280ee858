//! A spec as its file writes it, with the place of each value, and the checks that its grammar can't make.

use std::collections::BTreeMap;
use std::ops::Range;

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::{self, Years};
use boardlift_model::Direction;
use serde::Deserialize;
use toml::Spanned;

use super::error::Slip;
use super::{DocumentDefaults, ExpectedRefs, ExpectedRows, HeadingRule, TablePattern};

/// A table has names and figures at the least.
const FEWEST_COLUMNS: usize = 2;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spec {
    id: Spanned<String>,
    version: Spanned<u32>,
    summary: String,
    #[serde(default)]
    document: Document,
    #[serde(rename = "table")]
    tables: Spanned<Vec<Table>>,
    #[serde(default)]
    headings: BTreeMap<String, Spanned<HeadingRule>>,
    #[serde(default)]
    desired_direction: BTreeMap<String, Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    authority: Option<String>,
    board: Option<String>,
    title: Option<String>,
    year: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    columns: Spanned<Vec<String>>,
    rows: Option<ExpectedRows>,
    #[serde(default)]
    refs: ExpectedRefs,
}

impl Spec {
    /// The spec, if all that it says can be meant.
    pub(super) fn checked(self) -> Result<super::Spec, Slip> {
        check_id(&self.id)?;
        if *self.version.get_ref() == 0 {
            let problem = "expected a version from 1, found 0".to_owned();
            return Err(slip(self.version.span(), problem, "write `version = 1` in a new spec"));
        }
        let headings =
            self.headings.into_iter().map(|(words, rule)| Ok((fold::key(&words), checked_rule(rule)?)));
        let wanted = self.desired_direction.into_iter();
        let wanted = wanted.map(|(name, word)| Ok((fold::key(&name), direction(&word)?)));
        Ok(super::Spec {
            id: self.id.into_inner(),
            version: self.version.into_inner(),
            summary: self.summary,
            document: self.document.checked()?,
            tables: checked_tables(self.tables)?,
            headings: headings.collect::<Result<_, _>>()?,
            desired_direction: wanted.collect::<Result<_, _>>()?,
        })
    }
}

impl Document {
    fn checked(self) -> Result<DocumentDefaults, Slip> {
        let years = self.year.map(|year| years(&year)).transpose()?.unwrap_or_default();
        Ok(DocumentDefaults { authority: self.authority, board: self.board, title: self.title, years })
    }
}

fn check_id(id: &Spanned<String>) -> Result<(), Slip> {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if id.get_ref().split('-').all(is_word) {
        return Ok(());
    }
    let problem = format!("expected an id of lower-case words joined with `-`, found `{}`", id.get_ref());
    Err(slip(id.span(), problem, "write for example `id = \"ourtown-dashboard\"`"))
}

fn checked_tables(tables: Spanned<Vec<Table>>) -> Result<Vec<TablePattern>, Slip> {
    if tables.get_ref().is_empty() {
        let problem = "expected at least one table to recognise the layout by, found none".to_owned();
        return Err(slip(
            tables.span(),
            problem,
            "add `[[table]]` with `columns = [\"Ref\", \"Indicator\", …]`",
        ));
    }
    tables.into_inner().into_iter().map(Table::checked).collect()
}

impl Table {
    fn checked(self) -> Result<TablePattern, Slip> {
        let found = self.columns.get_ref().len();
        if found < FEWEST_COLUMNS {
            let problem = format!("expected at least {FEWEST_COLUMNS} columns, found {found}");
            let hint = "name all headings of the table";
            return Err(slip(self.columns.span(), problem, hint));
        }
        Ok(TablePattern { columns: self.columns.into_inner(), rows: self.rows, refs: self.refs })
    }
}

fn checked_rule(rule: Spanned<HeadingRule>) -> Result<HeadingRule, Slip> {
    let span = rule.span();
    let rule = rule.into_inner();
    let holds_figures = matches!(rule.used.role(), Role::Value(_));
    if !holds_figures && (rule.area.is_some() || rule.period.is_some()) {
        let problem = "only figures have an `area` or a `period`".to_owned();
        let hint = "write `as = \"actual\"`, or `target`, `baseline` or `milestone`; or leave `area` and `period` out";
        return Err(slip(span, problem, hint));
    }
    Ok(rule)
}

fn direction(word: &Spanned<String>) -> Result<Direction, Slip> {
    match word.get_ref().as_str() {
        "up" => Ok(Direction::Up),
        "down" => Ok(Direction::Down),
        other => {
            let problem = format!("expected `up` or `down`, found `{other}`");
            Err(slip(
                word.span(),
                problem,
                "`up` where a higher figure is better, `down` where a lower one is",
            ))
        }
    }
}

/// The years that a year such as `2023/24` stands for: quarters are those of the financial year, terms those of the
/// school year that begins in it.
fn years(year: &Spanned<String>) -> Result<Years, Slip> {
    let named = period::years_named(year.get_ref());
    let first = named.financial.or(named.academic).ok_or_else(|| {
        let problem = format!("expected a year such as `2023/24`, found `{}`", year.get_ref());
        slip(year.span(), problem, "name the financial year that the quarters of the paper belong to")
    })?;
    Ok(Years { financial: Some(first), academic: Some(first) })
}

fn slip(span: Range<usize>, problem: String, hint: &str) -> Slip {
    Slip { span, problem, hint: Some(hint.to_owned()) }
}
