import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../../../src/domain/series/series';
import { xapiStatements } from '../../../../src/domain/exports/xapi';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { module } from '../../../support/builders/series-builders';
import { statements } from '../../../support/builders/statement-builders';

const { default: warningsOf } = createRequire(import.meta.url)('xapi-validation') as {
  readonly default: (statement: unknown) => readonly unknown[];
};

const series: Series = {
  id: 's',
  title: 'The series',
  edition: '2026',
  organiser: 'CJN',
  accountHomePage: 'https://example.org/',
  modules: [],
  sequences: [{ id: 'rights', title: 'Rights', moduleIds: [], order: 'advised' }],
  bankRevision: '00000000',
};
const { learner, statements: facts } = sampleContents();
const exported = xapiStatements(facts, learner, series);

describe('the record as xAPI statements', () => {
  it('passes the validator, every verb of it, after the way through JSON', () => {
    expect(new Set(facts.map(({ verb }) => verb)).size).toBe(10);
    expect(exported).toHaveLength(facts.length);
    for (const each of JSON.parse(JSON.stringify(exported)) as unknown[]) expect(warningsOf(each)).toEqual([]);
  });

  it('is checked by a validator that does refuse', () => {
    expect(warningsOf({ ...exported[0], actor: { name: 'nobody' } })).not.toEqual([]);
    expect(warningsOf({ ...exported[0], verb: { id: 'passed' } })).not.toEqual([]);
  });

  it('keeps ids and times, and takes statements back by reference', () => {
    expect(exported.map(({ id, timestamp }) => [id, timestamp])).toEqual(
      facts.map(({ id, timestamp }) => [id, timestamp]),
    );
    expect(exported[1]).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id: facts[0]?.id },
    });
  });

  it('gives the score as scaled, and success with it', () => {
    expect(exported[6]?.result).toEqual({ score: { scaled: 0.9 }, success: true, completion: true });
    expect(exported[7]?.result).toEqual({ score: { scaled: 0.2 }, success: false, completion: true });
  });

  it('writes answers as interactions do, and what was written in a reflection not at all', () => {
    expect(exported[3]?.result).toMatchObject({ response: 'b', duration: 'PT12S' });
    expect(exported[4]?.result).toMatchObject({ response: 'a/q2/1=x[.]y; a/q2/2=1[,]2' });
    expect(exported[5]?.result).not.toHaveProperty('response');
    expect(JSON.stringify(exported)).not.toContain('My own practice');
  });

  it('names modules, sequences and the series', () => {
    const done = xapiStatements(
      statements(
        { verb: 'completed', kind: 'sequence', objectId: 'rights' },
        { verb: 'completed', kind: 'series', objectId: 's' },
        { verb: 'completed', kind: 'module', objectId: 'a' },
        { verb: 'completed', kind: 'module', objectId: 'gone' },
      ),
      learner,
      { ...series, modules: [module('a')] },
    );
    expect(done.map(({ object, result }) => [object.id, result])).toEqual([
      ['urn:child-justice-series:sequence:rights', { completion: true }],
      ['urn:child-justice-series:series:s', { completion: true }],
      ['urn:child-justice-series:module:a', { completion: true }],
      ['urn:child-justice-series:module:gone', { completion: true }],
    ]);
    expect(done.map(({ object }) => ('definition' in object ? object.definition.name : null))).toEqual([
      { en: 'Rights' },
      { en: 'The series' },
      { en: 'Module a' },
      undefined,
    ]);
  });

  it('writes a review as an answer with its score, of no quiz, and passes the validator with it', () => {
    const reviewed = xapiStatements(
      statements(
        { verb: 'reviewed', questionId: 'a/q1', points: 0.5, confidence: 'unsure', revision: 'r1', seconds: 12 },
        { verb: 'suspended', questionId: 'a/q1' },
        { verb: 'resumed', questionId: 'a/q1' },
      ),
      learner,
      series,
    );
    for (const each of JSON.parse(JSON.stringify(reviewed)) as unknown[]) expect(warningsOf(each)).toEqual([]);
    expect(reviewed[0]).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/answered', display: { en: 'answered' } },
      result: { score: { scaled: 0.5 }, duration: 'PT12S' },
    });
    expect(reviewed[0]).not.toHaveProperty('context');
  });

  it('writes a recording that was played with its time, and passes the validator with it', () => {
    const [watched] = xapiStatements(statements({ verb: 'watched', moduleId: 'a', seconds: 90 }), learner, series);
    expect(warningsOf(JSON.parse(JSON.stringify(watched)))).toEqual([]);
    expect(watched).toMatchObject({
      verb: { id: 'http://activitystrea.ms/schema/1.0/watch', display: { en: 'watched' } },
      object: { id: 'urn:child-justice-series:recording:a' },
      result: { duration: 'PT90S' },
    });
  });

  it('leaves out verbs of a newer version of the app', () => {
    expect(
      xapiStatements(
        [{ ...facts[0], verb: 'reflected' } as never, { ...facts[0], verb: 'constructor' } as never],
        learner,
        series,
      ),
    ).toEqual([]);
  });
});
