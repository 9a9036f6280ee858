//! Printed fractions, in value cells and in notes.

use boardlift_model::Fraction;

use super::cursor::is_of_word;
use super::{Cursor, FoundFraction};

/// Whom and what boards count: words that make `15/16` a fraction and not a school year.
pub(crate) const COUNTED: &[&str] = &[
    "adults",
    "appeals",
    "assessments",
    "audits",
    "c&yp",
    "carers",
    "cases",
    "children",
    "complaints",
    "cyp",
    "ehcps",
    "families",
    "learners",
    "parents",
    "patients",
    "people",
    "plans",
    "pupils",
    "referrals",
    "requests",
    "respondents",
    "responses",
    "reviews",
    "schools",
    "students",
    "yp",
];

/// Words before which `1/2` is a part of a day or a school year: `1/2 term`.
const PARTED: &[&str] = &["day", "days", "term", "terms", "termly", "year", "yearly", "hour", "hours"];

/// Words behind which `3/4` names two things of a list: `Years 3/4`.
const LISTED: &[&str] = &[
    "year",
    "years",
    "yr",
    "yrs",
    "tier",
    "tiers",
    "level",
    "levels",
    "stage",
    "stages",
    "ks",
    "band",
    "bands",
    "phase",
    "phases",
    "group",
    "groups",
    "class",
    "grade",
    "grades",
    "page",
    "pages",
    "section",
    "sections",
    "part",
    "parts",
    "appendix",
    "kpi",
    "kpis",
    "indicator",
    "indicators",
    "ref",
    "no",
    "week",
    "weeks",
    "age",
    "ages",
    "aged",
    "priority",
    "priorities",
];

/// The fraction of a note that belongs to the row's figure: `17/19`, `495/1 538`, `3/212 with a plan issued`.
///
/// It is the one that the note begins with, or the only one. A second fraction in the first's sentence leaves open
/// which is meant: nothing is given. Dates and school years are no fractions, neither is what may be one
/// (`as at 3/4`, `22/23 target missed`), unless the note is the fraction alone (`15/16`) or counts something
/// (`15/16 parents`). `span` is in bytes of `text`.
pub fn fraction_in_note(text: &str) -> Option<FoundFraction> {
    let mut fractions = Candidates { text, at: 0 };
    let first = fractions.next()?;
    let before = text.get(..first.span.start)?.trim_start_matches([' ', '(', '\u{A0}']);
    let after = text.get(first.span.end..)?;
    let accepted = match fractions.next() {
        None if before.is_empty() => may_lead(&first, after),
        None => may_follow(&first, before, after),
        Some(second) => {
            let between = text.get(first.span.end..second.span.start)?;
            before.is_empty() && between.contains(['.', ';', '\n']) && may_lead(&first, after)
        }
    };
    accepted.then_some(first)
}

/// Whether two numbers may be a school or financial year of our time: `22/23`, `2022/23`.
pub(crate) fn is_academic_pair(fraction: Fraction) -> bool {
    let Fraction { numerator, denominator } = fraction;
    (13.0..40.0).contains(&numerator) && (0.5..1.5).contains(&(denominator - numerator))
}

/// Reads the fraction at the cursor. See [`super::fraction`].
pub(super) fn read(cursor: &mut Cursor) -> Option<FoundFraction> {
    let mut ahead = cursor.clone();
    let start = ahead.at();
    let numerator = count(&mut ahead)?;
    joint(&mut ahead)?;
    let mut denominator = count(&mut ahead)?;
    if is_dated(numerator, denominator) {
        return None;
    }
    let mut malformed = false;
    if numerator > denominator {
        denominator = joined_over_wrap(&mut ahead, numerator, denominator)?;
        malformed = true;
    }
    if denominator == 0 || goes_on(ahead.rest()) {
        return None;
    }
    let span = start..ahead.at();
    *cursor = ahead;
    let fraction = Fraction { numerator: f64::from(numerator), denominator: f64::from(denominator) };
    Some(FoundFraction { fraction, malformed, span })
}

