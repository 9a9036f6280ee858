//! What nights bring: new papers once, other editions, what went and came back.

use boardlift_fetch::night::SourceState;
use boardlift_standin::council::Paper;
use boardlift_standin::councils::{Councils, DOWNLOAD, PAGE, morning, number};
use boardlift_standin::{Entry, Fault, Validators};

use crate::rig::{PAUSE, Rig, TODAY, is_complete, is_for_paper, new_editions, new_papers, source};

/// All that the four councils have within a year, as their sites call it.
const PAPERS: [&str; 11] = [
    "devon-list: SEND performance dashboard",
    "devon-list: SEND performance dashboard, quarter 3",
    "devon-page: key-performance-indicators",
    "kingston: SEND Dataset Quarter 3",
    "kingston: SEND Improvement Dashboard Q4",
    "kingston: SEND Improvement Dashboard, quarter 4",
    "northmoor: SEND Performance Dashboard – Q3",
    "poole: Appendix 2 - SEND Scorecard",
    "poole: Leader’s SEND performance measures – April (50% & over)",
    "poole: SEND Scorecard January 2022",
    "poole: SEND performance report",
];

#[test]
fn the_first_night_brings_each_paper_once() {
    let rig = Rig::new();
    let (night, log) = rig.night_and_log();
    night.sources.iter().for_each(is_complete);
    let mut found = new_papers(&night);
    found.sort();
    assert_eq!(found, PAPERS);
    assert_eq!(new_editions(&night), [""; 0]);
    let asked: Vec<&str> = log.iter().map(|entry| entry.target.as_str()).collect();
    for (index, target) in asked.iter().enumerate() {
        let again =
            log.iter().skip(index + 1).any(|entry| entry.target == *target && entry.site == log[index].site);
        assert!(!again, "{target} was asked for twice");
    }
}

#[test]
fn the_second_night_asks_only_what_is_new() {
    let rig = Rig::new();
    rig.night();
    let (night, log) = rig.night_and_log();
    night.sources.iter().for_each(is_complete);
    assert_eq!((new_papers(&night), new_editions(&night)), (Vec::new(), Vec::new()));
    // Pages, the web service, papers and robots.txt alike; where nothing is there is nothing to compare with.
    let unconditional = log.iter().filter(|entry| !entry.is_conditional() && entry.status() != 404);
    assert_eq!(unconditional.map(|entry| &entry.target).collect::<Vec<_>>(), [""; 0]);
    let papers = || log.iter().filter(|entry| is_for_paper(entry));
    let is_made_anew = |entry: &Entry| entry.target.contains("mgConvert2PDF");
    assert_eq!(
        papers().filter(|entry| entry.status() != 304 && !is_made_anew(entry)).collect::<Vec<_>>(),
        Vec::<&Entry>::new()
    );
    // Three papers are of meetings more than 90 days ago, which are not looked at again.
    assert_eq!(papers().count(), PAPERS.len() - 3);
    assert!(rig.standin.log().overlaps().is_empty());
    assert!(rig.standin.log().shortest_pause("kingston") >= Some(PAUSE));
}

#[test]
fn other_addresses_of_the_same_papers_are_no_news() {
    let rig = Rig::new();
    rig.night();
    rig.councils.northmoor.renew_addresses();
    let night = rig.night();
    is_complete(source(&night, "northmoor"));
    assert_eq!((new_papers(&night), new_editions(&night)), (Vec::new(), Vec::new()));
    assert!(source(&night, "northmoor").vanished.is_empty());
}

#[test]
fn files_that_tell_little_of_themselves_are_no_news_either() {
    for validators in [Validators::Weak, Validators::Date, Validators::Changing, Validators::None] {
        let rig = Rig::new();
        for host in rig.councils.hosts() {
            host.switches().set_validators(validators);
        }
        rig.night();
        let night = rig.night();
        night.sources.iter().for_each(is_complete);
        assert_eq!((new_papers(&night), new_editions(&night)), (Vec::new(), Vec::new()), "{validators:?}");
    }
}

#[test]
fn a_replaced_paper_is_its_new_edition_and_nothing_else() {
    let rig = Rig::new();
    rig.night();
    rig.night();
    let next_day = morning(TODAY.tomorrow().unwrap());
    rig.councils.kingston.council().replace(
        number::DATASET,
        "Ref,Indicator,Q1\n1,Plans in time,4%\n",
        next_day,
    );
    let night = rig.night();
    assert_eq!(
        (new_papers(&night).as_slice(), new_editions(&night).as_slice()),
        (&[][..], &["kingston: SEND Dataset Quarter 3".to_owned()][..])
    );
    let edition = &source(&night, "kingston").new_editions[0];
    assert_eq!((edition.number, edition.is_copy), (2, false));
    assert_eq!(new_editions(&rig.night()), [""; 0]);
}

#[test]
fn a_page_and_a_download_are_replaced_in_place() {
    let rig = Rig::new();
    rig.night();
    let next_day = morning(TODAY.tomorrow().unwrap());
    rig.councils.devon.put_page(
        PAGE,
        "<html><body><p>Key performance indicators</p></body></html>",
        next_day,
    );
    rig.councils.devon.put_download(
        DOWNLOAD,
        "dashboard.csv",
        "Ref,Indicator,Q1\n1,Plans in time,4%\n",
        next_day,
    );
    let night = rig.night();
    let mut found = new_editions(&night);
    found.sort();
    assert_eq!(new_papers(&night), [""; 0]);
    assert_eq!(found, ["devon-list: SEND performance dashboard", "devon-page: key-performance-indicators"]);
}

