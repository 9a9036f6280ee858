//! What a person can do about a paper that the watch could not have. Never to get round what keeps it out: to ask the
//! council, or to open the paper oneself and hand it over.

use boardlift_fetch::night::PaperState;

/// About a source that could not be gone through: one sentence, lower case, no full stop.
pub(crate) fn of_source(trouble: Option<PaperState>) -> &'static str {
    match trouble {
        Some(PaperState::Gone) => "it may have moved: look for its new address, and mend `sources.toml`",
        Some(state) if !hint(state).is_empty() => hint(state),
        _ => "open its address in a browser; papers saved by hand are read by a source of the kind `folder`",
    }
}

/// About a paper: one sentence, lower case, no full stop; empty where there is nothing to be done.
pub(crate) fn hint(state: PaperState) -> &'static str {
    match state {
        PaperState::Awaited
        | PaperState::Spared
        | PaperState::Held
        | PaperState::Unlisted
        | PaperState::Vanished => "",
        PaperState::NotAPaper => "open its address in a browser: it may want a login, or be published later",
        PaperState::Blocked => {
            "ask the council to let the watch in, or save the paper by hand into a source of the kind `folder`"
        }
        PaperState::TlsError => {
            "tell the council that its certificate is wrong; save the paper by hand if you trust the connection"
        }
        PaperState::Gone => "it may be exempt from publication; ask the council where it went",
        PaperState::Forbidden => {
            "a published page has no business there; where the address is really the council's, name it in `sources.toml`"
        }
        PaperState::Limit => {
            "raise the source's limits, or save the paper by hand into a source of the kind `folder`"
        }
        PaperState::Unwell | PaperState::Network => "the next night asks again",
    }
}
