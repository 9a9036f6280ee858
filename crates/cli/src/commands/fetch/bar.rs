//! How a night goes, while it goes: on a terminal alone.

use boardlift_fetch::night::{SourceNight, SourceState, Watch};
use indicatif::{ProgressBar, ProgressStyle};

use crate::summary::counted;
use crate::terminal::Terminal;

/// Papers that were looked after, of those that are listed so far: how many there will be no one knows before the last
/// source has told, and so no time that is left.
const WATCHING: &str = "{bar:24} {pos}/{len} papers, {msg}";

/// A bar on standard error; none where that is no terminal, or where only errors are wanted.
pub(super) struct Bar {
    progress: ProgressBar,
    sources: usize,
    done: usize,
    failed: usize,
    new: usize,
}

impl Bar {
    /// A bar that shows nothing yet.
    pub(super) fn new(terminal: &Terminal) -> Self {
        let bar = if terminal.is_quiet() { ProgressBar::hidden() } else { ProgressBar::new(0) };
        // The template is ours; a bar of another look is no reason to stop.
        if let Ok(style) = ProgressStyle::with_template(WATCHING) {
            bar.set_style(style);
        }
        Bar { progress: bar, sources: 0, done: 0, failed: 0, new: 0 }
    }

    /// Takes it off the screen.
    pub(super) fn clear(&self) {
        self.progress.finish_and_clear();
    }

    fn show(&self) {
        let (sources, new) = (counted(self.sources, "source", "sources"), self.new);
        self.progress.set_message(format!("{new} new; {} of {sources}, {} failed", self.done, self.failed));
    }
}

impl Watch for Bar {
    fn begin(&mut self, sources: usize) {
        self.sources = sources;
        self.show();
    }

    fn listed(&mut self, _: &str, papers: usize) {
        self.progress.inc_length(u64::try_from(papers).unwrap_or(u64::MAX));
    }

    fn looked(&mut self, _: &str) {
        self.progress.inc(1);
    }

    fn done(&mut self, source: &SourceNight) {
        self.done += 1;
        self.failed += usize::from(matches!(source.state, SourceState::Failed { .. }));
        self.new += source.new_papers.len() + source.new_editions.len();
        self.show();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_template() {
        assert!(ProgressStyle::with_template(WATCHING).is_ok());
    }
}
