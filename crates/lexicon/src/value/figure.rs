//! The figure of a value cell, and what its label and brackets add.

use boardlift_model::{Flag, Fraction, PeriodType, Rag, RagColour, RagSource, Status, Unit};

use super::ValueReading;
use super::pieces::{Piece, pieces, split_leading_marks};
use super::remark::{self, Remark};
use crate::number::{self, Amount, FoundFraction, Unreadable};
use crate::period::{FoundPeriod, Years};
use crate::{basis, judgement};

/// A label longer than this is a sentence.
const LONGEST_LABEL: usize = 60;

const BETTER: &str = "better than";

/// What parts a fraction from its percentage: `17/19 = 89.5%`.
const JOINTS: [char; 8] = [' ', '=', ',', ';', ':', '-', '–', '('];

/// Reads the words of a cell that holds a figure; nothing where they hold none, or more than one.
///
/// # Errors
///
/// The figure's digits make no certain number.
pub(super) fn read(words: &str, years: Years) -> Result<Option<ValueReading>, Unreadable> {
    let mut figure =
        Figure { years, reading: ValueReading::without_figure(Status::Reported), notes: Vec::new() };
    let (marks, words) = split_leading_marks(words);
    figure.reading.marks = marks;
    let words = figure.take_label(words);
    let words = figure.take_better(words);
    let Some(rest) = figure.take_opening(words)? else { return Ok(None) };
    let rest = figure.take_companion(rest);
    Ok(figure.take_remarks(rest).then(|| figure.finish()))
}

/// Whether a letter beside a figure can be taken for a judgement.
#[derive(Clone, Copy, PartialEq)]
enum Letters {
    Plain,
    Doubtful,
}

struct Figure<'a> {
    years: Years,
    reading: ValueReading,
    notes: Vec<&'a str>,
}

