//! The letters of the symbol fonts, which show signs in place of letters: arrows, ticks, circles, triangles.
//!
//! The tables are the published ones: the mapping of the Wingdings and Webdings signs that Unicode 7 (ISO/IEC 10646
//! document N4384) and the encodings of Symbol and `ZapfDingbats` of ISO 32000-1, annexes D.5 and D.6. Signs that differ
//! by weight or outline alone are one sign here: a heavy arrow up is `↑`, a light tick `✓`, a black large circle `●`.
//! A place that the tables leave empty has no letter; none is guessed.

/// A font whose letters are signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolFont {
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Wingdings 3.
    Wingdings3,
    /// Webdings.
    Webdings,
    /// Symbol, of PostScript and of Windows.
    Symbol,
    /// ITC Zapf Dingbats.
    Dingbats,
}

impl SymbolFont {
    /// The symbol font that goes by this name, whatever its subset tag, its style and its foundry's additions.
    pub fn by_name(name: &str) -> Option<SymbolFont> {
        let bare = name.split_once('+').map_or(name, |(_, bare)| bare);
        let bare: String =
            bare.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        Some(match bare.as_str() {
            "symbol" | "symbolmt" | "symbolbold" | "symbolmtbold" | "symbolitalic" | "symbolps" => {
                SymbolFont::Symbol
            }
            other if other.starts_with("wingdings2") => SymbolFont::Wingdings2,
            other if other.starts_with("wingdings3") => SymbolFont::Wingdings3,
            other if other.starts_with("wingdings") => SymbolFont::Wingdings,
            other if other.starts_with("webdings") => SymbolFont::Webdings,
            other if other.contains("zapfdingbats") || other == "dingbats" => SymbolFont::Dingbats,
            _ => return None,
        })
    }

    /// The sign at this place of the font's encoding; nothing where the published tables have none.
    pub fn sign(self, code: u8) -> Option<char> {
        let place = usize::from(code.checked_sub(0x20)?);
        self.table().chars().nth(place).filter(|sign| *sign != char::REPLACEMENT_CHARACTER)
    }

    /// The signs from place 0x20 to 0xFF.
    fn table(self) -> &'static str {
        match self {
            SymbolFont::Wingdings => WINGDINGS,
            SymbolFont::Wingdings2 => WINGDINGS_2,
            SymbolFont::Wingdings3 => WINGDINGS_3,
            SymbolFont::Webdings => WEBDINGS,
            SymbolFont::Symbol => SYMBOL,
            SymbolFont::Dingbats => DINGBATS,
        }
    }
}

const WINGDINGS: &str = "\
    \u{20}🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍\
    🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉\
    ♊♋♌♍♎♏♐♑♒♓🙰🙵●○■□□❑❒◆◆◆❖◆⌧⮹⌘🏵🏶🙶🙷▯\
    🄋➀➁➂➃➄➅➆➇➈➉🄌➊➋➌➍➎➏➐➑➒➓🙢🙠🙡🙣🙞🙜🙝🙟••\
    ▪○🞆🞈🞊🞋○▪□🟁🟅★🟋🟏🟓🟑⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘\
    🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦◀▶▲▼←→↑↓←\
    →↑↓↖↗↙↘←→↑↓↖↗↙↘←→↑↓↔↕↖↗↙↘🢬🢭✗✓☒☑�";

const WINGDINGS_2: &str = "\
    \u{20}🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙\
    🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺\
    🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿�\
    ☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧🙨🙩⋅•●●○○🞇🞉⊙⦿🞌\
    🞍■■□□🞒🞓🞔▣🞕🞖🞗🞘◆◆◇🞚◈🞛🞜🞝🞞◆◆◊🞠◖◗⯊⯋⯀⯁\
    ⬟⯂⬣⬢⯃⯄🞡🞢🞣🞤🞥🞦🞧🞨🞩🞪🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺\
    🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒✹🟃🟇✯🟍🟔⯌⯍※⁂������";

const WINGDINGS_3: &str = "\
    \u{20}←→↑↓↖↗↙↘⭰⭲⭱⭳⭶⭸↑↓↔↕←→↑↓↓⮠⮡⮢⮣⮤⮥⮦⮧\
    ⮐⮑⮒⮓←←⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌⭮⭯⎋⌤⌃⌥␣⍽↑↑🢠🢡🢢🢣←→\
    ←→←→←→←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲�\
    ▼▲▼◀▶◀▶▲▼←→↑↓←→↑↓←→↑↓←→↑↓🠀🠂🠁🠃🠄🠆🠅\
    🠇🠈🠊🠉🠋←→←→←→←🢜🢝🢞🢟→←→←→←→↑↓←→↑↓←→↑\
    ↓←→↑↓←→↑↓⮨⮩⮪⮫⮬⮭⮮⮯←→↑↓↖↗↙↘←→↑↓↖↗↙\
    ↘←→↑↓↖↗↙↘🢐🢒🢑🢓🢔🢖🢕🢗���������������";

const WEBDINGS: &str = "\
    \u{20}🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗◀▶▲▼⏪⏩⏮⏭⏸⏹⏺🗚🗳\
    🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫\
    ⮔✓🚲□🛡📦🛱■🚑🛈🛩🛰🟈🕴●🛥🚔🗘✗❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲�\
    🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻\
    🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻\
    🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫\
    🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊";

const SYMBOL: &str = "\
    \u{20}!∀#∃%&∍()*+,−./0123456789:;<=>?\
    ≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\
    ‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~�\
    ��������������������������������\
    €ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵\
    ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓\
    ◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪�〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭�";

const DINGBATS: &str = "\
    \u{20}✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟\
    ✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿\
    ❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞�\
    ��������������������������������\
    �❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿\
    ➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟\
    ➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯�➱➲➳➴➵➶➷➸➹➺➻➼➽➾�";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(font: &str, code: u8, sign: Option<char>) {
        let font = SymbolFont::by_name(font).expect("the name is one of a symbol font");
        assert_eq!(font.sign(code), sign, "{font:?} {code:#x}");
    }

    #[test]
    fn signs() {
        check("Wingdings", 0xFC, Some('✓'));
        check("ABCDEF+Wingdings-Regular", 0xE9, Some('↑'));
        check("Wingdings", 0xEA, Some('↓'));
        check("Wingdings", 0x6C, Some('●'));
        check("Wingdings2", 0x50, Some('✓'));
        check("Wingdings-2", 0x4F, Some('✗'));
        check("Wingdings 3", 0x70, Some('▲'));
        check("Wingdings3", 0x71, Some('▼'));
        check("Webdings", 0x36, Some('▼'));
        check("SymbolMT", 0xB7, Some('•'));
        check("Symbol", 0xAD, Some('↑'));
        check("ITCZapfDingbats", 0x34, Some('✔'));
        check("ZapfDingbats", 0x73, Some('▲'));
        check("ZapfDingbats", 0xFE, Some('➾'));
    }

    #[test]
    fn places_without_a_sign() {
        check("Wingdings", 0x0A, None);
        check("ZapfDingbats", 0xF0, None);
        check("Wingdings 3", 0xFF, None);
    }

    #[test]
    fn every_table_is_whole() {
        for table in [WINGDINGS, WINGDINGS_2, WINGDINGS_3, WEBDINGS, SYMBOL, DINGBATS] {
            assert_eq!(table.chars().count(), 0xE0);
        }
    }

    #[test]
    fn other_fonts_are_none() {
        for name in ["Arial", "SymbolicSans", "Helvetica-Bold", "SegoeUISymbol"] {
            assert_eq!(SymbolFont::by_name(name), None, "{name}");
        }
    }
}
