//! From the question to its answer.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::answer::{self, Step};
use super::hosts::Hosts;
use super::memory::{KeptRobots, Memory};
use super::redirect::Trail;
use super::robots::{Rules, Text};
use super::rulebook::Rulebook;
use super::trouble::{Cause, Failure};
use super::wire::Wire;
use super::{Agent, Answer, Ask, Manners, News, Sink, Trouble, Validators, body, reach};
use crate::clock::Clock;

/// Asks hosts: politely, patiently, and within limits. One serves all threads and a whole night.
pub struct Client {
    agent: Agent,
    clock: Arc<dyn Clock>,
    wire: Wire,
    hosts: Hosts,
    rulebook: Rulebook,
    memory: Memory,
}

/// What a host answered when it was asked for its robots.txt.
enum Found {
    /// What is kept stands.
    Unchanged,
    /// This, also where there is none.
    Robots(Box<KeptRobots>),
    /// Only redirects.
    Nowhere,
}

impl Client {
    /// A client that asks in an agent's name.
    pub fn new(agent: Agent, clock: Arc<dyn Clock>) -> Self {
        Self {
            wire: Wire::new(&agent),
            hosts: Hosts::new(Arc::clone(&clock), &agent.contact),
            rulebook: Rulebook::new(Arc::clone(&clock)),
            memory: Memory::default(),
            agent,
            clock,
        }
    }

    /// Learns what hosts answered on other nights when they were asked for their robots.txt: they need not send it again.
    pub fn remember(&self, robots: Vec<KeptRobots>) {
        for robots in robots {
            self.memory.learn(robots);
        }
    }

    /// What hosts have answered since this was asked the last time, when they were asked for their robots.txt; for
    /// [`remember`](Self::remember) on another night.
    pub fn fresh_robots(&self) -> Vec<KeptRobots> {
        self.memory.fresh()
    }

    /// Asks, and writes the body of the answer to the sink, where there is one. After an error the sink may hold a part.
    ///
    /// Waits as long as politeness wants: for others who ask the same host, its pause, and its ill health.
    ///
    /// # Errors
    ///
    /// Where there is no answer, or none that could be trusted to be whole.
    pub fn get(&self, ask: &Ask<'_>, sink: &mut dyn Sink) -> Result<Answer, Trouble> {
        let mut trail = Trail::new(ask.url);
        loop {
            let pause = self.permit(trail.here(), ask.manners)?;
            match self.patiently(trail.here(), pause, ask, sink).map_err(|failure| failure.trouble)? {
                Step::Elsewhere(location) => trail.follow(&location)?,
                Step::Here(News::Body { size: 0, .. }, _) => {
                    // Nobody publishes an empty paper; servers send one where their own error page failed.
                    return Err(Trouble::Network { reason: "the answer is empty".to_owned() });
                }
                Step::Here(news, validators) => {
                    let (url, hops) = trail.end();
                    return Ok(Answer { url, hops, news, validators });
                }
            }
        }
    }

    /// With which pause an address may be asked.
    fn permit(&self, url: &Url, manners: &Manners) -> Result<Duration, Trouble> {
        reach::check(url, manners.reach)?;
        let rules =
            self.rulebook.rules(url, manners.reach, || self.read_rules(url, manners).map(Arc::new))?;
        rules.check(url)?;
        Ok(manners.pause.max(rules.pause()))
    }

