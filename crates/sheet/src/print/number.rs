//! Digits into their places: `#,##0.0`, `0.00E+00`, `# ?/?`.

use std::fmt::Write as _;

use super::code::{Pad, Part, Section};
use super::decimal::Decimal;

/// The largest number of digits that the denominator of a fraction is looked for with.
const MAX_FRACTION_DIGITS: usize = 5;

/// How a section lays its digits out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The places of digits before the point, after it, and in the exponent.
    whole: usize,
    decimals: usize,
    /// By which power of ten the number is multiplied: per cent signs count up, commas behind the digits down.
    pub(super) shift: i32,
    /// Whether commas part the thousands.
    is_grouped: bool,
    /// Whether it prints an exponent.
    has_exponent: bool,
    /// Where the stroke of a fraction stands.
    stroke: Option<usize>,
}

impl Layout {
    /// How a section lays its digits out; nothing where it has no place for a digit.
    pub(super) fn of(section: &Section) -> Option<Self> {
        let parts = &section.parts;
        let is_digit = |part: &Part| matches!(part, Part::Digit(_));
        let exponent = parts.iter().position(|part| matches!(part, Part::Exponent(_)));
        let mantissa = parts.get(..exponent.unwrap_or(parts.len())).unwrap_or_default();
        let point = mantissa.iter().position(|part| *part == Part::Point).unwrap_or(mantissa.len());
        let (before, after) = mantissa.split_at(point);
        let last = before.iter().rposition(is_digit);
        let first = before.iter().position(is_digit);
        let commas = |range: &[Part]| range.iter().filter(|part| **part == Part::Comma).count();
        let inside = first.zip(last).and_then(|(first, last)| before.get(first..last)).unwrap_or_default();
        // Commas between the last digit before the point and what follows scale; those after the decimals too.
        let tail = last.and_then(|last| before.get(last + 1..)).unwrap_or_default();
        let leading = tail.iter().take_while(|part| **part == Part::Comma).count();
        let behind =
            after.iter().rposition(is_digit).and_then(|last| after.get(last + 1..)).unwrap_or_default();
        let thousands = leading + behind.iter().take_while(|part| **part == Part::Comma).count();
        let percents = parts.iter().filter(|part| **part == Part::Percent).count();
        let places = |count: usize, each: i32| i32::try_from(count).unwrap_or(i32::MAX).saturating_mul(each);
        let layout = Layout {
            whole: before.iter().filter(|part| is_digit(part)).count(),
            decimals: after.iter().filter(|part| is_digit(part)).count(),
            shift: places(percents, 2).saturating_sub(places(thousands, 3)),
            is_grouped: commas(inside) > 0,
            has_exponent: exponent.is_some(),
            stroke: stroke(parts),
        };
        (layout.whole + layout.decimals > 0).then_some(layout)
    }

    /// Whether it prints a fraction.
    pub(super) fn is_fraction(&self) -> bool {
        self.stroke.is_some()
    }

    /// The number without its sign, as the section prints it, and whether what is printed is zero.
    pub(super) fn print(&self, number: &Decimal, section: &Section) -> String {
        if let Some(stroke) = self.stroke {
            return fraction(number, section, stroke);
        }
        let number = number.shifted(self.shift);
        if !self.has_exponent {
            return self.fixed(&number.rounded(self.decimals), &section.parts);
        }
        let (mantissa, exponent) = self.scaled(&number);
        let at = section.parts.iter().position(|part| matches!(part, Part::Exponent(_)));
        let (before, after) = section.parts.split_at(at.unwrap_or(section.parts.len()));
        let mut text = self.fixed(&mantissa, before);
        push_exponent(exponent, after, &mut text);
        text
    }

    /// The number as a mantissa that has the section's places before the point, and its exponent.
    fn scaled(&self, number: &Decimal) -> (Decimal, i32) {
        let step = i32::try_from(self.whole.max(1)).unwrap_or(1);
        let exponent = |number: &Decimal| {
            // One place prints one digit; several print the exponents that they divide.
            if number.is_zero() { 0 } else { number.magnitude().div_euclid(step) * step }
        };
        let first = exponent(number);
        let rounded = number.shifted(-first).rounded(self.decimals);
        let carried = exponent(&rounded);
        (rounded.shifted(-carried), first + carried)
    }

    /// Digits into their places; `number` has no more decimals than the section.
    fn fixed(&self, number: &Decimal, parts: &[Part]) -> String {
        let wholes = number.wholes();
        let mut text = String::with_capacity(16);
        let (mut left, mut decimal) = (self.whole, 0);
        let mut is_behind = false;
        for part in parts {
            match part {
                Part::Digit(pad) if is_behind => {
                    push_decimal(number, decimal, *pad, &mut text);
                    decimal += 1;
                }
                Part::Digit(pad) => {
                    let from = if left == self.whole { wholes.max(left) } else { left };
                    left -= 1;
                    for place in (left..from).rev() {
                        self.push_digit(number, place, *pad, &mut text);
                    }
                }
                Part::Point => {
                    if self.whole == 0 && !is_behind {
                        (0..wholes)
                            .rev()
                            .for_each(|place| self.push_digit(number, place, Pad::Zero, &mut text));
                    }
                    is_behind = true;
                    text.push('.');
                }
                Part::Percent => text.push('%'),
                Part::Stroke => text.push('/'),
                Part::Words(words) => text.push_str(words),
                _ => {}
            }
        }
        text
    }

