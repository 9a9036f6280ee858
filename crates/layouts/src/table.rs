//! The rows of a table under one heading: its groups of rows, and their figures.

use std::ops::Range;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{judgement, school};
use boardlift_model::{Cell, Certainty, Direction, Figure, Finding};

use crate::colours::Colours;
use crate::columns::{Column, Use};
use crate::judged;
use crate::losses;
use crate::outline::Table;
use crate::row_periods;
use crate::row_reading::{self, RowNames, TableContext};
use crate::rows::{self, RowKind, RowShape};
use crate::sections::Sections;
use crate::stretch::{Ready, Stretch, Surroundings};
use crate::subject::{self, Subject};

/// What a table gave.
#[derive(Debug, Default)]
pub(crate) struct TableReading {
    /// Its figures, row by row.
    pub(crate) figures: Vec<Figure>,
    /// What was left out.
    pub(crate) findings: Vec<Finding>,
}

/// Reads the rows of one stretch.
pub(crate) fn read(
    table: &Table<'_>,
    stretch: &Stretch,
    ready: &Ready<'_>,
    colours: &Colours,
    around: &Surroundings<'_>,
) -> TableReading {
    let body: &[Vec<Cell>] = &ready.spread.rows;
    let Some(shape) = RowShape::of(&stretch.columns, table.grid.method) else {
        return TableReading::default();
    };
    let kinds = rows::classify(body, &stretch.columns, shape);
    let mut context = TableContext {
        columns: &stretch.columns,
        years: stretch.years,
        table: table.number,
        school_years: is_of_schools(body, &kinds, shape),
        footnotes: around.footnotes,
        colours,
        tints: &ready.tints,
        decorated: &[],
    };
    let (decorated, unclear) = judged::decorated(&context, body);
    context.decorated = &decorated;
    let section = stretch.title.as_deref().or(around.section);
    let mut sections = Sections::of(&table.grid, stretch, section);
    let mut reading = TableReading { figures: Vec::new(), findings: ready.spread.findings.clone() };
    reading.findings.extend(unclear);
    let mut of_period = stretch.columns.clone();
    for group in groups(&kinds) {
        match &kinds[group.start] {
            RowKind::Group(words) => sections.enter_group(words),
            RowKind::Period(words) => {
                of_period = row_periods::columns_of(&stretch.columns, words, stretch.years.years);
            }
            RowKind::Orphan => {
                reading.findings.extend(losses::left_out(
                    &body[group.start],
                    &stretch.columns,
                    losses::NAMELESS,
                ));
            }
            RowKind::RunTogether => {
                reading.findings.extend(losses::left_out(
                    &body[group.start],
                    &stretch.columns,
                    losses::RUN_TOGETHER,
                ));
            }
            RowKind::Indicator => {
                let first_row = stretch.body.start + group.start;
                let context = TableContext { columns: &of_period, ..context };
                let rows = GroupRows { rows: &body[group.clone()], kinds: &kinds[group], first: first_row };
                read_group(&context, shape, &rows, &mut sections, &mut reading);
            }
            RowKind::Blank | RowKind::SubRow | RowKind::NameGoesOn | RowKind::Note(_) => {}
        }
    }
    if let Some(printed) = &table.piece {
        for figure in &mut reading.figures {
            (figure.row, figure.column) = printed.numbers(figure.row, figure.column);
        }
    }
    reading.findings.extend(losses::unused_columns(body, &stretch.columns));
    reading.findings.extend(losses::unreadable(body, &stretch.columns, table.grid.method));
    reading
}

