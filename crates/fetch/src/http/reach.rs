//! Which addresses may be asked: what a council publishes is on the public net, by HTTP.
//!
//! A page's links and redirects are written by others. One that leads to `file:`, to this machine or to the network that
//! it stands in would let a page read what only we can reach (server-side request forgery). The address that is checked
//! is the one that is connected to: the check stands in the resolver, so a name that resolves differently a moment later
//! gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

use super::{Reach, Trouble};

/// An address that a name resolves to and that is not asked.
#[derive(Debug, thiserror::Error)]
#[error("its name leads to {address}, {reason}")]
pub(super) struct Refused {
    address: IpAddr,
    reason: &'static str,
}

/// Resolves names to addresses within reach.
#[derive(Debug)]
pub(super) struct ReachResolver {
    reach: Reach,
    system: DefaultResolver,
}

impl ReachResolver {
    pub(super) fn new(reach: Reach) -> Self {
        Self { reach, system: DefaultResolver::default() }
    }
}

impl Resolver for ReachResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.system.resolve(uri, config, timeout)?;
        let mut within = self.empty();
        let mut refused = None;
        for address in found.iter().copied() {
            match barrier(address.ip(), self.reach) {
                None => within.push(address),
                Some(reason) => refused = Some(Refused { address: address.ip(), reason }),
            }
        }
        match refused {
            Some(refused) if within.is_empty() => Err(ureq::Error::Other(Box::new(refused))),
            _ => Ok(within),
        }
    }
}

/// Whether an address may be asked as far as it can be told before its name is resolved.
///
/// # Errors
///
/// Where it may not.
pub(super) fn check(url: &Url, reach: Reach) -> Result<(), Trouble> {
    let reason = if !matches!(url.scheme(), "http" | "https") {
        Some("only http and https are asked")
    } else if !url.username().is_empty() || url.password().is_some() {
        Some("it carries a name or password, and what needs a login is not published")
    } else if reach == Reach::Public && url.port().is_some_and(|port| port < FIRST_USER_PORT) {
        Some("its port belongs to another service than the web")
    } else {
        match url.host() {
            Some(url::Host::Ipv4(address)) => barrier(address.into(), reach),
            Some(url::Host::Ipv6(address)) => barrier(address.into(), reach),
            Some(url::Host::Domain(_)) => None,
            None => Some("it names no host"),
        }
    };
    reason.map_or(Ok(()), |reason| Err(forbidden(url, reason)))
}

/// The trouble of an address that is not asked.
pub(super) fn forbidden(url: &Url, reason: &str) -> Trouble {
    Trouble::Forbidden { url: url.to_string(), reason: reason.to_owned() }
}

/// Ports below are those of the system's services: mail, remote shells, file shares (RFC 6335, 6). The web's own two are no
/// port at all in an address that has been parsed.
const FIRST_USER_PORT: u16 = 1024;

/// What a block of addresses is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// This machine, or the network that it stands in: asked where the source says so.
    Private,
    /// Nobody's web server.
    Never,
}

/// Why an address is not asked; nothing where it is.
fn barrier(address: IpAddr, reach: Reach) -> Option<&'static str> {
    let (ground, reason) = match address {
        IpAddr::V4(address) => ground_v4(address)?,
        IpAddr::V6(address) => ground_v6(address)?,
    };
    (ground == Ground::Never || reach == Reach::Public).then_some(reason)
}

/// The blocks of IPv4 that are not public (IANA, IPv4 Special-Purpose Address Registry): network, length, ground, name.
/// Link-local is never asked, not even privately: cloud machines keep their keys there.
const BLOCKS_V4: &[(Ipv4Addr, u32, Ground, &str)] = &[
    (Ipv4Addr::UNSPECIFIED, 8, Ground::Never, "which is no host"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, Ground::Private, "a private address"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, Ground::Private, "an address shared within a carrier"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, Ground::Private, "this machine"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, Ground::Never, "a link-local address"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, Ground::Private, "a private address"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Ground::Never, "an address for protocols"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Ground::Never, "an address for documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, Ground::Never, "an address of relays"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, Ground::Private, "a private address"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, Ground::Never, "an address for benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Ground::Never, "an address for documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Ground::Never, "an address for documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, Ground::Never, "a multicast address"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, Ground::Never, "a reserved address"),
];

fn ground_v4(address: Ipv4Addr) -> Option<(Ground, &'static str)> {
    BLOCKS_V4
        .iter()
        .find(|(network, length, ..)| (address.to_bits() ^ network.to_bits()) >> (32 - length) == 0)
        .map(|&(_, _, ground, name)| (ground, name))
}

/// The same for IPv6 (IANA, IPv6 Special-Purpose Address Registry). All that is public lies in `2000::/3`, so what is not
/// named here and not in there is nobody's either.
const BLOCKS_V6: &[(Ipv6Addr, u32, Ground, &str)] = &[
    (Ipv6Addr::LOCALHOST, 128, Ground::Private, "this machine"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, Ground::Private, "a private address"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, Ground::Never, "an address for protocols"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, Ground::Never, "an address for documentation"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, Ground::Never, "an address for documentation"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, Ground::Never, "a link-local address"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, Ground::Never, "a multicast address"),
];

