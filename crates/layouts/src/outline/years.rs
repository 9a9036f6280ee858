//! The years that periods without a year belong to, and where they stand.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Kind, Period, PeriodType};

/// The years that periods without a year belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TableYears {
    /// The years.
    pub(crate) years: Years,
    /// Where the financial year stands.
    pub(crate) financial: Option<YearSource>,
    /// Where the academic year stands.
    pub(crate) academic: Option<YearSource>,
}

/// Where a year stands that serves periods without one. Columns are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YearSource {
    /// In the heading of the target.
    Target(usize),
    /// In the heading of the baseline, which is the day before the year begins.
    Baseline(usize),
    /// In another heading.
    Heading(usize),
    /// In the lines over the tables.
    Document,
    /// In the name of the sheet or the file.
    Name,
    /// In the layout's spec, which knows the edition.
    Layout,
}

impl TableYears {
    /// The same years, and where the document says nothing at all those that its spec gives to the edition.
    pub(crate) fn or_those_of(self, edition: Years) -> Self {
        let of_layout = |year: Option<i16>| year.map(|_| YearSource::Layout);
        TableYears {
            years: first_named(self.years, edition),
            financial: self.financial.or(of_layout(edition.financial)),
            academic: self.academic.or(of_layout(edition.academic)),
        }
    }

    /// Whether the financial year follows only from the name of the file, from the date of the baseline or from the spec.
    pub(crate) fn is_inferred(self) -> bool {
        !matches!(self.financial, Some(YearSource::Target(_) | YearSource::Document))
    }
}

/// The years for the columns under these headings: the target's own year, or that beside the names (`Measure (2019/20)`),
/// before the document's, and where neither
/// names one, that of the names of sheet and file, else the year that follows a baseline of 31 March. `corner` is the column
/// of names over which a period stands and nothing else.
pub(crate) fn years_of_columns(
    texts: &[String],
    corner: Option<usize>,
    document: Years,
    names: Years,
) -> TableYears {
    let mut academic = None;
    let mut target = None;
    let mut beside_names = None;
    let mut baseline = None;
    for (at, text) in texts.iter().enumerate() {
        let heading = heading::read(text, Years::default());
        let period = heading.period.map(|found| found.stated.period);
        let role = if corner == Some(at) { Some(Role::Indicator) } else { heading.role };
        match (role, period) {
            (
                Some(Role::Value(Kind::Target)),
                Some(Period { kind: PeriodType::FinancialYear, start, .. }),
            ) => {
                target = target.or(Some((start.year(), YearSource::Target(at))));
            }
            (Some(Role::Indicator), Some(Period { kind: PeriodType::FinancialYear, start, .. })) => {
                beside_names = beside_names.or(Some((start.year(), YearSource::Heading(at))));
            }
            (Some(Role::Value(Kind::Baseline)), Some(Period { kind: PeriodType::Day, end, .. }))
                if (end.month(), end.day()) == (3, 31) =>
            {
                baseline = baseline.or(Some((end.year(), YearSource::Baseline(at))));
            }
            _ => {}
        }
        let of_heading = period::years_named(text).academic;
        academic = academic.or(of_heading.map(|year| (year, YearSource::Heading(at))));
    }
    let of = |source: YearSource| move |year: i16| (year, source);
    let (document, names) = ((document, YearSource::Document), (names, YearSource::Name));
    let financial = |(years, source): (Years, YearSource)| years.financial.map(of(source));
    let academic_of = |(years, source): (Years, YearSource)| years.academic.map(of(source));
    let of_table = target.or(beside_names);
    let (year, financial) = of_table.or(financial(document)).or(financial(names)).or(baseline).unzip();
    let (academic_year, academic) = academic.or(academic_of(document)).or(academic_of(names)).unzip();
    TableYears { years: Years { financial: year, academic: academic_year }, financial, academic }
}

/// The first years that are named, each kind for itself.
pub(super) fn first_named(first: Years, then: Years) -> Years {
    Years { financial: first.financial.or(then.financial), academic: first.academic.or(then.academic) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headings: &[&str], document: Option<i16>, expected: (Option<i16>, bool)) {
        let texts: Vec<String> = headings.iter().map(|&text| text.to_owned()).collect();
        let years = Years { financial: document, academic: None };
        let found = years_of_columns(&texts, None, years, Years::default());
        assert_eq!((found.years.financial, found.is_inferred()), expected, "{headings:?}");
    }

    #[test]
    fn the_nearest_words_name_the_year() {
        check(&["Baseline 31st March 2022", "Target 22/23", "Q1"], Some(2019), (Some(2022), false));
        check(&["Target", "Q1"], Some(2019), (Some(2019), false));
        check(&["Baseline 31st March 2022", "Q1"], None, (Some(2022), true));
        check(&["Baseline June 2022", "Q1"], None, (None, true));
        check(&["KPI", "Measure (2019/20)", "April"], Some(2018), (Some(2019), true));
    }
}
