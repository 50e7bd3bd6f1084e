import type { ContentStandards } from './content-standards';
import type { Problem } from '../reading/problem';
import type { DecisionFile, FigureFile } from '../schemas/figure-schema';
import type { YamlPath } from '../reading/yaml-document';
import { everyModule } from './rule';

/** An answer of a decision that ends it. */
type DecisionEndFile = Exclude<DecisionFile['items'][number]['yes'], number>;

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

function textsOf(figure: FigureFile, standards: ContentStandards): readonly FigureText[] {
  if (figure.kind === 'decision') return decisionTexts(figure, standards);
  const { figureTitle, figureDetail } = standards;
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

function decisionTexts({ items }: DecisionFile, { decisionText }: ContentStandards): readonly FigureText[] {
  const texts = ({ title, notes }: DecisionFile['items'][number] | DecisionEndFile, path: YamlPath): FigureText[] => [
    { text: title, path: [...path, 'title'], most: decisionText },
    ...notes.map((text, place) => ({ text, path: [...path, 'notes', place], most: decisionText })),
  ];
  return items.flatMap((item, index) => [
    ...texts(item, ['items', index]),
    ...(['yes', 'no'] as const).flatMap((answer) => {
      const to = item[answer];
      return typeof to === 'number' ? [] : texts(to, ['items', index, answer]);
    }),
  ]);
}

/** Rule `decision`: every answer leads to a later question that there is, so that the questions end. */
export const decisions = everyModule(({ figures }) =>
  figures.flatMap(({ entry: { value, file, line } }) =>
    value.kind !== 'decision'
      ? []
      : value.items.flatMap((item, index) =>
          (['yes', 'no'] as const).flatMap((answer): readonly Problem[] => {
            const to = item[answer];
            if (typeof to !== 'number' || (to > index + 1 && to <= value.items.length)) return [];
            const message = `“${answer}” leads to question ${to}; it should lead to a later one of the ${value.items.length}, or to an end.`;
            return [{ file, line: line('items', index, answer), rule: 'decision', message }];
          }),
        ),
  ),
);

function unusableValues(figure: FigureFile): readonly number[] {
  if (figure.kind !== 'bars') return [];
  return figure.items.flatMap(({ value }, index) => (Number.isFinite(value) && value >= 0 ? [] : [index]));
}
