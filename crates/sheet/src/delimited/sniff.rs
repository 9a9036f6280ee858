//! Whether a text is delimited values, and which delimiter they have. By what stands in it, never by its name.
//!
//! Prose has commas and a table that somebody copied has tabs. Delimited values have as many delimiters on nearly every
//! line, and no space behind them; values between tabs, which a copied table has too, have as many on every line.

use std::collections::BTreeMap;

use boardlift_text::decode;
use csv::StringRecord;

/// How many bytes are looked at.
const SAMPLE_BYTES: usize = 64 << 10;

/// The least number of records that agree in their width: one line is a line.
const FEWEST_RECORDS: usize = 2;

/// So many rows below each other, each of so many values and none as in prose, are a table.
const BLOCK_ROWS: usize = 3;
const BLOCK_COLUMNS: usize = 3;

/// The delimiter of the delimited values that the bytes are; nothing where they are something else.
pub(crate) fn delimiter(bytes: &[u8]) -> Option<u8> {
    // An even number of bytes: a character of UTF-16 has two or four.
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let decoded = decode(sample).ok()?;
    let text = super::with_line_feeds(decoded.text);
    if let Some((delimiter, _)) = without_hint(&text) {
        return Some(delimiter);
    }
    let is_whole = sample.len() == bytes.len();
    let text = if is_whole { &*text } else { text.rsplit_once('\n').map_or(&*text, |(lines, _)| lines) };
    if is_markup(text) || is_piped(text) {
        return None;
    }
    let found = [b',', b';', b'\t'].into_iter().filter_map(|delimiter| {
        let agreeing = agreeing(text, delimiter, is_whole)?;
        Some((agreeing, delimiter))
    });
    // Of two, the one that more records agree on; of equal ones the first.
    found.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, delimiter)| delimiter)
}

/// The delimiter that a first line `sep=;` states, as Excel reads it, and the text behind that line.
pub(super) fn without_hint(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_end().as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';')] => Some((*delimiter, rest)),
        b"sep=\t" => Some((b'\t', rest)),
        b"sep=" if line.starts_with("sep=\t") => Some((b'\t', rest)),
        _ => None,
    }
}

/// Whether a text begins as web pages, other markup and programs' data do.
fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with(['<', '{'])
}

/// Whether pipes stand on most lines.
fn is_piped(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let (piped, all) =
        lines.fold((0, 0), |(piped, all), line| (piped + usize::from(line.contains('|')), all + 1));
    piped * 2 > all
}

/// How many records agree in their width; nothing where the text isn't parted by this delimiter.
fn agreeing(text: &str, delimiter: u8, is_whole: bool) -> Option<usize> {
    let has_quotes = !is_whole || !super::leaves_quote_open(text, delimiter);
    let mut records = records(text, delimiter, has_quotes);
    if !is_whole && records.len() > FEWEST_RECORDS {
        records.pop();
    }
    let parted = records.iter().filter(|record| record.len() > 1).count();
    let (width, agreeing) = commonest_width(&records)?;
    if agreeing < FEWEST_RECORDS {
        return None;
    }
    let is_rectangular = agreeing == records.len();
    if delimiter == b'\t' {
        let has_blank_line = text.trim_end().lines().any(str::is_empty);
        return (is_rectangular && !has_blank_line).then_some(agreeing);
    }
    // Titles and notes above and below the tables have no delimiter; rows whose last cells are blank may be shorter.
    let in_tables = agreeing.max(agreeing_with_a_neighbour(&records));
    let is_mostly_parted =
        (parted * 2 >= records.len() || holds_a_block(&records)) && in_tables * 10 >= parted * 7;
    let fields = parted_fields(&records);
    // Lines of a letter end in commas with nothing behind them.
    if fields < FEWEST_RECORDS {
        return None;
    }
    let is_prose = prose_like(&records) * 5 > fields;
    let is_table_in_spite = is_rectangular && width > 2 && agreeing > FEWEST_RECORDS;
    (is_mostly_parted && (!is_prose || is_table_in_spite)).then_some(agreeing)
}

fn records(text: &str, delimiter: u8, has_quotes: bool) -> Vec<StringRecord> {
    super::reader(text, delimiter, has_quotes).into_records().map_while(Result::ok).collect()
}

