import { describe, expect, test } from 'vitest';
import { EMPTY_RECORD } from '../../../../src/domain/record/learning-record';
import type { ModuleOutline } from '../../../../src/domain/series/module';
import { isProtocolAgreed, isReviewable, moduleAccess, sequenceProgress } from '../../../../src/domain/record/sequence';
import { moduleById, sequenceOf } from '../../../../src/domain/series/series';
import { module, sequence, series } from '../../../support/builders/series-builders';
import { completed, read, recordOf, scored } from '../../../support/builders/statement-builders';

const advised = series();
const enforced = series({ sequences: [sequence('rights', ['b', 'c', 'd'], { order: 'enforced' })] });
const done = (...ids: readonly string[]) => ids.flatMap((id) => completed(module(id)));

describe('finding modules', () => {
  test('a module is found by its id, and an id of none is a programming error', () => {
    expect(moduleById(advised, 'b').id).toBe('b');
    expect(() => moduleById(advised, 'z')).toThrow(RangeError);
  });

  test('a module’s part in a sequence counts from 1', () => {
    expect(sequenceOf(advised, 'd')).toEqual({ sequence: advised.sequences[0], part: 3 });
    expect(sequenceOf(advised, 'a')).toBeUndefined();
  });
});

describe('a protocol', () => {
  const gated = module('a', { protocol: { id: 'safe', version: 'v2' } });
  const agreed = (version: string) =>
    recordOf({
      verb: 'agreed',
      agreement: {
        protocolId: 'safe',
        version,
        language: 'en',
        name: 'Sok Dara',
        agreedAt: '2026-11-20T01:00:00.000Z',
        checkIds: [],
      },
    });

  test('is agreed to in its present version only; a module without one needs none', () => {
    expect(isProtocolAgreed(module('a'), EMPTY_RECORD)).toBe(true);
    expect(isProtocolAgreed(gated, EMPTY_RECORD)).toBe(false);
    expect(isProtocolAgreed(gated, agreed('v1'))).toBe(false);
    expect(isProtocolAgreed(gated, agreed('v2'))).toBe(true);
  });

  test('comes before the questions of its module are asked in the review', () => {
    const behind = series({ modules: [gated], sequences: [] });
    expect(isReviewable(behind, EMPTY_RECORD, 'a')).toBe(false);
    expect(isReviewable(behind, agreed('v2'), 'a')).toBe(true);
  });
});

describe('the review', () => {
  test('asks of a module that is open, and of none that is locked or that the course doesn’t have', () => {
    expect(isReviewable(enforced, EMPTY_RECORD, 'a')).toBe(true);
    expect(isReviewable(enforced, EMPTY_RECORD, 'c')).toBe(false);
    expect(isReviewable(enforced, recordOf(...done('b')), 'c')).toBe(true);
    expect(isReviewable(enforced, EMPTY_RECORD, 'eleventh')).toBe(false);
  });
});

describe('an advised sequence', () => {
  test('opens every part, and points a later one to the first earlier part that is not complete', () => {
    expect(moduleAccess(advised, EMPTY_RECORD, 'b')).toEqual({ open: true });
    expect(moduleAccess(advised, EMPTY_RECORD, 'd')).toEqual({ open: true, earlierModuleId: 'b' });
    expect(moduleAccess(advised, recordOf(...done('b')), 'd')).toEqual({ open: true, earlierModuleId: 'c' });
    expect(moduleAccess(advised, recordOf(...done('b', 'c')), 'd')).toEqual({ open: true });
  });

  test('a part that was only begun is still pointed to', () => {
    expect(moduleAccess(advised, recordOf(read('b/first'), scored('b', 1)), 'c')).toEqual({
      open: true,
      earlierModuleId: 'b',
    });
  });
});

describe('an enforced sequence', () => {
  test('locks a part until every earlier one is complete, and says which is not', () => {
    expect(moduleAccess(enforced, EMPTY_RECORD, 'b')).toEqual({ open: true });
    expect(moduleAccess(enforced, EMPTY_RECORD, 'c')).toEqual({ open: false, earlierModuleId: 'b' });
    expect(moduleAccess(enforced, recordOf(...done('b')), 'c')).toEqual({ open: true });
    expect(moduleAccess(enforced, recordOf(...done('c')), 'd')).toEqual({ open: false, earlierModuleId: 'b' });
  });

  test('never locks a part that was begun or completed before', () => {
    expect(moduleAccess(enforced, recordOf(read('d/first')), 'd')).toEqual({ open: true });
    expect(moduleAccess(enforced, recordOf(scored('d', 0.2)), 'd')).toEqual({ open: true });
    expect(moduleAccess(enforced, recordOf(...done('d')), 'd')).toEqual({ open: true });
  });

  test('leaves modules outside it alone', () => {
    expect(moduleAccess(enforced, EMPTY_RECORD, 'a')).toEqual({ open: true });
  });

  test('an id of no module is a programming error where it matters', () => {
    const broken = series({ sequences: [sequence('rights', ['z', 'b'], { order: 'enforced' })] });
    expect(() => moduleAccess(broken, EMPTY_RECORD, 'b')).toThrow(RangeError);
  });
});

describe('a sequence’s own progress', () => {
  const [rights = sequence('rights', [])] = advised.sequences;

  test('before anything was done', () => {
    expect(sequenceProgress(advised, rights, EMPTY_RECORD)).toEqual({
      parts: ['b', 'c', 'd'].map((moduleId, index) => ({ moduleId, part: index + 1, state: 'new' })),
      completeParts: 0,
      completedAt: null,
    });
  });

  test('counts its parts in whatever order they are studied', () => {
    expect(sequenceProgress(advised, rights, recordOf(read('b/first'), ...done('c')))).toMatchObject({
      completeParts: 1,
      parts: [{ state: 'started' }, { state: 'complete' }, { state: 'new' }],
    });
  });

  test('completed, it stays so when a part is added', () => {
    const record = recordOf(...done('b', 'c', 'd'), { verb: 'completed', kind: 'sequence', objectId: 'rights' });
    const completed = { completeParts: 3, completedAt: '2026-11-20T01:12:00.000Z' };
    expect(sequenceProgress(advised, rights, record)).toMatchObject(completed);
    const grown = series({ modules: [...advised.modules, module('e')] as ModuleOutline[] });
    expect(sequenceProgress(grown, sequence('rights', ['b', 'c', 'd', 'e']), record)).toMatchObject(completed);
  });
});
