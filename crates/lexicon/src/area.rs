//! England and the other nations, regions, statistical neighbours: whom a comparator column describes.
//!
//! A heading is a comparator only where it is nothing else: besides the name it may hold a period and words such as
//! `average`. `London Living Wage` and `% in East of borough` name none, and neither does `National target`, which is
//! a target for the authority that somebody else has set. The codes of regions (`SW`) count only alone. `East` alone
//! is refused: it is as often a quarter of the town.

use std::collections::HashMap;
use std::sync::LazyLock;

use boardlift_model::{AreaType, PeriodType};

use crate::fold;
use crate::period::{self, FoundPeriod, Named, Years};

/// A place or group that figures are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparator {
    /// The name that the schema gives it: `England`, `South West`, `Statistical neighbours`.
    pub name: &'static str,
    /// What kind of place or group it is.
    pub area_type: AreaType,
}

/// The comparator that a column heading names beside its period: `National AY 21/22`, `SN`, `2021/22 / London`. Of
/// several levels, joined with ` / `, the lowest that names one counts.
pub fn comparator(heading: &str) -> Option<Comparator> {
    if heading.len() > LONGEST {
        return None;
    }
    heading.rsplit(BETWEEN_LEVELS).find_map(of_level)
}

/// Between the levels of a heading.
pub const BETWEEN_LEVELS: &str = " / ";

/// The longest heading that may be a comparator, in bytes.
const LONGEST: usize = 512;

fn of_level(level: &str) -> Option<Comparator> {
    of_words(level, &fold::key(&Named::of(level).removed()))
}

fn of_words(level: &str, key: &str) -> Option<Comparator> {
    let found = of_key(key).or_else(|| described(level));
    found.filter(|_| !is_own_earlier_value(level))
}

/// Whether a level says of which month its benchmark is, `March Benchmark`: where the publisher itself stood then. What is
/// compared with others names these or a year.
fn is_own_earlier_value(level: &str) -> bool {
    let any_year = Years { financial: Some(2000), academic: None };
    let is_of_month =
        |found: &FoundPeriod| found.span.start == 0 && found.stated.period.kind == PeriodType::Month;
    let found = period::find(level.trim(), any_year).filter(is_of_month);
    found
        .and_then(|found| level.trim().get(found.span.end..))
        .is_some_and(|rest| fold::key(rest) == "benchmark")
}

/// The comparator that a level names, of which the key without the words of its periods is known already.
pub(crate) fn of_level_with_key(level: &str, key: &str) -> Option<Comparator> {
    // A period may run over two levels, which are read apart here.
    let is_read_apart = level.contains(BETWEEN_LEVELS) || level.len() > LONGEST;
    if is_read_apart { comparator(level) } else { of_words(level, key) }
}

/// The group that a level names and then describes: `Peer group: North, over 10,000 homes`, `Most similar forces, per
/// 1,000`. Places need no description.
fn described(level: &str) -> Option<Comparator> {
    let (name, _) = level.split_once(": ").or_else(|| level.split_once(", "))?;
    of_key(&fold::key(name)).filter(|found| found.area_type == AreaType::Other)
}

fn of_key(key: &str) -> Option<Comparator> {
    let mut rest = key;
    while !rest.is_empty() {
        if let Some(found) = BY_SPELLING.get(rest) {
            return Some(*found);
        }
        let (before, last) = rest.rsplit_once(' ').unwrap_or(("", rest));
        let (first, behind) = rest.split_once(' ').unwrap_or((rest, ""));
        rest = match (BESIDE.binary_search(&first), BESIDE.binary_search(&last)) {
            (_, Ok(_)) => before,
            (Ok(_), _) => behind,
            _ => return None,
        };
    }
    None
}