    /// The digit that so many stand behind of, or what stands in its place.
    fn push_digit(&self, number: &Decimal, place: usize, pad: Pad, text: &mut String) {
        let printed = match (number.whole(place), pad) {
            (Some(digit), _) => char::from(b'0' + digit),
            (None, Pad::Zero) => '0',
            (None, Pad::Space) => ' ',
            (None, Pad::Nothing) => return,
        };
        text.push(printed);
        if self.is_grouped && printed != ' ' && place > 0 && place.is_multiple_of(3) {
            text.push(',');
        }
    }
}

/// A decimal, or what stands in its place where only zeros follow.
fn push_decimal(number: &Decimal, index: usize, pad: Pad, text: &mut String) {
    match pad {
        Pad::Nothing if index >= number.decimals() => {}
        Pad::Space if index >= number.decimals() => text.push(' '),
        _ => text.push(char::from(b'0' + number.decimal(index))),
    }
}

/// An exponent and the words behind it.
fn push_exponent(exponent: i32, parts: &[Part], text: &mut String) {
    let places = parts.iter().filter(|part| matches!(part, Part::Digit(_))).count();
    let mut is_printed = false;
    for part in parts {
        match part {
            Part::Exponent(has_plus) => {
                text.push('E');
                match exponent {
                    ..0 => text.push('-'),
                    _ if *has_plus => text.push('+'),
                    _ => {}
                }
            }
            Part::Digit(_) if !is_printed => {
                is_printed = true;
                // Writing to a string can't fail.
                let _ = write!(text, "{:0places$}", exponent.unsigned_abs());
            }
            Part::Words(words) => text.push_str(words),
            Part::Percent => text.push('%'),
            _ => {}
        }
    }
}

/// Where the stroke of a fraction stands: between digits, with no point among them.
fn stroke(parts: &[Part]) -> Option<usize> {
    let at = parts.iter().position(|part| *part == Part::Stroke)?;
    let (before, after) = parts.split_at(at);
    let has_digit = |parts: &[Part]| parts.iter().any(|part| matches!(part, Part::Digit(_)));
    let is_bound = |part: &Part| matches!(part, Part::Digit(_)) || fixed_digits(part).is_some();
    let is_plain = !parts.contains(&Part::Point);
    (is_plain && has_digit(before) && after.get(1).is_some_and(is_bound)).then_some(at)
}

/// The digits of a denominator that the code gives, as in `?/8`.
fn fixed_digits(part: &Part) -> Option<&str> {
    match part {
        Part::Words(words) if words.bytes().all(|byte| byte.is_ascii_digit()) && !words.is_empty() => {
            Some(words)
        }
        _ => None,
    }
}

/// A whole number and a fraction, or a fraction alone.
fn fraction(number: &Decimal, section: &Section, stroke: usize) -> String {
    let (before, after) = section.parts.split_at(stroke);
    // The numerator's places stand right before the stroke; places before these are for the whole number.
    let numerator = before.iter().rposition(|part| !matches!(part, Part::Digit(_))).map_or(0, |gap| gap + 1);
    let has_whole = before.iter().take(numerator).any(|part| matches!(part, Part::Digit(_)));
    let value = number.value();
    let whole = if has_whole { value.floor() } else { 0.0 };
    let (top, bottom) = ratio(value - whole, after.get(1..).unwrap_or_default());
    let (whole, top) = if has_whole && top >= bottom { (whole + 1.0, 0.0) } else { (whole, top) };
    let mut text = String::new();
    for part in before.iter().take(numerator) {
        if let Part::Words(words) = part {
            text.push_str(if words.trim().is_empty() { "" } else { words });
        }
    }
    if has_whole && (whole > 0.0 || top <= 0.0) {
        let _ = write!(text, "{whole}");
    }
    if !has_whole || top > 0.0 {
        let gap = if text.is_empty() { "" } else { " " };
        let _ = write!(text, "{gap}{top}/{bottom}");
    }
    let tail = after.iter().skip(1).filter(|part| fixed_digits(part).is_none());
    for part in tail {
        if let Part::Words(words) = part {
            text.push_str(words);
        }
    }
    text
}

/// The fraction nearest to a value below one, with the denominator that the parts ask for.
fn ratio(value: f64, parts: &[Part]) -> (f64, f64) {
    // The zeros of `?/100` are digits of the denominator, as they follow one.
    let is_zero = |part: &&Part| matches!(part, Part::Digit(Pad::Zero));
    let mut fixed: String = parts.iter().map_while(fixed_digits).collect();
    if !fixed.is_empty() {
        fixed.extend(parts.iter().skip_while(|part| !is_zero(part)).take_while(is_zero).map(|_| '0'));
    }
    if let Some(bottom) = fixed.parse().ok().filter(|bottom: &f64| *bottom > 0.0) {
        return ((value * bottom).round(), bottom);
    }
    let places = parts.iter().take_while(|part| matches!(part, Part::Digit(_))).count();
    let largest = 10_f64.powi(i32::try_from(places.clamp(1, MAX_FRACTION_DIGITS)).unwrap_or(1)) - 1.0;
    // The convergents of the continued fraction, as long as their denominators fit.
    let (mut before, mut now) = ((0.0, 1.0), (1.0, 0.0));
    let mut rest = value;
    loop {
        let whole = rest.floor();
        let next = (whole * now.0 + before.0, whole * now.1 + before.1);
        if next.1 > largest {
            return now;
        }
        (before, now) = (now, next);
        if rest - whole < 1e-9 {
            return now;
        }
        rest = 1.0 / (rest - whole);
    }
}
