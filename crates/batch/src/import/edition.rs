//! By what documents are read now, and whether one that is known was read by the same.
//!
//! A document is read again only where that may change what it gives: by another Boardlift, where its own layout has
//! changed, where no layout fitted it and any has changed, or where it has figures and other measures are known. A document
//! that has its layout keeps it when others come.

use std::collections::BTreeMap;

use boardlift_dataset::{DocumentRow, VERSION};
use boardlift_layouts::{Catalogue, GENERIC, GENERIC_VERSION};
use boardlift_reference::Measure;
use sha2::{Digest, Sha256};

use super::ledger::Reading;
use crate::inputs::Provenance;

/// By what documents are read now.
pub(super) struct Edition {
    /// The version and the fingerprint of each layout, by its id.
    layouts: BTreeMap<String, (u32, String)>,
    /// The fingerprint of all layouts.
    catalogue: String,
    /// The fingerprint of all measures.
    measures: String,
}

/// How a document that is known was read, beside how it would be read now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// By the same.
    Current,
    /// It could not be read.
    Failed,
    /// By another version of Boardlift.
    OtherProgram,
    /// By a layout that has changed since, or is known no longer.
    OtherLayout,
    /// By none, and layouts have come or changed since.
    OtherCatalogue,
    /// When other measures were known.
    OtherMeasures,
    /// Nobody remembers.
    Unknown,
}

impl Standing {
    /// Whether reading it again may change what it gives.
    pub fn is_older(self) -> bool {
        !matches!(self, Standing::Current | Standing::Failed)
    }
}

impl Edition {
    /// By what documents are read with these layouts and measures.
    pub(super) fn of(catalogue: &Catalogue, measures: &[Measure]) -> Self {
        let entries = catalogue.entries().iter();
        let layouts: BTreeMap<_, _> = entries
            .map(|entry| (entry.spec.id.clone(), (entry.spec.version, fingerprint([entry.toml.as_str()]))))
            .collect();
        let catalogue =
            fingerprint(layouts.iter().flat_map(|(id, (_, print))| [id.as_str(), print.as_str()]));
        // All that there is of a measure, its labels among that.
        let measures: Vec<String> = measures.iter().map(|measure| format!("{measure:?}")).collect();
        let measures = fingerprint(measures.iter().map(String::as_str));
        Edition { layouts, catalogue, measures }
    }

    /// By what a document was read just now, and where that was published.
    pub(super) fn reading(&self, row: &DocumentRow, provenance: Option<&Provenance>) -> Reading {
        let own = row.layout.as_ref().and_then(|layout| self.layouts.get(&layout.id));
        Reading {
            layout: own.map(|(_, print)| print.clone()).unwrap_or_default(),
            catalogue: self.catalogue.clone(),
            measures: self.measures.clone(),
            provenance: provenance.map(Provenance::fingerprint).unwrap_or_default(),
        }
    }

    /// How a document was read that is known, beside how it would be read now.
    pub(super) fn standing(&self, row: &DocumentRow, reading: Option<&Reading>) -> Standing {
        if row.boardlift_version != VERSION {
            return Standing::OtherProgram;
        }
        let Some(layout) = &row.layout else { return Standing::Failed };
        let is_general = layout.id == GENERIC;
        let (version, print) = match self.layouts.get(&layout.id) {
            _ if is_general => (GENERIC_VERSION, ""),
            Some((version, print)) => (*version, print.as_str()),
            None => return Standing::OtherLayout,
        };
        match reading {
            _ if layout.version != version => Standing::OtherLayout,
            None => Standing::Unknown,
            Some(reading) if reading.layout != print => Standing::OtherLayout,
            Some(reading) if is_general && reading.catalogue != self.catalogue => Standing::OtherCatalogue,
            Some(reading) if row.observations > 0 && reading.measures != self.measures => {
                Standing::OtherMeasures
            }
            Some(_) => Standing::Current,
        }
    }
}