/// Rows that belong together: an indicator with its sub-rows and the rest of its wrapped name; any other row alone.
fn groups(kinds: &[RowKind]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        match (kind, groups.last_mut()) {
            (RowKind::SubRow | RowKind::NameGoesOn | RowKind::Note(_), Some(group))
                if kinds[group.start] == RowKind::Indicator =>
            {
                group.end = at + 1;
            }
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

fn is_of_schools(body: &[Vec<Cell>], kinds: &[RowKind], shape: RowShape) -> bool {
    let names = body
        .iter()
        .zip(kinds)
        .filter(|(_, kind)| **kind == RowKind::Indicator)
        .map(|(row, _)| &row[shape.indicator()].text);
    let (school, other): (Vec<_>, Vec<_>) = names.partition(|name| school::is_statistic(name));
    school.len() > other.len()
}

/// An indicator's rows.
struct GroupRows<'a> {
    rows: &'a [Vec<Cell>],
    kinds: &'a [RowKind],
    /// The number of the first in the table, from 0.
    first: usize,
}

impl GroupRows<'_> {
    /// What tells a row apart from the others of its indicator.
    fn part(&self, at: usize, shape: RowShape) -> &str {
        let beside = text(&self.rows[at], shape.breakdown());
        let is_below = beside.is_empty() && self.kinds[at] == RowKind::SubRow;
        if is_below { text(&self.rows[at], Some(shape.indicator())) } else { beside }
    }

    /// Whether a row prints figures, or leaves them blank: not the rest of a name, nor a name over the rows of its parts.
    fn has_figures(&self, at: usize, shape: RowShape, columns: &[Column]) -> bool {
        let is_over_parts = at == 0
            && self.kinds.get(1) == Some(&RowKind::SubRow)
            && self.part(0, shape).is_empty()
            && !rows::has_values(&self.rows[0], columns);
        matches!(self.kinds[at], RowKind::Indicator | RowKind::SubRow) && !is_over_parts
    }

    /// What is said of the indicator in rows of its own.
    fn note(&self) -> Option<String> {
        let notes = self.kinds.iter().filter_map(|kind| match kind {
            RowKind::Note(words) => Some(words.as_str()),
            _ => None,
        });
        let notes: Vec<&str> = notes.collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }
}

fn read_group(
    context: &TableContext<'_>,
    shape: RowShape,
    group: &GroupRows<'_>,
    sections: &mut Sections<'_>,
    reading: &mut TableReading,
) {
    let subject = sections.enter_row(group.first);
    let names = names(context, shape, group);
    let mut figures: Vec<Figure> = Vec::new();
    for (at, row) in group.rows.iter().enumerate() {
        if group.rows[0][shape.indicator()].certainty == Certainty::Lost {
            reading.findings.extend(losses::left_out(row, context.columns, losses::NAMELESS));
            continue;
        }
        if !group.has_figures(at, shape, context.columns) {
            continue;
        }
        let part = group.part(at, shape);
        let subject = subject.or_else(|| subject::of(part));
        if let Some(Subject::Remarks(role)) = subject {
            if figures.is_empty() {
                reading.findings.extend(losses::left_out(row, context.columns, losses::REMARKS));
            }
            reading.findings.extend(judged::judge_above(context, role, row, &mut figures));
            continue;
        }
        let is_period = row_periods::is_bare_period(part);
        let columns = is_period.then(|| row_periods::columns_of(context.columns, part, context.years.years));
        let context = TableContext { columns: columns.as_deref().unwrap_or(context.columns), ..*context };
        let tells_apart = !part.is_empty() && !is_period && subject::of(part).is_none();
        let names = RowNames {
            section: sections.current(),
            breakdown: tells_apart.then(|| part.to_owned()),
            subject,
            ..names[at].clone()
        };
        let number = u32::try_from(group.first + at + 1).unwrap_or(u32::MAX);
        let (read, findings) = row_reading::figures(&context, &names, row, number);
        figures.extend(read);
        reading.findings.extend(findings);
    }
    let note = group.note();
    for figure in figures.iter_mut().filter(|figure| figure.note.is_none()) {
        figure.note.clone_from(&note);
    }
    reading.figures.append(&mut figures);
}

