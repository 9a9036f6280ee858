//! The parts of a Word paper by what they are, whatever their names.
//!
//! Which part is the paper is said by the archive's list of content types; the parts that belong to it by its
//! relationships (ECMA-376 part 2, 6.5 and 7.2). Comments, headers and footers are not asked for: they are no part of
//! what the paper says.

use boardlift_pack::Pack;
use encoding_rs::UTF_8;

use super::error::DocxError;
use super::limits::Limits;
use super::xml;

/// What the content type of a paper ends with: of documents and templates, with macros and without.
const MAIN_TYPES: [&str; 4] = [
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
];

const TYPES_PART: &str = "[Content_Types].xml";

/// The parts as text. A part that is not there is empty.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The paper itself.
    pub(super) document: Part,
    /// The styles.
    pub(super) styles: Part,
    /// The colours of the theme.
    pub(super) theme: Part,
    /// What lists are numbered by.
    pub(super) numbering: Part,
    /// The notes at the foot of the page.
    pub(super) footnotes: Part,
    /// The notes at the end.
    pub(super) endnotes: Part,
}

/// One part.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Its name in the archive.
    pub(super) name: String,
    /// Its XML.
    pub(super) text: String,
}

impl Part {
    /// Its outermost element; nothing where there is no such part.
    pub(super) fn parse(&self, limits: &Limits) -> Result<Option<xml::Element<'_>>, DocxError> {
        if self.text.is_empty() {
            return Ok(None);
        }
        xml::parse(&self.name, &self.text, limits).map(Some)
    }
}

/// The name of the part that is a Word paper; nothing where the archive holds none, as a workbook does.
pub(super) fn main_part(pack: &mut Pack<'_>, limits: &Limits) -> Result<Option<String>, DocxError> {
    let types = part(pack, TYPES_PART)?;
    let Some(root) = types.parse(limits)? else { return Ok(None) };
    let is_paper = |element: &&xml::Element<'_>| {
        let content_type = element.attribute("ContentType").unwrap_or_default();
        MAIN_TYPES.iter().any(|main| content_type.ends_with(main))
    };
    let name = root.children().find(is_paper).and_then(|element| element.attribute("PartName"));
    Ok(name.map(|name| name.trim_start_matches('/').to_owned()))
}

/// Reads the parts of a paper.
pub(super) fn open(pack: &mut Pack<'_>, limits: &Limits) -> Result<Package, DocxError> {
    let missing = |found: &str| DocxError::NotWord { found: found.to_owned() };
    let name = main_part(pack, limits)?.ok_or_else(|| missing("no part has its content type"))?;
    let document = part(pack, &name)?;
    if document.text.is_empty() {
        return Err(missing("the part that its content types name is not there"));
    }
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
    let relations = part(pack, &format!("{folder}/_rels/{file}.rels"))?;
    let relations = relations.parse(limits)?;
    let mut related = |kind: &str| -> Result<Part, DocxError> {
        let is_meant = |element: &&xml::Element<'_>| {
            let relation = element.attribute("Type").unwrap_or_default();
            relation.rsplit('/').next() == Some(kind)
        };
        let target = relations.as_ref().and_then(|root| root.children().find(is_meant)?.attribute("Target"));
        target.map_or_else(|| Ok(Part::default()), |target| part(pack, &resolved(folder, &target)))
    };
    Ok(Package {
        styles: related("styles")?,
        theme: related("theme")?,
        numbering: related("numbering")?,
        footnotes: related("footnotes")?,
        endnotes: related("endnotes")?,
        document,
    })
}

/// A part's name from the target of a relationship of a part in `folder` (RFC 3986, 5.2.4).
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

fn part(pack: &mut Pack<'_>, name: &str) -> Result<Part, DocxError> {
    let name = name.trim_start_matches('/').to_owned();
    let bytes = pack.read(&name)?.unwrap_or_default();
    // By its byte order mark where it has one: parts may be in UTF-16.
    let text = UTF_8.decode(&bytes).0.into_owned();
    Ok(Part { name, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved() {
        for (folder, target, name) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../theme/./theme1.xml", "theme/theme1.xml"),
            ("", "styles.xml", "styles.xml"),
            ("", "../../styles.xml", "styles.xml"),
        ] {
            assert_eq!(resolved(folder, target), name, "{target} from {folder}");
        }
    }
}
