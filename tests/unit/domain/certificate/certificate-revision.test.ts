import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { certificateDocumentSchema } from '../../../../src/contract/certificate-document';
import { issueCertificate } from '../../../../src/domain/certificate/certificate';
import {
  correctCertificate,
  MAXIMUM_REASON_LENGTH,
  nameDiffers,
  normaliseReason,
  reasonProblem,
  RENEWAL_REASON,
  renewalOffer,
  renewCertificate,
  type RevisionMoment,
} from '../../../../src/domain/certificate/certificate-revision';
import type { CertificateSnapshot } from '../../../../src/domain/record/certificate-snapshot';
import { module, section, sequence, series } from '../../../support/builders/series-builders';
import {
  certificate,
  completed,
  completedSeries,
  identifier,
  learner,
  recordOf,
  scored,
} from '../../../support/builders/statement-builders';

const course = series();
const moduleA = { kind: 'module', objectId: 'a' } as const;
const rights = { kind: 'sequence', objectId: 'rights' } as const;
const dayOf = (instant: string): string => instant.slice(0, 10);
const renamed = learner({ latinName: 'Dara Sok', khmerName: '' });
const moment: RevisionMoment = {
  learner: renamed,
  reason: 'The name was misspelt',
  issuedAt: '2026-12-01T02:00:00.000Z',
  dayOf,
};
const first = issueCertificate(course, recordOf(...completed(module('a'))), moduleA, {
  certificateId: identifier(901),
  learner: learner(),
  language: 'en',
  issuedAt: '2026-11-21T02:00:00.000Z',
  dayOf,
});

describe('a correction', () => {
  test('is the next revision, with the new name, the reason, the first printed date and everything else as it was', () => {
    expect(correctCertificate(first, moment)).toEqual({
      ...first,
      revision: 2,
      learner: { latinName: 'Dara Sok', khmerName: '' },
      issuedAt: '2026-12-01T02:00:00.000Z',
      issuedOn: '2026-11-21',
      supersedes: { revision: 1, issuedAt: '2026-11-21T02:00:00.000Z', reason: 'The name was misspelt' },
    });
  });

  test('is made of the last revision, and keeps the first printed date', () => {
    const third = correctCertificate(correctCertificate(first, moment), {
      ...moment,
      learner: learner({ latinName: 'Sok D.' }),
      issuedAt: '2026-12-24T02:00:00.000Z',
    });
    expect(third).toMatchObject({
      revision: 3,
      issuedOn: '2026-11-21',
      supersedes: { revision: 2, issuedAt: '2026-12-01T02:00:00.000Z' },
    });
  });

  test('is dated after what it corrects also where the clock was set back', () => {
    expect(correctCertificate(first, { ...moment, issuedAt: '2020-01-01T00:00:00.000Z' }).issuedAt).toBe(
      '2026-11-21T02:00:00.001Z',
    );
  });

  test('is refused where the name is the same', () => {
    expect(nameDiffers(first, learner())).toBe(false);
    expect(() => correctCertificate(first, { ...moment, learner: learner() })).toThrow(/already/u);
  });

  test('is offered for either script of the name', () => {
    expect(nameDiffers(first, learner({ latinName: 'Sok Darra' }))).toBe(true);
    expect(nameDiffers(first, learner({ khmerName: '' }))).toBe(true);
  });

  test('is refused past the highest revision', () => {
    expect(() => correctCertificate({ ...first, revision: 999 }, moment)).toThrow(RangeError);
  });

  test('shares nothing with what it corrects', () => {
    const before = structuredClone(first);
    const corrected = correctCertificate(before, moment);
    expect(corrected.modules[0]).not.toBe(before.modules[0]);
    expect(before).toEqual(first);
  });
});