    /// Asks a host for its robots.txt. Where the host has none, or more redirects lead to it than five, all is allowed
    /// (RFC 9309, 2.3.1.2 and 2.3.1.3); where it can't be had, nothing is. Of a long one the beginning counts (2.5).
    fn read_rules(&self, url: &Url, manners: &Manners) -> Result<Rules, Trouble> {
        let Ok(address) = url.join("/robots.txt") else { return Ok(Rules::none()) };
        let kept = self.memory.of(&address);
        let robots = match self.ask_for_robots(&address, kept.as_ref(), manners)? {
            // It stands there again, older than the night on which it did not.
            Found::Unchanged if kept.as_ref().is_none_or(|kept| kept.text.is_none()) => {
                self.ask_for_robots(&address, None, manners)?
            }
            found => found,
        };
        let robots = match robots {
            Found::Unchanged => kept,
            Found::Robots(robots) => Some(*robots),
            Found::Nowhere => None,
        };
        let Some(robots) = robots else { return Ok(Rules::none()) };
        let text = robots.text.as_deref();
        let rules = text.map_or_else(Rules::none, |text| Rules::read(text, &self.agent.product));
        self.memory.keep(robots);
        Ok(rules)
    }

    /// Asks for a robots.txt, which may be kept from another night.
    fn ask_for_robots(
        &self,
        address: &Url,
        kept: Option<&KeptRobots>,
        manners: &Manners,
    ) -> Result<Found, Trouble> {
        let manners =
            Manners { most_bytes: MOST_ROBOTS_BYTES, longest: LONGEST_FOR_ROBOTS, ..manners.clone() };
        let ask = Ask { url: address, known: kept.map(KeptRobots::known), manners: &manners };
        let found = |trail: &Trail, validators, text| {
            let (address, found_at) = (address.clone(), trail.here().clone());
            Ok(Found::Robots(Box::new(KeptRobots { address, found_at, validators, text })))
        };
        let mut trail = Trail::new(address);
        loop {
            reach::check(trail.here(), manners.reach)?;
            let mut text = Text::default();
            match self.patiently(trail.here(), manners.pause, &ask, &mut text) {
                Ok(Step::Here(News::Unchanged, _)) => return Ok(Found::Unchanged),
                Ok(Step::Here(_, validators)) => return found(&trail, validators, text.lines()),
                Ok(Step::Elsewhere(location)) => match trail.follow(&location) {
                    Ok(()) => {}
                    Err(Trouble::Limit { .. }) => return Ok(Found::Nowhere),
                    Err(trouble) => return Err(without_rules(trouble)),
                },
                Err(failure) if is_without_rules(&failure) => {
                    let now = httpdate::fmt_http_date(self.clock.wall());
                    return found(&trail, Validators { etag: None, last_modified: Some(now) }, None);
                }
                Err(failure) => return Err(without_rules(failure.trouble)),
            }
        }
    }

    /// Asks one address, again where the moment was to blame.
    fn patiently(
        &self,
        url: &Url,
        pause: Duration,
        ask: &Ask<'_>,
        sink: &mut dyn Sink,
    ) -> Result<Step, Failure> {
        let mut back_off = pause.max(LEAST_BACK_OFF);
        let mut tries = 1;
        loop {
            let is_last = tries == MOST_TRIES;
            back_off = back_off.saturating_mul(BACK_OFF_GROWTH);
            let rest = if is_last { Duration::ZERO } else { back_off };
            let outcome = self.hosts.ask(url, pause, rest, || self.once(url, ask, sink));
            let may_pass = matches!(outcome, Err(Failure { cause: Cause::Moment(_), .. }));
            if is_last || !may_pass {
                self.hosts.note(url, &outcome);
                return outcome;
            }
            sink.restart().map_err(|error| body::full(&error))?;
            tries += 1;
        }
    }

    /// Asks one address once.
    fn once(&self, url: &Url, ask: &Ask<'_>, sink: &mut dyn Sink) -> Result<Step, Failure> {
        let reply = self.wire.ask(url, ask)?;
        answer::read(url, ask, reply, sink, self.clock.wall())
    }
}

/// Whether a host says that it has no robots.txt: by its status, whatever else it wants of who asks. Only one that may be
/// otherwise in a moment leaves it open.
fn is_without_rules(failure: &Failure) -> bool {
    failure.cause == Cause::Address && failure.status.is_some_and(|status| (400..500).contains(&status))
}

