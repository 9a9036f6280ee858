//! The councils of England, Wales, Scotland and Northern Ireland: the present ones and those that have ended.
//!
//! Which of them words name is for [`names`] to say. An ended council is known by its council's name alone
//! (`Cumbria County Council`): the place lives on, and what is headed `Cumbria` today is no paper of that council.

pub(crate) mod names;

use std::collections::HashMap;

use boardlift_lexicon::fold;
use boardlift_model::Date;
use serde::{Deserialize, Serialize};

use crate::error::{ReferenceError, UnknownAuthority};
use crate::table::{DataFile, Row, list};

/// How many authorities an [`UnknownAuthority`] suggests at most.
const SUGGESTIONS: usize = 3;
/// How like a name must be to be suggested: 1 is the same words.
const LIKENESS: f64 = 0.85;
/// More characters than this are no name, and are not looked at.
const LONGEST_NAME: usize = 100;

/// What kind of council an authority is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityKind {
    /// One council for everything, outside London and the metropolitan counties.
    UnitaryAuthority,
    /// A borough or city of a metropolitan county.
    MetropolitanDistrict,
    /// A London borough.
    LondonBorough,
    /// The City of London.
    CityCorporation,
    /// The upper of two tiers.
    CountyCouncil,
    /// The lower of two tiers.
    NonMetropolitanDistrict,
    /// One council for everything in Wales.
    WelshCouncil,
    /// One council for everything in Scotland.
    ScottishCouncil,
    /// A district of Northern Ireland.
    NorthernIrishCouncil,
}

impl AuthorityKind {
    /// Whether it is one of the councils of England with an education department, by whose places alone boards call them.
    pub(crate) fn is_of_education(self) -> bool {
        !matches!(
            self,
            Self::NonMetropolitanDistrict
                | Self::WelshCouncil
                | Self::ScottishCouncil
                | Self::NorthernIrishCouncil
        )
    }
}

/// Why an authority's code ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The council is gone and others took its area.
    Abolished,
    /// The council's area or powers changed, and it got a new code.
    Reorganised,
    /// The same council under a new code.
    Recoded,
}

/// One authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityEntry {
    /// Its ONS code: `E09000021`.
    pub code: String,
    /// Its name as the Department for Education writes it, `Kingston upon Thames`, or without its kind.
    pub name: String,
    /// What kind of council it is.
    pub kind: AuthorityKind,
    /// The ONS code of its region of England, or of its nation.
    pub region_code: String,
    /// The Department for Education's three digits, where it gave them.
    pub dfe_code: Option<String>,
    /// The first day of the code. The register begins with 2009, which stands for: then or before.
    pub valid_from: Date,
    /// The last day of the code; nothing for a present authority.
    pub valid_to: Option<Date>,
    /// Why it ended.
    pub change: Option<Change>,
    /// The codes of the authorities that came after it.
    pub successors: Vec<String>,
    /// What boards call it.
    pub(crate) names: Names,
}

impl AuthorityEntry {
    /// What boards call it besides its name, those names that say most first.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.names.all().map(String::as_str)
    }

    /// Whether the code was in force on that day.
    pub fn existed_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// What boards call an authority, by how much each name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    /// With the council's words: `Royal Borough of Kingston`, `Hull City Council`.
    pub(crate) councils: Vec<String>,
    /// The place alone: `Kingston`.
    pub(crate) places: Vec<String>,
    /// The place alone where it is a common word too: `Bury`.
    pub(crate) words: Vec<String>,
    /// Initials: `RBK`.
    pub(crate) initials: Vec<String>,
}

