//! A file of sources as it is written, with the place of each value, and the checks that its grammar can't make.

mod habits;
pub(super) mod site;

use std::ops::Range;

use boardlift_reference::Vocabulary;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::fault::Slip;
use super::{Publisher, Site, Source, Sources, Watch, same};
use habits::Habits;
use site::WrittenSite;

/// The tables of the file.
const TABLES: &[&str] = &["watch", "source"];
/// What `[watch]` says besides [`habits::KEYS`].
const WATCH_KEYS: &[&str] = &["contact", "agent"];
/// What a `[[source]]` says besides [`habits::KEYS`] and [`site::KEYS`].
const SOURCE_KEYS: &[&str] = &["id", "authority"];

#[derive(Debug, Default, Deserialize)]
struct WrittenWatch {
    contact: Option<Spanned<String>>,
    agent: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
struct WrittenSource {
    id: Spanned<String>,
    authority: Option<Spanned<String>>,
}

/// A source, and where it stands in the file.
pub(super) struct Placed {
    pub(super) source: Source,
    pub(super) at: Range<usize>,
}

/// The sources of a text, or every fault that it has.
pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Result<Sources, Vec<Slip>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut slips: Vec<Slip> = errors.iter().map(|error| Slip::of_toml(error, 0..0)).collect();
    if !slips.is_empty() {
        return Err(slips);
    }
    let mut root = root.into_inner();
    slips.extend(unknown_keys(&root, &[TABLES]));
    let (watch, defaults) = read_watch(root.remove("watch"), &mut slips);
    let placed = read_sources(root.remove("source"), &defaults, vocabulary, &mut slips);
    slips.extend(same::faults(&placed));
    slips.extend(missing_contact(&watch, &placed));
    let sources = placed.into_iter().map(|placed| placed.source).collect();
    if slips.is_empty() { Ok(Sources { watch, sources }) } else { Err(slips) }
}

fn read_watch(written: Option<Spanned<DeValue<'_>>>, slips: &mut Vec<Slip>) -> (Watch, Habits) {
    let none = Watch { contact: None, agent: None };
    let Some(written) = written else { return (none, Habits::default()) };
    let read = table(&written, "[watch]", &[WATCH_KEYS, habits::KEYS]).and_then(|()| {
        Ok((part::<WrittenWatch>(&written).map_err(one)?, part::<Habits>(&written).map_err(one)?))
    });
    let (watch, habits) = match read {
        Ok(read) => read,
        Err(found) => {
            slips.extend(found);
            return (none, Habits::default());
        }
    };
    slips.extend(watch.contact.iter().filter(|contact| !is_contact(contact.get_ref())).map(no_contact));
    slips.extend(watch.agent.iter().filter(|agent| !is_product(agent.get_ref())).map(no_product));
    slips.extend(habits.faults());
    let plain = |value: Spanned<String>| value.get_ref().trim().trim_start_matches("mailto:").to_owned();
    (Watch { contact: watch.contact.map(plain), agent: watch.agent.map(plain) }, habits)
}

fn read_sources(
    written: Option<Spanned<DeValue<'_>>>,
    defaults: &Habits,
    vocabulary: &Vocabulary,
    slips: &mut Vec<Slip>,
) -> Vec<Placed> {
    let hint = "add a `[[source]]`, or have one drafted from a council's name or address";
    let span = written.as_ref().map_or(0..0, Spanned::span);
    let entries = match written.map(Spanned::into_inner) {
        Some(DeValue::Array(entries)) if !entries.is_empty() => entries,
        _ => {
            slips.push(Slip::new(span, "expected at least one `[[source]]`, found none", hint));
            return Vec::new();
        }
    };
    let mut placed = Vec::new();
    for entry in entries {
        match read_source(&entry, defaults, vocabulary) {
            Ok(source) => placed.push(Placed { source, at: entry.span() }),
            Err(found) => slips.extend(found),
        }
    }
    placed
}

fn read_source(
    written: &Spanned<DeValue<'_>>,
    defaults: &Habits,
    vocabulary: &Vocabulary,
) -> Result<Source, Vec<Slip>> {
    table(written, "[[source]]", &[SOURCE_KEYS, site::KEYS, habits::KEYS])?;
    let source: WrittenSource = part(written).map_err(one)?;
    let site: WrittenSite = part(written).map_err(one)?;
    let habits: Habits = part(written).map_err(one)?;

    let mut slips = habits.faults();
    slips.extend((!is_id(source.id.get_ref())).then(|| no_id(&source.id)));
    let authority = source.authority.as_ref().map(|words| publisher(words, vocabulary)).transpose();
    let authority = authority.map_err(|slip| slips.push(slip)).ok().flatten();
    let reach = site.reach();
    let site = site.checked(written.span()).map_err(|found| slips.extend(found)).ok();
    let Some(site) = site else { return Err(slips) };
    let habits = habits.or(defaults);
    slips.extend(habits.too_hasty(reach));
    if !slips.is_empty() {
        return Err(slips);
    }
    Ok(Source {
        id: source.id.into_inner(),
        authority,
        wanted: habits.wanted(site.kind()),
        site,
        back: habits.back(),
        packs: habits.packs(),
        manners: habits.manners(reach),
    })
}

