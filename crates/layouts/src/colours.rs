//! Judgements that are printed as colours: a cell's fill, a pill behind its words, a circle beside its figure.
//!
//! Under a heading such as `RAG` or `Status` a colour is a judgement. In a cell of figures it is one only on evidence: a
//! key says so, or the figures of one table stand on colours of their own (see `paint`) that mean two judgements at
//! least. One colour alone may be somebody's highlighter; more shades than any scheme has steps are a colour scale, which
//! ranks and does not judge. What was judged so in one table is judged so in all tables of the document that use the very
//! colour.
//!
//! The ink of figures is no judgement: accounts print in red what is below nought. Neither is the colour of an arrow that
//! shows where a figure moves, unless a key explains it and the document judges in no other way.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::hue::{self, Hue};
use boardlift_lexicon::{judgement, missing};
use boardlift_model::grounds::ColourGround;
use boardlift_model::{Cell, Document, Mark, Rag, RagColour, RagSource, Rgb, Shape};

use crate::columns::{Column, Use};
use crate::legend::{Explained, Legend, usual};
use crate::paint::{OwnFill, Shade, Tints, shade};

/// No scheme in use has more steps: red, red-amber, amber, amber-green, green and finished. Each step has one shade.
const MOST_SHADES: usize = 6;

/// What the colours of a document say.
#[derive(Debug, Default)]
pub(crate) struct Colours {
    legend: Legend,
    /// The colours that judge figures, by the evidence of the tables.
    palette: BTreeSet<Shade>,
    /// The families that stand in columns of judgements.
    in_status: BTreeSet<Hue>,
    /// The families that figures are judged by.
    on_figures: BTreeSet<Hue>,
    /// Whether some table has a column of judgements, or figures on or beside colours of their own.
    judges_without_arrows: bool,
}

/// A judgement that a colour prints, and what says that it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    /// The judgement.
    pub(crate) rag: Rag,
    /// What says so.
    pub(crate) ground: ColourGround,
}

/// What a colour stands for, and what says so.
type Meaning = (RagColour, ColourGround);

/// Rows with what is known of their colours.
#[derive(Clone, Copy)]
pub(crate) struct Painted<'a> {
    /// The rows, merged cells spread.
    pub(crate) rows: &'a [Vec<Cell>],
    /// The columns.
    pub(crate) columns: &'a [Column],
    /// The colours of columns and headings.
    pub(crate) tints: &'a Tints,
}

