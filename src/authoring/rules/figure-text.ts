import type { ContentStandards } from './content-standards';
import type { Problem } from '../reading/problem';
import type { FigureFile } from '../schemas/figure-schema';
import type { YamlPath } from '../reading/yaml-document';
import { everyModule } from './rule';

interface FigureText {
  readonly text: string;
  readonly path: YamlPath;
  /** Most characters that fit the drawing. */
  readonly most: number;
}

/**
 * Rules `figure-text` and `figure-values`: texts fit at 12 px or more, and quantities are numbers that can be drawn.
 */
export const figureTexts = everyModule(({ figures }, standards) =>
  figures.flatMap(({ entry: { value, file, line } }) => [
    ...textsOf(value, standards).flatMap(({ text, path, most }): readonly Problem[] => {
      const length = [...text].length;
      if (length <= most) return [];
      const message = `“${text.slice(0, 30)}…” has ${length} characters; the drawing has room for ${most}.`;
      return [{ file, line: line(...path), rule: 'figure-text', message }];
    }),
    ...unusableValues(value).map((index) => ({
      file,
      line: line('items', index, 'value'),
      rule: 'figure-values',
      message: 'A bar’s value is a finite number of at least 0.',
    })),
  ]),
);

function textsOf(figure: FigureFile, { figureTitle, figureDetail }: ContentStandards): readonly FigureText[] {
  const texts: FigureText[] = figure.kind === 'tree' ? [{ text: figure.root, path: ['root'], most: figureTitle }] : [];
  figure.items.forEach((item, index) => {
    const add = (field: string, text: string | undefined, most: number, ...rest: YamlPath): void => {
      if (text !== undefined) texts.push({ text, path: ['items', index, field, ...rest], most });
    };
    if ('label' in item) add('label', item.label, figureTitle);
    if ('title' in item) {
      add('title', item.title, figureTitle);
      add('detail', item.detail, figureDetail);
    }
    if ('date' in item) add('date', item.date, figureTitle);
    if ('exits' in item)
      item.exits.forEach((text, place) => {
        add('exits', text, figureDetail, place);
      });
    if ('leaves' in item)
      item.leaves.forEach((text, place) => {
        add('leaves', text, figureDetail, place);
      });
  });
  return texts;
}

function unusableValues(figure: FigureFile): readonly number[] {
  if (figure.kind !== 'bars') return [];
  return figure.items.flatMap(({ value }, index) => (Number.isFinite(value) && value >= 0 ? [] : [index]));
}
