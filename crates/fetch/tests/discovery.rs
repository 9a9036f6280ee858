//! What is discovered on the stand-in's sites, over HTTP: the papers that they publish, whatever way they publish them.

use std::path::Path;
use std::sync::Arc;

use boardlift_fetch::clock::SystemClock;
use boardlift_fetch::discovery::{Discovered, Pages, WebPage, discover};
use boardlift_fetch::http::{Agent, Ask, Client, News, Trouble};
use boardlift_fetch::listing::Form;
use boardlift_fetch::sources::{Source, Sources};
use boardlift_fetch::window::Window;
use boardlift_reference::Vocabulary;
use boardlift_standin::Standin;
use boardlift_standin::councils::Councils;
use boardlift_standin::many::Many;
use jiff::civil::{Date, date};
use url::Url;

const TODAY: Date = date(2026, 3, 31);

/// Pages straight from the hosts, with no memory.
struct Web<'c> {
    client: &'c Client,
    source: &'c Source,
}

impl Pages for Web<'_> {
    fn page(&mut self, url: &Url) -> Result<WebPage, Trouble> {
        let mut bytes = Vec::new();
        let answer = self.client.get(&Ask { url, known: None, manners: &self.source.manners }, &mut bytes)?;
        let News::Body { content_type, .. } = answer.news else { panic!("an answer without a body") };
        Ok(WebPage { url: answer.url, content_type, bytes })
    }

    fn disown(&mut self, _: &Url) {}
}

fn discovered(sources: &str) -> Vec<(String, Discovered)> {
    let vocabulary = Vocabulary::embedded().expect("the vocabulary");
    let sources = Sources::parse("sources.toml", sources, &vocabulary).expect("good sources");
    let client = Client::new(Agent::new("watch@boardlift.example"), Arc::new(SystemClock));
    let look = |source: &Source| {
        let window = Window::on(TODAY, source.back, None);
        let found = discover(source, window, &mut Web { client: &client, source });
        (source.id.clone(), found)
    };
    sources.sources.iter().map(look).collect()
}

#[test]
fn councils_of_every_kind_are_read() {
    let standin = Standin::default();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let councils = Councils::open(&standin, &samples, TODAY).expect("hosts");
    let port = councils.devon_host.root().port().expect("a port");
    let expected: [&[&str]; 5] = [
        &["attachment/40377", "attachment/41001", "attachment/41002"],
        &["attachment/52977", "attachment/52310", "attachment/51020"],
        &["meeting/15218/send-performance-dashboard-q3"],
        &["127.0.0.1:PORT/send/key-performance-indicators"],
        &[
            "download/127.0.0.1/239",
            "127.0.0.1:PORT/wp-content/uploads/2024/05/SEND-performance-dashboard-Q3.csv",
        ],
    ];
    for ((id, found), expected) in discovered(&councils.sources("1ms")).iter().zip(expected) {
        assert!(found.complete && found.doubts.is_empty(), "{id}: {:?}", found.doubts);
        let has = |key: &str| found.listings.iter().any(|listing| listing.key.0 == key);
        for key in expected {
            let key = key.replace("PORT", &port.to_string());
            assert!(has(&key), "{id} misses {key}: {:?}", found.listings);
        }
    }
}

#[test]
fn no_paper_of_many_councils_is_missed() {
    let standin = Standin::default();
    let many = Many::open(&standin, 10, 200, TODAY, "1ms").expect("hosts");
    let found = discovered(many.sources());
    let papers: Vec<(&str, usize)> = found
        .iter()
        .map(|(id, found)| {
            assert!(found.complete, "{id}: {:?}", found.doubts);
            (id.as_str(), found.listings.iter().filter(|listing| listing.form == Form::Paper).count())
        })
        .collect();
    assert!(papers.iter().all(|(_, papers)| *papers == 20), "{papers:?}");
}
