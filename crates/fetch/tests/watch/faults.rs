//! Whatever goes wrong at one site costs that source only, brings no paper that is none, and is made good when it is well.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use boardlift_fetch::night::{Night, SourceState};
use boardlift_standin::{Certificate, Fault};

use crate::rig::{Rig, is_complete, new_editions, new_papers, source};

/// Answers are short here, so that limits are met soon; they are long enough for a machine that is busy.
const LIMITS: &str = "most_bytes = \"1 MB\"\nlongest = \"3s\"";

/// One source for the faults, and one that they should not touch.
const SOURCES: [&str; 2] = ["kingston", "devon-list"];

/// Sets a fault for what begins so at Kingston, for a night; then all is well. The other one brings in the first night what it
/// has, and Kingston in the second at the latest, and nothing else ever comes.
#[track_caller]
fn survives(prefix: &str, fault: &Fault) {
    let rig = Rig::new().with(LIMITS).watching(&SOURCES);
    let expected = &*UNDISTURBED;
    rig.councils.kingston_host.switches().set(prefix, fault.clone());
    let night = rig.night();
    is_complete(source(&night, "devon-list"));
    // A pack stands in for a paper that can't be had, until it can.
    assert!(rig.single_papers().is_subset(expected), "{fault:?} at {prefix} brought what is no paper");
    is_told(&night, fault, prefix);

    rig.councils.kingston_host.switches().clear();
    let night = rig.night();
    night.sources.iter().for_each(is_complete);
    assert_eq!(rig.holdings(), *expected, "{fault:?} at {prefix}");
    assert!(
        new_papers(&night).iter().all(|paper| paper.starts_with("kingston: ")),
        "{:?}",
        new_papers(&night)
    );
    assert_eq!(rig.standin.log().overlaps(), []);
}

/// What the archive holds after a night in which all was well.
static UNDISTURBED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let rig = Rig::new().watching(&SOURCES);
    rig.night();
    rig.holdings()
});

/// The night's account says that something is wrong with Kingston, and what.
#[track_caller]
fn is_told(night: &Night, fault: &Fault, prefix: &str) {
    let kingston = source(night, "kingston");
    let told = kingston.state != SourceState::Complete || !kingston.troubles.is_empty();
    assert!(told, "{fault:?} at {prefix} was not told: {kingston:?}");
}

/// The pages, and one of the papers.
const PLACES: [&str; 2] = ["/", "/documents/s41001/"];

#[track_caller]
fn survives_everywhere(fault: &Fault) {
    for place in PLACES {
        survives(place, fault);
    }
}

#[test]
fn statuses() {
    for status in [401, 403, 500, 503] {
        survives_everywhere(&Fault::Status(status));
    }
    survives("/documents/s41001/", &Fault::Status(404));
}

#[test]
fn hosts_that_want_to_be_left_alone_for_long() {
    let after = |after: &str| Fault::RetryAfter { status: 429, after: after.to_owned() };
    survives_everywhere(&after("86400"));
    survives_everywhere(&after("Thu, 19 Mar 2026 02:00:00 GMT"));
    survives_everywhere(&after("soon"));
}

#[test]
fn slow_hosts() {
    survives("/documents/s41001/", &Fault::SlowFirstByte(Duration::from_secs(30)));
    survives("/documents/s41001/", &Fault::Drip { bytes: 100, every: Duration::from_millis(300) });
}

#[test]
fn bodies_that_are_not_whole() {
    survives_everywhere(&Fault::CutAfter(100));
    survives_everywhere(&Fault::NoHttp);
    survives_everywhere(&Fault::Hangup);
}

#[test]
fn bodies_without_end() {
    survives_everywhere(&Fault::Endless);
    survives_everywhere(&Fault::GzipBomb(100_000_000));
    survives_everywhere(&Fault::LongHeaders(10_000_000));
}

#[test]
fn redirects_that_lead_nowhere() {
    survives_everywhere(&Fault::RedirectLoop);
    survives_everywhere(&Fault::Redirect("file:///etc/passwd".to_owned()));
    survives_everywhere(&Fault::Redirect("//".to_owned()));
    survives_everywhere(&Fault::Redirect("gopher://127.0.0.1/".to_owned()));
}

#[test]
fn pages_that_are_no_papers() {
    survives_everywhere(&Fault::HttpsNotice);
    survives_everywhere(&Fault::ErrorPage);
    survives_everywhere(&Fault::RedirectToErrorPage);
    survives_everywhere(&Fault::LoginPage);
    survives("/documents/s41001/", &Fault::HtmlNamedPdf);
}

#[test]
fn what_a_site_does_not_show_for_a_night_has_not_vanished() {
    let faults =
        [Fault::HttpsNotice, Fault::ErrorPage, Fault::LoginPage, Fault::Status(404), Fault::Status(403)];
    for fault in faults {
        let rig = Rig::new();
        rig.night();
        for host in rig.councils.hosts() {
            host.switches().set("/", fault.clone());
        }
        let night = rig.night();
        for source in &night.sources {
            // A page that is watched itself is gone where the host says so.
            let says_so = fault == Fault::Status(404) && source.source == "devon-page";
            assert!(says_so || source.vanished.is_empty(), "{fault:?}: {source:?}");
        }
        assert_eq!(new_editions(&night), [""; 0], "{fault:?}");
        for host in rig.councils.hosts() {
            host.switches().clear();
        }
        let night = rig.night();
        night.sources.iter().for_each(is_complete);
        assert_eq!((new_papers(&night), new_editions(&night)), (Vec::new(), Vec::new()), "{fault:?}");
    }
}

#[test]
fn a_burst_is_waited_for() {
    let rig = Rig::new().watching(&SOURCES);
    rig.councils.kingston_host.switches().set_times("/", Fault::Status(503), 2);
    let night = rig.night();
    night.sources.iter().for_each(is_complete);
    assert_eq!(rig.holdings(), *UNDISTURBED);
}

#[test]
fn a_host_that_does_not_prove_who_it_is_is_told_so() {
    for certificate in [Certificate::SelfSigned, Certificate::Expired, Certificate::WrongName] {
        let rig = Rig::new();
        let host = rig.standin.open_secure("secure", rig.councils.devon.clone(), certificate).unwrap();
        let night = rig.night_of(&format!(
            "[watch]\ncontact = \"a@b.example\"\n[[source]]\nid = \"secure\"\nkind = \"page\"\nurl = \"{}send/performance\"\nreach = \"private\"\n",
            host.root()
        ));
        let SourceState::Failed { reason, .. } = &source(&night, "secure").state else { panic!("{night:?}") };
        assert!(reason.contains("secure connection"), "{reason}");
        assert!(rig.standin.log().entries().iter().all(|entry| entry.site != "secure"));
    }
}

#[test]
fn loopback_is_not_for_sources_that_do_not_say_so() {
    let rig = Rig::new();
    let text = rig.councils.sources("2s").replace("reach = \"private\"\n", "");
    let night = rig.night_of(&text);
    for source in &night.sources {
        // A page that is itself the paper needs no asking to be listed.
        let is_told = matches!(source.state, SourceState::Failed { .. }) || source.troubles.len() == 1;
        assert!(is_told, "{source:?}");
    }
    assert!(rig.standin.log().is_empty());
}
