import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { certificateDocumentSchema } from '../../../../src/contract/certificate-document';
import {
  coveredModules,
  eligibility,
  issueCertificate,
  targetTitle,
} from '../../../../src/domain/certificate/certificate';
import { currentIssue } from '../../../../src/domain/certificate/certificate-history';
import { completables } from '../../../../src/domain/record/completion';
import { EMPTY_RECORD } from '../../../../src/domain/record/learning-record';
import { module, sequence, series } from '../../../support/builders/series-builders';
import {
  completed,
  completedSeries,
  identifier,
  learner,
  read,
  recordOf,
  scored,
  type Deed,
} from '../../../support/builders/statement-builders';

const course = series();
const whole = { kind: 'series', objectId: 'series' } as const;
const rights = { kind: 'sequence', objectId: 'rights' } as const;
const moduleA = { kind: 'module', objectId: 'a' } as const;
const moment = {
  certificateId: identifier(901),
  learner: learner(),
  language: 'en',
  issuedAt: '2026-11-21T02:00:00.000Z',
  dayOf: (instant: string) => instant.slice(0, 10),
} as const;
const completedRights: readonly Deed[] = [
  ...['b', 'c', 'd'].flatMap((id, index) => completed(module(id), 0.8 + index / 10)),
  { verb: 'completed', kind: 'sequence', objectId: 'rights' },
];

describe('what a certificate can be for', () => {
  test('the series, its sequences and each module', () => {
    expect(completables(course)).toEqual([
      whole,
      rights,
      ...['a', 'b', 'c', 'd'].map((objectId) => ({ kind: 'module', objectId })),
    ]);
  });

  test('covers its modules in order, under its full title', () => {
    expect(coveredModules(course, whole)).toEqual(['a', 'b', 'c', 'd']);
    expect(coveredModules(course, rights)).toEqual(['b', 'c', 'd']);
    expect(coveredModules(course, moduleA)).toEqual(['a']);
    expect([whole, rights, moduleA].map((target) => targetTitle(course, target))).toEqual([
      'Child Justice Series',
      'Sequence rights',
      'Module a',
    ]);
  });

  test('a sequence or module that the series does not have is a programming error', () => {
    expect(() => coveredModules(course, { kind: 'sequence', objectId: 'z' })).toThrow(RangeError);
    expect(() => targetTitle(course, { kind: 'module', objectId: 'z' })).toThrow(RangeError);
  });
});

describe('who has earned what', () => {
  test('at the start nothing, and everything that is missing is named', () => {
    expect(eligibility(course, EMPTY_RECORD, moduleA)).toEqual({
      earned: false,
      missing: [{ moduleId: 'a', sections: 2, quiz: true }],
    });
    expect(eligibility(course, EMPTY_RECORD, whole)).toMatchObject({
      missing: [{ moduleId: 'a' }, { moduleId: 'b' }, { moduleId: 'c' }, { moduleId: 'd' }],
    });
  });

  test('what is done already is not missing', () => {
    const record = recordOf(...completed(module('b')), read('c/first'), scored('c', 1), scored('d', 0.1));
    expect(eligibility(course, record, rights)).toEqual({
      earned: false,
      missing: [
        { moduleId: 'c', sections: 1, quiz: false },
        { moduleId: 'd', sections: 2, quiz: true },
      ],
    });
  });

  test('completed is earned, with the instant', () => {
    expect(eligibility(course, recordOf(...completed(module('a'))), moduleA)).toEqual({
      earned: true,
      completedAt: '2026-11-20T01:03:00.000Z',
    });
    expect(eligibility(course, recordOf(...completedRights), rights)).toEqual({
      earned: true,
      completedAt: '2026-11-20T01:12:00.000Z',
    });
  });
});

