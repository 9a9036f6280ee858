//! Words to runs and lines: which words stand beside each other as running text.
//!
//! A run is what a reader takes in as one phrase: words on one baseline with no more than an ordinary word space
//! between them, and no upright rule. A line is all the runs on one baseline, whatever column or cell they belong
//! to; taking lines apart into columns of prose or cells of a table is for those who know which it is. Turned words
//! are left out here.

use boardlift_model::{Axis, BBox, Page, Rule, Turn};

use crate::geometry::union;

/// Words of one baseline that read on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// Its words from left to right, as indices into the page's words.
    pub(crate) words: Vec<usize>,
    /// Its box.
    pub(crate) bbox: BBox,
    /// The type size of its first word that isn't raised.
    pub(crate) size: f32,
}

/// The runs of one baseline, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// The runs; never empty.
    pub(crate) runs: Vec<Run>,
    /// The y of the baseline.
    pub(crate) baseline: f32,
    /// The largest type size in it.
    pub(crate) size: f32,
}

impl Line {
    /// A line of the given runs, which are sorted here; nothing if there are none.
    pub(crate) fn of(mut runs: Vec<Run>, baseline: f32) -> Option<Line> {
        runs.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        let size = runs.iter().map(|run| run.size).max_by(f32::total_cmp)?;
        Some(Line { runs, baseline, size })
    }
}

/// The lines of the upright words that aren't `taken`, from top to bottom. Leaders (rows of dots that lead the eye over
/// a gap) part runs and belong to none.
pub(crate) fn lines(page: &Page, taken: &[bool]) -> Vec<Line> {
    let upright: Vec<usize> = (0..page.words.len())
        .filter(|&word| !taken[word] && page.words[word].turn == Turn::Upright)
        .collect();
    let walls = Walls::of(page);
    baselines(page, upright)
        .into_iter()
        .filter_map(|(baseline, words)| Line::of(split(page, &walls, words), baseline))
        .collect()
}

/// The letters that leaders are made of.
const LEADER: [char; 4] = ['.', '…', '·', '_'];

/// How many dots or strokes at least make a leader: two and an ellipsis are marks of a missing figure.
const SHORTEST_LEADER: usize = 4;

/// Whether the words are nothing but a leader, be it in one word or as dots standing apart.
pub(crate) fn is_leader<'a>(words: impl IntoIterator<Item = &'a str>) -> bool {
    let mut dots = 0;
    for letter in words.into_iter().flat_map(str::chars) {
        if !LEADER.contains(&letter) {
            return false;
        }
        dots += 1;
    }
    dots >= SHORTEST_LEADER
}

/// Words within this part of the type size above or below each other stand on one baseline: less than half of the
/// tightest line pitch, more than a subscript is lowered.
const SAME_BASELINE: f32 = 0.3;

/// A gap wider than this part of the type size is more than a word space. Spaces are a quarter to a third of the
/// size, and up to half of it in justified text; the padding between two cells is rarely less than two thirds.
const WORD_SPACE: f32 = 0.6;

/// A gap between two figures that is wider than this part of the type size parts them, even if the second may be a
/// group of three digits: the space between such groups is a quarter to a third of the size.
const GROUP_SPACE: f32 = 0.38;

/// A gap between two figures that are no groups of one number parts them if it is wider than this part of the type
/// size. Figures stand in columns, not beside each other.
const FIGURE_SPACE: f32 = 0.15;

/// One gap in so many may be narrower in a justified line: before a mark that is a word of its own.
const GAPS_AN_EXCEPTION: usize = 8;

/// The widest gap that justified text leaves between words, as a part of the type size.
const JUSTIFIED_SPACE: f32 = 1.5;

/// Groups words by baseline, from top to bottom. Each group reaches no further than its first word allows, so that
/// a slowly falling row of words can't drag a whole page into one line.
fn baselines(page: &Page, mut words: Vec<usize>) -> Vec<(f32, Vec<usize>)> {
    let grounds: Vec<f32> = (0..page.words.len()).map(|word| ground(page, word)).collect();
    words.sort_by(|&a, &b| grounds[a].total_cmp(&grounds[b]).then(a.cmp(&b)));
    let mut groups: Vec<(f32, Vec<usize>)> = Vec::new();
    for word in words {
        match groups.last_mut() {
            Some((ground, group)) if grounds[word] - *ground <= SAME_BASELINE * page.words[word].size => {
                group.push(word);
            }
            _ => groups.push((grounds[word], vec![word])),
        }
    }
    groups
}

