//! The kindergartens of the model city: names, streets and telephones, all made up.

use super::{KindergartenSample, Spelling};

/// Log-in; name in Kazakh, Russian, English; place of its street below; house; place of its district below.
const KINDERGARTENS: [(&str, [&str; 3], usize, u32, usize); 14] = [
    ("balapan", ["Балапан", "Балапан", "Balapan"], 0, 12, 0),
    ("aigolek", ["Айгөлек", "Айголек", "Aigolek"], 1, 45, 0),
    ("aqbota", ["Ақ бота", "Ак бота", "Aq bota"], 2, 7, 1),
    ("kunshuaq", ["Күншуақ", "Куншуак", "Kunshuaq"], 3, 31, 1),
    ("yerkemai", ["Еркемай", "Еркемай", "Yerkemai"], 4, 18, 2),
    ("baiterek", ["Бәйтерек", "Байтерек", "Baiterek"], 5, 3, 2),
    ("qarlygash", ["Қарлығаш", "Карлыгаш", "Qarlygash"], 6, 26, 0),
    ("arai", ["Арай", "Арай", "Arai"], 7, 9, 3),
    ("romashka", ["Ромашка", "Ромашка", "Romashka"], 8, 54, 3),
    ("ertegi", ["Ертегі", "Ертеги", "Ertegi"], 9, 15, 1),
    ("zhuldyz", ["Жұлдыз", "Жулдыз", "Zhuldyz"], 10, 22, 2),
    ("nursaule", ["Нұрсәуле", "Нурсауле", "Nursaule"], 11, 38, 3),
    ("altyndan", ["Алтын дән", "Алтын дан", "Altyn dan"], 12, 5, 0),
    ("solnyshko", ["Солнышко", "Солнышко", "Solnyshko"], 13, 60, 2),
];

const STREETS: [[&str; 3]; 14] = [
    ["Бейбітшілік", "Бейбитшилик", "Beibitshilik"],
    ["Достық", "Достык", "Dostyq"],
    ["Көктем", "Коктем", "Koktem"],
    ["Жастар", "Жастар", "Zhastar"],
    ["Самал", "Самал", "Samal"],
    ["Ынтымақ", "Ынтымак", "Yntymaq"],
    ["Наурыз", "Наурыз", "Nauryz"],
    ["Шапағат", "Шапагат", "Shapagat"],
    ["Мектеп", "Мектеп", "Mektep"],
    ["Гүлдер", "Гульдер", "Gulder"],
    ["Береке", "Береке", "Bereke"],
    ["Алмалы бақ", "Алмалы бак", "Almaly baq"],
    ["Арман", "Арман", "Arman"],
    ["Жағажай", "Жагажай", "Zhagazhai"],
];

const DISTRICTS: [[&str; 3]; 4] = [
    ["Орталық аудан", "Центральный район", "Central district"],
    ["Самал ауданы", "район Самал", "Samal district"],
    ["Жағалау ауданы", "район Жагалау", "Zhagalau district"],
    ["Жаңақала ауданы", "район Жанакала", "Zhanaqala district"],
];

pub(super) fn all() -> Vec<KindergartenSample> {
    let numbered = (1..).zip(KINDERGARTENS);
    numbered
        .map(|(number, (key, name, street, house, district))| {
            let [kk, ru, en] = name;
            let [street_kk, street_ru, street_en] = STREETS[street];
            let [district_kk, district_ru, district_en] = DISTRICTS[district];
            KindergartenSample {
                key,
                names: Spelling::new(
                    format!("№ {number} «{kk}» балабақшасы"),
                    format!("Детский сад № {number} «{ru}»"),
                    format!("{en} Kindergarten No. {number}"),
                ),
                address: Spelling::new(
                    format!("{street_kk} көшесі, {house}"),
                    format!("улица {street_ru}, {house}"),
                    format!("{house} {street_en} Street"),
                ),
                district: Spelling::new(district_kk, district_ru, district_en),
                phone: format!("+7700000{number:02}{house:02}"),
            }
        })
        .collect()
}
