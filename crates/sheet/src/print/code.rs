//! Number format codes, parsed: `_-£#,##0.0%;[Red]-0` to sections of parts (ECMA-376 part 1, 18.8.31).
//!
//! Every code parses. What it can't mean is taken as words, as spreadsheets do when they load a file.

use boardlift_model::Rgb;

/// One section of a code.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Section {
    /// Its parts from left to right.
    pub(super) parts: Vec<Part>,
    /// When it applies, where it says so itself.
    pub(super) condition: Option<Condition>,
    /// The colour that it prints in.
    pub(super) ink: Option<Rgb>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Words and signs that print as they are.
    Words(String),
    /// A place for a digit: `0`, `#` or `?`.
    Digit(Pad),
    /// The decimal point.
    Point,
    /// A comma.
    Comma,
    /// A per cent sign.
    Percent,
    /// `E+` or `E-`: an exponent follows, and whether its plus is printed.
    Exponent(bool),
    /// The stroke of a fraction, or of a date.
    Stroke,
    /// `General`.
    General,
    /// `@`: the words of the cell.
    Text,
    /// A part of a date or a time.
    Time(Time),
}

/// What stands in a digit's place where the number has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pad {
    /// A zero.
    Zero,
    /// Nothing.
    Nothing,
    /// A space.
    Space,
}

/// A part of a date or a time, with the number of letters that it is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Year(usize),
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// Decimals of a second.
    Fraction(usize),
    /// `AM/PM` (true) or `A/P`.
    Half(bool),
    /// `[h]`: all hours.
    Hours(usize),
    /// `[m]`: all minutes.
    Minutes(usize),
    /// `[s]`: all seconds.
    Seconds(usize),
}

/// Which numbers a section is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Condition {
    Less(f64),
    AtMost(f64),
    Equal(f64),
    Other(f64),
    AtLeast(f64),
    More(f64),
}

impl Condition {
    /// Whether it holds.
    pub(super) fn holds(self, value: f64) -> bool {
        match self {
            Condition::Less(bound) => value < bound,
            Condition::AtMost(bound) => value <= bound,
            // Equal as the code says it: to the last digit.
            Condition::Equal(bound) => value.total_cmp(&bound).is_eq(),
            Condition::Other(bound) => value.total_cmp(&bound).is_ne(),
            Condition::AtLeast(bound) => value >= bound,
            Condition::More(bound) => value > bound,
        }
    }

    /// Whether it holds for negative numbers only, so that their sign goes without saying.
    pub(super) fn is_negative(self) -> bool {
        match self {
            Condition::Less(bound) => bound <= 0.0,
            Condition::AtMost(bound) | Condition::Equal(bound) => bound < 0.0,
            _ => false,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let end = text.find(|char| !matches!(char, '<' | '>' | '=')).unwrap_or(text.len());
        let (sign, bound) = text.split_at(end);
        let bound = bound.trim().parse().ok().filter(|bound: &f64| bound.is_finite())?;
        match sign {
            "<" => Some(Condition::Less(bound)),
            "<=" => Some(Condition::AtMost(bound)),
            "=" => Some(Condition::Equal(bound)),
            "<>" => Some(Condition::Other(bound)),
            ">=" => Some(Condition::AtLeast(bound)),
            ">" => Some(Condition::More(bound)),
            _ => None,
        }
    }
}

/// The sections of a code, at least one.
pub(super) fn parse(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut parser = Parser { rest: code, section: Section::default() };
    loop {
        if parser.take(";") {
            sections.push(parser.finish());
        } else if !parser.part() {
            sections.push(parser.finish());
            return sections;
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
    section: Section,
}

impl Parser<'_> {
    /// Takes one part off the code; false at its end.
    fn part(&mut self) -> bool {
        let Some(char) = self.rest.chars().next() else { return false };
        let (lower, length) = (char.to_ascii_lowercase(), self.run(char));
        let (part, taken) = match lower {
            '"' => {
                self.quoted();
                return true;
            }
            '[' => {
                self.bracketed();
                return true;
            }
            '\\' => (Part::Words(self.rest.chars().nth(1).into_iter().collect()), self.after_next(1)),
            // A gap as wide as the sign that follows.
            '_' => (Part::Words(" ".to_owned()), self.after_next(1)),
            // The sign that follows fills the column, however wide that is.
            '*' => (Part::Words(String::new()), self.after_next(1)),
            '0' => (Part::Digit(Pad::Zero), 1),
            '#' => (Part::Digit(Pad::Nothing), 1),
            '?' => (Part::Digit(Pad::Space), 1),
            '.' => (Part::Point, 1),
            ',' => (Part::Comma, 1),
            '%' => (Part::Percent, 1),
            '/' => (Part::Stroke, 1),
            '@' => (Part::Text, 1),
            'g' if self.begins("general") => (Part::General, "general".len()),
            'e' if self.begins("e+") => (Part::Exponent(true), 2),
            'e' if self.begins("e-") => (Part::Exponent(false), 2),
            'a' if self.begins("am/pm") => (Part::Time(Time::Half(true)), "am/pm".len()),
            'a' if self.begins("a/p") => (Part::Time(Time::Half(false)), "a/p".len()),
            'y' => (Part::Time(Time::Year(length)), length),
            'm' => (Part::Time(Time::Month(length)), length),
            'd' => (Part::Time(Time::Day(length)), length),
            'h' => (Part::Time(Time::Hour(length)), length),
            's' => (Part::Time(Time::Second(length)), length),
            _ => (Part::Words(char.to_string()), char.len_utf8()),
        };
        self.section.parts.push(part);
        self.rest = self.rest.get(taken..).unwrap_or_default();
        true
    }

    /// The section, tidied up; the next one begins.
    fn finish(&mut self) -> Section {
        let mut section = std::mem::take(&mut self.section);
        if section.is_time() {
            settle_minutes(&mut section.parts);
            settle_fractions(&mut section.parts);
        }
        section
    }

    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn begins(&self, word: &str) -> bool {
        self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    }

    /// How often the letter is repeated.
    fn run(&self, char: char) -> usize {
        self.rest.chars().take_while(|next| next.eq_ignore_ascii_case(&char)).count()
    }

    /// How many bytes the first `count` characters and the one after them have.
    fn after_next(&self, count: usize) -> usize {
        self.rest.chars().take(count + 1).map(char::len_utf8).sum()
    }

    fn quoted(&mut self) {
        let inside = self.rest.get(1..).unwrap_or_default();
        let (words, rest) = inside.split_once('"').unwrap_or((inside, ""));
        self.section.parts.push(Part::Words(words.to_owned()));
        self.rest = rest;
    }

    /// A colour, a condition, a currency, a language or all hours, minutes or seconds.
    fn bracketed(&mut self) {
        let inside = self.rest.get(1..).unwrap_or_default();
        let (inside, rest) = inside.split_once(']').unwrap_or((inside, ""));
        self.rest = rest;
        if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.rsplit_once('-').map_or(currency, |(sign, _)| sign);
            self.section.parts.push(Part::Words(sign.to_owned()));
        } else if let Some(time) = elapsed(inside) {
            self.section.parts.push(Part::Time(time));
        } else if let Some(condition) = Condition::parse(inside) {
            self.section.condition = Some(condition);
        } else if let Some(ink) = colour(inside) {
            self.section.ink = Some(ink);
        }
    }
}

impl Section {
    /// Whether it prints a date or a time.
    pub(super) fn is_time(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Time(_)))
    }

    /// Whether it has this part.
    pub(super) fn has(&self, part: &Part) -> bool {
        self.parts.contains(part)
    }
}

