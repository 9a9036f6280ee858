//! Lists of colours and what they mean: a coloured dot or box with words on it or after it, each colour once.
//!
//! A colour that repeats is data, and so are colours that count something. What a key means is not asked.

use boardlift_lexicon::{hue, judgement};
use boardlift_model::{KeyEntry, Place, Rgb, Text};

use super::page::Page;
use super::tree::Id;
use super::words;

/// A key explains at least two colours, and more than seven nobody tells apart.
const COLOURS: std::ops::RangeInclusive<usize> = 2..=7;

/// No key has more nodes than this.
const MOST_NODES: usize = 100;

/// The entries of an element that is nothing but a key. A title may stand before them.
pub(super) fn of_element(page: &Page<'_>, id: Id) -> Option<Vec<KeyEntry>> {
    let within = || page.tree.within(id);
    let is_coloured = within().filter(|id| page.look(*id).fill.is_some()).nth(1).is_some();
    if within().len() > MOST_NODES || !is_coloured || page.holds_heading(id) {
        return None;
    }
    let mut entries: Vec<KeyEntry> = Vec::new();
    // A colour whose words are still to come.
    let mut open: Option<Rgb> = None;
    for child in page.tree.children(id).filter(|child| !page.is_left_out(*child)) {
        let (colour, text) = swatch(page, child)?;
        let is_named = text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
        let place = Place::Line(page.tree.node(child).line);
        match colour.filter(|_| is_named).or_else(|| open.take().filter(|_| is_named && colour.is_none())) {
            Some(colour) => entries.push(KeyEntry { colour, text: Text { text, place } }),
            None if colour.is_some() => open = colour,
            None if text.is_empty() || entries.is_empty() && judgement::is_key_title(&text) => {}
            None => return None,
        }
    }
    (open.is_none() && is_key(&entries)).then_some(entries)
}

/// The colour of a child and its words; nothing where it has several colours.
fn swatch(page: &Page<'_>, id: Id) -> Option<(Option<Rgb>, String)> {
    if let Some(words) = page.tree.words(id) {
        return Some((None, boardlift_lexicon::fold::printed(words)));
    }
    let own = page.look(id).fill.filter(|fill| hue::of(*fill).is_some());
    let words = words::of_element(page, id);
    let mut colours = own.into_iter().chain(words.marks.iter().map(|mark| mark.colour));
    let colour = colours.next();
    colours.next().is_none().then_some((colour, words.text))
}

fn is_key(entries: &[KeyEntry]) -> bool {
    let is_new =
        |(at, entry): (usize, &KeyEntry)| entries[..at].iter().all(|other| other.colour != entry.colour);
    let says = |entry: &KeyEntry| !entry.text.text.starts_with(|first: char| first.is_ascii_digit());
    COLOURS.contains(&entries.len()) && entries.iter().enumerate().all(is_new) && entries.iter().all(says)
}

#[cfg(test)]
mod tests {
    use crate::testing::page_text;

    fn check(page: &str, expected: &str) {
        let style = "<style>.g{background:#00b050}.r{background:#ff0000}</style>";
        assert_eq!(page_text(&format!("{style}{page}")), expected, "{page}");
    }

    #[test]
    fn colours_with_words_on_them_or_after_them() {
        let expected = "= #00b050 Met; #ff0000 Not met\n";
        check("<ul><li><span class=g></span> Met<li><span class=r></span> Not met</ul>", expected);
        check("<p>Key: <span class=g>Met</span> <span class=r>Not met</span></p>", expected);
        check("<p><span class=g>G</span> Met <span class=r>R</span> Not met</p>", expected);
        check("<dl><dt class=g>G<dd>Met<dt class=r>R<dd>Not met</dl>", expected);
    }

    #[test]
    fn colours_that_repeat_or_count_are_data() {
        check("<p><span class=g>Met</span> <span class=g>Done</span></p>", "1: Met Done\n");
        check("<p><span class=g>12 met</span> <span class=r>3 not met</span></p>", "1: 12 met 3 not met\n");
        check(
            "<p>All are <span class=g>Met</span> or <span class=r>Not met</span></p>",
            "1: All are Met or Not met\n",
        );
    }
}
