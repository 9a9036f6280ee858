//! Text to documents: pipe tables, tab tables, one-cell-a-line lists, damaged conversions.
