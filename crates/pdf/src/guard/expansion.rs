//! How much work a page is once every form that it draws is counted each time that it is drawn.
//!
//! A form that draws two forms, each of which draws two, is few bytes and endless work; the interpreter would set out
//! to do it. Each form is scanned once for each reader of the file, whatever the number of times that it is drawn.

use std::collections::BTreeMap;

use hayro_interpret::CacheKey;
use hayro_interpret::hayro_syntax::object::dict::keys::{ANNOTS, AP, AS, CONTENTS, N, RESOURCES, SUBTYPE};
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use crate::error::{Nested, PageError, Work};
use crate::guard::scan::{Tally, scan};
use crate::guard::unpack;
use crate::limits::Limits;

/// The instructions of a page, unpacked and joined (ISO 32000-1, 7.8.2).
///
/// # Errors
///
/// [`PageError::TooComplex`] where they are longer than the limit.
pub(crate) fn content(page: &Page<'_>, limits: &Limits) -> Result<Vec<u8>, PageError> {
    let most = limits.content_bytes;
    let too_long = PageError::TooComplex { what: Work::ContentBytes, limit: most };
    let mut content = Vec::new();
    for stream in content_streams(page) {
        let left = most.saturating_sub(bytes(&content));
        if unpack::stream_size(&stream, left) > left {
            return Err(too_long);
        }
        let Ok(part) = stream.decoded_data() else { continue };
        if content.is_empty() {
            content = part.into_owned();
        } else {
            // A token ends where a stream ends.
            content.push(b' ');
            content.extend_from_slice(&part);
        }
    }
    if bytes(&content) > most { Err(too_long) } else { Ok(content) }
}

fn content_streams<'a>(page: &Page<'a>) -> impl Iterator<Item = Stream<'a>> {
    let xref = page.xref();
    let one = page.raw().get::<Stream<'_>>(CONTENTS);
    let many = if one.is_none() { page.raw().get::<Array<'_>>(CONTENTS) } else { None };
    let many = many.into_iter().flat_map(|streams| streams.raw_iter()).filter_map(|item| match item {
        MaybeRef::Ref(reference) => xref.get::<Stream<'_>>(reference.into()),
        MaybeRef::NotRef(object) => object.into_stream(),
    });
    one.into_iter().chain(many)
}

fn bytes(content: &[u8]) -> u64 {
    u64::try_from(content.len()).unwrap_or(u64::MAX)
}

/// What a piece of content costs, the forms that it draws included.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    operators: u64,
    bytes: u64,
    /// How many levels of forms it draws.
    levels: u32,
}

/// The costs of the forms that were met so far. A form without resources of its own has those of whoever draws it, and
/// a cost for each.
#[derive(Debug, Default)]
pub(crate) struct Expansion {
    known: BTreeMap<(ObjectIdentifier, Option<u128>), Cost>,
}

impl Expansion {
    /// Checks that `content` and all that it draws, and the page's annotations, are within the limits.
    pub(crate) fn check(
        &mut self,
        page: &Page<'_>,
        content: &[u8],
        limits: &Limits,
    ) -> Result<(), PageError> {
        let mut walk = Walk { known: &mut self.known, path: vec![], limits };
        let mut cost = walk.content(content, page.resources())?;
        for form in appearances(page) {
            let form = walk.form(&form, page.resources())?;
            cost = walk.sum(cost, form, 1)?;
        }
        Ok(())
    }
}

/// The forms that the page's annotations are drawn by (ISO 32000-1, 12.5.5).
fn appearances<'a>(page: &Page<'a>) -> impl Iterator<Item = Stream<'a>> {
    let annotations = page.raw().get::<Array<'_>>(ANNOTS);
    annotations.into_iter().flat_map(|all| all.iter::<Dict<'_>>()).filter_map(|annotation| {
        match annotation.get::<Dict<'_>>(AP)?.get::<Object<'_>>(N)? {
            Object::Stream(form) => Some(form),
            Object::Dict(states) => states.get::<Stream<'_>>(annotation.get::<Name<'_>>(AS)?),
            _ => None,
        }
    })
}

struct Walk<'w> {
    known: &'w mut BTreeMap<(ObjectIdentifier, Option<u128>), Cost>,
    /// The forms that are being drawn, the outermost first.
    path: Vec<ObjectIdentifier>,
    limits: &'w Limits,
}

