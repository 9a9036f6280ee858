//! What one step makes of some lines: blocks in reading order, and what it was unsure of.

use boardlift_model::{Block, Finding};

/// Blocks and findings, from first to last.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Part {
    /// The blocks in reading order.
    pub(crate) blocks: Vec<Block>,
    /// What was unsure.
    pub(crate) findings: Vec<Finding>,
}

impl Part {
    /// One block without a doubt.
    pub(crate) fn block(block: Block) -> Self {
        Part { blocks: vec![block], findings: Vec::new() }
    }

    /// Nothing but a doubt.
    pub(crate) fn finding(finding: Finding) -> Self {
        Part { blocks: Vec::new(), findings: vec![finding] }
    }

    /// Adds what comes after.
    pub(crate) fn append(&mut self, mut next: Part) {
        self.blocks.append(&mut next.blocks);
        self.findings.append(&mut next.findings);
    }
}
