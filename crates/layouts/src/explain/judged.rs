//! A sentence for what a row says of one of its figures: its judgement, its arrow and its fraction, and why of that one.

use boardlift_model::grounds::{Belongs, ColourGround, DirectionGround, FractionGround, RagGround, Speaker};
use boardlift_model::{Figure, Rag, RagSource};

use super::words::Words;

const PRINTED: &str = "printed in the cell";

pub(super) fn rag(figure: &Figure, rag: Rag, words: Words<'_>) -> String {
    let colour = match rag.source {
        RagSource::Symbol => "the colour of the sign",
        RagSource::Fill | RagSource::Letter | RagSource::Word => "the colour",
    };
    match figure.grounds.rag {
        RagGround::Unsaid => "nothing says otherwise".to_owned(),
        RagGround::Cell => PRINTED.to_owned(),
        RagGround::CellColour(ground) => format!("{colour} of the cell{}", explained(ground)),
        RagGround::Said(speaker) => said(words, speaker, "judgements"),
        RagGround::Explained(speaker) => {
            format!("{}; the document's key gives the words their colour", said(words, speaker, "judgements"))
        }
        RagGround::Coloured(Speaker::Column(cell, belongs), ground) => {
            let column = words.column(cell.column, "judgements");
            format!("{colour} of the cell in {column}{}; {}", explained(ground), speaks_of(belongs))
        }
        RagGround::Coloured(Speaker::RowBelow { label, .. }, ground) => {
            format!("{colour} of the cell in the row {} below{}", words.quoted(label), explained(ground))
        }
        RagGround::Arrow => "the colour of its arrow, which the document's key explains".to_owned(),
    }
}

fn explained(ground: ColourGround) -> &'static str {
    match ground {
        ColourGround::Key => ", which the document's key explains",
        ColourGround::Lights => "; the figures of the document stand on the colours of traffic lights",
        ColourGround::Column => "",
    }
}

pub(super) fn direction(figure: &Figure, words: Words<'_>) -> String {
    match figure.grounds.direction {
        DirectionGround::Unsaid => "nothing says otherwise".to_owned(),
        DirectionGround::Cell => PRINTED.to_owned(),
        DirectionGround::Said(speaker) => said(words, speaker, "arrows"),
    }
}

pub(super) fn fraction(figure: &Figure, words: Words<'_>) -> String {
    match figure.grounds.fraction {
        FractionGround::Cell => PRINTED.to_owned(),
        FractionGround::Note(speaker) => said(words, speaker, "comments"),
    }
}

/// The words of another cell, and why they speak of this figure.
fn said(words: Words<'_>, speaker: Speaker, things: &str) -> String {
    match speaker {
        Speaker::Column(cell, belongs) => format!("{}; {}", words.in_row(cell, things), speaks_of(belongs)),
        Speaker::RowBelow { label, words: quote } => {
            format!("{} in the row {} below", words.quoted(quote), words.quoted(label))
        }
    }
}

fn speaks_of(belongs: Belongs) -> &'static str {
    match belongs {
        Belongs::Newest => "it speaks of the newest figure that the row prints",
        Belongs::SameDays => "it names the same days",
        Belongs::SameWords => "it has the words of the figure's own heading",
        Belongs::NextOnTheRight => "it stands next on the right of the figure",
    }
}
