//! `lay-out FILE…`: reads and lays out PDFs on one thread and prints how many tables they hold. For `peers.py`, which
//! times it as a process; the program itself would need polars built in release first.

#![expect(clippy::print_stdout, reason = "its one number is for the script that started it")]

use std::path::PathBuf;

use boardlift_benches::Corpus;

fn main() {
    let files = std::env::args_os().skip(1).map(PathBuf::from);
    println!("{}", Corpus::of(files).lay_out());
}
