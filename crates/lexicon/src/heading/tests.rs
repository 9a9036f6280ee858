//! What councils print over their columns.

use super::*;

const YEARS: Years = Years { financial: Some(2022), academic: Some(2023) };
const ACTUAL: Role = Role::Value(Kind::Actual);
const TARGET: Role = Role::Value(Kind::Target);
const BASELINE: Role = Role::Value(Kind::Baseline);
const MILESTONE: Role = Role::Value(Kind::Milestone);

fn check(role: Option<Role>, headings: &[&str]) {
    for heading in headings {
        assert_eq!(read(heading, YEARS).role, role, "{heading}");
    }
}

#[test]
fn columns_that_name_the_row() {
    check(
        Some(Role::Reference),
        &[
            "Ref",
            "Ref.",
            "REF",
            "Ref No.",
            "KPI No",
            "KPI No.",
            "KPI Ref",
            "No.",
            "No",
            "#",
            "ID",
            "Code",
            "PI ref",
            "Indicator No",
            "NI",
            "Measure ID",
            "KPI\nRef",
            "Reference:",
            "SEND ref",
        ],
    );
    check(
        Some(Role::Indicator),
        &[
            "KPI",
            "KPIs",
            "KPI's",
            "КРІ",
            "Key Performance Indicator",
            "Key Performance Indicators",
            "Key performance indicator(s)",
            "Indicator",
            "Indicator:",
            "Measure",
            "Performance measure",
            "Description",
            "Indicator name",
            "Metric",
            "Performance Indicator",
            "PI",
            "Key measure",
            "Measure of success",
            "What are we measuring?",
            "Outcome measure",
            "Title",
            "Question",
            "KPI description",
            "Strategic KPIs",
            "Key Performance\nIndicator",
        ],
    );
    check(
        Some(Role::Section),
        &[
            "Theme",
            "Priority",
            "Outcome",
            "Area",
            "Workstream",
            "Priority area",
            "Strategic priority",
            "Strand",
        ],
    );
}

#[test]
fn columns_of_figures() {
    check(
        Some(TARGET),
        &[
            "Target",
            "Target 22/23",
            "Target March 2022",
            "Annual target",
            "National Target",
            "Statutory standard",
            "National standard 2022/23",
            "Q1 / Target",
            "Target / Q1",
            "Target 2022/23",
            "Target Sept 22",
            "2022/23 Target",
            "Year end target",
            "Stretch target",
            "Target / Ourtown",
            "Targets",
            "Ambition 2025",
        ],
    );
    check(Some(BASELINE), &["Baseline", "Baseline 31st March 2022", "Baseline (date)", "Baseline 2021/22"]);
    check(Some(MILESTONE), &["Milestone 1 – Jul 23", "Milestone 2 - Nov 23", "Milestone target Nov 23"]);
    check(
        Some(ACTUAL),
        &[
            "Q1",
            "Q3 2022/23",
            "Nov 21",
            "2021/22",
            "Actual",
            "Actual Jul 23",
            "Outturn",
            "2021/22 outturn",
            "Performance",
            "Current",
            "Latest",
            "Latest value",
            "Result",
            "Year end",
            "Year-end result",
            "YTD",
            "Value",
            "Previous year",
            "Previous quarter",
            "Same period last year",
            "Annual benchmark Academic Yr 22/23",
            "Benchmark",
            "National",
            "Nat",
            "SN",
            "South West",
            "2021/22 / London",
            "Current Month Performance - Mar 24",
            "Prev. Half Term Performance HT2 23/24",
            "March 23",
            "National AY 21/22",
            "No. reported Q3 2022/23",
            "No. with a RAG rating Q3 2022/23",
            "Full year forecast",
            "2022/23 / Ourtown",
            "2017-18 Quarter 4 / Feedback",
            "Apr - Sept 2013",
            "2023",
            "Autumn term",
            "England 2021/22",
            "Q5",
            "FY 22",
            "Actual March 2022",
            "Statistical Neighbours",
            "HT 3",
            "%",
            "Q1 actual",
            "Regional average",
            "Cumulative",
            "Actual / Ourtown",
        ],
    );
}

