//! The `boardlift` program.

fn main() {}
