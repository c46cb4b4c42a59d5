//! Files as phones, scanners and people with bad intentions make them.

use image::{ImageFormat, Rgb, RgbImage};
use lopdf::{Document, Object, Stream, dictionary};
use std::io::Cursor;

/// What must not survive. It stands where a camera writes the place.
pub(crate) const SECRET: &str = "51.12N 71.43E";

/// Wider than high, the left half red.
pub(crate) fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([200, 20, 20]) } else { Rgb([250, 250, 250]) })
}

pub(crate) fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A photo with notes of a camera: it was held on its side, and where it was taken.
pub(crate) fn photo() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2u16.to_le_bytes());
    // The orientation: turned to the right.
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    // A description, behind the list.
    let text = SECRET.as_bytes();
    tiff.extend([0x0E, 0x01, 2, 0]);
    tiff.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
    tiff.extend(38u32.to_le_bytes());
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(text);
    let notes = [b"Exif\0\0".as_slice(), &tiff].concat();
    let jpeg = encoded(&drawing(80, 40), ImageFormat::Jpeg);
    let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &notes, &jpeg[2..], SECRET.as_bytes()].concat()
}

/// A PNG with a text beside the picture.
pub(crate) fn png_with_text() -> Vec<u8> {
    let png = encoded(&drawing(60, 30), ImageFormat::Png);
    let text = [b"tEXtComment\0".as_slice(), SECRET.as_bytes()].concat();
    let behind_head = 8 + 25;
    let length = u32::try_from(text.len() - 4).unwrap().to_be_bytes();
    [&png[..behind_head], &length, &text, &checksum(&text).to_be_bytes(), &png[behind_head..]].concat()
}

/// The head of a PNG that says it has so many points, and nothing to draw them from.
pub(crate) fn huge_png() -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(60_000u32.to_be_bytes());
    head.extend(60_000u32.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    let data = b"IDATx\x9c\x63\0\0\0\x01\0\x01".to_vec();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in [head, data] {
        file.extend(u32::try_from(chunk.len() - 4).unwrap().to_be_bytes());
        file.extend(&chunk);
        file.extend(checksum(&chunk).to_be_bytes());
    }
    file
}

fn checksum(bytes: &[u8]) -> u32 {
    let folded = bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    !folded
}

/// What a page says.
pub(crate) const CONTENT: &[u8] = b"0 0 1 rg 20 20 100 100 re f";

/// A PDF of so many pages with everything that a PDF can bring along.
pub(crate) fn laden_pdf(pages: usize) -> Vec<u8> {
    let mut pdf = Document::with_version("1.5");
    let tree = pdf.new_object_id();
    let script = pdf.add_object(dictionary! { "S" => "JavaScript", "JS" => text("app.alert(1)") });
    let photo = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 80, "Height" => 40, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceRGB", "Filter" => "DCTDecode",
        },
        // Some cameras put a second picture behind the first, with notes of its own.
        [photo(), photo()].concat(),
    );
    let mut packed = photo.clone();
    packed.dict.remove(b"Filter");
    packed.set_content(packed_whole(&photo.content));
    packed.dict.set("Filter", vec![Object::from("FlateDecode"), Object::from("DCTDecode")]);
    let (photo, packed) = (pdf.add_object(photo), pdf.add_object(packed));
    let field =
        Stream::new(dictionary! { "Subtype" => "Form", "BBox" => corners() }, b"1 0 0 rg 0 0 9 9 re f".to_vec());
    let field = pdf.add_object(field);
    let content = pdf.add_object(Stream::new(dictionary! {}, CONTENT.to_vec()));
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let widget = dictionary! {
                "Subtype" => "Widget", "Rect" => corners(), "AP" => dictionary! { "N" => field }, "A" => script,
                "T" => text(SECRET),
            };
            let link = dictionary! {
                "Subtype" => "Link", "Rect" => corners(),
                "A" => dictionary! { "S" => "URI", "URI" => text("https://evil.example") },
            };
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "Annots" => vec![Object::Dictionary(widget), Object::Dictionary(link)],
                "AA" => dictionary! { "O" => script },
            };
            pdf.add_object(page).into()
        })
        .collect();
    let resources = dictionary! { "XObject" => dictionary! { "Photo" => photo, "Packed" => packed } };
    let kids_count = i64::try_from(kids.len()).unwrap();
    let root = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => kids_count, "MediaBox" => corners(), "Resources" => resources,
    };
    pdf.objects.insert(tree, root.into());
    let attached = pdf.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, SECRET.into()));
    let file = dictionary! { "Type" => "Filespec", "F" => text("a.exe"), "EF" => dictionary! { "F" => attached } };
    let names = dictionary! {
        "EmbeddedFiles" => dictionary! { "Names" => vec![text("a.exe"), Object::Dictionary(file)] },
        "JavaScript" => dictionary! { "Names" => vec![text("x"), script.into()] },
    };
    let about = pdf.add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, SECRET.into()));
    let catalog = dictionary! {
        "Type" => "Catalog", "Pages" => tree, "OpenAction" => script, "Names" => names, "Metadata" => about,
    };
    let catalog = pdf.add_object(catalog);
    let info = pdf.add_object(dictionary! { "Author" => text(SECRET) });
    pdf.trailer.set("Root", catalog);
    pdf.trailer.set("Info", info);
    written(&mut pdf)
}

/// A PDF with a list of objects packed so that a small file becomes very large.
pub(crate) fn packed_bomb() -> Vec<u8> {
    let mut pdf = Document::load_mem(&laden_pdf(1)).unwrap();
    let zeros = vec![b' '; 64 * 1024 * 1024];
    let mut stream = Stream::new(dictionary! { "Type" => "XbjStm", "N" => 0, "First" => 0 }, zeros);
    stream.compress().unwrap();
    pdf.add_object(stream);
    // The writer leaves lists of objects out; this one becomes what it is behind its back.
    let mut file = written(&mut pdf);
    let at = file.windows(6).position(|six| six == b"XbjStm").unwrap();
    file[at] = b'O';
    file
}

pub(crate) fn written(pdf: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

/// As the format of Flate allows without making anything smaller.
fn packed_whole(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65521;
        (a, (b + a) % 65521)
    });
    let sum = (b << 16 | a).to_be_bytes();
    [&[0x78, 0x01, 1], length.to_le_bytes().as_slice(), &(!length).to_le_bytes(), bytes, &sum].concat()
}

fn corners() -> Vec<Object> {
    vec![0.into(), 0.into(), 200.into(), 300.into()]
}

fn text(text: &str) -> Object {
    Object::string_literal(text)
}
