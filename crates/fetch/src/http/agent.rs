//! Who asks: a true name, a version and a contact, so that a council's web team can tell us from others and write to us.
//!
//! Refuses to imitate a browser.

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// The product, by which robots.txt names it: `Boardlift`.
    pub product: String,
    /// Its version.
    pub version: String,
    /// How to reach whoever runs it: an address in the web, or of mail.
    pub contact: String,
}

impl Agent {
    /// This program, run by whoever `contact` reaches.
    pub fn new(contact: &str) -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Self { product: "Boardlift".to_owned(), version, contact: contact.to_owned() }
    }

    /// `User-Agent` (RFC 9110, 10.1.5): `Boardlift/0.1.0 (+CONTACT)`.
    pub fn user_agent(&self) -> String {
        format!("{}/{} (+{})", printable(&self.product), printable(&self.version), printable(&self.contact))
    }

    /// `From` (RFC 9110, 10.1.2), where the contact is an address of mail.
    pub fn from(&self) -> Option<String> {
        let contact = printable(&self.contact);
        let (name, host) = contact.split_once('@')?;
        let plain = !name.is_empty() && host.contains('.') && !contact.contains(['/', ' ', ':', ',', '<']);
        plain.then_some(contact)
    }
}

/// What may stand in a header's comment as it is: no parenthesis or backslash (RFC 9110, 5.6.5), nothing beyond ASCII, and
/// no line break, which would begin another header.
fn printable(text: &str) -> String {
    let plain = |letter: &char| (' '..='~').contains(letter) && !matches!(letter, '(' | ')' | '\\');
    text.trim().chars().filter(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(contact: &str, user_agent: &str, from: Option<&str>) {
        let agent = Agent { version: "1.2".to_owned(), ..Agent::new(contact) };
        assert_eq!((agent.user_agent().as_str(), agent.from().as_deref()), (user_agent, from));
    }

    #[test]
    fn tells_truly_who_asks() {
        check("https://watch.example/about", "Boardlift/1.2 (+https://watch.example/about)", None);
        check("ann@watch.example", "Boardlift/1.2 (+ann@watch.example)", Some("ann@watch.example"));
        check("https://ann@watch.example/", "Boardlift/1.2 (+https://ann@watch.example/)", None);
    }

    #[test]
    fn a_contact_cannot_begin_another_header() {
        check("a\r\nX-Evil: 1 (b)\\", "Boardlift/1.2 (+aX-Evil: 1 b)", None);
        check("Zoë@watch.example", "Boardlift/1.2 (+Zo@watch.example)", Some("Zo@watch.example"));
    }
}
