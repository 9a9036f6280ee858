//! What all sheets of an xls share: fonts, number formats, styles of cells, the palette, names.

use std::collections::BTreeMap;

use boardlift_model::{Rgb, Turn};

use super::tokens::title_rows;
use crate::biff::{Record, Records};
use crate::style::colour::{Palette, rgb};
use crate::style::pattern::Pattern;
use crate::style::xlsx::turn;
use crate::style::{CellStyle, builtin};
use crate::worksheet::Look;

const EOF: u16 = 0x000A;
const NAME: u16 = 0x0018;
const FONT: u16 = 0x0031;
const BOUND_SHEET: u16 = 0x0085;
const PALETTE: u16 = 0x0092;
const XF: u16 = 0x00E0;
const FORMAT: u16 = 0x041E;
const BOF: u16 = 0x0809;

/// What the beginning of the stream says of its version from Excel 97 on.
const BIFF8: u16 = 0x0600;

/// The first colour that a palette of the file's own replaces; those before it are fixed (2.4.188).
const FIRST_OF_PALETTE: usize = 8;

/// Fonts count on over this number, which none has (2.5.129).
const NO_FONT: usize = 4;

/// From this weight on a font is bold (2.4.122: 400 is normal, 700 is bold).
const BOLD: u16 = 600;

/// What the records before the sheets say.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The worksheets and other sheets in order.
    pub(super) sheets: Vec<Listed>,
    /// The colours that records point to.
    pub(super) palette: Palette,
    /// Whether the workbook is of Excel 97 or later.
    pub(super) is_wide: bool,
    fonts: Vec<Font>,
    formats: BTreeMap<u16, Box<str>>,
    styles: Vec<Style>,
}

/// A sheet that the workbook lists.
#[derive(Debug, PartialEq)]
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// Where it begins, in bytes of the stream.
    pub(super) position: usize,
    /// The rows that it repeats at the top of each page.
    pub(super) title_rows: Option<(u32, u32)>,
}

#[derive(Debug)]
struct Font {
    colour: u16,
    is_bold: bool,
}

/// A style as numbers of other tables and of the palette.
#[derive(Debug, Default)]
struct Style {
    font: usize,
    format: u16,
    pattern: u32,
    fore: u32,
    back: u32,
    turn: Turn,
    is_lined: bool,
}

impl Book {
    /// Reads the records up to the end of what the sheets share.
    pub(super) fn of(mut records: Records<'_>) -> Self {
        let first = records.next().filter(|record| record.kind == BOF);
        let mut book =
            Book { is_wide: first.and_then(|first| first.u16(0)) == Some(BIFF8), ..Book::default() };
        for record in records.take_while(|record| record.kind != EOF) {
            // A record that is too short says nothing.
            let _: Option<()> = book.meet(&record);
        }
        book
    }

    /// The styles of cells by their numbers.
    pub(super) fn cell_styles(&self) -> Vec<CellStyle> {
        self.styles.iter().map(|style| self.cell_style(style)).collect()
    }

