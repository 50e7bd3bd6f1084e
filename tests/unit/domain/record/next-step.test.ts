import { describe, expect, test } from 'vitest';
import {
  firstStep,
  nextStep,
  placeOf,
  unissued,
  type NextStep,
  type NextStepInput,
} from '../../../../src/domain/record/next-step';
import type { CertificateSnapshot } from '../../../../src/domain/record/certificate-snapshot';
import type { ModuleOutline } from '../../../../src/domain/series/module';
import { module, section, series as seriesOf } from '../../../support/builders/series-builders';
import { completed, read, recordOf, scored, type Deed } from '../../../support/builders/statement-builders';

const series = seriesOf();
type Modules = [ModuleOutline, ModuleOutline, ModuleOutline, ModuleOutline];
const [a, b, c, d] = series.modules as unknown as Modules;
const whole = (each: ModuleOutline): Deed[] => completed(each);
const sequenceDone: Deed = { verb: 'completed', kind: 'sequence', objectId: 'rights' };
const seriesDone: Deed = { verb: 'completed', kind: 'series', objectId: 'series' };

function inputOf(deeds: readonly Deed[], input: Partial<NextStepInput>): NextStepInput {
  const none = { running: [], reviewsDue: 0, place: null, isReadable: () => true };
  return { series, record: recordOf(...deeds), ...none, ...input };
}

function stepAfter(deeds: readonly Deed[], input: Partial<NextStepInput> = {}): NextStep {
  return nextStep(inputOf(deeds, input));
}

function issued(kind: CertificateSnapshot['kind'], objectId: string): Deed {
  return {
    verb: 'earned',
    objectId,
    certificate: {
      certificateId: `certificate-${objectId}`,
      revision: 1,
      kind,
      language: 'en',
      learner: { latinName: 'Sok Dara', khmerName: '' },
      seriesTitle: 'Child Justice Series',
      title: objectId,
      modules: [],
      score: 1,
      studyMinutes: 10,
      completedAt: '2026-11-20T01:00:00.000Z',
      issuedAt: '2026-11-20T01:00:00.000Z',
      completedOn: '2026-11-20',
      issuedOn: '2026-11-20',
    },
    credential: '{}',
  };
}

