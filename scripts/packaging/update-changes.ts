import * as v from 'valibot';
import { updateChangesSchema, type UpdateChanges } from '../../src/contract/update';

/** Heading below a version of `CHANGELOG.md` whose lines members see before and after an update. */
const HEADING = 'Shown to members';
const KINDS: Readonly<Record<string, keyof UpdateChanges>> = {
  'Course, corrected': 'courseCorrected',
  'Course, added': 'courseAdded',
  App: 'appNew',
};
/** A change with what it belongs to, and the same in Khmer on a line below it. */
const CHANGE = /^- (?<kind>[^:]+): (?<text>.+)$/u;
const KHMER = /^ {2}- km: (?<text>.+)$/u;

/**
 * What a version changed, from the changelog: lines as `- App: A table of your group.` below `### Shown to members`,
 * each with `  - km: …` where it is translated.
 * @throws Error that names the line, or the limit of `update.json` that is passed; and where the version has no such
 * list
 */
export function updateChanges(changelog: string, version: string): UpdateChanges {
  const changes: Record<keyof UpdateChanges, { en: string; km?: string }[]> = {
    courseCorrected: [],
    courseAdded: [],
    appNew: [],
  };
  let last: { en: string; km?: string } | null = null;
  for (const line of shownLines(changelog, version)) {
    const khmer = KHMER.exec(line)?.groups?.['text'];
    if (khmer !== undefined && last && last.km === undefined) {
      last.km = khmer;
      continue;
    }
    const { kind = '', text } = CHANGE.exec(line)?.groups ?? {};
    const list = KINDS[kind];
    if (text === undefined || list === undefined)
      throw new Error(`CHANGELOG.md, ${version}: “${line}” isn't ${Object.keys(KINDS).join(', ')} or “  - km: …”.`);
    last = { en: text };
    changes[list].push(last);
  }
  if (last === null) throw new Error(`CHANGELOG.md has no “${HEADING}” with a line for ${version}.`);
  const checked = v.safeParse(updateChangesSchema, changes);
  if (!checked.success)
    throw new Error(`CHANGELOG.md, ${version}: ${checked.issues.map(({ message }) => message).join(' ')}`);
  return checked.output;
}

/** The lines below the heading, each whole again where Prettier wrapped it. */
function shownLines(changelog: string, version: string): string[] {
  const ofVersion = changelog.split(/^## /mu).find((part) => part.startsWith(`[${version}]`)) ?? '';
  const section = ofVersion.split(/^### /mu).find((part) => part.startsWith(`${HEADING}\n`)) ?? '';
  const whole = section.slice(HEADING.length).replaceAll(/\n +(?!- )(?=\S)/gu, ' ');
  return whole.split('\n').filter((line) => line.trim() !== '');
}
