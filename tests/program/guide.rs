//! The guide to a new layout does what it says: its commands are run as they are printed, its lines are put into the
//! draft, and the figures come out right.

use std::fs;
use std::path::Path;

use boardlift_tests::samples;
use serde_json::Value;

use crate::support::run;

const GUIDE: &str = "## Add a council's layout in 15 minutes";
const PAPER: &str = "samples/guide/fenmoor-2024-25-q2.md";
const SPEC: &str = "my-layouts/fenmoor.toml";

/// The guide's part of the handbook.
fn guide() -> String {
    let handbook = fs::read_to_string(samples::folder().join("../CONTRIBUTING.md")).unwrap();
    let (_, guide) = handbook.split_once(GUIDE).expect("the guide");
    guide.split("\n## ").next().unwrap().to_owned()
}

/// The lines of the guide's blocks of one language, without their indent.
fn lines(guide: &str, language: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut within = false;
    for line in guide.lines().map(str::trim) {
        match line.strip_prefix("```") {
            Some(opened) => within = !within && opened == language,
            None if within => lines.push(line.to_owned()),
            None => {}
        }
    }
    lines
}

/// A draft with the lines of the guide: each takes the place of the question about the same key, or follows the head of
/// its section.
fn answered(draft: &str, answers: &[String]) -> String {
    let mut lines: Vec<String> = draft.lines().map(str::to_owned).collect();
    let mut section = 0;
    for answer in answers.iter().filter(|line| !line.is_empty()) {
        if answer.starts_with('[') {
            section = lines.iter().position(|line| line == answer).expect("a section of the draft");
            continue;
        }
        let (key, _) = answer.split_once(" = ").expect("a key and a value");
        let question = format!("# {key} = ");
        match lines.iter().position(|line| line.starts_with(&question)) {
            Some(at) => lines[at].clone_from(answer),
            None => lines.insert(section + 1, answer.clone()),
        }
    }
    lines.join("\n")
}

/// The commands of the guide that run the program, as they are printed, without its name.
fn commands(guide: &str) -> Vec<String> {
    let lines = lines(guide, "sh").into_iter();
    lines.filter_map(|line| line.strip_prefix("cargo run -- ").map(str::to_owned)).collect()
}

/// A folder with the guide's paper where the guide says it is.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(PAPER).parent().unwrap()).unwrap();
    fs::copy(samples::folder().join("..").join(PAPER), folder.path().join(PAPER)).unwrap();
    folder
}

fn figure<'a>(rows: &'a [Value], reference: &str, heading: &str) -> &'a Value {
    let is_it = |row: &&Value| row["ref"] == reference && row["column_text"] == heading;
    rows.iter().find(is_it).expect("a figure")
}

fn check_figures(rows: &[Value]) {
    assert_eq!(rows.len(), 20, "five rows of four figures");
    let promise = figure(rows, "2", "Promise");
    assert_eq!(
        (&promise["kind"], &promise["value"], &promise["desired_direction"]),
        (&"target".into(), &120.0.into(), &"down".into())
    );
    let group = figure(rows, "1", "Fenland group");
    assert_eq!((&group["area_type"], &group["value"]), (&"statistical_neighbours".into(), &48.0.into()));
    let newest = figure(rows, "1", "Q2");
    assert_eq!((&newest["rag"], &newest["period_start"]), (&"amber".into(), &"2024-07-01".into()));
    assert_eq!(figure(rows, "4", "Q2")["status"], "not_available");
    assert!(rows.iter().all(|row| row["layout"] == "fenmoor" && row["authority"] == "Fenmoor"), "{rows:?}");
    assert!(rows.iter().all(|row| row["flags"] == Value::Array(vec![])), "{rows:?}");
}

/// Runs the guide in a folder and gives what its last command wrote.
fn follow(folder: &Path) -> Vec<Value> {
    let guide = guide();
    let commands = commands(&guide);
    let [look, new, attempt, extract] = commands.as_slice() else { panic!("four commands: {commands:?}") };
    assert!(run(folder, look).ends_with(0).text().contains("read as    generic"));
    run(folder, new).ends_with(0).tells("3 open questions").tells(attempt);
    let draft = fs::read_to_string(folder.join(SPEC)).unwrap();
    fs::write(folder.join(SPEC), answered(&draft, &lines(&guide, "toml"))).unwrap();
    let tried = run(folder, attempt).ends_with(0);
    for told in [
        "`Promise`: kind actual → target",
        "area nothing → Statistical neighbours",
        "desired direction nothing → down",
    ] {
        assert!(tried.text().contains(told), "expected `{told}`, found:\n{}", tried.text());
    }
    assert!(!tried.text().contains("OPEN"), "{}", tried.text());
    run(folder, extract).ends_with(0).rows()
}

#[test]
fn the_guide_does_what_it_says() {
    let folder = workplace();
    check_figures(&follow(folder.path()));
}

#[test]
fn the_next_edition_needs_nothing_new_and_a_changed_one_says_so() {
    let folder = workplace();
    follow(folder.path());
    let paper = fs::read_to_string(folder.path().join(PAPER)).unwrap();
    let documents = |text: &str| {
        fs::write(folder.path().join("next.md"), text).unwrap();
        run(folder.path(), "extract next.md --layouts my-layouts --table documents")
    };
    let next = paper
        .replace("| Q2 |", "| Q2 | Q3 |")
        .replace("---|---|\n", "---|---|---|\n")
        .replace("quarter 2", "quarter 3")
        .replace("| A |", "| 50% | A |")
        .replace("| R |", "| 131 | R |")
        .replace("| G |", "| 88% | G |")
        .replace("| 12 |  |", "| 11 | 12 |  |");
    let row = documents(&next).ends_with(0).rows().remove(0);
    assert_eq!((&row["layout"], &row["flags"]), (&"fenmoor".into(), &Value::Array(vec![])));
    let row = documents(&paper.replace("Fenland group", "England"))
        .ends_with(0)
        .tells("new heading `England`")
        .rows()
        .remove(0);
    assert_eq!((&row["layout"], &row["flags"][0]), (&"fenmoor".into(), &"layout_drift".into()));
}

#[test]
fn a_draft_never_takes_the_place_of_a_file() {
    let folder = workplace();
    let words = format!("layouts new {PAPER} -o {SPEC}");
    run(folder.path(), &words).ends_with(0);
    run(folder.path(), &words).ends_with(2).tells("does not exist yet");
}

#[test]
fn a_slip_in_a_spec_has_its_place_and_the_allowed_words() {
    let folder = workplace();
    run(folder.path(), &format!("layouts new {PAPER} -o {SPEC}")).ends_with(0);
    let draft = fs::read_to_string(folder.path().join(SPEC)).unwrap();
    let slip = answered(&draft, &["[headings]".to_owned(), "\"Promise\" = \"targt\"".to_owned()]);
    let line = slip.lines().position(|line| line.starts_with("\"Promise\"")).unwrap() + 1;
    fs::write(folder.path().join(SPEC), slip).unwrap();
    run(folder.path(), &format!("layouts try {PAPER} --spec {SPEC}"))
        .ends_with(2)
        .tells(&format!("fenmoor.toml:{line}:13: unknown word `targt`"))
        .tells("`desired_direction`")
        .tells("did you mean `target`?");
}
