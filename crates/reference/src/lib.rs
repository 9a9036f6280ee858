//! Authorities, areas and measures: the vocabularies and the matching against them.
