//! A page at a break: what its regions are, where it begins and ends.

use boardlift_model::{BBox, Cell, Grid};

use crate::furniture::Role;
use crate::join::is_continued;
use crate::layout::{PageLayout, Region, Table, TextBlock};

/// A page and what its regions are to the document.
pub(super) struct Side<'p> {
    pub(super) layout: &'p mut PageLayout,
    pub(super) roles: &'p mut Vec<Role>,
}

impl Side<'_> {
    /// The regions that say something.
    fn body(&self) -> impl Iterator<Item = &Region> {
        let regions = self.layout.regions.iter().zip(self.roles.iter());
        regions.filter(|(_, role)| **role == Role::Body).map(|(region, _)| region)
    }

    /// The first region that says more than that a table goes on.
    pub(super) fn first(&self) -> Option<&Region> {
        self.body().find(|region| !matches!(region, Region::Text(text) if is_continued(text)))
    }

    /// The boxes of the texts before that region.
    pub(super) fn continued(&self) -> Vec<BBox> {
        let texts = self.body().map_while(|region| match region {
            Region::Text(text) if is_continued(text) => Some(text.bbox),
            Region::Text(_) | Region::Table(_) | Region::Key(_) => None,
        });
        texts.collect()
    }

    /// The lowest table and the texts below it, notes aside.
    pub(super) fn foot(&self) -> (Option<&Table>, Vec<&TextBlock>) {
        let tables = self.body().filter_map(|region| match region {
            Region::Table(table) => Some(table),
            Region::Text(_) | Region::Key(_) => None,
        });
        let table = tables.max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1));
        let end = table.map_or(0.0, |table| table.bbox.y1);
        let texts = self.body().filter_map(|region| match region {
            Region::Text(text) if follows(text, end) => Some(text),
            Region::Text(_) | Region::Table(_) | Region::Key(_) => None,
        });
        let mut texts: Vec<&TextBlock> = texts.collect();
        texts.sort_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1));
        (table, texts)
    }

    /// The boxes of all texts.
    pub(super) fn texts(&self) -> Vec<BBox> {
        let regions = self.layout.regions.iter();
        regions
            .filter_map(|region| match region {
                Region::Text(text) => Some(text.bbox),
                Region::Table(_) | Region::Key(_) => None,
            })
            .collect()
    }

    /// The boxes of what belongs to the paper.
    pub(super) fn furniture(&self) -> Vec<BBox> {
        let regions = self.layout.regions.iter().zip(self.roles.iter());
        regions
            .filter_map(|region| match region {
                (Region::Text(text), role) if *role != Role::Body => Some(text.bbox),
                _ => None,
            })
            .collect()
    }

    /// Puts other regions in the place of those that say something.
    pub(super) fn replace(&mut self, body: Vec<Region>) {
        let first = self.roles.iter().position(|role| *role == Role::Body).unwrap_or(self.roles.len());
        let old = std::mem::take(&mut self.layout.regions).into_iter().zip(std::mem::take(self.roles));
        let mut kept: Vec<(Region, Role)> = old.filter(|(_, role)| *role != Role::Body).collect();
        let after = kept.split_off(first);
        let body = body.into_iter().map(|region| (region, Role::Body));
        (self.layout.regions, *self.roles) = kept.into_iter().chain(body).chain(after).unzip();
    }

    /// Gives the lowest table other rows, which take the texts below it in.
    pub(super) fn put_rows(&mut self, rows: Vec<Vec<Cell>>) {
        let (Some(table), texts) = self.foot() else { return };
        let end = table.bbox.y1;
        let bottom = texts.last().map_or(end, |text| text.bbox.y1);
        let tables = self.layout.regions.iter_mut().filter_map(|region| match region {
            Region::Table(table) => Some(table),
            Region::Text(_) | Region::Key(_) => None,
        });
        if let Some(table) = tables.max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1)) {
            let mut grid = Grid::new(rows, table.grid.method);
            grid.continues = table.grid.continues;
            table.grid = grid;
            table.header_rows = table.header_rows.min(table.grid.rows().len());
            table.bbox.y1 = bottom;
        }
        self.drop_texts(end);
    }

    /// Drops the texts from a height on that may be rows of a table.
    pub(super) fn drop_texts(&mut self, from: f32) {
        let old = std::mem::take(&mut self.layout.regions).into_iter().zip(std::mem::take(self.roles));
        let kept = old.filter(|(region, role)| {
            *role != Role::Body || !matches!(region, Region::Text(text) if follows(text, from))
        });
        (self.layout.regions, *self.roles) = kept.unzip();
    }
}

/// Whether a text stands below a height as rows of a table may. Notes may stand below one that goes on, and a label
/// up the side of what begins there is none of its rows.
fn follows(text: &TextBlock, from: f32) -> bool {
    let is_turned = text.bbox.y1 - text.bbox.y0 > 2.0 * text.lines as f32 * text.size;
    text.note_mark.is_none() && !is_turned && text.bbox.y0 >= from - text.size / 2.0
}
