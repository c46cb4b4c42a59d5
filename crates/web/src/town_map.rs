//! The town drawn from the points of its kindergartens: who has vacant places and where, by districts, north on top. It shows
//! what a list beside it says in words, so that it needs no tiles and no stranger's server.

use crate::Lang;
use std::collections::BTreeMap;
use store::{Point, Registry};

/// The drawing is so wide; a telephone shows it at about this size.
const WIDTH: f64 = 340.0;
/// And at most so high, or so flat.
const HEIGHTS: (f64, f64) = (150.0, 400.0);
/// Room around the outermost points, for the largest mark and a name.
const MARGIN: f64 = 30.0;
/// Below them, room for the scale.
const STRIP: f64 = 12.0;
/// Kilometres in one degree of latitude.
const KILOMETRES_IN_A_DEGREE: f64 = 111.2;
/// A town is drawn as if it were at least so large, in kilometres.
const SPAN_KM_MIN: f64 = 1.0;
/// Lengths of the scale, in kilometres.
const SCALES: [u32; 6] = [1, 2, 5, 10, 20, 50];

/// In which stage the best places of a kindergarten are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Open,
    Early,
    Published,
}

impl Stage {
    /// The style sheet's name.
    pub(crate) fn look(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Early => "early",
            Self::Published => "published",
        }
    }
}

/// A kindergarten with vacant places.
pub(crate) struct Mark {
    pub(crate) kindergarten: u32,
    pub(crate) name: String,
    pub(crate) places: u64,
    pub(crate) stage: Stage,
    /// Tenths of a unit of the drawing.
    pub(crate) x: String,
    pub(crate) y: String,
}

/// A part of the town.
pub(crate) struct District {
    pub(crate) name: String,
    /// Corners around its kindergartens, as a path.
    pub(crate) outline: String,
    pub(crate) x: String,
    pub(crate) y: String,
}

/// The drawing.
pub(crate) struct TownMap {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) districts: Vec<District>,
    /// Kindergartens without a vacant place, as one path.
    pub(crate) others: String,
    pub(crate) marks: Vec<Mark>,
    /// Kilometres, and how long they are in the drawing.
    pub(crate) scale: (u32, u32),
}

/// Where points of the Earth lie in the drawing.
struct Projection {
    west: f64,
    north: f64,
    /// Units to a degree of longitude and of latitude.
    eastward: f64,
    southward: f64,
    /// Units to a kilometre.
    units: f64,
    height: f64,
}

impl Projection {
    /// Fits all points in. A town is small enough to be drawn as if it were flat.
    fn fit(points: &[Point]) -> Option<Self> {
        let range = |degrees: fn(Point) -> f64| {
            let all = points.iter().map(|point| degrees(*point));
            all.fold(None, |range: Option<(f64, f64)>, at| {
                Some(range.map_or((at, at), |(least, most)| (least.min(at), most.max(at))))
            })
        };
        let ((south, north), (west, east)) = (range(Point::latitude)?, range(Point::longitude)?);
        let middle = f64::midpoint(south, north);
        let km_eastward = KILOMETRES_IN_A_DEGREE * middle.to_radians().cos();
        let wide = ((east - west) * km_eastward).max(SPAN_KM_MIN);
        let high = ((north - south) * KILOMETRES_IN_A_DEGREE).max(SPAN_KM_MIN);
        let (inner_width, inner_height) = (WIDTH - 2.0 * MARGIN, HEIGHTS.1 - 2.0 * MARGIN);
        let units = (inner_width / wide).min(inner_height / high);
        let (eastward, southward) = (units * km_eastward, units * KILOMETRES_IN_A_DEGREE);
        let height = (high * units + 2.0 * MARGIN).max(HEIGHTS.0);
        let middle_east = f64::midpoint(west, east);
        Some(Self {
            west: middle_east - WIDTH / 2.0 / eastward,
            north: middle + height / 2.0 / southward,
            eastward,
            southward,
            units,
            height,
        })
    }

    fn place(&self, point: Point) -> (f64, f64) {
        ((point.longitude() - self.west) * self.eastward, (self.north - point.latitude()) * self.southward)
    }

    /// The longest scale that is no wider than a quarter of the drawing, and its length.
    fn scale(&self) -> (u32, u32) {
        let length = |km: u32| f64::from(km) * self.units;
        let fitting = SCALES.into_iter().rfind(|km| length(*km) <= WIDTH / 4.0).unwrap_or(SCALES[0]);
        (fitting, whole(length(fitting)))
    }
}

impl TownMap {
    /// Draws the kindergartens whose points are known; `None` where fewer than two are.
    pub(crate) fn of(lang: Lang, registry: &Registry, vacant: &BTreeMap<u32, (Stage, u64)>) -> Option<Self> {
        let all: Vec<_> = registry.open_kindergartens().filter_map(|it| it.point.map(|point| (it, point))).collect();
        if all.len() < 2 {
            return None;
        }
        let projection = Projection::fit(&all.iter().map(|(_, point)| *point).collect::<Vec<_>>())?;
        let (mut others, mut marks) = (String::new(), Vec::new());
        let mut districts: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
        for (kindergarten, point) in &all {
            let (x, y) = projection.place(*point);
            districts.entry(lang.of(&kindergarten.district)).or_default().push((x, y));
            match vacant.get(&kindergarten.id.0) {
                Some(&(stage, places)) => {
                    let name = lang.of(&kindergarten.names).to_owned();
                    let (x, y) = (tenths(x), tenths(y));
                    marks.push(Mark { kindergarten: kindergarten.id.0, name, places, stage, x, y });
                }
                // A line of no length with round ends is a dot.
                None => others += &format!("M{} {}h0", tenths(x), tenths(y)),
            }
        }
        // What can be taken at once lies on top.
        marks.sort_by_key(|mark| (std::cmp::Reverse(mark.stage), mark.kindergarten));
        districts.remove("");
        Some(Self {
            width: whole(WIDTH),
            height: whole(projection.height + STRIP),
            districts: districts.into_iter().map(|(name, points)| District::around(name, points)).collect(),
            others,
            marks,
            scale: projection.scale(),
        })
    }

