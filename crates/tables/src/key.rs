//! Keys of colours: small coloured boxes, circles or signs, each with the words that say what its colour means, and
//! words printed on coloured boxes. In a key each colour stands once; where a colour repeats, it is data.

use boardlift_model::{BBox, Cell, Fill, KeyEntry, Page, Place, Rgb, Text, Word};

use crate::geometry::union;
use crate::layout::Table;

/// A key that was found among the words of no table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    /// The box around its colours and words.
    pub(crate) bbox: BBox,
    /// Its entries, from top to bottom or from left to right.
    pub(crate) entries: Vec<KeyEntry>,
    /// Its words, as indices into the page's words.
    pub(crate) words: Vec<usize>,
}

/// A key explains at least two colours, and more than seven nobody tells apart.
const COLOURS: std::ops::RangeInclusive<usize> = 2..=7;

/// A page with more coloured shapes than this shows a chart or a picture.
const MOST_SWATCHES: usize = 512;

/// The words of an entry begin within this many ems after its colour.
const NEAR: f32 = 3.0;

/// Channels of a colour that differ by less than this look grey.
const CHROMA: u8 = 40;

/// The keys that stand outside the tables.
pub(crate) fn find(page: &Page, taken: &[bool], tables: &[BBox]) -> Vec<Key> {
    let mut swatches = swatches(page, taken, tables);
    if swatches.len() > MOST_SWATCHES {
        return Vec::new();
    }
    swatches.sort_by(|a, b| a.middle().total_cmp(&b.middle()).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let (mut keys, mut rest) = keys_of(page, taken, &swatches, in_rows);
    rest.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.middle().total_cmp(&b.middle())));
    keys.extend(keys_of(page, taken, &rest, in_columns).0);
    keys.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    keys
}

/// The entries of a table that is nothing but a key: each row, or each pair of neighbours in its only row, has a
/// coloured cell with words in it or beside it. A title may stand above.
pub(crate) fn of_table(table: &Table) -> Option<Vec<KeyEntry>> {
    let rows = table.grid.rows();
    let title = rows.first().is_some_and(|row| row.iter().all(|cell| swatch_of(cell).is_none()));
    let rows = if title { rows.get(1..)? } else { rows };
    let entries = match rows {
        [row] => entries_of_row(row)?,
        rows => rows.iter().map(|row| only(entries_of_row(row)?)).collect::<Option<Vec<KeyEntry>>>()?,
    };
    is_key(&entries).then_some(entries)
}

fn only<T>(mut things: Vec<T>) -> Option<T> {
    if things.len() == 1 { things.pop() } else { None }
}

/// Each coloured cell of a row with its words; nothing if other words stand in the row.
fn entries_of_row(row: &[Cell]) -> Option<Vec<KeyEntry>> {
    let mut entries = Vec::new();
    let mut cells = row.iter().filter(|cell| !cell.covered).peekable();
    while let Some(cell) = cells.next() {
        let Some(colour) = swatch_of(cell) else {
            if cell.is_blank() {
                continue;
            }
            return None;
        };
        let own = cell.text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
        let meaning = if own { cell } else { cells.next_if(|next| swatch_of(next).is_none())? };
        if meaning.is_blank() {
            return None;
        }
        let text = Text { text: meaning.text.clone(), place: meaning.place.clone() };
        entries.push(KeyEntry { colour, text });
    }
    Some(entries)
}

/// The colour of a cell: of the only mark in it, else of its shading.
fn swatch_of(cell: &Cell) -> Option<Rgb> {
    match cell.marks.as_slice() {
        [] => cell.fill.filter(|&fill| is_swatch_colour(fill)),
        [mark] => Some(mark.colour).filter(|&colour| is_swatch_colour(colour)),
        _ => None,
    }
}

