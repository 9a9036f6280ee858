//! The letters, words and signs of judgements and directions. Data only; words as [`fold::key`](crate::fold::key) gives
//! them.

use boardlift_model::{Direction, RagColour};

/// Letters and words of colours.
pub(super) const COLOURS: &[(&str, RagColour)] = &[
    ("r", RagColour::Red),
    ("red", RagColour::Red),
    ("a", RagColour::Amber),
    ("amber", RagColour::Amber),
    ("yellow", RagColour::Amber),
    ("orange", RagColour::Amber),
    ("g", RagColour::Green),
    ("green", RagColour::Green),
    ("b", RagColour::Blue),
    ("blue", RagColour::Blue),
];

/// Words that may stand beside a colour.
pub(super) const BESIDE_COLOURS: &[&str] = &[
    "rag", "brag", "rating", "rated", "status", "arrow", "circle", "cross", "dot", "face", "flag", "icon",
    "light", "smiley", "square", "star", "symbol", "tick", "triangle",
];

/// Words that stand for a colour wherever they are used for a status: those of three steps that say by how much a target was
/// missed, and faces. `At risk`, `Completed` and `Met` have a different colour from council to council, and so they have none
/// here; nor has `Below target`, which is red where there are two steps and amber where there are three.
pub(super) const STATUS_WORDS: &[(&str, RagColour)] = &[
    ("on track", RagColour::Green),
    ("on target", RagColour::Green),
    ("on or above target", RagColour::Green),
    ("on or better than target", RagColour::Green),
    ("on or exceeding target", RagColour::Green),
    ("at or above target", RagColour::Green),
    ("at or better than target", RagColour::Green),
    ("on track or above target", RagColour::Green),
    ("meeting or exceeding target", RagColour::Green),
    ("happy face", RagColour::Green),
    ("smiley face", RagColour::Green),
    ("smiling face", RagColour::Green),
    ("slightly below target", RagColour::Amber),
    ("slightly under target", RagColour::Amber),
    ("slightly off target", RagColour::Amber),
    ("slightly off track", RagColour::Amber),
    ("slightly behind target", RagColour::Amber),
    ("slightly worse than target", RagColour::Amber),
    ("just below target", RagColour::Amber),
    ("just off target", RagColour::Amber),
    ("close to target", RagColour::Amber),
    ("near target", RagColour::Amber),
    ("within tolerance", RagColour::Amber),
    ("within target tolerance", RagColour::Amber),
    ("within tolerance of target", RagColour::Amber),
    ("below target but within tolerance", RagColour::Amber),
    ("below target within tolerance", RagColour::Amber),
    ("off target but within tolerance", RagColour::Amber),
    ("neutral face", RagColour::Amber),
    ("off track", RagColour::Red),
    ("off target", RagColour::Red),
    ("outside tolerance", RagColour::Red),
    ("well below target", RagColour::Red),
    ("significantly below target", RagColour::Red),
    ("significantly off target", RagColour::Red),
    ("below target and outside tolerance", RagColour::Red),
    ("sad face", RagColour::Red),
    ("unhappy face", RagColour::Red),
];

/// Signs whose colour is part of the sign.
///
/// Faces have three steps wherever they are used. Ticks, crosses and thumbs have two, and nobody can say which of three
/// colours these are.
pub(super) const COLOUR_SIGNS: &[(&str, RagColour)] = &[
    ("🔴🟥☹🙁😞😟😢😦😠😡", RagColour::Red),
    ("🟠🟡🟧🟨😐😑😕", RagColour::Amber),
    ("🟢🟩☺🙂😊😀😃😄😁", RagColour::Green),
    ("🔵🟦", RagColour::Blue),
];

/// Signs without a colour or a direction of their own.
pub(super) const SHAPES: &str = "●⬤⚫⚪○◯◉■◼⬛□◆";

/// Signs that point, with the private letters that Wingdings arrows leave behind in a PDF's text. Slanting arrows
/// point up or down.
pub(super) const ARROWS: &[(&str, Direction)] = &[
    ("▲△▴▵🔺🔼↑⇑⇧⬆↟⭡🠅🡅🠉🡹↗⬈🡕🡽⤴⏫📈\u{F0E1}\u{F0E9}\u{F0F1}\u{F0E4}\u{F0EC}", Direction::Up),
    ("▼▽▾▿🔻🔽↓⇓⇩⬇↡⭣🠇🡇🠋🡻↘⬊🡖🡾⤵⏬📉\u{F0E2}\u{F0EA}\u{F0F2}\u{F0E6}\u{F0EE}", Direction::Down),
    ("↔⟷⇔⬌⭤🡘►▶▸▷⏵🕨→⇒⇨➔➜➝➞➡⟶⮕🠆🡆🡺◄◀◂◁⏴←⇐⇦⬅⟵⭠🡄🡸\u{F0E0}\u{F0E8}\u{F0F0}\u{F0F3}", Direction::Same),
];

