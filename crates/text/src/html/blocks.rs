//! A page to blocks in reading order: headings, paragraphs, items, footnotes, tables, cards.
//!
//! What belongs to the site, what is hidden and what is struck out yields nothing. A table that only lays out the page is
//! read cell by cell.

use boardlift_lexicon::wording;
use boardlift_lexicon::{body, council, fold};
use boardlift_model::{Block, Place, Text};

use super::cards::{self, Cards};
use super::page::Page;
use super::tree::Id;
use super::words::{self, Gathering};
use super::{furniture, key, table};
use crate::limits::Budget;
use crate::part::Part;
use crate::prose;

/// The blocks of a page.
pub(super) fn read(page: &Page<'_>, budget: &mut Budget) -> Part {
    let blocks = title(page).into_iter().collect();
    let part = Part { blocks, findings: Vec::new() };
    let mut flow = Flow { page, budget, part, open: Open::default(), ends: Vec::new(), has_table: false };
    let mut at = 0;
    while at < page.tree.len() {
        at = flow.step(at);
    }
    flow.flush();
    flow.part
}

/// The title of a page that has no heading of the first rank. Of a page that has one only the publisher's name, where one is
/// found: `Key indicators - Ourtown Council`.
fn title(page: &Page<'_>) -> Option<Block> {
    let tree = page.tree;
    let title =
        (0..tree.len()).find(|id| tree.name(*id) == "title" && tree.name(tree.node(*id).parent) == "head");
    let said = |id: Id| -> String { tree.within(id).filter_map(|id| tree.words(id)).collect() };
    let text = title.map(|id| fold::printed(&said(id))).unwrap_or_default();
    let place = |id: Id| Place::Line(tree.node(id).line);
    let Some(heading) = (0..tree.len()).find(|id| tree.name(*id) == "h1" && !page.is_left_out(*id)) else {
        let id = title.filter(|_| !text.is_empty())?;
        return Some(Block::Heading(Text { text, place: place(id) }));
    };
    let (id, text) = publisher(page, (title.unwrap_or(0), &text), heading)?;
    Some(Block::Paragraph(Text { text, place: place(id) }))
}

/// The publisher's name outside the text of a page that has a heading: in its title, in the name of its site, above its heading,
/// in the line that says who owns it.
fn publisher(page: &Page<'_>, (title, words): (Id, &str), heading: Id) -> Option<(Id, String)> {
    let tree = page.tree;
    let parts = words.replace(" - ", "|");
    let of_title = parts.split(['|', '–', '—', '»']).map(|part| (title, part.trim().to_owned()));
    let metas = (0..heading).filter(|id| tree.name(*id) == "meta");
    let sites = metas.filter(|id| tree.attribute(*id, "property") == Some("og:site_name"));
    let site = sites.filter_map(|id| Some((id, fold::printed(tree.attribute(id, "content")?))));
    let furniture = |range: std::ops::Range<Id>| {
        let seen = range.filter(|id| page.is_furniture(*id) && page.looks.is_seen(*id));
        seen.filter_map(|id| Some((id, fold::printed(tree.words(id)?))))
    };
    let owners = furniture(heading..tree.len());
    let owner = owners.filter_map(|(id, line)| Some((id, body::of_copyright(&line)?.to_owned())));
    let mut named = of_title.chain(site).chain(furniture(0..heading)).chain(owner);
    named.find(|(_, words)| council::is_whole_name(words) || body::is_whole_name(words))
}

/// The reading of a page, as far as it has come.
struct Flow<'p, 't, 'b> {
    page: &'p Page<'t>,
    budget: &'b mut Budget,
    part: Part,
    open: Open,
    /// Where the blocks end that are open, the innermost last.
    ends: Vec<Id>,
    has_table: bool,
}

/// A piece of words that goes on.
#[derive(Default)]
struct Open {
    words: Gathering,
    /// The node that its first words stand in.
    first: Option<Id>,
}

/// What a piece of words is, by the elements that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Item,
    /// It heads what follows if it looks like a title.
    Title,
    Words,
}

