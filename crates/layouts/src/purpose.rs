//! What a table is for: indicators, or something that only looks like them.
//!
//! Board papers print budgets, risk registers, attendance lists and action plans in the same frames as their indicators.
//! Each heading, the words over the table and what stands in the columns are clues, which are added up: a table is read
//! only where the clues for indicators outweigh those for anything else. Where they are almost even the table is set
//! aside too, but with a warning, since figures may be missing then. No words inside the cells but those of a whole column
//! speak: what a single row is called says nothing of what the table is for.

mod captions;
mod columns;
mod contents;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use boardlift_lexicon::area::BETWEEN_LEVELS;
use boardlift_lexicon::fold;
use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::matter::{self, Clue, Matter};
use boardlift_model::{Cell, Grid, Kind};

use crate::header::{ANY_YEARS, Header};
use crate::row_periods;

pub(crate) use captions::{captions, titles};
use columns::Columns;
pub(crate) use contents::figures_in;

/// What a table weighs at least to be anything but one of indicators: one clue that few other tables have.
const LEAST_WEIGHT: u32 = 2;
/// By how much the clues for anything else outweigh those for indicators where there is no doubt: one such clue more.
const PLAIN_LEAD: u32 = 2;
/// Columns of figures are what indicators have, but other tables have them too: more than so many say nothing more.
const MOST_FIGURE_COLUMNS: u32 = 2;

/// What a table is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Nothing speaks for anything but indicators.
    Indicators,
    /// Something else.
    Aside(Aside),
}

/// What a table is for that is none of indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aside {
    /// What it is about.
    pub(crate) matter: Matter,
    /// Whether the clues for indicators are as many, or almost.
    pub(crate) is_doubtful: bool,
    /// The words and contents that speak for the matter, in the order in which they stand.
    clues: Vec<String>,
}

impl fmt::Display for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Aside { matter, is_doubtful, clues } = self;
        let doubt = if *is_doubtful { "seems to be" } else { "is" };
        write!(f, "it {doubt} one of {matter}, by {}", clues.join(", "))
    }
}

/// What a table, or a stretch of it, is for.
///
/// `captions` are the words over the whole table, the nearest first; `headings` those over its columns; `body` the rows
/// below.
pub(crate) fn of<'c>(
    captions: impl IntoIterator<Item = &'c str>,
    headings: &[String],
    body: &[Vec<Cell>],
) -> Purpose {
    let mut scores = Scores::default();
    let columns = Columns::of(headings, body);
    let caption = captions.into_iter().find_map(|words| Some((words, columns.of_caption(words)?)));
    if let Some((words, clue)) = caption {
        scores.add(clue, format!("`{words}`"));
    }
    let mut told = BTreeSet::new();
    for (words, clue) in headings.iter().zip(&columns.clues) {
        let Some(clue) = clue.filter(|_| told.insert(matter::stem(words))) else { continue };
        scores.add(clue, format!("`{words}`"));
    }
    if headings.len() == 2 {
        let labels: Vec<(Clue, &str)> = labels(&headings[0], body).collect();
        // A front sheet has figures too, years and pages.
        if columns.open_figures() == 0 || labels.len() > 1 {
            for (clue, words) in labels {
                scores.add(clue, format!("`{words}`"));
            }
        }
    }
    if let Some((words, clue)) = target_at_the_side(body) {
        scores.add(clue, format!("`{words}`"));
    }
    contents::add_to(&mut scores, &columns);
    scores.purpose()
}

/// The target among labels down the side of which all others are periods, or stand beside periods: it says of the table what
/// it would say over a column.
fn target_at_the_side(body: &[Vec<Cell>]) -> Option<(&str, Clue)> {
    let labels = || body.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str());
    let is_target = |words: &&str| heading::read(words, ANY_YEARS).role == Some(Role::Value(Kind::Target));
    let is_plain =
        |words: &str| row_periods::is_period(words) || row_periods::stands_beside(&fold::key(words));
    let are_labels =
        labels().any(row_periods::is_period) && labels().all(|words| is_target(&words) || is_plain(words));
    let words = labels().find(is_target).filter(|_| are_labels)?;
    Some((words, matter::of_heading(words)?))
}

