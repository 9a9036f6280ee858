//! The program as its users meet it: arguments, files, standard streams, exit codes.

#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

mod check;
mod command_line;
mod compare;
mod determinism;
mod editions;
mod encodings;
mod explanations;
mod export;
mod fetch;
mod formats;
mod guide;
mod hostile;
mod import;
mod layouts;
mod manifest;
mod one_dashboard;
mod pages;
mod pdf;
mod picture;
mod rows_back;
mod sources;
mod support;
mod tables;
mod variations;
mod watch;