impl Flow<'_, '_, '_> {
    /// Reads a node, and gives the one to go on with.
    fn step(&mut self, id: Id) -> Id {
        while self.ends.last().is_some_and(|end| *end <= id) {
            self.ends.pop();
            self.flush();
        }
        let end = self.page.tree.node(id).end;
        // A cell that is a menu, in a table that lays out the page.
        let is_menu = self.page.tree.name(id) == "td" && self.page.is_only_links(id);
        if self.page.is_left_out(id) || is_menu {
            return end;
        }
        if let Some(found) = self.whole(id) {
            self.flush();
            let Whole { part, end } = found;
            self.has_table |= part.blocks.iter().any(|block| matches!(block, Block::Grid(_)));
            self.part.append(part);
            return end;
        }
        if self.page.tree.name(id) == "br" && !wording::breaks_off(self.open.words.seen().trim_end()) {
            let is_in_heading = self.open.first.is_some_and(|first| kind(self.page, first) == Kind::Heading);
            if !is_in_heading {
                self.flush();
            }
        }
        if self.page.look(id).is_block() && self.page.tree.name(id) != "br" {
            self.flush();
            self.ends.push(end);
        }
        let next = self.open.words.take(self.page, id);
        if self.open.first.is_none() && !self.open.words.is_blank() {
            self.open.first = Some(id);
        }
        next
    }

    /// What is read as a whole where it begins with this node.
    fn whole(&mut self, id: Id) -> Option<Whole> {
        let (page, end) = (self.page, self.page.tree.node(id).end);
        if page.tree.name(id) == "table" {
            return table::is_of_data(page, id).then(|| Whole { part: self.table(id), end });
        }
        if !page.look(id).is_block() {
            return None;
        }
        if let Some(cards) = cards::beginning_with(page, id) {
            return Some(self.cards(cards));
        }
        match key::of_element(page, id) {
            Some(entries) => Some(Whole { part: Part::block(Block::Key(entries)), end }),
            None => cards::terms(page, id).map(|cards| self.cards(cards)),
        }
    }

    fn cards(&mut self, Cards { grid, end }: Cards) -> Whole {
        let part = match self.budget.admit(grid.rows().len(), grid.width(), grid.place().cloned()) {
            Ok(()) => Part::block(Block::Grid(grid)),
            Err(finding) => Part::finding(finding),
        };
        Whole { part, end }
    }

    /// A table below its caption, and the tables in its cells below it.
    fn table(&mut self, id: Id) -> Part {
        let (page, tree) = (self.page, self.page.tree);
        let mut part = Part::default();
        for caption in page.elements(id).filter(|id| tree.name(*id) == "caption") {
            let text = words::of_element(page, caption).text;
            let text = Text { text, place: Place::Line(tree.node(caption).line) };
            part.blocks.extend((!text.text.is_empty()).then(|| prose::lone(text)));
        }
        match table::grid(page, id, self.budget) {
            Ok(grid) => part.blocks.extend(grid.map(Block::Grid)),
            Err(finding) => part.findings.push(finding),
        }
        let mut at = id + 1;
        while at < tree.node(id).end {
            let is_table = tree.name(at) == "table" && !page.is_left_out(at) && table::is_of_data(page, at);
            if is_table {
                part.append(self.table(at));
            }
            at = if is_table || page.is_left_out(at) { tree.node(at).end } else { at + 1 };
        }
        part
    }

    /// Ends the piece of words that is open.
    fn flush(&mut self) {
        let Open { words, first } = std::mem::take(&mut self.open);
        let Some(first) = first else { return };
        let words = words.words();
        if words.text.is_empty() {
            return;
        }
        let text = Text { text: words.text, place: Place::Line(line(self.page, first)) };
        self.part.blocks.push(match kind(self.page, first) {
            Kind::Heading => Block::Heading(text),
            Kind::Item => Block::ListItem(text),
            Kind::Title => prose::lone(text),
            Kind::Words if words.bold && prose::is_bold_heading(&text.text) => Block::Heading(text),
            Kind::Words => paragraph(text, self.has_table),
        });
    }
}

/// Something that is read as a whole.
struct Whole {
    part: Part,
    /// The node after it.
    end: Id,
}

/// A paragraph, an item whose bullet is printed, or a footnote where a table stands above that it may be a note on.
fn paragraph(text: Text, has_table: bool) -> Block {
    match wording::footnote(&text.text).filter(|_| has_table) {
        Some((mark, note)) => Block::Footnote {
            mark: mark.to_owned(),
            text: Text { text: note.to_owned(), place: text.place.clone() },
        },
        // Word writes its bullets out.
        None => match wording::list_item(&text.text) {
            Some(item) => Block::ListItem(Text { text: item.to_owned(), place: text.place.clone() }),
            None => Block::Paragraph(text),
        },
    }
}

