//! Whom or what a figure describes, from what its column says.

use boardlift_model::{Area, AreaClaim, AreaType, Authority, Date};
use boardlift_reference::{NameUse, Vocabulary};

use super::publisher::as_of;

/// The area that a column claims, in a document of that day. The publisher's own column of a document whose publisher
/// is not known has no name; a body that no vocabulary knows keeps its printed name.
pub(super) fn area(
    claim: &AreaClaim,
    column_text: &str,
    publisher: Option<&Authority>,
    day: Option<Date>,
    vocabulary: &Vocabulary,
) -> Area {
    match claim {
        AreaClaim::Publisher => match vocabulary.authority(column_text, NameUse::Heading) {
            // `Ourtown 2023 | Theirtown 2023`: a heading may name another council beside its period.
            Some(named) if publisher.is_some_and(|own| own.name != named.name) => {
                local_authority(Some(as_of(named, day, vocabulary)))
            }
            _ => local_authority(publisher.cloned()),
        },
        AreaClaim::Comparator(name) => comparator(name, vocabulary),
        AreaClaim::Named(words) => match vocabulary.authority(words, NameUse::Heading) {
            Some(named) => {
                // A council that was given a new code is still the publisher under its name.
                let own = publisher.filter(|publisher| publisher.name == named.name);
                local_authority(Some(own.cloned().unwrap_or_else(|| as_of(named, day, vocabulary))))
            }
            None => other(words),
        },
    }
}

fn local_authority(authority: Option<Authority>) -> Area {
    let (name, code) = authority.map(|authority| (authority.name, authority.code)).unzip();
    Area { name, code: code.flatten(), area_type: AreaType::LocalAuthority }
}

fn comparator(name: &str, vocabulary: &Vocabulary) -> Area {
    vocabulary.area(name).map_or_else(
        || other(name),
        |known| Area { name: Some(known.name.clone()), code: known.code.clone(), area_type: known.area_type },
    )
}

fn other(name: &str) -> Area {
    Area { name: Some(name.to_owned()), code: None, area_type: AreaType::Other }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{kingston, vocabulary};

    fn check(
        claim: &AreaClaim,
        publisher: Option<&Authority>,
        expected: (Option<&str>, Option<&str>, AreaType),
    ) {
        check_column(claim, "Q1", publisher, expected);
    }

    fn check_column(
        claim: &AreaClaim,
        column_text: &str,
        publisher: Option<&Authority>,
        expected: (Option<&str>, Option<&str>, AreaType),
    ) {
        let day = Some(Date::constant(2022, 12, 31));
        let found = area(claim, column_text, publisher, day, vocabulary());
        assert_eq!((found.name.as_deref(), found.code.as_deref(), found.area_type), expected, "{claim:?}");
    }

    fn named(words: &str) -> AreaClaim {
        AreaClaim::Named(words.to_owned())
    }

    #[test]
    fn the_publisher_is_itself_under_any_of_its_names() {
        let own = (Some("Kingston upon Thames"), Some("E09000021"), AreaType::LocalAuthority);
        check(&AreaClaim::Publisher, Some(&kingston()), own);
        check(&named("Kingston"), Some(&kingston()), own);
        check(&named("RBK"), Some(&kingston()), own);
        let recoded = Authority { code: Some("E00000000".to_owned()), ..kingston() };
        check(&named("Kingston"), Some(&recoded), (own.0, Some("E00000000"), own.2));
    }

    #[test]
    fn an_unknown_publisher_has_no_name() {
        check(&AreaClaim::Publisher, None, (None, None, AreaType::LocalAuthority));
    }

    #[test]
    fn a_heading_may_name_another_council_beside_its_period() {
        let devon = (Some("Devon"), Some("E10000008"), AreaType::LocalAuthority);
        let own = (Some("Kingston upon Thames"), Some("E09000021"), AreaType::LocalAuthority);
        check_column(&AreaClaim::Publisher, "Devon 2023", Some(&kingston()), devon);
        check_column(&AreaClaim::Publisher, "Kingston 2023", Some(&kingston()), own);
        check_column(&AreaClaim::Publisher, "Reading 2023", Some(&kingston()), own);
    }

    #[test]
    fn comparators_have_their_codes() {
        let (country, region) = (AreaType::Country, AreaType::Region);
        check(&AreaClaim::Comparator("England"), None, (Some("England"), Some("E92000001"), country));
        check(&AreaClaim::Comparator("South West"), None, (Some("South West"), Some("E12000009"), region));
        let neighbours = (Some("Statistical neighbours"), None, AreaType::StatisticalNeighbours);
        check(&AreaClaim::Comparator("Statistical neighbours"), Some(&kingston()), neighbours);
    }

    #[test]
    fn other_bodies_are_known_by_their_code_or_as_printed() {
        let devon = (Some("Devon"), Some("E10000008"), AreaType::LocalAuthority);
        check(&named("Devon County Council"), Some(&kingston()), devon);
        check(&named("Devon"), None, devon);
        check(&named("NHS Trust"), Some(&kingston()), (Some("NHS Trust"), None, AreaType::Other));
    }
}
