//! Whether a file is still the one that was read, without opening it: its size and its times, as version control has it.
//!
//! A file may change twice within one tick of its system's clock, the second time after it was read, and show the same
//! times as before. So nothing is remembered of a file that had changed when the run had already begun: it is opened once
//! more the next time, and remembered then.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// The coarsest ticks that file systems count in: FAT has two seconds, in nanoseconds here. Archives lie on all sorts of
/// disks, and the run's begin is told by the dataset's.
const COARSEST_TICK: i64 = 2_000_000_000;

/// What a file shows of itself from outside. Times are nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Bytes.
    pub(super) size: i64,
    /// When its content changed.
    pub(super) modified: i64,
    /// When anything of it changed, its name and its times among that: nobody can turn it back. 0 where the system
    /// doesn't tell.
    pub(super) changed: i64,
}

/// A moment by the clock of the disk that the dataset is on, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(i64);

impl Stamp {
    /// The stamp of a file.
    ///
    /// # Errors
    ///
    /// Where the system keeps no times.
    pub(super) fn of(metadata: &Metadata) -> io::Result<Self> {
        let size = i64::try_from(metadata.len()).unwrap_or(i64::MAX);
        Ok(Stamp { size, modified: modified(metadata)?, changed: changed(metadata) })
    }

    /// Whether it may be remembered by a run that began at `begin`: any later change shows.
    pub(super) fn is_settled(&self, begin: Moment) -> bool {
        self.modified.max(self.changed) < begin.0.saturating_sub(COARSEST_TICK)
    }
}

impl Moment {
    /// What the disk of a folder takes for now: a file is written there for that.
    ///
    /// # Errors
    ///
    /// Where the folder can't be written to, or the system keeps no times.
    pub(super) fn now(folder: &Path) -> io::Result<Self> {
        let path = folder.join("began");
        fs::write(&path, "\n")?;
        modified(&fs::metadata(path)?).map(Moment)
    }
}

fn modified(metadata: &Metadata) -> io::Result<i64> {
    let time = metadata.modified()?;
    let (span, is_before) = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (after, false),
        Err(before) => (before.duration(), true),
    };
    let nanoseconds = i64::try_from(span.as_nanos()).unwrap_or(i64::MAX);
    Ok(if is_before { -nanoseconds } else { nanoseconds })
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i64 {
    0
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    use super::*;

    fn check(modified: i64, changed: i64, expected: bool) {
        let stamp = Stamp { size: 1, modified, changed };
        assert_eq!(stamp.is_settled(Moment(100 + COARSEST_TICK)), expected, "{modified}, {changed}");
    }

    #[test]
    fn what_changed_since_shortly_before_the_run_is_not_settled() {
        check(99, 0, true);
        check(100, 0, false);
        check(99, 100, false);
        check(i64::MAX, 0, false);
        check(i64::MIN, 99, true);
    }

    #[test]
    fn a_stamp_tells_another_size_and_another_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper.txt");
        let stamp = |content: &str, modified: SystemTime| {
            fs::write(&path, content).unwrap();
            File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
            let stamp = Stamp::of(&fs::metadata(&path).unwrap()).unwrap();
            (stamp.size, stamp.modified)
        };
        let day = UNIX_EPOCH + Duration::from_hours(24);
        let before = UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(stamp("abc", day), (3, 86_400_000_000_000));
        assert_eq!(stamp("abcd", before), (4, -1_000_000_000));
    }
}
