import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyStatement,
  EMPTY_RECORD,
  MAXIMUM_COUNTED_SECONDS,
  sectionReadAt,
} from '../../../../src/domain/record/learning-record';
import { compareStatements, type Statement } from '../../../../src/domain/record/statement';
import {
  certificate,
  identifier,
  read,
  recordOf,
  scored,
  statement,
  statements,
} from '../../../support/builders/statement-builders';
import { shuffledStatements, twoComputers } from '../support/statement-arbitraries';
import { replay } from '../../../support/builders/replays';

/** A statement that a record can be grown by. */
type Own = Parameters<typeof applyStatement>[1];

describe('sections read', () => {
  test('a section is read when it was first read', () => {
    const [first, again] = statements(read('a/first'), read('a/first'));
    expect(sectionReadAt(replay([again, first]), 'a/first')).toBe(first.timestamp);
    // Of two computers, whose ids tell nothing of which came first.
    const swapped = [
      { ...first, id: again.id },
      { ...again, id: first.id },
    ];
    expect(sectionReadAt(replay(swapped), 'a/first')).toBe(first.timestamp);
    expect(sectionReadAt(replay(swapped.toReversed()), 'a/first')).toBe(first.timestamp);
  });

  test('a section that was never opened is not read', () => {
    expect(sectionReadAt(recordOf(read('a/first')), 'a/second')).toBeNull();
  });

  test('taking the reading back unmarks the section, also when that fact arrives first', () => {
    const reading = statement(read('a/first'), 0);
    const taken = statement({ verb: 'voided', statementId: reading.id }, 1);
    expect(sectionReadAt(replay([reading, taken]), 'a/first')).toBeNull();
    expect(sectionReadAt(replay([taken, reading]), 'a/first')).toBeNull();
  });

  test('a section read again after it was unmarked is read from then on', () => {
    const reading = statement(read('a/first'), 0);
    const again = statement(read('a/first'), 2);
    expect(
      sectionReadAt(replay([reading, statement({ verb: 'voided', statementId: reading.id }, 1), again]), 'a/first'),
    ).toBe(again.timestamp);
  });

  test('taking back the earliest of several readings leaves the next, however often and in whatever order it is taken back', () => {
    const [first, second, third] = statements(read('a/first'), read('a/first'), read('a/first'));
    const taken = [first, first, second].map(({ id: statementId }, index) =>
      statement({ verb: 'voided', statementId }, 10 + index),
    );
    for (const order of [
      [first, second, third, ...taken],
      [third, ...taken, first, second],
      [...taken, third, second, first],
    ]) {
      expect(replay(order).sectionReads).toEqual({
        'a/first': { statementId: third.id, timestamp: third.timestamp },
      });
    }
  });

  test('a section whose readings are all taken back, or that a file takes back something else in, is as one that was never read', () => {
    const [reading, agreed] = statements(read('a/first'), { verb: 'terminated', attemptId: 'x' });
    const all = [
      reading,
      agreed,
      ...[reading.id, agreed.id].map((statementId, index) => statement({ verb: 'voided', statementId }, 10 + index)),
    ];
    expect(replay(all).sectionReads).toEqual({});
  });

  test('the record is no larger for sections that were read a thousand times', () => {
    const sizeAfter = (count: number): number => {
      const all = Array.from({ length: count }, (_, index) => statement(read(`a/${index % 7}`), index));
      const deeds = [
        ...all,
        ...all.map(({ id }, index) =>
          statement(index % 2 ? { verb: 'voided', statementId: id } : scored('a', 0.5, id), 0, 50_000 + index),
        ),
      ];
      return JSON.stringify({ ...replay(deeds), secondsByDay: {} }).length;
    };
    expect(sizeAfter(2_000)).toBeLessThan(sizeAfter(100) + 20);
  });
});

