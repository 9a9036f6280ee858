//! Whether a figure's unit and basis can be those of a measure. What is not stated agrees with nothing that
//! depends on it.

use boardlift_lexicon::unit;
use boardlift_model::{Basis, Unit};
use strum::VariantArray;

use super::{Accumulation, Measure, MeasureUnit};

/// The unit of a figure that a name stands for: as the schema names it, as the vocabulary of measures does
/// (`rate_per_100`), or as a column heading prints it (`%`).
pub fn unit_named(name: &str) -> Option<Unit> {
    let name = name.trim();
    let of_schema = Unit::VARIANTS.iter().copied().find(|unit| unit.as_str().eq_ignore_ascii_case(name));
    let of_measures = || match name {
        "rate_per_100" => Some(Unit::Rate),
        "gbp_millions" => Some(Unit::Gbp),
        _ => unit::is_name(name).then(|| unit::of_label(name)).flatten(),
    };
    of_schema.or_else(of_measures)
}

impl MeasureUnit {
    /// Its name in data: `rate_per_100`.
    pub fn as_str(self) -> &'static str {
        match self {
            MeasureUnit::Count => "count",
            MeasureUnit::Percent => "percent",
            MeasureUnit::RatePer100 => "rate_per_100",
            MeasureUnit::Gbp => "gbp",
            MeasureUnit::GbpMillions => "gbp_millions",
            MeasureUnit::Weeks => "weeks",
            MeasureUnit::Months => "months",
            MeasureUnit::Fte => "fte",
            MeasureUnit::Score => "score",
        }
    }

    /// Whether a figure in `stated` can be one of this measure; not where no unit is stated: `EHCPs issued within
    /// 20 weeks` may be a number or a share.
    pub(crate) fn agrees_with(self, stated: Option<Unit>) -> bool {
        let units: &[Unit] = match self {
            MeasureUnit::Count => &[Unit::Count],
            MeasureUnit::Percent => &[Unit::Percent],
            // Boards print a rate for every hundred with and without the sign.
            MeasureUnit::RatePer100 => &[Unit::Rate, Unit::Percent],
            MeasureUnit::Gbp | MeasureUnit::GbpMillions => &[Unit::Gbp],
            MeasureUnit::Weeks => &[Unit::Weeks],
            MeasureUnit::Months => &[Unit::Months],
            MeasureUnit::Fte => &[Unit::Fte],
            MeasureUnit::Score => &[Unit::Score],
        };
        stated.is_some_and(|unit| units.contains(&unit))
    }

    /// Whether a label may call it by another unit's name: boards say `absence rate` of a percentage.
    pub(super) fn may_be_called(self, named: Unit) -> bool {
        self == MeasureUnit::Percent && named == Unit::Rate
    }

    /// Whether it is a part of a whole, so that it matters of which.
    pub(super) fn is_share(self) -> bool {
        self == MeasureUnit::Percent
    }
}

/// The one measure of a series that gathers up as the figure does: as its label says, or else as is stated beside it.
/// Where the two contradict each other, nothing is stated.
pub(crate) fn pick<'m>(
    members: &[&'m Measure],
    in_label: Option<Basis>,
    beside: Option<Basis>,
) -> Option<&'m Measure> {
    let contradicts = in_label.zip(beside).is_some_and(|(label, beside)| label != beside);
    let basis = in_label.or(beside).filter(|_| !contradicts);
    let named = basis.map(accumulation);
    let only = |wanted: &dyn Fn(Accumulation) -> bool| {
        let mut fitting = members.iter().filter(|measure| wanted(measure.accumulation));
        fitting.next().filter(|_| fitting.next().is_none()).copied()
    };
    // Beside siblings, a whole year's figure is one only where it says so, and then the others are no siblings.
    let is_year_of_parts = |accumulation| members.len() > 1 && accumulation == Accumulation::Annual;
    let is_open = |accumulation: Accumulation| {
        accumulation.is_open_to(in_label, basis) && !is_year_of_parts(accumulation)
    };
    only(&|accumulation| Some(accumulation) == named).or_else(|| only(&is_open))
}

impl Accumulation {
    /// Whether the measure leaves open how the figure gathers up.
    fn is_open_to(self, in_label: Option<Basis>, basis: Option<Basis>) -> bool {
        match self {
            Accumulation::Unspecified | Accumulation::Survey => true,
            // A state on a day does not gather up: `Number of EHCPs (YTD)` are the new ones. A column that says so of
            // every row of a table does no harm.
            Accumulation::Snapshot => matches!(in_label, None | Some(Basis::Forecast)),
            Accumulation::Annual => !matches!(basis, Some(Basis::Cumulative | Basis::Rolling)),
            Accumulation::Period
            | Accumulation::Ytd
            | Accumulation::Rolling12m
            | Accumulation::FullYearForecast => false,
        }
    }
}

