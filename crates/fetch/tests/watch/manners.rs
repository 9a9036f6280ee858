//! How the hosts are asked: one question at a time, with a pause, by robots.txt, in a true name.

use std::time::Duration;

use boardlift_fetch::night::{Night, SourceState};
use boardlift_standin::{Entry, Fault, Robots};

use crate::rig::{CONTACT, PAUSE, Rig, is_complete, is_for_paper, source};

/// What was asked of Kingston in a night with this robots.txt.
fn asked_with(robots: Robots) -> (Night, Vec<Entry>) {
    let rig = Rig::new().watching(&["kingston", "devon-list"]);
    rig.councils.kingston_host.switches().set_robots(robots);
    let (night, mut log) = rig.night_and_log();
    is_complete(source(&night, "devon-list"));
    log.retain(|entry| entry.site == "kingston");
    (night, log)
}

fn papers(log: &[Entry]) -> usize {
    log.iter().filter(|entry| is_for_paper(entry)).count()
}

#[test]
fn a_host_is_asked_one_question_at_a_time_with_a_pause() {
    let rig = Rig::new();
    rig.night();
    rig.night();
    assert_eq!(rig.standin.log().overlaps(), []);
    for host in rig.councils.hosts() {
        let pause = rig.standin.log().shortest_pause(host.name()).unwrap();
        assert!(pause >= PAUSE, "{}: {pause:?}", host.name());
    }
}

#[test]
fn robots_are_asked_first_and_once() {
    let rig = Rig::new();
    let (_, log) = rig.night_and_log();
    for host in rig.councils.hosts() {
        let own: Vec<&Entry> = log.iter().filter(|entry| entry.site == host.name()).collect();
        assert_eq!(own.first().map(|entry| entry.target.as_str()), Some("/robots.txt"));
        assert_eq!(own.iter().filter(|entry| entry.target == "/robots.txt").count(), 1, "{}", host.name());
    }
}

#[test]
fn everybody_is_told_who_asks() {
    let rig = Rig::new();
    let (_, log) = rig.night_and_log();
    for entry in log {
        let agent = entry.agent.unwrap_or_default();
        assert!(agent.starts_with("Boardlift/") && agent.contains(CONTACT), "{agent}");
    }
}

#[test]
fn what_robots_forbid_is_not_asked() {
    let (night, log) = asked_with(Robots::no_documents());
    assert_eq!(papers(&log), 0);
    // Three papers, and the pack that might have stood in for them.
    assert_eq!(source(&night, "kingston").troubles.len(), 4, "{:?}", source(&night, "kingston"));

    let (night, log) = asked_with(Robots::nothing());
    assert_eq!(log.len(), 1);
    assert!(matches!(source(&night, "kingston").state, SourceState::Failed { .. }));
}

#[test]
fn robots_that_cannot_be_had_forbid_all_for_now() {
    // RFC 9309, 2.3.1.4.
    let (night, log) = asked_with(Robots::Status(500));
    assert!(log.iter().all(|entry| entry.target == "/robots.txt"), "{log:?}");
    assert!(matches!(source(&night, "kingston").state, SourceState::Failed { .. }));
}

#[test]
fn robots_that_are_none_or_make_no_sense_forbid_nothing() {
    for robots in [Robots::None, Robots::Status(403), Robots::malformed(), Robots::Endless, Robots::WebPage] {
        let (night, log) = asked_with(robots.clone());
        is_complete(source(&night, "kingston"));
        assert_eq!(papers(&log), 3, "{robots:?}");
    }
}

#[test]
fn robots_may_ask_for_a_longer_pause() {
    let rig = Rig::new().watching(&["devon-list"]);
    rig.councils.devon_host.switches().set_robots(Robots::crawl_delay(7));
    rig.night();
    let pause = rig.standin.log().shortest_pause("devon").unwrap();
    assert!(pause >= Duration::from_secs(7), "{pause:?}");
}

#[test]
fn a_host_that_wants_to_be_left_alone_is() {
    let rig = Rig::new().watching(&["devon-list"]);
    let after = Fault::RetryAfter { status: 429, after: "120".to_owned() };
    rig.councils.devon_host.switches().set_times("/send/performance", after, 1);
    let (night, log) = rig.night_and_log();
    is_complete(source(&night, "devon-list"));
    let devon: Vec<&Entry> = log.iter().filter(|entry| entry.site == "devon").collect();
    let told = devon.iter().position(|entry| entry.status() == 429).unwrap();
    let (told, next) = (devon[told], devon[told + 1]);
    assert!(next.asked >= told.ending.unwrap().at + Duration::from_mins(2), "{told:?} {next:?}");
}
