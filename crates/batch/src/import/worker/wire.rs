//! What the process that imports and a worker say to each other: a line of JSON that says what follows, then the bytes.
//!
//! Both are the same program, so that there is one version only, and neither says anything else in between.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read, Write};

use boardlift_dataset::DocumentRow;
use boardlift_dataset::store::PartitionKey;
use boardlift_model::{Authority, DocumentStatus, Flag};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use strum::VariantArray;

use crate::import::packed::PackedPaper;
use crate::import::rows::{pack, unpack};
use crate::import::summary::Given;
use crate::inputs::Readable;

/// A document to read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Question {
    /// What the reader is to take for the file's name.
    pub(in crate::import) file_name: String,
    /// Whose site published it, where somebody knows.
    pub(in crate::import) site: Option<Authority>,
    /// Its bytes.
    pub(in crate::import) bytes: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct QuestionHead {
    file_name: String,
    site: Option<(Option<String>, String)>,
    size: usize,
}

/// What stands before an answer's bytes: the numbers, and how long each part is that follows.
#[derive(Serialize, Deserialize)]
struct AnswerHead {
    figures: usize,
    flagged: usize,
    flags: BTreeMap<String, usize>,
    commentary_points: usize,
    actions_taken: usize,
    homeless: usize,
    document: usize,
    commentary: usize,
    actions: usize,
    partitions: Vec<(PartitionKey, usize)>,
}

impl Question {
    /// The question what a document gives.
    pub(in crate::import) fn of(readable: &Readable<'_>) -> Self {
        let Readable { file_name, site, bytes } = readable;
        let (file_name, site) = ((*file_name).to_owned(), site.cloned());
        Question { file_name, site, bytes: bytes.to_vec() }
    }

    /// Asks it.
    ///
    /// # Errors
    ///
    /// Where nobody listens.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let site = self.site.as_ref().map(|site| (site.code.clone(), site.name.clone()));
        let head = QuestionHead { file_name: self.file_name.clone(), site, size: self.bytes.len() };
        write_head(&head, out)?;
        out.write_all(&self.bytes)?;
        out.flush()
    }

    /// The next one; nothing when no more are asked.
    ///
    /// # Errors
    ///
    /// Where it ends early.
    pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Self>> {
        let Some(head) = read_head::<QuestionHead>(input)? else { return Ok(None) };
        let site = head.site.map(|(code, name)| Authority { code, name });
        Ok(Some(Question { file_name: head.file_name, site, bytes: read_part(input, head.size)? }))
    }
}

/// Answers with a paper.
///
/// # Errors
///
/// Where nobody listens.
pub(super) fn write_answer(paper: &PackedPaper, out: &mut impl Write) -> io::Result<()> {
    let PackedPaper { document, commentary, actions, figures, given } = paper;
    let document = pack(std::slice::from_ref(document))?;
    let head = AnswerHead {
        figures: given.figures,
        flagged: given.flagged,
        flags: given.flags.iter().map(|(flag, count)| (flag.as_str().to_owned(), *count)).collect(),
        commentary_points: given.commentary,
        actions_taken: given.actions,
        homeless: given.homeless,
        document: document.len(),
        commentary: commentary.len(),
        actions: actions.len(),
        partitions: figures.iter().map(|(key, rows)| (key.clone(), rows.len())).collect(),
    };
    write_head(&head, out)?;
    let parts = [&document, commentary, actions].into_iter().chain(figures.iter().map(|(_, rows)| rows));
    for part in parts {
        out.write_all(part)?;
    }
    out.flush()
}

/// The paper that a worker answers with.
///
/// # Errors
///
/// Where the answer ends early, or is none.
pub(super) fn read_answer(input: &mut impl BufRead) -> io::Result<PackedPaper> {
    let head: AnswerHead = read_head(input)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let document = unpack::<DocumentRow>(&[read_part(input, head.document)?]).map_err(io::Error::other)?;
    let document = document.into_iter().next().ok_or(io::ErrorKind::InvalidData)?;
    let commentary = read_part(input, head.commentary)?;
    let actions = read_part(input, head.actions)?;
    let part = |(key, size)| Ok((key, read_part(input, size)?));
    let figures = head.partitions.into_iter().map(part).collect::<io::Result<_>>()?;
    let given = Given {
        figures: head.figures,
        flagged: head.flagged,
        flags: head.flags.iter().map(|(name, count)| Ok((flag(name)?, *count))).collect::<io::Result<_>>()?,
        commentary: head.commentary_points,
        actions: head.actions_taken,
        documents: BTreeMap::<DocumentStatus, usize>::from([(document.status, 1)]),
        homeless: head.homeless,
    };
    Ok(PackedPaper { document, commentary, actions, figures, given })
}

fn flag(name: &str) -> io::Result<Flag> {
    let known = Flag::VARIANTS.iter().find(|flag| flag.as_str() == name);
    known.copied().ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn write_head(head: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, head)?;
    out.write_all(b"\n")
}

/// The next line as what it says; nothing at the end.
fn read_head<T: DeserializeOwned>(input: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line)?;
    match line.last() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(serde_json::from_slice(&line)?)),
        Some(_) => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// So many bytes. They are taken as they come, so that a length that is wrong asks for no memory.
fn read_part(input: &mut impl BufRead, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.by_ref().take(size as u64).read_to_end(&mut bytes)?;
    if bytes.len() == size { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use boardlift_layouts::Catalogue;
    use boardlift_reference::Vocabulary;

    use super::*;
    use crate::paper::PaperReader;

    const PAPER: &[u8] = b"Board SEND dashboard 2022/23,,,,\nRef,Indicator,Target,Q1,Q2\n\
        1,Plans issued within 20 weeks,60%,55.1%,101%\n2,Reviews on time,80%,tbc,71%\n";

    fn packed() -> PackedPaper {
        let reader = PaperReader::new(Catalogue::embedded().unwrap(), Vocabulary::embedded().unwrap());
        PackedPaper::of(reader.read("paper.csv", PAPER)).unwrap()
    }

    #[test]
    fn a_question_comes_as_it_was_asked_and_then_no_more() {
        let site = Authority { code: Some("E1".to_owned()), name: "A \"town\"\n".to_owned() };
        let asked = [
            Question { file_name: "a\nb.pdf".to_owned(), site: Some(site), bytes: vec![0, 10, 255] },
            Question { file_name: String::new(), site: None, bytes: Vec::new() },
        ];
        let mut wire = Vec::new();
        for question in &asked {
            question.write(&mut wire).unwrap();
        }
        let mut wire = wire.as_slice();
        let heard: Vec<_> = std::iter::from_fn(|| Question::read(&mut wire).unwrap()).collect();
        assert_eq!(heard, asked);
    }

    #[test]
    fn an_answer_comes_as_it_was_given() {
        let paper = packed();
        assert!(paper.given.figures > 4 && !paper.given.flags.is_empty(), "{:?}", paper.given);
        let mut wire = Vec::new();
        write_answer(&paper, &mut wire).unwrap();
        let heard = read_answer(&mut wire.as_slice()).unwrap();
        assert_eq!(heard.given, paper.given);
        // What of a paper stands in no column stays behind.
        let mut again = Vec::new();
        write_answer(&heard, &mut again).unwrap();
        assert_eq!(again, wire);
    }

    #[test]
    fn what_is_cut_anywhere_is_an_error() {
        let mut wire = Vec::new();
        write_answer(&packed(), &mut wire).unwrap();
        for length in 0..wire.len() {
            assert!(read_answer(&mut &wire[..length]).is_err(), "{length} of {}", wire.len());
        }
    }
}
