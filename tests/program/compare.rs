//! What the dataset says across councils and editions: `compare` and `revisions`.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::run;

/// The figures of a quarter's paper, a row an indicator.
fn paper(council: &str, quarter: u8, rows: &str) -> String {
    format!(
        "SEND dashboard\n\n{council}\n\nQ{quarter} 2022/23\n\n\
         | Ref | Key Performance Indicator | Target 22/23 | Q1 | Q2 | Q3 | Q4 | RAG | Data type |\n\
         |---|---|---|---|---|---|---|---|---|\n{rows}\n"
    )
}

/// A dataset of two editions of one council and one of another.
fn dataset() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let papers = [
        (
            "third.md",
            paper(
                "Royal Borough of Kingston",
                3,
                "| 1 | % of EHC plans issued within 20 weeks | 70% | 94% | 80% | 66% | | R | Quarterly actual |\n\
                 | 2 | New EHCPs | 188 | 49 | 119 | 190 | | A | Cumulative data |\n\
                 | 3 | Visits to the website | 900 | 210 | 450 | 700 | | A | Cumulative data |",
            ),
        ),
        (
            "fourth.md",
            paper(
                "Royal Borough of Kingston",
                4,
                "| 1 | % of EHC plans issued within 20 weeks | 70% | 94% | 80% | 65.8% | 61.5% | R | Quarterly actual |\n\
                 | 2 | New EHCPs | 188 | 49 | N/A | 193 | 232 | R | Cumulative data |\n\
                 | 3 | Visits to the website | 900 | 210 | 450 | 700 | 880 | A | Cumulative data |",
            ),
        ),
        (
            "devon.md",
            paper(
                "Devon County Council",
                4,
                "| 1 | % of EHC plans issued within 20 weeks | 60% | 10% | TBC | 8% | 9% | R | Quarterly actual |\n\
                 | 2 | New EHCPs | 300 | 70 | 77 | 60 | 81 | G | Quarterly actual |",
            ),
        ),
    ];
    fs::create_dir(folder.path().join("papers")).unwrap();
    for (name, text) in papers {
        fs::write(folder.path().join("papers").join(name), text).unwrap();
    }
    run(folder.path(), "import papers --dataset data --quiet").ends_with(0);
    folder
}

/// The columns that matter of each record, in the order of the records.
fn check(words: &str, columns: &[&str], expected: &[Value]) {
    let folder = dataset();
    let rows = run(folder.path(), words).ends_with(0).rows();
    let found: Vec<Value> =
        rows.iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect()).collect();
    assert_eq!(found, expected, "{words}");
}

#[test]
fn a_measure_stands_by_council_and_period_with_its_target_and_source() {
    check(
        "compare --dataset data ehcp_20wk_pct --to jsonl",
        &[
            "authority",
            "period_start",
            "value",
            "status",
            "target",
            "rag",
            "revised",
            "editions",
            "file_name",
        ],
        &[
            json!(["Devon", "2022-04-01", 10.0, "reported", 60.0, null, false, 1, "devon.md"]),
            json!(["Devon", "2022-07-01", null, "to_be_confirmed", 60.0, null, false, 1, "devon.md"]),
            json!(["Devon", "2022-10-01", 8.0, "reported", 60.0, null, false, 1, "devon.md"]),
            json!(["Devon", "2023-01-01", 9.0, "reported", 60.0, "red", false, 1, "devon.md"]),
            json!([
                "Kingston upon Thames",
                "2022-04-01",
                94.0,
                "reported",
                70.0,
                null,
                false,
                2,
                "fourth.md"
            ]),
            json!([
                "Kingston upon Thames",
                "2022-07-01",
                80.0,
                "reported",
                70.0,
                null,
                false,
                2,
                "fourth.md"
            ]),
            // Rounded in the earlier edition, and judged there.
            json!([
                "Kingston upon Thames",
                "2022-10-01",
                65.8,
                "reported",
                70.0,
                "red",
                false,
                2,
                "fourth.md"
            ]),
            json!([
                "Kingston upon Thames",
                "2023-01-01",
                61.5,
                "reported",
                70.0,
                "red",
                false,
                2,
                "fourth.md"
            ]),
        ],
    );
}

