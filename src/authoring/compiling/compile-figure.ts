import type { Figure } from '../../domain/series/figure';
import type { Source } from '../../domain/series/citation';
import { parseCitations } from '../markdown/citations';
import type { FigureSource } from '../reading/series-source';

/** A figure as the app draws it; its id is its file's name. A source written as citations (`@gc24 para. 90`) is put in words as the text does it. */
export function compileFigure({ id, entry }: FigureSource, sources: ReadonlyMap<string, Source>): Figure {
  return { ...entry.value, id, source: inWords(entry.value.source, sources) };
}

function inWords(source: string, sources: ReadonlyMap<string, Source>): string {
  const citations = parseCitations(source);
  if (!citations) return source;
  return citations
    .map(({ sourceId, locator }) =>
      [sources.get(sourceId)?.short ?? sourceId, locator].filter((part) => part !== '').join(', '),
    )
    .join('; ');
}
