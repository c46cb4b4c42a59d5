//! The pages of a PDF, written anew into a file of our own. What is copied is what a page draws: its content, what that
//! draws with, and how marks on it look. Nothing else has a way in, so nothing has to be found and taken out: scripts,
//! actions, attachments, forms, and what the file tells about its maker stay behind.

use crate::{FILE_BYTES_MAX, Unfit, jpeg};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;

/// A certificate has a page or two; a court's decision has more.
const PAGES_MAX: usize = 40;

/// What a stream that has to be unpacked for reading may become: lists of objects, never pictures.
const UNPACKED_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What is written is a little longer than what was read, since lists of objects are not packed again.
const WRITTEN_BYTES_MAX: usize = FILE_BYTES_MAX + 2 * 1024 * 1024;

/// Pages inherit from the tree above them, which is so deep at most in honest files.
const TREE_DEPTH_MAX: usize = 32;

/// Things within things; a reader of ours stops at a hundred, and so do we.
const NESTED_MAX: usize = 100;

/// Marks on one page.
const MARKS_MAX: usize = 500;

/// What a page may have. `Annots` come apart.
const OF_A_PAGE: [&[u8]; 6] = [b"Contents", b"Resources", b"MediaBox", b"CropBox", b"Rotate", b"UserUnit"];

/// What tells about a thing and draws nothing.
const TELLING: [&[u8]; 10] = [
    b"Metadata",
    b"PieceInfo",
    b"AF",
    b"OPI",
    b"Ref",
    b"LastModified",
    b"StructParent",
    b"StructParents",
    b"PtData",
    b"Measure",
];

/// Things that have no business in what a page draws with.
const FOREIGN: [&[u8]; 8] =
    [b"Action", b"Catalog", b"Pages", b"Page", b"Filespec", b"EmbeddedFile", b"Metadata", b"Annot"];

/// Writes the pages of a PDF anew.
pub(crate) fn write_anew(file: &[u8]) -> Result<Vec<u8>, Unfit> {
    let options = LoadOptions::with_max_decompressed_size(UNPACKED_BYTES_MAX);
    let from = Document::load_mem_with_options(file, options).map_err(|fault| unfit(&fault))?;
    if from.is_encrypted() || from.encryption_state.is_some() {
        return Err(Unfit::Locked);
    }
    let pages: Vec<ObjectId> = from.page_iter().take(PAGES_MAX + 1).collect();
    if pages.is_empty() {
        return Err(Unfit::Broken);
    }
    if pages.len() > PAGES_MAX {
        return Err(Unfit::TooMuch);
    }
    let mut copy = Copy { from: &from, to: Document::with_version("1.7"), known: BTreeMap::new(), open: Vec::new() };
    let tree = copy.to.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for id in pages {
        kids.push(copy.page(id, tree)?.into());
    }
    let count = i64::try_from(kids.len()).unwrap_or_default();
    copy.finish();
    let mut to = copy.to;
    to.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let root = to.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    to.trailer.set("Root", root);
    let mut bytes = Vec::new();
    to.save_to(&mut bytes).map_err(|_| Unfit::Broken)?;
    if bytes.len() > WRITTEN_BYTES_MAX { Err(Unfit::TooMuch) } else { Ok(bytes) }
}

fn unfit(fault: &lopdf::Error) -> Unfit {
    match fault {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => Unfit::TooMuch,
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Unfit::Locked,
        _ => Unfit::Broken,
    }
}

/// Things on their way from one file to the other.
struct Copy<'f> {
    from: &'f Document,
    to: Document,
    /// What each thing is called in the new file.
    known: BTreeMap<ObjectId, ObjectId>,
    /// Things that are named and not copied yet.
    open: Vec<ObjectId>,
}

