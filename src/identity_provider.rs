//! The city's identity provider as the settings name it.

use identity::{Named, Provider, ProviderSettings, ProviderSettingsFault};
use serde::Deserialize;
use std::fmt;
use std::path::{Path, PathBuf};
use store::Names;
use web::IdentityProvider;

/// `[identity_provider]` of the settings file.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProviderFile {
    issuer: String,
    client_id: String,
    /// The secret stands in a file of its own, so that the settings may be read by others.
    client_secret_file: PathBuf,
    #[serde(default)]
    scopes: Vec<String>,
    name_kk: String,
    name_ru: String,
    name_en: String,
    acr: Option<String>,
    #[serde(default)]
    second_factor: bool,
    #[serde(default)]
    named_by: Named,
    authority_file: Option<PathBuf>,
}

impl fmt::Debug for ProviderFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ProviderFile").field(&self.issuer).finish()
    }
}

/// Why the provider cannot be asked as the settings say.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProviderFileFault {
    /// A file cannot be read.
    #[error("{} cannot be read: {cause}", path.display())]
    File { path: PathBuf, cause: std::io::Error },
    /// What they say does not do.
    #[error(transparent)]
    Settings(#[from] ProviderSettingsFault),
}

impl ProviderFile {
    /// What is wrong with it, as far as can be told without reading other files.
    pub(crate) fn fault(&self, public_address: Option<&str>) -> Option<&'static str> {
        if public_address.is_none() {
            return Some("[identity_provider] needs public_address: the provider sends people back there");
        }
        if self.second_factor && self.acr.is_none() {
            return Some("second_factor = true needs acr: the provider must say how somebody has logged in there");
        }
        None
    }

    /// Reads the files it names and makes ready to ask.
    pub(crate) fn open(self) -> Result<IdentityProvider, ProviderFileFault> {
        let secret = read(&self.client_secret_file)?;
        let client_secret = String::from_utf8_lossy(&secret).trim().to_owned();
        let authority = self.authority_file.as_deref().map(read).transpose()?;
        let mut scopes = self.scopes;
        if self.named_by == Named::Email && scopes.is_empty() {
            scopes.push("email".to_owned());
        }
        let settings = ProviderSettings {
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret,
            scopes,
            acr: self.acr,
            named_by: self.named_by,
            authority,
        };
        Ok(IdentityProvider {
            provider: Provider::new(settings)?,
            names: Names { kk: self.name_kk, ru: self.name_ru, en: self.name_en },
            counts_as_second_factor: self.second_factor,
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ProviderFileFault> {
    std::fs::read(path).map_err(|cause| ProviderFileFault::File { path: path.to_owned(), cause })
}
