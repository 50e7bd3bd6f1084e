import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { recordOfLearningDocumentSchema } from '../../../../src/contract/record-of-learning-document';
import { recordOfLearning } from '../../../../src/domain/certificate/record-of-learning';
import type { CertificateSnapshot } from '../../../../src/domain/record/certificate-snapshot';
import type { Statement } from '../../../../src/domain/record/statement';
import { series } from '../../../support/builders/series-builders';
import {
  certificate,
  completedSeries,
  identifier,
  read,
  scored,
  statement,
  statements,
  type Deed,
} from '../../../support/builders/statement-builders';
import { replay } from '../../../support/builders/replays';

const course = series();
const moment = {
  learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' },
  language: 'en' as const,
  madeAt: '2026-11-25T18:30:00.000Z',
  // Seven hours ahead of UTC, as in Cambodia.
  dayOf: (instant: string) => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10),
};
const DAY = 24 * 60;

function of(made: readonly Statement[]): ReturnType<typeof recordOfLearning> {
  return recordOfLearning(course, replay(made), made, moment);
}

/** Statements so many days after the first one. */
function after(days: number, ...deeds: readonly Deed[]): Statement[] {
  return deeds.map((deed, index) => statement(deed, days * DAY + index));
}

const begun: Deed = {
  verb: 'initialized',
  attemptId: 'attempt-a',
  moduleId: 'a',
  mode: 'attempt',
  seed: 1,
  questionIds: ['q1'],
};
const answered: Deed = {
  verb: 'answered',
  attemptId: 'attempt-a',
  questionId: 'q1',
  answer: { kind: 'choice', optionIds: ['a'] },
  confidence: 'sure',
  seconds: 20,
};

