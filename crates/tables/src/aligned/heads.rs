//! The headings of a table: which columns each heading stands over.
//!
//! A heading belongs to the column that it overlaps, or to the nearest one that has none. One that lies over several
//! columns, or stands centred above several that have headings of their own, or has a rule under it as wide as
//! several columns, spans them.

use boardlift_model::Page;

use super::begun::FLUSH;
use super::columns::Column;
use super::dividers::Dividers;
use super::figures::Kind;
use super::pieces::{Piece, TableLine};
use super::repeats;
use super::rows::TIGHT;
use super::strip::{Item, Span, Strip};

/// A heading lies over a column if it covers this part of the column's items, or of itself.
const OVER: f32 = 0.3;

/// How far the middle of a heading may lie from the middle of the columns that it spans, in type sizes.
const CENTRED: f32 = 0.75;

/// A line that stands below another stands so many type sizes lower at least; else it stands beside it.
pub(super) const LINE: f32 = 0.9;

/// Edges this close, in type sizes, are one.
const SAME_EDGE: f32 = 0.2;

/// A gap in a heading that is wider than this part of the type size is more than a space in unjustified type.
const WORD_SPACE: f32 = 0.4;

/// Puts the lines of headings, from top to bottom, over the columns.
pub(super) fn place(
    page: &Page,
    strips: &[Strip],
    columns: &[Column],
    dividers: &Dividers<'_>,
) -> Vec<TableLine> {
    let mut lines: Vec<TableLine> = Vec::new();
    // From the lowest line up: whether a heading spans depends on the headings below it.
    for (at, strip) in strips.iter().enumerate().rev() {
        let is_below = |other: &&Strip| other.baseline - strip.baseline >= LINE * strip.size;
        let below = strips[at + 1..].iter().find(is_below).map_or(strip.bottom() + strip.size, Strip::top);
        let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
        let rules = dividers.partial(whole, strip.baseline, below + strip.size / 2.0);
        let headed = headed(&lines, strip, columns.len());
        let line = place_line(page, strip, columns, &lines, &headed, &rules);
        lines.push(line);
    }
    lines.reverse();
    repeats::spread(page, columns, &mut lines);
    lines
}

/// Which columns have a heading on a line below the strip, and none on a line beside it: where headings of one to three
/// lines are centred on each other, their lines stand less than a line's height apart.
fn headed(lines: &[TableLine], strip: &Strip, columns: usize) -> Vec<bool> {
    let mut headed = vec![false; columns];
    // The line next below comes last, and has the last word.
    for line in lines {
        let is_below = line.baseline - strip.baseline >= LINE * strip.size;
        for piece in &line.pieces {
            headed[piece.first..=piece.last].fill(is_below);
        }
    }
    headed
}

