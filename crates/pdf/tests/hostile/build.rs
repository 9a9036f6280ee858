//! Writes small PDFs, well formed or not, object by object.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};

/// A PDF with these objects, numbered from 1. The first is the catalogue.
pub(crate) fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes();
    for (number, object) in (1..).zip(objects) {
        table.extend_from_slice(format!("{:010} 00000 n \n", file.len()).as_bytes());
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend_from_slice(&table);
    file.extend_from_slice(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    file
}

/// A PDF of one page with this content stream, object 4, and these resources. The objects given are numbered from 5.
pub(crate) fn page(content: &[u8], resources: &str, others: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R \
             /Resources << {resources} >> >>"
        )
        .into_bytes(),
        content.to_vec(),
    ];
    objects.extend_from_slice(others);
    file(&objects)
}

/// A stream of these bytes as they are.
pub(crate) fn plain(content: &[u8]) -> Vec<u8> {
    stream("", content)
}

/// A stream of these bytes, packed by Flate.
pub(crate) fn packed(content: &[u8]) -> Vec<u8> {
    stream("/Filter /FlateDecode", &deflate(content))
}

/// A stream with these entries of its dictionary and this data.
pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut stream = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    stream.extend_from_slice(data);
    stream.extend_from_slice(b"\nendstream");
    stream
}

/// A form with these resources and this content.
pub(crate) fn form(resources: &str, content: &str) -> Vec<u8> {
    let entries = format!("/Subtype /Form /BBox [0 0 200 200] /Resources << {resources} >>");
    stream(&entries, content.as_bytes())
}

/// These bytes, packed by Flate.
pub(crate) fn deflate(content: &[u8]) -> Vec<u8> {
    deflate_times(content, 1)
}

/// These bytes so many times over, packed by Flate without ever being laid out.
pub(crate) fn deflate_times(content: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..times {
        encoder.write_all(content).expect("a vector takes all");
    }
    encoder.finish().expect("a vector takes all")
}

/// The file encrypted by AES-256 (ISO 32000-2, 7.6.4), to be opened by this password.
pub(crate) fn encrypted(file: &[u8], password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(file).expect("the test wrote it well formed");
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        file_encryption_key: &[7; 32],
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: "owner",
        user_password: password,
        permissions: Permissions::all(),
    });
    document.encrypt(&state.expect("the key is as long as it must be")).expect("nothing is encrypted yet");
    let mut encrypted = Vec::new();
    document.save_to(&mut encrypted).expect("a vector takes all");
    encrypted
}
