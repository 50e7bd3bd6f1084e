import type { Entry } from '../reading/entries';
import type { ModuleSource, SeriesSource } from '../reading/series-source';
import type { YamlPath } from '../reading/yaml-document';

/** A text that an author wrote, with its place. */
export interface WrittenText {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** Every text field of the series' YAML files, sources apart (their titles are not the project's words). These are plain text, not Markdown. */
export function fieldTexts(series: SeriesSource): readonly WrittenText[] {
  return [series.card, ...series.terms, ...series.modules.flatMap(moduleEntries)].flatMap(textsOf);
}

/** The prose of every section, in stretches of at most one line of the file. */
export function proseTexts(series: SeriesSource): readonly WrittenText[] {
  return series.modules.flatMap((module) =>
    module.sections.flatMap((section) => [
      { text: section.head.value.title, file: section.file, line: section.head.line('title') },
      ...section.blocks.map((block) => ({ text: block.heading, file: section.file, line: block.line })).slice(1),
      ...[...section.prose, ...section.cells].map((stretch) => ({
        text: stretch.value,
        file: section.file,
        line: stretch.line,
      })),
    ]),
  );
}

function moduleEntries(module: ModuleSource): readonly Entry<unknown>[] {
  return [
    module.card,
    ...module.figures.map((figure) => figure.entry),
    ...module.questions,
    ...(module.agreement ? [module.agreement] : []),
  ];
}

function textsOf({ value, file, line }: Entry<unknown>): readonly WrittenText[] {
  const texts: WrittenText[] = [];
  const visit = (part: unknown, path: YamlPath): void => {
    if (typeof part === 'string') texts.push({ text: part, file, line: line(...path) });
    else if (Array.isArray(part))
      part.forEach((item: unknown, index) => {
        visit(item, [...path, index]);
      });
    else if (typeof part === 'object' && part !== null)
      for (const [key, item] of Object.entries(part)) visit(item, [...path, key]);
  };
  visit(value, []);
  return texts;
}
