//! What a host wants of programs that ask it (RFC 9309), and how slowly.
//!
//! Which group and which rule apply is the library's to say. What it leaves open is settled here: a product token with its
//! version behind it, `*` and `$` that stand in an address itself, and pauses, which the RFC does not know but hosts ask for.

use std::io::{self, Write};
use std::time::Duration;

use robotxt::{Robots, Rule};
use url::{Position, Url};

use super::{Sink, Trouble};

/// The rules of one host for one agent.
#[derive(Debug)]
pub(super) struct Rules {
    robots: Robots,
    pause: Duration,
}

impl Rules {
    /// The rules of a host that has none.
    pub(super) fn none() -> Self {
        Self { robots: Robots::allow_all(), pause: Duration::ZERO }
    }

    /// The rules for a product by the text of a robots.txt. The first 500 KiB count (RFC 9309, 2.5).
    pub(super) fn read(text: &[u8], product: &str) -> Self {
        let lines: Vec<Line<'_>> = beginning(text).split(|byte| ends_line(*byte)).map(Line::read).collect();
        let tidied: Vec<u8> = lines.iter().flat_map(Line::tidied).collect();
        let robots = Robots::parse(&tidied, token(product));
        let pause = asked_pause(&lines, robots.user_agent());
        Self { robots, pause }
    }

    /// The pause that it asks for between questions.
    pub(super) fn pause(&self) -> Duration {
        self.pause
    }

    /// Whether an address may be asked.
    ///
    /// # Errors
    ///
    /// Where a rule forbids it, or the pause that is asked for is longer than a night has time for.
    pub(super) fn check(&self, url: &Url) -> Result<(), Trouble> {
        let path = &url[Position::BeforePath..Position::AfterQuery];
        let reason = match self.rule(path) {
            Some(rule) if !rule.is_allow() => {
                format!("robots.txt forbids it by `Disallow: {}`", rule.pattern())
            }
            _ if self.pause > LONGEST_PAUSE => {
                let (asked, most) = (self.pause.as_secs(), LONGEST_PAUSE.as_secs());
                format!(
                    "robots.txt asks for a pause of {asked} s between questions, and more than {most} s is no visit"
                )
            }
            _ => return Ok(()),
        };
        Err(Trouble::Blocked { reason })
    }

    /// The rule that decides: the longest that matches, and of two the one that allows (RFC 9309, 2.2.2). A `*` or `$` in
    /// an address may stand in a rule as itself or percent-encoded (2.2.3).
    fn rule(&self, path: &str) -> Option<&Rule> {
        let encoded = path.replace('*', "%2A").replace('$', "%24");
        let matching = [path, &encoded].map(|path| self.robots.matching_rule(path));
        matching.into_iter().flatten().max_by_key(|rule| (rule.pattern().len(), rule.is_allow()))
    }
}

/// The beginning of a robots.txt: as much as has to be read of one, and what came with its last piece.
#[derive(Debug, Default)]
pub(super) struct Text(pub(super) Vec<u8>);

impl Write for Text {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.0.write(piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for Text {
    fn restart(&mut self) -> io::Result<()> {
        self.0.restart()
    }

    /// One more than counts, so that a cut is seen.
    fn enough(&self) -> Option<u64> {
        u64::try_from(robotxt::BYTE_LIMIT).ok().map(|most| most + 1)
    }
}

/// A night of eight hours has time for some five hundred questions at this pace: about what one council lists in three
/// months. A host that asks for more wants no programs.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// The lines that count of a long text. One that is cut says something else than was meant, and is left out.
fn beginning(text: &[u8]) -> &[u8] {
    let Some(most) = text.get(..=robotxt::BYTE_LIMIT) else { return text };
    most.iter().rposition(|byte| ends_line(*byte)).and_then(|end| most.get(..end)).unwrap_or_default()
}

fn ends_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// A line of robots.txt, cut where its key ends.
#[derive(Debug)]
struct Line<'a> {
    whole: &'a [u8],
    key: String,
    value: &'a str,
}

impl<'a> Line<'a> {
    fn read(whole: &'a [u8]) -> Self {
        let text = whole.strip_prefix(b"\xef\xbb\xbf").unwrap_or(whole);
        let text = text.split(|byte| *byte == b'#').next().and_then(|text| std::str::from_utf8(text).ok());
        let (key, value) = text.and_then(|text| text.split_once(':')).unwrap_or_default();
        let key = key.trim().to_ascii_lowercase().replace([' ', '_'], "-");
        Self { whole, key, value: value.trim() }
    }

    fn is_agent(&self) -> bool {
        matches!(self.key.as_str(), "user-agent" | "useragent")
    }

