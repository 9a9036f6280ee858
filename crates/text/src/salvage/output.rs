//! Certain rows to grids, and what was done or left out to findings.

use boardlift_model::{Block, Cell, Certainty, Finding, FindingKind, Grid, Method, Place, Text};

use super::evidence::Damage;
use super::figures;
use super::header::{self, Columns, Holds, Line, Part};
use super::names::{self, Beginnings};
use super::refs;
use super::repeats;
use super::rows::{Gap, Item, Reason, Reference, Repair, Row};
use super::side_labels;
use super::wander::{self, Head};

/// The grids and findings of a damaged table.
pub(super) fn rebuild(rows: &[Vec<Cell>], damage: &Damage) -> (Vec<Block>, Vec<Finding>) {
    let columns = &damage.columns;
    let place = rows.iter().flatten().next().map(|cell| cell.place.clone());
    let parts = header::parts(rows, columns);
    let beginnings = beginnings(&parts, columns);
    let mut items: Vec<Vec<Item>> = parts.iter().map(|part| items(part, columns, &beginnings)).collect();
    number(&mut items);
    let mut findings = vec![traces(damage, place)];
    findings.extend(repairs(&items));
    findings.extend(gaps(&items));
    findings.extend(lost_cells(&items, columns));
    findings.extend(lost_remarks(&items, columns));
    findings.extend(torn_prose(&parts, &items));
    let blocks = parts.iter().zip(items).flat_map(|(part, items)| blocks(part, items, columns)).collect();
    (blocks, findings)
}

/// How the names of the table begin, its growing blocks left aside. A line is sound below a line that closes
/// a row.
fn beginnings(parts: &[Part], columns: &Columns) -> Beginnings {
    let mut beginnings = Beginnings::default();
    for part in parts {
        let mut runs = repeats::runs(&part.lines, columns).into_iter().peekable();
        let mut sound = true;
        for (at, line) in part.lines.iter().enumerate() {
            while runs.next_if(|run| run.end <= at).is_some() {}
            let label = line.get(columns.names).map_or("", |cell| cell.text.as_str());
            if !label.is_empty() && !runs.peek().is_some_and(|run| run.contains(&at)) {
                beginnings.learn(label, sound);
                sound = holds_figures(line, columns) && !names::is_unfinished(label);
            }
        }
    }
    beginnings
}

fn holds_figures(line: &Line, columns: &Columns) -> bool {
    columns.of(Holds::Figures).filter_map(|at| line.get(at)).any(|cell| figures::tile(&cell.text).is_some())
}

/// The rows of one part in reading order: stretches of lines, and between them blocks that repeat.
fn items(part: &Part, columns: &Columns, beginnings: &Beginnings) -> Vec<Item> {
    let label = |at: usize| part.lines[at].get(columns.names).map(|cell| cell.text.as_str());
    let mut items = Vec::new();
    let mut from = 0;
    for run in repeats::runs(&part.lines, columns) {
        let (rows, head) = wander::rows(&part.lines[from..run.start], label(run.start), columns, beginnings);
        let head = match &head {
            Head::Open(open) => Some(open.words.as_str()),
            Head::None | Head::Broken => None,
        };
        items.extend(rows);
        from = run.end;
        items.extend(repeats::rows(&part.lines[run], head, columns, beginnings));
    }
    items.extend(wander::rows(&part.lines[from..], None, columns, beginnings).0);
    let holds_rows = items.iter().any(|item| matches!(item, Item::Row(_)));
    // Above the first headings stands prose as often as a table.
    if part.header.is_some() || holds_rows { items } else { Vec::new() }
}

/// Counts the missing numbers over all parts: a table's numbers go on below a header.
fn number(parts: &mut [Vec<Item>]) {
    let mut all: Vec<Item> = Vec::new();
    let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
    for items in parts.iter_mut() {
        all.append(items);
    }
    refs::fill(&mut all);
    let mut all = all.into_iter();
    for (items, length) in parts.iter_mut().zip(lengths) {
        items.extend(all.by_ref().take(length));
    }
}

fn blocks(part: &Part, items: Vec<Item>, columns: &Columns) -> Vec<Block> {
    let rows: Vec<Row> = items
        .into_iter()
        .filter_map(|item| match item {
            Item::Row(row) => Some(row),
            Item::Gap(_) => None,
        })
        .collect();
    let Some(place) = part.header.clone().or_else(|| rows.first().map(|row| row.place.clone())) else {
        return Vec::new();
    };
    if rows.is_empty() {
        return Vec::new();
    }
    let heading = section(part, columns).map(|text| Block::Heading(Text { text, place: place.clone() }));
    let header = columns.headings.iter().map(|text| Cell::new(text.clone(), place.clone())).collect();
    let body = rows.into_iter().map(|row| cells(row, columns));
    let grid = Grid::new(std::iter::once(header).chain(body).collect(), Method::Salvage);
    heading.into_iter().chain([Block::Grid(grid)]).collect()
}

fn section(part: &Part, columns: &Columns) -> Option<String> {
    let header: Vec<&str> = part.header_sections.iter().map(String::as_str).collect();
    let cells = part.lines.iter().flat_map(|line| columns.of(Holds::Sections).filter_map(|at| line.get(at)));
    let beside: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
    side_labels::section(&header, &beside).map(str::to_owned)
}

