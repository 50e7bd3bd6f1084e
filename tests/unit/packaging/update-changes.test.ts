import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { hasKhmer } from '../../../src/domain/text/khmer';
import { updateChanges } from '../../../scripts/packaging/update-changes';

const changelog = (lines: string): string =>
  `# Changelog\n\n## [1.1.0] - 2027-01-05\n\n### Added\n\n- Much.\n\n### Shown to members\n\n${lines}\n\n## [1.0.0] - 2026-12-02\n\n### Shown to members\n\n- App: Another version's.\n`;

describe('what an update changed', () => {
  it('is read from the changelog, in both languages, by what it belongs to', () => {
    const lines = `- Course, corrected: Module 2 names the right
  article.
  - km: ម៉ូឌុលទី ២
    ត្រឹមត្រូវ
- App: A table of your group.
- Course, added: A source.`;
    expect(updateChanges(changelog(lines), '1.1.0')).toEqual({
      courseCorrected: [{ en: 'Module 2 names the right article.', km: 'ម៉ូឌុលទី ២ ត្រឹមត្រូវ' }],
      courseAdded: [{ en: 'A source.' }],
      appNew: [{ en: 'A table of your group.' }],
    });
  });

  it.each([
    ['a kind that nobody knows', '- Course: A source.', 'Course: A source.'],
    ['Khmer of nothing', '  - km: ម៉ូឌុល', 'km: ម៉ូឌុល'],
    ['Khmer twice', '- App: A.\n  - km: ម៉ូ\n  - km: ឌុល', 'km: ឌុល'],
    ['a line that is too long', `- App: ${'a'.repeat(201)}`, '1.1.0: '],
    ['six of a kind', '- App: A.\n'.repeat(6), '1.1.0: '],
    ['nothing', '', 'no “Shown to members”'],
  ])('is refused with %s', (_, lines, sentence) => {
    expect(() => updateChanges(changelog(lines), '1.1.0')).toThrow(sentence);
  });

  it('stands in the changelog for this version, in Khmer too', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../../CHANGELOG.md'), 'utf8');
    const changes = Object.values(updateChanges(text, manifest.version)).flat();
    expect(changes.length).toBeGreaterThan(2);
    expect(changes.filter(({ km }) => !hasKhmer(km ?? ''))).toEqual([]);
  });
});
