//! Notices to browsers: what a push service gets to see, and what each of its answers means.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

use crate::ends;
use crate::servers::Server;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use delivery::Failure;
use delivery::push::{PushSettings, Pusher, Receiver, SenderKey};
use jiff::Timestamp;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use serde_json::Value;
use std::time::Duration;

const NOTICE: &str = r#"{"title":"Кезегіңіз келді","body":"Орын таңдаңыз","url":"https://bala.example.kz/kk/my"}"#;

/// A browser: what it keeps to itself, and what it tells.
struct Browser {
    secret: p256::SecretKey,
    auth: [u8; 16],
}

impl Browser {
    fn new() -> Self {
        Self { secret: p256::SecretKey::from_slice(&[9; 32]).unwrap(), auth: [5; 16] }
    }

    fn receiver(&self, endpoint: &str) -> Receiver {
        let point = self.secret.public_key().to_encoded_point(false);
        Receiver {
            endpoint: endpoint.to_owned(),
            p256dh: Base64UrlUnpadded::encode_string(point.as_bytes()),
            // Some browsers pad.
            auth: Base64UrlUnpadded::encode_string(&self.auth) + "==",
        }
    }

    fn opens(&self, sealed: &[u8]) -> String {
        let auth = web_push_native::Auth::from(self.auth);
        String::from_utf8(web_push_native::decrypt(sealed.to_vec(), &self.secret, &auth).unwrap()).unwrap()
    }
}

fn settings(services: &str) -> PushSettings {
    let text = format!(
        "contact = \"mailto:kezek@example.kz\"\nservices = [{services}]\nconnect_seconds_max = 1\nanswer_seconds_max = 1\n"
    );
    toml::from_str(&text).expect("the settings can be read")
}

fn now() -> Timestamp {
    "2026-04-08T19:00:00Z".parse().expect("a literal instant")
}

fn key() -> SenderKey {
    SenderKey::from_bytes(&[3; 32]).expect("a key")
}

fn pusher(services: &str) -> Pusher {
    Pusher::new(&settings(services), key()).expect("the settings are good")
}

fn local(server: &Server) -> (Pusher, String) {
    let origin = format!("http://127.0.0.1:{}", server.port);
    (pusher(&format!("\"{origin}\"")), origin)
}

async fn send(pusher: &Pusher, endpoint: &str) -> Result<(), Failure> {
    ends(pusher.send(&Browser::new().receiver(endpoint), NOTICE, now())).await
}

fn text_of(part: &str) -> Value {
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(part).unwrap()).unwrap()
}

#[tokio::test]
async fn only_the_browser_can_read_a_notice_and_the_service_knows_who_sent_it() {
    let mut server = Server::start("sms_gateway.py", &[]);
    let (pusher, origin) = local(&server);
    send(&pusher, &format!("{origin}/push")).await.expect("the service takes it");
    let request = server.next_of("request");
    assert_eq!(request["method"], "POST");
    let headers = &request["headers"];
    assert_eq!(
        (&headers["content-encoding"], &headers["ttl"], &headers["urgency"]),
        (&"aes128gcm".into(), &"21600".into(), &"high".into())
    );
    let sealed: Vec<u8> = request["body"].as_str().unwrap().chars().map(|letter| letter as u8).collect();
    assert!(!sealed.windows(5).any(|five| five == &NOTICE.as_bytes()[..5]));
    assert_eq!(Browser::new().opens(&sealed), NOTICE);

    let sign = headers["authorization"].as_str().unwrap();
    let (token, public) = sign.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect(sign);
    assert_eq!(public, key().public());
    let parts: Vec<&str> = token.split('.').collect();
    let point = Base64UrlUnpadded::decode_vec(public).unwrap();
    let signature = Signature::from_slice(&Base64UrlUnpadded::decode_vec(parts[2]).unwrap()).unwrap();
    let said = format!("{}.{}", parts[0], parts[1]);
    VerifyingKey::from_sec1_bytes(&point).unwrap().verify(said.as_bytes(), &signature).expect("it is ours");
    assert_eq!(text_of(parts[0]), serde_json::json!({ "typ": "JWT", "alg": "ES256" }));
    let claims = text_of(parts[1]);
    assert_eq!((&claims["aud"], &claims["sub"]), (&origin.into(), &"mailto:kezek@example.kz".into()));
    assert_eq!(claims["exp"], "2026-04-09T07:00:00Z".parse::<Timestamp>().unwrap().as_second(), "half a day");
}

