//! Which font each show operator of a page uses.
//!
//! The interpreter hands over glyphs without the name of their font where no font file is embedded, and for Type 1 and
//! Type 3 fonts never. The page's content is walked a second time for them, through its forms, and the show operators
//! are counted off against the runs of glyphs that were drawn. The walk draws nothing and knows no positions. It gives
//! up rather than guess: a page whose operators and runs don't match keeps fonts that say nothing.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::dict::keys::{FONT, RESOURCES, SUBTYPE};
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use crate::text::typeface::{Codes, Typeface};

/// How deep forms may lie in each other; the interpreter goes no deeper.
const MOST_DEPTH: u32 = 50;

/// How many bytes of forms are walked at most, counting repeats, so that forms which draw forms cost bounded time.
const MOST_BYTES: usize = 64 << 20;

/// What was shown by one operator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// Its font's place in [`Walk::typefaces`]; nothing where no font was set.
    pub(crate) typeface: Option<usize>,
    /// How many codes it shows, where that is known.
    pub(crate) codes: Option<usize>,
    /// The horizontal scaling (`Tz`) against 1.
    pub(crate) stretch: f64,
}

/// The show operators of a page, in drawing order.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Those with anything to show.
    pub(crate) shown: Vec<Shown>,
    /// The fonts that they use.
    pub(crate) typefaces: Vec<Typeface>,
    /// Places in `typefaces`, by where a font dictionary stands in the file: its address and its length. A dictionary
    /// that stands inside another has that one's object number, so the number doesn't tell.
    known: BTreeMap<(usize, usize), usize>,
    silent: BTreeSet<ObjectIdentifier>,
    bytes: usize,
    most_shown: usize,
}

/// The walk met more than it may.
struct TooMuch;

#[derive(Clone, Copy)]
struct State {
    typeface: Option<usize>,
    stretch: f64,
}

impl Walk {
    /// Walks a page of this content which drew `runs` runs of glyphs; nothing where it shows more, or costs too much.
    pub(crate) fn through(page: &Page<'_>, content: &[u8], runs: usize) -> Option<Walk> {
        let mut walk = Walk { most_shown: runs, ..Walk::default() };
        let state = State { typeface: None, stretch: 1.0 };
        walk.content(TypedIter::new(content), page.resources(), state, 0).ok()?;
        Some(walk)
    }

    fn content(
        &mut self,
        mut operators: TypedIter<'_>,
        resources: &Resources<'_>,
        mut state: State,
        depth: u32,
    ) -> Result<(), TooMuch> {
        let mut saved = Vec::new();
        let mut named: Vec<(Vec<u8>, Option<usize>)> = Vec::new();
        while let Some(operator) = operators.next() {
            match operator {
                TypedInstruction::SaveState(_) => saved.push(state),
                TypedInstruction::RestoreState(_) => state = saved.pop().unwrap_or(state),
                TypedInstruction::TextFont(font) => {
                    state.typeface = self.named_font(font.0, resources, &mut named);
                }
                TypedInstruction::SetGraphicsState(name) if sets_font(name.0, resources) => {
                    state.typeface = None;
                }
                TypedInstruction::HorizontalScaling(scale) => state.stretch = scale.0.as_f64() / 100.0,
                TypedInstruction::ShowText(text) => self.show(state, self.codes(state, text.0))?,
                TypedInstruction::NextLineAndShowText(text) => self.show(state, self.codes(state, text.0))?,
                TypedInstruction::ShowTextWithParameters(text) => {
                    self.show(state, self.codes(state, text.2))?;
                }
                TypedInstruction::ShowTexts(texts) => {
                    let texts = texts.0.iter::<Object<'_>>().filter_map(Object::into_string);
                    self.show(state, texts.map(|text| self.codes(state, &text)).sum())?;
                }
                TypedInstruction::XObject(name) => {
                    if let Some(object) = resources.get_x_object(name.0) {
                        self.form(&object, resources, state, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The font of this name. `named` holds those that the content has used before.
    fn named_font(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'_>,
        named: &mut Vec<(Vec<u8>, Option<usize>)>,
    ) -> Option<usize> {
        let bytes: &[u8] = name.as_ref();
        if let Some((_, place)) = named.iter().find(|(known, _)| known == bytes) {
            return *place;
        }
        let place = resources.get_font(name).map(|dict| self.typeface(&dict));
        // A content stream with more names than that is no page's; it only goes slower.
        if named.len() < 256 {
            named.push((bytes.to_vec(), place));
        }
        place
    }

    fn typeface(&mut self, dict: &Dict<'_>) -> usize {
        let typefaces = &mut self.typefaces;
        *self.known.entry((dict.data().as_ptr().addr(), dict.data().len())).or_insert_with(|| {
            typefaces.push(Typeface::of_dict(dict));
            typefaces.len() - 1
        })
    }

    /// How many codes a text shows, where that is known.
    fn codes(&self, state: State, text: &[u8]) -> Option<usize> {
        match state.typeface.map(|place| self.typefaces[place].codes) {
            Some(Codes::Double) => Some(text.len().div_ceil(2)),
            Some(Codes::Mapped) if !text.is_empty() => None,
            Some(Codes::Single | Codes::Mapped) => Some(text.len()),
            // Without a font the interpreter shows plain ASCII alone.
            None => Some(if text.is_ascii() { text.len() } else { 0 }),
        }
    }

    fn show(&mut self, state: State, codes: Option<usize>) -> Result<(), TooMuch> {
        if codes == Some(0) {
            return Ok(());
        }
        if self.shown.len() == self.most_shown {
            return Err(TooMuch);
        }
        self.shown.push(Shown { typeface: state.typeface, codes, stretch: state.stretch });
        Ok(())
    }

    fn form(
        &mut self,
        object: &Stream<'_>,
        resources: &Resources<'_>,
        state: State,
        depth: u32,
    ) -> Result<(), TooMuch> {
        let dict = object.dict();
        let is_form = dict.get::<Name<'_>>(SUBTYPE).is_some_and(|subtype| subtype.as_ref() == b"Form");
        let id = dict.obj_id();
        if !is_form || depth == MOST_DEPTH || id.is_some_and(|id| self.silent.contains(&id)) {
            return Ok(());
        }
        let Ok(content) = object.decoded_data() else { return Ok(()) };
        self.bytes = self.bytes.saturating_add(content.len()).saturating_add(1 << 10);
        if self.bytes > MOST_BYTES {
            return Err(TooMuch);
        }
        let before = self.shown.len();
        let own = dict.get::<Dict<'_>>(RESOURCES).map(Resources::new);
        self.content(TypedIter::new(&content), own.as_ref().unwrap_or(resources), state, depth + 1)?;
        if self.shown.len() == before
            && let Some(id) = id
        {
            self.silent.insert(id);
        }
        Ok(())
    }
}

/// Whether a graphics state sets the font, which is rare and not looked into.
fn sets_font(name: &Name<'_>, resources: &Resources<'_>) -> bool {
    resources.get_ext_g_state(name).is_some_and(|dict| dict.contains_key(FONT))
}
