//! Papers of a meeting in one file: printed packs and supplements. What else is printed of a meeting (the agenda's front
//! sheet, minutes, decisions) holds no figures.

use boardlift_lexicon::fold;
use url::Url;

use super::papers::{Attachment, numbered};
use crate::discovery::{address, titles};
use crate::sources::Wanted;

/// A pack or a supplement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pack {
    /// What it is known by.
    pub(super) key: String,
    /// Where it is.
    pub(super) url: Url,
    /// What the site calls it.
    pub(super) title: String,
    is_supplement: bool,
}

impl Pack {
    /// The pack that an address leads to, if it leads to one.
    ///
    /// `T` is 10 for the public pack, 0 for the agenda, 1 for the minutes; what the link and the file's name say counts
    /// more, since sites differ. The file of a supplement is named after its committee as well, which may be one of
    /// decisions: there only the link counts, and what is wanted stays wanted.
    pub(super) fn at(url: &Url, title: &str, wanted: &Wanted) -> Option<Self> {
        let (letter, number) = numbered(url)?;
        let part = address::number(url, &["T"]);
        let is_supplement = letter == 'b';
        let name = address::words_of(&address::file_name(url));
        let words =
            if is_supplement { title.to_lowercase() } else { format!("{title} {name}").to_lowercase() };
        let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
        let is_kept = says(&["pack"]) || (is_supplement && wanted.takes(title));
        let is_other = says(&["minute", "decision", "frontsheet", "front sheet", "notice"]);
        let is_agenda = letter == 'g' && matches!(part.as_deref(), Some("0" | "1"));
        if letter == 's' || (!is_kept && (is_other || is_agenda)) {
            return None;
        }
        let key = match (is_supplement, part) {
            (true, _) => format!("supplement/{number}"),
            (false, Some(part)) => format!("pack/{number}/{part}"),
            (false, None) => format!("pack/{number}"),
        };
        let url = address::stable(url);
        Some(Pack { key, title: titles::told(title, &url), url, is_supplement })
    }

    /// How many papers it repeats: of a whole pack, all that the agenda lists. A supplement whose title is wanted
    /// repeats only the papers that it names: a late dashboard that the agenda doesn't list is in nothing else.
    pub(super) fn beside(&self, wanted: &Wanted, all: usize, taken: &[Attachment]) -> usize {
        let name = address::words_of(&address::file_name(&self.url));
        let is_named = self.is_supplement && (wanted.takes(&self.title) || wanted.takes(&name));
        if !is_named {
            return all;
        }
        let own = format!(" {} {} ", fold::key(&self.title), fold::key(&name));
        let names = |words: &str| {
            let words = fold::key(words);
            !words.is_empty() && own.contains(&format!(" {words} "))
        };
        taken.iter().filter(|paper| names(&paper.title) || names(&paper.item)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::testing::url;

    #[test]
    fn packs_are_told_from_what_else_is_printed() {
        let check = |address: &str, title: &str, expected: Option<&str>| {
            let found = Pack::at(&url(address), title, &Wanted::default()).map(|pack| pack.key);
            assert_eq!(found.as_deref(), expected, "{address} {title}");
        };
        check(
            "https://a/documents/g12/Public%20reports%20pack.pdf?T=10",
            "Agenda reports pack",
            Some("pack/12/10"),
        );
        check("https://a/documents/g12/x.pdf?T=10&Info=1", "", Some("pack/12/10"));
        check("https://a/documents/g12/x.pdf", "Everything", Some("pack/12"));
        check("https://a/documents/g12/Agenda%20frontsheet.pdf?T=0", "Agenda frontsheet", None);
        check("https://a/documents/g12/x.pdf?T=0", "Agenda", None);
        check("https://a/documents/g12/x.pdf?T=0", "Agenda reports pack", Some("pack/12/0"));
        check("https://a/documents/g12/x.pdf?T=1", "", None);
        check("https://a/documents/g12/Printed%20minutes.pdf?T=1", "Printed minutes", None);
        check("https://a/documents/g12/x.pdf?T=2", "Printed decisions", None);
        check("https://a/documents/b34/Supplement.pdf?T=9", "SEND dashboard", Some("supplement/34"));
        let of_decisions =
            "https://a/documents/b12/Supplement%20SEND%20data%20Cabinet%20Member%20Decisions.pdf";
        check(of_decisions, "Supplement", Some("supplement/12"));
        check(of_decisions, "SEND data, Cabinet Member Decisions", Some("supplement/12"));
        check(of_decisions, "Printed decisions", None);
        check("https://a/documents/s34/Pack.pdf", "Data pack", None);
    }

    #[test]
    fn a_late_dashboard_is_beside_nothing() {
        let check = |address: &str, title: &str, taken: &str, expected: usize| {
            let pack = Pack::at(&url(address), title, &Wanted::default()).expect("a pack");
            let taken = Attachment::at(&url("https://a/documents/s1/x.pdf"), taken, "").expect("a paper");
            assert_eq!(pack.beside(&Wanted::default(), 5, &[taken]), expected, "{title}");
        };
        check("https://a/documents/g12/x.pdf?T=10", "Agenda reports pack", "SEND dashboard", 5);
        check("https://a/documents/b12/x.pdf", "Supplement", "SEND dashboard", 5);
        check("https://a/documents/b12/x.pdf", "To follow: SEND dashboard", "Performance report", 0);
        check("https://a/documents/b12/x.pdf", "To follow: SEND dashboard", "SEND dashboard", 1);
    }
}
