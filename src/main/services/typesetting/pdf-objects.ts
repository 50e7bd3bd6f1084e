import { inflateSync } from 'node:zlib';

/**
 * The objects of a PDF as the compiler writes it: one cross-reference table, one revision, no object streams. The file
 * is handled as Latin-1 text, a character a byte.
 */
export interface PdfObjects {
  /** The text of an object, from its number to `endobj`. @throws RangeError when there is none of this number */
  object(number: number): string;
  /** Every object, with its number. */
  entries(): Iterable<readonly [number: number, text: string]>;
  /** Replaces what stands between `obj` and `endobj`. */
  replace(number: number, content: string): void;
  /** Adds an object and returns its number. */
  add(content: string): number;
  /** The file with its table written anew. */
  bytes(): Uint8Array;
}

/**
 * Reads the objects of a PDF.
 * @throws RangeError when the file isn't of the form above.
 */
export function readPdfObjects(file: Uint8Array): PdfObjects {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1');
  const end = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(text.slice(-64));
  const tableAt = Number(end?.[1] ?? Number.NaN);
  const table = /^xref\s+0 (\d+)\s+((?:\d{10} \d{5} [fn][ \r][\r\n])+)trailer\s+([\s\S]*?)\s*startxref/u.exec(
    text.slice(tableAt || text.length),
  );
  if (!table) throw new RangeError('The PDF has no single cross-reference table.');
  const [, , rows = '', trailer = ''] = table;
  const offsets = rows
    .match(/\d{10} \d{5} [fn]/gu)
    ?.map((row, number) => ({ number, offset: Number(row.slice(0, 10)), used: row.endsWith('n') }))
    .filter(({ used }) => used)
    .sort((a, b) => a.offset - b.offset);
  if (!offsets?.[0]) throw new RangeError('The PDF has no objects.');
  const header = text.slice(0, offsets[0].offset);
  const objects = new Map<number, string>();
  offsets.forEach(({ number, offset }, index) => {
    const object = text.slice(offset, offsets[index + 1]?.offset ?? tableAt);
    if (!object.startsWith(`${number} 0 obj`)) throw new RangeError(`The PDF has no object ${number} where it says.`);
    objects.set(number, object);
  });
  let size = Number(table[1]);

  return {
    object: (number) => {
      const object = objects.get(number);
      if (object === undefined) throw new RangeError(`The PDF has no object ${number}.`);
      return object;
    },
    entries: () => objects,
    replace: (number, content) => objects.set(number, objectText(number, content)),
    add: (content) => {
      objects.set(size, objectText(size, content));
      size += 1;
      return size - 1;
    },
    bytes: () => {
      let result = header;
      const places = new Map<number, number>();
      for (const [number, object] of objects) {
        places.set(number, result.length);
        result += object;
      }
      const written = Array.from({ length: size }, (_, number) => {
        const place = places.get(number);
        return place === undefined ? '0000000000 65535 f\r\n' : `${String(place).padStart(10, '0')} 00000 n\r\n`;
      });
      const newTrailer = trailer.replace(/\/Size \d+/u, `/Size ${size}`);
      return Buffer.from(
        `${result}xref\n0 ${size}\n${written.join('')}trailer\n${newTrailer}\nstartxref\n${result.length}\n%%EOF`,
        'latin1',
      );
    },
  };
}

/** The unpacked data of a stream object. @throws RangeError when it is none */
export function streamData(object: string): string {
  const head = /^[\s\S]*?\/Length (\d+)[\s\S]*?>>\s*stream\r?\n/u.exec(object);
  if (!head) throw new RangeError('The PDF has no stream where one should be.');
  const raw = object.slice(head[0].length, head[0].length + Number(head[1]));
  if (!head[0].includes('/Filter')) return raw;
  return inflateSync(Buffer.from(raw, 'latin1')).toString('latin1');
}

/** A stream object's content. It isn't packed: packers differ between machines, and a page's bytes must not. */
export function streamContent(data: string, entries = ''): string {
  return `<<\n  /Length ${data.length}${entries}\n>>\nstream\n${data}\nendstream`;
}

/** The object that an entry of a dictionary refers to. */
export function reference(object: string, entry: string): number | undefined {
  const found = new RegExp(`/${entry} \\[?(\\d+) 0 R`, 'u').exec(object);
  return found ? Number(found[1]) : undefined;
}

function objectText(number: number, content: string): string {
  return `${number} 0 obj\n${content}\nendobj\n\n`;
}