impl<'a> Figure<'a> {
    /// `SEN Support: 67%`, `Jan 23: 45`, `Sep – 37.5%`. Without a colon the words before a number may be part of what it means
    /// (`Year 11`, `Additional 800`).
    fn take_label(&mut self, words: &'a str) -> &'a str {
        if let Some(rest) = self.take_month_before_dash(words) {
            return rest;
        }
        let Some((label, rest)) = words.split_once([':', '=']) else { return words };
        let (label, rest) = (label.trim(), rest.trim());
        if words.contains('=') && is_time_of_share(label, rest) {
            self.notes.push(label);
            return rest;
        }
        if !matches!(number::amount(words), Ok(None)) {
            return words;
        }
        if rest.is_empty() || label.len() > LONGEST_LABEL || label.contains(['%', '£']) {
            return words;
        }
        if let Remark::Period(found) = remark::read(label, self.years) {
            self.set_period(found);
            return rest;
        }
        if !label.starts_with(char::is_alphabetic) {
            return words;
        }
        self.notes.push(label);
        rest
    }

    /// `Better than 90%`: which bound that is depends on which way is better, which the cell doesn't say.
    fn take_better(&mut self, words: &'a str) -> &'a str {
        let Some((better, rest)) = words.split_at_checked(BETTER.len()) else { return words };
        if !better.eq_ignore_ascii_case(BETTER)
            || !rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        {
            return words;
        }
        self.notes.push(better);
        rest.trim_start()
    }

    /// The figure behind a month and a dash apart, `Sep – 37.5%`. Two or four digits alone are as often its year: `Jan - 22`.
    fn take_month_before_dash(&mut self, words: &'a str) -> Option<&'a str> {
        let (label, rest) = words.split_once(" - ").or_else(|| words.split_once(" – "))?;
        let may_be_year =
            remark::is_bare_year(rest) || rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
        let is_figure = matches!(number::amount(rest), Ok(Some(_))) && !may_be_year;
        let is_month = |found: &FoundPeriod| found.stated.period.kind == PeriodType::Month;
        match remark::read(label, self.years) {
            Remark::Period(found) if is_figure && is_month(&found) => {
                self.set_period(found);
                Some(rest)
            }
            _ => None,
        }
    }

    /// Takes the figure itself. Gives what stands behind it, or nothing where no figure stands here.
    fn take_opening(&mut self, words: &'a str) -> Result<Option<&'a str>, Unreadable> {
        if let Some(rest) = self.take_fraction(words) {
            return Ok(Some(rest));
        }
        if let Some((amount, end)) = number::amount(words)? {
            self.set_amount(&amount);
            return Ok(words.get(end..));
        }
        let Some(Piece::Bracket { printed, inside }) = pieces(words).next() else { return Ok(None) };
        let closed = printed.ends_with([')', ']']);
        Ok(if closed && self.take_bracketed(inside) { words.get(printed.len()..) } else { None })
    }

    /// A fraction that opens the cell. With a space on both sides of its slash it may be two figures (`12 / 45`);
    /// what may be a school year needs the percentage beside it to agree.
    fn take_fraction(&mut self, words: &'a str) -> Option<&'a str> {
        let found = number::fraction(words)?;
        let (printed, rest) = words.split_at_checked(found.span.end)?;
        let beside = number::amount(rest.trim_start_matches(JOINTS)).ok().flatten();
        let percent = beside.and_then(|(amount, _)| percent_of(&amount));
        let confirmed = percent.is_some_and(|percent| agrees(found.fraction, percent));
        if printed.contains(" / ") || number::is_academic_pair(found.fraction) && !confirmed {
            return None;
        }
        self.set_fraction(&found);
        Some(rest)
    }

    /// The other half of `17/19 = 89.5%`, `17/19 (89.5%)` and `89.5% 17/19`, or of `1,497 38%` and `521 = 42%`.
    fn take_companion(&mut self, rest: &'a str) -> &'a str {
        let behind = rest.trim_start_matches(JOINTS);
        let joint = rest.get(..rest.len() - behind.len()).unwrap_or_default();
        let bracketed = joint.contains('(');
        let taken = if self.reading.cell.fraction.is_some() {
            self.take_percent_behind(behind, bracketed)
        } else if matches!(joint, " " | " = ") && self.is_bare_count() {
            self.take_share_behind(behind).or_else(|| self.take_share_behind_counted(behind))
        } else if bracketed || self.reading.cell.unit != Some(Unit::Percent) {
            None
        } else {
            self.take_fraction_behind(behind)
        };
        taken.unwrap_or(rest)
    }

    /// Whether the figure may be how many there are.
    fn is_bare_count(&self) -> bool {
        let cell = &self.reading.cell;
        let is_whole = cell.value.is_some_and(|value| value >= 0.0 && value.fract() == 0.0);
        is_whole && cell.value_upper.is_none() && cell.unit.is_none() && cell.qualifier.is_none()
    }

    /// A percentage that ends the cell behind a count is the share that the count is.
    fn take_share_behind(&mut self, words: &'a str) -> Option<&'a str> {
        let (amount, end) = number::amount(words).ok()??;
        let percent = percent_of(&amount).filter(|_| amount.qualifier.is_none() && !amount.malformed)?;
        let rest = words.get(end..).filter(|rest| rest.is_empty())?;
        self.reading.cell.secondary_value = Some(percent);
        self.reading.cell.secondary_unit = Some(Unit::Percent);
        Some(rest)
    }

    /// The share behind what was counted: `21 patients 100%`.
    fn take_share_behind_counted(&mut self, words: &'a str) -> Option<&'a str> {
        let (counted, share) = words.split_once(' ')?;
        remark::unit_behind(counted).filter(|unit| *unit == Unit::Count)?;
        let rest = self.take_share_behind(share)?;
        self.reading.cell.unit = Some(Unit::Count);
        self.notes.push(counted);
        Some(rest)
    }

    fn take_fraction_behind(&mut self, words: &'a str) -> Option<&'a str> {
        let found = number::fraction(words).filter(|found| self.may_be_own(found.fraction))?;
        self.set_fraction(&found);
        words.get(found.span.end..)
    }

    /// A percentage behind a fraction is the fraction's own where the two agree or nothing else follows; else it may
    /// be a target or another place's.
    fn take_percent_behind(&mut self, words: &'a str, bracketed: bool) -> Option<&'a str> {
        let (amount, end) = number::amount(words).ok()??;
        let percent = percent_of(&amount)?;
        let rest = words.get(end..)?;
        let rest = if bracketed { rest.strip_prefix(')')? } else { rest };
        let agreed = self.reading.cell.fraction.is_some_and(|fraction| agrees(fraction, percent));
        (agreed || rest.is_empty()).then(|| self.set_amount(&amount))?;
        Some(rest)
    }

    /// Takes everything behind the figure. Says false where another figure stands there. What a sentence of its own tells of
    /// the figure may hold others.
    fn take_remarks(&mut self, rest: &'a str) -> bool {
        // A bare number before a sentence may be the sentence's own: `2 Complete the review of all 15 policies.`
        let is_measured = matches!(self.reading.cell.unit, Some(Unit::Percent | Unit::Gbp));
        if is_measured && remark::is_commentary(rest.trim()) {
            self.notes.push(rest.trim());
            return true;
        }
        for piece in pieces(rest) {
            match piece {
                Piece::Mark(mark) => self.reading.marks.push(mark.to_owned()),
                Piece::Bracket { printed, inside } => self.take_bracket(printed, inside),
                Piece::Words(words) => {
                    if !self.take_words(remark::trimmed(words)) {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn take_bracket(&mut self, printed: &'a str, inside: &'a str) {
        if printed.starts_with('[') && is_note_mark(inside) {
            self.reading.marks.push(printed.to_owned());
            return;
        }
        if !printed.ends_with([')', ']']) {
            self.take_unclosed(printed, inside);
            return;
        }
        let read = self.take_arrow(inside)
            || self.take_rag(inside, Letters::Doubtful)
            || self.take_unit(inside)
            || self.take_bracketed(inside);
        if read {
            return;
        }
        self.take_remark(printed, inside);
        if let Some(found) = remark::counted_part(inside).filter(|_| self.reading.cell.fraction.is_none()) {
            self.set_fraction(&found);
        } else if let Some(count) =
            remark::counted(inside).filter(|_| self.reading.cell.secondary_value.is_none())
        {
            self.reading.cell.secondary_value = Some(count);
            self.reading.cell.secondary_unit = Some(Unit::Count);
        }
    }

    /// A bracket that was cut off may have lost digits too, but not from between two months that have their years in the same
    /// digits: `(July 05 - Mar 06`.
    fn take_unclosed(&mut self, printed: &'a str, inside: &'a str) {
        self.notes.push(printed);
        let digits = |end: &str| end.bytes().rev().take_while(u8::is_ascii_digit).count();
        let is_whole = |first: &str, last: &str| digits(first.trim_end()) == digits(last) && digits(last) > 0;
        if let Some((first, last)) = inside.split_once(['-', '–'])
            && is_whole(first, last)
            && let Remark::Period(found) = remark::read(inside, self.years)
            && self.reading.period.is_none()
        {
            self.set_period(found);
        }
    }

    /// The inside of a bracket that holds a fraction or one plain figure and nothing else.
    fn take_bracketed(&mut self, inside: &str) -> bool {
        if remark::is_bare_year(inside) {
            return false;
        }
        if let Some(found) = number::fraction(inside).filter(|found| found.span.end == inside.len()) {
            let fits = self.reading.cell.fraction.is_none() && self.may_be_own(found.fraction);
            if fits {
                self.set_fraction(&found);
            }
            return fits;
        }
        let amount = number::amount(inside).unwrap_or_else(|Unreadable| {
            self.reading.flags.insert(Flag::MalformedNumber);
            None
        });
        let amount = amount.filter(|(amount, end)| *end == inside.len() && amount.is_plain());
        let Some((amount, _)) = amount.filter(|_| self.reading.cell.secondary_value.is_none()) else {
            return false;
        };
        let bare_count = inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        let beside_percent = self.reading.cell.unit == Some(Unit::Percent);
        self.reading.cell.secondary_value = Some(amount.value);
        self.reading.cell.secondary_unit =
            amount.unit.or((bare_count && beside_percent).then_some(Unit::Count));
        self.flag_if_malformed(amount.malformed);
        true
    }

    /// Words behind the figure. Says false where they hold a second figure.
    fn take_words(&mut self, words: &'a str) -> bool {
        // Both may stand behind one figure: `25.3% ▼ 🔴`.
        let (points, judges) = (self.take_arrow(words), self.take_rag(words, Letters::Plain));
        if words.is_empty() || points || judges {
            return true;
        }
        if let Some((qualifier, rest)) = number::trailing_qualifier(words)
            && self.reading.cell.qualifier.is_none()
        {
            self.reading.cell.qualifier = Some(qualifier);
            return self.take_words(remark::trimmed(rest));
        }
        let bare = self.reading.cell.unit.is_none() && self.reading.cell.fraction.is_none();
        if remark::is_stray_sign(words) || remark::holds_figure(words, self.years) {
            return false;
        }
        if bare && remark::is_odds(words, self.years) {
            return false;
        }
        if bare {
            self.reading.cell.unit = remark::unit_behind(words);
        }
        self.take_remark(words, words);
        true
    }

    /// A remark goes to the note as printed, unless all that it says is the period.
    fn take_remark(&mut self, printed: &'a str, inside: &'a str) {
        let remark = remark::read(inside, self.years);
        let wholly_period = matches!(remark, Remark::Period(_)) && self.reading.period.is_none();
        if !wholly_period {
            self.notes.push(printed);
        }
        if remark == Remark::Comparing {
            return;
        }
        self.reading.basis = self.reading.basis.or_else(|| basis::find(inside));
        if let Remark::Period(found) | Remark::Dated(found) = remark
            && self.reading.period.is_none()
        {
            self.set_period(found);
        }
    }

    /// A judgement beside the figure. A letter in brackets is none: `(R)` marks revised figures.
    fn take_rag(&mut self, words: &str, letters: Letters) -> bool {
        let certain = |rag: &Rag| {
            let capital = words.starts_with(char::is_uppercase) && rag.colour != RagColour::Blue;
            rag.source != RagSource::Letter || letters == Letters::Plain && capital
        };
        let rag = judgement::rag(words).filter(certain);
        self.reading.rag = self.reading.rag.or(rag);
        rag.is_some()
    }

    /// An arrow beside the figure. A word (`5% reduction`) says what the figure is, not where it moves.
    fn take_arrow(&mut self, words: &str) -> bool {
        let direction = judgement::direction(words).filter(|_| !words.contains(char::is_alphabetic));
        self.reading.direction = self.reading.direction.or(direction);
        direction.is_some()
    }

    /// `21 (weeks)`.
    fn take_unit(&mut self, inside: &str) -> bool {
        let unit = number::whole_unit(inside).or_else(|| remark::rate(inside));
        let own = self.reading.cell.unit.or(unit);
        self.reading.cell.unit = own;
        unit.is_some() && unit == own
    }

    /// What may be a school year is this figure's fraction only where the two agree: `95.7% (22/23)`.
    fn may_be_own(&self, fraction: Fraction) -> bool {
        let percent = self.reading.cell.value.filter(|_| self.reading.cell.unit == Some(Unit::Percent));
        !number::is_academic_pair(fraction) || percent.is_some_and(|percent| agrees(fraction, percent))
    }

    fn set_amount(&mut self, amount: &Amount<'a>) {
        self.reading.cell.value = Some(amount.value);
        self.reading.cell.value_upper = amount.upper;
        self.reading.cell.unit = amount.unit;
        self.reading.cell.qualifier = amount.qualifier;
        self.notes.extend(amount.unit_note);
        self.flag_if_malformed(amount.malformed);
    }

    fn set_fraction(&mut self, found: &FoundFraction) {
        self.reading.cell.fraction = Some(found.fraction);
        self.flag_if_malformed(found.malformed);
    }

    fn set_period(&mut self, found: FoundPeriod) {
        if found.inferred {
            self.reading.flags.insert(Flag::PeriodInferred);
        }
        self.reading.period = Some(found.stated);
    }

    fn flag_if_malformed(&mut self, malformed: bool) {
        if malformed {
            self.reading.flags.insert(Flag::MalformedNumber);
        }
    }

    fn finish(mut self) -> ValueReading {
        self.reading.cell.note = (!self.notes.is_empty()).then(|| self.notes.join(" "));
        self.reading
    }
}

/// `[note 2]` and `[1]` point to a footnote; statisticians' shorthand (`[p]`, `[r]`) says something itself.
fn is_note_mark(inside: &str) -> bool {
    let number = inside.strip_prefix("note").or_else(|| inside.strip_prefix("Note")).unwrap_or(inside).trim();
    !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a length of time is put into words by the share that it makes: `3.5 days = 100%`, where all were seen in time.
fn is_time_of_share(time: &str, share: &str) -> bool {
    let whole = |words| match number::amount(words) {
        Ok(Some((amount, end))) if end == words.len() => Some(amount),
        _ => None,
    };
    let is_time = |amount: Amount| {
        matches!(amount.unit, Some(Unit::Days | Unit::Weeks | Unit::Months)) && amount.upper.is_none()
    };
    whole(time).is_some_and(is_time) && whole(share).as_ref().and_then(percent_of).is_some()
}

fn percent_of(amount: &Amount) -> Option<f64> {
    (amount.unit == Some(Unit::Percent) && amount.upper.is_none()).then_some(amount.value)
}

/// Whether a fraction gives a percentage, whatever place it was rounded at.
fn agrees(fraction: Fraction, percent: f64) -> bool {
    fraction.percent().is_some_and(|exact| (exact - percent).abs() <= 0.5)
}
