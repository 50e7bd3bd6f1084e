import type { RecordOfLearningDocument } from '../../../../src/contract/record-of-learning-document';
import { typesetRecord } from '../../../../src/main/services/certificate/record-typesetting';
import { khmerModuleTitles, moduleTitles, names, typesettingPress } from './certificate-samples';

/** One typesetting for a test file: the compiler is made once, as in the app. */
export function recordTypesetting(press = typesettingPress()) {
  return { typeset: (document: RecordOfLearningDocument) => typesetRecord(press, document, '{}') };
}

type ModuleLine = RecordOfLearningDocument['modules'][number];

const minutes = [62, 48, 75, 55, 58, 66, 43, 80, 71, 64];

/** A module's line of a learner who has not begun it. */
export function newModule(number: number, changes: Partial<ModuleLine> = {}): ModuleLine {
  return {
    number,
    title: moduleTitles[number - 1] ?? `Module ${number}`,
    sectionsRead: 0,
    sections: 6,
    firstStudiedOn: null,
    lastStudiedOn: null,
    bestScore: null,
    bestScoreOn: null,
    attempts: 0,
    studyMinutes: minutes[number - 1] ?? 60,
    completedOn: null,
    ...changes,
  };
}

/** A module's line of a learner who has completed it. */
export function completeModule(number: number, changes: Partial<ModuleLine> = {}): ModuleLine {
  const day = (offset: number): string =>
    new Date(Date.UTC(2026, 8, 1 + number * 7 + offset)).toISOString().slice(0, 10);
  return newModule(number, {
    sectionsRead: 6,
    firstStudiedOn: day(0),
    lastStudiedOn: day(5),
    bestScore: 0.8 + (number % 5) * 0.05,
    bestScoreOn: day(4),
    attempts: 1 + (number % 3),
    completedOn: day(4),
    ...changes,
  });
}

const all = Array.from({ length: 10 }, (_, index) => index + 1);

function record(modules: readonly ModuleLine[], changes: Partial<RecordOfLearningDocument>): RecordOfLearningDocument {
  const complete = modules.filter(({ completedOn }) => completedOn !== null);
  const rights = modules.filter(({ number, completedOn }) => number >= 8 && completedOn !== null).length;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    language: 'en',
    learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' },
    seriesTitle: 'CJN Child Justice Series',
    organiser: 'Child Justice Network',
    madeAt: '2026-11-25T08:12:00.000Z',
    madeOn: '2026-11-25',
    modules: [...modules],
    sequences: [
      {
        title: 'Human rights treaties, mechanisms, and engagement',
        modules: [8, 9, 10],
        completeModules: rights,
        completedOn: rights === 3 ? '2026-11-14' : null,
      },
    ],
    certificates: [],
    totals: {
      completeModules: complete.length,
      sectionsRead: sum(modules.map(({ sectionsRead }) => sectionsRead)),
      sections: sum(modules.map(({ sections }) => sections)),
      attempts: sum(modules.map(({ attempts }) => attempts)),
      meanScore: complete.length === 0 ? null : sum(complete.map(({ bestScore }) => bestScore ?? 0)) / complete.length,
      studyMinutes: sum(complete.map(({ studyMinutes }) => studyMinutes)),
      studyDays: complete.length * 4,
      completedOn: complete.length === 10 ? '2026-11-14' : null,
    },
    ...changes,
  };
}

/** Of a learner who has done nothing yet. */
export function emptyRecord(changes: Partial<RecordOfLearningDocument> = {}): RecordOfLearningDocument {
  return record(
    all.map((number) => newModule(number)),
    changes,
  );
}

/** Of a learner in the midst of the series. */
export function partialRecord(changes: Partial<RecordOfLearningDocument> = {}): RecordOfLearningDocument {
  const modules = all.map((number) => {
    if (number <= 3) return completeModule(number);
    return number === 4
      ? newModule(4, {
          sectionsRead: 4,
          firstStudiedOn: '2026-11-20',
          lastStudiedOn: '2026-11-20',
          bestScore: 0.65,
          bestScoreOn: '2026-11-20',
          attempts: 1,
        })
      : newModule(number);
  });
  return record(modules, { certificates: [issued(1, 'module', moduleTitles[0], '2026-09-13')], ...changes });
}

/** Of a learner who has completed the series and has every certificate, one of them twice. */
export function fullRecord(changes: Partial<RecordOfLearningDocument> = {}): RecordOfLearningDocument {
  const certificates = [
    ...all.map((number) =>
      issued(number, 'module', moduleTitles[number - 1] ?? '', completeModule(number).completedOn ?? ''),
    ),
    issued(20, 'sequence', 'Human rights treaties, mechanisms, and engagement', '2026-11-14'),
    { ...issued(21, 'series', 'CJN Child Justice Series', '2026-11-14'), replaced: true },
    { ...issued(21, 'series', 'CJN Child Justice Series', '2026-11-14'), revision: 2 },
  ];
  return record(
    all.map((number) => completeModule(number)),
    { certificates, ...changes },
  );
}

/** The same record in two languages, as the app makes one: Khmer leads, and the titles that it had stand below. */
export function inBoth(document: RecordOfLearningDocument): RecordOfLearningDocument {
  const { seriesTitle, modules, sequences } = document;
  return {
    ...document,
    language: 'km',
    seriesTitle: 'ស៊េរីយុត្តិធម៌កុមាររបស់ CJN',
    modules: modules.map((module) => ({ ...module, title: khmerModuleTitles[module.number - 1] ?? module.title })),
    sequences: sequences.map((sequence) => ({ ...sequence, title: 'សន្ធិសញ្ញាសិទ្ធិមនុស្ស យន្តការ និងការចូលរួម' })),
    beside: {
      language: 'en',
      seriesTitle,
      moduleTitles: modules.map(({ title }) => title),
      sequenceTitles: sequences.map(({ title }) => title),
    },
  };
}

/** A certificate whose id ends in the number. */
export function issued(
  number: number,
  kind: 'module' | 'sequence' | 'series',
  title: string,
  issuedOn: string,
): RecordOfLearningDocument['certificates'][number] {
  return {
    certificateId: `018f3c1e-7b2a-7c3d-8e4f-${String(number).padStart(12, '0')}`,
    revision: 1,
    kind,
    title,
    issuedOn,
    replaced: false,
  };
}

/** A title as long as the contract lets one be. */
export const longTitle =
  'A title as long as the contract lets a title be, which no module has, but which must not break the page. '
    .repeat(4)
    .slice(0, 400);

/** The longest names and titles wherever there are any. */
export const longestTitles = fullRecord({
  learner: { latinName: names.endlessWord, khmerName: names.khmer120 },
  modules: Array.from({ length: 10 }, (_, index) =>
    completeModule(index + 1, { title: index % 2 === 0 ? longTitle : 'W'.repeat(400) }),
  ),
  certificates: Array.from({ length: 6 }, (_, index) =>
    issued(index, 'module', index % 2 === 0 ? longTitle : 'W'.repeat(400), '2026-11-20'),
  ),
});
