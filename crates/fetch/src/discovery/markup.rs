//! A page as its tags and words, one after the other.
//!
//! No tree is built: sites nest and close as they like, what is needed here is what follows what, and a page of a hundred
//! thousand open elements is read in linear time.

use std::cell::{Cell, RefCell};

use boardlift_lexicon::fold;
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use url::Url;

use super::{WebPage, limits};

/// The attributes that anything here asks for.
const ATTRIBUTES: &[&str] = &["action", "class", "href", "id", "name", "title"];

/// A page.
#[derive(Debug)]
pub(super) struct Markup {
    /// Where it was found.
    pub(super) url: Url,
    /// Its tags and words.
    pub(super) pieces: Vec<Piece>,
    /// Whether it was too long and its end is missing.
    pub(super) is_cut: bool,
    base: Url,
}

/// A tag, or the words between two.
#[derive(Debug)]
pub(super) enum Piece {
    /// The begin of an element.
    Open(Tag),
    /// The end of one, by its name.
    Close(LocalName),
    /// Words, with references to characters resolved.
    Words(String),
}

/// The begin of an element.
#[derive(Debug)]
pub(super) struct Tag {
    name: LocalName,
    attributes: Vec<(LocalName, String)>,
}

/// A link to another page or a file on the web.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// The number of the piece that begins it.
    pub(super) at: usize,
    /// Where it leads.
    pub(super) url: Url,
    /// Its words, white space made even.
    pub(super) words: String,
    /// What it says when it is pointed at.
    pub(super) title: String,
}

impl Markup {
    /// The markup of a page.
    pub(super) fn of(page: &WebPage) -> Self {
        let sink = Sink::default();
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(page.text()));
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        // A sink that asks for no script is fed in one go.
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let Sink { pieces, is_cut } = tokenizer.sink;
        let mut markup = Markup {
            url: page.url.clone(),
            pieces: pieces.into_inner(),
            is_cut: is_cut.get(),
            base: page.url.clone(),
        };
        let base = markup.tags().find(|(_, tag)| tag.is("base")).and_then(|(_, tag)| tag.attribute("href"));
        if let Some(base) = base.and_then(|href| page.url.join(href.trim()).ok()) {
            markup.base = base;
        }
        markup
    }

    /// The begins of elements, with the numbers of their pieces.
    pub(super) fn tags(&self) -> impl Iterator<Item = (usize, &Tag)> {
        self.pieces.iter().enumerate().filter_map(|(at, piece)| match piece {
            Piece::Open(tag) => Some((at, tag)),
            Piece::Close(_) | Piece::Words(_) => None,
        })
    }

    /// The links to the web, in order. What leads elsewhere (`javascript:`, `mailto:`, `file:`) is no link of a page
    /// that was published.
    pub(super) fn links(&self) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        let mut is_open = false;
        for (at, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Open(tag) if tag.is("a") => {
                    let link = self.link(at, tag).filter(|_| links.len() < limits::LINKS);
                    is_open = link.is_some();
                    links.extend(link);
                }
                Piece::Close(name) if &**name == "a" => is_open = false,
                Piece::Words(words) if is_open => {
                    if let Some(link) = links.last_mut().filter(|link| link.words.len() < limits::TITLE) {
                        link.words.push_str(words);
                    }
                }
                // `Report<br>Appendix` and `Report<span>PDF 1 MB</span>` are two words each.
                Piece::Open(_) | Piece::Close(_) if is_open => {
                    if let Some(link) = links.last_mut() {
                        link.words.push(' ');
                    }
                }
                Piece::Open(_) | Piece::Close(_) | Piece::Words(_) => {}
            }
        }
        for link in &mut links {
            link.words = even(&link.words);
        }
        links
    }

    /// The words from a piece to the end of the element that it begins, as far as a title reaches; an element that is
    /// never closed ends where the next of its name begins.
    pub(super) fn words_of(&self, at: usize) -> String {
        let Some(Piece::Open(tag)) = self.pieces.get(at) else { return String::new() };
        let mut words = String::new();
        for piece in self.pieces.iter().skip(at + 1) {
            match piece {
                Piece::Close(name) if *name == tag.name => break,
                Piece::Open(next) if next.name == tag.name => break,
                Piece::Words(more) => words.push_str(more),
                Piece::Open(_) | Piece::Close(_) => words.push(' '),
            }
            if words.len() > limits::TITLE {
                break;
            }
        }
        even(&words)
    }

    /// The words of the page's title and its main headings.
    pub(super) fn headings(&self) -> impl Iterator<Item = String> {
        let is_heading = |tag: &Tag| ["title", "h1", "h2"].iter().any(|name| tag.is(name));
        self.tags().filter(move |(_, tag)| is_heading(tag)).map(|(at, _)| self.words_of(at))
    }

    fn link(&self, at: usize, tag: &Tag) -> Option<Link> {
        let url = self.base.join(tag.attribute("href")?.trim()).ok()?;
        let title = tag.attribute("title").map(even).unwrap_or_default();
        matches!(url.scheme(), "http" | "https").then(|| Link { at, url, words: String::new(), title })
    }
}

