import fc from 'fast-check';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, normalize, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_FILE_NAME, safeFileName } from '../../../../src/main/services/files/file-names';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

/** Typed text, and the name that it must give with `.pdf`. */
const cases: readonly (readonly [typed: string, name: string])[] = [
  // Ordinary names stay as they are.
  ['Sok Dara', 'Sok Dara.pdf'],
  ['សុខ ដារ៉ា', 'សុខ ដារ៉ា.pdf'],
  ['محمد عبد الله', 'محمد عبد الله.pdf'],
  ['Module certificate - Sok Dara', 'Module certificate - Sok Dara.pdf'],
  ["O'Brien, Dr. (Phnom Penh) & co; 100% #1", "O'Brien, Dr. (Phnom Penh) & co; 100% #1.pdf"],
  ['C++ ~ a=b {x} [y] $HOME `z` !', 'C++ ~ a=b {x} [y] $HOME `z` !.pdf'],
  ['Team 🙂', 'Team 🙂.pdf'],
  ['a.b.c', 'a.b.c.pdf'],
  ['report.pdf', 'report.pdf.pdf'],
  // A family emoji is one grapheme of seven code points, joiners included.
  ['👨\u200D👩\u200D👧', '👨\u200D👩\u200D👧.pdf'],
  // One form of each letter.
  ['e\u0301', '\u00E9.pdf'],
  ['\u212B', '\u00C5.pdf'],
  // Path separators and what Windows forbids.
  ['../../etc/passwd', 'etc passwd.pdf'],
  ['..\\..\\Windows\\System32', 'Windows System32.pdf'],
  ['/absolute', 'absolute.pdf'],
  ['C:\\Users', 'C Users.pdf'],
  ['C:', 'C.pdf'],
  ['a/b', 'a b.pdf'],
  ['\\\\server\\share', 'server share.pdf'],
  ['file.txt:stream', 'file.txt stream.pdf'],
  ['a<b>c:d"e/f\\g|h?i*j', 'a b c d e f g h i j.pdf'],
  ['what? why*', 'what why.pdf'],
  ['Part 1: Human rights', 'Part 1 Human rights.pdf'],
  ['..', 'certificate.pdf'],
  ['.', 'certificate.pdf'],
  ['...', 'certificate.pdf'],
  ['/', 'certificate.pdf'],
  ['./.', 'certificate.pdf'],
  // Control characters and line ends.
  ['a\u0000b', 'ab.pdf'],
  ['a.exe\u0000.pdf', 'a.exe.pdf.pdf'],
  ['a\nb', 'a b.pdf'],
  ['a\r\nb\tc', 'a b c.pdf'],
  ['\u001B[31mred', '[31mred.pdf'],
  ['a\u007Fb\u0085c', 'abc.pdf'],
  ['a\u2028b\u2029c', 'a b c.pdf'],
  // What reorders or hides.
  ['invoice\u202Efdp.exe', 'invoicefdp.exe.pdf'],
  ['a\u202Ab\u202Bc\u202Cd\u202De', 'abcde.pdf'],
  ['a\u2066b\u2067c\u2068d\u2069e', 'abcde.pdf'],
  ['a\u200Eb\u200Fc\u061Cd', 'abcd.pdf'],
  ['a\u200Bb\uFEFFc\u2060d\u00ADe', 'abcde.pdf'],
  ['\u{E0041}\u{E0042}a', 'a.pdf'],
  ['a\uFFFEb\uFFFFc\u{1FFFE}d', 'abcd.pdf'],
  // Half of a surrogate pair is no character.
  ['a\uD83Db', 'ab.pdf'],
  ['\uDE42', 'certificate.pdf'],
  // Leading and trailing dots, spaces, hyphens.
  ['.hidden', 'hidden.pdf'],
  ['-rf', 'rf.pdf'],
  ['--help', 'help.pdf'],
  [' .- x', 'x.pdf'],
  ['name.', 'name.pdf'],
  ['name...', 'name.pdf'],
  ['name ', 'name.pdf'],
  ['name. . .', 'name.pdf'],
  ['  a   b  ', 'a b.pdf'],
  ['a\u00A0b\u3000c', 'a b c.pdf'],
  ['x-', 'x-.pdf'],
  // Device names of Windows.
  ['CON', '_CON.pdf'],
  ['con', '_con.pdf'],
  ['Con.txt', '_Con.txt.pdf'],
  ['PRN', '_PRN.pdf'],
  ['aux', '_aux.pdf'],
  ['NUL', '_NUL.pdf'],
  ['nul.tar.gz', '_nul.tar.gz.pdf'],
  ['COM1', '_COM1.pdf'],
  ['com0', '_com0.pdf'],
  ['LPT9', '_LPT9.pdf'],
  ['COM¹', '_COM¹.pdf'],
  ['lpt²', '_lpt².pdf'],
  ['CON .x', '_CON .x.pdf'],
  ['CON:', '_CON.pdf'],
  ['.CON', '_CON.pdf'],
  ['CONIN$', '_CONIN$.pdf'],
  ['CLOCK$', '_CLOCK$.pdf'],
  ['C\u200BON', '_CON.pdf'],
  // Not devices.
  ['CONSTANCE', 'CONSTANCE.pdf'],
  ['COM10', 'COM10.pdf'],
  ['Auxiliary', 'Auxiliary.pdf'],
  ['My CON', 'My CON.pdf'],
  // Nothing left.
  ['', 'certificate.pdf'],
  ['   ', 'certificate.pdf'],
  ['\u0301\u0302', 'certificate.pdf'],
  ['\u200D\u200C', 'certificate.pdf'],
  ['?*:|', 'certificate.pdf'],
];

