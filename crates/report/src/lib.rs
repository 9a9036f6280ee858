//! What a night of the watch found, for people and for programs.
