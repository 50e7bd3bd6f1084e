import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf, LISTED, PROJECT_NAMES, testFilesIn, WALK, type Half } from '../../support/test-files';

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

  it('have no file in common but those of end-to-end tests, of which each takes what the tag says', () => {
    const more = new Set(files('more'));
    expect(files('first').filter((file) => more.has(file) && !file.startsWith('tests/e2e/'))).toEqual([]);
    expect(filesOf('browser-host', 'first')).toEqual(filesOf('browser-host', 'more'));
    expect(filesOf('desktop-host', 'first')).toEqual(filesOf('desktop-host', 'more'));
    const tagged = tree.filter((file) => WALK.test(readFileSync(file, 'utf8')));
    expect(tagged.filter((file) => !file.startsWith('tests/e2e/') && !file.endsWith('/test-files.test.ts'))).toEqual(
      [],
    );
    expect(tagged).toContain('tests/e2e/study/journey.test.ts');
  });

  it('walk in Khmer in the second alone what the browser host’s files walk in both languages', () => {
    expect(filesOf('khmer', 'first')).toEqual([]);
    expect(filesOf('khmer', 'more')).toEqual(filesOf('browser-host', null));
  });

  it('name no file that there isn’t', () => {
    expect(LISTED.filter((file) => !tree.includes(file))).toEqual([]);
  });
});
