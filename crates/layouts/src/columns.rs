//! What each column of a table holds: its heading and what stands in it, weighed together.
//!
//! Where the heading says it and the contents don't contradict, the heading is right. Where it says nothing known, or what
//! can't be true, the contents say it, the place among the other columns, or the neighbours. Each column keeps the reason.
//! A column of figures whose heading nobody knows holds actuals, and its figures are flagged; one without any words over
//! it holds figures that nobody can name, and these are left out.

mod compared;
mod corner;
mod days;
mod names;
mod parts;
mod weigh;
mod wordless;

pub(crate) use compared::is_bare_name;
pub(crate) use corner::find as corner;

use boardlift_lexicon::heading::{self, Heading, Role};
use boardlift_lexicon::period::{FoundPeriod, Years};
use boardlift_model::grounds::AreaGround;
pub(crate) use boardlift_model::grounds::Reason;
use boardlift_model::{AreaClaim, Basis, Cell, Kind};

use crate::contents::Contents;
use crate::header::Header;
use crate::merged;
use crate::sequence;
use crate::signs;
use crate::spec::{HeadingRule, Spec};

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Use {
    /// Figures.
    Value(ValueColumn),
    /// The sub-row's name.
    Breakdown,
    /// The days that the figures of each row cover.
    Days,
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

impl ValueColumn {
    /// What happened to the publisher.
    fn own_actual(period: Option<FoundPeriod>, basis: Option<Basis>) -> Self {
        ValueColumn { kind: Kind::Actual, area: AreaClaim::Publisher, period, basis, out_of_sequence: false }
    }
}

/// Where the days of a column stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Dated {
    /// In its heading.
    #[default]
    Heading,
    /// In its heading, and the year in that of this column, from 0, whose month it follows on from.
    AfterMonth(usize),
    /// In its heading, and the year in a row.
    YearInRow,
    /// In a row.
    Row,
    /// In the paper's own period.
    Document,
    /// In the paper's own period, as the layout says of the heading.
    Layout,
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
    /// What says so.
    pub(crate) reason: Reason,
    /// What says that the name in its heading is the publisher's, where one is.
    pub(crate) name_ground: Option<AreaGround>,
    /// Where the days stand that its figures cover.
    pub(crate) dated: Dated,
    /// Whether its figures are printed with their signs apart.
    pub(crate) is_signed: bool,
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

    /// Whether judgements, arrows and notes may speak of it: what happened to the publisher, as its heading says. A column
    /// that nobody knows may be a variance.
    pub(crate) fn may_be_judged(&self) -> bool {
        self.is_own_actual() && !self.is_inferred()
    }

    /// Whether only what stands in it says that it holds figures.
    pub(crate) fn is_inferred(&self) -> bool {
        self.value().is_some() && self.reason == Reason::Contents
    }

    fn is(&self, role: Role) -> bool {
        self.used == Use::Role(role)
    }

    fn take(&mut self, used: Use, reason: Reason) {
        (self.used, self.reason) = (used, reason);
    }
}

/// The columns under a heading. `body` are the rows below it, which say whether the heading can be right, and what a
/// column holds whose heading says nothing known.
pub(crate) fn assign(header: &Header, body: &[Vec<Cell>], years: Years, spec: Option<&Spec>) -> Vec<Column> {
    let covered = merged::covered_columns(body, header.texts.len());
    let phantoms: Vec<bool> =
        covered.iter().zip(&header.covered).map(|(body, heading)| *body && *heading).collect();
    let words = header.texts.iter().zip(&phantoms).map(|(text, phantom)| if *phantom { "" } else { text });
    let mut columns: Vec<Column> = words.map(|text| by_heading(text, years, spec)).collect();
    let corner = corner(header, body);
    corner::take_for_names(&mut columns, corner);
    let speaking = parts::rows_of_figures(body);
    let contents: Vec<Contents> = (0..columns.len()).map(|at| Contents::of(at, &speaking)).collect();
    weigh::drop_contradicted(&mut columns, &contents);
    parts::find_labels(&mut columns, body);
    names::name_the_indicator(&mut columns, &contents, body);
    names::keep_one_indicator(&mut columns, &contents, body);
    weigh::by_contents(&mut columns, &contents, body);
    days::find(&mut columns, body);
    for (column, phantom) in columns.iter_mut().zip(&phantoms) {
        if *phantom {
            column.used = Use::Nothing;
        }
    }
    for (at, column) in columns.iter_mut().enumerate() {
        column.is_signed = signs::stand_apart(body.iter().filter_map(|row| row.get(at)));
    }
    wordless::name_judgements(&mut columns, body, &header.covered);
    compared::bodies_beside_comparators(&mut columns, &contents);
    compared::bodies_side_by_side(&mut columns, body);
    compared::bodies_with_judgements(&mut columns);
    corner::date(&mut columns, corner);
    sequence::settle_bare_months(&mut columns);
    sequence::mark_slips(&mut columns);
    columns
}