fn cells(row: Row, columns: &Columns) -> Vec<Cell> {
    let is_rebuilt = row.repair != Repair::Nothing || matches!(row.reference, Reference::Counted(_));
    let certainty = if is_rebuilt { Certainty::Salvaged } else { Certainty::Printed };
    let mut cells = row.cells;
    cells[columns.names].text = row.name;
    if let (Some(at), Reference::Printed(number) | Reference::Counted(number)) =
        (columns.references, row.reference)
    {
        cells[at].text = number;
    }
    for cell in cells.iter_mut().filter(|cell| cell.certainty == Certainty::Printed) {
        cell.certainty = certainty;
    }
    cells
}

fn traces(damage: &Damage, place: Option<Place>) -> Finding {
    let Damage { merged_rows, repeated_lines, torn_names, .. } = damage;
    let traces = [
        (merged_rows, "lines hold several rows"),
        (repeated_lines, "lines repeat a growing block"),
        (torn_names, "names are torn over two lines"),
    ];
    let traces: Vec<String> = traces
        .iter()
        .filter(|(count, _)| **count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let message = format!("the table is the damaged output of another converter: {}", traces.join(", "));
    Finding::warning(FindingKind::Salvaged, message, place)
}

fn repairs(parts: &[Vec<Item>]) -> impl Iterator<Item = Finding> {
    let kinds = [
        (Repair::Joined, "rows were put together from several lines"),
        (Repair::TakenApart, "rows that were run together were taken apart"),
        (Repair::Voted, "rows were read from repeats of their block that agree"),
    ];
    kinds.into_iter().filter_map(|(repair, message)| {
        let repaired: Vec<&Row> = rows(parts).filter(|row| row.repair == repair).collect();
        let place = repaired.first().map(|row| row.place.clone());
        counted(FindingKind::Salvaged, message, place, repaired.len())
    })
}

fn gaps(parts: &[Vec<Item>]) -> impl Iterator<Item = Finding> {
    let reasons = [
        (Reason::NameLost, "figures were left out because the names of their rows are lost"),
        (
            Reason::FiguresUnclear,
            "figures were left out because nobody can say which of several rows they belong to",
        ),
        (Reason::RepeatsDisagree, "figures were left out because the repeats of their block don't agree"),
    ];
    reasons.into_iter().filter_map(|(reason, message)| {
        let gaps: Vec<&Gap> = parts
            .iter()
            .flatten()
            .filter_map(|item| match item {
                Item::Gap(gap) if gap.reason == reason => Some(gap),
                _ => None,
            })
            .collect();
        let place = gaps.first().map(|gap| gap.place.clone());
        let figures = gaps.iter().map(|gap| gap.figures as usize).sum();
        counted(FindingKind::FigureLeftOut, message, place, figures)
    })
}

fn lost_cells(parts: &[Vec<Item>], columns: &Columns) -> Option<Finding> {
    let lost = |row: &&Row| {
        columns.of(Holds::Figures).filter(|&at| row.cells[at].certainty == Certainty::Lost).count()
    };
    let place = rows(parts).find(|row| lost(row) > 0).map(|row| row.place.clone());
    let count = rows(parts).map(|row| lost(&row)).sum();
    let message = "cells of figures were left out because their words are cut, garbled or another row's";
    counted(FindingKind::FigureLeftOut, message, place, count)
}

/// Judgements, arrows and comments are no figures, but whoever reads the rows should know that they were there.
fn lost_remarks(parts: &[Vec<Item>], columns: &Columns) -> Option<Finding> {
    let lost = |row: &&Row| {
        let remarks = columns.of(Holds::Marks).chain(columns.of(Holds::Words));
        remarks.filter(|&at| row.cells[at].certainty == Certainty::Lost).count()
    };
    let place = rows(parts).find(|row| lost(row) > 0).map(|row| row.place.clone());
    let count = rows(parts).map(|row| lost(&row)).sum();
    let message = "judgements and comments were left out because nobody can say which row they belong to";
    counted(FindingKind::Salvaged, message, place, count)
}

/// Lines above the first headings that gave no row: prose, torn over the columns.
fn torn_prose(parts: &[Part], items: &[Vec<Item>]) -> Option<Finding> {
    let (first, _) =
        parts.iter().zip(items).find(|(part, items)| part.header.is_none() && items.is_empty())?;
    let place = first.lines.first().and_then(|line| line.first()).map(|cell| cell.place.clone());
    let message = "lines above the table were left out because their words are torn over its columns";
    counted(FindingKind::Salvaged, message, place, first.lines.len())
}

fn rows(parts: &[Vec<Item>]) -> impl Iterator<Item = &Row> {
    parts.iter().flatten().filter_map(|item| match item {
        Item::Row(row) => Some(row),
        Item::Gap(_) => None,
    })
}

/// A warning about so many things; none about nothing.
fn counted(kind: FindingKind, message: &str, place: Option<Place>, count: usize) -> Option<Finding> {
    let times = u32::try_from(count).unwrap_or(u32::MAX);
    (count > 0).then(|| Finding::warning(kind, format!("{count} {message}"), place).times(times))
}
