//! Bare figures beside names, to entries: cards and fact boxes.
//!
//! A card prints a name, a figure and perhaps words about it; or the figure first and the name below. Which of the two it
//! is must hold for all cards that stand together, and something must say so: nothing stands above the first figure or
//! below the last, the names are headings, or the cards stand further apart than their lines. Two figures without words
//! between them are a table that has lost its form, and give nothing.

use std::collections::BTreeMap;

use boardlift_lexicon::wording;

use crate::headings;

use super::entry::Entry;
use super::label;
use super::piece::{self, Piece, What};

/// The entries of pieces among which bare figures stand.
pub(super) fn entries(pieces: &[Piece]) -> Vec<Entry> {
    let Some(cards) = Cards::of(pieces) else { return Vec::new() };
    match cards.order() {
        Some(order) => cards.entries(order),
        None => Vec::new(),
    }
}

/// The entry of a name and its figure; nothing where the words are no name.
pub(super) fn of(name: &Piece, figure: &Piece) -> Option<Entry> {
    let mut entry = Entry::named(Some(name), figure);
    entry.blocks = name.block.min(figure.block)..name.block.max(figure.block) + 1;
    entry.take_figure(figure);
    is_name(name).then_some(entry)
}

/// What comes first on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Name,
    Figure,
}

/// Pieces cut at their bare figures.
struct Cards<'a> {
    pieces: &'a [Piece],
    /// Where the figures stand.
    figures: Vec<usize>,
    /// How many words about the figure a card has.
    remarks: usize,
}

impl<'a> Cards<'a> {
    /// Nothing where two figures have no words between them, or a name can't be one.
    fn of(pieces: &'a [Piece]) -> Option<Self> {
        let figures: Vec<usize> = (0..pieces.len()).filter(|at| pieces[*at].is_figure()).collect();
        let cards = Cards { pieces, figures, remarks: 0 };
        let between: Vec<usize> = cards.between().map(|segment| cards.words(segment).len()).collect();
        let remarks =
            most_common(between.iter().map(|words| words.checked_sub(1)).collect::<Option<Vec<_>>>()?);
        Some(Cards { remarks: remarks.unwrap_or(0), ..cards })
    }

    /// The pieces between one figure and the next.
    fn between(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.figures.windows(2).map(|pair| pair[0] + 1..pair[1])
    }

    /// Where words stand among some of the pieces.
    fn words(&self, among: std::ops::Range<usize>) -> Vec<usize> {
        among.filter(|at| self.pieces[*at].is_words()).collect()
    }

    /// The words right above the first figure.
    fn above(&self) -> Option<usize> {
        let above = self.figures.first()?.checked_sub(1)?;
        self.pieces[above].is_words().then_some(above)
    }

    /// The words below the last figure, up to the heading of what follows. One right below the figure may be its name.
    fn below(&self) -> Vec<usize> {
        let first = self.figures.last().map_or(0, |last| last + 1);
        let words = (first..self.pieces.len()).skip_while(|at| !self.pieces[*at].is_words());
        let is_own = |at: usize| at == first || !self.pieces[at].is_heading;
        words.take_while(|at| self.pieces[*at].is_words() && is_own(*at)).collect()
    }

    /// What comes first; nothing where it can't be told.
    fn order(&self) -> Option<Order> {
        let below = self.below().len();
        match (self.above(), below > self.remarks) {
            (None, false) => None,
            (None, true) => Some(Order::Figure),
            (Some(_), false) => Some(Order::Name),
            (Some(_), true) => {
                self.by_headings().or_else(|| self.by_gaps()).or_else(|| self.by_first_heading())
            }
        }
    }

    /// The names are headings, and nothing else is.
    fn by_headings(&self) -> Option<Order> {
        let is_heading =
            |at: Option<usize>| at.and_then(|at| self.pieces.get(at)).is_some_and(|piece| piece.is_heading);
        let all = |test: &dyn Fn(usize) -> bool| self.figures.iter().all(|at| test(*at));
        let above = all(&|at| is_heading(at.checked_sub(1)));
        let below = all(&|at| is_heading(Some(at + 1)));
        match (above, below) {
            (true, false) => Some(Order::Name),
            (false, true) => Some(Order::Figure),
            _ => None,
        }
    }