describe('within a module', () => {
  test('a learner who did nothing starts with the first module', () => {
    expect(stepAfter([])).toEqual({ kind: 'start', moduleId: 'a' });
  });

  test('a section that was left goes on at its block', () => {
    const place = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening' };
    expect(stepAfter([], { place })).toEqual({ kind: 'read', ...place, begun: true });
  });

  test('after a section was read, the next one follows, from its start', () => {
    const place = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening' };
    expect(stepAfter([read('a/first')], { place })).toEqual({
      kind: 'read',
      moduleId: 'a',
      sectionId: 'a/second',
      begun: true,
    });
  });

  test('at the end of the text the quiz follows, also where a section was skipped, which is told', () => {
    const place = { moduleId: 'a', sectionId: 'a/second' };
    expect(stepAfter([read('a/second')], { place })).toEqual({
      kind: 'take-quiz',
      moduleId: 'a',
      left: 1,
      tried: false,
    });
  });

  test('a quiz that was not passed is suggested again', () => {
    const place = { moduleId: 'a', sectionId: 'a/second' };
    expect(stepAfter([read('a/first'), read('a/second'), scored('a', 0.5)], { place })).toMatchObject({
      kind: 'take-quiz',
      tried: true,
    });
  });

  test('with the quiz passed, the skipped sections are listed', () => {
    const place = { moduleId: 'a', sectionId: 'a/second' };
    expect(stepAfter([read('a/second'), scored('a', 0.9)], { place })).toEqual({
      kind: 'read-left',
      moduleId: 'a',
      sectionIds: ['a/first'],
    });
  });

  test('with the quiz passed, somebody in the middle of the text reads on', () => {
    const place = { moduleId: 'a', sectionId: 'a/first' };
    expect(stepAfter([scored('a', 0.9), read('a/first')], { place })).toMatchObject({
      kind: 'read',
      sectionId: 'a/second',
    });
  });

  test('seen from the quiz, a failed one leads to the first section that is left, a passed one lists them all', () => {
    const place = { moduleId: 'a' };
    expect(stepAfter([scored('a', 0.5)], { place })).toEqual({
      kind: 'read',
      moduleId: 'a',
      sectionId: 'a/first',
      begun: false,
    });
    expect(stepAfter([scored('a', 0.9)], { place })).toEqual({
      kind: 'read-left',
      moduleId: 'a',
      sectionIds: ['a/first', 'a/second'],
    });
  });

  test('an attempt that was begun comes before everything else; of several the newest', () => {
    const running = [
      { attemptId: 'old', moduleId: 'a', startedAt: '2026-11-20T01:00:00.000Z' },
      { attemptId: 'new', moduleId: 'b', startedAt: '2026-11-21T01:00:00.000Z' },
    ];
    const step = { kind: 'continue-attempt', moduleId: 'b', attemptId: 'new' };
    expect(stepAfter([], { running })).toEqual(step);
    expect(stepAfter([], { running: running.toReversed() })).toEqual(step);
  });

  test('an attempt in a module whose quiz is passed already is not pressed on anybody', () => {
    const running = [{ attemptId: 'again', moduleId: 'a', startedAt: '2026-11-20T01:00:00.000Z' }];
    expect(stepAfter(whole(a), { running, place: { moduleId: 'a' } }).kind).toBe('issue-certificates');
  });

  test('an attempt in a module that this version of the course doesn’t have is left to the version that has it', () => {
    const running = [{ attemptId: 'newer', moduleId: 'eleventh', startedAt: '2026-11-20T01:00:00.000Z' }];
    expect(stepAfter([], { running })).toEqual({ kind: 'start', moduleId: 'a' });
  });

  test('a protocol comes before the text of its module, and again when it was changed', () => {
    const gated = seriesOf({ modules: [module('a', { protocol: { id: 'safe', version: 'v2' } })], sequences: [] });
    const place = { moduleId: 'a' };
    expect(stepAfter([], { series: gated, place })).toEqual({ kind: 'agree', moduleId: 'a', changed: false });
    const agreed = (version: string): Deed => ({
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
    expect(stepAfter([agreed('v1')], { series: gated, place })).toEqual({
      kind: 'agree',
      moduleId: 'a',
      changed: true,
    });
    expect(stepAfter([agreed('v2')], { series: gated, place }).kind).toBe('read');
    // What is complete stays so: nobody is asked for the sake of a text that they don't have to read again.
    expect(stepAfter([agreed('v1'), ...whole(a)], { series: gated, place }).kind).toBe('issue-certificates');
  });
});

describe('after a module', () => {
  test('its certificate comes first, with the next module beside it', () => {
    expect(stepAfter(whole(a), { place: { moduleId: 'a' } })).toEqual({
      kind: 'issue-certificates',
      targets: [{ kind: 'module', objectId: 'a' }],
      moduleId: 'b',
    });
  });

  test('then what is due for review, then the next module', () => {
    const deeds = [...whole(a), issued('module', 'a')];
    const place = { moduleId: 'a' };
    expect(stepAfter(deeds, { place, reviewsDue: 3 })).toEqual({ kind: 'review', due: 3, moduleId: 'b' });
    expect(stepAfter(deeds, { place })).toEqual({ kind: 'next-module', moduleId: 'b' });
  });

  test('a certificate that was left unissued does not follow the learner into the next module', () => {
    expect(stepAfter(whole(a), { place: { moduleId: 'b', sectionId: 'b/first' } }).kind).toBe('read');
  });

  test('the last part of a sequence brings the certificate of the sequence, then its own, then what else is ready', () => {
    const deeds = [b, c, d].flatMap(whole).concat(sequenceDone);
    expect(stepAfter(deeds, { place: { moduleId: 'd' } })).toEqual({
      kind: 'issue-certificates',
      targets: [
        { kind: 'sequence', objectId: 'rights' },
        { kind: 'module', objectId: 'd' },
        { kind: 'module', objectId: 'b' },
        { kind: 'module', objectId: 'c' },
      ],
      moduleId: 'a',
    });
  });

  test('with every module complete the series comes first, wherever the learner is; when all is issued, it is done', () => {
    const deeds = [a, b, c, d].flatMap(whole).concat(sequenceDone, seriesDone);
    const step = stepAfter(deeds, { place: { moduleId: 'b', sectionId: 'b/first' } });
    expect(step).toMatchObject({ kind: 'issue-certificates', moduleId: null });
    expect(step.kind === 'issue-certificates' && step.targets.map(({ kind }) => kind)).toEqual([
      'series',
      'sequence',
      'module',
      'module',
      'module',
      'module',
    ]);
    const all = unissued(series, recordOf(...deeds)).map(({ kind, objectId }) => issued(kind, objectId));
    expect(stepAfter([...deeds, ...all], { place: { moduleId: 'd' } })).toEqual({ kind: 'done' });
  });

  test('a part that an enforced sequence locks is never suggested', () => {
    const locked = seriesOf({
      sequences: [{ id: 'rights', title: 'Rights', moduleIds: ['c', 'b'], order: 'enforced' }],
    });
    const deeds = [...whole(a), issued('module', 'a')];
    const step = { kind: 'next-module', moduleId: 'c' };
    expect(stepAfter(deeds, { series: locked, place: { moduleId: 'a' } })).toEqual(step);
    expect(stepAfter(deeds, { series: locked, place: { moduleId: 'b', sectionId: 'b/first' } })).toEqual(step);
  });

  test('without a place the module that was begun goes on', () => {
    expect(stepAfter([read('c/first')])).toEqual({ kind: 'read', moduleId: 'c', sectionId: 'c/second', begun: true });
  });

  test('without a place, and with nothing begun, what was earned anywhere comes first', () => {
    expect(stepAfter(whole(b))).toEqual({
      kind: 'issue-certificates',
      targets: [{ kind: 'module', objectId: 'b' }],
      moduleId: 'c',
    });
    expect(stepAfter([...whole(b), issued('module', 'b')])).toEqual({ kind: 'next-module', moduleId: 'c' });
  });
});

describe('on the first screen', () => {
  const onFirst = (deeds: readonly Deed[], input: Partial<NextStepInput> = {}): NextStep =>
    firstStep(inputOf(deeds, input));
  const at = (moduleId: string, blockId?: string): NextStepInput['place'] => ({
    moduleId,
    sectionId: `${moduleId}/first`,
    ...(blockId === undefined ? {} : { blockId: `${moduleId}/first#${blockId}` }),
  });

  test('a module that was only looked at does not come before the one that was begun', () => {
    const begun = [read('a/first')];
    expect(onFirst(begun, { place: at('c', 'opening') })).toMatchObject({ kind: 'read', sectionId: 'a/second' });
    expect(onFirst([...begun, read('c/first')], { place: at('c') })).toMatchObject({ moduleId: 'c' });
    expect(onFirst([], { place: at('c') })).toMatchObject({ kind: 'read', moduleId: 'c' });
  });

  describe('with a module of five sections begun, of which each has two blocks', () => {
    const long = (id: string): ModuleOutline =>
      module(id, {
        sections: ['1', '2', '3', '4', '5'].map((name) => {
          const sectionId = `${id}/${name}`;
          return section(sectionId, { blockIds: [`${sectionId}#opening`, `${sectionId}#end`] });
        }),
      });
    const longSeries = seriesOf({ modules: [long('a'), long('b')], sequences: [] });
    const placeIn = (sectionId: string, block: string): NextStepInput['place'] => ({
      moduleId: sectionId.slice(0, 1),
      sectionId,
      blockId: `${sectionId}#${block}`,
    });
    test.each([
      ['a page of another module that a search found', [read('a/1')], placeIn('b/5', 'end'), 'a/2'],
      ['such a page of another that is begun too', [read('b/1'), read('a/1')], placeIn('b/5', 'end'), 'a/2'],
      ['such a page of the same module', [read('a/1')], placeIn('a/5', 'end'), 'a/2'],
      ['another module that is read from its beginning', [read('a/1')], placeIn('b/1', 'end'), 'b/1'],
      ['another that was begun earlier and is read on', [read('b/1'), read('a/1')], placeIn('b/2', 'end'), 'b/2'],
      ['the beginning of another, which was looked at', [read('a/1')], placeIn('b/1', 'opening'), 'a/2'],
      ['a section after one that was skipped', [read('a/1'), read('a/3')], placeIn('a/3', 'end'), 'a/4'],
    ] as const)('%s', (_, deeds, place, sectionId) => {
      expect(onFirst(deeds, { series: longSeries, place })).toMatchObject({ kind: 'read', sectionId });
    });

    test('the module in which something was read last goes on, whatever their order', () => {
      expect(onFirst([read('a/1'), read('b/1')], { series: longSeries })).toMatchObject({ sectionId: 'b/2' });
      expect(onFirst([read('b/1'), read('a/1')], { series: longSeries })).toMatchObject({ sectionId: 'a/2' });
    });
  });

  test('a complete module that was opened again does not keep what is ready from being offered', () => {
    const ready = { kind: 'issue-certificates', targets: [{ kind: 'module', objectId: 'a' }] };
    expect(onFirst(whole(a), { place: at('a') })).toMatchObject(ready);
    expect(onFirst(whole(a), { place: null })).toMatchObject(ready);
  });

  test('modules in the language that is read come before the others, whatever their order', () => {
    const isReadable = (moduleId: string): boolean => moduleId === 'b' || moduleId === 'd';
    const doneWith = (...modules: readonly ModuleOutline[]): Deed[] =>
      modules.flatMap((each) => [...whole(each), issued('module', each.id)]);
    expect(onFirst([], { isReadable })).toEqual({ kind: 'start', moduleId: 'b' });
    expect(onFirst(doneWith(b), { isReadable })).toEqual({ kind: 'next-module', moduleId: 'd' });
    expect(onFirst(doneWith(b, d), { isReadable })).toEqual({ kind: 'next-module', moduleId: 'a' });
  });

  test('an attempt in any module comes first; on the page of another module it does not', () => {
    const running = [{ attemptId: 'x', moduleId: 'b', startedAt: '2026-11-20T01:00:00.000Z' }];
    expect(onFirst([read('a/first')], { running, place: at('a') })).toMatchObject({ kind: 'continue-attempt' });
    expect(stepAfter([read('a/first')], { running, place: at('a') })).toMatchObject({ kind: 'read', moduleId: 'a' });
  });
});

test('the place of a learner is that of their reading, and none before it', () => {
  const place = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening' };
  expect(placeOf({ ...place, sentence: 'A child.', at: '2026-11-20T01:00:00.000Z' })).toEqual(place);
  expect(placeOf(null)).toBeNull();
});
