import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateHistory, currentIssue, statusOf } from '../../../../src/domain/certificate/certificate-history';
import type { CertificateSnapshot } from '../../../../src/domain/record/certificate-snapshot';
import { EMPTY_RECORD, type LearningRecord } from '../../../../src/domain/record/learning-record';
import {
  certificate,
  identifier,
  statement,
  statements,
  type Deed,
} from '../../../support/builders/statement-builders';
import { replay } from '../../../support/builders/replays';

const moduleA = { kind: 'module', objectId: 'a' } as const;
const earned = (snapshot: CertificateSnapshot): Deed => ({
  verb: 'earned',
  objectId: 'a',
  certificate: snapshot,
  credential: '{}',
});
const recordOf = (...snapshots: readonly CertificateSnapshot[]): LearningRecord =>
  replay(statements(...snapshots.map(earned)));
const shown = (record: LearningRecord): (readonly [string, number, string])[] =>
  certificateHistory(record, moduleA).map(({ issued, state }) => [
    issued.snapshot.title,
    issued.snapshot.revision,
    state,
  ]);

const first = certificate({ title: 'first' });
const second = certificate({ title: 'second', revision: 2, issuedAt: '2026-11-21T02:00:00.000Z' });
const secondElsewhere = certificate({ title: 'second elsewhere', revision: 2, issuedAt: '2026-11-22T02:00:00.000Z' });
const third = certificate({ title: 'third', revision: 3, issuedAt: '2026-11-23T02:00:00.000Z' });
const otherId = certificate({
  title: 'other id',
  certificateId: identifier(910),
  issuedAt: '2026-11-19T02:00:00.000Z',
});

describe('the history of a certificate', () => {
  test('is empty where none was issued for exactly this', () => {
    const record = recordOf(first);
    expect(certificateHistory(record, { kind: 'module', objectId: 'b' })).toEqual([]);
    expect(currentIssue(record, { kind: 'series', objectId: 'a' })).toBeUndefined();
  });

  test('holds the one issue, which counts', () => {
    expect(shown(recordOf(first))).toEqual([['first', 1, 'current']]);
  });

  test('a correction counts, and what it supersedes stays below it', () => {
    expect(shown(recordOf(first, second))).toEqual([
      ['second', 2, 'current'],
      ['first', 1, 'superseded'],
    ]);
  });

  test('of two corrections made apart both are kept, the later counts and the other stands beside it', () => {
    for (const record of [recordOf(first, second, secondElsewhere), recordOf(secondElsewhere, second, first)]) {
      expect(shown(record)).toEqual([
        ['second elsewhere', 2, 'current'],
        ['second', 2, 'beside'],
        ['first', 1, 'superseded'],
      ]);
    }
  });

  test('the next revision supersedes both', () => {
    expect(shown(recordOf(first, second, secondElsewhere, third))).toEqual([
      ['third', 3, 'current'],
      ['second elsewhere', 2, 'superseded'],
      ['second', 2, 'superseded'],
      ['first', 1, 'superseded'],
    ]);
  });

  test('below the one that counts the higher revision comes first, whatever the dates say', () => {
    const late = certificate({ title: 'late', issuedAt: '2026-11-22T02:00:00.000Z' });
    expect(shown(recordOf(late, third, second)).map(([title]) => title)).toEqual(['third', 'second', 'late']);
  });

  test('of two certificates that two computers issued, the one issued first counts', () => {
    expect(shown(recordOf(first, otherId))).toEqual([
      ['other id', 1, 'current'],
      ['first', 1, 'beside'],
    ]);
  });

  test('of two certificates that two computers issued, the one that was revised counts', () => {
    expect(shown(recordOf(otherId, first, second))).toEqual([
      ['second', 2, 'current'],
      ['first', 1, 'superseded'],
      ['other id', 1, 'beside'],
    ]);
  });

  test('at the same instant the id decides, whichever comes first', () => {
    const [one, other] = [
      certificate({ certificateId: identifier(911) }),
      certificate({ certificateId: identifier(912) }),
    ];
    for (const record of [recordOf(one, other), recordOf(other, one)])
      expect(currentIssue(record, moduleA)?.snapshot).toEqual(one);
  });
});

