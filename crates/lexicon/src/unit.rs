//! What a figure counts in, from the words of its indicator.
//!
//! The head of a name decides, not any word inside it: `Number of children waiting over 20 weeks` counts children,
//! `% seen within 8 weeks` is a share. A name without a word for what is counted gives nothing, and so does one in
//! thousands or millions of pounds (`Spend (£000)`): its figures are not in pounds.

use boardlift_model::Unit;

use crate::fold;

/// The unit that an indicator's name, or a column heading, states; nothing for empty words.
///
/// In order: a bracket that holds a unit and nothing else (`(FTE)`, `(weeks)`, `(%)`); words that turn the head
/// (`… as % of …`, `… rate per 10,000`); the first word that measures something. `Proportion` is a percentage, as
/// boards print it; `rate` is a rate; `No / %` is a count, since the share would be printed with its sign. A name
/// without such a word is a count where its head is a plural that boards count (`New EHCPs`, `Dismissed appeals`),
/// but not where it may be a share of them (`EHCPs issued within 20 weeks`).
pub fn of_label(label: &str) -> Option<Unit> {
    let printed = fold::printed(label);
    let whole = fold::key(&printed);
    if let Some(named) =
        name(&whole).or_else(|| brackets(&printed).find_map(|inside| name(&fold::key(inside))))
    {
        return named.unit();
    }
    let all_words: Vec<&str> = whole.split(' ').collect();
    let outside = fold::key(&without_brackets(&printed));
    let words: Vec<&str> = outside.split_whitespace().collect();
    let head = (0..words.len()).find_map(|at| measure(&words, at)).or_else(|| measured_in_bracket(&printed));
    match head {
        Some(Named::ManyPounds) => None,
        Some(Named::Unit(Unit::Gbp)) => (!names_many_pounds(&words)).then_some(Unit::Gbp),
        _ if is_turned_to_share(&all_words) => Some(Unit::Percent),
        _ if is_turned_to_rate(&all_words) => Some(Unit::Rate),
        Some(Named::Unit(Unit::Count)) if words.iter().any(|word| POSTS.contains(word)) => Some(Unit::Fte),
        Some(Named::Unit(unit)) => Some(unit),
        None => counts_its_head(&words).then_some(Unit::Count),
    }
}

/// Whether a text is the name of a unit and nothing else: `%`, `Number`, `£000`, `Days`.
pub fn is_name(text: &str) -> bool {
    name(&fold::key(&fold::printed(text))).is_some()
}

/// Whether the words of a label say themselves what is measured: `No. of visits`, `% met`, `Cost (£m)`. A plural that
/// boards count, `Visits`, doesn't.
pub fn is_said(label: &str) -> bool {
    let printed = fold::printed(label);
    let words = fold::key(&printed);
    let words: Vec<&str> = words.split(' ').collect();
    let in_bracket = || brackets(&printed).any(|inside| name(&fold::key(inside)).is_some());
    is_name(label) || (0..words.len()).any(|at| measure(&words, at).is_some()) || in_bracket()
}

/// The words of a key before the name of a unit that it ends with: `value` of `value £ m`. Nothing where it ends otherwise.
pub(crate) fn before_name(key: &str) -> Option<&str> {
    let starts = key.match_indices(' ').map(|(at, _)| at);
    starts
        .filter_map(|at| key.split_at_checked(at))
        .find_map(|(before, unit)| name(unit.trim_start()).map(|_| before))
}

/// What a word for a unit names.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Named {
    Unit(Unit),
    /// Thousands or millions of pounds, which the schema has no unit for.
    ManyPounds,
}

impl Named {
    fn unit(self) -> Option<Unit> {
        match self {
            Named::Unit(unit) => Some(unit),
            Named::ManyPounds => None,
        }
    }
}

const POSTS: &[&str] = &["fte", "ftes", "wte"];
const SHARES: &[&str] = &["%", "%age", "percent", "percentage", "pct", "proportion"];
const MANY_POUNDS: &[&str] =
    &["000", "000s", "0.000", "bn", "k", "m", "million", "millions", "thousand", "thousands"];
const TIMES: &[(&str, Unit)] =
    &[("days", Unit::Days), ("weeks", Unit::Weeks), ("months", Unit::Months), ("years", Unit::Years)];
const MONEY: &[&str] = &[
    "budget",
    "cost",
    "costs",
    "deficit",
    "expenditure",
    "outturn",
    "overspend",
    "price",
    "savings",
    "spend",
    "spending",
    "surplus",
    "underspend",
];