    fn meet(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            FONT => self.fonts.push(Font { colour: record.u16(4)?, is_bold: record.u16(6)? >= BOLD }),
            FORMAT => {
                let code =
                    if self.is_wide { wide_text(record.data, 2)? } else { narrow_text(record.data, 2)? };
                self.formats.insert(record.u16(0)?, code.into());
            }
            XF => self.styles.push(if self.is_wide { Style::wide(record) } else { Style::narrow(record) }?),
            PALETTE => {
                let colours = record.data.get(2..)?.chunks_exact(4);
                let colours: Vec<Rgb> =
                    colours.map(|part| rgb(u32::from_be_bytes([0, part[0], part[1], part[2]]))).collect();
                self.palette.set_indexed(FIRST_OF_PALETTE, &colours);
            }
            BOUND_SHEET => {
                let position = usize::try_from(record.u32(0)?).ok()?;
                let name =
                    if self.is_wide { short_text(record.data, 6)? } else { narrow_text(record.data, 6)? };
                let name = name.chars().filter(|letter| *letter != '\0').collect();
                self.sheets.push(Listed { name, position, title_rows: None });
            }
            NAME if self.is_wide => {
                let (sheet, rows) = title_rows(record)?;
                self.sheets.get_mut(sheet)?.title_rows = Some(rows);
            }
            _ => {}
        }
        Some(())
    }

    fn cell_style(&self, style: &Style) -> CellStyle {
        let colour = |index: u32| usize::try_from(index).ok().and_then(|index| self.palette.indexed(index));
        let font = match style.font {
            NO_FONT => None,
            font if font > NO_FONT => self.fonts.get(font - 1),
            font => self.fonts.get(font),
        };
        let code = self.formats.get(&style.format).map(AsRef::as_ref);
        let code = code.or_else(|| builtin::format(u32::from(style.format)));
        let pattern = Pattern::numbered(style.pattern);
        CellStyle {
            format: code.filter(|code| !code.eq_ignore_ascii_case("General")).map(Into::into),
            look: Look {
                fill: pattern.and_then(|pattern| pattern.colour(colour(style.fore), colour(style.back))),
                ink: font.and_then(|font| colour(u32::from(font.colour))),
                bold: font.is_some_and(|font| font.is_bold),
                turn: style.turn,
                lined: style.is_lined,
            },
        }
    }
}

impl Style {
    /// Of Excel 97 and later (2.4.353).
    fn wide(record: &Record<'_>) -> Option<Self> {
        let (lines, fill, colours) = (record.u16(10)?, record.u32(14)?, u32::from(record.u16(18)?));
        Some(Style {
            font: usize::from(record.u16(0)?),
            format: record.u16(2)?,
            pattern: fill >> 26,
            fore: colours & 0x7F,
            back: colours >> 7 & 0x7F,
            turn: turn(u32::from(*record.data.get(7)?)),
            // Four bits for each side.
            is_lined: lines != 0,
        })
    }

    /// Of Excel 5 and 95.
    fn narrow(record: &Record<'_>) -> Option<Self> {
        let (colours, fill, lines) = (u32::from(record.u16(8)?), record.u16(10)?, record.u16(12)?);
        Some(Style {
            font: usize::from(record.u16(0)?),
            format: record.u16(2)?,
            pattern: u32::from(fill & 0x3F),
            fore: colours & 0x7F,
            back: colours >> 7 & 0x7F,
            // Letters one below the other, upwards, downwards.
            turn: match record.data.get(7)? & 3 {
                2 => Turn::Up,
                1 | 3 => Turn::Down,
                _ => Turn::Upright,
            },
            is_lined: fill & 0x1C0 != 0 || lines & 0x1FF != 0,
        })
    }
}

/// A text with its length in two bytes (2.5.294).
fn wide_text(data: &[u8], at: usize) -> Option<String> {
    let length = u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?);
    letters(data.get(at + 2..)?, usize::from(length))
}

/// A text with its length in one byte (2.5.240).
pub(super) fn short_text(data: &[u8], at: usize) -> Option<String> {
    letters(data.get(at + 1..)?, usize::from(*data.get(at)?))
}

/// A text of bytes, as Excel 5 and 95 have them.
fn narrow_text(data: &[u8], at: usize) -> Option<String> {
    let length = usize::from(*data.get(at)?);
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(data.get(at + 1..at + 1 + length)?);
    Some(text.into_owned())
}

/// So many letters behind a byte that says whether each has two bytes or one.
fn letters(data: &[u8], length: usize) -> Option<String> {
    let (flags, rest) = data.split_first()?;
    if flags & 1 == 0 {
        return Some(rest.get(..length)?.iter().map(|byte| char::from(*byte)).collect());
    }
    let units = rest.get(..length * 2)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}
