//! Which authority published a document, from the names that may say so.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::{body, council};
use boardlift_model::{Authority, AuthorityClaim, ClaimSource, Date, Finding, FindingKind, Profile};
use boardlift_reference::{AuthorityEntry, NameUse, Vocabulary};

use super::Told;

/// The authority that published a document, or why it can't be told.
pub(super) struct Publisher {
    /// The authority.
    pub(super) authority: Option<Authority>,
    /// Where its name was found.
    pub(super) source: Option<ClaimSource>,
    /// Why it can't be told.
    pub(super) finding: Option<Finding>,
}

impl Publisher {
    fn named(authority: Authority, source: ClaimSource) -> Self {
        Publisher { authority: Some(authority), source: Some(source), finding: None }
    }
}

/// The authority that the caller gives, or else the one that the most trustworthy names agree on.
///
/// Names that are no authority's are passed over. Where the best names are those of several authorities, no
/// less trustworthy name decides between them.
///
/// Whose site published the document says less than its letterhead and its headings: they stand, whatever the site. It
/// serves where the document names nobody, and where it names several in passing and the site's council is one. Where all
/// else that names an authority names another than the site's, nobody is named: a site has papers of other bodies, and
/// papers mention other councils.
pub(super) fn publisher(profile: &Profile, vocabulary: &Vocabulary, told: Told<'_>) -> Publisher {
    if let Some(authority) = told.by_caller {
        return Publisher::named(authority.clone(), ClaimSource::Caller);
    }
    let day = day(profile);
    let mut named: BTreeMap<ClaimSource, BTreeSet<Authority>> = BTreeMap::new();
    for claim in &profile.authority_claims {
        let known = claimed(claim, vocabulary).map(|entry| as_of(entry, day, vocabulary));
        if let Some(authority) = known.or_else(|| unknown(claim)) {
            named.entry(claim.source).or_default().insert(authority);
        }
    }
    let site = told.by_site.map(|site| on_the_day(site, day, vocabulary));
    let is_guess = |source| matches!(source, ClaimSource::Layout | ClaimSource::Site);
    match (named.pop_first(), site) {
        (best, site)
            if let Some(name) = title_name(profile)
                && best.as_ref().map_or(site.is_some(), |(source, _)| is_guess(*source)) =>
        {
            unclear(format!("the title names `{name}`, which is no authority that is known"))
        }
        (Some((source, authorities)), Some(site)) if source > ClaimSource::Heading => {
            beside(source, &authorities, site)
        }
        (Some((source, authorities)), _) => agreed(source, authorities),
        (None, site) if let Some(name) = compared_name(profile) => {
            let named = Authority { code: None, name: name.to_owned() };
            match site {
                None => Publisher::named(named, ClaimSource::Column),
                Some(site) => beside(ClaimSource::Column, &BTreeSet::from([named]), site),
            }
        }
        (None, Some(site)) => Publisher::named(site, ClaimSource::Site),
        (None, None) => unclear("the document names no authority that is known".to_owned()),
    }
}

/// The day that a document is from: that of its meeting, or the last that it reports on.
pub(super) fn day(profile: &Profile) -> Option<Date> {
    profile.meeting_date.or_else(|| profile.period.as_ref().map(|stated| stated.period.end))
}

/// The authority under the code that it had on the day. One that began later is taken as named: councils to be
/// write board papers before their first day.
pub(super) fn as_of(entry: &AuthorityEntry, day: Option<Date>, vocabulary: &Vocabulary) -> Authority {
    let entry = day.and_then(|day| vocabulary.authority_on(entry, day)).unwrap_or(entry);
    Authority { code: Some(entry.code.clone()), name: entry.name.clone() }
}

/// An authority that a source is known to be, under the code that it had on the day.
fn on_the_day(site: &Authority, day: Option<Date>, vocabulary: &Vocabulary) -> Authority {
    let entry = vocabulary.authority_by_code_or_name(site.code.as_deref().unwrap_or(&site.name));
    entry.map_or_else(|_| site.clone(), |entry| as_of(entry, day, vocabulary))
}

fn claimed<'v>(claim: &AuthorityClaim, vocabulary: &'v Vocabulary) -> Option<&'v AuthorityEntry> {
    match claim.source {
        // `Ourtown and Theirtown Fire Authority` is neither Ourtown nor Theirtown.
        ClaimSource::Letterhead | ClaimSource::Heading if body::leading_name(&claim.text).is_some() => None,
        ClaimSource::Letterhead | ClaimSource::Heading | ClaimSource::Column => {
            vocabulary.authority(&claim.text, NameUse::Heading)
        }
        ClaimSource::Paragraph => vocabulary.authority(&claim.text, NameUse::RunningText),
        ClaimSource::FileName => vocabulary.authority(&claim.text, NameUse::FileName),
        ClaimSource::Caller | ClaimSource::Site | ClaimSource::Layout => {
            vocabulary.authority_by_code_or_name(&claim.text).ok()
        }
    }
}

