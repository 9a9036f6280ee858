//! Small documents written by hand, and figures as one line each, for the tests of this crate.

use boardlift_model::{
    AreaClaim, Block, Cell, Direction, Document, DocumentId, Figure, Grid, KeyEntry, Mark, MediaType, Method,
    Place, Reading, Rgb, Shape, Source, Text, Turn,
};

use crate::catalogue::Catalogue;
use crate::read::{Options, read};

/// A document of the given lines: `# words` is a heading, `- words` a point, `^mark words` a footnote, `a | b` a row of
/// a table (`~ |` at its start: the table goes on from the one before), `%colour words` an entry of a key, an empty line
/// ends a table or a key, all else is a paragraph. Cells are written as for [`cell`].
pub(crate) fn document(lines: &str) -> Document {
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut key: Vec<KeyEntry> = Vec::new();
    let mut continues = false;
    for (number, line) in (1..).zip(lines.lines().map(str::trim).chain([""])) {
        let place = Place::Line(number);
        if line.contains('|') {
            continues |= line.starts_with('~');
            let cells = line.trim_start_matches('~').split('|').map(|text| cell(text, &place));
            rows.push(cells.collect());
            continue;
        }
        if !rows.is_empty() {
            merge(&mut rows);
            let mut grid = Grid::new(std::mem::take(&mut rows), Method::Pipes);
            grid.continues = std::mem::take(&mut continues);
            blocks.push(Block::Grid(grid));
        }
        let text = |words: &str| Text { text: words.trim().to_owned(), place: place.clone() };
        if let Some((name, words)) =
            line.strip_prefix('%').map(|line| line.split_once(' ').expect("a colour and words"))
        {
            key.push(KeyEntry { colour: colour(name), text: text(words) });
            continue;
        }
        if !key.is_empty() {
            blocks.push(Block::Key(std::mem::take(&mut key)));
        }
        match line.split_at_checked(1) {
            Some(("#", words)) => blocks.push(Block::Heading(text(words))),
            Some(("-", words)) => blocks.push(Block::ListItem(text(words))),
            Some(("^", words)) => {
                let (mark, words) = words.split_once(' ').expect("a mark and words");
                blocks.push(Block::Footnote { mark: mark.to_owned(), text: text(words) });
            }
            Some(_) => blocks.push(Block::Paragraph(text(line))),
            None => {}
        }
    }
    let id = DocumentId("0".repeat(64));
    let source =
        Source { id, file_name: "test.txt".to_owned(), media_type: MediaType::PlainText, byte_size: 0 };
    Document { source, pages: None, blocks, findings: vec![] }
}

/// A cell: its words and in braces what else is to be seen, `45% {fill:green}`, `G {mark:circle-red turn:up}`. Marks are
/// `circle`, `pill`, `square` and arrows (`up`, `down`, `same`); colours are as for [`colour`]. `<` is covered by the cell on
/// its left and `^` by the one above.
pub(crate) fn cell(text: &str, place: &Place) -> Cell {
    let (words, looks) =
        text.trim().strip_suffix('}').and_then(|text| text.split_once('{')).unwrap_or((text, ""));
    let mut cell = Cell::new(words.trim(), place.clone());
    for look in looks.split_whitespace() {
        match look.split_once(':').expect("a name and what it is") {
            ("fill", name) => cell.fill = Some(colour(name)),
            ("ink", name) => cell.ink = Some(colour(name)),
            ("mark", mark) => cell.marks.push(self::mark(mark)),
            ("turn", _) => cell.turn = Turn::Up,
            (other, _) => panic!("a cell has no `{other}`"),
        }
    }
    cell
}

fn mark(words: &str) -> Mark {
    let (shape, name) = words.split_once('-').expect("a shape and a colour");
    let shape = match shape {
        "circle" => Shape::Ellipse,
        "pill" => Shape::Pill,
        "square" => Shape::Rectangle,
        "up" => Shape::Arrow(Direction::Up),
        "down" => Shape::Arrow(Direction::Down),
        "same" => Shape::Arrow(Direction::Same),
        other => panic!("no shape is called `{other}`"),
    };
    Mark { shape, colour: colour(name) }
}

/// A colour by the name that it has in the office suites' palette, or as `#RRGGBB`.
pub(crate) fn colour(name: &str) -> Rgb {
    let code = match name {
        "red" => "FF0000",
        "amber" => "FFC000",
        "yellow" => "FFFF00",
        "green" => "00B050",
        "blue" => "0070C0",
        "purple" => "7030A0",
        "grey" => "D9D9D9",
        _ => name.strip_prefix('#').expect("a known name or a code"),
    };
    let [_, red, green, blue] = u32::from_str_radix(code, 16).expect("six hexadecimal digits").to_be_bytes();
    Rgb { red, green, blue }
}

