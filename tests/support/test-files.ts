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

/** End-to-end files of the first half: a walk through every feature. What goes deeper or breaks something is `more`. */
const WALKS: ReadonlySet<string> = new Set(
  [
    'certificates/exports',
    'certificates/group',
    'certificates/record-of-learning',
    'certificates/verify',
    'interface/khmer',
    'interface/report-a-concern',
    'interface/touch',
    'learners/learners',
    'learners/records',
    'learners/snapshots',
    'notes/highlights',
    'notes/notebook',
    'protection/protection-elsewhere',
    'study/article-index',
    'study/handout',
    'study/job-aid',
    'study/journey',
    'study/khmer-course',
    'study/quiz',
    'study/recordings',
    'study/review',
    'study/safeguarding-gate',
    'study/search',
    'study/sources',
  ].map((name) => `tests/e2e/${name}.test.ts`),
);

/** Other files of the second half, beside pictures and properties: each takes over five seconds on an idle machine. */
const LONG: ReadonlySet<string> = new Set(
  [
    'browser/stores/record/modules-run',
    'unit/main/certificate/certificate-fitting',
    'unit/main/certificate/certificate-typesetting',
    'unit/main/certificate/notebook',
    'unit/main/credential/verified-pdfs',
    'unit/main/group/stick',
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

/** The half that runs a file of a project. */
export function halfOf(project: Project, file: string): Half {
  switch (project) {
    case 'packages':
    case 'electron':
    case 'faults':
    case 'khmer':
      return 'more';
    case 'browser-host':
    case 'desktop-host':
      return WALKS.has(file) ? 'first' : 'more';
    default:
      return /[.-](?:properties|pictures)\.test\.ts$/u.test(file) || LONG.has(file) ? 'more' : 'first';
  }
}

/** The test files of a project, in order, from the root on: those of a half, or all. */
export function filesOf(project: Project, half: Half | null = HALF): string[] {
  const { folder, only, except }: { folder: string; only?: RegExp; except?: RegExp } = PROJECTS[project];
  return testFilesIn(`tests/${folder}`).filter(
    (file) => (only?.test(file) ?? true) && !except?.test(file) && (half === null || halfOf(project, file) === half),
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

/** The files that the lists above name. */
export const LISTED: readonly string[] = [...WALKS, ...LONG];
