//! The same input gives the same bytes, whatever the number of jobs.

use std::fs;

use boardlift_tests::samples;

use crate::support::run_on_samples;

#[test]
fn a_dataset_is_the_same_whatever_the_jobs() {
    let folder = tempfile::tempdir().unwrap();
    for jobs in [1, 2, 8] {
        let out = folder.path().join(jobs.to_string());
        run_on_samples(&format!("extract . -o {} --to parquet --jobs {jobs}", out.display()));
        let files = samples::files_below(&out).unwrap();
        assert_eq!(files.len(), 4, "{files:?}");
        for file in files {
            let read = |jobs: u32| fs::read(folder.path().join(jobs.to_string()).join(&file)).unwrap();
            assert!(read(1) == read(jobs), "{file} with {jobs} jobs is not what it is with one");
        }
    }
}

#[test]
fn a_stream_is_the_same_whatever_the_jobs() {
    let stream = |jobs: u32| run_on_samples(&format!("extract . --jobs {jobs}")).stdout;
    let alone = stream(1);
    assert!(!alone.is_empty());
    assert!(alone == stream(2));
    assert!(alone == stream(8));
}

#[test]
fn tables_are_the_same_whatever_the_jobs() {
    let tables = |jobs: u32| run_on_samples(&format!("tables . --jobs {jobs}")).stdout;
    let alone = tables(1);
    assert!(!alone.is_empty());
    assert!(alone == tables(2));
    assert!(alone == tables(8));
}
