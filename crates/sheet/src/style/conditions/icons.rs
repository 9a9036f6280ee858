//! The icons of icon sets (ECMA-376, 18.18.42, and the sets that came later).

use boardlift_model::{Direction, Mark, Rgb, Shape};

use crate::style::colour::rgb;

/// One icon of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    /// One with a colour, which is the set's for how good a number is.
    Coloured(Shape, Light),
    /// One that shows how much and not how good, or no icon at all.
    Plain,
}

/// The colour of an icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Light {
    Red,
    Amber,
    Green,
    Grey,
    Black,
    Pink,
}

/// The icon at a place of a set, the least first; nothing for a set or a place that isn't known.
pub(crate) fn icon(set: &str, place: usize) -> Option<Icon> {
    use Direction::{Down, Same, Up};
    use Light::{Amber, Black, Green, Grey, Pink, Red};
    use Shape::{Arrow, Ellipse, Other};
    let icons: &[(Shape, Light)] = match set {
        "3TrafficLights1" | "3TrafficLights2" | "3TrafficLights" => {
            &[(Ellipse, Red), (Ellipse, Amber), (Ellipse, Green)]
        }
        "3Signs" => &[(Other, Red), (Other, Amber), (Ellipse, Green)],
        "3Symbols" | "3Symbols2" | "3Flags" => &[(Other, Red), (Other, Amber), (Other, Green)],
        "4TrafficLights" => &[(Ellipse, Black), (Ellipse, Red), (Ellipse, Amber), (Ellipse, Green)],
        "4RedToBlack" => &[(Ellipse, Black), (Ellipse, Grey), (Ellipse, Pink), (Ellipse, Red)],
        "3Arrows" | "3Triangles" => &[(Arrow(Down), Red), (Arrow(Same), Amber), (Arrow(Up), Green)],
        "3ArrowsGray" => &[(Arrow(Down), Grey), (Arrow(Same), Grey), (Arrow(Up), Grey)],
        "4Arrows" => &[(Arrow(Down), Red), (Arrow(Down), Amber), (Arrow(Up), Amber), (Arrow(Up), Green)],
        "4ArrowsGray" => &[(Arrow(Down), Grey), (Arrow(Down), Grey), (Arrow(Up), Grey), (Arrow(Up), Grey)],
        "5Arrows" => &[
            (Arrow(Down), Red),
            (Arrow(Down), Amber),
            (Arrow(Same), Amber),
            (Arrow(Up), Amber),
            (Arrow(Up), Green),
        ],
        "5ArrowsGray" => &[
            (Arrow(Down), Grey),
            (Arrow(Down), Grey),
            (Arrow(Same), Grey),
            (Arrow(Up), Grey),
            (Arrow(Up), Grey),
        ],
        "3Stars" | "4Rating" | "5Rating" | "5Quarters" | "5Boxes" | "NoIcons" => return Some(Icon::Plain),
        _ => return None,
    };
    icons.get(place).map(|&(shape, light)| Icon::Coloured(shape, light))
}

/// How many icons a set has, which its name begins with.
pub(crate) fn icons_of(set: &str) -> usize {
    set.chars().next().and_then(|digit| digit.to_digit(10)).map_or(0, |digit| digit as usize)
}

impl Icon {
    /// How it stands in the cell; nothing for one that states no judgement.
    pub(crate) fn mark(self) -> Option<Mark> {
        match self {
            Icon::Coloured(shape, light) => Some(Mark { shape, colour: light.colour() }),
            Icon::Plain => None,
        }
    }
}

impl Light {
    /// The office suites draw their icons in shades of their own; these are the plain colours of their palettes.
    fn colour(self) -> Rgb {
        rgb(match self {
            Light::Red => 0xFF_0000,
            Light::Amber => 0xFF_C000,
            Light::Green => 0x00_B050,
            Light::Grey => 0x80_8080,
            Light::Black => 0x00_0000,
            Light::Pink => 0xFF_99CC,
        })
    }
}
