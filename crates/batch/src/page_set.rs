//! Which pages of a document are wanted: `1-3,7`.

use std::ops::RangeInclusive;
use std::str::FromStr;

/// Pages by their numbers, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSet {
    ranges: Vec<RangeInclusive<u32>>,
}

/// All pages.
impl Default for PageSet {
    fn default() -> Self {
        PageSet { ranges: vec![1..=u32::MAX] }
    }
}

impl PageSet {
    /// Those of a document's pages that are wanted, in the document's order.
    pub fn of(&self, count: u32) -> impl Iterator<Item = u32> {
        (1..=count).filter(|number| self.contains(*number))
    }

    fn contains(&self, number: u32) -> bool {
        self.ranges.iter().any(|range| range.contains(&number))
    }
}

/// What was found where pages were expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected page numbers from 1 and ranges of them that rise, as in 1-3,7 or 12-, found `{found}`")]
pub struct NoPages {
    found: String,
}

impl FromStr for PageSet {
    type Err = NoPages;

    fn from_str(text: &str) -> Result<Self, NoPages> {
        let range = |part: &str| range(part.trim()).ok_or_else(|| NoPages { found: part.to_owned() });
        Ok(PageSet { ranges: text.split(',').map(range).collect::<Result<_, _>>()? })
    }
}

fn range(text: &str) -> Option<RangeInclusive<u32>> {
    let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
    let (first, last) = match text.split_once('-') {
        None => (number(text)?, number(text)?),
        Some((first, "")) => (number(first)?, u32::MAX),
        Some((first, last)) => (number(first)?, number(last)?),
    };
    (first <= last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[u32]) {
        let pages: PageSet = text.parse().expect(text);
        assert_eq!(pages.of(9).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn pages_are_numbers_and_ranges() {
        check("7", &[7]);
        check("7,1-3, 2", &[1, 2, 3, 7]);
        check("8-", &[8, 9]);
        check("12", &[]);
        assert_eq!(PageSet::default().of(3).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn what_is_no_page_is_refused_by_its_words() {
        for (text, found) in
            [("", ""), ("0", "0"), ("1,,2", ""), ("3-1", "3-1"), ("-3", "-3"), ("1-3,two", "two")]
        {
            assert_eq!(text.parse::<PageSet>(), Err(NoPages { found: found.to_owned() }), "{text}");
        }
    }
}
