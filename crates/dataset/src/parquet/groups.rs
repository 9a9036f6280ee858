//! A Parquet file taken apart into its row groups, and one put together from row groups, which are moved as they are.
//!
//! The pages of a column in a row group stand together, and only the footer says where (Apache Parquet, file format). So a
//! group goes into another file as it is, with its places in the footer moved: nothing is decoded, and its bytes stay the
//! same. What stands elsewhere in a file is left behind: copies of what the footer says, which the format deprecates, and
//! indexes of pages, since groups are small and engines read them whole.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use polars::prelude::DataFrame;
use polars_parquet_format::thrift::protocol::{TCompactInputProtocol, TCompactOutputProtocol};
use polars_parquet_format::{ColumnMetaData, FileMetaData, RowGroup, Statistics};

use super::{encode, seal};

/// Begins and ends a Parquet file.
const MAGIC: &[u8; 4] = b"PAR1";

/// What a footer may take up when it is read, in multiples of its bytes: its shortest element is one byte, and the
/// longest structure that stands for one less than a kilobyte.
const GROWTH: usize = 1024;

/// A row group in a file's bytes.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    file: Arc<Vec<u8>>,
    /// What the file's footer says of it.
    about: RowGroup,
}

/// What is wrong with a file that can't be taken apart.
type Fault = &'static str;

impl Group {
    /// How many rows it has.
    pub(crate) fn rows(&self) -> usize {
        usize::try_from(self.about.num_rows).unwrap_or(0)
    }

    /// The least and the greatest word of a column; nothing where it has none, or nobody wrote them down.
    pub(crate) fn bounds(&self, column: &str) -> Option<(&str, &str)> {
        let mut chunks = self.about.columns.iter().filter_map(|chunk| chunk.meta_data.as_ref());
        let chunk = chunks.find(|chunk| chunk.path_in_schema == [column])?;
        let Statistics { min_value, max_value, .. } = chunk.statistics.as_ref()?;
        let (least, greatest) = min_value.as_ref().zip(max_value.as_ref())?;
        Some((str::from_utf8(least).ok()?, str::from_utf8(greatest).ok()?))
    }

    /// Puts its pages at the end of a file that has so many groups, and tells what the footer will say of it.
    fn append(&self, before: usize, file: &mut Vec<u8>) -> Option<RowGroup> {
        let mut about = self.about.clone();
        about.ordinal = i16::try_from(before).ok();
        about.file_offset = i64::try_from(file.len()).ok();
        for chunk in &mut about.columns {
            (chunk.offset_index_offset, chunk.offset_index_length) = (None, None);
            (chunk.column_index_offset, chunk.column_index_length) = (None, None);
            // Nothing of it stands outside the footer, for which the format wants a zero.
            chunk.file_offset = 0;
            let chunk = chunk.meta_data.as_mut()?;
            let pages = pages(chunk)?;
            let shift = i64::try_from(file.len()).ok()? - i64::try_from(pages.start).ok()?;
            chunk.data_page_offset += shift;
            chunk.dictionary_page_offset = chunk.dictionary_page_offset.map(|offset| offset + shift);
            file.extend(self.file.get(pages)?);
        }
        Some(about)
    }
}

/// A file's row groups, in its order.
pub(crate) fn taken_apart(file: Vec<u8>) -> Result<Vec<Group>, Fault> {
    let footer = footer(&file)?;
    let file = Arc::new(file);
    let group = |about: RowGroup| {
        let is_in_file = |chunk| pages(chunk).is_some_and(|pages| pages.end <= file.len());
        let is_whole = about.columns.iter().all(|chunk| chunk.meta_data.as_ref().is_some_and(is_in_file));
        is_whole
            .then(|| Group { file: Arc::clone(&file), about })
            .ok_or("its footer names pages that it lacks")
    };
    footer.row_groups.into_iter().map(group).collect()
}

/// One row group of these columns.
pub(crate) fn group(frame: DataFrame) -> io::Result<Group> {
    let mut groups = taken_apart(encode::one_group(frame)?).map_err(io::Error::other)?;
    groups.pop().filter(|_| groups.is_empty()).ok_or_else(|| io::Error::other("expected one row group"))
}