fn publisher(words: &Spanned<String>, vocabulary: &Vocabulary) -> Result<Publisher, Slip> {
    let entry = vocabulary.authority_by_code_or_name(words.get_ref()).map_err(|error| {
        let hint = "write the council's ONS code or its name, `authority = \"E09000021\"`";
        Slip::new(words.span(), error.to_string(), hint)
    })?;
    Ok(Publisher { code: entry.code.clone(), name: entry.name.clone() })
}

/// Checks that a value is a table with none but known keys.
fn table(written: &Spanned<DeValue<'_>>, name: &str, known: &[&[&str]]) -> Result<(), Vec<Slip>> {
    let DeValue::Table(table) = written.get_ref() else {
        let problem = format!("expected a table, found another value for `{name}`");
        return Err(one(Slip::new(written.span(), problem, format!("write `{name}` on a line of its own"))));
    };
    let slips = unknown_keys(table, known);
    if slips.is_empty() { Ok(()) } else { Err(slips) }
}

fn unknown_keys(table: &DeTable<'_>, known: &[&[&str]]) -> Vec<Slip> {
    let is_known = |key: &str| known.iter().any(|keys| keys.contains(&key));
    let all: Vec<String> = known.concat().iter().map(|key| format!("`{key}`")).collect();
    let unknown = table.keys().filter(|key| !is_known(key.get_ref()));
    unknown
        .map(|key| {
            let problem = format!("unknown key `{}`", key.get_ref());
            Slip::new(key.span(), problem, format!("here may stand {}", all.join(", ")))
        })
        .collect()
}

/// One part of a table: other keys than its own are another part's.
fn part<T: DeserializeOwned>(written: &Spanned<DeValue<'_>>) -> Result<T, Slip> {
    T::deserialize(ValueDeserializer::from(written.clone()))
        .map_err(|error| Slip::of_toml(&error, written.span()))
}

fn one(slip: Slip) -> Vec<Slip> {
    vec![slip]
}

fn is_id(id: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    id.split('-').all(is_word)
}

fn no_id(id: &Spanned<String>) -> Slip {
    let problem = format!("expected an id of lower-case words joined with `-`, found `{}`", id.get_ref());
    Slip::new(id.span(), problem, "write for example `id = \"ourtown-send\"`")
}

/// Whether a person can be reached by it: the user agent carries it, so that it is one word.
fn is_contact(contact: &str) -> bool {
    let contact = contact.trim();
    let is_mail = contact.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let is_page = contact.starts_with("https://") || contact.starts_with("http://");
    (is_mail || is_page) && contact.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'(' | b')' | b'\\'))
}

fn no_contact(contact: &Spanned<String>) -> Slip {
    let problem = format!("expected a mail address or a web page, found `{}`", contact.get_ref());
    Slip::new(
        contact.span(),
        problem,
        "write how a council can reach you, `contact = \"data@ourtown.gov.uk\"`",
    )
}

/// Whether it is a product as user agents name it: `name` or `name/version`, each a token (RFC 9110, 10.1.5 and 5.6.2).
fn is_product(agent: &str) -> bool {
    let is_token = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    };
    let mut words = agent.split('/');
    words.clone().count() <= 2 && words.all(is_token)
}

fn no_product(agent: &Spanned<String>) -> Slip {
    let problem = format!("expected a product such as `ourtown-watch/1.0`, found `{}`", agent.get_ref());
    Slip::new(agent.span(), problem, "name the program that asks, or leave `agent` out")
}

/// The fault of a file that would have hosts asked by nobody.
fn missing_contact(watch: &Watch, placed: &[Placed]) -> Option<Slip> {
    let on_the_web = |placed: &&Placed| !matches!(placed.source.site, Site::Folder { .. });
    let first = placed.iter().find(on_the_web).filter(|_| watch.contact.is_none())?;
    let problem = "expected who watches, found no `contact`";
    let hint =
        "write `[watch]` and below it `contact = \"data@ourtown.gov.uk\"`, so that a council can reach you";
    Some(Slip::new(first.at.clone(), problem, hint))
}