/// A body that no vocabulary knows under the name that the document prints, a council's without its kind: its paper must not
/// be taken for that of a council whose layout it has.
fn unknown(claim: &AuthorityClaim) -> Option<Authority> {
    let council = council::name(&claim.text);
    let name = match claim.source {
        ClaimSource::Letterhead => council.or(Some(claim.text.as_str())),
        ClaimSource::Heading => council,
        _ => None,
    };
    Some(Authority { code: None, name: name?.to_owned() })
}

/// The name that a title begins with, known or not: a layout doesn't speak for another body's paper.
fn title_name(profile: &Profile) -> Option<&str> {
    let headings = profile.authority_claims.iter().filter(|claim| claim.source == ClaimSource::Heading);
    headings.map(|claim| claim.text.as_str()).find_map(council::name_before_subject)
}

/// The only name that the tables have for the publisher, where the file's name or a title begins with it too. Words that a
/// column has alone may be those of a group.
fn compared_name(profile: &Profile) -> Option<&str> {
    let claims = |source: ClaimSource| {
        let of_source = profile.authority_claims.iter().filter(move |claim| claim.source == source);
        of_source.map(|claim| claim.text.as_str())
    };
    let mut columns = claims(ClaimSource::Column);
    let name = columns.next().filter(|_| columns.next().is_none())?;
    let begins = |words: &str| {
        let behind = words.strip_prefix(name);
        behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
    };
    let mut others = claims(ClaimSource::FileName).chain(claims(ClaimSource::Heading));
    others.any(begins).then_some(name)
}

fn agreed(source: ClaimSource, authorities: BTreeSet<Authority>) -> Publisher {
    let names = listed(&authorities);
    let mut authorities = authorities.into_iter();
    match (authorities.next(), authorities.next()) {
        (authority, None) => Publisher { authority, source: Some(source), finding: None },
        _ => unclear(format!("the document names several authorities: {names}")),
    }
}

/// The authorities that a document names in passing, beside the one whose site published it.
fn beside(source: ClaimSource, authorities: &BTreeSet<Authority>, site: Authority) -> Publisher {
    if !authorities.contains(&site) {
        let names = listed(authorities);
        return unclear(format!("the document names {names}, and it was published by `{}`", site.name));
    }
    let source = if authorities.len() == 1 { source } else { ClaimSource::Site };
    Publisher::named(site, source)
}

fn listed(authorities: &BTreeSet<Authority>) -> String {
    let names: Vec<String> = authorities.iter().map(|authority| format!("`{}`", authority.name)).collect();
    names.join(", ")
}

fn unclear(message: String) -> Publisher {
    let finding = Finding::warning(FindingKind::AuthorityUnclear, message, None);
    Publisher { authority: None, source: None, finding: Some(finding) }
}

#[cfg(test)]
mod tests {
    use ClaimSource::{Caller, Column, FileName, Heading, Layout, Letterhead, Paragraph, Site};
    use boardlift_model::StatedPeriod;

    use super::*;
    use crate::testing::{kingston, vocabulary};

    fn profile(claims: &[(ClaimSource, &str)]) -> Profile {
        let claim = |(source, text): &(ClaimSource, &str)| AuthorityClaim {
            text: (*text).to_owned(),
            source: *source,
        };
        Profile { authority_claims: claims.iter().map(claim).collect(), ..Profile::default() }
    }

    fn found(profile: &Profile, by_caller: Option<&Authority>) -> Publisher {
        publisher(profile, vocabulary(), Told { by_caller, by_site: None })
    }

    /// Whose a paper with these names is that Kingston's site published, and where that was found.
    fn check_on_site(claims: &[(ClaimSource, &str)], expected: Option<(&str, ClaimSource)>) {
        let site = kingston();
        let told = Told { by_caller: None, by_site: Some(&site) };
        let Publisher { authority, source, finding } = publisher(&profile(claims), vocabulary(), told);
        let found = authority.as_ref().map(|authority| authority.name.as_str()).zip(source);
        assert_eq!(found, expected, "{claims:?}");
        assert_eq!(finding.is_some(), expected.is_none(), "{claims:?}");
    }

