//! The data files, as they stand in `data/`.

use crate::measure::index::Files;
use crate::table::DataFile;

macro_rules! data_file {
    ($name:ident, $file:literal) => {
        pub(crate) const $name: DataFile<'static> =
            DataFile { name: $file, text: include_str!(concat!("../data/", $file)) };
    };
}

data_file!(AUTHORITIES, "authorities.csv");
data_file!(PLACE_WORDS, "place_words.csv");
data_file!(GEOGRAPHIES, "geographies.csv");
data_file!(MEASURES, "measures.csv");
data_file!(SYNONYMS, "synonyms.csv");
data_file!(DECORATION, "decoration.csv");
data_file!(QUALIFIERS, "qualifiers.csv");
data_file!(SCOPES, "scopes.csv");
data_file!(POPULATIONS, "populations.csv");
data_file!(TERMS, "terms.csv");
data_file!(WORDINGS, "wordings.csv");
data_file!(SUCCESSORS, "successors.csv");
data_file!(PORTALS, "portals.csv");

/// The files that the measures are made of.
pub(crate) fn measure_files() -> Files<'static> {
    Files {
        measures: MEASURES,
        synonyms: SYNONYMS,
        decoration: DECORATION,
        qualifiers: QUALIFIERS,
        scopes: SCOPES,
        populations: POPULATIONS,
        terms: TERMS,
        wordings: WORDINGS,
        successors: SUCCESSORS,
    }
}
