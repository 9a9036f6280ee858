//! Whose papers are held against each other.

use std::collections::BTreeMap;

use boardlift_dataset::DocumentRow;
use boardlift_dataset::checks::{self, Suspicion};
use boardlift_model::{Authority, DocumentId, Observation};
use boardlift_reference::Vocabulary;

/// The papers of one authority, or one paper that does not say whose it is.
#[derive(Default)]
struct Body {
    observations: Vec<Observation>,
    documents: Vec<DocumentRow>,
}

/// What looks wrong in documents and their figures, authority by authority in the order of their first documents.
pub(super) fn check(
    documents: Vec<DocumentRow>,
    observations: Vec<Observation>,
    vocabulary: &Vocabulary,
) -> Vec<Suspicion> {
    let bodies = bodies(documents, observations);
    bodies.iter().flat_map(|body| checks::check(&body.observations, &body.documents, vocabulary)).collect()
}

fn bodies(documents: Vec<DocumentRow>, observations: Vec<Observation>) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    let mut of_authority: BTreeMap<Authority, usize> = BTreeMap::new();
    let mut of_document: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for document in documents {
        let next = bodies.len();
        let at = match &document.authority {
            Some(authority) => *of_authority.entry(authority.clone()).or_insert(next),
            None => next,
        };
        if at == next {
            bodies.push(Body::default());
        }
        of_document.insert(document.source.id.clone(), at);
        bodies[at].documents.push(document);
    }
    for observation in observations {
        if let Some(&at) = of_document.get(&observation.document_id) {
            bodies[at].observations.push(observation);
        }
    }
    bodies
}