/// Marks the cells that are written as `<` and `^` as covered and counts them as the spans of the cells that cover them.
fn merge(rows: &mut [Vec<Cell>]) {
    for row in (0..rows.len()).rev() {
        for column in (0..rows[row].len()).rev() {
            let cell = &mut rows[row][column];
            let (row_span, col_span) = (cell.row_span, cell.col_span);
            let sign = std::mem::take(&mut cell.text);
            match sign.as_str() {
                "<" => rows[row][column - 1].col_span = rows[row][column - 1].col_span.max(col_span + 1),
                "^" => rows[row - 1][column].row_span = rows[row - 1][column].row_span.max(row_span + 1),
                _ => {
                    rows[row][column].text = sign;
                    continue;
                }
            }
            rows[row][column].covered = true;
        }
    }
}

/// The general reading of a document written as for [`document`].
pub(crate) fn general(lines: &str) -> Reading {
    read(&document(lines), &Catalogue::default(), &Options::default()).expect("no layout is named")
}

/// The reading of a document by a spec with these lines and this table.
pub(crate) fn by_spec(front: &str, table: &str, lines: &str) -> Reading {
    let toml = format!("id = \"mine\"\nversion = 1\nsummary = \"s\"\n{front}\n[[table]]\n{table}\n");
    let mut catalogue = Catalogue::default();
    catalogue.add("mine.toml", &toml, true).expect("a good spec");
    let options = Options { layout: Some("mine".to_owned()) };
    read(&document(lines), &catalogue, &options).expect("the layout is there")
}

/// The figures of a document, each as [`line`] gives it.
#[track_caller]
pub(crate) fn check(lines: &str, expected: &[&str]) {
    let found: Vec<String> = general(lines).figures.iter().map(line).collect();
    assert_eq!(found, expected, "{lines}");
}

/// The section of each figure of a document.
#[track_caller]
pub(crate) fn check_sections(lines: &str, expected: &[&str]) {
    let reading = general(lines);
    let found: Vec<&str> =
        reading.figures.iter().map(|figure| figure.section.as_deref().unwrap_or("-")).collect();
    assert_eq!(found, expected, "{lines}");
}

/// Kind, area and period of each figure of a document, as [`line`] gives them.
#[track_caller]
pub(crate) fn check_claims(lines: &str, expected: &[&str]) {
    let found: Vec<String> = general(lines).figures.iter().map(line).collect();
    let claims: Vec<&str> = found.iter().filter_map(|line| line.split(" · ").nth(2)).collect();
    assert_eq!(claims, expected, "{lines}");
}

/// One figure in one line: what was asked of it, in this order, where it has it.
pub(crate) fn line(figure: &Figure) -> String {
    let mut words = vec![figure.reference.clone().unwrap_or_default(), figure.indicator.clone()];
    words.extend(figure.breakdown.iter().map(|breakdown| format!("/ {breakdown}")));
    words.push(format!("· {} · {}", figure.column_text, figure.kind));
    match &figure.area {
        AreaClaim::Publisher => {}
        AreaClaim::Comparator(name) => words.push(format!("@{name}")),
        AreaClaim::Named(name) => words.push(format!("@={name}")),
    }
    if let Some(stated) = &figure.period {
        words.push(format!("{}..{}", stated.period.start, stated.period.end));
    }
    words.push(format!("· `{}` {}", figure.value_text, figure.cell.status));
    words.extend(figure.cell.value.map(|value| format!("= {value}")));
    words.extend(figure.cell.unit.map(|unit| unit.to_string()));
    words.extend(figure.cell.fraction.map(|f| format!("{}/{}", f.numerator, f.denominator)));
    words.extend(figure.basis.map(|basis| basis.to_string()));
    words.extend(figure.rag.map(|rag| format!("rag={}", rag.colour)));
    words.extend(figure.direction.map(|direction| format!("moved={direction}")));
    words.extend(figure.desired_direction.map(|direction| format!("wanted={direction}")));
    words.extend(figure.cell.note.iter().map(|note| format!("note={note}")));
    words.extend(figure.flags.iter().map(|flag| format!("!{flag}")).filter(|flag| flag != "!unknown_layout"));
    words.retain(|word| !word.is_empty());
    words.join(" ")
}
