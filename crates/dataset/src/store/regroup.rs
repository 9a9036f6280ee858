//! Which figure of a partition stands in which row group of its file, and what of the file is written anew when documents
//! come and go.
//!
//! A file of many figures has many groups, by the first bits of their documents' ids: a paper that comes is put into one
//! of them, and the others are moved as they are. So a night's papers cost what they bring, however much is there already.
//! How many bits count follows from the number of rows alone, so that the same rows are always grouped alike; where it
//! changes, all groups are written anew, which is when a partition has doubled.
//!
//! A file that is not grouped so, of whichever Boardlift before this one, is written anew as a whole.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::ops::Bound::Included;

use boardlift_model::Observation;
use polars::prelude::{DataFrame, IdxCa, IdxSize};

use super::order::{self, DOCUMENT};
use super::partition::AUTHORITY_CODE;
use crate::parquet::decode;
use crate::parquet::groups::{self, Group};
use crate::read::ReadFault;
use crate::tables::TableName;

/// Rows in a group, on average, at most. Smaller groups cost less to write anew, which takes some ten milliseconds of this
/// many rows; but an engine that looks through all of them takes twice as long where they are a quarter of this.
#[cfg(not(test))]
const ROWS_A_GROUP: usize = 8 * 1024;
/// Few enough for every test to have some groups.
#[cfg(test)]
const ROWS_A_GROUP: usize = 64;

/// More bits than any partition needs: half a thousand million rows.
const MOST_BITS: u32 = 16;

/// The documents whose rows go, by their ids.
#[derive(Debug)]
pub(super) struct Leaving {
    /// All of them.
    pub(super) documents: HashSet<String>,
    /// Those that may have had rows before: a group that gains none is looked into for their sake alone.
    pub(super) known: BTreeSet<String>,
}

/// What becomes of a partition.
pub(super) enum Change {
    /// Its file stays as it is.
    None,
    /// It has no rows any more.
    Empty,
    /// Its file is made of these groups.
    Groups(Vec<Part>),
}

/// A group as it was or as it will be.
pub(super) enum Part {
    Kept(Group),
    New(DataFrame),
}

/// What becomes of a partition with these bytes, which has none as long as it isn't there, when documents go and rows come.
pub(super) fn change(
    file: Option<Vec<u8>>,
    leaving: &Leaving,
    fresh: DataFrame,
) -> Result<Change, ReadFault> {
    let before = file.map_or(Ok(Vec::new()), groups::taken_apart).map_err(damaged)?;
    let bits = bits(before.iter().map(Group::rows).sum());
    let mut sorted = Sorted::of(before, bits, leaving, &fresh)?;
    if sorted.is_same && fresh.height() == 0 {
        return Ok(Change::None);
    }
    sorted.opened.push(fresh);
    let rows = sorted.rows();
    if rows == 0 {
        return Ok(Change::Empty);
    }
    sorted.parts(self::bits(rows)).map(Change::Groups)
}

/// The bytes of a file of these groups.
pub(super) fn file(parts: Vec<Part>) -> io::Result<Vec<u8>> {
    let group = |part| match part {
        Part::Kept(group) => Ok(group),
        Part::New(frame) => groups::group(frame),
    };
    let groups = parts.into_iter().map(group).collect::<io::Result<Vec<_>>>()?;
    groups::put_together(&groups)
}

/// A file's groups: those that can stay as they are, and the rows of the others.
struct Sorted {
    /// How many bits of the ids have told the groups from each other.
    bits: u32,
    kept: BTreeMap<u32, Group>,
    opened: Vec<DataFrame>,
    /// Whether no row has gone.
    is_same: bool,
}

impl Sorted {
    fn of(groups: Vec<Group>, bits: u32, leaving: &Leaving, fresh: &DataFrame) -> Result<Self, ReadFault> {
        let gaining: BTreeSet<u32> =
            decode::texts(fresh, DOCUMENT)?.iter().flatten().map(|id| place(id, bits)).collect();
        let places = places(&groups, bits);
        let mut sorted = Sorted { bits, kept: BTreeMap::new(), opened: Vec::new(), is_same: true };
        for (number, group) in groups.into_iter().enumerate() {
            let place = places.as_ref().map(|places| places[number]);
            let stays = place.filter(|place| !gaining.contains(place));
            if let Some(place) = stays.filter(|_| !may_lose(&group, leaving)) {
                sorted.kept.insert(place, group);
                continue;
            }
            let frame = opened(&group)?;
            let left = order::without(&frame, &leaving.documents)?;
            let is_whole = left.height() == frame.height();
            sorted.is_same &= is_whole;
            match stays.filter(|_| is_whole) {
                Some(place) => drop(sorted.kept.insert(place, group)),
                None => sorted.opened.push(left),
            }
        }
        Ok(sorted)
    }

