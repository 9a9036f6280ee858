//! In the period, cumulative, rolling, forecast.

use boardlift_model::Basis;

/// The basis that words state: `Cumulative data`, `rolling 12 months`, `(projected end of year)`.
pub fn find(_text: &str) -> Option<Basis> {
    None
}