/// Words behind which a name speaks of what its head is about, and no longer of the head.
const TURNS: &[&str] = &[
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "receiving",
    "that",
    "to",
    "who",
    "whose",
    "with",
    "within",
];

/// The unit that the words name and nothing else: a bracket, a cell of a column of units.
fn name(key: &str) -> Option<Named> {
    let key = key.strip_prefix("in ").unwrap_or(key);
    let unit = match key {
        "%" | "%age" | "% age" | "percent" | "per cent" | "percentage" | "pct" | "proportion" => {
            Unit::Percent
        }
        "£" | "gbp" | "pounds" => Unit::Gbp,
        "number" | "numbers" | "no" | "nos" | "num" | "count" | "n" => Unit::Count,
        "days" | "working days" | "calendar days" | "school days" => Unit::Days,
        "weeks" | "wks" => Unit::Weeks,
        "months" | "mths" => Unit::Months,
        "years" | "yrs" => Unit::Years,
        "fte" | "ftes" | "wte" | "full time equivalent" => Unit::Fte,
        "score" | "scores" | "points" => Unit::Score,
        "rate" => Unit::Rate,
        _ => {
            let many = key.strip_prefix("£ ").is_some_and(|rest| MANY_POUNDS.contains(&rest));
            return many.then_some(Named::ManyPounds);
        }
    };
    Some(Named::Unit(unit))
}

/// What the word at a place measures, if it measures anything.
fn measure(words: &[&str], at: usize) -> Option<Named> {
    let word = *words.get(at)?;
    let before = at.checked_sub(1).and_then(|before| words.get(before)).copied().unwrap_or_default();
    let after = words.get(at + 1).copied().unwrap_or_default();
    let unit = match word {
        // `10% or more missed` is a threshold.
        _ if SHARES.contains(&word) => (!starts_with_digit(before)).then_some(Unit::Percent),
        "cent" => (before == "per").then_some(Unit::Percent),
        "number" | "numbers" | "nos" | "headcount" => Some(number_of(words, at)),
        "no" => (at == 0 || after == "of").then(|| number_of(words, at)),
        "many" => (before == "how").then_some(Unit::Count),
        "rate" | "rates" => (!is_verb(before, after)).then_some(Unit::Rate),
        "score" | "scores" => Some(Unit::Score),
        "attainment" | "progress" => (after == "8").then_some(Unit::Score),
        "£" if MANY_POUNDS.contains(&after) => return Some(Named::ManyPounds),
        "£" => (!starts_with_digit(after)).then_some(Unit::Gbp),
        _ if POSTS.contains(&word) => Some(Unit::Fte),
        _ if MONEY.contains(&word) => (before != "personal" && is_in_head(words, at)).then_some(Unit::Gbp),
        _ => time(words, at, before, after),
    };
    unit.map(Named::Unit)
}

/// `Spend £000s`.
fn names_many_pounds(words: &[&str]) -> bool {
    words.windows(2).any(|pair| matches!(pair, ["£", many] if MANY_POUNDS.contains(many)))
}

/// `Appeal decisions (no of appeals)`.
fn measured_in_bracket(printed: &str) -> Option<Named> {
    brackets(printed).find_map(|inside| measure(&fold::key(inside).split_whitespace().collect::<Vec<_>>(), 0))
}

/// `Number of weeks` is a time, any other number a count.
fn number_of(words: &[&str], at: usize) -> Unit {
    let counted = words.get(at + 1..).unwrap_or_default();
    let counted = match counted {
        ["of", "working" | "school" | "calendar", counted, ..] | ["of", counted, ..] => *counted,
        _ => return Unit::Count,
    };
    TIMES.iter().find(|(time, _)| *time == counted).map_or(Unit::Count, |(_, unit)| *unit)
}

/// `average weeks`, `waiting time in days`, `Days lost`; but `over 20 weeks` and `Years 7 to 11` are no measures.
fn time(words: &[&str], at: usize, before: &str, after: &str) -> Option<Unit> {
    const AVERAGES: [&str; 3] = ["average", "mean", "median"];
    const LENGTHS: [&str; 9] =
        ["average", "duration", "length", "mean", "median", "time", "times", "wait", "waiting"];
    let (_, unit) = TIMES.iter().find(|(time, _)| Some(time) == words.get(at))?;
    let measured_in = before == "in" && words.iter().take(at).any(|word| LENGTHS.contains(word));
    let opens = at == 0 && !starts_with_digit(after);
    (opens || measured_in || AVERAGES.contains(&before)).then_some(*unit)
}

