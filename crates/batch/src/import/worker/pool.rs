//! The workers, seen from the process that imports: as many as documents are read at once, begun when first needed.

use std::io::{self, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use boardlift_dataset::Paper;

use super::wire::{Question, read_answer};
use crate::document::unread;
use crate::import::packed::PackedPaper;

/// Worker processes. One of these serves all threads.
pub struct Workers {
    command: Box<dyn Fn() -> Command + Send + Sync>,
    longest: Duration,
    idle: Mutex<Vec<Worker>>,
}

/// One process, and the thread of this one that talks to it: a question may be longer than what a pipe holds, and an answer
/// may never come.
struct Worker {
    /// It ends with the worker.
    _process: Process,
    questions: SyncSender<Question>,
    answers: Receiver<io::Result<PackedPaper>>,
}

impl Workers {
    /// Workers that this command begins: it is to [`serve`](super::serve) its standard input. One that takes longer than
    /// `longest` for a document is ended.
    pub fn new(longest: Duration, command: impl Fn() -> Command + Send + Sync + 'static) -> Self {
        Workers { command: Box::new(command), longest, idle: Mutex::default() }
    }

    /// What a document gives. One that ends its worker is asked of a new one, since the first may have been ended for
    /// another's sake; one that ends that too, or takes too long, gives a row that says so.
    ///
    /// The inner result fails where rows can't be packed, which doesn't happen in memory.
    ///
    /// # Errors
    ///
    /// Where no worker can be begun: what the system says.
    pub(in crate::import) fn read(&self, question: &Question) -> io::Result<io::Result<PackedPaper>> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let first = match waiting {
            Some(worker) => worker,
            None => self.begin()?,
        };
        let answer = match first.ask(question.clone(), self.longest) {
            Err(End::Ended) => self.begin()?.ask(question.clone(), self.longest),
            answer => answer,
        };
        Ok(match answer {
            Ok((worker, paper)) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                Ok(paper)
            }
            Err(end) => PackedPaper::of(Paper::failed(unread(&question.file_name, &question.bytes), end)),
        })
    }

    fn begin(&self) -> io::Result<Worker> {
        Worker::begin((self.command)())
    }
}

/// How a worker came to an end over a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum End {
    #[error(
        "expected its rows within {} seconds, found none and stopped reading; it is unlike any paper, please report it",
        .0.as_secs()
    )]
    TooLong(Duration),
    /// It does not say how: that would depend on the moment.
    #[error(
        "the process that read it came to its end, likely for want of memory; please report the document"
    )]
    Ended,
}

impl Worker {
    fn begin(mut command: Command) -> io::Result<Self> {
        let mut process =
            Process(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?);
        let (Some(mut stdin), Some(stdout)) = (process.0.stdin.take(), process.0.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let mut stdout = BufReader::new(stdout);
        let (questions, asked) = mpsc::sync_channel::<Question>(0);
        let (answered, answers) = mpsc::channel();
        thread::Builder::new().name("worker".to_owned()).spawn(move || {
            for question in asked {
                let answer = question.write(&mut stdin).and_then(|()| read_answer(&mut stdout));
                let is_over = answer.is_err();
                if answered.send(answer).is_err() || is_over {
                    break;
                }
            }
        })?;
        Ok(Worker { _process: process, questions, answers })
    }

    /// Asks, and waits for the answer. The worker comes back with it, unless it has come to its end.
    fn ask(self, question: Question, longest: Duration) -> Result<(Self, PackedPaper), End> {
        if self.questions.send(question).is_err() {
            return Err(End::Ended);
        }
        match self.answers.recv_timeout(longest) {
            Ok(Ok(paper)) => Ok((self, paper)),
            Err(RecvTimeoutError::Timeout) => Err(End::TooLong(longest)),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(End::Ended),
        }
    }
}

/// A process that is ended, and remembered by nobody, when this goes.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It holds nothing that is worth a farewell.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// How a document fails that a worker reads which is this script.
    fn check(script: &'static str, longest: Duration, expected: &str) {
        let workers = Workers::new(longest, move || {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        });
        let question = Question { file_name: "paper.txt".to_owned(), site: None, bytes: vec![b'x'; 1 << 20] };
        // The second has a worker of its own, since the first has none left.
        for _ in 0..2 {
            let paper = workers.read(&question).unwrap().unwrap();
            let error = paper.document.error.unwrap();
            assert!(error.contains(expected), "{error}");
            assert_eq!(paper.document.source.byte_size, 1 << 20);
        }
    }

    #[test]
    fn a_worker_that_ends_costs_its_document() {
        let long = Duration::from_hours(1);
        check("kill -9 $$", long, "came to its end");
        check("head -c 100 > /dev/null", long, "came to its end");
        check("echo '{}'; cat > /dev/null", long, "came to its end");
    }

    #[test]
    fn who_can_not_be_begun_reads_nothing() {
        let workers = Workers::new(Duration::from_hours(1), || Command::new("/nobody/has/this/program"));
        let question = Question { file_name: "paper.txt".to_owned(), site: None, bytes: Vec::new() };
        assert!(workers.read(&question).is_err());
    }

    #[test]
    fn a_worker_that_does_not_answer_is_ended() {
        check("cat > /dev/null", Duration::from_millis(50), "within 0 seconds");
        check("sleep 1000", Duration::from_millis(50), "within 0 seconds");
    }
}
