//! What the tests that cross rooms share: the samples, and the form of a golden.
//!
//! - [`samples`]: which samples there are, and what the manifest says of them.
//! - [`golden`]: a paper as text that a person can review.
//! - [`grids`]: the tables of a paged document as such a text.
//! - [`accept`]: comparing with a golden, and writing it where a person has asked for that.
//!
//! The tests themselves are `golden.rs`, one test a sample, and `program/`, the program as its users meet it.

pub mod accept;
pub mod golden;
pub mod grids;
pub mod samples;