/// The names of a group's rows, but for what tells them apart.
fn names(context: &TableContext<'_>, shape: RowShape, group: &GroupRows<'_>) -> Vec<RowNames> {
    let column = |role: Role| context.columns.iter().position(|column| column.used == Use::Role(role));
    let breakdowns: Vec<&str> =
        group.rows.iter().map(|row| text(row, shape.breakdown())).filter(|words| !words.is_empty()).collect();
    let names = RowNames {
        reference: Some(text(&group.rows[0], shape.reference()).to_owned()).filter(|words| !words.is_empty()),
        indicator: name_of(group, shape, &breakdowns),
        ..RowNames::default()
    };
    let wanted = wanted_directions(group.rows, column(Role::DesiredDirection));
    wanted.into_iter().map(|wanted| RowNames { desired_direction: wanted, ..names.clone() }).collect()
}

fn text(row: &[Cell], at: Option<usize>) -> &str {
    at.and_then(|at| row.get(at)).map_or("", |cell| cell.text.as_str())
}

/// The indicator's name: its cell and the lines below that it wrapped into, without the names of its sub-rows where
/// a converter ran those into it: `Scores: SEN Support EHCPs` beside the rows `SEN Support` and `EHCPs`. The
/// evidence is that the names end at a colon once they are taken away.
fn name_of(group: &GroupRows<'_>, shape: RowShape, breakdowns: &[&str]) -> String {
    let is_name = |kind: &RowKind| matches!(kind, RowKind::Indicator | RowKind::NameGoesOn);
    let rows = group.rows.iter().zip(group.kinds).filter(|(_, kind)| is_name(kind));
    let lines: Vec<&str> =
        rows.map(|(row, _)| text(row, Some(shape.indicator()))).filter(|words| !words.is_empty()).collect();
    let printed = lines.join(" ");
    if breakdowns.len() < 2 {
        return printed;
    }
    let mut left = breakdowns.to_vec();
    let mut name = printed.as_str();
    while let Some(at) = left.iter().position(|breakdown| ends_with_word(name, breakdown)) {
        name = name[..name.len() - left.remove(at).len()].trim_end();
    }
    if left.len() == breakdowns.len() || !name.ends_with(':') {
        return printed;
    }
    left.iter().fold(name.to_owned(), |name, breakdown| without_words(&name, breakdown))
}

fn ends_with_word(name: &str, words: &str) -> bool {
    name.strip_suffix(words).is_some_and(|before| before.ends_with(' '))
}

fn without_words(name: &str, words: &str) -> String {
    match name.split_once(&format!(" {words} ")) {
        Some((before, after)) => format!("{before} {after}"),
        None => name.to_owned(),
    }
}