#[test]
fn columns_about_the_figures() {
    check(
        Some(Role::Rag),
        &[
            "RAG",
            "RAG rating",
            "RAG status",
            "Status",
            "RAG SEN support /EHCPs",
            "BRAG",
            "Q3 RAG",
            "Performance rating",
            "Q1 / RAG",
            "RAG / Q1",
            "RAG / SEN Support",
            "RAG 2022/23",
        ],
    );
    check(
        Some(Role::Direction),
        &[
            "Actual Direction of Travel",
            "Direction of travel",
            "DoT",
            "Trend",
            "Direction",
            "Change",
            "DOT Q3",
            "Direction of travel from previous quarter",
            "Long term trend",
        ],
    );
    check(
        Some(Role::DesiredDirection),
        &[
            "Required direction of travel",
            "Desired direction",
            "Polarity",
            "Good is",
            "Good",
            "Aim to",
            "High/Low is good",
            "Good performance is",
            "Good to be",
            "Higher or lower is better",
            "Better when",
            "Better if higher",
            "Target direction",
        ],
    );
    check(
        Some(Role::Note),
        &[
            "Note",
            "Notes",
            "Comment",
            "Comments",
            "Comment(s)",
            "Commentary",
            "Narrative",
            "Explanation",
            "Data Notes",
            "Comments on RAG",
            "Target comments",
            "Commentary Q3",
            "Reason for red rating",
        ],
    );
    check(Some(Role::Basis), &["Data type", "Type of data", "Cumulative or quarterly?"]);
    check(Some(Role::Unit), &["Unit", "Units", "Format", "Measure type", "Unit of measure"]);
    check(
        Some(Role::Other),
        &[
            "Data source",
            "Source",
            "Frequency",
            "Reporting frequency",
            "National rank",
            "Quartile",
            "Amber threshold",
            "Imp Plan Priority KPIs - section",
            "Council Plan ref",
            "Previous RAG",
            "Definition",
            "Last updated",
        ],
    );
}

#[test]
fn columns_of_actions() {
    check(
        Some(Role::Action),
        &[
            "Action to be taken:",
            "Action",
            "Actions",
            "Action required",
            "Agreed actions",
            "Next steps",
            "Mitigating actions",
        ],
    );
    check(
        Some(Role::Owner),
        &[
            "By whom:",
            "Owner",
            "Lead",
            "Lead officer",
            "Responsible officer",
            "Action owner",
            "KPI lead",
            "By whom?",
        ],
    );
    check(
        Some(Role::Due),
        &[
            "Time period to achieve target",
            "Completion Date",
            "Due",
            "Due date",
            "Deadline",
            "Timescale",
            "By when",
            "By when?",
            "Target date",
            "Target completion date",
            "Timescales:",
        ],
    );
    check(Some(Role::Issue), &["Issue", "Issues", "Risk", "Concern", "Area of concern", "Key issues"]);
}

#[test]
fn what_is_not_known_has_no_role() {
    check(
        None,
        &[
            "",
            " ",
            "Kingston",
            "Monitor",
            "Delivery Unit",
            "Period",
            "RAG Ratings / Green",
            "RAG Ratings / Green Amber",
            "Long Term Direction of Travel / Improved/Same",
            "Change from Quarter 3",
            "Change from Quarter 3 / Feedback",
            "47.7% (2022)",
            "389171 (Jan 23)",
            "12.1% (academic year 22/23)",
            "Variance from target",
            "Gap to national",
            "% change 2021/22 to 2022/23",
            "SEN Support",
            "Number of pupils on SEN Support",
            "Performance vs target",
            "Data currently being scoped - available from May 24 (April 24 data)",
            "Key indicator set / Ourtown",
        ],
    );
    assert_eq!(read(&"Target ".repeat(LONGEST), YEARS).role, None);
}

#[test]
fn periods_and_stems() {
    let check = |heading: &str, period: &str, stem: &str| {
        let got = read(heading, YEARS);
        let shown = got.period.map_or(String::new(), |found| {
            assert_eq!(found.stated.text, heading[found.span.clone()], "{heading}");
            let period = found.stated.period;
            format!("{}{}..{}", if found.inferred { "~" } else { "" }, period.start, period.end)
        });
        assert_eq!((shown.as_str(), got.stem.as_str()), (period, stem), "{heading}");
    };
    check("Current Month Performance - Mar 24", "2024-03-01..2024-03-31", "current month performance");
    check("Current Month Performance - Feb 23", "2023-02-01..2023-02-28", "current month performance");
    check("Q1", "~2022-04-01..2022-06-30", "");
    check("Q4", "~2023-01-01..2023-03-31", "");
    check("Q5", "", "");
    check("Target", "", "target");
    check("Target 22/23", "2022-04-01..2023-03-31", "target");
    check("Baseline 31st March 2022", "2022-03-31..2022-03-31", "baseline");
    check("Milestone 2 – Nov 23", "2023-11-01..2023-11-30", "milestone 2");
    check("2021/22 / London", "2021-04-01..2022-03-31", "london");
    check("2021/22 / Q3", "2021-10-01..2021-12-31", "");
    check("Q3 / 2021/22", "2021-10-01..2021-12-31", "");
    check("2021/22 / Actual / Q3", "2021-10-01..2021-12-31", "actual");
    check("Q3 / Actual / 2021/22", "2021-10-01..2021-12-31", "actual");
    check("2022/23 / Target / Term 1", "", "target");
    check("Q3 Target 2021/22", "2021-10-01..2021-12-31", "target");
    check("2021/22 / Actual / Autumn term", "2021-09-01..2021-12-31", "actual");
    check("Q3 RAG", "~2022-10-01..2022-12-31", "rag");
    check("Change from Quarter 3", "", "change from");
    check("National (2022)", "2022-01-01..2022-12-31", "national");
    check("Target / Q1", "~2022-04-01..2022-06-30", "target");
}