fn position(columns: &[Column], role: Role) -> Option<usize> {
    columns.iter().position(|column| column.is(role))
}

fn by_heading(text: &str, years: Years, spec: Option<&Spec>) -> Column {
    // A glyph without a letter may be a digit of the year: the whole heading says nothing then.
    let known = if text.contains(char::REPLACEMENT_CHARACTER) { "" } else { text };
    let Heading { role, comparator, period, basis, stem, .. } = heading::read(known, years);
    let by_spec = spec.and_then(|spec| spec.heading_rule(&stem));
    let reason = if by_spec.is_some() { Reason::Layout } else { Reason::Heading };
    let used = match by_spec.map(|said| said.used.role()).or(role) {
        Some(Role::Value(kind)) => {
            let compared = comparator.map(|comparator| AreaClaim::Comparator(comparator.name));
            let area = by_spec.and_then(HeadingRule::area_claim).or(compared).unwrap_or(AreaClaim::Publisher);
            Use::Value(ValueColumn { kind, area, ..ValueColumn::own_actual(period.clone(), basis) })
        }
        Some(role) => Use::Role(role),
        None => Use::Nothing,
    };
    Column {
        text: text.to_owned(),
        stem,
        period,
        used,
        reason,
        name_ground: None,
        dated: Dated::default(),
        is_signed: false,
    }
}