describe('issuing', () => {
  test('freezes names, titles, scores, load and dates', () => {
    expect(issueCertificate(course, recordOf(...completedRights), rights, moment)).toEqual({
      certificateId: identifier(901),
      revision: 1,
      kind: 'sequence',
      language: 'en',
      learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' },
      seriesTitle: 'Child Justice Series',
      title: 'Sequence rights',
      modules: [
        { number: 2, title: 'Module b', score: 0.8 },
        { number: 3, title: 'Module c', score: 0.9 },
        { number: 4, title: 'Module d', score: 1 },
      ],
      score: (0.8 + 0.9 + 1) / 3,
      studyMinutes: 30,
      completedAt: '2026-11-20T01:12:00.000Z',
      issuedAt: '2026-11-21T02:00:00.000Z',
      completedOn: '2026-11-20',
      issuedOn: '2026-11-21',
      course: { edition: course.edition, objectId: 'rights' },
    });
  });

  test.each([whole, rights, moduleA])('makes a document that the host accepts: $kind', (target) => {
    const snapshot = issueCertificate(course, recordOf(...completedSeries(course)), target, moment);
    expect(v.parse(certificateDocumentSchema, snapshot)).toEqual(snapshot);
  });

  test('prints the days where the learner was, not those of universal time', () => {
    const snapshot = issueCertificate(course, recordOf(...completed(module('a'))), moduleA, {
      ...moment,
      dayOf: (instant) => (instant === moment.issuedAt ? '2026-11-22' : '2026-11-19'),
    });
    expect(snapshot).toMatchObject({ completedOn: '2026-11-19', issuedOn: '2026-11-22' });
  });

  test('states the best score, not the last', () => {
    expect(
      issueCertificate(course, recordOf(...completed(module('a'), 1), scored('a', 0.2, 'again')), moduleA, moment)
        .score,
    ).toBe(1);
  });

  test('what is not earned is refused', () => {
    expect(() => issueCertificate(course, recordOf(read('a/first')), moduleA, moment)).toThrow(/not complete/u);
    expect(() => issueCertificate(course, recordOf(...completedRights), whole, moment)).toThrow(RangeError);
  });

  test('a module that joined the series after its completion is not listed as studied', () => {
    const grown = series({
      modules: [...course.modules, module('e', { number: 5 })],
      sequences: [sequence('rights', ['b', 'c', 'd', 'e'])],
    });
    const record = recordOf(...completedSeries(course));
    for (const target of [whole, rights]) {
      const snapshot = issueCertificate(grown, record, target, moment);
      expect(snapshot.modules.map(({ title }) => title)).not.toContain('Module e');
      expect(snapshot.score).toBeCloseTo(0.9, 12);
    }
  });

  test('a completion whose modules’ completions were lost still lists its modules', () => {
    const record = recordOf({ verb: 'completed', kind: 'sequence', objectId: 'rights' });
    expect(issueCertificate(course, record, rights, moment)).toMatchObject({
      modules: [{ score: 0 }, { score: 0 }, { score: 0 }],
      score: 0,
    });
  });
});

describe('an issued certificate', () => {
  const snapshot = issueCertificate(course, recordOf(...completed(module('a'))), moduleA, moment);
  const issued: Deed = { verb: 'earned', objectId: 'a', certificate: snapshot, credential: '{}' };

  test('stands as it was issued, whatever happens to name, titles and scores later', () => {
    const record = recordOf(...completed(module('a')), issued, scored('a', 1, 'better'));
    const renamed = { ...moment, learner: learner({ latinName: 'Dara Sok' }), certificateId: identifier(902) };
    const reworded = series({
      title: 'Other',
      modules: [module('a', { title: 'Other', minutes: 999 })],
      sequences: [],
    });
    expect(issueCertificate(reworded, record, moduleA, renamed)).toMatchObject({ title: 'Other', score: 1 });
    expect(currentIssue(record, moduleA)?.snapshot).toEqual(snapshot);
  });

  test('shares nothing with what it was made of', () => {
    const outline = { ...module('a'), title: 'Before' };
    const names = { ...learner(), latinName: 'Before' };
    const frozen = issueCertificate(
      series({ modules: [outline], sequences: [] }),
      recordOf(...completed(outline)),
      moduleA,
      { ...moment, learner: names },
    );
    outline.title = 'After';
    names.latinName = 'After';
    expect([frozen.title, frozen.modules[0]?.title, frozen.learner.latinName]).toEqual(['Before', 'Before', 'Before']);
  });
});
