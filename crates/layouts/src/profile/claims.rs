//! Words that may name the authority that publishes a document.
//!
//! A body that is merely spoken of is none: a sentence makes no claim, and neither does a line below the first table unless
//! it is nothing but a council's name, as a page's foot is. Whose name the words are is for `reference` to say.

use std::borrow::Cow;

use boardlift_lexicon::{body, council, fold, period, wording};
use boardlift_model::{AuthorityClaim, Block, ClaimSource, Document, Text};

use super::{LONGEST_TITLE_LINE, reporting};
use crate::spec::Spec;

/// What parts a name from the rest of a line: `Ourtown Borough Council | Scorecard, quarter 3`.
const SEPARATORS: &[&str] = &["|", "•", "·", ":", ";", ",", "–", "—", " - ", " / "];

/// What stands before the name of the body that a paper is written for.
const ADDRESSES: &[&str] = &["Report to ", "Report for ", "Meeting of "];

/// All claims, the most trustworthy first. `tables` are the blocks of the tables of indicators.
pub(super) fn of(document: &Document, tables: &[usize], spec: Option<&Spec>) -> Vec<AuthorityClaim> {
    let claim = |text: &str, source: ClaimSource| AuthorityClaim { text: text.to_owned(), source };
    let last_table = tables.last().copied().unwrap_or(document.blocks.len());
    let mut claims: Vec<AuthorityClaim> =
        letterheads(document, tables).iter().map(|name| claim(name, ClaimSource::Letterhead)).collect();
    claims.extend(document.blocks.iter().take(last_table).filter_map(|block| match block {
        Block::Heading(text) => Some(claim(&text.text, ClaimSource::Heading)),
        Block::Paragraph(text) if is_title_line(text) => Some(claim(&text.text, ClaimSource::Paragraph)),
        _ => None,
    }));
    claims.push(claim(&document.source.file_name, ClaimSource::FileName));
    if let Some(authority) = spec.and_then(|spec| spec.document.authority.as_deref()) {
        claims.push(claim(authority, ClaimSource::Layout));
    }
    claims.sort_by_key(|claim| claim.source);
    claims
}

/// The lines, parts of lines and names of sheets that are nothing but a council's name; where there are none, those above
/// the first table that are another body's. A council's papers have sections about other bodies. Where no line is a name, the
/// title may begin with one, or the paper says at its start who speaks.
fn letterheads(document: &Document, tables: &[usize]) -> Vec<String> {
    let first_table = tables.first().copied().unwrap_or(document.blocks.len());
    let sheets = document.grids().filter_map(|grid| grid.place()?.sheet());
    let all = lines(&document.blocks).chain(sheets).flat_map(parts).map(body::without_capitals);
    let councils: Vec<String> =
        all.filter(|part| council::is_whole_name(part)).map(Cow::into_owned).collect();
    if !councils.is_empty() {
        return councils;
    }
    let front = &document.blocks[..first_table];
    let others = lines(front).flat_map(parts).map(body::without_capitals);
    let others: Vec<String> = others.filter(|part| body::is_whole_name(part)).map(Cow::into_owned).collect();
    if !others.is_empty() {
        return others;
    }
    titled(front).or_else(|| introduced(front)).or_else(|| filed(document, front)).into_iter().collect()
}

/// The name that the first heading begins with.
fn titled(front: &[Block]) -> Option<String> {
    let title = front.iter().find_map(reporting::heading)?;
    body::name_before_title(&body::without_capitals(title)).map(str::to_owned)
}

/// The body with which the first words of a paper begin that says `we`: `Brackwater Group looks after homes in the north.`
fn introduced(front: &[Block]) -> Option<String> {
    let first = front.iter().position(|block| matches!(block, Block::Paragraph(_)))?;
    let Block::Paragraph(Text { text, .. }) = &front[first] else { return None };
    let titles = front[..first].iter().filter_map(reporting::heading);
    let says_we = titles
        .chain([text.as_str()])
        .any(|words| fold::key(words).split(' ').any(|word| matches!(word, "we" | "our" | "us")));
    body::introduced(text).filter(|_| says_we).map(str::to_owned)
}

/// The line that has the form of a name and with which the file's name begins too: `Brackwater Group` in
/// `brackwater-annual-report.pdf`.
fn filed(document: &Document, front: &[Block]) -> Option<String> {
    let file = format!("{} ", fold::key(&period::words_of_file_name(&document.source.file_name)));
    let names_file = |name: &str| {
        let place = name.rsplit_once(' ').map_or(name, |(place, _)| place);
        file.starts_with(&format!("{} ", fold::key(place)))
    };
    let mut parts = lines(front).flat_map(parts).map(body::without_capitals);
    let found = parts.find(|part| body::may_be_whole_name(part) && names_file(part));
    found.map(Cow::into_owned)
}

/// Headings, the lines of title pages, and the sentences of other paragraphs: one that is nothing but a name says nothing of
/// its bearer. `Ourtown District Council. Scrutiny Committee, 20 June 2023.` So does a list that begins a paragraph.
fn lines(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().flat_map(|block| match block {
        Block::Heading(text) => vec![text.text.as_str()],
        Block::Paragraph(text) if is_title_line(text) => vec![text.text.as_str()],
        Block::Paragraph(text) => {
            let sentences = text.text.split(". ").enumerate();
            let named =
                sentences.filter(|(at, words)| is_name(words) || *at == 0 && is_list_from_name(words));
            named.map(|(_, words)| words).collect()
        }
        _ => Vec::new(),
    })
}

