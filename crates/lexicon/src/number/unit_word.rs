//! Units printed behind a number.

use boardlift_model::Unit;

use super::Cursor;

/// What is printed behind a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct UnitWord<'a> {
    pub(super) unit: Option<Unit>,
    /// The printed words, where the unit alone does not say them.
    pub(super) note: Option<&'a str>,
    /// `%%`.
    pub(super) malformed: bool,
}

/// Longer wordings before their beginnings.
const PERCENT: &[(&str, Unit)] =
    &[("per cent", Unit::Percent), ("percent", Unit::Percent), ("pct", Unit::Percent), ("%", Unit::Percent)];

const UNITS: &[(&str, Unit)] = &[
    ("days", Unit::Days),
    ("day", Unit::Days),
    ("weeks", Unit::Weeks),
    ("week", Unit::Weeks),
    ("wks", Unit::Weeks),
    ("wk", Unit::Weeks),
    ("months", Unit::Months),
    ("month", Unit::Months),
    ("mths", Unit::Months),
    ("mth", Unit::Months),
    ("mnths", Unit::Months),
    ("mos", Unit::Months),
    ("years", Unit::Years),
    ("year", Unit::Years),
    ("yrs", Unit::Years),
    ("yr", Unit::Years),
    ("ftes", Unit::Fte),
    ("fte", Unit::Fte),
    ("wtes", Unit::Fte),
    ("wte", Unit::Fte),
    ("points", Unit::Score),
    ("pts", Unit::Score),
];

/// Units that the schema's own do not say in full: a change of a percentage, days that are not the calendar's,
/// times, weights and lengths that the schema has no name for. Longer wordings before their beginnings.
const NOTED: &[(&str, Option<Unit>)] = &[
    ("percentage points", Some(Unit::Percent)),
    ("percentage point", Some(Unit::Percent)),
    ("percent points", Some(Unit::Percent)),
    ("% points", Some(Unit::Percent)),
    ("% point", Some(Unit::Percent)),
    ("%pts", Some(Unit::Percent)),
    ("ppts", Some(Unit::Percent)),
    ("ppt", Some(Unit::Percent)),
    ("pp", Some(Unit::Percent)),
    ("working days", Some(Unit::Days)),
    ("working day", Some(Unit::Days)),
    ("school days", Some(Unit::Days)),
    ("school day", Some(Unit::Days)),
    ("calendar days", Some(Unit::Days)),
    ("hours", None),
    ("hrs", None),
    ("hr", None),
    ("mins", None),
    ("tonnes", None),
    ("kwh", None),
    ("kgs", None),
    ("kg", None),
    ("km", None),
];

/// The unit at the cursor, which stands right behind a number; one space between them at most.
pub(super) fn read<'a>(cursor: &mut Cursor<'a>) -> Option<UnitWord<'a>> {
    let mut ahead = cursor.clone();
    ahead.eat(' ');
    let word = noted(&mut ahead).or_else(|| percent(&mut ahead)).or_else(|| time_or_posts(&mut ahead))?;
    *cursor = ahead;
    Some(word)
}

/// The unit that the words name, where they name nothing else: `weeks`, `%`, `FTE`.
pub(crate) fn whole(words: &str) -> Option<Unit> {
    let mut cursor = Cursor::new(words);
    let word = read(&mut cursor)?;
    word.unit.filter(|_| cursor.rest().is_empty() && word.note.is_none())
}

fn noted<'a>(cursor: &mut Cursor<'a>) -> Option<UnitWord<'a>> {
    let start = cursor.clone();
    let unit = cursor.eat_one_of(NOTED)?;
    let note = start.rest().get(..cursor.at() - start.at());
    Some(UnitWord { unit, note, malformed: false })
}

fn percent<'a>(cursor: &mut Cursor<'a>) -> Option<UnitWord<'a>> {
    let unit = cursor.eat_one_of(PERCENT)?;
    let mut malformed = false;
    while cursor.eat('%') {
        malformed = true;
    }
    Some(UnitWord { unit: Some(unit), note: None, malformed })
}

fn time_or_posts<'a>(cursor: &mut Cursor<'a>) -> Option<UnitWord<'a>> {
    let unit = cursor.eat_one_of(UNITS)?;
    Some(UnitWord { unit: Some(unit), note: None, malformed: false })
}

/// Whether what stands behind `5 years` makes it an age: `5 year olds`.
pub(super) fn is_age(after: &Cursor) -> bool {
    let mut ahead = after.clone();
    ahead.eat_any(&[' ', '-', '\u{2011}', '–']);
    ["olds", "old"].iter().any(|word| ahead.eat_words(word))
}