/// The baseline that a word belongs to: its own, or for a raised one that of the word drawn just before it.
fn ground(page: &Page, word: usize) -> f32 {
    let this = &page.words[word];
    if !this.raised {
        return this.baseline;
    }
    let before = word.checked_sub(1).map(|before| &page.words[before]);
    match before.filter(|before| !before.raised && (this.bbox.x0 - before.bbox.x1).abs() < before.size) {
        Some(before) => before.baseline,
        None => this.baseline + this.size / 2.0,
    }
}

/// Splits the words of a baseline into runs.
fn split(page: &Page, walls: &Walls, mut words: Vec<usize>) -> Vec<Run> {
    words.sort_by(|&a, &b| page.words[a].bbox.x0.total_cmp(&page.words[b].bbox.x0).then(a.cmp(&b)));
    let is_dots = |word: usize| page.words[word].text.chars().all(|letter| LEADER.contains(&letter));
    let mut runs: Vec<Run> = Vec::new();
    for stretch in words.chunk_by(|&a, &b| is_dots(a) == is_dots(b)) {
        if is_leader(stretch.iter().map(|&word| page.words[word].text.as_str())) {
            continue;
        }
        let near = |&a: &usize, &b: &usize| gap(page, a, b) <= JUSTIFIED_SPACE;
        for phrase in stretch.chunk_by(near) {
            let justified = justified_space(page, phrase);
            let reads_on =
                |&a: &usize, &b: &usize| reads_on(page, justified, a, b) && !walls.part(page, a, b);
            runs.extend(phrase.chunk_by(reads_on).filter_map(|words| run(page, words)));
        }
    }
    runs
}

fn run(page: &Page, words: &[usize]) -> Option<Run> {
    let bbox = words.iter().map(|&word| page.words[word].bbox).reduce(union)?;
    let first = words.iter().map(|&word| &page.words[word]).find(|word| !word.raised);
    Some(Run { words: words.to_vec(), bbox, size: first.unwrap_or(&page.words[words[0]]).size })
}

/// The gap between two words, as a part of the larger one's type size.
fn gap(page: &Page, left: usize, right: usize) -> f32 {
    let (left, right) = (&page.words[left], &page.words[right]);
    (right.bbox.x0 - left.bbox.x1) / left.size.max(right.size).max(1.0)
}

fn reads_on(page: &Page, justified: f32, left: usize, right: usize) -> bool {
    // In a sentence or a list a comma may stand behind a figure, in a column of figures none does.
    let is_figure = |word: usize| {
        let text = &page.words[word].text;
        text.contains(|letter: char| letter.is_ascii_digit())
            && !text.contains(char::is_alphabetic)
            && !text.ends_with([',', ';'])
    };
    let space = if justified > 0.0 {
        justified.max(WORD_SPACE)
    } else if is_figure(left) && is_figure(right) && !is_listed(&page.words[left].text) {
        if is_group(&page.words[right].text) { GROUP_SPACE } else { FIGURE_SPACE }
    } else {
        WORD_SPACE
    };
    gap(page, left, right) <= space
}

/// Whether a comma or a semicolon ends the text, as in a list of figures: what stands alone in a column has none.
fn is_listed(text: &str) -> bool {
    text.ends_with([',', ';'])
}

/// Whether the text may go on with a figure before it: like a group of a number set with spaces, three digits and no
/// more, or a second figure in brackets.
fn is_group(text: &str) -> bool {
    text.starts_with('(') || text.chars().take_while(char::is_ascii_digit).count() == 3
}

/// The space between words in a justified line, as a part of the type size: justification widens all gaps of a line
/// alike. Nought for a line that has too few words to tell, that isn't mostly words, or that has word spaces among its
/// wide gaps, as the headings of narrow columns do.
fn justified_space(page: &Page, words: &[usize]) -> f32 {
    let lettered =
        words.iter().filter(|&&word| page.words[word].text.chars().any(char::is_alphabetic)).count();
    if words.len() < 5 || lettered * 2 <= words.len() {
        return 0.0;
    }
    let mut gaps: Vec<f32> = words.windows(2).map(|pair| gap(page, pair[0], pair[1])).collect();
    gaps.sort_by(f32::total_cmp);
    let narrow = gaps[gaps.len() / 4];
    let spaces = gaps.iter().take_while(|&&gap| gap * 2.0 < narrow).count();
    if spaces * GAPS_AN_EXCEPTION > gaps.len() {
        return 0.0;
    }
    // A gap that is half as wide again as the narrow ones of its line is no work of justification.
    gaps[gaps.len() - 1].min(1.5 * narrow)
}

