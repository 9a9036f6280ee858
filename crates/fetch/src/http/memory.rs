//! The robots.txt of hosts from other nights, so that no night asks for one that has not changed.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// All that are known, and which of them have come tonight and nobody has been told of yet.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<Robots>);

#[derive(Debug, Default)]
struct Robots {
    known: BTreeMap<Url, KeptRobots>,
    fresh: Vec<KeptRobots>,
}

impl Memory {
    /// What is known of an address.
    pub(super) fn of(&self, address: &Url) -> Option<KeptRobots> {
        self.locked().known.get(address).cloned()
    }

    /// Learns what was found on another night.
    pub(super) fn learn(&self, robots: KeptRobots) {
        self.locked().known.insert(robots.address.clone(), robots);
    }

    /// Puts the newer answer in the place of the older one.
    pub(super) fn keep(&self, robots: KeptRobots) {
        let mut all = self.locked();
        all.fresh.push(robots.clone());
        all.known.insert(robots.address.clone(), robots);
    }

    /// What has come since this was asked the last time.
    pub(super) fn fresh(&self) -> Vec<KeptRobots> {
        std::mem::take(&mut self.locked().fresh)
    }

    fn locked(&self) -> MutexGuard<'_, Robots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