#[test]
fn comparators_and_bases() {
    let check = |heading: &str, comparator: Option<&str>, basis: Option<Basis>| {
        let got = read(heading, YEARS);
        assert_eq!((got.comparator.map(|found| found.name), got.basis), (comparator, basis), "{heading}");
    };
    check("National AY 21/22", Some("England"), None);
    check("2021/22 / London", Some("London"), None);
    check("England / 2021/22", Some("England"), None);
    check("National Target", None, None);
    check("Full year forecast", None, Some(Basis::Forecast));
    check("Q3 YTD", None, Some(Basis::Cumulative));
    check("Actual (in month)", None, Some(Basis::InPeriod));
    check("Target", None, None);
}

#[test]
fn a_unit_may_end_a_heading() {
    check(Some(ACTUAL), &["Value (%)", "Value (£m)", "Total (£000)", "Score %", "Actual (days)"]);
    check(Some(TARGET), &["Target (%)", "Target £m"]);
    check(None, &["Complaints (%)", "£m"]);
}

#[test]
fn a_number_under_a_period_counts() {
    check(Some(ACTUAL), &["2021/22 / No.", "2021/22 / %", "Q1 / No"]);
    check(Some(Role::Reference), &["No.", "KPI / No."]);
}

#[test]
fn whether_a_target_was_met_is_a_judgement() {
    check(Some(Role::Rag), &["Target met?", "Did we meet the target?", "Is it on target", "Hit target"]);
    check(None, &["Within target", "Completed within target timescale", "No. of jobs in target time"]);
    check(
        Some(TARGET),
        &["Target time", "Standard", "Aim", "Goal", "Target 2022/23", "Meeting the need: target"],
    );
}

#[test]
fn what_is_set_against_a_period_has_none() {
    for heading in ["Change from Quarter 3", "Variance 2021/22", "vs 2021/22", "Q2 / Change on Q1"] {
        assert_eq!(read(heading, YEARS).period, None, "{heading}");
    }
    assert!(read("Q1 RAG against target", YEARS).period.is_some());
}

#[test]
fn targets_in_brackets_beside_what_a_column_holds() {
    check(
        Some(ACTUAL),
        &["Attainment Level % (Target: 95% appointment availability)", "Performance (target 90%)"],
    );
    assert!(is_bare_result("Attainment Level % (Target: 90%)"));
    check(Some(TARGET), &["Q1 (Target)", "Performance (Target 2022/23)", "Target (90%)"]);
}

#[test]
fn changes_in_brackets_beside_what_a_column_holds() {
    check(
        Some(BASELINE),
        &["Baseline at 31 March 2013 (% change for 12 months April 12 – March 13)", "Baseline (change)"],
    );
    let baseline = read("Baseline at 31 March 2013 (% change on 2012)", YEARS);
    assert_eq!(baseline.period.map(|found| found.stated.text), Some("31 March 2013".to_owned()));
    check(None, &["Variance from Target / Trajectory", "Gap / Target"]);
    assert_eq!(read("Q1 (% change on Q4)", YEARS).period, None);
}

#[test]
fn quartiles_of_a_group_are_its_figures() {
    check(Some(ACTUAL), &["England / Upper quartile", "National upper quartile", "NAT TOP QTILE THRESHOLD"]);
    let heading = read("Benchmarking 2014/15 / NAT TOP QTILE THRESHOLD", YEARS);
    assert_eq!(heading.comparator.map(|comparator| comparator.name), Some("England"));
    check(
        Some(Role::Other),
        &["Top quartile", "National quartile", "Red threshold", "Upper quartile threshold"],
    );
}
