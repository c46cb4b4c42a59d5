//! Pictures of kindergartens: given, replaced, taken away, and found by what names them.

use crate::fixture::{CLERK, Fixture, three};
use admission::KindergartenId;
use store::{Fault, NewKindergarten, NewPhoto, PhotoCard};

pub(crate) fn garden() -> NewKindergarten {
    NewKindergarten {
        names: three("Бөбек"),
        address: three("Абай 1"),
        phone: "+7 7172 00 00 00".to_owned(),
        district: three(""),
        point: None,
    }
}

pub(crate) fn picture(shade: u8) -> NewPhoto {
    NewPhoto { width: 480, height: 320, bytes: vec![shade; 9_000] }
}

fn shown(town: &Fixture, id: KindergartenId) -> Option<PhotoCard> {
    town.town.registry().kindergartens[&id].photo
}

#[tokio::test]
async fn a_picture_is_kept_until_another_takes_its_place() {
    let town = Fixture::new().await;
    let id = town.town.register_kindergarten(garden(), CLERK).await.unwrap();
    assert_eq!(shown(&town, id), None);
    town.town.show_photo(id, Some(picture(1)), CLERK).await.unwrap();
    let first = shown(&town, id).unwrap();
    assert_eq!((first.width, first.height), (480, 320));
    assert_eq!(town.town.photo(id, first.sign).await.unwrap(), Some(vec![1; 9_000]));
    town.town.show_photo(id, Some(picture(2)), CLERK).await.unwrap();
    let second = shown(&town, id).unwrap();
    assert_ne!(first.sign, second.sign);
    assert_eq!(town.town.photo(id, first.sign).await.unwrap(), None);
    town.town.show_photo(id, Some(picture(2)), CLERK).await.unwrap();
    assert_eq!(shown(&town, id), Some(second), "the same bytes have the same name");
    let town = town.reopened().await;
    assert_eq!(shown(&town, id), Some(second));
    assert_eq!(second.sign.to_string().parse(), Ok(second.sign));
    assert_eq!(town.town.photo(id, second.sign).await.unwrap(), Some(vec![2; 9_000]));
    assert_eq!(town.town.photo(KindergartenId(9), second.sign).await.unwrap(), None);
}

#[tokio::test]
async fn a_picture_stays_when_something_else_is_said_of_its_kindergarten_and_goes_when_it_is_taken_away() {
    let town = Fixture::new().await;
    let id = town.town.register_kindergarten(garden(), CLERK).await.unwrap();
    town.town.show_photo(id, Some(picture(1)), CLERK).await.unwrap();
    let card = shown(&town, id);
    town.town.update_kindergarten(id, NewKindergarten { names: three("Айгөлек"), ..garden() }, CLERK).await.unwrap();
    town.town.remind_at(id, "bobek@example.kz".to_owned()).await.unwrap();
    assert!(card.is_some() && shown(&town, id) == card);
    town.town.show_photo(id, None, CLERK).await.unwrap();
    assert_eq!((shown(&town, id), town.tables.count("kindergarten_photo")), (None, 0));
    let town = town.reopened().await;
    assert_eq!(shown(&town, id), None);
    let unknown = town.town.show_photo(KindergartenId(9), Some(picture(1)), CLERK).await;
    assert!(matches!(unknown, Err(Fault::Unknown("kindergarten"))));
}
