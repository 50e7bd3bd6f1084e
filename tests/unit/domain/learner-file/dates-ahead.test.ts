import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN, withoutDatesAhead, type KnownThings } from '../../../../src/domain/learner-file/dates-ahead';
import type { LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import { MAXIMUM_ERA } from '../../../../src/domain/learner/edit-order';
import type { Statement } from '../../../../src/domain/record/statement';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { answered, begun, identifier, learner, note, statement } from '../../../support/builders/statement-builders';

const NOW = '2026-11-25T08:00:00.000Z';
const LAST = '9999-12-31T23:59:59.999Z';
const ATTEMPT = identifier(70);
const POSITION = {
  moduleId: 'a',
  sectionId: 'a/first',
  blockId: 'a/first#b1',
  sentence: 'Here.',
  at: '2026-11-20T02:00:00.000Z',
};

const known: KnownThings = {
  facts: new Set([identifier(1), identifier(3)]),
  notes: new Set([identifier(2)]),
  attempts: new Set([ATTEMPT]),
  profile: learner(),
  position: POSITION,
};

function file(parts: Partial<LearnerFileContents>): LearnerFileContents {
  return { ...sampleContents(), learner: learner(), statements: [], notes: [], position: null, ...parts };
}

describe('what a file dates ahead of the clock', () => {
  it('is left out where it would change what the record has, and counted with its latest date', () => {
    const late: Statement = { ...statement(answered(ATTEMPT, 'b'), 1), timestamp: '2569-01-01T00:00:00.000Z' };
    const { contents, leftOut, latest } = withoutDatesAhead(
      file({
        learner: learner({ latinName: 'Another', updatedAt: LAST }),
        position: { ...POSITION, sentence: 'There.', at: LAST },
        statements: [late],
        notes: [
          note({ id: identifier(9), editedAt: LAST, deleted: true }),
          note({ id: identifier(8), editedAt: '2026-11-24T00:00:00.000Z' }),
        ],
      }),
      known,
      NOW,
    );
    expect({ leftOut, latest }).toEqual({ leftOut: 4, latest: LAST });
    expect(contents.notes.map(({ id }) => id)).toEqual([identifier(8)]);
    expect(contents).toMatchObject({
      statements: [],
      position: null,
      learner: known.profile,
    });
  });

  it('comes in where the record lacks it: a year that was set wrong costs no note', () => {
    const parts = {
      statements: [
        { ...statement(begun(identifier(71)), 0), timestamp: LAST },
        { ...statement(answered(identifier(71), 'b'), 1), timestamp: LAST },
      ],
      notes: [note({ id: identifier(9), noteId: identifier(4), editedAt: LAST })],
    };
    expect(withoutDatesAhead(file(parts), known, NOW)).toMatchObject({ contents: parts, leftOut: 0, latest: null });
  });

  it('is left out of the review, where the newest counts, also for a question that the record has no review of', () => {
    const reviewed = { verb: 'reviewed', points: 1, confidence: 'sure', revision: 'r1', seconds: 9 } as const;
    const ahead = [{ verb: 'suspended' } as const, { verb: 'resumed' } as const, reviewed].map((deed, index) => ({
      ...statement({ ...deed, questionId: 'a/q1' }, index),
      timestamp: LAST,
    }));
    const timely: Statement = statement({ verb: 'resumed', questionId: 'a/q1' }, 5);
    expect(withoutDatesAhead(file({ statements: [...ahead, timely] }), known, NOW)).toMatchObject({
      contents: { statements: [timely] },
      leftOut: 3,
      latest: LAST,
    });
  });

  it('counts as here already where the record has the very same', () => {
    const own = { profile: learner({ updatedAt: LAST }), position: { ...POSITION, at: LAST } };
    const parts = {
      learner: own.profile,
      position: own.position,
      statements: [{ ...statement(answered(ATTEMPT, 'b'), 1), id: identifier(3), timestamp: LAST }],
      notes: [note({ id: identifier(1), editedAt: LAST })],
    };
    expect(withoutDatesAhead(file(parts), { ...known, ...own }, NOW)).toMatchObject({ contents: parts, leftOut: 0 });
  });

  it('gets the date of the clock where it is the only profile and reading place', () => {
    const { contents, leftOut } = withoutDatesAhead(
      file({ learner: learner({ updatedAt: LAST, era: 7 }), position: { ...POSITION, at: LAST } }),
      NOTHING_KNOWN,
      NOW,
    );
    expect(leftOut).toBe(0);
    expect(contents).toMatchObject({ learner: learner({ updatedAt: NOW }), position: { ...POSITION, at: NOW } });
    expect(contents.learner).not.toHaveProperty('era');
    const timely = file({ learner: learner({ era: 7 }), position: POSITION });
    expect(withoutDatesAhead(timely, NOTHING_KNOWN, NOW).contents).toEqual(timely);
  });

  it('is left out, whoever lacks it, in the highest era, above which nothing could be edited', () => {
    const hostile = note({ id: identifier(9), noteId: identifier(4), editedAt: LAST, era: MAXIMUM_ERA });
    expect(withoutDatesAhead(file({ notes: [hostile] }), NOTHING_KNOWN, NOW)).toMatchObject({ leftOut: 1 });
  });
});