describe('a certificate that is shown', () => {
  const signer = 'did:key:z6MkOwn';
  const signedBy = (snapshot: CertificateSnapshot, credential?: string): Deed => ({
    ...earned(snapshot),
    ...(credential === undefined ? {} : { credential }),
  });
  const credential = JSON.stringify({ issuer: { id: signer } });
  const record = replay(statements(signedBy(first, credential), signedBy(second, credential)));

  test('is known as what it is in the record', () => {
    expect(statusOf(record, { ...second, signer })).toEqual({ state: 'current', current: second });
    expect(statusOf(record, { ...first, signer })).toEqual({ state: 'superseded', current: second });
  });

  test('is unknown where the record holds another issue of the same number, or none', () => {
    expect(statusOf(record, { ...secondElsewhere, signer })).toEqual({ state: 'unknown' });
    expect(statusOf(record, { ...second, certificateId: identifier(910), signer })).toEqual({ state: 'unknown' });
    expect(statusOf(record, { ...second, revision: 3, signer })).toEqual({ state: 'unknown' });
    expect(statusOf(EMPTY_RECORD, { ...first, signer })).toEqual({ state: 'unknown' });
  });

  test('is unknown where somebody copied id, number and time, and signed with a key of their own', () => {
    expect(statusOf(record, { ...second, signer: 'did:key:z6MkTheirs' })).toEqual({ state: 'unknown' });
  });

  test.each([undefined, '', '{', 'null', '[]', '{"issuer":null}', '{"issuer":{"id":5}}'])(
    'is unknown where the record’s own issue has no credential that can be read: %j',
    (unreadable) => {
      expect(statusOf(replay(statements(signedBy(first, unreadable))), { ...first, signer })).toEqual({
        state: 'unknown',
      });
    },
  );
});

describe('whatever was issued on however many computers', () => {
  const issues = fc
    .array(
      fc.record({
        id: fc.integer({ min: 901, max: 903 }),
        revision: fc.integer({ min: 1, max: 3 }),
        minute: fc.integer({ min: 0, max: 3 }),
        title: fc.constantFrom('x', 'y'),
      }),
      { maxLength: 8 },
    )
    .map((all) =>
      all.map(({ id, revision, minute, title }, index) =>
        statement(
          earned(
            certificate({
              certificateId: identifier(id),
              revision,
              title,
              issuedAt: `2026-11-20T02:0${minute}:00.000Z`,
            }),
          ),
          minute,
          index + 1,
        ),
      ),
    );
  const inAnyOrder = issues.chain((all) =>
    fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }).map((other) => [all, other] as const),
  );

  test('every issue is listed once, in an order that hangs on the issues alone', () => {
    fc.assert(
      fc.property(inAnyOrder, ([all, other]) => {
        const history = certificateHistory(replay(all), moduleA);
        expect(history.map(({ issued }) => issued.statementId).sort()).toEqual(all.map(({ id }) => id).sort());
        expect(certificateHistory(replay(other), moduleA)).toEqual(history);
      }),
      { numRuns: 300 },
    );
  });

  test('exactly one counts where any was issued, and it is never a superseded one', () => {
    fc.assert(
      fc.property(issues, (all) => {
        const history = certificateHistory(replay(all), moduleA);
        expect(history.map(({ state }) => state === 'current')).toEqual(all.map((_, index) => index === 0));
        const counts = history[0]?.issued.snapshot;
        expect(
          history.every(
            ({ issued: { snapshot } }) =>
              snapshot.certificateId !== counts?.certificateId || snapshot.revision <= counts.revision,
          ),
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('an issue is superseded exactly where a higher revision of the same certificate exists', () => {
    fc.assert(
      fc.property(issues, (all) => {
        const history = certificateHistory(replay(all), moduleA);
        for (const { issued, state } of history) {
          const higher = history.some(
            (each) =>
              each.issued.snapshot.certificateId === issued.snapshot.certificateId &&
              each.issued.snapshot.revision > issued.snapshot.revision,
          );
          expect(state === 'superseded').toBe(higher);
        }
      }),
    );
  });
});
