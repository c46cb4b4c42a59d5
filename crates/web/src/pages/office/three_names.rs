//! A name typed in three languages. Kazakh and Russian are asked for; English follows Kazakh where it is left empty.

use crate::form::Form;
use crate::wording::Wording;
use store::Names;

/// Characters of a name or an address at most.
pub(in crate::pages) const CHARACTERS_MAX: usize = 120;

/// The fields of one name, Kazakh, Russian and English.
pub(crate) type Fields = [&'static str; 3];

/// Reads a name, or says at its fields what is missing.
pub(crate) fn typed(form: &mut Form, t: Wording, fields: Fields) -> Names {
    let [kk, ru, _] = fields;
    for field in [kk, ru] {
        if form.of(field).is_empty() {
            form.complain(field, &t.with("office-name-needed"));
        }
    }
    typed_or_nothing(form, t, fields)
}

/// Reads a name that need not be there.
pub(crate) fn typed_or_nothing(form: &mut Form, t: Wording, fields: Fields) -> Names {
    for field in fields {
        if form.of(field).chars().count() > CHARACTERS_MAX {
            form.complain(field, &t.with("office-name-long").set("count", CHARACTERS_MAX));
        }
    }
    let [kk, ru, en] = fields.map(|field| form.of(field).to_owned());
    let ru = if ru.is_empty() { kk.clone() } else { ru };
    let en = if en.is_empty() { kk.clone() } else { en };
    Names { kk, ru, en }
}

/// A known name as answers to its fields.
pub(crate) fn known(fields: Fields, names: &Names) -> [(&'static str, String); 3] {
    let [kk, ru, en] = fields;
    [(kk, names.kk.clone()), (ru, names.ru.clone()), (en, names.en.clone())]
}