/// The lowest level of a heading.
pub(crate) fn leaf_level(text: &str) -> &str {
    text.rsplit_once(" / ").map_or(text, |(_, leaf)| leaf)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(heading: &str, rows: &str) -> Vec<Column> {
        let cell = |text: &str| Cell::new(text.trim(), boardlift_model::Place::Line(1));
        let header = Header::of_words(heading.split('|').map(|text| text.trim().to_owned()));
        let years = Years { financial: Some(2022), academic: Some(2022) };
        let body: Vec<Vec<Cell>> = rows.lines().map(|row| row.split('|').map(cell).collect()).collect();
        assign(&header, &body, years, None)
    }

    /// What each column holds; `~` before those that only their contents say it of.
    fn check_uses(heading: &str, rows: &str, expected: &str) {
        let short = |column: &Column| match &column.used {
            Use::Value(ValueColumn { kind, area: AreaClaim::Publisher, .. }) => kind.to_string(),
            Use::Value(ValueColumn { kind, area: AreaClaim::Comparator(name), .. }) => {
                format!("{kind} {name}")
            }
            Use::Value(ValueColumn { kind, area: AreaClaim::Named(name), .. }) => format!("{kind} ={name}"),
            Use::Role(role) => format!("{role:?}").to_lowercase(),
            Use::Breakdown => "breakdown".to_owned(),
            Use::Days => "days".to_owned(),
            Use::UnknownFigures => "?".to_owned(),
            Use::Nothing => "-".to_owned(),
        };
        let mark = |column: &Column| if column.reason == Reason::Contents { "~" } else { "" };
        let shown = |column: &Column| match &column.used {
            Use::UnknownFigures | Use::Nothing => short(column),
            _ => format!("{}{}", mark(column), short(column)),
        };
        let found: Vec<String> = columns(heading, rows).iter().map(shown).collect();
        assert_eq!(found.join("|"), expected, "{heading}");
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
            "reference|~issue|action|owner",
        );
    }

    #[test]
    fn figures_that_nobody_knows_are_actuals() {
        check_uses(
            "Delivery Unit|Q3 2016/17|Monitor|RAG Ratings / Green",
            "Adults|23|5|50% (9)\nHomes|18|2|81% (13)",
            "indicator|actual|~actual|~actual",
        );
        check_uses("Measure|Q1|Year", "Plans|5|2021\nVisits|6|2022", "indicator|actual|-");
        check_uses("Measure|Q1|Last seen", "Plans|5|May 2021\nVisits|6|June 2021", "indicator|actual|-");
        check_uses("Measure|Q1|Mar 2\u{FFFD}", "Plans|5|6", "indicator|actual|?");
    }

    #[test]
    fn contents_that_cannot_be_meant_go_before_the_heading() {
        check_uses("Measure|Q1|Status", "Plans|5|45%\nVisits|6|50%", "indicator|actual|~actual");
        check_uses("Measure|Q1|Status", "Plans|5|1\nVisits|6|3", "indicator|actual|rag");
        check_uses("Measure|Q1|Change", "Plans|5|+2%\nVisits|6|No change", "indicator|actual|~actual");
        check_uses("Measure|Q1|Trend", "Plans|5|▲ 2%\nVisits|6|▼ 3%", "indicator|actual|direction");
        check_uses("Measure|No.|%", "Plans|5|10%\nVisits|6|20%", "indicator|~actual|actual");
        check_uses("Measure|Target|Outcome", "Plans|90%|85%\nVisits|80%|81%", "indicator|target|~actual");
        check_uses("Measure|Q1|Performance", "Plans|5|G\nVisits|6|R", "indicator|actual|~rag");
        check_uses("Measure|Target 95%?|Q1", "Plans|Yes|95\nVisits|No|80", "indicator|-|actual");
        let aim = "we want to issue every plan in less than twenty weeks";
        check_uses("Measure|Target|Q1", &format!("Plans|{aim}|5\nVisits|{aim}|6"), "indicator|-|actual");
        check_uses("Measure|Target|Q1", "Plans|31/03/2024|5\nVisits|30/06/2024|6", "indicator|-|actual");
        check_uses("Measure|Target|Q1", "Plans|Above average|5\nVisits|N/A|6", "indicator|target|actual");
    }

    #[test]
    fn names_are_the_first_words_that_tell_rows_apart() {
        check_uses(
            "Priority|What we said we would do|2021/22",
            "Homes|Build homes|5\nHomes|Fill homes|6\nStreets|Mend roads|7",
            "section|indicator|actual",
        );
        check_uses("KPI|Commitment|Q1", "1|Answer calls|5\n2|Collect bins|6", "~reference|indicator|actual");
        check_uses("|Commitment|Q1", "1.1|Answer calls|5\n1.2|Collect bins|6", "reference|indicator|actual");
        check_uses(
            "|Commitment|Target|Q1",
            "Calls|||\n1|Answer calls|5|6\n1a|Answer letters|5|6\nBins|||\n2|Collect bins|7|8",
            "reference|indicator|target|actual",
        );
        check_uses("Source|2021|2022", "Police|5|6\nSchools|7|8", "indicator|actual|actual");
        check_uses("Performance|2021|2022", "Calls|5|6\nBins|7|8", "indicator|actual|actual");
        check_uses("Ref|Standard|Result", "1|Answer calls|5\n2|Collect bins|6", "reference|indicator|actual");
        check_uses("Measure|Metric|Q1", "Calls answered|%|5\nBins missed|Number|8", "indicator|unit|actual");
        let deeds = "Courses|7,000 courses begun|5\n|1,180 awards made|6\nSkills|20 visits to prisons|7";
        check_uses("Objective|Target|Q1", deeds, "section|~indicator|actual");
        check_uses("Indicator|Target|Q1", deeds, "indicator|target|actual");
        check_uses("Indicator|Group|Q1", "Absence|SEN|5\nAbsence|EHCP|6", "indicator|breakdown|actual");
        check_uses("Indicator|Team|Q1", "Absence|SEN|5\nExclusions|SEN|6", "indicator|-|actual");
        check_uses("Indicator|Measure|Q1", "Plans|Actual|5\nPlans|Target|6", "indicator|~breakdown|actual");
        check_uses("Type|Name|Q1", "Actual|Plans|5\nEngland|Plans|6", "~breakdown|indicator|actual");
    }

    #[test]
    fn remarks_are_known_by_what_they_are() {
        check_uses("Measure|Q1|", "Plans|5|R\nVisits|6|G", "indicator|actual|~rag");
        check_uses("Measure|Q1|", "Plans|5|▲\nVisits|6|▼", "indicator|actual|~direction");
        check_uses("Measure|Q1||RAG", "Plans|5|R|G\nVisits|6|G|G", "indicator|actual|-|rag");
        let words = "more families came to the office than in any month before";
        check_uses(
            "Measure|Q1|What happened",
            &format!("Plans|5|{words}\nVisits|6|{words}"),
            "indicator|actual|~note",
        );
    }

    #[test]
    fn bodies_with_judgements_of_their_own() {
        let rows = "Arrears|1.36|Yes|1.76|Yes|1.96\nRent collected|96.93|Yes|100.81|No|99.0";
        check_uses(
            "Description|SSHA|Target met?|MMHA|Target met?|Target",
            rows,
            "indicator|~actual =SSHA|rag|~actual =MMHA|rag|target",
        );
        check_uses(
            "Description|SSHA|Target met?|MMHA|Trend|Target",
            rows,
            "indicator|~actual|rag|~actual|direction|target",
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
            "Indicator|Ourtown / 2021|Ourtown / 2022|England / 2021|England / 2022",
            "Plans|5|6|7|8",
            "indicator|actual =Ourtown|actual =Ourtown|actual England|actual England",
        );
        check_uses(
            "Indicator|Ourtown|Theirtown|England",
            "Plans|5|6|7",
            "indicator|actual =Ourtown|actual =Theirtown|actual England",
        );
        check_uses(
            "Indicator|Ourtown / 2021/22|Ourtown / 2022/23|Peer group: towns (2022/23) / Upper quartile|Our quartile",
            "Plans|5|6|7|Second",
            "indicator|actual =Ourtown|actual =Ourtown|actual Peer group|other",
        );
    }
}
