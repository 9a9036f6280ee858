//! What an address is, by its shape alone.

use std::fmt::Write;

use boardlift_reference::PortalSystem;
use url::Url;

use super::line;
use crate::archive::is_document_name;
use crate::sources::Kind;
use crate::sources::written::site::{committee_of, folder_of};

/// A kind of source and its address.
pub(super) struct Shape {
    kind: Kind,
    url: Url,
    /// Whether the address is one of a sitemap.
    is_map: bool,
    /// The committee that the address is of.
    committee: Option<String>,
}

impl Shape {
    /// What an address is; `system` is what the table of portals says of its host.
    pub(super) fn of(url: &Url, system: Option<PortalSystem>) -> Self {
        let path = url.path().to_ascii_lowercase();
        let last = path.rsplit('/').next().unwrap_or_default();
        let is_map = last.contains("sitemap") && last.contains(".xml");
        let kind = if is_map || is_document_name(last) {
            Kind::Files
        } else if is_moderngov(url, &path) {
            Kind::ModernGov
        } else if is_cmis(url, &path) {
            Kind::Cmis
        } else {
            match system {
                Some(PortalSystem::ModernGov) => Kind::ModernGov,
                Some(PortalSystem::Cmis) => Kind::Cmis,
                Some(PortalSystem::Other) | None => Kind::Page,
            }
        };
        let committee = committee_of(url).filter(|_| kind == Kind::ModernGov);
        let url = match kind {
            Kind::ModernGov => folder_of(url.clone()),
            Kind::Cmis => meetings_of(url),
            Kind::Page | Kind::Files | Kind::Folder => url.clone(),
        };
        Shape { kind, url, is_map, committee }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn host(&self) -> String {
        self.url.host_str().unwrap_or_default().to_owned()
    }

    /// What a person should know of the kind.
    pub(super) fn remark(&self) -> &'static str {
        match self.kind {
            Kind::ModernGov => "committees, meetings and papers by the site's web service, or by its pages",
            Kind::Cmis => "OPEN: is `url` the page with the calendar of meetings?",
            Kind::Page => "links to papers; the page itself with `paper = true`",
            Kind::Files if self.is_map => "the files that the site's map lists",
            Kind::Files | Kind::Folder => "every file that is listed",
        }
    }

    /// Writes where the papers are.
    pub(super) fn write(&self, text: &mut String) {
        let url = self.url.as_str();
        match self.kind {
            Kind::ModernGov | Kind::Cmis => {
                line(text, "url", url, "the site");
                if let Some(id) = &self.committee {
                    // Writing to a string does not fail.
                    let _ = writeln!(
                        text,
                        "committees = [\"{id}\"]    # by name or number; left out: all of them"
                    );
                    return;
                }
                text.push_str("# committees = [\"SEND *\", \"Children*\"]      # by name or number; left out: all of them\n");
            }
            Kind::Files if self.is_map => line(text, "sitemap", url, "taken by their titles"),
            Kind::Files => {
                // Writing to a string does not fail.
                let _ = writeln!(text, "files = [{}]", toml::Value::String(url.to_owned()));
            }
            Kind::Page | Kind::Folder => {
                line(text, "url", url, "the page");
                text.push_str("# paper = true                             # the page itself is the dashboard, replaced in place\n");
                text.push_str("# follow = [\"20*\", \"next\"]                  # links to further lists\n");
            }
        }
    }
}

/// ModernGov's own hosts, folders that councils give it, and the names of its pages.
fn is_moderngov(url: &Url, path: &str) -> bool {
    let of_its_own = url.host_str().is_some_and(|host| host.split('.').any(|label| label == "moderngov"));
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_page =
        last.strip_suffix(".aspx").is_some_and(|name| name.starts_with("mg") || name.starts_with("ie"));
    of_its_own || is_page || path.split('/').any(|folder| matches!(folder, "moderngov" | "mgwebservice.asmx"))
}

/// CMIS's own hosts, and folders that councils give it.
fn is_cmis(url: &Url, path: &str) -> bool {
    let of_its_own =
        url.host_str().is_some_and(|host| host.ends_with("cmis.uk.com") || host.starts_with("cmis"));
    of_its_own || path.split('/').any(|folder| folder.starts_with("cmis"))
}

/// The page of meetings of a CMIS site, which stands beside that of councillors; what is a page of meetings, or no page
/// that is known, stays.
fn meetings_of(url: &Url) -> Url {
    let folders: Vec<&str> = url.path().split('/').collect();
    let people = |folder: &&str| {
        let folder = folder.to_ascii_lowercase();
        folder.starts_with("councillors") || folder.starts_with("members")
    };
    let Some(at) = folders.iter().position(people) else { return url.clone() };
    let mut meetings = url.clone();
    meetings.set_path(&format!("{}/Meetings.aspx", folders[..at].join("/")));
    meetings.set_query(None);
    meetings
}
