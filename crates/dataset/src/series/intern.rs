//! Small numbers for values that are compared and grouped often.

use std::collections::HashMap;
use std::hash::Hash;

/// Gives equal values the same number, counting from 0 in the order in which they come.
#[derive(Debug)]
pub(super) struct Interner<T> {
    ids: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { ids: HashMap::new(), values: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Interner<T> {
    /// The value's number. There are never more values than figures, and 2³² figures fit no memory.
    pub(super) fn id(&mut self, value: T) -> u32 {
        if let Some(id) = self.ids.get(&value) {
            return *id;
        }
        let id = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value.clone());
        self.ids.insert(value, id);
        id
    }

    /// The values by their numbers.
    pub(super) fn into_values(self) -> Vec<T> {
        self.values
    }
}
