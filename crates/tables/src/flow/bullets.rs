//! What stands before a point of a list.

/// How far after its bullet a point may begin, in ems: the list styles of word processors stay below three.
pub(crate) const LONGEST_TAB: f32 = 4.0;

/// Signs that are printed before a point. `o` is Word's second level, `§`, `Ø` and `ü` are what its Wingdings points
/// are called in the Latin alphabet, the private letters what they are called in a symbol font.
const SIGNS: &str = "•·∙◦●○▪▫■□◆◇➢➤►▶▸‣⁃–—-−✓✔✗✘*o§Øü\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}\u{f0a8}\u{f02d}\u{f06c}\u{f06e}\u{f076}";

/// Whether a word is a bullet: a lone sign, or a counting mark such as `1.`, `a)` or `(iv)`.
pub(crate) fn is_bullet(text: &str) -> bool {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(sign), None) => SIGNS.contains(sign),
        _ => is_counting(text),
    }
}

/// Whether a word counts points: up to three digits, a letter or a small Roman number with a stop or a bracket.
/// `1.2` counts paragraphs or is a figure, and `2023.` ends a sentence: neither is a bullet.
pub(crate) fn is_counting(text: &str) -> bool {
    let Some(body) = text.strip_suffix(['.', ')']) else { return false };
    let bracketed = body.strip_prefix('(');
    let body = bracketed.unwrap_or(body);
    let digits = body.len() <= 3 && body.bytes().all(|byte| byte.is_ascii_digit());
    let letter = body.len() == 1 && body.bytes().all(|byte| byte.is_ascii_lowercase());
    let roman = body.len() <= 5 && body.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    !body.is_empty() && (digits || letter || roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, bullet: bool) {
        assert_eq!(is_bullet(text), bullet, "{text}");
    }

    #[test]
    fn signs_and_counting_marks_are_bullets() {
        for text in ["•", "–", "o", "§", "\u{f0b7}", "1.", "12)", "(3)", "a)", "(iv)"] {
            check(text, true);
        }
    }

    #[test]
    fn figures_and_words_are_none() {
        for text in ["", "1", "1.2", "2023.", "a", "and.", "on", "-5", "(", ").", "."] {
            check(text, false);
        }
    }
}
