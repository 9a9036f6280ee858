//! The `boardlift` program, built for the tests. The very same code as the program itself: one call into its library.

use std::process::ExitCode;

fn main() -> ExitCode {
    boardlift_cli::main()
}
