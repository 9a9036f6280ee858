//! Declarations of style to what they say of an element's look: colours, weight, and what is not shown.

use boardlift_model::Rgb;

/// What style says of one element, where it says anything. Nothing is inherited yet.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Style {
    /// What is painted behind it.
    pub(super) fill: Option<Paint>,
    /// The colour of its letters.
    pub(super) ink: Option<Rgb>,
    /// Whether its letters are bold.
    pub(super) bold: Option<bool>,
    /// Whether it is shown at all.
    pub(super) is_shown: Option<bool>,
    /// Whether it can be seen, if it is shown.
    pub(super) is_visible: Option<bool>,
    /// How it stands beside what comes before and after it.
    pub(super) parting: Option<Parting>,
    /// Whether a line runs through its words.
    pub(super) is_struck: Option<bool>,
    /// Whether its corners are round.
    pub(super) is_round: Option<bool>,
    /// Whether its words are raised, as the mark of a footnote is.
    pub(super) is_raised: Option<bool>,
}

/// What is painted behind an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Nothing: what lies behind shows through.
    Clear,
    /// A colour.
    Colour(Rgb),
}

impl Paint {
    /// The colour, if it is one.
    pub(super) fn colour(self) -> Option<Rgb> {
        match self {
            Paint::Clear => None,
            Paint::Colour(colour) => Some(colour),
        }
    }
}

/// How an element stands beside what comes before and after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parting {
    /// In one line with it, letter beside letter.
    #[default]
    None,
    /// In one line with it, but apart.
    Words,
    /// On a line of its own.
    Lines,
}

/// Declarations, those that are important apart from the others.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Declared {
    /// What counts by its place.
    pub(super) plain: Style,
    /// What counts more than all that is not important.
    pub(super) important: Style,
}

impl Declared {
    /// Reads the declarations of a rule or of a `style` attribute. One that can't be read spoils no other one.
    pub(super) fn of(text: &str) -> Self {
        let mut declared = Declared::default();
        for part in text.split(';') {
            let Some((name, value)) = part.split_once(':') else { continue };
            let (value, is_important) = match value.split_once('!') {
                Some((value, word)) => (value, word.trim().eq_ignore_ascii_case("important")),
                None => (value, false),
            };
            let style = if is_important { &mut declared.important } else { &mut declared.plain };
            style.declare(name.trim(), value.trim());
        }
        declared
    }
}

impl Style {
    /// Takes what a declaration says; what it doesn't say, and what can't be read, stays as it is.
    pub(super) fn declare(&mut self, name: &str, value: &str) {
        let value = value.to_ascii_lowercase();
        let words = || value.split_ascii_whitespace();
        match name.to_ascii_lowercase().as_str() {
            "background" | "background-color" => self.fill = paint(&value).or(self.fill),
            "color" => self.ink = paint(&value).and_then(Paint::colour).or(self.ink),
            "font-weight" => self.bold = weight(&value).or(self.bold),
            "display" => self.display(&value),
            "visibility" => self.is_visible = Some(!matches!(value.as_str(), "hidden" | "collapse")),
            "text-decoration" | "text-decoration-line" => {
                self.is_struck = Some(words().any(|word| word == "line-through"));
            }
            "border-radius" => self.is_round = Some(!words().all(|word| word.starts_with('0'))),
            "vertical-align" => self.is_raised = Some(value == "super"),
            "float" if value != "none" => self.parting = Some(Parting::Words),
            _ => {}
        }
    }

    fn display(&mut self, value: &str) {
        self.is_shown = Some(value != "none");
        self.parting = Some(match value {
            "inline" | "contents" | "none" => Parting::None,
            _ if value.starts_with("inline") => Parting::Words,
            _ => Parting::Lines,
        });
    }

    /// Puts what another style says over what this one says.
    pub(super) fn overlay(&mut self, over: &Style) {
        *self = Style {
            fill: over.fill.or(self.fill),
            ink: over.ink.or(self.ink),
            bold: over.bold.or(self.bold),
            is_shown: over.is_shown.or(self.is_shown),
            is_visible: over.is_visible.or(self.is_visible),
            parting: over.parting.or(self.parting),
            is_struck: over.is_struck.or(self.is_struck),
            is_round: over.is_round.or(self.is_round),
            is_raised: over.is_raised.or(self.is_raised),
        };
    }
}

/// The longest part of a value that may be a colour, in bytes: pictures are written into values too.
const LONGEST_COLOUR: usize = 64;

/// The colour that a value names, as seen on white paper where it is partly clear: `#0a0`, `rgb(0 170 0)`, `green
/// url(a.png)`. Nothing where it names none.
fn paint(value: &str) -> Option<Paint> {
    if value == "none" {
        return Some(Paint::Clear);
    }
    let mut depth = 0_usize;
    let mut parts = value.split(|char: char| {
        depth = (depth + usize::from(char == '(')).saturating_sub(usize::from(char == ')'));
        depth == 0 && char.is_ascii_whitespace()
    });
    let named =
        |part: &str| (part.len() <= LONGEST_COLOUR).then(|| csscolorparser::parse(part).ok()).flatten();
    let [red, green, blue, opacity] = parts.find_map(named)?.to_rgba8();
    if opacity == 0 {
        return Some(Paint::Clear);
    }
    let on_paper = |part: u8| {
        let mixed = u16::from(part) * u16::from(opacity) + 255 * (255 - u16::from(opacity));
        u8::try_from(mixed / 255).unwrap_or(u8::MAX)
    };
    Some(Paint::Colour(Rgb { red: on_paper(red), green: on_paper(green), blue: on_paper(blue) }))
}

/// Whether letters of this weight are bold: from 600 on, as browsers draw them.
fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => value.parse::<u16>().ok().map(|weight| weight >= 600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Option<&str>) {
        let found = Declared::of(&format!("background: {value}")).plain.fill;
        let code = |paint: Paint| match paint {
            Paint::Clear => "clear".to_owned(),
            Paint::Colour(Rgb { red, green, blue }) => format!("{red:02x}{green:02x}{blue:02x}"),
        };
        assert_eq!(found.map(code).as_deref(), expected, "{value}");
    }

    #[test]
    fn colours_are_read_in_all_their_spellings() {
        check("#00B050", Some("00b050"));
        check("#0b5", Some("00bb55"));
        check("Lime", Some("00ff00"));
        check("rgb(212, 53, 28)", Some("d4351c"));
        check("rgb(0 128 0 / 50%)", Some("7fbf7f"));
        check("hsl(120, 100%, 25%)", Some("008000"));
        check("#fff url(a.png) no-repeat", Some("ffffff"));
        check("url(data:image/png;base64,red) red", None);
        check("transparent", Some("clear"));
        check("none", Some("clear"));
        check("inherit", None);
    }

    #[test]
    fn a_bad_declaration_spoils_no_other() {
        let declared =
            Declared::of("*zoom:1; mso-x:\"\\@\"; filter:a:b(c=1);color:red !important;font-weight:700");
        assert_eq!(declared.important.ink, Some(Rgb { red: 255, green: 0, blue: 0 }));
        assert_eq!((declared.plain.bold, declared.plain.ink), (Some(true), None));
    }
}
