//! What a table's style says of single cells: heading row, bands, first and last columns (ECMA-376 part 1, 17.7.6).

use std::collections::BTreeMap;

use super::colour::{Paint, Theme};
use super::styles::{Letters, letters};
use super::xml::Element;

/// A part of a table that a style can treat on its own. The later ones are painted over the earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Region {
    Whole,
    OddColumn,
    EvenColumn,
    OddRow,
    EvenRow,
    FirstColumn,
    LastColumn,
    FirstRow,
    LastRow,
}

/// How a cell looks by the style of its table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellLook {
    /// What is painted behind it.
    pub(super) paint: Option<Paint>,
    /// Its letters.
    pub(super) letters: Letters,
}

/// What a style says of the parts of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions {
    regions: BTreeMap<Region, CellLook>,
    /// How many rows and columns make a band.
    row_band: Option<usize>,
    column_band: Option<usize>,
}

/// Where a cell stands in its table, all from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) column: usize,
    /// The column after its last one.
    pub(super) end: usize,
    pub(super) width: usize,
}

/// Which regions a table uses: the bits of `w:tblLook` (17.4.55), in which those of bands say that there are none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Used(u16);

const FIRST_ROW: u16 = 0x0020;
const LAST_ROW: u16 = 0x0040;
const FIRST_COLUMN: u16 = 0x0080;
const LAST_COLUMN: u16 = 0x0100;
const NO_ROW_BANDS: u16 = 0x0200;
const NO_COLUMN_BANDS: u16 = 0x0400;

impl Used {
    /// By the `w:tblLook` among a table's properties; no region without.
    pub(super) fn of(properties: Option<&Element<'_>>) -> Self {
        let Some(look) = properties.and_then(|properties| properties.child("tblLook")) else {
            return Used(NO_ROW_BANDS | NO_COLUMN_BANDS);
        };
        let all = look.value().and_then(|bits| u16::from_str_radix(&bits, 16).ok()).unwrap_or(0);
        // Newer programs spell each bit out.
        let bit = |(name, bit): (&str, u16)| match look.attribute(name).as_deref() {
            Some("1" | "true" | "on") => bit,
            Some(_) => 0,
            None => all & bit,
        };
        let bits = [
            ("firstRow", FIRST_ROW),
            ("lastRow", LAST_ROW),
            ("firstColumn", FIRST_COLUMN),
            ("lastColumn", LAST_COLUMN),
            ("noHBand", NO_ROW_BANDS),
            ("noVBand", NO_COLUMN_BANDS),
        ];
        Used(bits.into_iter().map(bit).fold(0, |bits, bit| bits | bit))
    }

    fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }
}

impl Conditions {
    /// Adds what a style says that the styles before it are based on.
    pub(super) fn add_below(&mut self, style: &Element<'_>, theme: &Theme) {
        let size = |name: &str| style.path(&["tblPr", name])?.value()?.parse().ok().filter(|size| *size > 0);
        self.row_band = self.row_band.or_else(|| size("tblStyleRowBandSize"));
        self.column_band = self.column_band.or_else(|| size("tblStyleColBandSize"));
        // The letters of the whole table are the style's own.
        self.add(Region::Whole, style, Letters::default(), theme);
        for part in style.children().filter(|child| child.name() == "tblStylePr") {
            let region = part.attribute("type").and_then(|name| region(&name));
            if let Some(region) = region {
                self.add(region, part, letters(part.child("rPr"), theme), theme);
            }
        }
    }

    /// How the cell at a position looks; the letters of the whole table are not in it.
    pub(super) fn look(&self, used: Used, position: Position) -> CellLook {
        let mut look = CellLook::default();
        for (region, own) in &self.regions {
            if self.holds(*region, used, position) {
                look = CellLook { paint: own.paint.or(look.paint), letters: own.letters.over(look.letters) };
            }
        }
        look
    }

    fn add(&mut self, region: Region, properties: &Element<'_>, letters: Letters, theme: &Theme) {
        let shd = properties.path(&["tcPr", "shd"]);
        let below = CellLook { paint: shd.and_then(|shd| theme.shading(shd)), letters };
        let look = self.regions.entry(region).or_default();
        *look = CellLook { paint: look.paint.or(below.paint), letters: look.letters.over(below.letters) };
    }

    fn holds(&self, region: Region, used: Used, at: Position) -> bool {
        let is_odd_band = |place: usize, heads: bool, size: Option<usize>| {
            // The heading row and the first column are in no band.
            place.checked_sub(usize::from(heads)).map(|place| (place / size.unwrap_or(1)).is_multiple_of(2))
        };
        let odd_row = || is_odd_band(at.row, used.has(FIRST_ROW), self.row_band);
        let odd_column = || is_odd_band(at.column, used.has(FIRST_COLUMN), self.column_band);
        match region {
            Region::Whole => true,
            Region::OddRow => !used.has(NO_ROW_BANDS) && odd_row() == Some(true),
            Region::EvenRow => !used.has(NO_ROW_BANDS) && odd_row() == Some(false),
            Region::OddColumn => !used.has(NO_COLUMN_BANDS) && odd_column() == Some(true),
            Region::EvenColumn => !used.has(NO_COLUMN_BANDS) && odd_column() == Some(false),
            Region::FirstColumn => used.has(FIRST_COLUMN) && at.column == 0,
            Region::LastColumn => used.has(LAST_COLUMN) && at.end == at.width,
            Region::FirstRow => used.has(FIRST_ROW) && at.row == 0,
            Region::LastRow => used.has(LAST_ROW) && at.row + 1 == at.rows,
        }
    }
}

fn region(name: &str) -> Option<Region> {
    Some(match name {
        "wholeTable" => Region::Whole,
        "band1Vert" => Region::OddColumn,
        "band2Vert" => Region::EvenColumn,
        "band1Horz" => Region::OddRow,
        "band2Horz" => Region::EvenRow,
        "firstCol" => Region::FirstColumn,
        "lastCol" => Region::LastColumn,
        "firstRow" => Region::FirstRow,
        "lastRow" => Region::LastRow,
        // The corners say no more than the rows and columns that meet there.
        _ => return None,
    })
}
