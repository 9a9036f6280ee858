//! Small documents written by hand, and figures as one line each, for the tests of this crate.

use boardlift_model::{
    AreaClaim, Block, Cell, Document, DocumentId, Figure, Grid, MediaType, Method, Place, Reading, Source,
    Text,
};

use crate::catalogue::Catalogue;
use crate::read::{Options, read};

/// A document of the given lines: `# words` is a heading, `- words` a point, `^mark words` a footnote, `a | b` a row of
/// a table (`~ |` at its start: the table goes on from the one before), an empty line ends a table, all else is a paragraph.
pub(crate) fn document(lines: &str) -> Document {
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut continues = false;
    for (number, line) in (1..).zip(lines.lines().map(str::trim).chain([""])) {
        let place = Place::Line(number);
        if line.contains('|') {
            continues |= line.starts_with('~');
            let cells =
                line.trim_start_matches('~').split('|').map(|text| Cell::new(text.trim(), place.clone()));
            rows.push(cells.collect());
            continue;
        }
        if !rows.is_empty() {
            let mut grid = Grid::new(std::mem::take(&mut rows), Method::Pipes);
            grid.continues = std::mem::take(&mut continues);
            blocks.push(Block::Grid(grid));
        }
        let text = |words: &str| Text { text: words.trim().to_owned(), place: place.clone() };
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

/// The general reading of a document written as for [`document`].
pub(crate) fn general(lines: &str) -> Reading {
    read(&document(lines), &Catalogue::default(), &Options::default()).expect("no layout is named")
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