    fn check(claims: &[(ClaimSource, &str)], expected: Option<&str>) {
        let publisher = found(&profile(claims), None);
        assert_eq!(
            publisher.authority.and_then(|authority| authority.code).as_deref(),
            expected,
            "{claims:?}"
        );
        assert_eq!(publisher.finding.is_some(), expected.is_none(), "{claims:?}");
    }

    const KINGSTON: &str = "E09000021";
    const DEVON: &str = "E10000008";

    #[test]
    fn the_most_trustworthy_name_wins() {
        check(&[(Heading, "Devon County Council"), (Layout, KINGSTON)], Some(DEVON));
        check(&[(Layout, KINGSTON), (FileName, "devon-kpis.txt")], Some(DEVON));
        check(&[(Paragraph, "Devon County Council reports"), (Column, "Kingston")], Some(DEVON));
        check(&[(Column, "Kingston"), (Layout, DEVON)], Some(KINGSTON));
        check(&[(Caller, DEVON), (Heading, "Kingston upon Thames")], Some(DEVON));
        check(&[(Layout, "Devon")], Some(DEVON));
    }

    #[test]
    fn names_are_told_with_where_they_were_found() {
        let source = |claims: &[(ClaimSource, &str)]| found(&profile(claims), None).source;
        assert_eq!(source(&[(Layout, KINGSTON)]), Some(Layout));
        assert_eq!(source(&[(Heading, "SEND dashboard"), (Layout, KINGSTON)]), Some(Layout));
        assert_eq!(source(&[(FileName, "kingston-kpis.txt"), (Layout, KINGSTON)]), Some(FileName));
        assert_eq!(source(&[(Heading, "SEND dashboard")]), None);
    }

    #[test]
    fn a_body_that_nobody_knows_by_the_tables_and_the_file() {
        let name = |claims: &[(ClaimSource, &str)]| {
            found(&profile(claims), None).authority.map(|authority| authority.name)
        };
        let tables = (Column, "Fourteen");
        assert_eq!(name(&[tables, (FileName, "Fourteen-benchmarks.pdf")]).as_deref(), Some("Fourteen"));
        assert_eq!(name(&[tables, (FileName, "Fourteenth-report.pdf")]), None);
        assert_eq!(name(&[tables, (FileName, "benchmarks.pdf")]), None);
        assert_eq!(name(&[tables, (Column, "Fifteen"), (FileName, "Fourteen-benchmarks.pdf")]), None);
    }

    #[test]
    fn words_that_name_nobody_are_passed_over() {
        check(&[(Heading, "SEND dashboard"), (Layout, KINGSTON)], Some(KINGSTON));
        check(&[(Heading, "Our local area"), (FileName, "kpis.txt")], None);
        check(&[], None);
    }

    #[test]
    fn a_council_that_no_vocabulary_knows_keeps_its_printed_name() {
        let profile = profile(&[(Heading, "Brackwater District Council"), (Layout, KINGSTON)]);
        let authority = found(&profile, None).authority;
        assert_eq!(authority, Some(Authority { code: None, name: "Brackwater".to_owned() }));
        check(
            &[(Paragraph, "Brackwater District Council has no part in it"), (Layout, KINGSTON)],
            Some(KINGSTON),
        );
    }

    #[test]
    fn a_letterhead_goes_before_other_bodies_in_headings() {
        let name = |claims: &[(ClaimSource, &str)]| {
            found(&profile(claims), None).authority.map(|authority| authority.name)
        };
        let names = |name: &str| Some(name.to_owned());
        assert_eq!(
            name(&[(Letterhead, "Brackwater District Council"), (Heading, "Devon")]),
            names("Brackwater")
        );
        assert_eq!(name(&[(Letterhead, "Humberside Police"), (Heading, "Hull")]), names("Humberside Police"));
        check(&[(Letterhead, "Devon County Council"), (Heading, "Kingston upon Thames")], Some(DEVON));
        check(&[(Letterhead, "Devon County Council"), (Letterhead, "Brackwater District Council")], None);
        let fire = "Devon and Brackwater Fire and Rescue Authority";
        assert_eq!(name(&[(Letterhead, fire), (FileName, "devon.txt")]), names(fire));
        assert_eq!(name(&[(Heading, &format!("{fire}: performance"))]), None);
    }

    #[test]
    fn a_layout_does_not_speak_for_a_name_in_the_title() {
        check(&[(Heading, "Brackwater SEND Board Dataset"), (Layout, KINGSTON)], None);
        check(&[(Heading, "Local Area SEND dashboard"), (Layout, KINGSTON)], Some(KINGSTON));
        check(
            &[(Heading, "Brackwater SEND Board Dataset"), (FileName, "devon.txt"), (Layout, KINGSTON)],
            Some(DEVON),
        );
    }

