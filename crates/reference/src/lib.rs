//! Authorities, areas and measures: the vocabularies and the matching against them.
//!
//! The vocabularies are the CSV files of `data/`, which are part of the program; `data/README.md` says where they
//! come from. Every match is certain or there is none: words that could mean two things mean nothing here.
//!
//! This crate knows no document, reads no file and keeps no state: the same words give the same answer, in
//! whatever order they are asked about.
//!
//! In reading order:
//!
//! - [`Vocabulary`]: all of it.
//! - `authority`: the councils, and which of them words name.
//! - `geography`: England, regions, statistical neighbours.
//! - `portal`: where councils publish the papers of their committees.
//! - `measure`: the canonical measures, and which of them a label names.
//! - `table`, `error`: reading the files.

mod authority;
mod data;
mod error;
mod geography;
mod measure;
mod portal;
mod table;

pub use authority::names::NameUse;
pub use authority::{AuthorityEntry, AuthorityKind, Change};
pub use error::{ReferenceError, UnknownAuthority, UnknownMeasure};
pub use geography::Geography;
pub use measure::agreement::unit_named;
pub use measure::index::Successor;
pub use measure::query::{Candidate, LabelAnswer, MatchKind, MeasureMatch, MeasureQuery};
pub use measure::{Accumulation, Measure, MeasureUnit, Polarity, Tier};
pub use portal::{Portal, PortalSystem};

use authority::Authorities;
use authority::names::NameIndex;
use boardlift_model::Date;
use geography::Geographies;
use measure::index::Measures;
use portal::Portals;

/// Every vocabulary, ready to be asked. Loading takes some milliseconds: once a run is right.
#[derive(Debug)]
pub struct Vocabulary {
    authorities: Authorities,
    names: NameIndex,
    geographies: Geographies,
    measures: Measures,
    portals: Portals,
}

impl Vocabulary {
    /// The vocabularies that are part of the program.
    ///
    /// # Errors
    ///
    /// Where a data file breaks its own rules: an id or alias twice, an unknown column or term. The error names
    /// file, line, what was expected and what was found.
    pub fn embedded() -> Result<Self, ReferenceError> {
        let authorities = Authorities::load(data::AUTHORITIES)?;
        Ok(Vocabulary {
            names: NameIndex::new(&authorities, data::PLACE_WORDS)?,
            authorities,
            geographies: Geographies::load(data::GEOGRAPHIES)?,
            measures: Measures::load(&data::measure_files())?,
            portals: Portals::load(data::PORTALS)?,
        })
    }

    /// The authority that the words name: a present one, or an ended one by its council's name.
    ///
    /// None where they name none or two. How sure a name must be depends on where the words stand: initials
    /// (`RBK`) count in a heading, never in running words.
    pub fn authority(&self, words: &str, how: NameUse) -> Option<&AuthorityEntry> {
        self.authorities.get(self.names.find(words, how)?)
    }

    /// The authority whose ONS code or whose name the words are, however they are capitalised.
    ///
    /// # Errors
    ///
    /// Where none has it, with the nearest names.
    pub fn authority_by_code_or_name(&self, words: &str) -> Result<&AuthorityEntry, UnknownAuthority> {
        self.authorities.by_code_or_name(words)
    }

    /// The authority of the same name that was in force on a day, for a document of that day.
    ///
    /// `Dorset` in 2018 is the county council that ended in 2019. A council that only got a new code keeps the new
    /// one, so that its years stay together. None where there was no such council yet: then the document is not
    /// of that day, or not of that council.
    pub fn authority_on<'v>(&'v self, entry: &'v AuthorityEntry, day: Date) -> Option<&'v AuthorityEntry> {
        self.authorities.on_day(entry, day)
    }

    /// The area by the name that the schema gives it: `England`, `South West`, `Statistical neighbours`.
    pub fn area(&self, name: &str) -> Option<&Geography> {
        self.geographies.find(name)
    }

    /// The nation or region of an ONS code: `E12000009` is the South West.
    pub fn area_by_code(&self, code: &str) -> Option<&Geography> {
        self.geographies.by_code(code)
    }

