//! What is written of a paper can be read back: every sample, in both formats that Boardlift itself reads.

use std::fmt::Debug;
use std::fs;

use boardlift_dataset::schema::Row;
use boardlift_dataset::{DocumentRow, Format, Tables, read_parquet, rows_of_json_lines, write_rows};
use boardlift_model::{AreaClaim, Grounds, Observation, PeriodType};
use boardlift_tests::samples;

/// Takes from a row what no column holds.
trait Forget: Row + Clone + PartialEq + Debug {
    fn forget(&mut self) {}
}

impl Forget for Observation {
    fn forget(&mut self) {
        self.figure.grounds = Grounds::default();
        self.figure.area = AreaClaim::Publisher;
        self.figure.desired_direction = self.figure.desired_direction.filter(|direction| {
            // The schema has no word for a figure that should stay where it is.
            *direction != boardlift_model::Direction::Same
        });
    }
}

impl Forget for DocumentRow {
    fn forget(&mut self) {
        if let Some(stated) = &mut self.period {
            stated.period.kind = PeriodType::Range;
        }
    }
}

impl Forget for boardlift_dataset::CommentaryRow {}
impl Forget for boardlift_dataset::ActionRow {}

fn check<R: Forget>(rows: &[R]) {
    let forgotten = |mut rows: Vec<R>| {
        rows.iter_mut().for_each(Forget::forget);
        rows
    };
    let expected = forgotten(rows.to_vec());
    let written = |format: Format| {
        let mut bytes = Vec::new();
        write_rows(rows, format, &mut bytes).unwrap();
        bytes
    };
    let of_lines = rows_of_json_lines(written(Format::Jsonl).as_slice()).unwrap();
    assert_eq!(forgotten(of_lines), expected);
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), written(Format::Parquet)).unwrap();
    assert_eq!(forgotten(read_parquet(file.path()).unwrap()), expected);
}

#[test]
fn every_sample_reads_back_as_it_was() {
    let reader = samples::reader().unwrap();
    let read = |name: &String| reader.read(name, &fs::read(samples::folder().join(name)).unwrap());
    let tables: Tables = samples::names().unwrap().iter().map(read).collect();
    assert!(!tables.observations.is_empty() && !tables.commentary.is_empty() && !tables.actions.is_empty());
    check(&tables.observations);
    check(&tables.documents);
    check(&tables.commentary);
    check(&tables.actions);
}
