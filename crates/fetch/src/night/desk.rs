//! One question, put so that nothing is asked twice and nothing that came is lost.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use url::Url;

use super::PaperState;
use super::turns::Turns;
use crate::FetchError;
use crate::archive::{Archive, Arrived};
use crate::clock::Clock;
use crate::http::{Answer, Ask, Client, KeptRobots, Known, Manners, News, Sink, Trouble, Validators};
use crate::ledger::{Body, Reply, Run};

/// Whoever answers questions on the web.
pub(crate) trait Hosts: Sync {
    /// As [`Client::get`].
    fn get(&self, ask: &Ask<'_>, sink: &mut dyn Sink) -> Result<Answer, Trouble>;

    /// As [`Client::fresh_robots`].
    fn fresh_robots(&self) -> Vec<KeptRobots>;
}

impl Hosts for Client {
    fn get(&self, ask: &Ask<'_>, sink: &mut dyn Sink) -> Result<Answer, Trouble> {
        Client::get(self, ask, sink)
    }

    fn fresh_robots(&self) -> Vec<KeptRobots> {
        Client::fresh_robots(self)
    }
}

/// What all questions of one source in one run have in common.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'d> {
    /// Where answers are kept.
    pub(crate) archive: &'d Archive,
    /// Who answers.
    pub(crate) hosts: &'d dyn Hosts,
    /// What time it is.
    pub(crate) clock: &'d dyn Clock,
    /// Which run asks.
    pub(crate) run: &'d Run,
    /// How the hosts are to be treated.
    pub(crate) manners: &'d Manners,
    /// Who may ask for which address now.
    pub(crate) turns: &'d Turns,
}

/// What a question brought.
#[derive(Debug)]
pub(crate) enum Came<K> {
    /// What is known stands.
    Same(Reply, K),
    /// A body, as it was described.
    Body(Reply, Arrived),
    /// Nothing.
    Nothing(Trouble),
}

impl Desk<'_> {
    /// The time of day.
    pub(crate) fn now(&self) -> SystemTime {
        self.clock.wall()
    }

    /// Asks a host. `known` is its last answer, with what it brought: all of that is kept, so that the host need not send it
    /// again.
    ///
    /// # Errors
    ///
    /// Where the archive can't be written.
    pub(crate) fn ask<K>(&self, url: &Url, known: Option<(Reply, K)>) -> Result<Came<K>, FetchError> {
        let mut incoming = self.archive.files().incoming()?;
        let found_at = known.as_ref().and_then(|(known, _)| Url::parse(&known.found_at).ok());
        let known_there = found_at.as_ref().zip(known.as_ref());
        let known_there = known_there
            .map(|(found_at, (known, _))| Known { found_at, validators: &known.validators })
            .filter(|known| known.validators.ask_for_news());
        let ask = Ask { url, known: known_there, manners: self.manners };
        let answer = self.hosts.get(&ask, &mut incoming);
        incoming.check()?;
        let robots = self.hosts.fresh_robots();
        if !robots.is_empty() {
            self.archive.ledger().keep_robots(&robots)?;
        }
        let Answer { url, hops, news, validators } = match answer {
            Ok(answer) => answer,
            Err(Trouble::Disk { reason }) => {
                return Err(FetchError::archive(self.archive.folder())(io::Error::other(reason)));
            }
            Err(trouble) => return Ok(Came::Nothing(trouble)),
        };
        let reply = Reply {
            state: PaperState::Held,
            reason: None,
            found_at: url.to_string(),
            hops: hops.iter().map(Url::to_string).collect(),
            body: None,
            validators,
        };
        match (news, known) {
            (News::Body { content_type, file_name, .. }, _) => {
                let arrived = incoming.finish()?;
                let body = Body { content_type, file_name, size: arrived.size, hash: arrived.hash.clone() };
                Ok(Came::Body(Reply { body: Some(body), ..reply }, arrived))
            }
            (News::Unchanged, Some((known, what))) => Ok(Came::Same(still(known, reply), what)),
            (News::Unchanged, None) => Ok(Came::Nothing(Trouble::Network {
                reason: "it says that nothing has changed (304), but was not asked that".to_owned(),
            })),
        }
    }

    /// Reads a file of this machine.
    ///
    /// # Errors
    ///
    /// Where the archive can't be written. That the file can't be read is an answer.
    pub(crate) fn read<K>(&self, path: &Path, known: Option<(Reply, K)>) -> Result<Came<K>, FetchError> {
        let stamp = match stamp(path, self.manners.most_bytes) {
            Ok(stamp) => stamp,
            Err(trouble) => return Ok(Came::Nothing(trouble)),
        };
        let validators = Validators { etag: Some(stamp), last_modified: None };
        if let Some((known, what)) = known.filter(|(known, _)| known.validators == validators) {
            return Ok(Came::Same(known, what));
        }
        let mut incoming = self.archive.files().incoming()?;
        let copied = File::open(path)
            .and_then(|file| io::copy(&mut file.take(self.manners.most_bytes), &mut incoming));
        incoming.check()?;
        if let Err(error) = copied {
            return Ok(Came::Nothing(unreadable(path, &error)));
        }
        let arrived = incoming.finish()?;
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let body =
            Body { content_type: String::new(), file_name, size: arrived.size, hash: arrived.hash.clone() };
        let reply = Reply {
            state: PaperState::Held,
            reason: None,
            found_at: path.display().to_string(),
            hops: Vec::new(),
            body: Some(body),
            validators,
        };
        Ok(Came::Body(reply, arrived))
    }
}

