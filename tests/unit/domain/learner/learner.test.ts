import * as v from 'valibot';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateDocumentSchema } from '../../../../src/contract/certificate-document';
import {
  DEFAULT_PREFERENCES,
  displayName,
  MAXIMUM_NAME_LENGTH,
  nameProblem,
  newLearner,
  normaliseName,
  bothNames,
  hasLetterKeys,
} from '../../../../src/domain/learner/learner';
import { certificate } from '../../../support/builders/statement-builders';

describe('a name as it is stored', () => {
  test.each([
    ['outer and double spaces go', '  Sok \t  Dara \n', 'Sok Dara'],
    ['a no-break space is a space', 'Sok\u00A0Dara', 'Sok Dara'],
    ['letter and accent become one', 'Zoe\u0308', 'Zoë'],
    [
      'zero-width space, joiner of words, soft hyphen and byte order mark go',
      '\uFEFFសុខ\u200B\u2060 ដា\u00ADរ៉ា',
      'សុខ ដារ៉ា',
    ],
    ['marks that turn the direction of what follows go', 'Sok \u202EaraD\u202C \u2066x\u2069', 'Sok araD x'],
    ['zero-width joiners stay', 'නිර්මාණ ශ්\u200Dරී', 'නිර්මාණ ශ්\u200Dරී'],
    ['right-to-left names stay', 'محمد \u200Fعلي', 'محمد \u200Fعلي'],
    ['markup, quotes and backslashes stay as typed', '#strong[*O\'Neil* "\\$x$"]', '#strong[*O\'Neil* "\\$x$"]'],
    ['letter and accent become one, also with something invisible between', 'Rene\u2060\u0301', 'René'],
    ['emoji stay', 'Dara 👩🏽‍⚖️', 'Dara 👩🏽‍⚖️'],
    ['a name that would print as nothing is none', '\u200D\u200E \uFE0F\u3164', ''],
    ['nothing stays nothing', ' ', ''],
  ])('%s', (_name, typed, stored) => {
    expect(normaliseName(typed)).toBe(stored);
  });

  test('stored again it stays the same', () => {
    const awkward = fc.string({
      unit: fc.constantFrom('e', '\u0301', '\u2060', ' ', '\u00A0', '\u200D', '\u202E', 'ក', '្', '😀'),
    });
    fc.assert(
      fc.property(awkward, (typed) => {
        expect(normaliseName(normaliseName(typed))).toBe(normaliseName(typed));
      }),
    );
  });
});

describe('what is wrong with a name', () => {
  test('one of the two is enough', () => {
    expect(nameProblem('Sok Dara', '')).toBeUndefined();
    expect(nameProblem('', 'សុខ ដារ៉ា')).toBeUndefined();
  });

  test.each([
    ['', ''],
    [' ', '\u200B'],
    ['\u2060', '\u200D'],
  ])('a name is missing: %j %j', (latin, khmer) => {
    expect(nameProblem(latin, khmer)).toBe('missing');
  });

  test('the longest name is allowed, one character more is not, in either script', () => {
    expect(nameProblem('x'.repeat(MAXIMUM_NAME_LENGTH), '')).toBeUndefined();
    expect(nameProblem('x'.repeat(MAXIMUM_NAME_LENGTH + 1), '')).toBe('too-long');
    expect(nameProblem('Sok', 'ក'.repeat(MAXIMUM_NAME_LENGTH + 1))).toBe('too-long');
  });

  test('length is counted as a certificate counts it: 61 characters outside the basic plane are 122', () => {
    expect(nameProblem('😀'.repeat(60), '')).toBeUndefined();
    expect(nameProblem('😀'.repeat(61), '')).toBe('too-long');
  });

  test('spaces that will go do not make it too long', () => {
    expect(nameProblem(`${' '.repeat(200)}Sok`, '')).toBeUndefined();
  });

  test('a control character is refused', () => {
    expect(nameProblem('Sok\u0007Dara', '')).toBe('control-characters');
    expect(nameProblem('Sok', '\u009B')).toBe('control-characters');
  });

  test('every name without a problem goes into a certificate', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 140 }),
        fc.string({ unit: fc.constantFrom('ក', '្', '😀', ' '), maxLength: 140 }),
        (latin, khmer) => {
          fc.pre(nameProblem(latin, khmer) === undefined);
          const names = { latinName: normaliseName(latin), khmerName: normaliseName(khmer) };
          expect(v.is(certificateDocumentSchema, certificate({ learner: names }))).toBe(true);
        },
      ),
    );
  });
});

describe('profiles', () => {
  test('a certificate bears both, or the one that there is', () => {
    expect(bothNames({ latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' })).toBe('Sok Dara · សុខ ដារ៉ា');
    expect(bothNames({ latinName: 'Sok Dara', khmerName: '' })).toBe('Sok Dara');
    expect(bothNames({ latinName: '', khmerName: 'សុខ ដារ៉ា' })).toBe('សុខ ដារ៉ា');
  });

  test('the app speaks to the learner by the Latin name, else the Khmer one', () => {
    expect(displayName({ latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' })).toBe('Sok Dara');
    expect(displayName({ latinName: '', khmerName: 'សុខ ដារ៉ា' })).toBe('សុខ ដារ៉ា');
  });
});

describe('a new learner', () => {
  const at = '2026-11-25T03:00:00.000Z';

  test('has the names as they are stored, and the usual looks', () => {
    const typed = { latinName: '  Sokha  Chan ', khmerName: 'ចាន់\u200Bសុខា', language: 'km' } as const;
    expect(newLearner('an-id', typed, at)).toEqual({
      id: 'an-id',
      latinName: 'Sokha Chan',
      khmerName: 'ចាន់សុខា',
      language: 'km',
      preferences: DEFAULT_PREFERENCES,
      createdAt: at,
      updatedAt: at,
    });
  });
});

test('single-letter shortcuts are on until they are switched off', () => {
  expect(hasLetterKeys(DEFAULT_PREFERENCES)).toBe(true);
  expect(hasLetterKeys({ ...DEFAULT_PREFERENCES, letterKeys: true })).toBe(true);
  expect(hasLetterKeys({ ...DEFAULT_PREFERENCES, letterKeys: false })).toBe(false);
});
