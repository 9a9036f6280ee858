//! Columns whose heading names their period by the paper's own, or names results and no period: `This quarter`, `Last
//! year`, `Actual`.
//!
//! A table has the period that its own caption states, else the one that the document states. Where a caption above has
//! stated another period since, nobody can say which of them goes on. A bare target is for no period, and neither is a
//! comparator, unless their heading names one.

use boardlift_lexicon::heading::{self, Relative};
use boardlift_lexicon::period::{self, FoundPeriod, Years};
use boardlift_model::{AreaClaim, Basis, Kind, StatedPeriod};

use crate::columns::{Column, Dated, Use, ValueColumn};
use crate::outline::Stated;
use crate::profile::Reporting;
use crate::stretch::Stretch;

/// A table to be dated: what is stated right above it, whether its caption states it, and its columns.
pub(crate) struct Undated<'a> {
    pub(crate) stated: &'a Stated,
    pub(crate) by_caption: bool,
    pub(crate) stretches: &'a mut [Stretch],
}

/// Gives the columns of all tables in turn the days that their headings have by the period of table or paper.
pub(crate) fn settle<'a>(tables: impl Iterator<Item = Undated<'a>>, reporting: &Reporting) {
    let mut current = reporting.period.clone();
    for table in tables {
        let own = match table.stated {
            Stated::Nothing => reporting.of_figures.clone().or_else(|| current.clone()),
            Stated::Once(period) => Some(period.clone()),
            Stated::Several => None,
        };
        let is_said_of_figures = reporting.of_figures.as_ref().is_some_and(|of_figures| match table.stated {
            Stated::Nothing => true,
            Stated::Once(period) => period.period == of_figures.period,
            Stated::Several => false,
        });
        let of_all = table.by_caption || is_said_of_figures;
        let goes_on = own.as_ref().map(|own| own.period) == current.as_ref().map(|current| current.period);
        for (at, stretch) in table.stretches.iter_mut().enumerate() {
            // What stands above the first heading of a table is stated of the whole table already.
            let title = stretch.title.as_deref().filter(|_| at > 0);
            match title.map(|title| period::reported(title, Years::default())).as_deref() {
                None | Some([]) => date(&mut stretch.columns, own.as_ref(), of_all, reporting),
                Some([only]) => date(&mut stretch.columns, Some(only), true, reporting),
                Some(_) => date(&mut stretch.columns, None, false, reporting),
            }
        }
        if !goes_on {
            current = None;
        }
    }
}

/// The days of a heading that names them by this period.
pub(crate) fn named_by(relative: Relative, own: &FoundPeriod) -> Option<FoundPeriod> {
    let stated = by(relative, &own.stated)?;
    Some(FoundPeriod { stated, span: 0..0, inferred: own.inferred })
}

fn date(columns: &mut [Column], own: Option<&StatedPeriod>, of_all: bool, reporting: &Reporting) {
    for column in columns.iter_mut() {
        let Some(relative) = heading::relative(&column.text) else { continue };
        let period = defined(relative, reporting).or_else(|| by(relative, own?));
        set(column, period);
    }
    let Some(own) = own else { return };
    let of_table = if of_all { all_of_table(columns) } else { results(columns, own).into_iter().collect() };
    for at in of_table {
        set(&mut columns[at], Some(own.clone()));
    }
}

/// The columns of which a caption, or the paper of all its figures, says the period, `Decisions, April to September 2023`:
/// all that are undated, but neither targets nor comparators. Comparators are counted in where the table sets bodies side
/// by side. A column that nobody knows is a result like the others where all are unknown; beside one that is headed as such
/// it may be a variance or a limit.
fn all_of_table(columns: &[Column]) -> Vec<usize> {
    let is_free = |column: &Column| is_undated(column) && heading::names_no_period(&column.text);
    let is_body = |column: &&Column| {
        is_free(column) && column.value().is_some_and(|value| matches!(value.area, AreaClaim::Named(_)))
    };
    let compares = columns.iter().filter(is_body).count() > 1;
    let has_results = columns.iter().any(Column::may_be_judged);
    let is_of_table = |column: &Column| {
        let Some(value) = column.value() else { return false };
        let is_own = !matches!(value.area, AreaClaim::Comparator(_)) || compares;
        let is_result = value.kind == Kind::Actual && value.basis != Some(Basis::Forecast);
        is_result && is_own && is_free(column) && !(has_results && column.is_inferred())
    };
    (0..columns.len()).filter(|&at| is_of_table(&columns[at])).collect()
}

