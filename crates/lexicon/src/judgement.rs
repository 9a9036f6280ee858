//! RAG letters and words; arrows and words of direction; what the publisher wants.

use boardlift_model::{Direction, Rag};

/// The judgement that a whole cell prints: `R`, `Amber`, `🟢`.
pub fn rag(_text: &str) -> Option<Rag> {
    None
}

/// The movement that a whole cell prints: `▲`, `↔`, `Improving` is none (it judges, it doesn't point).
pub fn direction(_text: &str) -> Option<Direction> {
    None
}

/// The words without their arrow, and where the arrow points: `2918 🔺`.
pub fn split_arrow(text: &str) -> (&str, Option<Direction>) {
    (text, None)
}

/// What the publisher wants, from a whole cell: `Higher is better`, `Low`, `▼`.
pub fn desired_direction(_text: &str) -> Option<Direction> {
    None
}
