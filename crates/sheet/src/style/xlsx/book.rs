//! Which part holds which sheet of a workbook, and the names that the workbook gives to rows.

use std::collections::BTreeMap;

use crate::style::xml::{Step, attribute, number, walk};
use crate::style::{StyleError, damage};
use crate::unpack::Parts;

/// The parts of a workbook, by what they are for.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Book {
    /// The sheets in the order of the workbook.
    pub(crate) sheets: Vec<SheetPart>,
    /// The part of the styles.
    pub(crate) styles: Option<String>,
    /// The part of the theme.
    pub(crate) theme: Option<String>,
}

/// Where a sheet is found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SheetPart {
    /// Its name.
    pub(crate) name: String,
    /// Its part, in the archive.
    pub(crate) part: String,
    /// The rows that it repeats at the top of each page.
    pub(crate) title_rows: Option<(u32, u32)>,
}

/// A relationship of a part (ECMA-376 part 2, 6.5): its kind is the last word of its type.
struct Relationship {
    kind: String,
    target: String,
}

/// The workbook of a package, and the parts that it names.
pub(crate) struct Package {
    /// The part of the workbook.
    pub(crate) workbook: String,
    related: BTreeMap<String, Relationship>,
}

impl Package {
    /// Follows the relationships of the package and of its workbook, which is the given part where the package doesn't
    /// say.
    pub(crate) fn open(parts: &Parts, usual: &str) -> Result<Self, StyleError> {
        let package = relationships(parts, "")?;
        let workbook = package.into_values().find(|relationship| relationship.kind == "officeDocument");
        let workbook = workbook.map_or_else(|| usual.to_owned(), |workbook| workbook.target);
        let related = relationships(parts, &workbook)?;
        Ok(Package { workbook, related })
    }

    /// The part that the workbook has for a kind of thing.
    pub(crate) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.related.values().find(|part| part.kind == kind).map(|part| part.target.as_str())
    }

    /// The part that the workbook names by an id.
    pub(crate) fn target(&self, id: &str) -> Option<&str> {
        self.related.get(id).map(|part| part.target.as_str())
    }
}

impl Book {
    /// Finds the parts of a workbook.
    pub(crate) fn open(parts: &Parts) -> Result<Self, StyleError> {
        let package = Package::open(parts, "xl/workbook.xml")?;
        let Some(text) = parts.text(&package.workbook) else { return Ok(Book::default()) };
        let sheets = sheets(&text, &package).map_err(|found| damage(&package.workbook, &found))?;
        let of_kind = |kind| package.of_kind(kind).map(str::to_owned);
        Ok(Book { sheets, styles: of_kind("styles"), theme: of_kind("theme") })
    }
}

/// The relationships of a part, or of the package for the name "", by their ids, targets as names in the archive.
fn relationships(parts: &Parts, of: &str) -> Result<BTreeMap<String, Relationship>, StyleError> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let name = format!("{folder}{}_rels/{file}.rels", if folder.is_empty() { "" } else { "/" });
    let mut found = BTreeMap::new();
    let Some(text) = parts.text(&name) else { return Ok(found) };
    let walked = walk(&text, |path, step| {
        let ("/Relationships/Relationship", Step::Open(element)) = (path, step) else { return };
        let (id, kind) = (attribute(element, "Id"), attribute(element, "Type"));
        if let (Some(id), Some(kind), Some(target)) = (id, kind, attribute(element, "Target")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id.into_owned(), Relationship { kind, target: resolved(folder, &target) });
        }
    });
    walked.map_err(|found| damage(&name, &found))?;
    Ok(found)
}

/// A target's name in the archive, from the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let (base, target) = match target.strip_prefix('/') {
        Some(target) => ("", target),
        None => (folder, target),
    };
    let mut names: Vec<&str> = Vec::new();
    for name in base.split('/').chain(target.split(['/', '\\'])) {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

fn sheets(text: &str, package: &Package) -> Result<Vec<SheetPart>, quick_xml::Error> {
    let mut sheets: Vec<SheetPart> = Vec::new();
    // Which sheet the name being read gives its titles to, and the rows as they are written.
    let mut titles: Option<(usize, String)> = None;
    let mut found: Vec<(usize, (u32, u32))> = Vec::new();
    walk(text, |path, step| match (path, step) {
        ("/workbook/sheets/sheet", Step::Open(element)) => {
            let target = attribute(element, "id").and_then(|id| package.target(&id));
            let name = attribute(element, "name").map(std::borrow::Cow::into_owned);
            sheets.push(SheetPart {
                name: name.unwrap_or_default(),
                part: target.unwrap_or_default().to_owned(),
                title_rows: None,
            });
        }
        ("/workbook/definedNames/definedName", Step::Open(element)) => {
            let is_titles = attribute(element, "name").is_some_and(|name| name == "_xlnm.Print_Titles");
            titles =
                number(element, "localSheetId").filter(|_| is_titles).map(|sheet| (sheet, String::new()));
        }
        ("/workbook/definedNames/definedName", Step::Text(words)) => {
            if let Some((_, rows)) = &mut titles {
                rows.push_str(&words);
            }
        }
        ("/workbook/definedNames/definedName", Step::Close) => {
            found.extend(titles.take().and_then(|(sheet, rows)| Some((sheet, title_rows(&rows)?))));
        }
        _ => {}
    })?;
    for (sheet, rows) in found {
        if let Some(sheet) = sheets.get_mut(sheet) {
            sheet.title_rows = Some(rows);
        }
    }
    Ok(sheets)
}

/// The rows of a reference such as `'Q1, all'!$A:$B,'Q1, all'!$1:$3`, from 0.
pub(crate) fn title_rows(reference: &str) -> Option<(u32, u32)> {
    // A sheet's name may hold commas, but no row reference holds a letter.
    reference.split(',').find_map(|area| {
        let (_, rows) = area.rsplit_once('!')?;
        let (first, last) = rows.split_once(':')?;
        let row = |row: &str| row.trim().strip_prefix('$')?.parse::<u32>().ok()?.checked_sub(1);
        let (first, last) = (row(first)?, row(last)?);
        (first <= last).then_some((first, last))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_rows_not_columns() {
        assert_eq!(title_rows("'Q1, all'!$A:$B,'Q1, all'!$1:$3"), Some((0, 2)));
        assert_eq!(title_rows("Plan!$5:$5"), Some((4, 4)));
        assert_eq!(title_rows("Plan!$A:$B"), None);
        assert_eq!(title_rows("Plan!$0:$3"), None);
        assert_eq!(title_rows("#REF!"), None);
    }

    #[test]
    fn targets_are_named_from_the_folder_of_their_part() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/worksheets", "../theme/theme1.xml"), "xl/theme/theme1.xml");
        assert_eq!(resolved("", "../../a.xml"), "a.xml");
    }
}
