//! Labels and the values behind them, within the words of one line.
//!
//! A label is words that would head a column (`Target`, `Year-end result`), or any few words before a colon. Without a colon
//! only a known label counts, and only before or behind a plain value: `Target 90%`, `90% target`.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{judgement, missing, value};
use boardlift_model::{CellValue, Status};

use crate::header::ANY_YEARS;

/// More words before a colon are the beginning of a sentence.
const MOST_WORDS: usize = 6;
/// A longer line is prose, in bytes, whatever labels it may hold.
const LONGEST_LINE: usize = 400;
/// A longer line without colons is prose, in bytes.
const LONGEST_WITHOUT_COLON: usize = 100;
/// A longer value is prose, in bytes.
const LONGEST_VALUE: usize = 100;
/// What stands between labelled values on one line.
const SEPARATORS: [&str; 7] = [" | ", " • ", " · ", "; ", " – ", " - ", ", "];

/// What stands between a period and its value.
const PAIRED: [&str; 3] = [" - ", " – ", ": "];

/// A label and its value, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    /// The label without its colon.
    pub(super) label: String,
    /// The value; empty where nothing stands behind the colon.
    pub(super) value: String,
}

impl Labelled {
    fn new(label: &str, value: &str) -> Self {
        Labelled { label: bare(label).to_owned(), value: value.trim().to_owned() }
    }
}

/// What a column under this label would hold; nothing for words that no heading has.
pub(super) fn role(label: &str) -> Option<Role> {
    let label = bare(label);
    let few = label.split(" / ").all(|level| level.split_whitespace().count() <= MOST_WORDS);
    let role = || heading::read(label, ANY_YEARS).role;
    if few && !is_plain_value(label) { role() } else { None }
}

/// A label without its colon, or the verb that leads on to its value: `our target is`.
pub(super) fn bare(label: &str) -> &str {
    let label = label.trim().trim_end_matches([':', '–', '-']).trim_end();
    [" is", " was"].iter().find_map(|verb| label.strip_suffix(verb)).unwrap_or(label)
}

/// Whether words are a figure or a wording for a missing one, and nothing else: other words stand in brackets, or are one
/// word for what is counted, `103 jobs`.
pub(super) fn is_plain_value(text: &str) -> bool {
    if text.is_empty() || text.len() > LONGEST_VALUE || is_year(text) {
        return false;
    }
    let cell = value::read(text, Years::default()).cell;
    let ends_with_bracket =
        |note: &str| note.rsplit_once(')').is_none_or(|(_, behind)| !behind.contains(char::is_alphabetic));
    let is_short = |note: &str| {
        note.starts_with('(') && ends_with_bracket(note)
            || note.starts_with(char::is_lowercase) && !note.contains(char::is_whitespace)
    };
    match cell.status {
        Status::Reported => cell.note.as_deref().is_none_or(is_short),
        Status::Text | Status::Blank => false,
        _ => missing::status(text).is_some(),
    }
}

/// Whether words are a year, or the year that a sentence ends with: nobody can tell it from a figure that stands alone.
fn is_year(text: &str) -> bool {
    let year = text.strip_suffix('.').unwrap_or(text);
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && year.parse::<u16>().is_ok()
}

/// Whether words are a figure and nothing else, but for words in brackets.
pub(super) fn is_bare_figure(text: &str) -> bool {
    let reading = || value::read(text, Years::default()).cell;
    let is_figure = |cell: CellValue| {
        cell.status == Status::Reported && cell.note.is_none_or(|note| note.starts_with('('))
    };
    !text.is_empty() && text.len() <= LONGEST_VALUE && is_figure(reading())
}

/// Whether words hold a figure, with few words around it.
pub(super) fn holds_figure(text: &str) -> bool {
    text.len() <= LONGEST_VALUE && value::read(text, Years::default()).cell.status == Status::Reported
}

/// Whether words are nothing but a period: `Q2 2023/24`, `As at March 2024`.
pub(super) fn is_period(text: &str) -> bool {
    period::is_whole(text, ANY_YEARS)
}

/// The labels and values that a line is made of; nothing where a part of it is neither.
pub(super) fn all(line: &str) -> Vec<Labelled> {
    if line.len() > LONGEST_LINE {
        return one(line).into_iter().collect();
    }
    let several = with_earlier(line)
        .or_else(|| separated(line))
        .or_else(|| side_by_side(line))
        .or_else(|| without_colons(line));
    several.or_else(|| Some(vec![one(line)?])).unwrap_or_default()
}

