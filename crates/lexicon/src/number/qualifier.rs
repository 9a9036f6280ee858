//! Words and signs that make a figure a bound: `<`, `up to`, `or more`.

use boardlift_model::Qualifier;

use super::Cursor;

use Qualifier::{Approx, Ge, Gt, Le, Lt};

const SIGNS: &[(&str, Qualifier)] = &[
    ("> or =", Ge),
    (">/=", Ge),
    ("< or =", Le),
    ("</=", Le),
    ("<=", Le),
    ("=<", Le),
    (">=", Ge),
    ("=>", Ge),
    ("<", Lt),
    (">", Gt),
    ("≤", Le),
    ("⩽", Le),
    ("≦", Le),
    ("≥", Ge),
    ("⩾", Ge),
    ("≧", Ge),
    ("~", Approx),
    ("≈", Approx),
    ("≃", Approx),
    ("∼", Approx),
];

/// Longer wordings before their beginnings.
const LEADING: &[(&str, Qualifier)] = &[
    ("no more than", Le),
    ("not more than", Le),
    ("no greater than", Le),
    ("not greater than", Le),
    ("no higher than", Le),
    ("not above", Le),
    ("not over", Le),
    ("not exceeding", Le),
    ("not to exceed", Le),
    ("no longer than", Le),
    ("not longer than", Le),
    ("not below", Ge),
    ("not under", Ge),
    ("equal to or less than", Le),
    ("equal to or fewer than", Le),
    ("equal to or below", Le),
    ("equal to or more than", Ge),
    ("equal to or greater than", Ge),
    ("equal to or above", Ge),
    ("upwards of", Gt),
    ("in the region of", Approx),
    ("no fewer than", Ge),
    ("not fewer than", Ge),
    ("no less than", Ge),
    ("not less than", Ge),
    ("no lower than", Ge),
    ("less than or equal to", Le),
    ("fewer than or equal to", Le),
    ("more than or equal to", Ge),
    ("greater than or equal to", Ge),
    ("less than", Lt),
    ("fewer than", Lt),
    ("lower than", Lt),
    ("more than", Gt),
    ("greater than", Gt),
    ("higher than", Gt),
    ("in excess of", Gt),
    ("at or below", Le),
    ("at or above", Ge),
    ("at most", Le),
    ("at least", Ge),
    ("up to", Le),
    ("maximum of", Le),
    ("max of", Le),
    ("maximum", Le),
    ("max.", Le),
    ("max", Le),
    ("minimum of", Ge),
    ("min of", Ge),
    ("minimum", Ge),
    ("min.", Ge),
    ("min", Ge),
    ("within", Le),
    ("just under", Lt),
    ("just below", Lt),
    ("under", Lt),
    ("below", Lt),
    ("just over", Gt),
    ("just above", Gt),
    ("over", Gt),
    ("above", Gt),
    ("exceeding", Gt),
    ("approximately", Approx),
    ("approx.", Approx),
    ("approx", Approx),
    ("circa", Approx),
    ("ca.", Approx),
    ("c.", Approx),
    ("about", Approx),
    ("around", Approx),
    ("roughly", Approx),
    ("nearly", Approx),
    ("almost", Approx),
];

const TRAILING: &[(&str, Qualifier)] = &[
    ("or more", Ge),
    ("or above", Ge),
    ("or higher", Ge),
    ("or greater", Ge),
    ("or over", Ge),
    ("or better", Ge),
    ("and above", Ge),
    ("and over", Ge),
    ("or less", Le),
    ("or fewer", Le),
    ("or below", Le),
    ("or lower", Le),
    ("or under", Le),
    ("and below", Le),
    ("and under", Le),
    ("and higher", Ge),
    ("and lower", Le),
    ("or lesser", Le),
    ("at least", Ge),
    ("at most", Le),
];

/// These bound a figure only as the last word of its cell: `12 min` may go on as `walk`.
const LAST: &[(&str, Qualifier)] =
    &[("minimum", Ge), ("min", Ge), ("maximum", Le), ("max", Le), ("plus", Ge), ("upwards", Ge)];

/// The bound before a figure: `<`, `a minimum of`. Nothing is read where there is none.
pub(super) fn leading(cursor: &mut Cursor) -> Option<Qualifier> {
    if cursor.peek()?.is_ascii_digit() {
        return None;
    }
    let mut ahead = cursor.clone();
    let found = ahead.eat_one_of(SIGNS).or_else(|| {
        if ahead.eat_words("a") || ahead.eat_words("an") {
            ahead.skip_spaces();
        }
        ahead.eat_one_of(LEADING).or_else(|| circa(&mut ahead))
    })?;
    ahead.skip_spaces();
    *cursor = ahead;
    Some(found)
}

/// The bound after a figure, and the words behind it: `or more`, `max`.
pub(crate) fn trailing(words: &str) -> Option<(Qualifier, &str)> {
    let mut cursor = Cursor::new(words);
    let found =
        cursor.eat_one_of(TRAILING).or_else(|| cursor.eat_one_of(LAST).filter(|_| cursor.rest().is_empty()));
    found.map(|found| (found, cursor.rest()))
}

/// `c40`, `c 40`: a small letter only, since a capital names things.
fn circa(cursor: &mut Cursor) -> Option<Qualifier> {
    let mut ahead = cursor.clone();
    let letter = ahead.eat('c');
    ahead.eat(' ');
    (letter && ahead.peek().is_some_and(|c| c.is_ascii_digit())).then(|| {
        *cursor = ahead;
        Approx
    })
}
