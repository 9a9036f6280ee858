//! The robots.txt of hosts from other nights, so that no night asks for one that has not changed.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use url::Url;

use super::{Known, Validators};

/// What a host answered when it was asked for its robots.txt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRobots {
    /// What was asked for.
    pub address: Url,
    /// Where the answer was found in the end.
    pub found_at: Url,
    /// What to ask with the next time.
    pub validators: Validators,
    /// Its text, as far as it counts; nothing where the host had none, or sent a web page in its place.
    pub text: Option<Vec<u8>>,
}

impl KeptRobots {
    /// The answer, as it is asked about.
    pub(super) fn known(&self) -> Known<'_> {
        Known { found_at: &self.found_at, validators: &self.validators }
    }
}

/// All that are known.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<BTreeMap<Url, KeptRobots>>);

impl Memory {
    /// What is known of an address.
    pub(super) fn of(&self, address: &Url) -> Option<KeptRobots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(address).cloned()
    }

    /// All that is known, in the order of the addresses.
    pub(super) fn all(&self) -> Vec<KeptRobots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Puts the newer answer in the place of the older one.
    pub(super) fn keep(&self, robots: KeptRobots) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(robots.address.clone(), robots);
    }
}
