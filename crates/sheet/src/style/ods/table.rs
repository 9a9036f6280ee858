//! The rows and columns of an ods: which style each cell has, what is hidden, what is repeated in print.

use quick_xml::events::BytesStart;

use super::conditions::{Formats, mapped};
use super::styles::Names;
use crate::style::conditions::Conditions;
use crate::style::xml::{Step, attribute, number, walk};
use crate::style::{SheetStyle, runs};

/// Rows and columns that a sheet can have.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// The most cells with a style of their own, of all sheets together, once what is repeated is written out. Those
/// beyond look like any other cell.
const MOST_CELLS: usize = 2_000_000;

/// The most cells that are looked at for their style once what is repeated is written out.
const MOST_LOOKS: usize = 50_000_000;

/// The most runs of equal cells, rows and columns of all sheets together.
const MOST_RUNS: usize = 4_000_000;

/// Elements that only put rows or columns together.
const GROUPS: [&str; 6] = [
    "/table-row-group",
    "/table-header-rows",
    "/table-rows",
    "/table-column-group",
    "/table-header-columns",
    "/table-columns",
];

/// All tables of a part, as they are read.
pub(super) struct Tables<'a> {
    names: &'a mut Names,
    sheets: Vec<(String, SheetStyle)>,
    table: Table,
    room: Room,
}

/// How much may still come.
struct Room {
    /// Cells with a style of their own.
    cells: usize,
    /// Cells that are looked at for their style.
    looks: usize,
    /// Runs.
    runs: usize,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    name: String,
    rows: Vec<Run<Vec<Run<Cell>>>>,
    columns: Vec<Run<u32>>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    titles: Option<(u32, u32)>,
    /// For each group around the next row or column, whether it is folded up.
    groups: Vec<bool>,
    /// The style of the row's cells that name none.
    row_style: Option<u32>,
    formats: Formats,
}

/// Equal neighbours: rows, columns or cells.
struct Run<T> {
    first: u32,
    /// The last one, included.
    last: u32,
    what: T,
}

/// A cell.
#[derive(Clone, Copy)]
struct Cell {
    /// Its style, where it names one.
    style: Option<u32>,
    has_words: bool,
}

impl<'a> Tables<'a> {
    /// Reads the tables of a spreadsheet, by their names, and adds the styles that stand before them.
    pub(super) fn read(
        text: &str,
        names: &'a mut Names,
    ) -> Result<Vec<(String, SheetStyle)>, quick_xml::Error> {
        let room = Room { cells: MOST_CELLS, looks: MOST_LOOKS, runs: MOST_RUNS };
        let mut tables = Tables { names, sheets: Vec::new(), table: Table::default(), room };
        walk(text, |path, step| {
            let inside = path.strip_prefix("/document-content/body/spreadsheet/table");
            let (inside, step) = match (inside, step) {
                (Some(inside), step) => (inside, step),
                (None, Step::Open(element)) => return tables.names.meet(path, element),
                (None, _) => return,
            };
            match step {
                Step::Open(element) => tables.open(inside, element),
                Step::Close if inside.is_empty() => tables.close(),
                Step::Close if GROUPS.iter().any(|group| inside.ends_with(group)) => {
                    tables.table.groups.pop();
                }
                _ => {}
            }
        })?;
        Ok(tables.sheets)
    }

    fn open(&mut self, inside: &str, element: &BytesStart<'_>) {
        if inside.is_empty() {
            let name = attribute(element, "name").unwrap_or_default().into_owned();
            self.table = Table { name, ..Table::default() };
            return;
        }
        if GROUPS.iter().any(|group| inside.ends_with(group)) {
            self.table.groups.push(attribute(element, "display").as_deref() == Some("false"));
            return;
        }
        if let Some(format) = inside.strip_prefix("/conditional-formats/conditional-format") {
            self.table.formats.meet(format, element, self.names);
            return;
        }
        let mut inner = inside;
        let is_title = inside.contains("/table-header-rows/");
        while let Some(rest) = GROUPS.iter().find_map(|group| inner.strip_prefix(group)) {
            inner = rest;
        }
        let style = |name| attribute(element, name).map(|style| self.names.number(&style));
        match inner {
            "/table-column" => self.table.column(style("default-cell-style-name").unwrap_or(0), element),
            "/table-row" => {
                self.table.row_style = style("default-cell-style-name");
                self.table.row(is_title, element);
            }
            "/table-row/table-cell" | "/table-row/covered-table-cell" => {
                let style = style("style-name");
                self.table.cell(style, element);
            }
            "/table-row/table-cell/p" => self.table.words(),
            _ => return,
        }
        // A file of more runs than anybody writes is read no further.
        self.room.runs = self.room.runs.saturating_sub(1);
        if self.room.runs == 0 {
            self.table.rows.clear();
        }
    }