#[test]
fn a_label_means_its_measures_and_their_bases_stand_apart() {
    check(
        "compare --dataset data --to jsonl --from 2022-10 New-EHCPs",
        &["authority", "basis", "measure", "period_start", "value", "revised", "rag"],
        &[
            json!(["Devon", "in_period", "ehcp_new_count_period", "2022-10-01", 60.0, false, null]),
            json!(["Devon", "in_period", "ehcp_new_count_period", "2023-01-01", 81.0, false, "green"]),
            json!([
                "Kingston upon Thames",
                "cumulative",
                "ehcp_new_count_ytd",
                "2022-10-01",
                193.0,
                true,
                null
            ]),
            json!([
                "Kingston upon Thames",
                "cumulative",
                "ehcp_new_count_ytd",
                "2023-01-01",
                232.0,
                false,
                "red"
            ]),
        ],
    );
}

#[test]
fn an_indicator_without_a_measure_is_compared_by_its_words() {
    check(
        "compare --dataset data --to jsonl --indicator website --to-period 2022-06",
        &["indicator", "measure", "value"],
        &[json!(["Visits to the website", null, 210.0])],
    );
}

#[test]
fn revisions_say_what_each_edition_printed_and_where() {
    let columns = [
        "figure",
        "period_start",
        "edition",
        "change",
        "value_text",
        "file_name",
        "first_value",
        "latest_value",
    ];
    check(
        "revisions --dataset data --to jsonl",
        &columns,
        &[
            json!([1, "2022-07-01", 1, "first", "119", "third.md", 119.0, null]),
            json!([1, "2022-07-01", 2, "withdrawn", "N/A", "fourth.md", 119.0, null]),
            json!([2, "2022-10-01", 1, "first", "190", "third.md", 190.0, 193.0]),
            json!([2, "2022-10-01", 2, "revised", "193", "fourth.md", 190.0, 193.0]),
        ],
    );
    check(
        "revisions --dataset data --to jsonl --measure ehcp_20wk_pct --change rounded,first_published",
        &columns,
        &[
            json!([1, "2022-10-01", 1, "first", "66%", "third.md", 66.0, 65.8]),
            json!([1, "2022-10-01", 2, "rounded", "65.8%", "fourth.md", 66.0, 65.8]),
            json!([2, "2023-01-01", 1, "first", "", "third.md", 61.5, 61.5]),
            json!([2, "2023-01-01", 2, "first_published", "61.5%", "fourth.md", 61.5, 61.5]),
        ],
    );
}

#[test]
fn people_see_why_a_figure_is_missing_and_where_others_stand() {
    let folder = dataset();
    let table = run(folder.path(), "compare --dataset data ehcp_20wk_pct --to table").ends_with(0);
    for words in [
        "Quarters of financial years",
        "2022/23 Q3",
        "to be confirmed",
        "65.8 R",
        "target",
        "fourth.md, line",
    ] {
        assert!(table.text().contains(words), "{words} in {}", table.text());
    }
    let table = run(folder.path(), "compare --dataset data ehcp_new_count_ytd --to table").ends_with(0);
    assert!(table.text().contains("withdrawn") && table.text().contains("193*"), "{}", table.text());
    let table = run(folder.path(), "revisions --dataset data --to table").ends_with(0);
    assert!(table.text().contains("nothing") || table.text().contains("N/A"), "{}", table.text());
}

#[test]
fn every_record_has_the_columns_that_its_first_line_names() {
    let folder = dataset();
    for words in ["compare --dataset data ehcp_20wk_pct", "revisions --dataset data"] {
        let csv = run(folder.path(), &format!("{words} --to csv")).ends_with(0);
        let names: Vec<&str> = csv.text().lines().next().unwrap().trim().split(',').collect();
        let row = &run(folder.path(), &format!("{words} --to jsonl")).ends_with(0).rows()[0];
        let mut keys: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        keys.sort_unstable();
        assert_eq!(sorted, keys, "{words}");
    }
}

#[test]
fn what_is_not_known_is_refused_with_what_is_near() {
    let folder = dataset();
    let refused = |words: &str, expected: &str| {
        run(folder.path(), words).ends_with(2).tells(expected);
    };
    refused("compare --dataset data ehcp_new_cuont_ytd", "ehcp_new_count_ytd");
    refused("compare --dataset data ehcp_20wk_pct --authority Devn", "Devon (E10000008)");
    refused("compare --dataset data ehcp_20wk_pct --from soon", "`Q3 2022/23`");
    refused("compare --dataset papers ehcp_20wk_pct", "expected a dataset");
}
