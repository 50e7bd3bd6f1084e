import search from 'approx-string-match';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LearnerFileError, type LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import { searchNotes } from '../../../../src/domain/notes/note-search';
import { dueCompletions, moduleProgress } from '../../../../src/domain/record/progress';
import { placeQuotes } from '../../../../src/domain/notes/quote-placement';
import { xapiStatements } from '../../../../src/domain/exports/xapi';
import { hostileLearnerFiles } from '../../../support/learner-files/hostile-learner-files';
import { learnerFile, readInPieces, resealed, unsealed } from '../../../support/learner-files/learner-files';
import { markedContents } from '../../../support/learner-files/learner-file-samples';
import { series } from '../../../support/builders/series-builders';
import { replay, replayAttempts } from '../../../support/builders/replays';

const hostile = hostileLearnerFiles(markedContents());

function outcomeOf(file: string): LearnerFileContents | LearnerFileError {
  try {
    return readInPieces(file);
  } catch (error) {
    if (error instanceof LearnerFileError) return error;
    throw error;
  }
}

/** Everything that the app makes of a record, so that what was let in breaks nothing further on. */
function use({ statements, notes, learner }: LearnerFileContents): void {
  const course = series();
  const record = replay(statements);
  for (const module of course.modules) moduleProgress(module, record);
  dueCompletions(course, record);
  replayAttempts(statements);
  JSON.stringify(xapiStatements(statements, learner, course));
  searchNotes(notes, 'diversion');
  placeQuotes(
    [
      { id: 'a/first#b2', text: 'abcdefghij'.repeat(2_000) },
      { id: 'a/first#opening', text: '' },
    ],
    notes,
    search,
  );
  structuredClone({ statements, notes, learner, record });
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Reflect.ownKeys(value).flatMap((key) => [
    String(key),
    ...keysOf((value as Record<string, unknown>)[String(key)]),
  ]);
}

function expectUntouchedPrototypes(work: () => void): void {
  const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
  const before = prototypes.map((prototype) => Reflect.ownKeys(prototype));
  work();
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype))).toEqual(before);
  expect('polluted' in {}).toBe(false);
}

describe('a hostile learner file', () => {
  it('comes in at least sixty kinds', () => {
    expect(new Set(hostile.map(({ attack }) => attack)).size).toBe(hostile.length);
    expect(hostile.length).toBeGreaterThanOrEqual(60);
  });

  it.each(hostile.map(({ attack, ...rest }) => [attack, rest] as const))(
    'with %s does no harm',
    (_, { file, outcome }) => {
      expectUntouchedPrototypes(() => {
        const found = outcomeOf(file);
        if (outcome === 'refused') {
          expect(found).toBeInstanceOf(LearnerFileError);
          return;
        }
        if (found instanceof LearnerFileError) throw found;
        expect(keysOf(found).filter((key) => ['__proto__', 'prototype', 'polluted'].includes(key))).toEqual([]);
        use(found);
      });
    },
  );

  it('made at random is refused or harmless, a thousand times', () => {
    const lines = unsealed(learnerFile(markedContents()));
    const key = fc.constantFrom(
      '__proto__',
      'constructor',
      'prototype',
      'id',
      'verb',
      'kind',
      'body',
      'toString',
      'length',
      'x',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '__proto__',
        '',
        '\ud800',
        '../..',
        '9999-12-31T23:59:59.999Z',
        '2026-11-20T01:00:00.000Z',
        'a'.repeat(201),
      ),
    );
    const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, -1, 1e308, 2 ** 53, 0.5, 1));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, text, number, fc.boolean(), fc.constant(null), tie('list'), tie('object')),
      list: fc.array(tie('tree'), { maxLength: 4 }),
      object: fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map((entries) => ({ entries })),
    }));
    const mutation = fc.record({
      line: fc.nat(),
      place: fc.nat(),
      value: tree,
      what: fc.constantFrom('set', 'add', 'remove', 'repeat', 'cut'),
    });
    let read = 0;
    expectUntouchedPrototypes(() => {
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
          const found = outcomeOf(resealed(mutations.reduce(mutate, lines)));
          if (!(found instanceof LearnerFileError)) {
            expect(keysOf(found).filter((each) => ['__proto__', 'prototype'].includes(each))).toEqual([]);
            use(found);
            read += 1;
          }
        }),
        { numRuns: 1_000, seed: 20_261_125 },
      );
    });
    // Were nothing ever let in, nothing would be tried of what comes after.
    expect(read).toBeGreaterThan(20);
  });
});

/**
 * The lines with one value somewhere in one line replaced, added or taken out. The value is text: an object literal
 * would lose the key `__proto__`.
 */
function mutate(
  lines: readonly string[],
  {
    line,
    place,
    value,
    what,
  }: { readonly line: number; readonly place: number; readonly value: unknown; readonly what: string },
): string[] {
  const index = line % lines.length;
  const target = lines[index] ?? '';
  if (what === 'repeat') return [...lines.slice(0, index), target, ...lines.slice(index)];
  if (what === 'cut') return lines.map((each, at) => (at === index ? each.slice(0, place % (each.length + 1)) : each));
  const members = [...target.matchAll(/"[A-Za-z]+":(?:"(?:[^"\\]|\\.)*"|[\d.]+|true|false|null)/gu)];
  const member = members[place % Math.max(1, members.length)];
  if (!member) return [...lines];
  const [name = ''] = member[0].split(':');
  const replacement =
    what === 'set'
      ? `${name}:${textOf(value)}`
      : what === 'add'
        ? `${member[0]},"__proto__":${textOf(value)},"added":${textOf(value)}`
        : `"removed":0`;
  return lines.map((each, at) =>
    at === index ? each.slice(0, member.index) + replacement + each.slice(member.index + member[0].length) : each,
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value === 'object' && value !== null && 'entries' in value) {
    return `{${(value.entries as [string, unknown][]).map(([name, item]) => `${JSON.stringify(name)}:${textOf(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
