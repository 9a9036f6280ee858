//! The upper part of a table and the page below it, on one sheet.

use boardlift_model::{Axis, BBox, Cell, Grid, Page, Place, Rgb, Rule, Turn};

use super::band;
use super::upper::{Tail, Upper};
use crate::geometry::{centre, contains, union};
use crate::headers::is_filled;
use crate::lay_out;
use crate::layout::{Region, Table};

/// A page with the upper part of a table above it.
pub(super) struct Sheet {
    page: Page,
    /// The height of the break.
    seam: f32,
    /// How far the page was moved down.
    down: f32,
    /// Where the foot of the page before begins, and how far that was moved down.
    foot: (f32, f32),
    /// Where what stands there below the table begins.
    tail: f32,
}

/// A hairline at the break.
const SEAM: Rule =
    Rule { axis: Axis::Level, at: 0.0, from: 0.0, to: 0.0, width: 0.25, colour: Rgb::BLACK, dashed: false };

/// What the sheet shows.
pub(super) struct Read {
    pub(super) found: Found,
    /// The table as it stands on the next page.
    pub(super) table: Table,
    /// All regions of that page, the table first.
    pub(super) regions: Vec<Region>,
}

/// What runs over the break.
pub(super) enum Found {
    /// The table whose upper part was known, with its rows on the page before as they are seen now.
    Rest(Vec<Vec<Cell>>),
    /// Another table, of which no more than headings stand above the break, from this height of the page before on.
    Headed(f32),
}

impl Sheet {
    /// Sets a page below the upper part of a table and what follows that, a blank line apart. What stands in the
    /// boxes is left out; nothing if nothing else stands on the page.
    pub(super) fn new(upper: &Upper, tail: Option<&Tail>, page: &Page, left_out: &[BBox]) -> Option<Sheet> {
        let is_left_out = |at: (f32, f32)| left_out.iter().any(|out| contains(out, at));
        let words = || page.words.iter().filter(|word| !is_left_out(centre(&word.bbox)));
        let upright = words().filter(|word| word.turn == Turn::Upright);
        let top = upright.map(|word| word.bbox.y0).min_by(f32::total_cmp)?;
        let band = upper.drawn_with(tail);
        let gap = upper.size;
        let (seam, down) = (band.height + gap / 2.0, band.height + gap - top);
        // What was drawn above the words frames the table's rows or underlines a running head.
        let reach = BBox { x0: f32::MIN, y0: top - gap / 2.0, x1: f32::MAX, y1: f32::MAX };
        let mut rules = band.rules;
        rules.extend(page.rules.iter().filter_map(|rule| band::clipped(rule, &reach, down)));
        // A row ends at the break, or is cut by it: what is set below it is another.
        rules.extend(upper.band.width().map(|(from, to)| Rule { at: seam, from, to, ..SEAM }));
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
            left_out: page.left_out,
        };
        let foot = tail.filter(|_| upper.rows.is_empty()).map_or(upper.foot, |tail| (0.0, -tail.top));
        let below = tail.map_or(0.0, |tail| tail.gap.min(gap) / 2.0);
        Some(Sheet { page: sheet, seam, down, foot, tail: upper.band.height + below })
    }

    /// The table that runs over the break, if the sheet shows one, the known upper part as it was, and nothing else
    /// above the break or between its rows. `before` is the number of the page before.
    pub(super) fn read(&self, upper: &Upper, before: u32) -> Option<Read> {
        let layout = lay_out(&self.page);
        let at = layout.regions.iter().position(|region| self.crosses(region))?;
        let Region::Table(table) = &layout.regions[at] else { return None };
        let bbox = table.bbox;
        let (found, table) = self.found(upper, table, before)?;
        let is_headed = matches!(found, Found::Headed(_));
        // What goes on comes before whatever begins on the page, be it a label up the page's side.
        let mut regions = vec![Region::Table(table.clone())];
        for (other, region) in layout.regions.into_iter().enumerate() {
            match region {
                _ if other == at => {}
                region if is_headed && self.stands_above(&region, upper, &bbox) => {}
                region if self.stands_clear(&region, &bbox) => regions.push(raised(region, self.down)),
                _ => return None,
            }
        }
        Some(Read { found, table, regions })
    }

    fn crosses(&self, region: &Region) -> bool {
        matches!(region, Region::Table(table) if table.bbox.y0 < self.seam && table.bbox.y1 > self.seam)
    }

    /// Whether a region is the known upper part, or a text between that and the table.
    fn stands_above(&self, region: &Region, upper: &Upper, table: &BBox) -> bool {
        match region {
            Region::Table(other) => other.bbox.y1 < self.tail && upper.has_columns_of(other.grid.rows()),
            Region::Text(text) => text.bbox.y0 >= self.tail && text.bbox.y1 <= table.y0,
            Region::Key(_) => false,
        }
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

    /// What a table that crosses the break is, and how it stands on the next page.
    fn found(&self, upper: &Upper, table: &Table, before: u32) -> Option<(Found, Table)> {
        let rows = table.grid.rows();
        let first = self.first_below(rows)?;
        let above = |row: &Vec<Cell>, height: f32| heights(row).all(|at| at < height);
        let on_foot = rows.iter().take_while(|row| above(row, self.foot.0)).count();
        let below_known = rows.iter().take_while(|row| above(row, self.tail)).count();
        let (_, down) = self.foot;
        let labels = rows.iter().take(first).skip(table.header_rows);
        if below_known == 0 && table.header_rows > 0 && labels.clone().all(|row| is_label(row)) {
            let headed = on_pages(table, first, (before, -down), -self.down);
            return Some((Found::Headed(table.bbox.y0 - down), headed));
        }
        let reaches = |(at, row): (usize, &Vec<Cell>)| {
            row.iter().any(|cell| at < first && at + cell.row_span as usize > first)
        };
        let same = (table.header_rows > 0) == (upper.header_rows > 0) && upper.begins(&rows[..first]);
        if !same || rows.iter().enumerate().any(reaches) {
            return None;
        }
        let kept = on_pages(table, first, (before, -down), -self.down);
        let mut rest = Grid::new(kept.grid.rows()[first..].to_vec(), kept.grid.method);
        rest.continues = true;
        let known = kept.grid.rows()[on_foot..first].to_vec();
        Some((Found::Rest(known), Table { grid: rest, header_rows: 0, ..kept }))
    }

    /// The first row below the break; nothing if a row stands on both sides of it, or all rows on one.
    fn first_below(&self, rows: &[Vec<Cell>]) -> Option<usize> {
        let side = |row: &Vec<Cell>| {
            let mut below = heights(row).map(|at| at > self.seam);
            let first = below.next()?;
            below.all(|other| other == first).then_some(first)
        };
        let sides: Vec<bool> = rows.iter().map(side).collect::<Option<_>>()?;
        let first = sides.iter().position(|&below| below).filter(|&first| first > 0)?;
        sides[first..].iter().all(|&below| below).then_some(first)
    }
}

