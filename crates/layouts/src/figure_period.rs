//! The days that a figure covers: those that its own cell prints, else those of its column.

use boardlift_lexicon::period::{self, FoundPeriod, Years};
use boardlift_lexicon::{fold, school};
use boardlift_model::grounds::{Headed, PeriodGround, PeriodWords, Quote, YearGround};
use boardlift_model::{Cell, Figure, Flag, Flags, Kind, Period, PeriodType, StatedPeriod};

use crate::columns::{Column, Dated};
use crate::merged;
use crate::outline::YearSource;
use crate::row_reading::TableContext;

/// A period and the ground on which it was read.
type Found = (StatedPeriod, PeriodGround);

/// The period that the cell of this indicator prints.
pub(crate) fn of_cell(stated: StatedPeriod, indicator: &str, flags: &mut Flags) -> Found {
    let mut ground = PeriodGround { words: PeriodWords::Cell, ..PeriodGround::default() };
    if period::find(&stated.text, Years::default()).is_none() {
        ground.year = YearGround::Table;
    }
    as_school_year((stated, ground), school::is_statistic(indicator), flags)
}

/// The days of a column: those that its heading or a row names, or those of the paper, which are inferred.
pub(crate) fn of_column(context: &TableContext<'_>, at: usize, flags: &mut Flags) -> Option<Found> {
    let heading = &context.columns[at];
    let column = heading.value()?;
    let found = column.period.clone()?;
    let ground = column_ground(context, heading, &found);
    // Targets are set for financial years even where the figures come from schools.
    let of_school = context.school_years
        && column.kind == Kind::Actual
        && !is_sum_of_quarters(found.stated.period, context.columns);
    if heading.period.is_none() {
        flags.insert(Flag::PeriodInferred);
        return Some(as_school_year((found.stated, ground), of_school, flags));
    }
    if column.out_of_sequence {
        flags.insert(Flag::PeriodOutOfSequence);
    }
    if found.inferred && context.years.is_inferred() {
        flags.insert(Flag::PeriodInferred);
    }
    // The schema keeps the words of the heading's own level that the period was read from: `Actual Jul 23`.
    let level = heading.text.split(" / ").find(|level| level.contains(&found.stated.text));
    // A period may run over two levels, or stand in a row of its own and not in the heading at all.
    let whole = Some(&heading.text).filter(|text| text.contains(&found.stated.text));
    let text = level.or(whole.map(String::as_str)).unwrap_or(&found.stated.text);
    let stated = StatedPeriod { text: text.to_owned(), ..found.stated };
    Some(as_school_year((stated, ground), of_school, flags))
}

/// Whether quarters of a year stand beside it: it is theirs then, and runs from April as they do.
fn is_sum_of_quarters(year: Period, columns: &[Column]) -> bool {
    let mut periods =
        columns.iter().filter_map(|column| Some(column.value()?.period.as_ref()?.stated.period));
    periods.any(|part| part.kind == PeriodType::Quarter && year.start <= part.start && part.end <= year.end)
}

/// Where the days of a column stand, and where their year.
fn column_ground(context: &TableContext<'_>, column: &Column, found: &FoundPeriod) -> PeriodGround {
    let words = match column.dated {
        Dated::Heading | Dated::AfterMonth(_) | Dated::YearInRow => PeriodWords::Heading,
        Dated::Row => PeriodWords::Row,
        Dated::Document => PeriodWords::Document,
        Dated::Layout => PeriodWords::Layout,
    };
    let year = match column.dated {
        Dated::YearInRow => YearGround::Row,
        Dated::AfterMonth(before) => YearGround::MonthBefore(quote(context, before)),
        Dated::Heading | Dated::Row if found.inferred => year_of_table(context, found.stated.period),
        Dated::Heading | Dated::Row | Dated::Document | Dated::Layout => YearGround::Printed,
    };
    PeriodGround { words, year, of_school: false }
}

/// Where the year of periods without one stands.
fn year_of_table(context: &TableContext<'_>, period: Period) -> YearGround {
    let source = match period.kind {
        PeriodType::Term | PeriodType::HalfTerm | PeriodType::AcademicYear => context.years.academic,
        _ => context.years.financial,
    };
    match source {
        Some(YearSource::Target(at)) => YearGround::Target(quote(context, at)),
        Some(YearSource::Baseline(at)) => YearGround::Baseline(quote(context, at)),
        Some(YearSource::Heading(at)) => YearGround::OtherHeading(quote(context, at)),
        Some(YearSource::Document) => YearGround::Document,
        Some(YearSource::Name) => YearGround::Name,
        Some(YearSource::Layout) => YearGround::Layout,
        None => YearGround::Table,
    }
}

fn quote(context: &TableContext<'_>, at: usize) -> Quote {
    match context.headings.get(at) {
        Some(Headed::Column(words) | Headed::Row(words)) => *words,
        Some(Headed::Across | Headed::Shape) | None => Quote::default(),
    }
}

/// A bare pair of years, `2018/19`, over statistics of schools is an academic year: what schools report is reported
/// so. The document doesn't say it, hence the flag.
fn as_school_year((stated, ground): Found, of_school: bool, flags: &mut Flags) -> Found {
    let says_financial =
        fold::key(&stated.text).split(' ').any(|word| matches!(word, "financial" | "fy" | "fiscal"));
    if !of_school || says_financial || stated.period.kind != PeriodType::FinancialYear {
        return (stated, ground);
    }
    match Period::academic_year(stated.period.start.year()) {
        Some(period) => {
            flags.insert(Flag::PeriodInferred);
            (StatedPeriod { period, ..stated }, PeriodGround { of_school: true, ..ground })
        }
        None => (stated, ground),
    }
}

/// One figure over several columns is that of all their days, where the cell itself doesn't say another period.
pub(crate) fn cover_columns(context: &TableContext<'_>, at: usize, cell: &Cell, figure: &mut Figure) {
    let Some(columns) = over_columns(context, at, cell) else { return };
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
    let is_of_column = first.period.as_ref().map(|found| found.stated.period);
    figure.column_text = format!("{} – {}", first.text, last.text);
    if let Some(period) = merged::periods_together(&columns)
        .filter(|_| is_of_column == figure.period.as_ref().map(|stated| stated.period))
    {
        figure.period = Some(StatedPeriod { text: figure.column_text.clone(), period });
        figure.grounds.period.words = PeriodWords::HeadingsTogether;
        figure.flags.insert(Flag::PeriodInferred);
    }
}

/// The columns that a merged cell stands over, where they are several.
fn over_columns<'a>(context: &'a TableContext<'_>, at: usize, cell: &Cell) -> Option<Vec<&'a Column>> {
    let width = cell.col_span as usize;
    let columns = context.columns.get(at..context.columns.len().min(at + width)).unwrap_or_default();
    let values: Vec<&Column> = columns.iter().filter(|column| column.value().is_some()).collect();
    (!cell.covered && values.len() > 1).then_some(values)
}
