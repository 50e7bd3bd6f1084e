import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the pictures in that of the pages. */
export const PICTURES = 'pictures';

/** The screen on which a part of the interface's texts stands, where it isn't the one of the part's own name. */
const SCREENS: Readonly<Record<string, string>> = {
  articleIndex: 'articles',
  figures: 'diversion-figure-diversion-timeline',
  focalPoint: 'participation-and-safeguarding-safeguarding',
  highlights: 'diversion-six-safeguards',
  jobAid: 'diversion-job-aid',
  languages: 'first-run',
  learners: 'first-run',
  firstRun: 'first-run',
  lock: 'pin',
  module: 'diversion',
  nextStep: 'home',
  progressReport: 'progress-report',
  protection: 'pin',
  quiz: 'diversion-quiz',
  recoveryCode: 'pin',
  removal: 'remove-learner',
  search: 'look-up',
  section: 'diversion-six-safeguards',
  shell: 'home',
  snapshots: 'records',
  translation: 'home',
  weekdays: 'home',
};

/**
 * Name of the picture of the screen or paper on which a text stands; there may be none of it. Menus and dialogs of the
 * desktop have none.
 */
export function pictureOf(key: string): string {
  const [file = '', place = ''] = key.split('#');
  const top = place.split('/')[0] ?? '';
  if (file.startsWith('locales/')) return SCREENS[top] ?? top;
  if (file === 'paper/texts.json') return 'certificate';
  if (file === 'paper/record-texts.json') return 'record-of-learning';
  if (file.endsWith('/agreement.km.yaml') && top === 'reporting') return 'reporting';
  if (file === 'glossary.km.yaml') return 'glossary';
  if (file === 'series.km.yaml') return 'home';
  const [, module = '', inside = ''] = /^\d\d-([^/]+)\/(.+)$/u.exec(file) ?? [];
  if (inside === 'module.km.yaml') return module;
  const section = /^sections\/\d\d-(.+)\.km\.md$/u.exec(inside)?.[1];
  if (section !== undefined) return `${module}-${section}`;
  return `${module}-${inside.replace(/^figures\//u, 'figure-').replace(/\.km\.yaml$/u, '')}`;
}

/** The pictures that a folder has, as `data:` addresses by their names: a page shows them without a second file. */
export function picturesIn(folder: string, names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = [...names].flatMap((name): readonly (readonly [string, string])[] =>
    KINDS.flatMap(([ending, type]) => {
      const path = join(folder, `${name}.${ending}`);
      return existsSync(path) ? [[name, `data:${type};base64,${readFileSync(path, 'base64')}`] as const] : [];
    }),
  );
  return new Map(found);
}

const KINDS = [
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
] as const;
