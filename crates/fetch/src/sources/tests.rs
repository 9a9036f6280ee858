//! Files of sources, good and faulty.

use std::sync::LazyLock;
use std::time::Duration;

use jiff::civil::date;

use super::*;
use crate::http::Reach;

const WATCH: &str = "[watch]\ncontact = \"data@ourtown.gov.uk\"\n";
const GOOD: &str = "[[source]]\nid = \"ourtown\"\nkind = \"moderngov\"\nurl = \"https://democracy.ourtown.gov.uk/mgListCommittees.aspx?bcr=1\"\n";

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::embedded().expect("the embedded files keep their own rules"));

fn parse(text: &str) -> Result<Sources, SourcesError> {
    Sources::parse("s.toml", text, &VOCABULARY)
}

fn good(text: &str) -> Sources {
    parse(&format!("{WATCH}{text}")).expect("good sources")
}

fn faults(text: &str) -> String {
    parse(text).expect_err("faults").to_string()
}

#[test]
fn a_source_needs_little() {
    let sources = good(GOOD);
    let source = &sources.sources[0];
    assert_eq!(sources.watch.contact.as_deref(), Some("data@ourtown.gov.uk"));
    assert_eq!(source.site.start(), "https://democracy.ourtown.gov.uk/");
    assert_eq!(source.back, Back::Months(12));
    assert_eq!(source.packs, Packs::Alone);
    assert_eq!(source.manners.pause, Duration::from_secs(2));
    assert_eq!(source.manners.reach, Reach::Public);
    assert!(source.wanted.takes("SEND dashboard"));
    assert_eq!(source.authority, None);
}

#[test]
fn a_source_may_say_all() {
    let said = "authority = \"RBK\"\ncommittees = [\"SEND *\", \"123\"]\ntitles = [\"scorecard\"]\nwithout = [\"draft\"]\n\
                since = \"2024-04-01\"\npacks = \"never\"\npause = \"10ms\"\nmost_bytes = \"1 MB\"\nlongest = \"1m\"\n\
                reach = \"private\"\n";
    let source = good(&format!("{GOOD}{said}")).sources.remove(0);
    assert_eq!(source.authority.map(|publisher| publisher.code).as_deref(), Some("E09000021"));
    let Site::ModernGov { committees, .. } = source.site else { panic!("another kind") };
    assert!(matches!(&committees[..], [Committee::Named(_), Committee::Id(id)] if id == "123"));
    assert!(source.wanted.takes("The scorecard") && !source.wanted.takes("Draft scorecard"));
    assert_eq!(source.back, Back::Since(date(2024, 4, 1)));
    assert_eq!(source.packs, Packs::Never);
    let manners = Manners {
        pause: Duration::from_millis(10),
        most_bytes: 1_000_000,
        longest: Duration::from_mins(1),
        reach: Reach::Private,
    };
    assert_eq!(source.manners, manners);
}

#[test]
fn what_watch_says_holds_for_all_that_do_not() {
    let text = format!(
        "{WATCH}agent = \"ourtown-watch/1.0\"\ntitles = [\"KPI\"]\nmonths = 3\npause = \"5s\"\n\n{GOOD}since = \"2024-04-01\"\n"
    );
    let sources = parse(&text).expect("good sources");
    assert_eq!(sources.watch.agent.as_deref(), Some("ourtown-watch/1.0"));
    let source = &sources.sources[0];
    assert!(source.wanted.takes("KPI") && !source.wanted.takes("Dashboard"));
    assert_eq!(source.manners.pause, Duration::from_secs(5));
    assert_eq!(source.back, Back::Since(date(2024, 4, 1)));
}

#[test]
fn each_kind_has_its_keys() {
    let check = |keys: &str, expected: &str| {
        let site = good(&format!("[[source]]\nid = \"a\"\n{keys}\n")).sources.remove(0).site;
        assert!(format!("{site:?}").contains(expected), "{site:?}");
    };
    check("kind = \"cmis\"\nurl = \"https://a.cmis.uk.com/a/Meetings.aspx\"", "Cmis");
    check("kind = \"page\"\nurl = \"https://a.gov.uk/send#data\"", "List { follow: [], depth: 0 }");
    check("kind = \"page\"\nurl = \"https://a.gov.uk/send\"\npaper = true", "Paper");
    check("kind = \"page\"\nurl = \"https://a.gov.uk/send\"\nfollow = [\"20*\"]", "depth: 1");
    check("kind = \"files\"\nfiles = [\"https://a.gov.uk/a.pdf\"]", "Files");
    check("kind = \"files\"\nsitemap = \"https://a.gov.uk/sitemap.xml\"", "sitemap: Some");
    check("kind = \"folder\"\npath = \"by-hand\"", "by-hand");
    // What somebody put into a folder is wanted, whatever it is called.
    assert!(
        good("[[source]]\nid = \"a\"\nkind = \"folder\"\npath = \"p\"\n").sources[0].wanted.takes("scan 1")
    );
}

