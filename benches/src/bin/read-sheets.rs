//! `read-sheets FILE…`: reads workbooks on one thread and prints how many cells their tables hold. `read-sheets --make
//! FILE` writes the made-up workbook instead. For `sheets.py`, which times it as a process; the program itself would
//! need polars built in release first.

#![expect(clippy::print_stdout, reason = "its one number is for the script that started it")]

use std::error::Error;
use std::fs;

use boardlift_benches::workbook;

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<_> = std::env::args_os().skip(1).collect();
    if let [make, path] = files.as_slice()
        && make == "--make"
    {
        return Ok(fs::write(path, workbook::workbook()?)?);
    }
    let mut cells = 0;
    for file in files {
        cells += workbook::read(&fs::read(file)?);
    }
    println!("{cells}");
    Ok(())
}
