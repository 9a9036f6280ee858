//! Figures as rows of a table for people: what was read, and where it stood.

use boardlift_model::{
    CellValue, Date, Observation, Period, PeriodType, Place, Qualifier, RagColour, StatedPeriod,
};
use comfy_table::{Cell, Color};

use crate::table::{Heading, names, numbers, terms, words};

/// The headings over [`cells`].
pub(crate) const HEADINGS: [Heading; 8] = [
    names("Area"),
    words("Indicator"),
    terms("Period"),
    terms("Kind"),
    numbers("Value"),
    terms("Unit"),
    terms("RAG"),
    terms("Stood at"),
];

/// One figure.
pub(crate) fn cells(observation: &Observation) -> Vec<Cell> {
    let figure = &observation.figure;
    let name = match &figure.breakdown {
        Some(breakdown) => format!("{} – {breakdown}", figure.indicator),
        None => figure.indicator.clone(),
    };
    vec![
        Cell::new(observation.area.name.as_deref().unwrap_or_default()),
        Cell::new(name),
        Cell::new(figure.period.as_ref().map(days).unwrap_or_default()),
        Cell::new(figure.kind),
        Cell::new(value(&figure.cell).unwrap_or_else(|| figure.cell.status.to_string())),
        Cell::new(figure.cell.unit.map(|unit| unit.to_string()).unwrap_or_default()),
        rag(figure.rag.map(|rag| rag.colour)),
        Cell::new(stood_at(&figure.place)),
    ]
}

/// Where a figure stood, as short as a person needs it to find it: the dataset has its box.
pub(crate) fn stood_at(place: &Place) -> String {
    match place {
        Place::Page { page, .. } => format!("page {page}"),
        Place::Sheet { .. } | Place::Line(_) => place.to_string(),
    }
}

/// The printed figure as it was read: `<50`, `6–7`, `89.5`. Nothing where there is none.
pub(crate) fn value(cell: &CellValue) -> Option<String> {
    let mut text = match cell.qualifier {
        None => String::new(),
        Some(Qualifier::Lt) => "<".to_owned(),
        Some(Qualifier::Gt) => ">".to_owned(),
        Some(Qualifier::Le) => "≤".to_owned(),
        Some(Qualifier::Ge) => "≥".to_owned(),
        Some(Qualifier::Approx) => "~".to_owned(),
    };
    text.push_str(&cell.value?.to_string());
    if let Some(upper) = cell.value_upper {
        text.push('–');
        text.push_str(&upper.to_string());
    }
    Some(text)
}

/// The days of a period, as short as they can be told apart.
pub(crate) fn days(stated: &StatedPeriod) -> String {
    let Period { kind, start, end } = stated.period;
    if start == end {
        return start.to_string();
    }
    if kind == PeriodType::Month {
        return month(start);
    }
    if start.day() == 1 && end == end.last_of_month() {
        return format!("{} to {}", month(start), month(end));
    }
    format!("{start} to {end}")
}

fn month(day: Date) -> String {
    format!("{}-{:02}", day.year(), day.month())
}

fn rag(colour: Option<RagColour>) -> Cell {
    let Some(colour) = colour else { return Cell::new("") };
    Cell::new(colour).fg(match colour {
        RagColour::Red => Color::Red,
        RagColour::Amber => Color::Yellow,
        RagColour::Green => Color::Green,
        RagColour::Blue => Color::Blue,
    })
}

#[cfg(test)]
mod tests {
    use boardlift_model::Status;

    use super::*;

    fn check_days(period: Option<Period>, expected: &str) {
        let period = period.expect("a period");
        assert_eq!(days(&StatedPeriod { text: "as printed".to_owned(), period }), expected);
    }

    fn check_value(figure: (Option<f64>, Option<f64>, Option<Qualifier>), expected: Option<&str>) {
        let (value, value_upper, qualifier) = figure;
        let cell = CellValue { value, value_upper, qualifier, ..CellValue::without_figure(Status::Reported) };
        assert_eq!(super::value(&cell).as_deref(), expected);
    }

    #[test]
    fn periods_are_as_short_as_they_can_be_told_apart() {
        check_days(Some(Period::day(Date::constant(2022, 3, 31))), "2022-03-31");
        check_days(Period::month(2021, 8), "2021-08");
        check_days(Period::quarter(2022, 4), "2023-01 to 2023-03");
        let odd = Period {
            kind: PeriodType::Range,
            start: Date::constant(2024, 1, 5),
            end: Date::constant(2024, 2, 29),
        };
        check_days(Some(odd), "2024-01-05 to 2024-02-29");
    }

    #[test]
    fn values_say_how_they_bound_the_true_one() {
        check_value((Some(50.0), None, Some(Qualifier::Lt)), Some("<50"));
        check_value((Some(6.0), Some(7.0), None), Some("6–7"));
        check_value((Some(89.5), None, None), Some("89.5"));
        check_value((None, None, None), None);
    }
}
