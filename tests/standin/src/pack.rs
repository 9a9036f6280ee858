//! Papers of a meeting in one file, as committee systems print them.

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::Error;

/// One PDF with the pages of many. Each keeps its own tree of pages, below a common root (ISO 32000-1, 7.7.3).
///
/// # Errors
///
/// Where one of them is no PDF.
pub fn pack(papers: &[&[u8]]) -> Result<Vec<u8>, Error> {
    let mut pack = Document::with_version("1.7");
    let root = pack.new_object_id();
    let mut kids = Vec::new();
    let mut count = 0;
    for paper in papers {
        let mut paper = Document::load_mem(paper)?;
        paper.renumber_objects_with(pack.max_id + 1);
        pack.max_id = paper.max_id;
        count += paper.get_pages().len();
        let tree = tree(&paper)?;
        paper.get_object_mut(tree)?.as_dict_mut()?.set("Parent", root);
        kids.push(Object::Reference(tree));
        pack.objects.append(&mut paper.objects);
    }
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    pack.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = pack.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    pack.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pack.save_to(&mut bytes)?;
    Ok(bytes)
}

/// The root of a paper's pages.
fn tree(paper: &Document) -> Result<ObjectId, Error> {
    Ok(paper.catalog()?.get(b"Pages")?.as_reference()?)
}
