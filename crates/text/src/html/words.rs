//! The words that elements print in one place, a cell or a paragraph, with their colours: what is seen, pictures by their
//! alternative texts, and what is only read aloud where nothing that is seen says it.
//!
//! Breaks become spaces; raised figures stay apart from the figure that they stand at.

use boardlift_lexicon::{fold, hue, judgement};
use boardlift_model::{Direction, Mark, RagColour, Rgb, Shape};

use super::look::Shown;
use super::page::Page;
use super::style::Parting;
use super::table;
use super::tree::Id;

/// The longest alternative text that is read, in bytes: a longer one describes a picture and is no word of a cell.
const LONGEST_LABEL: usize = 80;

/// What is printed in one place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Words {
    /// The words, folded.
    pub(super) text: String,
    /// Whether all of them are bold.
    pub(super) bold: bool,
    /// The colour of the letters, where any is said and all of them have it.
    pub(super) ink: Option<Rgb>,
    /// Coloured boxes and signs, in their order.
    pub(super) marks: Vec<Mark>,
    /// Whether other words stood there that are struck out.
    pub(super) has_struck: bool,
}

/// The words of an element; those of tables of figures in it are not among them.
pub(super) fn of_element(page: &Page<'_>, id: Id) -> Words {
    let mut gathered = Gathering::default();
    let mut at = page.tree.within(id).start;
    while at < page.tree.node(id).end {
        let is_apart = page.tree.name(at) == "table" && table::is_of_data(page, at);
        at = if is_apart { page.tree.node(at).end } else { gathered.take(page, at) };
    }
    gathered.words()
}

/// Words in the making.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    seen: String,
    aloud: String,
    /// The alternative texts of pictures.
    labels: Vec<String>,
    /// The last nodes of the elements that are open and part words, the innermost last.
    ends: Vec<Id>,
    has_bold: bool,
    has_plain: bool,
    inks: Vec<Option<Rgb>>,
    marks: Vec<Mark>,
    has_struck: bool,
}

impl Gathering {
    /// Takes a node, and gives the one to go on with.
    pub(super) fn take(&mut self, page: &Page<'_>, id: Id) -> Id {
        let end = page.tree.node(id).end;
        self.close(id);
        let look = page.look(id);
        if page.is_left_out(id) {
            self.has_struck |= look.shown == Shown::Struck;
            return end;
        }
        if let Some(words) = page.tree.words(id) {
            self.take_words(words, page, id);
            return end;
        }
        if look.parting != Parting::None {
            self.part();
            self.ends.push(end);
        }
        if let Some(colour) = look.fill.filter(|colour| hue::of(*colour).is_some()) {
            self.marks.push(Mark { shape: shape(page, id), colour });
        }
        self.take_picture(page, id);
        if page.tree.name(id) == "svg" { end } else { id + 1 }
    }

    /// Whether nothing was printed yet.
    pub(super) fn is_blank(&self) -> bool {
        self.seen.trim().is_empty() && self.aloud.is_empty() && self.labels.is_empty()
    }

    /// What is seen so far.
    pub(super) fn seen(&self) -> &str {
        &self.seen
    }

    /// The words of all that was taken.
    pub(super) fn words(mut self) -> Words {
        let says_something =
            |words: &str| words.contains(char::is_alphanumeric) || judgement::split_arrow(words).1.is_some();
        for label in std::mem::take(&mut self.labels) {
            self.place_label(&label);
        }
        let raw = if says_something(&self.seen) || self.aloud.is_empty() { &self.seen } else { &self.aloud };
        let ink = self.inks.first().copied().flatten();
        Words {
            text: fold::printed(raw),
            bold: self.has_bold && !self.has_plain,
            ink: ink.filter(|ink| self.inks.iter().all(|other| *other == Some(*ink))),
            marks: self.marks,
            has_struck: self.has_struck,
        }
    }

