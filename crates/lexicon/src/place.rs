//! The kinds of places and bodies that figures are split by: `Local area` over the names of areas, `Waiting times by site`.
//!
//! Knows the kinds, not the places. A team or a service is no place.

use crate::fold;
use crate::period::Named;

/// Kinds of places, one and several, as [`fold::key`] gives them.
const KINDS: &[&str] = &[
    "area",
    "areas",
    "area committee",
    "area committees",
    "authority",
    "authorities",
    "borough",
    "boroughs",
    "cluster",
    "clusters",
    "community",
    "communities",
    "council",
    "councils",
    "county",
    "counties",
    "district",
    "districts",
    "division",
    "divisions",
    "hospital",
    "hospitals",
    "hospital site",
    "hospital sites",
    "local area",
    "local areas",
    "local authority",
    "local authorities",
    "locality",
    "localities",
    "neighbourhood",
    "neighbourhoods",
    "place",
    "places",
    "site",
    "sites",
    "town",
    "towns",
    "care home",
    "care homes",
    "landlord",
    "landlords",
    "organisation",
    "organisations",
    "provider",
    "providers",
    "school",
    "schools",
    "force",
    "forces",
    "trust",
    "trusts",
    "ward",
    "wards",
];

/// Whether words are the name of such a kind and nothing else: `Local area`, `Wards`.
pub fn is_kind(words: &str) -> bool {
    KINDS.contains(&fold::key(words).as_str())
}

/// Whether a caption says at its end that its figures are split by places: `Urgent care by site, October 2023`.
pub fn splits(caption: &str) -> bool {
    let key = fold::key(&Named::of(caption).removed());
    let behind = key.rsplit_once(" by ").map(|(_, behind)| behind.trim_end_matches([',', ':', ' ']));
    behind.is_some_and(|behind| KINDS.contains(&behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_keys() {
        for kind in KINDS {
            assert_eq!(fold::key(kind), *kind);
        }
    }

    #[test]
    fn captions_that_split_figures_by_places() {
        for caption in [
            "Demand by local area",
            "Table 2: waits by site, October 2023",
            "By ward: calls by ward (2022/23)",
        ] {
            assert!(splits(caption), "{caption}");
        }
        for caption in
            ["Demand by team", "Visits by wardens", "Plans issued by area teams", "Local area", "By ward"]
        {
            assert!(!splits(caption), "{caption}");
        }
    }
}
