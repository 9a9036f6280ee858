//! What a cell's text looks like: a figure, a mark that stands for one, or words. The values are for others to read.

/// What a run of text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Mostly digits: `12.4%`, `£1,203k`, `(45)`, `3/12`.
    Figure,
    /// Names a period, and so may head a column: `2019`, `2019/20`, `Q3 2016/17`.
    Year,
    /// Stands where a figure would: a dash, `n/a`, dots, a tick or a coloured sign.
    Mark,
    /// Anything else.
    Words,
}

impl Kind {
    /// What the text looks like.
    pub(super) fn of(text: &str) -> Kind {
        let (digits, letters) = count(text);
        if text.trim().is_empty() || is_unit(text) {
            Kind::Words
        } else if digits == 0 && letters <= LONGEST_MARK && is_mark(text) {
            Kind::Mark
        } else if digits > 0 && is_period(text) {
            Kind::Year
        } else if digits > 0 && letters <= (digits / 2).max(1) {
            Kind::Figure
        } else {
            Kind::Words
        }
    }

    /// What words look like that are read on, one space between two of them.
    pub(super) fn of_words<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Kind {
        let counts = words.clone().map(count);
        let (digits, letters) = counts.fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
        // Most of a page is words without a figure.
        if digits == 0 && letters > LONGEST_MARK {
            return Kind::Words;
        }
        let mut rest = words.clone().skip(1).peekable();
        match (words.clone().next(), rest.peek()) {
            (Some(only), None) => Kind::of(only),
            _ => Kind::of(&words.collect::<Vec<_>>().join(" ")),
        }
    }

    /// Whether it stands where figures stand.
    pub(super) fn is_value(self) -> bool {
        self != Kind::Words
    }
}

/// How many digits and how many letters a text has.
fn count(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(digits, letters), letter| {
        (digits + usize::from(letter.is_ascii_digit()), letters + usize::from(letter.is_alphabetic()))
    })
}

/// What figures are counted in, as it stands above them: `£000`, `£'000`, `£`, `%`.
fn is_unit(text: &str) -> bool {
    let bare = text.trim_matches(|letter: char| matches!(letter, '(' | ')' | ' '));
    let thousands = bare
        .strip_prefix(['£', '€', '$'])
        .is_some_and(|rest| rest.is_empty() || rest.trim_start_matches(['\'', '’', '‘']) == "000");
    thousands || bare == "%"
}

/// The most letters that a mark has: `tbc`, `nil`.
const LONGEST_MARK: usize = 3;

/// Marks of a missing figure and signs of a judgement; letters that stand for words are left to the layouts.
fn is_mark(text: &str) -> bool {
    let folded: String =
        text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
    matches!(folded.as_str(), "n/a" | "na" | "n.a." | "n/k" | "tbc" | "nil" | "x" | "c" | "z")
        || folded.chars().all(|letter| !letter.is_alphanumeric() && !belongs_to_text(letter))
}

/// Signs that stand in sentences and formulas or before the points of a list, not alone in a cell.
fn belongs_to_text(letter: char) -> bool {
    let operators = '\u{2200}'..='\u{22FF}';
    "=()[]{}<>|,;'\"“”‘’&@#\\_•\u{FFFD}".contains(letter) || operators.contains(&letter) && letter != '−'
}

/// Years, quarters and months, with nothing else but the words that join them: `2019 2020`, `Q3 2016/17`, `Mar 2021`.
fn is_period(text: &str) -> bool {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ':']));
    words.clone().any(|word| is_year(word) || is_quarter(word))
        && words.all(|word| {
            is_year(word) || is_quarter(word) || is_month(word) || matches!(word, "at" | "to" | "end" | "of")
        })
}

fn is_quarter(word: &str) -> bool {
    matches!(word.as_bytes(), [b'Q' | b'q', b'1'..=b'4'])
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_lowercase();
    word.len() <= "september".len()
        && word.bytes().all(|letter| letter.is_ascii_lowercase())
        && MONTHS.iter().any(|month| word.starts_with(month))
}

/// A year from 1900 to 2100, or two years joined as in `2019/20`.
fn is_year(text: &str) -> bool {
    let (first, second) = match text.split_once(['/', '-', '–']) {
        Some((first, second)) => (first, Some(second)),
        None => (text, None),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let full = |part: &str| part.len() == 4 && all_digits(part) && ("1900"..="2100").contains(&part);
    full(first) && second.is_none_or(|part| full(part) || part.len() == 2 && all_digits(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Kind, texts: &[&str]) {
        for text in texts {
            assert_eq!(Kind::of(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_are_mostly_digits() {
        check(Kind::Figure, &["12.4%", "£1,203k", "(45)", "3/12", "15 455", "< 5", "-0.01", "100 000", "5a"]);
    }

    #[test]
    fn years_may_head_columns() {
        check(
            Kind::Year,
            &[
                "2019",
                "2019/20",
                "2019-2020",
                "1996 1997",
                "Q1",
                "Q3 2016/17",
                "Mar 2021",
                "(2019)",
                "at Q3 2016/17",
            ],
        );
        check(Kind::Figure, &["1203", "2101", "20190", "2019.5", "2019/1"]);
    }

    #[test]
    fn marks_stand_for_figures() {
        check(Kind::Mark, &["-", "–", "n/a", "N/A", "..", "…", "*", "●", "✓", "tbc"]);
    }

    #[test]
    fn units_are_words() {
        check(Kind::Words, &["£000", "£'000", "€", "%", "(%)"]);
        check(Kind::Figure, &["£1,000", "100%"]);
    }

    #[test]
    fn words_are_the_rest() {
        check(
            Kind::Words,
            &["Total", "1st quarter", "May", "Year 1", "\u{FFFD}", "", "=", "( )", "•", "∑", "Change 12"],
        );
    }
}