    fn tidied(&self) -> Vec<u8> {
        let agent = self.is_agent().then(|| format!("User-agent: {}", token(self.value)).into_bytes());
        let mut line = agent.unwrap_or_else(|| self.whole.to_vec());
        line.push(b'\n');
        line
    }

    /// The pause that the line asks for: `Crawl-delay: 10` is that many seconds, `Request-rate: 1/10` as many questions
    /// in as many seconds, or `m`inutes or `h`ours. What follows such a number is not read: hosts write `10 s`, `1/10s
    /// 0600-0845`, and worse.
    fn pause(&self) -> Option<Duration> {
        let seconds = match self.key.as_str() {
            "crawl-delay" | "crawldelay" => number(self.value)?.0,
            "request-rate" | "requestrate" => {
                let (questions, rest) = number(self.value)?;
                let (span, unit) = number(rest.trim_start().strip_prefix('/')?.trim_start())?;
                let unit = match unit.trim_start().chars().next() {
                    Some('m' | 'M') => 60.0,
                    Some('h' | 'H') => 3600.0,
                    _ => 1.0,
                };
                span * unit / questions
            }
            _ => return None,
        };
        Duration::try_from_secs_f64(seconds).ok()
    }
}

/// The product token that a text begins with, or `*` (RFC 9309, 2.2.1). Hosts that copy a whole user agent from their log,
/// `Boardlift/0.1`, mean it too.
fn token(text: &str) -> &str {
    let end = text.find(|letter: char| !matches!(letter, 'a'..='z' | 'A'..='Z' | '_' | '-' | '*'));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The number that a text begins with, which may have a decimal comma, and what follows.
fn number(text: &str) -> Option<(f64, &str)> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ','))
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.replace(',', ".").parse().ok()?, rest))
}