    fn take_words(&mut self, words: &str, page: &Page<'_>, id: Id) {
        let look = page.look(id);
        if look.shown == Shown::ReadAloud {
            self.aloud.push(' ');
            self.aloud.push_str(words);
            return;
        }
        if look.is_raised {
            self.seen.extend(words.chars().map(raised));
        } else {
            self.seen.push_str(words);
        }
        if words.trim().is_empty() {
            return;
        }
        (self.has_bold, self.has_plain) = (self.has_bold || look.bold, self.has_plain || !look.bold);
        if self.inks.last() != Some(&look.ink) {
            self.inks.push(look.ink);
        }
        self.marks.extend(words.chars().filter_map(|c| Mark::printed(c, look.ink.unwrap_or(Rgb::BLACK))));
    }

    /// Takes what an element without words shows: a picture, an icon, a coloured dot.
    fn take_picture(&mut self, page: &Page<'_>, id: Id) {
        let (tree, name) = (page.tree, page.tree.name(id));
        let is_empty = tree.within(id).all(|id| tree.words(id).is_some_and(|words| words.trim().is_empty()));
        if name != "svg" && !is_empty {
            return;
        }
        if let Some(arrow) = arrow_icon(tree.attribute(id, "class").unwrap_or_default()) {
            self.seen.push(arrow);
            return;
        }
        let titles = || tree.children(id).filter(|child| name == "svg" && tree.name(*child) == "title");
        let title = || titles().flat_map(|title| tree.children(title)).find_map(|id| tree.words(id));
        let label =
            ["alt", "aria-label", "title"].iter().find_map(|name| tree.attribute(id, name)).or_else(title);
        let label =
            label.map(fold::printed).filter(|label| !label.is_empty() && label.len() <= LONGEST_LABEL);
        self.labels.extend(label);
    }

    /// Puts the alternative text of a picture among the words. Beside words, a picture that shows a colour or points
    /// somewhere is a sign, as a printed one would be.
    fn place_label(&mut self, label: &str) {
        let is_beside_words = self.seen.contains(char::is_alphanumeric);
        if let Some(rag) = judgement::rag(label).filter(|_| is_beside_words) {
            let sign = Mark { shape: Shape::Ellipse, colour: plain_colour(rag.colour) };
            if !self.marks.contains(&sign) {
                self.marks.push(sign);
            }
            return;
        }
        self.part();
        match judgement::direction(label).filter(|_| is_beside_words) {
            Some(Direction::Up) => self.seen.push('↑'),
            Some(Direction::Down) => self.seen.push('↓'),
            Some(Direction::Same) => self.seen.push('→'),
            None => self.seen.push_str(label),
        }
    }

    /// Parts the words so far from those that follow.
    fn part(&mut self) {
        self.seen.push(' ');
    }

    /// Ends the elements that end before a node.
    fn close(&mut self, id: Id) {
        while self.ends.last().is_some_and(|end| *end <= id) {
            self.ends.pop();
            self.part();
        }
    }
}

/// What the box of an element looks like: an empty one with round corners is a dot.
fn shape(page: &Page<'_>, id: Id) -> Shape {
    let is_empty =
        page.tree.within(id).all(|id| page.tree.words(id).is_none_or(|words| words.trim().is_empty()));
    match (page.look(id).is_round, is_empty) {
        (true, true) => Shape::Ellipse,
        (true, false) => Shape::Pill,
        (false, _) => Shape::Rectangle,
    }
}

/// Raised figures as the letters that are raised, whatever separates them: `1,2` is two marks. Raised letters stay as they
/// are: `1st`.
fn raised(letter: char) -> char {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    letter.to_digit(10).and_then(|digit| digits.get(digit as usize)).copied().unwrap_or(letter)
}

/// The arrow that an icon of the common icon fonts shows, by its class: `fa-arrow-up`, `glyphicon-arrow-down`. The letter
/// that the font draws stands in a style sheet of its own.
fn arrow_icon(classes: &str) -> Option<char> {
    classes.split_ascii_whitespace().find_map(|class| {
        let (_, name) = class.split_once('-')?;
        let points = |directions: &[&str]| {
            let shafts = ["arrow-", "long-arrow-", "arrow-alt-", "circle-arrow-", "arrow-circle-", "caret-"];
            shafts.iter().any(|shaft| name.strip_prefix(shaft).is_some_and(|rest| directions.contains(&rest)))
        };
        match () {
            () if points(&["up", "up-fill"]) => Some('↑'),
            () if points(&["down", "down-fill"]) => Some('↓'),
            () if points(&["right", "right-fill", "left-right"]) => Some('→'),
            () => None,
        }
    })
}

