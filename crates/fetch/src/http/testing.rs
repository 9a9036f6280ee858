//! A host for tests: answers over loopback with the bytes that a test gives it, and remembers what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use url::Url;

use super::{Manners, Reach};
use crate::clock::Clock;

/// A host that answers the question with a number (from 0) by the bytes that a function makes.
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

    /// A host with the same answer to every question.
    pub(super) fn with(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |_, stream| {
            let _ = stream.write_all(&answer);
        })
    }

    pub(super) fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    /// The questions so far, each whole with its headers.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
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

/// A time that only moves when somebody waits.
pub(super) struct TestClock {
    start: Instant,
    waited: Mutex<Duration>,
}

impl TestClock {
    #[expect(clippy::disallowed_methods, reason = "any moment serves as the first one")]
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { start: Instant::now(), waited: Mutex::default() })
    }

    /// How long was waited so far.
    pub(super) fn waited(&self) -> Duration {
        *self.waited.lock().unwrap()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.waited()
    }

    /// From Sunday, 6 November 1994, 08:49:37 on.
    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) + self.waited()
    }

    fn wait(&self, span: Duration) {
        *self.waited.lock().unwrap() += span;
    }
}
