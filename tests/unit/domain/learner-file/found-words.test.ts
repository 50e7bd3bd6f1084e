import { describe, expect, it } from 'vitest';
import { withFoundWords } from '../../../../src/domain/learner-file/found-words';
import { toBase64 } from '../../../../src/domain/json/base64';
import type { Answer, TextAnswer } from '../../../../src/domain/series/question';
import { note, read, statement } from '../../../support/builders/statement-builders';

/** Words that were sealed with the key of this tag. */
const sealedWith = (...tag: number[]): string => toBase64(Uint8Array.of(1, ...tag, ...new Array<number>(20).fill(0)));
const CLOSED = sealedWith(0, 0, 0, 1);
const OPEN = sealedWith(0, 0, 0, 2);
const isClosed = (tag: string): boolean => tag === '00000001';

const sealed = note({ text: '', quote: '', sealed: CLOSED, editedAt: '2026-11-21T01:00:00.000Z' });
const plain = note({
  text: 'Ask the police.',
  quote: 'a child',
  tags: ['court'],
  editedAt: '2026-11-20T01:00:00.000Z',
});

const answered = (answer: Answer) =>
  statement({ verb: 'answered', attemptId: 'x', questionId: 'a/q1', answer, confidence: 'unsaid', seconds: 1 }, 0);
const text = (words: string, seal?: string): TextAnswer => ({
  kind: 'text',
  text: words,
  ...(seal === undefined ? {} : { sealed: seal }),
});
const inCase = (parts: Record<string, TextAnswer>): Answer => ({ kind: 'case', parts }) as Answer;

describe('the words of a file’s copy', () => {
  it('fill in those of a note that nothing opens here, and change nothing else of it', () => {
    const { sealed: _, ...rest } = sealed;
    expect(withFoundWords(sealed, plain, isClosed)).toEqual({
      ...rest,
      text: 'Ask the police.',
      quote: 'a child',
      tags: ['court'],
    });
  });

  it.each([
    ['a note that can be read', note(), plain],
    ['a note that is sealed with a key that opens here', { ...sealed, sealed: OPEN }, plain],
    ['a copy that is sealed too', sealed, note({ text: '', sealed: OPEN })],
    ['a copy that says both', sealed, note({ text: 'Plain beside the seal.', sealed: OPEN })],
    ['a copy without words', sealed, note({ text: '', quote: '' })],
  ])('don’t come in for %s', (_, here, copy) => {
    expect(withFoundWords(here, copy, isClosed)).toBeNull();
  });

  it('fill in an answer, of a case study the sealed parts alone', () => {
    const here = answered(text('', CLOSED));
    expect(withFoundWords(here, answered(text('I would ask.')), isClosed)).toEqual(answered(text('I would ask.')));
    const parts = inCase({ p1: text('', CLOSED), p2: text('My own.'), p3: text('', OPEN) });
    const copies = inCase({ p1: text('One.'), p2: text('Two.'), p3: text('Three.'), p4: text('Four.') });
    expect(withFoundWords(answered(parts), answered(copies), isClosed)).toEqual(
      answered(inCase({ p1: text('One.'), p2: text('My own.'), p3: text('', OPEN) })),
    );
    expect(withFoundWords(answered(inCase({ p2: text('My own.') })), answered(copies), isClosed)).toBeNull();
  });

  it('come from no row of another kind', () => {
    const here = answered(text('', CLOSED));
    expect(withFoundWords(here, statement(read('a/first'), 0), isClosed)).toBeNull();
    expect(withFoundWords(statement(read('a/first'), 0), answered(text('Words.')), isClosed)).toBeNull();
    expect(withFoundWords<typeof sealed | typeof here>(sealed, answered(text('Words.')), isClosed)).toBeNull();
    expect(withFoundWords<typeof sealed | typeof here>(here, plain, isClosed)).toBeNull();
  });
});
