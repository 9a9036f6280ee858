//! Every number that decides whether something looks wrong, with its reason. Where two kinds of slip need different
//! numbers they are two constants.

/// How far bases implied by figures of one row may lie apart before one is wrong, as a part of the others. Pupils and plans
/// grow a few percent between the columns of a paper; a slip in a printed share moves its base by more.
pub(super) const BASE_DRIFT: f64 = 0.05;
/// How far apart the other bases may lie for them to be one. More, and the base itself moves.
pub(super) const BASE_STEADY: f64 = 0.03;
/// A base further off than this is another base: a year's number that only begins to gather up, another cohort.
pub(super) const BASE_OTHER: f64 = 0.5;
/// How exactly another row must tell its base to bear out that of a column, as a part of it. A rough one fits everything.
pub(super) const BASE_SHARED: f64 = 0.1;
/// How many other figures of a row must agree on a base. One proves nothing, two that agree within rounding do.
pub(super) const BASE_WITNESSES: usize = 2;

/// How many columns must bear out a relation between rows (a sum, a growth, a share) before another is held against it.
/// One column can be chance where many rows are tried; two are not, for numbers of three digits or more.
pub(super) const RELATION_WITNESSES: usize = 2;
/// The largest share, in percent, of what was due or planned: a year's rent and some of the last year's is believable, two
/// years' is not.
pub(super) const MOST_OF_WHAT_WAS_DUE: f64 = 120.0;
/// In how many rows, and in most of them, a column must be odd to be a column of another unit.
pub(super) const ODD_COLUMN: usize = 3;
/// How many indicators may stand in a paper twice with other values. More, and rows of another kind, whose heading was not
/// seen, go by the same names.
pub(super) const MOST_REPEATS: usize = 2;
/// The smallest number that bears out a sum of rows not called a total: small numbers add up by chance.
pub(super) const TELLING_SUM: f64 = 100.0;
/// How many parts a total has at most. Longer lists hold rows of other things.
pub(super) const MOST_PARTS: usize = 12;
/// How many rows of one table are tried against each other. Larger tables would cost more than they tell.
pub(super) const MOST_ROWS: usize = 200;
/// How far a total may be from its parts where it may still be the same total, as a part of it. Further off the rows
/// are no parts of it.
pub(super) const SUM_NEAR: f64 = 0.5;

/// How many times its largest part a year must be to be their sum. A stock's year is about as large as each of its
/// quarters, and of parts that gather up the last is the year.
pub(super) const YEAR_OVER_PART: f64 = 1.5;

/// A green below its target by more than this part of the target is wrong whatever band the publisher allows itself:
/// bands of five and ten percent are usual, wider ones are not.
pub(super) const WIDEST_BAND: f64 = 0.10;
/// The part of a paper's colours that may contradict the targets before the paper evidently judges by something else.
pub(super) const MOST_CONTRADICTIONS: f64 = 1.0 / 3.0;
/// How many contradictions of one colour are a habit where they are more than that part of it. Fewer may be chance.
pub(super) const HABIT: usize = 3;

/// How many arrows a paper must have before what they compare can be told.
pub(super) const ARROW_WITNESSES: usize = 4;
/// The part of the arrows that must agree with the values for the rest to be wrong. Arrows drawn at random agree in one
/// of two.
pub(super) const ARROW_AGREEMENT: f64 = 0.75;
/// How many arrows of figures that are better when lower must follow the value for arrows to tell the change, and not how
/// good it is.
pub(super) const TELLING_ARROWS: usize = 2;
/// How many months may lie between a figure and the one that its arrow compares with. Snapshots stand a month or a quarter
/// apart, and a column may hold an older month's figure; half a year is another comparison.
pub(super) const MOST_MONTHS_APART: i32 = 3;
/// What a flat arrow may pass over, as a part of the value before. Publishers call changes of a few percent no change.
pub(super) const FLAT: f64 = 0.05;

/// How many times the areas beside it a share must be, or they it. Twice and three times are real differences between
/// councils; a slipped point makes ten, another base five and more.
pub(super) const UNLIKE: f64 = 5.0;
/// The smallest share, in percent, that is worth comparing: below, a case more or less is a factor of its own.
pub(super) const LEAST_SHARE: f64 = 1.0;
/// How alike those areas must be among themselves.
pub(super) const COMPARATORS_STEADY: f64 = 1.5;

/// How many other figures a series needs before one can stand out.
pub(super) const SERIES_WITNESSES: usize = 5;
/// How many median absolute deviations from the median are too many. Seasons reach four or five.
pub(super) const SERIES_DEVIATIONS: f64 = 12.0;
/// How far from the median that must be as well, as a part of it: a series that hardly moves has tiny deviations.
pub(super) const SERIES_APART: f64 = 0.4;
/// Counts below this jump by nature: three appeals after one is no slip.
pub(super) const SMALL_COUNT: f64 = 20.0;