/// What the labels down the side of a table of labels and values say of a paper's front sheet: `Key decision`. Names of rows
/// may have the words of any other heading, `Savings`, `Targets`, and say nothing by it.
fn labels<'c>(heading: &'c str, body: &'c [Vec<Cell>]) -> impl Iterator<Item = (Clue, &'c str)> {
    let labels = body.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str());
    let clues = heading
        .split(BETWEEN_LEVELS)
        .chain(labels)
        .filter_map(|label| Some((matter::of_heading(label)?, label)));
    clues.filter(|(clue, _)| clue.matter == Matter::Particulars)
}

/// What a printed table is for as a whole, by its first heading. Where none is known the first row may be one all the same.
pub(crate) fn of_printed<'c>(
    captions: impl IntoIterator<Item = &'c str>,
    grid: &'c Grid,
    header: Option<&Header>,
) -> Purpose {
    let rows = grid.rows();
    match (header, rows.split_first()) {
        (Some(header), _) => {
            let titles = titles(&rows[..header.rows.start]);
            of(titles.chain(captions), &header.texts, &rows[header.rows.end..])
        }
        (None, Some((first, body))) => {
            let headings: Vec<String> = first.iter().map(|cell| cell.text.clone()).collect();
            of(captions, &headings, body)
        }
        (None, None) => Purpose::Indicators,
    }
}

/// What speaks for each matter.
#[derive(Debug, Default)]
struct Scores(BTreeMap<Matter, (u32, Vec<String>)>);

impl Scores {
    fn add(&mut self, clue: Clue, words: String) {
        let (weight, clues) = self.0.entry(clue.matter).or_default();
        *weight += clue.weight;
        clues.push(words);
    }

    fn weight(&self, matter: Matter) -> u32 {
        self.0.get(&matter).map_or(0, |(weight, _)| *weight)
    }

