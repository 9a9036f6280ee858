//! Cells that stand one space apart where the headings, or other rows, show that they are two: a mark behind a figure (`56 ✔
//! Met` under `Target  Status`), and the label of a row behind a full name (`... at the Actual` above `Target`).

use boardlift_lexicon::heading::Role;

use super::typed::{Piece, Typed, overlaps};
use super::words;
use crate::shape;

/// How many lines above the first row may be headings.
const MOST_HEADINGS: usize = 8;

/// How far labels of rows drift, in letters.
const DRIFT: usize = 4;

/// The lines of a body, with such cells apart.
pub(super) fn parted<'t>(above: &[Typed<'t>], body: &[Typed<'t>]) -> Vec<Typed<'t>> {
    let headings: Vec<&Piece<'_>> = above
        .iter()
        .rev()
        .take(MOST_HEADINGS)
        .filter(|line| words::is_heading(line))
        .flat_map(|line| &line.pieces)
        .collect();
    let mut labels: Vec<usize> = body
        .iter()
        .flat_map(|line| &line.pieces)
        .filter(|piece| is_label(piece))
        .map(|piece| piece.span.start)
        .collect();
    labels.sort_unstable();
    labels.dedup();
    let seam = |piece: &Piece<'_>| before_mark(piece, &headings).or_else(|| before_label(piece, &labels));
    body.iter()
        .map(|line| Typed {
            pieces: line.pieces.iter().flat_map(|piece| cut(piece, seam(piece))).collect(),
            ..line.clone()
        })
        .collect()
}

/// A piece, or its parts before and behind a column of characters.
fn cut<'t>(piece: &Piece<'t>, seam: Option<usize>) -> Vec<Piece<'t>> {
    let parts = seam.and_then(|seam| Some(vec![piece.part(&(0..seam))?, piece.part(&(seam..usize::MAX))?]));
    parts.unwrap_or_else(|| vec![piece.clone()])
}

/// Where a mark begins behind a figure, under a heading that does not stand over the figure.
fn before_mark(piece: &Piece<'_>, headings: &[&Piece<'_>]) -> Option<usize> {
    let mark = piece.words().nth(1)?;
    let is_mark = mark
        .text
        .chars()
        .all(|char| !char.is_alphanumeric() && !matches!(char, '(' | '/' | '-' | '–' | '+' | '%'));
    let figure = piece.part(&(0..mark.span.start)).filter(words::is_figure_alone)?;
    let has_own = headings.iter().any(|heading| {
        overlaps(&heading.span, &(mark.span.start..piece.span.end)) && !overlaps(&heading.span, &figure.span)
    });
    (is_mark && has_own).then_some(mark.span.start)
}

/// Where the label of a row begins behind other words, near to where labels stand alone in other rows.
fn before_label(piece: &Piece<'_>, labels: &[usize]) -> Option<usize> {
    let last = piece.words().last().filter(|last| last.span.start > piece.span.start && is_label(last))?;
    let first_near = labels.partition_point(|start| start + DRIFT < last.span.start);
    let is_near = labels.get(first_near).is_some_and(|start| start.abs_diff(last.span.start) <= DRIFT);
    is_near.then_some(last.span.start)
}

/// Whether a piece is a word for what the figures of a row are: `Actual`, `Target`.
fn is_label(piece: &Piece<'_>) -> bool {
    let begins_name = piece.text.starts_with(char::is_uppercase);
    begins_name
        && !piece.text.contains(' ')
        && matches!(shape::role(&words::printed(piece)), Some(Role::Value(_)))
}
