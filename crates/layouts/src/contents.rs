//! What stands in a column, cell by cell: figures of any kind, judgements, arrows, dates, numbers of indicators, words.
//!
//! Says only what is printed. What the column therefore holds is for others to say who know its heading and place.

use std::collections::BTreeSet;

use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{fold, judgement, missing, unit, value};
use boardlift_model::{Cell, Certainty, Status};

/// How many filled cells of a column are looked at: a column shows what it holds long before.
const MOST_CELLS: usize = 400;
/// A text of more words is a sentence. Names of indicators may be as long, so it is only asked of columns that hold
/// something else.
const MOST_WORDS_OF_A_NAME: usize = 8;
/// A number of an indicator, `NI 130`, has no more letters before its digits.
const MOST_LETTERS_OF_A_NUMBER: usize = 5;

/// Answers to a question that a heading asks, as [`fold::key`] gives them.
const ANSWERS: [&str; 4] = ["yes", "no", "y", "partly"];

/// What a single cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Missing,
    Figure,
    Judgement,
    Arrow,
    Date,
    Number,
    Unit,
    Answer,
    /// Words with figures among them, which nobody can read as one: `10 + 115`.
    Mixed,
    Words,
    Sentence,
}

/// How many of a column's cells hold what.
#[derive(Debug, Clone, Default)]
pub(crate) struct Contents {
    figures: usize,
    /// Figures that can be nothing else than one: with a sign, a point or several digits.
    plain_figures: usize,
    /// Figures that may be years.
    years: usize,
    judgements: usize,
    arrows: usize,
    dates: usize,
    numbers: usize,
    units: usize,
    answers: usize,
    mixed: usize,
    words: usize,
    sentences: usize,
    missing: usize,
    /// Different texts, missing marks aside.
    different: usize,
    /// Words that point and may as well say what is wanted: `Higher`.
    wishes: usize,
    /// Whether a figure beside an arrow stands in it.
    pointed: bool,
}

impl Contents {
    /// What stands in the column at a place, from 0. Cells that are lost say nothing.
    pub(crate) fn of(at: usize, body: &[Vec<Cell>]) -> Self {
        let mut contents = Contents::default();
        let mut texts = BTreeSet::new();
        let cells = body.iter().filter_map(|row| row.get(at));
        let legible = |cell: &&Cell| {
            !cell.is_blank()
                && cell.certainty != Certainty::Lost
                && !cell.text.contains(char::REPLACEMENT_CHARACTER)
        };
        for cell in cells.filter(legible).take(MOST_CELLS) {
            let sort = contents.count(&cell.text);
            if sort != Sort::Missing {
                texts.insert(cell.text.as_str());
            }
        }
        contents.different = texts.len();
        contents
    }

    fn count(&mut self, text: &str) -> Sort {
        let sort = sort(text);
        *match sort {
            Sort::Missing => &mut self.missing,
            Sort::Figure => &mut self.figures,
            Sort::Judgement => &mut self.judgements,
            Sort::Arrow => &mut self.arrows,
            Sort::Date => &mut self.dates,
            Sort::Number => &mut self.numbers,
            Sort::Unit => &mut self.units,
            Sort::Answer => &mut self.answers,
            Sort::Mixed => &mut self.mixed,
            Sort::Words => &mut self.words,
            Sort::Sentence => &mut self.sentences,
        } += 1;
        if sort == Sort::Figure {
            self.plain_figures += usize::from(text.chars().nth(1).is_some());
            self.years += usize::from(may_be_year(text));
            self.pointed |= judgement::split_arrow(text).1.is_some();
        }
        self.wishes += usize::from(sort == Sort::Arrow && may_be_wish(text));
        sort
    }

    /// The cells that say something: neither blank nor a mark for a missing figure.
    fn telling(&self) -> usize {
        self.printed() - self.missing
    }

    fn printed(&self) -> usize {
        let marks = self.judgements + self.arrows + self.dates + self.numbers + self.units + self.answers;
        self.figures + marks + self.mixed + self.words + self.sentences + self.missing
    }

    /// Whether any figure is printed.
    pub(crate) fn have_figures(&self) -> bool {
        self.figures > 0
    }

    /// Whether any words are printed.
    pub(crate) fn have_words(&self) -> bool {
        self.telling() > self.figures + self.judgements
    }

    /// Whether most of it is figures. Among figures of a change `No change` stands for nought.
    pub(crate) fn are_figures(&self) -> bool {
        2 * self.figures > self.telling() - self.arrows && 2 * self.figures >= self.arrows
    }

    /// Whether all figures in it may be years.
    pub(crate) fn are_years(&self) -> bool {
        self.figures > 0 && self.years == self.figures
    }

    /// Whether most of it is figures that are no code for something else: `1`, `2` and `3` may stand for three judgements,
    /// and a figure beside an arrow is what the arrow says.
    pub(crate) fn are_plain_figures(&self) -> bool {
        self.are_figures() && self.plain_figures > 0 && !self.pointed
    }