    fn rows(&self) -> usize {
        let kept: usize = self.kept.values().map(Group::rows).sum();
        kept + self.opened.iter().map(DataFrame::height).sum::<usize>()
    }

    /// The groups when so many bits tell them from each other.
    fn parts(mut self, bits: u32) -> Result<Vec<Part>, ReadFault> {
        if bits != self.bits {
            let kept = std::mem::take(&mut self.kept);
            self.opened.extend(kept.values().map(opened).collect::<Result<Vec<_>, _>>()?);
        }
        let mut pieces: BTreeMap<u32, Vec<DataFrame>> = BTreeMap::new();
        for frame in &self.opened {
            for (place, piece) in split(frame, bits)? {
                pieces.entry(place).or_default().push(piece);
            }
        }
        let mut parts: BTreeMap<u32, Part> =
            self.kept.into_iter().map(|(place, group)| (place, Part::Kept(group))).collect();
        for (place, pieces) in pieces {
            let rows = order::sorted(TableName::Observations, pieces).map_err(decode::damaged)?;
            parts.insert(place, Part::New(rows));
        }
        Ok(parts.into_values().collect())
    }
}

/// How many bits tell the groups of so many rows from each other.
fn bits(rows: usize) -> u32 {
    (0..MOST_BITS).find(|bits| rows >> bits <= ROWS_A_GROUP).unwrap_or(MOST_BITS)
}

/// The group of a document: the first bits of its id.
fn place(id: &str, bits: u32) -> u32 {
    let digits = id.get(..MOST_BITS as usize / 4).unwrap_or_default();
    u32::from_str_radix(digits, 16).unwrap_or(0) >> (MOST_BITS - bits)
}

/// The place of each group; nothing where they are not grouped so.
fn places(groups: &[Group], bits: u32) -> Option<Vec<u32>> {
    let place_of = |group: &Group| {
        let (first, last) = group.bounds(DOCUMENT)?;
        Some(place(first, bits)).filter(|&found| found == place(last, bits))
    };
    let places: Vec<u32> = groups.iter().map(place_of).collect::<Option<_>>()?;
    places.is_sorted_by(|a, b| a < b).then_some(places)
}

/// Whether rows may stand in a group of a document that goes.
fn may_lose(group: &Group, leaving: &Leaving) -> bool {
    let bounds = group.bounds(DOCUMENT);
    bounds.is_none_or(|(first, last)| {
        leaving.known.range::<str, _>((Included(first), Included(last))).next().is_some()
    })
}

fn opened(group: &Group) -> Result<DataFrame, ReadFault> {
    let file = groups::joined(std::slice::from_ref(group)).map_err(ReadFault::Io)?;
    decode::columns::<Observation>(&file, &[AUTHORITY_CODE])
}

/// The rows of each place, in their order.
fn split(frame: &DataFrame, bits: u32) -> Result<BTreeMap<u32, DataFrame>, ReadFault> {
    let mut rows: BTreeMap<u32, Vec<IdxSize>> = BTreeMap::new();
    for (id, row) in decode::texts(frame, DOCUMENT)?.iter().zip(0..) {
        rows.entry(place(id.unwrap_or_default(), bits)).or_default().push(row);
    }
    if rows.len() == 1 {
        return Ok(rows.into_keys().map(|place| (place, frame.clone())).collect());
    }
    let taken =
        |(place, rows)| Ok((place, frame.take(&IdxCa::from_vec("".into(), rows)).map_err(decode::damaged)?));
    rows.into_iter().map(taken).collect()
}