    #[test]
    fn several_best_names_are_none_and_nothing_less_decides() {
        check(&[(Heading, "Devon County Council"), (Heading, "Kingston upon Thames")], None);
        check(&[(Heading, "Devon"), (Heading, "Kingston upon Thames"), (Layout, KINGSTON)], None);
        check(&[(Heading, "Devon"), (Heading, "Devon County Council")], Some(DEVON));
        let finding = found(&profile(&[(Heading, "Devon"), (Heading, "Kingston upon Thames")]), None).finding;
        let message = finding.map(|finding| finding.message);
        assert_eq!(
            message.as_deref(),
            Some("the document names several authorities: `Kingston upon Thames`, `Devon`")
        );
    }

    #[test]
    fn a_site_speaks_for_papers_that_name_nobody() {
        let own = "Kingston upon Thames";
        check_on_site(&[], Some((own, Site)));
        check_on_site(&[(Heading, "SEND dashboard"), (FileName, "kpis.txt")], Some((own, Site)));
        check_on_site(&[(FileName, "kingston-kpis.txt")], Some((own, FileName)));
        check_on_site(&[(Column, "Kingston"), (Column, "Devon")], Some((own, Site)));
        check_on_site(&[(Layout, KINGSTON)], Some((own, Layout)));
    }

    #[test]
    fn a_paper_that_names_another_body_is_not_its_sites() {
        check_on_site(&[(Heading, "Devon County Council")], Some(("Devon", Heading)));
        check_on_site(&[(Letterhead, "Humberside Police")], Some(("Humberside Police", Letterhead)));
        check_on_site(&[(Heading, "Devon"), (Heading, "Kingston upon Thames")], None);
        check_on_site(&[(Heading, "Brackwater SEND Board Dataset")], None);
        check_on_site(&[(Heading, "Brackwater SEND Board Dataset"), (Layout, KINGSTON)], None);
    }

    #[test]
    fn a_site_and_names_in_passing_that_differ_are_nobody() {
        check_on_site(&[(Layout, DEVON)], None);
        check_on_site(&[(FileName, "devon-kpis.txt")], None);
        check_on_site(&[(Paragraph, "Devon County Council reports")], None);
        check_on_site(&[(Column, "Devon"), (Layout, KINGSTON)], None);
        check_on_site(&[(Column, "Fourteen"), (FileName, "Fourteen-benchmarks.pdf")], None);
    }

    #[test]
    fn a_site_has_the_code_of_the_documents_day() {
        let site = Authority { code: Some("E06000059".to_owned()), name: "Dorset".to_owned() };
        let then = Profile {
            meeting_date: Some(Date::constant(2018, 6, 1)),
            ..profile(&[(FileName, "dorset.txt")])
        };
        for profile in [then.clone(), Profile { authority_claims: Vec::new(), ..then }] {
            let found = publisher(&profile, vocabulary(), Told { by_caller: None, by_site: Some(&site) });
            let code = found.authority.and_then(|authority| authority.code);
            assert_eq!(code.as_deref(), Some("E10000009"));
        }
    }

    #[test]
    fn the_caller_beats_the_document() {
        let publisher = found(&profile(&[(Heading, "Devon County Council")]), Some(&kingston()));
        assert_eq!(publisher.authority, Some(kingston()));
        assert!(publisher.source == Some(Caller) && publisher.finding.is_none());
    }

    #[test]
    fn a_code_is_that_of_the_documents_day() {
        let mut profile = profile(&[(Heading, "Dorset")]);
        let mut check = |day: Option<Date>, expected: &str| {
            profile.meeting_date = day;
            let code = found(&profile, None).authority.and_then(|authority| authority.code);
            assert_eq!(code.as_deref(), Some(expected), "{day:?}");
        };
        check(None, "E06000059");
        check(Some(Date::constant(2018, 6, 1)), "E10000009");
        check(Some(Date::constant(2022, 6, 1)), "E06000059");
    }

    #[test]
    fn a_document_is_of_its_meeting_else_of_the_end_of_its_period() {
        let period = boardlift_model::Period::quarter(2022, 3);
        let stated = period.map(|period| StatedPeriod { text: "Q3".to_owned(), period });
        let mut profile = Profile { period: stated, ..Profile::default() };
        assert_eq!(day(&profile), Some(Date::constant(2022, 12, 31)));
        profile.meeting_date = Some(Date::constant(2023, 2, 1));
        assert_eq!(day(&profile), Some(Date::constant(2023, 2, 1)));
        assert_eq!(day(&Profile::default()), None);
    }
}
