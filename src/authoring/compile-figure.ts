import type { Figure } from '../domain/figure';
import type { FigureSource } from './series-source';

/** A figure as the app draws it; its id is its file's name. */
export function compileFigure({ id, entry }: FigureSource): Figure {
  return { ...entry.value, id };
}
