//! Why a spec can't be used, in words for the analyst who wrote it: where, what was expected, and what is allowed.

use std::ops::Range;

/// How like a known word must be to be meant: 1 is the same word.
const LIKENESS: f64 = 0.6;

/// Why a spec can't be used. The place is a line and a column, both from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}{}", hint.as_deref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default())]
pub struct SpecError {
    /// The file that the spec came from.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// What was expected and what was found.
    pub problem: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl SpecError {
    /// What the reader of TOML says, in the words of specs.
    pub(super) fn of_toml(file: &str, toml: &str, error: &toml::de::Error) -> Self {
        let message = error.message().trim();
        let problem = message
            .replace("unknown field", "unknown key")
            .replace("missing field", "missing key")
            .replace("unknown variant", "unknown word");
        let span = error.span().unwrap_or_default();
        Slip { span, problem, hint: meant(message) }.in_file(file, toml)
    }
}

/// A slip in a spec, before it is known which file it stands in.
#[derive(Debug)]
pub(super) struct Slip {
    /// The bytes that are wrong.
    pub(super) span: Range<usize>,
    /// What was expected and what was found.
    pub(super) problem: String,
    /// What to do about it.
    pub(super) hint: Option<String>,
}

impl Slip {
    /// The slip with its place in the file.
    pub(super) fn in_file(self, file: &str, toml: &str) -> SpecError {
        let before = toml.get(..self.span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        SpecError { file: file.to_owned(), line, column, problem: self.problem, hint: self.hint }
    }
}

/// The known word that an unknown one is most like, where a message lists those that there are.
fn meant(message: &str) -> Option<String> {
    let (_, rest) =
        ["unknown field `", "unknown variant `"].iter().find_map(|words| message.split_once(words))?;
    let (found, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2);
    let alike = |word: &str| strsim::jaro_winkler(found, word);
    let nearest = known.max_by(|a, b| alike(a).total_cmp(&alike(b)))?;
    (alike(nearest) > LIKENESS).then(|| format!("did you mean `{nearest}`?"))
}
