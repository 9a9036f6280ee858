//! Ways to word a measure's label: what must be said of it, and what may be.
//!
//! A label is of a measure where it says all that a wording asks for and nothing besides: each term of it is one that
//! the wording must or may have. No term is ever left over, so that a qualifier which nobody foresaw keeps a label
//! from its measure. Every listed label is a wording of its own; `wordings.csv` adds those that many councils use.

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;

use super::terms::{Grammar, Terms};
use super::words::Synonyms;
use crate::error::ReferenceError;
use crate::table::{DataFile, Row, list};

/// A listed label that says less than this is matched by its words alone, in their order: one term is too little to
/// tell a measure by.
const LEAST_TERMS: usize = 2;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    /// The ids, separated by `|`: measures that differ in their unit share their wordings.
    measures: String,
    /// Wordings, separated by `|`; in each, groups between spaces, alternatives between `/`, words joined by `_`.
    must: String,
    /// Alternatives between spaces.
    may: String,
}

/// One way to word a label.
#[derive(Debug)]
pub(super) struct Wording {
    /// The measure's position.
    pub(super) measure: usize,
    /// The words as they are listed, for explanations.
    pub(super) printed: String,
    /// Of each group one alternative must be said, whole.
    groups: Vec<Vec<BTreeSet<String>>>,
    may: BTreeSet<String>,
    /// Whom or what a share is of.
    bases: BTreeSet<String>,
}

/// All wordings, and which of them may say a term.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    all: Vec<Wording>,
    by_term: HashMap<String, Vec<usize>>,
}

impl Wordings {
    /// The wordings in the order in which they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Wording> {
        self.all.iter()
    }

    /// The wordings that may say the rarest of a label's terms; of the others, no label of these can be.
    pub(super) fn that_may_say(&self, label: &Terms) -> impl Iterator<Item = &Wording> {
        let positions = |term: &String| self.by_term.get(term).map_or(&[][..], Vec::as_slice);
        let rarest = label.said.iter().map(positions).min_by_key(|positions| positions.len());
        rarest.unwrap_or_default().iter().filter_map(|&position| self.all.get(position))
    }
}

impl Extend<Wording> for Wordings {
    fn extend<T: IntoIterator<Item = Wording>>(&mut self, added: T) {
        for wording in added {
            for term in wording.known() {
                self.by_term.entry(term.clone()).or_default().push(self.all.len());
            }
            self.all.push(wording);
        }
    }
}

/// What of a wording a label says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Overlap {
    /// The terms that the wording must have.
    pub(super) met: BTreeSet<String>,
    /// The groups that the label doesn't say, by their first alternative.
    pub(super) missing: Vec<String>,
    /// What the label says besides.
    pub(super) besides: Vec<String>,
}

impl Overlap {
    /// Whether the label says all that is asked for and nothing besides.
    pub(super) fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.besides.is_empty() && !self.met.is_empty()
    }
}

impl Wording {
    /// The wording of a listed label; none where it says too little.
    pub(super) fn of_label(measure: usize, label: &str, terms: &Terms) -> Option<Self> {
        let groups = terms.said.iter().map(|term| vec![BTreeSet::from([term.clone()])]).collect();
        let wording = Wording {
            measure,
            printed: label.to_owned(),
            groups,
            may: BTreeSet::new(),
            bases: terms.base.iter().cloned().collect(),
        };
        (terms.said.len() >= LEAST_TERMS).then_some(wording)
    }

    /// The wordings of the file, `position` telling where a measure stands.
    pub(super) fn load(
        file: DataFile<'_>,
        grammar: &Grammar,
        synonyms: &Synonyms,
        position: impl Fn(&str) -> Option<usize>,
    ) -> Result<Vec<Self>, ReferenceError> {
        let mut wordings = Vec::new();
        for row in file.rows::<Record>()? {
            for id in list(&row.fields.measures) {
                let measure = position(id);
                let measure = measure.ok_or_else(|| row.unexpected("the id of a measure", id))?;
                for must in list(&row.fields.must) {
                    wordings.push(Wording::read(&row, measure, must, grammar, synonyms)?);
                }
            }
        }
        Ok(wordings)
    }

    fn read(
        row: &Row<Record>,
        measure: usize,
        must: &str,
        grammar: &Grammar,
        synonyms: &Synonyms,
    ) -> Result<Self, ReferenceError> {
        let said = |word: &str| {
            let words = if synonyms.is_word(word) {
                vec![word.to_owned()]
            } else {
                synonyms.words(&word.replace('_', " "))
            };
            grammar.read(&words).said
        };
        let groups: Vec<Vec<BTreeSet<String>>> =
            must.split(' ').map(|group| group.split('/').map(said).collect()).collect();
        if groups.iter().flatten().any(BTreeSet::is_empty) {
            return Err(row.unexpected("words that carry a meaning", must));
        }
        let in_bases =
            |group: &&Vec<BTreeSet<String>>| group.iter().flatten().any(|term| grammar.is_base(term));
        let bases = groups.iter().find(in_bases).into_iter().flatten().flatten().cloned().collect();
        let may = row.fields.may.split(' ').flat_map(said).collect();
        Ok(Wording { measure, printed: must.replace('_', " "), groups, may, bases })
    }

    /// Every term that a label of it may say.
    pub(super) fn known(&self) -> BTreeSet<&String> {
        self.groups.iter().flatten().flatten().chain(&self.may).collect()
    }

    /// What of the wording a label says, the heading's subjects filling in for what it leaves out.
    pub(super) fn overlap(&self, label: &Terms, subjects: &BTreeSet<String>) -> Overlap {
        let mut overlap = Overlap { met: BTreeSet::new(), missing: Vec::new(), besides: Vec::new() };
        for group in &self.groups {
            let said: Vec<_> = group.iter().filter(|terms| terms.is_subset(&label.said)).collect();
            let from_heading = group.iter().any(|terms| terms.is_subset(subjects));
            overlap.met.extend(said.iter().copied().flatten().cloned());
            if said.is_empty() && !from_heading {
                let first = group.first().map(|terms| terms.iter().cloned().collect::<Vec<_>>().join(" "));
                overlap.missing.extend(first);
            }
        }
        let is_besides = |term: &&String| !overlap.met.contains(*term) && !self.may.contains(*term);
        let besides = label.said.iter().filter(is_besides).cloned().collect();
        overlap.besides = besides;
        overlap
    }

    /// Whether a share that the label states can be of what this one is of: of `% of NEETs with a plan`, the NEETs.
    pub(super) fn is_of(&self, base: Option<&String>) -> bool {
        base.is_none_or(|base| self.bases.is_empty() || self.bases.contains(base))
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }
}
