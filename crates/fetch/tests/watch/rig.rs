//! Four councils, an archive, and a clock: what all tests of the watch begin with.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant, SystemTime};

use boardlift_fetch::archive::Archive;
use boardlift_fetch::clock::{Clock, SystemClock};
use boardlift_fetch::http::{Agent, Client};
use boardlift_fetch::night::{self, Edition, Night, Order, SourceNight, SourceState, Watch};
use boardlift_fetch::sources::Sources;
use boardlift_reference::Vocabulary;
use boardlift_standin::councils::Councils;
use boardlift_standin::{Entry, Standin, Time};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use tempfile::TempDir;

/// The day of the first night.
pub(crate) const TODAY: Date = date(2026, 3, 18);
/// The pause that the sources ask for.
pub(crate) const PAUSE: Duration = Duration::from_secs(2);
/// How many hosts are asked at once.
const HOSTS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(7);
/// Who watches.
pub(crate) const CONTACT: &str = "mailto:watch@boardlift.example";

/// Reading it takes longer than a night.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::embedded().unwrap());

/// A clock that moves when somebody waits, and only then.
pub(crate) struct TestClock {
    start: Instant,
    passed: Mutex<Duration>,
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + *self.passed.lock().unwrap()
    }

    fn wall(&self) -> SystemTime {
        // Two in the morning.
        let midnight = TODAY.to_zoned(jiff::tz::TimeZone::UTC).unwrap() + 2.hours();
        SystemTime::from(midnight.timestamp()) + *self.passed.lock().unwrap()
    }

    fn wait(&self, span: Duration) {
        *self.passed.lock().unwrap() += span;
    }
}

/// The stand-in tells when it was asked by the same clock; its own slowness takes real time, as networks do.
impl Time for TestClock {
    fn elapsed(&self) -> Duration {
        *self.passed.lock().unwrap()
    }

    fn wait(&self, span: Duration) {
        SystemClock.wait(span);
    }
}

/// What all tests begin with.
pub(crate) struct Rig {
    pub(crate) standin: Standin,
    pub(crate) councils: Councils,
    pub(crate) clock: Arc<TestClock>,
    archive: TempDir,
    settings: String,
    ids: &'static [&'static str],
}

impl Rig {
    pub(crate) fn new() -> Self {
        let clock = Arc::new(TestClock { start: SystemClock.now(), passed: Mutex::default() });
        let standin = Standin::new(Arc::clone(&clock) as _);
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        let councils = Councils::open(&standin, &samples, TODAY).unwrap();
        Self { standin, councils, clock, archive: TempDir::new().unwrap(), settings: String::new(), ids: &[] }
    }

    /// The same with more lines under `[watch]`.
    pub(crate) fn with(self, settings: &str) -> Self {
        Self { settings: settings.to_owned(), ..self }
    }

    /// The same with these sources alone.
    pub(crate) fn watching(self, ids: &'static [&'static str]) -> Self {
        Self { ids, ..self }
    }

    /// One night, and then the day after it.
    pub(crate) fn night(&self) -> Night {
        let night = self.unfinished_night();
        Archive::open(self.archive.path()).unwrap().close(&night, "").unwrap();
        Clock::wait(&*self.clock, Duration::from_hours(24));
        night
    }

    /// A night that nobody has reported yet.
    pub(crate) fn unfinished_night(&self) -> Night {
        let settings = format!("[watch]\n{}\n", self.settings);
        let sources = self.councils.sources("2s").replacen("[watch]\n", &settings, 1);
        let (watch, sources) = sources.split_once("[[source]]").unwrap();
        let is_watched = |source: &&str| {
            self.ids.is_empty() || self.ids.iter().any(|id| source.contains(&format!("id = \"{id}\"")))
        };
        let sources: Vec<&str> = sources.split("[[source]]").filter(is_watched).collect();
        self.night_of(&format!("{watch}[[source]]{}", sources.join("[[source]]")))
    }

    /// A night over other sources.
    pub(crate) fn night_of(&self, sources: &str) -> Night {
        let sources = Sources::parse("sources.toml", sources, &VOCABULARY).unwrap();
        let archive = Archive::open(self.archive.path()).unwrap();
        let clock: Arc<dyn Clock> = Arc::clone(&self.clock) as _;
        let client = Client::new(Agent::new(CONTACT), Arc::clone(&clock));
        let order = Order { sources: &sources.sources, client: &client, clock: &*clock, hosts: HOSTS };
        night::run(&archive, &order, &mut Nobody).unwrap()
    }

    /// A night, and what was asked in it.
    pub(crate) fn night_and_log(&self) -> (Night, Vec<Entry>) {
        let before = self.standin.log().len();
        let night = self.night();
        (night, self.standin.log().since(before))
    }

    /// The hashes of all papers that the archive holds for a dataset.
    pub(crate) fn holdings(&self) -> BTreeSet<String> {
        let archive = Archive::open(self.archive.path()).unwrap();
        archive.holdings().unwrap().into_iter().map(|holding| holding.edition.hash).collect()
    }

    /// As [`holdings`](Self::holdings), without packs.
    pub(crate) fn single_papers(&self) -> BTreeSet<String> {
        let archive = Archive::open(self.archive.path()).unwrap();
        let editions = archive.holdings().unwrap().into_iter().map(|holding| holding.edition);
        editions.filter(|edition| !edition.paper.is_pack).map(|edition| edition.hash).collect()
    }
}

/// A source's account of a night.
#[track_caller]
pub(crate) fn source<'n>(night: &'n Night, id: &str) -> &'n SourceNight {
    night.sources.iter().find(|source| source.source == id).unwrap()
}

/// Asserts that all that a source lists was seen.
#[track_caller]
pub(crate) fn is_complete(source: &SourceNight) {
    assert_eq!(source.state, SourceState::Complete, "{}: {:?}", source.source, source.doubts);
}

/// What came in a night, as `source: title`, in order.
pub(crate) fn titles<'n>(editions: impl IntoIterator<Item = &'n Edition>) -> Vec<String> {
    let title = |edition: &Edition| format!("{}: {}", edition.paper.source, edition.paper.title);
    editions.into_iter().map(title).collect()
}

pub(crate) fn new_papers(night: &Night) -> Vec<String> {
    titles(night.sources.iter().flat_map(|source| &source.new_papers))
}

pub(crate) fn new_editions(night: &Night) -> Vec<String> {
    titles(night.sources.iter().flat_map(|source| &source.new_editions))
}

/// Whether a request asks for a paper rather than for a page that lists some.
pub(crate) fn is_for_paper(entry: &Entry) -> bool {
    let path = entry.target.to_lowercase();
    ["/documents/", "/mgconvert2pdf.aspx", "/document.ashx", "/downloads/", "/wp-content/", "/send/key-"]
        .iter()
        .any(|part| path.contains(part))
}

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _sources: usize) {}
    fn listed(&mut self, _source: &str, _papers: usize) {}
    fn looked(&mut self, _source: &str) {}
    fn done(&mut self, _source: &SourceNight) {}
}