/// What is known, after a host said that it stands.
fn still(known: Reply, told: Reply) -> Reply {
    // A host may leave out what it said before (RFC 9110, 15.4.5).
    let validators = Validators {
        etag: told.validators.etag.or(known.validators.etag),
        last_modified: told.validators.last_modified.or(known.validators.last_modified),
    };
    Reply { found_at: told.found_at, hops: told.hops, validators, ..known }
}

/// What tells a file from a changed one without opening it.
fn stamp(path: &Path, most_bytes: u64) -> Result<String, Trouble> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !metadata.is_file() {
        return Err(Trouble::Forbidden {
            url: path.display().to_string(),
            reason: "it is no file".to_owned(),
        });
    }
    if metadata.len() > most_bytes {
        let reason = format!("expected at most {most_bytes} bytes, found {}", metadata.len());
        return Err(Trouble::Limit { reason });
    }
    let modified = metadata.modified().map_err(|error| unreadable(path, &error))?;
    let modified = modified.duration_since(UNIX_EPOCH).map_or(0, |span| span.as_nanos());
    Ok(format!("{}-{modified}", metadata.len()))
}

/// An answer that there is none.
pub(crate) fn refusal(address: &str, trouble: &Trouble) -> Reply {
    Reply {
        state: state_of(trouble),
        reason: Some(trouble.to_string()),
        found_at: address.to_owned(),
        hops: Vec::new(),
        body: None,
        validators: Validators::default(),
    }
}

/// How a paper stands that met with this.
pub(super) fn state_of(trouble: &Trouble) -> PaperState {
    match trouble {
        Trouble::Blocked { .. } => PaperState::Blocked,
        Trouble::Tls { .. } => PaperState::TlsError,
        Trouble::Gone { .. } => PaperState::Gone,
        Trouble::Forbidden { .. } => PaperState::Forbidden,
        Trouble::Limit { .. } => PaperState::Limit,
        Trouble::Unwell { .. } => PaperState::Unwell,
        Trouble::Network { .. } | Trouble::Disk { .. } => PaperState::Network,
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::Gone { status: 404 },
        _ => Trouble::Blocked { reason: format!("`{}` can't be read: {error}", path.display()) },
    }
}