/// What words are, by the innermost element that says it. A card may be an item of a list; its words are no point then.
fn kind(page: &Page<'_>, words: Id) -> Kind {
    let tree = page.tree;
    for id in tree.ancestors(words) {
        let is_level = || tree.attribute(id, "role") == Some("heading");
        match tree.name(id) {
            name if furniture::is_heading(name) || is_level() => return Kind::Heading,
            "caption" | "figcaption" | "summary" | "legend" => return Kind::Title,
            "li" | "dd" => {
                return if page.holds_heading(id) { Kind::Words } else { Kind::Item };
            }
            "td" | "th" | "body" => return Kind::Words,
            _ => {}
        }
    }
    Kind::Words
}

/// The line that the first of a node's words stands on.
fn line(page: &Page<'_>, id: Id) -> u32 {
    let words = page.tree.words(id).unwrap_or_default();
    let before = &words[..words.len() - words.trim_start().len()];
    let breaks = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX);
    page.tree.node(id).line.saturating_add(breaks)
}

#[cfg(test)]
mod tests {
    use crate::testing::page_text;

    fn check(page: &str, expected: &str) {
        assert_eq!(page_text(page), expected, "{page}");
    }

    #[test]
    fn words_stand_in_reading_order() {
        check(
            "<h1>Report</h1>\n<p>Words\nhere.\n<div>Loose <b>words</b><p>after\n</div>tail",
            "1: # Report\n2: Words here.\n4: Loose words\n4: after\n5: tail\n",
        );
        check("", "");
    }

    #[test]
    fn items_and_cards_in_lists() {
        check("<ul><li>one<li>two <p>more</ul>", "1: - one\n1: - two\n1: - more\n");
        check("<ul><li><h3>Plans</h3><p>94%</ul>", "1: # Plans\n1: 94%\n");
        check("<p class=MsoListParagraph>·<span>&nbsp; </span>Point</p>", "1: - Point\n");
    }

    #[test]
    fn bold_titles_and_summaries_head_what_follows() {
        check("<p><b>What went well</b></p>", "1: # What went well\n");
        check("<p><b>This is a sentence.</b></p>", "1: This is a sentence.\n");
        check(
            "<details><summary>About the data</summary>Words.</details>",
            "1: # About the data\n1: Words.\n",
        );
        check("<div role=heading>Plans</div>", "1: # Plans\n");
    }

    #[test]
    fn lines_part_unless_a_sentence_goes_on() {
        check("<p>Target: 95%<br>Actual: 94%", "1: Target: 95%\n1: Actual: 94%\n");
        check("<p>Children and<br>families", "1: Children and families\n");
        check("<h2>Plans<br>and visits</h2>", "1: # Plans and visits\n");
    }

    #[test]
    fn notes_stand_below_tables() {
        let table = "<table><tr><th>a<td>5*</table>";
        check(&format!("{table}<p>* Not audited"), "1: a! | 5*\n1: ^* Not audited\n");
        check(&format!("{table}<p><sup>1</sup> Late"), "1: a! | 5*\n1: ^¹ Late\n");
        check("<p><sup>1</sup> Late", "1: ¹ Late\n");
    }

    #[test]
    fn the_title_stands_in_for_a_heading() {
        check("<title>SEND report</title><p>Words", "1: # SEND report\n1: Words\n");
        check("<title>SEND report</title><h1>Report</h1>", "1: # Report\n");
        check(
            "<title>Report - Kent County Council</title><h1>Report</h1>",
            "1: Kent County Council\n1: # Report\n",
        );
        check(
            "<meta property='og:site_name' content='Kent County Council'><h1>Report</h1>",
            "1: Kent County Council\n1: # Report\n",
        );
        check(
            "<h1>Report</h1><p>Words</p><footer>© 2024 Kent County Council</footer>",
            "1: Kent County Council\n1: # Report\n1: Words\n",
        );
        check(
            "<title>Report | Humberside Police</title><h1>Report</h1>",
            "1: Humberside Police\n1: # Report\n",
        );
        check(
            "<title>Report</title><header><a href=/>Kent County Council</a> Search</header><h1>Report</h1>",
            "1: Kent County Council\n1: # Report\n",
        );
    }
}
