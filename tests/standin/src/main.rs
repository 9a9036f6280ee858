//! Plays four councils with the project's samples, or many generated ones, so that the watch can be tried without a
//! network: `boardlift-standin --sources sources.toml`, and then `boardlift fetch --sources sources.toml …`.
//!
//! It serves until its standard input ends, and tells what was asked on standard output, one line a request.

#![expect(clippy::print_stdout, reason = "a program for people and for scripts")]

use std::error::Error;
use std::io::Read;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use boardlift_standin::councils::Councils;
use boardlift_standin::many::Many;
use boardlift_standin::{Entry, Standin};
use jiff::Zoned;

const USAGE: &str = "\
usage: boardlift-standin [--sources FILE] [--pause SPAN] [--samples FOLDER] [--many COUNCILS PAPERS]

Serves on 127.0.0.1 until its standard input ends. Prints its sources, or writes them to FILE.
Then one line for each request: site, when it was asked and answered in seconds, status, bytes,
whether it was conditional, and what was asked for.";

struct Asked {
    sources: Option<PathBuf>,
    samples: PathBuf,
    pause: String,
    many: Option<(usize, usize)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = arguments(std::env::args().skip(1))?;
    let standin = Standin::default();
    let today = Zoned::now().date();
    if let Some((sources, papers)) = asked.many {
        let many = Many::open(&standin, sources, papers, today, &asked.pause)?;
        hand_out(&asked, many.sources())?;
        serve(&standin);
    } else {
        let councils = Councils::open(&standin, &asked.samples, today)?;
        hand_out(&asked, &councils.sources(&asked.pause))?;
        serve(&standin);
    }
    Ok(())
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Asked, Box<dyn Error>> {
    let samples = PathBuf::from("samples");
    let mut asked = Asked { sources: None, samples, pause: "1s".to_owned(), many: None };
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or(USAGE);
        match word.as_str() {
            "--sources" => asked.sources = Some(PathBuf::from(next()?)),
            "--samples" => asked.samples = PathBuf::from(next()?),
            "--pause" => asked.pause = next()?,
            "--many" => asked.many = Some((next()?.parse()?, next()?.parse()?)),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(asked)
}

fn hand_out(asked: &Asked, sources: &str) -> std::io::Result<()> {
    match &asked.sources {
        Some(file) => std::fs::write(file, sources)?,
        None => println!("{sources}"),
    }
    println!("serving");
    Ok(())
}

/// Tells what is asked until the standard input ends.
fn serve(standin: &Standin) {
    let (ended, end) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        drop(std::io::stdin().read_to_end(&mut Vec::new()));
        drop(ended);
    });
    let mut told = 0;
    while end.recv_timeout(Duration::from_millis(100)) == Err(mpsc::RecvTimeoutError::Timeout) {
        told += tell(&standin.log().since(told));
    }
    tell(&standin.log().since(told));
}

/// Tells of the answered ones before the first that is not, and counts them.
fn tell(entries: &[Entry]) -> usize {
    let answered = entries.iter().map_while(|entry| entry.ending.map(|ending| (entry, ending)));
    let lines = answered.map(|(entry, ending)| {
        println!(
            "{}\t{:.6}\t{:.6}\t{}\t{}\t{}\t{}",
            entry.site,
            entry.asked.as_secs_f64(),
            ending.at.as_secs_f64(),
            ending.status,
            ending.bytes,
            if entry.is_conditional() { "conditional" } else { "plain" },
            entry.target
        );
    });
    lines.count()
}
