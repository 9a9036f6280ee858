//! From the letters of a formula to its parts (ECMA-376, 18.17).

use boardlift_model::Address;

use super::{Comparison, Formula, Operation, Reference};

/// The longest formula (Office's limit).
const LONGEST: usize = 8_192;

/// How deep its parts may lie in each other: more than anybody writes, and no strain on the stack.
const DEEPEST: usize = 48;

/// The most cells, numbers and texts in one: each may lie one deeper than the one before.
const MOST_PARTS: usize = 256;

/// Parses a formula without its `=`; nothing for one that isn't certain to be understood.
pub(crate) fn parse(text: &str) -> Option<Formula> {
    let mut parser = Parser { rest: text.trim(), depth: 0, parts: 0 };
    let formula = (text.len() <= LONGEST).then(|| parser.comparison())??;
    parser.rest.is_empty().then_some(formula)
}

/// A cell's address in A1 style, with or without `$`; nothing where the text isn't one from its beginning to its end.
pub(crate) fn reference(text: &str) -> Option<Reference> {
    let (fixed_column, text) = without_dollar(text);
    let letters = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    let (name, row) = text.split_at(letters);
    let (fixed_row, row) = without_dollar(row);
    let is_row = row.len() <= 7 && row.bytes().all(|digit| digit.is_ascii_digit());
    if !(1..=3).contains(&letters) || !is_row {
        return None;
    }
    let place = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = name.bytes().fold(0, |column, letter| column * 26 + place(letter)) - 1;
    let row = row.parse::<u32>().ok()?.checked_sub(1)?;
    Some(Reference { address: Address { row, column }, fixed_row, fixed_column })
}

fn without_dollar(text: &str) -> (bool, &str) {
    text.strip_prefix('$').map_or((false, text), |rest| (true, rest))
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
    parts: usize,
}

impl<'a> Parser<'a> {
    fn comparison(&mut self) -> Option<Formula> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut formula = self.joined()?;
        while let Some(comparison) = self.comparison_sign() {
            formula = Formula::Compare(Box::new([formula, self.joined()?]), comparison);
        }
        self.depth -= 1;
        Some(formula)
    }

    fn joined(&mut self) -> Option<Formula> {
        let mut formula = self.sum()?;
        while self.takes("&") {
            formula = Formula::Joined(Box::new([formula, self.sum()?]));
        }
        Some(formula)
    }

    fn sum(&mut self) -> Option<Formula> {
        let mut formula = self.product()?;
        while let Some(operation) = self.one_of([("+", Operation::Add), ("-", Operation::Subtract)]) {
            formula = Formula::Arithmetic(Box::new([formula, self.product()?]), operation);
        }
        Some(formula)
    }

    fn product(&mut self) -> Option<Formula> {
        let mut formula = self.signed()?;
        while let Some(operation) = self.one_of([("*", Operation::Multiply), ("/", Operation::Divide)]) {
            formula = Formula::Arithmetic(Box::new([formula, self.signed()?]), operation);
        }
        Some(formula)
    }

    fn signed(&mut self) -> Option<Formula> {
        let mut is_negative = false;
        while let Some(flips) = self.one_of([("-", true), ("+", false)]) {
            is_negative ^= flips;
        }
        let mut formula = self.single()?;
        while self.takes("%") {
            formula = Formula::Arithmetic(Box::new([formula, Formula::Number(100.0)]), Operation::Divide);
        }
        Some(match (is_negative, formula) {
            (true, Formula::Number(number)) => Formula::Number(-number),
            (true, formula) => {
                Formula::Arithmetic(Box::new([Formula::Number(0.0), formula]), Operation::Subtract)
            }
            (false, formula) => formula,
        })
    }

    fn single(&mut self) -> Option<Formula> {
        if self.takes("(") {
            let inner = self.comparison()?;
            return self.takes(")").then_some(inner);
        }
        self.parts += 1;
        match self.rest.chars().next().filter(|_| self.parts <= MOST_PARTS)? {
            '"' => self.text(),
            digit if digit.is_ascii_digit() || digit == '.' => self.number(),
            _ => self.word(),
        }
    }

    fn text(&mut self) -> Option<Formula> {
        let mut words = String::new();
        let mut rest = self.rest.strip_prefix('"')?;
        loop {
            let (before, behind) = rest.split_once('"')?;
            words.push_str(before);
            rest = behind;
            // A quote is written twice.
            let Some(behind) = rest.strip_prefix('"') else { break };
            words.push('"');
            rest = behind;
        }
        self.rest = rest.trim_start();
        Some(Formula::Text(words.into()))
    }

    fn number(&mut self) -> Option<Formula> {
        let bytes = self.rest.as_bytes();
        let is_part = |place: usize| match bytes[place] {
            b'+' | b'-' => place > 0 && matches!(bytes[place - 1], b'e' | b'E'),
            byte => byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E'),
        };
        let end = (0..bytes.len()).find(|&place| !is_part(place));
        self.take(end.unwrap_or(bytes.len())).parse().ok().map(Formula::Number)
    }

    /// A truth, a cell or a function.
    fn word(&mut self) -> Option<Formula> {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '$' | '.' | '_');
        let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
        let word = self.take(end).to_ascii_uppercase();
        if self.takes("(") {
            return Some(Formula::Call(word.parse().ok()?, self.arguments()?));
        }
        // A range, or a cell of another sheet.
        if self.rest.starts_with([':', '!']) {
            return None;
        }
        match word.as_str() {
            "TRUE" => Some(Formula::Truth(true)),
            "FALSE" => Some(Formula::Truth(false)),
            word => reference(word).map(Formula::Cell),
        }
    }

    fn arguments(&mut self) -> Option<Vec<Formula>> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Some(arguments);
        }
        loop {
            arguments.push(self.comparison()?);
            if self.takes(")") {
                return Some(arguments);
            }
            // The second sign is that of ODF.
            if !(self.takes(",") || self.takes(";")) {
                return None;
            }
        }
    }

    fn comparison_sign(&mut self) -> Option<Comparison> {
        self.one_of([
            ("<>", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("=", Comparison::Equal),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ])
    }

    fn one_of<T, const N: usize>(&mut self, signs: [(&str, T); N]) -> Option<T> {
        signs.into_iter().find(|(sign, _)| self.takes(sign)).map(|(_, meaning)| meaning)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.map_or(self.rest, str::trim_start);
        rest.is_some()
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest.trim_start();
        word
    }
}