/// Words that point. `Declined` and `improved` judge.
pub(super) const DIRECTION_WORDS: &[(&[&str], Direction)] = &[
    (
        &[
            "up",
            "upward",
            "upwards",
            "increase",
            "increased",
            "increasing",
            "increases",
            "rise",
            "rising",
            "risen",
            "rose",
            "higher",
            "going up",
            "gone up",
            "up arrow",
            "arrow up",
            "upward arrow",
            "upwards arrow",
            "arrow pointing up",
            "arrow pointing upwards",
            "upward trend",
            "increasing trend",
        ],
        Direction::Up,
    ),
    (
        &[
            "down",
            "downward",
            "downwards",
            "decrease",
            "decreased",
            "decreasing",
            "decreases",
            "reduced",
            "reducing",
            "reduction",
            "fall",
            "falling",
            "fallen",
            "fell",
            "lower",
            "going down",
            "gone down",
            "down arrow",
            "arrow down",
            "downward arrow",
            "downwards arrow",
            "arrow pointing down",
            "arrow pointing downwards",
            "downward trend",
            "decreasing trend",
        ],
        Direction::Down,
    ),
    (
        &[
            "same",
            "the same",
            "no change",
            "no movement",
            "unchanged",
            "not changed",
            "no difference",
            "stable",
            "static",
            "steady",
            "level",
            "flat",
            "remained the same",
            "stayed the same",
            "remains the same",
            "same as previous",
            "same as before",
            "no significant change",
            "about the same",
            "broadly the same",
            "remained stable",
            "remains stable",
            "sideways arrow",
            "level arrow",
            "horizontal arrow",
            "consistent",
        ],
        Direction::Same,
    ),
];

/// What a movement is measured from, behind the words for it: `Up on last quarter`, `Same as previous year`.
pub(super) const SINCE: &[&str] =
    &["than", "as", "from", "since", "on", "compared with", "compared to", "versus", "vs", "over", "at"];

/// The time that it is measured from.
pub(super) const THEN: &[&str] = &[
    "last quarter",
    "previous quarter",
    "last year",
    "previous year",
    "last month",
    "previous month",
    "last period",
    "previous period",
    "last time",
    "last report",
    "previous report",
    "last term",
    "previous term",
    "previous",
    "baseline",
    "same quarter last year",
    "same period last year",
    "same month last year",
    "this time last year",
];

/// Words that judge a movement and don't say where it points. Beside an arrow they leave it as it is.
pub(super) const JUDGING_WORDS: &[&str] = &[
    "improved",
    "improving",
    "improvement",
    "improved performance",
    "better",
    "worse",
    "worsened",
    "worsening",
    "worsening performance",
    "deteriorated",
    "deteriorating",
    "declined",
    "declining",
    "maintained",
];

/// Words that judge a state. Beside an arrow they leave it as it is too.
pub(super) const JUDGED_STATES: &[&str] = &["good", "bad"];

/// Words for what is wanted, one of which says it all.
pub(super) const WANTED: &[(&[&str], Direction)] = &[
    (
        &[
            "high",
            "higher",
            "highest",
            "big",
            "bigger",
            "biggest",
            "large",
            "larger",
            "more",
            "up",
            "upward",
            "upwards",
            "increase",
            "increases",
            "increasing",
            "maximise",
            "maximize",
            "maximising",
            "rise",
            "rising",
            "plus",
            "above",
        ],
        Direction::Up,
    ),
    (
        &[
            "low",
            "lower",
            "lowest",
            "small",
            "smaller",
            "smallest",
            "less",
            "fewer",
            "down",
            "downward",
            "downwards",
            "decrease",
            "decreases",
            "decreasing",
            "minimise",
            "minimize",
            "minimising",
            "reduce",
            "reduces",
            "reducing",
            "reduction",
            "fall",
            "falling",
            "minus",
        ],
        Direction::Down,
    ),
];

/// Words that may stand beside these: they say that something is wanted, or what a figure is called.
pub(super) const BESIDE_WANTED: &[&str] = &[
    "is",
    "are",
    "to",
    "be",
    "the",
    "a",
    "an",
    "we",
    "want",
    "wanted",
    "aim",
    "for",
    "good",
    "better",
    "best",
    "performance",
    "figure",
    "figures",
    "number",
    "numbers",
    "value",
    "values",
    "score",
    "scores",
    "rate",
    "result",
    "results",
    "percentage",
    "%",
    "desired",
    "preferred",
    "direction",
    "polarity",
    "trend",
    "arrow",
    "should",
    "means",
    "outcome",
];