/// Whether a line holds a name and a labelled figure with nothing between them, `Plans issued in time Target 75%`: cells
/// that ran together, of which nobody can say where one ends.
pub(super) fn runs_together(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    // Words that are a label themselves, `Target for Q2`, go on in what follows.
    let is_seam = |at: usize| {
        words[at - 1].ends_with(char::is_lowercase)
            && words[at].starts_with(char::is_uppercase)
            && role(&words[..at].join(" ")).is_none()
    };
    // `Result at Q2 2023/24: 95%` is parted by its colon.
    let begins_label = |at: usize| {
        (at + 1..words.len().min(at + 1 + MOST_WORDS)).any(|end| {
            let label = &words[at..end];
            let is_parted = words[at..=end].iter().any(|word| word.ends_with(':'));
            !is_parted && is_bare_figure(words[end]) && is_label_of_figures(&label.join(" "))
        })
    };
    line.len() <= LONGEST_LINE && (1..words.len()).any(|at| begins_label(at) && is_seam(at))
}

/// Labelled values with those of earlier periods in brackets behind them:
/// `Target: 98% - Actual 87% (2007/08 - 95%, 2006/07 - 98%)`.
fn with_earlier(line: &str) -> Option<Vec<Labelled>> {
    let (labels, bracket) = line.strip_suffix(')')?.rsplit_once(" (")?;
    let of_period = |part: &str| {
        let (period, value) = PAIRED.iter().find_map(|joint| part.split_once(joint))?;
        let is_pair = is_period(period.trim()) && is_plain_value(value.trim());
        is_pair.then(|| Labelled::new(period, value))
    };
    let earlier: Vec<Labelled> = bracket.split([',', ';']).map(of_period).collect::<Option<_>>()?;
    let mut labelled = separated(labels).or_else(|| Some(vec![beside_or_plain(labels)?]))?;
    labelled.extend(earlier);
    Some(labelled)
}

/// A known label and its plain value, with a colon or without.
fn beside_or_plain(words: &str) -> Option<Labelled> {
    known(words).filter(|found| is_plain_value(&found.value))
}

/// Several labelled values between separators: `Target: 95% | Actual: 93%`.
fn separated(line: &str) -> Option<Vec<Labelled>> {
    SEPARATORS.iter().find_map(|separator| {
        let parts: Vec<&str> = line.split(separator).map(str::trim).collect();
        let labelled: Vec<Labelled> = parts.iter().map(|part| known(part)).collect::<Option<_>>()?;
        (labelled.len() > 1).then_some(labelled)
    })
}

/// Several labelled values one behind the other: `Target: 95% Actual: 93%`. Between two colons stand a value and the next
/// label; as much as can be is the value.
fn side_by_side(line: &str) -> Option<Vec<Labelled>> {
    let (_, after) = line.split_once(':')?;
    if !after.contains(':') {
        return None;
    }
    let mut rest = line.split(':');
    let mut label = rest.next().filter(|label| role(label).is_some())?;
    let mut between: Vec<&str> = rest.collect();
    let last = between.pop()?;
    let mut labelled = Vec::new();
    for words in between {
        let spaces = words.match_indices(' ').map(|(at, _)| words.split_at(at));
        let mut splits = spaces.filter(|(value, next)| is_whole_value(value.trim()) && role(next).is_some());
        let (value, next) = splits.next_back()?;
        labelled.push(Labelled::new(label, value));
        label = next;
    }
    labelled.push(Labelled::new(label, last));
    (labelled.len() > 1).then_some(labelled)
}

/// Several labels of figures with their values and no colon: `Target 90% Last year 88.1%`.
fn without_colons(line: &str) -> Option<Vec<Labelled>> {
    if !begins_with_label(line) {
        return None;
    }
    let mut labelled = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]);
        let (first, end) =
            ends.filter_map(|end| Some((before(&rest[..end], is_bare_figure)?, end))).next_back()?;
        labelled.push(first);
        rest = rest[end..].trim_start();
    }
    (labelled.len() > 1).then_some(labelled)
}

/// Whether the words before the first digit of a short line are a known label, or its first word is a period. Asked before
/// all ways to cut the line are tried.
fn begins_with_label(line: &str) -> bool {
    let Some(digit) = line.find(|c: char| c.is_ascii_digit()).filter(|_| line.len() <= LONGEST_WITHOUT_COLON)
    else {
        return false;
    };
    let label = line[..digit].trim_end_matches(|c: char| !c.is_whitespace()).trim();
    if label.is_empty() {
        is_period(line.split(' ').next().unwrap_or_default())
    } else {
        role(label).is_some()
    }
}

/// A known label of figures and the value behind it.
fn before(words: &str, is_value: fn(&str) -> bool) -> Option<Labelled> {
    let mut splits = words.match_indices(' ').map(|(at, _)| (words[..at].trim(), words[at..].trim()));
    let found = splits.rfind(|(label, value)| is_label_of_figures(label) && is_value(value));
    found.map(|(label, value)| Labelled::new(label, value))
}

/// Whether words are a known label of figures that holds none itself, but for a year. A name before a date is no label,
/// though it could head a column.
fn is_label_of_figures(words: &str) -> bool {
    let is_figure = |word: &str| is_bare_figure(word) && !is_period(word);
    let heads_figures = |words: &str| matches!(role(words), Some(Role::Value(_)));
    let stem = heading::read(words, ANY_YEARS).stem;
    heads_figures(words) && (stem.is_empty() || heads_figures(&stem)) && !words.split(' ').any(is_figure)
}