fn elapsed(inside: &str) -> Option<Time> {
    let first = inside.chars().next()?.to_ascii_lowercase();
    let is_run = inside.chars().all(|char| char.eq_ignore_ascii_case(&first));
    match first {
        'h' if is_run => Some(Time::Hours(inside.len())),
        'm' if is_run => Some(Time::Minutes(inside.len())),
        's' if is_run => Some(Time::Seconds(inside.len())),
        _ => None,
    }
}

/// The eight colours that have names; the first eight numbered ones are the same.
fn colour(inside: &str) -> Option<Rgb> {
    let name = inside.to_ascii_lowercase();
    let number = name.strip_prefix("color").map(str::trim);
    let (red, green, blue) = match number.unwrap_or(&name) {
        "black" | "1" => (0, 0, 0),
        "white" | "2" => (255, 255, 255),
        "red" | "3" => (255, 0, 0),
        "green" | "4" => (0, 255, 0),
        "blue" | "5" => (0, 0, 255),
        "yellow" | "6" => (255, 255, 0),
        "magenta" | "7" => (255, 0, 255),
        "cyan" | "8" => (0, 255, 255),
        _ => return None,
    };
    Some(Rgb { red, green, blue })
}

/// `m` and `mm` are minutes behind hours and before seconds, else months.
fn settle_minutes(parts: &mut [Part]) {
    let times: Vec<(usize, Time)> = parts
        .iter()
        .enumerate()
        .filter_map(|(index, part)| match part {
            Part::Time(Time::Half(_)) => None,
            Part::Time(time) => Some((index, *time)),
            _ => None,
        })
        .collect();
    for (place, &(index, time)) in times.iter().enumerate() {
        let Time::Month(length @ 1..=2) = time else { continue };
        let before = place.checked_sub(1).and_then(|before| times.get(before)).map(|(_, time)| time);
        let after = times.get(place + 1).map(|(_, time)| time);
        let is_minute = matches!(before, Some(Time::Hour(_) | Time::Hours(_)))
            || matches!(after, Some(Time::Second(_) | Time::Seconds(_)));
        if let Some(part) = parts.get_mut(index).filter(|_| is_minute) {
            *part = Part::Time(Time::Minute(length));
        }
    }
}

/// A point and zeros behind seconds are their decimals.
fn settle_fractions(parts: &mut Vec<Part>) {
    let mut settled: Vec<Part> = Vec::with_capacity(parts.len());
    let mut rest = parts.drain(..).peekable();
    while let Some(part) = rest.next() {
        let follows = matches!(settled.last(), Some(Part::Time(Time::Second(_) | Time::Seconds(_))));
        if part != Part::Point || !follows || rest.peek() != Some(&Part::Digit(Pad::Zero)) {
            settled.push(part);
            continue;
        }
        let mut length = 0;
        while rest.next_if_eq(&Part::Digit(Pad::Zero)).is_some() {
            length += 1;
        }
        settled.push(Part::Time(Time::Fraction(length)));
    }
    drop(rest);
    *parts = settled;
}