    /// Whether it is words rather than figures: numbers such as `Year 7`, dates and whatever else is neither a figure nor
    /// a judgement count as words here.
    pub(crate) fn are_words(&self) -> bool {
        self.telling() > 2 * self.figures + self.judgements + self.mixed
    }

    /// Whether it is words of which no two cells that stand beside figures are alike but a few, such as `Total`.
    pub(crate) fn tell_apart(&self, rows: usize) -> bool {
        self.are_words() && 4 * self.different >= 3 * rows.min(MOST_CELLS)
    }

    /// Whether it is nothing but words that can be names: neither figures nor judgements, movements or dates.
    pub(crate) fn are_names(&self) -> bool {
        self.words > 0 && self.words + self.sentences == self.telling()
    }

    /// Whether it is nothing but judgements. A single one may be a letter of any other meaning.
    pub(crate) fn are_judgements(&self) -> bool {
        self.judgements >= 2 && self.judgements == self.telling()
    }

    /// Whether no two cells that say something say the same.
    pub(crate) fn all_differ(&self) -> bool {
        self.different == self.telling()
    }

    /// Whether it is nothing but arrows or words of movement, and not all of them such as may say what is wanted.
    pub(crate) fn are_arrows(&self) -> bool {
        self.arrows >= 2 && self.arrows == self.telling() && self.wishes < self.arrows
    }

    /// Whether it is nothing but the numbers of indicators, with letters or in parts.
    pub(crate) fn are_numbers(&self) -> bool {
        self.numbers > 0 && self.numbers == self.telling()
    }

    /// Whether it is nothing but dates or periods.
    pub(crate) fn are_dates(&self) -> bool {
        self.dates > 0 && self.dates == self.telling()
    }

    /// Whether it is nothing but the names of units.
    pub(crate) fn are_units(&self) -> bool {
        self.units > 0 && self.units == self.telling()
    }

    /// Whether it is nothing but answers to a question.
    pub(crate) fn are_answers(&self) -> bool {
        self.answers > 0 && self.answers == self.telling()
    }

    /// Whether most of it is sentences and nothing of it a figure.
    pub(crate) fn are_sentences(&self) -> bool {
        2 * self.sentences > self.telling() && self.figures + self.mixed == 0
    }

    /// Whether it numbers the rows: each cell another single number or code.
    pub(crate) fn number_rows(&self) -> bool {
        let codes = self.numbers + self.figures;
        codes > 0 && codes == self.telling() && self.different == codes
    }
}

/// What a printed cell holds.
fn sort(text: &str) -> Sort {
    if missing::status(text).is_some() {
        return Sort::Missing;
    }
    if period::date(text).is_some() {
        return Sort::Date;
    }
    if judgement::rag(text).is_some() {
        return Sort::Judgement;
    }
    if let Some(name) = behind_number(text) {
        return of_words(name);
    }
    let bare = judgement::without_shapes(text);
    if value::read(bare, Years::default()).cell.status == Status::Reported {
        return Sort::Figure;
    }
    if judgement::direction(text).is_some() || judgement::judges_movement(text) {
        return Sort::Arrow;
    }
    if period::is_whole(text, Years::default()) {
        return Sort::Date;
    }
    of_words(text)
}

fn of_words(text: &str) -> Sort {
    if ANSWERS.contains(&fold::key(text).as_str()) {
        return Sort::Answer;
    }
    if unit::is_name(text) {
        return Sort::Unit;
    }
    if is_number(text) {
        return Sort::Number;
    }
    let begins_with_figure =
        text.trim_start_matches(['<', '>', '£', '+', '-', '(']).starts_with(|c: char| c.is_ascii_digit());
    let words = text.split_whitespace().count();
    match words {
        _ if words > MOST_WORDS_OF_A_NAME => Sort::Sentence,
        _ if begins_with_figure => Sort::Mixed,
        _ => Sort::Words,
    }
}

/// Whether words that point may say where a figure should go and not where it goes.
fn may_be_wish(text: &str) -> bool {
    judgement::split_arrow(text).1.is_none() && judgement::desired_direction(text).is_some()
}

/// The name behind its number in a list: `5. We will listen to you`.
fn behind_number(text: &str) -> Option<&str> {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = behind.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    (behind.len() < text.len() && name.starts_with(char::is_uppercase)).then_some(name)
}

fn may_be_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1990..2100).contains(&year))
}

/// Whether a text is the number of an indicator: `NI 130`, `CH12`, `1a`, `2.1.3`, `KPI-07`.
fn is_number(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_of_number = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | ' ' | '(' | ')');
    let words = text.split_whitespace().count();
    text.contains(|c: char| c.is_ascii_digit())
        && letters <= MOST_LETTERS_OF_A_NUMBER
        && text.chars().all(is_of_number)
        && words <= 2
}
