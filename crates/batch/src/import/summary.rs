//! What an import did, in numbers and reasons.

use std::collections::BTreeMap;

use boardlift_dataset::Paper;
use boardlift_model::{DocumentStatus, Flag};

use super::edition::Standing;

/// What an import did.
///
/// Each document that the inputs hold is counted once: it was read, was known, is a copy of one that came before it, or
/// could not be had.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were read, those that failed included.
    pub read: usize,
    /// Documents that were known and not read again.
    pub known: usize,
    /// Documents whose very bytes came before in the same run.
    pub copies: usize,
    /// Files whose bytes could not be had: they are not in the dataset.
    pub lost: usize,
    /// Of the documents that are known and were not read again, how many were read otherwise than they would be now.
    pub older: BTreeMap<Standing, usize>,
    /// Documents that an earlier run had read and did not bring into the dataset: it was killed. This run did.
    pub resumed: usize,
    /// Documents that left the dataset, since they were withdrawn.
    pub withdrawn: usize,
    /// What the documents gave that were read.
    pub given: Given,
    /// What could not be had or read, and why, in the order of the inputs.
    pub failures: Vec<Failure>,
    /// Documents in the dataset now.
    pub documents: usize,
    /// Figures in the dataset now.
    pub figures: usize,
}

/// What documents gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Figures.
    pub figures: usize,
    /// Figures that carry a flag.
    pub flagged: usize,
    /// How many figures carry each flag.
    pub flags: BTreeMap<Flag, usize>,
    /// Points of commentary.
    pub commentary: usize,
    /// Actions.
    pub actions: usize,
    /// Documents by how they came out.
    pub documents: BTreeMap<DocumentStatus, usize>,
    /// Figures that stand in documents and may be of an indicator, and are in none of the tables.
    pub homeless: usize,
}

/// What could not be had, or not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What the caller called it.
    pub input: String,
    /// Why, and what to do about it.
    pub reason: String,
}

impl Summary {
    /// How many documents the inputs hold.
    pub fn inputs(&self) -> usize {
        self.read + self.known + self.copies + self.lost
    }

    /// Whether all of what was looked at is in the dataset and whole.
    pub fn is_clean(&self) -> bool {
        let partial = self.given.documents.get(&DocumentStatus::Partial).copied().unwrap_or_default();
        self.failures.is_empty() && partial == 0
    }
}

impl Given {
    /// What one document gave.
    pub(super) fn of(paper: &Paper) -> Self {
        let mut flags = BTreeMap::new();
        let flagged = paper.observations.iter().filter(|row| !row.figure.flags.is_empty());
        for flag in paper.observations.iter().flat_map(|row| row.figure.flags.iter()) {
            *flags.entry(*flag).or_default() += 1;
        }
        Given {
            figures: paper.observations.len(),
            flagged: flagged.count(),
            flags,
            commentary: paper.commentary.len(),
            actions: paper.actions.len(),
            documents: BTreeMap::from([(paper.document.status, 1)]),
            homeless: paper.homeless as usize,
        }
    }

    /// Adds what another document gave.
    pub(super) fn add(&mut self, other: &Given) {
        self.figures += other.figures;
        self.flagged += other.flagged;
        self.commentary += other.commentary;
        self.actions += other.actions;
        self.homeless += other.homeless;
        for (flag, count) in &other.flags {
            *self.flags.entry(*flag).or_default() += count;
        }
        for (status, count) in &other.documents {
            *self.documents.entry(*status).or_default() += count;
        }
    }
}
