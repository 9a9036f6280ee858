//! One row of a table: its words and its cells, read.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value::{self, ValueReading};
use boardlift_lexicon::{basis, fold, judgement, school, unit};
use boardlift_model::{
    AreaClaim, Cell, Certainty, Direction, Figure, Finding, Flag, Flags, Kind, Period, PeriodType,
    StatedPeriod, Status, Unit,
};

use crate::bodies::OwnNames;
use crate::checks::{self, prints_percent};
use crate::colours::Colours;
use crate::columns::{Column, Use, ValueColumn, leaf_level};
use crate::judged;
use crate::merged;
use crate::outline::TableYears;
use crate::paint::Tints;
use crate::stored;
use crate::subject::Subject;

/// What is the same for all rows of a table.
pub(crate) struct TableContext<'a> {
    /// The columns.
    pub(crate) columns: &'a [Column],
    /// The years of quarters and terms.
    pub(crate) years: TableYears,
    /// The table's number, from 1.
    pub(crate) table: u32,
    /// Whether most indicators of the table are statistics of schools, whose years run from September.
    pub(crate) school_years: bool,
    /// The document's footnotes: mark and words.
    pub(crate) footnotes: &'a [(String, String)],
    /// What colours say in the document.
    pub(crate) colours: &'a Colours,
    /// What the document calls its publisher.
    pub(crate) own: &'a OwnNames,
    /// The colours of columns and headings.
    pub(crate) tints: &'a Tints,
    /// For each column of judgements whether its colours are mere decoration.
    pub(crate) decorated: &'a [bool],
}

/// The names of a row, its own or inherited.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowNames {
    /// The heading that it stands under.
    pub(crate) section: Option<String>,
    /// The indicator's number.
    pub(crate) reference: Option<String>,
    /// The indicator's name.
    pub(crate) indicator: String,
    /// The sub-row's name.
    pub(crate) breakdown: Option<String>,
    /// The body that the row describes, where it is named beside the indicator.
    pub(crate) body: Option<String>,
    /// What the publisher wants.
    pub(crate) desired_direction: Option<Direction>,
    /// What the row says of its figures, where a column's heading doesn't.
    pub(crate) subject: Option<Subject>,
}

/// One value cell, read.
pub(crate) struct ReadCell {
    /// Its column, from 0.
    pub(crate) column: usize,
    /// How far it can be trusted.
    pub(crate) certainty: Certainty,
    /// What it says.
    pub(crate) value: ValueReading,
}

/// The figures of one row, and what was unclear about them. `row` is its number in the table, from 1. Cells that are lost
/// give none, and neither do those that another cell covers.
pub(crate) fn figures(
    context: &TableContext<'_>,
    names: &RowNames,
    cells: &[Cell],
    row: u32,
) -> (Vec<Figure>, Vec<Finding>) {
    let read = read_cells(context, cells);
    let row_unit = stated_unit(context, names, cells);
    let row_basis =
        text_of(context, cells, Role::Basis).and_then(basis::find).or_else(|| basis::find(&names.indicator));
    let note = text_of(context, cells, Role::Note).map(str::to_owned);
    let mut at_figure = vec![None; read.len()];
    let mut figures = Vec::with_capacity(read.len());
    for (at, cell) in read.iter().enumerate().filter(|(_, cell)| cell.certainty != Certainty::Lost) {
        let Some(column) = context.columns[cell.column].value() else { continue };
        at_figure[at] = Some(figures.len());
        let mut figure = figure(context, names, column, cell, &cells[cell.column]);
        figure.basis =
            row_basis.filter(|_| takes_basis(&figure)).or(figure.basis).filter(|_| takes_basis(&figure));
        figure.note.clone_from(&note);
        figure.row = row;
        figures.push(figure);
    }
    let mut findings = Vec::new();
    // A judgement beside a comparator's figures or targets is not the authority's.
    if names.subject.is_none_or(Subject::is_own_result) && names.body.is_none() {
        findings = judged::judge(context, cells, &read, &at_figure, &mut figures);
    }
    settle_units(&mut figures, row_unit);
    checks::row(&mut figures);
    (figures, findings)
}

fn read_cells(context: &TableContext<'_>, cells: &[Cell]) -> Vec<ReadCell> {
    let values = context.columns.iter().enumerate().filter(|(_, column)| column.value().is_some());
    values
        .filter_map(|(at, _)| cells.get(at).map(|cell| (at, cell)))
        .filter(|(_, cell)| !(cell.covered && cell.is_blank()))
        .map(|(column, cell)| ReadCell {
            column,
            certainty: certainty(cell),
            value: read_value(cell, context.years.years),
        })
        .collect()
}