fn accumulation(basis: Basis) -> Accumulation {
    match basis {
        Basis::InPeriod => Accumulation::Period,
        Basis::Cumulative => Accumulation::Ytd,
        Basis::Rolling => Accumulation::Rolling12m,
        Basis::Forecast => Accumulation::FullYearForecast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::VOCABULARY;

    #[test]
    fn units() {
        let check = |unit: MeasureUnit, expected: &[Unit]| {
            let agreeing: Vec<_> =
                Unit::VARIANTS.iter().copied().filter(|&stated| unit.agrees_with(Some(stated))).collect();
            assert_eq!(agreeing, expected, "{unit:?}");
            assert!(!unit.agrees_with(None), "{unit:?}");
        };
        check(MeasureUnit::Count, &[Unit::Count]);
        check(MeasureUnit::Percent, &[Unit::Percent]);
        check(MeasureUnit::RatePer100, &[Unit::Percent, Unit::Rate]);
        check(MeasureUnit::Gbp, &[Unit::Gbp]);
        check(MeasureUnit::GbpMillions, &[Unit::Gbp]);
        check(MeasureUnit::Weeks, &[Unit::Weeks]);
        check(MeasureUnit::Months, &[Unit::Months]);
        check(MeasureUnit::Fte, &[Unit::Fte]);
        check(MeasureUnit::Score, &[Unit::Score]);
    }

    #[test]
    fn the_basis_picks_one_of_a_series() {
        let check = |series: &str, basis: Option<Basis>, expected: Option<&str>| {
            let members: Vec<_> =
                VOCABULARY.measures().iter().filter(|measure| measure.series == series).collect();
            let picked = pick(&members, None, basis).map(|measure| measure.id.as_str());
            assert_eq!(picked, expected, "{series}, {basis:?}");
        };
        let (in_period, cumulative) = (Some(Basis::InPeriod), Some(Basis::Cumulative));
        let (rolling, forecast) = (Some(Basis::Rolling), Some(Basis::Forecast));
        // Siblings.
        check("ehcp_new_count", in_period, Some("ehcp_new_count_period"));
        check("ehcp_new_count", cumulative, Some("ehcp_new_count_ytd"));
        check("ehcp_new_count", rolling, None);
        check("ehcp_new_count", None, None);
        check("ehcp_rising5_count", cumulative, Some("ehcp_rising5_count_ytd"));
        check("ehcp_rising5_count", None, Some("ehcp_rising5_count"));
        // Alone, and the basis is part of the measure.
        check("ar_held_12m_pct_ytd", cumulative, Some("ar_held_12m_pct_ytd"));
        check("ar_held_12m_pct_ytd", in_period, None);
        check("ar_held_12m_pct_ytd", None, None);
        check("ar_in_time_rolling_12m_pct", rolling, Some("ar_in_time_rolling_12m_pct"));
        check("ar_in_time_rolling_12m_pct", in_period, None);
        check("hnb_spend_gbp", forecast, Some("hnb_spend_gbp"));
        check("hnb_spend_gbp", None, None);
        // Left open.
        for basis in [None, in_period, cumulative, rolling, forecast] {
            check("ehcp_count", basis, Some("ehcp_count"));
            check("ehcp_20wk_exc_exceptions_pct", basis, Some("ehcp_20wk_exc_exceptions_pct"));
        }
        // A year's figure.
        check("attainment8_ehcp", None, Some("attainment8_ehcp"));
        check("ehc_request_pct_population", forecast, Some("ehc_request_pct_population"));
        check("ehc_request_pct_population", cumulative, None);
        check("no such series", None, None);
    }
    #[test]
    fn what_the_label_says_of_the_basis() {
        let check = |series: &str, label: Basis, beside: Option<Basis>, expected: Option<&str>| {
            let members: Vec<_> =
                VOCABULARY.measures().iter().filter(|measure| measure.series == series).collect();
            let picked = pick(&members, Some(label), beside).map(|measure| measure.id.as_str());
            assert_eq!(picked, expected, "{series}, {label:?}, {beside:?}");
        };
        let (cumulative, in_period) = (Basis::Cumulative, Basis::InPeriod);
        check("ehcp_new_count", cumulative, None, Some("ehcp_new_count_ytd"));
        check("ehcp_new_count", cumulative, Some(cumulative), Some("ehcp_new_count_ytd"));
        check("ehcp_new_count", cumulative, Some(in_period), None);
        check("ehcp_20wk_pct", cumulative, Some(in_period), Some("ehcp_20wk_pct"));
        check("ehcp_count", cumulative, None, None);
        check("ehcp_count", Basis::Forecast, None, Some("ehcp_count"));
        check("attainment8_ehcp", Basis::Rolling, None, None);
    }
}
