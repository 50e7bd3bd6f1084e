import fc from 'fast-check';
import type { Answer } from '../../../../src/domain/series/question';
import type { Statement } from '../../../../src/domain/record/statement';
import { certificate, FIRST_MINUTE, identifier, type Deed } from '../../../support/builders/statement-builders';

/**
 * What two computers' learners do in the properties: few modules, sections and attempts, so that collisions are common.
 */
const MODULES = ['a', 'b', 'c'] as const;
const SECTIONS = MODULES.flatMap((id) => [`${id}/first`, `${id}/second`]);
const moduleId = fc.constantFrom(...MODULES);

const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    kind: fc.constant('choice' as const),
    optionIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ maxLength: 5 }) }),
);

/**
 * One learner's history on one computer: several attempts, sections read and unmarked, an agreement, certificates.
 * Attempts start before they go on.
 */
function history(computer: number): fc.Arbitrary<Statement[]> {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        sectionId: fc.constantFrom(...SECTIONS),
        seconds: fc.integer({ min: 0, max: 4_000 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmark' as const), pick: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('start' as const), moduleId, counts: fc.boolean() }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('answer' as const),
        pick: fc.nat(),
        question: fc.constantFrom('q1', 'q2'),
        answer,
        seconds: fc.integer({ min: 0, max: 300 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('end' as const),
        pick: fc.nat(),
        parts: fc.integer({ min: 0, max: 10 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('review' as const),
        question: fc.constantFrom('q1', 'q2'),
        points: fc.constantFrom(0, 0.5, 1),
        confidence: fc.constantFrom('sure' as const, 'unsure' as const),
        revision: fc.constantFrom('r1', 'r2'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('set-aside' as const),
        question: fc.constantFrom('q1', 'q2'),
        verb: fc.constantFrom('suspended' as const, 'resumed' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('watch' as const),
        moduleId,
        seconds: fc.integer({ min: 0, max: 4_000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('complete' as const), moduleId }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('agree' as const), version: fc.constantFrom('v1', 'v2') }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('certify' as const),
        moduleId,
        id: fc.integer({ min: 901, max: 903 }),
        revision: fc.integer({ min: 1, max: 2 }),
      }),
    },
  );
  // The clocks of two computers interleave, stand still (0) and are put back (negative).
  return fc.array(fc.tuple(step, fc.integer({ min: -2, max: 3 })), { maxLength: 14 }).map((steps) => {
    const made: Statement[] = [];
    const attempts: { readonly id: string; readonly moduleId: string; readonly counts: boolean }[] = [];
    let minute = 0;
    const add = (deed: Deed): void => {
      const now = FIRST_MINUTE + minute * 60_000;
      const timestamp = new Date(now).toISOString();
      made.push({
        ...deed,
        id: identifier(computer * 1_000 + made.length, now),
        timestamp,
        day: timestamp.slice(0, 10),
      } as Statement);
    };
    for (const [one, pause] of steps) {
      minute = Math.max(0, minute + pause);
      const attempt = 'pick' in one ? attempts[one.pick % Math.max(1, attempts.length)] : undefined;
      if (one.kind === 'read') add({ verb: 'experienced', sectionId: one.sectionId, seconds: one.seconds });
      else if (one.kind === 'unmark') {
        const target = made.filter(({ verb }) => verb === 'experienced').at(one.pick % 3);
        if (target) add({ verb: 'voided', statementId: target.id });
      } else if (one.kind === 'start') {
        const id = `attempt-${computer}-${attempts.length}`;
        attempts.push({ id, moduleId: one.moduleId, counts: one.counts });
        add({
          verb: 'initialized',
          attemptId: id,
          moduleId: one.moduleId,
          mode: one.counts ? 'attempt' : 'practice',
          seed: made.length,
          questionIds: ['q1', 'q2'],
          ...(made.length % 2 === 0 ? {} : { reflectionId: 'q3' }),
        });
      } else if (one.kind === 'answer' && attempt)
        add({
          verb: 'answered',
          attemptId: attempt.id,
          questionId: one.question,
          answer: one.answer,
          confidence: 'unsaid',
          seconds: one.seconds,
          ...(!attempt.counts && one.seconds % 3 === 0 ? { checked: true } : {}),
        });
      else if (one.kind === 'end' && attempt) {
        const score = one.parts / 10;
        if (attempt.counts)
          add({
            verb: score >= 0.8 ? 'passed' : 'failed',
            attemptId: attempt.id,
            moduleId: attempt.moduleId,
            score,
            passMark: 0.8,
            points: { q1: score, q2: score },
          });
        else if (one.parts % 2 === 0) add({ verb: 'terminated', attemptId: attempt.id });
        else add({ verb: 'terminated', attemptId: attempt.id, points: { q1: score, q2: 1 }, revisions: { q1: 'r1' } });
      } else if (one.kind === 'review')
        add({
          verb: 'reviewed',
          questionId: one.question,
          points: one.points,
          confidence: one.confidence,
          revision: one.revision,
          seconds: 20,
        });
      else if (one.kind === 'set-aside') add({ verb: one.verb, questionId: one.question });
      else if (one.kind === 'watch') add({ verb: 'watched', moduleId: one.moduleId, seconds: one.seconds });
      else if (one.kind === 'complete') add({ verb: 'completed', kind: 'module', objectId: one.moduleId });
      else if (one.kind === 'agree')
        add({
          verb: 'agreed',
          agreement: {
            protocolId: 'safeguarding',
            version: one.version,
            language: 'en',
            name: `Dara ${computer}`,
            agreedAt: new Date(FIRST_MINUTE + minute * 60_000).toISOString(),
            checkIds: [],
          },
        });
      else if (one.kind === 'certify')
        add({
          verb: 'earned',
          objectId: one.moduleId,
          certificate: certificate({
            certificateId: identifier(one.id),
            revision: one.revision,
            title: `On ${computer}`,
            issuedAt: new Date(FIRST_MINUTE + minute * 60_000).toISOString(),
          }),
          credential: '{}',
        });
    }
    return made;
  });
}

/**
 * Statements on two computers that share a beginning (the file was moved once) and then go on apart, with the same
 * attempts open on both: what a merge has to join. An attempt's id can be ended on both.
 */
export const twoComputers: fc.Arbitrary<readonly [readonly Statement[], readonly Statement[]]> = fc
  .tuple(history(1), history(2), history(3), fc.nat({ max: 4 }))
  .map(([shared, first, second, ends]) => {
    const goOn = (computer: number): Statement[] =>
      shared.flatMap((begun, index): Statement[] => {
        if (begun.verb !== 'initialized' || index > ends) return [];
        const ended = FIRST_MINUTE + 20 * 60_000;
        const timestamp = new Date(ended).toISOString();
        const base = {
          id: identifier(computer * 1_000 + 500 + index, ended),
          timestamp,
          day: timestamp.slice(0, 10),
          attemptId: begun.attemptId,
        };
        if (begun.mode === 'practice') return [{ ...base, verb: 'terminated' }];
        return [
          {
            ...base,
            verb: 'failed',
            moduleId: begun.moduleId,
            score: computer / 10,
            passMark: 0.8,
            points: { q1: computer / 10 },
          },
        ];
      });
    return [
      [...shared, ...first, ...goOn(2)],
      [...shared, ...second, ...goOn(3)],
    ] as const;
  });

/** Any set of statements of a learner, each id once. */
export const anyStatements: fc.Arbitrary<readonly Statement[]> = twoComputers.map(([a, b]) => [
  ...new Map([...a, ...b].map((each) => [each.id, each])).values(),
]);

/** A set of statements with the same set in another order. */
export const shuffledStatements: fc.Arbitrary<readonly [readonly Statement[], readonly Statement[]]> =
  anyStatements.chain((all) =>
    fc
      .shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })
      .map((other) => [all, other] as const),
  );
