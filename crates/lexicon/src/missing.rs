//! Words that stand for: there is no figure.

use boardlift_model::Status;

/// What the words of a whole cell say instead of a figure; nothing where they are no such words.
///
/// Never gives [`Status::Reported`] or [`Status::Text`].
pub fn status(text: &str) -> Option<Status> {
    text.trim().is_empty().then_some(Status::Blank)
}