/// `Parent carers rate their experience`.
fn is_verb(before: &str, after: &str) -> bool {
    const RATERS: [&str; 10] =
        ["carers", "children", "families", "parents", "people", "pupils", "staff", "students", "they", "who"];
    const RATED: [&str; 8] = ["how", "it", "our", "that", "the", "their", "this", "your"];
    RATERS.contains(&before) || RATED.contains(&after)
}

fn is_in_head(words: &[&str], at: usize) -> bool {
    !words.iter().take(at).any(|word| TURNS.contains(word))
}

/// `Number of complaints as percentage of EHCPs`.
fn is_turned_to_share(words: &[&str]) -> bool {
    let turns = |at: usize| match words.get(at + 1..).unwrap_or_default() {
        ["a" | "the", share, ..] | [share, ..] => SHARES.contains(share),
        [] => false,
    };
    words.iter().enumerate().any(|(at, word)| *word == "as" && turns(at))
}

/// `Number of children in need (rate per 10k population)`, `Exclusions per 1,000 pupils`.
fn is_turned_to_rate(words: &[&str]) -> bool {
    const MANY: [&str; 9] = ["100", "1000", "10000", "100000", "1k", "10k", "100k", "head", "thousand"];
    words.windows(2).any(|pair| matches!(pair, ["per", many] if MANY.contains(many)))
        || words.windows(2).any(|pair| pair == ["rate", "per"])
}

/// Whether a name without a measuring word is a plain plural: `New EHCPs`, `Requests for assessment`, `Total
/// clients referred`. Exclusions and absences are left out: boards print their rates under the same name.
fn counts_its_head(words: &[&str]) -> bool {
    const COUNTED: [&str; 28] = [
        "admissions",
        "appeals",
        "applications",
        "assessments",
        "children",
        "clients",
        "complaints",
        "compliments",
        "contacts",
        "discharges",
        "ehcps",
        "enquiries",
        "interventions",
        "learners",
        "mediations",
        "placements",
        "places",
        "plans",
        "pupils",
        "referrals",
        "requests",
        "reviews",
        "signups",
        "students",
        "tribunals",
        "users",
        "vacancies",
        "visits",
    ];
    const BEHIND: [&str; 17] = [
        "<",
        ">",
        "awaiting",
        "ceased",
        "created",
        "from",
        "held",
        "lodged",
        "made",
        "open",
        "outstanding",
        "over",
        "received",
        "referred",
        "registered",
        "under",
        "waiting",
    ];
    const SHARED: [&str; 7] =
        ["average", "median", "quality", "satisfaction", "time", "timeliness", "within"];
    let Some(at) = words.iter().position(|word| COUNTED.contains(word)) else { return false };
    let behind = words.get(at + 1).copied();
    let event =
        words.get(at).is_some_and(|word| ["appeals", "applications", "referrals", "requests"].contains(word));
    let plain = behind.is_none_or(|word| BEHIND.contains(&word) || event && ["for", "to"].contains(&word));
    plain && is_in_head(words, at) && !words.iter().any(|word| SHARED.contains(word))
}

fn brackets(printed: &str) -> impl Iterator<Item = &str> {
    printed.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(inside, _)| inside)
}

