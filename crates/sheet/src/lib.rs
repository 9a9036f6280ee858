//! Workbooks to documents: xlsx, xlsm, xlsb, xls, ods and csv.

mod print;
mod blocks;
mod style;
#[cfg(test)]
mod testing;
mod worksheet;
