//! On what ground each field of a figure was read: what it takes to say in words why it was read so.
//!
//! A ground says where the words stood, never what they are: those of the figure itself it has already, and words that
//! stood elsewhere are [`Quote`]s, kept once a document. So a figure's grounds cost no allocation, and nobody pays for
//! explanations that nobody asks for. The sentences are made of them in `layouts`.
//!
//! A new way of finding a field is a new variant here, set where the field is set. The default of each ground is what
//! goes without saying: the heading of the column says it, or nothing does.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Printed words that stand elsewhere in the document than in the figure's own cell or heading. The default is no words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote(u32);

/// The words that the grounds of one document's figures quote, each kept once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotes {
    words: Vec<Arc<str>>,
    known: BTreeMap<Arc<str>, Quote>,
}

impl Default for Quotes {
    fn default() -> Self {
        let none: Arc<str> = Arc::from("");
        Quotes { words: vec![Arc::clone(&none)], known: BTreeMap::from([(none, Quote::default())]) }
    }
}

impl Quotes {
    /// Keeps these words, once.
    pub fn keep(&mut self, words: &str) -> Quote {
        if let Some(quote) = self.known.get(words) {
            return *quote;
        }
        // No document has so many words; beyond them a quote is left empty.
        let Ok(number) = u32::try_from(self.words.len()) else { return Quote::default() };
        let (words, quote) = (Arc::<str>::from(words), Quote(number));
        self.words.push(Arc::clone(&words));
        self.known.insert(words, quote);
        quote
    }

    /// The words of a quote of this document.
    pub fn words(&self, quote: Quote) -> &str {
        let at = usize::try_from(quote.0).unwrap_or(usize::MAX);
        self.words.get(at).map_or("", |words| words)
    }
}

/// What says what a column holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The words of its heading.
    #[default]
    Heading,
    /// The layout's spec.
    Layout,
    /// What stands in it.
    Contents,
    /// Where it stands among the other columns, with what stands in it.
    Position,
    /// The columns beside it, which are headed in a way that says it.
    Neighbours,
    /// The words right over the table.
    Caption,
}

/// What is printed over what the reading takes for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headed {
    /// These words over a column; it may be none.
    Column(Quote),
    /// These words at the side of a row, in a table that lies on its side.
    Row(Quote),
    /// Nothing: it is the row of headings of a table that lies on its side.
    Across,
    /// Nothing: it is a part of a card, a block of lines or a list, and which part its words and its place say.
    Shape,
}

impl Default for Headed {
    fn default() -> Self {
        Headed::Column(Quote::default())
    }
}

/// A column of the row that a field was read from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnGround {
    /// What is printed over it.
    pub heading: Headed,
    /// What says that it holds the field.
    pub role: Reason,
}

/// A cell of the figure's row in another column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCell {
    /// The column.
    pub column: ColumnGround,
    /// What the cell prints.
    pub words: Quote,
}

/// A cell that says something of a figure in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// In another column of the row.
    Column(RowCell, Belongs),
    /// Right below, in a row that is called so and prints this.
    RowBelow {
        /// What the row is called.
        label: Quote,
        /// What the cell prints.
        words: Quote,
    },
}

/// Why a judgement, an arrow or a note of the row belongs to this figure and to no other of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Belongs {
    /// It is the row's newest actual.
    Newest,
    /// Their column names the same days.
    SameDays,
    /// Their column has the words of its heading.
    SameWords,
    /// Their column is one of several and stands next on its right.
    NextOnTheRight,
}

/// Where the indicator's number stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefGround {
    /// In a column of the row.
    Column(ColumnGround),
    /// In one cell with the name, as in all rows of the table.
    WithName,
}

impl Default for RefGround {
    fn default() -> Self {
        RefGround::Column(ColumnGround::default())
    }
}

/// Where the words of the section stood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SectionGround {
    /// Nowhere.
    #[default]
    Unsaid,
    /// In the heading over the table.
    OverTable,
    /// In the heading over an earlier table, which this one continues.
    OverEarlierTable,
    /// In a line over the heading of these columns, inside the table.
    TitleLine,
    /// In a row of the table that heads those below it.
    GroupRow,
    /// In a column at the side of the rows.
    SideLabel,
}

/// What says the kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KindGround {
    /// The column.
    #[default]
    Column,
    /// These words in the row.
    Row(Quote),
}

/// What says whom the figure describes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AreaGround {
    /// Nothing says otherwise than that it is the publisher.
    #[default]
    Unsaid,
    /// The words of the column's heading.
    Heading,
    /// The column's heading is a name that the document's own words have too.
    PrintedName,
    /// The column's heading is the only name of a body beside the comparators.
    OnlyName,
    /// These words in the row.
    Row(Quote),
}

/// Where the words of the period stood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PeriodWords {
    /// Nowhere.
    #[default]
    Unsaid,
    /// In the figure's own cell.
    Cell,
    /// In the column's heading.
    Heading,
    /// In the headings of all columns that the cell is merged over.
    HeadingsTogether,
    /// Over the table or in the document: the heading names no days, or names them by the paper's own period.
    Document,
    /// In the document, as the layout says of the heading.
    Layout,
    /// In a row over the figure's, or beside the name of its own.
    Row,
}