/// The column of the results of the paper's period: so headed. Two of them, or one beside another of the same days, can't both be it.
fn results(columns: &[Column], own: &StatedPeriod) -> Option<usize> {
    let is_result = |column: &Column| {
        is_undated(column) && column.is_own_actual() && heading::is_bare_result(&column.text)
    };
    let mut results = (0..columns.len()).filter(|&at| is_result(&columns[at]));
    let is_taken = columns.iter().filter(|column| column.is_own_actual()).any(|column| {
        let days = column.value().and_then(|value| value.period.as_ref());
        days.is_some_and(|found| found.stated.period == own.period)
    });
    results.next().filter(|_| results.next().is_none() && !is_taken)
}

fn defined(relative: Relative, reporting: &Reporting) -> Option<StatedPeriod> {
    let known = reporting.definitions.iter().find(|(known, _)| *known == relative);
    known.map(|(_, stated)| stated.clone())
}

fn by(relative: Relative, own: &StatedPeriod) -> Option<StatedPeriod> {
    Some(StatedPeriod { text: own.text.clone(), period: relative.days(own.period)? })
}

fn is_undated(column: &Column) -> bool {
    column.period.is_none() && column.value().is_some_and(|value| value.period.is_none())
}

/// Sets a period that the heading doesn't name itself.
fn set(column: &mut Column, period: Option<StatedPeriod>) {
    if let (Use::Value(ValueColumn { period: days @ None, .. }), Some(stated)) = (&mut column.used, period) {
        *days = Some(FoundPeriod { stated, span: 0..0, inferred: true });
        column.dated = Dated::Document;
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    /// The columns with their days, for one row below a front.
    fn check(front: &str, columns: &str, expected: &[&str]) {
        let cells = "5|".repeat(columns.split('|').count() - 2) + "5";
        let reading = general(&format!("{front}\n\n{columns}\nPlans|{cells}"));
        let short = |line: String| line.split(" · ").skip(1).take(2).collect::<Vec<_>>().join(" · ");
        let found: Vec<String> = reading.figures.iter().map(|figure| short(line(figure))).collect();
        assert_eq!(found, expected, "{front}: {columns}");
        for figure in reading.figures.iter().filter(|figure| figure.period.is_some()) {
            let flagged = figure.flags.contains(&boardlift_model::Flag::PeriodInferred);
            assert!(flagged, "{front}: {}", figure.column_text);
        }
    }

    #[test]
    fn a_paper_that_says_what_its_figures_are_for() {
        check(
            "# Profiles\nOur report. Figures are for 2022/23 unless shown otherwise.",
            "KPI|Northtown|Southtown|Easttown|England|Target",
            &[
                "Northtown · actual @=Northtown 2022-04-01..2023-03-31",
                "Southtown · actual @=Southtown 2022-04-01..2023-03-31",
                "Easttown · actual @=Easttown 2022-04-01..2023-03-31",
                "England · actual @England 2022-04-01..2023-03-31",
                "Target · target",
            ],
        );
    }

    #[test]
    fn a_table_lower_down_in_a_grid_has_the_period_of_its_own_title() {
        let lines = "# Profiles\nOur report. Figures are for 2022/23 unless shown otherwise.\n
                     Measure | Ashford | Dover | Swale | Kent\nPlans | 5 | 6 | 7 | 8\n | | | |\nFramework, 2021/22 | | | |
                     Measure | Ashford | Dover | Swale | Kent\nVisits | 8 | 9 | 10 | 11";
        let figures = general(lines).figures;
        let years: Vec<i16> =
            figures.iter().filter_map(|figure| Some(figure.period.as_ref()?.period.start.year())).collect();
        assert_eq!(years, [2022, 2022, 2022, 2022, 2021, 2021, 2021, 2021]);
    }

    #[test]
    fn columns_named_by_the_papers_period() {
        check(
            "# Scorecard, quarter 3 2023/24",
            "KPI|This quarter|Last quarter|Same quarter last year|Target",
            &[
                "This quarter · actual 2023-10-01..2023-12-31",
                "Last quarter · actual 2023-07-01..2023-09-30",
                "Same quarter last year · actual 2022-10-01..2022-12-31",
                "Target · target",
            ],
        );
        check(
            "# Scorecard",
            "KPI|This quarter|Last quarter",
            &["This quarter · actual", "Last quarter · actual"],
        );
        check(
            "# Scorecard\nThis period is May 2023, previous year is May 2022",
            "KPI|This period|Last period|Previous year",
            &[
                "This period · actual 2023-05-01..2023-05-31",
                "Last period · actual 2023-04-01..2023-04-30",
                "Previous year · actual 2022-05-01..2022-05-31",
            ],
        );
    }

    #[test]
    fn results_have_the_papers_period_and_targets_and_comparators_none() {
        check(
            "# Scorecard\n# Quarter 3 2023/24",
            "KPI|Target|Actual|England",
            &["Target · target", "Actual · actual 2023-10-01..2023-12-31", "England · actual @England"],
        );
        check(
            "# Scorecard, 2021/22 and 2022/23",
            "KPI|Target|Actual",
            &["Target · target", "Actual · actual"],
        );
    }

    #[test]
    fn figures_of_cards_have_the_papers_period() {
        let reading = general(
            "# Performance snapshot, quarter 3 2022/23\n\n# Waste recycled\n51.8%\n\n# Bins missed\n42\n\n# Reports cleared\n88%",
        );
        let found: Vec<Option<String>> = reading
            .figures
            .iter()
            .map(|figure| figure.period.as_ref().map(|stated| stated.period.start.to_string()))
            .collect();
        assert_eq!(found, vec![Some("2022-10-01".to_owned()); 3]);
    }

    #[test]
    fn a_caption_dates_the_whole_table() {
        check(
            "# Planning\n# Decisions, 1 April to 30 September 2023",
            "Application type|Count|Target|Value|Change since March",
            &[
                "Count · actual 2023-04-01..2023-09-30",
                "Target · target",
                "Value · actual 2023-04-01..2023-09-30",
                "Change since March · actual",
            ],
        );
    }

    #[test]
    fn a_caption_dates_no_unknown_column_beside_the_results() {
        check(
            "# Planning\n# Decisions, 1 April to 30 September 2023",
            "Application type|Actual|Headroom",
            &["Actual · actual 2023-04-01..2023-09-30", "Headroom · actual"],
        );
        check(
            "# Planning\n# Decisions, 1 April to 30 September 2023",
            "Application type|Granted outright|Refused",
            &["Granted outright · actual 2023-04-01..2023-09-30", "Refused · actual 2023-04-01..2023-09-30"],
        );
    }

    #[test]
    fn a_period_alone_over_each_of_several_tables_is_their_caption() {
        let of_tables = |lines: [&str; 2]| {
            let [first, second] =
                lines.map(|line| format!("# {line}\n\nDescription | Total\nPlans made | 5"));
            let figures = general(&format!("# Performance data 2020/2021\n\n{first}\n\n{second}")).figures;
            let days = |stated: &boardlift_model::StatedPeriod| stated.period.start.to_string();
            let found: Vec<Option<String>> =
                figures.iter().map(|figure| figure.period.as_ref().map(days)).collect();
            found.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of_tables(["Quarter 1 2020", "Quarter 2 2020"]), "2020-04-01 2020-07-01");
        assert_eq!(of_tables(["Quarter 3 2020", "Quarter 4 2021"]), "2020-10-01 2021-01-01");
        assert_eq!(of_tables(["Quarter 1", "Quarter 2"]), "2020-04-01 2020-07-01");
        assert_eq!(of_tables(["2019/20", "2020/21"]), "2019-04-01 2020-04-01");
        assert_eq!(of_tables(["Quarter 1 2018", "Quarter 2 2018"]), " ");
    }

    #[test]
    fn the_caption_goes_before_the_paper() {
        let table = "KPI | Target | Actual\nPlans | 6 | 5";
        let reading = general(&format!(
            "# Scorecard, quarter 3 2023/24\n\n{table}\n\n# Appeals, quarter 2 2023/24\n\n{table}\n\n# Visits\n\n{table}"
        ));
        let actuals = reading.figures.iter().filter(|figure| figure.column_text == "Actual");
        let found: Vec<Option<String>> = actuals
            .map(|figure| figure.period.as_ref().map(|stated| stated.period.start.to_string()))
            .collect();
        assert_eq!(found, [Some("2023-10-01".to_owned()), Some("2023-07-01".to_owned()), None]);
    }
}
