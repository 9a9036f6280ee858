//! How an import goes, while it goes: on a terminal alone.

use boardlift_batch::import::{Summary, Watch};
use indicatif::{ProgressBar, ProgressStyle};

use crate::summary::counted;
use crate::terminal::Terminal;

/// Documents, figures, failures and the time that is left. indicatif estimates that from the pace of the last documents.
const READING: &str = "{bar:24} {pos}/{len} papers, {msg}, {eta} left";
const WRITING: &str = "{bar:24} {pos}/{len} files of the dataset, {msg}, {eta} left";

/// A bar on standard error; none where that is no terminal, or where only errors are wanted.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar that shows nothing yet.
    pub(crate) fn new(terminal: &Terminal) -> Self {
        Bar { bar: if terminal.is_quiet() { ProgressBar::hidden() } else { ProgressBar::new(0) } }
    }

    /// Takes it off the screen.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn restart(&self, template: &str, length: usize) {
        // The templates are ours; a bar of another look is no reason to stop.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.reset();
        self.bar.set_length(u64::try_from(length).unwrap_or(u64::MAX));
    }
}

impl Watch for Bar {
    fn begin(&mut self, documents: usize) {
        self.restart(READING, documents);
    }

    fn taken(&mut self, so_far: &Summary) {
        let figures = counted(so_far.given.figures, "figure", "figures");
        let failures = counted(so_far.failures.len(), "failure", "failures");
        self.bar.set_message(format!("{figures}, {failures}"));
        self.bar.inc(1);
    }

    fn merging(&mut self, files: usize) {
        self.restart(WRITING, files);
    }

    fn merged(&mut self) {
        self.bar.inc(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_templates() {
        for template in [READING, WRITING] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