/// The upright rules of a page, by x.
struct Walls {
    rules: Vec<Rule>,
}

/// How many rules in one gap are looked at. Real gaps hold one or two; a drawing may hold thousands.
const RULES_LOOKED_AT: usize = 16;

impl Walls {
    fn of(page: &Page) -> Walls {
        let mut rules: Vec<Rule> =
            page.rules.iter().filter(|rule| rule.axis == Axis::Upright).copied().collect();
        rules.sort_by(|a, b| a.at.total_cmp(&b.at));
        Walls { rules }
    }

    /// Whether a rule stands between two words, at the height of the second.
    fn part(&self, page: &Page, left: usize, right: usize) -> bool {
        let (left, right) = (&page.words[left], &page.words[right]);
        let middle = f32::midpoint(right.bbox.y0, right.bbox.y1);
        let slack = right.size / 10.0;
        let first = self.rules.partition_point(|rule| rule.at < left.bbox.x1 - slack);
        self.rules[first..]
            .iter()
            .take(RULES_LOOKED_AT)
            .take_while(|rule| rule.at <= right.bbox.x0 + slack)
            .any(|rule| rule.from <= middle && middle <= rule.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::PageBuilder;

    /// The runs of each line in brackets.
    fn check(page: &Page, expected: &[&str]) {
        let text = |run: &Run| {
            let words: Vec<&str> = run.words.iter().map(|&word| page.words[word].text.as_str()).collect();
            format!("[{}]", words.join(" "))
        };
        let lines: Vec<String> = lines(page, &vec![false; page.words.len()])
            .iter()
            .map(|line| line.runs.iter().map(text).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn words_with_ordinary_spaces_are_a_run() {
        check(
            &PageBuilder::art("Plans issued   in time\nAppeals").build(),
            &["[Plans issued] [in time]", "[Appeals]"],
        );
    }

    #[test]
    fn figures_stand_in_columns() {
        check(&PageBuilder::art("Plans 12 14").build(), &["[Plans 12] [14]"]);
        check(&PageBuilder::art("Plans of 12, 14 and 9").build(), &["[Plans of 12, 14 and 9]"]);
    }

    #[test]
    fn figures_in_a_list_read_on() {
        check(&PageBuilder::art("We spent 12, 14; 15 16").build(), &["[We spent 12, 14; 15] [16]"]);
        check(&PageBuilder::art("10, 12 and 14").build(), &["[10, 12 and 14]"]);
        check(&PageBuilder::art("£415,285, 11.67").build(), &["[£415,285, 11.67]"]);
        // In a list only the comma reads on: what is further off stands in the next column.
        check(&PageBuilder::art("1,234,  5").build(), &["[1,234,] [5]"]);
        check(&PageBuilder::art("1,234 5").build(), &["[1,234] [5]"]);
        check(&PageBuilder::art("2,3 4,5").build(), &["[2,3] [4,5]"]);
    }

    #[test]
    fn justified_lines_are_one_run() {
        let (mut page, mut x) = (PageBuilder::new(), 20.0);
        for word in ["These", "lines", "reach", "both", "of", "their", "edges"] {
            page = page.text(x, 50.0, word);
            x += 5.0 * word.len() as f32 + 9.0;
        }
        check(&page.build(), &["[These lines reach both of their edges]"]);
    }

    #[test]
    fn narrow_columns_are_not_a_justified_line() {
        let mut page = PageBuilder::new();
        for (x, heading) in [(20.0, "Nat"), (42.0, "SN"), (59.0, "Jan"), (76.5, "21"), (93.5, "Target")] {
            page = page.text(x, 50.0, heading);
        }
        check(&page.build(), &["[Nat] [SN] [Jan 21] [Target]"]);
    }

    #[test]
    fn leaders_part_runs_and_belong_to_none() {
        check(
            &PageBuilder::art("Plans ........ 12\nAppeals . . . . . 9\nVisits  ..  4").build(),
            &["[Plans] [12]", "[Appeals] [9]", "[Visits] [..] [4]"],
        );
    }

    #[test]
    fn upright_rules_part_runs() {
        check(&PageBuilder::new().text(20.0, 50.0, "a b").upright(27.5, 30.0, 60.0).build(), &["[a] [b]"]);
    }

    #[test]
    fn raised_words_stay_on_their_line() {
        let page = PageBuilder::new().text(20.0, 50.0, "Plans").text(46.0, 46.0, "1").with(|word| {
            word.raised = true;
            word.size = 6.0;
        });
        check(&page.build(), &["[Plans 1]"]);
    }
}
