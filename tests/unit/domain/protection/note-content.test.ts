import { describe, expect, it } from 'vitest';
import {
  hasPlaintext,
  keyTag,
  keyTagOf,
  sealedNote,
  withContent,
} from '../../../../src/domain/protection/note-content';
import { toBase64 } from '../../../../src/domain/json/base64';
import { note } from '../../../support/builders/statement-builders';

const SEALED = toBase64(Uint8Array.of(1, 0xde, 0xad, 0xbe, 0xef, 9, 9, 9));
const anchor = { blockId: 'a/first#b1', start: 3, end: 9, prefix: '', suffix: '' } as never;
const content = {
  text: 'Ask.',
  quote: 'a child',
  anchor,
  colour: 'yellow',
  tags: ['court'],
  dismissed: ['name'],
} as const;

describe('the content of a note', () => {
  it.each([
    ['a quote', { quote: 'A child is' }, true],
    ['a colour', { colour: 'yellow' }, true],
    ['a place in the text', { anchor }, true],
    ['tags', { tags: ['court'] }, true],
    ['hints that were put off', { dismissed: ['name'] }, true],
    ['nothing', {}, false],
  ])('with %s alone: study text is public, and what is marked tells the quote', (_, mark, isPlain) => {
    expect(hasPlaintext(note({ text: '', quote: '', ...mark } as never))).toBe(isPlain);
  });

  it('is sealed whole, and put back with all else as it was', () => {
    const plain = note(content);
    const sealed = sealedNote(plain, SEALED);
    expect(sealed).toEqual({ ...note({ text: '', quote: '' }), sealed: SEALED });
    expect(hasPlaintext(sealed)).toBe(false);
    expect(withContent(sealed, content)).toEqual(plain);
  });

  it('tells with which key it is sealed', () => {
    expect(keyTagOf({ sealed: SEALED })).toBe('deadbeef');
    expect(keyTag('01936b2c-0000-7000-8000-0000deadbeef')).toBe('deadbeef');
    expect([note(), { sealed: '' }, { sealed: '????????' }].map(keyTagOf)).toEqual([null, null, null]);
  });
});
