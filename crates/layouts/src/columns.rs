//! What each column of a table holds: by its heading, by the spec, and where both are silent by what stands in it.

use boardlift_lexicon::heading::{self, Heading, Role};
use boardlift_lexicon::period::{FoundPeriod, Years};
use boardlift_lexicon::{judgement, missing, value};
use boardlift_model::{AreaClaim, Basis, Cell, Kind, Status};

use crate::header::{ANY_YEARS, Header};
use crate::merged;
use crate::sequence;
use crate::spec::Spec;
use crate::wordless;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Use {
    /// Figures.
    Value(ValueColumn),
    /// The sub-row's name.
    Breakdown,
    /// Whatever the heading's role says; never [`Role::Value`].
    Role(Role),
    /// Figures stand in it, but nothing says which: its cells are left out and counted.
    UnknownFigures,
    /// Nothing that can be used.
    Nothing,
}

/// A column of figures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ValueColumn {
    /// The role of its figures.
    pub(crate) kind: Kind,
    /// Whom they describe.
    pub(crate) area: AreaClaim,
    /// The days that they cover.
    pub(crate) period: Option<FoundPeriod>,
    /// How they gather up.
    pub(crate) basis: Option<Basis>,
    /// Whether the heading's period does not follow from its neighbours'.
    pub(crate) out_of_sequence: bool,
}

/// One column: its printed heading and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// The printed heading, levels joined with ` / `.
    pub(crate) text: String,
    /// The heading without the words of its period.
    pub(crate) stem: String,
    /// The period that the heading names, whatever the column holds.
    pub(crate) period: Option<FoundPeriod>,
    /// What it holds.
    pub(crate) used: Use,
}

impl Column {
    /// The column as one of figures.
    pub(crate) fn value(&self) -> Option<&ValueColumn> {
        match &self.used {
            Use::Value(column) => Some(column),
            _ => None,
        }
    }

    /// Whether it holds the names or the printed numbers of indicators.
    pub(crate) fn names_rows(&self) -> bool {
        matches!(self.used, Use::Role(Role::Indicator | Role::Reference))
    }

    /// Whether it holds what happened to the publisher.
    pub(crate) fn is_own_actual(&self) -> bool {
        self.value().is_some_and(|value| value.kind == Kind::Actual && value.area == AreaClaim::Publisher)
    }
}

/// The columns under a heading. `body` are the rows below it, which say what a column without a known heading
/// holds.
pub(crate) fn assign(header: &Header, body: &[Vec<Cell>], years: Years, spec: Option<&Spec>) -> Vec<Column> {
    let covered = merged::covered_columns(body, header.texts.len());
    let phantoms: Vec<bool> =
        covered.iter().zip(&header.covered).map(|(body, heading)| *body && *heading).collect();
    let words = header.texts.iter().zip(&phantoms).map(|(text, phantom)| if *phantom { "" } else { text });
    let mut columns: Vec<Column> = words.map(|text| by_heading(text, years, spec)).collect();
    name_the_indicator(&mut columns, body);
    keep_one_indicator(&mut columns, body);
    let names_at = position(&columns, &Use::Role(Role::Indicator));
    let first_value = columns.iter().position(|column| column.value().is_some()).unwrap_or(columns.len());
    for at in 0..columns.len() {
        if columns[at].used == Use::Nothing && !phantoms[at] {
            columns[at].used = by_content(at, &columns, body, names_at, first_value);
        }
    }
    wordless::name_judgements(&mut columns, body, &header.covered);
    bodies_beside_comparators(&mut columns, body);
    sequence::settle_bare_months(&mut columns);
    sequence::mark_slips(&mut columns);
    columns
}

fn position(columns: &[Column], used: &Use) -> Option<usize> {
    columns.iter().position(|column| column.used == *used)
}

fn by_heading(text: &str, years: Years, spec: Option<&Spec>) -> Column {
    // A glyph without a letter may be a digit of the year: the whole heading says nothing then.
    let known = if text.contains(char::REPLACEMENT_CHARACTER) { "" } else { text };
    let Heading { role, comparator, period, basis, stem } = heading::read(known, years);
    let role = spec.and_then(|spec| spec.heading_rule(&stem)).map(|rule| rule.used.role()).or(role);
    let used = match role {
        Some(Role::Value(kind)) => Use::Value(ValueColumn {
            kind,
            area: comparator
                .map_or(AreaClaim::Publisher, |comparator| AreaClaim::Comparator(comparator.name)),
            period: period.clone(),
            basis,
            out_of_sequence: false,
        }),
        Some(role) => Use::Role(role),
        None => Use::Nothing,
    };
    Column { text: text.to_owned(), stem, period, used }
}

