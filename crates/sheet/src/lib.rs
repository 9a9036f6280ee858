//! Workbooks to documents: xlsx, xlsm, xlsb, xls, ods and csv.

mod print;
mod style;
mod worksheet;
