/** One row of a plot: what it is of, what its number says, and how it is drawn. */
export interface PlotRow<Place = string> {
  readonly key: string;
  readonly label: string;
  /** Where the label leads. */
  readonly to?: Place;
  readonly text: string;
  /** Where the bar ends, 0-1 of the width; null draws nothing. */
  readonly share: number | null;
  /** Where it begins, 0-1. */
  readonly from?: number;
  /** A mark across the bar, 0-1. */
  readonly mark?: number | null;
  /** Drawn as what isn't finished. */
  readonly isQuiet?: boolean;
}