describe('scores', () => {
  test('the best counted score and the first pass are kept, whatever comes later', () => {
    const all = statements(scored('a', 0.5, '1'), scored('a', 0.9, '2'), scored('a', 0.8, '3'), scored('a', 0.1, '4'));
    expect(replay(all).scores['a']).toMatchObject({ attempts: 4, best: 0.9, firstPassedAt: all[1].timestamp });
  });

  test('an attempt that was submitted on two computers counts once, and keeps what was reached on either', () => {
    const all = statements(scored('a', 0.5, '1'), scored('a', 0.9, '1'), scored('a', 0.6, '2'));
    for (const order of [all, [...all].reverse()])
      expect(replay(order).scores['a']).toMatchObject({ attempts: 2, best: 0.9, firstPassedAt: all[1].timestamp });
  });

  test('however often attempts are submitted, each counts once', () => {
    fc.assert(
      fc.property(shuffledStatements, ([all, other]) => {
        for (const moduleId of ['a', 'b', 'c']) {
          const ids = all.flatMap((each) =>
            (each.verb === 'passed' || each.verb === 'failed') && each.moduleId === moduleId ? [each.attemptId] : [],
          );
          expect(replay(other).scores[moduleId]?.attempts ?? 0).toBe(new Set(ids).size);
        }
      }),
    );
  });

  test('a failed attempt passes nothing', () => {
    expect(recordOf(scored('a', 0.79)).scores['a']).toMatchObject({ attempts: 1, best: 0.79, firstPassedAt: null });
  });

  test('a quiz that was begun, or only practised, scores nothing', () => {
    const record = recordOf(
      { verb: 'initialized', attemptId: '1', moduleId: 'a', mode: 'practice', seed: 1, questionIds: [] },
      { verb: 'terminated', attemptId: '1' },
    );
    expect(record.scores).toEqual({});
    expect(record.statementCount).toBe(2);
  });
});

describe('facts that stand', () => {
  test('the earliest completion counts', () => {
    const all = statements(
      { verb: 'completed', kind: 'module', objectId: 'a' },
      { verb: 'completed', kind: 'module', objectId: 'a' },
    );
    expect(replay(all).completions).toEqual({ 'module:a': all[0].timestamp });
  });

  test('a module and a sequence of the same id are told apart', () => {
    expect(
      Object.keys(
        recordOf(
          { verb: 'completed', kind: 'module', objectId: 'x' },
          { verb: 'completed', kind: 'sequence', objectId: 'x' },
        ).completions,
      ),
    ).toEqual(['module:x', 'sequence:x']);
  });

  test('a completion can not be taken back', () => {
    const done = statement({ verb: 'completed', kind: 'module', objectId: 'a' }, 0);
    expect(replay([done, statement({ verb: 'voided', statementId: done.id }, 1)]).completions).toEqual({
      'module:a': done.timestamp,
    });
  });

  test('two issues of the same certificate and revision, made on two computers, are both kept', () => {
    const early = certificate({ title: 'early', issuedAt: '2026-11-20T02:00:00.000Z' });
    const late = certificate({ title: 'late', issuedAt: '2026-11-20T03:00:00.000Z' });
    const all = statements(
      { verb: 'earned', objectId: 'a', certificate: late, credential: '{"late":true}' },
      { verb: 'earned', objectId: 'a', certificate: early, credential: '{}' },
    );
    expect(replay(all).certificates).toEqual({
      [all[0].id]: { statementId: all[0].id, objectId: 'a', snapshot: late, credential: '{"late":true}' },
      [all[1].id]: { statementId: all[1].id, objectId: 'a', snapshot: early, credential: '{}' },
    });
  });

  test('two revisions of a certificate stand side by side', () => {
    const record = recordOf(
      { verb: 'earned', objectId: 'a', certificate: certificate(), credential: '{}' },
      { verb: 'earned', objectId: 'a', certificate: certificate({ revision: 2 }), credential: '{}' },
    );
    expect(
      Object.values(record.certificates).map(({ snapshot }) => [snapshot.certificateId, snapshot.revision]),
    ).toEqual([
      [identifier(900), 1],
      [identifier(900), 2],
    ]);
  });

  test('an agreement is kept as it was made', () => {
    const agreement = {
      protocolId: 'safeguarding',
      version: 'v1',
      language: 'en',
      name: 'Sok Dara',
      agreedAt: '2026-11-20T01:00:00.000Z',
      checkIds: ['c1'],
    } as const;
    expect(Object.values(recordOf({ verb: 'agreed', agreement }).agreements)).toEqual([agreement]);
  });
});

