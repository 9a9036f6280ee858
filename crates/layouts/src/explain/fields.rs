//! A sentence for each field that says what a figure is: its section, kind, area, period, basis, value and unit.

use boardlift_model::grounds::{
    AreaGround, BasisGround, Headed, KindGround, NoteGround, PeriodWords, Reason, RefGround, SectionGround,
    UnitGround, ValueGround, WishGround, YearGround,
};
use boardlift_model::{Figure, Kind, Period, PeriodType, Status};

use super::words::{Words, quoted, year_from};

pub(super) fn section(ground: SectionGround) -> &'static str {
    match ground {
        SectionGround::Unsaid => "nothing says otherwise",
        SectionGround::OverTable => "the heading over the table",
        SectionGround::OverEarlierTable => "the heading over an earlier table, which this one continues",
        SectionGround::TitleLine => "a line inside the table, over the headings of its columns",
        SectionGround::GroupRow => "a row inside the table that heads those below it",
        SectionGround::SideLabel => "the label at the side of the row",
    }
}

pub(super) fn kind(figure: &Figure, words: Words<'_>) -> String {
    let heading = heading(figure);
    let column = figure.grounds.column;
    match (figure.grounds.kind, column.role) {
        (KindGround::Column, _) if column.heading == Headed::Shape => {
            "the figure stands by the indicator's name without a label, as on a card".to_owned()
        }
        (KindGround::Row(quote), _) => format!("{} in the row says so", words.quoted(quote)),
        (KindGround::Column, Reason::Layout) => format!("the layout says so of {heading}"),
        (KindGround::Column, Reason::Contents | Reason::Position) => {
            format!("figures stand in the column; {heading} doesn't say what they are")
        }
        (KindGround::Column, Reason::Neighbours) => {
            format!("figures stand in the column; {heading} is a name beside those of comparators")
        }
        (KindGround::Column, Reason::Caption) => "the words over the table say so".to_owned(),
        (KindGround::Column, Reason::Heading) => match figure.kind {
            Kind::Actual => format!("{heading} has no word for a target, baseline or milestone"),
            Kind::Target | Kind::Baseline | Kind::Milestone => format!("{heading} says so"),
        },
    }
}

pub(super) fn area(figure: &Figure, words: Words<'_>) -> String {
    let heading = heading(figure);
    match figure.grounds.area {
        AreaGround::Unsaid => "nothing in the heading or the row names anybody else".to_owned(),
        AreaGround::Heading => format!("{heading} names it"),
        AreaGround::PrintedName => format!("the document's own words have the name in {heading} too"),
        AreaGround::OnlyName => {
            format!("the name in {heading} is the only one beside those of comparators")
        }
        AreaGround::Row(quote) => format!("{} in the row names it", words.quoted(quote)),
    }
}

pub(super) fn period(figure: &Figure, words: Words<'_>) -> String {
    let Some(stated) = &figure.period else {
        return "neither the cell nor the heading names one".to_owned();
    };
    let ground = figure.grounds.period;
    let said = quoted(&stated.text);
    let mut sentence = match ground.words {
        PeriodWords::Unsaid => format!("read from {said}"),
        PeriodWords::Cell => format!("the cell says {said}"),
        PeriodWords::Heading => format!("the heading says {said}"),
        PeriodWords::Row => format!("a row over the figure or its own says {said}"),
        PeriodWords::Layout => {
            let heading = heading(figure);
            format!("{heading} goes by the paper's own period, {said}, as the layout says")
        }
        PeriodWords::Document => {
            let heading = heading(figure);
            format!("{heading} goes by the period that the table or the paper states, {said}")
        }
        PeriodWords::HeadingsTogether => format!("the cell stands under all of {said}"),
    };
    sentence.push_str(&year(ground.year, stated.period, words));
    if ground.of_school {
        sentence.push_str("; schools report by academic years");
    }
    sentence
}

