//! Which lines of a list belong to which section, and what in a section is heading, row or note.

use super::Entry;
use super::header::{Column, Header};
use super::rows::{self, Rows};
use boardlift_lexicon::wording;

use crate::{markup, shape};

/// The most words of a section's heading.
const HEADING_WORDS: usize = 40;

/// What stands below one block of headings.
#[derive(Debug)]
pub(super) struct Section<'e> {
    /// The block of headings.
    pub(super) header: &'e [Entry<'e>],
    /// The groups of rows below it, at least one.
    pub(super) groups: Vec<Group<'e>>,
    /// The first of its lines, its heading included.
    pub(super) first_line: usize,
    /// The line after its last one.
    pub(super) end_line: usize,
}

/// Rows under one heading.
#[derive(Debug)]
pub(super) struct Group<'e> {
    /// The heading, which may take several lines; may be none.
    pub(super) title: &'e [Entry<'e>],
    /// The rows.
    pub(super) rows: Rows,
    /// The notes among the rows.
    pub(super) notes: Vec<&'e Entry<'e>>,
}

/// The sections below the given blocks of headings.
pub(super) fn sections<'e>(entries: &'e [Entry<'e>], headers: &[Header]) -> Vec<Section<'e>> {
    let mut sections = Vec::with_capacity(headers.len());
    let mut from = 0;
    let mut headers = headers.iter().peekable();
    while let Some(header) = headers.next() {
        let title = title(entries.get(from..header.start).unwrap_or_default());
        let below = match headers.peek() {
            Some(next) => {
                let below = entries.get(header.end..next.start).unwrap_or_default();
                below.get(..below.len() - title_length(below)).unwrap_or_default()
            }
            None => entries.get(header.end..).unwrap_or_default(),
        };
        let body = match header.rows_end {
            Some(end) => entries.get(header.end..end).unwrap_or_default(),
            None => body(between_marks(entries, header, below)),
        };
        let headings = entries.get(header.start..header.end).unwrap_or_default();
        let lines = || [title, headings, body].into_iter().flatten().map(|entry| entry.at);
        sections.push(Section {
            header: headings,
            groups: match header.rows_end {
                Some(_) => {
                    vec![Group { title, rows: rows::of_width(body, headings.len()), notes: Vec::new() }]
                }
                None => groups(title, body, &header.columns),
            },
            first_line: lines().min().unwrap_or(0),
            end_line: lines().max().map_or(0, |last| last + 1),
        });
        from = header.end + body.len();
    }
    sections
}

/// The entries below a block of headings that can be its cells: where marks end its headings they end all its cells.
fn between_marks<'e, 't>(entries: &[Entry<'t>], header: &Header, below: &'e [Entry<'t>]) -> &'e [Entry<'t>] {
    let is_marked = entries.get(header.start).is_some_and(|entry| entry.is_marked);
    let end = below.iter().position(|entry| is_marked && !entry.is_marked);
    below.get(..end.unwrap_or(below.len())).unwrap_or_default()
}

/// The rows of a section, parted at numbered titles between them: where the block of headings is printed once, the
/// titles of its sections stand among the rows.
fn groups<'e>(title: &'e [Entry<'e>], body: &'e [Entry<'e>], columns: &[Column]) -> Vec<Group<'e>> {
    let is_title = |pair: &[Entry<'_>]| {
        pair.iter().all(|entry| shape::is_words(&entry.text))
            && pair.first().is_some_and(|entry| wording::is_numbered_title(&entry.text))
    };
    let titles = || body.windows(2).enumerate().filter(|(_, pair)| is_title(pair)).map(|(at, _)| at);
    let ends = titles().chain([body.len()]);
    let starts = titles().map(|at| (body.get(at..=at).unwrap_or_default(), at + 1));
    [(title, 0)]
        .into_iter()
        .chain(starts)
        .zip(ends)
        .map(|((title, start), end)| group(title, body.get(start..end).unwrap_or_default(), columns))
        .filter(|group| !group.title.is_empty() || !group.rows.is_empty() || !group.notes.is_empty())
        .collect()
}

fn group<'e>(title: &'e [Entry<'e>], body: &'e [Entry<'e>], columns: &[Column]) -> Group<'e> {
    let (notes, cells): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = body.iter().partition(|entry| is_note(entry));
    Group { title, rows: rows::read(&cells, columns), notes }
}

/// The section's heading among the entries above a block of headings.
fn title<'e, 't>(above: &'e [Entry<'t>]) -> &'e [Entry<'t>] {
    above.get(above.len() - title_length(above)..).unwrap_or_default()
}

/// How many of the last entries are the section's heading: the line above the block of headings, with the lines
/// before it that go on in it.
fn title_length(above: &[Entry<'_>]) -> usize {
    let may_head = |entry: &Entry<'_>| {
        let text = entry.text.as_str();
        shape::is_words(text) && !is_note(entry) && !ends_list(entry) && !text.ends_with('.')
    };
    let mut length = usize::from(above.last().is_some_and(may_head));
    if above.last().is_none_or(|last| last.text.split_whitespace().count() > HEADING_WORDS) {
        return 0;
    }
    while let Some([before, after]) = above.len().checked_sub(length + 1).and_then(|at| above.get(at..at + 2))
    {
        let is_one = wording::breaks_off(&before.text) || wording::goes_on(&after.text);
        if length == 0 || after.after_blank || !is_one || !may_head(before) {
            break;
        }
        length += 1;
    }
    length
}

/// The entries that are rows: up to the last value, and the names without values that follow it at once.
fn body<'e, 't>(below: &'e [Entry<'t>]) -> &'e [Entry<'t>] {
    let values =
        below.iter().rposition(|entry| shape::is_value_alone(&entry.text)).map_or(0, |last| last + 1);
    let tail = below.get(values..).unwrap_or_default();
    let names = tail.iter().take_while(|entry| !entry.after_blank && !ends_list(entry)).count();
    below.get(..values + names).unwrap_or_default()
}

fn ends_list(entry: &Entry<'_>) -> bool {
    let raw = entry.line.text.trim();
    wording::list_item(raw).is_some() || markup::markdown_heading(raw).is_some()
}

/// Whether a line is a note on the list and no name.
fn is_note(entry: &Entry<'_>) -> bool {
    let text = entry.text.as_str();
    let is_labelled = ["Note:", "Notes:", "Source:", "Sources:"].iter().any(|label| text.starts_with(label));
    !shape::is_value_alone(text) && (is_labelled || wording::footnote(text).is_some())
}