describe('a safe file name', () => {
  it.each(cases.map(([typed, name]) => [JSON.stringify(typed), typed, name] as const))('of %s', (_, typed, name) => {
    expect(safeFileName(typed, '.pdf')).toBe(name);
  });

  it('is cut to 120 units and 240 bytes, extension included, and never inside a character', () => {
    const latin = safeFileName('a'.repeat(500), '.pdf');
    expect(latin).toHaveLength(MAXIMUM_FILE_NAME.units);
    const khmer = safeFileName('ស្ត្រី'.repeat(30), '.pdf');
    expect(Buffer.byteLength(khmer)).toBeLessThanOrEqual(MAXIMUM_FILE_NAME.bytes);
    expect(khmer.replace('.pdf', '').replaceAll('ស្ត្រី', '')).toMatch(/^(?:ស្ត្?)?$/u);
    const families = safeFileName('👨\u200D👩\u200D👧'.repeat(20), '.pdf');
    expect(families.replace('.pdf', '').replaceAll('👨\u200D👩\u200D👧', '')).toBe('');
  });

  it('is cut between words, and without a hyphen that joins nothing', () => {
    const name = 'Module 2 certificate - revision 3 - Sok Dara - ';
    const title = 'Diversion and non-custodial measures for children in conflict with the law, and their rights';
    expect(safeFileName(name + title, '.pdf')).toBe(
      `${name}Diversion and non-custodial measures for children in conflict.pdf`,
    );
    expect(safeFileName(`${'word '.repeat(22)}end - ${title}`, '.pdf')).toBe(`${'word '.repeat(22)}end.pdf`);
    for (const end of ['and the', 'of', 'for –', '(part'])
      expect(safeFileName(`${'word '.repeat(22)}end ${end} ${'x'.repeat(20)}`, '.pdf')).toBe(
        `${'word '.repeat(22)}end.pdf`,
      );
    expect(safeFileName(`Short ${'a'.repeat(200)}`, '.pdf')).toBe(`Short ${'a'.repeat(110)}.pdf`);
  });

  it('of Khmer is cut between phrases, and not behind a word that joins nothing', () => {
    const title = 'កង្វល់អំពីកុមារ - អ្វីដែលត្រូវធ្វើនៅថ្ងៃនេះ';
    expect(safeFileName(title, '.pdf')).toBe(`${title}.pdf`);
    const phrase = 'អ្វីដែលត្រូវធ្វើនៅថ្ងៃនេះ';
    for (const end of [' និង', ' ឬ', ' នៃ'])
      expect(safeFileName(`${phrase} ${phrase}${end} ${phrase}${phrase}`, '.pdf')).toBe(`${phrase} ${phrase}.pdf`);
  });

  it('has no dot or space before the extension where it was cut there', () => {
    expect(safeFileName(`${'a'.repeat(114)} . . b`, '.pdf')).toBe(`${'a'.repeat(114)}.pdf`);
  });

  it('uses the fallback that it is given', () => {
    expect(safeFileName('???', '.json', 'learning record')).toBe('learning record.json');
  });

  it('is for any text inside its folder on every system, visible, and not too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const name = safeFileName(typed, '.pdf');
        expect(basename(name)).toBe(name);
        expect(win32.basename(name)).toBe(name);
        expect(dirname(join('/folder', name))).toBe(normalize('/folder'));
        expect(name).not.toMatch(/^[.\-\s]|[\p{Cc}\p{Cs}<>:"/\\|?*\u202A-\u202E\u2066-\u2069]|[. ]\.pdf$/u);
        expect(name).toMatch(/[\p{L}\p{N}\p{S}\p{P}].*\.pdf$/u);
        expect(name.length).toBeLessThanOrEqual(MAXIMUM_FILE_NAME.units);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(MAXIMUM_FILE_NAME.bytes);
        expect(name.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['binary', 'grapheme', 'grapheme-composite'] as const)('is unchanged when made safe again (%s)', (unit) => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (typed) => {
        const once = safeFileName(typed, '');
        expect(safeFileName(once, '')).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a device stays within the limit, and unchanged when made safe again, with the sign before it', () => {
    const once = safeFileName(`CON.${'a'.repeat(MAXIMUM_FILE_NAME.units)}`, '');
    expect(once).toHaveLength(MAXIMUM_FILE_NAME.units);
    expect(safeFileName(once, '')).toBe(once);
  });

  it('is unchanged when made safe again, for text of dangerous pieces', () => {
    const piece = fc.constantFrom(
      'CON',
      'com¹',
      '.',
      '-',
      ' ',
      '/',
      '\\',
      ':',
      '\u202E',
      '\u200B',
      '\u0301',
      'e',
      '\uD83D',
      '\uDE42',
      'ស្ត្រី',
      'a'.repeat(40),
      '$',
      '<',
      '\u0338',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const once = safeFileName(pieces.join(''), '');
        expect(safeFileName(once, '')).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('can be written and found again on this machine, for every case', async () => {
    const folder = await makeFolder('file-names');
    try {
      for (const [typed] of cases) {
        const name = safeFileName(typed, '.pdf');
        await writeFile(join(folder, name), 'x');
        expect((await readdir(folder)).map((found) => found.normalize('NFC'))).toContain(name);
        // Windows and macOS write a name that differs in case alone into the same file.
        await rm(join(folder, name));
      }
    } finally {
      await removeFolder(folder);
    }
  });
});
