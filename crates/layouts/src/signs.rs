//! Signs that stand apart from their figures: `+ 106,270` and `- 1,685` down one column.
//!
//! A dash apart from a figure may be a bullet, or stand for a value that was left out. In a column that prints `+` apart
//! too, and no figure without a sign but naught, it is a minus.

use std::borrow::Cow;

use boardlift_model::Cell;

/// The dashes that stand for a minus.
const MINUS: [char; 3] = ['-', '−', '–'];

/// Whether a column prints its figures with signs apart.
pub(crate) fn stand_apart<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let mut has_plus = false;
    for cell in cells {
        let text = cell.text.trim();
        let is_unsigned = text.starts_with(|c: char| c.is_ascii_digit());
        if is_unsigned && text.contains(|c: char| matches!(c, '1'..='9')) {
            return false;
        }
        has_plus |= text.strip_prefix('+').is_some_and(|figure| figure.starts_with(' '));
    }
    has_plus
}

/// The words of a cell of such a column with its minus joined to its figure.
pub(crate) fn joined(text: &str) -> Cow<'_, str> {
    let figure = text.strip_prefix(MINUS).filter(|rest| rest.starts_with(' ')).map(str::trim_start);
    match figure.filter(|figure| figure.starts_with(|c: char| c.is_ascii_digit() || c == '£')) {
        Some(figure) => Cow::Owned(format!("-{figure}")),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_minus_apart_beside_a_plus_apart() {
        check(
            "Area | 2022/23 | Change\nNorth | 50 | + 3.1%\nSouth | 60 | - 2%\nWest | 70 | 0%",
            &[
                "North · 2022/23 · actual 2022-04-01..2023-03-31 · `50` reported = 50",
                "North · Change · actual · `+ 3.1%` reported = 3.1 percent !role_inferred",
                "South · 2022/23 · actual 2022-04-01..2023-03-31 · `60` reported = 60",
                "South · Change · actual · `- 2%` reported = -2 percent !role_inferred",
                "West · 2022/23 · actual 2022-04-01..2023-03-31 · `70` reported = 70",
                "West · Change · actual · `0%` reported = 0 percent !role_inferred",
            ],
        );
    }

    #[test]
    fn a_dash_apart_where_figures_have_no_signs() {
        check(
            "Area | Change\nNorth | + 3.1%\nSouth | - 2%\nWest | 0.5%",
            &[
                "North · Change · actual · `+ 3.1%` reported = 3.1 percent !role_inferred",
                "South · Change · actual · `- 2%` text !role_inferred",
                "West · Change · actual · `0.5%` reported = 0.5 percent !role_inferred",
            ],
        );
    }

    #[test]
    fn a_dash_apart_alone() {
        check(
            "Measure | 2022/23\nRate of plans | 5%\nRate of visits | - 2%",
            &[
                "Rate of plans · 2022/23 · actual 2022-04-01..2023-03-31 · `5%` reported = 5 percent",
                "Rate of visits · 2022/23 · actual 2022-04-01..2023-03-31 · `- 2%` text",
            ],
        );
    }
}
