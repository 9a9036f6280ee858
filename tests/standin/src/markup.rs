//! Words and addresses, as they stand in markup.

/// Text in HTML or XML, between tags or in an attribute.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A name as one part of an address's path.
pub(crate) fn encode(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~()".contains(&byte);
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_parts_of_addresses() {
        assert_eq!(
            encode("Leader’s report 50% & over.pdf"),
            "Leader%E2%80%99s%20report%2050%25%20%26%20over.pdf"
        );
        assert_eq!(escape("a & <b>"), "a &amp; &lt;b&gt;");
    }
}