    fn close(&mut self) {
        let mut table = std::mem::take(&mut self.table);
        let formats = std::mem::take(&mut table.formats).into_rules();
        let rows = table.styled_rows(&mut self.room);
        let conditions = if formats.is_empty() { mapped(&rows, self.names) } else { formats };
        let style = SheetStyle {
            rows,
            hidden_rows: runs(table.hidden_rows),
            hidden_columns: runs(table.hidden_columns),
            title_rows: table.titles,
            conditions: Conditions::of(conditions),
            ..SheetStyle::default()
        };
        self.sheets.push((table.name, style));
    }
}

impl Table {
    fn column(&mut self, style: u32, element: &BytesStart<'_>) {
        let (first, last) = next(&self.columns, element, "number-columns-repeated", COLUMNS);
        if first > last {
            return;
        }
        if self.is_hidden(element) {
            self.hidden_columns.push((first, last));
        }
        self.columns.push(Run { first, last, what: style });
    }

    fn row(&mut self, is_title: bool, element: &BytesStart<'_>) {
        let (first, last) = next(&self.rows, element, "number-rows-repeated", ROWS);
        if self.is_hidden(element) && first <= last {
            self.hidden_rows.push((first, last));
        }
        if is_title && first <= last {
            self.titles = Some((self.titles.map_or(first, |titles| titles.0), last));
        }
        self.rows.push(Run { first, last, what: Vec::new() });
    }

    fn cell(&mut self, style: Option<u32>, element: &BytesStart<'_>) {
        let Some(row) = self.rows.last_mut() else { return };
        let (first, last) = next(&row.what, element, "number-columns-repeated", COLUMNS);
        if first > last {
            return;
        }
        let has_words = attribute(element, "value-type").is_some();
        row.what.push(Run { first, last, what: Cell { style: style.or(self.row_style), has_words } });
    }

    /// The innermost cell has words.
    fn words(&mut self) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.what.last_mut()) {
            cell.what.has_words = true;
        }
    }

    fn is_hidden(&self, element: &BytesStart<'_>) -> bool {
        let visibility = attribute(element, "visibility");
        matches!(visibility.as_deref(), Some("collapse" | "filter")) || self.groups.contains(&true)
    }

    /// The rows with cells of a style of their own, repeated ones written out. What lies below or to the right of all
    /// words is left out: people format whole rows and columns.
    fn styled_rows(&self, room: &mut Room) -> Vec<(u32, Vec<(u32, u32)>)> {
        let words = |row: &Run<Vec<Run<Cell>>>| {
            row.what.iter().filter(|cell| cell.what.has_words).map(|cell| cell.last).max()
        };
        let Some(last_column) = self.rows.iter().filter_map(words).max() else { return Vec::new() };
        let last_row = self.rows.iter().rev().find(|row| words(row).is_some()).map_or(0, |row| row.last);
        let mut rows = Vec::new();
        for row in self.rows.iter().take_while(|row| row.first <= last_row) {
            let Some(cells) = self.styled_cells(&row.what, last_column, room) else { break };
            for index in row.first..=row.last.min(last_row) {
                let Some(rest) = room.cells.checked_sub(cells.len()).filter(|_| !cells.is_empty()) else {
                    break;
                };
                room.cells = rest;
                rows.push((index, cells.clone()));
            }
        }
        rows
    }

    /// The columns of a row's cells with a style of their own, and their styles; nothing once there were too many.
    fn styled_cells(&self, row: &[Run<Cell>], last_column: u32, room: &mut Room) -> Option<Vec<(u32, u32)>> {
        let mut cells = Vec::new();
        for cell in row.iter().take_while(|cell| cell.first <= last_column) {
            for column in cell.first..=cell.last.min(last_column) {
                room.looks = room.looks.checked_sub(1)?;
                let style = cell.what.style.unwrap_or_else(|| self.column_style(column));
                cells.extend((style != 0).then_some((column, style)));
            }
        }
        Some(cells)
    }

    fn column_style(&self, column: u32) -> u32 {
        let place = self.columns.partition_point(|run| run.last < column);
        self.columns.get(place).map_or(0, |run| run.what)
    }
}

