import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eligibility } from '../../../../src/domain/certificate/certificate';
import { completables } from '../../../../src/domain/record/completion';
import { EMPTY_RECORD, applyStatement } from '../../../../src/domain/record/learning-record';
import type { ModuleOutline } from '../../../../src/domain/series/module';
import { dueCompletions, moduleProgress } from '../../../../src/domain/record/progress';
import { sequenceProgress } from '../../../../src/domain/record/sequence';
import type { Series } from '../../../../src/domain/series/series';
import { section, sequence, series } from '../../../support/builders/series-builders';
import { statement } from '../../../support/builders/statement-builders';
import { anyStatements, twoComputers } from '../support/statement-arbitraries';
import { replay } from '../../../support/builders/replays';

const course = series({ modules: series().modules.slice(0, 3), sequences: [sequence('rights', ['b', 'c'])] });

/**
 * The same course with everything an author may change: modules, sections and sequence parts in another order, every
 * text and length another.
 */
const reworked: fc.Arbitrary<Series> = fc
  .tuple(
    fc.shuffledSubarray([...course.modules], { minLength: 3, maxLength: 3 }),
    fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    fc.string(),
    fc.integer({ min: 1, max: 5_000 }),
  )
  .map(([modules, turned, text, words]) => ({
    ...course,
    title: text,
    modules: modules.map((each, index): ModuleOutline => {
      const sections = each.sections.map((one) => ({
        ...one,
        title: text,
        words,
        minutes: Math.ceil(words / 200),
        blockIds: [`${one.id}#${words}`],
      }));
      return {
        ...each,
        number: index + 1,
        title: text,
        shortTitle: text,
        minutes: words,
        drawCount: 1 + (words % 9),
        sections: turned[index] ? sections.reverse() : sections,
      };
    }),
    sequences: [sequence('rights', ['c', 'b'], { title: text, order: words % 2 ? 'enforced' : 'advised' })],
  }));

const completion = (
  due: ReturnType<typeof dueCompletions>[number],
  index: number,
): Parameters<typeof applyStatement>[1] =>
  statement({ verb: 'completed', ...due }, 60, 9_000 + index) as Parameters<typeof applyStatement>[1];

/** A record with the completions that the app adds as soon as their rule is met. */
const record = anyStatements.map((all) => {
  const before = replay(all);
  return dueCompletions(course, before).reduce(
    (grown, due, index) => applyStatement(grown, completion(due, index)),
    before,
  );
});

test('reordering and rewording the course never lowers a module’s progress', () => {
  fc.assert(
    fc.property(record, reworked, (done, later) => {
      for (const before of course.modules) {
        const was = moduleProgress(before, done);
        const is = moduleProgress(later.modules.find(({ id }) => id === before.id) ?? before, done);
        expect(is.fraction).toBeGreaterThanOrEqual(was.fraction);
        expect([...is.readSectionIds].sort()).toEqual([...was.readSectionIds].sort());
        expect({
          state: is.state,
          best: is.bestScore,
          quizLeft: is.left.quiz,
          at: is.completedAt,
          attempts: is.attempts,
        }).toEqual({
          state: was.state,
          best: was.bestScore,
          quizLeft: was.left.quiz,
          at: was.completedAt,
          attempts: was.attempts,
        });
      }
    }),
  );
});

test('reordering and rewording the course takes no completion, no certificate and no sequence progress away', () => {
  fc.assert(
    fc.property(record, reworked, (done, later) => {
      for (const target of completables(course))
        expect(eligibility(later, done, target).earned || !eligibility(course, done, target).earned).toBe(true);
      const [was, is] = [course, later].map((each) =>
        sequenceProgress(each, each.sequences[0] ?? sequence('rights', []), done),
      );
      expect(is?.completeParts).toBe(was?.completeParts);
      expect(dueCompletions(later, done)).toEqual([]);
    }),
  );
});

test('a complete module stays complete, and an earned certificate earned, when sections are added', () => {
  fc.assert(
    fc.property(record, fc.integer({ min: 1, max: 3 }), (done, count) => {
      const grown = {
        ...course,
        modules: course.modules.map((each) => ({
          ...each,
          sections: [
            ...each.sections,
            ...Array.from({ length: count }, (_, index) => section(`${each.id}/new${index}`)),
          ],
        })),
      };
      for (const [index, before] of course.modules.entries()) {
        if (moduleProgress(before, done).state === 'complete')
          expect(moduleProgress(grown.modules[index] ?? before, done)).toMatchObject({
            state: 'complete',
            fraction: 1,
          });
      }
      for (const target of completables(course))
        if (eligibility(course, done, target).earned) expect(eligibility(grown, done, target).earned).toBe(true);
    }),
  );
});

test('a fraction is within 0-1, and 1 exactly when nothing is left', () => {
  fc.assert(
    fc.property(record, (done) => {
      for (const each of course.modules) {
        const { fraction, left, state } = moduleProgress(each, done);
        expect(fraction).toBeGreaterThanOrEqual(0);
        expect(fraction === 1).toBe(left.sectionIds.length === 0 && !left.quiz);
        expect(fraction).toBeLessThanOrEqual(1);
        if (state === 'new') expect(fraction).toBe(0);
      }
    }),
  );
});

test('a second computer’s record lowers nothing but what was unmarked there', () => {
  fc.assert(
    fc.property(twoComputers, ([a, b]) => {
      const additions = b.filter(({ verb }) => verb !== 'voided');
      const [before, after] = [replay(a), replay([...a, ...additions])];
      for (const each of course.modules) {
        const [was, is] = [moduleProgress(each, before), moduleProgress(each, after)];
        expect(is.fraction).toBeGreaterThanOrEqual(was.fraction);
        expect(is.bestScore ?? 0).toBeGreaterThanOrEqual(was.bestScore ?? 0);
        expect(is.left.quiz && !was.left.quiz).toBe(false);
      }
    }),
  );
});

test('appending what is due leaves nothing due', () => {
  fc.assert(
    fc.property(record, (done) => {
      expect(dueCompletions(course, done)).toEqual([]);
    }),
  );
  expect(dueCompletions(course, EMPTY_RECORD)).toEqual([]);
});