describe('the reason', () => {
  test.each([
    ['', 'missing'],
    [' \n ', 'missing'],
    ['\u200B\u2060', 'missing'],
    ['x'.repeat(MAXIMUM_REASON_LENGTH + 1), 'too-long'],
    ['mis\u0007spelt', 'control-characters'],
  ] as const)('%j is none: %s', (typed, problem) => {
    expect(reasonProblem(typed)).toBe(problem);
    expect(() => correctCertificate(first, { ...moment, reason: typed })).toThrow(RangeError);
  });

  test('is signed in one line, composed and trimmed', () => {
    expect(reasonProblem('x'.repeat(MAXIMUM_REASON_LENGTH))).toBeUndefined();
    expect(correctCertificate(first, { ...moment, reason: '  the e\u0301\n accent  ' }).supersedes?.reason).toBe(
      'the \u00E9 accent',
    );
  });

  test('whatever is typed is refused, or makes a document that the host accepts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 220 }), (typed) => {
        if (reasonProblem(typed)) return;
        const corrected = correctCertificate(first, { ...moment, reason: typed });
        expect(v.parse(certificateDocumentSchema, corrected)).toEqual(corrected);
        expect(normaliseReason(normaliseReason(typed))).toBe(normaliseReason(typed));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a chain of corrections', () => {
  const names = fc.array(
    fc.record({ latinName: fc.constantFrom('A', 'B', 'C'), khmerName: fc.constantFrom('', 'ក') }),
    { maxLength: 6 },
  );

  test('numbers its revisions without a gap, each superseding the one before, under one id and one printed date', () => {
    fc.assert(
      fc.property(names, (all) => {
        const chain: CertificateSnapshot[] = [first];
        for (const name of all) {
          const last = chain.at(-1) ?? first;
          if (nameDiffers(last, name)) chain.push(correctCertificate(last, { ...moment, learner: name }));
        }
        chain.forEach((each, index) => {
          const before = chain[index - 1];
          expect(each).toMatchObject({
            certificateId: first.certificateId,
            revision: index + 1,
            issuedOn: first.issuedOn,
            completedAt: first.completedAt,
            score: first.score,
            modules: first.modules,
          });
          if (before) {
            expect(each.supersedes).toMatchObject({ revision: before.revision, issuedAt: before.issuedAt });
            expect(each.issuedAt > before.issuedAt).toBe(true);
          }
        });
      }),
    );
  });
});

describe('a renewal', () => {
  const better = recordOf(...completed(module('a')), scored('a', 1, 'again'));

  test('is not offered where it would state nothing new', () => {
    const record = recordOf(...completed(module('a')));
    expect(renewalOffer(course, record, moduleA, first)).toEqual({ offer: 'none' });
    expect(() => renewCertificate(course, record, moduleA, first, moment)).toThrow(RangeError);
  });

  test('is not offered for a later score that is no better, or that reads the same in whole per cent', () => {
    for (const score of [0.3, 0.904])
      expect(
        renewalOffer(course, recordOf(...completed(module('a')), scored('a', score, 'again')), moduleA, first),
      ).toEqual({ offer: 'none' });
  });

  test('states the better score, the present name, its own day of issue and the completion as it was certified', () => {
    expect(renewalOffer(course, better, moduleA, first)).toEqual({ offer: 'renew', changes: ['scores'] });
    expect(renewCertificate(course, better, moduleA, first, moment)).toEqual({
      ...first,
      revision: 2,
      learner: { latinName: 'Dara Sok', khmerName: '' },
      modules: [{ number: 1, title: 'Module a', score: 1 }],
      score: 1,
      issuedAt: '2026-12-01T02:00:00.000Z',
      issuedOn: '2026-12-01',
      supersedes: { revision: 1, issuedAt: '2026-11-21T02:00:00.000Z', reason: RENEWAL_REASON },
    });
  });

  test('is offered for another title and for a notably longer text, not for a few words more', () => {
    const record = recordOf(...completed(module('a')));
    const changed = (overrides: object) => series({ modules: [module('a', overrides)], sequences: [] });
    expect(renewalOffer(changed({ title: 'Module a, revised' }), record, moduleA, first)).toEqual({
      offer: 'renew',
      changes: ['titles'],
    });
    expect(renewalOffer(changed({ minutes: 12 }), record, moduleA, first)).toEqual({
      offer: 'renew',
      changes: ['study-load'],
    });
    expect(renewalOffer(changed({ minutes: 11 }), record, moduleA, first)).toEqual({ offer: 'none' });
  });

  test('waits until every section of today is read: it states what was studied, not what was printed later', () => {
    const grown = series({
      modules: [module('a', { minutes: 20, sections: [section('a/first'), section('a/second'), section('a/third')] })],
      sequences: [],
    });
    expect(renewalOffer(grown, better, moduleA, first)).toEqual({ offer: 'unread', sections: 1 });
    expect(() => renewCertificate(grown, better, moduleA, first, moment)).toThrow(RangeError);
  });

  test('lists a module that joined the sequence and was completed since', () => {
    const before = recordOf(...completedSeries(course));
    const certified = issueCertificate(course, before, rights, {
      certificateId: identifier(902),
      learner: learner(),
      language: 'en',
      issuedAt: '2026-11-21T02:00:00.000Z',
      dayOf,
    });
    const e = module('e', { number: 5 });
    const grown = series({ modules: [...course.modules, e], sequences: [sequence('rights', ['b', 'c', 'd', 'e'])] });
    expect(renewalOffer(grown, before, rights, certified)).toEqual({ offer: 'none' });
    const after = recordOf(...completedSeries(course), ...completed(e));
    expect(renewalOffer(grown, after, rights, certified)).toEqual({ offer: 'renew', changes: ['modules'] });
    expect(renewCertificate(grown, after, rights, certified, moment).modules.map(({ number }) => number)).toEqual([
      2, 3, 4, 5,
    ]);
  });

  test('is offered for one better score, whatever of the sequence isn’t complete and isn’t listed', () => {
    const certified = issueCertificate(course, recordOf(...completedSeries(course)), rights, {
      certificateId: identifier(902),
      learner: learner(),
      language: 'en',
      issuedAt: '2026-11-21T02:00:00.000Z',
      dayOf,
    });
    const e = module('e', { number: 5 });
    const grown = series({ modules: [...course.modules, e], sequences: [sequence('rights', ['b', 'c', 'd', 'e'])] });
    const after = recordOf(...completedSeries(course), scored('c', 1, 'again'));
    expect(renewalOffer(grown, after, rights, certified)).toEqual({ offer: 'renew', changes: ['scores'] });
  });

  test('is not offered past the highest revision', () => {
    expect(renewalOffer(course, better, moduleA, { ...first, revision: 998 })).toMatchObject({ offer: 'renew' });
    expect(renewalOffer(course, better, moduleA, { ...first, revision: 999 })).toEqual({ offer: 'none' });
  });

  test('leaves nothing to renew, and makes a document that the host accepts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        (percents, minutes) => {
          const today = series({ modules: [module('a', { minutes })], sequences: [] });
          const record = recordOf(
            ...completed(module('a')),
            ...percents.map((percent, index) => scored('a', percent / 100, `again-${index}`)),
          );
          const offer = renewalOffer(today, record, moduleA, first);
          if (offer.offer !== 'renew') return;
          const renewed = renewCertificate(today, record, moduleA, first, moment);
          expect(v.parse(certificateDocumentSchema, renewed)).toEqual(renewed);
          expect(renewed.score).toBeGreaterThanOrEqual(first.score);
          expect(renewalOffer(today, record, moduleA, renewed)).toEqual({ offer: 'none' });
        },
      ),
    );
  });

  test('of a certificate that was never earned here is not offered', () => {
    expect(renewalOffer(course, recordOf(), moduleA, certificate())).toEqual({ offer: 'none' });
  });
});