fn read_value(cell: &Cell, years: Years) -> ValueReading {
    let text = judgement::without_shapes(&cell.text);
    stored::in_full(value::read(text, years), text, cell.stored)
}

/// How far a cell can be trusted: not at all where a glyph's letter is not known, for it may be a digit.
pub(crate) fn certainty(cell: &Cell) -> Certainty {
    if cell.text.contains(char::REPLACEMENT_CHARACTER) { Certainty::Lost } else { cell.certainty }
}

fn figure(
    context: &TableContext<'_>,
    names: &RowNames,
    column: &ValueColumn,
    read: &ReadCell,
    cell: &Cell,
) -> Figure {
    let heading = &context.columns[read.column];
    let ValueReading { cell: value, period, basis, direction, rag, marks, flags } = read.value.clone();
    let mut flags: Flags = flags;
    if cell.certainty == Certainty::Salvaged {
        flags.insert(Flag::Salvaged);
    }
    if heading.is_inferred() {
        flags.insert(Flag::RoleInferred);
    }
    let period = match period {
        Some(stated) => Some(as_school_year(stated, school::is_statistic(&names.indicator), &mut flags)),
        None => column_period(context, column, heading, &mut flags),
    };
    let over = over_columns(context, read.column, cell);
    let mut figure = Figure {
        section: names.section.clone(),
        reference: names.reference.clone(),
        indicator: names.indicator.clone(),
        breakdown: names.breakdown.clone().filter(|_| cell.row_span <= 1),
        kind: match names.subject {
            Some(Subject::Kind(kind)) if column.kind == Kind::Actual => kind,
            _ => column.kind,
        },
        area: match names.subject {
            Some(Subject::Area(name)) if column.area == AreaClaim::Publisher => AreaClaim::Comparator(name),
            _ => match &names.body {
                Some(name) if column.area == AreaClaim::Publisher => AreaClaim::Named(name.clone()),
                _ => column.area.clone(),
            },
        },
        column_text: heading.text.clone(),
        period,
        basis: basis.or(column.basis),
        value_text: cell.text.clone(),
        cell: value,
        rag,
        direction,
        desired_direction: names.desired_direction,
        note: None,
        place: cell.place.clone(),
        table: context.table,
        row: 0,
        column: u32::try_from(read.column + 1).unwrap_or(u32::MAX),
        flags,
    };
    add_footnotes(&mut figure, &marks, context.footnotes);
    if let Some(over) = over {
        cover_columns(&mut figure, &over);
    }
    figure
}

/// The columns that a merged cell stands over, where they are several.
fn over_columns<'a>(context: &'a TableContext<'_>, at: usize, cell: &Cell) -> Option<Vec<&'a Column>> {
    let width = cell.col_span as usize;
    let columns = context.columns.get(at..context.columns.len().min(at + width)).unwrap_or_default();
    let values: Vec<&Column> = columns.iter().filter(|column| column.value().is_some()).collect();
    (!cell.covered && values.len() > 1).then_some(values)
}

/// One figure over several columns is that of all their days, where the cell itself doesn't say another period.
fn cover_columns(figure: &mut Figure, columns: &[&Column]) {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
    let is_of_column = first.period.as_ref().map(|found| found.stated.period);
    figure.column_text = format!("{} – {}", first.text, last.text);
    if let Some(period) = merged::periods_together(columns)
        .filter(|_| is_of_column == figure.period.as_ref().map(|stated| stated.period))
    {
        figure.period = Some(StatedPeriod { text: figure.column_text.clone(), period });
        figure.flags.insert(Flag::PeriodInferred);
    }
}

/// The days of a column: those that its heading names, or those of the paper, which are inferred.
fn column_period(
    context: &TableContext<'_>,
    column: &ValueColumn,
    heading: &Column,
    flags: &mut Flags,
) -> Option<StatedPeriod> {
    let found = column.period.clone()?;
    // Targets are set for financial years even where the figures come from schools.
    let of_school = context.school_years
        && column.kind == Kind::Actual
        && !is_sum_of_quarters(found.stated.period, context.columns);
    if heading.period.is_none() {
        flags.insert(Flag::PeriodInferred);
        return Some(as_school_year(found.stated, of_school, flags));
    }
    if column.out_of_sequence {
        flags.insert(Flag::PeriodOutOfSequence);
    }
    if found.inferred && context.years.inferred {
        flags.insert(Flag::PeriodInferred);
    }
    // The schema keeps the words of the heading's own level that the period was read from: `Actual Jul 23`.
    let level = heading.text.split(" / ").find(|level| level.contains(&found.stated.text));
    // A period may run over two levels, or stand in a row of its own and not in the heading at all.
    let whole = Some(&heading.text).filter(|text| text.contains(&found.stated.text));
    let text = level.or(whole.map(String::as_str)).unwrap_or(&found.stated.text);
    let stated = StatedPeriod { text: text.to_owned(), ..found.stated };
    Some(as_school_year(stated, of_school, flags))
}

