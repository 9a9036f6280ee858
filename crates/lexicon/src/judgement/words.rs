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
pub(super) const BESIDE_COLOURS: &[&str] = &["rag", "brag", "rating", "rated", "status"];

/// Words that stand for a colour wherever they are used for a status. `At risk`, `Completed` and `Met` have a
/// different colour from council to council, and so they have none here.
pub(super) const STATUS_WORDS: &[(&str, RagColour)] = &[
    ("on track", RagColour::Green),
    ("on target", RagColour::Green),
    ("off track", RagColour::Red),
    ("off target", RagColour::Red),
];

/// Signs whose colour is part of the sign.
pub(super) const COLOUR_SIGNS: &[(&str, RagColour)] = &[
    ("🔴🟥", RagColour::Red),
    ("🟠🟡🟧🟨", RagColour::Amber),
    ("🟢🟩", RagColour::Green),
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
            "consistent",
        ],
        Direction::Same,
    ),
];

/// Words that judge a movement. Beside an arrow they leave it as it is.
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
    "good",
    "bad",
    "maintained",
];

/// Words for what is wanted.
pub(super) const WANTED: &[(&[&str], Direction)] = &[
    (
        &[
            "high",
            "higher",
            "highest",
            "high is good",
            "higher is good",
            "higher is better",
            "higher the better",
            "the higher the better",
            "higher better",
            "high good",
            "good is high",
            "good is higher",
            "good is up",
            "good to be high",
            "good to be higher",
            "big is good",
            "big is better",
            "bigger",
            "bigger is better",
            "bigger better",
            "more is better",
            "larger is better",
            "increase",
            "increasing",
            "increase is good",
            "increasing is good",
            "to increase",
            "aim to increase",
            "aim to maximise",
            "aim for high",
            "aim high",
            "maximise",
            "to maximise",
            "maximize",
            "up",
            "up is good",
            "upward",
            "upwards",
            "rising",
            "rise",
            "plus is better",
        ],
        Direction::Up,
    ),
    (
        &[
            "low",
            "lower",
            "lowest",
            "low is good",
            "lower is good",
            "lower is better",
            "lower the better",
            "the lower the better",
            "lower better",
            "low good",
            "good is low",
            "good is lower",
            "good is down",
            "good to be low",
            "good to be lower",
            "small is good",
            "small is better",
            "smaller",
            "smaller is better",
            "smaller better",
            "less is better",
            "fewer is better",
            "decrease",
            "decreasing",
            "decrease is good",
            "decreasing is good",
            "to decrease",
            "aim to decrease",
            "aim to minimise",
            "aim to reduce",
            "aim for low",
            "aim low",
            "minimise",
            "to minimise",
            "minimize",
            "reduce",
            "to reduce",
            "reducing",
            "reduction",
            "down",
            "down is good",
            "downward",
            "downwards",
            "falling",
            "fall",
        ],
        Direction::Down,
    ),
];