/// A table of figures without a known heading for the names has them in its first column of words.
fn name_the_indicator(columns: &mut [Column], body: &[Vec<Cell>]) {
    let named = columns.iter().any(|column| matches!(column.used, Use::Role(Role::Indicator | Role::Action)));
    let has_figures = columns.iter().any(|column| column.value().is_some());
    if named || !has_figures {
        return;
    }
    let unnamed = |column: &Column| matches!(column.used, Use::Nothing | Use::Role(Role::Section));
    if let Some(at) =
        (0..columns.len()).find(|&at| unnamed(&columns[at]) && Contents::of(at, body).is_words())
    {
        columns[at].used = Use::Role(Role::Indicator);
    }
}

/// Of several columns headed as the indicator, `KPI | Description`, the one with the most words is its name. One of
/// single words before it is its number, any other the group.
fn keep_one_indicator(columns: &mut [Column], body: &[Vec<Cell>]) {
    let is_headed = |column: &Column| column.used == Use::Role(Role::Indicator);
    let headed: Vec<usize> = (0..columns.len()).filter(|&at| is_headed(&columns[at])).collect();
    let most_words = |&&at: &&usize| (words_in(at, body), std::cmp::Reverse(at));
    let Some(&longest) = headed.iter().max_by_key(most_words) else { return };
    let has_number = position(columns, &Use::Role(Role::Reference)).is_some();
    for &at in headed.iter().filter(|&&at| at != longest) {
        let cells = body.iter().filter(|row| row.get(at).is_some_and(|cell| !cell.is_blank())).count();
        let single_words = words_in(at, body) == cells;
        let role = if at < longest && single_words && !has_number { Role::Reference } else { Role::Section };
        columns[at].used = Use::Role(role);
    }
}

fn words_in(at: usize, body: &[Vec<Cell>]) -> usize {
    body.iter().filter_map(|row| row.get(at)).map(|cell| cell.text.split_whitespace().count()).sum()
}

fn by_content(
    at: usize,
    columns: &[Column],
    body: &[Vec<Cell>],
    names_at: Option<usize>,
    first_value: usize,
) -> Use {
    let contents = Contents::of(at, body);
    let in_action_table = columns.iter().any(|column| column.used == Use::Role(Role::Action));
    if in_action_table {
        let taken = columns.iter().any(|column| column.used == Use::Role(Role::Issue));
        return if contents.words > 0 && !taken { Use::Role(Role::Issue) } else { Use::Nothing };
    }
    match names_at {
        // A label down the side, often turned: the group that the rows belong to.
        Some(names) if at < names && contents.figures == 0 => Use::Role(Role::Section),
        Some(names)
            if at > names
                && at < first_value
                && contents.is_words()
                && parts_rows(at, names, columns, body) =>
        {
            Use::Breakdown
        }
        _ if contents.figures > 0 => Use::UnknownFigures,
        _ => Use::Nothing,
    }
}

/// Whether a column parts the rows of one indicator: it has no heading, or it goes on where the name is left blank.
fn parts_rows(at: usize, names: usize, columns: &[Column], body: &[Vec<Cell>]) -> bool {
    let filled = |row: &[Cell], at: usize| row.get(at).is_some_and(|cell| !cell.is_blank());
    columns[at].text.is_empty() || body.iter().any(|row| filled(row, at) && !filled(row, names))
}

/// What stands in a column.
#[derive(Debug, Default)]
struct Contents {
    words: usize,
    figures: usize,
}

impl Contents {
    fn of(at: usize, body: &[Vec<Cell>]) -> Self {
        let mut contents = Contents::default();
        for cell in body.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_blank()) {
            if value::read(&cell.text, Years::default()).cell.status == Status::Reported {
                contents.figures += 1;
            } else if missing::status(&cell.text).is_none() && judgement::rag(&cell.text).is_none() {
                contents.words += 1;
            }
        }
        contents
    }

    fn is_words(&self) -> bool {
        self.words > self.figures
    }
}

/// A body named beside comparators, `England | London | Ourtown`, is the authority itself or another one: a column
/// of figures whose heading, or lowest level of it, is nothing but an unknown name.
fn bodies_beside_comparators(columns: &mut [Column], body: &[Vec<Cell>]) {
    let is_compared =
        |column: &&Column| matches!(column.value(), Some(ValueColumn { area: AreaClaim::Comparator(_), .. }));
    let compared: Vec<String> =
        columns.iter().filter(is_compared).map(|column| upper_level(&column.text).to_owned()).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        let leaf = leaf_level(&column.text).to_owned();
        let has_comparators = compared.iter().any(|upper| upper == upper_level(&column.text));
        if has_comparators && is_bare_name(&leaf) && Contents::of(at, body).figures > 0 {
            name_a_body(column, leaf);
        }
    }
}