/// The trouble of a host whose robots.txt can't be had.
fn without_rules(trouble: Trouble) -> Trouble {
    const FORBIDS: &str = "robots.txt can't be had, and until then nothing may be asked";
    match trouble {
        Trouble::Blocked { reason } => Trouble::Blocked { reason: format!("{FORBIDS}: {reason}") },
        Trouble::Unwell { reason } => Trouble::Unwell { reason: format!("{FORBIDS}: {reason}") },
        Trouble::Network { reason } => Trouble::Network { reason: format!("{FORBIDS}: {reason}") },
        Trouble::Limit { reason } => Trouble::Limit { reason: format!("{FORBIDS}: {reason}") },
        other => other,
    }
}

/// More than is ever read of a robots.txt, of which the beginning will do.
const MOST_ROBOTS_BYTES: u64 = 5 * 1024 * 1024;

/// Sites that take 40 s for a page have robots.txt as a file. A source's own patience is not asked: what is found of a host
/// stands for all sources that lead there.
const LONGEST_FOR_ROBOTS: Duration = Duration::from_mins(1);

/// Three times again: what has not passed after some minutes will not pass while we wait.
const MOST_TRIES: u32 = 4;

/// Each time three times as long as the last: with a pause of 2 s that is 6 s, 18 s and 54 s, in which a server that
/// restarts has done so.
const BACK_OFF_GROWTH: u32 = 3;

