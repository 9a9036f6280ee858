//! Character references of HTML: the numbered ones, and the named ones that exports of board papers use.

/// The longest reference that is read, in bytes.
const REACH: usize = 10;

/// The character at the start of the text and the length of its reference in bytes, both ends included.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let reach = text.as_bytes().get(..REACH).unwrap_or(text.as_bytes());
    let end = reach.iter().position(|byte| *byte == b';')?;
    let name = text.get(1..end)?;
    let char = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((char, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|char| !char.is_control())
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "minus" => '−',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "pound" => '£',
        "euro" => '€',
        "deg" => '°',
        "le" => '≤',
        "ge" => '≥',
        "times" => '×',
        "plusmn" => '±',
        "frac12" => '½',
        "frac14" => '¼',
        "frac34" => '¾',
        "sup1" => '¹',
        "sup2" => '²',
        "sup3" => '³',
        "dagger" => '†',
        "Dagger" => '‡',
        "uarr" => '↑',
        "darr" => '↓',
        "larr" => '←',
        "rarr" => '→',
        "harr" => '↔',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        _ => return None,
    })
}
