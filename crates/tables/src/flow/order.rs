//! The order in which a reader takes what stands on a page: columns from left to right, and in each from top to bottom.
//!
//! The page is cut into bands by the white between lines. Neighbouring bands with the same white rivers between their
//! columns belong together; a line or a table across a river ends such a group. A group's rivers part columns only
//! if what stands beside them is prose or stands on lines of its own: `Venue:    Town Hall` is one line.

use boardlift_model::BBox;

use super::lines::Line;

/// Something that has a place in the order.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// A stretch of a line.
    Stretch(Line),
    /// A thing that is not taken apart: a table, a key, a text box, turned text. Its number is for the caller.
    Whole(usize, BBox),
}

/// A column from top to bottom, with the right edge that its lines may run to.
pub(crate) type Column = Vec<Item>;

/// Columns may have columns inside, as below a heading that spans two of three; more levels than this no page has.
const LEVELS: usize = 6;

/// So many lines beside each other make columns of prose; fewer are a letter head or a line with a tab stop.
const COLUMN_LINES: usize = 3;

/// A line of type so much larger than other lines of its column is the large figure of a card.
const LARGE: f32 = 1.4;

/// Lines of prose have at least so many words, mostly. Labels and figures have fewer.
const PROSE_WORDS: usize = 4;

/// The columns in reading order. `width` is the page's.
///
/// Each level sorts its items once; a river is at least a hundredth of the page wide, so a band has at most a
/// hundred columns.
pub(crate) fn columns(items: Vec<Item>, width: f32) -> Vec<Column> {
    let mut found = Vec::new();
    arrange(items, width, LEVELS, &mut found);
    found
}

impl Item {
    /// Its box.
    pub(crate) fn bbox(&self) -> BBox {
        match self {
            Item::Stretch(line) => line.bbox,
            Item::Whole(_, bbox) => *bbox,
        }
    }

    /// From where to where it keeps other lines away: a stretch from the height of its small letters to its baseline,
    /// since the boxes of tightly set lines overlap.
    fn core(&self) -> (f32, f32) {
        match self {
            Item::Stretch(line) => (line.baseline - line.size / 2.0, line.baseline),
            Item::Whole(_, bbox) => (bbox.y0, bbox.y1.max(bbox.y0)),
        }
    }
}

/// A part of the page from edge to edge: bands with the same rivers.
#[derive(Debug, Default)]
struct Group {
    items: Vec<Item>,
    /// The stretches of x that are covered, from left to right, no river between those of one.
    covered: Vec<(f32, f32)>,
    /// Whether the last band is things alone that stand side by side, as cards do: these are read row by row.
    cards: bool,
}

fn arrange(items: Vec<Item>, width: f32, levels: usize, found: &mut Vec<Column>) {
    let river = (width / 100.0).max(usual_size(&items));
    for group in groups(bands(items), river) {
        let columns = if levels > 0 { split(&group, river) } else { None };
        match columns {
            Some(columns) => {
                for column in columns {
                    arrange(column, width, levels - 1, found);
                }
            }
            None => found.push(group.items),
        }
    }
}

/// The type size of the middle stretch: the least width of a river.
fn usual_size(items: &[Item]) -> f32 {
    let mut sizes: Vec<f32> = items
        .iter()
        .filter_map(|item| match item {
            Item::Stretch(line) => Some(line.size),
            Item::Whole(..) => None,
        })
        .collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Items whose heights overlap, from top to bottom.
fn bands(mut items: Vec<Item>) -> Vec<Vec<Item>> {
    items.sort_by(|a, b| a.core().0.total_cmp(&b.core().0).then(a.bbox().x0.total_cmp(&b.bbox().x0)));
    let mut bands: Vec<Vec<Item>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for item in items {
        let (top, foot) = item.core();
        match bands.last_mut() {
            Some(band) if top < bottom => band.push(item),
            _ => bands.push(vec![item]),
        }
        bottom = bottom.max(foot);
    }
    bands
}

/// Neighbouring bands that have a river in common, or of which none has any.
fn groups(bands: Vec<Vec<Item>>, river: f32) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut foot = f32::NEG_INFINITY;
    let mut bands = bands.into_iter().peekable();
    while let Some(band) = bands.next() {
        let covered = cover(band.iter().map(Item::bbox), river);
        let cards = covered.len() > 1 && band.iter().all(|item| matches!(item, Item::Whole(..)));
        let below = bands.peek().and_then(|next| next.first()).map_or(f32::INFINITY, |item| item.core().0);
        let heads = heads(&band, below - foot, river);
        foot = band.iter().map(|item| item.core().1).fold(foot, f32::max);
        match groups.last_mut() {
            Some(group) if belongs(group, &covered, cards, heads, river) => {
                group.covered = merge(&group.covered, &covered, river);
                group.items.extend(band);
                group.cards = cards;
            }
            last => {
                let mut items = last.map_or_else(Vec::new, |before| take_back(before, &covered, river));
                items.extend(band);
                groups.push(Group { covered: cover(items.iter().map(Item::bbox), river), items, cards });
            }
        }
    }
    settle(groups, river)
}

