//! Sources that stand in each other's way: two of one id, two that ask for the same.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::fold;

use super::fault::Slip;
use super::written::Placed;
use super::{Committee, PageRule, Site};

/// The faults of sources that are one too many; each stands where the later one stands.
pub(super) fn faults(placed: &[Placed]) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut ids = BTreeSet::new();
    let mut questions: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    for Placed { source, at } in placed {
        let id = source.id.as_str();
        if !ids.insert(id) {
            let problem = format!("expected an id of its own for each source, found `{id}` again");
            slips.push(Slip::new(
                at.clone(),
                problem,
                "the archive keeps papers under it; choose another one",
            ));
        } else if let Some(first) = questions.insert(question(&source.site), id) {
            let problem = format!("`{id}` asks for the same as `{first}`");
            let hint = "join the two into one, with the titles of both";
            slips.push(Slip::new(at.clone(), problem, hint));
        }
    }
    slips
}

/// What a site is asked for, in one spelling.
fn question(site: &Site) -> Vec<String> {
    let mut question = match site {
        Site::ModernGov { committees, .. } | Site::Cmis { committees, .. } => {
            committees.iter().map(one_spelling).collect()
        }
        Site::Files { addresses, .. } => addresses.iter().map(ToString::to_string).collect(),
        // A page may be a paper and link to others.
        Site::Page { page: PageRule::Paper, .. } => vec!["itself".to_owned()],
        Site::Page { page: PageRule::List { .. }, .. } | Site::Folder { .. } => Vec::new(),
    };
    question.sort();
    let start = site.start();
    let start = start.trim_end_matches('/');
    let start = start.strip_prefix("https://").or(start.strip_prefix("http://")).unwrap_or(start);
    question.insert(0, format!("{} {start}", site.kind()));
    question
}

fn one_spelling(committee: &Committee) -> String {
    match committee {
        Committee::Id(id) => id.clone(),
        Committee::Named(words) => fold::key(words.as_str()),
    }
}
