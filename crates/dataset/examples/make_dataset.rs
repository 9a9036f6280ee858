//! Makes up a dataset of any size, by the same writer that an import uses, for benchmarks.
//!
//! ```sh
//! cargo run --release -p boardlift-dataset --example make_dataset -- FOLDER [FIGURES] [SEED]
//! ```
//!
//! Each council of England with an education department publishes a paper a quarter for ten years, with a figure, a
//! target and a comparator for as many measures as it takes. The same arguments give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::error::Error;
use std::path::Path;

use boardlift_dataset::store::{PartitionKey, Writer};
use boardlift_dataset::{DocumentRow, VERSION};
use boardlift_model::{
    Area, AreaClaim, AreaType, Authority, BBox, CellValue, DocumentId, DocumentStatus, Figure, Flag, Flags,
    Grounds, Kind, LayoutRef, MediaType, Observation, Period, Place, Rag, RagColour, RagSource, Source,
    StatedPeriod, Status, Unit,
};
use boardlift_reference::{Measure, MeasureUnit, Vocabulary};
use strum::VariantArray;

const FIRST_YEAR: i16 = 2013;
const QUARTERS: u32 = 40;
const DEFAULT_FIGURES: u32 = 5_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or("expected the folder of the dataset to make")?;
    let figures = arguments.next().map_or(Ok(DEFAULT_FIGURES), |number| number.parse())?;
    let seed = arguments.next().map_or(Ok(1), |number| number.parse())?;
    make(Path::new(&folder), figures, seed)
}

fn make(folder: &Path, figures: u32, seed: u64) -> Result<(), Box<dyn Error>> {
    let vocabulary = Vocabulary::embedded()?;
    let councils = councils(&vocabulary);
    let papers = u32::try_from(councils.len())? * QUARTERS;
    let maker = Maker { measures: vocabulary.measures(), papers, figures, seed };
    let writer = Writer::open(folder)?;
    let gaining: BTreeSet<PartitionKey> = councils.iter().flat_map(Maker::keys).collect();
    let ids = (0..papers).map(|paper| maker.document_id(paper)).collect();
    let merge = writer.begin(ids, gaining)?;
    let mut documents = Vec::new();
    for (council, number) in councils.iter().zip(0..) {
        let mut partitions: BTreeMap<PartitionKey, Vec<Observation>> = BTreeMap::new();
        for quarter in 0..QUARTERS {
            let paper = Paper { council, quarter, number: number * QUARTERS + quarter };
            let rows = maker.observations(&paper);
            documents.push(maker.document(&paper, rows.len()));
            for row in rows {
                partitions.entry(PartitionKey::of(&row)).or_default().push(row);
            }
        }
        for (key, rows) in partitions {
            merge.rewrite(&key, rows)?;
        }
    }
    Ok(merge.finish(documents, Vec::new(), Vec::new(), &vocabulary)?)
}

/// Those that have a code of the Department for Education's and are there today.
fn councils(vocabulary: &Vocabulary) -> Vec<Authority> {
    let present =
        vocabulary.authorities().iter().filter(|entry| entry.dfe_code.is_some() && entry.valid_to.is_none());
    present.map(|entry| Authority { code: Some(entry.code.clone()), name: entry.name.clone() }).collect()
}

/// What a dataset is made up from.
struct Maker<'v> {
    measures: &'v [Measure],
    papers: u32,
    figures: u32,
    seed: u64,
}

/// One paper of one council.
struct Paper<'c> {
    council: &'c Authority,
    /// Which quarter of the ten years, from 0.
    quarter: u32,
    /// Which of all papers, from 0.
    number: u32,
}