fn damaged(reason: &str) -> ReadFault {
    ReadFault::Damaged { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use boardlift_model::DocumentId;

    use super::*;
    use crate::parquet::encode;
    use crate::testing::tables;

    /// An id as a hash is: its first bits tell documents from each other.
    fn id(document: u32) -> String {
        format!("{:08x}", document.wrapping_mul(0x9E37_79B9)).repeat(8)
    }

    /// The figures of a document, each of a series of its own; only the odd ones have a breakdown.
    fn figures(document: u32, rows: u32) -> Vec<Observation> {
        let template = tables().observations.swap_remove(0);
        let figure = |row: u32| {
            let mut figure = template.clone();
            figure.id = format!("{document:08x}{row:08x}");
            figure.document_id = DocumentId(id(document));
            figure.figure.indicator = format!("indicator {}", row % 97);
            figure.figure.breakdown = (document % 2 == 1).then(|| "of girls".to_owned());
            figure.figure.row = row + 1;
            figure
        };
        (0..rows).map(figure).collect()
    }

    fn columns(documents: impl IntoIterator<Item = u32>, rows: u32) -> DataFrame {
        let figures: Vec<_> = documents.into_iter().flat_map(|document| figures(document, rows)).collect();
        encode::frame(&figures, &[AUTHORITY_CODE]).unwrap()
    }

    fn leaving(documents: impl IntoIterator<Item = u32>) -> Leaving {
        let documents: HashSet<String> = documents.into_iter().map(id).collect();
        Leaving { known: documents.iter().cloned().collect(), documents }
    }

    /// The file after documents went and others came, and how many of its groups were moved as they were.
    fn changed(before: Option<&[u8]>, leaving: &Leaving, fresh: DataFrame) -> (Vec<u8>, usize) {
        match change(before.map(<[u8]>::to_vec), leaving, fresh).unwrap() {
            Change::Groups(parts) => {
                let kept = parts.iter().filter(|part| matches!(part, Part::Kept(_))).count();
                (file(parts).unwrap(), kept)
            }
            Change::None => (before.unwrap().to_vec(), usize::MAX),
            Change::Empty => (Vec::new(), 0),
        }
    }

    fn groups_of(file: &[u8]) -> usize {
        groups::taken_apart(file.to_vec()).unwrap().len()
    }

    /// A file of these documents comes out alike, whether all came at once or some of them later, as others went. Of its
    /// groups so many were moved as they were.
    fn check(documents: &[u32], groups: usize, late: &[u32], gone: &[u32], kept: usize) {
        let of = |documents: &[u32]| columns(documents.iter().copied(), 6);
        let at_once = changed(None, &leaving([]), of(documents)).0;
        assert_eq!(groups_of(&at_once), groups);
        let early = documents.iter().filter(|document| !late.contains(document));
        let first: Vec<u32> = gone.iter().chain(early).copied().collect();
        let before = changed(None, &leaving([]), of(&first)).0;
        let after = changed(Some(&before), &leaving(gone.iter().chain(late).copied()), of(late));
        assert_eq!(after.1, kept, "{documents:?}, {late:?}, {gone:?}");
        assert!(after.0 == at_once, "{documents:?}, {late:?}, {gone:?}");
    }

    #[test]
    fn a_file_tells_its_rows_and_nothing_of_its_history() {
        let documents: Vec<u32> = (0..40).collect();
        check(&documents[..10], 1, &[3], &[], 0);
        check(&documents[..10], 1, &[1, 3, 5, 7, 9], &[60, 61], 0);
        check(&documents, 4, &[7], &[], 3);
        check(&documents, 4, &[7, 8, 9, 10], &[60, 61], 0);
        // All rows have a breakdown, or none: the others have gone.
        let (even, odd): (Vec<u32>, Vec<u32>) = documents.iter().partition(|&document| document % 2 == 0);
        check(&odd[..9], 1, &[1], &even[..9], 0);
        check(&even[..9], 1, &[2], &odd[..9], 0);
        check(&odd[..9], 1, &[], &even[..1], 0);
        check(&even[..9], 1, &[], &odd[..1], 0);
    }

    #[test]
    fn groups_are_split_and_joined_as_rows_come_and_go() {
        let file = |documents: u32| changed(None, &leaving([]), columns(0..documents, 6)).0;
        let (one, two) = (file(10), file(11));
        assert_eq!((groups_of(&one), groups_of(&two)), (1, 2));
        assert!(changed(Some(&one), &leaving([]), columns([10], 6)).0 == two);
        assert!(changed(Some(&two), &leaving([10]), columns([], 6)).0 == one);
    }

    #[test]
    fn what_no_document_of_it_changes_stays_as_it_is() {
        let file = changed(None, &leaving([]), columns(0..40, 6)).0;
        assert_eq!(changed(Some(&file), &leaving([50]), columns([], 1)).1, usize::MAX);
        assert!(changed(Some(&file), &leaving(0..40), columns([], 1)).0.is_empty());
    }

    #[test]
    fn a_file_that_is_grouped_otherwise_is_written_anew() {
        let rows = columns(0..40, 6);
        let other = encode::file(rows.clone()).unwrap();
        let expected = changed(None, &leaving([]), columns(0..41, 6)).0;
        assert!(changed(Some(&other), &leaving([]), columns([40], 6)).0 == expected);
    }

    #[test]
    fn as_many_groups_as_rows_need() {
        let check = |rows: usize, expected: u32| assert_eq!(bits(rows), expected, "{rows}");
        check(0, 0);
        check(ROWS_A_GROUP, 0);
        check(ROWS_A_GROUP + 1, 1);
        check(100 * ROWS_A_GROUP, 7);
        check(usize::MAX, MOST_BITS);
        assert_eq!((place("ffff0", 3), place("7", 1), place("8000", 1), place("ü", 4)), (7, 0, 1, 0));
    }
}
