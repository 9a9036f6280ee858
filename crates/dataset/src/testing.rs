//! A few hand-made rows for the tests of this crate: a figure with everything, a blank one, one with odd numbers.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use boardlift_lexicon::period::Years;
use boardlift_lexicon::value;
use boardlift_model::{
    Action, Address, Area, AreaClaim, AreaType, Authority, BBox, Basis, CellValue, ClaimSource, Commentary,
    Date, Direction, DocumentId, DocumentStatus, Figure, Flag, Flags, Fraction, Grounds, Kind, LayoutRef,
    MediaType, Observation, Period, Place, Quotes, Rag, RagColour, RagSource, Source, StatedPeriod, Status,
    Unit,
};
use boardlift_reference::Vocabulary;

use crate::schema::VERSION;
use crate::store::{Dataset, PartitionKey, Writer};
use crate::tables::{DocumentRow, Paper, Tables};

/// The embedded vocabularies, loaded once.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> =
        LazyLock::new(|| Vocabulary::embedded().expect("the embedded files"));
    &VOCABULARY
}

/// Two documents, one of which was not read, with rows in all four tables.
pub(crate) fn tables() -> Tables {
    let id = DocumentId("a1".repeat(32));
    let figures =
        [(full_figure(), kingston_area()), (blank_figure(), england()), (odd_figure(), kingston_area())];
    let observations = figures.into_iter().enumerate().map(|(index, (figure, area))| Observation {
        id: format!("{index:016x}"),
        document_id: id.clone(),
        authority: Some(kingston()),
        area,
        measure: None,
        layout: "generic".to_owned(),
        figure,
    });
    let paper = Paper {
        document: document_row(),
        observations: observations.collect(),
        commentary: vec![point()],
        actions: vec![action()],
        authority_source: Some(ClaimSource::Heading),
        quotes: Quotes::default(),
        findings: Vec::new(),
        homeless: 0,
    };
    let unread = Source { id: DocumentId("b2".repeat(32)), media_type: MediaType::Unknown, ..source() };
    Tables::from_iter([paper, Paper::failed(unread, "expected text, found bytes")])
}

/// The council of the hand-made rows.
pub(crate) fn kingston() -> Authority {
    Authority { code: Some("E09000021".to_owned()), name: "Kingston upon Thames".to_owned() }
}

/// The file of the hand-made rows.
pub(crate) fn source() -> Source {
    Source {
        id: DocumentId("a1".repeat(32)),
        file_name: "board, 2022.txt".to_owned(),
        media_type: MediaType::PlainText,
        byte_size: 5_000_000_000,
    }
}

/// A figure of quarter 3 in which nearly everything is printed.
pub(crate) fn full_figure() -> Figure {
    Figure {
        section: Some("Caseload".to_owned()),
        reference: Some("1.01".to_owned()),
        indicator: "Plans finalised, in 20 weeks".to_owned(),
        breakdown: None,
        kind: Kind::Actual,
        area: AreaClaim::Publisher,
        column_text: "2022/23 / Q3".to_owned(),
        period: Some(quarter_3()),
        basis: Some(Basis::Cumulative),
        value_text: "89.5% \"17/19\" ▲".to_owned(),
        cell: CellValue {
            value: Some(89.5),
            unit: Some(Unit::Percent),
            fraction: Some(Fraction { numerator: 17.0, denominator: 19.0 }),
            ..CellValue::without_figure(Status::Reported)
        },
        rag: Some(Rag { colour: RagColour::Green, source: RagSource::Letter }),
        direction: Some(Direction::Up),
        desired_direction: Some(Direction::Up),
        note: Some("17/19\nas at Q3".to_owned()),
        place: Place::Line(12),
        table: 1,
        row: 2,
        column: 5,
        flags: Flags::from([Flag::Salvaged, Flag::AuthorityInferred]),
        grounds: Grounds::default(),
    }
}

/// A blank comparator on a page.
pub(crate) fn blank_figure() -> Figure {
    Figure {
        area: AreaClaim::Comparator("England"),
        column_text: "National".to_owned(),
        period: None,
        basis: None,
        value_text: String::new(),
        cell: CellValue::without_figure(Status::Blank),
        rag: None,
        direction: None,
        note: None,
        place: Place::Page { page: 3, bbox: BBox { x0: 36.0, y0: 120.5, x1: 99.25, y1: 132.1 } },
        column: 6,
        flags: Flags::new(),
        ..full_figure()
    }
}