/// Whether entries make a key: few, each colour once, at least two of them real colours, and words that say something.
/// A coloured box that begins with a bare number counts something.
fn is_key(entries: &[KeyEntry]) -> bool {
    let unlike =
        |(at, entry): (usize, &KeyEntry)| entries[..at].iter().all(|other| other.colour != entry.colour);
    let says = |entry: &KeyEntry| {
        let first = entry.text.text.split(' ').next().unwrap_or("");
        entry.text.text.chars().any(char::is_alphabetic) && !first.bytes().all(|byte| byte.is_ascii_digit())
    };
    COLOURS.contains(&entries.len())
        && entries.iter().enumerate().all(unlike)
        && entries.iter().filter(|entry| chroma(entry.colour) >= CHROMA).count() >= 2
        && entries.iter().all(says)
}

/// A coloured shape, or a sign in a colour of its own.
#[derive(Debug, Clone, Copy)]
struct Swatch {
    bbox: BBox,
    colour: Rgb,
    /// The word that it is, for a sign.
    sign: Option<usize>,
}

impl Swatch {
    fn middle(&self) -> f32 {
        f32::midpoint(self.bbox.y0, self.bbox.y1)
    }

    fn height(&self) -> f32 {
        self.bbox.y1 - self.bbox.y0
    }
}

fn swatches(page: &Page, taken: &[bool], tables: &[BBox]) -> Vec<Swatch> {
    let outside = |bbox: BBox| !tables.iter().any(|&table| holds(table, bbox));
    let is_swatch = |fill: &&Fill| {
        let (width, height) = (fill.bbox.x1 - fill.bbox.x0, fill.bbox.y1 - fill.bbox.y0);
        // Wider than half a page or as high as four lines, it is a band or a panel.
        is_swatch_colour(fill.colour)
            && width < page.width / 2.0
            && height < page.height / 12.0
            && outside(fill.bbox)
    };
    let mut found: Vec<Swatch> = Vec::new();
    for fill in page.fills.iter().filter(is_swatch) {
        match found.iter_mut().find(|below| holds(fill.bbox, below.bbox) && holds(below.bbox, fill.bbox)) {
            // Painted over: the upper colour is the one that is seen.
            Some(below) => below.colour = fill.colour,
            None => found.push(Swatch { bbox: fill.bbox, colour: fill.colour, sign: None }),
        }
        if found.len() > MOST_SWATCHES {
            return found;
        }
    }
    let signs = page.words.iter().enumerate().filter(|(at, word)| !taken[*at] && is_sign(word));
    found.extend(signs.map(|(at, word)| Swatch { bbox: word.bbox, colour: word.ink, sign: Some(at) }));
    found
}

/// Whether a word is one of the signs that are printed in a colour to show that colour.
fn is_sign(word: &Word) -> bool {
    let mut letters = word.text.chars();
    let sign = letters.next().is_some_and(|sign| "●■▲▼◆⬤⬛○□★".contains(sign));
    sign && letters.next().is_none() && chroma(word.ink) >= CHROMA
}

/// In rows: neighbours at one height, the next one to the right.
fn in_rows(a: &Swatch, b: &Swatch) -> bool {
    (a.middle() - b.middle()).abs() < a.height().min(b.height()) / 2.0
}

/// In columns: the next one below, at the same left edge, no more than twice its height away.
fn in_columns(a: &Swatch, b: &Swatch) -> bool {
    let same_edge = (a.bbox.x0 - b.bbox.x0).abs() < a.height().min(b.height()) / 2.0;
    same_edge && (b.middle() - a.middle()).abs() <= 3.0 * a.height().max(b.height())
}

fn keys_of(
    page: &Page,
    taken: &[bool],
    swatches: &[Swatch],
    series: fn(&Swatch, &Swatch) -> bool,
) -> (Vec<Key>, Vec<Swatch>) {
    let mut keys = Vec::new();
    let mut rest = Vec::new();
    for group in swatches.chunk_by(series) {
        match key_of(page, taken, group) {
            Some(key) => keys.push(key),
            None => rest.extend_from_slice(group),
        }
    }
    (keys, rest)
}

