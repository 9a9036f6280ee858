//! Whether two pages show the same: their words and what colours them, and not what only programs read.
//!
//! A page is gone through once, tag by tag, and nothing of it is kept but a hash: no page is too deep.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use sha2::{Digest, Sha256};

/// Attributes that show: papers give judgements as colours, and as pictures with words for those who don't see them.
const SHOWN: [&str; 8] = ["class", "style", "bgcolor", "color", "src", "alt", "title", "hidden"];

/// Whether two pages show the same. Where they come from, what they carry for the next request and how they are spaced
/// makes no difference.
pub(super) fn shows_the_same(one: &[u8], other: &[u8]) -> bool {
    shown(one) == shown(other)
}

/// A hash of what a page shows: elements, the attributes that show, words, in order.
fn shown(page: &[u8]) -> Vec<u8> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(String::from_utf8_lossy(page).into_owned()));
    let tokenizer = Tokenizer::new(Eye::default(), TokenizerOpts::default());
    // A sink that asks for no script is fed in one go.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().digest.finalize().to_vec()
}

/// Whoever looks at a page.
#[derive(Default)]
struct Eye(RefCell<Sight>);

/// What was seen so far.
#[derive(Default)]
struct Sight {
    digest: Sha256,
    /// The element whose text nobody sees.
    unseen: Option<String>,
    /// Whether words were seen since the last tag, and white space since those.
    has_words: bool,
    has_space: bool,
}

impl TokenSink for Eye {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut sight = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(words) if sight.unseen.is_none() => sight.words(&words),
            Token::TagToken(tag) => {
                sight.tag(&tag);
                if tag.kind == TagKind::StartTag {
                    return text_of(&tag.name);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sight {
    /// Words come in pieces that end anywhere.
    fn words(&mut self, words: &str) {
        for letter in words.chars() {
            if letter.is_whitespace() {
                self.has_space = self.has_words;
                continue;
            }
            if self.has_space {
                self.digest.update(b" ");
            }
            self.digest.update(letter.encode_utf8(&mut [0; 4]));
            (self.has_words, self.has_space) = (true, false);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        (self.has_words, self.has_space) = (false, false);
        if tag.kind == TagKind::EndTag {
            if self.unseen.as_deref() == Some(&*tag.name) {
                self.unseen = None;
            }
            self.digest.update(b"\0/");
        } else if matches!(&*tag.name, "script" | "style") {
            self.unseen = Some(tag.name.to_string());
        }
        self.part(&tag.name);
        for name in SHOWN {
            if let Some(attribute) = tag.attrs.iter().find(|attribute| &*attribute.name.local == name) {
                self.part(name);
                // A picture is the same one, whatever keeps a browser from showing an older copy (`red.png?v=5`).
                self.part(attribute.value.split('?').next().unwrap_or_default());
            }
        }
        self.digest.update(b"\0");
    }

    /// A part of a tag, which no words can be taken for: no text has a zero in it.
    fn part(&mut self, part: &str) {
        self.digest.update(b"\0");
        self.digest.update(part);
    }
}

/// How the text of an element is read: what stands in these is no markup, whatever it looks like.
fn text_of(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: bool) {
        assert_eq!(shows_the_same(one.as_bytes(), other.as_bytes()), expected, "{one} | {other}");
    }

    #[test]
    fn what_only_programs_read_makes_no_difference() {
        check("<p>81.2%\n higher</p>", "\n<p> 81.2% higher </p>", true);
        check("<script nonce=a>t='<b>1'</script><p>81.2%", "<script nonce=b>t='<i>2'</script><p>81.2%", true);
        check("<style>a{}</style><p>81.2%", "<style>b{}</style><p>81.2%", true);
        let state =
            |value: &str| format!("<form><input type=hidden name=__VIEWSTATE value={value}></form><p>81.2%");
        check(&state("1"), &state("2"), true);
        check("<!-- made at 02:15 --><p>81.2%", "<!-- made at 02:16 --><p>81.2%", true);
        check("<img src=/a.png?v=1 alt=red>", "<img src=/a.png?v=2 alt=red>", true);
        check("<p>5 &lt; 6", "<p>5 &#60; 6", true);
    }

    #[test]
    fn what_people_see_does() {
        check("<p>81.2%", "<p>81.3%", false);
        check("<p>81 2", "<p>812", false);
        check("<td class=red>5", "<td class=green>5", false);
        check("<td style='background: red'>5", "<td style='background: green'>5", false);
        check("<img src=/a.png alt=red>", "<img src=/a.png alt=green>", false);
        check("<img src=/red.png>", "<img src=/green.png>", false);
        check("<tr><td>1<td>2", "<tr><td>1<tr><td>2", false);
        check("<script>1</script><p>81.2%", "<script>1</script><p>81.3%", false);
    }

    #[test]
    fn a_page_that_is_nested_without_end_is_gone_through() {
        let deep = "<div>".repeat(100_000);
        check(&deep, &deep, true);
    }
}
