//! Hosts that mean harm, or that behave as if they did: each costs its own question, some time and some bytes, and no more.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use boardlift_standin::plain::Plain;
use boardlift_standin::{Certificate, Standin};
use flate2::Compression;
use flate2::write::GzEncoder;
use url::Url;

use super::testing::{TestHost, closing, manners};
use super::{Agent, Ask, Client, Manners, Reach, Trouble};
use crate::clock::TestClock;

const ROBOTS: &str = "/robots.txt";
const NONE: &[u8] = b"HTTP/1.1 404 None\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// What asking an address comes to, and what was written until then.
fn get(url: &Url, manners: &Manners) -> (Result<(), Trouble>, Vec<u8>) {
    let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
    let mut body = Vec::new();
    let answer = client.get(&Ask { url, known: None, manners }, &mut body);
    (answer.map(|_| ()), body)
}

/// A host that writes whatever it likes when it is asked for anything but its rules.
fn host(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> TestHost {
    TestHost::new(move |path, stream| {
        if path == ROBOTS {
            let _ = stream.write_all(NONE);
        } else {
            answer(stream);
        }
    })
}

/// The state that an answer leads to.
#[track_caller]
fn check(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static, state: &str, reason: &str) {
    check_with(&manners(), answer, state, reason);
}

/// An answer that is not whole in half a second.
#[track_caller]
fn check_slow(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static) {
    let manners = Manners { longest: Duration::from_millis(500), ..manners() };
    check_with(&manners, answer, "limit", "not whole after 0.5 s");
}

#[track_caller]
fn check_with(
    manners: &Manners,
    answer: impl Fn(&mut TcpStream) + Send + Sync + 'static,
    state: &str,
    reason: &str,
) {
    let (answer, body) = get(&host(answer).url("/a.pdf"), manners);
    let trouble = answer.unwrap_err();
    assert!(trouble.state() == state && trouble.to_string().contains(reason), "{trouble}");
    assert!(body.len() as u64 <= manners.most_bytes, "{} bytes were written", body.len());
}

/// Writes the same until nobody reads any longer.
fn forever(stream: &mut TcpStream, piece: &[u8], every: Duration) {
    while stream.write_all(piece).is_ok() {
        thread::sleep(every);
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn packed(coding: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\ncontent-length: {}\r\n\r\n", body.len());
    closing(&[head.as_bytes(), body].concat())
}

#[test]
fn endless_bodies_end() {
    let endless = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        forever(stream, &[b'x'; 10_000], Duration::ZERO);
    };
    check(endless, "limit", "longer than 1000000 bytes");
    let chunks = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
        forever(stream, &b"5\r\nabcde\r\n".repeat(1000), Duration::ZERO);
    };
    check(chunks, "limit", "longer than 1000000 bytes");
    let told = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9999999999\r\n\r\n");
        thread::sleep(Duration::from_secs(2));
    };
    check(told, "limit", "longer than 1000000 bytes");
}

#[test]
fn slow_answers_end() {
    let drip = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        forever(stream, b"x", Duration::from_millis(20));
    };
    check_slow(drip);
    check_slow(|_| thread::sleep(Duration::from_secs(2)));
    let headers = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nx: ");
        forever(stream, b"x", Duration::from_millis(20));
    };
    check_slow(headers);
    let hints = |stream: &mut TcpStream| {
        forever(stream, b"HTTP/1.1 103 Hints\r\n\r\n", Duration::from_millis(1));
    };
    check_slow(hints);
}

#[test]
fn headers_without_end_end() {
    let long = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nx: ");
        let _ = stream.write_all(&vec![b'x'; 10_000_000]);
    };
    check(long, "limit", "headers are longer than 32768 bytes");
    let many = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        forever(stream, b"x: y\r\n", Duration::ZERO);
    };
    check(many, "limit", "header");
}

#[test]
fn packed_bodies_are_counted_unpacked() {
    let bomb = packed("gzip", &gzipped(&vec![0; 50_000_000]));
    assert!(bomb.len() < 100_000);
    check(move |stream| drop(stream.write_all(&bomb)), "limit", "longer than 1000000 bytes");
    let empty = gzipped(b"");
    let members = move |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n");
        forever(stream, &empty.repeat(100), Duration::ZERO);
    };
    check(members, "limit", "longer than 1000000 bytes");
}

#[test]
fn packed_bodies_come_whole_or_not_at_all() {
    for coding in ["gzip", "x-gzip", "GZIP"] {
        let answer = packed(coding, &gzipped(b"paper"));
        let (answer, body) = get(&TestHost::answering(&[answer]).url("/a.pdf"), &manners());
        assert_eq!((answer, body.as_slice()), (Ok(()), b"paper".as_slice()), "{coding}");
    }
    let whole = gzipped(b"a paper of which the end is missing");
    let cut = packed("gzip", whole.get(..whole.len() - 9).unwrap());
    check(move |stream| drop(stream.write_all(&cut)), "network", "the body breaks off");
    let damaged = packed("gzip", b"no gzip at all");
    check(move |stream| drop(stream.write_all(&damaged)), "network", "the body breaks off");
    let other = packed("br", b"paper");
    check(move |stream| drop(stream.write_all(&other)), "network", "packed as `br`");
}

