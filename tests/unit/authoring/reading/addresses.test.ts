import { describe, expect, test } from 'vitest';
import { thinCases } from '../support/problems';
import type { SeriesDraft } from '../support/valid-series';

const { problemsAfter } = thinCases;

/** Messages about the fields of the first source after one change to it. */
function ofSource(change: Partial<SeriesDraft['sources'][number]>): readonly string[] {
  return problemsAfter((draft) => {
    Object.assign(draft.sources[0] ?? {}, change);
  })
    .filter(({ rule, file }) => rule === 'schema' && file === 'sources.yaml')
    .map(({ message }) => message);
}

/** Rules and messages about the glossary after one change to its first term. */
function ofTerm(change: Partial<SeriesDraft['terms'][number]>): readonly string[] {
  return problemsAfter((draft) => {
    Object.assign(draft.terms[0] ?? {}, change);
  })
    .filter(({ file }) => file === 'glossary.yaml')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

describe('the address of a source', () => {
  test('comes with the day on which its text was read', () => {
    expect(ofSource({ address: 'https://docs.un.org/en/CRC/C/GC/24', read: '2026-11-25', copy: true })).toEqual([]);
    expect(ofSource({ address: 'https://docs.un.org/en/CRC/C/GC/24' })).toEqual([
      '“address”: An address and the day on which its text was read come together.',
    ]);
    expect(ofSource({ read: '2026-11-25' })).toHaveLength(1);
  });

  test.each([
    'http://www.un.org/',
    'https://un.org@evil.example/',
    'https://www.un.org:8443/',
    'https://www.un.org/a b',
    'www.un.org',
    'https://www.un.org/កុមារ',
  ])('is plain https: %s is refused', (address) => {
    expect(ofSource({ address, read: '2026-11-25' })).toEqual([
      '“address”: It is an address that begins with https:// and has no spaces.',
    ]);
  });

  test('has a day that exists', () => {
    expect(ofSource({ address: 'https://www.un.org/', read: '2026-02-30' })).toEqual([
      '“read”: It is a day, written like 2026-11-25.',
    ]);
  });
});

describe('a term of the glossary', () => {
  test('names its source as a citation of a source that there is', () => {
    expect(ofTerm({ source: 'CRC, art. 4' })).toEqual([
      'term-source: “CRC, art. 4” is not a citation. Write it like "@crc art. 4".',
    ]);
    expect(ofTerm({ source: '@none' })).toEqual(['unknown-source: There is no source “none” in sources.yaml.']);
  });

  test('has its Khmer with the text in which it was read', () => {
    expect(ofTerm({ khmer: 'កុមារ', khmerSource: 'Constitution, Khmer text' })).toEqual([]);
    expect(ofTerm({ khmer: 'កុមារ' })).toContain(
      'schema: “khmer”: A Khmer term and the text in which it was read come together.',
    );
  });
});
