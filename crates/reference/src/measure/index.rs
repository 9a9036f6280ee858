//! The measures and the labels that mean them, loaded and checked.
//!
//! An id, and a label, stands once. Measures that differ only in how they gather up over time form a series: a
//! label listed with one of them means all, so that no label decides what only a figure's basis can. The measure
//! that lists it is what it means where nobody can say more.

use std::collections::{BTreeSet, HashMap};

use boardlift_lexicon::fold;
use serde::Deserialize;

use super::Measure;
use super::context::Contexts;
use super::remark::Decoration;
use super::spelling::Spelling;
use super::terms::Grammar;
use super::wording::{Wording, Wordings};
use super::words::{Synonyms, plain_words};
use crate::error::ReferenceError;
use crate::table::{DataFile, Row, list};

/// The data files of the measures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Files<'t> {
    pub(crate) measures: DataFile<'t>,
    pub(crate) synonyms: DataFile<'t>,
    pub(crate) decoration: DataFile<'t>,
    pub(crate) qualifiers: DataFile<'t>,
    pub(crate) scopes: DataFile<'t>,
    pub(crate) populations: DataFile<'t>,
    pub(crate) terms: DataFile<'t>,
    pub(crate) wordings: DataFile<'t>,
    pub(crate) successors: DataFile<'t>,
}

/// A listed label.
#[derive(Debug)]
pub(super) struct Alias {
    /// As it is listed.
    pub(super) printed: String,
    /// The position of the measure that lists it.
    pub(super) measure: usize,
    /// The measures that it means.
    series: String,
    /// The subject that section or document must name.
    pub(super) scope: Option<String>,
}

/// The measures and every way to them.
#[derive(Debug)]
pub(crate) struct Measures {
    all: Vec<Measure>,
    by_series: HashMap<String, Vec<usize>>,
    aliases: Vec<Alias>,
    by_key: HashMap<String, usize>,
    by_words: HashMap<Vec<String>, usize>,
    wordings: Wordings,
    successors: Vec<Successor>,
    qualifiers: BTreeSet<String>,
    pub(super) grammar: Grammar,
    pub(super) synonyms: Synonyms,
    pub(super) spelling: Spelling,
    pub(super) decoration: Decoration,
    pub(super) contexts: Contexts,
}

/// What takes the place of a measure that should not be used any more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Successor {
    /// The id that figures had until then.
    pub measure: String,
    /// The id to use now.
    pub successor: String,
    /// What was wrong with the old one.
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Qualifiers {
    words: String,
}

impl Measures {
    pub(crate) fn load(files: &Files<'_>) -> Result<Self, ReferenceError> {
        let synonyms = Synonyms::load(files.synonyms)?;
        let contexts = Contexts::load(files.scopes, files.populations, &synonyms)?;
        let mut measures = Measures {
            all: Vec::new(),
            by_series: HashMap::new(),
            aliases: Vec::new(),
            by_key: HashMap::new(),
            by_words: HashMap::new(),
            wordings: Wordings::default(),
            successors: Vec::new(),
            grammar: Grammar::load(files.terms)?,
            spelling: spelling(files, &synonyms)?,
            qualifiers: qualifiers(files.qualifiers, &synonyms)?,
            decoration: Decoration::load(files.decoration)?,
            synonyms,
            contexts,
        };
        let rows = files.measures.rows::<Measure>()?;
        for row in &rows {
            measures.add(row)?;
        }
        for row in &rows {
            measures.add_aliases(row)?;
            measures.add_name(row);
        }
        measures.add_wordings(files.wordings)?;
        measures.add_successors(files.successors)?;
        Ok(measures)
    }

    /// Adds a user's own measures. A row with a known id adds its labels to that measure.
    pub(crate) fn extend(&mut self, file: DataFile<'_>) -> Result<(), ReferenceError> {
        let rows = file.rows::<Measure>()?;
        for row in &rows {
            match self.position(&row.fields.id).and_then(|position| self.all.get(position)) {
                None => self.add(row)?,
                Some(known) if known.unit == row.fields.unit && known.series == row.fields.series => {}
                Some(known) => {
                    let expected = format!("the unit and the series of `{}` that is known", known.id);
                    return Err(row.unexpected(expected, &row.fields.series));
                }
            }
        }
        for row in &rows {
            self.add_aliases(row)?;
            self.add_name(row);
        }
        Ok(())
    }