impl Walk<'_> {
    fn content(&mut self, content: &[u8], resources: &Resources<'_>) -> Result<Cost, PageError> {
        let Tally { operators, depth, drawn } = scan(content);
        if depth > self.limits.nesting {
            return Err(too_deep(Nested::Operands, self.limits.nesting));
        }
        let own = Cost { operators, bytes: bytes(content), levels: 0 };
        let mut cost = self.sum(Cost::default(), own, 1)?;
        for (name, times) in &drawn {
            // The parser takes a reference to the object that it stands in for nothing, so the loop is met here first.
            if let Some(reference) = resources.x_objects.get_ref(name) {
                self.check_open(reference.into())?;
            }
            if let Some(form) = resources.x_objects.get::<Stream<'_>>(name) {
                let form = self.form(&form, resources)?;
                cost = self.sum(cost, form, *times)?;
            }
        }
        Ok(cost)
    }

    fn form(&mut self, form: &Stream<'_>, around: &Resources<'_>) -> Result<Cost, PageError> {
        if form.dict().get::<Name<'_>>(SUBTYPE).is_some_and(|subtype| subtype.as_ref() == b"Image") {
            return Ok(Cost { operators: 1, ..Cost::default() });
        }
        let own = form.dict().get::<Dict<'_>>(RESOURCES).map(Resources::new);
        let id = form.obj_id();
        let key = (id, if own.is_some() { None } else { Some(around.cache_key()) });
        if let Some(cost) = self.known.get(&key) {
            return self.drawn(*cost);
        }
        self.check_open(id)?;
        self.path.push(id);
        let cost = self.new_form(form, own.as_ref().unwrap_or(around))?;
        self.path.pop();
        self.known.insert(key, cost);
        self.drawn(cost)
    }

    fn new_form(&mut self, form: &Stream<'_>, resources: &Resources<'_>) -> Result<Cost, PageError> {
        self.check_levels(0)?;
        let most = self.limits.content_bytes;
        if unpack::stream_size(form, most) > most {
            return Err(too_complex(Work::ContentBytes, most));
        }
        match form.decoded_data() {
            Ok(content) => self.content(&content, resources),
            Err(_) => Ok(Cost::default()),
        }
    }

    /// Checks that the object is none of the forms that are being drawn.
    fn check_open(&self, id: ObjectIdentifier) -> Result<(), PageError> {
        if self.path.contains(&id) {
            return Err(PageError::FormLoop { object: id.obj_number });
        }
        Ok(())
    }

    /// What drawing a form costs whose content costs this. Drawing an empty one is work, too.
    fn drawn(&self, content: Cost) -> Result<Cost, PageError> {
        let levels = content.levels.saturating_add(1);
        self.check_levels(levels)?;
        Ok(Cost { operators: content.operators.saturating_add(1), levels, ..content })
    }

    /// Checks that so many levels of forms can be drawn below those that are being drawn.
    fn check_levels(&self, levels: u32) -> Result<(), PageError> {
        let open = u32::try_from(self.path.len()).unwrap_or(u32::MAX);
        if open.saturating_add(levels) > self.limits.form_nesting {
            return Err(too_deep(Nested::Forms, self.limits.form_nesting));
        }
        Ok(())
    }

    fn sum(&self, cost: Cost, part: Cost, times: u64) -> Result<Cost, PageError> {
        let sum = Cost {
            operators: cost.operators.saturating_add(part.operators.saturating_mul(times)),
            bytes: cost.bytes.saturating_add(part.bytes.saturating_mul(times)),
            levels: cost.levels.max(part.levels),
        };
        if sum.operators > self.limits.operators {
            return Err(too_complex(Work::Operators, self.limits.operators));
        }
        if sum.bytes > self.limits.content_bytes {
            return Err(too_complex(Work::ContentBytes, self.limits.content_bytes));
        }
        Ok(sum)
    }
}

fn too_complex(what: Work, limit: u64) -> PageError {
    PageError::TooComplex { what, limit }
}

fn too_deep(what: Nested, limit: u32) -> PageError {
    PageError::NestedTooDeep { what, limit }
}