describe('the record of learning', () => {
  it('of a learner who has done nothing names every module and claims nothing', () => {
    const { modules, totals, certificates, sequences } = of([]);
    expect(modules.map(({ number, title }) => [number, title])).toEqual([
      [1, 'Module a'],
      [2, 'Module b'],
      [3, 'Module c'],
      [4, 'Module d'],
    ]);
    expect(modules[0]).toMatchObject({
      sectionsRead: 0,
      sections: 2,
      firstStudiedOn: null,
      lastStudiedOn: null,
      bestScore: null,
      bestScoreOn: null,
      attempts: 0,
      completedOn: null,
    });
    expect(sequences).toEqual([
      { title: 'Sequence rights', modules: [2, 3, 4], completeModules: 0, completedOn: null },
    ]);
    expect(certificates).toEqual([]);
    expect(totals).toEqual({
      completeModules: 0,
      sectionsRead: 0,
      sections: 8,
      attempts: 0,
      meanScore: null,
      studyMinutes: 0,
      studyDays: 0,
      completedOn: null,
    });
  });

  it('says who, what course, and on which day where the learner is it was made', () => {
    expect(of([])).toMatchObject({
      language: 'en',
      learner: moment.learner,
      seriesTitle: 'Child Justice Series',
      organiser: 'Child Justice Network',
      madeAt: moment.madeAt,
      madeOn: '2026-11-26',
    });
  });

  it('has the titles of a second language beside those of its own', () => {
    const translated = {
      ...course,
      title: 'ស៊េរី',
      modules: course.modules.map((module) => ({ ...module, title: 'មេរៀន' })),
    };
    const record = recordOfLearning(course, replay([]), [], {
      ...moment,
      beside: { language: 'km', series: translated },
    });
    expect(record).toMatchObject({ seriesTitle: 'Child Justice Series', modules: [{ title: 'Module a' }, {}, {}, {}] });
    expect(v.parse(recordOfLearningDocumentSchema, record).beside).toEqual({
      language: 'km',
      seriesTitle: 'ស៊េរី',
      moduleTitles: ['មេរៀន', 'មេរៀន', 'មេរៀន', 'មេរៀន'],
      sequenceTitles: ['Sequence rights'],
    });
  });

  it('takes the first and last day of a module from reading, practice and attempts alike', () => {
    const made = [
      ...after(0, read('a/first')),
      ...after(2, { ...begun, mode: 'practice' }),
      ...after(3, answered),
      ...after(5, { verb: 'terminated', attemptId: 'attempt-a' }),
    ];
    expect(of(made).modules[0]).toMatchObject({
      firstStudiedOn: '2026-11-20',
      lastStudiedOn: '2026-11-25',
      attempts: 0,
      bestScore: null,
    });
    expect(of(made).totals.studyDays).toBe(4);
    expect(of(made).modules[1]).toMatchObject({ firstStudiedOn: null, lastStudiedOn: null });
  });

  it('passes over a section that was unmarked', () => {
    const [reading] = after(0, read('a/first'));
    const made = [
      ...(reading ? [reading] : []),
      ...after(1, { verb: 'voided', statementId: reading?.id ?? '' }, read('a/second')),
    ];
    expect(of(made).modules[0]).toMatchObject({
      sectionsRead: 1,
      firstStudiedOn: '2026-11-21',
      lastStudiedOn: '2026-11-21',
    });
  });

  it('dates the best score by the first attempt that reached it', () => {
    const made = [
      ...after(0, scored('a', 0.6, 'one')),
      ...after(1, scored('a', 0.95, 'two')),
      ...after(2, scored('a', 0.95, 'three')),
      ...after(3, scored('a', 0.7, 'four')),
    ];
    expect(of(made).modules[0]).toMatchObject({ bestScore: 0.95, bestScoreOn: '2026-11-21', attempts: 4 });
  });

  it('dates the best score by an attempt at that module, passed or not, in whatever order the statements come', () => {
    const made = [
      ...after(3, scored('a', 0.5, 'late')),
      ...after(1, scored('a', 0.5, 'early')),
      ...after(0, scored('b', 1, 'other')),
    ];
    expect(of(made).modules[0]).toMatchObject({ bestScore: 0.5, bestScoreOn: '2026-11-21', attempts: 2 });
  });

  it('dates a completion by its own first statement, on the day where the learner was, not on that of the computer', () => {
    // In the evening, when it is the next day already where the summary is made.
    const evening = (day: number, deed: Deed): Statement => statement(deed, day * DAY + 17 * 60);
    const done = (kind: 'module' | 'sequence' | 'series', objectId: string): Deed => ({
      verb: 'completed',
      kind,
      objectId,
    });
    const made = [
      evening(5, done('module', 'a')),
      evening(0, done('module', 'b')),
      evening(1, done('sequence', 'a')),
      evening(2, done('module', 'a')),
      evening(3, done('sequence', 'rights')),
      evening(4, done('series', 'series')),
    ];
    const record = of(made);
    expect(record.modules.map(({ completedOn }) => completedOn)).toEqual(['2026-11-22', '2026-11-20', null, null]);
    expect(record.sequences[0]?.completedOn).toBe('2026-11-23');
    // Completed on another computer whose attempts aren't here: no score, and no claim of one.
    expect(record.totals).toMatchObject({ completedOn: '2026-11-24', completeModules: 2, meanScore: 0 });
  });

  it('sums up a completed series, its study load and its mean score', () => {
    const record = of(statements(...completedSeries(course, 0.9)));
    expect(record.totals).toMatchObject({
      completeModules: 4,
      sectionsRead: 8,
      attempts: 4,
      studyMinutes: 40,
      studyDays: 1,
      completedOn: '2026-11-20',
    });
    expect(record.totals.meanScore).toBeCloseTo(0.9, 10);
    expect(record.sequences[0]).toMatchObject({ completeModules: 3, completedOn: '2026-11-20' });
    expect(record.modules.every(({ completedOn }) => completedOn === '2026-11-20')).toBe(true);
  });

  it('counts only complete modules in the mean and the study load', () => {
    const module = course.modules[0];
    if (!module) throw new Error('The series has no module.');
    const made = statements(
      ...completedSeries({ ...course, modules: [module], sequences: [] }, 0.8).filter(
        (deed) => deed.verb !== 'completed' || deed.kind === 'module',
      ),
      scored('b', 0.4),
    );
    expect(of(made).totals).toMatchObject({ completeModules: 1, attempts: 2, studyMinutes: 10, completedOn: null });
    expect(of(made).totals.meanScore).toBeCloseTo(0.8, 10);
  });

  it('lists every revision of every certificate, oldest first, and says which was replaced', () => {
    const first = certificate({ issuedAt: '2026-11-21T02:00:00.000Z', issuedOn: '2026-11-21' });
    const second = certificate({ revision: 2, issuedAt: '2026-11-23T18:00:00.000Z', issuedOn: '2026-11-21' });
    const other = certificate({
      certificateId: identifier(901),
      issuedAt: '2026-11-22T18:00:00.000Z',
      issuedOn: '2026-11-23',
      title: 'Module b',
    });
    const made = [second, other, first].map((snapshot, index) =>
      statement({ verb: 'earned', objectId: 'a', certificate: snapshot, credential: '{}' }, index),
    );
    expect(
      of(made).certificates.map(({ title, revision, issuedOn, replaced }) => [title, revision, issuedOn, replaced]),
    ).toEqual([
      ['Module a', 1, '2026-11-21', true],
      ['Module b', 1, '2026-11-23', false],
      ['Module a', 2, '2026-11-21', false],
    ]);
  });

  it.each([
    ['as it was issued in that language', { title: 'As issued' }, 'As issued'],
    [
      'as it was issued beside another',
      {
        language: 'km',
        title: 'មេរៀន',
        beside: { language: 'en', seriesTitle: '', title: 'Beside', moduleTitles: [] },
      },
      'Beside',
    ],
    ['as the course has it, else', { language: 'km', title: 'មេរៀន' }, 'Module a'],
    ['as it was issued, where the course has it no more', { language: 'km', title: 'មេរៀន' }, 'មេរៀន', 'gone'],
  ] satisfies [string, Partial<CertificateSnapshot>, string, string?][])(
    'lists a certificate by its title in the language of the record: %s',
    (_, issued, title, objectId = 'a') => {
      const made = statements({ verb: 'earned', objectId, certificate: certificate(issued), credential: '{}' });
      expect(of(made).certificates).toMatchObject([{ certificateId: identifier(900), title }]);
    },
  );

  it.each([
    [
      '2,000 revisions of a few certificates',
      (index: number) => ({ certificateId: identifier(1 + (index % 3)), revision: 1 + Math.floor(index / 3) }),
    ],
    ['2,000 certificates of many computers', (index: number) => ({ certificateId: identifier(index), revision: 1 })],
  ])('is taken by the host with %s', (_, issueOf) => {
    const made = Array.from({ length: 2_000 }, (_each, index) =>
      statement(
        {
          verb: 'earned',
          objectId: 'a',
          certificate: certificate({
            ...issueOf(index),
            issuedAt: new Date(Date.UTC(2026, 10, 21) + index * 1_000).toISOString(),
          }),
          credential: '{}',
        },
        index,
      ),
    );
    expect(v.is(recordOfLearningDocumentSchema, of(made))).toBe(true);
  });

  it('is the same whatever the order of the statements', () => {
    const made = statements(begun, answered, ...completedSeries(course));
    expect(of([...made].reverse())).toEqual(of(made));
  });

  it('has the form that the host takes', () => {
    expect(v.parse(recordOfLearningDocumentSchema, of(statements(...completedSeries(course))))).toEqual(
      of(statements(...completedSeries(course))),
    );
    expect(v.is(recordOfLearningDocumentSchema, of([]))).toBe(true);
  });
});
