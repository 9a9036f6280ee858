//! Comparing with a golden, and writing it where a person has asked for that.
//!
//! `BOARDLIFT_GOLDEN=accept` writes what differs. Where `CI` is set nothing is ever written.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use similar::TextDiff;

/// The variable that allows goldens to be written, and its one value.
const ACCEPT: (&str, &str) = ("BOARDLIFT_GOLDEN", "accept");

/// Compares what was found with the golden at `path`, or writes it there if that is asked for.
///
/// # Errors
///
/// Where they differ or there is no golden: the error shows the difference and says how to accept it. Where a golden
/// is to be written and can't or must not be.
pub fn check(path: &Path, found: &str) -> anyhow::Result<()> {
    let expected = fs::read_to_string(path).ok();
    if expected.as_deref() == Some(found) {
        return Ok(());
    }
    if is_accepting()? {
        let folder = path.parent().context("a golden has a folder")?;
        fs::create_dir_all(folder)?;
        return Ok(fs::write(path, found)?);
    }
    let name = path.file_name().unwrap_or_default().display();
    let hint = format!("if this is right: {}={} cargo test -p boardlift-tests", ACCEPT.0, ACCEPT.1);
    let Some(expected) = expected else {
        bail!("{name}: there is no such golden. What was found:\n\n{found}\n{hint}")
    };
    let diff = TextDiff::from_lines(expected.as_str(), found);
    bail!("{name}: the golden says something else:\n\n{}\n{hint}", diff.unified_diff().context_radius(4))
}

/// Whether goldens may be written.
fn is_accepting() -> anyhow::Result<bool> {
    let (variable, accept) = ACCEPT;
    let Some(value) = std::env::var_os(variable) else { return Ok(false) };
    ensure!(value == accept, "expected {variable} to be `{accept}` or unset, found `{}`", value.display());
    ensure!(
        std::env::var_os("CI").is_none(),
        "{variable} is set where CI is too: goldens are accepted by people"
    );
    Ok(true)
}
