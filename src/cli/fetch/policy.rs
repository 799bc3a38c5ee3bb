//! The hosts to which a page may make this program connect.
//!
//! A page is written by a stranger, and the program runs where its user is: beside a router, a printer, a company's own
//! servers, the metadata service of a cloud. So an address that a page names is fetched only if its host has a public
//! IP address. The resolved addresses of the name are checked, and the connection goes to exactly these, so that a name
//! cannot change its meaning in between.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Networks of IPv4 that are not public: the first address, the number of bits that all addresses share, and the reason
/// (RFC 6890 and the registry of IANA that it founded).
const NOT_PUBLIC_4: &[(Ipv4Addr, u32, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this host"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "a provider's own"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local, and the metadata services of clouds"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocols"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "examples"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "relays of 6to4"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "measurements"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "examples"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "examples"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved, and broadcast"),
];

/// The same inside `2000::/3`, the only public part of IPv6.
const NOT_PUBLIC_6: &[(Ipv6Addr, u32, &str)] = &[
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "protocols, Teredo among them"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "examples"),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4, which leads to any IPv4"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "examples"),
];

/// True if everybody can reach an address.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let shares =
                |(network, bits, _): &(Ipv4Addr, u32, &str)| (ip.to_bits() ^ network.to_bits()) >> (32 - bits) == 0;
            !NOT_PUBLIC_4.iter().any(shares)
        }
        IpAddr::V6(ip) => match within(ip) {
            Some(inner) => is_public(IpAddr::V4(inner)),
            None => {
                let shares = |(network, bits, _): &(Ipv6Addr, u32, &str)| {
                    (ip.to_bits() ^ network.to_bits()) >> (128 - bits) == 0
                };
                ip.to_bits() >> 125 == 1 && !NOT_PUBLIC_6.iter().any(shares)
            }
        },
    }
}

/// The IPv4 address that an IPv6 address only wraps: mapped (`::ffff:0:0/96`), or for translation (`64:ff9b::/96`).
fn within(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let head = ip.to_bits() >> 32;
    (head == 0xffff || head == 0x64_ff9b_u128 << 64).then(|| Ipv4Addr::from_bits(ip.to_bits() as u32))
}

/// Finds the addresses of hosts that pages name, and keeps those that everybody can reach.
#[derive(Debug)]
pub struct PublicOnly {
    /// Hosts of `--allow-host`, which may be anywhere.
    pub allowed: Vec<String>,
}

/// All addresses of a host are private.
#[derive(Debug, thiserror::Error)]
#[error("its host is in a private network")]
pub struct IsPrivate;

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if uri.host().is_some_and(|host| self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))) {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|address| is_public(address.ip())).for_each(|address| public.push(*address));
        if public.is_empty() { Err(ureq::Error::Other(Box::new(IsPrivate))) } else { Ok(public) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_told_in_every_spelling() {
        for ip in [
            "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1",
            "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
            "2001:db8::1", "2001:0:1::1",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "1.1.1.1", "172.32.0.1", "172.15.0.1", "100.63.0.1", "2606:4700::1111", "::ffff:1.1.1.1",
            "64:ff9b::101:101",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    /// The last address before each network, its first and last, and the next one.
    #[test]
    fn networks_end_where_the_registry_says() {
        for (last_before, first, last, next) in [
            ("0.255.255.255", "1.0.0.0", "9.255.255.255", "10.0.0.0"),
            ("10.255.255.255", "11.0.0.0", "100.63.255.255", "100.64.0.0"),
            ("100.127.255.255", "100.128.0.0", "126.255.255.255", "127.0.0.0"),
            ("127.255.255.255", "128.0.0.0", "169.253.255.255", "169.254.0.0"),
            ("169.254.255.255", "169.255.0.0", "172.15.255.255", "172.16.0.0"),
            ("172.31.255.255", "172.32.0.0", "191.255.255.255", "192.0.0.0"),
            ("192.0.0.255", "192.0.1.0", "192.0.1.255", "192.0.2.0"),
            ("192.0.2.255", "192.0.3.0", "192.88.98.255", "192.88.99.0"),
            ("192.88.99.255", "192.88.100.0", "192.167.255.255", "192.168.0.0"),
            ("192.168.255.255", "192.169.0.0", "198.17.255.255", "198.18.0.0"),
            ("198.19.255.255", "198.20.0.0", "198.51.99.255", "198.51.100.0"),
            ("198.51.100.255", "198.51.101.0", "203.0.112.255", "203.0.113.0"),
            ("203.0.113.255", "203.0.114.0", "223.255.255.255", "224.0.0.0"),
            ("1fff:ffff::", "2000::", "2000:ffff::", "2001::"),
            ("2001:1ff:ffff::", "2001:200::", "2001:db7:ffff::", "2001:db8::"),
            ("2001:db8:ffff::", "2001:db9::", "2001:ffff::", "2002::"),
            ("2002:ffff::", "2003::", "3ffe:ffff::", "3fff::"),
            ("3fff:fff::", "3fff:1000::", "3fff:ffff::", "4000::"),
            ("::ffff:a00:0", "::ffff:b00:0", "::ffff:102:304", "::fffe:102:304"),
            ("64:ff9a::102:304", "64:ff9b::102:304", "64:ff9b::b00:0", "64:ff9b:0:0:0:1:102:304"),
        ] {
            let found = [last_before, first, last, next].map(|ip| is_public(ip.parse().unwrap()));
            assert_eq!(found, [false, true, true, false], "{last_before} {first} {last} {next}");
        }
    }
}
