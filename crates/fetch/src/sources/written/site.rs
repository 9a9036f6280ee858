//! Where a source's papers are, as it is written: which keys each kind of site has, and what they may hold.

use std::ops::Range;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;
use url::Url;

use super::habits::pattern;
use crate::discovery::{is_page, is_session, number};
use crate::http::Reach;
use crate::sources::fault::Slip;
use crate::sources::{Committee, Kind, PageRule, Site, Words};

/// The keys that say where papers are.
pub(super) const KEYS: &[&str] =
    &["kind", "url", "path", "files", "sitemap", "committees", "paper", "follow", "depth", "reach"];

/// A committee pages' page, its years, its months: what lies deeper is another site's business.
const DEEPEST: u8 = 5;

/// Where papers are, as it is written.
#[derive(Debug, Deserialize)]
pub(super) struct WrittenSite {
    kind: Spanned<Kind>,
    url: Option<Spanned<String>>,
    path: Option<Spanned<PathBuf>>,
    files: Option<Spanned<Vec<Spanned<String>>>>,
    sitemap: Option<Spanned<String>>,
    committees: Option<Spanned<Vec<Spanned<String>>>>,
    paper: Option<Spanned<bool>>,
    follow: Option<Spanned<Vec<Spanned<String>>>>,
    depth: Option<Spanned<u8>>,
    reach: Option<Network>,
}

/// The word of the file for [`Reach`].
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Network {
    Public,
    Private,
}

impl WrittenSite {
    pub(super) fn reach(&self) -> Reach {
        match self.reach {
            Some(Network::Private) => Reach::Private,
            Some(Network::Public) | None => Reach::Public,
        }
    }

    /// The site, if its keys are those of its kind and hold what they should. `whole` is where the source stands.
    pub(super) fn checked(&self, whole: Range<usize>) -> Result<Site, Vec<Slip>> {
        let mut slips = self.strangers();
        let site = match self.kind.get_ref() {
            Kind::ModernGov => self.start(whole, &mut slips).map(|start| {
                let told = committee_of(&start).filter(|_| self.committees.is_none()).map(Committee::Id);
                let committees = told.map_or_else(|| self.committees(&mut slips), |told| vec![told]);
                Site::ModernGov { base: folder_of(start), committees }
            }),
            Kind::Cmis => self
                .start(whole, &mut slips)
                .map(|start| Site::Cmis { start, committees: self.committees(&mut slips) }),
            Kind::Page => {
                self.start(whole, &mut slips).map(|start| Site::Page { start, page: self.page(&mut slips) })
            }
            Kind::Files => self.files(whole, &mut slips),
            Kind::Folder => self.folder(whole, &mut slips),
        };
        site.filter(|_| slips.is_empty()).ok_or(slips)
    }

    /// Keys that have no meaning for this kind.
    fn strangers(&self) -> Vec<Slip> {
        use Kind::{Cmis, Files, Folder, ModernGov, Page};
        fn at<T>(value: Option<&Spanned<T>>) -> Option<Range<usize>> {
            value.map(Spanned::span)
        }
        let kind = *self.kind.get_ref();
        let stranger = |key: &str, at: Option<Range<usize>>, kinds: &[Kind]| {
            let at = at.filter(|_| !kinds.contains(&kind))?;
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
            let problem = format!("`{key}` has no meaning for a source of kind `{kind}`");
            Some(Slip::new(at, problem, format!("leave it out; it is for {}", kinds.join(", "))))
        };
        let strangers = [
            stranger("url", at(self.url.as_ref()), &[ModernGov, Cmis, Page]),
            stranger("path", at(self.path.as_ref()), &[Folder]),
            stranger("files", at(self.files.as_ref()), &[Files]),
            stranger("sitemap", at(self.sitemap.as_ref()), &[Files]),
            stranger("committees", at(self.committees.as_ref()), &[ModernGov, Cmis]),
            stranger("paper", at(self.paper.as_ref()), &[Page]),
            stranger("follow", at(self.follow.as_ref()), &[Page]),
            stranger("depth", at(self.depth.as_ref()), &[Page]),
        ];
        strangers.into_iter().flatten().collect()
    }

    fn start(&self, whole: Range<usize>, slips: &mut Vec<Slip>) -> Option<Url> {
        let Some(written) = &self.url else {
            slips.push(missing(whole, "url", "url = \"https://democracy.ourtown.gov.uk\""));
            return None;
        };
        address(written).map_err(|slip| slips.push(slip)).ok()
    }

