//! A page drawn with what was found on it, as SVG, for whoever wants to know why a table came out wrong: words, rules
//! and fills as the page has them, and over them cells, header rows, column edges, reasons and blocks of text.
//!
//! The drawing is for people. It refers to nothing outside itself, and the same page always gives the same bytes.

use std::fmt::{self, Write};

use boardlift_model::{Axis, BBox, Cell, KeyEntry, Page, Place, Rgb, Turn};

use crate::layout::{PageLayout, Region, Table, TextBlock};

/// Room above the page for its caption.
const HEAD: f32 = 30.0;

/// Room to the right of the page for the legend and the reports.
const SIDE: f32 = 260.0;

const STYLE: &str = "text{font-family:sans-serif;white-space:pre}\
.word{fill:none;stroke:#9aa5b1;stroke-width:.3}.image{fill:#e5e7eb;stroke:#9ca3af;stroke-dasharray:4 2}\
.cell{fill:#2563eb;fill-opacity:.05;stroke:#2563eb;stroke-width:.9}.span{fill-opacity:.16}\
.header{fill:#7c3aed;fill-opacity:.16;stroke:#7c3aed}.table{fill:none;stroke:#1d4ed8;stroke-width:2}\
.edge{stroke:#2563eb;stroke-width:.5;stroke-dasharray:2 2}.block{fill:none;stroke-width:1.2}\
.tag{font-size:7px;fill:#fff}.order{stroke:#f97316;stroke-width:.8;fill:none;stroke-opacity:.5}\
.note{font-size:9px;fill:#111827}.faint{fill:#6b7280}";

/// The page and its layout as an SVG document.
pub fn draw(page: &Page, layout: &PageLayout) -> String {
    let mut svg = String::new();
    // Writing to a string can't fail.
    let _ = write_page(&mut svg, page, layout);
    svg
}

fn write_page(svg: &mut String, page: &Page, layout: &PageLayout) -> fmt::Result {
    let (width, height) = (page.width + SIDE, page.height.max(400.0) + HEAD);
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 {top:.0} {width:.0} {height:.0}">"#,
        top = -HEAD
    )?;
    writeln!(svg, "<style>{STYLE}</style>")?;
    writeln!(svg, r##"<rect x="0" y="{:.0}" width="100%" height="100%" fill="#f3f4f6"/>"##, -HEAD)?;
    writeln!(
        svg,
        r##"<rect width="{:.1}" height="{:.1}" fill="#fff" stroke="#6b7280"/>"##,
        page.width, page.height
    )?;
    write_drawn(svg, page)?;
    write_found(svg, layout)?;
    write_margin(svg, page, layout)?;
    svg.push_str("</svg>\n");
    Ok(())
}

