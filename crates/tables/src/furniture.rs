//! Running heads and feet, page numbers and the lines that browsers print around a page: what repeats in the margins
//! and belongs to the paper, not to what is said on it.
//!
//! Looks at text alone: whatever repeats inside tables is data. A text is furniture only where it stands in the margin
//! and others like it stand at the same height of other pages; on two pages, only in the type of their numbers; on one
//! page, only what can't be anything else: a page's own number, and the address and date that a browser prints.

use std::collections::BTreeMap;

use crate::layout::{PageLayout, Region, TextBlock};

/// What a region is to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Part of what is said.
    Body,
    /// The first of several running heads or feet with the same words: these words are said once.
    FirstRunning,
    /// A page number, or a running head or foot that was seen before.
    Furniture,
}

/// Heads and feet stand in the outer eighth of a page: margins are an inch or less, that is an eighth of the shorter
/// side of A4.
const MARGIN: f32 = 1.0 / 8.0;

/// So many pages make a repetition; on two pages the same words may stand in the same place by chance, as a title does
/// over two forms.
const REPEATED: usize = 3;

/// Running heads are set in the type of the page numbers, but for this part of its size: one step of sizes, as from 10
/// to 11 points.
const LIKE_NUMBER: f32 = 0.1;

/// The role of each region of each page.
pub(crate) fn roles(pages: &[PageLayout]) -> Vec<Vec<Role>> {
    let mut roles: Vec<Vec<Role>> = pages.iter().map(|page| vec![Role::Body; page.regions.len()]).collect();
    let marginal = marginal(pages);
    let numbers = number_sizes(pages.len(), &marginal);
    for (wording, places) in marginal {
        let names_page = names_page(&wording);
        let counts = wording.counts && (names_page || !is_constant(&places));
        if counts && !names_page && wording.edge == Edge::Top {
            continue;
        }
        let running = (are_running(&places) || are_pair(&places, &numbers)) && (!counts || steady(&places));
        let mut seen = false;
        for place in places {
            let role = &mut roles[place.page][place.region];
            if (counts && (running || (names_page && place.is_certain))) || is_browser_line(&wording.words) {
                *role = Role::Furniture;
            } else if running {
                *role = if seen { Role::Furniture } else { Role::FirstRunning };
                seen = true;
            }
        }
    }
    roles
}

/// What margins say, so that texts which differ by the page number alone fall together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Wording {
    edge: Edge,
    /// The words; a number that may be the page's is `#`.
    words: String,
    /// Whether it has such a number.
    counts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Top,
    Bottom,
}

/// One text in a margin.
#[derive(Debug, Clone, Copy)]
struct Place {
    page: usize,
    region: usize,
    /// How far from its edge of the page.
    distance: f32,
    size: f32,
    /// The page number that it prints.
    printed: Option<u32>,
    /// Whether that is the number of its page.
    is_certain: bool,
}

/// All texts in the margins by their wording.
fn marginal(pages: &[PageLayout]) -> BTreeMap<Wording, Vec<Place>> {
    let mut found: BTreeMap<Wording, Vec<Place>> = BTreeMap::new();
    for (page, layout) in pages.iter().enumerate() {
        for (region, block) in layout.regions.iter().enumerate() {
            let Region::Text(block) = block else { continue };
            let Some((edge, distance)) = edge_of(block, layout.height) else { continue };
            let numbered = page_number(&block.text);
            let words = numbered.as_ref().map_or(block.text.clone(), |numbered| numbered.words.clone());
            let printed = numbered.as_ref().map(|numbered| numbered.number);
            let is_certain = printed == Some(layout.number);
            let place = Place { page, region, distance, size: block.size, printed, is_certain };
            found.entry(Wording { edge, words, counts: numbered.is_some() }).or_default().push(place);
        }
    }
    found
}

fn edge_of(block: &TextBlock, height: f32) -> Option<(Edge, f32)> {
    if block.bbox.y1 <= MARGIN * height {
        Some((Edge::Top, block.bbox.y0))
    } else if block.bbox.y0 >= (1.0 - MARGIN) * height {
        Some((Edge::Bottom, height - block.bbox.y1))
    } else {
        None
    }
}

