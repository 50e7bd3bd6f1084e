import { describe, expect, it } from 'vitest';
import { filesOf, LISTED, PROJECT_NAMES, testFilesIn, type Half } from '../../support/test-files';

const tree = testFilesIn('tests');
/** But those that are walked once more in Khmer. */
const files = (half: Half | null): readonly string[] =>
  PROJECT_NAMES.filter((project) => project !== 'khmer').flatMap((project) => filesOf(project, half));

describe('the halves of the tests', () => {
  it('leave out no file that there is, but the faults that are run whole alone', () => {
    const run = new Set([...files('first'), ...files('more')]);
    expect(tree.filter((file) => !run.has(file) && !file.startsWith('tests/faults/'))).toEqual([]);
    expect(filesOf('faults', 'more').length).toBeGreaterThan(0);
  });

  it('have no file in common but the journey, which a real Electron walks in the second', () => {
    const more = new Set(files('more'));
    expect(files('first').filter((file) => more.has(file))).toEqual(['tests/e2e/study/journey.test.ts']);
    expect(filesOf('desktop-host', 'first')).toEqual(['tests/e2e/study/journey.test.ts']);
  });

  it('walk in Khmer in the second alone what the browser host’s files walk in both languages', () => {
    expect(filesOf('khmer', 'first')).toEqual([]);
    expect(filesOf('khmer', 'more')).toEqual(filesOf('browser-host', null));
  });

  it('name no file that there isn’t', () => {
    expect(LISTED.filter((file) => !tree.includes(file))).toEqual([]);
  });
});
