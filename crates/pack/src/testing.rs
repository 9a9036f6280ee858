//! Archives written byte by byte, so that tests can make them lie.

/// A stored file.
pub(crate) struct File<'f> {
    /// The bytes of its name.
    pub(crate) name: &'f [u8],
    /// Its bytes.
    pub(crate) data: &'f [u8],
    /// General purpose flags (APPNOTE 4.4.4).
    pub(crate) flags: u16,
    /// Compression method.
    pub(crate) method: u16,
    /// Whether its entry points to the header of the file before it.
    pub(crate) shares: bool,
}

impl<'f> File<'f> {
    pub(crate) fn new(name: &'f [u8], data: &'f [u8]) -> Self {
        File { name, data, flags: 0, method: 0, shares: false }
    }
}

/// An archive of these files.
pub(crate) fn archive(files: &[File<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    let mut offset = 0;
    for file in files {
        if !file.shares {
            offset = u32::try_from(bytes.len()).unwrap();
            bytes.extend(b"PK\x03\x04\x14\0");
            bytes.extend(common(file));
            bytes.extend(file.name);
            bytes.extend(file.data);
        }
        directory.extend(b"PK\x01\x02\x14\0\x14\0");
        directory.extend(common(file));
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(file.name);
    }
    let start = u32::try_from(bytes.len()).unwrap();
    bytes.extend(&directory);
    bytes.extend(end(u16::try_from(files.len()).unwrap(), u32::try_from(directory.len()).unwrap(), start));
    bytes
}

/// An end of central directory record.
pub(crate) fn end(entries: u16, directory_bytes: u32, start: u32) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend(entries.to_le_bytes());
    bytes.extend(entries.to_le_bytes());
    bytes.extend(directory_bytes.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// What both headers say, from the flags to the length of the extra field.
fn common(file: &File<'_>) -> Vec<u8> {
    let size = u32::try_from(file.data.len()).unwrap();
    let mut bytes = Vec::new();
    bytes.extend(file.flags.to_le_bytes());
    bytes.extend(file.method.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(crc32(file.data).to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(u16::try_from(file.name.len()).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// CRC-32 (APPNOTE 4.4.7).
fn crc32(data: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !data.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}