static BY_SPELLING: LazyLock<HashMap<&str, Comparator>> = LazyLock::new(|| {
    let of_name = |&(name, area_type, spellings): &(&'static str, AreaType, &'static [&'static str])| {
        spellings.iter().map(move |spelling| (*spelling, Comparator { name, area_type }))
    };
    NAMES.iter().flat_map(of_name).collect()
});

/// Words that may stand beside a comparator's name, before it or after.
const BESIDE: &[&str] = &[
    "%",
    "actual",
    "actuals",
    "all",
    "as",
    "at",
    "av",
    "ave",
    "average",
    "averages",
    "avg",
    "benchmark",
    "benchmarking",
    "census",
    "comparative",
    "comparator",
    "comparison",
    "current",
    "data",
    "dfe",
    "figure",
    "figures",
    "final",
    "for",
    "in",
    "last",
    "latest",
    "mean",
    "median",
    "number",
    "of",
    "outturn",
    "overall",
    "percentage",
    "performance",
    "position",
    "prev",
    "previous",
    "provisional",
    "published",
    "quarter",
    "rate",
    "region",
    "result",
    "results",
    "revised",
    "sen2",
    "the",
    "validated",
    "value",
    "year",
];

/// The comparators: the schema's name, what it is, and its spellings as [`fold::key`] gives them.
///
/// A group that the heading doesn't name further (`Regional average`) has the heading's own word for a name, since
/// its figures are anybody's but the publisher's. Councils that are alike by their statistics are the schema's one group of
/// neighbours, whoever chose them; which they are, the heading keeps.
const NAMES: &[(&str, AreaType, &[&str])] = &[
    (
        "England",
        AreaType::Country,
        &[
            "england",
            "eng",
            "national",
            "nationally",
            "nat",
            "natl",
            "england national",
            "national england",
            "eng nat",
        ],
    ),
    ("North East", AreaType::Region, &["north east", "northeast", "ne", "n east"]),
    ("North West", AreaType::Region, &["north west", "northwest", "nw", "n west"]),
    (
        "Yorkshire and The Humber",
        AreaType::Region,
        &[
            "yorkshire and the humber",
            "yorkshire and humber",
            "yorkshire and humberside",
            "yorks and humber",
            "yorks and the humber",
            "yorkshire humber",
            "y and h",
            "yandh",
            "yh",
        ],
    ),
    ("East Midlands", AreaType::Region, &["east midlands", "e midlands", "east mids", "em"]),
    ("West Midlands", AreaType::Region, &["west midlands", "w midlands", "west mids", "wm"]),
    (
        "East of England",
        AreaType::Region,
        &["east of england", "eastern", "eastern region", "eoe", "east region"],
    ),
    ("London", AreaType::Region, &["london", "greater london", "gtr london", "ldn"]),
    ("South East", AreaType::Region, &["south east", "southeast", "se", "s east"]),
    ("South West", AreaType::Region, &["south west", "southwest", "sw", "s west"]),
    ("Inner London", AreaType::Region, &["inner london", "inner ldn"]),
    ("Outer London", AreaType::Region, &["outer london", "outer ldn"]),
    (
        "Statistical neighbours",
        AreaType::StatisticalNeighbours,
        &[
            "statistical neighbours",
            "statistical neighbour",
            "statistical neighbors",
            "statistical neighbor",
            "stat neighbours",
            "stat neighbour",
            "stats neighbours",
            "stats neighbour",
            "stat neighbors",
            "stat neighbor",
            "stat neigh",
            "stat nbrs",
            "stat nbr",
            "stat ns",
            "sn",
            "sns",
            "s n",
            "sn group",
            "our statistical neighbours",
            "nearest neighbours",
            "nearest neighbour",
            "cipfa nearest neighbours",
            "cipfa nearest neighbour",
            "cipfa neighbours",
            "cipfa group",
            "cipfa nn",
            "cipfa",
            "neighbours",
        ],
    ),
    ("Region", AreaType::Region, &["regional", "regionally", "our region", "region average", "region avg"]),
    ("Core cities", AreaType::Other, &["core cities", "core city"]),
    (
        "Most similar forces",
        AreaType::Other,
        &["most similar forces", "most similar force", "similar forces", "msf", "msfs"],
    ),
    ("Most similar group", AreaType::Other, &["most similar group", "msg"]),
    ("Family group", AreaType::Other, &["family group", "family average", "comparator family"]),
    (
        "Peer group",
        AreaType::Other,
        &[
            "peer group",
            "peers",
            "peer",
            "group average",
            "group mean",
            "group median",
            "best in group",
            "similar authorities",
            "similar councils",
            "similar las",
            "comparable las",
        ],
    ),
    (
        "Comparators",
        AreaType::Other,
        &[
            "comparators",
            "comparator",
            "comparator group",
            "comparator las",
            "comparator authorities",
            "comparison group",
        ],
    ),
    ("Benchmark", AreaType::Other, &["benchmark", "benchmarks", "benchmark group", "benchmarking"]),
    ("London boroughs", AreaType::Other, &["london boroughs", "all london boroughs"]),
    (
        "Metropolitan boroughs",
        AreaType::Other,
        &["metropolitan boroughs", "met boroughs", "metropolitan authorities"],
    ),
    ("Unitary authorities", AreaType::Other, &["unitary authorities", "unitaries", "all unitaries"]),
    ("Counties", AreaType::Other, &["counties", "shire counties", "county councils", "all counties"]),
    (
        "All authorities",
        AreaType::Other,
        &["all las", "all local authorities", "all councils", "all english authorities", "all authorities"],
    ),
    ("United Kingdom", AreaType::Country, &["uk", "united kingdom", "uk wide"]),
    ("Great Britain", AreaType::Country, &["great britain", "gb"]),
    ("England and Wales", AreaType::Country, &["england and wales"]),
    (
        "Wales",
        AreaType::Country,
        &[
            "wales",
            "welsh",
            "cymru",
            "wales national",
            "all wales",
            "welsh local authority",
            "welsh local authorities",
            "welsh councils",
            "wales local authority",
        ],
    ),
    (
        "Scotland",
        AreaType::Country,
        &[
            "scotland",
            "scottish",
            "scottish national",
            "national scottish",
            "scottish local authority",
            "scottish local authorities",
            "scottish councils",
            "scottish council",
        ],
    ),
    ("Northern Ireland", AreaType::Country, &["northern ireland", "n ireland", "northern irish"]),
    ("LGA", AreaType::Other, &["lga", "lga national", "lga inform"]),
    ("Sector", AreaType::Other, &["sector average", "sector mean", "sector median", "sector wide"]),
    ("All districts", AreaType::Other, &["all districts", "all district councils"]),
    (
        "HouseMark",
        AreaType::Other,
        &["housemark", "housemark peer group", "housemark peers", "housemark club"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: Option<&str>, headings: &[&str]) {
        for heading in headings {
            assert_eq!(comparator(heading).map(|found| found.name), name, "{heading}");
        }
    }

    #[test]
    fn england() {
        check(
            Some("England"),
            &[
                "National",
                "Nat",
                "Nat.",
                "England",
                "Eng",
                "England average",
                "National Average",
                "All England",
                "England avg",
                "England Avg.",
                "National AY 21/22",
                "National (Jan 23)",
                "ENGLAND 2021/22",
                "2021/22 England average",
                "Latest national average",
                "National %",
                "England (2022)",
                "Nat. Avg",
                "National SEN2 2022",
                "England:",
                "National average for 2022/23",
                "Q3 National",
                "2021/22 / England",
            ],
        );
    }

    #[test]
    fn other_nations() {
        check(
            Some("Scotland"),
            &["Scotland", "Scottish average 2021/22", "Scottish local authority average"],
        );
        check(
            Some("Most similar forces"),
            &["Most similar forces", "MSF average", "Most similar forces, per 1,000 (year to June 2023)"],
        );
        check(Some("Wales"), &["Wales", "Wales average", "All Wales", "Welsh average 2022/23", "Cymru"]);
        check(Some("Northern Ireland"), &["Northern Ireland", "N. Ireland average"]);
        check(Some("United Kingdom"), &["UK", "UK average"]);
        check(Some("Great Britain"), &["GB", "Great Britain 2022"]);
        check(Some("England and Wales"), &["England and Wales", "England & Wales 2022/23"]);
        check(None, &["NI", "Welsh speakers", "Scottish Housing Regulator"]);
    }

    #[test]
    fn regions() {
        check(
            Some("South West"),
            &["South West", "SW", "S West", "South-West", "South West 2022/23", "SW average"],
        );
        check(
            Some("Yorkshire and The Humber"),
            &["Yorkshire & Humber", "Yorkshire and The Humber", "Y&H", "YH", "Yorks & Humber avg"],
        );
        check(Some("East of England"), &["East of England", "Eastern", "EoE", "East of England region"]);
        check(
            Some("London"),
            &["London", "Greater London", "London average 3/2021", "Ldn", "2021/22 / London"],
        );
        check(Some("Inner London"), &["Inner London", "Inner Ldn average"]);
        check(Some("Outer London"), &["Outer London"]);
        check(Some("North East"), &["NE", "North East", "North East average"]);
        check(Some("Region"), &["Regional", "Regional average", "Regional 2022/23", "Region average"]);
    }

    #[test]
    fn groups() {
        check(
            Some("Statistical neighbours"),
            &[
                "Statistical neighbours",
                "Statistical Neighbour average",
                "Stat neighbours",
                "Stat. Neighbours",
                "SN",
                "SNs",
                "SN average",
                "Stat Nbrs",
                "SN's",
                "Statistical Neighbours (2022)",
                "S.N.",
                "SN AY 22/23",
                "CIPFA neighbours",
                "CIPFA nearest neighbours",
                "Nearest Neighbour avg",
                "Benchmark (CIPFA)",
            ],
        );
        check(Some("Most similar group"), &["Most similar group average", "MSG"]);
        check(Some("HouseMark"), &["HouseMark median", "Housemark peer group 2022/23"]);
        check(Some("Core cities"), &["Core cities", "Core Cities average"]);
        check(Some("Comparators"), &["Comparator average", "Comparators"]);
        check(Some("All authorities"), &["All LAs", "All LAs average"]);
        check(Some("Benchmark"), &["Benchmark", "Benchmark 2022/23"]);
        check(
            Some("Peer group"),
            &[
                "Peer group: North, over 10,000 homes (2022/23)",
                "Peer group: towns / Median",
                "Group average",
                "Best in group 2022/23",
            ],
        );
        check(Some("LGA"), &["LGA national", "LGA average"]);
        check(Some("Sector"), &["Sector average", "Sector median 2022/23"]);
        check(
            None,
            &["Group", "Sector", "Family", "England: plans issued", "Peers of the realm: allowances"],
        );
    }

    #[test]
    fn words_inside_a_name_are_no_comparator() {
        check(
            None,
            &[
                "",
                "-",
                "% in East of borough",
                "London Living Wage",
                "London Borough of Barnet",
                "National Target",
                "National target 2022/23",
                "East",
                "Annual benchmark",
                "March Benchmark",
                "Average",
                "Kingston",
                "Nat West",
                "Target",
                "National rank",
                "National curriculum",
                "SE London hospitals",
                "Sent",
                "Q1",
                "2022/23",
                "Latest",
                "South West schools",
                "Region",
                "Local authorities",
            ],
        );
    }

    #[test]
    fn spellings_are_keys_and_each_stands_once() {
        let all: Vec<&str> = NAMES.iter().flat_map(|(_, _, spellings)| spellings.iter().copied()).collect();
        for (at, spelling) in all.iter().enumerate() {
            assert_eq!(fold::key(spelling), *spelling);
            assert!(!all[..at].contains(spelling), "{spelling}");
        }
        assert!(BESIDE.is_sorted(), "{BESIDE:?}");
    }
}
