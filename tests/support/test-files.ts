import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IN_EVERY_RUN, WHOLE } from '../faults/support/sample';

/**
 * Which test files a project of Vitest or Playwright runs, and in which of two halves: `npm test`, what is run before
 * every commit, and `npm run test:more`, what is run before anything lands.
 */

/** `npm test` and `npm run test:more`. */
export const HALVES = ['first', 'more'] as const;
/** One of the halves. */
export type Half = (typeof HALVES)[number];

/** The half that `scripts/test.ts` runs; null where a command runs a project whole, or the files that it names. */
export const HALF = HALVES.find((half) => half === process.env['TEST_HALF']) ?? null;

/**
 * The tag of the end-to-end tests of the first half: one walk through every feature. What goes deeper or breaks
 * something is `more`, be it in the same file.
 */
export const WALK = /@walk\b/u;

/**
 * Other files of the second half, beside pictures and properties: those that take over five seconds on an idle machine,
 * and that attack, end processes, or meet other programs. Of what they go deeper into a shorter file is in the first.
 */
const LONG: ReadonlySet<string> = new Set(
  [
    'browser/faults/learner-file-refused',
    'browser/faults/round-trip',
    'browser/features/notes/editing-while-narrowed',
    'browser/features/notes/text-limit',
    'browser/storage/transfer/merge-laws',
    'browser/stores/record/modules-run',
    'browser/stores/session/journal-ahead',
    'browser/stores/session/opened-elsewhere',
    'main/browser-host-start',
    'main/certificate-on-either-host',
    'main/foreign-page',
    'main/hostile-pdf',
    'main/khmer-desk-page',
    'main/launch',
    'main/learning-locker',
    'main/second-start',
    'main/unusable-data-folder',
    'unit/authoring/translating/outdated-protocol',
    'unit/main/certificate/certificate-fitting',
    'unit/main/certificate/certificate-typesetting',
    'unit/main/certificate/job-aid',
    'unit/main/certificate/notebook',
    'unit/main/certificate/record-of-learning',
    'unit/main/credential/foreign-credential',
    'unit/main/credential/hostile-credential',
    'unit/main/credential/paper-files',
    'unit/main/credential/picture-codes',
    'unit/main/credential/rewritten-credential',
    'unit/main/credential/verified-pdfs',
    'unit/main/group/stick',
    'unit/main/hosts/folder-lock',
    'unit/main/snapshots/snapshot-damage',
    'unit/packaging/smoke-start',
  ].map((name) => `tests/${name}.test.ts`),
);

/** The projects of both runners: the folder whose test files each takes, and which of them. */
const PROJECTS = {
  unit: { folder: 'unit' },
  browser: { folder: 'browser' },
  main: { folder: 'main' },
  packages: { folder: 'packages' },
  'browser-host': { folder: 'e2e', except: /\/(?:desktop-host[-a-z]*|electron|journey)\.test\.ts$/u },
  // The same files: what of them is walked in Khmer too (`inBothLanguages`).
  khmer: { folder: 'e2e', except: /\/hosts\/|\/journey\.test\.ts$/u },
  // `DESKTOP_HOST=whole` runs all ways through the app there that don't need what only the browser host has, e.g.
  // downloads (`@browser-host`).
  'desktop-host': {
    folder: 'e2e',
    only:
      process.env['DESKTOP_HOST'] === 'whole'
        ? /\/(?:desktop-host[-a-z]*|journey|accessibility|handout|keyboard|protection-lock|quiz)\.test\.ts$/u
        : /\/(?:desktop-host[-a-z]*|journey)\.test\.ts$/u,
  },
  electron: { folder: 'e2e', only: /\/(?:journey|electron)\.test\.ts$/u },
  faults: { folder: 'faults', only: WHOLE ? /./u : new RegExp(`/(?:${IN_EVERY_RUN.join('|')})\\.test\\.ts$`, 'u') },
} satisfies Readonly<Record<string, { folder: string; only?: RegExp; except?: RegExp }>>;

/** A project of Vitest or Playwright. */
export type Project = keyof typeof PROJECTS;
/** All of them. */
export const PROJECT_NAMES = Object.keys(PROJECTS) as readonly Project[];

const root = resolve(import.meta.dirname, '../..');

/** The halves that run a file of a project: both where the tests of a file have the tag of the first, or not. */
function halvesOf(project: Project, file: string): readonly Half[] {
  switch (project) {
    case 'packages':
    case 'electron':
    case 'faults':
    case 'khmer':
      return ['more'];
    case 'browser-host':
    case 'desktop-host':
      return HALVES;
    default:
      return [/[.-](?:properties|pictures)\.test\.ts$/u.test(file) || LONG.has(file) ? 'more' : 'first'];
  }
}

/** The test files of a project, in order, from the root on: those of a half, or all. */
export function filesOf(project: Project, half: Half | null = HALF): string[] {
  const { folder, only, except }: { folder: string; only?: RegExp; except?: RegExp } = PROJECTS[project];
  return testFilesIn(`tests/${folder}`).filter(
    (file) =>
      (only?.test(file) ?? true) && !except?.test(file) && (half === null || halvesOf(project, file).includes(half)),
  );
}

/** The projects of `among` that have files in a half. */
export function projectsOf<Name extends Project>(among: readonly Name[], half: Half): readonly Name[] {
  return among.filter((project) => filesOf(project, half).length > 0);
}

/** All test files under a folder, from the root on, in order. */
export function testFilesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}

/** The files that the list above names. */
export const LISTED: readonly string[] = [...LONG];