    /// The measures in the file's order.
    pub(crate) fn all(&self) -> &[Measure] {
        &self.all
    }

    /// The label that is listed with these words, as printed but for folding.
    pub(super) fn listed(&self, label: &str) -> Option<&Alias> {
        self.aliases.get(*self.by_key.get(&fold::key(label))?)
    }

    /// A label that is listed and says the same.
    pub(super) fn saying(&self, words: &[String]) -> Option<&Alias> {
        self.aliases.get(*self.by_words.get(words)?)
    }

    /// The measures that differ only in how they gather up over time.
    pub(super) fn members(&self, series: &str) -> Vec<&Measure> {
        let positions = self.by_series.get(series).map(Vec::as_slice).unwrap_or_default();
        positions.iter().filter_map(|&position| self.all.get(position)).collect()
    }

    /// The measure at a position.
    pub(super) fn at(&self, position: usize) -> Option<&Measure> {
        self.all.get(position)
    }

    /// Every way to word a measure's label.
    pub(super) fn wordings(&self) -> &Wordings {
        &self.wordings
    }

    /// What takes the place of measures that should not be used any more, in the file's order.
    pub(crate) fn successors(&self) -> &[Successor] {
        &self.successors
    }

    /// Whether a term changes what is measured.
    pub(super) fn is_qualifier(&self, term: &str) -> bool {
        self.qualifiers.contains(term)
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.all.iter().position(|measure| measure.id == id)
    }

    fn add_wordings(&mut self, file: DataFile<'_>) -> Result<(), ReferenceError> {
        let added = Wording::load(file, &self.grammar, &self.synonyms, |id| self.position(id))?;
        for wording in &added {
            self.spelling.learn(plain_words(&wording.printed));
        }
        self.wordings.extend(added);
        Ok(())
    }

    fn add_successors(&mut self, file: DataFile<'_>) -> Result<(), ReferenceError> {
        for row in file.rows::<Successor>()? {
            let Successor { measure, successor, .. } = &row.fields;
            for id in [measure, successor] {
                if self.position(id).is_none() {
                    return Err(row.unexpected("the id of a measure", id));
                }
            }
            if self.successors.iter().any(|other| other.measure == *successor || other.measure == *measure) {
                return Err(
                    row.unexpected("a successor that has none, of a measure that has no other", successor)
                );
            }
            self.successors.push(row.fields);
        }
        Ok(())
    }

    fn add(&mut self, row: &Row<Measure>) -> Result<(), ReferenceError> {
        let measure = &row.fields;
        if self.all.iter().any(|other| other.id == measure.id) {
            return Err(row.unexpected("an id that no other measure has", &measure.id));
        }
        let is_sibling =
            |other: &&Measure| other.unit == measure.unit && other.accumulation != measure.accumulation;
        if !self.members(&measure.series).iter().all(is_sibling) {
            return Err(row.unexpected("a series of one unit, each accumulation once", &measure.series));
        }
        self.by_series.entry(measure.series.clone()).or_default().push(self.all.len());
        self.all.push(measure.clone());
        Ok(())
    }

    fn add_aliases(&mut self, row: &Row<Measure>) -> Result<(), ReferenceError> {
        for label in list(&row.fields.aliases) {
            self.add_alias(row, label, None)?;
        }
        for entry in list(&row.fields.scoped_aliases) {
            let scoped = entry.split_once(": ").filter(|(scope, _)| self.contexts.has_scope(scope));
            let Some((scope, label)) = scoped else {
                return Err(row.unexpected("a scope of scopes.csv, a colon and a label", entry));
            };
            self.add_alias(row, label, Some(scope))?;
        }
        Ok(())
    }

    /// A measure's name for people is a wording of its label too, unless it names one of several siblings.
    fn add_name(&mut self, row: &Row<Measure>) {
        let terms = self.grammar.terms(&row.fields.name, &self.synonyms);
        if let Some(measure) = self.position(&row.fields.id).filter(|_| terms.spans.is_empty()) {
            self.wordings.extend(Wording::of_label(measure, &row.fields.name, &terms));
        }
    }

