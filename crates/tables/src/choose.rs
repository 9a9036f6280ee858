//! Which of the candidates that lie over each other are the best.
//!
//! Every word counts with the score of the table that explains it, so a small table that fits well does not beat the
//! large one that it is only a part of, and two tables side by side beat one that runs across both. Among candidates
//! that share words the set with the largest sum wins. What was beaten is kept in the winner's report.
//!
//! What is drawn is certain: where every side of every cell was drawn, nobody may arrange the same words anew. Those
//! who read by alignment are not even shown them; a lattice that takes in some of them is dropped here.

use std::cmp::Reverse;

use boardlift_model::BBox;

use crate::candidate::Candidate;
use crate::layout::Rival;

/// Groups of rivals up to this size are searched whole; in larger ones the heaviest candidate is taken first. Twelve
/// candidates have 4096 subsets.
const SEARCHED: usize = 12;

/// A page has some ten candidates. Beyond this many, the lightest are dropped, so that the work stays bounded.
const MOST: usize = 256;

/// The best candidates that don't lie over each other, from top to bottom and then from left to right.
pub(crate) fn choose(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut rivals: Vec<Weighed> =
        candidates.into_iter().filter(|candidate| candidate.report.score() > 0.0).map(Weighed::new).collect();
    rivals.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.position().cmp(&b.position())));
    rivals.truncate(MOST);
    drop_rearranged(&mut rivals);
    let mut chosen: Vec<Candidate> = Vec::new();
    for group in groups(rivals) {
        let best = best_of(&group);
        chosen.extend(winners(group, &best));
    }
    chosen.sort_by_key(position);
    chosen
}

/// A candidate, what it weighs, and its words in order.
#[derive(Debug)]
struct Weighed {
    candidate: Candidate,
    weight: f32,
    words: Vec<usize>,
}

impl Weighed {
    fn new(candidate: Candidate) -> Self {
        let mut words: Vec<usize> = candidate.words().collect();
        words.sort_unstable();
        let weight = candidate.report.score() * words.len() as f32;
        Weighed { candidate, weight, words }
    }

    fn position(&self) -> (i64, i64) {
        position(&self.candidate)
    }

    /// Whether both can't be right: they claim the same words, or the smaller lies mostly within the larger.
    fn conflicts_with(&self, other: &Weighed) -> bool {
        overlap(self.candidate.bbox, other.candidate.bbox) > 0.5 || share(&self.words, &other.words)
    }
}

/// Drops the candidates half of whose words stand in the cells of lattices that were drawn whole.
fn drop_rearranged(rivals: &mut Vec<Weighed>) {
    let whole = rivals.iter().filter(|rival| rival.candidate.is_whole());
    let mut drawn: Vec<usize> = whole.flat_map(|rival| rival.words.iter().copied()).collect();
    drawn.sort_unstable();
    rivals.retain(|rival| {
        let taken = || rival.words.iter().filter(|word| drawn.binary_search(word).is_ok()).count();
        rival.candidate.is_whole() || taken() * 2 < rival.words.len()
    });
}

/// Where a candidate begins, in tenths of a point: top, then left.
#[expect(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
fn position(candidate: &Candidate) -> (i64, i64) {
    ((candidate.bbox.y0 * 10.0) as i64, (candidate.bbox.x0 * 10.0) as i64)
}

/// Candidates that lie over each other, directly or through others; each group keeps their order.
fn groups(rivals: Vec<Weighed>) -> Vec<Vec<Weighed>> {
    let mut groups: Vec<Vec<Weighed>> = Vec::new();
    for rival in rivals {
        let (joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| rival.conflicts_with(other)));
        groups = apart;
        let mut group: Vec<Weighed> = joined.into_iter().flatten().collect();
        group.push(rival);
        group.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        groups.push(group);
    }
    groups
}

/// Which of a group win, as indices into it.
fn best_of(group: &[Weighed]) -> Vec<usize> {
    if group.len() > SEARCHED { heaviest_first(group) } else { search(group) }
}

fn heaviest_first(group: &[Weighed]) -> Vec<usize> {
    let mut taken: Vec<usize> = Vec::new();
    for (index, rival) in group.iter().enumerate() {
        if !taken.iter().filter_map(|&other| group.get(other)).any(|other| rival.conflicts_with(other)) {
            taken.push(index);
        }
    }
    taken
}

/// The heaviest set without a conflict. Of equal sets the one with fewer tables wins: what can be one table is one.
fn search(group: &[Weighed]) -> Vec<usize> {
    let conflicts: Vec<u32> = group.iter().map(|a| mask(group, |b| a.conflicts_with(b))).collect();
    let best = (1_u32..1 << group.len()).filter(|&set| is_free(set, &conflicts)).max_by(|&a, &b| {
        let weight =
            |set| members(set).filter_map(|index| group.get(index)).map(|rival| rival.weight).sum::<f32>();
        weight(a).total_cmp(&weight(b)).then_with(|| Reverse(a.count_ones()).cmp(&Reverse(b.count_ones())))
    });
    members(best.unwrap_or(0)).collect()
}

fn mask(group: &[Weighed], holds: impl Fn(&Weighed) -> bool) -> u32 {
    group.iter().enumerate().filter(|(_, rival)| holds(rival)).fold(0, |mask, (index, _)| mask | 1 << index)
}

fn is_free(set: u32, conflicts: &[u32]) -> bool {
    members(set).all(|index| {
        let others = set & !(1 << index);
        conflicts.get(index).is_some_and(|conflict| conflict & others == 0)
    })
}

