//! Things that several columns hold together, begun by whichever of their columns is put into a row first.
//!
//! What is begun here is no answer yet: a row has all parts of a [`Whole`](super::column::Whole) or none, so each of
//! these placeholders is overwritten.

use boardlift_model::{
    Authority, Date, Fraction, Period, PeriodType, Rag, RagColour, RagSource, StatedPeriod,
};

/// The authority, begun without a name.
pub(super) fn authority(authority: &mut Option<Authority>) -> &mut Authority {
    authority.get_or_insert_with(|| Authority { code: None, name: String::new() })
}

/// The stated period, begun without words on a day that no paper has.
pub(super) fn period(period: &mut Option<StatedPeriod>) -> &mut StatedPeriod {
    period.get_or_insert_with(|| StatedPeriod {
        text: String::new(),
        period: Period { kind: PeriodType::Day, start: Date::MIN, end: Date::MIN },
    })
}

/// The fraction, begun as nothing of nothing.
pub(super) fn fraction(fraction: &mut Option<Fraction>) -> &mut Fraction {
    fraction.get_or_insert(Fraction { numerator: 0.0, denominator: 0.0 })
}

/// The judgement, begun as any.
pub(super) fn rag(rag: &mut Option<Rag>) -> &mut Rag {
    rag.get_or_insert(Rag { colour: RagColour::Red, source: RagSource::Letter })
}