/// Whether a row is the label of a group: its first cell alone.
pub(super) fn is_label(row: &[Cell]) -> bool {
    row.first().is_some_and(|cell| !cell.is_blank()) && !is_filled(row)
}

/// The middles of a row's printed cells. A cell for several rows stands beside the others of its first one.
fn heights(row: &[Cell]) -> impl Iterator<Item = f32> {
    let printed = row.iter().filter(|cell| !cell.is_blank() && cell.row_span == 1);
    printed.filter_map(|cell| Some(centre(&place(cell)?).1))
}

/// A table where it stands: its rows above the break on the page of that number, moved so far, those below it on
/// their own.
fn on_pages(table: &Table, first: usize, (before, back): (u32, f32), up: f32) -> Table {
    let mut rows = table.grid.rows().to_vec();
    for (at, cell) in
        rows.iter_mut().enumerate().flat_map(|(at, row)| row.iter_mut().map(move |cell| (at, cell)))
    {
        if let Place::Page { page, bbox } = &mut cell.place {
            let (number, down) = if at < first { (before, back) } else { (*page, up) };
            *page = number;
            *bbox = moved(*bbox, down);
        }
    }
    let below = rows.iter().skip(first).flatten().filter(|cell| !cell.is_blank()).filter_map(place);
    let bbox = below.reduce(union).unwrap_or(table.bbox);
    Table { grid: Grid::new(rows, table.grid.method), bbox, ..table.clone() }
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
            for entry in &mut entries {
                move_place(&mut entry.text.place, -up);
            }
            Region::Key(entries)
        }
        Region::Table(table) => {
            let mut rows = table.grid.rows().to_vec();
            for cell in rows.iter_mut().flatten() {
                move_place(&mut cell.place, -up);
            }
            let grid = Grid::new(rows, table.grid.method);
            Region::Table(Table { grid, bbox: moved(table.bbox, -up), ..table })
        }
    }
}

fn move_place(place: &mut Place, down: f32) {
    if let Place::Page { bbox, .. } = place {
        *bbox = moved(*bbox, down);
    }
}

fn moved(bbox: BBox, down: f32) -> BBox {
    BBox { y0: bbox.y0 + down, y1: bbox.y1 + down, ..bbox }
}
