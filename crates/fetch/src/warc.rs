//! What a night fetched, as a web archive (WARC 1.1, ISO 28500:2017), for those who keep such beside their own holdings.
//!
//! Each page and each paper is a `resource` record, which holds the bytes alone: the archive keeps what headers say, and not
//! the headers. Where redirects led to it a `metadata` record says from where. A record is a gzip member of its own, as
//! annex D has it, so that readers may begin at any. What a host said has not changed is not in it; nor are files of this
//! machine.
//!
//! It is written from the archive when the night is over, so that a night that was killed and gone on with has one too, and
//! the same night always the same file. It is no part of the archive's memory, and may be moved or removed.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use url::Url;

use crate::FetchError;
use crate::archive::{Archive, hexadecimal};
use crate::ledger::{Body, Fetched, Reply};
use crate::night::Night;

/// Writes what a night fetched, and says where: `warc/boardlift-DAY-RUN.warc.gz` in the archive's folder.
///
/// # Errors
///
/// Where the archive can't be read or written.
pub fn write(archive: &Archive, night: &Night) -> Result<PathBuf, FetchError> {
    let fetched = archive.ledger().fetched(night.run)?;
    let mut out = archive.files().incoming()?;
    let written = fill(archive, night, &fetched, &mut out);
    out.check()?;
    written.map_err(FetchError::archive(archive.folder()))?;
    let day = night.began.get(..10).unwrap_or("night");
    archive.files().keep_warc(&format!("boardlift-{day}-{:05}.warc.gz", night.run), out.finish()?)
}

fn fill(archive: &Archive, night: &Night, fetched: &[Fetched], out: &mut dyn Write) -> io::Result<()> {
    let about = format!(
        "software: Boardlift/{}\r\nformat: WARC File Format 1.1\r\nconformsTo: \
         http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\ndescription: night {}\r\n",
        env!("CARGO_PKG_VERSION"),
        night.run
    );
    let info =
        Record { kind: "warcinfo", date: &night.began, id: id(&[&night.began, &about]), fields: Vec::new() };
    info.write(FIELDS, about.len() as u64, &mut about.as_bytes(), out)?;
    fetched.iter().try_for_each(|fetched| resource(archive, fetched, out))
}

/// The type of blocks that are lines of names and values.
const FIELDS: &str = "application/warc-fields";

/// One record, but for its block.
struct Record<'r> {
    kind: &'static str,
    date: &'r str,
    id: String,
    fields: Vec<(&'static str, String)>,
}

impl Record<'_> {
    fn write(&self, media: &str, size: u64, block: &mut dyn Read, out: &mut dyn Write) -> io::Result<()> {
        let mut member = GzBuilder::new().write(out, Compression::default());
        let Record { kind, date, id, fields } = self;
        write!(member, "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {date}\r\n")?;
        for (name, value) in fields {
            write!(member, "{name}: {value}\r\n")?;
        }
        write!(member, "Content-Type: {media}\r\nContent-Length: {size}\r\n\r\n")?;
        if io::copy(&mut block.take(size), &mut member)? < size {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "a file of the archive is shorter than it was",
            ));
        }
        member.write_all(b"\r\n\r\n")?;
        member.finish().map(drop)
    }
}

/// The records of one answer; none where its bytes are not kept.
fn resource(archive: &Archive, fetched: &Fetched, out: &mut dyn Write) -> io::Result<()> {
    let Fetched { address, asked, path, reply } = fetched;
    let Reply { found_at, hops, body: Some(body), .. } = reply else { return Ok(()) };
    if Url::parse(address).is_err() {
        return Ok(());
    }
    let id = id(&[asked, address, &body.hash]);
    let digest = format!("sha256:{}", body.hash);
    let fields = vec![
        ("WARC-Target-URI", found_at.clone()),
        ("WARC-Block-Digest", digest.clone()),
        ("WARC-Payload-Digest", digest),
    ];
    let record = Record { kind: "resource", date: asked, id: id.clone(), fields };
    let media = if body.content_type.is_empty() { "application/octet-stream" } else { &body.content_type };
    match (path, archive.files().page(address, &body.hash)) {
        (Some(path), _) if archive.files().has(path, body.size) => {
            let mut file = File::open(archive.path(path))?;
            record.write(media, body.size, &mut file, out)?;
        }
        (_, Some(page)) => record.write(media, body.size, &mut page.as_slice(), out)?,
        _ => return Ok(()),
    }
    if hops.is_empty() { Ok(()) } else { way(asked, body, hops, found_at, id, out) }
}

/// By which addresses a resource was reached.
fn way(
    asked: &str,
    body: &Body,
    hops: &[String],
    found_at: &str,
    of: String,
    out: &mut dyn Write,
) -> io::Result<()> {
    let via: Vec<String> = hops.iter().rev().map(|hop| format!("via: {hop}\r\n")).collect();
    let via = via.concat();
    let fields = vec![("WARC-Target-URI", found_at.to_owned()), ("WARC-Refers-To", of)];
    let record = Record { kind: "metadata", date: asked, id: id(&[asked, &via, &body.hash]), fields };
    record.write(FIELDS, via.len() as u64, &mut via.as_bytes(), out)
}

/// A record's name: a UUID of one's own making (RFC 9562, 5.8), by what the record is of.
fn id(of: &[&str]) -> String {
    let digits = hexadecimal(&Sha256::digest(of.join("\n")));
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("<urn:uuid:{}-{}-8{}-a{}-{}>", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}

#[cfg(test)]
mod tests {
    use flate2::bufread::GzDecoder;

    use super::*;

    #[test]
    fn a_record_is_a_member_of_its_own_and_says_how_long_it_is() {
        let record = |text: &str| {
            let name = Record {
                kind: "metadata",
                date: "2026-11-22T02:15:00Z",
                id: id(&[text]),
                fields: Vec::new(),
            };
            let mut out = Vec::new();
            name.write(FIELDS, text.len() as u64, &mut text.as_bytes(), &mut out).unwrap();
            out
        };
        let first = record("via: a\r\n");
        let both = [first.clone(), record("via: b\r\n")].concat();
        let unpacked = |from: usize| {
            let mut text = String::new();
            GzDecoder::new(&both[from..]).read_to_string(&mut text).unwrap();
            text
        };
        let expected = format!(
            "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: {}\r\nWARC-Date: 2026-11-22T02:15:00Z\r\n\
             Content-Type: application/warc-fields\r\nContent-Length: 8\r\n\r\nvia: a\r\n\r\n\r\n",
            id(&["via: a\r\n"])
        );
        assert_eq!(unpacked(0), expected);
        let second = unpacked(first.len());
        assert!(second.ends_with("via: b\r\n\r\n\r\n"), "{second}");
    }

    #[test]
    fn a_name_is_a_uuid_of_our_own_making() {
        let name = id(&["a", "b"]);
        assert_eq!((name.len(), name.as_bytes()[24], name.as_bytes()[29]), (47, b'8', b'a'), "{name}");
        assert_ne!(name, id(&["a", "c"]));
    }
}