/// Where a source wants no pause, failures want one all the same.
const LEAST_BACK_OFF: Duration = Duration::from_millis(100);

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::super::testing::{TestHost, closing, manners};
    use super::super::{Known, Validators};
    use super::*;
    use crate::clock::TestClock;

    const PAPER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\npaper";
    const UNWELL: &str = "HTTP/1.1 503 Later\r\ncontent-length: 0\r\n\r\n";

    /// What asking a host for `/a.pdf` gives, and for how many whole seconds was waited.
    fn get(host: &TestHost, known: Option<&Validators>) -> (Result<Answer, Trouble>, String, u64) {
        let clock = TestClock::new();
        let client = Client::new(Agent::new("ann@watch.example"), clock.clone());
        let mut body = Vec::new();
        let url = host.url("/a.pdf");
        let known = known.map(|validators| Known { found_at: &url, validators });
        let answer = client.get(&Ask { url: &url, known, manners: &manners() }, &mut body);
        (answer, String::from_utf8_lossy(&body).into_owned(), clock.waited().as_secs())
    }

    #[track_caller]
    fn check_body(answers: &[impl AsRef<[u8]>], expected: &str) {
        let (answer, body, _) = get(&TestHost::answering(answers), None);
        let size = body.len() as u64;
        assert!(matches!(answer.unwrap().news, News::Body { size: told, .. } if told == size));
        assert_eq!(body, expected);
    }

    #[track_caller]
    fn check_trouble(answer: &str, state: &str, asked: usize) {
        let host = TestHost::answering(&[answer]);
        let trouble = get(&host, None).0.unwrap_err();
        assert_eq!((trouble.state(), host.asked().len() - 1), (state, asked), "{trouble}");
    }

    #[test]
    fn bodies_come_whole() {
        check_body(&[PAPER], "paper");
        let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\npap\r\n2\r\ner\r\n0\r\n\r\n";
        check_body(&[chunked], "paper");
        check_body(&["HTTP/1.0 200 OK\r\n\r\npaper"], "paper");
        check_body(&["HTTP/1.1 103 Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\npaper"], "paper");
    }

    #[test]
    fn cut_bodies_are_asked_for_again_and_are_no_bodies() {
        let cut = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npaper";
        check_body(&[cut, PAPER], "paper");
        check_trouble(cut, "network", 4);
        check_trouble("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\npap\r\n", "network", 4);
        check_trouble("HTTP/1.1 200 OK\r\n", "network", 4);
        check_trouble("", "network", 4);
    }

    #[test]
    fn a_status_is_a_state() {
        for (status, state) in [(403, "blocked"), (401, "blocked"), (451, "blocked"), (400, "blocked")] {
            check_trouble(&format!("HTTP/1.1 {status} No\r\n\r\n"), state, 1);
        }
        for (status, state) in
            [(404, "gone"), (410, "gone"), (501, "unwell"), (202, "network"), (304, "network")]
        {
            check_trouble(&format!("HTTP/1.1 {status} No\r\n\r\n"), state, 1);
        }
        for status in [206, 300, 301, 304] {
            check_trouble(&format!("HTTP/1.1 {status} No\r\n\r\n"), "network", 1);
        }
        for status in [429, 500, 502, 503, 504] {
            check_trouble(&format!("HTTP/1.1 {status} No\r\n\r\n"), "unwell", 4);
        }
        check_trouble("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "network", 1);
        check_trouble("HTTP/1.1 204 Nothing\r\n\r\n", "network", 1);
        check_trouble("HTTP/1.1 503 No\r\ncf-mitigated: challenge\r\n\r\n", "blocked", 1);
    }

    #[test]
    fn what_is_known_need_not_come_again() {
        let known =
            Validators { etag: Some("\"1\"".to_owned()), last_modified: Some("yesterday".to_owned()) };
        let host = TestHost::answering(&["HTTP/1.1 304 Same\r\netag: \"2\"\r\n\r\n"]);
        let (answer, body, _) = get(&host, Some(&known));
        let answer = answer.unwrap();
        assert_eq!((answer.news, body.as_str()), (News::Unchanged, ""));
        assert_eq!(answer.validators.etag.as_deref(), Some("\"2\""));
        assert!(
            host.asked()[1].contains("if-none-match: \"1\"\nif-modified-since: yesterday"),
            "{:?}",
            host.asked()
        );
        // Nothing is known, so nothing can be unchanged.
        assert!(get(&host, Some(&Validators::default())).0.is_err());
    }

    /// A link to the newest paper leads elsewhere every month: what is known of the last one says nothing of the next.
    #[test]
    fn what_is_known_is_asked_about_where_it_was_found() {
        let newest = AtomicUsize::new(1);
        let host = TestHost::new(move |path, stream| {
            let there = "HTTP/1.1 302 There\r\ncontent-length: 0\r\nlocation: /q";
            let answer = match path {
                "/latest" => format!("{there}{}\r\n\r\n", newest.fetch_add(1, Ordering::SeqCst) / 2 + 1),
                "/q1" | "/q2" => "HTTP/1.1 304 Same\r\n\r\n".to_owned(),
                _ => "HTTP/1.1 404 None\r\n\r\n".to_owned(),
            };
            let _ = stream.write_all(&closing(answer.as_bytes()));
        });
        let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
        let validators = Validators { etag: None, last_modified: Some("5 March".to_owned()) };
        let get = || {
            let known = Known { found_at: &host.url("/q1"), validators: &validators };
            let ask = Ask { url: &host.url("/latest"), known: Some(known), manners: &manners() };
            client.get(&ask, &mut Vec::new()).map(|answer| answer.news)
        };
        assert_eq!(get(), Ok(News::Unchanged));
        assert_eq!(get().unwrap_err().state(), "network");
        let is_conditional = |question: &String| question.contains("if-modified-since");
        let asked: Vec<bool> = host.asked().iter().map(is_conditional).collect();
        assert_eq!(
            (asked, host.paths().last().unwrap().as_str()),
            (vec![false, false, true, false, false], "/q2")
        );
    }

    #[test]
    fn every_question_says_truly_who_asks() {
        let host = TestHost::answering(&[PAPER]);
        get(&host, None).0.unwrap();
        for question in host.asked() {
            assert!(question.contains("\nuser-agent: Boardlift/0.1.0 (+ann@watch.example)"), "{question}");
            assert!(question.contains("\nfrom: ann@watch.example"), "{question}");
            assert!(
                !question.to_lowercase().contains("mozilla") && !question.contains("cookie"),
                "{question}"
            );
        }
    }

    #[test]
    fn a_burst_of_failures_is_waited_out() {
        // The pause after robots.txt, and 6 s and 18 s of patience.
        let (answer, body, waited) = get(&TestHost::answering(&[UNWELL, UNWELL, PAPER]), None);
        assert!(answer.is_ok() && body == "paper" && (26..28).contains(&waited), "{answer:?} {waited}");
    }

    #[test]
    fn a_host_that_says_when_is_asked_then() {
        let check = |told: &str, asked: usize, span: std::ops::Range<u64>| {
            let later = format!("HTTP/1.1 429 Later\r\nretry-after: {told}\r\ncontent-length: 0\r\n\r\n");
            let host = TestHost::answering(&[later.as_str(), PAPER]);
            let (answer, _, waited) = get(&host, None);
            assert_eq!((answer.is_ok(), host.asked().len() - 1), (asked == 2, asked), "{told}: {answer:?}");
            assert!(span.contains(&waited), "{told}: {waited}");
        };
        check("120", 2, 122..125);
        check("Sun, 06 Nov 1994 08:51:37 GMT", 2, 120..123);
        check("0", 2, 8..11);
        check("3600", 1, 2..4);
    }

    #[test]
    fn a_host_that_says_when_is_left_alone_after_the_last_try_too() {
        let later = "HTTP/1.1 429 Later\r\nretry-after: 200\r\ncontent-length: 0\r\n\r\n";
        let host = TestHost::answering(&[later, later, later, later, PAPER]);
        let clock = TestClock::new();
        let client = Client::new(Agent::new("ann@watch.example"), clock.clone());
        let get = |path: &str| {
            let ask = Ask { url: &host.url(path), known: None, manners: &manners() };
            client.get(&ask, &mut Vec::new()).is_ok()
        };
        assert_eq!((get("/a.pdf"), get("/b.pdf")), (false, true));
        assert!((800..820).contains(&clock.waited().as_secs()), "{:?}", clock.waited());
    }

    #[test]
    fn redirects_are_followed_and_told() {
        let host = TestHost::new(|path, stream| {
            let answer = match path {
                "/a.pdf" => "HTTP/1.1 302 There\r\nlocation: /b.pdf?x=1#p\r\ncontent-length: 3\r\n\r\nabc",
                "/b.pdf?x=1" => PAPER,
                _ => "HTTP/1.1 404 None\r\n\r\n",
            };
            let _ = stream.write_all(&closing(answer.as_bytes()));
        });
        let (answer, body, waited) = get(&host, None);
        let answer = answer.unwrap();
        assert_eq!((answer.url, answer.hops), (host.url("/b.pdf?x=1"), vec![host.url("/a.pdf")]));
        assert_eq!((body.as_str(), host.paths().len()), ("paper", 3));
        assert!((4..6).contains(&waited), "each hop has its pause: {waited}");
    }

    #[test]
    fn another_hosts_rules_hold_behind_a_redirect() {
        let other = TestHost::with_rules("HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a", &[PAPER]);
        let there =
            format!("HTTP/1.1 301 There\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", other.url("/a"));
        let trouble = get(&TestHost::answering(&[there]), None).0.unwrap_err();
        assert_eq!((trouble.state(), other.paths()), ("blocked", vec!["/robots.txt".to_owned()]));
    }

    /// What asking for a paper leads to where robots.txt is answered so, and what was asked for.
    #[track_caller]
    fn check_rules(rules: &str, state: &str, paths: &[&str]) {
        let host = TestHost::with_rules(rules, &[PAPER]);
        let (answer, ..) = get(&host, None);
        assert_eq!(answer.as_ref().map_or_else(Trouble::state, |_| "ok"), state, "{answer:?}");
        assert_eq!(host.paths(), paths, "{rules}");
    }

    #[test]
    fn rules_are_asked_for_first() {
        check_rules("HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /b", "ok", &["/robots.txt", "/a.pdf"]);
        check_rules("HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a", "blocked", &["/robots.txt"]);
        check_rules("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "ok", &["/robots.txt", "/a.pdf"]);
        for status in [204, 400, 401, 403, 404, 410, 418] {
            check_rules(&format!("HTTP/1.1 {status} No\r\n\r\n"), "ok", &["/robots.txt", "/a.pdf"]);
        }
        let puzzle = "HTTP/1.1 403 No\r\ncf-mitigated: challenge\r\n\r\n";
        check_rules(puzzle, "ok", &["/robots.txt", "/a.pdf"]);
    }

    #[test]
    fn nothing_is_asked_while_the_rules_cannot_be_had() {
        for status in [429, 500, 503] {
            check_rules(&format!("HTTP/1.1 {status} No\r\n\r\n"), "unwell", &["/robots.txt"; 4]);
        }
        check_rules("", "network", &["/robots.txt"; 4]);
        for status in [202, 503] {
            let puzzle = format!("HTTP/1.1 {status} No\r\ncf-mitigated: challenge\r\n\r\n");
            check_rules(&puzzle, "blocked", &["/robots.txt"]);
        }
        check_rules("HTTP/1.1 302 No\r\nlocation: file:///etc/passwd\r\n\r\n", "forbidden", &["/robots.txt"]);
    }

    #[test]
    fn the_beginning_of_long_rules_counts() {
        let long = |length: usize| {
            let filler = "# no rule\n".repeat(1_000_000);
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\nUser-agent: *\nDisallow: /a\n{filler}"
            )
        };
        check_rules(&long(10_000_000), "blocked", &["/robots.txt"]);
        let late =
            format!("HTTP/1.1 200 OK\r\n\r\n{}User-agent: *\nDisallow: /a\n", "# no rule\n".repeat(600_000));
        check_rules(&late, "ok", &["/robots.txt", "/a.pdf"]);
    }

    /// A source that has no time for any answer says nothing of the host to one that has.
    #[test]
    fn rules_are_asked_for_with_the_same_patience_whoever_asks() {
        let host = TestHost::new(|path, stream| {
            if path == "/robots.txt" {
                thread::sleep(Duration::from_millis(300));
            }
            let _ = stream.write_all(&closing(PAPER.as_bytes()));
        });
        let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
        for (longest, most_bytes) in [(200, 2), (5_000, 1_000)] {
            let manners = Manners { longest: Duration::from_millis(longest), most_bytes, ..manners() };
            let ask = Ask { url: &host.url("/a.pdf"), known: None, manners: &manners };
            assert_eq!(client.get(&ask, &mut Vec::new()).is_ok(), most_bytes > 2);
        }
        assert_eq!(host.paths(), ["/robots.txt", "/a.pdf", "/a.pdf"]);
    }

    /// What comes of asking for a paper on a second night, and whether robots.txt was asked for conditionally, each time.
    #[track_caller]
    fn check_second_night(nights: [&'static str; 3], state: &str, conditional: &[bool]) {
        let night = AtomicUsize::new(0);
        let host = TestHost::new(move |path, stream| {
            let rules = || nights[night.fetch_add(1, Ordering::SeqCst)];
            let answer = if path == "/robots.txt" { rules() } else { PAPER };
            let _ = stream.write_all(&closing(answer.as_bytes()));
        });
        let ask = Ask { url: &host.url("/a.pdf"), known: None, manners: &manners() };
        let client = || Client::new(Agent::new("ann@watch.example"), TestClock::new());
        let (first, second) = (client(), client());
        let _first_night = first.get(&ask, &mut Vec::new());
        second.remember(first.fresh_robots());
        let answer = second.get(&ask, &mut Vec::new());
        assert_eq!(answer.as_ref().map_or_else(Trouble::state, |_| "ok"), state, "{answer:?}");
        let rules = host.asked().into_iter().filter(|question| question.contains("/robots.txt"));
        let found: Vec<bool> = rules.map(|question| question.contains("\nif-")).collect();
        assert_eq!(found, conditional);
    }

    #[test]
    fn rules_of_another_night_are_asked_for_conditionally() {
        const BAN: &str = "HTTP/1.1 200 OK\r\netag: \"1\"\r\n\r\nUser-agent: *\nDisallow: /a";
        const UNDATED: &str = "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a";
        const PAGE: &str = "HTTP/1.1 200 OK\r\n\r\n <html>Down for maintenance";
        const NONE: &str = "HTTP/1.1 404 None\r\n\r\n";
        const SAME: &str = "HTTP/1.1 304 Same\r\n\r\n";
        check_second_night([BAN, SAME, ""], "blocked", &[false, true]);
        check_second_night([UNDATED, SAME, ""], "blocked", &[false, true]);
        check_second_night([BAN, NONE, ""], "ok", &[false, true]);
        check_second_night([NONE, NONE, ""], "ok", &[false, true]);
        check_second_night([NONE, BAN, ""], "blocked", &[false, true]);
        // What was put there again is older than the night without it.
        check_second_night([NONE, SAME, BAN], "blocked", &[false, true, false]);
        check_second_night([PAGE, SAME, BAN], "blocked", &[false, true, false]);
    }

    #[test]
    fn rules_behind_too_many_redirects_are_none() {
        check_rules("HTTP/1.1 302 No\r\nlocation: /robots.txt\r\n\r\n", "ok", &["/robots.txt", "/a.pdf"]);
        let there = "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /";
        let elsewhere = TestHost::answering(&[there]);
        let rules = format!("HTTP/1.1 301 No\r\nlocation: {}\r\n\r\n", elsewhere.url("/rules"));
        check_rules(&rules, "blocked", &["/robots.txt"]);
    }

    #[test]
    fn rules_are_asked_for_once_and_may_raise_the_pause() {
        let host = TestHost::with_rules("HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nCrawl-delay: 20", &[PAPER]);
        let clock = TestClock::new();
        let client = Client::new(Agent::new("ann@watch.example"), clock.clone());
        for _ in 0..3 {
            let ask = Ask { url: &host.url("/a.pdf"), known: None, manners: &manners() };
            client.get(&ask, &mut Vec::new()).unwrap();
        }
        assert_eq!(host.paths(), ["/robots.txt", "/a.pdf", "/a.pdf", "/a.pdf"]);
        assert!((60..=75).contains(&clock.waited().as_secs()), "{:?}", clock.waited());
    }

    #[test]
    fn a_host_that_keeps_failing_is_given_up() {
        let host = TestHost::answering(&[UNWELL]);
        let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
        let mut last = String::new();
        for number in 0..10 {
            let ask = Ask { url: &host.url(&format!("/{number}")), known: None, manners: &manners() };
            last = client.get(&ask, &mut Vec::new()).unwrap_err().to_string();
        }
        assert_eq!(host.asked().len(), 1 + 5 * 4);
        assert!(last.contains("left alone for tonight after 5 failures in a row"), "{last}");
    }

    #[test]
    fn a_host_is_asked_one_question_at_a_time() {
        let (now, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        let host = TestHost::new(move |_, stream| {
            seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(10));
            now.fetch_sub(1, Ordering::SeqCst);
            let _ = stream.write_all(&closing(PAPER.as_bytes()));
        });
        let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
        thread::scope(|scope| {
            for number in 0..6 {
                let (client, url) = (&client, host.url(&format!("/{number}")));
                scope.spawn(move || {
                    let ask = Ask { url: &url, known: None, manners: &manners() };
                    client.get(&ask, &mut Vec::new()).unwrap();
                });
            }
        });
        assert_eq!((most.load(Ordering::SeqCst), host.asked().len()), (1, 7));
    }
}
