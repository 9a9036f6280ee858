//! The styles part of an xlsb.

use std::collections::BTreeMap;

use boardlift_model::{Rgb, Turn};

use super::record::{Record, Records, text};
use crate::style::colour::{Palette, rgb, tinted};
use crate::style::pattern::Pattern;
use crate::style::xlsx::turn;
use crate::style::{CellStyle, builtin};
use crate::worksheet::Look;

const FONT: u16 = 43;
const FORMAT: u16 = 44;
const FILL: u16 = 45;
const BORDER: u16 = 46;
const XF: u16 = 47;
const INDEXED_COLOUR: u16 = 475;
const BEGIN_CELL_XFS: u16 = 617;
const END_CELL_XFS: u16 = 618;

/// From this weight on a font is bold (2.4.658: 400 is normal, 700 is bold).
const BOLD: u16 = 600;

/// The styles of cells by their numbers.
pub(super) fn read(part: &[u8], mut palette: Palette) -> Vec<CellStyle> {
    let own = Records::of(part).filter(|record| record.kind == INDEXED_COLOUR);
    let own: Vec<Rgb> = own.filter_map(|record| colour_of(record.data)).collect();
    palette.set_indexed(0, &own);
    let mut tables = Tables { palette, ..Tables::default() };
    for record in Records::of(part) {
        // A record that is too short says nothing.
        let _: Option<()> = tables.meet(&record);
    }
    tables.cells.iter().map(|format| tables.style(format)).collect()
}

/// The part's tables as they fill up.
#[derive(Default)]
struct Tables {
    palette: Palette,
    formats: BTreeMap<u16, Box<str>>,
    /// Ink and whether it is bold.
    fonts: Vec<(Option<Rgb>, bool)>,
    fills: Vec<Option<Rgb>>,
    /// Whether each border draws a line.
    borders: Vec<bool>,
    cells: Vec<Format>,
    /// Whether the styles are those of cells, not those that they build on.
    is_of_cells: bool,
}

/// A cell's format, as numbers of other tables.
struct Format {
    number: u16,
    font: u16,
    fill: u16,
    border: u16,
    turn: Turn,
}

impl Tables {
    fn meet(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            FORMAT => {
                let (code, _) = text(record.data, 2)?;
                self.formats.insert(record.u16(0)?, code.into());
            }
            FONT => self.fonts.push((self.colour(record, 12), record.u16(4)? >= BOLD)),
            FILL => {
                let (fore, back) = (self.colour(record, 4), self.colour(record, 12));
                self.fills
                    .push(Pattern::numbered(record.u32(0)?).and_then(|pattern| pattern.colour(fore, back)));
            }
            BORDER => {
                // A byte, then four sides of ten bytes each, whose first one is the kind of the line.
                let sides = [1, 11, 21, 31].map(|side| record.data.get(side).copied().unwrap_or(0));
                self.borders.push(sides.iter().any(|line| *line != 0));
            }
            BEGIN_CELL_XFS => self.is_of_cells = true,
            END_CELL_XFS => self.is_of_cells = false,
            XF if self.is_of_cells => self.cells.push(Format {
                number: record.u16(2)?,
                font: record.u16(4)?,
                fill: record.u16(6)?,
                border: record.u16(8)?,
                turn: turn(u32::from(*record.data.get(10)?)),
            }),
            _ => {}
        }
        Some(())
    }

    /// The colour at a place of a record (2.5.4); nothing for one that is left to the system.
    fn colour(&self, record: &Record<'_>, at: usize) -> Option<Rgb> {
        let parts = record.data.get(at..at + 8)?;
        let index = usize::from(parts[1]);
        let stated = match parts[0] >> 1 {
            1 => self.palette.indexed(index),
            2 => colour_of(&parts[4..]),
            3 => self.palette.themed(index),
            _ => None,
        };
        let tint = i16::from_le_bytes([parts[2], parts[3]]);
        stated.map(|stated| tinted(stated, f64::from(tint) / f64::from(i16::MAX)))
    }

    fn style(&self, format: &Format) -> CellStyle {
        let code = self.formats.get(&format.number).map(AsRef::as_ref);
        let code = code.or_else(|| builtin::format(u32::from(format.number)));
        let font = self.fonts.get(usize::from(format.font));
        CellStyle {
            format: code.filter(|code| !code.eq_ignore_ascii_case("General")).map(Into::into),
            look: Look {
                fill: self.fills.get(usize::from(format.fill)).copied().flatten(),
                ink: font.and_then(|(ink, _)| *ink),
                bold: font.is_some_and(|(_, is_bold)| *is_bold),
                turn: format.turn,
                lined: self.borders.get(usize::from(format.border)).copied().unwrap_or(false),
            },
        }
    }
}

fn colour_of(parts: &[u8]) -> Option<Rgb> {
    let [red, green, blue, ..] = *parts else { return None };
    Some(rgb(u32::from_be_bytes([0, red, green, blue])))
}
