//! How much of a site is looked at. All is counted, never clocked, so that the same site gives the same listings.

/// Pages of one source in one night. A council with a hundred committees and a year of meetings takes some 600; at two
/// seconds each, so many keep a host busy for less than two hours.
pub(super) const PAGES: usize = 3_000;

/// Bytes of one page of links, or one answer of a web service. The longest agendas of councils are below 1 MB.
pub(super) const PAGE_BYTES: usize = 8_000_000;

/// Tags and stretches of words of one page.
pub(super) const PIECES: usize = 200_000;

/// Links of one page.
pub(super) const LINKS: usize = 20_000;

/// Papers of one source in one night.
pub(super) const LISTINGS: usize = 20_000;

/// Doubts that are told one by one; the others are counted.
pub(super) const DOUBTS: usize = 50;

/// Characters of a title, an item or a heading. Longer ones are whole paragraphs.
pub(super) const TITLE: usize = 500;

/// Meetings of one committee, or of one calendar. A council holds some hundreds a year.
pub(super) const MEETINGS: usize = 20_000;

/// Pages that a list of meetings may be spread over, in each direction: ten years of a committee that meets monthly, with
/// six meetings a page.
pub(super) const LIST_PAGES: usize = 20;

/// Bytes of a sitemap, unpacked: what the protocol allows (sitemaps.org, 50 MiB).
pub(super) const SITEMAP_BYTES: usize = 50 << 20;

/// Addresses of a sitemap: what the protocol allows.
pub(super) const SITEMAP_ENTRIES: usize = 50_000;

/// Sitemaps that an index may name. A council's has some dozens.
pub(super) const SITEMAPS: usize = 200;

/// Files and folders that are looked at in a folder.
pub(super) const FILES: usize = 20_000;
