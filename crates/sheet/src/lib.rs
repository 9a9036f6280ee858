//! Workbooks to documents: xlsx, xlsm, xlsb, xls, ods and csv.

mod style;
mod worksheet;
