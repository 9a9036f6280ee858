//! The upper part of a table and the page below it, on one sheet.

use boardlift_model::{BBox, Cell, Grid, Page, Place, Turn};

use super::band;
use super::upper::{Tail, Upper};
use crate::geometry::{centre, contains};
use crate::lay_out;
use crate::layout::{Region, Table};

/// A page with the upper part of a table above it.
pub(super) struct Sheet {
    page: Page,
    /// The height of the break.
    seam: f32,
    /// How far the page was moved down.
    down: f32,
    /// Where what stands below the table on its own page begins, and how far that was moved down.
    tail: Option<(f32, f32)>,
}

/// What the sheet shows.
pub(super) struct Read {
    /// What stands above the break.
    pub(super) above: Above,
    /// The table's rows below the break, where they stand on their page.
    pub(super) below: Table,
    /// All regions of the page, these rows among them.
    pub(super) regions: Vec<Region>,
}

/// The part of the table above the break.
pub(super) enum Above {
    /// The upper part that was known, and rows that stand below it.
    Same(Vec<Vec<Cell>>),
    /// A header below that.
    Header(Table),
}

impl Sheet {
    /// Sets a page below the upper part of a table, a blank line apart. What stands in the boxes is left out; nothing if
    /// nothing else stands on the page.
    pub(super) fn new(upper: &Upper, tail: Option<&Tail>, page: &Page, left_out: &[BBox]) -> Option<Sheet> {
        let is_left_out = |at: (f32, f32)| left_out.iter().any(|out| contains(out, at));
        let words = || page.words.iter().filter(|word| !is_left_out(centre(&word.bbox)));
        let upright = words().filter(|word| word.turn == Turn::Upright);
        let top = upright.map(|word| word.bbox.y0).min_by(f32::total_cmp)?;
        let mut band = upper.band.clone();
        let lowered = tail.map(|tail| {
            let from = band.height + tail.gap;
            band.push(&tail.band, tail.gap);
            (from - tail.gap.min(upper.size) / 2.0, from - tail.top)
        });
        let (gap, height) = (upper.size, band.height);
        let down = height + gap - top;
        // What was drawn above the words frames the table's rows or underlines a running head.
        let reach = BBox { x0: f32::MIN, y0: top - gap / 2.0, x1: f32::MAX, y1: f32::MAX };
        let mut rules = band.rules;
        rules.extend(page.rules.iter().filter_map(|rule| band::clipped(rule, &reach, down)));
        rules.sort_by(|a, b| a.axis.cmp(&b.axis).then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from)));
        let sheet = Page {
            number: page.number,
            width: page.width,
            height: page.height + down.max(0.0),
            words: band.words.into_iter().chain(words().map(|word| band::moved(word, down))).collect(),
            rules,
            fills: band.fills.into_iter().chain(band::fills(page, &reach, down)).collect(),
            images: Vec::new(),
            unreadable: page.unreadable,
        };
        Some(Sheet { page: sheet, seam: height + gap / 2.0, down, tail: lowered })
    }

    /// The table that runs over the break, if the sheet shows one, the known upper part as it was, and nothing else above the
    /// break or between its rows. `before` is the number of the page before.
    pub(super) fn read(&self, upper: &Upper, before: u32) -> Option<Read> {
        let layout = lay_out(&self.page);
        let at = layout.regions.iter().position(|region| self.crosses(region))?;
        let Region::Table(table) = &layout.regions[at] else { return None };
        let (above, below) = self.halves(table)?;
        let bbox = table.bbox;
        let above = self.above(upper, above, before)?;
        let is_upper = |table: &Table| {
            matches!(above, Above::Header(_)) && upper.added(table).is_some_and(<[Vec<Cell>]>::is_empty)
        };
        // What goes on comes before whatever begins on the page, be it a label up the page's side.
        let mut regions = vec![Region::Table(below.clone())];
        for (other, region) in layout.regions.into_iter().enumerate() {
            match region {
                _ if other == at => {}
                Region::Table(table) if is_upper(&table) => {}
                region if self.stands_clear(&region, &bbox) => regions.push(raised(region, self.down)),
                _ => return None,
            }
        }
        Some(Read { above, below, regions })
    }

    /// What a table's rows above the break are.
    fn above(&self, upper: &Upper, above: Table, before: u32) -> Option<Above> {
        let back = |mut rows: Vec<Vec<Cell>>| {
            let up = self.tail.map_or(0.0, |(_, down)| -down);
            for cell in rows.iter_mut().flatten() {
                cell.place = Place::Page { page: before, bbox: moved(place(cell)?, up) };
            }
            Some(rows)
        };
        if let Some(added) = upper.added(&above).filter(|_| above.header_rows == upper.header_rows) {
            return Some(Above::Same(back(added.to_vec())?));
        }
        let (from, down) = self.tail?;
        let rows = above.grid.rows().to_vec();
        let in_tail = rows.iter().flatten().all(|cell| place(cell).is_some_and(|place| place.y0 >= from));
        (in_tail && above.header_rows == rows.len()).then_some(())?;
        let grid = Grid::new(back(rows)?, above.grid.method);
        Some(Above::Header(Table { grid, bbox: moved(above.bbox, -down), ..above }))
    }

    fn crosses(&self, region: &Region) -> bool {
        matches!(region, Region::Table(table) if table.bbox.y0 < self.seam && table.bbox.y1 > self.seam)
    }

    /// Whether a region stands below the break, and not among the table's rows.
    fn stands_clear(&self, region: &Region, table: &BBox) -> bool {
        let bbox = match region {
            Region::Text(text) => text.bbox,
            Region::Table(other) => other.bbox,
            Region::Key(_) => return true,
        };
        let beside = bbox.x1 <= table.x0 || bbox.x0 >= table.x1;
        bbox.y0 >= self.seam && (beside || centre(&bbox).1 >= table.y1)
    }

    /// A table's rows above and below the break; nothing if a cell runs over it or a side has none.
    fn halves(&self, table: &Table) -> Option<(Table, Table)> {
        let rows = table.grid.rows();
        let side = |row: &Vec<Cell>| {
            let printed = row.iter().filter(|cell| !cell.is_blank());
            let mut below = printed.filter_map(|cell| Some(centre(&place(cell)?).1 > self.seam));
            let first = below.next()?;
            below.all(|other| other == first).then_some(first)
        };
        let sides: Vec<bool> = rows.iter().map(side).collect::<Option<_>>()?;
        let first = sides.iter().position(|&below| below).filter(|&first| first > 0)?;
        let reaches = |(at, row): (usize, &Vec<Cell>)| {
            row.iter().any(|cell| at < first && at + cell.row_span as usize > first)
        };
        let parted = sides[first..].iter().all(|&below| below);
        if !parted || table.header_rows > first || rows.iter().enumerate().any(reaches) {
            return None;
        }
        let above = BBox { y1: self.seam, ..table.bbox };
        let below = BBox { y0: self.seam, ..table.bbox };
        let mut lower = half(table, &rows[first..], below, 0);
        lower.grid.continues = true;
        Some((half(table, &rows[..first], above, table.header_rows), lowered_table(lower, -self.down)))
    }
}

