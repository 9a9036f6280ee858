//! Worksheets drawn in text, and blocks written as text, for tests.

use boardlift_model::{Address, Block, Cell, Rgb, Turn};

use crate::worksheet::{Area, Look, SheetCell, SheetRow, Worksheet};

/// A worksheet from one line a row and `|` between cells. `*Words` without a space are bold, `%RRGGBB words` have that colour
/// behind them, `<` merges a cell into the one to its left and `^` into the one above.
pub(crate) fn worksheet(drawn: &str) -> Worksheet {
    let looks = vec![Look::default(), Look { bold: true, ..Look::default() }];
    let mut sheet = Worksheet { name: "Sheet1".into(), looks, ..Worksheet::default() };
    for (row, line) in (0..).zip(drawn.lines()) {
        let mut cells = Vec::new();
        for (column, text) in (0..).zip(line.split('|').map(str::trim)) {
            match text {
                "" => {}
                "<" => widen(&mut sheet.merges, Address { row, column: column - 1 }, Address { row, column }),
                "^" => widen(&mut sheet.merges, Address { row: row - 1, column }, Address { row, column }),
                _ => match text.strip_prefix('%').and_then(|text| text.split_at_checked(6)) {
                    Some((colour, words)) => {
                        let look = u32::try_from(sheet.looks.len()).expect("a few looks");
                        sheet.looks.push(Look { fill: Some(rgb(colour)), ..Look::default() });
                        cells.push(SheetCell { look, ..cell(column, words.trim()) });
                    }
                    None => cells.push(cell(column, text)),
                },
            }
        }
        if !cells.is_empty() {
            sheet.rows.push(SheetRow { index: row, cells });
        }
    }
    sheet
}

fn rgb(code: &str) -> Rgb {
    let [_, red, green, blue] = u32::from_str_radix(code, 16).expect("six hexadecimal digits").to_be_bytes();
    Rgb { red, green, blue }
}

fn cell(column: u32, text: &str) -> SheetCell {
    let bold = text.strip_prefix('*').filter(|rest| !rest.starts_with(' '));
    SheetCell {
        column,
        text: bold.unwrap_or(text).to_owned(),
        stored: None,
        look: u32::from(bold.is_some()),
        mark: None,
    }
}

/// Lets the merged cell that reaches to `end` reach to `last`.
fn widen(merges: &mut Vec<Area>, end: Address, last: Address) {
    match merges.iter_mut().find(|area| area.last == end) {
        Some(area) => area.last = last,
        None => merges.push(Area { first: end, last }),
    }
}

/// One line a block: `# ` heading, `- ` point, `^mark ` note, `[cells]` for each row of a table with `<2` and `^2` for
/// what spans two columns or rows and `=` for what is covered.
pub(crate) fn block_text(blocks: &[Block]) -> String {
    blocks.iter().map(|block| line(block) + "\n").collect()
}

fn line(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("# {}", text.text),
        Block::Paragraph(text) => text.text.clone(),
        Block::ListItem(text) => format!("- {}", text.text),
        Block::Footnote { mark, text } => format!("^{mark} {}", text.text),
        Block::Key(entries) => format!("key of {}", entries.len()),
        Block::Grid(grid) => {
            let row =
                |row: &Vec<Cell>| format!("[{}]", row.iter().map(cell_text).collect::<Vec<_>>().join(" | "));
            grid.rows().iter().map(row).collect::<Vec<_>>().join(" ")
        }
    }
}

fn cell_text(cell: &Cell) -> String {
    let mut text = if cell.covered { "=".to_owned() } else { cell.text.clone() };
    for (sign, span) in [("<", cell.col_span), ("^", cell.row_span)] {
        if span > 1 {
            text.extend([" ", sign, &span.to_string()]);
        }
    }
    if cell.turn != Turn::Upright {
        text += " turned";
    }
    text
}