/// The words outside round brackets. A bracket that never closes runs to the end.
fn without_brackets(printed: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(printed.len());
    for c in printed.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => continue,
        }
        if c == '(' {
            outside.push(' ');
        }
    }
    outside
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<Unit>, cases: &[&str]) {
        let wrong: Vec<_> =
            cases.iter().map(|text| (text, of_label(text))).filter(|(_, got)| *got != expected).collect();
        assert!(wrong.is_empty(), "expected {expected:?}, got {wrong:?}");
    }

    #[test]
    fn counts() {
        check(
            Some(Unit::Count),
            &[
                "No. of EHCP",
                "No of C&YP open to PfA team",
                "Number of pupils on SEN Support",
                "Total number discharged",
                "SALT - Total number of referrals received",
                "UHD Pre School ND pathway - Waiting List numbers",
                "No. EHE - EHCP",
                "Number of children waiting over 20 weeks",
                "Number",
                "#No.",
                "Nos.",
                "No of cyp in Primary in Non-Maintained Special Schools (£m amount)",
                "No / % cyp on a managed move",
                "Paediatric Speech Therapy, number of clients referred with waiting time of 0-4 weeks",
                "Reduction in the number of those receiving medical tuition",
                "Number of pupils persistently absent (10% or more missed)",
                "How many families were helped?",
                "Number of plans costing over £50k",
                "New EHCPs",
                "Ceased EHCPs (target as per model)",
                "Actual EHCPs",
                "Placements over £100k a year ago",
                "Dismissed Appeals",
                "Appeal decisions (no of appeals)",
                "Upheld appeals",
                "New places created <16 (specialist)",
                "Requests for assessment",
                "EHC assessments over 20 weeks awaiting psychology advice",
                "SEND register signups",
                "Total clients referred for a first appointment",
                "Number of personal budgets",
                "No. of tribunals - cumulative",
            ],
        );
    }

    #[test]
    fn percentages() {
        check(
            Some(Unit::Percent),
            &[
                "% of EHCPs in Mainstream",
                "Percentage of EHC plans issued in 20 weeks",
                "%",
                "Per cent",
                "Proportion (%) of children seen within 8 weeks",
                "The proportion of children at the expected level - %",
                "Proportion of people receiving services",
                "CAMHS waiting times (referral to Choice) % 9 weeks or longer",
                "Physiotherapy, percentage of children seen within 18 weeks",
                "Number of complaints as percentage of EHCPs",
                "EHC assessment requests as a % of population",
                "Total number of EHC plans as % of 0-24 population",
                "Funding gap as % of allocation",
                "% of spend in: the independent sector",
                "Absence rate (%)",
                "Child in Care - % of Review Health Assessments completed",
                "% waiting (weeks unknown)",
                "% of pupils persistently absent (10% or more missed)",
                "% change of worker this month",
                "Percentage of parents who rate communication as good",
            ],
        );
    }

    #[test]
    fn money() {
        check(
            Some(Unit::Gbp),
            &[
                "HNB Surplus / Deficit",
                "HNB Spend - direct",
                "Average placement cost < 16s",
                "Early Years outturn",
                "Average £ state special in borough",
                "Total spend on EHCPs in month",
                "Average cost of an EHCP",
                "Cumulative DSG Deficit excl. SV",
                "Cost per 1,000 population",
                "Placements (£)",
                "Forecast budget",
            ],
        );
    }

    #[test]
    fn rates_scores_posts_and_times() {
        check(
            Some(Unit::Rate),
            &[
                "Suspension rate of children and young people",
                "Suspensions rate for SEN support pupils",
                "Permanent exclusion rate",
                "Rate of Looked After Children per 10,000 population",
                "Number of Children in Need (rate per 10K population 0-17)",
                "Exclusions per 1,000 pupils",
                "Reduce the rate of children in need, per 10,000",
                "Rate",
            ],
        );
        check(
            Some(Unit::Score),
            &[
                "Key Stage 1 to Key Stage 2 VA scores, reading",
                "Progress 8 scores",
                "Attainment 8",
                "Overall score",
                "Average point score",
                "Satisfaction (score)",
            ],
        );
        check(
            Some(Unit::Fte),
            &[
                "No. of agency (locum) workers in the EP Team (FTE)",
                "FTE vacancies",
                "Number of FTE case officers",
            ],
        );
        check(
            Some(Unit::Weeks),
            &[
                "Average wait (weeks)",
                "Average number of weeks to issue a plan",
                "Average weeks to complete",
                "Mean waiting time in weeks",
                "Weeks",
            ],
        );
        check(
            Some(Unit::Days),
            &[
                "Waiting time in days",
                "Delayed transfers of care (days) from hospital",
                "Days lost to suspension",
                "Number of school days lost",
                "Length of stay (working days)",
            ],
        );
        check(Some(Unit::Months), &["Average wait in months", "Time to diagnosis (months)"]);
    }

    #[test]
    fn names_that_state_no_unit() {
        check(
            None,
            &[
                "",
                "CAMHS Tier 2 average wait from referral to treatment",
                "Average waiting time from referral accepted",
                "Parent carers rate their lived experience of services",
                "Quality of EHCP advice judged to be good",
                "Pupil absence for those with an EHCP",
                "Pupils achieving expected level of RWM by end Key Stage 2",
                "EHCPs issued within 20 weeks",
                "Pupils receiving top-up funding",
                "HNB deficit (£m)",
                "Spend £000s",
                "Spend (£'000)",
                "Take up of free early education",
                "Permanent exclusions",
                "Years 7 to 11 on time",
                "Seen within 8 weeks",
                "Timeliness of annual reviews",
                "Newham",
            ],
        );
    }
}
