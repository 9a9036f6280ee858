//! A part of an ods, element by element.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{self, BytesStart};

use crate::error::SheetError;

/// What is met on the way.
pub(super) enum Event<'a> {
    /// An element begins.
    Open(BytesStart<'a>),
    /// The innermost element ends.
    Close,
    /// Words in the innermost element.
    Words(Cow<'a, str>),
}

/// Walks a part from its beginning.
pub(super) struct Walker<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
}

impl<'a> Walker<'a> {
    /// A walker at the part's beginning.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = quick_xml::Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Walker { reader }
    }

    /// What comes next; nothing at the end. References to entities that the file defines itself are left out, so that
    /// no file grows while it is read.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, SheetError> {
        loop {
            let event = match self.reader.read_event().map_err(SheetError::damaged)? {
                events::Event::Start(element) => Event::Open(element),
                events::Event::End(_) => Event::Close,
                events::Event::Text(words) => Event::Words(words.xml10_content()),
                events::Event::CData(words) => Event::Words(words.xml10_content()),
                events::Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(letter)) => Event::Words(Cow::Owned(letter.to_string())),
                    _ => Event::Words(Cow::Borrowed(resolve_predefined_entity(&name).unwrap_or_default())),
                },
                events::Event::Eof => return Ok(None),
                _ => continue,
            };
            return Ok(Some(event));
        }
    }

    /// Passes over the element whose beginning was just met.
    pub(super) fn skip(&mut self) -> Result<(), SheetError> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Some(Event::Open(_)) => depth += 1,
                Some(Event::Close) => depth -= 1,
                Some(Event::Words(_)) => {}
                None => return Ok(()),
            }
        }
        Ok(())
    }
}
