//! `boardlift measures match`: which measure a label is of, and why; the workbench for growing the vocabulary.

use std::io::{self, BufRead, BufWriter, Write};

use anyhow::{Context, anyhow};
use boardlift_reference::{LabelAnswer, MeasureQuery, Vocabulary, unit_named};
use serde::{Deserialize, Serialize};

use crate::args::MeasuresMatchArgs;
use crate::exit::{Failure, Outcome};

/// A label as it is asked about. Other fields of the object are left alone.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    label: String,
    breakdown: Option<String>,
    section: Option<String>,
    unit: Option<String>,
    authority: Option<String>,
}

/// What is printed for a label.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    label: &'a str,
    measure: Option<&'a str>,
    score: f64,
    kind: Option<&'static str>,
    why: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<Near<'a>>,
}

#[derive(Debug, Serialize)]
struct Near<'a> {
    measure: &'a str,
    name: &'a str,
    forbids: &'a str,
}

/// Prints an object a label, in the order of the labels.
///
/// # Errors
///
/// Where a line is an object without a label, or names a unit or an authority that there is not; with the line.
pub(crate) fn run(args: &MeasuresMatchArgs) -> Result<Outcome, Failure> {
    let vocabulary = args.vocabulary.vocabulary()?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.label != "-" {
        let asked = Asked {
            label: args.label.clone(),
            section: args.section.clone(),
            unit: args.unit.clone(),
            ..Asked::default()
        };
        answer(&asked, &vocabulary, &mut out)?;
        out.flush()?;
        return Ok(Outcome::AllRead);
    }
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            let place = || format!("standard input, line {}", number + 1);
            let asked = read(&line).with_context(place).map_err(Failure::Usage)?;
            answer(&asked, &vocabulary, &mut out).map_err(|failure| failure.at(place))?;
        }
    }
    out.flush()?;
    Ok(Outcome::AllRead)
}

/// The label of a line: an object of JSON, or the line itself.
fn read(line: &str) -> Result<Asked, anyhow::Error> {
    let line = line.trim_start_matches('\u{feff}');
    if !line.trim_start().starts_with('{') {
        return Ok(Asked { label: line.to_owned(), ..Asked::default() });
    }
    serde_json::from_str(line).context("expected a label, or an object of JSON with `label`")
}

fn answer(asked: &Asked, vocabulary: &Vocabulary, out: &mut impl Write) -> Result<(), Failure> {
    let unit = asked.unit.as_deref().filter(|unit| !unit.trim().is_empty());
    let unit = unit.map(|unit| unit_named(unit).ok_or_else(|| unknown_unit(unit))).transpose();
    let authority = asked.authority.as_deref().filter(|name| !name.trim().is_empty());
    let query = MeasureQuery {
        indicator: &asked.label,
        breakdown: asked.breakdown.as_deref(),
        section: asked.section.as_deref(),
        authority: authority.map(|name| vocabulary.authority_by_code_or_name(name)).transpose()?,
        unit: unit.map_err(Failure::Usage)?,
        ..MeasureQuery::default()
    };
    write(&asked.label, &vocabulary.label(&query), out)?;
    Ok(())
}

fn unknown_unit(found: &str) -> anyhow::Error {
    anyhow!("expected a unit as `boardlift schema` lists it (count, percent, gbp, …), found `{found}`")
}

fn write(label: &str, answer: &LabelAnswer<'_>, out: &mut impl Write) -> io::Result<()> {
    let near = answer.nearest.iter();
    let answer = Answer {
        label,
        measure: answer.measure.map(|found| found.id),
        score: answer.measure.map_or(0.0, |found| found.score),
        kind: answer.measure.map(|found| found.kind.as_str()),
        why: &answer.why,
        nearest: near
            .map(|near| Near { measure: near.id, name: near.name, forbids: &near.forbids })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(line: &str) -> Result<serde_json::Value, String> {
        let vocabulary = Vocabulary::embedded().unwrap();
        let asked = read(line).map_err(|error| format!("{error:#}"))?;
        let mut out = Vec::new();
        answer(&asked, &vocabulary, &mut out).map_err(|failure| format!("{failure:?}"))?;
        Ok(serde_json::from_slice(&out).unwrap())
    }

    #[test]
    fn a_line_is_a_label_or_an_object() {
        let check = |line: &str, measure: Option<&str>, kind: Option<&str>| {
            let answer = answers(line).unwrap();
            assert_eq!((answer["measure"].as_str(), answer["kind"].as_str()), (measure, kind), "{line}");
            assert!(!answer["why"].as_str().unwrap().is_empty(), "{line}");
        };
        check("% of pupils on SEN Support", Some("sen_support_pct"), Some("exact"));
        check(r#"{"label": "% of pupils on SEN Support"}"#, Some("sen_support_pct"), Some("exact"));
        check(
            r#"{"label": "Issued within 20 weeks", "section": "EHC plans", "unit": "percent", "id": 4}"#,
            Some("ehcp_20wk_pct"),
            Some("section"),
        );
        check(r#"{"label": "Number of EHCPs", "unit": "percent"}"#, None, None);
        check("Bins emptied on time", None, None);
    }

    #[test]
    fn where_there_is_none_the_nearest_say_what_keeps_the_label_from_them() {
        let answer = answers("% of draft EHC plans issued within 20 weeks").unwrap();
        assert_eq!(answer["nearest"][0]["measure"], "ehcp_20wk_pct");
        assert_eq!(answer["nearest"][0]["forbids"], "it says `draft` besides");
    }

    #[test]
    fn what_cannot_be_asked_is_told() {
        let check = |line: &str, expected: &str| {
            let error = answers(line).unwrap_err();
            assert!(error.contains(expected), "{error}");
        };
        check(r#"{"name": "Number of EHCPs"}"#, "missing field `label`");
        check(r#"{"label": "Number of EHCPs", "unit": "acres"}"#, "found `acres`");
        check(r#"{"label": "Number of EHCPs", "authority": "Atlantis"}"#, "found `Atlantis`");
    }
}