/// Where the year of the period stood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum YearGround {
    /// With the words of the period.
    #[default]
    Printed,
    /// In the heading of the target.
    Target(Quote),
    /// In the heading of the baseline, a 31 March, after which the year begins.
    Baseline(Quote),
    /// In another heading of the table.
    OtherHeading(Quote),
    /// In the lines over the tables.
    Document,
    /// In the name of the sheet or of the file.
    Name,
    /// In the layout's spec, which knows the edition.
    Layout,
    /// In a row over the figure's, or beside the name of its own.
    Row,
    /// Somewhere in the table or over it.
    Table,
    /// In the heading of an earlier month that this one follows on from.
    MonthBefore(Quote),
}

/// Where the period was read from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PeriodGround {
    /// Its words.
    pub words: PeriodWords,
    /// Its year.
    pub year: YearGround,
    /// Whether a bare pair of years was taken for an academic year because schools report so.
    pub of_school: bool,
}

/// What says the basis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BasisGround {
    /// Nothing.
    #[default]
    Unsaid,
    /// The figure's own cell.
    Cell,
    /// The column's heading.
    Heading,
    /// A column of the row for it.
    Row(RowCell),
    /// The words of the indicator.
    Name,
}

/// What says the unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnitGround {
    /// Nothing.
    #[default]
    Unsaid,
    /// The figure's own cell.
    Cell,
    /// The column's heading.
    Heading,
    /// A column of the row for it.
    Row(RowCell),
    /// The words of the indicator.
    Name,
    /// The shares in brackets beside the figures of the row, which are counts therefore.
    SharesBeside,
    /// All other figures of the row that print one.
    OthersOfRow,
}

/// How the figure was had from its cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ValueGround {
    /// As printed.
    #[default]
    Printed,
    /// From the number that the file keeps behind its print.
    Stored,
}

/// What says that a colour judges, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourGround {
    /// The document's key.
    Key,
    /// Traffic lights: the colours of figures mean two judgements at least, and no key says otherwise.
    Lights,
    /// Its column, which is one of judgements.
    Column,
}

/// What says the judgement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RagGround {
    /// Nothing.
    #[default]
    Unsaid,
    /// A letter, word or sign in the figure's own cell.
    Cell,
    /// A colour in the figure's own cell.
    CellColour(ColourGround),
    /// The words of a cell for judgements.
    Said(Speaker),
    /// The words of a cell for judgements, which the document's key sets beside a colour.
    Explained(Speaker),
    /// A colour in a cell for judgements.
    Coloured(Speaker, ColourGround),
    /// The colour of an arrow, which the document's key explains.
    Arrow,
}

/// What says where the figure moves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DirectionGround {
    /// Nothing.
    #[default]
    Unsaid,
    /// The figure's own cell.
    Cell,
    /// A cell for arrows, or one for judgements.
    Said(Speaker),
}

/// Where the fraction was printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FractionGround {
    /// In the figure's own cell.
    #[default]
    Cell,
    /// In the row's comment.
    Note(Speaker),
}

/// What says what the publisher wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WishGround {
    /// A column of the row for it.
    Row(RowCell),
    /// The layout's spec.
    Layout,
}

impl Default for WishGround {
    fn default() -> Self {
        WishGround::Row(RowCell::default())
    }
}

/// Where the comment stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteGround {
    /// In a column of the row.
    Column(ColumnGround),
    /// In a row below the indicator's, which is called so.
    RowBelow(Quote),
    /// In a line of its own below the indicator's row.
    OwnRow,
}

impl Default for NoteGround {
    fn default() -> Self {
        NoteGround::Column(ColumnGround::default())
    }
}

/// On what ground each field of one figure was read. Of a field that the figure doesn't have its ground says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Grounds {
    /// The section.
    pub section: SectionGround,
    /// The indicator's number.
    pub reference: RefGround,
    /// The indicator's name.
    pub indicator: ColumnGround,
    /// The sub-row's name.
    pub breakdown: ColumnGround,
    /// Why its own column holds figures.
    pub column: ColumnGround,
    /// The kind.
    pub kind: KindGround,
    /// The area.
    pub area: AreaGround,
    /// The period.
    pub period: PeriodGround,
    /// The basis.
    pub basis: BasisGround,
    /// The value.
    pub value: ValueGround,
    /// The unit.
    pub unit: UnitGround,
    /// The fraction.
    pub fraction: FractionGround,
    /// The judgement.
    pub rag: RagGround,
    /// The arrow.
    pub direction: DirectionGround,
    /// What the publisher wants.
    pub desired_direction: WishGround,
    /// The comment.
    pub note: NoteGround,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_once() {
        let mut quotes = Quotes::default();
        let (rag, unit, again) = (quotes.keep("RAG"), quotes.keep("Unit"), quotes.keep("RAG"));
        assert_eq!((rag == again, rag == unit), (true, false));
        assert_eq!((quotes.words(rag), quotes.words(unit)), ("RAG", "Unit"));
        assert_eq!((quotes.keep(""), quotes.words(Quote::default())), (Quote::default(), ""));
    }

    #[test]
    fn grounds_stay_small_beside_their_figure() {
        let (grounds, figure) = (size_of::<Grounds>(), size_of::<crate::Figure>());
        assert!(3 * grounds <= figure, "{grounds} of {figure} bytes");
    }
}
