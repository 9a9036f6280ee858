//! What a figure counts in, from the words of its indicator.

use boardlift_model::Unit;

/// The unit that an indicator's name, or a column heading, states.
pub fn of_label(_label: &str) -> Option<Unit> {
    None
}
