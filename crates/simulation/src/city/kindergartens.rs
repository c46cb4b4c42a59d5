//! The kindergartens of the model city: names, streets and telephones, all made up.

use super::{KindergartenSample, Spelling};

/// The middle of the city, in millionths of a degree: steppe where nobody lives.
const MIDDLE: (i32, i32) = (49_100_000, 63_400_000);

/// Millionths of a degree to a metre, northwards and, at that latitude, eastwards; in thousandths.
const MILLIONTHS_TO_A_METRE: (i32, i32) = (8_993, 13_717);

/// Log-in; name in Kazakh, Russian, English; place of its street below; house; place of its district below; metres north and
/// east of the middle.
type Kindergarten = (&'static str, [&'static str; 3], usize, u32, usize, (i32, i32));

const KINDERGARTENS: [Kindergarten; 14] = [
    ("balapan", ["Балапан", "Балапан", "Balapan"], 0, 12, 0, (300, 200)),
    ("aigolek", ["Айгөлек", "Айголек", "Aigolek"], 1, 45, 0, (100, -700)),
    ("aqbota", ["Ақ бота", "Ак бота", "Aq bota"], 2, 7, 1, (1100, 1700)),
    ("kunshuaq", ["Күншуақ", "Куншуак", "Kunshuaq"], 3, 31, 1, (600, 2600)),
    ("yerkemai", ["Еркемай", "Еркемай", "Yerkemai"], 4, 18, 2, (-1900, -900)),
    ("baiterek", ["Бәйтерек", "Байтерек", "Baiterek"], 5, 3, 2, (-2300, 300)),
    ("qarlygash", ["Қарлығаш", "Карлыгаш", "Qarlygash"], 6, 26, 0, (-600, 500)),
    ("arai", ["Арай", "Арай", "Arai"], 7, 9, 3, (900, -2100)),
    ("romashka", ["Ромашка", "Ромашка", "Romashka"], 8, 54, 3, (100, -2900)),
    ("ertegi", ["Ертегі", "Ертеги", "Ertegi"], 9, 15, 1, (1900, 2100)),
    ("zhuldyz", ["Жұлдыз", "Жулдыз", "Zhuldyz"], 10, 22, 2, (-1700, 1600)),
    ("nursaule", ["Нұрсәуле", "Нурсауле", "Nursaule"], 11, 38, 3, (1900, -1700)),
    ("altyndan", ["Алтын дән", "Алтын дан", "Altyn dan"], 12, 5, 0, (-500, -300)),
    ("solnyshko", ["Солнышко", "Солнышко", "Solnyshko"], 13, 60, 2, (-2400, 2500)),
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
        .map(|(number, (key, name, street, house, district, metres))| {
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
                point: point(metres),
            }
        })
        .collect()
}

fn point((north, east): (i32, i32)) -> (i32, i32) {
    let (to_the_north, to_the_east) = MILLIONTHS_TO_A_METRE;
    (MIDDLE.0 + north * to_the_north / 1000, MIDDLE.1 + east * to_the_east / 1000)
}
