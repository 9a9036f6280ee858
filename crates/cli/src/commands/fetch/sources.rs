//! What a night watches, and in whose name.

use anyhow::anyhow;
use boardlift_fetch::http::Agent;
use boardlift_fetch::sources::{Source, Sources, Watch};
use boardlift_reference::Vocabulary;

use crate::args::FetchArgs;
use crate::exit::Failure;

/// What a night watches.
pub(super) struct Watched {
    /// Who asks.
    pub(super) agent: Agent,
    /// The wanted sources, in the file's order.
    pub(super) sources: Vec<Source>,
}

impl Watched {
    /// What the arguments ask for.
    ///
    /// # Errors
    ///
    /// Where the file has faults, or doesn't have a source that is asked for.
    pub(super) fn of(args: &FetchArgs, vocabulary: &Vocabulary) -> Result<Self, Failure> {
        let Sources { watch, mut sources } = Sources::read(&args.sources, vocabulary)?;
        for wanted in &args.only {
            if !sources.iter().any(|source| source.id == *wanted) {
                let known: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
                let message =
                    format!("expected the id of a source, found `{wanted}`; known are {}", known.join(", "));
                return Err(Failure::Usage(anyhow!(message)));
            }
        }
        sources.retain(|source| args.only.is_empty() || args.only.contains(&source.id));
        Ok(Watched { agent: agent(&watch), sources })
    }
}

/// Who asks: this program, or the product that the file names, `ourtown-watch/1.0`.
fn agent(watch: &Watch) -> Agent {
    let agent = Agent::new(watch.contact.as_deref().unwrap_or_default());
    match watch.agent.as_deref().map(|named| named.split_once('/').unwrap_or((named, ""))) {
        Some((product, version)) => {
            Agent { product: product.to_owned(), version: version.to_owned(), ..agent }
        }
        None => agent,
    }
}
