//! What is drawn on a page besides its text: painted paths and images to rules, fills and the boxes of images.
//!
//! `collector` takes what the interpreter paints. A filled path is taken apart into its outlines, each of which has a
//! shape (`outline`, with `arrow` for pointing ones), a stroked one into level and upright lines (`stroke`), and an image
//! may be no picture (`image`); all are cut to what shows through the clip (`clip`) and have the `colour` that is seen.
//! Pieces of one box are joined as they come (`blocks`), pieces of line to whole rules when the page ends (`rules`).

mod arrow;
mod blocks;
mod clip;
mod collector;
mod colour;
mod image;
mod outline;
mod rules;
mod stroke;

pub(crate) use collector::Drawing;
pub(crate) use colour::{Ink, seen};