fn place_line(
    page: &Page,
    strip: &Strip,
    columns: &[Column],
    below: &[TableLine],
    headed: &[bool],
    rules: &[Span],
) -> TableLine {
    let strip = &parted(page, strip, columns);
    let mut ranges: Vec<(usize, usize)> = strip.items.iter().map(|item| over(columns, item.span())).collect();
    part_neighbours(strip, columns, &mut ranges);
    for at in 0..ranges.len() {
        let from = if at == 0 { 0 } else { ranges[at - 1].1 + 1 };
        let to = ranges.get(at + 1).map_or(columns.len(), |next| next.0);
        let span = strip.items[at].span();
        let free = (from, to);
        let wider = under_rule(columns, span, rules, free).or_else(|| {
            centred(columns, span, strip.size, headed, ranges[at], free)
                .filter(|_| !goes_on_below(strip, span, ranges[at], below))
        });
        ranges[at] = wider.unwrap_or(ranges[at]);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (item, (first, last)) in strip.items.iter().zip(ranges) {
        match pieces.last_mut() {
            Some(before) if before.last >= first => before.append(page, item.clone(), last),
            _ => pieces.push(Piece { item: item.clone(), first, last }),
        }
    }
    TableLine { pieces, baseline: strip.baseline, size: strip.size }
}

/// The strip with headings taken apart that stand close to each other over neighbouring columns: where the columns
/// part, and between years or with more than a word space; or at every word, if each has a column of its own; or at the
/// words that begin where the columns do.
fn parted(page: &Page, strip: &Strip, columns: &[Column]) -> Strip {
    let is_year = |word: usize| Kind::of(&page.words[word].text) == Kind::Year;
    let items = strip.items.iter().flat_map(|item| {
        let one_each = heads_one_each(page, item, columns);
        let beginning = words_beginning_columns(page, item, columns);
        item.parted(page, |left, right| {
            let (a, b) = (page.words[left].bbox.x1, page.words[right].bbox.x0);
            let apart = b - a > WORD_SPACE * item.size;
            let parts = |column: &Column| a <= column.cell.to && column.cell.to <= b;
            beginning.contains(&right)
                || apart && one_each
                || (apart || is_year(left) && is_year(right)) && columns.iter().any(parts)
        })
    });
    Strip { items: items.collect(), ..*strip }
}

/// Whether each word of an item lies over one column, three at least, and no two of them over the same.
fn heads_one_each(page: &Page, item: &Item, columns: &[Column]) -> bool {
    let own = |word: &usize| {
        let bbox = page.words[*word].bbox;
        let (first, last) = over(columns, Span { from: bbox.x0, to: bbox.x1 });
        (first == last).then_some(first)
    };
    let columns: Option<Vec<usize>> = item.words.iter().map(own).collect();
    columns.is_some_and(|columns| columns.len() > 2 && columns.windows(2).all(|pair| pair[0] < pair[1]))
}

/// The words of an item that begin where the columns do that it lies over, one for each of three columns at least: so
/// close do headings stand where each just fits its column. All of them begin as far from their columns as the first
/// does, since headings may have other margins than rows.
fn words_beginning_columns(page: &Page, item: &Item, columns: &[Column]) -> Vec<usize> {
    let (first, last) = over(columns, item.span());
    let margin = item.bbox.x0 - columns[first].core.from;
    let beginning = |column: &Column| {
        let off = |word: &usize| (page.words[*word].bbox.x0 - column.core.from - margin).abs();
        let nearest = item.words.iter().copied().min_by(|a, b| off(a).total_cmp(&off(b)))?;
        (off(&nearest) <= SAME_EDGE * item.size).then_some(nearest)
    };
    let words: Option<Vec<usize>> = columns[first..=last].iter().map(beginning).collect();
    words.filter(|words| words.len() > 2 && margin.abs() <= FLUSH * item.size).unwrap_or_default()
}

/// The columns that a heading lies over; the nearest one if it lies over none.
fn over(columns: &[Column], span: Span) -> (usize, usize) {
    let lies_over = |column: &Column| {
        let shorter = span.length().min(column.core.length()).max(f32::MIN_POSITIVE);
        span.overlap(column.core) / shorter >= OVER
    };
    let first = columns.iter().position(lies_over);
    let last = columns.iter().rposition(lies_over);
    if let (Some(first), Some(last)) = (first, last) {
        return (first, last);
    }
    let nearest = (0..columns.len())
        .max_by(|&a, &b| span.overlap(columns[a].core).total_cmp(&span.overlap(columns[b].core)))
        .unwrap_or(0);
    (nearest, nearest)
}

/// Where two headings of a line lie over one column, it belongs to the one that covers more of it; each keeps at
/// least one column.
fn part_neighbours(strip: &Strip, columns: &[Column], ranges: &mut [(usize, usize)]) {
    for at in 1..ranges.len() {
        let (left, right) = (ranges[at - 1], ranges[at]);
        if left.1 < right.0 {
            continue;
        }
        let overlap = |item: usize, column: usize| strip.items[item].span().overlap(columns[column].core);
        let shared = right.0.max(left.0);
        if left.0 < shared && (left.1 > shared || overlap(at - 1, shared) <= overlap(at, shared)) {
            ranges[at - 1].1 = shared - 1;
        } else if right.1 > shared {
            ranges[at].0 = shared + 1;
        } else if shared + 1 < columns.len() && ranges.get(at + 1).is_none_or(|next| next.0 > shared + 1) {
            // Both over one column: the second is the heading of the next one, if that has none.
            ranges[at] = (shared + 1, shared + 1);
        } else if at >= 1 && left.0 > 0 && (at == 1 || ranges[at - 2].1 + 1 < left.0) {
            ranges[at - 1] = (left.0 - 1, left.0 - 1);
        }
    }
}

/// The columns that a rule right under the heading covers, where it covers several free ones.
fn under_rule(
    columns: &[Column],
    span: Span,
    rules: &[Span],
    (from, to): (usize, usize),
) -> Option<(usize, usize)> {
    let rule = rules
        .iter()
        .filter(|rule| rule.overlap(span) >= span.length() / 2.0)
        .max_by(|a, b| a.length().total_cmp(&b.length()))?;
    let covered =
        |column: &usize| rule.overlap(columns[*column].core) >= columns[*column].core.length() / 2.0;
    let first = (from..to).find(covered)?;
    let last = (from..to).rfind(covered)?;
    (first < last).then_some((first, last))
}

/// The range of columns, wider than `range`, above whose headings the heading stands centred.
fn centred(
    columns: &[Column],
    span: Span,
    size: f32,
    headed: &[bool],
    range: (usize, usize),
    (from, to): (usize, usize),
) -> Option<(usize, usize)> {
    let off = |(first, last): (usize, usize)| {
        let group = Span { from: columns[first].core.from, to: columns[last].core.to };
        (group.middle() - span.middle()).abs()
    };
    // A heading over the label column is that column's own, and so is one in the middle of any single column.
    let has_its_own = range.0 == range.1 && off(range) <= CENTRED * size / 2.0;
    if !headed[range.0] || range.0 == 0 || has_its_own {
        return None;
    }
    let firsts = (from.max(1)..=range.0).rev().take_while(|&column| headed[column]);
    let lasts: Vec<usize> = (range.1..to).take_while(|&column| headed[column]).collect();
    firsts
        .flat_map(|first| lasts.iter().map(move |&last| (first, last)))
        .filter(|&wider| wider != range && off(wider) <= CENTRED * size)
        // The widest one: columns left out would have no heading of this level.
        .max_by(|&a, &b| (a.1 - a.0).cmp(&(b.1 - b.0)).then(off(b).total_cmp(&off(a))))
}

/// Whether the heading is the upper line of a heading of the same columns, which begins or ends where it does. `below`
/// has the lines below it from the lowest up.
fn goes_on_below(strip: &Strip, span: Span, range: (usize, usize), below: &[TableLine]) -> bool {
    let mut lines = below.iter().rev();
    let next = lines.find_map(|line| {
        let piece = line.pieces.iter().find(|piece| piece.first <= range.0 && range.0 <= piece.last)?;
        Some((line.baseline - strip.baseline, (piece.first, piece.last), piece.item.span()))
    });
    next.is_some_and(|(pitch, columns, other)| {
        let edges = (other.from - span.from).abs().min((other.to - span.to).abs());
        columns == range && pitch <= TIGHT * strip.size && edges <= SAME_EDGE * strip.size
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, read};
    use super::*;
    use crate::geometry::union;
    use crate::testing::{PageBuilder, SIZE};

    #[test]
    fn headings_of_several_lines_are_one() {
        check(
            "
                 Number of    Share of
                 plans        all plans
North                   12          40%
South                    9          30%
West                     9          30%
",
            "
· | Number of plans | Share of all plans
=
North | 12 | 40%
South | 9 | 30%
West | 9 | 30%
",
        );
    }

    #[test]
    fn a_heading_centred_over_several_spans_them() {
        check(
            "
                2020             2021
Area         Boys  Girls      Boys  Girls
North          12     15        24     36
South         130    133       260    390
East           45     48        90    135
",
            "
Area«2×1» | 2020«1×2» | · | 2021«1×2» | ·
· | Boys | Girls | Boys | Girls
=
North | 12 | 15 | 24 | 36
South | 130 | 133 | 260 | 390
East | 45 | 48 | 90 | 135
",
        );
    }

    #[test]
    fn a_rule_below_a_heading_counts_behind_a_line_beside_it() {
        let heads = PageBuilder::new().text(100.0, 40.0, "Agree").level(47.0, 98.0, 180.0);
        let heads = heads.text(200.0, 44.0, "Change").text(200.0, 56.0, "since");
        let heads = heads.text(100.0, 56.0, "2019").text(150.0, 56.0, "2021").text(10.0, 56.0, "Question");
        let rows = ["North", "South", "West"].into_iter().zip([72.0, 86.0, 100.0]);
        let page = rows.fold(heads, |page, (name, y)| {
            let page = page.text(10.0, y, name).text(100.0, y, "82%");
            page.text(150.0, y, "80%").text(200.0, y, "-2")
        });
        assert!(
            read(&page.build())
                .starts_with("Question«2×1» | Agree«1×2» | · | Change since«2×1»\n· | 2019 | 2021")
        );
    }

    #[test]
    fn a_rule_below_a_heading_parts_it_from_one_that_begins_where_it_does() {
        let heads = PageBuilder::new().text(10.0, 40.0, "Areas").text(100.0, 40.0, "Earlier");
        let heads = heads.text(200.0, 40.0, "Change").level(46.0, 98.0, 275.0);
        let heads = heads.text(100.0, 56.0, "2014").text(200.0, 56.0, "Numeric").text(250.0, 56.0, "Share");
        let rows = ["North", "South", "West"].into_iter().zip([76.0, 90.0, 104.0]);
        let page = rows.fold(heads, |page, (name, y)| {
            let page = page.text(10.0, y, name).text(100.0, y, "1,234");
            page.text(200.0, y, "567").text(250.0, y, "8.9%")
        });
        let read = read(&page.build());
        assert!(read.contains("Change«1×2»") && read.contains("| Numeric | Share"), "{read}");
    }

    /// Words of a heading, each with its left edge, and the left edges of the columns below: the words that begin one.
    fn check_beginning(words: &[(f32, &str)], columns: &[f32], expected: &[&str]) {
        let heading =
            words.iter().fold(PageBuilder::new(), |page, (x, word)| page.text(*x, 9.0, word)).build();
        let bbox = heading.words.iter().map(|word| word.bbox).reduce(union).expect("a word");
        let item = Item::new(&heading, (0..words.len()).collect(), bbox, SIZE);
        let column = |from: &f32| {
            let core = Span { from: *from, to: from + 25.0 };
            Column { cell: core, core }
        };
        let columns: Vec<Column> = columns.iter().map(column).collect();
        let found = words_beginning_columns(&heading, &item, &columns);
        let found: Vec<&str> = found.iter().map(|&word| heading.words[word].text.as_str()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_that_just_fit_begin_where_their_columns_do() {
        let headings =
            [(48.0, "This"), (70.5, "period"), (103.0, "Last"), (125.5, "period"), (158.0, "Status")];
        check_beginning(&headings, &[50.0, 105.0, 160.0], &["This", "Last", "Status"]);
        // Two may be chance, and so may a heading over three that begins with the first.
        check_beginning(&headings[..4], &[50.0, 105.0], &[]);
        check_beginning(&headings, &[50.0, 95.0, 150.0], &[]);
    }

    #[test]
    fn headings_a_word_space_apart_over_columns_of_their_own_are_several() {
        check(
            "
Area      Boys Girls Total
North     5    6     7
South     8    9     4
West      3    2     1
",
            "
Area | Boys | Girls | Total
=
North | 5 | 6 | 7
South | 8 | 9 | 4
West | 3 | 2 | 1
",
        );
    }
}
