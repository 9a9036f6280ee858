//! Which judgement, arrow and fraction each figure of a row has: its own, and those that the row prints in columns of
//! their own for one of its figures.
//!
//! A printed letter or word wins over any colour. Where the two disagree, somebody forgot to change one of them: the
//! letter stands and a finding says so.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::judgement;
use boardlift_lexicon::number::fraction_in_note;
use boardlift_model::grounds::{DirectionGround, FractionGround, NoteGround, RagGround, Speaker};
use boardlift_model::{
    AreaClaim, Cell, Certainty, Figure, Finding, FindingKind, Flag, Kind, Quote, Quotes, Rag,
};

use crate::colours::Judged;
use crate::columns::Use;
use crate::newest;
use crate::paint::OwnFill;
use crate::row_reading::{ReadCell, TableContext};

/// Gives the figures of a row what colours print in their own cells, then what the row's other columns say.
/// `at_figure` has for each of the cells that were read the figure that was made of it.
pub(crate) fn judge(
    context: &TableContext<'_>,
    cells: &[Cell],
    read: &[ReadCell],
    at_figure: &[Option<usize>],
    figures: &mut [Figure],
    quotes: &mut Quotes,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let own_fills = context.tints.own_fills(cells, context.columns);
    for (cell, figure) in read.iter().zip(at_figure).filter_map(|(cell, at)| Some((cell, (*at)?))) {
        let (at, own) = (cell.column, own_fills[cell.column]);
        if context.columns[at].is_own_actual() && !cells[at].is_blank() {
            findings.extend(by_own_colour(context, &cells[at], own, &mut figures[figure]));
        }
    }
    let newest = newest::newest_actual(context.columns, read);
    for (at, column) in context.columns.iter().enumerate() {
        let (Use::Role(role @ (Role::Rag | Role::Direction | Role::Note)), Some(cell)) =
            (&column.used, cells.get(at))
        else {
            continue;
        };
        let Some((owner, belongs)) = newest::spoken_of(context.columns, read, at, newest) else { continue };
        let Some(figure) = at_figure[owner].and_then(|at| figures.get_mut(at)) else { continue };
        if cell.certainty == Certainty::Lost {
            continue;
        }
        let speaker = Speaker::Column(context.row_cell(Some(at), &cell.text, quotes), belongs);
        match role {
            Role::Rag => {
                let coloured =
                    context.colours.of_status(cell, own_fills[at]).filter(|_| !context.decorated[at]);
                findings.extend(give_judgement(context, cell, coloured, speaker, figure));
            }
            Role::Direction => give_direction(context, cell, speaker, figure),
            _ => give_fraction(cell, speaker, figure),
        }
    }
    findings
}

/// A row below the figures of an indicator that says something of each.
pub(crate) struct RowBelow<'a> {
    /// What it says.
    pub(crate) role: Role,
    /// What it is called.
    pub(crate) label: Quote,
    /// Its cells.
    pub(crate) cells: &'a [Cell],
}

/// Gives the publisher's own figures of an indicator what a row below them prints for each: a judgement, an arrow or a
/// comment.
pub(crate) fn judge_above(
    context: &TableContext<'_>,
    row: &RowBelow<'_>,
    figures: &mut [Figure],
    quotes: &mut Quotes,
) -> Vec<Finding> {
    let own_fills = context.tints.own_fills(row.cells, context.columns);
    let values = context.columns.iter().enumerate().filter(|(_, column)| column.is_own_actual());
    let mut findings = Vec::new();
    for (at, cell) in values.filter_map(|(at, _)| Some((at, row.cells.get(at)?))) {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let is_judged = |figure: &&mut Figure| {
            figure.column == number && figure.kind == Kind::Actual && figure.area == AreaClaim::Publisher
        };
        let Some(figure) = figures.iter_mut().rfind(is_judged).filter(|_| cell.certainty != Certainty::Lost)
        else {
            continue;
        };
        let speaker = Speaker::RowBelow { label: row.label, words: quotes.keep(&cell.text) };
        match row.role {
            Role::Rag => {
                let coloured = context.colours.of_status(cell, own_fills[at]);
                findings.extend(give_judgement(context, cell, coloured, speaker, figure));
            }
            Role::Direction => give_direction(context, cell, speaker, figure),
            _ => {
                figure.note = Some(cell.text.clone()).filter(|words| !words.is_empty());
                figure.grounds.note = NoteGround::RowBelow(row.label);
            }
        }
    }
    findings
}