impl Maker<'_> {
    fn keys(council: &Authority) -> impl Iterator<Item = PartitionKey> + use<> {
        let code = council.code.clone();
        (0..QUARTERS)
            .filter_map(period)
            .map(move |period| PartitionKey { authority_code: code.clone(), year: Some(period.start.year()) })
    }

    fn document_id(&self, paper: u32) -> DocumentId {
        let digits = (0..4).map(|part| format!("{:016x}", self.random(paper, 1 << 20 | part)));
        DocumentId(digits.collect())
    }

    /// As many figures as make up the whole, spread over the papers.
    fn rows_of(&self, paper: u32) -> u32 {
        let up_to = |papers: u32| u64::from(self.figures) * u64::from(papers) / u64::from(self.papers);
        u32::try_from(up_to(paper + 1) - up_to(paper)).unwrap_or(0)
    }

    fn observations(&self, paper: &Paper<'_>) -> Vec<Observation> {
        (0..self.rows_of(paper.number)).map(|row| self.observation(paper, row)).collect()
    }

    fn observation(&self, paper: &Paper<'_>, row: u32) -> Observation {
        let measure = &self.measures[row as usize / 3 % self.measures.len()];
        let (kind, area) = match row % 3 {
            0 => (Kind::Actual, own_area(paper.council)),
            1 => (Kind::Target, own_area(paper.council)),
            _ => (Kind::Actual, england()),
        };
        Observation {
            id: format!("{:016x}", self.random(paper.number, row)),
            document_id: self.document_id(paper.number),
            authority: Some(paper.council.clone()),
            area,
            measure: Some(measure.id.clone()),
            layout: "generic".to_owned(),
            figure: self.figure(paper, row, measure, kind),
        }
    }

    fn figure(&self, paper: &Paper<'_>, row: u32, measure: &Measure, kind: Kind) -> Figure {
        let chance = self.random(paper.number, row) >> 8;
        let cell = cell(chance, measure.unit);
        Figure {
            section: Some(measure.topic.clone()),
            reference: Some((row / 3 + 1).to_string()),
            indicator: measure.name.clone(),
            breakdown: None,
            kind,
            area: AreaClaim::Publisher,
            column_text: format!("{kind}"),
            period: period(paper.quarter).map(|period| StatedPeriod { text: "Quarter".to_owned(), period }),
            basis: None,
            value_text: cell.value.map(|value| value.to_string()).unwrap_or_default(),
            rag: (kind == Kind::Actual && chance.is_multiple_of(3)).then(|| rag(chance)),
            cell,
            direction: None,
            desired_direction: None,
            note: None,
            place: place(row),
            table: 1,
            row: row + 1,
            column: 1,
            flags: flags(chance),
            grounds: Grounds::default(),
        }
    }

    fn document(&self, paper: &Paper<'_>, observations: usize) -> DocumentRow {
        DocumentRow {
            source: Source {
                id: self.document_id(paper.number),
                file_name: format!("paper-{}.pdf", paper.number),
                media_type: MediaType::Pdf,
                byte_size: 100_000,
            },
            source_url: None,
            title: Some(format!("Dashboard of {}", paper.council.name)),
            authority: Some(paper.council.clone()),
            board: Some("Improvement Board".to_owned()),
            period: period(paper.quarter).map(|period| StatedPeriod { text: "Quarter".to_owned(), period }),
            meeting_date: None,
            pages: Some(12),
            layout: Some(LayoutRef { id: "generic".to_owned(), version: 1 }),
            boardlift_version: VERSION.to_owned(),
            tables: 1,
            indicators: u32::try_from(observations / 3).unwrap_or(u32::MAX),
            observations: u32::try_from(observations).unwrap_or(u32::MAX),
            status: DocumentStatus::Ok,
            error: None,
            flags: Flags::new(),
        }
    }

    /// A number that depends on the seed, the paper and the row alone (`SplitMix64`).
    fn random(&self, paper: u32, row: u32) -> u64 {
        let mut state = self
            .seed
            .wrapping_add((u64::from(paper) << 32 | u64::from(row)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        state ^ (state >> 31)
    }
}

fn period(quarter: u32) -> Option<Period> {
    let year = FIRST_YEAR + i16::try_from(quarter / 4).ok()?;
    Period::quarter(year, u8::try_from(quarter % 4).ok()? + 1)
}

fn own_area(council: &Authority) -> Area {
    Area { name: Some(council.name.clone()), code: council.code.clone(), area_type: AreaType::LocalAuthority }
}

fn england() -> Area {
    Area {
        name: Some("England".to_owned()),
        code: Some("E92000001".to_owned()),
        area_type: AreaType::Country,
    }
}

/// A figure in nine of ten cells.
fn cell(chance: u64, unit: MeasureUnit) -> CellValue {
    if chance % 10 == 9 {
        let status = pick(&Status::VARIANTS[1..], chance / 10);
        return CellValue::without_figure(status);
    }
    let (value, unit) = match unit {
        MeasureUnit::Percent => ((chance / 10 % 1_000) as f64 / 10.0, Unit::Percent),
        MeasureUnit::Gbp | MeasureUnit::GbpMillions => ((chance / 10 % 10_000_000) as f64, Unit::Gbp),
        MeasureUnit::RatePer100 => ((chance / 10 % 500) as f64 / 100.0, Unit::Rate),
        MeasureUnit::Weeks => ((chance / 10 % 60) as f64, Unit::Weeks),
        MeasureUnit::Months => ((chance / 10 % 24) as f64, Unit::Months),
        MeasureUnit::Fte => ((chance / 10 % 400) as f64 / 10.0, Unit::Fte),
        MeasureUnit::Score => ((chance / 10 % 50) as f64 / 10.0, Unit::Score),
        MeasureUnit::Count => ((chance / 10 % 5_000) as f64, Unit::Count),
    };
    CellValue { value: Some(value), unit: Some(unit), ..CellValue::without_figure(Status::Reported) }
}

fn pick<T: Copy>(terms: &[T], chance: u64) -> T {
    terms[usize::try_from(chance % terms.len() as u64).unwrap_or(0)]
}

fn rag(chance: u64) -> Rag {
    Rag { colour: pick(&RagColour::VARIANTS[..3], chance / 7), source: RagSource::Fill }
}

/// A flag in one of eight rows.
fn flags(chance: u64) -> Flags {
    let flag = pick(Flag::VARIANTS, chance / 11);
    if chance.is_multiple_of(8) { Flags::from([flag]) } else { Flags::new() }
}

fn place(row: u32) -> Place {
    let line = (row % 40) as f32;
    Place::Page {
        page: row / 40 + 1,
        bbox: BBox { x0: 300.0, y0: 60.0 + 18.0 * line, x1: 360.0, y1: 76.0 + 18.0 * line },
    }
}
