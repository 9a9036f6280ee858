//! `boardlift sources new`: a source to begin with, drafted from what is known of where councils publish.
//!
//! Adds to a file of sources and changes nothing that stands in it: somebody has edited it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, anyhow};
use boardlift_dataset::replace_file;
use boardlift_fetch::sources::{Sources, draft};
use boardlift_reference::Vocabulary;

use crate::args::SourcesNewArgs;
use crate::exit::{Failure, Outcome};
use crate::output::make_folder_of;
use crate::terminal::Terminal;

/// Drafts a source and says what to do with it.
pub(crate) fn run(args: &SourcesNewArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let vocabulary = Vocabulary::embedded()?;
    let draft = draft(&args.words, &vocabulary).map_err(|error| Failure::Usage(anyhow!("{error}")))?;
    let head = args.contact.as_deref().map(head);
    let Some(path) = args.output.as_deref() else {
        let text = head.map(|head| format!("{head}\n{draft}")).unwrap_or(draft);
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Outcome::AllRead);
    };
    let text = added(path, head, &draft)?;
    Sources::parse(&path.display().to_string(), &text, &vocabulary)?;
    make_folder_of(path)?;
    replace_file(path, |out| out.write_all(text.as_bytes()))?;
    terminal.say(format_args!(
        "{} has it now; look it over, then try it: boardlift fetch --sources {} --archive archive --dry-run",
        path.display(),
        path.display()
    ));
    Ok(Outcome::AllRead)
}

/// The text of a file with the draft at its end.
fn added(path: &Path, head: Option<String>, draft: &str) -> Result<String, Failure> {
    let name = path.display();
    match fs::read_to_string(path) {
        Ok(text) => Ok(format!("{}\n\n{draft}", text.trim_end())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = "expected --contact for a new file, found none; say whom a council may write to";
            let head = head.ok_or_else(|| Failure::Usage(anyhow!("{name}: {message}")))?;
            Ok(format!("{head}\n{draft}"))
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {name}")).map_err(Failure::Usage),
    }
}

/// The beginning of a file of sources: who watches.
fn head(contact: &str) -> String {
    // What TOML has for a string, JSON has too, but for a few characters that no contact has.
    format!("[watch]\ncontact = {}\n", serde_json::Value::from(contact))
}
