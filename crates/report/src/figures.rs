//! Which figures came tonight, and which changed: what the dataset's revisions say of the documents that came.
//!
//! A figure is new where no other paper prints it. It has changed where a paper that came prints it otherwise than the
//! edition before, or where it comes before one that prints it otherwise. A paper that was replaced under its address is
//! the later one, which its dates alone could not tell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use boardlift_dataset::DocumentRow;
use boardlift_dataset::editions::dates;
use boardlift_dataset::likeness::{Likeness, likeness};
use boardlift_dataset::revisions::{Change, Edition, History, histories};
use boardlift_dataset::store::{Dataset, Partition, StoreError};
use boardlift_model::{Authority, DocumentId, Observation, Period, Status};

use crate::account::{AuthorityReport, ChangedFigure, FigureNote, NewFigure, Printing, Told};

/// How many new figures are listed: what a person may look through. The dataset has all of them.
const LISTED_NEW: usize = 100;

/// How many changed figures are listed: they are rarer, and each is news.
const LISTED_CHANGED: usize = 500;

/// The documents that came tonight.
pub(crate) struct Tonight {
    /// All of them.
    pub(crate) documents: BTreeSet<DocumentId>,
    /// The document that was there before, and the one that came in its place: it may have come long ago, under another
    /// address or as an edition that is put back.
    pub(crate) replaced: BTreeSet<(DocumentId, DocumentId)>,
}

/// What came of figures.
pub(crate) struct Figures {
    pub(crate) authorities: Vec<AuthorityReport>,
    pub(crate) new: Told<NewFigure>,
    pub(crate) undated: usize,
    pub(crate) changed: Told<ChangedFigure>,
}

/// What came of figures tonight. Of one council after the other all figures stand in memory.
///
/// # Errors
///
/// Where the dataset can't be read.
pub(crate) fn told(
    dataset: &Dataset,
    documents: &[DocumentRow],
    tonight: &Tonight,
) -> Result<Figures, StoreError> {
    let concerned: BTreeSet<&DocumentId> =
        tonight.documents.iter().chain(tonight.replaced.iter().map(|(_, new)| new)).collect();
    let came = documents.iter().filter(|row| concerned.contains(&row.source.id));
    let authorities: BTreeSet<Option<&Authority>> = came.map(|row| row.authority.as_ref()).collect();
    let codes: BTreeSet<Option<&str>> =
        authorities.iter().map(|authority| authority.and_then(|known| known.code.as_deref())).collect();
    let rows: HashMap<&DocumentId, &DocumentRow> =
        documents.iter().map(|row| (&row.source.id, row)).collect();
    let mut teller = Teller::new(&rows, tonight);
    let partitions = dataset.partitions()?;
    for code in codes {
        let of_code = partitions.iter().filter(|partition| partition.key().authority_code.as_deref() == code);
        let mut figures = figures(of_code)?;
        figures.retain(|row| {
            rows.contains_key(&row.document_id) && authorities.contains(&row.authority.as_ref())
        });
        teller.council(&figures, documents);
    }
    Ok(teller.figures())
}

fn figures<'p>(partitions: impl Iterator<Item = &'p Partition>) -> Result<Vec<Observation>, StoreError> {
    let mut rows = Vec::new();
    for partition in partitions {
        rows.extend(partition.observations()?);
    }
    Ok(rows)
}

struct Teller<'t> {
    rows: &'t HashMap<&'t DocumentId, &'t DocumentRow>,
    tonight: &'t Tonight,
    /// The documents that were replaced tonight, with those that came in their place.
    replacing: BTreeMap<&'t DocumentId, BTreeSet<&'t DocumentId>>,
    /// What the documents of both report on.
    covered: BTreeMap<DocumentId, BTreeSet<Period>>,
    counts: BTreeMap<Option<Authority>, (usize, usize)>,
    new: Told<NewFigure>,
    undated: usize,
    changed: Told<ChangedFigure>,
}

impl<'t> Teller<'t> {
    fn new(rows: &'t HashMap<&'t DocumentId, &'t DocumentRow>, tonight: &'t Tonight) -> Self {
        let mut replacing: BTreeMap<&DocumentId, BTreeSet<&DocumentId>> = BTreeMap::new();
        for (old, new) in tonight.replaced.iter().filter(|(old, new)| old != new) {
            replacing.entry(old).or_default().insert(new);
        }
        Teller {
            rows,
            tonight,
            replacing,
            covered: BTreeMap::new(),
            counts: BTreeMap::new(),
            new: Told { count: 0, listed: Vec::new() },
            undated: 0,
            changed: Told { count: 0, listed: Vec::new() },
        }
    }

