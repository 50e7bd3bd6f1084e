import { describe, expect, it } from 'vitest';
import { headlineOf, type FileFacts } from '../../../../src/domain/group/headlines';

/** Everything that can be true of an intact file at once. */
const ALL: FileFacts = {
  content: 'intact',
  isOfCourse: true,
  isCopy: true,
  isReplaced: true,
  isUnnamed: true,
  isComputerKnown: false,
  isPersonKnown: false,
};

const COUNTED = { isCopy: false, isReplaced: false, isUnnamed: false };

describe('headlineOf', () => {
  it.each([
    ['not-ours', { content: 'not-ours' }],
    ['unreadable', { content: 'unreadable' }],
    ['changed', { content: 'changed' }],
    ['learner-file', { content: 'learner-file' }],
    ['another-course', { isOfCourse: false }],
    ['twice', {}],
    ['older', { isCopy: false }],
    ['unnamed', { isCopy: false, isReplaced: false }],
    ['unknown-computer', COUNTED],
    ['unknown-person', { ...COUNTED, isComputerKnown: true }],
    ['known', { ...COUNTED, isComputerKnown: true, isPersonKnown: true }],
  ] as const)('says %s first, whatever else is true', (headline, facts) => {
    expect(headlineOf({ ...ALL, ...facts })).toBe(headline);
  });
});