/// The longest pause that the groups of an agent ask for.
fn asked_pause(lines: &[Line<'_>], agent: &str) -> Duration {
    let mut longest = Duration::ZERO;
    let (mut among_agents, mut applies) = (false, false);
    for line in lines {
        if line.is_agent() {
            applies = token(line.value).eq_ignore_ascii_case(agent) || (applies && among_agents);
            among_agents = true;
        } else if !line.key.is_empty() && line.key != "sitemap" {
            among_agents = false;
            longest = longest.max(line.pause().filter(|_| applies).unwrap_or_default());
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a robots.txt lets us ask an address, with all of `paths`.
    #[track_caller]
    fn check(text: &str, allowed: bool, paths: &[&str]) {
        let rules = Rules::read(text.as_bytes(), "Boardlift");
        for path in paths {
            let url = Url::parse("https://example.gov.uk").unwrap().join(path).unwrap();
            let found = rules.check(&url);
            assert_eq!(found.is_ok(), allowed, "{path}: {found:?}");
        }
    }

    #[track_caller]
    fn check_pause(text: &str, seconds: f64) {
        let pause = Rules::read(text.as_bytes(), "Boardlift").pause();
        assert!((pause.as_secs_f64() - seconds).abs() < 1e-6, "{text}: {pause:?}");
    }

    #[test]
    fn no_rules_no_ban() {
        check("", true, &["/", "/documents/s1/a.pdf"]);
        check("<!doctype html><title>Not found</title><p>user-agent: *", true, &["/"]);
        check("User-agent: *\nDisallow:", true, &["/"]);
        check("Disallow: /", true, &["/"]);
        check("User-agent: *\nDisallow: /\nUser-agent: Boardlift\n", true, &["/a"]);
    }

    #[test]
    fn the_group_of_our_name_counts_and_else_that_of_all() {
        let text = "User-agent: *\nDisallow: /all\n\nUser-agent: boardLIFT\nDisallow: /ours\n";
        check(text, true, &["/all"]);
        check(text, false, &["/ours"]);
        check("User-agent: Boardlifter\nDisallow: /", true, &["/"]);
        check("User-agent: Board\nDisallow: /", true, &["/"]);
        check("User-agent: other\nUser-agent: boardlift\nDisallow: /", false, &["/"]);
        check("User-agent: Boardlift/0.1.0 (nightly)\nDisallow: /", false, &["/"]);
        // Groups of one name are one group (RFC 9309, 2.2.1).
        let twice = "User-agent: boardlift\nDisallow: /a\nUser-agent: x\nDisallow: /x\nUser-agent: boardlift\nDisallow: /b";
        check(twice, false, &["/a", "/b"]);
        check(twice, true, &["/x"]);
    }

    /// RFC 9309, 2.2.2 and 2.2.3: the table of encodings, and the examples of special characters.
    #[test]
    fn addresses_match_as_the_rfc_has_it() {
        let rule = |path: &str| format!("User-agent: *\nDisallow: {path}");
        check(&rule("/foo/bar?baz=quz"), false, &["/foo/bar?baz=quz"]);
        check(&rule("/foo/bar?baz=https://foo.bar"), false, &["/foo/bar?baz=https://foo.bar"]);
        check(&rule("/foo/bar/ツ"), false, &["/foo/bar/ツ", "/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84"]);
        check(&rule("/foo/bar/%E3%83%84"), false, &["/foo/bar/ツ"]);
        check(&rule("/foo/bar/%62%61%7A"), false, &["/foo/bar/baz"]);
        check(&rule("/path/file-with-a-%2A.html"), false, &["/path/file-with-a-*.html"]);
        check(&rule("/path/file-with-a-%2A.html"), true, &["/path/file-with-a-b.html"]);
        check(&rule("/path/foo-%24"), false, &["/path/foo-$"]);
        check(&rule("/path/foo-%24"), true, &["/path/foo-"]);
    }

    /// RFC 9309, 5.1 and 5.2.
    #[test]
    fn the_rfcs_own_files() {
        let simple = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
                      User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
                      User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n";
        check(simple, false, &["/a.gif", "/example/page.html"]);
        check(simple, true, &["/a.gif?x", "/publications/a.pdf", "/"]);
        let longest = "User-Agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
        check(longest, false, &["/example/page/disallowed.gif"]);
        check(longest, true, &["/example/page/allowed.gif"]);
        check("User-agent: *\nDisallow: /a\nAllow: /a", true, &["/a"]);
    }

    #[test]
    fn lines_that_make_no_sense_are_as_none() {
        check(
            "\u{feff}User-agent: *\r\nnonsense\r\nDisallow /a\r\n: \r\nDisallow: /b # why\r\n",
            false,
            &["/a", "/b"],
        );
        check("User-agent: *\rDisallow: /a\rRequest-rate: often\rCrawl-delay: -1", false, &["/a"]);
        let mut text = b"User-agent: *\nDisallow: /\xff\n\0\nDisallow: /a\n".to_vec();
        text.extend_from_slice(&[b'x'; 1000]);
        assert!(Rules::read(&text, "Boardlift").check(&Url::parse("https://e.uk/a").unwrap()).is_err());
    }

    #[test]
    fn the_first_500_kib_count() {
        let line = "# a line that says nothing\n";
        let filler = line.repeat(500 * 1024 / line.len() - 2);
        check(&format!("User-agent: *\n{filler}Disallow: /a"), false, &["/a"]);
        check(&format!("User-agent: *\nDisallow: /a\n{}", line.repeat(40_000)), false, &["/a"]);
        // The last line would end behind the limit, and without its end it would forbid all.
        let begin = "User-agent: *\n";
        let filler = "#".repeat(500 * 1024 - begin.len() - "\nDisallow: /".len());
        check(&format!("{begin}{filler}\nDisallow: /abc"), true, &["/", "/abc"]);
        check(&format!("{begin}{filler}\nDisallow: /"), false, &["/"]);
    }

    #[test]
    fn pauses_are_asked_for_in_many_ways() {
        let rule = |line: &str| format!("User-agent: *\n{line}\nDisallow: /x");
        check_pause(&rule("Crawl-delay: 10"), 10.0);
        check_pause(&rule("crawl_delay: 0.5 # half"), 0.5);
        check_pause(&rule("Crawl-Delay: 1,5 s"), 1.5);
        check_pause(&rule("Request-rate: 1/10"), 10.0);
        check_pause(&rule("Request-rate: 2 / 1m 0600-0845"), 30.0);
        check_pause(&rule("Request-rate: 1/1h"), 3600.0);
        for line in
            ["Crawl-delay:", "Crawl-delay: slow", "Request-rate: 1", "Request-rate: 0/0", "Request-rate: 1/x"]
        {
            check_pause(&rule(line), 0.0);
        }
        check_pause(&rule("Crawl-delay: 1\nRequest-rate: 1/9"), 9.0);
        check_pause(&rule("Crawl-delay: 1e99"), 1.0);
    }

    #[test]
    fn pauses_are_for_whom_they_are_for() {
        check_pause("User-agent: slurp\nCrawl-delay: 30\nUser-agent: *\nCrawl-delay: 3", 3.0);
        check_pause("User-agent: *\nCrawl-delay: 30\nUser-agent: Boardlift\nDisallow: /x", 0.0);
        check_pause("User-agent: slurp\nUser-agent: boardlift\n\nCrawl-delay: 4\n", 4.0);
        check_pause("Crawl-delay: 9", 0.0);
    }

    #[test]
    fn a_pause_without_measure_is_a_ban() {
        check("User-agent: *\nCrawl-delay: 60", true, &["/"]);
        check("User-agent: *\nCrawl-delay: 86400", false, &["/"]);
        check("User-agent: *\nRequest-rate: 1/0", true, &["/"]);
        check("User-agent: *\nRequest-rate: 0/1", true, &["/"]);
    }
}
