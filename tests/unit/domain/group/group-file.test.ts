import { describe, expect, it } from 'vitest';
import {
  groupContentsText,
  passphraseProblem,
  readGroupContents,
  readGroupFile,
} from '../../../../src/domain/group/group-file';
import { decisionsOn } from '../../../support/builders/group-builders';

const FILE = {
  format: 'child-justice-group',
  version: 1,
  savedAt: '2026-12-01T02:00:00.000Z',
  key: { salt: 'AAAA', iterations: 600_000, wrapped: 'AAAA' },
  sealed: 'AAAA',
};

describe('group.json', () => {
  it.each([
    [FILE, FILE],
    [{ ...FILE, version: 2 }, 'newer-version'],
    [{ ...FILE, format: 'child-justice-progress-report' }, 'not-a-group'],
    [{ ...FILE, savedAt: 'yesterday' }, 'damaged'],
    [{ ...FILE, key: { ...FILE.key, iterations: 1 } }, 'damaged'],
    [{ ...FILE, sealed: '?' }, 'damaged'],
  ])('is read, or says why not', (file, expected) => {
    expect(readGroupFile(JSON.stringify(file))).toEqual(expected);
  });

  it('is damaged where it was cut short', () => {
    expect(readGroupFile(JSON.stringify(FILE).slice(0, -3))).toBe('damaged');
    expect(readGroupFile('{"format":"something"')).toBe('not-a-group');
  });

  it('gives back every decision, whatever it is named', () => {
    const decisions = decisionsOn('Name\tSex\nSok Dara\tm', {
      known: [{ key: 'z1', learnerId: 'a' }],
      samePerson: [{ a: 'a', b: 'b', same: false }],
      invited: { constructor: 'sok dara', b: '' },
      attendance: [{ moduleId: 'a', heldOn: '2026-11-20', present: ['sok dara'] }],
      remarks: { 'invited sok dara': 'Asked on Monday' },
    });
    const contents = { courseId: 'series', decisions };
    expect(readGroupContents(groupContentsText(contents))).toEqual(contents);
  });

  it.each(['', '{}', '{"courseId":"series","extra":1}', '[]'])('takes no other text: %j', (text) => {
    expect(readGroupContents(text)).toBeNull();
  });

  it.each([
    ['short one', 'too-short'],
    ['111111111111', 'repeated'],
    ['a sentence that nobody guesses', undefined],
  ])('wants a passphrase: %j', (typed, problem) => {
    expect(passphraseProblem(typed)).toBe(problem);
  });
});
