//! The nightly watch: which papers councils have published since, fetched politely and kept with where they came from.
//!
//! ```text
//! sources.toml ──sources──▶ Source ──discovery──▶ Listing ──http──▶ bytes ──archive──▶ Edition
//!                                        └────────── ledger: all that was asked and answered ─────────┘
//! ```
//!
//! The only room with a network. It knows nothing of what a paper holds: it hands on editions, each the bytes of one
//! paper at one time, and whoever imports them reads them.
//!
//! In reading order:
//!
//! - [`sources`]: what is watched, as data.
//! - [`window`]: which meetings a night looks at.
//! - [`listing`]: a paper as a site lists it.
//! - [`discovery`]: from a source to its listings, one file a kind of site.
//! - [`http`]: asking a host politely, within limits.
//! - [`archive`]: the bytes, under their hashes.
//! - `ledger`: what was asked and answered, night after night.
//! - [`night`]: one run over all sources.
//! - [`warc`]: what a night fetched, for other programs.
//! - [`clock`]: the time, which tests may set.

pub mod archive;
pub mod clock;
pub mod discovery;
mod error;
pub mod http;
mod ledger;
pub mod listing;
pub mod night;
pub mod sources;
mod visitor;
pub mod warc;
pub mod window;

pub use error::FetchError;
