//! A paper as text that a person can review beside the document.
//!
//! A block a table: first what each column was taken for, then a paragraph an indicator with a line a figure, which
//! says what was printed, what it was read as, and only where it differs from its column, what it was taken for. What
//! is null is left out.
//!
//! The text is for reading and for comparing; nothing reads it back. Hashes and sizes are not in it: a golden says
//! what was understood.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};

use boardlift_dataset::{DocumentRow, Paper};
use boardlift_model::{
    AreaType, CellValue, Figure, Flags, Observation, Period, PeriodType, Place, Qualifier, Status,
};

/// A column of the text is padded to at most so many characters; longer words are never cut.
const WIDEST_COLUMN: usize = 34;

/// The text of a paper, each line ended.
pub fn text(paper: &Paper) -> String {
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = write_paper(&mut out, paper);
    out
}

fn write_paper(out: &mut String, paper: &Paper) -> fmt::Result {
    let common = common_flags(&paper.observations);
    write_document(out, &paper.document, &common)?;
    for observations in paper.observations.chunk_by(|a, b| a.figure.table == b.figure.table) {
        write_table(out, &Table { observations, common: &common })?;
    }
    write_commentary(out, paper)?;
    write_actions(out, paper)?;
    write_findings(out, paper)
}

/// The flags that stand on every figure: said once.
fn common_flags(observations: &[Observation]) -> Flags {
    let mut all = observations.iter().map(|observation| &observation.figure.flags);
    let first = all.next().cloned().unwrap_or_default();
    all.fold(first, |common, flags| common.intersection(flags).copied().collect())
}

fn write_document(out: &mut String, row: &DocumentRow, common: &Flags) -> fmt::Result {
    let authority = row.authority.as_ref();
    let facts = [
        ("title", row.title.clone()),
        ("authority", authority.map(ToString::to_string)),
        ("board", row.board.clone()),
        ("period", row.period.as_ref().map(|stated| format!("{} = {}", stated.text, period(&stated.period)))),
        ("meeting", row.meeting_date.map(|day| day.to_string())),
        ("pages", row.pages.map(|pages| pages.to_string())),
        ("layout", row.layout.as_ref().map(|layout| format!("{} {}", layout.id, layout.version))),
        ("status", Some(row.status.to_string())),
        ("error", row.error.clone()),
        ("flags", (!row.flags.is_empty()).then(|| flags(&row.flags))),
        ("on all", (!common.is_empty()).then(|| flags(common))),
        (
            "holds",
            Some(format!(
                "{} tables, {} indicators, {} figures",
                row.tables, row.indicators, row.observations
            )),
        ),
    ];
    for (name, fact) in facts {
        if let Some(fact) = fact {
            writeln!(out, "{name:<10}{fact}")?;
        }
    }
    Ok(())
}

/// One table of the document.
struct Table<'p> {
    observations: &'p [Observation],
    common: &'p Flags,
}

/// A column under one of its headings: headings can come again in the middle of a table.
type Column<'p> = (u32, &'p str);

fn column(figure: &Figure) -> Column<'_> {
    (figure.column, &figure.column_text)
}

