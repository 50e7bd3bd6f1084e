import { describe, expect, it } from 'vitest';
import {
  arePlain,
  hasPlainAnswers,
  hasPlainWords,
  hasSealedAnswers,
  hasSealedWords,
  keyTagsOf,
  keyTagsOfAttempt,
  withAnswers,
  withWords,
} from '../../../../src/domain/protection/sealed-words';
import { toBase64 } from '../../../../src/domain/json/base64';
import type { Attempt } from '../../../../src/domain/quiz/attempt';
import type { TextAnswer } from '../../../../src/domain/series/question';
import { replayAttempts } from '../../../support/builders/replays';
import { begun, note, read, statement, statements, type Deed } from '../../../support/builders/statement-builders';

/** Words that were sealed with a key whose tag ends in this number. */
const seal = (tag: number): string => toBase64(Uint8Array.of(1, 0, 0, 0, tag, ...new Array<number>(20).fill(0)));
const SEALED = seal(1);
const anchor = { blockId: 'a/first#b1', start: 3, end: 9, prefix: '', suffix: '' } as never;
const text = (words: string, sealed?: string): TextAnswer => ({
  kind: 'text',
  text: words,
  ...(sealed === undefined ? {} : { sealed }),
});
const written = (answer: TextAnswer): Deed => ({
  verb: 'answered',
  attemptId: 'x',
  questionId: 'a/q1',
  answer,
  confidence: 'unsaid',
  seconds: 1,
});
/** An attempt in which a reflection was answered like this, then like that. */
function attemptWith(first: TextAnswer, second: TextAnswer): Attempt {
  return replayAttempts(statements(begun('x'), written(first), written(second))).get('x') as Attempt;
}

describe('a note', () => {
  it.each([
    ['a colour', { colour: 'yellow' }],
    ['a place in the text', { anchor }],
    ['tags', { tags: ['court'] }],
    ['hints that were put off', { dismissed: ['name'] }],
  ])('is plain by %s alone: study text is public, and what is marked tells the words', (_, mark) => {
    const marked = note({ text: '', quote: '', ...mark } as never);
    expect([arePlain(marked), hasPlainWords(marked), hasSealedWords(marked)]).toEqual([true, true, false]);
  });

  it('with other words has those alone, sealed or plain, and all else as it was', () => {
    const plain = note({
      text: 'Ask.',
      quote: 'a child',
      anchor,
      colour: 'yellow',
      tags: ['court'],
      dismissed: ['name'],
    });
    const sealed = withWords(plain, { text: '', sealed: SEALED });
    expect(sealed).toEqual({ ...note({ text: '', quote: '' }), sealed: SEALED });
    expect([hasPlainWords(sealed), hasSealedWords(sealed), keyTagsOf(sealed)]).toEqual([false, true, ['00000001']]);
    expect(withWords(sealed, plain)).toEqual(plain);
    expect(keyTagsOf(plain)).toEqual([]);
  });
});

describe('an attempt', () => {
  it('holds what is sealed and what is plain, in the answer that counts and in the one before it', () => {
    for (const [first, second, tags] of [
      [text('Mine.'), text('', SEALED), ['00000001', '00000001']],
      [text('', SEALED), text('Mine.'), ['00000001']],
    ] as const) {
      const attempt = attemptWith(first, second);
      expect([hasPlainAnswers(attempt), hasSealedAnswers(attempt)]).toEqual([true, true]);
      expect(keyTagsOfAttempt(attempt)).toEqual(tags);
    }
    expect(hasSealedAnswers(attemptWith(text('One.'), text('Two.')))).toBe(false);
    expect(hasPlainAnswers(attemptWith(text('', SEALED), text('', seal(2))))).toBe(false);
  });

  it('with other answers has them in both, and all else of each as it was', () => {
    const attempt = attemptWith(text('One.'), text('Two.'));
    const other = withAnswers(attempt, ({ answer }) => text(`${(answer as TextAnswer).text} Sealed.`));
    expect(other).toEqual(attemptWith(text('One. Sealed.'), text('Two. Sealed.')));
  });
});

it('a statement without words holds none of either kind', () => {
  const reading = statement(read('a/first'), 0);
  expect([hasPlainWords(reading), hasSealedWords(reading), keyTagsOf(reading)]).toEqual([false, false, []]);
});
