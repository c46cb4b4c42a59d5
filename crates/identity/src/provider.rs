//! A city's identity provider, asked by OpenID Connect: authorization code with PKCE, state and nonce. What is remembered
//! between leaving and coming back stays on the server.

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AsyncHttpClient, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndUserEmail, HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// What the provider says of itself, its keys included, is asked for anew after so long.
const KNOWN_FOR: Duration = Duration::from_secs(600);

/// The provider's answers are waited for so long each; a log-in takes three at most.
const ANSWER_WITHIN: Duration = Duration::from_secs(4);

/// Bytes of an answer at most: what a provider says of itself takes some thousands.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// By which of the provider's words a person is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// The subject, which a provider never gives to somebody else.
    #[default]
    Sub,
    /// The e-mail address, if the provider has verified it.
    Email,
}

/// How the provider is asked.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its address.
    pub issuer: String,
    /// As what we are known to it.
    pub client_id: String,
    /// The secret we share with it.
    pub client_secret: String,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// How strictly a person must have logged in there; the provider must say that it was so.
    pub acr: Option<String>,
    /// By what a person is known here.
    pub named_by: Named,
    /// The authority that vouches for the provider, as PEM, where it is not among those that everybody trusts.
    pub authority: Option<Vec<u8>>,
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ProviderSettings").field(&self.issuer).finish()
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProviderSettingsFault {
    /// No address, or one that everybody on the way can read.
    #[error("issuer = \"{0}\" is no https address")]
    Issuer(String),
    /// The authority's certificate cannot be read, or no client can be made.
    #[error("the identity provider cannot be reached securely: {0}")]
    Client(String),
}

/// Why nobody was recognised.
#[derive(Debug, thiserror::Error)]
pub enum ProviderFault {
    /// The provider does not answer, or answers nonsense: no fault of the person.
    #[error("the identity provider does not answer as it should: {0}")]
    Down(String),
    /// It, or what came back from it, does not say what it must.
    #[error("the identity provider's answer does not count: {0}")]
    Refused(String),
}

fn down(cause: impl fmt::Display) -> ProviderFault {
    ProviderFault::Down(cause.to_string())
}

fn refused(cause: impl fmt::Display) -> ProviderFault {
    ProviderFault::Refused(cause.to_string())
}

/// What is remembered of somebody who was sent to the provider: for the server alone.
#[derive(Clone, Serialize, Deserialize)]
pub struct Departure {
    state: String,
    nonce: String,
    verifier: String,
}

impl Departure {
    /// Whether what came back belongs to this departure.
    #[must_use]
    pub fn is_state(&self, state: &str) -> bool {
        !state.is_empty() && self.state == state
    }
}

impl fmt::Debug for Departure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Departure(…)")
    }
}

/// Whom the provider recognised. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Recognised(pub String);

impl fmt::Debug for Recognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recognised(…)")
    }
}

/// By what the provider is asked.
struct Http(reqwest::Client);

impl Http {
    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let request = reqwest::Request::try_from(request.map(reqwest::Body::from)).map_err(unanswered)?;
        let mut answer = self.0.execute(request).await.map_err(unanswered)?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(unanswered)? {
            if body.len() + piece.len() > ANSWER_BYTES_MAX {
                return Err(Unanswered("the answer has no end".to_owned()));
            }
            body.extend_from_slice(&piece);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// The provider.
pub struct Provider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    http: Http,
    /// What it said of itself, and when.
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Provider").field(&self.settings).finish()
    }
}