/// What the publisher wants of each row of a group. The words may stand in one row for all, or be broken over the
/// rows: `Higher` beside the first, `is better` beside the second.
fn wanted_directions(rows: &[Vec<Cell>], column: Option<usize>) -> Vec<Option<Direction>> {
    let each: Vec<Option<Direction>> =
        rows.iter().map(|row| judgement::desired_direction(text(row, column))).collect();
    let joined: Vec<&str> =
        rows.iter().map(|row| text(row, column)).filter(|words| !words.is_empty()).collect();
    let whole = judgement::desired_direction(&joined.join(" "));
    match (whole, rows.len()) {
        (Some(_), 2..) => vec![whole; rows.len()],
        _ => each,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    fn check(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines).figures.iter().map(line).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn one_row_with_all_there_is() {
        check(
            "Ref | Key Performance Indicator | Target 22/23 | Q1 | Q2 | Notes | RAG | Data type
             3 | % of plans issued in 20 weeks | 60% | 50% | | 4/8 | R | Cumulative data",
            &[
                "3 % of plans issued in 20 weeks · Target 22/23 · target 2022-04-01..2023-03-31 · `60%` reported = 60 percent",
                "3 % of plans issued in 20 weeks · Q1 · actual 2022-04-01..2022-06-30 · `50%` reported = 50 percent 4/8 cumulative rag=red",
                "3 % of plans issued in 20 weeks · Q2 · actual 2022-07-01..2022-09-30 · `` blank",
            ],
        );
    }

    #[test]
    fn two_levels_sub_rows_and_a_broken_wish() {
        check(
            "# Achievements

             Ref | Indicator | | Good | 2018/19 | | RAG
              | | | | England | Ourtown |
             74 | Progress 8 scores: SEN Support EHCPs | SEN Support | Higher | -0.4 | -0.6 | G
              | | EHCPs | is better | -1.2 | -0.8 | R",
            &[
                "74 Progress 8 scores: / SEN Support · 2018/19 / England · actual @England 2018-09-01..2019-08-31 · `-0.4` reported = -0.4 score wanted=up !period_inferred",
                "74 Progress 8 scores: / SEN Support · 2018/19 / Ourtown · actual 2018-09-01..2019-08-31 · `-0.6` reported = -0.6 score rag=green wanted=up !period_inferred",
                "74 Progress 8 scores: / EHCPs · 2018/19 / England · actual @England 2018-09-01..2019-08-31 · `-1.2` reported = -1.2 score wanted=up !period_inferred",
                "74 Progress 8 scores: / EHCPs · 2018/19 / Ourtown · actual 2018-09-01..2019-08-31 · `-0.8` reported = -0.8 score rag=red wanted=up !period_inferred",
            ],
        );
    }

    #[test]
    fn a_table_without_a_heading_goes_on() {
        check(
            "# Quality

             Ref | KPI | May 22
             1 | Number of plans | 5

             ^¹ Without June

             ~ 2 | Number of visits | 6¹",
            &[
                "1 Number of plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count",
                "2 Number of visits · May 22 · actual 2022-05-01..2022-05-31 · `6¹` reported = 6 count note=Without June",
            ],
        );
        check(
            "Ref | KPI | May 22\n1 | Number of plans | 5\n\n# Contacts\n\n2 | Number of visits | 6",
            &["1 Number of plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count"],
        );
    }

    #[test]
    fn a_heading_again_changes_the_columns() {
        check(
            "KPI No | KPIs | Autumn 23 | National
             1 | Number of suspensions | 5 | N/A
             KPI No | KPIs | HT3 23/24 | National AY 21/22
             2 | Number of exclusions | 7 | 8",
            &[
                "1 Number of suspensions · Autumn 23 · actual 2023-09-01..2023-12-31 · `5` reported = 5 count",
                "1 Number of suspensions · National · actual @England · `N/A` not_applicable",
                "2 Number of exclusions · HT3 23/24 · actual 2024-01-01..2024-02-29 · `7` reported = 7 count",
                "2 Number of exclusions · National AY 21/22 · actual @England 2021-09-01..2022-08-31 · `8` reported = 8 count",
            ],
        );
    }

    #[test]
    fn a_heading_again_by_the_words_over_the_names() {
        check(
            "Period | 2021/22 | 2022/23 | Target
             Plans issued | 5 | 6 | 7
             Appeals performance Period | 2020/21 | | 2021/22
             Appeals upheld | 8 | | 9",
            &[
                "Plans issued · 2021/22 · actual 2021-04-01..2022-03-31 · `5` reported = 5",
                "Plans issued · 2022/23 · actual 2022-04-01..2023-03-31 · `6` reported = 6",
                "Plans issued · Target · target · `7` reported = 7",
                "Appeals upheld · 2020/21 · actual 2020-04-01..2021-03-31 · `8` reported = 8",
                "Appeals upheld · 2021/22 · actual 2021-04-01..2022-03-31 · `9` reported = 9",
            ],
        );
    }

    #[test]
    fn the_cell_beats_the_column() {
        check(
            "KPI | Actual Jul 23
             Percentage of children absent | 12.1% (academic year 22/23)",
            &[
                "Percentage of children absent · Actual Jul 23 · actual 2022-09-01..2023-08-31 · `12.1% (academic year 22/23)` reported = 12.1 percent",
            ],
        );
    }
}
