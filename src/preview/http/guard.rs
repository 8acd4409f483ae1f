//! Who may ask: in one place, for every route and socket, before anything else is looked at.
//!
//! A preview runs a person's code on their machine, and any web page that they have open can send requests to it. So
//! a request needs the random token in its path, a `Host` that is ours (a name that was bound anew to 127.0.0.1 is
//! not), and, where the browser names the page that asks, an `Origin` that is ours.
//!
//! May not know what the routes do.

use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

/// The secret in a page's address: 128 random bits.
#[derive(Clone, Debug)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// As it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Neither GET nor HEAD.
    #[error("this address is only read")]
    Method,
    /// `Host` is missing, there twice, or not ours.
    #[error("this host is not expected here")]
    Host,
    /// `Origin` is not ours, or a socket has none.
    #[error("this origin is not expected here")]
    Origin,
    /// No token, or a wrong one.
    #[error("the address lacks its token")]
    Token,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::Host => StatusCode::MISDIRECTED_REQUEST,
            Refusal::Origin | Refusal::Token => StatusCode::FORBIDDEN,
        }
    }
}

/// What one port lets in.
#[derive(Debug)]
pub struct Guard {
    token: Token,
    origins: RwLock<Vec<String>>,
    /// The pages that may frame this one, as sources of a content security policy.
    framed_by: RwLock<Vec<String>>,
    policy: Policy,
}

/// What a port's pages may load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// A person's app and components: they may load what they could in Streamlit's page.
    App,
    /// The inspector: its own files, and the app in a frame.
    Inspector,
}

impl Guard {
    /// Lets in who knows `token` and asks for `port` on this machine.
    pub fn new(token: Token, port: u16, policy: Policy) -> Self {
        let origins = [format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")];
        Self { token, origins: RwLock::new(origins.into()), framed_by: RwLock::default(), policy }
    }

    /// Lets in an origin through which an editor reaches this port from elsewhere.
    pub fn expect_origin(&self, origin: &str) {
        let origin = origin_of(origin);
        self.origins.write().unwrap_or_else(PoisonError::into_inner).push(origin);
    }

    /// Lets pages of this source (an origin, or a scheme such as `vscode-webview:`) show this port's in a frame.
    pub fn expect_frame(&self, source: &str) {
        self.framed_by.write().unwrap_or_else(PoisonError::into_inner).push(source.to_string());
    }

    /// The origins that are ours.
    pub fn origins(&self) -> Vec<String> {
        self.origins.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a request may go on.
    pub fn admit(&self, request: &Parts) -> Result<(), Refusal> {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return Err(Refusal::Method);
        }
        let origins = self.origins.read().unwrap_or_else(PoisonError::into_inner);
        let host = only(&request.headers, header::HOST).map_err(|_| Refusal::Host)?.ok_or(Refusal::Host)?;
        let ours =
            |host: &str| origins.iter().any(|origin| origin.split_once("://").is_some_and(|(_, own)| own == host));
        // A request line may name another host than the header does.
        let target = request.uri.authority().map(|authority| authority.as_str());
        if !ours(host) || target.is_some_and(|target| !ours(target)) {
            return Err(Refusal::Host);
        }
        match only(&request.headers, header::ORIGIN).map_err(|_| Refusal::Origin)? {
            Some(origin) if origins.iter().any(|own| own == origin) => {}
            None if !request.headers.contains_key(header::UPGRADE) => {}
            _ => return Err(Refusal::Origin),
        }
        let first = request.uri.path().split('/').nth(1).unwrap_or_default();
        if self.token.is(first) { Ok(()) } else { Err(Refusal::Token) }
    }

    /// The content security policy of this port's pages.
    fn content_policy(&self) -> String {
        let framed_by = self.framed_by.read().unwrap_or_else(PoisonError::into_inner).join(" ");
        match self.policy {
            Policy::App => format!("frame-ancestors 'self' {framed_by}"),
            Policy::Inspector => format!(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                 frame-src http: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'self' {framed_by}"
            ),
        }
    }
}

/// The origin of an address: `https://host[:port]`.
pub fn origin_of(address: &str) -> String {
    address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/").to_ascii_lowercase()
}

/// The one value of a header, none where it is missing; several are an error, and so is one that is no text.
fn only(headers: &HeaderMap, name: HeaderName) -> Result<Option<&str>, ()> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| ()),
        _ => Err(()),
    }
}

/// The middleware: around every route of a port, and around what is no route.
pub async fn stand(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut response = match guard.admit(&parts) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refusal) => (refusal.status(), format!("crosswire: {refusal}\n")).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The address holds the token: other sites learn the origin and no more.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if let Ok(policy) = HeaderValue::from_str(&guard.content_policy()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
