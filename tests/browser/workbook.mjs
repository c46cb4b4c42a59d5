// The smallest workbook that spreadsheets open: one sheet of texts and numbers, its parts stored as they are.

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

// The check sum of an archive's part; Node has one of its own only in its last versions.
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function relation(kind, target) {
  return `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/${kind}" Target="${target}"/></Relationships>`;
}

function cell(value) {
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t>${value.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></is></c>`;
}

// A workbook of those rows, each a list of texts and numbers.
export function workbook(rows) {
  const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  return archive([
    ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`],
    ['_rels/.rels', relation('officeDocument', 'xl/workbook.xml')],
    ['xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml')],
    ['xl/worksheets/sheet1.xml', `<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`],
  ]);
}

function archive(parts) {
  const files = [];
  const index = [];
  let at = 0;
  for (const [name, text] of parts) {
    const [label, content] = [Buffer.from(name), Buffer.from(text)];
    const said = Buffer.alloc(22);
    said.writeUInt32LE(crc32(content), 8);
    said.writeUInt32LE(content.length, 12);
    said.writeUInt32LE(content.length, 16);
    said.writeUInt16LE(label.length, 20);
    const file = Buffer.concat([Buffer.from('PK\x03\x04\x14\0'), said, Buffer.alloc(2), label, content]);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(at, 12);
    index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0\x14\0'), said, place, label]));
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, directory, end]);
}
