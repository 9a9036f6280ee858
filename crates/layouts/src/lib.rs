//! Document to reading: layout specs, recognition, and the general reader.
