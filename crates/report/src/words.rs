//! What others wrote, made fit to be shown: titles of sites and words of papers reach terminals and XML.

/// The most characters of one piece of text. Sites have titles of a line or two; what is longer is no title.
const MOST_CHARACTERS: usize = 300;

/// A text on one line, of bounded length, without the characters that command a terminal, turn the direction of writing, or
/// may not stand in XML (XML 1.0, 2.2).
pub fn line(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|letter| is_harmless(*letter)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

fn is_harmless(letter: char) -> bool {
    let is_turning = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    !letter.is_control() && !is_turning && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn text_is_one_line_that_commands_nothing() {
        check("  SEND\n\tdashboard ", "SEND dashboard");
        check("\u{1b}[31mred\u{1b}[0m", "[31mred[0m");
        check("a\u{0}b\u{b}c\u{9b}d\u{fffe}", "ab cd");
        check("Q3\u{202e}fdp.exe", "Q3fdp.exe");
        check("café – ☕", "café – ☕");
        check("", "");
    }

    #[test]
    fn text_ends_somewhere() {
        let long = "é".repeat(MOST_CHARACTERS);
        check(&long, &long);
        check(&format!("{long}é"), &format!("{long}…"));
    }
}