/// Whether quarters of a year stand beside it: it is theirs then, and runs from April as they do.
fn is_sum_of_quarters(year: Period, columns: &[Column]) -> bool {
    let mut periods =
        columns.iter().filter_map(|column| Some(column.value()?.period.as_ref()?.stated.period));
    periods.any(|part| part.kind == PeriodType::Quarter && year.start <= part.start && part.end <= year.end)
}

/// A bare pair of years, `2018/19`, over statistics of schools is an academic year: what schools report is reported
/// so. The document doesn't say it, hence the flag.
fn as_school_year(stated: StatedPeriod, of_school: bool, flags: &mut Flags) -> StatedPeriod {
    let says_financial =
        fold::key(&stated.text).split(' ').any(|word| matches!(word, "financial" | "fy" | "fiscal"));
    if !of_school || says_financial || stated.period.kind != PeriodType::FinancialYear {
        return stated;
    }
    match Period::academic_year(stated.period.start.year()) {
        Some(period) => {
            flags.insert(Flag::PeriodInferred);
            StatedPeriod { period, ..stated }
        }
        None => stated,
    }
}

fn add_footnotes(figure: &mut Figure, marks: &[String], footnotes: &[(String, String)]) {
    for mark in marks {
        if let Some((_, words)) = footnotes.iter().find(|(known, _)| known == mark) {
            let note = figure.cell.note.get_or_insert_default();
            if !note.is_empty() {
                note.push_str("; ");
            }
            note.push_str(words);
        }
    }
}

/// The unit that the row states outside its figures: in a column of its own, else in the indicator's words.
fn stated_unit(context: &TableContext<'_>, names: &RowNames, cells: &[Cell]) -> Option<Unit> {
    text_of(context, cells, Role::Unit).and_then(unit::of_label).or_else(|| unit::of_label(&names.indicator))
}

/// A figure's unit is its own, else the row's, else what all other figures of the row have. Only figures have one.
///
/// Where figures print their share in brackets, `72 (40%)`, the row counts whatever its name says; and a name that
/// counts says nothing of a figure with decimals, `2.80` million in a row of heads.
fn settle_units(figures: &mut [Figure], row_unit: Option<Unit>) {
    let counts_beside_shares = figures
        .iter()
        .any(|figure| figure.cell.secondary_unit == Some(Unit::Percent) && !prints_percent(figure));
    let row_unit = if counts_beside_shares { Some(Unit::Count) } else { row_unit };
    let printed: BTreeSet<Unit> = figures.iter().filter_map(|figure| figure.cell.unit).collect();
    let of_others = if printed.len() == 1 { printed.first().copied() } else { None };
    for figure in figures {
        // A share prints its sign; one beside it without a sign may be a count.
        let of_others = of_others.filter(|unit| *unit != Unit::Percent);
        // `Number` and `%` over a column say its unit; words of money there, `Outturn`, mean a result of any kind.
        let of_column = unit::of_label(leaf_level(&figure.column_text))
            .filter(|unit| matches!(unit, Unit::Count | Unit::Percent));
        let is_whole = figure.cell.value.is_some_and(|value| value.fract() == 0.0);
        let of_row = row_unit.filter(|unit| *unit != Unit::Count || is_whole);
        let stated = figure.cell.unit.or(of_column).or(of_row).or(of_others);
        figure.cell.unit =
            stated.filter(|_| figure.cell.status == Status::Reported && figure.cell.value.is_some());
    }
}

fn takes_basis(figure: &Figure) -> bool {
    figure.kind == Kind::Actual && figure.cell.status != Status::Blank
}

fn text_of<'a>(context: &TableContext<'_>, cells: &'a [Cell], role: Role) -> Option<&'a str> {
    let at = context.columns.iter().position(|column| column.used == Use::Role(role))?;
    let cell = cells.get(at).filter(|cell| cell.certainty != Certainty::Lost)?;
    (!cell.is_blank()).then_some(cell.text.as_str())
}