impl Tag {
    /// Whether it is one of that name.
    pub(super) fn is(&self, name: &str) -> bool {
        &*self.name == name
    }

    /// The attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| &**found == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .is_some_and(|classes| classes.split_whitespace().any(|found| found.eq_ignore_ascii_case(class)))
    }
}

/// Words with even white space, no longer than a title.
pub(super) fn even(words: &str) -> String {
    let words = fold::printed(words);
    match words.char_indices().nth(limits::TITLE) {
        Some((end, _)) => words[..end].to_owned(),
        None => words,
    }
}

/// What the tokenizer's tokens go into.
#[derive(Debug, Default)]
struct Sink {
    pieces: RefCell<Vec<Piece>>,
    is_cut: Cell<bool>,
}

impl Sink {
    fn push(&self, piece: Piece) {
        let mut pieces = self.pieces.borrow_mut();
        if let (Some(Piece::Words(words)), Piece::Words(more)) = (pieces.last_mut(), &piece) {
            words.push_str(more);
        } else if pieces.len() < limits::PIECES {
            pieces.push(piece);
        } else {
            self.is_cut.set(true);
        }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(words) if !self.is_cut.get() => self.push(Piece::Words(words.to_string())),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => self.push(Piece::Close(tag.name)),
            Token::TagToken(tag) => {
                let name = tag.name.clone();
                let kept = tag.attrs.into_iter().filter(|attr| ATTRIBUTES.contains(&&*attr.name.local));
                let attributes = kept.map(|attr| (attr.name.local, attr.value.to_string())).collect();
                self.push(Piece::Open(Tag { name: tag.name, attributes }));
                // What stands in these is no markup, whatever it looks like.
                return match &*name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::web_page;
    use super::*;

    #[test]
    fn links_are_read_with_their_words() {
        let check = |html: &str, expected: &[(&str, &str)]| {
            let links = Markup::of(&web_page("https://a.gov.uk/x/list.aspx?a=1", html)).links();
            let links: Vec<_> = links.iter().map(|link| (link.url.as_str(), link.words.as_str())).collect();
            assert_eq!(links, expected, "{html}");
        };
        check(
            "<a href='b.pdf'>The <b>SEND</b>&nbsp;data</a>",
            &[("https://a.gov.uk/x/b.pdf", "The SEND data")],
        );
        check(
            "<A HREF=/b>One<br>two<a href=c>three",
            &[("https://a.gov.uk/b", "One two"), ("https://a.gov.uk/x/c", "three")],
        );
        check(
            "<base href='/y/'><a href='b c.pdf?x=1&amp;y=2'>b</a>",
            &[("https://a.gov.uk/y/b%20c.pdf?x=1&y=2", "b")],
        );
        check("<a name=x>no</a><a href='javascript:go()'>no</a><a href='mailto:a@b'>no</a>", &[]);
        check("<a href='file:///etc/passwd'>no</a><a href='data:text/html,x'>no</a>", &[]);
        check(
            "<script>\"<a href='/no'>no</a>\"</script><a href=/yes>yes</a>",
            &[("https://a.gov.uk/yes", "yes")],
        );
        check(
            "<!-- <a href='/no'>no</a> --><a href=''>self</a>",
            &[("https://a.gov.uk/x/list.aspx?a=1", "self")],
        );
        check("<title><a href='/no'></title><a href=/yes>y", &[("https://a.gov.uk/yes", "y")]);
    }

    #[test]
    fn a_page_has_its_encoding() {
        let check = |content_type: &str, bytes: &[u8], expected: &str| {
            let page = WebPage {
                url: Url::parse("https://a.gov.uk/").expect("an address"),
                content_type: content_type.to_owned(),
                bytes: bytes.to_vec(),
            };
            assert_eq!(Markup::of(&page).links()[0].words, expected);
        };
        check(
            "text/html; charset=windows-1252",
            b"<a href=x>Children\x92s \x96 data</a>",
            "Children’s – data",
        );
        check("text/html", b"<a href=x>Children\x92s</a>", "Children’s");
        check("text/html", "<a href=x>Children’s</a>".as_bytes(), "Children’s");
    }

    #[test]
    fn a_hostile_page_is_cut() {
        let check = |html: String, is_cut: bool| {
            let markup = Markup::of(&web_page("https://a.gov.uk/", &html));
            assert_eq!(markup.is_cut, is_cut);
            assert!(markup.pieces.len() <= limits::PIECES);
            assert!(markup.links().len() <= limits::LINKS);
        };
        check("<div><p>".repeat(limits::PIECES), true);
        check("<a href=x>".repeat(limits::LINKS + 1), false);
        check(format!("<a href=x>{}", "word ".repeat(100_000)), false);
        check("<a href=\"".repeat(1000), false);
    }
}
