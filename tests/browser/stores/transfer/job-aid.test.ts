import * as v from 'valibot';
import { expect, it, vi } from 'vitest';
import { operations, type OperationInput } from '../../../../src/contract/operations';
import { success } from '../../../../src/contract/result';
import type { JobAid } from '../../../../src/domain/series/job-aid';
import { moduleById } from '../../../../src/domain/series/series';
import type { Language, LanguageChoice, Translate } from '../../../../src/domain/text/language';
import { usePaperLanguage } from '../../../../src/renderer/src/stores/record/paper-language';
import { useJobAid } from '../../../../src/renderer/src/stores/transfer/job-aid';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { series } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';

const course = series();
const wordsIn =
  (language: Language): Translate =>
  (key) =>
    `${language} ${key}`;

function aidIn(language: Language): JobAid {
  return {
    language,
    kind: 'checklist',
    title: `Title (${language})`,
    purpose: 'For today.',
    parts: [{ heading: 'At once', style: 'checks', items: ['Listen.'], sectionId: 'first', citations: [] }],
  };
}

const draft = 'km papers.draft · en papers.draft';
const untranslated = 'km papers.untranslated · en papers.untranslated';

it.each<[LanguageChoice, 'has' | 'lacks', object]>([
  ['en', 'has', { language: 'en' }],
  ['km', 'has', { language: 'km', draft }],
  ['both', 'has', { language: 'km', beside: { language: 'en' }, draft }],
  ['en', 'lacks', { language: 'en' }],
  ['km', 'lacks', { language: 'en', draft: untranslated }],
  ['both', 'lacks', { language: 'en', draft: untranslated }],
])('a job aid on paper in %s, of a module that %s its Khmer', async (choice, khmer, expected) => {
  const parts = { 'job-aid': 'draft' } as const;
  const translation = { modules: khmer === 'has' ? { a: { parts } } : {} };
  const memory = new InMemoryHost();
  const documents: OperationInput<'job-aid.export'>['document'][] = [];
  vi.spyOn(memory, 'invoke').mockImplementation((name, input) => {
    if (name === 'paper.unprintable') return Promise.resolve(success({ characters: [] }) as never);
    documents.push(v.parse(operations['job-aid.export'].input, structuredClone(input)).document);
    return Promise.resolve(success({ outcome: 'cancelled' }) as never);
  });
  const window = openWindow(new InMemoryHost(), {
    host: memory,
    translationIn: (language) => (language === 'km' ? (translation as never) : undefined),
  });
  await window.create();
  usePaperLanguage().choose(choice);
  await useJobAid().save(async (language) => {
    const aid = aidIn(khmer === 'has' ? language : 'en');
    return { aid, module: moduleById(course, 'a'), sources: [], seriesTitle: course.title };
  }, wordsIn);
  expect(
    documents.map(({ language, beside, draft: foot }) => ({
      language,
      ...(beside ? { beside: { language: beside.language } } : {}),
      ...(foot ? { draft: foot } : {}),
    })),
  ).toEqual([expected]);
});