fn members(set: u32) -> impl Iterator<Item = usize> {
    (0..SEARCHED).filter(move |index| set & (1 << index) != 0)
}

/// The winners of a group, each with the rivals that it beat in its report.
fn winners(group: Vec<Weighed>, best: &[usize]) -> Vec<Candidate> {
    let (mut won, lost): (Vec<_>, Vec<_>) =
        group.into_iter().enumerate().partition(|(index, _)| best.contains(index));
    for (_, winner) in &mut won {
        let beaten = lost.iter().filter(|(_, rival)| winner.conflicts_with(rival));
        let rivals: Vec<Rival> = beaten
            .map(|(_, rival)| Rival {
                method: rival.candidate.method,
                rows: rival.candidate.rows,
                columns: rival.candidate.columns,
                score: rival.candidate.report.score(),
            })
            .collect();
        winner.candidate.report.rivals = rivals;
    }
    won.into_iter().map(|(_, winner)| winner.candidate).collect()
}

/// The share of the smaller box that lies within the other, 0 to 1.
fn overlap(a: BBox, b: BBox) -> f32 {
    let width = a.x1.min(b.x1) - a.x0.max(b.x0);
    let height = a.y1.min(b.y1) - a.y0.max(b.y0);
    let area = |bbox: BBox| (bbox.x1 - bbox.x0) * (bbox.y1 - bbox.y0);
    let smaller = area(a).min(area(b));
    if width > 0.0 && height > 0.0 && smaller > 0.0 { width * height / smaller } else { 0.0 }
}

/// Whether two sorted lists have a member in common.
fn share(a: &[usize], b: &[usize]) -> bool {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => left.next(),
            std::cmp::Ordering::Greater => right.next(),
            std::cmp::Ordering::Equal => return true,
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Certainty, Method};

    use super::*;
    use crate::candidate::CellBox;
    use crate::layout::Report;

    /// A candidate that holds the words `from..to`, each on a line of its own, ten points apart.
    fn candidate(from: usize, to: usize, score: f32) -> Candidate {
        let bbox = BBox { x0: 0.0, y0: 10.0 * from as f32, x1: 100.0, y1: 10.0 * to as f32 };
        let cell = CellBox {
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 1,
            bbox,
            words: (from..to).collect(),
            certainty: Certainty::Printed,
        };
        Candidate {
            method: Method::Aligned,
            bbox,
            rows: to - from,
            columns: 1,
            header_rows: 0,
            cells: vec![cell],
            report: Report { points: vec![("test", score)], rivals: Vec::new() },
        }
    }

    fn check(candidates: &[(usize, usize, f32)], expected: &[(usize, usize)]) {
        let given = candidates.iter().map(|&(from, to, score)| candidate(from, to, score)).collect();
        let chosen: Vec<(usize, usize)> = choose(given)
            .iter()
            .map(|winner| {
                let words = winner.cells.first().map(|cell| cell.words.clone()).unwrap_or_default();
                (words.first().copied().unwrap_or(0), words.last().map_or(0, |last| last + 1))
            })
            .collect();
        assert_eq!(chosen, expected, "from {candidates:?}");
    }

    #[test]
    fn the_set_that_explains_most_words_best_wins() {
        check(&[], &[]);
        check(&[(0, 10, 0.5)], &[(0, 10)]);
        check(&[(0, 10, 0.0)], &[]);
        check(&[(0, 10, -0.3), (20, 30, 0.1)], &[(20, 30)]);
        // A header box within a table.
        check(&[(0, 3, 0.9), (0, 30, 0.7)], &[(0, 30)]);
        // One table taken for two, and two for one.
        check(&[(0, 15, 0.6), (15, 30, 0.6), (0, 30, 0.7)], &[(0, 30)]);
        check(&[(0, 15, 0.8), (15, 30, 0.8), (0, 30, 0.4)], &[(0, 15), (15, 30)]);
        // Equal worth: what can be one table is one.
        check(&[(0, 15, 0.5), (15, 30, 0.5), (0, 30, 0.5)], &[(0, 30)]);
        // From top to bottom.
        check(&[(20, 30, 0.9), (0, 10, 0.2)], &[(0, 10), (20, 30)]);
    }

    #[test]
    fn what_was_drawn_whole_is_not_arranged_anew() {
        let drawn = |from, to, score| Candidate { method: Method::Ruled, ..candidate(from, to, score) };
        let chosen = |given| choose(given).iter().map(|winner| winner.method).collect::<Vec<_>>();
        assert_eq!(chosen(vec![drawn(0, 20, 1.0), candidate(0, 30, 0.9)]), [Method::Ruled]);
        // A box round the headings does not make the table.
        assert_eq!(chosen(vec![drawn(0, 5, 1.0), candidate(0, 30, 0.9)]), [Method::Aligned]);
        // Not every side was drawn.
        assert_eq!(chosen(vec![drawn(0, 20, 0.8), candidate(0, 30, 0.9)]), [Method::Aligned]);
    }

    #[test]
    fn many_rivals_cost_bounded_work() {
        let crowd: Vec<_> = (0..2000).map(|n| candidate(n % 50, n % 50 + 5, 0.5)).collect();
        assert!(!choose(crowd).is_empty());
    }

    #[test]
    fn the_winner_names_its_rivals() {
        let chosen = choose(vec![candidate(0, 30, 0.7), candidate(0, 3, 0.9)]);
        let rivals = chosen.first().map(|winner| winner.report.rivals.clone()).unwrap_or_default();
        assert_eq!(rivals.iter().map(|rival| rival.rows).collect::<Vec<_>>(), [3]);
    }
}
