//! The settings that a source may have for itself, and `[watch]` for all sources that don't say.

use std::time::Duration;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::http::{Manners, Reach};
use crate::sources::fault::Slip;
use crate::sources::{Back, Kind, Packs, Wanted, Words, amounts};

/// Their keys.
pub(super) const KEYS: &[&str] =
    &["titles", "without", "months", "since", "packs", "pause", "most_bytes", "longest"];

/// From one question to a host to the next: what a person who reads pages takes.
const PAUSE: Duration = Duration::from_secs(2);
/// On public sites a shorter pause is no politeness.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
/// Board packs with scanned appendices reach 100 MB; what is larger is a film or a fault.
const MOST_BYTES: u64 = 200_000_000;
/// Some CMIS sites take 40 s for a page, and a pack comes slowly over an old line.
const LONGEST: Duration = Duration::from_mins(5);
/// One question an hour is the slowest that a night has any use for, and no answer is worth waiting longer for.
const MOST_TIME: Duration = Duration::from_hours(1);
/// A year of boards: each quarter once, and the one before to compare with.
const MONTHS: u16 = 12;
/// No council has papers on the web that are older than 50 years: a larger number is a slip of the pen.
const MOST_MONTHS: u16 = 600;

/// Settings as they are written; what isn't there is left to [`Habits::or`] and then to the constants above.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Habits {
    titles: Option<Vec<Spanned<String>>>,
    without: Option<Vec<Spanned<String>>>,
    months: Option<Spanned<u16>>,
    since: Option<Spanned<String>>,
    packs: Option<Packs>,
    pause: Option<Spanned<String>>,
    most_bytes: Option<Spanned<String>>,
    longest: Option<Spanned<String>>,
}

impl Habits {
    /// What is wrong with them.
    pub(super) fn faults(&self) -> Vec<Slip> {
        let mut slips = Vec::new();
        for words in self.titles.iter().chain(&self.without).flatten() {
            slips.extend(pattern(words).err());
        }
        let lengths = [&self.pause, &self.longest].into_iter().flatten();
        slips.extend(lengths.filter_map(|written| told(written, time).err()));
        slips.extend(self.longest.as_ref().and_then(no_time));
        slips.extend(self.most_bytes.iter().filter_map(|written| told(written, amounts::bytes).err()));
        slips.extend(self.since.iter().filter_map(|written| told(written, day).err()));
        slips.extend(self.months.iter().filter_map(no_months));
        if let (Some(_), Some(since)) = (&self.months, &self.since) {
            let problem = "expected `months` or `since`, found both";
            slips.push(Slip::new(since.span(), problem, "leave one of them out"));
        }
        slips
    }

    /// The fault of a pause that no public site should be asked with.
    pub(super) fn too_hasty(&self, reach: Reach) -> Option<Slip> {
        let written = self.pause.as_ref().filter(|_| reach == Reach::Public)?;
        let pause = amounts::duration(written.get_ref()).ok().filter(|pause| *pause < SHORTEST_PAUSE)?;
        let problem = format!("expected a pause of at least {SHORTEST_PAUSE:?}, found {pause:?}");
        Some(Slip::new(
            written.span(),
            problem,
            "only hosts of your own network (`reach = \"private\"`) may be asked faster",
        ))
    }

    /// These, and where they say nothing, those.
    pub(super) fn or(self, defaults: &Habits) -> Habits {
        let defaults = defaults.clone();
        // One says how far back: the other of the defaults would contradict it.
        let says_back = self.months.is_some() || self.since.is_some();
        Habits {
            titles: self.titles.or(defaults.titles),
            without: self.without.or(defaults.without),
            months: if says_back { self.months } else { defaults.months },
            since: if says_back { self.since } else { defaults.since },
            packs: self.packs.or(defaults.packs),
            pause: self.pause.or(defaults.pause),
            most_bytes: self.most_bytes.or(defaults.most_bytes),
            longest: self.longest.or(defaults.longest),
        }
    }

    /// Which papers are wanted. What somebody put into a folder is wanted unless the file says otherwise.
    pub(super) fn wanted(&self, kind: Kind) -> Wanted {
        let usual = if kind == Kind::Folder { Wanted::all() } else { Wanted::default() };
        let patterns =
            |written: &Vec<Spanned<String>>| written.iter().filter_map(|words| pattern(words).ok()).collect();
        // What the file says of `without` is all that there is of it.
        let companions = if self.without.is_some() { Vec::new() } else { usual.companions };
        Wanted {
            titles: self.titles.as_ref().map_or(usual.titles, patterns),
            without: self.without.as_ref().map_or(usual.without, patterns),
            companions,
        }
    }

    pub(super) fn back(&self) -> Back {
        let since = self.since.as_ref().and_then(|written| day(written.get_ref()).ok());
        since.map_or(
            Back::Months(self.months.as_ref().map_or(MONTHS, |months| *months.get_ref())),
            Back::Since,
        )
    }

    pub(super) fn packs(&self) -> Packs {
        self.packs.unwrap_or_default()
    }

    pub(super) fn manners(&self, reach: Reach) -> Manners {
        let length = |written: &Option<Spanned<String>>, usual| {
            written.as_ref().and_then(|written| amounts::duration(written.get_ref()).ok()).unwrap_or(usual)
        };
        let most = self.most_bytes.as_ref().and_then(|written| amounts::bytes(written.get_ref()).ok());
        Manners {
            pause: length(&self.pause, PAUSE),
            most_bytes: most.unwrap_or(MOST_BYTES),
            longest: length(&self.longest, LONGEST),
            reach,
        }
    }
}

/// The pattern that is written there.
pub(super) fn pattern(written: &Spanned<String>) -> Result<Words, Slip> {
    Words::parse(written.get_ref()).map_err(|problem| {
        Slip::new(written.span(), problem, "write words of the title; `*` stands for whatever may differ")
    })
}

fn told<T>(written: &Spanned<String>, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Slip> {
    read(written.get_ref()).map_err(|problem| Slip { span: written.span(), problem, hint: None })
}

/// A time that a night has.
fn time(written: &str) -> Result<Duration, String> {
    let time = amounts::duration(written)?;
    let problem = || format!("expected a time of at most an hour, found `{written}`");
    Some(time).filter(|time| *time <= MOST_TIME).ok_or_else(problem)
}

/// The fault of a time in which nothing can be answered.
fn no_time(longest: &Spanned<String>) -> Option<Slip> {
    amounts::duration(longest.get_ref()).ok().filter(Duration::is_zero)?;
    let problem = format!("expected a time for an answer, found `{}`", longest.get_ref());
    Some(Slip::new(longest.span(), problem, "leave `longest` out for the usual time"))
}

fn day(written: &str) -> Result<Date, String> {
    written.trim().parse().map_err(|_| format!("expected a day such as `2024-04-01`, found `{written}`"))
}

fn no_months(months: &Spanned<u16>) -> Option<Slip> {
    let found = *months.get_ref();
    let problem = format!("expected 1 to {MOST_MONTHS} months, found {found}");
    let hint = "say how far back the first night looks";
    (found == 0 || found > MOST_MONTHS).then(|| Slip::new(months.span(), problem, hint))
}
