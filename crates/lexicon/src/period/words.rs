//! The words of dates: months, weekdays, terms, and what leads up to a year. Data only, in lower case.

use boardlift_model::period::Term;

use super::lists::{List, PhraseList, Table};

/// Months as printed, full and shortened, with the misspelling that spreadsheets pass on.
pub(super) const MONTHS: Table<i8> = Table::of(&[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("febuary", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
]);

/// Months that are words of the language too: without a year they count only as a name, with a capital.
pub(super) const VERBS: List = List::of(&["may", "march", "mar"]);

/// What follows `May` where it is a verb after all: `May be revised`.
pub(super) const AFTER_A_VERB: List =
    List::of(&["be", "have", "not", "include", "vary", "differ", "change", "need", "also", "only"]);

/// Days of the week, which may stand before a date.
pub(super) const WEEKDAYS: List = List::of(&[
    "monday",
    "mon",
    "tuesday",
    "tues",
    "tue",
    "wednesday",
    "weds",
    "wed",
    "thursday",
    "thurs",
    "thur",
    "thu",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
]);

/// What makes a number an ordinal: `31st`.
pub(super) const ORDINALS: List = List::of(&["st", "nd", "rd", "th"]);

/// Numbers in words, as in `Quarter Three`.
pub(super) const CARDINALS: Table<u8> = Table::of(&[("one", 1), ("two", 2), ("three", 3), ("four", 4)]);

/// Places in a sequence in words, as in `third quarter`.
pub(super) const PLACES: Table<u8> = Table::of(&[("first", 1), ("second", 2), ("third", 3), ("fourth", 4)]);

/// Numbers of months in words, as in `twelve months to`.
pub(super) const MONTH_COUNTS: Table<i32> =
    Table::of(&[("three", 3), ("six", 6), ("nine", 9), ("twelve", 12)]);

/// The word behind a number of months.
pub(super) const MONTH_UNITS: List = List::of(&["month", "months", "mth", "mths"]);

/// Words that may stand behind that: `12 month period to`.
pub(super) const BESIDE_MONTHS: List = List::of(&["period", "rolling"]);

/// The word before the number of a month of the financial year: `Month 9`.
pub(super) const NUMBERED_MONTH: List = List::of(&["month", "mth", "period"]);

/// The word before the numbers of several: `Periods 1 to 6`.
pub(super) const NUMBERED_MONTHS_NAMED: List = List::of(&["months", "mths", "periods"]);

/// A year as a length of time, and what stands behind `last`.
pub(super) const YEAR: List = List::of(&["year", "yr"]);

/// Terms by their full names.
pub(super) const TERMS: Table<Term> =
    Table::of(&[("autumn", Term::Autumn), ("spring", Term::Spring), ("summer", Term::Summer)]);

/// Terms in short, which need the word `term` or a year. `Sum` is a sum.
pub(super) const SHORT_TERMS: Table<Term> = Table::of(&[("aut", Term::Autumn), ("spr", Term::Spring)]);

/// Words for a quarter that a number follows or an ordinal leads.
pub(super) const QUARTER: PhraseList = PhraseList::of(&[&["q"], &["quarter"], &["qtr"], &["qrt"]]);

/// Words for several quarters that their numbers follow.
pub(super) const QUARTERS_NAMED: PhraseList = PhraseList::of(&[&["qs"], &["quarters"], &["qtrs"]]);

/// The word behind a term's name.
pub(super) const TERM: List = List::of(&["term", "terms"]);

/// Words for a half term that a number follows.
pub(super) const HALF_TERM: PhraseList = PhraseList::of(&[&["ht"], &["half", "term"], &["halfterm"]]);

/// Words for several half terms that their numbers follow.
pub(super) const HALF_TERMS_NAMED: PhraseList = PhraseList::of(&[&["half", "terms"]]);

/// Words for the middle of a year: how much of it they cover is not said.
pub(super) const HALF_YEAR: PhraseList =
    PhraseList::of(&[&["half", "year"], &["half", "yearly"], &["mid", "year"]]);

/// Words before a financial year.
pub(super) const FINANCIAL: PhraseList = PhraseList::of(&[
    &["fy"],
    &["f", "/", "y"],
    &["financial", "year"],
    &["financial", "yr"],
    &["fin", "year"],
    &["fin", "yr"],
    &["fiscal", "year"],
]);

/// Words before or after an academic year.
pub(super) const ACADEMIC: PhraseList = PhraseList::of(&[
    &["ay"],
    &["a", "/", "y"],
    &["academic"],
    &["academic", "year"],
    &["academic", "yr"],
    &["acad"],
    &["acad", "year"],
    &["acad", "yr"],
    &["ac", "year"],
    &["ac", "yr"],
    &["school", "year"],
    &["school", "yr"],
]);

/// Words before a calendar year.
pub(super) const CALENDAR: PhraseList =
    PhraseList::of(&[&["calendar", "year"], &["calendar", "yr"], &["cal", "yr"], &["cy"]]);

/// Words that make a number before them no year: `16-17 year olds`, `22/23 pupils`.
pub(super) const COUNTED: List = List::of(&[
    "year", "years", "yr", "yrs", "yo", "old", "olds", "months", "mths", "weeks", "wks", "days", "hours",
    "pupils", "children", "cyp", "young", "people", "cases", "plans", "schools", "settings", "families",
]);

/// Words that make the numbers after them ages or school years: `aged 16/17`, `Years 10/11`, `Year 9`.
pub(super) const AGES: List =
    List::of(&["age", "aged", "ages", "grade", "grades", "stage", "ks", "level", "levels"]);

/// Words that make two small numbers after them school years: `Year 12/13`.
pub(super) const SCHOOL_YEARS: List = List::of(&["year", "years", "yr", "yrs", "y"]);

/// Words that make a hyphened pair of two-digit numbers after them a year: `Target 22-23`. Elsewhere such a
/// pair is as often an age.
pub(super) const YEARLY: List = List::of(&[
    "target", "targets", "outturn", "actual", "actuals", "baseline", "budget", "forecast", "year", "yr",
]);

/// Words that number what follows them, so that the `2` of `Milestone 2 Nov 23` is no day.
pub(super) const NUMBERED: List = List::of(&[
    "milestone",
    "phase",
    "stage",
    "step",
    "wave",
    "tranche",
    "section",
    "priority",
    "outcome",
    "level",
    "ks",
    "kpi",
    "no",
    "ref",
    "tier",
    "part",
    "table",
    "year",
    "key",
]);

/// Words before a calendar year that stands among others: `in 2022`, `year 2022`.
pub(super) const BEFORE_A_YEAR: List = List::of(&["in", "during", "for", "by", "year", "yr", "census"]);

/// Words before the two ends of a stretch or a change: `from 2022 to 2023`, `change 2022 to 2023`.
pub(super) const BEFORE_TWO_ENDS: List = List::of(&[
    "from",
    "between",
    "change",
    "changes",
    "difference",
    "variance",
    "movement",
    "trend",
    "trends",
]);

/// Words after a calendar year that stands first: `2022 outturn`.
pub(super) const AFTER_A_YEAR: List = List::of(&[
    "actual",
    "actuals",
    "outturn",
    "target",
    "targets",
    "result",
    "results",
    "baseline",
    "performance",
    "data",
    "census",
    "average",
    "avg",
    "figure",
    "figures",
    "value",
    "rate",
    "national",
    "nat",
    "england",
    "london",
    "regional",
    "region",
    "statistical",
    "sn",
    "published",
    "provisional",
    "final",
    "revised",
    "validated",
    "unvalidated",
    "cohort",
    "survey",
    "position",
    "benchmark",
    "calendar",
]);

/// Words that take the year after them into a name or a number: `Care Act 2014`, `KPI 2022`.
pub(super) const NAMED_BY_YEAR: List = List::of(&[
    "act",
    "acts",
    "code",
    "practice",
    "regulations",
    "order",
    "bill",
    "strategy",
    "plan",
    "vision",
    "agenda",
    "framework",
    "kpi",
    "ref",
    "no",
    "number",
    "id",
    "question",
]);

/// Words that make the number after them a figure: `approx 2000`.
pub(super) const BEFORE_A_FIGURE: List = List::of(&[
    "about",
    "almost",
    "approx",
    "approximately",
    "around",
    "at",
    "c",
    "circa",
    "least",
    "most",
    "nearly",
    "over",
    "some",
    "than",
    "to",
    "total",
    "under",
    "up",
]);

/// Words whose other end is not printed: `New KPI from Sept 22` covers what comes after, and `change since Q3`
/// is no figure of Q3.
pub(super) const OPEN_ENDED: List =
    List::of(&["since", "from", "after", "before", "until", "till", "than", "vs", "versus", "against"]);

/// What comes between the length of a stretch, or a quarter, and its last day.
pub(super) const ENDING: PhraseList = PhraseList::of(&[
    &["to"],
    &["to", "end"],
    &["to", "end", "of"],
    &["to", "the", "end", "of"],
    &["up", "to"],
    &["ending"],
    &["ended"],
    &["until"],
]);

/// Words before a part that is the last of its year: `final quarter of 2023/24`.
pub(super) const LAST: List = List::of(&["last", "final"]);

/// Words between the first and the last part of a stretch.
pub(super) const TO: List = List::of(&["to", "-", "until", "till", "through", "thru"]);

/// Words between two parts that lie side by side.
pub(super) const AND: List = List::of(&["and", "&", "/", "+"]);

/// Words between a part of a year and what says which year: `Q3 of 2022/23`, `Q3 as at 31 December 2022`.
pub(super) const GAP_WORDS: List = List::of(&["of", "for", "in", "the", "as", "at"]);

/// Words before `year` that make it another than the caller's.
pub(super) const EARLIER: List = List::of(&["last", "previous", "prev", "prior"]);
