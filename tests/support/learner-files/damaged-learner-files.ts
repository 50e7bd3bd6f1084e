import { seededRandom } from '../../../src/domain/quiz/seeded-random';
import { unsealed } from './learner-files';

/** A file that must be refused, and what was done to it. */
export type DamagedFile = readonly [damage: string, file: Uint8Array<ArrayBuffer>];

const encoder = new TextEncoder();

/** A valid file with a bit turned, 200 times, and cut off, 100 times; the places follow from the seed. */
export function flippedAndCut(valid: string, seed: number): DamagedFile[] {
  const bytes = encoder.encode(valid);
  const random = seededRandom(seed);
  const flips = Array.from({ length: 200 }, (): DamagedFile => {
    const at = Math.floor(random() * bytes.length);
    const bit = Math.floor(random() * 8);
    const flipped = bytes.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
    return [`bit ${bit} of byte ${at} turned`, flipped];
  });
  const cuts = Array.from({ length: 100 }, (): DamagedFile => {
    const length = 1 + Math.floor(random() * (bytes.length - 1));
    return [`cut off after ${length} bytes`, bytes.slice(0, length)];
  });
  return [...flips, ...cuts];
}

/** A valid file made into another kind of file, and what other programs make of it. */
export function misshapen(valid: string): DamagedFile[] {
  const [header = ''] = unsealed(valid);
  const utf16 = Uint8Array.from(
    [...`\uFEFF${valid}`].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]),
  );
  return [
    ['nothing in it', new Uint8Array()],
    [
      'another magic word',
      encoder.encode(valid.replace('child-justice-series-learner', 'child-justice-series-teacher')),
    ],
    ['no magic word', encoder.encode(valid.replace('"format"', '"formal"'))],
    ['a newer format', encoder.encode(valid.replace('"version":1', '"version":999'))],
    ['another checksum', encoder.encode(valid.replace(/"sha256":"[0-9a-f]{64}"/u, `"sha256":"${'a'.repeat(64)}"`))],
    ['a byte order mark', encoder.encode(`\uFEFF${valid}`)],
    ['UTF-16, low byte first', utf16],
    ['UTF-16, high byte first', utf16.map((_, index) => utf16[index ^ 1] ?? 0)],
    ['Windows line ends', encoder.encode(valid.replaceAll('\n', '\r\n'))],
    ['line ends taken out', encoder.encode(valid.replaceAll('\n', ''))],
    ['its first line alone', encoder.encode(`${header}\n`)],
    ['its first line taken out', encoder.encode(valid.slice(header.length + 1))],
    ['itself twice', encoder.encode(valid + valid)],
    ['a PDF', encoder.encode('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')],
    ['a gzip file', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a ZIP archive', Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)])],
    ['zeros', new Uint8Array(4_096)],
    ['a web page', encoder.encode('<!doctype html><script>alert(1)</script>\n')],
    ['10 MB without a line end', encoder.encode('x'.repeat(10_000_000))],
    ['10,000 empty lines', encoder.encode('\n'.repeat(10_000))],
  ];
}
