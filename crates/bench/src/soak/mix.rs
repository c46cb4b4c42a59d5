//! What visitors of a busy hour ask for, one request after another.

use crate::visitor::{get, post};
use jiff::civil::Date;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::fmt::Write as _;
use store::CommandId;

/// Who visits: families with the tokens of their sessions and their signs, the staff of a kindergarten, its groups.
pub(crate) struct Population {
    families: Vec<(String, String)>,
    staff: String,
    groups: Vec<(u64, u64)>,
}

impl Population {
    /// As the server named them.
    pub(crate) fn of(said: &Value) -> Result<Self, String> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let families = said["families"].as_array().ok_or("the server named no families")?;
        let families = families.iter().filter_map(|one| Some((text(&one[0])?, text(&one[1])?))).collect();
        let groups = said["groups"].as_array().ok_or("the server named no groups")?;
        let groups = groups.iter().filter_map(|one| Some((one[0].as_u64()?, one[1].as_u64()?))).collect();
        Ok(Self { families, staff: text(&said["staff"]).ok_or("the server named no staff")?, groups })
    }
}

/// Requests without end.
pub(crate) struct Mix {
    population: Population,
    newcomers: simulation::Population,
    today: Date,
    rng: ChaCha8Rng,
}

impl Mix {
    pub(crate) fn of(population: Population) -> Self {
        let newcomers = simulation::Population::seeded(47);
        Self { population, newcomers, today: jiff::civil::date(2025, 9, 3), rng: ChaCha8Rng::seed_from_u64(53) }
    }

    /// Of a thousand requests 380 look at public pages, 400 at one's own place, 220 do something.
    pub(crate) fn request(&mut self) -> Vec<u8> {
        let family = self.rng.random_range(0..self.population.families.len());
        let (group, year) = self.population.groups[self.rng.random_range(0..self.population.groups.len())];
        let (token, sign) = &self.population.families[family];
        let cookie = format!("kezek={token}");
        let own = Some(cookie.as_str());
        let act = CommandId::random();
        match self.rng.random_range(0..1000) {
            0..120 => get("/kk/bulletin", None),
            120..240 => get(&format!("/ru/queue/{year}?page={}", self.rng.random_range(1..20)), None),
            240..300 => get("/kk", None),
            300..360 => get("/kk/kindergartens", None),
            360..380 => get("/en/rules", None),
            380..680 => get("/kk/my", own),
            680..780 => get(&format!("/kk/queue/{year}?sign={sign}"), None),
            780..880 => post("/kk/my/claim", own, &format!("group={group}&act={act}")),
            880..920 => post("/kk/my/pause", own, &format!("act={act}")),
            920..960 => post("/kk/my/resume", own, &format!("act={act}")),
            960..970 => post("/kk/my/decline", own, &format!("act={act}")),
            970..973 => post("/kk/my/withdraw", own, &format!("act={act}")),
            973..983 => {
                let staff = format!("kezek={}", self.population.staff);
                let form = format!("group={group}&year={year}&places=1&act={act}");
                post("/kk/kindergarten/report", Some(&staff), &form)
            }
            _ => {
                let request = post("/kk/apply", None, &self.application(act));
                self.forwarded(&request)
            }
        }
    }

    /// A request as the proxy forwards it: each family that applies has an address of its own.
    fn forwarded(&mut self, request: &[u8]) -> Vec<u8> {
        let [a, b, c] = self.rng.random::<[u8; 3]>();
        let line = request.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (first, rest) = request.split_at(line);
        [first, format!("x-forwarded-for: 10.{a}.{b}.{c}\r\n").as_bytes(), rest].concat()
    }

    /// The form of a family that applies.
    fn application(&mut self, act: CommandId) -> String {
        let family = self.newcomers.newcomer(self.today).family;
        let answers = [
            ("surname", family.child.surname),
            ("name", family.child.name),
            ("iin", family.iin.digits()),
            ("born_day", family.born_on.day().to_string()),
            ("born_month", family.born_on.month().to_string()),
            ("born_year", family.born_on.year().to_string()),
            ("guardian", family.guardian),
            ("phone", family.phone.as_str().to_owned()),
            ("kind", "general".to_owned()),
            ("language", "kk".to_owned()),
            ("consent", "yes".to_owned()),
            ("act", act.to_string()),
            ("step", "check".to_owned()),
        ];
        answers.into_iter().map(|(name, answer)| format!("{name}={}", encoded(&answer))).collect::<Vec<_>>().join("&")
    }
}

fn encoded(answer: &str) -> String {
    answer.bytes().fold(String::new(), |mut encoded, byte| {
        // Writing into memory cannot fail.
        let _ = write!(encoded, "%{byte:02X}");
        encoded
    })
}
