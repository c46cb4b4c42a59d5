//! Who a member of staff is, beside the password: codes of an app, passkeys, and a city's identity provider. It reckons and
//! asks; what is kept, and what anybody sees, is not its business.

mod passkeys;
mod provider;
mod step;
mod totp;

pub use passkeys::{PasskeyFault, Passkeys, Registered, Used};
pub use provider::{Departure, Named, Provider, ProviderFault, ProviderSettings, ProviderSettingsFault, Recognised};
pub use step::{Question, Step};
pub use totp::Totp;
