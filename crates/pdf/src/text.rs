//! The text of a page: drawn glyphs to words.
//!
//! In the order in which it goes: `collector` takes the interpreter's runs and keeps each as a `glyph`, whose `letters`
//! `lookup` takes from the file's own maps (`font_file` where the PDF gives none, the lexicon's tables for fonts of signs,
//! `actual_text` where the file says what a stretch stands for). What is known of its font is in `typeface`; `font_walk` finds the font where
//! the interpreter doesn't tell, and `operands` measures for it what is shown. When the page ends, the glyphs are sorted
//! into `lines`, and `words` cuts these at `gaps` and at `barriers`, and gives marks to their words (`raised`).

mod actual_text;
mod barriers;
mod collector;
mod font_file;
mod font_walk;
mod gaps;
mod glyph;
mod letters;
mod lines;
mod lookup;
mod operands;
mod raised;
mod typeface;
mod words;

pub(crate) use collector::TextCollector;
