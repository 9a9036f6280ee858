//! The cells of xls: the records of Excel 5 to 2003 (MS-XLS 2.4).
//!
//! calamine reads these too, but makes room for every cell between a sheet's first and its last, follows circles in a
//! file's tables without end, and doesn't tell which style a cell has.

mod strings;

use std::borrow::Cow;
use std::collections::BTreeSet;

use boardlift_model::Address;
use encoding_rs::{Encoding, WINDOWS_1252};

use super::{Gatherer, Listed, RawSheet, Value};
use crate::biff::{Record, Records, stream, u16_at};
use crate::error::SheetError;
use crate::limits::{Budget, Limits};
use crate::print::Epoch;
use crate::worksheet::Area;
use strings::{Coding, Pieces};

const FORMULA: u16 = 0x0006;
const EOF: u16 = 0x000A;
const DATE_MODE: u16 = 0x0022;
const FILE_PASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const BOUND_SHEET: u16 = 0x0085;
const MUL_RK: u16 = 0x00BD;
const MUL_BLANK: u16 = 0x00BE;
const R_STRING: u16 = 0x00D6;
const MERGE_CELLS: u16 = 0x00E5;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;
const BLANK: u16 = 0x0201;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027E;
const BOF: u16 = 0x0809;

/// What the beginning of the stream says of its version from Excel 97 on.
const BIFF8: u16 = 0x0600;

/// How often the stream may be walked over all sheets: each sheet is a piece of its own in an honest one.
const MOST_WALKS: usize = 4;

/// An open workbook.
pub(crate) struct Xls {
    stream: Vec<u8>,
    sheets: Vec<(Listed, usize)>,
    strings: Vec<String>,
    epoch: Epoch,
    coding: Coding,
    /// How many bytes of the stream the sheets may still walk over.
    left: usize,
}

impl Xls {
    /// Opens a workbook.
    ///
    /// # Errors
    ///
    /// [`SheetError`] where it is damaged or encrypted.
    pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Self, SheetError> {
        let stream = stream(bytes)?;
        let mut book = Xls {
            left: stream.len().saturating_mul(MOST_WALKS),
            stream: Vec::new(),
            sheets: Vec::new(),
            strings: Vec::new(),
            epoch: Epoch::Year1900,
            coding: Coding::Bytes(WINDOWS_1252),
        };
        let mut records = Records::from(&stream, 0);
        let version = records.next().filter(|first| first.kind == BOF).and_then(|first| first.u16(0));
        if version.ok_or_else(|| SheetError::damaged("its stream has no beginning"))? == BIFF8 {
            book.coding = Coding::Flagged;
        }
        for record in records {
            match record.kind {
                FILE_PASS if record.u16(0) != Some(0) => return Err(SheetError::Encrypted),
                CODE_PAGE => book.coding = book.coding.with_code_page(record.u16(0)),
                DATE_MODE if record.u16(0) == Some(1) => book.epoch = Epoch::Year1904,
                BOUND_SHEET => book.sheets.extend(bound_sheet(&record, book.coding)),
                SST => book.strings = Pieces::of(&record, 8).shared_strings(limits.cells),
                EOF => break,
                _ => {}
            }
        }
        // Two sheets can't begin at one place.
        let mut begun = BTreeSet::new();
        book.sheets.retain(|(_, position)| begun.insert(*position));
        book.stream = stream;
        Ok(book)
    }

    /// Its worksheets. Charts, macros and dialogs are none.
    pub(crate) fn sheets(&self) -> Vec<Listed> {
        self.sheets.iter().map(|(listed, _)| listed.clone()).collect()
    }