/// What the page itself has.
fn write_drawn(svg: &mut String, page: &Page) -> fmt::Result {
    for fill in &page.fills {
        writeln!(svg, r#"<rect {} fill="{}"/>"#, Rect(fill.bbox), Colour(fill.colour))?;
    }
    for &image in &page.images {
        writeln!(svg, r#"<rect class="image" {}/>"#, Rect(image))?;
    }
    for rule in &page.rules {
        let (x1, y1, x2, y2) = match rule.axis {
            Axis::Level => (rule.from, rule.at, rule.to, rule.at),
            Axis::Upright => (rule.at, rule.from, rule.at, rule.to),
        };
        let dashes = if rule.dashed { r#" stroke-dasharray="3 2""# } else { "" };
        let (width, colour) = (rule.width.max(0.3), Colour(rule.colour));
        writeln!(
            svg,
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{colour}" stroke-width="{width:.1}"{dashes}/>"#
        )?;
    }
    for word in &page.words {
        let BBox { x0, y0, x1, y1 } = word.bbox;
        let (x, y, angle, length) = match word.turn {
            Turn::Upright => (x0, word.baseline, 0, x1 - x0),
            Turn::Up => (word.baseline, y1, -90, y1 - y0),
            Turn::Down => (word.baseline, y0, 90, y1 - y0),
            Turn::Reversed => (x1, word.baseline, 180, x1 - x0),
        };
        let weight = if word.bold { r#" font-weight="bold""# } else { "" };
        writeln!(
            svg,
            r#"<rect class="word" {}/><text transform="translate({x:.1} {y:.1}) rotate({angle})" font-size="{:.1}" textLength="{:.1}" lengthAdjust="spacingAndGlyphs" fill="{}"{weight}>{}</text>"#,
            Rect(word.bbox),
            word.size,
            length.max(0.1),
            Colour(word.ink),
            Escaped(&word.text),
        )?;
    }
    Ok(())
}

/// What was found on it, with a thread through all in reading order.
fn write_found(svg: &mut String, layout: &PageLayout) -> fmt::Result {
    let mut thread: Vec<String> = Vec::new();
    let mut tables = 0;
    for region in &layout.regions {
        let bbox = match region {
            Region::Table(table) => {
                tables += 1;
                write_table(svg, table, tables)?;
                Some(table.bbox)
            }
            Region::Key(entries) => {
                write_key(svg, entries)?;
                entries.first().and_then(|entry| box_of(&entry.text.place))
            }
            Region::Text(text) => {
                write_text(svg, text)?;
                Some(text.bbox)
            }
        };
        thread.extend(bbox.map(|bbox| format!("{:.1},{:.1}", bbox.x0, bbox.y0)));
    }
    writeln!(svg, r#"<polyline class="order" points="{}"/>"#, thread.join(" "))
}

fn write_table(svg: &mut String, table: &Table, number: usize) -> fmt::Result {
    for (row, cells) in table.grid.rows().iter().enumerate() {
        for cell in cells.iter().filter(|cell| !cell.covered) {
            write_cell(svg, cell, row < table.header_rows)?;
        }
    }
    for x in column_edges(table) {
        let BBox { y0, y1, .. } = table.bbox;
        writeln!(
            svg,
            r#"<line class="edge" x1="{x:.1}" y1="{:.1}" x2="{x:.1}" y2="{:.1}"/>"#,
            y0 - 4.0,
            y1 + 4.0
        )?;
    }
    writeln!(svg, r#"<rect class="table" {}/>"#, Rect(table.bbox))?;
    let (rows, columns) = (table.grid.rows().len(), table.grid.width());
    let label = format!("table {number}: {rows} × {columns}, {}", table.grid.method);
    write_tag(svg, table.bbox.x0, table.bbox.y0, &label, "#1d4ed8")
}

fn write_cell(svg: &mut String, cell: &Cell, header: bool) -> fmt::Result {
    let Some(bbox) = box_of(&cell.place) else { return Ok(()) };
    let spans = cell.row_span > 1 || cell.col_span > 1;
    let class = match (header, spans) {
        (true, _) => "cell header",
        (false, true) => "cell span",
        (false, false) => "cell",
    };
    let title = format!("{} [{} × {}]", cell.text, cell.row_span, cell.col_span);
    writeln!(svg, r#"<rect class="{class}" {}><title>{}</title></rect>"#, Rect(bbox), Escaped(&title))
}

fn write_key(svg: &mut String, entries: &[KeyEntry]) -> fmt::Result {
    for entry in entries {
        let Some(bbox) = box_of(&entry.text.place) else { continue };
        writeln!(svg, r#"<rect class="block" {} stroke="{}"/>"#, Rect(bbox), Colour(entry.colour))?;
        write_tag(svg, bbox.x0, bbox.y0, "key", "#0f766e")?;
    }
    Ok(())
}

fn write_text(svg: &mut String, text: &TextBlock) -> fmt::Result {
    let (kind, colour) = kind_of(text);
    writeln!(svg, r#"<rect class="block" {} stroke="{colour}"/>"#, Rect(text.bbox))?;
    write_tag(svg, text.bbox.x0, text.bbox.y0, kind, colour)
}

/// What a block of text looks like on its page alone, and the colour that it is outlined in.
fn kind_of(text: &TextBlock) -> (&'static str, &'static str) {
    if text.note_mark.is_some() {
        ("note", "#a16207")
    } else if text.bullet.is_some() {
        ("point", "#15803d")
    } else if text.bold {
        ("bold", "#be123c")
    } else {
        ("text", "#475569")
    }
}

/// Beside the page: its number, what the colours mean, and why each table was taken.
fn write_margin(svg: &mut String, page: &Page, layout: &PageLayout) -> fmt::Result {
    let tables: Vec<&Table> = layout.tables().collect();
    writeln!(
        svg,
        r#"<text x="4" y="-10" font-size="12" font-weight="bold">page {}</text><text class="note faint" x="70" y="-10">{:.0} × {:.0} pt, {} words, {} rules, {} fills, {} tables, {} unreadable</text>"#,
        page.number,
        page.width,
        page.height,
        page.words.len(),
        page.rules.len(),
        page.fills.len(),
        tables.len(),
        page.unreadable,
    )?;
    let x = page.width + 12.0;
    let mut y = 14.0;
    for (words, colour) in LEGEND {
        writeln!(
            svg,
            r#"<rect x="{x:.1}" y="{:.1}" width="9" height="9" fill="{colour}"/><text class="note" x="{:.1}" y="{y:.1}">{words}</text>"#,
            y - 8.0,
            x + 14.0
        )?;
        y += 13.0;
    }
    for (at, table) in tables.iter().enumerate() {
        y += 12.0;
        writeln!(
            svg,
            r#"<text class="note" font-weight="bold" x="{x:.1}" y="{y:.1}">table {}: {:.2} points</text>"#,
            at + 1,
            table.report.score()
        )?;
        for (reason, points) in &table.report.points {
            y += 11.0;
            writeln!(
                svg,
                r#"<text class="note" x="{x:.1}" y="{y:.1}">{points:+.2}  {}</text>"#,
                Escaped(reason)
            )?;
        }
        for rival in &table.report.rivals {
            y += 11.0;
            writeln!(
                svg,
                r#"<text class="note faint" x="{x:.1}" y="{y:.1}">beat {}: {} × {}, {:.2} points</text>"#,
                rival.method, rival.rows, rival.columns, rival.score
            )?;
        }
        y += 4.0;
    }
    Ok(())
}

const LEGEND: [(&str, &str); 7] = [
    ("cells (darker: spans)", "#2563eb"),
    ("header rows", "#7c3aed"),
    ("text", "#475569"),
    ("bold text", "#be123c"),
    ("points of a list", "#15803d"),
    ("footnotes", "#a16207"),
    ("reading order", "#f97316"),
];

fn write_tag(svg: &mut String, x: f32, y: f32, label: &str, colour: &str) -> fmt::Result {
    let width = 3.9 * label.chars().count() as f32 + 4.0;
    writeln!(
        svg,
        r#"<rect x="{x:.1}" y="{:.1}" width="{width:.1}" height="8" fill="{colour}"/><text class="tag" x="{:.1}" y="{:.1}">{}</text>"#,
        y - 8.0,
        x + 2.0,
        y - 1.8,
        Escaped(label)
    )
}

/// Where the columns of a table begin and end, each place once.
fn column_edges(table: &Table) -> Vec<f32> {
    let cells = table.grid.rows().iter().flatten().filter(|cell| !cell.covered && cell.col_span == 1);
    let mut edges: Vec<f32> =
        cells.filter_map(|cell| box_of(&cell.place)).flat_map(|bbox| [bbox.x0, bbox.x1]).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 0.5);
    edges
}

fn box_of(place: &Place) -> Option<BBox> {
    match place {
        Place::Page { bbox, .. } => Some(*bbox),
        Place::Sheet { .. } | Place::Line(_) => None,
    }
}

/// A box as the attributes of a rectangle.
struct Rect(BBox);

impl fmt::Display for Rect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BBox { x0, y0, x1, y1 } = self.0;
        write!(
            f,
            r#"x="{x0:.1}" y="{y0:.1}" width="{:.1}" height="{:.1}""#,
            (x1 - x0).max(0.0),
            (y1 - y0).max(0.0)
        )
    }
}

struct Colour(Rgb);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rgb { red, green, blue } = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Text for XML 1.0: markup as entities, and letters that XML doesn't allow (section 2.2) as U+FFFD.
struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                _ => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Report;
    use crate::testing::PageBuilder;
    use boardlift_model::{Grid, Method};

    fn check(text: &str, expected: &str) {
        let page = PageBuilder::new().text(50.0, 50.0, text).build();
        let layout = PageLayout { number: 1, width: page.width, height: page.height, regions: Vec::new() };
        let svg = draw(&page, &layout);
        assert!(svg.contains(expected), "{svg}");
    }

    #[test]
    fn words_are_escaped() {
        check("<b>&\"", ">&lt;b&gt;&amp;&quot;</text>");
        check("\u{1}", ">\u{fffd}</text>");
    }

    #[test]
    fn tables_say_how_they_were_found() {
        let page = PageBuilder::new().text(50.0, 50.0, "3").build();
        let bbox = BBox { x0: 40.0, y0: 30.0, x1: 90.0, y1: 60.0 };
        let cell = Cell::new("3", Place::Page { page: 1, bbox });
        let report = Report { points: vec![("closed cells", 2.0)], rivals: Vec::new() };
        let grid = Grid::new(vec![vec![cell]], Method::Ruled);
        let table = Table { grid, bbox, header_rows: 1, report };
        let regions = vec![Region::Table(table)];
        let svg = draw(&page, &PageLayout { number: 1, width: 595.0, height: 842.0, regions });
        for expected in ["table 1: 1 × 1, ruled", "+2.00  closed cells", "class=\"cell header\""] {
            assert!(svg.contains(expected), "{expected} in {svg}");
        }
    }
}
