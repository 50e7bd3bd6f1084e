import type { Entry } from './entries';
import type { Problem } from './problem';
import type { SeriesCard } from '../schemas/card-schemas';
import type { SeriesFiles } from './series-files';

const TOP_LEVEL = [
  'series.yaml',
  'sources.yaml',
  'glossary.yaml',
  'series.km.yaml',
  'glossary.km.yaml',
  'translation.km.yaml',
  'ids.lock',
  'REVIEW.md',
  'README.md',
];

/** A section's path inside its module's folder; the two digits give the order. */
export const SECTION_FILE = /^sections\/\d\d-[a-z0-9-]+\.en\.md$/u;

const IN_MODULE = [
  /^(?:module|quiz|agreement|job-aid)(?:\.km)?\.yaml$/u,
  SECTION_FILE,
  /^sections\/\d\d-[a-z0-9-]+\.km\.md$/u,
  /^figures\/[a-z0-9-]+(?:\.km)?\.yaml$/u,
  // Working papers of the authors; the app reads none of them.
  /^(sources|glossary)\.fragment\.yaml$/u,
  /^review\.fragment\.md$/u,
];

/** Files that nothing reads: otherwise a section with a misspelt name would be missing without a report. */
export function layoutProblems(files: SeriesFiles, card: Entry<SeriesCard>): readonly Problem[] {
  const folders = new Set(card.value.modules);
  const problems: Problem[] = [];
  const report = (file: string, message: string): void => {
    problems.push({ file, line: 1, rule: 'layout', message });
  };
  for (const file of files.keys()) {
    const [folder = '', ...rest] = file.split('/');
    const inside = rest.join('/');
    const isRead = inside === '' ? TOP_LEVEL.includes(file) : IN_MODULE.some((pattern) => pattern.test(inside));
    if (inside !== '' && !folders.has(folder))
      report(file, `The folder “${folder}” isn’t listed under “modules” in series.yaml.`);
    else if (!isRead) report(file, 'Nothing reads this file. Check its name against docs/authoring.md.');
  }
  return problems;
}