/// Some rows of a table, which stand in this box.
fn half(table: &Table, rows: &[Vec<Cell>], bbox: BBox, header_rows: usize) -> Table {
    let mut rows = rows.to_vec();
    for cell in rows.iter_mut().flatten() {
        if let Place::Page { bbox: own, .. } = &mut cell.place {
            *own = BBox { y0: own.y0.max(bbox.y0), y1: own.y1.min(bbox.y1), ..*own };
        }
    }
    Table { grid: Grid::new(rows, table.grid.method), bbox, header_rows, report: table.report.clone() }
}

/// The box of a cell on its page.
pub(super) fn place(cell: &Cell) -> Option<BBox> {
    match &cell.place {
        Place::Page { bbox, .. } => Some(*bbox),
        Place::Sheet { .. } | Place::Line(_) => None,
    }
}

/// A region where it stands on its page.
fn raised(region: Region, up: f32) -> Region {
    match region {
        Region::Text(mut text) => {
            text.bbox = moved(text.bbox, -up);
            Region::Text(text)
        }
        Region::Key(mut entries) => {
            entries.iter_mut().for_each(|entry| move_place(&mut entry.text.place, -up));
            Region::Key(entries)
        }
        Region::Table(table) => Region::Table(lowered_table(table, -up)),
    }
}

fn lowered_table(table: Table, down: f32) -> Table {
    let (method, continues) = (table.grid.method, table.grid.continues);
    let mut rows = table.grid.rows().to_vec();
    rows.iter_mut().flatten().for_each(|cell| move_place(&mut cell.place, down));
    let mut grid = Grid::new(rows, method);
    grid.continues = continues;
    Table { grid, bbox: moved(table.bbox, down), ..table }
}

fn move_place(place: &mut Place, down: f32) {
    if let Place::Page { bbox, .. } = place {
        *bbox = moved(*bbox, down);
    }
}

fn moved(bbox: BBox, down: f32) -> BBox {
    BBox { y0: bbox.y0 + down, y1: bbox.y1 + down, ..bbox }
}