/// A figure's own colour judges it, unless its cell prints a judgement.
fn by_own_colour(
    context: &TableContext<'_>,
    cell: &Cell,
    own: Option<OwnFill>,
    figure: &mut Figure,
) -> Option<Finding> {
    let in_cell = context.colours.of_figure(cell, own);
    let coloured = in_cell
        .map(|judged| (judged.rag, RagGround::CellColour(judged.ground)))
        .or_else(|| Some((context.colours.of_arrow(cell)?, RagGround::Arrow)));
    let (rag, ground) = coloured?;
    let disagrees = disagree(figure.rag, Some(rag));
    if figure.rag.is_none() {
        (figure.rag, figure.grounds.rag) = (Some(rag), ground);
    }
    disagrees.then(|| disagreement(cell))
}

fn disagree(one: Option<Rag>, other: Option<Rag>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.colour != other.colour)
}

fn disagreement(cell: &Cell) -> Finding {
    let message = match cell.text.as_str() {
        "" => {
            "two colours in one row judge differently; that in the column of judgements was taken".to_owned()
        }
        words => format!("`{words}` and a colour with it judge differently; the colour was not believed"),
    };
    Finding::note(FindingKind::JudgementUnclear, message, Some(cell.place.clone()))
}

/// The judgement of a column of judgements, and the arrow that may stand beside it.
fn give_judgement(
    context: &TableContext<'_>,
    cell: &Cell,
    coloured: Option<Judged>,
    speaker: Speaker,
    figure: &mut Figure,
) -> Option<Finding> {
    let words = judgement::without_shapes(&cell.text);
    let by_key = || Some((context.colours.of_words(words)?, RagGround::Explained(speaker)));
    let worded = || Some((judgement::rag(words)?, RagGround::Said(speaker)));
    let in_colour = || coloured.map(|Judged { rag, ground }| (rag, RagGround::Coloured(speaker, ground)));
    if let (None, Some(direction)) = (figure.direction, judgement::split_arrow(&cell.text).1) {
        figure.direction = Some(direction);
        figure.grounds.direction = DirectionGround::Said(speaker);
    }
    let (rag, ground) = by_key().or_else(worded).or_else(in_colour)?;
    let disagrees = disagree(Some(rag), figure.rag);
    (figure.rag, figure.grounds.rag) = (Some(rag), ground);
    disagrees.then(|| disagreement(cell))
}

fn give_direction(context: &TableContext<'_>, cell: &Cell, speaker: Speaker, figure: &mut Figure) {
    if let Some(direction) = judgement::direction(&cell.text) {
        figure.direction = Some(direction);
        figure.grounds.direction = DirectionGround::Said(speaker);
    }
    if figure.rag.is_none()
        && let Some(rag) = context.colours.of_arrow(cell)
    {
        (figure.rag, figure.grounds.rag) = (Some(rag), RagGround::Arrow);
    }
}

/// A note over several rows speaks of none of their figures alone.
fn give_fraction(cell: &Cell, speaker: Speaker, figure: &mut Figure) {
    let is_own = !cell.covered && cell.row_span <= 1;
    if let Some(found) = fraction_in_note(&cell.text).filter(|_| is_own && figure.cell.fraction.is_none()) {
        figure.cell.fraction = Some(found.fraction);
        figure.grounds.fraction = FractionGround::Note(speaker);
        if found.malformed {
            figure.flags.insert(Flag::MalformedNumber);
        }
    }
}

/// For each column whether its letters show its colours to be decoration, or somebody's mistake, so that these can't stand
/// for a letter that is missing: a letter stands on another judgement's colour, or all cells have the same. Letters that
/// contradict their colours are told of.
pub(crate) fn decorated(context: &TableContext<'_>, rows: &[Vec<Cell>]) -> (Vec<bool>, Vec<Finding>) {
    let statuses: Vec<usize> =
        (0..context.columns.len()).filter(|at| context.columns[*at].used == Use::Role(Role::Rag)).collect();
    let mut against: Vec<Vec<&Cell>> = vec![Vec::new(); context.columns.len()];
    let mut decorated = vec![false; context.columns.len()];
    for row in rows.iter().filter(|_| !statuses.is_empty()) {
        let own_fills = context.tints.own_fills(row, context.columns);
        for &at in statuses.iter().filter(|at| !row[**at].covered) {
            let printed = judgement::rag(judgement::without_shapes(&row[at].text));
            decorated[at] |= printed.is_some() && context.tints.has_tint(at);
            if disagree(printed, colour_of(context, &row[at], own_fills[at])) {
                decorated[at] = true;
                against[at].push(&row[at]);
            }
        }
    }
    let told = against.iter().filter_map(|cells| Some((cells.first()?, cells.len())));
    let findings =
        told.map(|(first, count)| disagreement(first).times(u32::try_from(count).unwrap_or(u32::MAX)));
    (decorated, findings.collect())
}

/// What a cell of a column of judgements would say without its words.
fn colour_of(context: &TableContext<'_>, cell: &Cell, own: Option<OwnFill>) -> Option<Rag> {
    let wordless = Cell { text: String::new(), ..cell.clone() };
    context.colours.of_status(&wordless, own).map(|judged| judged.rag)
}