    /// The measure that an indicator is certainly a figure of.
    ///
    /// None for a label that the vocabulary does not have, that could mean two measures, or whose figure has
    /// another unit or basis than the measure, or does not state the basis on which the measure depends.
    pub fn measure(&self, query: &MeasureQuery<'_>) -> Option<MeasureMatch<'_>> {
        self.measures.find(query, |label| {
            query.authority.and_then(|authority| self.without_authority(label, &authority.code))
        })
    }

    /// What a label means where nobody can say more, and why.
    ///
    /// Where label, unit and basis leave siblings open, it is the one that lists the label: good for a person who
    /// maps labels, too bold for a figure, for which [`Vocabulary::measure`] wants unit and basis stated.
    pub fn label(&self, query: &MeasureQuery<'_>) -> LabelAnswer<'_> {
        self.measures.explain(query, |label| {
            query.authority.and_then(|authority| self.without_authority(label, &authority.code))
        })
    }

    /// Adds a user's own measures, a CSV with the columns of `measures.csv`. A row whose id is known adds its labels
    /// to that measure. `name` is the file's, for messages.
    ///
    /// # Errors
    ///
    /// Where a column is missing or unknown, or a field does not hold what it should; with the line.
    pub fn with_measures(mut self, name: &str, text: &str) -> Result<Self, ReferenceError> {
        self.measures.extend(table::DataFile { name, text })?;
        Ok(self)
    }

    /// The ids that should not be used any more, with those that take their place.
    pub fn successors(&self) -> &[Successor] {
        self.measures.successors()
    }

    /// Where councils publish the papers of their committees, in the file's order; each council once at most.
    pub fn portals(&self) -> &[Portal] {
        self.portals.entries()
    }

    /// Every authority, in the file's order.
    pub fn authorities(&self) -> &[AuthorityEntry] {
        self.authorities.entries()
    }

    /// Every measure, in the file's order.
    pub fn measures(&self) -> &[Measure] {
        self.measures.all()
    }

    /// The label without this authority's names, where it holds any.
    fn without_authority(&self, label: &str, code: &str) -> Option<String> {
        self.names.without(label, self.authorities.position(code)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use boardlift_model::AreaType;
    use boardlift_model::AreaType::{Country, Region, StatisticalNeighbours};

    use super::*;

    /// Loaded once for all tests.
    pub(crate) static VOCABULARY: LazyLock<Vocabulary> =
        LazyLock::new(|| Vocabulary::embedded().expect("the embedded files keep their own rules"));

    #[test]
    fn authorities_by_code_or_name() {
        for (words, expected) in [
            ("E09000021", "Kingston upon Thames"),
            (" e09000021 ", "Kingston upon Thames"),
            ("rbk", "Kingston upon Thames"),
            ("Reading", "Reading"),
            ("BRISTOL", "Bristol, City of"),
            ("Bristol, City of", "Bristol, City of"),
            ("Telford & Wrekin", "Telford and Wrekin"),
            ("Cumbria County Council", "Cumbria"),
            ("E10000006", "Cumbria"),
        ] {
            let entry = VOCABULARY.authority_by_code_or_name(words).map(|entry| entry.name.as_str());
            assert_eq!(entry, Ok(expected), "{words}");
        }
    }

    #[test]
    fn unknown_authorities_have_suggestions() {
        let check = |words: &str, expected: &str| {
            let error = VOCABULARY.authority_by_code_or_name(words).unwrap_err().to_string();
            let said = "expected the ONS code or the name of a local authority, found";
            assert_eq!(error, format!("{said} {expected}"));
        };
        check("Wirall", "`Wirall`; perhaps Wirral (E08000015)");
        check(
            "Kingstn",
            "`Kingstn`; perhaps Kingston upon Thames (E09000021) or Kingston upon Hull, City of (E06000010)",
        );
        check("Xyz", "`Xyz`");
        check("", "``");
        check("E09000099", "`E09000099`");
        check(&"a".repeat(1 << 20), &format!("`{}…`", "a".repeat(100)));
    }

    #[test]
    fn an_authority_on_a_day() {
        let check = |code: &str, day: Date, expected: Option<&str>| {
            let entry = VOCABULARY.authority_by_code_or_name(code).unwrap();
            let found = VOCABULARY.authority_on(entry, day).map(|entry| entry.code.as_str());
            assert_eq!(found, expected, "{code} on {day}");
        };
        let day = Date::constant;
        check("Kingston upon Thames", day(2023, 4, 1), Some("E09000021"));
        check("Dorset", day(2019, 3, 31), Some("E10000009"));
        check("Dorset", day(2019, 4, 1), Some("E06000059"));
        check("Somerset", day(2022, 1, 1), Some("E10000027"));
        // A new code for the same council.
        check("Barnsley", day(2023, 1, 1), Some("E08000038"));
        // No such council yet, or no more.
        check("BCP", day(2018, 1, 1), None);
        check("Cumbria County Council", day(2024, 1, 1), None);
    }

    #[test]
    fn areas_have_the_schemas_names() {
        let check = |name: &str, expected: Option<(Option<&str>, AreaType)>| {
            let area = VOCABULARY.area(name).map(|area| (area.code.as_deref(), area.area_type));
            assert_eq!(area, expected, "{name}");
        };
        check("England", Some((Some("E92000001"), Country)));
        check("South West", Some((Some("E12000009"), Region)));
        check("Yorkshire and the Humber", Some((Some("E12000003"), Region)));
        check("Outer London", Some((Some("E13000002"), Region)));
        check("Statistical neighbours", Some((None, StatisticalNeighbours)));
        check("SN", None);
        check("", None);
    }

    #[test]
    fn measures_of_ones_own() {
        const HEADER: &str = "id,name,unit,polarity,topic,tier,family,series,accumulation,aliases,scoped_aliases,\
                              definition,dfe_equivalent\n";
        let with = |rows: &str| {
            Vocabulary::embedded().unwrap().with_measures("ours.csv", &format!("{HEADER}{rows}"))
        };
        let found = |vocabulary: &Vocabulary, label: &str| {
            let query = MeasureQuery { indicator: label, ..MeasureQuery::default() };
            vocabulary.label(&query).measure.map(|found| found.id.to_owned())
        };
        let ours = with("forest_school_count,Children at forest school,count,higher,placement,extended,f,f,snapshot,Number of children at forest school,,Ours.,\n").unwrap();
        assert_eq!(found(&ours, "No. of children at forest school").as_deref(), Some("forest_school_count"));
        // A known id gains labels.
        let row = "ehcp_count,EHC plans,count,none,caseload,core,ehcp_count,ehcp_count,snapshot,Headline plan total,,As known.,\n";
        assert_eq!(found(&with(row).unwrap(), "Headline plan total").as_deref(), Some("ehcp_count"));
        let fault = |rows: &str| with(rows).map(|_| ()).unwrap_err().to_string();
        let percent = row.replace(",count,none", ",percent,none");
        assert_eq!(
            fault(&percent),
            "ours.csv, line 2: expected the unit and the series of `ehcp_count` that is known, found `ehcp_count`"
        );
        let acres = fault(&row.replace(",count,none", ",acres,none"));
        for words in ["ours.csv", "line 2", "column `unit`", "unknown variant `acres`", "`percent`"] {
            assert!(acres.contains(words), "{acres}");
        }
        let taken = row.replace("Headline plan total", "New EHCPs");
        assert_eq!(
            fault(&taken),
            "ours.csv, line 2: expected a label that is listed once, found `New EHCPs`"
        );
    }

    #[test]
    fn ids_that_are_no_longer_used_have_successors() {
        let successors = VOCABULARY.successors();
        assert!(!successors.is_empty());
        let known = |id: &str| VOCABULARY.measures().iter().any(|measure| measure.id == id);
        for row in successors {
            assert!(known(&row.measure) && known(&row.successor) && !row.reason.is_empty(), "{row:?}");
        }
    }

    #[test]
    fn portals_are_those_of_known_councils() {
        for portal in VOCABULARY.portals() {
            let known = VOCABULARY.authority_by_code_or_name(&portal.code).is_ok();
            assert!(known && portal.base_url.starts_with("http"), "{portal:?}");
        }
        let with = |system| VOCABULARY.portals().iter().filter(|portal| portal.system == system).count();
        let systems = [PortalSystem::ModernGov, PortalSystem::Cmis, PortalSystem::Other];
        assert_eq!(systems.map(with), [135, 10, 8]);
    }

    #[test]
    fn every_present_authority_is_there() {
        let count = |prefix: &str| {
            let entries = VOCABULARY.authorities.entries().iter();
            entries.filter(|entry| entry.valid_to.is_none() && entry.code.starts_with(prefix)).count()
        };
        assert_eq!(["E06", "E08", "E09", "E10"].map(count), [63, 36, 33, 21]);
        assert_eq!(["E07", "W06", "S12", "N09"].map(count), [164, 22, 32, 11]);
    }
}
