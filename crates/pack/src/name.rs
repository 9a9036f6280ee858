//! Bytes of a name in an archive to words.
//!
//! The format knows two encodings: UTF-8 behind a flag or in a field of its own, which the zip reader has put in place
//! already, and CP437 (APPNOTE appendix D). Programs write UTF-8 without the flag, and Windows-1252, all the same.
//! Which one it is shows in whether the signs beyond ASCII are such as names hold.

use encoding_rs::WINDOWS_1252;

/// The signs beyond ASCII that stand in names of British papers. `û` and `ù` are not among them: their bytes in CP437
/// are the dashes of Windows-1252, which are far likelier.
const USUAL: &str = "£€–—‘’“”…½¼¾°·•©®áàâäåçéèêëíìîïñóòôöúüÿÁÀÂÄÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÚÜ\u{A0}";

/// The name for people, its folders between `/`, from its bytes and from what they are in CP437. What would not
/// print, or would turn the print around, is U+FFFD.
pub(crate) fn of(raw: &[u8], in_cp437: &str) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.into(),
        Err(_) => likelier(in_cp437.into(), WINDOWS_1252.decode_without_bom_handling(raw).0),
    };
    name.chars().map(printed).collect()
}

/// The reading with fewer unusual signs; the first, which the format means, where they are alike.
fn likelier<'n>(
    first: std::borrow::Cow<'n, str>,
    second: std::borrow::Cow<'n, str>,
) -> std::borrow::Cow<'n, str> {
    let unusual = |name: &str| name.chars().filter(|&sign| !sign.is_ascii() && !USUAL.contains(sign)).count();
    if unusual(&second) < unusual(&first) { second } else { first }
}

fn printed(sign: char) -> char {
    match sign {
        '\\' => '/',
        // Marks that set the direction of what follows make `fdp.exe` of `exe.pdf` (Unicode TR 36, 2.2).
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        sign if sign.is_control() => char::REPLACEMENT_CHARACTER,
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{File, archive};
    use crate::{Limits, Pack};

    fn check(raw: &[u8], expected: &str) {
        let bytes = archive(&[File::new(raw, b"x")]);
        let pack = Pack::open(&bytes, &Limits::default()).unwrap();
        assert_eq!(pack.entries()[0].name, expected, "from {raw:?}");
    }

    #[test]
    fn utf8_is_utf8_with_or_without_its_flag() {
        check("Bwrdd AAA – Chwefror/Pŵer.pdf".as_bytes(), "Bwrdd AAA – Chwefror/Pŵer.pdf");
    }

    #[test]
    fn bytes_of_dos_are_read_as_cp437() {
        check(b"caf\x82 \x9C5m.xlsx", "café £5m.xlsx");
        check(b"R\x82sum\x82.pdf", "Résumé.pdf");
    }

    #[test]
    fn bytes_of_windows_are_read_as_windows_1252() {
        check(b"Q4 \x96 board.pdf", "Q4 – board.pdf");
        check(b"Children\x92s board \xA35m.pdf", "Children’s board £5m.pdf");
        check(b"caf\xE9.docx", "café.docx");
    }

    #[test]
    fn a_name_shows_what_it_is_and_can_do_nothing() {
        check(b"2023\\Q4\\paper.pdf", "2023/Q4/paper.pdf");
        check(b"../../etc/passwd", "../../etc/passwd");
        check(b"/etc/passwd", "/etc/passwd");
        check(b"a\x1B[2Jb\n.pdf", "a\u{FFFD}[2Jb\u{FFFD}.pdf");
        check("paper\u{202E}fdp.exe".as_bytes(), "paper\u{FFFD}fdp.exe");
    }
}
