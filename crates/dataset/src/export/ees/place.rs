//! Areas as the Department for Education's open data standards write them: a level, and the codes and names of that
//! level and those above it.

use boardlift_model::{Area, AreaType};
use boardlift_reference::Vocabulary;

/// England's code: every row says its country.
const ENGLAND: &str = "E92000001";

/// An area that the standards have a level for. Its order is that of the rows in a file: the larger areas first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    National,
    Regional(Region),
    LocalAuthority { region: Region, new_code: String, old_code: String, name: String },
}

/// A region of England.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Region {
    code: String,
    name: String,
}

/// The columns of a place, in their order.
pub(super) const COLUMNS: [&str; 8] = [
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
];

impl Place {
    /// The area's place in England; nothing for other nations, statistical neighbours, bodies without a code, and
    /// councils that are no local authority of that department's.
    pub(super) fn of(area: &Area, vocabulary: &Vocabulary) -> Option<Self> {
        let code = area.code.as_deref()?;
        match area.area_type {
            AreaType::Country => (code == ENGLAND).then_some(Place::National),
            AreaType::Region => region(code, vocabulary).map(Place::Regional),
            AreaType::LocalAuthority => {
                let entry = vocabulary.authority_by_code_or_name(code).ok()?;
                Some(Place::LocalAuthority {
                    region: region(&entry.region_code, vocabulary)?,
                    new_code: entry.code.clone(),
                    old_code: entry.dfe_code.clone()?,
                    name: entry.name.clone(),
                })
            }
            AreaType::StatisticalNeighbours | AreaType::Other => None,
        }
    }

    /// Its fields, in the order of [`COLUMNS`]; those of levels below it are empty.
    pub(super) fn fields(&self) -> [&str; 8] {
        let nation = |level| [level, ENGLAND, "England", "", "", "", "", ""];
        match self {
            Place::National => nation("National"),
            Place::Regional(Region { code, name }) => {
                let [level, country, england, ..] = nation("Regional");
                [level, country, england, code, name, "", "", ""]
            }
            Place::LocalAuthority { region, new_code, old_code, name } => {
                let [level, country, england, ..] = nation("Local authority");
                [level, country, england, &region.code, &region.name, old_code, new_code, name]
            }
        }
    }
}

fn region(code: &str, vocabulary: &Vocabulary) -> Option<Region> {
    let area = vocabulary.area_by_code(code).filter(|area| area.area_type == AreaType::Region)?;
    Some(Region { code: code.to_owned(), name: area.name.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::vocabulary;

    fn check(area_type: AreaType, code: Option<&str>, expected: Option<&str>) {
        let area = Area { name: None, code: code.map(str::to_owned), area_type };
        let found = Place::of(&area, vocabulary()).map(|place| place.fields().join("|"));
        assert_eq!(found.as_deref(), expected, "{code:?}");
    }

    #[test]
    fn an_area_has_the_codes_of_its_level_and_those_above() {
        check(AreaType::Country, Some("E92000001"), Some("National|E92000001|England|||||"));
        check(
            AreaType::Region,
            Some("E12000009"),
            Some("Regional|E92000001|England|E12000009|South West|||"),
        );
        check(
            AreaType::LocalAuthority,
            Some("E09000021"),
            Some("Local authority|E92000001|England|E12000007|London|314|E09000021|Kingston upon Thames"),
        );
    }

    #[test]
    fn what_is_no_place_of_the_standards_is_none() {
        check(AreaType::Country, Some("W92000004"), None);
        check(AreaType::StatisticalNeighbours, None, None);
        check(AreaType::LocalAuthority, None, None);
        // Cardiff, and the lower tier of two: neither has a code of that department's.
        check(AreaType::LocalAuthority, Some("W06000015"), None);
        check(AreaType::LocalAuthority, Some("E07000041"), None);
        check(AreaType::LocalAuthority, Some("E09999999"), None);
    }
}