#[test]
fn wrong_lengths_are_noticed() {
    let answers =
        |answer: &'static [u8]| move |stream: &mut TcpStream| drop(stream.write_all(&closing(answer)));
    check(answers(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\npaper"), "network", "longer than was told");
    check(answers(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npaper"), "network", "the body breaks off");
    check(answers(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\npaper"), "network", "");
    check(answers(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\npaper"), "network", "");
    check(answers(b"SSH-2.0-OpenSSH_9.6\r\n"), "network", "");
    let (answer, body) =
        get(&host(answers(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\npaper\r\n")).url("/a"), &manners());
    assert_eq!((answer, body.as_slice()), (Ok(()), b"paper".as_slice()));
}

/// A host that closes with the question unread: the system then resets the connection, and a body without a length looks
/// as if it had ended.
#[test]
fn a_reset_is_no_end() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = Url::parse(&format!("http://{}/a.pdf", listener.local_addr().unwrap())).unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            thread::sleep(Duration::from_millis(20));
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nhalf a pa");
        }
    });
    assert_eq!(get(&url, &manners()).0.unwrap_err().state(), "network");
}

#[test]
fn redirects_that_lead_nowhere_end() {
    let circle = b"HTTP/1.1 302 There\r\nlocation: /a.pdf\r\ncontent-length: 0\r\n\r\n";
    check(|stream| drop(stream.write_all(&closing(circle))), "limit", "in a circle");
    let hosts = TestHost::new(|path, stream| {
        let next = path.len();
        let answer =
            format!("HTTP/1.1 301 There\r\nlocation: /{}\r\ncontent-length: 0\r\n\r\n", "x".repeat(next));
        let _ = stream.write_all(&if path == ROBOTS { NONE.to_vec() } else { closing(answer.as_bytes()) });
    });
    let trouble = get(&hosts.url("/x"), &manners()).0.unwrap_err();
    assert!(trouble.to_string().contains("more than 5 redirects"), "{trouble}");
    assert_eq!(hosts.paths().len(), 7);
}

#[test]
fn redirects_to_where_only_we_can_reach_are_not_followed() {
    for target in
        ["file:///etc/passwd", "http://169.254.169.254/latest/", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/"]
    {
        let answer = format!("HTTP/1.1 302 There\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n");
        let (answer, _) = get(&TestHost::answering(&[answer]).url("/a"), &manners());
        assert_eq!(answer.unwrap_err().state(), "forbidden", "{target}");
    }
}

/// A name that leads to this machine gets no connection, whatever the address looks like.
#[test]
fn names_of_private_addresses_are_not_asked() {
    let private = TestHost::answering(&["HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret"]);
    let public = Manners { reach: Reach::Public, ..manners() };
    for name in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"] {
        let mut url = private.url("/a");
        url.set_host(Some(name)).unwrap();
        let (answer, body) = get(&url, &public);
        let trouble = answer.unwrap_err();
        assert_eq!((trouble.state(), body.len()), ("forbidden", 0), "{url}: {trouble}");
    }
    assert_eq!(private.asked(), Vec::<String>::new());
}

/// What one source may not ask, another may that says so.
#[test]
fn a_host_out_of_reach_is_out_of_reach_for_that_source_alone() {
    let host = TestHost::answering(&["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\npaper"]);
    let mut url = host.url("/a");
    url.set_host(Some("localhost")).unwrap();
    let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
    let get = |reach| {
        let manners = Manners { reach, ..manners() };
        client.get(&Ask { url: &url, known: None, manners: &manners }, &mut Vec::new()).is_ok()
    };
    assert_eq!([Reach::Public, Reach::Private, Reach::Public].map(get), [false, true, false]);
}

#[test]
fn certificates_are_never_skipped() {
    for certificate in [Certificate::SelfSigned, Certificate::Expired, Certificate::WrongName] {
        let standin = Standin::default();
        let site = standin.open_secure("council", Arc::new(Plain::default()), certificate).unwrap();
        let (answer, _) = get(&site.root().join("a.pdf").unwrap(), &manners());
        let trouble = answer.unwrap_err();
        assert_eq!(trouble.state(), "tls_error", "{certificate:?}: {trouble}");
        assert!(trouble.hint().contains("load the papers by hand into a folder"));
        assert!(standin.log().is_empty(), "nothing was asked");
    }
}

#[test]
fn what_is_no_tls_is_no_secure_connection() {
    let plain = TestHost::answering(&["HTTP/1.1 200 OK\r\n\r\n"]);
    let mut url = plain.url("/a");
    url.set_scheme("https").unwrap();
    let manners = Manners { longest: Duration::from_secs(2), ..manners() };
    let trouble = get(&url, &manners).0.unwrap_err();
    assert!(matches!(trouble.state(), "tls_error" | "network"), "{trouble}");
}

/// What is not hostile is not taken for it: bodies of all lengths over one connection, each asked for once.
#[test]
fn honest_hosts_are_asked_once() {
    let standin = Standin::default();
    let site = Arc::new(Plain::default());
    let lengths = [1, 100, 8191, 8192, 65_536, 131_072, 131_073, 700_000];
    for length in lengths {
        site.put(&format!("/{length}.txt"), vec![b'x'; length], SystemTime::UNIX_EPOCH);
    }
    let host = standin.open("council", site).unwrap();
    let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
    for length in lengths {
        let url = host.root().join(&format!("/{length}.txt")).unwrap();
        let mut body = Vec::new();
        client.get(&Ask { url: &url, known: None, manners: &manners() }, &mut body).unwrap();
        assert_eq!(body.len(), length);
    }
    assert_eq!(standin.log().len(), 1 + lengths.len());
}
