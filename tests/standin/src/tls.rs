//! Hosts that answer over TLS with certificates that prove nothing.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::Error;

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// Nobody has signed it but the host itself.
    SelfSigned,
    /// It ended long ago, and nobody else has signed it.
    Expired,
    /// It is for another host, and nobody else has signed it.
    WrongName,
}

impl Certificate {
    pub(crate) fn config(self) -> Result<Arc<ServerConfig>, Error> {
        let name = if self == Self::WrongName { "elsewhere.example" } else { "127.0.0.1" };
        let mut params = CertificateParams::new([name.to_owned()])?;
        if self == Self::Expired {
            params.not_before = rcgen::date_time_ymd(2019, 1, 1);
            params.not_after = rcgen::date_time_ymd(2020, 1, 1);
        }
        let key = KeyPair::generate()?;
        let certificate = params.self_signed(&key)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        Ok(Arc::new(config))
    }
}