    /// Takes all figures of one council.
    fn council(&mut self, figures: &[Observation], documents: &[DocumentRow]) {
        let came = || figures.iter().filter(|row| self.tonight.documents.contains(&row.document_id));
        self.undated += came().filter(|row| row.figure.period.is_none() && is_reported(row)).count();
        self.cover(figures);
        let dates = dates(figures, documents);
        for history in histories(figures, &dates) {
            let printings: Vec<&Observation> =
                history.editions.iter().flat_map(|edition| edition.printings.iter().copied()).collect();
            if !printings.iter().any(|row| self.came(row) || self.replacing.contains_key(&row.document_id)) {
                continue;
            }
            self.new_figure(&history, &printings);
            self.replaced(&history, &printings);
            self.revised(&history);
            self.unclear(&history, &printings);
        }
    }

    fn figures(self) -> Figures {
        let count = |(authority, (new_figures, changed_figures)): (Option<Authority>, (usize, usize))| {
            let (name, code) = authority.map(|authority| (authority.name, authority.code)).unzip();
            AuthorityReport { authority_code: code.flatten(), authority: name, new_figures, changed_figures }
        };
        let authorities = self.counts.into_iter().map(count).collect();
        Figures { authorities, new: self.new, undated: self.undated, changed: self.changed }
    }

    /// A figure that only papers print that came tonight.
    fn new_figure(&mut self, history: &History<'_>, printings: &[&Observation]) {
        let reported: Vec<&&Observation> = printings.iter().filter(|row| is_reported(row)).collect();
        let Some(row) = reported.last().filter(|_| reported.iter().all(|row| self.came(row))) else { return };
        self.new.count += 1;
        self.counts.entry(row.authority.clone()).or_default().0 += 1;
        if self.new.listed.len() < LISTED_NEW {
            let told = NewFigure { figure: note(history, row), printing: self.printing(row) };
            self.new.listed.push(told);
        }
    }

    /// A figure that a replaced paper printed and the one in its place prints otherwise, or not at all.
    fn replaced(&mut self, history: &History<'_>, printings: &[&Observation]) {
        for before in printings.iter().filter(|row| is_reported(row)) {
            for new in self.replacing.get(&before.document_id).cloned().unwrap_or_default() {
                self.in_place(history, before, new, printings);
            }
        }
    }

    fn in_place(
        &mut self,
        history: &History<'_>,
        before: &Observation,
        new: &DocumentId,
        printings: &[&Observation],
    ) {
        match printings.iter().find(|row| row.document_id == *new) {
            Some(after) if likeness(&before.figure, &after.figure) != Likeness::Different => {}
            Some(after) => {
                let change = if is_reported(after) { Change::Revised } else { Change::Withdrawn };
                self.change(history, change.as_str(), before, Some(after));
            }
            None if self.should_print(new, &before.document_id, history.period) => {
                self.change(history, "dropped", before, None);
            }
            // A page that has become a later quarter's has rolled on.
            None => {}
        }
    }

    /// Takes down the periods of which replaced papers, and those in their place, print figures.
    fn cover(&mut self, figures: &[Observation]) {
        let replacing = &self.replacing;
        let is_of_pair = |row: &&Observation| {
            replacing.contains_key(&row.document_id)
                || replacing.values().any(|new| new.contains(&row.document_id))
        };
        self.covered.clear();
        for row in figures.iter().filter(|row| is_reported(row)).filter(is_of_pair) {
            let Some(dated) = &row.figure.period else { continue };
            self.covered.entry(row.document_id.clone()).or_default().insert(dated.period);
        }
    }

    /// Whether a figure of a period that stood in a paper should stand in the one in its place: both report on the same time,
    /// or that one still prints other figures of the period.
    fn should_print(&self, new: &DocumentId, old: &DocumentId, period: Period) -> bool {
        let (Some(new), Some(old)) = (self.covered.get(new), self.covered.get(old)) else { return false };
        let latest = |periods: &BTreeSet<Period>| periods.iter().map(|period| period.end).max();
        new.contains(&period) || latest(new) == latest(old)
    }

