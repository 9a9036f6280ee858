//! Small PDFs, written by the tests: pages of A4 with their instructions as they are, and one font, `/F`, which is
//! Helvetica.

/// A PDF to be written.
pub(crate) struct Pdf {
    pages: Vec<Vec<u8>>,
    is_locked: bool,
}

impl Pdf {
    /// A PDF of pages with these instructions (ISO 32000-1, annex A).
    pub(crate) fn new(pages: &[&str]) -> Self {
        let pages = pages.iter().map(|page| page.as_bytes().to_vec()).collect();
        Pdf { pages, is_locked: false }
    }

    /// The same PDF with a password that nobody knows.
    pub(crate) fn locked(self) -> Self {
        Pdf { is_locked: true, ..self }
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let count = self.pages.len();
        let kids = (0..count).map(|at| format!("{} 0 R", 4 + 2 * at)).collect::<Vec<_>>().join(" ");
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages/Kids[{kids}]/Count {count}>>").into_bytes(),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        ];
        for (at, page) in self.pages.iter().enumerate() {
            objects.push(
                format!(
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>\
                     /Contents {} 0 R>>",
                    5 + 2 * at
                )
                .into_bytes(),
            );
            let length = format!("<</Length {}>>\nstream\n", page.len()).into_bytes();
            objects.push([length.as_slice(), page, b"\nendstream"].concat());
        }
        file(&objects, if self.is_locked { ENCRYPTION } else { "" })
    }
}

/// Neither the empty password nor any other gives these digests (ISO 32000-1, 7.6.3.4).
const ENCRYPTION: &str = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4\
    /O<4142434445464748494a4b4c4d4e4f504142434445464748494a4b4c4d4e4f50>\
    /U<6162636465666768696a6b6c6d6e6f706162636465666768696a6b6c6d6e6f70>>>";

/// Objects, numbered from 1, as a file with its table of cross-references.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        bytes.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}