/// A whole number with or without thousands commas. A needless zero is a date's.
fn count(cursor: &mut Cursor) -> Option<u32> {
    let mut digits = cursor.digits().to_owned();
    if digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    while cursor.rest().starts_with(',') {
        let mut ahead = cursor.clone();
        ahead.eat(',');
        let group = ahead.digits();
        if group.len() != 3 || digits.len() > 6 {
            break;
        }
        digits.push_str(group);
        *cursor = ahead;
    }
    digits.parse().ok()
}

/// `/` with a space on either side, `of`, `out of`.
fn joint(cursor: &mut Cursor) -> Option<()> {
    cursor.eat(' ');
    let slash = cursor.eat_any(&['/', '⁄', '∕']).is_some();
    let found = slash || ["out of the", "out of", "of the", "of"].iter().any(|words| cursor.eat_words(words));
    let spaced = cursor.eat(' ');
    (slash || found && spaced).then_some(())
}

/// `2021/22`, `2021/2022`, `3/2021`: never a fraction, whatever stands around it.
fn is_dated(upper: u32, lower: u32) -> bool {
    let year = |number| (1990..2100).contains(&number);
    let next = upper + 1;
    year(upper) && (lower == next || lower == next % 100) || (1..=12).contains(&upper) && year(lower)
}

/// A column that wraps cuts `1538` into `1 538`. The pieces are joined only where the fraction as it stands is
/// greater than one and the joined one is not, and where it cannot be a day and a month.
fn joined_over_wrap(cursor: &mut Cursor, numerator: u32, denominator: u32) -> Option<u32> {
    let could_be_date = numerator <= 31 && denominator <= 12;
    let mut ahead = cursor.clone();
    let group = ahead.eat(' ').then(|| ahead.digits()).filter(|group| (1..=3).contains(&group.len()))?;
    let joined: u32 = format!("{denominator}{group}").parse().ok()?;
    (!could_be_date && numerator <= joined).then(|| {
        *cursor = ahead;
        joined
    })
}

/// Whether a number goes on behind the fraction, so that it was none: `18/03/2022`, `12/15%`, `1/8th`, `2/3.5`.
fn goes_on(after: &str) -> bool {
    let mut ahead = after.chars();
    match ahead.next() {
        None => false,
        Some('%' | '/' | '£') => true,
        Some('.' | ',' | ':' | '-' | '–') => ahead.next().is_some_and(|c| c.is_ascii_digit()),
        Some(' ') => {
            let word = ahead.as_str().trim_start();
            word.starts_with('%')
        }
        Some(c) => is_of_word(c),
    }
}

fn may_lead(found: &FoundFraction, after: &str) -> bool {
    let alone = !after.contains(char::is_alphanumeric);
    let doubtful = is_academic_pair(found.fraction) && !alone && !counts(after);
    !doubtful && !first_word_in(after, PARTED)
}

fn may_follow(found: &FoundFraction, before: &str, after: &str) -> bool {
    let Fraction { numerator, denominator } = found.fraction;
    let could_be_day = numerator <= 31.0 && denominator <= 12.0;
    let could_be_year = is_academic_pair(found.fraction);
    let before = before.trim_end();
    let set_off = before.ends_with(['=', ':', '(']);
    let word = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    !LISTED.contains(&word.as_str())
        && !before.ends_with(|c: char| c.is_ascii_digit())
        && !first_word_in(after, PARTED)
        && (counts(after) || !could_be_year && (set_off || !could_be_day))
}

fn counts(after: &str) -> bool {
    first_word_in(after, COUNTED)
}

fn first_word_in(text: &str, words: &[&str]) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.contains(&first.as_str())
}

