//! Where redirects lead: each hop is a question of its own, and there are only so many.
//!
//! Other hosts and other schemes are followed, also from https to http as browsers do: the way is told with the answer, and
//! whether an address may be asked at all is checked for each.

use url::Url;

use super::Trouble;

/// The way from the address that was asked for to the one that answers.
#[derive(Debug)]
pub(super) struct Trail {
    hops: Vec<Url>,
    here: Url,
}

impl Trail {
    pub(super) fn new(url: &Url) -> Self {
        Self { hops: Vec::new(), here: whole(url.clone()) }
    }

    /// The address to ask now.
    pub(super) fn here(&self) -> &Url {
        &self.here
    }

    /// Goes to where an answer points.
    ///
    /// # Errors
    ///
    /// Where that is no address, was asked before, or is one hop too many.
    pub(super) fn follow(&mut self, location: &str) -> Result<(), Trouble> {
        let next = self.here.join(location).map(whole).map_err(|error| Trouble::Network {
            reason: format!("{} redirects to `{location}`, which is no address: {error}", self.here),
        })?;
        if next == self.here || self.hops.contains(&next) {
            return Err(Trouble::Limit { reason: format!("its redirects lead in a circle, back to {next}") });
        }
        if self.hops.len() == MOST_HOPS {
            return Err(Trouble::Limit {
                reason: format!("more than {MOST_HOPS} redirects, the last to {next}"),
            });
        }
        self.hops.push(std::mem::replace(&mut self.here, next));
        Ok(())
    }

    /// The address that answered, and those that led there.
    pub(super) fn end(self) -> (Url, Vec<Url>) {
        (self.here, self.hops)
    }
}

/// To the secure scheme, to the name with `www`, to the new site, from the short name to the number, from the number to
/// the file: five, which is also as many as robots.txt may need (RFC 9309, 2.3.1.2).
const MOST_HOPS: usize = 5;

/// A fragment is never sent (RFC 9110, 7.1), so it makes no other address.
fn whole(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a trail from `https://a.example/one` ends; else why it does not.
    #[track_caller]
    fn check(locations: &[&str], expected: Result<&str, &str>) {
        let mut trail = Trail::new(&Url::parse("https://a.example/one#top").unwrap());
        let walked = locations.iter().try_for_each(|location| trail.follow(location));
        let (end, hops) = trail.end();
        match (walked, expected) {
            (Ok(()), Ok(expected)) => {
                assert_eq!((end.as_str(), hops.len()), (expected, locations.len()));
            }
            (Err(trouble), Err(reason)) => assert!(trouble.to_string().contains(reason), "{trouble}"),
            (walked, _) => panic!("{walked:?} at {end}"),
        }
    }

    #[test]
    fn hops_are_relative_to_where_they_stand() {
        check(&[], Ok("https://a.example/one"));
        check(&["two?x=y z"], Ok("https://a.example/two?x=y%20z"));
        check(&["//b.example/x/", "../é.pdf#page=2"], Ok("https://b.example/%C3%A9.pdf"));
        check(&["http://a.example/one"], Ok("http://a.example/one"));
        check(&["file:///etc/passwd"], Ok("file:///etc/passwd"));
    }

    #[test]
    fn circles_end() {
        check(&["/one"], Err("in a circle, back to https://a.example/one"));
        check(&["#elsewhere"], Err("in a circle"));
        check(&["/two", "/three", "/two"], Err("in a circle, back to https://a.example/two"));
    }

    #[test]
    fn there_are_only_so_many() {
        check(&["1", "2", "3", "4", "5"], Ok("https://a.example/5"));
        check(&["1", "2", "3", "4", "5", "6"], Err("more than 5 redirects, the last to https://a.example/6"));
    }

    #[test]
    fn what_is_no_address_is_not_followed() {
        check(&["https://"], Err("redirects to `https://`, which is no address"));
        check(&["http://[::1"], Err("which is no address"));
    }
}
