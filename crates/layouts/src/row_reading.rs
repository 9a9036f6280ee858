//! One row of a table: its words and its cells, read.

use std::borrow::Cow;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value::{self, ValueReading};
use boardlift_lexicon::{basis, judgement};
use boardlift_model::grounds::{
    AreaGround, BasisGround, ColumnGround, DirectionGround, Headed, KindGround, NoteGround, RagGround,
    RowCell, ValueGround,
};
use boardlift_model::{
    AreaClaim, Basis, Cell, Certainty, Direction, Figure, Finding, Flag, Flags, Grounds, Kind, Quote, Quotes,
    Status,
};

use crate::bodies::OwnNames;
use crate::checks;
use crate::colours::Colours;
use crate::columns::{Column, Use, ValueColumn};
use crate::judged;
use crate::outline::TableYears;
use crate::paint::Tints;
use crate::signs;
use crate::stored;
use crate::subject::Subject;
use crate::{figure_period, figure_unit};

/// What is the same for all rows of a table.
pub(crate) struct TableContext<'a> {
    /// The columns.
    pub(crate) columns: &'a [Column],
    /// What is printed over them, for grounds to tell.
    pub(crate) headings: &'a [Headed],
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

impl TableContext<'_> {
    /// The first column that is used so.
    pub(crate) fn column(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|column| column.used == Use::Role(role))
    }

    /// A field that was read from this column of the row.
    pub(crate) fn column_ground(&self, at: Option<usize>) -> ColumnGround {
        let ground = |at: usize| {
            let (heading, column) = (*self.headings.get(at)?, self.columns.get(at)?);
            Some(ColumnGround { heading, role: column.reason })
        };
        at.and_then(ground).unwrap_or_default()
    }

    /// A field that was read from these words in this column of the row.
    pub(crate) fn row_cell(&self, at: Option<usize>, words: &str, quotes: &mut Quotes) -> RowCell {
        RowCell { column: self.column_ground(at), words: quotes.keep(words) }
    }

    /// What the row prints in the first column that is used so.
    pub(crate) fn cell_of<'c>(&self, cells: &'c [Cell], role: Role) -> Option<(usize, &'c str)> {
        let at = self.column(role)?;
        let cell = cells.get(at).filter(|cell| cell.certainty != Certainty::Lost)?;
        (!cell.is_blank()).then_some((at, cell.text.as_str()))
    }
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
    pub(crate) body: Option<(String, Quote)>,
    /// What the publisher wants.
    pub(crate) desired_direction: Option<Direction>,
    /// What the row says of its figures, where a column's heading doesn't, and in which words.
    pub(crate) subject: Option<(Subject, Quote)>,
    /// Where all these stood.
    pub(crate) grounds: Grounds,
}

/// One value cell, read.
pub(crate) struct ReadCell {
    /// Its column, from 0.
    pub(crate) column: usize,
    /// How far it can be trusted.
    pub(crate) certainty: Certainty,
    /// What it says.
    pub(crate) value: ValueReading,
    /// How its figure was had.
    pub(crate) ground: ValueGround,
}

/// The figures of one row, and what was unclear about them. `row` is its number in the table, from 1. Cells that are lost
/// give none, and neither do those that another cell covers.
pub(crate) fn figures(
    context: &TableContext<'_>,
    names: &RowNames,
    cells: &[Cell],
    row: u32,
    quotes: &mut Quotes,
) -> (Vec<Figure>, Vec<Finding>) {
    let read = read_cells(context, cells);
    let row_unit = figure_unit::of_row(context, names, cells, quotes);
    let row_basis = basis_of_row(context, names, cells, quotes);
    let note = context.cell_of(cells, Role::Note);
    let mut at_figure = vec![None; read.len()];
    let mut figures = Vec::with_capacity(read.len());
    for (at, cell) in read.iter().enumerate().filter(|(_, cell)| cell.certainty != Certainty::Lost) {
        let Some(column) = context.columns[cell.column].value() else { continue };
        at_figure[at] = Some(figures.len());
        let mut figure = figure(context, names, column, cell, &cells[cell.column]);
        settle_basis(&mut figure, row_basis);
        figure.note = note.map(|(_, words)| words.to_owned());
        figure.grounds.note = NoteGround::Column(context.column_ground(note.map(|(at, _)| at)));
        figure.row = row;
        figures.push(figure);
    }
    let mut findings = Vec::new();
    // A judgement beside a comparator's figures or targets is not the authority's.
    if names.subject.is_none_or(|(subject, _)| subject.is_own_result()) && names.body.is_none() {
        findings = judged::judge(context, cells, &read, &at_figure, &mut figures, quotes);
    }
    figure_unit::settle(&mut figures, row_unit);
    checks::row(&mut figures);
    (figures, findings)
}