impl Names {
    fn all(&self) -> impl Iterator<Item = &String> {
        self.councils.iter().chain(&self.places).chain(&self.words).chain(&self.initials)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    code: String,
    name: String,
    council_names: String,
    place_names: String,
    word_names: String,
    initials: String,
    r#type: AuthorityKind,
    region_code: String,
    dfe_code: Option<String>,
    valid_from: String,
    valid_to: Option<String>,
    change: Option<Change>,
    successor_codes: String,
}

/// The authorities in the file's order, by code, and by any of their names.
#[derive(Debug)]
pub(crate) struct Authorities {
    entries: Vec<AuthorityEntry>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Authorities {
    pub(crate) fn load(file: DataFile<'_>) -> Result<Self, ReferenceError> {
        let rows = file.rows::<Record>()?;
        let mut authorities =
            Authorities { entries: Vec::new(), by_code: HashMap::new(), by_name: HashMap::new() };
        for row in &rows {
            let entry = entry(row)?;
            if authorities.by_code.insert(entry.code.clone(), authorities.entries.len()).is_some() {
                return Err(row.unexpected("a code that no other row has", &entry.code));
            }
            authorities.entries.push(entry);
        }
        authorities.check_successors(&rows)?;
        authorities.index_names(&rows)?;
        Ok(authorities)
    }

    pub(crate) fn entries(&self) -> &[AuthorityEntry] {
        &self.entries
    }

    pub(crate) fn get(&self, position: usize) -> Option<&AuthorityEntry> {
        self.entries.get(position)
    }

    pub(crate) fn position(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    pub(crate) fn by_code_or_name(&self, words: &str) -> Result<&AuthorityEntry, UnknownAuthority> {
        let words = words.trim();
        if words.chars().nth(LONGEST_NAME).is_some() {
            let given = words.chars().take(LONGEST_NAME).chain(['…']).collect();
            return Err(UnknownAuthority { given, suggestions: Vec::new() });
        }
        let key = fold::key(words);
        let position = self.by_code.get(&words.to_ascii_uppercase()).or_else(|| self.by_name.get(&key));
        position
            .and_then(|&position| self.entries.get(position))
            .ok_or_else(|| UnknownAuthority { given: words.to_owned(), suggestions: self.nearest(&key) })
    }

    pub(crate) fn on_day<'a>(&'a self, entry: &'a AuthorityEntry, day: Date) -> Option<&'a AuthorityEntry> {
        if entry.existed_on(day) {
            return Some(entry);
        }
        let earlier = self.entries.iter().find(|earlier| {
            earlier.name == entry.name && earlier.successors.contains(&entry.code) && earlier.existed_on(day)
        })?;
        Some(if earlier.change == Some(Change::Recoded) { entry } else { earlier })
    }

    /// Present authorities come first: the name of one is never that of an ended one.
    fn index_names(&mut self, rows: &[Row<Record>]) -> Result<(), ReferenceError> {
        let in_order = |present: bool| {
            let entries = self.entries.iter().enumerate();
            entries.filter(move |(_, entry)| entry.valid_to.is_none() == present)
        };
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for (position, entry) in in_order(true) {
            for name in entry.names.all().chain([&entry.name]) {
                let other = by_name.insert(fold::key(name), position);
                if let (Some(row), Some(_)) = (rows.get(position), other.filter(|&other| other != position)) {
                    return Err(row.unexpected("a name that no other authority has", name));
                }
            }
        }
        for (position, entry) in in_order(false) {
            for name in entry.names.all() {
                by_name.entry(fold::key(name)).or_insert(position);
            }
        }
        self.by_name = by_name;
        Ok(())
    }

    fn check_successors(&self, rows: &[Row<Record>]) -> Result<(), ReferenceError> {
        for (row, entry) in rows.iter().zip(&self.entries) {
            if let Some(code) = entry.successors.iter().find(|code| !self.by_code.contains_key(*code)) {
                return Err(row.unexpected("successor codes that are in the file", code));
            }
            if entry.valid_to.is_some() != entry.change.is_some()
                || entry.valid_to.is_some() == entry.successors.is_empty()
            {
                return Err(row.unexpected("last day, change and successors together", &entry.code));
            }
        }
        Ok(())
    }

    fn nearest(&self, key: &str) -> Vec<String> {
        let likeness = |entry: &AuthorityEntry| {
            let names = entry.names.all().chain([&entry.name]);
            names.map(|name| strsim::jaro_winkler(key, &fold::key(name))).fold(0.0, f64::max)
        };
        let mut near: Vec<_> = self
            .entries
            .iter()
            .filter(|entry| entry.valid_to.is_none())
            .map(|entry| (likeness(entry), entry))
            .filter(|(likeness, _)| *likeness >= LIKENESS)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.code.cmp(&b.1.code)));
        near.iter().take(SUGGESTIONS).map(|(_, entry)| format!("{} ({})", entry.name, entry.code)).collect()
    }
}

fn entry(row: &Row<Record>) -> Result<AuthorityEntry, ReferenceError> {
    let fields = &row.fields;
    if !is_ons_code(&fields.code) {
        return Err(row.unexpected("an ONS code: `E`, `N`, `S` or `W` and eight digits", &fields.code));
    }
    let names = |field: &str| list(field).map(str::to_owned).collect::<Vec<_>>();
    Ok(AuthorityEntry {
        code: fields.code.clone(),
        name: fields.name.clone(),
        kind: fields.r#type,
        region_code: fields.region_code.clone(),
        dfe_code: fields.dfe_code.clone(),
        valid_from: day(row, &fields.valid_from)?,
        valid_to: fields.valid_to.as_deref().map(|text| day(row, text)).transpose()?,
        change: fields.change,
        successors: names(&fields.successor_codes),
        names: Names {
            councils: names(&fields.council_names),
            places: names(&fields.place_names),
            words: names(&fields.word_names),
            initials: names(&fields.initials),
        },
    })
}

fn day(row: &Row<Record>, text: &str) -> Result<Date, ReferenceError> {
    text.parse().map_err(|_| row.unexpected("a day as year-month-day", text))
}

fn is_ons_code(code: &str) -> bool {
    code.strip_prefix(['E', 'N', 'S', 'W'])
        .is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "code,name,council_names,place_names,word_names,initials,type,region_code,dfe_code,\
                          valid_from,valid_to,change,successor_codes\n";

    fn load(rows: &str) -> Result<Authorities, ReferenceError> {
        Authorities::load(DataFile { name: "authorities.csv", text: &format!("{HEADER}{rows}") })
    }

    #[test]
    fn faults_are_named() {
        let check = |rows: &str, expected: &str| {
            assert_eq!(load(rows).unwrap_err().to_string(), format!("authorities.csv, {expected}"));
        };
        let place = |code: &str, names: &str| {
            format!("{code},A,,{names},,,county_council,E12000001,,2009-01-01,,,\n")
        };
        check(
            &place("E1", "A"),
            "line 2: expected an ONS code: `E`, `N`, `S` or `W` and eight digits, found `E1`",
        );
        check(
            &(place("E10000001", "A") + &place("E10000001", "B")),
            "line 3: expected a code that no other row has, found `E10000001`",
        );
        check(
            &(place("E10000001", "Old Town") + &place("E10000002", "OLD  TOWN")),
            "line 3: expected a name that no other authority has, found `OLD  TOWN`",
        );
        check(
            "E10000001,A,,,,,county_council,E12000001,,1 April 2009,,,\n",
            "line 2: expected a day as year-month-day, found `1 April 2009`",
        );
        check(
            "E10000001,A,,,,,county_council,E12000001,,2009-01-01,2010-01-01,abolished,E10000009\n",
            "line 2: expected successor codes that are in the file, found `E10000009`",
        );
        check(
            "E10000001,A,,,,,county_council,E12000001,,2009-01-01,2010-01-01,,\n",
            "line 2: expected last day, change and successors together, found `E10000001`",
        );
    }
}