/// Whether the places are a run of pages with a text at one height: on at least half of the pages from the first to the
/// last, so that heads of left and right pages count, and those of one report among several.
fn are_running(places: &[Place]) -> bool {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
    let level = places.iter().filter(|place| (place.distance - first.distance).abs() <= first.size).count();
    level >= REPEATED && 2 * level > last.page - first.page
}

/// Whether the places are two pages that follow each other, with a text at one height in the type of their page
/// numbers.
fn are_pair(places: &[Place], numbers: &[Option<f32>]) -> bool {
    let &[first, second] = places else { return false };
    let like_number = |place: &Place| {
        let number = numbers.get(place.page).copied().flatten();
        number.is_some_and(|size| (place.size - size).abs() <= LIKE_NUMBER * size)
    };
    first.page + 1 == second.page
        && (first.distance - second.distance).abs() <= first.size
        && [first, second].iter().all(like_number)
}

/// The type size of each page's own number in its margin.
fn number_sizes(pages: usize, marginal: &BTreeMap<Wording, Vec<Place>>) -> Vec<Option<f32>> {
    let mut sizes = vec![None; pages];
    for (_, places) in marginal.iter().filter(|(wording, _)| wording.counts && names_page(wording)) {
        for place in places.iter().filter(|place| place.is_certain) {
            sizes[place.page] = Some(place.size);
        }
    }
    sizes
}

/// Whether a number in these words is likely to be a page's: it stands alone or beside the word `page`. Words at the
/// foot may count pages too, as `Annual report 3`; a heading counts other things: `Priority 3`.
fn names_page(wording: &Wording) -> bool {
    let bare = wording.words.chars().all(|letter| !letter.is_alphabetic());
    bare || wording.words.to_lowercase().contains("page")
}

/// Whether all the places print the same number, so that it counts nothing: `Paper 9`, `Quarter 3 2022`.
fn is_constant(places: &[Place]) -> bool {
    places.len() > 1 && places.iter().all(|place| place.printed == places[0].printed)
}

/// Whether the printed numbers rise with the pages.
fn steady(places: &[Place]) -> bool {
    let offset = |place: &Place| Some(i64::from(place.printed?) - i64::try_from(place.page).ok()?);
    let Some(first) = places.first().and_then(offset) else { return false };
    let same = places.iter().filter(|place| offset(place) == Some(first)).count();
    2 * same > places.len()
}

/// A text with a number that may be its page's.
struct Numbered {
    words: String,
    number: u32,
}

/// The first number of a text that begins or ends with one, as `3`, `Page 3 of 9`, `Annual report 3` and `3 | Page` do.
fn page_number(text: &str) -> Option<Numbered> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number =
        |word: &str| word.trim_matches(['-', '–', '|', '/']).parse::<u32>().ok().filter(|&n| n < 10_000);
    let of = |at: usize| words.get(at + 1).is_some_and(|word| matches!(*word, "of" | "/" | "|"));
    let fraction = |word: &&str| word.split_once('/').and_then(|(page, all)| number(page).zip(number(all)));
    if let [only] = words.as_slice()
        && let Some((page, _)) = fraction(only)
    {
        return Some(Numbered { words: "#/#".to_owned(), number: page });
    }
    let last = words.len().checked_sub(1)?;
    let at = (0..words.len()).find(|&at| number(words[at]).is_some() && (at == 0 || at == last || of(at)))?;
    let blanked = words.iter().enumerate().map(|(other, word)| if other == at { "#" } else { word });
    Some(Numbered { words: blanked.collect::<Vec<_>>().join(" "), number: number(words[at])? })
}