fn read_cells(context: &TableContext<'_>, cells: &[Cell]) -> Vec<ReadCell> {
    let values = context.columns.iter().enumerate().filter(|(_, column)| column.value().is_some());
    values
        .filter_map(|(at, _)| cells.get(at).map(|cell| (at, cell)))
        .filter(|(_, cell)| !(cell.covered && cell.is_blank()))
        .map(|(column, cell)| {
            let is_signed = context.columns[column].is_signed;
            let (value, ground) = read_value(cell, context.years.years, is_signed);
            ReadCell { column, certainty: certainty(cell), value, ground }
        })
        .collect()
}

fn read_value(cell: &Cell, years: Years, is_signed: bool) -> (ValueReading, ValueGround) {
    let text = judgement::without_shapes(&cell.text);
    let text = if is_signed { signs::joined(text) } else { Cow::Borrowed(text) };
    stored::in_full(value::read(&text, years), &text, cell.stored)
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
        Some(stated) => Some(figure_period::of_cell(stated, &names.indicator, &mut flags)),
        None => figure_period::of_column(context, read.column, &mut flags),
    };
    let (period, period_ground) = period.unzip();
    let (kind, kind_ground) = kind_of(column, names);
    let (area, area_ground) = area_of(column, heading, names);
    let mut figure = Figure {
        section: names.section.clone(),
        reference: names.reference.clone(),
        indicator: names.indicator.clone(),
        breakdown: names.breakdown.clone().filter(|_| cell.row_span <= 1),
        kind,
        area,
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
        grounds: Grounds {
            column: context.column_ground(Some(read.column)),
            kind: kind_ground,
            area: area_ground,
            period: period_ground.unwrap_or_default(),
            basis: if basis.is_some() { BasisGround::Cell } else { BasisGround::Heading },
            value: read.ground,
            rag: if rag.is_some() { RagGround::Cell } else { RagGround::Unsaid },
            direction: if direction.is_some() { DirectionGround::Cell } else { DirectionGround::Unsaid },
            ..names.grounds
        },
    };
    add_footnotes(&mut figure, &marks, context.footnotes);
    figure_period::cover_columns(context, read.column, cell, &mut figure);
    figure
}

/// The kind: the row's words go before the column's where that is one of actuals.
fn kind_of(column: &ValueColumn, names: &RowNames) -> (Kind, KindGround) {
    match names.subject {
        Some((Subject::Kind(kind), words)) if column.kind == Kind::Actual => (kind, KindGround::Row(words)),
        _ => (column.kind, KindGround::Column),
    }
}

/// The area: the row's words go before the column's where that is the publisher's own.
fn area_of(column: &ValueColumn, heading: &Column, names: &RowNames) -> (AreaClaim, AreaGround) {
    let ground = match &column.area {
        AreaClaim::Publisher => heading.name_ground.unwrap_or(AreaGround::Unsaid),
        AreaClaim::Comparator(_) | AreaClaim::Named(_) => AreaGround::Heading,
    };
    match (names.subject, &names.body) {
        (Some((Subject::Area(name), words)), _) if column.area == AreaClaim::Publisher => {
            (AreaClaim::Comparator(name), AreaGround::Row(words))
        }
        (_, Some((name, words))) if column.area == AreaClaim::Publisher => {
            (AreaClaim::Named(name.clone()), AreaGround::Row(*words))
        }
        _ => (column.area.clone(), ground),
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

/// The basis that the row states outside its figures: in a column of its own, else in the indicator's words.
fn basis_of_row(
    context: &TableContext<'_>,
    names: &RowNames,
    cells: &[Cell],
    quotes: &mut Quotes,
) -> Option<(Basis, BasisGround)> {
    let in_column = context.cell_of(cells, Role::Basis).and_then(|(at, words)| {
        Some((basis::find(words)?, BasisGround::Row(context.row_cell(Some(at), words, quotes))))
    });
    in_column.or_else(|| Some((basis::find(&names.indicator)?, BasisGround::Name)))
}

/// The row's basis goes before that of the cell and of the column. Only actuals that are printed have one.
fn settle_basis(figure: &mut Figure, of_row: Option<(Basis, BasisGround)>) {
    if let Some((basis, ground)) = of_row {
        (figure.basis, figure.grounds.basis) = (Some(basis), ground);
    }
    if figure.kind != Kind::Actual || figure.cell.status == Status::Blank {
        figure.basis = None;
    }
}
