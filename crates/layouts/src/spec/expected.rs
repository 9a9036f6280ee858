//! What a spec expects of the rows of a table: about how many there are, and under which numbers.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use boardlift_lexicon::fold;
use serde::Deserialize;

/// At least and at most so many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "[u32; 2]")]
pub struct ExpectedRows {
    /// The fewest.
    pub least: u32,
    /// The most.
    pub most: u32,
}

impl ExpectedRows {
    /// Whether there may be so many.
    pub fn allow(self, rows: u32) -> bool {
        (self.least..=self.most).contains(&rows)
    }
}

impl TryFrom<[u32; 2]> for ExpectedRows {
    type Error = String;

    fn try_from([least, most]: [u32; 2]) -> Result<Self, String> {
        if least > most {
            return Err(format!(
                "expected the fewer rows first, as in [{most}, {least}], found [{least}, {most}]"
            ));
        }
        Ok(ExpectedRows { least, most })
    }
}

/// The printed numbers of indicators: each as it is, `2.01`, or a run of whole ones, `1 to 47`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct ExpectedRefs {
    single: Vec<String>,
    /// The keys of the single ones.
    keys: BTreeSet<String>,
    runs: Vec<RangeInclusive<u32>>,
}

impl ExpectedRefs {
    /// Whether a spec expects none, and so says nothing of them.
    pub fn is_empty(&self) -> bool {
        self.single.is_empty() && self.runs.is_empty()
    }

    /// Whether this printed number is one of them.
    pub fn has(&self, printed: &str) -> bool {
        let key = fold::key(printed);
        self.keys.contains(&key)
            || key.parse::<u32>().is_ok_and(|number| self.runs.iter().any(|run| run.contains(&number)))
    }

    /// All of them, as they are printed.
    pub fn all(&self) -> impl Iterator<Item = String> {
        let of_runs = self.runs.iter().flat_map(|run| run.clone().map(|number| number.to_string()));
        self.single.iter().cloned().chain(of_runs)
    }

    /// Those that are no mere counting, and so tell one council's list from another's.
    pub(crate) fn telling(&self) -> impl Iterator<Item = &str> {
        let is_count = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
        self.single.iter().map(String::as_str).filter(move |number| !is_count(number))
    }
}

/// Printed numbers as a spec writes them: three whole numbers or more that follow each other are a run. In the order
/// given, each once.
pub(crate) fn runs(printed: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut runs: Vec<(String, Option<RangeInclusive<u32>>)> = Vec::new();
    for words in printed.filter(|words| known.insert(words.clone())) {
        // `01` is no whole number: a run would print it otherwise.
        let number = words.parse::<u32>().ok().filter(|number| number.to_string() == words);
        match (runs.last_mut(), number) {
            (Some((_, Some(run))), Some(number)) if run.end().checked_add(1) == Some(number) => {
                *run = *run.start()..=number;
            }
            _ => runs.push((words, number.map(|number| number..=number))),
        }
    }
    runs.into_iter().flat_map(|(words, run)| written(words, run)).collect()
}

fn written(words: String, run: Option<RangeInclusive<u32>>) -> Vec<String> {
    match run {
        Some(run) if run.end() - run.start() >= 2 => vec![format!("{} to {}", run.start(), run.end())],
        Some(run) => run.map(|number| number.to_string()).collect(),
        None => vec![words],
    }
}

/// The longest run of whole numbers that anybody would mean.
const LONGEST_RUN: u32 = 10_000;

impl TryFrom<Vec<String>> for ExpectedRefs {
    type Error = String;

    fn try_from(written: Vec<String>) -> Result<Self, String> {
        let mut refs = ExpectedRefs::default();
        for words in written {
            match words.split_once(" to ") {
                None => {
                    refs.keys.insert(fold::key(&words));
                    refs.single.push(words);
                }
                Some((first, last)) => refs.runs.push(run(first, last).ok_or_else(|| {
                    format!("expected numbers such as \"2.01\" or \"1 to 47\", found \"{words}\"")
                })?),
            }
        }
        Ok(refs)
    }
}

fn run(first: &str, last: &str) -> Option<RangeInclusive<u32>> {
    let (first, last) = (first.trim().parse::<u32>().ok()?, last.trim().parse::<u32>().ok()?);
    (first <= last && last - first < LONGEST_RUN).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_a_run() {
        let check = |printed: &str, expected: &str| {
            let found = runs(printed.split(' ').map(str::to_owned));
            assert_eq!(found.join(", "), expected);
            let refs = ExpectedRefs::try_from(found).expect("good numbers");
            assert!(printed.split(' ').all(|number| refs.has(number)), "{printed}");
        };
        check("1 2 3 3 4 7 8 1.01", "1 to 4, 7, 8, 1.01");
        check("01 02 03", "01, 02, 03");
        check("a 9 10", "a, 9, 10");
    }
}