/// A figure of a workbook whose numbers try the writers.
fn odd_figure() -> Figure {
    Figure {
        cell: CellValue {
            value: Some(0.1),
            value_upper: Some(f64::NAN),
            secondary_value: Some(1e16),
            secondary_unit: Some(Unit::Rate),
            ..CellValue::without_figure(Status::Reported)
        },
        place: Place::Sheet { sheet: Arc::from("KPIs; Q3"), cell: Address { row: 6, column: 2 } },
        table: 2,
        row: 7,
        ..full_figure()
    }
}

/// A figure of Kingston as a paper prints it: the paper's name, the row's, the days and the words of the cell. What is
/// not told is not printed.
pub(crate) fn printed(document: &str, indicator: &str, period: Option<Period>, text: &str) -> Observation {
    let figure = Figure {
        section: None,
        reference: None,
        indicator: indicator.to_owned(),
        basis: None,
        period: period.map(|period| StatedPeriod { text: "as printed".to_owned(), period }),
        value_text: text.to_owned(),
        cell: value::read(text, Years::default()).cell,
        rag: None,
        direction: None,
        desired_direction: None,
        note: None,
        flags: Flags::new(),
        ..full_figure()
    };
    Observation {
        id: format!("{document}: {indicator}, {period:?}: {text}"),
        document_id: DocumentId(document.to_owned()),
        authority: Some(kingston()),
        area: kingston_area(),
        measure: None,
        layout: "generic".to_owned(),
        figure,
    }
}

/// A paper of that name without any dates.
pub(crate) fn paper(document: &str) -> DocumentRow {
    let source =
        Source { id: DocumentId(document.to_owned()), file_name: format!("{document}.pdf"), ..source() };
    DocumentRow { source, period: None, meeting_date: None, ..document_row() }
}

/// A quarter of 2022/23.
pub(crate) fn quarter(number: u8) -> Option<Period> {
    Period::quarter(2022, number)
}

/// A paper that reports on that quarter.
pub(crate) fn on(number: u8, document: &str) -> DocumentRow {
    let period = quarter(number).map(|period| StatedPeriod { text: "as printed".to_owned(), period });
    DocumentRow { period, ..paper(document) }
}

pub(crate) fn kingston_area() -> Area {
    let Authority { code, name } = kingston();
    Area { name: Some(name), code, area_type: AreaType::LocalAuthority }
}

pub(crate) fn england() -> Area {
    Area {
        name: Some("England".to_owned()),
        code: Some("E92000001".to_owned()),
        area_type: AreaType::Country,
    }
}

fn quarter_3() -> StatedPeriod {
    StatedPeriod { text: "Q3".to_owned(), period: Period::quarter(2022, 3).expect("a quarter") }
}

fn document_row() -> DocumentRow {
    DocumentRow {
        source: source(),
        source_url: None,
        title: Some("SEND dashboard".to_owned()),
        authority: Some(kingston()),
        board: None,
        period: Some(quarter_3()),
        meeting_date: Some(Date::constant(2023, 2, 1)),
        pages: None,
        layout: Some(LayoutRef { id: "generic".to_owned(), version: 1 }),
        boardlift_version: VERSION.to_owned(),
        tables: 2,
        indicators: 1,
        observations: 3,
        status: DocumentStatus::Ok,
        error: None,
        flags: Flags::from([Flag::UnknownLayout]),
    }
}

fn point() -> Commentary {
    Commentary {
        heading: Some("What is working?".to_owned()),
        position: 1,
        text: "More plans, in less time; “on track”".to_owned(),
        place: Place::Line(30),
    }
}

fn action() -> Action {
    Action {
        position: 1,
        reference: Some("1".to_owned()),
        issue: None,
        action: "Clear the backlog".to_owned(),
        owner: Some("RM".to_owned()),
        due_text: Some("18/03/2022".to_owned()),
        due: Some(Date::constant(2022, 3, 18)),
        place: Place::Page { page: 4, bbox: BBox { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 } },
    }
}

/// These rows as a dataset in a folder.
pub(crate) fn dataset_of(tables: Tables, folder: &Path) -> Dataset {
    let mut partitions: BTreeMap<PartitionKey, Vec<Observation>> = BTreeMap::new();
    for row in tables.observations {
        partitions.entry(PartitionKey::of(&row)).or_default().push(row);
    }
    let writer = Writer::open(folder).expect("a folder");
    let documents = tables.documents.iter().map(|row| row.source.id.clone()).collect();
    let merge = writer.begin(documents, partitions.keys().cloned().collect()).expect("a merge");
    for (key, rows) in partitions {
        merge.rewrite(&key, rows).expect("a partition");
    }
    merge.finish(tables.documents, tables.commentary, tables.actions, vocabulary()).expect("the tables");
    writer.dataset().clone()
}
