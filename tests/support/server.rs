//! A web server on the loopback interface, small enough to break the rules of HTTP if a test needs it broken.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request in the server's view.
#[derive(Clone, Debug)]
pub struct Seen {
    pub path: String,
    headers: BTreeMap<String, String>,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// The bytes sent over the wire, part after part. Then the connection is closed.
#[derive(Clone)]
pub enum Part {
    Bytes(Vec<u8>),
    Pause(u64),
    /// The same bytes for as long as the client reads.
    Endless(Vec<u8>),
}

/// An answer.
#[derive(Clone, Default)]
pub struct Reply(pub Vec<Part>);

impl Reply {
    /// An answer that follows the rules.
    pub fn new(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status} Said\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        Reply(vec![Part::Bytes(format!("{head}\r\n").into_bytes()), Part::Bytes(body.to_vec())])
    }

    pub fn html(text: impl AsRef<str>) -> Self {
        Reply::new(200, &[("Content-Type", "text/html; charset=utf-8")], text.as_ref().as_bytes())
    }

    pub fn picture(kind: &str, bytes: &[u8]) -> Self {
        Reply::new(200, &[("Content-Type", kind)], bytes)
    }

    pub fn to(address: &str) -> Self {
        Reply::new(302, &[("Location", address)], b"")
    }

    pub fn raw(text: &str) -> Self {
        Reply(vec![Part::Bytes(text.as_bytes().to_vec())])
    }

    pub fn then(mut self, part: Part) -> Self {
        self.0.push(part);
        self
    }
}

type Route = Box<dyn Fn(&Seen) -> Reply + Send + Sync>;

/// A running server; it ends with the test.
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    routes: Arc<Mutex<BTreeMap<String, Arc<Route>>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// The number of requests at work now, and the greatest so far.
    busy: Arc<Mutex<(usize, usize)>>,
}

impl Server {
    pub fn start() -> Self {
        Server::on("127.0.0.1:0", None).unwrap()
    }

    /// On an address, over TLS with a configuration; `None` if the machine does not have the address.
    pub fn on(address: &str, tls: Option<Arc<rustls::ServerConfig>>) -> Option<Self> {
        let listener = TcpListener::bind(address).ok()?;
        let server = Server {
            address: listener.local_addr().ok()?,
            scheme: if tls.is_some() { "https" } else { "http" },
            routes: Arc::default(),
            seen: Arc::default(),
            busy: Arc::default(),
        };
        let (routes, seen, busy) = (server.routes.clone(), server.seen.clone(), server.busy.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (routes, seen, busy, tls) = (routes.clone(), seen.clone(), busy.clone(), tls.clone());
                std::thread::spawn(move || {
                    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
                    match tls {
                        None => serve(stream, &routes, &seen, &busy),
                        Some(config) => {
                            let Ok(session) = rustls::ServerConnection::new(config) else { return };
                            serve(rustls::StreamOwned::new(session, stream), &routes, &seen, &busy);
                        }
                    }
                });
            }
        });
        Some(server)
    }

    /// Answers a path with any query.
    pub fn route(&self, path: &str, answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> &Self {
        self.routes.lock().unwrap().insert(path.into(), Arc::new(Box::new(answer)));
        self
    }

    /// Always the same answer for a path.
    pub fn say(&self, path: &str, reply: Reply) -> &Self {
        self.route(path, move |_| reply.clone())
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// The same by the host's name.
    pub fn named(&self, host: &str, path: &str) -> String {
        format!("{}://{host}:{}{path}", self.scheme, self.address.port())
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The requests for a path.
    pub fn asked(&self, path: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.path == path).collect()
    }

    pub fn most_at_once(&self) -> usize {
        self.busy.lock().unwrap().1
    }
}

fn serve<S: Read + Write>(
    stream: S,
    routes: &Mutex<BTreeMap<String, Arc<Route>>>,
    seen: &Mutex<Vec<Seen>>,
    busy: &Mutex<(usize, usize)>,
) {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    if stream.read_line(&mut line).is_err() {
        return;
    }
    let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        match stream.read_line(&mut line) {
            Ok(n) if n > 2 => {
                if let Some((name, value)) = line.trim_end().split_once(':') {
                    headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
                }
            }
            _ => break,
        }
    }
    let request = Seen { path, headers };
    seen.lock().unwrap().push(request.clone());
    {
        let mut busy = busy.lock().unwrap();
        busy.0 += 1;
        busy.1 = busy.1.max(busy.0);
    }
    let bare = request.path.split('?').next().unwrap_or("/");
    let route = routes.lock().unwrap().get(bare).cloned();
    let reply =
        route.map_or_else(|| Reply::new(404, &[("Content-Type", "text/html")], b"nothing"), |route| route(&request));
    let out = stream.get_mut();
    let last = reply.0.len().saturating_sub(1);
    'parts: for (at, part) in reply.0.into_iter().enumerate() {
        // A client with the last bytes may send its next request before this thread continues.
        if at == last {
            busy.lock().unwrap().0 -= 1;
        }
        match part {
            Part::Bytes(bytes) => {
                if out.write_all(&bytes).and_then(|()| out.flush()).is_err() {
                    break;
                }
            }
            Part::Pause(milliseconds) => std::thread::sleep(Duration::from_millis(milliseconds)),
            Part::Endless(bytes) => loop {
                if out.write_all(&bytes).is_err() {
                    break 'parts;
                }
            },
        }
    }
    let _ = out.flush();
}

/// Bytes packed as brotli packs data that it cannot make smaller (RFC 7932, 9.2): enough to see if they are unpacked.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    assert!(!bytes.is_empty() && bytes.len() <= 1 << 16, "one block");
    // WBITS 16 (one bit 0), ISLAST 0, MNIBBLES 4 (00), MLEN - 1 in 16 bits, ISUNCOMPRESSED 1: 21 bits.
    let head = ((bytes.len() as u32 - 1) << 4) | 1 << 20;
    let mut out = head.to_le_bytes()[..3].to_vec();
    out.extend(bytes);
    // An empty last block.
    out.push(3);
    out
}

/// A whole PNG picture of one colour; different sizes have different bytes.
pub fn png(side: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![90; (side * side) as usize]).unwrap();
    writer.finish().unwrap();
    out
}

/// Certificates of an authority of this test, and a server's configuration for a host that it signed.
pub fn authority(host: &str) -> (String, Arc<rustls::ServerConfig>) {
    let mut params = rcgen::CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let key = rcgen::KeyPair::generate().unwrap();
    let root = params.self_signed(&key).unwrap();
    let issuer = rcgen::Issuer::from_params(&params, &key);
    let own_key = rcgen::KeyPair::generate().unwrap();
    let own = rcgen::CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&own_key, &issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![own.der().clone()],
            rustls::pki_types::PrivateKeyDer::try_from(own_key.serialize_der()).unwrap(),
        )
        .unwrap();
    (root.pem(), Arc::new(config))
}
