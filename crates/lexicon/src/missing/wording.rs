//! The make of the wordings: which words, in which order, say that there is no figure.

use boardlift_model::Status;

use super::words::{FIGURE, FREQUENCY, MADE, SETTLED, SUBJECT};

/// Reads the words of a clause, in the key's spelling. The more telling wordings come first: a new indicator without
/// data is new.
pub(super) fn status(words: &[&str]) -> Option<Status> {
    type Wording = fn(&[&str]) -> bool;
    const WORDINGS: [(Wording, Status); 6] = [
        (is_new, Status::NewIndicator),
        (is_inapplicable, Status::NotApplicable),
        (refers_elsewhere, Status::SeeOther),
        (is_withheld, Status::Suppressed),
        (is_unsettled, Status::ToBeConfirmed),
        (is_absent, Status::NotAvailable),
    ];
    WORDINGS.iter().find(|(says, _)| says(words)).map(|(_, status)| *status)
}

/// `New KPI`, `new measure this year`, `New in Q2`, `New`.
fn is_new(words: &[&str]) -> bool {
    const NAMES: [&str; 14] = [
        "collection",
        "data",
        "for",
        "from",
        "in",
        "indicator",
        "indicators",
        "kpi",
        "kpis",
        "measure",
        "measures",
        "metric",
        "pi",
        "this",
    ];
    match words {
        ["new"] => true,
        ["new", named, ..] | ["newly", "introduced", named, ..] => NAMES.contains(named),
        _ => false,
    }
}

fn is_inapplicable(words: &[&str]) -> bool {
    begins(
        words,
        &["n a", "na", "not applicable", "not appl", "not relevant", "not required", "does not apply"],
    )
}

/// `as KPI 64`, `see indicator 4`, `see 12`, `as above`. A reference to a note or a comment is none to an indicator.
fn refers_elsewhere(words: &[&str]) -> bool {
    const REFERRING: [&str; 12] = [
        "as per",
        "as for",
        "as",
        "same as",
        "see also",
        "see",
        "refer to",
        "included in",
        "included with",
        "combined with",
        "covered by",
        "reported under",
    ];
    const NAMES: [&str; 10] =
        ["the", "kpi", "kpis", "pi", "indicator", "indicators", "measure", "row", "ref", "no"];
    if words == ["ditto"] {
        return true;
    }
    let Some(target) = REFERRING.iter().find_map(|referring| after(words, referring)) else { return false };
    let named = target.iter().take_while(|word| NAMES.contains(word)).count();
    match target.get(named..).unwrap_or_default() {
        ["above" | "below", ..] => true,
        [number, rest @ ..] => {
            let glued = number.strip_prefix("kpi").or_else(|| number.strip_prefix("pi"));
            let number_first = number.starts_with(|c: char| c.is_ascii_digit());
            let named = named > 0 || glued.is_some();
            glued.unwrap_or(number).starts_with(|c: char| c.is_ascii_digit())
                && (named
                    || number_first
                        && rest.iter().all(|word| ["and", "or"].contains(word) || is_number(word)))
        }
        [] => false,
    }
}

/// `suppressed`, `numbers too small to report`, `small cohort`.
fn is_withheld(words: &[&str]) -> bool {
    const WITHHELD: [&str; 5] = ["confidential", "redacted", "supp", "suppressed", "withheld"];
    const SMALL: [&str; 7] = ["small", "cohort", "cohorts", "number", "numbers", "sample", "samples"];
    let counted = past_subject(words, &["number", "numbers", "cohort", "cohorts", "sample", "samples"]);
    match past_subject(counted, FIGURE) {
        [first, ..] if WITHHELD.contains(first) => true,
        ["too", "small" | "low" | "few", ..] => true,
        ["small" | "low", what, ..] => SMALL.contains(what),
        _ => false,
    }
}

/// `TBC`, `Collection process tbd`, `to be set`, `being scoped`, `under review`.
fn is_unsettled(words: &[&str]) -> bool {
    const ABBREVIATED: [&str; 4] = ["tba", "tbc", "tbd", "tbs"];
    let pending = past_subject(words, FIGURE);
    words.iter().take(5).any(|word| ABBREVIATED.contains(word))
        || follows(words, &["to be", "being", "yet to be"], SETTLED)
        || follows(words, &["not", "awaiting", "pending", "subject to", "yet to"], SETTLED)
        || follows(
            pending,
            &["awaiting", "pending", "subject to"],
            &["agreement", "approval", "confirmation", "decision"],
        )
        || follows(
            pending,
            &["in", "under"],
            &["consideration", "construction", "development", "discussion", "review"],
        )
        || begins(words, &["baselining", "baseline year", "establish baseline", "establishing baseline"])
}