    /// What editions do to a figure, where the one that does it or the one before came tonight.
    fn revised(&mut self, history: &History<'_>) {
        for (at, edition) in history.editions.iter().enumerate() {
            let wants_figure = match edition.change {
                Change::Revised | Change::Withdrawn => true,
                Change::Reinstated => false,
                _ => continue,
            };
            let earlier = history.editions[..at].iter().rev();
            let before = earlier
                .filter_map(|before| Some((before, before.printing()?)))
                .find(|(_, row)| is_reported(row) == wants_figure);
            let (Some((earlier, before)), Some(after)) = (before, edition.printing()) else { continue };
            // Of a paper and the one in its place it is told already, whichever of them is the later by what it prints.
            let is_told = self.takes_place_of(edition, earlier) || self.takes_place_of(earlier, edition);
            if !is_told && (self.all_came(edition) || self.all_came(earlier)) {
                self.change(history, edition.change.as_str(), before, Some(after));
            }
        }
    }

    /// A figure that a paper that came prints otherwise than one that was there, and nobody can say which is the later.
    fn unclear(&mut self, history: &History<'_>, printings: &[&Observation]) {
        for edition in history.editions.iter().filter(|edition| edition.change == Change::Unclear) {
            let mut came =
                edition.printings.iter().filter(|row| self.came(row) && !self.is_in_place(row, printings));
            let Some(after) = came.next() else { continue };
            let is_other = |row: &&&Observation| {
                !self.came(row) && likeness(&row.figure, &after.figure) == Likeness::Different
            };
            if let Some(before) = edition.printings.iter().find(is_other) {
                self.change(history, Change::Unclear.as_str(), before, Some(after));
            }
        }
    }

    /// Whether a row's paper came in place of one of the others.
    fn is_in_place(&self, row: &Observation, others: &[&Observation]) -> bool {
        let mut replacing = others.iter().filter_map(|other| self.replacing.get(&other.document_id));
        replacing.any(|new| new.contains(&row.document_id))
    }

    fn change(
        &mut self,
        history: &History<'_>,
        change: &str,
        before: &Observation,
        after: Option<&Observation>,
    ) {
        self.changed.count += 1;
        self.counts.entry(before.authority.clone()).or_default().1 += 1;
        if self.changed.listed.len() < LISTED_CHANGED {
            let told = ChangedFigure {
                figure: note(history, after.unwrap_or(before)),
                change: change.to_owned(),
                before: self.printing(before),
                after: after.map(|row| self.printing(row)),
            };
            self.changed.listed.push(told);
        }
    }

    fn came(&self, row: &Observation) -> bool {
        self.tonight.documents.contains(&row.document_id)
    }

    /// Whether a paper of one edition came in place of one of another.
    fn takes_place_of(&self, new: &Edition<'_>, old: &Edition<'_>) -> bool {
        new.printings.iter().any(|row| self.is_in_place(row, &old.printings))
    }

    fn all_came(&self, edition: &Edition<'_>) -> bool {
        edition.printings.iter().all(|row| self.came(row))
    }

    fn printing(&self, row: &Observation) -> Printing {
        let (figure, paper) = (&row.figure, self.rows.get(&row.document_id));
        Printing {
            value_text: figure.value_text.clone(),
            value: figure.cell.value,
            status: figure.cell.status.as_str().to_owned(),
            rag: figure.rag.map(|rag| rag.colour.as_str().to_owned()),
            document_id: row.document_id.as_str().to_owned(),
            file_name: paper.map(|paper| paper.source.file_name.clone()).unwrap_or_default(),
            source_url: paper.and_then(|paper| paper.source_url.clone()),
            page: figure.place.page(),
            sheet: figure.place.sheet().map(str::to_owned),
            cell: figure.place.address().map(|address| address.to_string()),
            line: figure.place.line(),
        }
    }
}

fn note(history: &History<'_>, row: &Observation) -> FigureNote {
    let (series, figure) = (&history.series, &row.figure);
    FigureNote {
        authority_code: row.authority.as_ref().and_then(|authority| authority.code.clone()),
        authority: row.authority.as_ref().map(|authority| authority.name.clone()),
        area: row.area.name.clone(),
        measure: row.measure.clone(),
        section: figure.section.clone(),
        indicator: figure.indicator.clone(),
        breakdown: figure.breakdown.clone(),
        kind: series.kind.as_str().to_owned(),
        basis: series.basis.map(|basis| basis.as_str().to_owned()),
        unit: series.unit.map(|unit| unit.as_str().to_owned()),
        period_start: history.period.start.to_string(),
        period_end: history.period.end.to_string(),
    }
}

fn is_reported(row: &Observation) -> bool {
    row.figure.cell.status == Status::Reported
}
