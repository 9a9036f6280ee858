//! A paper as a site lists it, before anybody has fetched it.

use std::fmt;
use std::path::PathBuf;

use jiff::civil::Date;
use url::Url;

/// A paper that a site lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// What stays the same when the paper is replaced or its address changes.
    pub key: PaperKey,
    /// Where its bytes are to be had.
    pub at: Location,
    /// What the site calls it, its white space made even.
    pub title: String,
    /// One paper, or many in one file.
    pub form: Form,
    /// The meeting that it was published for.
    pub meeting: Option<Meeting>,
}

/// Where a paper's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// On the web: to be asked for politely.
    Web(Url),
    /// In a folder of this machine, where somebody put it by hand: to be read. Only a source of that kind lists such a
    /// paper, never a page's link.
    File(PathBuf),
}

impl Location {
    /// Whether its own name says that it is a web page, `dashboard.html`: where another paper is expected, a web page is a
    /// login or an error that came with status 200.
    pub fn is_page(&self) -> bool {
        let name = match self {
            Location::Web(url) => url.path(),
            Location::File(path) => path.to_str().unwrap_or_default(),
        };
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        ["html", "htm", "xhtml"].iter().any(|page| ending.eq_ignore_ascii_case(page))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Web(url) => url.fmt(f),
            Location::File(path) => path.display().fmt(f),
        }
    }
}

/// What identifies a paper within its source: `attachment/12345` where the site numbers its papers, the address where it
/// does not. Two listings of one source with the same key are the same paper; other bytes under a key that is known are
/// a new edition of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaperKey(pub String);

/// Whether a file is one paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One paper: a report, an appendix, a page.
    Paper,
    /// Papers of a meeting in one file.
    Pack {
        /// How many of the papers that it repeats, as far as the site tells, are listed for that meeting one by one,
        /// wanted or not. 0: whatever is in the pack is to be had nowhere else.
        beside: usize,
    },
}

/// A meeting, as far as a site tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The site's own number of it.
    pub id: String,
    /// The committee that meets.
    pub committee: Option<String>,
    /// The day.
    pub date: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_by_their_names() {
        let check = |at: Location, expected: bool| assert_eq!(at.is_page(), expected, "{at}");
        let web = |address: &str| Location::Web(Url::parse(address).expect("an address"));
        check(web("https://a.gov.uk/dashboard.HTML?x=1"), true);
        check(web("https://a.gov.uk/dashboard.pdf?to=x.html"), false);
        check(web("https://a.gov.uk/dashboard"), false);
        check(Location::File("by-hand/dashboard.htm".into()), true);
        check(Location::File("by-hand/dashboard.xlsx".into()), false);
    }
}