    /// A heading above the first figure alone is the section's, and no name.
    fn by_first_heading(&self) -> Option<Order> {
        let mut above = self.figures.iter().filter_map(|at| self.pieces.get(at.checked_sub(1)?));
        let first = above.next().is_some_and(|piece| piece.is_heading);
        let others: Vec<&Piece> = above.collect();
        (first && !others.is_empty() && others.iter().all(|piece| !piece.is_heading)).then_some(Order::Figure)
    }

    /// The widest gap between one figure and the next parts two cards; wherever there is one it must say the same.
    fn by_gaps(&self) -> Option<Order> {
        let mut orders =
            self.between().filter_map(|segment| self.order_of_gap(segment.start - 1, segment.end));
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }

    fn order_of_gap(&self, figure: usize, next: usize) -> Option<Order> {
        let gaps: Vec<f32> = self.pieces[figure..=next]
            .windows(2)
            .map(|pair| piece::gap(&pair[0].cell.place, &pair[1].cell.place))
            .collect();
        let widest = (0..gaps.len()).max_by(|a, b| gaps[*a].total_cmp(&gaps[*b]))?;
        // Two that are equally wide part nothing.
        let only = Some(widest)
            .filter(|widest| (0..gaps.len()).all(|at| at == *widest || gaps[at] < gaps[*widest]))?;
        Some(if only + 1 == gaps.len() { Order::Figure } else { Order::Name })
    }

    fn entries(&self, order: Order) -> Vec<Entry> {
        let ends = self.figures.iter().skip(1).copied().chain([self.pieces.len()]);
        let cards = self.figures.iter().zip(ends).map(|(figure, next)| match order {
            Order::Name => self.named_above(*figure, next),
            Order::Figure => self.named_below(*figure, next),
        });
        // One that can't be a card says that the others are none either.
        cards.collect::<Option<Vec<Entry>>>().unwrap_or_default()
    }

    /// The card whose name stands above its figure.
    fn named_above(&self, figure: usize, next: usize) -> Option<Entry> {
        let name = self.name_above(figure)?;
        let end = if next < self.pieces.len() { self.name_above(next)? } else { next };
        let mut entry = self.card(name, figure, figure + 1..end)?;
        self.pieces[name + 1..figure].iter().for_each(|piece| entry.take(piece));
        Some(entry)
    }

    /// The words above a figure; a judgement may stand between.
    fn name_above(&self, figure: usize) -> Option<usize> {
        let above = figure.checked_sub(1)?;
        match self.pieces[above].what {
            What::Judgement | What::Movement => above.checked_sub(1),
            _ => Some(above),
        }
    }

    fn named_below(&self, figure: usize, next: usize) -> Option<Entry> {
        self.card(figure + 1, figure, figure + 2..next)
    }

    fn card(&self, name: usize, figure: usize, rest: std::ops::Range<usize>) -> Option<Entry> {
        let name = self.pieces.get(name).filter(|name| !is_running_text(name))?;
        let mut entry = of(name, &self.pieces[figure])?;
        let mut remarks = 0;
        for piece in self.pieces.get(rest).unwrap_or_default() {
            remarks += usize::from(piece.is_words());
            let is_words = piece.what == What::Words;
            if is_words && (remarks > self.remarks || piece.is_heading) {
                break;
            }
            entry.take(piece);
        }
        Some(entry)
    }
}

/// Whether a piece can name an indicator: words, and none of the few that head a column.
fn is_name(piece: &Piece) -> bool {
    let text = &piece.cell.text;
    let is_heading = text.split_whitespace().count() <= 2 && label::role(text).is_some();
    let is_paper = headings::names_the_paper(text);
    let is_words = piece.what == What::Words && text.contains(char::is_alphabetic);
    is_words && !is_heading && !is_paper
}

/// Whether a line outside the tables is a part of running text: the end of a sentence, or a line that goes on in the next. A
/// point is whole, whatever word it ends with: `18 lamps were switched on`.
fn is_running_text(piece: &Piece) -> bool {
    let text = &piece.cell.text;
    piece.at.is_none() && (text.ends_with(['.', ',', ';']) || wording::breaks_off(text))
}

/// The most common of some numbers, the greatest of several.
fn most_common(numbers: Vec<usize>) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for number in numbers {
        *counts.entry(number).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(number, count)| (*count, *number)).map(|(number, _)| number)
}
