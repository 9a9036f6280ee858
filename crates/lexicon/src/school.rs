//! Statistics of schools: what is reported by the academic year even where only `2018/19` is printed.

use std::sync::LazyLock;

use crate::fold;
use crate::phrases::Phrases;

/// Words that stand in the names of school statistics and of nothing else on a board's table.
const WORDS: &[&str] = &[
    "key stage",
    "ks1",
    "ks2",
    "ks4",
    "ks5",
    "progress 8",
    "attainment 8",
    "gcse",
    "gcses",
    "a level",
    "a levels",
    "phonics",
    "eyfs",
    "eyfsp",
    "early years foundation stage",
    "good level of development",
    "expected level",
    "expected standard",
    "qualified to l2",
    "qualified to l3",
    "qualified to level 2",
    "qualified to level 3",
    "level 2 qualification",
    "level 3 qualification",
    "absence",
    "absences",
    "absent",
    "attendance",
    "exclusion",
    "exclusions",
    "excluded",
    "suspension",
    "suspensions",
    "suspended",
];

/// What officers and crews do, and pupils don't.
const OTHER_ATTENDANCE: &[&str] = &[
    "attendance on site",
    "attendance on scene",
    "attendance at the scene",
    "attendance at incidents",
    "attendance at emergencies",
    "attendance at fires",
    "attendance time",
    "attendance times",
];

/// Whether an indicator's name is that of a school statistic: attainment, attendance, suspensions and exclusions.
pub fn is_statistic(indicator: &str) -> bool {
    let key = OTHER_ATTENDANCE.iter().fold(fold::key(indicator), |key, words| key.replace(words, ""));
    KNOWN.within(&key.split(' ').collect::<Vec<_>>()).next().is_some()
}

static KNOWN: LazyLock<Phrases<()>> = LazyLock::new(|| WORDS.iter().map(|words| (*words, ())).collect());

#[cfg(test)]
mod tests {
    use super::*;

    fn check(indicator: &str, expected: bool) {
        assert_eq!(is_statistic(indicator), expected, "{indicator}");
    }

    #[test]
    fn names_of_school_statistics() {
        check("Progress 8 scores:", true);
        check("Key Stage 1 to Key Stage 2 VA scores, maths", true);
        check("Pupil absence for those with an EHCP", true);
        check("Permanent exclusion rate (SEN Support)", true);
        check("Proportion (%) of 19 year olds qualified to L3", true);
        check("% of EHC plans issued within 20 weeks", false);
        check("Number of complaints", false);
        check("Attendance in secondary schools", true);
        check("Attendance on site the same day", false);
        check("", false);
    }
}
