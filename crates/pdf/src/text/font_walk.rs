//! Which font each show operator of a page uses.
//!
//! The interpreter hands over glyphs without the name of their font where no font file is embedded, and for Type 1 and
//! Type 3 fonts never. The page's content is walked a second time for them, through its forms, and the show operators
//! are counted off against the runs of glyphs that were drawn. The walk draws nothing and knows no positions, so it parses
//! only the operators that matter and passes over the others. It gives
//! up rather than guess: a page whose operators and runs don't match keeps fonts that say nothing.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::dict::keys::{FONT, RESOURCES, SUBTYPE};
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use crate::guard::scan::instructions;
use crate::text::operands::Length;
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

/// A content stream that is being walked.
struct Scope<'s, 'r> {
    resources: &'s Resources<'r>,
    depth: u32,
    state: State,
    /// The fonts that it has used before, by their names.
    named: Vec<(Vec<u8>, Option<usize>)>,
    /// The graphics states that it has used before and that set no font.
    harmless: Vec<Vec<u8>>,
}

/// How many names of one kind are remembered. A content stream with more of them is no page's; it only goes slower.
const MOST_NAMES: usize = 256;

impl Walk {
    /// Walks a page of this content which drew `runs` runs of glyphs; nothing where it shows more, or costs too much.
    pub(crate) fn through(page: &Page<'_>, content: &[u8], runs: usize) -> Option<Walk> {
        let mut walk = Walk { most_shown: runs, ..Walk::default() };
        let state = State { typeface: None, stretch: 1.0 };
        walk.content(content, page.resources(), state, 0).ok()?;
        Some(walk)
    }

    /// The place in `typefaces` of the font of a run whose codes are one byte each.
    pub(crate) fn single(&self, run: u32) -> Option<usize> {
        let shown = self.shown.get(usize::try_from(run).ok()?)?;
        shown.typeface.filter(|place| self.typefaces[*place].codes == Codes::Single)
    }

    fn content(
        &mut self,
        content: &[u8],
        resources: &Resources<'_>,
        state: State,
        depth: u32,
    ) -> Result<(), TooMuch> {
        let mut scope = Scope { resources, depth, state, named: Vec::new(), harmless: Vec::new() };
        let mut saved = Vec::new();
        for instruction in instructions(content) {
            match instruction.operator {
                b"q" => saved.push(scope.state),
                b"Q" => scope.state = saved.pop().unwrap_or(scope.state),
                b"Tj" | b"TJ" => match scope.state.typeface.zip(Length::of_operands(instruction.operands)) {
                    Some((place, length)) => {
                        self.show(scope.state, count(self.typefaces[place].codes, length))?;
                    }
                    None => self.parsed(instruction.whole, &mut scope)?,
                },
                b"Tf" | b"gs" | b"Tz" | b"'" | b"\"" | b"Do" => self.parsed(instruction.whole, &mut scope)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// An instruction that has to be taken apart.
    fn parsed(&mut self, instruction: &[u8], scope: &mut Scope<'_, '_>) -> Result<(), TooMuch> {
        let mut operators = TypedIter::new(instruction);
        while let Some(operator) = operators.next() {
            let state = scope.state;
            match operator {
                TypedInstruction::TextFont(font) => scope.state.typeface = self.named_font(font.0, scope),
                TypedInstruction::SetGraphicsState(name) if scope.sets_font(name.0) => {
                    scope.state.typeface = None;
                }
                TypedInstruction::HorizontalScaling(scale) => scope.state.stretch = scale.0.as_f64() / 100.0,
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
                    if let Some(object) = scope.resources.get_x_object(name.0) {
                        self.form(&object, scope.resources, state, scope.depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn named_font(&mut self, name: &Name<'_>, scope: &mut Scope<'_, '_>) -> Option<usize> {
        let bytes: &[u8] = name.as_ref();
        if let Some((_, place)) = scope.named.iter().find(|(known, _)| known == bytes) {
            return *place;
        }
        let place = scope.resources.get_font(name).map(|dict| self.typeface(&dict));
        if scope.named.len() < MOST_NAMES {
            scope.named.push((bytes.to_vec(), place));
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
        match state.typeface {
            Some(place) => count(self.typefaces[place].codes, Length::of(text.len())),
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
        self.content(&content, own.as_ref().unwrap_or(resources), state, depth + 1)?;
        if self.shown.len() == before
            && let Some(id) = id
        {
            self.silent.insert(id);
        }
        Ok(())
    }
}

impl Scope<'_, '_> {
    /// Whether a graphics state sets the font, which is rare and not looked into.
    fn sets_font(&mut self, name: &Name<'_>) -> bool {
        let bytes: &[u8] = name.as_ref();
        if self.harmless.iter().any(|known| known == bytes) {
            return false;
        }
        let sets_font = self.resources.get_ext_g_state(name).is_some_and(|dict| dict.contains_key(FONT));
        if !sets_font && self.harmless.len() < MOST_NAMES {
            self.harmless.push(bytes.to_vec());
        }
        sets_font
    }
}

/// How many codes are cut out of strings of this length, where that is known.
fn count(codes: Codes, length: Length) -> Option<usize> {
    match codes {
        Codes::Double => Some(length.pairs),
        Codes::Mapped if length.bytes > 0 => None,
        Codes::Single | Codes::Mapped => Some(length.bytes),
    }
}