/// The fractions of a text in order, found where a number starts.
struct Candidates<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Candidates<'_> {
    type Item = FoundFraction;

    fn next(&mut self) -> Option<FoundFraction> {
        loop {
            let rest = self.text.get(self.at..)?;
            let start = self.at + rest.find(|c: char| c.is_ascii_digit())?;
            let tail = self.text.get(start..)?;
            let starts_number = !self.text.get(..start)?.ends_with(|c: char| {
                c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '-' | '–' | '£' | ':')
            });
            let found = if starts_number { read(&mut Cursor::new(tail)) } else { None };
            let run = tail.bytes().take_while(u8::is_ascii_digit).count();
            self.at = start + found.as_ref().map_or(run, |found| found.span.end);
            if let Some(FoundFraction { span, .. }) = &found {
                let span = start + span.start..start + span.end;
                return found.map(|found| FoundFraction { span, ..found });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions() {
        let cases = [
            ("17/19", "17 of 19"),
            ("409/ 442", "409 of 442"),
            ("284 / 449", "284 of 449"),
            ("17 of 19", "17 of 19"),
            ("17 out of 19", "17 of 19"),
            ("17 out of the 19 plans", "17 of 19"),
            ("1,538/2,000", "1538 of 2000"),
            ("0/1", "0 of 1"),
            ("495/1 538", "495 of 1538, malformed"),
            ("214/4 62", "214 of 462, malformed"),
            ("15/16", "15 of 16"),
            ("17/19 12", "17 of 19"),
            ("18/03/2022", "none"),
            ("31/3 22", "none"),
            ("2021/22", "none"),
            ("2021/22 345", "none"),
            ("2021/2022", "none"),
            ("3/2021", "none"),
            ("03/12", "none"),
            ("0/0", "none"),
            ("12/15%", "none"),
            ("19/17", "none"),
            ("2.5/3", "none"),
            ("1/8th", "none"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(read(&mut Cursor::new(text)).as_ref()), expected, "{text:?}");
        }
    }

    fn shown(found: Option<&FoundFraction>) -> String {
        let Some(FoundFraction { fraction, malformed, .. }) = found else { return "none".to_owned() };
        let remark = if *malformed { ", malformed" } else { "" };
        format!("{} of {}{remark}", fraction.numerator, fraction.denominator)
    }

    #[test]
    fn fractions_in_notes() {
        let cases = [
            ("17/19", "17 of 19"),
            ("10/10 parents", "10 of 10"),
            ("15/16", "15 of 16"),
            ("22/23 parents", "22 of 23"),
            ("409/ 442", "409 of 442"),
            ("495/1538 + 92%", "495 of 1538"),
            ("495/1 538", "495 of 1538, malformed"),
            ("716/1 514", "716 of 1514, malformed"),
            ("10/91. 22% is national average in 2020. Year to date % = 23%", "10 of 91"),
            ("3/212 identified with an EHC Plan issued", "3 of 212"),
            ("2/3. CYP survey was reopened in December", "2 of 3"),
            ("0/1 in favour of LA this quarter. 1/8 tribunals year to date", "0 of 1"),
            ("(17/19)", "17 of 19"),
            ("17 of 19 responses", "17 of 19"),
            ("Based on 17/19 responses", "17 of 19"),
            ("Parents: 3/4", "3 of 4"),
            ("Survey result = 3/4", "3 of 4"),
            ("Only 3/4 parents replied", "3 of 4"),
            ("In 2021/22 the figure was 117/1070", "117 of 1070"),
            ("", "none"),
            ("11/11 47/77. National average in 2020 was 58%", "none"),
            ("17/19 parents and 3/4 carers", "none"),
            ("Accessibility = 5/5 Timeliness = 4/5 Quality = 5/5", "none"),
            ("DfE pilot - 21 Apr", "none"),
            ("18/03/2022", "none"),
            ("Updated 18/03/2022", "none"),
            ("2021/22", "none"),
            ("Annual measure 2021/22", "none"),
            ("22/23 target not met", "none"),
            ("Reported for 22/23", "none"),
            ("as at 3/4", "none"),
            ("w/c 12/3", "none"),
            ("24/7 helpline", "none"),
            ("1/2 term holiday", "none"),
            ("Years 3/4 only", "none"),
            ("Tier 2/3", "none"),
            ("Y7/8", "none"),
            ("London average 3/2021 93.7%", "none"),
            ("120 interviews complete year to date", "none"),
            ("N/A", "none"),
            ("49 5/1538", "none"),
            ("13,15/16", "none"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(fraction_in_note(text).as_ref()), expected, "{text:?}");
        }
    }

    #[test]
    fn a_fraction_in_a_note_knows_its_place() {
        let found = fraction_in_note("(495/1 538) in all").expect("a fraction");
        assert_eq!((found.span, found.malformed), (1..10, true));
    }

    #[test]
    fn endless_notes_are_read_in_one_pass() {
        for piece in ["9", "1/", "3/2 ", "1 of "] {
            assert_eq!(fraction_in_note(&piece.repeat(1 << 18)), None, "{piece:?}");
        }
    }
}
