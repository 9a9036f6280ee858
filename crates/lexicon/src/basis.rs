//! In the period, cumulative, rolling, forecast.
//!
//! Reads words that say how a figure gathers up; how often it is reported (`Annual data`, `termly`) says nothing
//! of that. Refuses words that only look the same: a review `up to date`, a review `due in month`.

use std::ops::Range;
use std::sync::LazyLock;

use boardlift_model::Basis;

use crate::phrases::Phrases;
use crate::{fold, period};

/// The basis that words state: `Cumulative data`, `rolling 12 months`, `(projected end of year)`. Of several, the
/// one that changes the figure's meaning most: a forecast before a rolling window before a cumulative figure. What
/// stands beyond the first 4 KiB is not searched.
pub fn find(text: &str) -> Option<Basis> {
    let parts = period::searched(text).split(SIGNS).map(fold::key);
    let row = parts.filter_map(|part| first_row(&part)).min()?;
    PHRASES.get(row).map(|(basis, _, _)| *basis)
}

/// What parts a remark from the words beside it.
const SIGNS: [char; 11] = ['(', ')', '[', ']', ';', ':', ',', '–', '—', '|', '\n'];

/// Where in a part of the text a phrase counts.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Anywhere.
    Anywhere,
    /// At the end, since what follows would give the words another meaning: `completed in month two`.
    AtEnd,
    /// As all there is.
    Alone,
}

impl Place {
    /// Whether a phrase counts at these words of a part that has so many.
    fn fits(self, words: &Range<usize>, count: usize) -> bool {
        match self {
            Place::Anywhere => true,
            Place::AtEnd => words.end == count,
            Place::Alone => *words == (0..count),
        }
    }
}

/// The first row of [`PHRASES`] of which a phrase stands in a part of the text, where it counts.
fn first_row(part: &str) -> Option<usize> {
    let words: Vec<&str> = part.split(' ').collect();
    let counts = |(place, known): &(Range<usize>, &Known)| {
        known.place.fits(place, words.len()) && !means_otherwise(part, known.phrase)
    };
    KNOWN.within(&words).filter(counts).map(|(_, known)| known.row).min()
}

fn means_otherwise(part: &str, phrase: &str) -> bool {
    OTHERWISE.iter().any(|other| other.ends_with(phrase) && format!(" {part}").contains(other))
}

/// A phrase of [`PHRASES`] and where that has it.
struct Known {
    phrase: &'static str,
    place: Place,
    row: usize,
}

static KNOWN: LazyLock<Phrases<Known>> = LazyLock::new(|| {
    let of_row = |(row, (_, place, phrases)): (usize, &(Basis, Place, &'static [&'static str]))| {
        let place = *place;
        phrases.iter().map(move |&phrase| (phrase, Known { phrase, place, row }))
    };
    PHRASES.iter().enumerate().flat_map(of_row).collect()
});

/// Longer phrases in which a phrase means something else. Each ends with the phrase that it takes away.
const OTHERWISE: &[&str] =
    &[" up to date", " due in month", " due in quarter", " due in period", " due to be completed in month"];

/// The phrases of each basis as [`fold::key`] gives them, in the order in which they count.
const PHRASES: &[(Basis, Place, &[&str])] = &[
    (
        Basis::Forecast,
        Place::Anywhere,
        &[
            "forecast",
            "forecasts",
            "forecasted",
            "projected",
            "projection",
            "projections",
            "estimated outturn",
            "est outturn",
            "expected outturn",
            "anticipated outturn",
            "predicted outturn",
            "predicted year end",
            "estimated year end",
            "expected year end",
        ],
    ),
    (
        Basis::Rolling,
        Place::Anywhere,
        &[
            "rolling",
            "moving average",
            "12 months to",
            "twelve months to",
            "12 months ending",
            "12 months ended",
            "12 month period ending",
            "12 month period to",
        ],
    ),
    (Basis::InPeriod, Place::Anywhere, &["non cumulative", "not cumulative", "noncumulative", "not rolling"]),
    (
        Basis::Cumulative,
        Place::Anywhere,
        &[
            "cumulative",
            "cumulatively",
            "cumul",
            "year to date",
            "ytd",
            "school year to date",
            "term to date",
        ],
    ),
    (Basis::Cumulative, Place::AtEnd, &["to date"]),
    (
        Basis::InPeriod,
        Place::Anywhere,
        &[
            "quarterly actual",
            "quarterly actuals",
            "monthly actual",
            "monthly actuals",
            "termly actual",
            "actual quarterly",
            "actual monthly",
            "in quarter actual",
            "in month actual",
            "quarter only",
            "month only",
            "in month only",
            "period only",
            "discrete quarter",
            "discrete month",
            "discrete period",
            "single month",
            "single quarter",
            "in quarter performance",
            "in month performance",
            "in month figure",
            "in quarter figure",
            "in month data",
            "in quarter data",
        ],
    ),
    (
        Basis::InPeriod,
        Place::AtEnd,
        &["in month", "in quarter", "in qtr", "in period", "in term", "in year quarter"],
    ),
    (Basis::InPeriod, Place::Alone, &["discrete", "standalone"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<Basis>, texts: &[&str]) {
        for text in texts {
            assert_eq!(find(text), expected, "{text}");
        }
    }

    #[test]
    fn in_the_period() {
        check(
            Some(Basis::InPeriod),
            &[
                "Quarterly actual",
                "Monthly actual",
                "in month",
                "In-month",
                "in quarter",
                "in-period",
                "(in month)",
                "Q3 (in quarter)",
                "Not cumulative",
                "non-cumulative",
                "Total spend on placements in month",
                "Non cumulative data",
                "discrete",
                "In month performance",
            ],
        );
    }

    #[test]
    fn cumulative() {
        check(
            Some(Basis::Cumulative),
            &[
                "Cumulative data",
                "cumulative",
                "(cumulative figure calendar year)",
                "year to date",
                "YTD",
                "Actual YTD",
                "excluded in the school year to date – Primary age",
                "Spend to date",
                "Referrals to date (all ages)",
                "No. of plans - cumulative",
                "Cumulative (quarterly)",
                "Year-to-date",
            ],
        );
    }

    #[test]
    fn rolling() {
        check(
            Some(Basis::Rolling),
            &[
                "rolling 12 months",
                "rolling year",
                "12 month rolling",
                "12 months to March 2023",
                "Rolling average",
                "rolling twelve months to date",
                "% within timeframe (rolling 12 months)",
            ],
        );
    }

    #[test]
    fn forecast() {
        check(
            Some(Basis::Forecast),
            &[
                "Full year forecast",
                "forecast",
                "(projected end of year)",
                "Projection",
                "estimated outturn",
                "Forecast outturn (cumulative)",
                "Year end forecast",
            ],
        );
    }

    #[test]
    fn how_often_is_no_basis() {
        check(
            None,
            &[
                "",
                "Annual data",
                "(annual)",
                "Termly data",
                "Quarterly",
                "monthly",
                "Snapshot",
                "Data type",
                "Actual",
                "% with an up to date annual review",
                "Reviews up to date",
                "% of reviews due in month",
                "% of reviews due to be completed in Month completed within timeframe",
                "in months",
                "12 months",
                "repair in the last 12 months",
                "date",
                "from request to date of decision",
                "candidate",
            ],
        );
    }

    #[test]
    fn phrases_are_keys() {
        for phrase in PHRASES.iter().flat_map(|(_, _, phrases)| phrases.iter()) {
            assert_eq!(fold::key(phrase), *phrase);
        }
    }
}