/// Where the year stands, as the rest of a sentence; nothing where it is printed with the period.
fn year(ground: YearGround, period: Period, words: Words<'_>) -> String {
    let first_month = match period.kind {
        PeriodType::Term | PeriodType::HalfTerm | PeriodType::AcademicYear => 9,
        _ => 4,
    };
    let year = year_from(first_month, period.start);
    match ground {
        YearGround::Printed => String::new(),
        YearGround::Target(quote) => {
            format!("; the year {year} stands in the target's heading {}", words.quoted(quote))
        }
        YearGround::Baseline(quote) => {
            format!("; the year {year} begins after the baseline {}", words.quoted(quote))
        }
        YearGround::OtherHeading(quote) => {
            format!("; the year {year} stands in the heading {}", words.quoted(quote))
        }
        YearGround::Document => format!("; the year {year} stands in the lines over the table"),
        YearGround::Name => format!("; the year {year} stands in the name of the sheet or the file"),
        YearGround::Layout => format!("; the year {year} is that which the layout has for this edition"),
        YearGround::Row => format!("; the year {year} stands in a row over the figure or its own"),
        YearGround::Table => format!("; the year {year} is that of the table"),
        YearGround::MonthBefore(quote) => format!("; its year follows from {}", words.quoted(quote)),
    }
}

pub(super) fn basis(figure: &Figure, words: Words<'_>) -> String {
    match figure.grounds.basis {
        BasisGround::Unsaid => "nothing says otherwise".to_owned(),
        BasisGround::Cell => "printed in the cell".to_owned(),
        BasisGround::Heading => format!("{} says so", heading(figure)),
        BasisGround::Row(cell) => words.in_row(cell, "how figures gather up"),
        BasisGround::Name => "the indicator's words".to_owned(),
    }
}

pub(super) fn value(figure: &Figure) -> String {
    let printed = quoted(&figure.value_text);
    match figure.grounds.value {
        ValueGround::Printed => format!("printed {printed}"),
        ValueGround::Stored => format!("the file keeps it behind the print {printed}"),
    }
}

/// Why a cell holds no single figure.
pub(super) fn status(figure: &Figure) -> String {
    let printed = quoted(&figure.value_text);
    match figure.cell.status {
        Status::Blank => "nothing is printed in the cell".to_owned(),
        Status::Text => format!("the cell says {printed}, which is no single figure"),
        _ => format!("the cell says {printed}"),
    }
}

pub(super) fn unit(figure: &Figure, words: Words<'_>) -> String {
    match figure.grounds.unit {
        UnitGround::Unsaid => "nothing names one".to_owned(),
        UnitGround::Cell => "printed in the cell".to_owned(),
        UnitGround::Heading => format!("{} says so", heading(figure)),
        UnitGround::Row(cell) => words.in_row(cell, "units"),
        UnitGround::Name => "the indicator's words".to_owned(),
        UnitGround::SharesBeside => {
            "the shares in brackets beside the figures are those of counts".to_owned()
        }
        UnitGround::OthersOfRow => "the other figures of the row have it".to_owned(),
    }
}

/// The heading over the figure, as the subject of a sentence.
fn heading(figure: &Figure) -> String {
    match figure.column_text.as_str() {
        "" => "the heading, which is empty,".to_owned(),
        words => format!("the heading {}", quoted(words)),
    }
}

/// The number of an indicator.
pub(super) fn reference(ground: RefGround, words: Words<'_>) -> String {
    match ground {
        RefGround::Column(column) => words.column(column, "numbers of indicators"),
        RefGround::WithName => "it stands before the indicator's name, as in all its table".to_owned(),
    }
}

pub(super) fn wish(ground: WishGround, words: Words<'_>) -> String {
    match ground {
        WishGround::Row(cell) => words.in_row(cell, "what is wanted"),
        WishGround::Layout => "the layout says so of the indicator".to_owned(),
    }
}

pub(super) fn note(ground: NoteGround, words: Words<'_>) -> String {
    match ground {
        NoteGround::Column(column) => words.column(column, "comments"),
        NoteGround::RowBelow(label) => format!("the row {} below", words.quoted(label)),
        NoteGround::OwnRow => "a line of its own below the row".to_owned(),
    }
}
