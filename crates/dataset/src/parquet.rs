//! Parquet, both ways: rows to a file's bytes and back, through polars.
//!
//! Which polars type a column has, and how days are counted, is said here once for both.

pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod groups;
mod seal;

use std::time::Duration;

use boardlift_model::Date;
use polars::prelude::DataType;

use crate::schema::ColumnType;

/// The key under which a file's metadata say which version of the schema it has.
const SCHEMA_KEY: &str = "boardlift.schema";

/// The key under which they say which version of Boardlift wrote it.
const VERSION_KEY: &str = "boardlift.version";

/// The first day of the count of days.
const EPOCH: Date = Date::constant(1970, 1, 1);

const SECONDS_A_DAY: u64 = 24 * 60 * 60;

/// The polars type of a column's values.
pub(crate) fn polars_type(column_type: &ColumnType) -> DataType {
    match column_type {
        ColumnType::Text | ColumnType::Hash(_) | ColumnType::Term(_) => DataType::String,
        ColumnType::Number => DataType::Float64,
        ColumnType::Ordinal => DataType::UInt32,
        ColumnType::Count => DataType::UInt64,
        ColumnType::Date => DataType::Date,
        ColumnType::Flags => DataType::List(Box::new(DataType::String)),
        ColumnType::BBox => DataType::List(Box::new(DataType::Float32)),
    }
}

/// Parquet counts days from 1 January 1970.
fn days_since_1970(date: Date) -> i32 {
    (date - EPOCH).get_days()
}

/// The day that Parquet counts so; nothing beyond the years −9999 to 9999.
pub(crate) fn date_of_days(days: i32) -> Option<Date> {
    let distance = Duration::from_secs(u64::from(days.unsigned_abs()) * SECONDS_A_DAY);
    if days < 0 { EPOCH.checked_sub(distance).ok() } else { EPOCH.checked_add(distance).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (date, days) in
            [((1970, 1, 1), 0), ((1969, 12, 31), -1), ((2000, 3, 1), 11_017), ((2022, 12, 31), 19_357)]
        {
            let date = Date::constant(date.0, date.1, date.2);
            assert_eq!((days_since_1970(date), date_of_days(days)), (days, Some(date)));
        }
        assert_eq!((date_of_days(i32::MAX), date_of_days(i32::MIN)), (None, None));
        assert_eq!(date_of_days(days_since_1970(Date::MIN)), Some(Date::MIN));
        assert_eq!(date_of_days(days_since_1970(Date::MAX)), Some(Date::MAX));
    }
}