#[tokio::test]
async fn each_answer_says_whether_the_browser_is_gone_or_the_service_busy() {
    let server = Server::start("sms_gateway.py", &[]);
    let (pusher, origin) = local(&server);
    for path in ["push-gone", "push-unknown", "push-too-large"] {
        let failure = send(&pusher, &format!("{origin}/{path}")).await.unwrap_err();
        assert!(matches!(failure, Failure::Refused { .. }), "{path}: {failure}");
    }
    for (path, asked) in [("push-many", Some(7)), ("push-away", None), ("push-key", None), ("elsewhere", None)] {
        let failure = send(&pusher, &format!("{origin}/{path}")).await.unwrap_err();
        let Failure::Later { after, reason } = failure else { panic!("{path}: {failure}") };
        assert_eq!(after, asked.map(Duration::from_secs), "{path}: {reason}");
    }
    let silent = send(&pusher, &format!("{origin}/mute")).await.unwrap_err();
    assert!(matches!(silent, Failure::Unknown { .. }), "{silent}");
    drop(server);
    let away = send(&pusher, &format!("{origin}/push")).await.unwrap_err();
    assert!(matches!(away, Failure::Later { .. }), "{away}");
}

#[tokio::test]
async fn no_browser_can_make_us_ask_another_address() {
    let mut server = Server::start("sms_gateway.py", &[]);
    let pusher = pusher("\"fcm.googleapis.com\", \".push.apple.com\"");
    for endpoint in [
        format!("http://127.0.0.1:{}/push", server.port),
        format!("https://localhost:{}/push", server.port),
        "http://fcm.googleapis.com/fcm/send/x".to_owned(),
        "https://fcm.googleapis.com:8443/fcm/send/x".to_owned(),
        "https://user@fcm.googleapis.com/x".to_owned(),
        "https://evilfcm.googleapis.com/x".to_owned(),
        "https://push.apple.com.example.kz/x".to_owned(),
        "https://evilpush.apple.com/x".to_owned(),
        "file:///etc/passwd".to_owned(),
        "push".to_owned(),
    ] {
        let failure = send(&pusher, &endpoint).await.unwrap_err();
        let Failure::Refused { reason } = failure else { panic!("{endpoint}: {failure}") };
        assert!(reason.starts_with("the address is"), "{endpoint}: {reason}");
    }
    let (local, origin) = local(&server);
    send(&local, &format!("{origin}/push")).await.unwrap();
    assert_eq!(server.next_of("request")["path"], "/push", "the first that was asked");
}

#[tokio::test]
async fn keys_that_are_none_are_refused_and_shown_nowhere() {
    let server = Server::start("sms_gateway.py", &[]);
    let (pusher, origin) = local(&server);
    let good = Browser::new().receiver(&format!("{origin}/push"));
    for (p256dh, auth) in [("", "BQUFBQUFBQUFBQUFBQUFBQ"), (good.p256dh.as_str(), "BQUF"), ("BAAA", "not/url+safe")] {
        let receiver = Receiver { p256dh: p256dh.to_owned(), auth: auth.to_owned(), ..good.clone() };
        assert!(matches!(ends(pusher.send(&receiver, NOTICE, now())).await, Err(Failure::Refused { .. })));
    }
    let too_long = ends(pusher.send(&good, &"ә".repeat(2000), now())).await;
    assert!(matches!(too_long, Err(Failure::Refused { .. })));
    assert_eq!(format!("{good:?} {:?}", key()), "Receiver(…) SenderKey(…)");
    let contact = PushSettings { contact: "kezek".to_owned(), ..settings("") };
    assert!(Pusher::new(&contact, key()).unwrap_err().to_string().contains("mailto:"));
    assert!(SenderKey::from_bytes(&[0; 32]).is_none());
}
