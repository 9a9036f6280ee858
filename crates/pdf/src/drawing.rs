//! What is drawn on a page besides its text: painted paths and images to rules, fills and the boxes of images.
//!
//! `collector` takes what the interpreter paints. A filled path is taken apart into its outlines, each of which has a
//! shape (`outline`, with `arrow` for pointing ones), a stroked one into level and upright lines (`stroke`); both are cut
//! to what shows through the clip (`clip`) and have the `colour` that is seen. When the page ends, pieces of line are
//! joined to whole rules (`rules`).

mod arrow;
mod clip;
mod collector;
mod colour;
mod outline;
mod rules;
mod stroke;

pub(crate) use collector::Drawing;
pub(crate) use colour::{Ink, seen};