fn fingerprint<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        // So that two texts are not one.
        hash.update([0]);
    }
    // Eight bytes: two layouts of one catalogue don't share so many by chance.
    let first = hash.finalize().iter().take(8).fold(0, |digits: u64, byte| digits << 8 | u64::from(*byte));
    format!("{first:016x}")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use boardlift_dataset::Paper;
    use boardlift_model::{DocumentId, LayoutRef, MediaType, Source};
    use boardlift_reference::Vocabulary;

    use super::*;

    const SPEC: &str = "id = \"ours\"\nversion = 2\nsummary = \"s\"\n[[table]]\ncolumns = [\"Ref\", \"KPI\", \"{period}\"]\n";

    /// The layouts that come with the program, and some of one's own.
    fn edition(own: &[&str]) -> Edition {
        let folder = tempfile::tempdir().unwrap();
        for (number, toml) in own.iter().enumerate() {
            fs::write(folder.path().join(format!("{number}.toml")), toml).unwrap();
        }
        let mut catalogue = Catalogue::embedded().unwrap();
        catalogue.add_folder(folder.path()).unwrap();
        Edition::of(&catalogue, &[])
    }

    fn row(layout: Option<(&str, u32)>) -> DocumentRow {
        let id = DocumentId("a".repeat(64));
        let source = Source { id, file_name: "x".to_owned(), media_type: MediaType::Csv, byte_size: 1 };
        let layout = layout.map(|(id, version)| LayoutRef { id: id.to_owned(), version });
        DocumentRow { layout, ..Paper::failed(source, "x").document }
    }

    /// How a document stands that was read with the layouts `then`, now that those of `now` are there.
    fn check(layout: Option<(&str, u32)>, then: &[&str], now: &[&str], expected: Standing) {
        let row = row(layout);
        let reading = edition(then).reading(&row, None);
        assert_eq!(edition(now).standing(&row, Some(&reading)), expected, "{layout:?}, {then:?}, {now:?}");
    }

    #[test]
    fn what_was_read_by_the_same_is_current() {
        check(Some(("ours", 2)), &[SPEC], &[SPEC], Standing::Current);
        check(Some((GENERIC, GENERIC_VERSION)), &[SPEC], &[SPEC], Standing::Current);
        check(None, &[SPEC], &[], Standing::Failed);
    }

    #[test]
    fn a_layout_that_changed_makes_its_own_documents_older_and_no_others() {
        let raised = SPEC.replace("version = 2", "version = 3");
        let edited = SPEC.replace("summary = \"s\"", "summary = \"t\"");
        check(Some(("ours", 2)), &[SPEC], &[&raised], Standing::OtherLayout);
        check(Some(("ours", 2)), &[SPEC], &[&edited], Standing::OtherLayout);
        check(Some(("ours", 2)), &[SPEC], &[], Standing::OtherLayout);
        let kingston = Catalogue::embedded().unwrap().get("kingston-dashboard").unwrap().spec.version;
        check(Some(("kingston-dashboard", kingston)), &[SPEC], &[&raised], Standing::Current);
    }

    #[test]
    fn what_no_layout_fitted_is_older_when_any_comes_changes_or_goes() {
        let edited = SPEC.replace("\"KPI\"", "\"Indicator\"");
        let general = Some((GENERIC, GENERIC_VERSION));
        check(general, &[], &[SPEC], Standing::OtherCatalogue);
        check(general, &[SPEC], &[&edited], Standing::OtherCatalogue);
        check(general, &[SPEC], &[], Standing::OtherCatalogue);
        check(Some((GENERIC, GENERIC_VERSION - 1)), &[], &[], Standing::OtherLayout);
    }

    #[test]
    fn other_measures_make_documents_older_that_have_figures() {
        let vocabulary = Vocabulary::embedded().unwrap();
        let catalogue = Catalogue::embedded().unwrap();
        let without_last = vocabulary.measures().split_last().unwrap().1;
        let (then, now) =
            (Edition::of(&catalogue, without_last), Edition::of(&catalogue, vocabulary.measures()));
        let general = Some((GENERIC, GENERIC_VERSION));
        for (observations, expected) in [(0, Standing::Current), (1, Standing::OtherMeasures)] {
            let row = DocumentRow { observations, ..row(general) };
            assert_eq!(now.standing(&row, Some(&then.reading(&row, None))), expected);
        }
    }

    #[test]
    fn another_program_says_so_of_failures_too() {
        let by_another = |layout| DocumentRow { boardlift_version: "0.0.1".to_owned(), ..row(layout) };
        for row in [by_another(None), by_another(Some(("ours", 2)))] {
            assert_eq!(edition(&[SPEC]).standing(&row, None), Standing::OtherProgram);
        }
    }

    #[test]
    fn what_nobody_remembers_may_be_older() {
        assert_eq!(edition(&[SPEC]).standing(&row(Some(("ours", 2))), None), Standing::Unknown);
        assert_eq!(edition(&[SPEC]).standing(&row(None), None), Standing::Failed);
    }
}
