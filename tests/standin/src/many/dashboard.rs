//! Generated papers: a dashboard each, in one of three formats, with figures of its own.

use std::fmt::Write;

/// What councils measure, in more ways than one paper holds.
const INDICATORS: [&str; 12] = [
    "EHC plans issued in 20 weeks",
    "Needs assessments requested in the quarter",
    "Annual reviews finished on time",
    "Children waiting for speech and language therapy",
    "Pupils with EHC plans who were suspended",
    "Appeals lodged with the tribunal",
    "Complaints about SEND services",
    "Parents who feel listened to",
    "Young people with EHC plans in employment",
    "Places in special schools",
    "Pupils with SEN support who are absent",
    "Average wait for an autism assessment in weeks",
];

/// The ending and the bytes of the paper of a number. No two numbers give the same bytes.
pub(super) fn file(number: usize) -> (&'static str, Vec<u8>) {
    let rows = rows(number);
    match number % 3 {
        0 => ("csv", csv(number, &rows).into_bytes()),
        1 => ("txt", text(number, &rows).into_bytes()),
        _ => ("pdf", pdf(number, &rows)),
    }
}

/// The cells of a dashboard, its heading row first.
fn rows(number: usize) -> Vec<[String; 6]> {
    let mut state = number as u64;
    let mut figure = || {
        // The step of the generator that Knuth gives for MMIX.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{}%", (state >> 33) % 100)
    };
    let heading =
        ["Indicator", "Target", "Q1 2023/24", "Q2 2023/24", "Q3 2023/24", "Q4 2023/24"].map(str::to_owned);
    let names = INDICATORS.iter().cycle().skip(number % INDICATORS.len()).take(6 + number % 6);
    let rows = names.map(|name| [(*name).to_owned(), figure(), figure(), figure(), figure(), figure()]);
    std::iter::once(heading).chain(rows).collect()
}

fn title(number: usize) -> String {
    format!("SEND performance dashboard of partnership {number}")
}

fn csv(number: usize, rows: &[[String; 6]]) -> String {
    rows.iter().fold(format!("{},,,,,\n", title(number)), |text, row| text + &row.join(",") + "\n")
}

fn text(number: usize, rows: &[[String; 6]]) -> String {
    rows.iter().fold(format!("{}\n\n", title(number)), |text, row| text + "| " + &row.join(" | ") + " |\n")
}

/// A page with a ruled table (ISO 32000-1, 7.5: the structure of the file).
fn pdf(number: usize, rows: &[[String; 6]]) -> Vec<u8> {
    let content = page(number, rows);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = String::new();
    for (index, object) in objects.iter().enumerate() {
        // Writing to a string does not fail.
        _ = writeln!(table, "{:010} 00000 n ", file.len());
        _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    let size = objects.len() + 1;
    _ = write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

/// Words and rules of the page; the origin is at the bottom left.
fn page(number: usize, rows: &[[String; 6]]) -> String {
    const EDGES: [usize; 7] = [40, 340, 420, 500, 580, 660, 740];
    const TOP: usize = 520;
    const HEIGHT: usize = 22;
    let mut page = format!("BT /F 14 Tf 40 550 Td ({}) Tj ET\n", title(number));
    let bottom = TOP - HEIGHT * rows.len();
    for edge in EDGES {
        _ = writeln!(page, "{edge} {bottom} m {edge} {TOP} l S");
    }
    for line in 0..=rows.len() {
        let y = TOP - HEIGHT * line;
        _ = writeln!(page, "40 {y} m 740 {y} l S");
    }
    for (line, row) in rows.iter().enumerate() {
        for (cell, edge) in row.iter().zip(EDGES) {
            _ = writeln!(page, "BT /F 10 Tf {} {} Td ({cell}) Tj ET", edge + 4, TOP - HEIGHT * line - 15);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn papers_differ_and_stay_the_same() {
        let files: BTreeSet<Vec<u8>> = (0..300).map(|number| file(number).1).collect();
        assert_eq!(files.len(), 300);
        assert_eq!(file(17), file(17));
    }
}
