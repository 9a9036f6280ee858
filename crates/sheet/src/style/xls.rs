//! Styles of xls: the records of Excel 5 to 2003 that say how cells look (MS-XLS 2.4).
//!
//! The style of each cell stands in the record of its value, as a number of a style here.

mod book;
mod rules;
mod sheet;
mod tokens;

use std::sync::Arc;

use super::{CellStyle, SheetStyle};
use crate::biff::Records;
use book::{Book, Listed};

/// The styles of a workbook, its sheets not yet read.
pub(crate) struct XlsStyles {
    stream: Vec<u8>,
    book: Book,
    cells: Arc<[CellStyle]>,
}

impl XlsStyles {
    /// Reads what all sheets of a workbook's stream share. Damaged records say nothing.
    pub(crate) fn open(stream: Vec<u8>) -> Self {
        let book = Book::of(Records::from(&stream, 0));
        let cells = book.cell_styles().into();
        XlsStyles { stream, book, cells }
    }

    /// The styles of the first worksheet of this name; nothing is known of one that the workbook doesn't list.
    pub(crate) fn sheet(&self, name: &str) -> SheetStyle {
        let Some(Listed { position, title_rows, .. }) =
            self.book.sheets.iter().find(|sheet| sheet.name == name)
        else {
            return SheetStyle::default();
        };
        let read = sheet::read(Records::from(&self.stream, *position), &self.book);
        SheetStyle { styles: self.cells.clone(), title_rows: *title_rows, ..read }
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Address, Rgb, Turn};

    use super::*;
    use crate::style::conditions::Value;

    const RED: Rgb = Rgb { red: 255, green: 0, blue: 0 };
    const TEAL: Rgb = Rgb { red: 1, green: 128, blue: 127 };

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a short record");
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    /// A style: font 5 (the fifth of the file, which counts on over 4), format 164, a pattern in two colours, text that
    /// is turned, a line below.
    fn style(pattern: u8, rotation: u8) -> Vec<u8> {
        let mut data = [0; 20];
        (data[0], data[2], data[7], data[11], data[17]) = (5, 164, rotation, 0x10, pattern << 2);
        // Red on teal.
        data[18..].copy_from_slice(&(10_u16 + (11 << 7)).to_le_bytes());
        record(0x00E0, &data)
    }

    /// A workbook with one sheet of these records.
    fn read(sheet: &[Vec<u8>]) -> SheetStyle {
        let font = |colour: u8, weight: u8| record(0x0031, &[0, 0, 0, 0, colour, 0, weight, 2]);
        let titles = [
            [0x20, 0, 0, 1, 25, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7].as_slice(),
            &[0x29, 22, 0, 0x3B, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 1, 0],
            &[0x3B, 0, 0, 1, 0, 2, 0, 0, 0, 0xFF, 0, 0x10],
        ];
        let beginning = record(0x0809, &[0, 6, 5, 0]);
        let mut globals = beginning.clone();
        globals.extend((0..4).flat_map(|_| font(8, 0x90)));
        globals.extend(font(10, 0xBC));
        globals.extend(record(0x041E, &[164, 0, 4, 0, 0, b'0', b'.', b'0', b'%']));
        globals.extend(style(1, 90));
        globals.extend(style(4, 255));
        globals.extend(record(0x0092, &[4, 0, 0, 0, 0, 0, 255, 255, 255, 0, 255, 0, 0, 0, 1, 128, 127, 0]));
        let listed = |position: u32| {
            let name = [0, 0, 4, 0, b'P', b'l', b'a', b'n'];
            record(0x0085, &[position.to_le_bytes().as_slice(), &name].concat())
        };
        let titles = record(0x0018, &titles.concat());
        let end = record(0x000A, &[]);
        let position = globals.len() + listed(0).len() + titles.len() + end.len();
        let listed = listed(u32::try_from(position).expect("a short stream"));
        let stream = [globals, listed, titles, end.clone(), beginning, sheet.concat(), end].concat();
        XlsStyles::open(stream).sheet("Plan")
    }

    #[test]
    fn styles_have_fonts_formats_and_fills() {
        let sheet = read(&[]);
        let told: Vec<_> = sheet.styles.iter().map(|style| (style.look.fill, style.look.turn)).collect();
        let mixed = Rgb { red: 65, green: 96, blue: 95 };
        assert_eq!(told, [(Some(RED), Turn::Up), (Some(mixed), Turn::Down)]);
        let first = &sheet.styles[0];
        assert_eq!(first.format.as_deref(), Some("0.0%"));
        assert_eq!((first.look.ink, first.look.bold, first.look.lined), (Some(RED), true, true));
        assert_eq!(sheet.title_rows, Some((1, 2)));
    }

    #[test]
    fn rows_and_columns_are_hidden() {
        let row = |row: u8, height: u8, flags: u8| {
            record(0x0208, &[row, 0, 0, 0, 9, 0, height, 0, 0, 0, 0, 0, flags, 1, 0, 0])
        };
        let columns = |first: u8, last: u8, width: u8, flags: u8| {
            record(0x007D, &[first, 0, last, 0, width, 0, 0, 0, flags, 0, 0, 0])
        };
        let chart = [record(0x0809, &[0, 6]), row(9, 5, 0x20), record(0x000A, &[])].concat();
        let sheet = read(&[
            row(0, 5, 0),
            row(1, 5, 0x20),
            row(2, 0, 0),
            chart,
            record(0x0208, &[3, 0]),
            columns(1, 2, 9, 1),
            columns(3, 3, 0, 0),
            columns(5, 4, 0, 1),
        ]);
        assert_eq!(sheet.hidden_rows, [(1, 2)]);
        assert_eq!(sheet.hidden_columns, [(1, 3)]);
    }

    #[test]
    fn rules_paint_by_value() {
        let format = record(0x01B0, &[2, 0, 0, 0, 0, 0, 9, 0, 0, 0, 1, 0, 1, 0, 0, 0, 9, 0, 0, 0, 1, 0]);
        // A pattern block, solid by its colour behind alone: less than 5 is red, the rest teal.
        let rule = |operator: u8, colour: u32| {
            let fill = (colour << 23).to_le_bytes();
            let head = [1, operator, 3, 0, 0, 0, 0, 0, 3, 0x20, 0, 0];
            record(0x01B1, &[head.as_slice(), &fill, &[0x1E, 5, 0]].concat())
        };
        let sheet = read(&[format, rule(6, 10), rule(4, 11)]);
        let values = [(1, vec![(0, Value::Number(4.0)), (1, Value::Number(6.0)), (2, Value::Number(1.0))])];
        let painted = sheet.conditions.painted(&values);
        let told: Vec<_> = painted.iter().map(|(address, painted)| (*address, painted.paint.fill)).collect();
        let at = |column| Address { row: 1, column };
        assert_eq!(told, [(at(0), Some(Some(RED))), (at(1), Some(Some(TEAL)))]);
    }

    #[test]
    fn what_is_cut_off_says_nothing() {
        let whole =
            [record(0x0809, &[0, 6]), record(0x0031, &[1]), record(0x00E0, &[0; 8]), vec![0x31, 0, 99]];
        assert!(XlsStyles::open(whole.concat()).sheet("Plan").styles.is_empty());
        assert_eq!(XlsStyles::open(Vec::new()).sheet("Plan"), SheetStyle::default());
    }
}
