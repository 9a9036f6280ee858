//! Whose the columns are that name a body: `England | London | Ourtown`.

use boardlift_lexicon::fold;
use boardlift_model::{AreaClaim, AuthorityClaim, ClaimSource, Profile};

use crate::columns::Use;
use crate::table::Stretch;

/// Settles the bodies that columns name, before figures are read: a name that the document's own words have is the
/// publisher's, and where only one body stands beside the comparators, it is the publisher too. The publisher's
/// name becomes a claim of the document's. Other bodies keep their names.
pub(crate) fn settle<'a>(stretches: impl Iterator<Item = &'a mut Stretch>, profile: &mut Profile) {
    let mut stretches: Vec<&mut Stretch> = stretches.collect();
    let names = names(&stretches);
    let own = own_names(names, profile);
    for area in stretches.iter_mut().flat_map(|stretch| areas(stretch)) {
        if matches!(area, AreaClaim::Named(name) if own.contains(name)) {
            *area = AreaClaim::Publisher;
        }
    }
    let claims = own.into_iter().map(|text| AuthorityClaim { text, source: ClaimSource::Column });
    profile.authority_claims.extend(claims);
    profile.authority_claims.sort_by_key(|claim| claim.source);
}

fn areas(stretch: &mut Stretch) -> impl Iterator<Item = &mut AreaClaim> {
    stretch.columns.iter_mut().filter_map(|column| match &mut column.used {
        Use::Value(value) => Some(&mut value.area),
        _ => None,
    })
}

fn names(stretches: &[&mut Stretch]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in stretches.iter().flat_map(|stretch| &stretch.columns).filter_map(|column| column.value()) {
        if let AreaClaim::Named(name) = &value.area
            && !names.contains(name)
        {
            names.push(name.clone());
        }
    }
    names
}

fn own_names(names: Vec<String>, profile: &Profile) -> Vec<String> {
    let claims = profile.authority_claims.iter().filter(|claim| claim.source != ClaimSource::FileName);
    let printed: Vec<String> = claims.map(|claim| format!(" {} ", fold::key(&claim.text))).collect();
    let is_printed = |name: &String| {
        let name = format!(" {} ", fold::key(name));
        printed.iter().any(|words| words.contains(&name))
    };
    let own: Vec<String> = names.iter().filter(|name| is_printed(name)).cloned().collect();
    if own.is_empty() && names.len() == 1 { names } else { own }
}