fn name_a_body(column: &mut Column, name: String) {
    let area = AreaClaim::Named(name);
    match &mut column.used {
        Use::Value(value) if value.area == AreaClaim::Publisher && value.kind == Kind::Actual => {
            value.area = area;
        }
        Use::UnknownFigures | Use::Nothing => {
            let period = column.period.clone();
            column.used = Use::Value(ValueColumn {
                kind: Kind::Actual,
                area,
                period,
                basis: None,
                out_of_sequence: false,
            });
        }
        _ => {}
    }
}

/// Whether the words, standing alone, are a name: known to nobody, without a period and starting with a capital.
fn is_bare_name(words: &str) -> bool {
    let alone = heading::read(words, ANY_YEARS);
    alone.role.is_none()
        && alone.period.is_none()
        && words.chars().next().is_some_and(char::is_uppercase)
        && words.split_whitespace().count() <= 6
}

fn upper_level(text: &str) -> &str {
    text.rsplit_once(" / ").map_or("", |(upper, _)| upper)
}

/// The lowest level of a heading.
pub(crate) fn leaf_level(text: &str) -> &str {
    text.rsplit_once(" / ").map_or(text, |(_, leaf)| leaf)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(heading: &str, row: &str) -> Vec<Column> {
        let cell = |text: &str| Cell::new(text.trim(), boardlift_model::Place::Line(1));
        let header = Header::of_words(heading.split('|').map(|text| text.trim().to_owned()));
        let years = Years { financial: Some(2022), academic: Some(2022) };
        assign(&header, &[row.split('|').map(cell).collect()], years, None)
    }

    fn check_uses(heading: &str, row: &str, expected: &str) {
        let short = |column: &Column| match &column.used {
            Use::Value(ValueColumn { kind, area: AreaClaim::Publisher, .. }) => kind.to_string(),
            Use::Value(ValueColumn { kind, area: AreaClaim::Comparator(name), .. }) => {
                format!("{kind} {name}")
            }
            Use::Value(ValueColumn { kind, area: AreaClaim::Named(name), .. }) => format!("{kind} ={name}"),
            Use::Role(role) => format!("{role:?}").to_lowercase(),
            Use::Breakdown => "breakdown".to_owned(),
            Use::UnknownFigures => "?".to_owned(),
            Use::Nothing => "-".to_owned(),
        };
        let found: Vec<String> = columns(heading, row).iter().map(short).collect();
        assert_eq!(found.join("|"), expected);
    }

    #[test]
    fn headings_say_what_a_column_holds() {
        check_uses(
            "Ref|Indicator|Target 22/23|Q1|RAG|Notes",
            "1|Plans|60%|50%|R|",
            "reference|indicator|target|actual|rag|note",
        );
        check_uses(
            "KPI Ref|KPI|Aug 21|Nat|SN",
            "1|Plans|5|6|7",
            "reference|indicator|actual|actual England|actual Statistical neighbours",
        );
    }

    #[test]
    fn contents_say_it_where_headings_are_silent() {
        check_uses("Ref|Indicator||Q1", "1|Plans|EHCPs|5", "reference|indicator|breakdown|actual");
        check_uses("|Ref|Indicator|Q1", "Timeliness|1|Plans|5", "section|reference|indicator|actual");
        check_uses("Ref|Indicator|Frobnication|Q1", "1|Plans|x7|5", "reference|indicator|-|actual");
        check_uses("Team|2010/11|2011/12", "North|5|6", "indicator|actual|actual");
        check_uses("KPI|Description|May 22", "M1|Plans issued|5", "reference|indicator|actual");
        check_uses(
            "Measure|Indicator|May 22",
            "Timely plans|Plans issued in 20 weeks|5",
            "section|indicator|actual",
        );
        check_uses("Ref|Indicator|Q1|", "1|Plans|5|6", "reference|indicator|actual|?");
        check_uses(
            "No.||Action to be taken:|By whom:",
            "1|Backlog of reviews|Hire|AB",
            "reference|issue|action|owner",
        );
    }

    #[test]
    fn a_name_beside_comparators_is_a_body() {
        check_uses(
            "Indicator|2018/19 / England|2018/19 / London|2018/19 / Ourtown",
            "Plans|5|6|7",
            "indicator|actual England|actual London|actual =Ourtown",
        );
        check_uses(
            "Indicator|Ourtown|Theirtown|England",
            "Plans|5|6|7",
            "indicator|actual =Ourtown|actual =Theirtown|actual England",
        );
    }
}
