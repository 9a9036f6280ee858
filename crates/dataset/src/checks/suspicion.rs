//! What a finding says: which figures, where, what is wrong with them and whose fault that likely is.

use boardlift_model::{DocumentId, Flag, Observation};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

pub use boardlift_model::Place;

use super::papers::Paper;

/// What was looked at. The names are those of the output.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Check {
    /// A printed fraction and the percentage beside it.
    FractionMismatch,
    /// A number and the share in brackets beside it, against the base that the rest of the row has.
    BracketMismatch,
    /// A row of numbers and the row of their shares, against the base that most columns have.
    ShareAgainstCount,
    /// A printed total and its parts.
    TotalMismatch,
    /// Four quarters and their year.
    YearMismatch,
    /// A row called `X as % of Y`, against the rows of X and Y.
    ShareMismatch,
    /// A growth and the numbers that grew.
    GrowthMismatch,
    /// A share above one hundred percent.
    #[strum(serialize = "over_100_percent")]
    Over100Percent,
    /// A percent sign where the row has none, or none where it has them.
    UnitDiffersFromRow,
    /// Many times the rest of its row or series, or a small part of it.
    ImplausibleJump,
    /// Many times the areas that it stands beside, which agree among themselves.
    UnlikeComparators,
    /// A heading's period that does not follow from its neighbours'.
    PeriodOutOfSequence,
    /// A result for days after the meeting that it was written for.
    PeriodInFuture,
    /// A colour that the target does not bear out.
    RagAgainstTarget,
    /// A growth and the number that grew, judged differently.
    RagContradiction,
    /// A colour or an arrow where there is no figure.
    JudgedWithoutFigure,
    /// An arrow that the values do not bear out.
    ArrowMismatch,
    /// A wanted direction that is not the good one.
    WantedDirection,
    /// A milestone that does not lie between baseline and target.
    MilestoneOffCourse,
    /// A number that gathers up over the year, and falls.
    CumulativeFalls,
    /// A number of things below nought.
    NegativeCount,
    /// A number of things that is not whole.
    FractionalCount,
    /// A number that is not printed as one should be.
    MalformedNumber,
    /// A number of an indicator that stands at two.
    DuplicateRef,
    /// One indicator twice in a paper, with different values for the same days.
    TwoValues,
}

/// Whose slip it likely is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// The paper says so.
    Publisher,
    /// The paper may well be right, and Boardlift or a conversion before it wrong.
    Reading,
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// What was looked at.
    pub check: Check,
    /// Whose slip it likely is.
    pub cause: Cause,
    /// Why it is likely theirs.
    pub reason: &'static str,
    /// What was expected and what was found, with the numbers.
    pub message: String,
    /// The figures concerned, the one that looks wrong first.
    pub observation_ids: Vec<String>,
    /// The document of the first figure.
    pub document_id: DocumentId,
    /// Its file's name.
    pub file_name: String,
    /// Its publisher's name.
    pub authority: Option<String>,
    /// Where the first figure stands.
    pub place: Place,
    /// The table, row and column of the first figure, from 1.
    pub position: (u32, u32, u32),
    /// The number of its indicator.
    pub reference: Option<String>,
    /// The name of its indicator.
    pub indicator: String,
    /// The name of its sub-row.
    pub breakdown: Option<String>,
    /// Its column's heading.
    pub column_text: String,
    /// The figure as printed.
    pub value_text: String,
}

impl Suspicion {
    /// A finding about `figure`, which the figures of `others` speak against or share.
    pub(super) fn of(
        check: Check,
        paper: &Paper<'_>,
        figure: &Observation,
        others: &[&Observation],
        message: String,
    ) -> Self {
        let (cause, reason) = likelier(figure, others);
        let printed = &figure.figure;
        let ids = std::iter::once(figure).chain(others.iter().copied());
        Suspicion {
            check,
            cause,
            reason,
            message,
            observation_ids: ids.map(|observation| observation.id.clone()).collect(),
            document_id: figure.document_id.clone(),
            file_name: paper.document.source.file_name.clone(),
            authority: figure.authority.as_ref().map(|authority| authority.name.clone()),
            place: printed.place.clone(),
            position: (printed.table, printed.row, printed.column),
            reference: printed.reference.clone(),
            indicator: printed.indicator.clone(),
            breakdown: printed.breakdown.clone(),
            column_text: printed.column_text.clone(),
            value_text: printed.value_text.clone(),
        }
    }

    /// The same finding, for which the reading is likelier to blame.
    pub(super) fn of_the_reading(self, reason: &'static str) -> Self {
        Suspicion { cause: Cause::Reading, reason, ..self }
    }
}

/// Figures that are no certain reading of the paper are the first to doubt.
fn likelier(figure: &Observation, others: &[&Observation]) -> (Cause, &'static str) {
    let has = |flag: Flag| {
        figure.figure.flags.contains(&flag) || others.iter().any(|other| other.figure.flags.contains(&flag))
    };
    if has(Flag::Salvaged) {
        (Cause::Reading, "a figure concerned was rebuilt from damaged text")
    } else if has(Flag::Ocr) {
        (Cause::Reading, "a figure concerned was read from a picture")
    } else if has(Flag::RoleInferred) {
        (Cause::Reading, "what a column concerned holds is not said by its heading")
    } else {
        (Cause::Publisher, "the figures were read without doubt")
    }
}