/// The width that most records with a delimiter have, and how many these are; of equal ones the widest.
fn commonest_width(records: &[StringRecord]) -> Option<(usize, usize)> {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for record in records.iter().filter(|record| record.len() > 1) {
        *widths.entry(record.len()).or_default() += 1;
    }
    widths.into_iter().max_by_key(|(width, count)| (*count, *width))
}

/// How many records with a delimiter are as wide as the one before or after: several tables in one file have each a width
/// of their own.
fn agreeing_with_a_neighbour(records: &[StringRecord]) -> usize {
    let runs = records.chunk_by(|a, b| a.len() == b.len());
    runs.filter(|run| run.len() > 1 && run[0].len() > 1).map(<[StringRecord]>::len).sum()
}

/// Whether rows that follow each other make a block that no prose makes by chance, however many notes stand around it.
fn holds_a_block(records: &[StringRecord]) -> bool {
    let mut runs = records.chunk_by(|a, b| a.len() == b.len());
    runs.any(|run| run.len() >= BLOCK_ROWS && run[0].len() >= BLOCK_COLUMNS && prose_like(run) == 0)
}

/// How many delimiters stand as in prose: before a space, or between the thousands of a number.
fn prose_like(records: &[StringRecord]) -> usize {
    let is_like = |pair: (&str, &str)| {
        let (before, after) = pair;
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        after.starts_with(' ') && !after.trim().is_empty()
            || digits == 3 && before.ends_with(|char: char| char.is_ascii_digit()) && after.len() > 3
    };
    records
        .iter()
        .map(|record| record.iter().zip(record.iter().skip(1)).filter(|pair| is_like(*pair)).count())
        .sum()
}

/// How many delimiters have words behind them.
fn parted_fields(records: &[StringRecord]) -> usize {
    records.iter().map(|record| record.iter().skip(1).filter(|field| !field.trim().is_empty()).count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<u8>) {
        assert_eq!(delimiter(text.as_bytes()), expected, "{text:?}");
    }

    #[test]
    fn delimited_values_are_told_by_their_rows() {
        check("Ref,Name,Q1\n1,Plans,48%\n2,Waits,7\n", Some(b','));
        check("SEND dashboard\nQuarter 4\n\nRef,Name,Q1\n1,Plans,48%\n2,Waits,7\n3,Fines,\n", Some(b','));
        check("Dashboard,,\n,,\nRef,Name,Q1\n1,\"Plans, all, of them\",\"1,234\"\n", Some(b','));
        check("Ref, Name, Q1\n1, Plans, 48%\n2, Waits, 7\n", Some(b','));
        check("Plans\nName,Q1,Q2\nIssued,4,5\nCeased,6,7\n\nWaits\nName,Q1\nLong,4\nShort,6\n", Some(b','));
        check(
            "Plans\nName,Q1,Q2\nIssued,4,5\nCeased,6,7\n\nNotes\nOne\nTwo\nThree\nFour\n\"Five, that is all\"\n",
            Some(b','),
        );
        check("Ref;Name;Q1\n1;Plans;4,8\n2;Waits;7,1\n", Some(b';'));
        check("Ref\tName\n1\tPlans\n\t\n", Some(b'\t'));
    }

    #[test]
    fn other_texts_are_none() {
        check("", None);
        check("One line, with a comma\n", None);
        check(
            "Plans are agreed, and waits are long.\nPupils wait, on average, for weeks.\nSo it is, again.\n",
            None,
        );
        check("Spend was 1,234 in all.\nIt was 5,678 before.\n", None);
        check("Dear Ann,\nthank you.\nYours,\nBob\n", None);
        check("| Ref | Name, all |\n|---|---|\n| 1 | Plans, x |\n", None);
        check("Title\nRef\tName\n1\tPlans\n", None);
        check("Ref\tName\n1\tPlans\n\nWords\n", None);
        check("<p>a,b</p>\n<p>c,d</p>\n", None);
        check("{\"a\":1,\n\"b\":2,\n", None);
        check("1\n2\n3\n", None);
    }

    #[test]
    fn no_more_than_the_beginning_is_looked_at() {
        let line = "Ref,Name,Q1\n".repeat(20_000);
        check(&line, Some(b','));
        let endless = format!("a,b\nc,d\n\"{}", "x,y\n".repeat(100_000));
        assert!(delimiter(endless.as_bytes()).is_some());
    }
}