    /// Where the line of the scale begins and ends.
    pub(crate) fn scale_from(&self) -> u32 {
        self.width - 10 - self.scale.1
    }
}

impl District {
    fn around(name: &str, mut points: Vec<(f64, f64)>) -> Self {
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let hull = hull(&points);
        let corners: Vec<_> = hull.iter().map(|&(x, y)| format!("{} {}", tenths(x), tenths(y))).collect();
        #[expect(clippy::cast_precision_loss, reason = "a district has few kindergartens")]
        let count = points.len() as f64;
        let x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
        // Above its northernmost one, where no mark is.
        let y = points.iter().map(|(_, y)| *y).fold(f64::MAX, f64::min) - 16.0;
        Self {
            name: name.to_owned(),
            outline: format!("M{}z", corners.join("L")),
            x: tenths(x),
            y: tenths(y.max(12.0)),
        }
    }
}

/// The corners of the convex hull of points that are sorted from west to east, by Andrew's monotone chain.
fn hull(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    fn chain(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
        let mut chain: Vec<(f64, f64)> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain
    }
    let (mut hull, mut back) = (chain(points.iter().copied()), chain(points.iter().rev().copied()));
    if points.len() > 2 {
        hull.pop();
        back.pop();
        hull.append(&mut back);
    }
    hull
}

fn tenths(units: f64) -> String {
    format!("{units:.1}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths of a small drawing")]
fn whole(units: f64) -> u32 {
    units.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use admission::KindergartenId;
    use store::{Kindergarten, Names};

    fn kindergarten(id: u32, district: &str, point: Option<&str>) -> Kindergarten {
        let names = |name: &str| Names { kk: name.into(), ru: name.into(), en: name.into() };
        Kindergarten {
            id: KindergartenId(id),
            names: names("Балапан"),
            address: names("Абай 1"),
            phone: String::new(),
            district: names(district),
            point: point.map(|point| point.parse().unwrap()),
            photo: None,
            email: String::new(),
            is_closed: false,
            merged_into: None,
        }
    }

    fn registry(points: &[Option<&str>]) -> Registry {
        let all = (1..).zip(points).map(|(id, point)| (KindergartenId(id), kindergarten(id, "Есіл", *point)));
        Registry { kindergartens: all.collect(), ..Registry::default() }
    }

    #[test]
    fn a_town_of_which_no_two_points_are_known_is_not_drawn() {
        let vacant = BTreeMap::new();
        assert!(TownMap::of(Lang::Kk, &registry(&[]), &vacant).is_none());
        assert!(TownMap::of(Lang::Kk, &registry(&[Some("51.1, 71.4"), None]), &vacant).is_none());
        // Two at one spot are drawn in the middle.
        let map = TownMap::of(Lang::Kk, &registry(&[Some("51.1, 71.4"), Some("51.1, 71.4")]), &vacant).unwrap();
        assert!(map.others.starts_with("M170.0 "), "{}", map.others);
    }

    #[test]
    fn north_is_on_top_east_is_right_and_every_kindergarten_lies_within() {
        let points = [Some("51.20, 71.30"), Some("51.10, 71.30"), Some("51.10, 71.60"), Some("51.15, 71.45"), None];
        let vacant = (1..=4).map(|id| (id, (Stage::Open, 1))).collect();
        let map = TownMap::of(Lang::Ru, &registry(&points), &vacant).unwrap();
        let place = |id: u32| {
            let mark = map.marks.iter().find(|mark| mark.kindergarten == id).unwrap();
            (mark.x.parse::<f64>().unwrap(), mark.y.parse::<f64>().unwrap())
        };
        let (north_west, south_west, south_east) = (place(1), place(2), place(3));
        assert!(north_west.1 < south_west.1 && south_west.0 < south_east.0);
        assert!((north_west.0 - south_west.0).abs() < 0.2 && (south_west.1 - south_east.1).abs() < 0.2);
        for id in 1..=4 {
            let (x, y) = place(id);
            assert!(x >= MARGIN - 0.1 && x <= f64::from(map.width) - MARGIN + 0.1, "{x}");
            assert!(y >= MARGIN - 0.1 && y <= f64::from(map.height) - MARGIN + 0.1, "{y}");
        }
        assert!(map.others.is_empty() && map.districts.len() == 1);
        // Twenty-one kilometres from west to east.
        assert_eq!(map.scale.0, 5);
        let km = f64::from(map.scale.1) / f64::from(map.scale.0);
        assert!(((south_east.0 - south_west.0) / km - 20.9).abs() < 0.5);
    }

    #[test]
    fn the_outline_of_a_district_goes_around_all_of_it() {
        let mut points = vec![(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (2.0, 2.0), (2.0, 0.0), (1.0, 3.0)];
        points.sort_by(|a: &(f64, f64), b| a.partial_cmp(b).unwrap());
        assert_eq!(hull(&points), [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]);
        assert_eq!(hull(&[(1.0, 1.0)]), [(1.0, 1.0)]);
        assert_eq!(hull(&[(1.0, 1.0), (2.0, 1.0)]), [(1.0, 1.0), (2.0, 1.0)]);
    }
}