/// Whether words say nothing of the name that they begin with, but list what the paper is besides: `Ourtown Council, 15 January
/// 2024, Agenda item 8`. Of a clause, `Ourtown Council, which agreed`, some part goes on with a small letter.
fn is_list_from_name(words: &str) -> bool {
    let parts = parts(words);
    let begins = |part: &&str| part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    words.len() <= LONGEST_TITLE_LINE
        && parts.first().is_some_and(|name| is_name(name))
        && parts.iter().all(begins)
}

fn is_name(words: &str) -> bool {
    let words = body::without_capitals(words);
    council::is_whole_name(&words) || body::is_whole_name(&words)
}

/// A line and, where signs part it, its parts: `Bath, Ourtown and Theirtown Council` is one name. Whom a report is for is named
/// behind words that say so.
fn parts(line: &str) -> Vec<&str> {
    let line = ADDRESSES.iter().find_map(|address| line.strip_prefix(address)).unwrap_or(line);
    let line = line.strip_prefix("the ").unwrap_or(line);
    let line = line.strip_prefix("The ").filter(|name| body::is_whole_name(name)).unwrap_or(line);
    let line = body::of_copyright(line).unwrap_or(line);
    if is_name(line) {
        return vec![line];
    }
    if let Some(two) = two_names(line) {
        return two.to_vec();
    }
    let mut parts = vec![line];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.into_iter().map(str::trim).collect()
}

/// The names of two bodies that publish a paper together: `Ourtown Borough Council and Theirtown District Council`.
fn two_names(line: &str) -> Option<[&str; 2]> {
    let (one, other) = line.split_once(" and ").or_else(|| line.split_once(" & "))?;
    (is_name(one) && is_name(other)).then_some([one, other])
}

/// Whether a paragraph is a line of a title page, a page's head or foot, and no sentence.
fn is_title_line(text: &Text) -> bool {
    text.text.len() <= LONGEST_TITLE_LINE && !wording::is_sentence(&text.text)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{ClaimSource, Document};

    use crate::testing::document;

    /// The words that are nothing but a body's name.
    fn check(lines: &str, expected: &[&str]) {
        let document: Document = document(&format!("{lines}\n\nKPI | May 22\nPlans | 5"));
        let table = document.blocks.len() - 1;
        let claims = super::of(&document, &[table], None);
        let letterheads = claims.iter().filter(|claim| claim.source == ClaimSource::Letterhead);
        let found: Vec<&str> = letterheads.map(|claim| claim.text.as_str()).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn lines_and_parts_of_lines_that_are_a_name() {
        check("Ourtown Borough Council\n# Scorecard", &["Ourtown Borough Council"]);
        check("# Ourtown District Council: scorecard", &["Ourtown District Council"]);
        check("Ourtown City Council – Executive, 28 November 2023", &["Ourtown City Council"]);
        check(
            "# Bournemouth, Christchurch and Poole Council",
            &["Bournemouth, Christchurch and Poole Council"],
        );
        check("Humberside Police\n# Performance pack", &["Humberside Police"]);
        check(
            "Ourtown Borough Council and Theirtown District Council\n# Scorecard",
            &["Ourtown Borough Council", "Theirtown District Council"],
        );
        check(
            "Ourtown District Council. Overview and Scrutiny Committee, 20 June 2023.",
            &["Ourtown District Council"],
        );
        let long = "Figures are for April to December 2023; January to March will be reported to the meeting in May.";
        check(
            &format!("Humberside Fire Authority, 15 January 2024, Agenda item 8. {long}"),
            &["Humberside Fire Authority"],
        );
        check(&format!("Humberside Fire Authority, which meets in May, agreed it. {long}"), &[]);
    }

    #[test]
    fn whom_a_paper_is_for() {
        check(
            "Report to the Ourtown Combined Authority, 24 November 2023. Lead: A B.",
            &["Ourtown Combined Authority"],
        );
        check("Report to Ourtown District Council", &["Ourtown District Council"]);
        check(
            "Ourtown Council – Scrutiny Committee, 16 November 2023. Figures are for 2022/23.",
            &["Ourtown Council"],
        );
        check("Ourtown Council, which met us on 16 November 2023, agreed. We go on.", &[]);
        check("Costs fell. Ourtown Council – Scrutiny Committee, 16 November 2023.", &[]);
    }

    #[test]
    fn bodies_that_are_spoken_of_are_none() {
        check("The report of Ourtown Borough Council was noted.", &[]);
        check("Work with Ourtown Borough Council goes on", &[]);
        check("Ourtown Borough Council\n# Humberside Police", &["Ourtown Borough Council"]);
        check("- Ourtown Borough Council", &[]);
    }

    #[test]
    fn names_in_capitals_and_names_in_titles() {
        check("HUMBERSIDE POLICE AND CRIME PANEL\n# Performance", &["Humberside Police and Crime Panel"]);
        check("# OURTOWN DISTRICT COUNCIL\n# Performance", &["Ourtown District Council"]);
        check("# Humberside Police performance pack", &["Humberside Police"]);
        check("The Brackwater Academy Trust\n# Scorecard", &["Brackwater Academy Trust"]);
        check("# Scorecard\nCopyright Humberside Police 2024", &["Humberside Police"]);
        check("# Crime in Ourtown\n# Humberside Police performance", &[]);
    }

    #[test]
    fn bodies_that_say_we() {
        check("# How we performed\nBrackwater Group looks after homes. It grows.", &["Brackwater Group"]);
        check("# Leisure\nBrackwater Group runs the centres. It grows.", &[]);
        check("# How we performed\nCosts fell. Brackwater Group runs the centres.", &[]);
    }

    #[test]
    fn lines_that_the_files_name_begins_with() {
        // The file's name is `test.txt`.
        check("Test Homes\n# Scorecard", &["Test Homes"]);
        check("Brackwater Homes\n# Scorecard", &[]);
    }
}
