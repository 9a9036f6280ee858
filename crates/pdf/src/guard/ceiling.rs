//! The most that a file's streams can unpack to, told from how long they are packed. Nothing is unpacked for it.
//!
//! Unpacking every stream to see how large it is costs as much again as unpacking it for use. Most board papers are so
//! small that they could not go beyond the limits were they made to: no packing makes more than so many bytes of one.

use memchr::memmem;

use crate::guard::skim::{Packed, is_regular, number};
use crate::limits::Limits;

/// Whether no stream alone and not all of them together can go beyond the limits. So it is for encrypted ones, too, which
/// are as long as what is encrypted or longer. Nothing is said for a file with a stream whose dictionary isn't plain.
pub(crate) fn is_within<'b>(streams: impl Iterator<Item = Packed<'b>>, limits: &Limits) -> bool {
    let mut sum = 0_u64;
    for stream in streams {
        let Some(dictionary) = plain_dictionary(stream.before).filter(|_| stream.is_certain) else {
            return false;
        };
        let length = stated_length(dictionary, stream.rest).unwrap_or(stream.rest.len());
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let growths = stream.filters.iter().map(|filter| filter.growth());
        let most = growths.fold(length, u64::saturating_mul);
        sum = sum.saturating_add(most);
        if most > limits.stream_bytes || sum > limits.unpacked_bytes {
            return false;
        }
    }
    true
}

/// The dictionary that ends `before` the keyword `stream`, where all of it is sure to be seen: it begins right after the
/// head of its object, which has a line of its own, and has no strings, comments and escapes, which could hide the head
/// of another or the name of a key.
fn plain_dictionary(before: &[u8]) -> Option<&[u8]> {
    let head = memmem::rfind(before, b"obj")?;
    let line = before[..head].rsplit(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let dictionary = before[head + b"obj".len()..].trim_ascii();
    let has_line = line.iter().all(|byte| byte.is_ascii_digit() || *byte == b' ');
    (has_line && is_plain(dictionary)).then_some(dictionary)
}

/// How long the data of a stream are that begin `rest`. Nothing where the parser might take another length than the
/// dictionary's: it has to be there, once, and `endstream` has to follow where it says.
fn stated_length(dictionary: &[u8], rest: &[u8]) -> Option<usize> {
    let mut lengths = memmem::find_iter(dictionary, b"/Length")
        .map(|at| &dictionary[at + b"/Length".len()..])
        .filter(|after| !after.first().is_some_and(|byte| is_regular(*byte)));
    let (value, None) = (lengths.next()?.trim_ascii_start(), lengths.next()) else { return None };
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // What follows a number may make a reference of it.
    let is_number = digits > 0 && matches!(value[digits..].trim_ascii_start(), [b'/' | b'>', ..]);
    let length = usize::try_from(number(value)).ok().filter(|_| is_number)?;
    rest.get(length..)?.trim_ascii_start().starts_with(b"endstream").then_some(length)
}

/// Whether the text is one dictionary from end to end, without strings (but hexadecimal ones), comments and escapes.
fn is_plain(text: &[u8]) -> bool {
    let mut depth = 0_u32;
    let mut rest = text;
    loop {
        rest = match rest {
            [b'<', b'<', after @ ..] => {
                depth += 1;
                after
            }
            [b'>', b'>', after @ ..] if depth > 1 => {
                depth -= 1;
                after
            }
            [b'>', b'>', after @ ..] => return depth == 1 && after.is_empty(),
            [b'<', after @ ..] if depth > 0 => match after_hexadecimal(after) {
                Some(after) => after,
                None => return false,
            },
            [b'<' | b'>' | b'(' | b')' | b'%' | b'#', ..] | [] => return false,
            [_, after @ ..] if depth > 0 => after,
            _ => return false,
        };
    }
}

/// What follows the digits of a string and the bracket that ends them; nothing where there is more than digits.
fn after_hexadecimal(text: &[u8]) -> Option<&[u8]> {
    let digits =
        text.iter().take_while(|byte| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace()).count();
    text[digits..].strip_prefix(b">")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is stated before the keyword of a stream of ten bytes.
    fn check(before: &str, expected: Option<usize>) {
        let length = plain_dictionary(before.as_bytes())
            .and_then(|dictionary| stated_length(dictionary, b"0123456789\r\nendstream endobj"));
        assert_eq!(length, expected, "{before}");
    }

    #[test]
    fn lengths_as_producers_state_them() {
        check("\n5 0 obj\n<</Filter/FlateDecode/Length 10>>\n", Some(10));
        check("5 0 obj <</Length 10 /DecodeParms <</Columns 4>> >>", Some(10));
        check("5 0 obj <</ID [<00 ff><>]/Length 10>>", Some(10));
        check("endobj\r5 0 obj\r<</Length1 99 /Length 10/Length2 7>>", Some(10));
    }

    #[test]
    fn lengths_that_are_wrong_or_elsewhere() {
        check("5 0 obj <</Length 9>>", None);
        check("5 0 obj <</Length 999>>", None);
        check("5 0 obj <</Length 99999999999999999999999>>", None);
        check("5 0 obj <</Length 10 0 R>>", None);
        check("5 0 obj <</Length 10.5>>", None);
        check("5 0 obj <<>>", None);
        check("", None);
    }

    #[test]
    fn second_lengths_that_are_hidden() {
        check("5 0 obj <</Length 999 /Length 10>>", None);
        check("5 0 obj <</Length 999 /L#65ngth 10>>", None);
        check("5 0 obj <</Length 999 /K (obj) /Length 10>>", None);
        check("5 0 obj <</Length 999 /K (\n6 0 obj\n<<) /Length 10>>", None);
        check("5 0 obj <</Length 999 % 6 0 obj <<\n /Length 10>>", None);
        check("5 0 obj <</Length 999 /K <\n6 0 obj\n<</Length 10>>>", None);
        check("5 0 obj <</Length 999 /K <00 /Length 10>>", None);
        check("5 0 obj <</Length 999 /obj <</Length 10>>", None);
    }
}