/// Takes from the end of a single column what stands to the right of the first of the columns below: their first lines,
/// where a later column begins higher than the first.
fn take_back(before: &mut Group, columns: &[(f32, f32)], river: f32) -> Vec<Item> {
    let [(_, first), _, ..] = columns else { return Vec::new() };
    if before.covered.len() > 1 {
        return Vec::new();
    }
    let kept = before.items.iter().rposition(|item| item.bbox().x0 < first + river).map_or(0, |at| at + 1);
    // Of a column that stands to the right as a whole nothing is the beginning of another.
    if kept == 0 { Vec::new() } else { before.items.split_off(kept) }
}

fn belongs(group: &Group, covered: &[(f32, f32)], cards: bool, heads: bool, river: f32) -> bool {
    let (before, both) = (group.covered.len(), merge(&group.covered, covered, river).len());
    match (before > 1, covered.len() > 1) {
        (false, false) => both == 1,
        (true, false) => both > 1 && !heads && !group.cards,
        // What stands below cards is theirs only if it keeps to each of them, as captions do and a foot of the page doesn't.
        (true, true) if group.cards => both == before && !cards,
        (_, true) => both > 1,
    }
}

/// Whether a band is one line, bold or larger than usual, with so much white around it that no column can run on beside
/// it: a heading across all columns, though it may be too short to reach over the river.
fn heads(band: &[Item], height: f32, usual: f32) -> bool {
    let [Item::Stretch(line)] = band else { return false };
    // Between the lines of a column there is less than one size of white, between its paragraphs little more.
    let alone = height > 1.5 * line.size.max(usual);
    alone && (line.bold || line.size > 1.1 * usual)
}

/// Groups that turn out not to be columns are joined with single columns beside them.
fn settle(groups: Vec<Group>, river: f32) -> Vec<Group> {
    let mut settled: Vec<Group> = Vec::new();
    for group in groups {
        let single = split(&group, river).is_none() && !group.cards;
        match settled.last_mut() {
            Some(before) if single && split(before, river).is_none() && !before.cards => {
                before.items.extend(group.items);
                before.covered = merge(&before.covered, &group.covered, river);
            }
            _ => settled.push(group),
        }
    }
    settled
}

/// The columns of a group; nothing if its rivers part no columns.
fn split(group: &Group, river: f32) -> Option<Vec<Vec<Item>>> {
    if group.covered.len() < 2 {
        return None;
    }
    let mut columns: Vec<Vec<Item>> = vec![Vec::new(); group.covered.len()];
    for item in &group.items {
        let at = group.covered.partition_point(|&(_, to)| to + river / 2.0 < item.bbox().x0);
        columns[at.min(group.covered.len() - 1)].push(item.clone());
    }
    columns.retain(|column| !column.is_empty());
    (columns.len() > 1 && are_columns(&columns)).then_some(columns)
}

/// Whether these are columns: each holds a thing that is not taken apart, or prose, or lines between the others' lines, or
/// lines of large type among small ones, as cards without a frame do.
fn are_columns(columns: &[Vec<Item>]) -> bool {
    let whole = |column: &[Item]| column.iter().any(|item| matches!(item, Item::Whole(..)));
    if columns.iter().any(|column| whole(column)) {
        return true;
    }
    columns.iter().all(|column| column.len() >= COLUMN_LINES && is_prose(column))
        || columns.iter().all(|column| has_large_type(column))
        || columns.windows(2).all(|pair| !on_common_lines(&pair[0], &pair[1]))
}

/// Whether one line of a column is set much larger than another.
fn has_large_type(column: &[Item]) -> bool {
    let sizes = column.iter().filter_map(|item| match item {
        Item::Stretch(line) => Some(line.size),
        Item::Whole(..) => None,
    });
    let (least, most) =
        sizes.fold((f32::INFINITY, 0.0), |(least, most): (f32, f32), size| (least.min(size), most.max(size)));
    most >= LARGE * least
}

fn is_prose(column: &[Item]) -> bool {
    let long = column.iter().filter(|item| match item {
        Item::Stretch(line) => line.words.len() >= PROSE_WORDS,
        Item::Whole(..) => false,
    });
    2 * long.count() >= column.len()
}

/// Whether at least half of the lines of the shorter column have a line of the other beside them.
fn on_common_lines(a: &[Item], b: &[Item]) -> bool {
    let baselines = |column: &[Item]| {
        let mut found: Vec<f32> = column.iter().map(|item| item.core().1).collect();
        found.sort_by(f32::total_cmp);
        found
    };
    let (short, long) = if a.len() < b.len() { (a, baselines(b)) } else { (b, baselines(a)) };
    let common = short.iter().filter(|item| {
        let (top, baseline) = item.core();
        let slack = (baseline - top) / 2.0;
        long[long.partition_point(|&other| other < baseline - slack)..]
            .first()
            .is_some_and(|&other| other <= baseline + slack)
    });
    2 * common.count() >= short.len()
}

/// The stretches of x that boxes cover; gaps narrower than a river count as covered.
fn cover(boxes: impl Iterator<Item = BBox>, river: f32) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = boxes.map(|bbox| (bbox.x0, bbox.x1)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut covered: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match covered.last_mut() {
            Some((_, end)) if from - *end < river => *end = end.max(to),
            _ => covered.push((from, to)),
        }
    }
    covered
}

fn merge(a: &[(f32, f32)], b: &[(f32, f32)], river: f32) -> Vec<(f32, f32)> {
    let boxes = a.iter().chain(b).map(|&(x0, x1)| BBox { x0, y0: 0.0, x1, y1: 0.0 });
    cover(boxes, river)
}