#[test]
fn a_paper_that_goes_is_told_once_and_stays_in_the_archive() {
    let rig = Rig::new();
    rig.night();
    let held = rig.holdings();
    let paper = rig.councils.kingston.council().paper(number::DATASET).unwrap().clone();
    rig.councils.kingston.council().withdraw(number::DATASET);
    let night = rig.night();
    let vanished: Vec<&str> =
        source(&night, "kingston").vanished.iter().map(|paper| paper.title.as_str()).collect();
    assert_eq!(vanished, ["SEND Dataset Quarter 3"]);
    assert_eq!(rig.holdings(), held);
    let (night, log) = rig.night_and_log();
    assert!(source(&night, "kingston").vanished.is_empty());
    assert!(
        !log.iter().any(|entry| entry.target.contains(&number::DATASET.to_string())),
        "what is gone was asked for again"
    );
    rig.councils.kingston.council().publish(number::BOARD, paper);
    let night = rig.night();
    assert_eq!(source(&night, "kingston").returned.len(), 1);
    assert_eq!((new_papers(&night), new_editions(&night)), (Vec::new(), Vec::new()));
}

#[test]
fn a_late_paper_is_found_and_so_is_one_of_a_meeting_to_come() {
    let rig = Rig::new();
    rig.night();
    let next_day = morning(TODAY.tomorrow().unwrap());
    let late = Paper::new(44_001, "SEND performance, late figures.txt", "Late figures.", next_day);
    let coming = Paper::new(44_002, "SEND performance, quarter 1.txt", "Figures to come.", next_day);
    rig.councils.kingston.council().publish(number::BOARD, late);
    rig.councils.kingston.council().publish(number::NEXT_BOARD, coming);
    let night = rig.night();
    let mut found = new_papers(&night);
    found.sort();
    assert_eq!(found, ["kingston: SEND performance, late figures", "kingston: SEND performance, quarter 1"]);
}

#[test]
fn the_same_bytes_under_another_number_are_a_copy() {
    let rig = Rig::new();
    let night = rig.night();
    let copies: Vec<bool> =
        source(&night, "poole").new_papers.iter().map(|edition| edition.is_copy).collect();
    assert_eq!(copies.iter().filter(|is_copy| **is_copy).count(), 1, "of two scorecards one is a copy");
    assert_eq!(rig.holdings().len(), PAPERS.len() - 1);
}

#[test]
fn a_pack_is_fetched_only_where_its_papers_are_not_to_be_had() {
    let rig = Rig::new();
    let (night, log) = rig.night_and_log();
    assert!(!log.iter().any(|entry| entry.target.starts_with("/documents/g")), "the pack was asked for");
    assert!(source(&night, "kingston").spared <= 1);
}

/// With the web service and without it.
#[test]
fn a_pack_gives_way_to_its_papers_on_both_kinds_of_site() {
    let rig = Rig::new().watching(&["kingston", "poole"]);
    let Councils { kingston, poole, .. } = &rig.councils;
    let pack = kingston.council().meeting(number::BOARD).unwrap().1.pack.clone();
    let boards = [(kingston, number::NEXT_BOARD), (poole, 3_398)];
    for (site, number) in boards {
        for committee in &mut site.council().committees {
            for meeting in committee.meetings.iter_mut().filter(|meeting| meeting.id == number) {
                meeting.pack.clone_from(&pack);
            }
        }
    }
    let night = rig.night();
    for id in ["kingston", "poole"] {
        let packs = source(&night, id).new_papers.iter().filter(|edition| edition.paper.is_pack);
        assert_eq!(packs.count(), 1, "{id}: {night:?}");
    }
    let next_day = morning(TODAY.tomorrow().unwrap());
    for (site, number) in boards {
        site.council().publish(number, Paper::new(53_000, "SEND Scorecard.txt", "Figures.", next_day));
    }
    let night = rig.night();
    for id in ["kingston", "poole"] {
        let night = source(&night, id);
        assert_eq!((night.new_papers.len(), night.superseded.len()), (1, 1), "{night:?}");
    }
}

#[test]
fn a_night_that_was_not_reported_is_gone_on_with() {
    let rig = Rig::new();
    let first = rig.unfinished_night();
    let before = rig.standin.log().len();
    let again = rig.unfinished_night();
    assert_eq!((again.run, new_papers(&again)), (first.run, new_papers(&first)));
    let asked = rig.standin.log().since(before);
    assert!(
        !asked.iter().any(|entry| is_for_paper(entry) && entry.status() == 200),
        "a paper was sent twice"
    );
}

#[test]
fn a_source_that_was_away_for_a_night_lost_nothing() {
    let rig = Rig::new();
    rig.councils.poole_host.switches().set("/", Fault::Status(503));
    let night = rig.night();
    assert!(
        matches!(source(&night, "poole").state, SourceState::Failed { .. }),
        "{:?}",
        source(&night, "poole").state
    );
    rig.councils.poole_host.switches().clear();
    let night = rig.night();
    is_complete(source(&night, "poole"));
    assert_eq!(source(&night, "poole").new_papers.len(), 4);
}
