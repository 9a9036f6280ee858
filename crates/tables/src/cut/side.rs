//! A page at a break: what its regions are, where it begins and ends.

use boardlift_model::{BBox, Cell, Grid};

use crate::furniture::Role;
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

    /// The first region that says something, but for texts that are `passed` over.
    pub(super) fn first(&self, passed: impl Fn(&TextBlock) -> bool) -> Option<&Region> {
        self.body().find(|region| !matches!(region, Region::Text(text) if passed(text)))
    }

    /// The lowest table and the texts below it, notes aside.
    pub(super) fn foot(&self) -> (Option<&Table>, Vec<&TextBlock>) {
        let tables = self.body().filter_map(|region| match region {
            Region::Table(table) => Some(table),
            Region::Text(_) | Region::Key(_) => None,
        });
        let table = tables.max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1));
        let below = |text: &TextBlock| table.is_some_and(|table| follows(text, &table.bbox));
        let texts = self.body().filter_map(|region| match region {
            Region::Text(text) if below(text) => Some(text),
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

    /// Adds rows to the lowest table in place of the texts below it.
    pub(super) fn add_rows(&mut self, added: Vec<Vec<Cell>>) {
        let Some(table) = self.foot().0.cloned().filter(|_| !added.is_empty()) else { return };
        let grid = &table.grid;
        let mut all = Grid::new(grid.rows().iter().cloned().chain(added).collect(), grid.method);
        all.continues = grid.continues;
        let bottom = self.foot().1.last().map_or(table.bbox.y1, |text| text.bbox.y1);
        let longer = Table { grid: all, bbox: BBox { y1: bottom, ..table.bbox }, ..table.clone() };
        self.drop_tail(&table.bbox);
        for region in &mut self.layout.regions {
            if matches!(region, Region::Table(other) if *other == table) {
                *region = Region::Table(longer.clone());
            }
        }
    }

    /// Adds a table in place of the texts below the lowest one.
    pub(super) fn add_table(&mut self, added: Table) {
        let Some(above) = self.foot().0.map(|table| table.bbox) else { return };
        self.drop_tail(&above);
        let last = self.roles.iter().rposition(|role| *role == Role::Body).map_or(0, |last| last + 1);
        self.layout.regions.insert(last, Region::Table(added));
        self.roles.insert(last, Role::Body);
    }

    /// Drops the texts below a table.
    fn drop_tail(&mut self, table: &BBox) {
        let old = std::mem::take(&mut self.layout.regions).into_iter().zip(std::mem::take(self.roles));
        let kept = old.filter(|(region, role)| {
            *role != Role::Body || !matches!(region, Region::Text(text) if follows(text, table))
        });
        (self.layout.regions, *self.roles) = kept.unzip();
    }
}

/// Whether a text that is no note stands below a table, and not beside it.
fn follows(text: &TextBlock, table: &BBox) -> bool {
    let beside = text.bbox.x1 <= table.x0 || text.bbox.x0 >= table.x1;
    text.note_mark.is_none() && text.bbox.y0 >= table.y1 - text.size / 2.0 && !beside
}
