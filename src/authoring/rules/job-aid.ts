import { parseCitations } from '../markdown/citations';
import type { Problem } from '../reading/problem';
import { everyModule } from './rule';

/**
 * Rule `job-aid`: every module ends in one page, as long as a page holds, and the page says nothing that the module
 * doesn't: each part names the section that teaches it, and cites only what the module's text cites.
 */
export const jobAids = everyModule(({ folder, card, sections, jobAid }, { jobAidWords }): readonly Problem[] => {
  if (!jobAid) {
    if (jobAidWords.least === 0) return [];
    const message = `The module ends in no page to take along: ${folder}/job-aid.yaml is missing.`;
    return [{ file: card.file, line: 1, rule: 'job-aid', message }];
  }
  const { value, file, line } = jobAid;
  const problems: Problem[] = [];
  const report = (at: number, message: string): void => {
    problems.push({ file, line: at, rule: 'job-aid', message });
  };
  const words = [value.title, value.purpose, ...value.parts.flatMap(({ heading, items }) => [heading, ...items])]
    .join(' ')
    .split(/\s+/u).length;
  if (words < jobAidWords.least || words > jobAidWords.most)
    report(1, `The page has ${words} words; ${jobAidWords.least} to ${jobAidWords.most} fit one page.`);
  const taught = new Set(sections.map(({ head }) => head.value.id));
  const cited = new Set(sections.flatMap(({ citations }) => citations.map((citation) => citation.value.sourceId)));
  value.parts.forEach(({ section, source }, index) => {
    if (!taught.has(section))
      report(line('parts', index, 'section'), `There is no section “${section}” in ${folder}/sections.`);
    if (source === undefined) return;
    const citations = parseCitations(source);
    if (!citations)
      report(
        line('parts', index, 'source'),
        `“${source}” is not a citation. Write it like “@crc art. 4; @gc24 para. 15”.`,
      );
    for (const { sourceId } of citations ?? []) {
      if (!cited.has(sourceId))
        report(line('parts', index, 'source'), `No section of this module cites “${sourceId}”.`);
    }
  });
  return problems;
});