fn write_table(out: &mut String, table: &Table<'_>) -> fmt::Result {
    let Some(first) = table.observations.first() else { return Ok(()) };
    writeln!(out, "\n== table {}\n", first.figure.table)?;
    let columns = columns(table.observations);
    for ((number, heading), taken_for) in &columns {
        writeln!(out, "{number:>3}  {heading} = {taken_for}")?;
    }
    let lines: Vec<[String; 4]> =
        table.observations.iter().map(|observation| line(observation, &columns, table.common)).collect();
    let widths = [0, 1, 2].map(|at| widest(lines.iter().map(|line| &line[at])));
    let mut lines = lines.iter();
    let mut section = None;
    for row in table.observations.chunk_by(|a, b| a.figure.row == b.figure.row) {
        if section != Some(&row[0].figure.section) {
            section = Some(&row[0].figure.section);
            writeln!(out, "\n-- {}", row[0].figure.section.as_deref().unwrap_or("no section"))?;
        }
        write_row_heading(out, &row[0])?;
        for [heading, printed, read, rest] in lines.by_ref().take(row.len()) {
            let [heading_width, printed_width, read_width] = widths;
            let line = format!(
                "  {heading:<heading_width$}  {printed:>printed_width$} = {read:<read_width$}  {rest}"
            );
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

/// What most figures of each column were taken for, the first of them where as many say something else.
fn columns(observations: &[Observation]) -> BTreeMap<Column<'_>, String> {
    let mut counts: BTreeMap<Column<'_>, Vec<(String, usize)>> = BTreeMap::new();
    for observation in observations {
        let (taken_for, counts) =
            (taken_for(observation), counts.entry(column(&observation.figure)).or_default());
        match counts.iter_mut().find(|(known, _)| *known == taken_for) {
            Some((_, count)) => *count += 1,
            None => counts.push((taken_for, 1)),
        }
    }
    let most = |counts: Vec<(String, usize)>| {
        // `max_by_key` takes the last of equals.
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(taken_for, _)| taken_for)
    };
    counts.into_iter().map(|(column, counts)| (column, most(counts).unwrap_or_default())).collect()
}

fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> usize {
    texts.map(|text| text.chars().count()).filter(|width| *width <= WIDEST_COLUMN).max().unwrap_or(0)
}

/// What is true of all figures of a row.
fn write_row_heading(out: &mut String, observation: &Observation) -> fmt::Result {
    let figure = &observation.figure;
    write!(out, "\n{} {}", figure.reference.as_deref().unwrap_or("·"), figure.indicator)?;
    if let Some(breakdown) = &figure.breakdown {
        write!(out, " / {breakdown}")?;
    }
    if let Some(measure) = &observation.measure {
        write!(out, "  [{measure}]")?;
    }
    if let Some(wanted) = figure.desired_direction {
        write!(out, "  wanted {wanted}")?;
    }
    writeln!(out, "  (row {}{})", figure.row, whereabouts(&figure.place))?;
    match &figure.note {
        Some(note) => writeln!(out, "  note: {note}"),
        None => Ok(()),
    }
}

fn whereabouts(place: &Place) -> String {
    match place {
        Place::Page { page, .. } => format!(", page {page}"),
        Place::Line(line) => format!(", line {line}"),
        Place::Sheet { .. } => String::new(),
    }
}

/// A figure in four parts: heading, words, what they were read as, and all that its column does not say.
fn line(observation: &Observation, columns: &BTreeMap<Column<'_>, String>, common: &Flags) -> [String; 4] {
    let figure = &observation.figure;
    let taken_for = taken_for(observation);
    let is_usual = columns.get(&column(figure)) == Some(&taken_for);
    let mut rest: Vec<String> = (!is_usual).then_some(taken_for).into_iter().collect();
    rest.extend(figure.basis.map(|basis| basis.to_string()));
    rest.extend(figure.rag.map(|rag| format!("rag {} ({})", rag.colour, rag.source)));
    rest.extend(figure.direction.map(|direction| format!("moves {direction}")));
    let own_flags: Flags = figure.flags.difference(common).copied().collect();
    rest.extend((!own_flags.is_empty()).then(|| format!("! {}", flags(&own_flags))));
    [figure.column_text.clone(), format!("`{}`", figure.value_text), reading(&figure.cell), rest.join(", ")]
}

/// What a figure's column says of it as a rule: kind, period, whom it describes.
fn taken_for(observation: &Observation) -> String {
    let figure = &observation.figure;
    let mut parts = vec![figure.kind.to_string()];
    parts
        .extend(figure.period.as_ref().map(|stated| format!("{} “{}”", period(&stated.period), stated.text)));
    let area = &observation.area;
    let publisher = observation.authority.as_ref().map(|authority| &authority.name);
    if area.area_type != AreaType::LocalAuthority || area.name.as_ref() != publisher {
        parts.push(format!("of {} {}", area.area_type, area.name.as_deref().unwrap_or("without a name")));
    }
    parts.join(", ")
}

fn reading(cell: &CellValue) -> String {
    let mut parts = Vec::new();
    if cell.status != Status::Reported {
        parts.push(cell.status.to_string());
    }
    if let Some(value) = cell.value {
        let bound = cell.qualifier.map(sign).unwrap_or_default();
        let upper = cell.value_upper.map(|upper| format!("–{upper}")).unwrap_or_default();
        parts.push(format!("{bound}{value}{upper}"));
    }
    parts.extend(cell.unit.map(|unit| unit.to_string()));
    if let Some(fraction) = cell.fraction {
        parts.push(format!("of {}/{}", fraction.numerator, fraction.denominator));
    }
    if let Some(second) = cell.secondary_value {
        let unit = cell.secondary_unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        parts.push(format!("({second}{unit})"));
    }
    parts.extend(cell.note.as_ref().map(|note| format!("“{note}”")));
    parts.join(" ")
}

fn sign(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Lt => "<",
        Qualifier::Gt => ">",
        Qualifier::Le => "≤",
        Qualifier::Ge => "≥",
        Qualifier::Approx => "~",
    }
}

fn period(period: &Period) -> String {
    let Period { kind, start, end } = *period;
    match kind {
        PeriodType::Day => format!("day {start}"),
        _ => format!("{kind} {start}..{end}"),
    }
}

fn flags(flags: &Flags) -> String {
    flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>().join(" ")
}

fn write_commentary(out: &mut String, paper: &Paper) -> fmt::Result {
    if !paper.commentary.is_empty() {
        writeln!(out, "\n== commentary")?;
    }
    for points in paper.commentary.chunk_by(|a, b| a.heading == b.heading) {
        writeln!(out, "\n-- {}", points[0].heading.as_deref().unwrap_or("no heading"))?;
        for point in points {
            writeln!(out, "{}. {}  ({})", point.position, point.text, point.place)?;
        }
    }
    Ok(())
}

fn write_actions(out: &mut String, paper: &Paper) -> fmt::Result {
    if !paper.actions.is_empty() {
        writeln!(out, "\n== actions")?;
    }
    for action in &paper.actions {
        writeln!(out, "\n{}. {}  ({})", action.position, action.action, action.place)?;
        let due = action.due.map(|day| day.to_string());
        let facts: [(&str, Option<&dyn Display>); 5] = [
            ("ref", action.reference.as_ref().map(|text| text as &dyn Display)),
            ("issue", action.issue.as_ref().map(|text| text as &dyn Display)),
            ("owner", action.owner.as_ref().map(|text| text as &dyn Display)),
            ("due text", action.due_text.as_ref().map(|text| text as &dyn Display)),
            ("due", due.as_ref().map(|text| text as &dyn Display)),
        ];
        for (name, fact) in facts {
            if let Some(fact) = fact {
                writeln!(out, "  {name}: {fact}")?;
            }
        }
    }
    Ok(())
}

fn write_findings(out: &mut String, paper: &Paper) -> fmt::Result {
    if !paper.findings.is_empty() {
        writeln!(out, "\n== findings\n")?;
    }
    for finding in &paper.findings {
        writeln!(out, "{} {} ×{}", finding, finding.kind, finding.count)?;
    }
    Ok(())
}
