//! The closed vocabularies of the output schema. Each value's name is its name in the schema.

use std::collections::BTreeSet;

use strum::{Display, EnumMessage, IntoStaticStr, VariantArray};

macro_rules! terms {
    ($($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumMessage, IntoStaticStr,
            VariantArray,
        )]
        #[strum(serialize_all = "snake_case")]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// The name that the schema gives it.
            pub fn as_str(self) -> &'static str {
                self.into()
            }

            /// What it means, in one sentence for people: the comment beside it here.
            pub fn meaning(self) -> &'static str {
                self.get_documentation().unwrap_or_default()
            }
        }
    )+};
}

terms! {
    /// What role a figure plays for its indicator.
    Kind {
        /// What happened: comparators and earlier years included.
        Actual,
        /// What is aimed at.
        Target,
        /// Where the plan started.
        Baseline,
        /// A step on the way to a target.
        Milestone,
    }

    /// What kind of body or place a figure describes.
    AreaType {
        /// A council.
        LocalAuthority,
        /// A region of England, London's inner and outer part included.
        Region,
        /// England.
        Country,
        /// The authority's statistical neighbours.
        StatisticalNeighbours,
        /// Anything else.
        Other,
    }

    /// What kind of stretch of days a period is.
    PeriodType {
        /// One day.
        Day,
        /// A calendar month.
        Month,
        /// A quarter of the financial year.
        Quarter,
        /// Half a school term.
        HalfTerm,
        /// A school term.
        Term,
        /// 1 April to 31 March.
        FinancialYear,
        /// 1 September to 31 August.
        AcademicYear,
        /// 1 January to 31 December.
        CalendarYear,
        /// Any other stretch.
        Range,
    }

    /// How a figure gathers up over its period.
    Basis {
        /// The single period alone.
        InPeriod,
        /// Since the start of the year.
        Cumulative,
        /// A moving window that ends with the period.
        Rolling,
        /// What the year is expected to end at.
        Forecast,
    }

    /// What a value cell holds.
    Status {
        /// A figure.
        Reported,
        /// Nothing.
        Blank,
        /// `N/A`.
        NotApplicable,
        /// Words for: the figure does not exist yet or was not received.
        NotAvailable,
        /// `TBC`.
        ToBeConfirmed,
        /// `New KPI`.
        NewIndicator,
        /// A reference to another indicator.
        SeeOther,
        /// Withheld to protect people.
        Suppressed,
        /// Any other words.
        Text,
    }

    /// What a figure counts in.
    Unit {
        /// Things or people.
        Count,
        /// Hundredths, as printed: `48%` is 48.
        Percent,
        /// Pounds sterling.
        Gbp,
        /// So many for each hundred, thousand or ten thousand.
        Rate,
        /// Points of a scale.
        Score,
        /// Days.
        Days,
        /// Weeks.
        Weeks,
        /// Months.
        Months,
        /// Years.
        Years,
        /// Full-time equivalent posts.
        Fte,
    }

    /// How a printed figure bounds the true one.
    Qualifier {
        /// Less than.
        Lt,
        /// More than.
        Gt,
        /// At most.
        Le,
        /// At least.
        Ge,
        /// About.
        Approx,
    }

    /// A publisher's judgement of a figure.
    RagColour {
        /// Off track.
        Red,
        /// Nearly on track.
        Amber,
        /// On track.
        Green,
        /// Finished or exceeded, where the publisher uses it.
        Blue,
    }

    /// How the judgement was printed.
    RagSource {
        /// A letter: `R`.
        Letter,
        /// A word: `Amber`.
        Word,
        /// The cell's colour.
        Fill,
        /// A sign: a circle, an emoji.
        Symbol,
    }

    /// Where a figure moves, or is wanted to move.
    Direction {
        /// Upward.
        Up,
        /// Downward.
        Down,
        /// Not at all.
        Same,
    }

    /// How a document came out.
    DocumentStatus {
        /// Read.
        Ok,
        /// Read, but something was left out.
        Partial,
        /// Not read.
        Failed,
        /// Read, but it holds no table of indicators.
        NoTables,
    }

    /// A fact about one row that its reader should know.
    Flag {
        /// Rebuilt from damaged text.
        Salvaged,
        /// The row's number stands at another row of the document too.
        DuplicateRef,
        /// A `%` where the rest of the row has none, or the reverse.
        UnitDiffersFromRow,
        /// The printed fraction and the printed percentage disagree by more than rounding.
        FractionMismatch,
        /// The heading's period does not follow from its neighbours'.
        PeriodOutOfSequence,
        /// Many times the other figures of its row, or a small part of them, which agree among themselves.
        ImplausibleJump,
        /// A share above one hundred percent.
        #[strum(serialize = "over_100_percent")]
        Over100Percent,
        /// Not printed as a number should be: `10%%`, `495/1 538`.
        MalformedNumber,
        /// The period is not printed but follows from the document.
        PeriodInferred,
        /// The authority is not printed but follows from the layout, or from whose site published the document.
        AuthorityInferred,
        /// What the column holds is not said by its heading but by what stands in it.
        RoleInferred,
        /// No layout was recognised; the general reading was used.
        UnknownLayout,
        /// The layout was recognised, but the document differs from what its spec expects.
        LayoutDrift,
        /// Read from a picture.
        Ocr,
    }
}

/// The flags of one row, in the schema's order.
pub type Flags = BTreeSet<Flag>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_schema() {
        assert_eq!(Flag::Over100Percent.as_str(), "over_100_percent");
        assert_eq!(Status::NotApplicable.as_str(), "not_applicable");
        assert_eq!(AreaType::StatisticalNeighbours.as_str(), "statistical_neighbours");
        assert_eq!(Unit::Gbp.as_str(), "gbp");
        assert_eq!(DocumentStatus::NoTables.as_str(), "no_tables");
    }

    #[test]
    fn flags_are_explained_to_people() {
        assert_eq!(Flag::Salvaged.meaning(), "Rebuilt from damaged text.");
        let sentence = |flag: &Flag| flag.meaning().ends_with('.') && !flag.meaning().contains('\n');
        assert!(Flag::VARIANTS.iter().all(sentence));
    }
}