    /// The cells of a sheet, those that have only a style included.
    ///
    /// # Errors
    ///
    /// [`SheetError::Damaged`] where a cell points to a shared string that isn't there, or the sheets lie over each
    /// other.
    pub(crate) fn cells(&mut self, name: &str, budget: &mut Budget) -> Result<RawSheet<'_>, SheetError> {
        let Some((_, position)) = self.sheets.iter().find(|(listed, _)| listed.name == name) else {
            return Ok(RawSheet::default());
        };
        let mut records = Records::from(&self.stream, *position);
        let most = records.left();
        let mut sheet = SheetReader {
            gatherer: Gatherer::new(budget),
            strings: &self.strings,
            coding: self.coding,
            merges: Vec::new(),
            formula: None,
        };
        // The sheet's own beginning is the first; charts on it have theirs.
        let mut depth = 0_usize;
        for record in records.by_ref() {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                _ => sheet.record(&record)?,
            }
            if sheet.gatherer.is_cut {
                break;
            }
        }
        let walked = most - records.left();
        self.left = self
            .left
            .checked_sub(walked)
            .ok_or_else(|| SheetError::damaged("its sheets lie over each other"))?;
        Ok(sheet.gatherer.sheet(sheet.merges, self.epoch))
    }
}

/// A worksheet's name and where it begins; nothing for other sheets (2.4.28).
fn bound_sheet(record: &Record<'_>, coding: Coding) -> Option<(Listed, usize)> {
    let position = usize::try_from(record.u32(0)?).ok()?;
    let [visibility, kind] = [record.data.get(4)?, record.data.get(5)?];
    if *kind != 0 {
        return None;
    }
    let name = Pieces::of(record, 6).short_string(coding)?;
    let name = name.chars().filter(|char| *char != '\0').collect();
    Some((Listed { name, is_hidden: visibility & 3 != 0 }, position))
}

struct SheetReader<'a, 'b> {
    gatherer: Gatherer<'a, 'b>,
    strings: &'a [String],
    coding: Coding,
    merges: Vec<Area>,
    /// Row, column and style of the formula whose words come next.
    formula: Option<(u16, u16, u16)>,
}

impl<'a> SheetReader<'a, '_> {
    /// One record. Those that are too short for what they are hold no cell.
    fn record(&mut self, record: &Record<'_>) -> Result<(), SheetError> {
        match record.kind {
            MERGE_CELLS => self.merges.extend(merges(record)),
            STRING => {
                if let Some((row, column, style)) = self.formula.take() {
                    let words = Pieces::of(record, 0).string(self.coding).unwrap_or_default();
                    self.push(row, column, style, Value::Words(Cow::Owned(words)));
                }
            }
            MUL_RK => self
                .several(record, 6, |record, at| record.u32(at + 2).map(|rk| Value::Number(number_of(rk)))),
            MUL_BLANK => self.several(record, 2, |_, _| Some(Value::Blank)),
            LABEL_SST => {
                let Some(index) = record.u32(6) else { return Ok(()) };
                let words = usize::try_from(index).ok().and_then(|index| self.strings.get(index));
                let missing = || SheetError::damaged("a cell points to a shared string that isn't there");
                self.cell(record, Value::Words(Cow::Borrowed(words.ok_or_else(missing)?)));
            }
            _ => {
                if let Some(value) = self.value(record) {
                    self.cell(record, value);
                }
            }
        }
        Ok(())
    }

    /// What a record of one cell holds; nothing for other records.
    fn value(&mut self, record: &Record<'_>) -> Option<Value<'a>> {
        match record.kind {
            BLANK => Some(Value::Blank),
            NUMBER => record.f64(6).map(Value::Number),
            RK => record.u32(6).map(|rk| Value::Number(number_of(rk))),
            LABEL | R_STRING => {
                Pieces::of(record, 6).string(self.coding).map(|words| Value::Words(Cow::Owned(words)))
            }
            BOOL_ERR => truth_or_error(*record.data.get(6)?, *record.data.get(7)? != 0),
            FORMULA => {
                self.formula = None;
                if record.u16(12)? != 0xFFFF {
                    return record.f64(6).map(Value::Number);
                }
                match record.data.get(6)? {
                    0 => {
                        self.formula = Some((record.u16(0)?, record.u16(2)?, record.u16(4)?));
                        None
                    }
                    kind @ 1..=2 => truth_or_error(*record.data.get(8)?, *kind == 2),
                    _ => Some(Value::Blank),
                }
            }
            _ => None,
        }
    }

    fn cell(&mut self, record: &Record<'_>, value: Value<'a>) {
        if let (Some(row), Some(column), Some(style)) = (record.u16(0), record.u16(2), record.u16(4)) {
            self.push(row, column, style, value);
        }
    }

    /// Cells side by side in one record, each `size` bytes from its style on.
    fn several(
        &mut self,
        record: &Record<'_>,
        size: usize,
        value: impl Fn(&Record<'_>, usize) -> Option<Value<'a>>,
    ) {
        let (Some(row), Some(first)) = (record.u16(0), record.u16(2)) else { return };
        // The last two bytes repeat the last column.
        let cells = record.data.len().saturating_sub(6) / size;
        for (at, column) in (0..cells).map(|cell| 4 + cell * size).zip(first..) {
            if let (Some(style), Some(value)) = (record.u16(at), value(record, at)) {
                self.push(row, column, style, value);
            }
        }
    }

    fn push(&mut self, row: u16, column: u16, style: u16, value: Value<'a>) {
        if !self.gatherer.is_cut {
            self.gatherer.push(u32::from(row), u32::from(column), u32::from(style), value);
        }
    }
}

/// A number in four bytes (2.5.217).
fn number_of(rk: u32) -> f64 {
    let number =
        if rk & 2 == 0 { f64::from_bits(u64::from(rk & !3) << 32) } else { f64::from(rk.cast_signed() >> 2) };
    if rk & 1 == 0 { number } else { number / 100.0 }
}

/// A truth or an error (2.5.10).
fn truth_or_error(value: u8, is_error: bool) -> Option<Value<'static>> {
    if !is_error {
        return Some(Value::Truth(value != 0));
    }
    let words = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    };
    Some(Value::Error(Cow::Borrowed(words)))
}

