//! `boardlift layouts new`: a layout to begin with, drafted from a document.
//!
//! Never writes over a file: a layout that somebody has edited is hours of their work.

use std::io::{self, Write};
use std::path::Path;

use anyhow::anyhow;
use boardlift_dataset::replace_file;
use boardlift_layouts::draft::{Draft, Facts, draft};
use boardlift_layouts::{Catalogue, GENERIC};
use boardlift_model::Flag;
use boardlift_reference::Vocabulary;

use super::attempt::document;
use crate::args::NewArgs;
use crate::exit::{Failure, Outcome};
use crate::output::make_folder_of;
use crate::terminal::{self, Terminal};
use boardlift_batch::inputs::Input;
use boardlift_batch::paper::PaperReader;

/// Drafts a layout and says what to do with it.
pub(crate) fn run(args: &NewArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    if let Some(path) = args.output.as_deref().filter(|path| path.exists()) {
        let message = "expected a file that does not exist yet, found one; choose another name for the draft";
        return Err(Failure::Usage(anyhow!("{}: {message}", path.display())));
    }
    let input = Input::of(&args.input);
    let reader = PaperReader::new(Catalogue::embedded()?, Vocabulary::embedded()?)
        .with_documents(args.documents.reader())
        .with_layout(GENERIC)?;
    let Some(document) = document(reader.documents(), &input)? else { return Ok(Outcome::SomeFailed) };
    let row = reader.rows(&document).document;
    let named = row.authority.filter(|_| !row.flags.contains(&Flag::AuthorityInferred));
    let spec_file = args.output.as_deref().map(|path| path.display().to_string());
    let facts = Facts {
        authority: named.as_ref().map(|authority| authority.name.as_str()),
        spec_file: spec_file.as_deref(),
    };
    let Some(draft) = draft(&document, facts, reader.catalogue())? else {
        terminal::error(format_args!(
            "{input}: no table of indicators to draft a layout from; `boardlift layouts try` tells what was set aside"
        ));
        return Ok(Outcome::SomeFailed);
    };
    write(&draft, args.output.as_deref())?;
    tell(&draft, args, terminal);
    Ok(Outcome::AllRead)
}

fn write(draft: &Draft, path: Option<&Path>) -> Result<(), Failure> {
    match path {
        Some(path) => {
            make_folder_of(path)?;
            Ok(replace_file(path, |out| out.write_all(draft.toml.as_bytes()))?)
        }
        None => Ok(io::stdout().lock().write_all(draft.toml.as_bytes())?),
    }
}

fn tell(draft: &Draft, args: &NewArgs, terminal: &Terminal) {
    if !draft.is_recognised {
        terminal.warning(format_args!(
            "nothing tells papers of layout `{id}` from those of others: add a `title`, or name it with --layout {id}",
            id = draft.id
        ));
    }
    if let Some(path) = &args.output {
        let (input, path, open) = (args.input.display(), path.display(), draft.open);
        terminal.say(format_args!(
            "drafted {path} with {open} open questions; try it with\n  boardlift layouts try {input} --spec {path}"
        ));
    }
}
