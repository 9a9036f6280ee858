//! A first source for a council or an address, as text that a person goes on with.
//!
//! It asks no host: it knows where councils publish from the table of portals, and what an address is from its shape.

mod shape;

use std::fmt::Write;

use boardlift_reference::{AuthorityEntry, NameUse, Portal, Vocabulary};
use url::Url;

use shape::Shape;

/// Why there is no draft.
#[derive(Debug, thiserror::Error)]
pub enum NoDraft {
    /// It is neither a council nor an address.
    #[error("expected a council's name, its ONS code, or an address with `https://`: {0}")]
    Unknown(#[from] boardlift_reference::UnknownAuthority),
    /// Nobody has noted where the council publishes.
    #[error("where {name} publishes is not known; give the address of its page of meetings or dashboards")]
    NoPortal {
        /// The council.
        name: String,
    },
}

/// A `[[source]]` for a council (by name or ONS code) or an address, with comments on what to look at.
///
/// In a file whose `[watch]` has a contact it is a good source as it stands.
///
/// # Errors
///
/// Where words are neither a council nor an address, or nobody knows where the council publishes.
pub fn draft(words: &str, vocabulary: &Vocabulary) -> Result<String, NoDraft> {
    let url = Url::parse(words.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let Some(url) = url else {
        let entry = vocabulary.authority_by_code_or_name(words)?;
        let portal = vocabulary.portals().iter().find(|portal| portal.code == entry.code);
        let known = portal.and_then(|portal| Some((portal.system, Url::parse(&portal.base_url).ok()?)));
        let (system, url) = known.ok_or_else(|| NoDraft::NoPortal { name: entry.name.clone() })?;
        return Ok(written(Some(entry), &Shape::of(&url, Some(system))));
    };
    let portal = vocabulary
        .portals()
        .iter()
        .find(|portal| host(&portal.base_url) == url.host_str().map(str::to_owned));
    let named = |portal: &Portal| vocabulary.authority_by_code_or_name(&portal.code).ok();
    let entry = portal.and_then(named).or_else(|| by_host(&url, vocabulary));
    Ok(written(entry, &Shape::of(&url, portal.map(|portal| portal.system))))
}

fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}

/// The council whose name the host has: `www.kingston.gov.uk`.
fn by_host<'v>(url: &Url, vocabulary: &'v Vocabulary) -> Option<&'v AuthorityEntry> {
    url.host_str()?.split('.').find_map(|label| vocabulary.authority(label, NameUse::Heading))
}

fn written(entry: Option<&AuthorityEntry>, shape: &Shape) -> String {
    let mut text = String::from("[[source]]\n");
    let name = entry.map_or_else(|| shape.host(), |entry| entry.name.clone());
    line(&mut text, "id", &slug(&name), "the archive keeps papers under it: don't change it later");
    line(&mut text, "kind", &shape.kind().to_string(), shape.remark());
    match entry {
        Some(entry) => line(&mut text, "authority", &entry.code, &entry.name),
        None => text.push_str("# authority = \"…\"    # OPEN: whose papers are these? Name or ONS code\n"),
    }
    shape.write(&mut text);
    text.push_str(USUAL);
    text
}

/// What a person may want to change, as it is by itself.
const USUAL: &str = "\
# titles = [\"dashboard*\", \"SEND * data\"]    # which papers; left out: performance, dashboards, scorecards, KPIs, …
# without = [\"minutes\"]                      # which of them not
# months = 12                                # how far back the first night looks
# packs = \"alone\"                            # all papers in one file: where there are no single ones; or \"always\", \"never\"
";

fn line(text: &mut String, key: &str, value: &str, remark: &str) {
    let value = toml::Value::String(value.to_owned());
    // Writing to a string does not fail.
    let _ = writeln!(text, "{key} = {value}    # {remark}");
}

/// Lower-case words joined with `-`.
fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() { "source".to_owned() } else { words.join("-") }
}