impl Colours {
    /// Gathers what the document's keys and tables of indicators say.
    pub(crate) fn of<'a>(document: &Document, tables: impl Iterator<Item = Painted<'a>>) -> Self {
        let mut colours = Colours { legend: Legend::of(&document.blocks), ..Colours::default() };
        for table in tables {
            colours.learn(table);
        }
        colours
    }

    fn learn(&mut self, table: Painted<'_>) {
        let mut shades: BTreeMap<Shade, Hue> = BTreeMap::new();
        for row in table.rows {
            let own_fills = table.tints.own_fills(row, table.columns);
            for ((cell, column), own) in row.iter().zip(table.columns).zip(own_fills) {
                let marks = signs(cell).map(|mark| mark.colour);
                if is_status(column) {
                    let seen = own.map(|own| own.colour).into_iter().chain(marks);
                    self.in_status.extend(seen.filter_map(hue::of));
                } else if column.is_own_actual() && !cell.is_blank() {
                    let own = own.filter(|own| !own.may_be_columns).map(|own| own.colour);
                    let seen = own.into_iter().chain(marks);
                    shades.extend(seen.filter_map(|colour| Some((shade(colour), hue::of(colour)?))));
                }
            }
        }
        self.judges_without_arrows |= !shades.is_empty() || table.columns.iter().any(is_status);
        let lights: BTreeSet<RagColour> =
            shades.values().filter_map(|hue| usual(*hue)).filter(|light| *light != RagColour::Blue).collect();
        if lights.len() >= 2 && shades.len() <= MOST_SHADES {
            self.palette.extend(shades.keys());
            self.on_figures.extend(shades.values());
        }
    }

    /// The judgement that words of status print by the document's own key.
    pub(crate) fn of_words(&self, words: &str) -> Option<Rag> {
        let colour = self.legend.colour_of_words(words)?;
        Some(Rag { colour, source: RagSource::Word })
    }

    /// The judgement that colours in a cell of figures print.
    pub(crate) fn of_figure(&self, cell: &Cell, own: Option<OwnFill>) -> Option<Judged> {
        let sign = single(signs(cell).map(|mark| sign(*mark, |colour| self.on_figure(colour))));
        sign.or_else(|| {
            let own = own?;
            let judged =
                if own.may_be_columns { self.explained(own.colour) } else { self.on_figure(own.colour) };
            judged.map(of_fill)
        })
    }

    /// The judgement that colours in a column of judgements print. A cell whose words say that there is none (`N/A`), or
    /// that name two, has none whatever it stands on.
    pub(crate) fn of_status(&self, cell: &Cell, own: Option<OwnFill>) -> Option<Judged> {
        let denies = !cell.is_blank() && missing::status(&cell.text).is_some();
        if denies || judgement::names_a_colour(&cell.text) {
            return None;
        }
        let marks = cell.marks.iter().map(|mark| sign(*mark, |colour| self.in_status(colour)));
        let fill = |colour: Rgb| self.in_status(colour).map(of_fill);
        single(marks).or_else(|| fill(own?.colour)).or_else(|| fill(cell.ink.filter(|_| !cell.is_blank())?))
    }

    /// The judgement that the colour of an arrow prints, where a key explains it and nothing else in the document
    /// can be what the key explains.
    pub(crate) fn of_arrow(&self, cell: &Cell) -> Option<Rag> {
        if self.judges_without_arrows {
            return None;
        }
        let arrows = cell.marks.iter().filter(|mark| matches!(mark.shape, Shape::Arrow(_)));
        single(arrows.map(|mark| sign(*mark, |colour| self.explained(colour)))).map(|judged| judged.rag)
    }

    fn explained(&self, colour: Rgb) -> Option<Meaning> {
        match self.legend.explain(colour, hue::of(colour)?) {
            Explained::Judges(judgement) => Some((judgement, ColourGround::Key)),
            Explained::No | Explained::Unsaid => None,
        }
    }

    fn on_figure(&self, colour: Rgb) -> Option<Meaning> {
        let hue = hue::of(colour)?;
        match self.legend.explain(colour, hue) {
            Explained::Judges(judgement) => Some((judgement, ColourGround::Key)),
            Explained::No => None,
            // Blue beside figures is most councils' brand, whatever stands beside it.
            Explained::Unsaid => Some(hue)
                .filter(|hue| *hue != Hue::Blue && self.palette.contains(&shade(colour)))
                .and_then(|hue| unambiguous(hue, &self.on_figures))
                .map(|judgement| (judgement, ColourGround::Lights)),
        }
    }

    fn in_status(&self, colour: Rgb) -> Option<Meaning> {
        let hue = hue::of(colour)?;
        let is_of_lights = self.in_status.iter().any(|hue| !matches!(hue, Hue::Blue | Hue::Purple));
        match self.legend.explain(colour, hue) {
            Explained::Judges(judgement) => Some((judgement, ColourGround::Key)),
            Explained::No => None,
            Explained::Unsaid => Some(hue)
                .filter(|hue| *hue != Hue::Blue || is_of_lights)
                .and_then(|hue| unambiguous(hue, &self.in_status))
                .map(|judgement| (judgement, ColourGround::Column)),
        }
    }
}

/// What a family usually stands for; nothing for yellow where amber stands beside it: it is then a step of its own, and
/// only a key could say which.
fn unambiguous(hue: Hue, beside: &BTreeSet<Hue>) -> Option<RagColour> {
    usual(hue).filter(|_| hue != Hue::Yellow || !beside.contains(&Hue::Amber))
}

/// Whether the column is headed as one of judgements.
fn is_status(column: &Column) -> bool {
    column.used == Use::Role(Role::Rag)
}

/// The coloured shapes in a cell that point nowhere.
fn signs(cell: &Cell) -> impl Iterator<Item = &Mark> {
    cell.marks.iter().filter(|mark| !matches!(mark.shape, Shape::Arrow(_)))
}

/// A coloured shape behind words is a fill like any other; one beside them is a sign.
fn sign(mark: Mark, judge: impl Fn(Rgb) -> Option<Meaning>) -> Option<Judged> {
    let source = match mark.shape {
        Shape::Rectangle | Shape::Pill => RagSource::Fill,
        Shape::Ellipse | Shape::Arrow(_) | Shape::Other => RagSource::Symbol,
    };
    judge(mark.colour).map(|(colour, ground)| Judged { rag: Rag { colour, source }, ground })
}