/// Whether a browser printed the line: the address of the page it shows, or the minute of printing before its title.
fn is_browser_line(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let address = ["http://", "https://", "file://"].iter().any(|scheme| first.starts_with(scheme));
    let printed_on = first.strip_suffix(',').is_some_and(|date| {
        date.split('/').count() == 3 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/')
    });
    let time = text.split_whitespace().nth(1).is_some_and(|time| time.contains(':'));
    address || (printed_on && time)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{BBox, Rgb};

    use super::*;

    /// Pages of A4 with texts at the given heights; expected is each text's role: `b`ody, `f`irst or `-`.
    fn check(pages: &[&[(f32, &str)]], expected: &str) {
        let layout = |(number, texts): (u32, &&[(f32, &str)])| PageLayout {
            number,
            width: 595.0,
            height: 842.0,
            regions: texts.iter().map(|&(y, text)| Region::Text(block(y, text))).collect(),
        };
        let pages: Vec<PageLayout> = (1..).zip(pages).map(layout).collect();
        let letter = |role: &Role| match role {
            Role::Body => 'b',
            Role::FirstRunning => 'f',
            Role::Furniture => '-',
        };
        let found: Vec<String> =
            roles(&pages).iter().map(|roles| roles.iter().map(letter).collect()).collect();
        assert_eq!(found.join(" "), expected);
    }

    fn block(y: f32, text: &str) -> TextBlock {
        TextBlock {
            text: text.to_owned(),
            bbox: BBox { x0: 50.0, y0: y, x1: 200.0, y1: y + 10.0 },
            size: 10.0,
            bold: false,
            ink: Rgb::BLACK,
            lines: 1,
            bullet: None,
            note_mark: None,
        }
    }

    #[test]
    fn a_running_head_is_said_once() {
        let head = (30.0, "SEND Board");
        check(&[&[head, (100.0, "One.")], &[head], &[head, (90.0, "Two.")]], "fb - -b");
    }

    #[test]
    fn the_same_words_in_the_text_are_no_furniture() {
        let words = (300.0, "No change");
        check(&[&[words], &[words], &[words]], "b b b");
    }

    #[test]
    fn two_pages_repeat_a_head_only_beside_their_numbers() {
        let head = (30.0, "Key performance indicators");
        let (one, two) = ((800.0, "Page 1"), (800.0, "Page 2"));
        check(&[&[head], &[head]], "b b");
        check(&[&[head, one], &[head, two]], "f- --");
        check(&[&[head, one], &[(60.0, "Key performance indicators"), two]], "b- b-");
        check(&[&[head, one], &[two], &[head, (800.0, "Page 3")]], "b- - b-");
    }

    #[test]
    fn a_title_over_two_pages_is_no_running_head() {
        let title = |number: &'static str| {
            let mut title = block(30.0, "Key performance indicators");
            title.size = 16.0;
            let regions = vec![Region::Text(title), Region::Text(block(800.0, number))];
            PageLayout { number: number.parse().unwrap(), width: 595.0, height: 842.0, regions }
        };
        assert_eq!(roles(&[title("1"), title("2")])[1], [Role::Body, Role::Furniture]);
    }

    #[test]
    fn page_numbers_go() {
        check(&[&[(800.0, "1")], &[(800.0, "2")]], "- -");
        check(&[&[(800.0, "Page 7 of 9")], &[(800.0, "Page 8 of 9")], &[(800.0, "Page 9 of 9")]], "- - -");
    }

    #[test]
    fn headings_that_count_are_no_page_numbers() {
        let heading = |words| (40.0, words);
        check(&[&[heading("Priority 1")], &[heading("Priority 2")], &[heading("Priority 3")]], "b b b");
    }

    #[test]
    fn numbers_that_count_nothing_are_words() {
        let paper = (800.0, "Paper 9");
        let number = |words| (815.0, words);
        check(&[&[paper, number("Page 1")], &[paper, number("Page 2")]], "f- --");
        check(&[&[paper], &[paper]], "b b");
        check(&[&[(800.0, "Paper 8")], &[(800.0, "Paper 10")]], "b b");
    }

    #[test]
    fn figures_that_count_nothing_stay() {
        check(&[&[(800.0, "Total 95")], &[(800.0, "Total 2")], &[(800.0, "Total 71")]], "b b b");
    }

    #[test]
    fn heads_of_right_hand_pages_repeat() {
        let head = (30.0, "SEND Board");
        check(&[&[head], &[], &[head], &[], &[head]], "f  -  -");
    }

    #[test]
    fn lines_that_a_browser_prints_go() {
        check(&[&[(20.0, "21/11/2024, 10:42 Dashboard"), (820.0, "https://example.org/send 1/1")]], "--");
    }
}