/// A file of these row groups, which have the same columns, sealed. Without any there is no file.
pub(crate) fn put_together(groups: &[Group]) -> io::Result<Vec<u8>> {
    joined(groups).map(seal::sealed)
}

/// The same, not sealed.
pub(crate) fn joined(groups: &[Group]) -> io::Result<Vec<u8>> {
    let failed = |fault: &'static str| io::Error::other(fault);
    // What a footer says besides is the same for all of them.
    let last = groups.last().ok_or_else(|| failed("expected a row group, found none"))?;
    let mut about = footer(&last.file).map_err(failed)?;
    let mut file = MAGIC.to_vec();
    let moved = groups.iter().enumerate().map(|(before, group)| group.append(before, &mut file));
    about.row_groups =
        moved.collect::<Option<_>>().ok_or_else(|| failed("expected pages within the file"))?;
    about.num_rows = about.row_groups.iter().map(|group| group.num_rows).sum();
    let start = file.len();
    about.write_to_out_protocol(&mut TCompactOutputProtocol::new(&mut file)).map_err(io::Error::other)?;
    let length = u32::try_from(file.len() - start).map_err(io::Error::other)?;
    file.extend(length.to_le_bytes());
    file.extend(MAGIC);
    Ok(file)
}

fn footer(file: &[u8]) -> Result<FileMetaData, Fault> {
    let footer = seal::footer(file).ok_or("it has no footer")?;
    let mut protocol = TCompactInputProtocol::new(footer, footer.len().saturating_mul(GROWTH));
    FileMetaData::read_from_in_protocol(&mut protocol).map_err(|_| "its footer cannot be read")
}

/// Where the pages of a column stand: its words first, where they stand apart.
fn pages(chunk: &ColumnMetaData) -> Option<Range<usize>> {
    let words = chunk.dictionary_page_offset.filter(|&offset| offset > 0);
    let start = usize::try_from(words.unwrap_or(chunk.data_page_offset)).ok()?;
    Some(start..start.checked_add(usize::try_from(chunk.total_compressed_size).ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parquet::decode;
    use crate::tables::CommentaryRow;
    use crate::testing::tables;

    fn rows(position: u32) -> DataFrame {
        let mut rows = tables().commentary;
        for row in &mut rows {
            row.position = position;
        }
        encode::frame(&rows, &[]).unwrap()
    }

    #[test]
    fn groups_read_back_as_they_were_whatever_file_they_came_from() {
        let [first, second] = [1, 2].map(|position| group(rows(position)).unwrap());
        let file = put_together(&[first, second.clone()]).unwrap();
        let parts = taken_apart(file.clone()).unwrap();
        let turned = put_together(&[parts[1].clone(), parts[0].clone()]).unwrap();
        let read = |file: &[u8]| decode::columns::<CommentaryRow>(file, &[]).unwrap();
        assert!(read(&file).equals_missing(&rows(1).vstack(&rows(2)).unwrap()));
        assert!(read(&turned).equals_missing(&rows(2).vstack(&rows(1)).unwrap()));
        assert!(put_together(&parts[1..]).unwrap() == put_together(&[second]).unwrap());
    }

    #[test]
    fn a_group_tells_its_rows_and_the_bounds_of_its_words() {
        let group = group(rows(1)).unwrap();
        let ids: Vec<String> =
            tables().commentary.iter().map(|row| row.document_id.as_str().to_owned()).collect();
        assert_eq!(group.rows(), ids.len());
        let bounds = ids.iter().min().zip(ids.iter().max());
        assert_eq!(group.bounds("document_id"), bounds.map(|(least, most)| (least.as_str(), most.as_str())));
        assert_eq!(group.bounds("no_such_column"), None);
    }

    #[test]
    fn what_is_no_file_is_refused() {
        for bytes in [b"".as_slice(), b"PAR1", b"words that are no file of any kind", &[0xff; 64]] {
            assert!(taken_apart(bytes.to_vec()).is_err());
        }
        assert!(put_together(&[]).is_err());
    }
}
