import { describe, expect, test } from 'vitest';
import { isChange } from '../../../../src/domain/learner-file/shapes';
import { statement, type Deed } from '../../../support/builders/statement-builders';

const isAllowed = (deed: object): boolean => isChange({ kind: 'statement', body: statement(deed as Deed, 1) });
const reviewed = { verb: 'reviewed', questionId: 'a/q', points: 0.5, confidence: 'sure', revision: 'r', seconds: 9 };
const practice = { verb: 'terminated', attemptId: 'x' };

describe('a learner file', () => {
  test.each([
    ['a review', reviewed],
    ['a question set aside', { verb: 'suspended', questionId: 'a/q' }],
    ['a question brought back', { verb: 'resumed', questionId: 'a/q' }],
    ['the end of a practice of an older version', practice],
    ['the end of a practice with its points', { ...practice, points: { 'a/q': 1 }, revisions: { 'a/q': 'r' } }],
  ])('may hold %s', (_, deed) => {
    expect(isAllowed(deed)).toBe(true);
  });

  test.each([
    ['a review of nothing', { ...reviewed, questionId: '' }],
    ['a review worth more than a point', { ...reviewed, points: 1.5 }],
    ['a review that is neither sure nor unsure', { ...reviewed, confidence: 'maybe' }],
    ['a review without a revision', { ...reviewed, revision: undefined }],
    ['a question set aside that is none', { verb: 'suspended' }],
    ['a practice with points beyond one', { ...practice, points: { 'a/q': 7 } }],
    ['a practice with revisions that are no texts', { ...practice, revisions: { 'a/q': 7 } }],
  ])('may not hold %s', (_, deed) => {
    expect(isAllowed(deed)).toBe(false);
  });
});
