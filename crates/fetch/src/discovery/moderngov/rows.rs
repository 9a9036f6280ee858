//! The row of a list or a table that a link stands in, and the day that the row tells.

use std::ops::Range;

use jiff::civil::Date;

use crate::discovery::dates::day_in;
use crate::discovery::limits;
use crate::discovery::markup::Piece;

/// Pieces of a row on either side of its link: cells and what stands in them, of a table of a dozen columns.
const NEAR: usize = 60;

/// The begin of a row.
const ROWS: &[&str] = &["tr", "li"];

/// Where no row goes on: words before and behind belong to other rows, or to all of them.
const EDGES: &[&str] = &["tr", "li", "table", "ul", "ol", "h1", "h2", "h3", "h4"];

/// The pieces of the row that a piece stands in, or of its paragraph where it stands in no row. A row may hold paragraphs.
pub(super) fn around(pieces: &[Piece], at: usize) -> Range<usize> {
    let at = at.min(pieces.len());
    let (from, to) = (at.saturating_sub(NEAR), at.saturating_add(NEAR).min(pieces.len()));
    let before = || (from..at).rev().filter_map(|place| Some((place, pieces.get(place)?)));
    let edge = before().find(|(_, piece)| is_any(piece, EDGES));
    let is_in_row = edge.is_some_and(|(_, piece)| matches!(piece, Piece::Open(_)) && is_any(piece, ROWS));
    let is_end = |piece: &Piece| is_any(piece, EDGES) || (!is_in_row && is_any(piece, &["p"]));
    let start = before().find(|(_, piece)| is_end(piece)).map_or(from, |(place, _)| place);
    let end = (at..to).find(|place| pieces.get(*place).is_some_and(is_end)).unwrap_or(to);
    start..end
}

/// The day that a row tells before a link, else behind it: what comes first in a row is what the row is about.
pub(super) fn day(pieces: &[Piece], row: Range<usize>, at: usize) -> Option<Date> {
    day_among(pieces.get(row.start..at)?).or_else(|| day_among(pieces.get(at..row.end)?))
}

fn day_among(pieces: &[Piece]) -> Option<Date> {
    let words = pieces.iter().filter_map(|piece| match piece {
        Piece::Words(words) => Some(words.as_str()),
        Piece::Open(_) | Piece::Close(_) => None,
    });
    let words: String = words.flat_map(|words| words.chars().chain([' '])).take(limits::TITLE).collect();
    day_in(&words)
}

fn is_any(piece: &Piece, names: &[&str]) -> bool {
    match piece {
        Piece::Open(tag) => names.iter().any(|name| tag.is(name)),
        Piece::Close(closed) => names.contains(&&**closed),
        Piece::Words(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::markup::Markup;
    use crate::discovery::testing::web_page;

    #[test]
    fn a_link_has_the_day_of_its_row() {
        let check = |html: &str, expected: &[&str]| {
            let markup = Markup::of(&web_page("https://a.gov.uk/", html));
            let days: Vec<String> = markup
                .links()
                .iter()
                .map(|link| day(&markup.pieces, around(&markup.pieces, link.at), link.at))
                .map(|day| day.map_or_else(|| "?".to_owned(), |day| day.to_string()))
                .collect();
            assert_eq!(days, expected, "{html}");
        };
        let row = |day: &str| format!("<tr><td>{day}</td><td><a href=x>Agenda</a></td>");
        let (march, december) = (row("12 Mar 2026"), row("12 Dec 2025"));
        check(&format!("<table>{march}</tr>{december}</tr></table>"), &["2026-03-12", "2025-12-12"]);
        check(&format!("<table>{march}{december}"), &["2026-03-12", "2025-12-12"]);
        check(&format!("<table>{}</tr>{december}</tr></table>", row("")), &["?", "2025-12-12"]);
        check("<tr><td><p>12 Mar 2026</p></td><td><p><a href=x>Agenda</a></p></td></tr>", &["2026-03-12"]);
        check("<tr><td><a href=x>Agenda</a></td><td>12 Mar 2026</td></tr>", &["2026-03-12"]);
        check("<li>12 Mar 2026 <a href=x>Agenda</a>, published 4 Mar 2026</li>", &["2026-03-12"]);
        check("<ul><li><a href=x>Board</a><li><a href=x>Board</a> 3 Mar 2026</ul>", &["?", "2026-03-03"]);
        check("<p><a href=x>Board</a> on 3 Mar 2026</p><p>4 Mar 2026</p>", &["2026-03-03"]);
        check("<p><a href=x>Board</a></p><p>4 Mar 2026</p>", &["?"]);
        check("<h2>As of 1 Mar 2026</h2><a href=x>Board</a> on 3 Mar 2026", &["2026-03-03"]);
    }
}
