//! What lists print before their paragraphs: bullets or numbers, counted through the paper.
//!
//! A number is print: tables number their rows by lists, and the figures of such a row are found by it. Numbers in other
//! systems than figures, letters and Roman ones are left out.

use std::collections::BTreeMap;

use super::xml::Element;

/// How many levels a list has (ECMA-376 part 1, 17.9.6).
const LEVELS: usize = 9;

/// A paragraph's place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// The list's number; 0 takes a paragraph out of the list that its style puts it in (17.9.18).
    pub(super) list: u32,
    /// The level, from 0.
    pub(super) level: usize,
}

/// The lists of a paper and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// For each list where its levels are and where it counts.
    lists: BTreeMap<u32, List>,
    /// The levels of the definitions by their numbers.
    definitions: BTreeMap<u32, Vec<Level>>,
    counts: BTreeMap<Counter, [Option<u32>; LEVELS]>,
}

#[derive(Debug)]
struct List {
    definition: u32,
    /// What single levels start at, by express word. Such a list counts for itself.
    starts: BTreeMap<usize, u32>,
}

/// Lists of one definition count on from each other, unless one starts anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counter {
    Definition(u32),
    List(u32),
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: Format,
    /// What is printed: `%1.%2` stands for the numbers of the first two levels.
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Decimal,
    Letter,
    CapitalLetter,
    Roman,
    CapitalRoman,
    /// A bullet, or nothing.
    Sign,
}

impl Numbering {
    /// The lists of the part `numbering`.
    pub(super) fn of(root: &Element<'_>) -> Self {
        let mut numbering = Numbering::default();
        for element in root.children() {
            let id = |name| element.attribute(name).and_then(|id| id.parse::<u32>().ok());
            match element.name() {
                "abstractNum" => {
                    let levels = element.children().filter(|child| child.name() == "lvl").map(level);
                    numbering
                        .definitions
                        .extend(id("abstractNumId").map(|id| (id, levels.take(LEVELS).collect())));
                }
                "num" => numbering.lists.extend(id("numId").zip(list(element))),
                _ => {}
            }
        }
        numbering
    }

    /// Counts a paragraph and gives the number that it prints; nothing for a bullet.
    pub(super) fn count(&mut self, place: ListPlace) -> Option<String> {
        let list = self.lists.get(&place.list)?;
        let levels = self.definitions.get(&list.definition)?;
        let level = levels.get(place.level)?;
        let is_own = !list.starts.is_empty();
        let counter = if is_own { Counter::List(place.list) } else { Counter::Definition(list.definition) };
        let counts = self.counts.entry(counter).or_default();
        let start = list.starts.get(&place.level).copied().unwrap_or(level.start);
        let count = counts.get_mut(place.level)?;
        *count = Some(count.map_or(start, |count| count.saturating_add(1)));
        counts.iter_mut().skip(place.level + 1).for_each(|deeper| *deeper = None);
        (level.format != Format::Sign).then(|| printed(&level.text, levels, counts))
    }
}

fn list(num: &Element<'_>) -> Option<List> {
    let definition = num.child("abstractNumId")?.value()?.parse().ok()?;
    let overrides = num.children().filter(|child| child.name() == "lvlOverride");
    let start = |element: &Element<'_>| {
        let level = element.attribute("ilvl")?.parse().ok()?;
        Some((level, element.child("startOverride")?.value()?.parse().ok()?))
    };
    Some(List { definition, starts: overrides.filter_map(start).collect() })
}

fn level(lvl: &Element<'_>) -> Level {
    let value = |name: &str| lvl.child(name).and_then(Element::value);
    Level {
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: match value("numFmt").as_deref().unwrap_or("decimal") {
            "decimal" => Format::Decimal,
            "lowerLetter" => Format::Letter,
            "upperLetter" => Format::CapitalLetter,
            "lowerRoman" => Format::Roman,
            "upperRoman" => Format::CapitalRoman,
            _ => Format::Sign,
        },
        text: value("lvlText").unwrap_or_default().into_owned(),
    }
}

/// The text of a level with its numbers in place (17.9.11).
fn printed(text: &str, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    let mut printed = String::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let place = signs.peek().and_then(|next| next.to_digit(10)).filter(|place| sign == '%' && *place > 0);
        let Some(place) = place else {
            printed.push(sign);
            continue;
        };
        signs.next();
        let at = place as usize - 1;
        if let Some(level) = levels.get(at) {
            let count = counts.get(at).copied().flatten().unwrap_or(level.start);
            printed.push_str(&number(count, level.format));
        }
    }
    printed
}

fn number(count: u32, format: Format) -> String {
    match format {
        Format::Decimal => count.to_string(),
        Format::Letter => letter(count),
        Format::CapitalLetter => letter(count).to_ascii_uppercase(),
        Format::Roman => roman(count).to_ascii_lowercase(),
        Format::CapitalRoman => roman(count),
        Format::Sign => String::new(),
    }
}

/// `a` to `z`, then `aa` to `zz` and so on: one letter, the oftener the further (17.18.59).
fn letter(count: u32) -> String {
    let Some(from_nought) = count.checked_sub(1) else { return String::new() };
    let letter = char::from(b"abcdefghijklmnopqrstuvwxyz"[(from_nought % 26) as usize]);
    // More of them than any page is wide are none that a paper prints.
    std::iter::repeat_n(letter, (from_nought / 26 + 1).min(30) as usize).collect()
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Numbers that would need a row of thousands print as figures.
    if count >= 4000 {
        return count.to_string();
    }
    let mut rest = count;
    let mut printed = String::new();
    for (worth, signs) in SIGNS {
        while rest >= worth {
            printed.push_str(signs);
            rest -= worth;
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::limits::Limits;
    use crate::docx::xml;

    const LISTS: &str = "<w:numbering>\
        <w:abstractNum w:abstractNumId='0'>\
          <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
          <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>\
          <w:lvl w:ilvl='2'><w:start w:val='3'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='(%3)'/></w:lvl>\
        </w:abstractNum>\
        <w:abstractNum w:abstractNumId='1'>\
          <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl>\
        </w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
        <w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>\
        <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>\
        <w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num>\
        </w:numbering>";

    /// The numbers of paragraphs that stand one after the other, each at a list and a level.
    fn check(places: &[(u32, usize)], expected: &[&str]) {
        let mut numbering = Numbering::of(&xml::parse("numbering", LISTS, &Limits::default()).unwrap());
        let count = |&(list, level)| numbering.count(ListPlace { list, level }).unwrap_or_default();
        assert_eq!(places.iter().map(count).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn levels_count_within_each_other() {
        check(&[(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)], &["1.", "1.1", "1.2", "(iii)", "2.", "2.1"]);
    }

    #[test]
    fn lists_of_one_definition_count_on_unless_they_start_anew() {
        check(&[(1, 0), (2, 0), (3, 0), (3, 0), (2, 0)], &["1.", "2.", "7.", "8.", "3."]);
    }

    #[test]
    fn bullets_and_unknown_lists_print_no_number() {
        check(&[(4, 0), (9, 0), (1, 8)], &["", "", ""]);
    }

    #[test]
    fn other_systems() {
        for (count, letters, romans) in
            [(1, "a", "I"), (26, "z", "XXVI"), (28, "bb", "XXVIII"), (1994, "", "MCMXCIV")]
        {
            if !letters.is_empty() {
                assert_eq!(letter(count), letters);
            }
            assert_eq!(roman(count), romans);
        }
    }
}