/// The places of what comes after a list of runs, by its attribute of how often it is repeated; the first lies behind
/// the last for what lies beyond the sheet.
fn next<T>(runs: &[Run<T>], element: &BytesStart<'_>, repeated: &str, limit: u32) -> (u32, u32) {
    let first = runs.last().map_or(0, |run| run.last.saturating_add(1)).min(limit);
    let count = number::<u32>(element, repeated).unwrap_or(1).max(1);
    (first, first.saturating_add(count - 1).min(limit - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::style::CellStyle;
    use crate::style::conditions::Value;

    const STYLES: &str = r##"<office:document-content><office:automatic-styles>
        <style:default-style style:family="table-cell"><style:text-properties fo:color="#000001"/></style:default-style>
        <style:style style:name="red" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"
        style:rotation-angle="90" fo:border-bottom="0.06pt solid #000000"/></style:style>
        <style:style style:name="bold" style:family="table-cell" style:parent-style-name="red"><style:text-properties
        fo:font-weight="bold" fo:color="#0000ff"/></style:style>
        <style:style style:name="plain" style:family="table-cell" style:parent-style-name="plain">
        <style:table-cell-properties fo:background-color="transparent" fo:border="none"/></style:style>
        <style:style style:name="rule" style:family="table-cell"><style:map style:condition="cell-content()&lt;[.$B$1]"
        style:apply-style-name="red"/></style:style>
        <style:style style:name="red" style:family="table-column"/>
        </office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Plan">"##;

    /// Reads a table of these styles.
    fn table(rows: &str) -> (Arc<[CellStyle]>, SheetStyle) {
        let text = format!(
            "{STYLES}{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let mut names = Names::default();
        let mut sheets = Tables::read(&text, &mut names).expect("sound markup");
        let (name, sheet) = sheets.pop().expect("a sheet");
        assert_eq!(name, "Plan");
        (names.into_styles(), sheet)
    }

    /// The styles of the cells that have one, each as its place among the styles above.
    fn check(rows: &str, expected: &[(u32, &[(u32, u32)])]) {
        let found = table(rows).1.rows;
        let found: Vec<(u32, &[(u32, u32)])> =
            found.iter().map(|(row, cells)| (*row, cells.as_slice())).collect();
        assert_eq!(found, expected, "{rows}");
    }

    const WORD: &str =
        r#"<table:table-cell office:value-type="string"><text:p>t</text:p></table:table-cell>"#;

    #[test]
    fn styles_build_on_others() {
        let (styles, _) = table("");
        let told: Vec<String> = styles
            .iter()
            .map(|style| {
                let look = style.look;
                format!(
                    "{:?} {:?} {} {:?} {}",
                    look.fill,
                    look.ink.map(|ink| ink.blue),
                    look.bold,
                    look.turn,
                    look.lined
                )
            })
            .collect();
        let red = "Some(Rgb { red: 255, green: 0, blue: 0 })";
        assert_eq!(
            told[..4],
            [
                "None Some(1) false Upright false".to_owned(),
                format!("{red} Some(1) false Up true"),
                format!("{red} Some(255) true Up true"),
                "None Some(1) false Upright false".to_owned(),
            ]
        );
    }

    #[test]
    fn cells_take_the_style_of_their_row_or_column() {
        let columns = r#"<table:table-column table:default-cell-style-name="red"/><table:table-column
            table:number-columns-repeated="2" table:default-cell-style-name="bold"/>"#;
        let row = format!("<table:table-row>{WORD}{WORD}{WORD}{WORD}</table:table-row>");
        check(&format!("{columns}{row}"), &[(0, &[(0, 1), (1, 2), (2, 2)])]);
        let row = row.replace("table-row>", r#"table-row table:default-cell-style-name="plain">"#);
        check(&format!("{columns}{row}"), &[(0, &[(0, 3), (1, 3), (2, 3), (3, 3)])]);
    }

    #[test]
    fn what_is_repeated_is_written_out_as_far_as_words_go() {
        let red = r#"<table:table-cell table:style-name="red" table:number-columns-repeated="16384"/>"#;
        let rows = format!(
            r#"<table:table-row table:number-rows-repeated="2">{red}</table:table-row>
            <table:table-row>{WORD}{WORD}</table:table-row>
            <table:table-row table:number-rows-repeated="1048576">{red}</table:table-row>"#
        );
        check(&rows, &[(0, &[(0, 1), (1, 1)]), (1, &[(0, 1), (1, 1)])]);
        let last =
            format!(r#"<table:table-row table:number-rows-repeated="4294967295">{red}</table:table-row>"#);
        check(&last, &[]);
        // A bomb: all cells of a sheet have words and a look.
        let word = red.replace("/>", r#" office:value-type="string"/>"#);
        let (_, sheet) = table(&format!(
            r#"<table:table-row table:number-rows-repeated="1048576">{word}</table:table-row>"#
        ));
        assert_eq!(sheet.rows.len(), MOST_CELLS / 16_384);
    }

    #[test]
    fn hidden_and_repeated_rows() {
        let row = |attributes: &str| format!("<table:table-row {attributes}>{WORD}</table:table-row>");
        let rows = format!(
            r#"<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="3"/>
            <table:table-header-rows>{}{}</table:table-header-rows>{}{}<table:table-row-group table:display="false">{}
            </table:table-row-group>{}"#,
            row(""),
            row(""),
            row(r#"table:visibility="filter""#),
            row(r#"table:visibility="collapse" table:number-rows-repeated="2""#),
            row(""),
            row(""),
        );
        let (_, sheet) = table(&rows);
        assert_eq!(sheet.title_rows, Some((0, 1)));
        assert_eq!(sheet.hidden_rows, [(2, 5)]);
        assert_eq!(sheet.hidden_columns, [(1, 3)]);
    }

    /// What is painted red in A1 to C1 with the numbers 1, 2 and 3.
    fn check_rules(rows: &str, expected: &[&str]) {
        let values = [(0, vec![(0, Value::Number(1.0)), (1, Value::Number(2.0)), (2, Value::Number(3.0))])];
        let painted = table(rows).1.conditions.painted(&values);
        let told = painted.iter().map(|(address, painted)| {
            let fill = painted.paint.fill.map(|fill| if fill.is_some() { "" } else { "?" });
            format!("{address}{}{}", fill.unwrap_or("-"), painted.mark.map_or("", |_| "!"))
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{rows}");
    }

    fn rules(rules: &str) -> String {
        format!(
            r#"<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="&apos;My
            plan&apos;.A1:&apos;My plan&apos;.B1 Plan.C1">{rules}</calcext:conditional-format>
            </calcext:conditional-formats>"#
        )
    }

    #[test]
    fn conditions_of_styles() {
        let cell = r#"<table:table-cell table:style-name="rule" office:value-type="float"/>"#;
        check_rules(&format!("<table:table-row>{cell}{cell}{cell}</table:table-row>"), &["A1"]);
    }

    #[test]
    fn conditions_of_tables() {
        let one = |value: &str, expected: &[&str]| {
            let condition = format!(
                r#"<calcext:condition calcext:apply-style-name="red" calcext:value="{value}"
                calcext:base-cell-address="Plan.A1"/>"#
            );
            check_rules(&rules(&condition), expected);
        };
        one("&gt;=2", &["B1", "C1"]);
        one("!=2", &["A1", "C1"]);
        one("between(2,[.$C$1])", &["B1", "C1"]);
        one("not-between(2,3)", &["A1"]);
        one("formula-is([.A1]=[.$B1])", &["B1"]);
        one("contains-text(&quot;3&quot;)", &["C1"]);
        one("formula-is([$Other.A1]=1)", &["A1?", "B1?", "C1?"]);
        one("top-elements(1)", &["A1?", "B1?", "C1?"]);
    }

    #[test]
    fn icons_and_scales_of_tables() {
        let icons = r#"<calcext:icon-set calcext:icon-set-type="3Arrows"><calcext:formatting-entry calcext:value="0"
            calcext:type="percent"/><calcext:formatting-entry calcext:value="2" calcext:type="number"/>
            <calcext:formatting-entry calcext:value="3" calcext:type="number"/></calcext:icon-set>"#;
        check_rules(&rules(icons), &["A1-!", "B1-!", "C1-!"]);
        let scale = r##"<calcext:color-scale><calcext:color-scale-entry calcext:value="0" calcext:type="minimum"
            calcext:color="#ff0000"/><calcext:color-scale-entry calcext:value="0" calcext:type="maximum"
            calcext:color="#00ff00"/></calcext:color-scale>"##;
        check_rules(&rules(scale), &["A1", "B1", "C1"]);
    }
}
