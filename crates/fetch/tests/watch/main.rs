//! The whole watch against a server that plays four councils, night after night, by a clock that moves itself.

#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

mod faults;
mod manners;
mod nights;
mod rig;
