import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { moduleCertificate, named, seriesCertificate, typesetting } from './certificate-samples';

const press = typesetting();
beforeAll(() => press.texts('en'));

const between = (first: number, last: number): fc.Arbitrary<string> =>
  fc.integer({ min: first, max: last }).map((codePoint) => String.fromCodePoint(codePoint));

/** Letters, marks, digits and signs of a script, in any order, as a hand on the wrong keys types them. */
const scripts = {
  Khmer: between(0x1780, 0x17f9),
  Arabic: fc.oneof(between(0x0620, 0x06ff), between(0x0750, 0x077f), between(0xfb50, 0xfdff)),
  Hebrew: fc.oneof(between(0x0591, 0x05f4), between(0xfb1d, 0xfb4f)),
  Devanagari: fc.oneof(between(0x0900, 0x097f), fc.constant('\u094D')),
  Thai: fc.oneof(between(0x0e01, 0x0e5b), between(0x0e80, 0x0edf)),
  Latin: fc.oneof(between(0x20, 0x7e), between(0xc0, 0x24f), between(0x300, 0x36f)),
  emoji: fc.oneof(between(0x1f300, 0x1faff), fc.constantFrom('\u200D', '\uFE0F', '\u{1F3FD}', '🇰🇭', '1️⃣')),
};
/** Marks of every script, on letters of every other: no face can set most of them together. */
const marks = fc.oneof(
  { arbitrary: fc.constantFrom(...charactersOf(/\p{M}/u)), weight: 2 },
  fc.oneof(...Object.values(scripts)),
);
const turns = fc.constantFrom(...'\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202E\u2066\u2067\u2069\u00AD\u2060 -.');

/** The characters of the first two planes that fit a pattern. */
function charactersOf(pattern: RegExp): string[] {
  return Array.from({ length: 0x1_ffff }, (_, codePoint) => String.fromCodePoint(codePoint)).filter((character) =>
    pattern.test(character),
  );
}

function nameOf(letters: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof({ arbitrary: letters, weight: 6 }, { arbitrary: turns, weight: 1 }), {
      minLength: 1,
      maxLength: 25,
    })
    .map((characters) => characters.join('').slice(0, 120))
    .filter((name) => name.trim() !== '');
}

// Two thousand of them, and mixes of all scripts, were set without a failure when this was written.
test.each([
  ...Object.entries(scripts),
  ['a mix of all', fc.oneof(...Object.values(scripts))],
  ['marks', marks],
] as const)('a name of %s is set, whatever is typed in whatever order', async (_, letters) => {
  await fc.assert(
    fc.asyncProperty(nameOf(letters), async (name) => {
      const pdf = await press.typeset(moduleCertificate(named(name)));
      expect(Buffer.from(pdf.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
    }),
    { numRuns: 20 },
  );
});

describe('a certificate that isn’t issued yet', () => {
  it('is refused where no font has a character of the name, with these characters', async () => {
    await expect(press.requirePrintableName(moduleCertificate(named('李小龍 Bruce')))).rejects.toMatchObject({
      code: 'name-unprintable',
      details: { characters: '李 (U+674E), 小 (U+5C0F), 龍 (U+9F8D)' },
    });
  });

  it('is refused for a sign that would print a box although it is a format character', async () => {
    await expect(press.requirePrintableName(moduleCertificate(named('Sok Dara \u{110BD}')))).rejects.toMatchObject({
      code: 'name-unprintable',
    });
  });

  it.each(['\u202E', '\u200C\u200D', '\uFE0F \u2060', '\u0007', '\u034F', '\u180E', '\u3164', '\u2800', '\u17B4'])(
    'is refused for a name of nothing but signs that show nothing (%j)',
    async (name) => {
      const codePoint = `U+${(name.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      await expect(press.requirePrintableName(moduleCertificate(named(name)))).rejects.toMatchObject({
        code: 'name-unprintable',
        details: { characters: expect.stringContaining(codePoint) },
      });
    },
  );

  it.each(['Sok Dara', 'សុខ ដារ៉ា', 'محمد', 'Nguyễn', 'Sok\u200F Dara\u202E', 'Dara 👩‍👧'])(
    'is not for %s',
    async (name) => {
      await expect(press.requirePrintableName(moduleCertificate(named(name)))).resolves.toBeUndefined();
    },
  );
});

test('titles that take minutes to set are refused at once, and the whole series is far below that', async () => {
  const title = 'ក្រុំស្ត្រី'.repeat(30);
  const modules = Array.from({ length: 40 }, (_, at) => ({ number: at + 1, title, score: 1 }));
  const heavy = seriesCertificate({ modules });
  for (const set of [() => press.preview(heavy), () => press.typeset(heavy)])
    await expect(set()).rejects.toMatchObject({ code: 'typesetting-failed' });
  const twice = seriesCertificate().modules.map((each) => ({ ...each, title: each.title.padEnd(90, '.') }));
  expect((await press.typeset(seriesCertificate({ modules: twice }))).length).toBeGreaterThan(10_000);
});
