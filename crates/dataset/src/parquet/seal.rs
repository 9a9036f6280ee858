//! A checksum within each Parquet file, so that a damaged one is known before it is decoded.
//!
//! Engines trust the lengths that stand in a file: one wrong bit can make them ask for more memory than there is, which
//! ends the program, or give other values without a word. So the file's SHA-256 stands in it, right before its footer,
//! where nothing points to and every engine passes over (Apache Parquet, file format: all is found by offsets in the
//! footer). It covers all bytes but itself.

use sha2::{Digest, Sha256};

/// Begins the seal.
const MARK: &[u8; 8] = b"blsha256";
/// Bytes of a SHA-256.
const DIGEST: usize = 32;
/// Bytes of a seal.
const SEAL: usize = MARK.len() + DIGEST;
/// What stands behind the footer: its length in four bytes, and the format's own four letters.
const TAIL: usize = 8;

/// The file with its seal.
pub(super) fn sealed(mut file: Vec<u8>) -> Vec<u8> {
    let Some(footer) = footer_start(&file) else { return file };
    let (body, rest) = file.split_at(footer);
    let digest = digest(body, rest);
    let seal = MARK.iter().copied().chain(digest);
    file.splice(footer..footer, seal);
    file
}

/// The file's footer, without its length.
pub(super) fn footer(file: &[u8]) -> Option<&[u8]> {
    file.get(footer_start(file)?..file.len().checked_sub(TAIL)?)
}

/// Whether the file is as it was sealed.
pub(super) fn is_whole(file: &[u8]) -> bool {
    let parts = footer_start(file).and_then(|footer| {
        let (before, rest) = file.split_at(footer);
        let (body, seal) = before.split_at(before.len().checked_sub(SEAL)?);
        Some((body, seal.strip_prefix(MARK)?, rest))
    });
    parts.is_some_and(|(body, found, rest)| found == digest(body, rest))
}

fn digest(body: &[u8], rest: &[u8]) -> [u8; DIGEST] {
    Sha256::new().chain_update(body).chain_update(rest).finalize().into()
}

/// Where the footer begins, by its length, which stands behind it.
fn footer_start(file: &[u8]) -> Option<usize> {
    let tail = file.len().checked_sub(TAIL)?;
    let length = file.get(tail..tail + 4)?.try_into().ok().map(u32::from_le_bytes)?;
    tail.checked_sub(usize::try_from(length).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let footer = b"footer";
        let length = u32::try_from(footer.len()).unwrap().to_le_bytes();
        [b"PAR1 pages ".as_slice(), footer, &length, b"PAR1"].concat()
    }

    #[test]
    fn the_seal_stands_before_the_footer() {
        let sealed = sealed(file());
        assert!(is_whole(&sealed));
        assert!(sealed.starts_with(b"PAR1 pages blsha256"));
        assert!(sealed.ends_with(b"footer\x06\0\0\0PAR1"));
    }

    #[test]
    fn every_wrong_bit_and_every_cut_is_seen() {
        let sealed = sealed(file());
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut damaged = sealed.clone();
                damaged[at] ^= 1 << bit;
                assert!(!is_whole(&damaged), "bit {bit} of byte {at}");
            }
            assert!(!is_whole(&sealed[..at]), "cut at {at}");
        }
        assert!(!is_whole(&file()));
    }
}