fn key_of(page: &Page, taken: &[bool], group: &[Swatch]) -> Option<Key> {
    if !COLOURS.contains(&group.len()) {
        return None;
    }
    let mut key = Key { bbox: group[0].bbox, entries: Vec::new(), words: Vec::new() };
    for swatch in group {
        let words = meaning(page, taken, swatch, group);
        let bbox = words.iter().map(|&at| page.words[at].bbox).reduce(union)?;
        let text: Vec<&str> = words.iter().map(|&at| page.words[at].text.as_str()).collect();
        let text = Text { text: text.join(" "), place: Place::Page { page: page.number, bbox } };
        key.entries.push(KeyEntry { colour: swatch.colour, text });
        key.bbox = union(key.bbox, union(swatch.bbox, bbox));
        key.words.extend(words.into_iter().chain(swatch.sign));
    }
    is_key(&key.entries).then_some(key)
}

/// The words of a colour: those printed on it if they are more than a letter, else those that follow it on its line, as
/// far as the next colour or the next wide gap.
fn meaning(page: &Page, taken: &[bool], swatch: &Swatch, group: &[Swatch]) -> Vec<usize> {
    let free = |at: &usize| !taken[*at] && Some(*at) != swatch.sign;
    let inside: Vec<usize> =
        (0..page.words.len()).filter(free).filter(|&at| holds(swatch.bbox, page.words[at].bbox)).collect();
    let letters: usize = inside.iter().map(|&at| page.words[at].text.chars().count()).sum();
    if letters > 1 && swatch.sign.is_none() {
        return inside;
    }
    let end =
        group.iter().map(|other| other.bbox.x0).filter(|&x| x > swatch.bbox.x1).fold(f32::INFINITY, f32::min);
    let mut after: Vec<usize> = (0..page.words.len())
        .filter(free)
        .filter(|&at| {
            let bbox = page.words[at].bbox;
            let middle = f32::midpoint(bbox.y0, bbox.y1);
            bbox.x0 >= swatch.bbox.x1 - 1.0
                && bbox.x1 <= end
                && swatch.bbox.y0 <= middle
                && middle <= swatch.bbox.y1
        })
        .collect();
    after.sort_by(|&a, &b| page.words[a].bbox.x0.total_cmp(&page.words[b].bbox.x0));
    let mut edge = swatch.bbox.x1;
    let mut near = NEAR;
    let follows = |&at: &usize| {
        let word = &page.words[at];
        let goes_on = word.bbox.x0 - edge <= near * word.size;
        (edge, near) = (word.bbox.x1, 1.0);
        goes_on
    };
    after.into_iter().take_while(follows).collect()
}

/// Whether a colour can stand for something: neither the paper's nor the ink's.
fn is_swatch_colour(colour: Rgb) -> bool {
    let lightness = u16::from(colour.red) + u16::from(colour.green) + u16::from(colour.blue);
    chroma(colour) >= CHROMA || (3 * 48..3 * 232).contains(&lightness)
}

fn chroma(colour: Rgb) -> u8 {
    let channels = [colour.red, colour.green, colour.blue];
    channels.iter().max().unwrap_or(&0) - channels.iter().min().unwrap_or(&0)
}