#[test]
fn a_folder_of_ones_own_needs_no_contact() {
    assert!(parse("[[source]]\nid = \"a\"\nkind = \"folder\"\npath = \"p\"\n").is_ok());
}

#[test]
fn what_is_wrong_has_a_place_and_a_hint() {
    let check = |text: &str, expected: &[&str]| {
        let said = faults(text);
        for words in expected {
            assert!(said.contains(words), "{said:?} does not say {words:?}");
        }
    };
    let with = |line: &str| format!("{WATCH}{GOOD}{line}\n");
    check("id = ", &["s.toml:1:"]);
    check("", &["expected at least one `[[source]]`"]);
    check(GOOD, &["s.toml:1:1: expected who watches", "contact = "]);
    check(&format!("{WATCH}pause = \"10ms\"\n{GOOD}"), &["s.toml:3:9: expected a pause of at least 1s"]);
    check(&format!("[watch]\ncontact = \"me\"\n{GOOD}"), &["s.toml:2:11: expected a mail address"]);
    check(&format!("{WATCH}agent = \"my watch\"\n{GOOD}"), &["s.toml:3:9: expected a product"]);
    check(&format!("{WATCH}sauce = 1\n{GOOD}"), &["s.toml:3:1: unknown key `sauce`", "`contact`"]);
    check(&with("urll = \"x\""), &["s.toml:7:1: unknown key `urll`", "`url`"]);
    check(&with("authority = \"Wirall\""), &["s.toml:7:13: expected the ONS code", "perhaps Wirral"]);
    check(&with("titles = [\"**\"]"), &["s.toml:7:11: expected words"]);
    check(&with("committees = [\"\"]"), &["s.toml:7:15: expected words"]);
    check(&with("pause = \"10ms\""), &["s.toml:7:9: expected a pause of at least 1s, found 10ms"]);
    check(&with("pause = \"soon\""), &["s.toml:7:9: expected a time such as `2s`"]);
    check(&with("pause = \"9999999999999h\""), &["s.toml:7:9: expected a time of at most an hour"]);
    check(&with("longest = \"61m\""), &["s.toml:7:11: expected a time of at most an hour, found `61m`"]);
    check(&with("longest = \"0s\""), &["s.toml:7:11: expected a time for an answer, found `0s`"]);
    check(&with("months = 0"), &["s.toml:7:10: expected 1 to 600 months"]);
    check(
        &with("months = 3\nsince = \"2024-04-01\""),
        &["s.toml:8:9: expected `months` or `since`, found both"],
    );
    check(&with("since = \"soon\""), &["expected a day such as `2024-04-01`"]);
    check(
        &with("path = \"x\""),
        &["s.toml:7:8: `path` has no meaning for a source of kind `moderngov`", "`folder`"],
    );
    check(&with("reach = \"all\""), &["s.toml:7:9: unknown word `all`"]);
    check(&with("packs = 1"), &["s.toml:7:9: "]);
    check(
        &format!("{WATCH}{}", GOOD.replace("https", "file")),
        &["s.toml:6:7: expected an address with `https://`"],
    );
    check(&format!("{WATCH}{}", GOOD.replace("//", "//me:secret@")), &["one with a name or a password"]);
    check(&format!("{WATCH}{}", GOOD.replace("moderngov", "modern")), &["s.toml:5:8: unknown word `modern`"]);
    check(
        &format!("{WATCH}[[source]]\nid = \"a\"\nkind = \"folder\"\n"),
        &["s.toml:3:1: missing key `path`"],
    );
    check(&format!("{WATCH}[[source]]\nid = \"a\"\n"), &["s.toml:3:1: missing key `kind`"]);
    check(&format!("{WATCH}source = 3\n"), &["unknown key `source`"]);
}

#[test]
fn every_fault_is_told() {
    let twice = format!("{GOOD}{}", GOOD.replace("ourtown\"", "again\"").replace("https", "http"));
    let check = |text: &str, expected: usize| {
        let SourcesError::Faulty(faults) = parse(text).expect_err("faults") else { panic!("another error") };
        assert_eq!(faults.len(), expected, "{faults:?}");
        assert!(faults.is_sorted_by_key(|fault| fault.line));
    };
    check(&format!("{WATCH}{twice}"), 1);
    check(&format!("{WATCH}{GOOD}{GOOD}"), 1);
    let page = "[[source]]\nid = \"a\"\nkind = \"page\"\nurl = \"https://a.gov.uk\"\n";
    good(&format!("{page}{}paper = true\n", page.replace("\"a\"", "\"b\"")));
    let other = GOOD.replace("ourtown", "other");
    check(&format!("{WATCH}pause = \"10ms\"\n{GOOD}{other}"), 1);
    check(&format!("{WATCH}{}", GOOD.replace("https", "x").replace("ourtown\"", "Our Town\"")), 2);
    check("[[source]]\nid = \"A\"\na = 1\nb = 2\n\n[[source]]\nid = \"B\"\nkind = \"page\"\n", 4);
}

