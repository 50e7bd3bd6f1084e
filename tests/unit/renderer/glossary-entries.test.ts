import { expect, it } from 'vitest';
import type { Term } from '../../../src/domain/series/module';
import { glossaryEntries, leadingWord } from '../../../src/renderer/src/features/glossary/glossary-entries';

const term = (id: string, definition: string, more: Partial<Term> = {}): Term => ({
  id,
  term: id,
  definition,
  source: 'CRC',
  moduleId: 'a',
  ...more,
});
const source = [
  term('bail', 'A promise.', { khmer: { text: 'ការធានា', source: 'Code' } }),
  term('court', 'A place.'),
  term('order', 'A decision.'),
];
const translated = [
  term('court', 'កន្លែង', { term: 'តុលាការ' }),
  term('bail', 'ការសន្យា', { term: 'ការធានា' }),
  term('order', 'A decision.'),
];

it('keeps the order of the language that is shown, what is not translated at the end', () => {
  expect(glossaryEntries(source, translated, 'en').map(({ id }) => id)).toEqual(['bail', 'court', 'order']);
  expect(glossaryEntries(source, translated, 'km').map(({ id }) => id)).toEqual(['court', 'bail', 'order']);
});

it('tells a Khmer word that was read from one that was composed, and looks up what is translated by it', () => {
  const entries = glossaryEntries(source, translated, 'km');
  expect(entries.map(({ khmer }) => khmer?.source)).toEqual([undefined, 'Code', undefined]);
  expect(entries.map((entry) => leadingWord(entry, 'km'))).toEqual(['តុលាការ', 'ការធានា', 'order']);
});