/// Whether the middle of a box lies in another.
fn holds(outer: BBox, inner: BBox) -> bool {
    let (x, y) = (f32::midpoint(inner.x0, inner.x1), f32::midpoint(inner.y0, inner.y1));
    outer.x0 <= x && x <= outer.x1 && outer.y0 <= y && y <= outer.y1
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Grid, Method, Shape};

    use super::*;
    use crate::layout::Report;
    use crate::testing::{PageBuilder, RED};

    const AMBER: Rgb = Rgb { red: 255, green: 192, blue: 0 };
    const GREEN: Rgb = Rgb { red: 0, green: 176, blue: 80 };

    /// The keys of a page: entries between `; `, keys between lines.
    fn check(page: PageBuilder, expected: &str) {
        let page = page.build();
        let keys = find(&page, &vec![false; page.words.len()], &[]);
        let found: Vec<String> = keys.iter().map(|key| said(&key.entries)).collect();
        assert_eq!(found.join("\n"), expected);
    }

    fn said(entries: &[KeyEntry]) -> String {
        let entry = |entry: &KeyEntry| {
            let Rgb { red, green, blue } = entry.colour;
            format!("#{red:02x}{green:02x}{blue:02x} {}", entry.text.text)
        };
        entries.iter().map(entry).collect::<Vec<_>>().join("; ")
    }

    /// A table of cells, each a colour and its text.
    fn check_table(rows: &[&[(Option<Rgb>, &str)]], expected: Option<&str>) {
        let bbox = BBox { x0: 0.0, y0: 0.0, x1: 10.0, y1: 10.0 };
        let cell = |&(fill, text): &(Option<Rgb>, &str)| {
            let cell = Cell::new(text, Place::Page { page: 1, bbox });
            Cell { fill, ..cell }
        };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let grid = Grid::new(rows, Method::Ruled);
        let table = Table { grid, bbox, header_rows: 0, report: Report::default() };
        assert_eq!(of_table(&table).as_deref().map(said).as_deref(), expected);
    }

    #[test]
    fn circles_in_a_row_are_explained_by_the_words_after_them() {
        let page = PageBuilder::new()
            .text(20.0, 50.0, "Key:")
            .shape(Shape::Ellipse, 50.0, 42.0, 60.0, 52.0, GREEN)
            .text(64.0, 50.0, "On target")
            .shape(Shape::Ellipse, 130.0, 42.0, 140.0, 52.0, RED)
            .text(144.0, 50.0, "Off target");
        check(page, "#00b050 On target; #ff0000 Off target");
    }

    #[test]
    fn boxes_in_a_column_are_explained_beside_or_on_them() {
        let beside = PageBuilder::new()
            .fill(20.0, 40.0, 40.0, 52.0, GREEN)
            .text(46.0, 50.0, "Target met")
            .fill(20.0, 56.0, 40.0, 68.0, RED)
            .text(46.0, 66.0, "Outside the tolerance");
        check(beside, "#00b050 Target met; #ff0000 Outside the tolerance");
        let on = PageBuilder::new()
            .fill(20.0, 40.0, 140.0, 52.0, GREEN)
            .text(26.0, 50.0, "Target met")
            .fill(20.0, 52.0, 140.0, 64.0, AMBER)
            .text(26.0, 62.0, "Close to it");
        check(on, "#00b050 Target met; #ffc000 Close to it");
    }

    #[test]
    fn colours_that_repeat_or_count_are_data() {
        let repeated = PageBuilder::new()
            .fill(20.0, 40.0, 40.0, 52.0, GREEN)
            .text(46.0, 50.0, "Attendance")
            .fill(20.0, 56.0, 40.0, 68.0, GREEN)
            .text(46.0, 66.0, "Exclusions");
        check(repeated, "");
        let counted = PageBuilder::new()
            .fill(20.0, 40.0, 80.0, 52.0, GREEN)
            .text(26.0, 50.0, "12 green")
            .fill(90.0, 40.0, 150.0, 52.0, RED)
            .text(96.0, 50.0, "3 red");
        check(counted, "");
    }

    #[test]
    fn a_table_of_colours_and_words_is_a_key() {
        let (green, red) = (Some(GREEN), Some(RED));
        check_table(
            &[&[(green, ""), (None, "On target")], &[(red, ""), (None, "Off target")]],
            Some("#00b050 On target; #ff0000 Off target"),
        );
        check_table(
            &[
                &[(None, "RAG key"), (None, "")],
                &[(green, "G"), (None, "Met")],
                &[(red, "R"), (None, "Not met")],
            ],
            Some("#00b050 Met; #ff0000 Not met"),
        );
        check_table(&[&[(green, "Met"), (red, "Not met")]], Some("#00b050 Met; #ff0000 Not met"));
    }

    #[test]
    fn a_table_of_figures_is_none() {
        let (green, red) = (Some(GREEN), Some(RED));
        check_table(&[&[(None, "Attendance"), (green, "95%")], &[(None, "Exclusions"), (red, "12%")]], None);
        check_table(&[&[(green, "G"), (None, "Met")], &[(green, "G"), (None, "Again")]], None);
        check_table(&[&[(green, "12"), (None, "on target")], &[(None, "3"), (None, "off target")]], None);
    }
}