#[test]
fn a_committees_address_is_that_of_a_committee() {
    let check = |page: &str, more: &str, base: &str, expected: &str| {
        let url = format!("kind = \"moderngov\"\nurl = \"https://a.gov.uk/{page}\"\n{more}");
        let sources = parse(&format!("{WATCH}[[source]]\nid = \"a\"\n{url}")).expect("good sources");
        let Site::ModernGov { base: found, committees } = &sources.sources[0].site else { panic!("{page}") };
        assert_eq!((found.as_str(), format!("{committees:?}").as_str()), (base, expected), "{page}");
    };
    let of_565 = "[Id(\"565\")]";
    check("ieListMeetings.aspx?CId=565&Year=0", "", "https://a.gov.uk/", of_565);
    check("ieListMeetings.aspx?CommitteeId=565", "", "https://a.gov.uk/", of_565);
    check("mg/mgCommitteeDetails.aspx?id=565", "", "https://a.gov.uk/mg/", of_565);
    check("(S(abcdefgh))/ieListDocuments.aspx?CId=565&MId=9", "", "https://a.gov.uk/", of_565);
    check("ieListMeetings.aspx?CId=565", "committees = [\"7\"]", "https://a.gov.uk/", "[Id(\"7\")]");
    check("ieListDocuments.aspx?CId=0&MId=9", "", "https://a.gov.uk/", "[]");
    check("mgListCommittees.aspx?bcr=1", "", "https://a.gov.uk/", "[]");
    check("mgWebService.asmx/GetCommittees?lDays=0", "", "https://a.gov.uk/", "[]");
    check("mg/MGWebService.asmx?WSDL", "", "https://a.gov.uk/mg/", "[]");
}

#[test]
fn names_are_drafted() {
    let check = |words: &str, expected: &[&str]| {
        let text = draft(words, &VOCABULARY).expect("a draft");
        let good = parse(&format!("{WATCH}{text}"));
        assert!(good.is_ok(), "{text}\n{}", good.expect_err("faults"));
        for line in expected {
            assert!(text.contains(line), "{text}\ndoes not say {line}");
        }
    };
    check(
        "Middlesbrough",
        &[
            "id = \"middlesbrough\"",
            "kind = \"moderngov\"",
            "\"E06000002\"",
            "url = \"https://moderngov.middlesbrough.gov.uk/\"",
        ],
    );
    check("E06000010", &["kind = \"cmis\"", "/cmis/Meetings.aspx"]);
    check("Birmingham", &["kind = \"page\""]);
    check(
        "https://democracy.york.gov.uk/ieListMeetings.aspx?CId=1&Year=0",
        &[
            "kind = \"moderngov\"",
            "York",
            "url = \"https://democracy.york.gov.uk/\"",
            "\ncommittees = [\"1\"]",
        ],
    );
    check(
        "https://democracy.york.gov.uk/(S(lit3py55t21z5v55vlm25s55))/mgCommitteeDetails.aspx?ID=12",
        &["url = \"https://democracy.york.gov.uk/\"", "\ncommittees = [\"12\"]"],
    );
    check(
        "https://democracy.york.gov.uk/mg/mgWebService.asmx/GetCommittees?lDays=0",
        &["url = \"https://democracy.york.gov.uk/mg/\"", "# committees ="],
    );
    check(
        "https://www.southampton.gov.uk/moderngov/mgListCommittees.aspx?bcr=1",
        &["/moderngov/\"", "Southampton"],
    );
    check(
        "https://www.example.org/downloads/kpi.pdf",
        &["kind = \"files\"", "# authority", "id = \"www-example-org\""],
    );
    check("https://www.example.org/sitemap.xml", &["sitemap = "]);
    check("https://www.example.org/send/data", &["kind = \"page\"", "# paper = true"]);
    check("http://127.0.0.1:8080/moderngov", &["kind = \"moderngov\"", "/moderngov/"]);
    check("http://127.0.0.1:8080/", &["kind = \"page\""]);
}

#[test]
fn every_portal_can_be_drafted() {
    for portal in VOCABULARY.portals() {
        for words in [&portal.code, &portal.base_url] {
            let text = draft(words, &VOCABULARY).expect("a draft");
            assert!(text.contains(&portal.code), "{words}: {text}");
            parse(&format!("{WATCH}{text}")).expect("a good draft");
        }
    }
}

#[test]
fn what_is_no_council_is_told() {
    let check = |words: &str, expected: &str| {
        let said = draft(words, &VOCABULARY).expect_err("no draft").to_string();
        assert!(said.contains(expected), "{said}");
    };
    check("Wirall", "perhaps Wirral");
    check("Cumbria County Council", "where Cumbria publishes is not known");
    check("ftp://a.gov.uk", "expected a council's name");
}