impl Provider {
    /// Checks the settings; asks nothing yet.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn new(settings: ProviderSettings) -> Result<Self, ProviderSettingsFault> {
        let fault = || ProviderSettingsFault::Issuer(settings.issuer.clone());
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| fault())?;
        let url = issuer.url();
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(fault());
        }
        let client = |cause: reqwest::Error| ProviderSettingsFault::Client(cause.to_string());
        // An answer that leads elsewhere could make us ask a machine of the house.
        let mut http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(ANSWER_WITHIN);
        if let Some(pem) = &settings.authority {
            http = http.add_root_certificate(reqwest::Certificate::from_pem(pem).map_err(client)?);
        }
        let http = http.build().map_err(client)?;
        Ok(Self { settings, issuer, http: Http(http), known: Mutex::new(None) })
    }

    /// Where to send somebody who is to come back at `back`.
    ///
    /// # Errors
    /// [`ProviderFault::Down`].
    pub async fn depart(&self, back: &str) -> Result<(String, Departure), ProviderFault> {
        let metadata = self.metadata().await?;
        let back = RedirectUrl::new(back.to_owned()).map_err(down)?;
        let (id, secret) = self.client();
        let client = CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(back);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if let Some(acr) = &self.settings.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        let (address, state, nonce) = request.set_pkce_challenge(challenge).url();
        let departure = Departure {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
        };
        Ok((address.into(), departure))
    }

    /// Whom the provider recognised, as the code says that came back. The caller has compared the state, and uses a
    /// departure once.
    ///
    /// # Errors
    /// When the provider does not answer, or what it says does not count.
    pub async fn arrive(&self, back: &str, code: &str, departure: Departure) -> Result<Recognised, ProviderFault> {
        let metadata = self.metadata().await?;
        let back = RedirectUrl::new(back.to_owned()).map_err(down)?;
        let (id, secret) = self.client();
        let client = CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(back);
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(down)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(departure.verifier));
        let answer = request.request_async(&self.http).await.map_err(|fault| match fault {
            openidconnect::RequestTokenError::ServerResponse(said) => refused(said),
            other => down(other),
        })?;
        let token = answer.id_token().ok_or_else(|| refused("there is no ID token"))?;
        let verifier = client.id_token_verifier();
        let claims = match token.claims(&verifier, &Nonce::new(departure.nonce)) {
            Ok(claims) => claims,
            Err(fault) => {
                // Should its keys have changed, they are asked for anew next time.
                *self.known.lock().await = None;
                return Err(refused(fault));
            }
        };
        if let Some(expected) = claims.access_token_hash() {
            let (algorithm, key) =
                (token.signing_alg().map_err(refused)?, token.signing_key(&verifier).map_err(refused)?);
            let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key).map_err(refused)?;
            if actual != *expected {
                return Err(refused("the access token is another one"));
            }
        }
        self.check_acr(claims)?;
        let (said, is_verified) = (claims.email().cloned(), claims.email_verified());
        match self.settings.named_by {
            Named::Sub => return Ok(Recognised(claims.subject().to_string())),
            Named::Email if said.is_some() => return verified(said, is_verified),
            Named::Email => {}
        }
        // Most providers say the address only to who asks for it.
        let asked = client.user_info(answer.access_token().clone(), Some(claims.subject().clone())).map_err(refused)?;
        let told: CoreUserInfoClaims = asked.request_async(&self.http).await.map_err(down)?;
        verified(told.email().cloned(), told.email_verified())
    }

    /// Whether the person has logged in there as strictly as is asked for.
    fn check_acr(&self, claims: &CoreIdTokenClaims) -> Result<(), ProviderFault> {
        let said = claims.auth_context_ref().map(|acr| acr.as_str());
        match self.settings.acr.as_deref() {
            Some(asked) if said != Some(asked) => {
                Err(refused("the person has not logged in there as strictly as is asked for"))
            }
            _ => Ok(()),
        }
    }

    fn client(&self) -> (ClientId, Option<ClientSecret>) {
        let (id, secret) = (&self.settings.client_id, &self.settings.client_secret);
        (ClientId::new(id.clone()), Some(ClientSecret::new(secret.clone())))
    }

    /// What the provider says of itself, asked for by one at a time.
    async fn metadata(&self) -> Result<CoreProviderMetadata, ProviderFault> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &*known
            && at.elapsed() < KNOWN_FOR
        {
            return Ok(metadata.clone());
        }
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await.map_err(down)?;
        *known = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }
}

/// An address counts if the provider has verified it: anybody could have typed another.
fn verified(email: Option<EndUserEmail>, is_verified: Option<bool>) -> Result<Recognised, ProviderFault> {
    match email {
        Some(email) if is_verified == Some(true) => Ok(Recognised(email.to_lowercase())),
        _ => Err(refused("there is no e-mail address that the provider has verified")),
    }
}

/// Why there was no answer. An address in it would hold nothing personal, but is left out as well.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unanswered(String);

fn unanswered(cause: reqwest::Error) -> Unanswered {
    Unanswered(cause.without_url().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(issuer: &str) -> ProviderSettings {
        ProviderSettings {
            issuer: issuer.to_owned(),
            client_id: "kezek".to_owned(),
            client_secret: "a secret".to_owned(),
            scopes: Vec::new(),
            acr: None,
            named_by: Named::Sub,
            authority: None,
        }
    }

    #[test]
    fn a_provider_is_asked_by_https_or_on_this_very_machine() {
        assert!(Provider::new(settings("https://id.example.kz")).is_ok());
        assert!(Provider::new(settings("http://127.0.0.1:9000")).is_ok());
        for issuer in ["http://id.example.kz", "ftp://id.example.kz", "id.example.kz", ""] {
            assert!(matches!(Provider::new(settings(issuer)), Err(ProviderSettingsFault::Issuer(_))), "{issuer}");
        }
    }

    #[tokio::test]
    async fn a_provider_that_is_not_there_is_down_and_nothing_worse() {
        let provider = Provider::new(settings("http://127.0.0.1:9")).expect("settings that can be used");
        let fault = provider.depart("https://balabaqsha.example.kz/back").await;
        assert!(matches!(fault, Err(ProviderFault::Down(_))));
    }

    #[test]
    fn what_is_secret_is_not_printed() {
        assert_eq!(format!("{:?}", settings("https://id.kz")), "ProviderSettings(\"https://id.kz\")");
        let departure = Departure { state: "s".into(), nonce: "n".into(), verifier: "v".into() };
        assert!(departure.is_state("s") && !departure.is_state("") && !departure.is_state("t"));
        assert_eq!(format!("{departure:?} {:?}", Recognised("asel@example.kz".into())), "Departure(…) Recognised(…)");
    }
}