/// `Not received`, `No data recorded`, `awaiting data`, `data lag`, `reported annually`, `due Q2`.
fn is_absent(words: &[&str]) -> bool {
    const LACKING: [&str; 9] = [
        "awaited",
        "awaiting",
        "discontinued",
        "insufficient",
        "nan",
        "null",
        "pending",
        "unavailable",
        "unknown",
    ];
    const LATE: [&str; 14] = [
        "awaited",
        "cancelled",
        "delay",
        "delayed",
        "error",
        "issue",
        "issues",
        "lag",
        "lagged",
        "late",
        "missing",
        "outstanding",
        "overdue",
        "quality",
    ];
    let said = past_subject(words, FIGURE);
    let of_figures = words.iter().take(words.len() - said.len()).any(|word| FIGURE.contains(word));
    is_denied(said, of_figures)
        || said.first().is_some_and(|word| LACKING.contains(word) || of_figures && LATE.contains(word))
        || follows(said, &["no longer"], MADE)
        || words.first() == Some(&"no") && words.iter().skip(1).take(3).any(|word| FIGURE.contains(word))
        || follows(words, &["to be", "will be"], MADE)
        || is_made_at_other_times(words)
        || is_due(said)
}

/// `not yet available`, `unable to obtain`, `could not be calculated`.
fn is_denied(said: &[&str], of_figures: bool) -> bool {
    const DENYING: [&str; 8] =
        ["not", "cannot", "could not", "unable to", "can not", "cant", "not possible to", "never"];
    const DENIED: [&str; 14] = [
        "access",
        "avail",
        "collect",
        "comparable",
        "due",
        "extract",
        "held",
        "known",
        "measure",
        "obtain",
        "obtained",
        "provide",
        "received",
        "report",
    ];
    const DENIED_OF_FIGURES: [&str; 7] =
        ["carried", "completed", "conducted", "ready", "run", "undertaken", "validated"];
    follows(said, &DENYING, MADE)
        || follows(said, &DENYING, &DENIED)
        || of_figures && follows(said, &DENYING, &DENIED_OF_FIGURES)
}

/// `annual`, `this is an annual measure`, `reported annually`, `data collected termly`.
fn is_made_at_other_times(words: &[&str]) -> bool {
    let known = |word: &&str| {
        let of_figures =
            SUBJECT.contains(word) && *word != "actual" || FIGURE.contains(word) || MADE.contains(word);
        of_figures || FREQUENCY.contains(word) || ["only", "due"].contains(word)
    };
    words.iter().any(|word| FREQUENCY.contains(word)) && words.iter().all(known)
}

/// `due Q2`, `available from May`, `expected in the autumn`. `Due to illness` is a reason.
fn is_due(said: &[&str]) -> bool {
    match said {
        ["due"] | ["year", "end"] | ["end", "of", "year"] => true,
        ["due", then, ..] => *then != "to" && *then != "for",
        ["available" | "expected", then, ..] => {
            ["after", "at", "by", "early", "end", "from", "in", "late", "later", "next", "on"].contains(then)
                || then.starts_with('q') && is_number(then.get(1..).unwrap_or_default())
        }
        _ => false,
    }
}

/// The words behind those that only name what is spoken of.
fn past_subject<'a>(words: &'a [&'a str], names: &[&str]) -> &'a [&'a str] {
    let subject = |word: &&&str| SUBJECT.contains(word) || FREQUENCY.contains(word) || names.contains(word);
    words.get(words.iter().take_while(subject).count()..).unwrap_or_default()
}

/// Whether one of the phrases stands in the words and one of the others within two words behind it.
fn follows(words: &[&str], phrases: &[&str], others: &[&str]) -> bool {
    (0..words.len()).any(|at| {
        let tail = words.get(at..).unwrap_or_default();
        phrases
            .iter()
            .filter_map(|phrase| after(tail, phrase))
            .any(|behind| behind.iter().take(3).any(|word| others.contains(word)))
    })
}

fn begins(words: &[&str], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| after(words, phrase).is_some())
}

/// The words behind a phrase that they begin with.
fn after<'a>(words: &'a [&'a str], phrase: &str) -> Option<&'a [&'a str]> {
    let (mut rest, mut expected) = (words, phrase);
    loop {
        let (first, behind) = rest.split_first()?;
        expected = expected.strip_prefix(first)?;
        if expected.is_empty() {
            return Some(behind);
        }
        (rest, expected) = (behind, expected.strip_prefix(' ')?);
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