    fn committees(&self, slips: &mut Vec<Slip>) -> Vec<Committee> {
        let written = self.committees.iter().flat_map(Spanned::get_ref);
        let read = written.map(|words| {
            let id = words.get_ref().trim();
            let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
            if is_id { Ok(Committee::Id(id.to_owned())) } else { pattern(words).map(Committee::Named) }
        });
        read.filter_map(|committee| committee.map_err(|slip| slips.push(slip)).ok()).collect()
    }

    fn page(&self, slips: &mut Vec<Slip>) -> PageRule {
        let follow: Vec<Words> = self
            .follow
            .iter()
            .flat_map(Spanned::get_ref)
            .filter_map(|words| pattern(words).map_err(|slip| slips.push(slip)).ok())
            .collect();
        let depth = self.depth.as_ref().map_or(u8::from(!follow.is_empty()), |depth| *depth.get_ref());
        slips.extend(self.depth.iter().filter(|depth| *depth.get_ref() > DEEPEST).map(|depth| {
            let problem = format!("expected a depth of at most {DEEPEST}, found {}", depth.get_ref());
            Slip::new(depth.span(), problem, "name the page with the papers as `url` instead")
        }));
        if self.paper.as_ref().is_none_or(|paper| !paper.get_ref()) {
            return PageRule::List { follow, depth };
        }
        slips.extend(self.follow.iter().map(Spanned::span).map(|span| {
            let problem = "a page that is itself the paper has no links to `follow`";
            Slip::new(span, problem, "leave out `follow`, or `paper`")
        }));
        PageRule::Paper
    }

    fn files(&self, whole: Range<usize>, slips: &mut Vec<Slip>) -> Option<Site> {
        if self.files.is_none() && self.sitemap.is_none() {
            slips.push(missing(whole, "files` or `sitemap", "files = [\"https://…/dashboard.pdf\"]"));
            return None;
        }
        let written = self.files.iter().flat_map(Spanned::get_ref);
        let addresses =
            written.filter_map(|written| address(written).map_err(|slip| slips.push(slip)).ok()).collect();
        let sitemap = self.sitemap.as_ref().map(address).transpose();
        let sitemap = sitemap.map_err(|slip| slips.push(slip)).ok().flatten();
        Some(Site::Files { addresses, sitemap })
    }

    fn folder(&self, whole: Range<usize>, slips: &mut Vec<Slip>) -> Option<Site> {
        let Some(path) = &self.path else {
            slips.push(missing(whole, "path", "path = \"saved-by-hand/ourtown\""));
            return None;
        };
        Some(Site::Folder { path: path.get_ref().clone() })
    }
}

/// The committee whose page an address is, or the page of one of its meetings.
pub(in crate::sources) fn committee_of(url: &Url) -> Option<String> {
    let names: &[&str] = if is_page(url, "mgCommitteeDetails.aspx") {
        &["ID"]
    } else if is_page(url, "ieListMeetings.aspx") || is_page(url, "ieListDocuments.aspx") {
        &["CId", "CommitteeId"]
    } else {
        return None;
    };
    // Links that don't know the committee say `CId=0`.
    number(url, names).filter(|id| id.bytes().any(|digit| digit != b'0'))
}

/// The folder that a page or the web service stands in, without a visitor's session: `…/moderngov/` for
/// `…/moderngov/mgListCommittees.aspx?bcr=1`.
pub(in crate::sources) fn folder_of(mut url: Url) -> Url {
    url.set_query(None);
    url.set_fragment(None);
    let is_service = |part: &str| part.eq_ignore_ascii_case("mgWebService.asmx");
    let parts = url.path().split('/').take_while(|part| !is_service(part));
    let path = parts.filter(|part| !is_session(part)).collect::<Vec<_>>().join("/");
    let path = path.as_str();
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    let kept =
        if last.contains('.') { format!("{folder}/") } else { format!("{}/", path.trim_end_matches('/')) };
    url.set_path(&kept);
    url
}

/// An address that can be asked for.
fn address(written: &Spanned<String>) -> Result<Url, Slip> {
    let found = written.get_ref().trim();
    let url = Url::parse(found).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let Some(mut url) = url else {
        let problem = format!("expected an address with `https://` or `http://`, found `{found}`");
        return Err(Slip::new(written.span(), problem, "copy it from the browser's address line"));
    };
    if !url.username().is_empty() || url.password().is_some() {
        let problem = "expected an address that anybody may ask for, found one with a name or a password";
        return Err(Slip::new(written.span(), problem, "only what is published for everybody is watched"));
    }
    url.set_fragment(None);
    Ok(url)
}

fn missing(whole: Range<usize>, key: &str, example: &str) -> Slip {
    Slip::new(whole, format!("missing key `{key}`"), format!("write for example `{example}`"))
}