    fn purpose(mut self) -> Purpose {
        let indicators = self.weight(Matter::Indicators);
        let others = self.0.iter().filter(|(matter, _)| **matter != Matter::Indicators);
        // Of matters of one weight the first.
        let heaviest = others.map(|(matter, (weight, _))| (*weight, std::cmp::Reverse(*matter))).max();
        let Some((weight, std::cmp::Reverse(matter))) = heaviest else { return Purpose::Indicators };
        if weight < LEAST_WEIGHT || weight < indicators {
            return Purpose::Indicators;
        }
        let all: u32 = self.0.values().map(|(weight, _)| weight).sum();
        let is_doubtful = all - indicators < indicators + PLAIN_LEAD;
        let clues = self.0.remove(&matter).map(|(_, clues)| clues).unwrap_or_default();
        Purpose::Aside(Aside { matter, is_doubtful, clues })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use boardlift_model::Block;

    use crate::header;
    use crate::testing::document;

    /// What the last table of a document is for, and whether that is in doubt.
    fn check(lines: &str, expected: Option<(Matter, bool)>) {
        let document = document(lines);
        let tables = document.blocks.iter().enumerate().rev();
        let mut purposes = tables.filter_map(|(at, block)| match block {
            Block::Grid(grid) => Some(of_printed(captions(&document, at), grid, header::find(grid).as_ref())),
            _ => None,
        });
        let purpose = purposes.next().expect("a table");
        let found = match purpose {
            Purpose::Indicators => None,
            Purpose::Aside(aside) => Some((aside.matter, aside.is_doubtful)),
        };
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn accounts_are_no_indicators() {
        let plain = Some((Matter::Accounts, false));
        check("Service | Budget £000 | Forecast £000 | Variance\nHighways | 12,000 | 11,850 | (150)", plain);
        check("# Money\n\nContribution | 2021/22 | 2022/23\nCouncil | £182,400 | £186,050", plain);
        check("# Fees and charges\n\nItem | 2022/23 | 2023/24\nGarden waste | £45.00 | £48.00", plain);
        check("Fund | 31 March 2022 | 31 March 2023\nGeneral | £10.2m | £9.1m", plain);
    }

    #[test]
    fn money_among_indicators_is_an_indicator() {
        check("Ref | Key Performance Indicator | Target | Actual\n1 | Placement spend | £12m | £13m", None);
        check("Measure | 2021/22 | 2022/23\nCost of waste per home | £45 | £48", None);
        check(
            "# Finance\n\nIndicator | Target | Q1 | Variance\nInvoices paid in 30 days | 95% | 93% | -2%",
            None,
        );
    }

    #[test]
    fn money_beside_its_target_is_an_indicator() {
        check("Rent collected | Q1 | Q2\n2022/23 | £500 | £900\nTarget | £510 | £950", None);
        check(
            "Rent collected | Q1 | Q2\n2022/23 | £500 | £900\n2021/22 | £480 | £880",
            Some((Matter::Accounts, true)),
        );
        check(
            "Grants to groups | Q1 | Q2\nPlay | £500 | £900\nTarget groups | £510 | £950",
            Some((Matter::Accounts, true)),
        );
    }

    #[test]
    fn lists_of_people_and_their_meetings() {
        let plain = Some((Matter::Attendance, false));
        check("Councillor | Possible | Attended | %\nCllr A Khan | 12 | 11 | 92%", plain);
        check("Name | 12 May | 9 June\nMrs B Jones | ✓ | A", plain);
        check("Agency | Meetings | Attended\nPolice | 4 | 3", plain);
        check("School type | Attendance | Persistent absence\nPrimary | 94% | 12%", None);
    }

    #[test]
    fn risks_and_actions_have_owners_and_judgements_too() {
        check(
            "Risk | Likelihood | Impact | Score | RAG\nLoss of key staff | 3 | 4 | 12 | A",
            Some((Matter::Risks, false)),
        );
        check(
            "Milestone | Date | Status\nConsultation opens | 1 May 2024 | Complete",
            Some((Matter::Actions, false)),
        );
        check(
            "Milestone 2024 | Milestone 2025\nDesign agreed | Depot opened",
            Some((Matter::Actions, false)),
        );
        check("Commitment | Milestone 2024 | Milestone 2025\nElectric buses | 270 | 400", None);
        check(
            "KPI | Target | Q1 | RAG | Action | Lead officer | Due date\nPlans issued | 60% | 50% | R | Recruit | AB | May",
            None,
        );
        check("Survey question | Score 2022 | Score 2023\nI feel safe | 7.1 | 7.4", None);
    }

    #[test]
    fn lists_without_figures_of_their_own() {
        check("Contents | Page\nPerformance 2022/23 | 4", Some((Matter::Contents, false)));
        check(
            "Introduction | 2\nEducation | 6\nHealth | 9\nTargets | 9\nRisks | 12",
            Some((Matter::Contents, true)),
        );
        check("2018 | 904\n2019 | 1006\n2020 | 1009\n2021 | 1012\n2022 | 1015", None);
        check(
            "Team | Telephone | Email\nPlanning | 01234 567890 | plan@example.gov.uk",
            Some((Matter::Contacts, false)),
        );
        check("RAG | Meaning\nGreen | On or above 100%\nRed | Below 95%", Some((Matter::Terms, false)));
        check("Candidate | Party | Votes\nAnn Reed | Labour | 1,204", Some((Matter::Votes, false)));
        check("Committee | Date | Time\nCabinet | 12 June 2024 | 18:00", Some((Matter::Calendar, false)));
        check(
            "Topic | Next data published | Period\n12 weeks to be seen | August 2020 | June 2020\nFire calls | TBC | 2019/20",
            Some((Matter::Calendar, true)),
        );
    }

    #[test]
    fn what_is_judged_so_may_be_counted() {
        check(" | 2021/22 | 2022/23\nGreen | 75% | 74%\nAmber | 22% | 21%\nRed | 3% | 5%", None);
        check("RAG | From | To\nGreen | 95% | 100%\nRed | 0% | 80%", Some((Matter::Terms, true)));
    }

    #[test]
    fn a_word_over_names_weighs_little_beside_mere_figures() {
        check("Activity | 2021/22 | 2022/23\nLibrary visits | 1204 | 1310", None);
        check("Ref | Activity | 2021/22 | 2022/23\nA1 | Library visits | 1204 | 1310", None);
        check("Service | Activity | 2021/22 | 2022/23\nLibraries | Visits | 1204 | 1310", None);
        check("Activity | 2021/22 | 2022/23 | Comment\nLibrary visits | 1204 | 1310 | More events", None);
        check("Activity | Number\nLibrary visits | 1204\nBooks lent | 8120", None);
        check("Activity | Unit | 2022/23 | Comment\nLibrary visits | Number | 1310 | More events", None);
        check("Objective | Lead | 2021/22 | 2022/23 | Status\nAdults in work | AB | 74% | 75% | Green", None);
        check("Outcome | 2021/22 | 2022/23 | Progress\nAdults in work | 74% | 75% | Good", None);
        check("Milestone | Q1 | Q2\nHomes built | 120 | 133", None);
        check("Term | 2021/22 | 2022/23\nAutumn | 1204 | 1310", None);
        check("Wards | Residents | Crimes\nAbbey | 5,200 | 310", None);
        check("Wards | 2022/23\nAbbey | 5,200\nMill | 4,900", None);
        check("Venue | 2021/22 | 2022/23\nMuseum | 12,040 | 13,100", None);
        check("Cause | 2021/22 | 2022/23\nCooking | 120 | 118", None);
        check("Grade | 2021 | 2022\n9 to 4 in English | 64% | 66%", None);
        check("Activity | Lead | Timescale\nRecruit planners | AB | Q2", Some((Matter::Actions, false)));
        check(
            "# Delivery plan\n\nActivity | Q1 | Q2\nRecruit planners | 50% | 75%",
            Some((Matter::Actions, true)),
        );
        check("Project | Place | Value\nNew depot | Mill Lane | 4,200", Some((Matter::Actions, true)));
        check("Risk | Q1 | Q2\nLoss of staff | 12 | 9", Some((Matter::Risks, true)));
        check("Income | 2021/22 | 2022/23\nParking | 1204 | 1310", Some((Matter::Accounts, true)));
    }

    #[test]
    fn contacts_and_times_are_no_figures() {
        check("Month | Telephone | Email\nApril 2022 | 12,040 | 1,310", None);
        check("# Further information\n\nService | 2021/22 | 2022/23\nLibraries | 1204 | 1310", None);
        check("Team | Telephone\nPlanning | 01234 567890", Some((Matter::Contacts, false)));
    }

    #[test]
    fn shares_are_no_money() {
        check("# Finance\n\nActivity | 2021/22 | 2022/23\nCouncil tax collected | 97.1% | 97.4%", None);
        check(
            "# Finance\n\nService | 2021/22 | 2022/23\nRoads | 1,204 | 1,310",
            Some((Matter::Accounts, true)),
        );
        check("Service | Cost per head 2021/22 | Cost per head 2022/23\nLibraries | £12.10 | £11.40", None);
        check("Unit cost | 2021/22 | 2022/23\nCost per visit | £2.10 | £1.40", None);
        check("Item | 2022/23 | 2023/24\nBulky waste | £30.00 | £32.00", Some((Matter::Accounts, true)));
    }

    #[test]
    fn words_that_only_accounts_and_registers_have() {
        check(
            "Saving | Target | Achieved | RAG\nFleet review | £400k | £380k | Green",
            Some((Matter::Accounts, true)),
        );
        check(
            "# Where the money comes from\n\nSource | 2021/22 | 2022/23\nFees | £12m | £13m",
            Some((Matter::Accounts, false)),
        );
        check(
            "# Revenue outturn\n\nService | Actual 2021/22 | Actual 2022/23\nRoads | 12,000 | 8,200",
            Some((Matter::Accounts, true)),
        );
        check(
            "Department | Net budget | Actual | Variance | RAG\nRoads | 12,000 | 8,200 | -3,800 | Green",
            Some((Matter::Accounts, true)),
        );
        check(
            "# Allocation of seats\n\nCommittee | Labour | Total\nPlanning | 7 | 12",
            Some((Matter::Votes, false)),
        );
        check(
            "# Equality monitoring\n\nGroup | Number | %\nWomen | 120 | 60%",
            Some((Matter::Equality, false)),
        );
        check(
            "Agency | Attendance 2021/22 | Attendance 2022/23\nPolice | 100% | 75%",
            Some((Matter::Attendance, true)),
        );
        check(
            "RAG | Description | Number\nGreen | On target | 12\nAmber | Close | 4",
            Some((Matter::Terms, true)),
        );
        check("RAG | Description | Q1 | Q2\nGreen | Calls answered | 12 | 14\nAmber | Visits | 4 | 5", None);
        check("Member | Possible | Actual | %\nAnn Reed | 8 | 7 | 88%", Some((Matter::Attendance, false)));
        check("Group | Seats 2019 | Seats 2023\nLabour | 22 | 24", Some((Matter::Votes, false)));
        check(
            "Risk description | Gross | Net | RAG\nLoss of staff | 12 | 9 | Amber",
            Some((Matter::Risks, false)),
        );
    }

    #[test]
    fn what_places_and_people_are_like_is_no_result() {
        check("Ward | Population 2011 | Population 2021\nAbbey | 9120 | 9870", Some((Matter::Setting, true)));
        check("Ethnic group | Number | %\nAsian | 9,200 | 6.2", Some((Matter::Setting, true)));
        check("Ethnicity | 2021/22 | 2022/23\nAsian | 61% | 64%", None);
        check(
            "# Workforce profile\n\nReligion | Headcount | % of workforce\nNone | 540 | 29.3%",
            Some((Matter::Setting, false)),
        );
        check(
            "School | DfE number | Admission number | Age range\nAbbey | 2041 | 60 | 4-11",
            Some((Matter::Setting, false)),
        );
        check("School | URN | Attendance | Target\nAbbey | 108234 | 94% | 95%", None);
        check("Ward | Population | Crimes | Crimes per 1000\nAbbey | 9120 | 310 | 34", None);
    }

    #[test]
    fn names_that_only_accounts_and_profiles_have() {
        check(
            "Fact | Ourtown | England\nPopulation | 9120 | 56,500,000\nMedian age | 41 | 40",
            Some((Matter::Setting, true)),
        );
        check("Measure | 2021/22 | 2022/23\nPopulation | 9120 | 9340\nVisits | 120 | 130", None);
        check(
            "Term | Starts | Ends | Days\nAutumn | 2 September | 20 December | 75",
            Some((Matter::Calendar, false)),
        );
        check(
            "Line | 2022/23 | 2023/24\nGross expenditure | 214300 | 221800",
            Some((Matter::Accounts, true)),
        );
        check("Account | 2022/23 | 2023/24\nRoads | 214300 | 221800", Some((Matter::Accounts, true)));
        check(
            "Measure | 2022/23 | 2023/24\nSurplus places | 4% | 5%\nVisits | 120 | 130\nLoans | 4 | 5",
            None,
        );
    }

    #[test]
    fn titles_that_leave_no_doubt_are_over_the_whole_paper() {
        let table = "Service | 2022/23 | 2023/24\nBurial | 1120.00 | 1190.00";
        check(&format!("# Fees and charges\n\n# Cemetery\n\n{table}"), Some((Matter::Accounts, true)));
        check(&format!("# Performance and revenue outturn\n\n# Cemetery\n\n{table}"), None);
        check(&format!("# Capital\n\n# Cemetery\n\n{table}"), None);
    }

    #[test]
    fn days_of_months() {
        check(
            "# Calendar of meetings\n\nCommittee | May | June\nCabinet | 14 | 11\nPlanning | 2, 30 | 27",
            Some((Matter::Calendar, false)),
        );
        check("# Programme\n\nService | May | June\nVisits | 140 | 112", None);
    }

    #[test]
    fn front_sheets_with_years_and_pages() {
        check(
            "Field | Value\nDocument | Framework\nVersion | 2.1\nReview date | 2026\nPages | 24",
            Some((Matter::Particulars, false)),
        );
    }

    #[test]
    fn clues_of_one_weight_leave_a_doubt() {
        check("Partner | 2021/22 | 2022/23\nCouncil | £182,400 | £186,050", Some((Matter::Accounts, true)));
    }
}