fn of_fill((colour, ground): Meaning) -> Judged {
    Judged { rag: Rag { colour, source: RagSource::Fill }, ground }
}

/// The judgement that all signs agree upon.
fn single(mut judgements: impl Iterator<Item = Option<Judged>>) -> Option<Judged> {
    let first = judgements.next()??;
    judgements.all(|other| other.is_some_and(|other| other.rag.colour == first.rag.colour)).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The judgements of the figures, in reading order, each with how it was printed; figures without one are left out.
    fn check(lines: &str, expected: &[&str]) {
        let reading = general(lines);
        let judged = reading.figures.iter().filter_map(|figure| {
            let rag = figure.rag?;
            Some(format!("{} {} {}", figure.value_text, rag.colour, rag.source))
        });
        assert_eq!(judged.collect::<Vec<_>>(), expected, "{lines}");
    }

    #[test]
    fn a_status_column_judges_by_its_fill() {
        check(
            "Indicator | May 22 | RAG
             Plans | 5 | {fill:#C6EFCE}
             Visits | 6 | On schedule {fill:amber}
             Audits | 7 | {fill:grey}
             Checks | 8 | N/A {fill:red}
             Tests | 9 | Amber/Red {fill:red}",
            &["5 green fill", "6 amber fill"],
        );
    }

    #[test]
    fn a_letter_or_word_wins_over_its_fill() {
        check(
            "Indicator | May 22 | RAG
             Plans | 5 | G {fill:green}
             Visits | 6 | Red {fill:red}
             Audits | 7 | {fill:amber}",
            &["5 green letter", "6 red word", "7 amber fill"],
        );
    }

    #[test]
    fn colours_that_letters_contradict_stand_for_no_letter() {
        let lines = "Indicator | May 22 | RAG
             Plans | 5 | R {fill:green}
             Visits | 6 | {fill:green}";
        check(lines, &["5 red letter"]);
        assert!(general(lines).findings.iter().any(|finding| finding.message.starts_with("`R`")));
    }

    #[test]
    fn a_tinted_column_of_letters_judges_by_letters_alone() {
        check(
            "Indicator | May 22 | RAG
             Plans | 5 | G {fill:#C6E0B4}
             Visits | 6 | G {fill:#C6E0B4}
             Audits | 7 | {fill:#C6E0B4}",
            &["5 green letter", "6 green letter"],
        );
    }

    #[test]
    fn pills_circles_and_inks_under_a_status() {
        check(
            "Indicator | May 22 | Status
             Plans | 5 | Good {mark:pill-green}
             Visits | 6 | ● {mark:circle-red}
             Audits | 7 | Behind {ink:#C00000}
             Checks | 8 | ▲ {mark:up-green}
             Tests | 9 | {mark:circle-red mark:circle-green}",
            &["5 green fill", "6 red symbol", "7 red fill", "8 green symbol"],
        );
    }

    #[test]
    fn blue_is_a_judgement_only_beside_lights() {
        check("Indicator | May 22 | RAG\nPlans | 5 | {fill:blue}\nVisits | 6 | {fill:blue}", &[]);
        check(
            "Indicator | May 22 | RAG\nPlans | 5 | {fill:blue}\nVisits | 6 | {fill:green}",
            &["5 blue fill", "6 green fill"],
        );
    }

    #[test]
    fn fills_of_figures_judge_where_they_vary() {
        check(
            "Indicator | May 22 | Jun 22 | Target
             Plans | 5 {fill:red} | 6 {fill:green} | 7
             Visits | 5 {fill:yellow} | 7 | 9
             Audits | 5 | 8 {fill:#92D050} | 9",
            &["5 red fill", "6 green fill", "5 amber fill", "8 green fill"],
        );
        check("Indicator | May 22 | Jun 22\nPlans | 5 {fill:yellow} | 6\nVisits | 7 | 8", &[]);
        check("Indicator | May 22 | Jun 22\nPlans | 5 {fill:red} | 6\nVisits | 7 | 8 {fill:blue}", &[]);
    }

    #[test]
    fn a_fill_of_one_table_may_have_its_proof_in_another() {
        let table = "Indicator | May 22\nPlans | 5 {fill:red}\nVisits | 6 {fill:green}";
        let one = |fill: &str| format!("Indicator | May 22\nAudits | 7 {{fill:{fill}}}\nChecks | 8");
        check(&format!("{table}\n\n{}", one("green")), &["5 red fill", "6 green fill", "7 green fill"]);
        check(&format!("{table}\n\n{}", one("yellow")), &["5 red fill", "6 green fill"]);
    }

    #[test]
    fn colours_of_rows_columns_and_headings_judge_nothing() {
        check(
            "Indicator | May 22 | Target
             Plans {fill:#C6EFCE} | 5 {fill:#C6EFCE} | 6 {fill:#C6EFCE}
             Visits {fill:#FFC7CE} | 7 {fill:#FFC7CE} | 8 {fill:#FFC7CE}",
            &[],
        );
        check(
            "Indicator | May 22 | Jun 22
             Plans | 5 {fill:#FFEB9C} | 6 {fill:#C6EFCE}
             Visits | 7 {fill:#FFEB9C} | 8 {fill:#C6EFCE}
             Audits | 9 {fill:#FFEB9C} | 9 {fill:#C6EFCE}",
            &[],
        );
        check(
            "Indicator | May 22 {fill:green} | Jun 22
             Plans | 5 {fill:green} | 6
             Visits | 7 | 8 {fill:red}
             Audits | 9 {fill:amber} | 9",
            &["8 red fill", "9 amber fill"],
        );
        check(
            "Indicator | Q1 22/23 | Q2 22/23\nPlans | 5 {fill:red} | {fill:red}\nVisits | 6 {fill:green} | 7",
            &[],
        );
    }

    #[test]
    fn comparators_and_targets_are_not_judged() {
        check(
            "Indicator | May 22 | England | Target
             Plans | 5 {fill:red} | 6 {fill:green} | 7 {fill:amber}
             Visits | 7 {fill:green} | 6 | 9",
            &["5 red fill", "7 green fill"],
        );
    }

    #[test]
    fn a_scale_of_many_shades_ranks() {
        check(
            "Indicator | May 22 | Jun 22 | Jul 22 | Aug 22
             Plans | 1 {fill:#F8696B} | 2 {fill:#FA9473} | 3 {fill:#FCBF7B} | 4 {fill:#FFEB84}
             Visits | 4 {fill:#E0E383} | 5 {fill:#B1D580} | 6 {fill:#83C87D} | 7 {fill:#63BE7B}",
            &[],
        );
    }

    #[test]
    fn a_key_says_what_colours_mean() {
        let table =
            "\n\nIndicator | May 22 | Jun 22\nPlans | 5 {fill:yellow} | 6\nVisits | 7 | 8 {fill:purple}";
        check(&format!("%yellow Below target\n%purple Completed{table}"), &["5 amber fill", "8 blue fill"]);
        check(&format!("%yellow Data not available\n%green On target{table}"), &[]);
        check(&format!("- Amber: below target\n- Green: on target{table}"), &["5 amber fill"]);
    }

    #[test]
    fn yellow_beside_amber_is_a_step_of_its_own() {
        check(
            "Indicator | May 22 | RAG
             Plans | 5 | {fill:yellow}
             Visits | 6 | {fill:amber}
             Audits | 7 | {fill:green}",
            &["6 amber fill", "7 green fill"],
        );
    }

    #[test]
    fn circles_and_pills_with_figures() {
        check(
            "Indicator | May 22 | Jun 22
             Plans | 5 ● {mark:circle-red} | 6 {mark:pill-green}
             Visits | ● 7 {mark:circle-green} | 8 {ink:red}",
            &["5 ● red symbol", "6 green fill", "● 7 green symbol"],
        );
    }

    #[test]
    fn coloured_arrows_judge_only_by_a_key() {
        let table =
            "Indicator | May 22 | Trend\nPlans | 5 | ▲ {mark:up-green}\nVisits | 6 ▼ {mark:down-red} |";
        check(table, &[]);
        let key = "%green On target\n%red Below target";
        check(&format!("{key}\n\n{table}"), &["5 green symbol", "6 ▼ red symbol"]);
        check(&format!("{key}\n\n{table}\nAudits | 7 {{fill:red}} | ▲ {{mark:up-green}}"), &["7 red fill"]);
    }

    #[test]
    fn an_arrow_beside_a_judgement_is_the_figures() {
        let reading = general("Indicator | May 22 | RAG\nPlans | 5 | G ▲");
        assert_eq!(
            reading.figures[0].direction.map(|direction| direction.to_string()).as_deref(),
            Some("up")
        );
    }
}