/// The colour that a name stands for where nothing shows it (CSS Color 4, 6.1; amber is orange there).
fn plain_colour(colour: RagColour) -> Rgb {
    let (red, green, blue) = match colour {
        RagColour::Red => (255, 0, 0),
        RagColour::Amber => (255, 165, 0),
        RagColour::Green => (0, 128, 0),
        RagColour::Blue => (0, 0, 255),
    };
    Rgb { red, green, blue }
}

#[cfg(test)]
mod tests {
    use crate::testing::page_text;

    /// The cell that these words make.
    fn check(cell: &str, expected: &str) {
        let text = page_text(&format!("<table><tr><th>a<td>{cell}</td></table>"));
        assert_eq!(text, format!("1: a! | {expected}\n"), "{cell}");
    }

    #[test]
    fn breaks_and_blocks_part_words() {
        check("EHC<br>plans", "EHC plans");
        check("<p>EHC</p><p>plans</p>", "EHC plans");
        check("<ul><li>EHC<li>plans</ul>", "EHC plans");
        check("E<b>H</b>C&nbsp;plans", "EHC plans");
        check("61%<span style='display:inline-block'>Green</span>", "61% Green");
        check("CO<sub>2</sub>", "CO2");
    }

    #[test]
    fn raised_figures_stay_apart() {
        check("100<sup>1</sup>", "100¹");
        check("100%<sup><a href='#n'>1</a>,2</sup>", "100%¹,²");
        check("1<sup>st</sup>", "1st");
        check("5<span style='vertical-align:super'>3</span>", "5³");
    }

    #[test]
    fn bold_and_ink_are_those_of_all_words() {
        check("<b>5 <i>6</i></b>", "5 6!");
        check("<b>5</b> 6", "5 6");
        check("<font color=red>5</font>", "5 in #ff0000");
        check("<font color=red>5</font> 6", "5 6");
        check("<span style='font-weight:600'>5</span>", "5!");
    }

    #[test]
    fn pills_and_signs_are_marks() {
        check("<span style='background:#00b050;border-radius:9px'>Green</span>", "Green Pill #00b050");
        check("<span class=badge style='background:red'>R</span>", "R Pill #ff0000");
        check("<span style='background:red;border-radius:50%'></span>5", "5 Ellipse #ff0000");
        check("<span style='color:red'>●</span> 5", "● 5 Ellipse #ff0000");
        check("● 5", "● 5");
        check("🟢", "🟢 Ellipse #78b159");
        check("<span style='background:#f3f2f1'>Q1</span>", "Q1");
    }

    #[test]
    fn pictures_speak_by_their_alternative_texts() {
        check("<img src=a.png alt='Green'>", "Green");
        check("<img src=a.png alt=''>5", "5");
        check("<svg><title>Amber</title><text>x</text></svg>", "Amber");
        check("<i class=icon aria-label='On track'></i>", "On track");
        check("5 <img alt=Green>", "5 Ellipse #008000");
        check("5 <img alt='Increase'>", "5 ↑");
        check("5 <i class='fa fa-arrow-down'></i>", "5 ↓");
        check("<abbr title='not available'>n/a</abbr>", "n/a");
        let long = "A chart of attendance ".repeat(5);
        check(&format!("<img alt='{long}'>5"), "5");
    }

    #[test]
    fn what_is_read_aloud_counts_where_nothing_is_seen() {
        check("<span class=sr-only>Green</span>", "Green");
        check("<span aria-hidden=true>▼</span><span class=visually-hidden>Falling</span>", "▼");
        check("5<span class=govuk-visually-hidden> percent</span>", "5");
        check("<span class=sr-only>Red</span><span class=sr-only style='display:none'>Old</span>", "Red");
    }
}
