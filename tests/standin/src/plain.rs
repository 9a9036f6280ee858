//! A site without a committee system: pages and files under their addresses, and a sitemap of them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::Site;
use crate::council::media;
use crate::markup::escape;
use crate::reply::Reply;
use crate::request::Request;

/// A site of this kind.
#[derive(Debug, Default)]
pub struct Plain(Mutex<BTreeMap<String, Reply>>);

impl Plain {
    /// Puts a file at an address, whose ending tells its type, or puts another one in its place.
    pub fn put(&self, path: &str, content: impl Into<Vec<u8>>, changed: SystemTime) {
        self.put_reply(path, Reply::file(media(path), content, changed));
    }

    /// Puts a file at an address that does not tell its name, as download managers do (`/downloads/file/239/slug`).
    pub fn put_download(&self, path: &str, name: &str, content: impl Into<Vec<u8>>, changed: SystemTime) {
        let reply = Reply::file(media(name), content, changed);
        self.put_reply(path, reply.with("Content-Disposition", &format!("attachment; filename={name}")));
    }

    /// Puts a page at an address.
    pub fn put_page(&self, path: &str, html: impl Into<Vec<u8>>, changed: SystemTime) {
        self.put_reply(path, Reply::file("text/html; charset=utf-8", html, changed));
    }

    /// Takes away what is at an address.
    pub fn remove(&self, path: &str) {
        self.lock().remove(path);
    }

    fn put_reply(&self, path: &str, reply: Reply) {
        self.lock().insert(path.to_owned(), reply);
    }

    /// All addresses, as a sitemap (sitemaps.org, protocol 0.9).
    fn sitemap(&self, host: &str) -> Reply {
        let one = |(path, reply): (&String, &Reply)| {
            let changed = reply.changed.and_then(|changed| jiff::Timestamp::try_from(changed).ok());
            let day = changed
                .map_or_else(String::new, |at| format!("<lastmod>{}</lastmod>", at.strftime("%Y-%m-%d")));
            format!("<url><loc>http://{host}{}</loc>{day}</url>\n", escape(path))
        };
        let urls: String = self.lock().iter().map(one).collect();
        Reply::new(200, "application/xml", sitemap_of("urlset", &urls))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Reply>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Site for Plain {
    fn answer(&self, request: &Request) -> Reply {
        match request.path() {
            "/sitemap.xml" => {
                let part = format!("<sitemap><loc>http://{}/sitemap-1.xml</loc></sitemap>\n", request.host());
                Reply::new(200, "application/xml", sitemap_of("sitemapindex", &part))
            }
            "/sitemap-1.xml" => self.sitemap(request.host()),
            path => self.lock().get(path).cloned().unwrap_or_else(|| Reply::error(404, "Page not found")),
        }
    }
}

fn sitemap_of(root: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         {body}</{root}>\n"
    )
}