/// Merged cells (2.4.168).
fn merges(record: &Record<'_>) -> Vec<Area> {
    let areas = record.data.get(2..).unwrap_or_default().chunks_exact(8);
    let area = |bytes: &[u8]| {
        let at = |place| u16_at(bytes, place).map(u32::from);
        Some(Area {
            first: Address { row: at(0)?, column: at(4)? },
            last: Address { row: at(2)?, column: at(6)? },
        })
    };
    areas.filter_map(area).collect()
}

/// The encoding of a code page; nothing for those that councils' files don't have.
fn encoding(code_page: u16) -> Option<&'static Encoding> {
    match code_page {
        // Mac OS Roman.
        10_000 | 0x8000 => Some(encoding_rs::MACINTOSH),
        // What Excel writes for Windows-1252.
        0x8001 => Some(WINDOWS_1252),
        1250..=1258 => Encoding::for_label(format!("windows-{code_page}").as_bytes()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::error::SheetError;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a short record");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    /// A cell's record: row, column and style, and what follows.
    fn cell(kind: u16, row: u8, column: u8, rest: &[u8]) -> Vec<u8> {
        record(kind, &[&[row, 0, column, 0, 7, 0], rest].concat())
    }

    /// A workbook of one sheet with these records; `globals` stand before its list of sheets.
    fn workbook(globals: &[u8], cells: &[u8]) -> Vec<u8> {
        let begin = record(BOF, &[0, 6, 5, 0]);
        let end = record(EOF, &[]);
        let sheet_at = begin.len() + globals.len() + 4 + 10 + end.len();
        let position = u32::try_from(sheet_at).expect("a short stream").to_le_bytes();
        let sheet = record(BOUND_SHEET, &[&position[..], &[0, 0, 2, 0], b"K1"].concat());
        let stream = [&begin, globals, &sheet, &end, &begin, cells, &end].concat();
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
        file.create_stream("/Workbook").expect("a stream").write_all(&stream).expect("its bytes");
        file.into_inner().into_inner()
    }

    fn cells_of(bytes: &[u8]) -> Result<Vec<(u32, u32, Value<'static>)>, SheetError> {
        let limits = Limits::default();
        let mut book = Xls::open(bytes, &limits)?;
        assert_eq!(book.sheets(), [Listed { name: "K1".into(), is_hidden: false }]);
        let sheet = book.cells("K1", &mut Budget::new(&limits))?;
        let owned = |value: &Value<'_>| match value {
            Value::Words(words) => Value::Words(Cow::Owned(words.clone().into_owned())),
            Value::Number(number) => Value::Number(*number),
            Value::Truth(truth) => Value::Truth(*truth),
            Value::Error(words) => Value::Error(Cow::Owned(words.clone().into_owned())),
            _ => Value::Blank,
        };
        let rows = sheet.rows.iter();
        Ok(rows
            .flat_map(|row| row.cells.iter().map(|cell| (row.index, cell.column, owned(&cell.value))))
            .collect())
    }

    fn check(globals: &[u8], cells: &[u8], expected: &[(u32, u32, Value<'static>)]) {
        assert_eq!(cells_of(&workbook(globals, cells)).expect("cells"), expected);
    }

    fn words(words: &'static str) -> Value<'static> {
        Value::Words(Cow::Borrowed(words))
    }

    #[test]
    fn numbers_of_all_kinds() {
        check(&[], &cell(NUMBER, 0, 1, &0.0104_f64.to_le_bytes()), &[(0, 1, Value::Number(0.0104))]);
        check(&[], &cell(RK, 0, 1, &(3101_u32 << 2 | 3).to_le_bytes()), &[(0, 1, Value::Number(31.01))]);
        check(&[], &cell(RK, 0, 1, &0xFFFF_FFFE_u32.to_le_bytes()), &[(0, 1, Value::Number(-1.0))]);
        let several = record(MUL_RK, &[2, 0, 1, 0, 7, 0, 6, 0, 0, 0, 7, 0, 10, 0, 0, 0, 2, 0]);
        check(&[], &several, &[(2, 1, Value::Number(1.0)), (2, 2, Value::Number(2.0))]);
        check(&[], &record(MUL_BLANK, &[2, 0, 1, 0, 7, 0, 2, 0]), &[(2, 1, Value::Blank)]);
    }

    #[test]
    fn results_of_formulas() {
        let number = cell(FORMULA, 0, 0, &[&0.5_f64.to_le_bytes()[..], &[0; 6]].concat());
        check(&[], &number, &[(0, 0, Value::Number(0.5))]);
        let truth = cell(FORMULA, 0, 0, &[1, 0, 1, 0, 0, 0, 0xFF, 0xFF]);
        check(&[], &truth, &[(0, 0, Value::Truth(true))]);
        let error = cell(FORMULA, 0, 0, &[2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]);
        check(&[], &error, &[(0, 0, Value::Error(Cow::Borrowed("#N/A")))]);
        let text =
            [cell(FORMULA, 4, 5, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), record(STRING, b"\x02\0\0ok")].concat();
        check(&[], &text, &[(4, 5, words("ok"))]);
    }

    #[test]
    fn shared_strings_go_on_in_the_next_record() {
        let table = [
            record(SST, b"\x02\0\0\0\x02\0\0\0\x04\0\x08\x01\0ab"),
            record(0x003C, b"\x01c\0d\0\0\0\0\0\x02\0\0ef"),
        ];
        let cells = [cell(LABEL_SST, 0, 0, &[0; 4]), cell(LABEL_SST, 0, 1, &[1, 0, 0, 0])].concat();
        check(&table.concat(), &cells, &[(0, 0, words("abcd")), (0, 1, words("ef"))]);
        let missing = cells_of(&workbook(&table.concat(), &cell(LABEL_SST, 0, 0, &[2, 0, 0, 0])));
        assert!(matches!(missing, Err(SheetError::Damaged { .. })));
    }

    #[test]
    fn charts_on_the_sheet_have_no_cells() {
        let chart = [record(BOF, &[0, 6, 0x20, 0]), cell(NUMBER, 0, 0, &[0; 8]), record(EOF, &[])].concat();
        let cells = [chart, cell(BOOL_ERR, 1, 1, &[1, 0])].concat();
        check(&[], &cells, &[(1, 1, Value::Truth(true))]);
    }

    #[test]
    fn a_password_is_an_error() {
        let encrypted = workbook(&record(FILE_PASS, &[1, 0, 0, 0]), &[]);
        assert!(matches!(cells_of(&encrypted), Err(SheetError::Encrypted)));
    }

    #[test]
    fn records_cut_off_hold_no_cell() {
        for kind in 0..0x300 {
            for length in 0..8 {
                assert!(
                    cells_of(&workbook(&[], &record(kind, &vec![0xFF; length]))).is_ok(),
                    "{kind:04X} {length}"
                );
            }
        }
    }
}
