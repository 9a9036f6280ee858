//! A host whose certificate this machine trusts is asked over TLS. Which certificates are trusted is settled when a process
//! starts, so the test asks from a process of its own.

#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use boardlift_fetch::clock::SystemClock;
use boardlift_fetch::http::{Agent, Ask, Client, Manners, Reach};
use rcgen::{CertificateParams, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use url::Url;

/// Set for the process that asks.
const ADDRESS: &str = "BOARDLIFT_TEST_ADDRESS";

#[test]
fn a_certificate_that_is_trusted_opens_the_door() {
    if let Ok(address) = env::var(ADDRESS) {
        return ask(&Url::parse(&address).unwrap());
    }
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
    let port = serve(&certificate, &key);
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, certificate.pem()).unwrap();

    let asks = |name: &str| {
        let output = Command::new(env::current_exe().unwrap())
            .args(["--exact", "a_certificate_that_is_trusted_opens_the_door"])
            .env("SSL_CERT_FILE", &trusted)
            .env(ADDRESS, format!("https://{name}:{port}/a.pdf"))
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (trusted, told) = asks("localhost");
    assert!(trusted, "{told}");
    let (trusted, told) = asks("127.0.0.1");
    assert!(!trusted && told.contains("no secure connection"), "the certificate is for another name: {told}");
}

fn ask(url: &Url) {
    let client = Client::new(Agent::new("ann@watch.example"), Arc::new(SystemClock));
    let manners = Manners {
        pause: Duration::from_millis(1),
        most_bytes: 1000,
        longest: Duration::from_secs(20),
        reach: Reach::Private,
    };
    let mut body = Vec::new();
    match client.get(&Ask { url, known: None, manners: &manners }, &mut body) {
        Ok(_) => assert_eq!(body, b"paper"),
        Err(trouble) => panic!("{trouble}"),
    }
}

/// A host that has no rules, and one paper.
fn serve(certificate: &rcgen::Certificate, key: &KeyPair) -> u16 {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind(("localhost", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let secure = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = BufReader::new(StreamOwned::new(secure, stream));
            let question: Vec<String> =
                stream.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            let answer: &[u8] = match question.first() {
                Some(line) if line.contains("/robots.txt") => {
                    b"HTTP/1.1 404 None\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
                }
                Some(_) => b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 5\r\n\r\npaper",
                // It did not trust the certificate.
                None => continue,
            };
            let stream = stream.get_mut();
            stream.write_all(answer).unwrap();
            stream.conn.send_close_notify();
            stream.flush().unwrap();
        }
    });
    port
}