impl Copy<'_> {
    /// Copies one page with what it inherits.
    fn page(&mut self, id: ObjectId, tree: ObjectId) -> Result<ObjectId, Unfit> {
        let from = self.from;
        let page = from.get_dictionary(id).map_err(|_| Unfit::Broken)?;
        let mut copied = dictionary! { "Type" => "Page", "Parent" => tree };
        for key in OF_A_PAGE {
            if let Some(found) = self.inherited(page, key) {
                copied.set(key, self.thing(found, 0));
            }
        }
        if !copied.has(b"MediaBox") {
            return Err(Unfit::Broken);
        }
        if let Ok(group) = page.get(b"Group") {
            copied.set("Group", self.thing(group, 0));
        }
        let marks =
            page.get(b"Annots").and_then(|marks| from.dereference(marks)).and_then(|(_, marks)| marks.as_array());
        let marks = marks.map(|marks| marks.iter().take(MARKS_MAX).filter_map(|mark| self.mark(mark)).collect());
        if let Ok(marks) = marks
            && !Vec::is_empty(&marks)
        {
            copied.set("Annots", Object::Array(marks));
        }
        Ok(self.to.add_object(copied))
    }

    /// What a page has of its own, or from the tree above it.
    fn inherited<'d>(&self, page: &'d Dictionary, key: &[u8]) -> Option<&'d Object>
    where
        Self: 'd,
    {
        let from: &'d Document = self.from;
        let mut at = page;
        for _ in 0..TREE_DEPTH_MAX {
            if let Ok(found) = at.get(key) {
                return Some(found);
            }
            at = at.get(b"Parent").and_then(Object::as_reference).and_then(|id| from.get_dictionary(id)).ok()?;
        }
        None
    }

    /// How a mark on a page looks: a filled field, a stamp, a signature. What it does when pressed is left out.
    fn mark(&mut self, mark: &Object) -> Option<Object> {
        let from = self.from;
        let (_, mark) = from.dereference(mark).ok()?;
        let mark = mark.as_dict().ok()?;
        let (_, looks) = from.dereference(mark.get(b"AP").ok()?).ok()?;
        let (_, mut look) = from.dereference(looks.as_dict().ok()?.get(b"N").ok()?).ok()?;
        if let Ok(states) = look.as_dict() {
            // A box to tick has a look for each state.
            look = states.get(mark.get(b"AS").ok()?.as_name().ok()?).ok()?;
            look = from.dereference(look).ok()?.1;
        }
        look.as_stream().ok()?;
        let look = self.thing(look, 0);
        let look = self.to.add_object(look);
        let mut copied = dictionary! { "Type" => "Annot", "Subtype" => "Stamp", "AP" => dictionary! { "N" => look } };
        copied.set("Rect", self.thing(mark.get(b"Rect").ok()?, 0));
        copied.set("F", mark.get(b"F").and_then(Object::as_i64).unwrap_or(4));
        Some(copied.into())
    }

    /// Copies all that was named on the way.
    fn finish(&mut self) {
        while let Some(id) = self.open.pop() {
            let Some(&name) = self.known.get(&id) else { continue };
            let from = self.from;
            let copied = from.objects.get(&id).map_or(Object::Null, |thing| self.thing(thing, 0));
            self.to.objects.insert(name, copied);
        }
    }

    fn thing(&mut self, thing: &Object, depth: usize) -> Object {
        if depth > NESTED_MAX {
            return Object::Null;
        }
        match thing {
            Object::Reference(id) => self.reference(*id),
            Object::Array(things) => things.iter().map(|thing| self.thing(thing, depth + 1)).collect::<Vec<_>>().into(),
            Object::Dictionary(things) if is_foreign(things) => Object::Null,
            Object::Dictionary(things) => self.named(things, depth).into(),
            Object::Stream(stream) => self.stream(stream, depth),
            plain => plain.clone(),
        }
    }

    fn reference(&mut self, id: ObjectId) -> Object {
        if let Some(&name) = self.known.get(&id) {
            return name.into();
        }
        if !self.from.objects.contains_key(&id) {
            return Object::Null;
        }
        let name = self.to.new_object_id();
        self.known.insert(id, name);
        self.open.push(id);
        name.into()
    }

    fn named(&mut self, things: &Dictionary, depth: usize) -> Dictionary {
        let told = |key: &[u8]| TELLING.contains(&key);
        let kept = things.iter().filter(|(key, _)| !told(key));
        let mut copied = Dictionary::new();
        for (key, thing) in kept {
            copied.set(key.clone(), self.thing(thing, depth + 1));
        }
        copied
    }

    fn stream(&mut self, stream: &Stream, depth: usize) -> Object {
        if is_foreign(&stream.dict) {
            return Object::Null;
        }
        let mut dict = self.named(&stream.dict, depth);
        // What stands in another file is not ours to fetch.
        for elsewhere in [b"F".as_slice(), b"FFilter", b"FDecodeParms", b"Length"] {
            dict.remove(elsewhere);
        }
        let content = match camera_picture(self.from, &stream.dict, &stream.content) {
            Some(picture) => {
                dict.set("Filter", "DCTDecode");
                if let Ok(Object::Array(of_each)) = dict.get(b"DecodeParms") {
                    let of_photo = of_each.last().cloned().unwrap_or(Object::Null);
                    dict.set("DecodeParms", of_photo);
                }
                picture
            }
            None => stream.content.clone(),
        };
        Object::Stream(Stream::new(dict, content).with_compression(false))
    }
}

/// A photo that a scanning program put into a page has the notes of the camera in it. Where it cannot be read nothing is
/// left of it.
fn camera_picture(from: &Document, dict: &Dictionary, content: &[u8]) -> Option<Vec<u8>> {
    let (_, filters) = from.dereference(dict.get(b"Filter").ok()?).ok()?;
    let filters = match filters {
        Object::Array(filters) => filters.as_slice(),
        only => std::slice::from_ref(only),
    };
    let (last, packed) = filters.split_last()?;
    if !last.as_name().is_ok_and(|name| name == b"DCTDecode" || name == b"DCT") {
        return None;
    }
    if packed.is_empty() {
        return Some(jpeg::without_notes(content).unwrap_or_default());
    }
    // Some programs pack a photo once more.
    let packed = Stream::new(dictionary! { "Filter" => packed.to_vec() }, content.to_vec());
    let photo = packed.get_plain_content_with_limit(UNPACKED_BYTES_MAX).unwrap_or_default();
    Some(jpeg::without_notes(&photo).unwrap_or_default())
}

fn is_foreign(things: &Dictionary) -> bool {
    let says =
        |key: &[u8], names: &[&[u8]]| things.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name));
    says(b"Type", &FOREIGN) || says(b"S", &[b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"GoToR", b"URI"])
}