fn ground_v6(address: Ipv6Addr) -> Option<(Ground, &'static str)> {
    let bits = address.to_bits();
    let named =
        BLOCKS_V6.iter().find(|(network, length, ..)| (bits ^ network.to_bits()) >> (128 - length) == 0);
    if let Some(&(_, _, ground, name)) = named {
        return Some((ground, name));
    }
    if let Some(inner) = embedded(address) {
        return ground_v4(inner);
    }
    let public = bits >> 125 == 1;
    (!public).then_some((Ground::Never, "which is no public address"))
}

/// The IPv4 address that an IPv6 one stands for: mapped and compatible (RFC 4291, 2.5.5), NAT64 (RFC 6052, 2.1), 6to4
/// (RFC 3056, 2).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_reach(url: &str, public: Option<&str>, private: Option<&str>) {
        let url = Url::parse(url).unwrap();
        for (reach, expected) in [(Reach::Public, public), (Reach::Private, private)] {
            let found = check(&url, reach).err();
            let expected = expected.map(|reason| forbidden(&url, reason));
            assert_eq!(found, expected, "{url} {reach:?}");
        }
    }

    /// Asked under both reaches.
    #[track_caller]
    fn public(url: &str) {
        check_reach(url, None, None);
    }

    /// Asked where the source says so.
    #[track_caller]
    fn private(url: &str, reason: &str) {
        check_reach(url, Some(reason), None);
    }

    /// Never asked.
    #[track_caller]
    fn never(url: &str, reason: &str) {
        check_reach(url, Some(reason), Some(reason));
    }

    #[test]
    fn the_public_web_is_asked() {
        public("https://democracy.example.gov.uk/ieListDocuments.aspx?MId=1");
        public("http://8.8.8.8/");
        public("https://[2a00:1450:4009::200e]/");
        public("https://example.gov.uk:8443/");
    }

    #[test]
    fn other_schemes_are_not() {
        for url in [
            "file:///etc/passwd",
            "ftp://example.gov.uk/a.pdf",
            "data:text/plain,x",
            "gopher://x/",
            "mailto:a@b.c",
        ] {
            never(url, "only http and https are asked");
        }
    }

    #[test]
    fn logins_and_ports_of_other_services_are_not() {
        let login = "it carries a name or password, and what needs a login is not published";
        never("https://me@example.gov.uk/", login);
        never("https://:secret@example.gov.uk/", login);
        private("http://example.gov.uk:25/", "its port belongs to another service than the web");
        public("http://example.gov.uk:80/");
    }

    #[test]
    fn private_addresses_are_asked_where_the_source_says_so() {
        for url in
            ["http://127.0.0.1/", "http://127.255.0.9:8080/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"]
        {
            private(url, "this machine");
        }
        for url in ["http://10.1.2.3/", "http://172.31.255.255/", "http://192.168.0.1/", "http://[fd00::1]/"]
        {
            private(url, "a private address");
        }
        private("http://100.64.0.1/", "an address shared within a carrier");
        public("http://172.32.0.1/");
        public("http://100.128.0.1/");
    }

    #[test]
    fn odd_spellings_of_an_address_are_that_address() {
        for host in ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "127.0.0.1."] {
            private(&format!("http://{host}/"), "this machine");
        }
        private("http://[::ffff:7f00:1]/", "this machine");
    }

    #[test]
    fn an_address_within_an_address_counts() {
        private("http://[64:ff9b::10.0.0.1]/", "a private address");
        private("http://[2002:c0a8:1::1]/", "a private address");
        never("http://[2002:a9fe:a9fe::]/", "a link-local address");
        never("http://[::ffff:169.254.169.254]/", "a link-local address");
        public("http://[64:ff9b::8.8.8.8]/");
        public("http://[2002:808:808::1]/");
    }

    #[test]
    fn nobodys_addresses_are_never_asked() {
        never("http://0.0.0.0/", "which is no host");
        never("http://[::]/", "which is no host");
        never("http://169.254.169.254/latest/meta-data", "a link-local address");
        never("http://[fe80::1]/", "a link-local address");
        never("http://224.0.0.1/", "a multicast address");
        never("http://[ff02::1]/", "a multicast address");
        never("http://192.0.2.1/", "an address for documentation");
        never("http://[2001:db8::1]/", "an address for documentation");
        never("http://[3fff::1]/", "an address for documentation");
        never("http://255.255.255.255/", "a reserved address");
        never("http://198.19.0.1/", "an address for benchmarks");
        never("http://[2001::1]/", "an address for protocols");
        never("http://[64:ff9b:1::1]/", "which is no public address");
        never("http://[fec0::1]/", "which is no public address");
    }
}
