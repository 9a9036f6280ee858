//! `boardlift sources check`: every fault of a file of sources. No site is asked: whether it answers, `boardlift fetch
//! --dry-run` tells.

use boardlift_fetch::sources::Sources;
use boardlift_reference::Vocabulary;

use crate::args::SourcesCheckArgs;
use crate::exit::{Failure, Outcome};
use crate::summary::counted;
use crate::terminal::Terminal;

/// Reads the file and tells what is wrong with it.
pub(crate) fn run(args: &SourcesCheckArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let sources = Sources::read(args.file.path(), &Vocabulary::embedded()?)?.sources;
    let hidden = sources.iter().filter(|source| source.authority.is_none()).count();
    terminal.say(format_args!("{}, no faults", counted(sources.len(), "source", "sources")));
    if hidden > 0 {
        let sources = counted(hidden, "source names", "sources name");
        terminal.say(format_args!("{sources} no authority: their papers have to name it themselves"));
    }
    Ok(Outcome::AllRead)
}