fn is_whole_value(text: &str) -> bool {
    is_plain_value(text) || judgement::rag(text).is_some() || judgement::direction(text).is_some()
}

/// A line of one label and its value. Before a colon any few words may stand.
pub(super) fn one(line: &str) -> Option<Labelled> {
    known(line).or_else(|| {
        let (label, value) = line.split_once(": ")?;
        let is_label = label.split_whitespace().count() <= MOST_WORDS
            && label.starts_with(char::is_uppercase)
            && !label.contains(|c: char| c.is_ascii_digit());
        is_label.then(|| Labelled::new(label, value))
    })
}

/// A known label and its value: behind a colon anything, else a plain value.
fn known(line: &str) -> Option<Labelled> {
    let after_colon = line
        .split_once(':')
        .filter(|(label, _)| role(label).is_some() && !holds_share(label))
        .map(|(label, value)| Labelled::new(label, value));
    after_colon.or_else(|| beside(line))
}

/// Whether words hold a percentage: before a colon they are a label with its value, and the next label.
fn holds_share(words: &str) -> bool {
    words.split(' ').any(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('%'))
}

/// A plain value beside a known label of figures without a colon: `Target 90%`, `(target 90%)`, `90% target`.
fn beside(line: &str) -> Option<Labelled> {
    if line.len() > LONGEST_WITHOUT_COLON {
        return None;
    }
    let line = line.trim().strip_prefix('(').and_then(|line| line.strip_suffix(')')).unwrap_or(line.trim());
    if begins_with_label(line) {
        return before(line, is_plain_value);
    }
    if !line.starts_with(|c: char| c.is_ascii_digit() || "£<>".contains(c)) {
        return None;
    }
    let splits = line.match_indices(' ').map(|(at, _)| (line[..at].trim(), line[at..].trim()));
    let is_label = |words: &str| is_label_of_figures(words) && !is_period(words);
    let mut behind = splits.filter(|(value, label)| is_plain_value(value) && is_label(label));
    behind.next().map(|(value, label)| Labelled::new(label, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[(&str, &str)]) {
        let found = all(line);
        let found: Vec<(&str, &str)> =
            found.iter().map(|found| (found.label.as_str(), found.value.as_str())).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn one_label() {
        check("Target: 95%", &[("Target", "95%")]);
        check("Year-end result: 67.4 weeks.", &[("Year-end result", "67.4 weeks.")]);
        check("Target:", &[("Target", "")]);
        check("Housing team: Jo Smith", &[("Housing team", "Jo Smith")]);
        check("Meeting at 10:30", &[]);
        check("KPI 12: Plans issued in time", &[]);
    }

    #[test]
    fn several_labels_on_a_line() {
        let expected = [("Target", "95%"), ("Actual", "93%"), ("Status", "Green")];
        check("Target: 95% | Actual: 93% | Status: Green", &expected);
        check("Target: 95%; Actual: 93%; Status: Green", &expected);
        check("Target: 95% Actual: 93% Status: Green", &expected);
        check("Target 95% · Actual 93%", &expected[..2]);
        check("Target: 95% - Actual 93%", &expected[..2]);
        check("Target: 95% - 98%", &[("Target", "95% - 98%")]);
    }

    #[test]
    fn earlier_values_in_brackets() {
        let expected = [("Target", "98%"), ("Actual", "87%"), ("2007/08", "95%"), ("2006/07", "98%")];
        check("Target: 98% - Actual 87% (2007/08 - 95%, 2006/07 - 98%)", &expected);
        check("Target 98%, Actual 87% (2007/08: 95%; 2006/07: 98%)", &expected);
        check("Actual: 87% (2007/08 - 95%)", &expected[1..3]);
        check("Actual: 87% (see the note)", &[("Actual", "87% (see the note)")]);
    }

    #[test]
    fn cells_that_ran_together() {
        for (line, expected) in [
            ("Plans issued in time Target 75% Q1 33%", true),
            ("Average weeks to assess Target 18", true),
            ("Plans issued in time: Target 75%", false),
            ("Target 75% Last year 70%", false),
            ("Target for Q2 2023/24 1,150", false),
            ("Annual target 75%", false),
            ("Result at Q2 2023/24: 95%", false),
            ("Result at Q2 2023: 95%", false),
            ("Pupils in Year 11 at special schools", false),
        ] {
            assert_eq!(runs_together(line), expected, "{line}");
        }
    }

    #[test]
    fn labels_without_a_colon() {
        check("Target 90%", &[("Target", "90%")]);
        check("(target 90%)", &[("target", "90%")]);
        check("90% target", &[("target", "90%")]);
        check("Target 2023/24 90%", &[("Target 2023/24", "90%")]);
        check("England average 85%", &[("England average", "85%")]);
        check("Plans issued 90%", &[]);
        check("Online survey 01/02/2024 31/03/2024 412", &[]);
        check("Target audience", &[]);
    }
}
