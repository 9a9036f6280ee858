//! A host for tests: answers over loopback with the bytes that a test gives it, and remembers what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use url::Url;

use super::{Manners, Reach};

/// A host on this machine.
pub(super) struct TestHost {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl TestHost {
    /// A host whose function writes to the connection what it likes, which is closed afterwards.
    pub(super) fn new(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &log, &*answer));
            }
        });
        Self { port, asked }
    }

    /// A host without rules that gives these answers, the last of them again and again.
    pub(super) fn answering(answers: &[impl AsRef<[u8]>]) -> Self {
        Self::with_rules("HTTP/1.1 404 None\r\ncontent-length: 0\r\n\r\n", answers)
    }

    /// The same with an answer to who asks for robots.txt.
    pub(super) fn with_rules(rules: &str, answers: &[impl AsRef<[u8]>]) -> Self {
        let rules = closing(rules.as_bytes());
        let answers: Vec<Vec<u8>> = answers.iter().map(|answer| closing(answer.as_ref())).collect();
        let next = AtomicUsize::new(0);
        Self::new(move |path, stream| {
            let answer = match path {
                "/robots.txt" => &rules,
                _ => &answers[next.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1)],
            };
            let _ = stream.write_all(answer);
        })
    }

    pub(super) fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    /// The questions so far, each whole with its headers.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// The paths that were asked for so far.
    pub(super) fn paths(&self) -> Vec<String> {
        let path = |question: &String| question.split(' ').nth(1).unwrap().to_owned();
        self.asked().iter().map(path).collect()
    }
}

/// An answer that says that the connection ends with it. A client that does not know tries it again, and under a clock
/// that waits for nothing it is a matter of luck whether it learns in time.
pub(super) fn closing(answer: &[u8]) -> Vec<u8> {
    let end = answer.windows(2).position(|pair| pair == b"\r\n").unwrap_or(answer.len());
    let (status, rest) = answer.split_at(end);
    let close: &[u8] = if rest.is_empty() { b"" } else { b"\r\nconnection: close" };
    [status, close, rest].concat()
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<String>>, answer: &dyn Fn(&str, &mut TcpStream)) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let question: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    let Some(path) = question.first().and_then(|line| line.split(' ').nth(1)).map(str::to_owned) else {
        return;
    };
    log.lock().unwrap().push(question.join("\n"));
    answer(&path, &mut stream);
    let _ = stream.shutdown(Shutdown::Both);
}

/// Manners that let tests ask this machine.
pub(super) fn manners() -> Manners {
    Manners {
        pause: Duration::from_secs(2),
        most_bytes: 1_000_000,
        longest: Duration::from_secs(20),
        reach: Reach::Private,
    }
}
