import { createHash } from 'node:crypto';
import { constants, deflateRawSync, deflateSync } from 'node:zlib';

/** A file to be attached; `filters` says how often it is packed. */
export interface HandMadeAttachment {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly filters?: number;
  /** The bytes are packed once already. */
  readonly isPacked?: boolean;
  /** The bytes are a JPEG image, and said to be packed as one. */
  readonly isImage?: boolean;
}

/** What a hand-made PDF holds. */
export interface HandMadePdf {
  readonly attachments?: readonly HandMadeAttachment[];
  /** Asked for when the file is opened. */
  readonly password?: string;
  readonly title?: string;
  /** Fills the page, as a scan does. */
  readonly scan?: { readonly jpeg: Uint8Array; readonly width: number; readonly height: number };
}

/**
 * A PDF 1.7 of one page, empty or a scan, written by hand after ISO 32000-1: what no certificate looks like, and what
 * somebody may show all the same.
 */
export function handMadePdf({ attachments = [], password, title, scan }: HandMadePdf): Buffer {
  const objects: Buffer[] = [];
  const add = (...parts: readonly (string | Uint8Array)[]): number =>
    objects.push(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));
  const catalog = add('');
  const pages = add('');
  const shown = scan ? scannedPage(scan, add) : '/MediaBox[0 0 100 100]';
  const page = add(`<</Type/Page/Parent ${pages} 0 R${shown}>>`);
  objects[pages - 1] = Buffer.from(`<</Type/Pages/Kids[${page} 0 R]/Count 1>>`);
  const names = attachments.map(({ name, bytes, isImage = false, isPacked = false, filters = isImage ? 0 : 1 }) => {
    let packed = bytes;
    for (let round = isPacked ? 1 : 0; round < filters; round += 1) packed = deflateSync(packed);
    const stream = add(
      `<</Type/EmbeddedFile/Filter[${isImage ? '/DCTDecode' : '/FlateDecode '.repeat(filters)}]/Length ${packed.length}>>\nstream\n`,
      packed,
      '\nendstream',
    );
    return `(${name}) ${add(`<</Type/Filespec/F(${name})/UF(${name})/EF<</F ${stream} 0 R>>>>`)} 0 R`;
  });
  objects[catalog - 1] = Buffer.from(
    `<</Type/Catalog/Pages ${pages} 0 R/Names<</EmbeddedFiles<</Names[${names.join(' ')}]>>>>>>`,
  );
  const id = Buffer.from('0123456789abcdef');
  const info = title === undefined ? '' : `/Info ${add(`<</Title(${title})>>`)} 0 R`;
  const encryption = password === undefined ? 0 : add(encryptionOf(password, id));
  return assembled(
    objects,
    `/Root ${catalog} 0 R/ID[<${id.toString('hex')}><${id.toString('hex')}>]${info}${encryption ? `/Encrypt ${encryption} 0 R` : ''}`,
  );
}

/** The entries of an A4 page, lying, that an image fills. */
function scannedPage(
  { jpeg, width, height }: NonNullable<HandMadePdf['scan']>,
  add: (...parts: readonly (string | Uint8Array)[]) => number,
): string {
  const image = add(
    `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
    jpeg,
    '\nendstream',
  );
  const drawing = 'q 842 0 0 595 0 0 cm /Scan Do Q';
  const contents = add(`<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`);
  return `/MediaBox[0 0 842 595]/Resources<</XObject<</Scan ${image} 0 R>>>>/Contents ${contents} 0 R`;
}

/** As many million zeros, packed (RFC 1950): a million once, over and over. */
export function packedZeros(millions: number): Buffer {
  const million = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: constants.Z_FULL_FLUSH });
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(((millions * 1_000_000) % 65_521) * 65_536 + 1);
  return Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...Array.from({ length: millions }, () => million),
    Buffer.from([0x03, 0x00]),
    checksum,
  ]);
}

function assembled(objects: readonly Buffer[], trailer: string): Buffer {
  let file = Buffer.from('%PDF-1.7\n');
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.concat([
    file,
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}${trailer}>>\nstartxref\n${file.length}\n%%EOF\n`,
    ),
  ]);
}

/** The standard security handler, revision 2 (ISO 32000-1, 7.6.3): enough to be asked for the password. */
function encryptionOf(password: string, id: Buffer): string {
  const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);
  const permissions = -4;
  const owner = arcfour(md5(padded).subarray(0, 5), padded);
  const flags = Buffer.alloc(4);
  flags.writeInt32LE(permissions);
  const user = arcfour(md5(Buffer.concat([padded, owner, flags, id])).subarray(0, 5), padding);
  return `<</Filter/Standard/V 1/R 2/O<${owner.toString('hex')}>/U<${user.toString('hex')}>/P ${permissions}>>`;
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest();
}

/** RC4: old, weak, and what the format's first handler asks for. */
function arcfour(key: Buffer, bytes: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number): void => {
    [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0];
  };
  for (let index = 0, other = 0; index < 256; index += 1) {
    other = (other + (state[index] ?? 0) + (key[index % key.length] ?? 0)) % 256;
    swap(index, other);
  }
  let index = 0;
  let other = 0;
  return Buffer.from(
    bytes.map((byte) => {
      index = (index + 1) % 256;
      other = (other + (state[index] ?? 0)) % 256;
      swap(index, other);
      return byte ^ (state[((state[index] ?? 0) + (state[other] ?? 0)) % 256] ?? 0);
    }),
  );
}
