//! Links to the map applications that people have: addresses which a visitor may tap, and which we never ask for anything
//! ourselves. They carry where the kindergarten is, and nothing of who looks for it.

use std::fmt::Write;

/// Links to one kindergarten.
pub(crate) struct Maps {
    /// Whatever the telephone opens for a place.
    pub(crate) phone: String,
    pub(crate) two_gis: String,
    pub(crate) yandex: String,
    pub(crate) google: String,
}

impl Maps {
    /// To a point, latitude first, where it is known; else to what the map finds under the address.
    pub(crate) fn to(name: &str, town: &str, address: &str, point: Option<(f64, f64)>) -> Self {
        let Some((latitude, longitude)) = point else {
            let query = encoded(&format!("{town}, {address}"));
            return Self {
                phone: format!("geo:0,0?q={query}"),
                two_gis: format!("https://2gis.kz/search/{query}"),
                yandex: format!("https://yandex.kz/maps/?text={query}"),
                google: format!("https://www.google.com/maps/search/?api=1&query={query}"),
            };
        };
        let name = encoded(name);
        Self {
            phone: format!("geo:{latitude:.6},{longitude:.6}?q={latitude:.6},{longitude:.6}({name})"),
            two_gis: format!("https://2gis.kz/geo/{longitude:.6},{latitude:.6}"),
            yandex: format!("https://yandex.kz/maps/?pt={longitude:.6},{latitude:.6}&z=17&l=map"),
            google: format!("https://www.google.com/maps/search/?api=1&query={latitude:.6}%2C{longitude:.6}"),
        }
    }
}

/// A text as a part of an address: letters and digits stay, all else is written in percent signs.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a text does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_point_is_named_as_each_map_wants_it() {
        let maps = Maps::to("Ақ бота", "Үлгі", "Абай көшесі, 1", Some((49.1, 63.4)));
        assert_eq!(
            maps.phone,
            "geo:49.100000,63.400000?q=49.100000,63.400000(%D0%90%D2%9B%20%D0%B1%D0%BE%D1%82%D0%B0)"
        );
        assert_eq!(maps.two_gis, "https://2gis.kz/geo/63.400000,49.100000");
        assert_eq!(maps.yandex, "https://yandex.kz/maps/?pt=63.400000,49.100000&z=17&l=map");
        assert_eq!(maps.google, "https://www.google.com/maps/search/?api=1&query=49.100000%2C63.400000");
    }

    #[test]
    fn without_a_point_the_map_is_asked_for_the_address_in_its_town() {
        let maps = Maps::to("Ақ бота", "A", "B&C? 1", None);
        for link in [&maps.phone, &maps.two_gis, &maps.yandex, &maps.google] {
            assert!(link.ends_with("A%2C%20B%26C%3F%201"), "{link}");
        }
    }
}