describe('time of study', () => {
  test('reading and answering add up by the learner’s day', () => {
    const record = recordOf(read('a/first', 90), {
      verb: 'answered',
      attemptId: '1',
      questionId: 'q',
      answer: { kind: 'text', text: '' },
      confidence: 'unsaid',
      seconds: 30,
    });
    expect(record.secondsByDay).toEqual({ '2026-11-20': 120 });
  });

  test('a window left open overnight counts as half an hour', () => {
    expect(recordOf(read('a/first', 40_000)).secondsByDay).toEqual({ '2026-11-20': MAXIMUM_COUNTED_SECONDS });
  });

  test('the time of a reading that was taken back does not count, however often and in whatever order it is taken back', () => {
    const [first, second] = [statement(read('a/first', 90), 0), statement(read('a/first', 40_000), 1)];
    const taken = [first, first].map(({ id: statementId }, index) =>
      statement({ verb: 'voided', statementId }, 10 + index),
    );
    const later = statement({ verb: 'voided', statementId: second.id }, 12);
    for (const [order, secondsByDay] of [
      [[first, second, ...taken], { '2026-11-20': MAXIMUM_COUNTED_SECONDS }],
      [[...taken, second, first], { '2026-11-20': MAXIMUM_COUNTED_SECONDS }],
      [[first, second, later], { '2026-11-20': 90 }],
      [[later, second, first, ...taken], {}],
    ] as const) {
      expect(replay(order).secondsByDay).toEqual(secondsByDay);
    }
  });

  test('no time, or negative time of a clock put back, adds nothing', () => {
    expect(recordOf(read('a/first', 0), read('a/second', -500)).secondsByDay).toEqual({});
  });
});

describe('what this version does not know', () => {
  test('a verb of a newer version is counted, changes nothing else, and does not stop the replay', () => {
    const newer = { ...statement(read('a/first'), 1), verb: 'mastered', cardId: 'x' } as unknown as Statement;
    const before = statement(read('a/second'), 0);
    expect(replay([before, newer])).toEqual({ ...replay([before]), statementCount: 2 });
  });
});

describe('names that a file may hold', () => {
  test.each(['__proto__', 'constructor', 'toString'])(
    '%s is a name like any other, applied or replayed, and reaches no other object',
    (name) => {
      const before = Reflect.ownKeys(Object.prototype).length;
      const day = { ...statement(read(name), 1), day: name };
      const all = [
        statement(read(name), 0),
        day,
        statement(scored(name, 0.9, name), 2),
        statement(scored(name, 0.5, name), 3),
        statement({ verb: 'voided', statementId: name }, 4),
      ];
      const record = replay(all);
      expect(Object.entries(record.sectionReads)).toMatchObject([
        [name, { statementId: all[0]?.id, timestamp: all[0]?.timestamp }],
      ]);
      expect(Object.entries(record.scores)).toMatchObject([[name, { attempts: 1, best: 0.9 }]]);
      expect(Object.entries(record.secondsByDay)).toContainEqual([name, 90]);
      expect(Reflect.ownKeys(Object.prototype).length).toBe(before);
      expect(EMPTY_RECORD).toEqual({
        statementCount: 0,
        sectionReads: {},
        scores: {},
        completions: {},
        agreements: {},
        certificates: {},
        countersignatures: {},
        withdrawals: {},
        knownKeys: {},
        secondsByDay: {},
      });
    },
  );
});

describe('the record is the same however the statements arrive', () => {
  test('a record of a hundred thousand statements is made in a moment', () => {
    const many = Array.from({ length: 100_000 }, (_, index) =>
      statement(index % 2 ? scored('a', 0.5, `attempt-${index}`) : read('a/first'), index),
    );
    const began = performance.now();
    expect(replay(many).scores['a']?.attempts).toBe(50_000);
    // Copied anew with every statement it took minutes.
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('a statement that comes twice counts once', () => {
    const all = statements(read('a/first'), scored('a', 0.9));
    expect(replay([...all, ...all])).toEqual(replay(all));
  });

  test('a record is never changed in place', () => {
    const before = Object.freeze(recordOf(read('a/first')));
    const copy = structuredClone(before);
    applyStatement(before, statement(read('a/first'), 5) as Own);
    expect(before).toEqual(copy);
  });

  test('applied one by one, the learner’s next statements make the record that a replay makes', () => {
    fc.assert(
      fc.property(shuffledStatements, fc.nat(30), ([all], cut) => {
        const ends = new Set<string>();
        // An attempt ends once, and what is taken back needs all statements.
        const own = all.toSorted(compareStatements).filter((each): each is Own => {
          if (each.verb === 'voided') return false;
          if (each.verb !== 'passed' && each.verb !== 'failed') return true;
          const key = JSON.stringify([each.moduleId, each.attemptId]);
          const isFirst = !ends.has(key);
          ends.add(key);
          return isFirst;
        });
        expect(own.slice(cut).reduce(applyStatement, replay(own.slice(0, cut)))).toEqual(replay(own));
      }),
      { numRuns: 300 },
    );
  });

  test('statements make one record, in whatever order and from whichever computer they come', () => {
    fc.assert(
      fc.property(shuffledStatements, twoComputers, ([all, other], [a, b]) => {
        expect(replay(other)).toEqual(replay(all));
        expect(replay([...b, ...a])).toEqual(replay([...a, ...b]));
      }),
    );
  });
});
