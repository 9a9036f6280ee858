//! The parts that the sentences of explanations are made of: quotes, columns and cells of the row, days and years.

use boardlift_model::grounds::{ColumnGround, Headed, Reason, RowCell};
use boardlift_model::{Date, Period, Quote, Quotes};

/// Longer words are cut: whoever reads the sentence has the document.
const LONGEST_QUOTE: usize = 80;

/// The words that grounds quote.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) quotes: &'a Quotes,
}

impl Words<'_> {
    /// Words of the document as a quotation.
    pub(super) fn quoted(self, quote: Quote) -> String {
        quoted(self.quotes.words(quote))
    }

    /// A column of the row, and what says that it holds such things.
    pub(super) fn column(self, ground: ColumnGround, things: &str) -> String {
        let name = match ground.heading {
            Headed::Column(heading) => self.headed("column", heading),
            Headed::Row(label) => self.headed("row", label),
            Headed::Across => "the headings of the table, which lies on its side".to_owned(),
            Headed::Shape => return format!("the part of the card, block or list that holds {things}"),
        };
        match ground.role {
            Reason::Heading => name,
            Reason::Layout => format!("{name}, which holds {things} as the layout says"),
            Reason::Contents => format!("{name}, which holds {things} by what stands in it"),
            Reason::Position => format!("{name}, which holds {things} by its place and what stands in it"),
            Reason::Neighbours => format!("{name}, which holds {things} by the columns beside it"),
            Reason::Caption => format!("{name}, which holds {things} by the words over the table"),
        }
    }

    fn headed(self, what: &str, heading: Quote) -> String {
        match self.quotes.words(heading) {
            "" => format!("a {what} without a heading"),
            words => format!("the {what} {}", quoted(words)),
        }
    }

    /// Words that the row prints in another column.
    pub(super) fn in_row(self, cell: RowCell, things: &str) -> String {
        format!("{} in {}", self.quoted(cell.words), self.column(cell.column, things))
    }
}

/// Printed words as a quotation.
pub(super) fn quoted(words: &str) -> String {
    format!("“{}”", shortened(words))
}

/// Printed words, cut where they are many.
pub(super) fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

/// A sentence as the rest of one: `No layout was recognised.` as `no layout was recognised`.
pub(super) fn clause(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The days of a period.
pub(super) fn days(period: Period) -> String {
    match period {
        Period { start, end, .. } if start == end => start.to_string(),
        Period { start, end, .. } => format!("{start} to {end}"),
    }
}

/// The year from April or September, as it is printed, in which a day lies: `2022/23`.
pub(super) fn year_from(month: i8, day: Date) -> String {
    let first = if day.month() < month { day.year() - 1 } else { day.year() };
    format!("{first}/{:02}", (first + 1).rem_euclid(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_letters() {
        assert_eq!(quoted("Q1"), "“Q1”");
        assert_eq!(quoted(&"é".repeat(90)), format!("“{}…”", "é".repeat(80)));
    }

    #[test]
    fn years_are_printed_as_councils_do() {
        assert_eq!(year_from(4, Date::constant(2023, 3, 31)), "2022/23");
        assert_eq!(year_from(9, Date::constant(1999, 9, 1)), "1999/00");
    }
}