    fn add_alias(
        &mut self,
        row: &Row<Measure>,
        label: &str,
        scope: Option<&str>,
    ) -> Result<(), ReferenceError> {
        let position = self.aliases.len();
        let measure = self.position(&row.fields.id).unwrap_or_default();
        let scope = scope.map(str::to_owned);
        let alias = Alias { printed: label.to_owned(), measure, series: row.fields.series.clone(), scope };
        if self.by_key.insert(fold::key(label), position).is_some() {
            return Err(row.unexpected("a label that is listed once", label));
        }
        let words = self.synonyms.words(label);
        let terms = self.grammar.read(&words);
        let same_words = *self.by_words.entry(words).or_insert(position);
        let clashes = |other: &Alias| other.series != alias.series || other.scope != alias.scope;
        if self.aliases.get(same_words).is_some_and(clashes) {
            return Err(row.unexpected("words that mean one series in one scope", label));
        }
        self.spelling.learn(plain_words(label));
        if alias.scope.is_none() {
            self.wordings.extend(Wording::of_label(measure, label, &terms));
        }
        self.aliases.push(alias);
        Ok(())
    }
}

/// The words that stand in no listed label but must not be taken for slips.
fn spelling(files: &Files<'_>, synonyms: &Synonyms) -> Result<Spelling, ReferenceError> {
    let mut spelling = Spelling::default();
    spelling.learn(synonyms.plain_words().cloned());
    for row in files.qualifiers.rows::<Qualifiers>()? {
        spelling.learn(list(&row.fields.words).flat_map(plain_words));
    }
    Ok(spelling)
}

/// The words that change what is measured, as they are printed and as they are compared.
fn qualifiers(file: DataFile<'_>, synonyms: &Synonyms) -> Result<BTreeSet<String>, ReferenceError> {
    let mut qualifiers = BTreeSet::new();
    for row in file.rows::<Qualifiers>()? {
        for word in list(&row.fields.words) {
            qualifiers.extend(plain_words(word));
            qualifiers.extend(synonyms.words(word));
        }
    }
    Ok(qualifiers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    const HEADER: &str = "id,name,unit,polarity,topic,tier,family,series,accumulation,aliases,scoped_aliases,\
                          definition,dfe_equivalent\n";

    /// The measures of these rows alone.
    fn load(text: &str) -> Result<Measures, ReferenceError> {
        let file = |name, text| DataFile { name, text };
        Measures::load(&Files {
            measures: file("measures.csv", text),
            wordings: file("wordings.csv", "measures,must,may\n"),
            successors: file("successors.csv", "measure,successor,reason\n"),
            ..data::measure_files()
        })
    }

    fn fault(rows: &str) -> String {
        load(&format!("{HEADER}{rows}")).unwrap_err().to_string()
    }

    fn row(id: &str, series: &str, accumulation: &str, aliases: &str, scoped: &str) -> String {
        format!("{id},A,count,none,caseload,core,a,{series},{accumulation},{aliases},{scoped},A,\n")
    }

    #[test]
    fn faults_are_named() {
        let check = |rows: &[String], expected: &str| {
            assert_eq!(fault(&rows.concat()), format!("measures.csv, {expected}"));
        };
        check(
            &[row("a", "a", "period", "", ""), row("a", "b", "ytd", "", "")],
            "line 3: expected an id that no other measure has, found `a`",
        );
        check(
            &[row("a", "a", "period", "", ""), row("b", "a", "period", "", "")],
            "line 3: expected a series of one unit, each accumulation once, found `a`",
        );
        check(
            &[row("a", "a", "period", "New plans", ""), row("b", "b", "period", "NEW  plans", "")],
            "line 3: expected a label that is listed once, found `NEW  plans`",
        );
        check(
            &[row("a", "a", "period", "% of plans", ""), row("b", "b", "period", "Percentage of plans", "")],
            "line 3: expected words that mean one series in one scope, found `Percentage of plans`",
        );
        check(
            &[row("a", "a", "period", "", "moon: No. of craters")],
            "line 2: expected a scope of scopes.csv, a colon and a label, found `moon: No. of craters`",
        );
    }

    #[test]
    fn siblings_may_share_their_words() {
        let text = [
            HEADER,
            &row("a_period", "a", "period", "% of plans", ""),
            &row("a_ytd", "a", "ytd", "Percentage of plans", ""),
        ]
        .concat();
        assert_eq!(load(&text).unwrap().all().len(), 2);
    }
}
