/** Data of a figure; each kind has a component that draws it. Texts are short: they must fit at 12 px or more. */
export type Figure =
  TimelineFigure | BarsFigure | CycleFigure | LadderFigure | PathwayFigure | TreeFigure | DecisionFigure;

interface FigureBase {
  /** Unique in the module. */
  readonly id: string;
  readonly title: string;
  /** The same information in words, for those who can't see the drawing. */
  readonly description: string;
  /** e.g. `CRC, art. 45`. */
  readonly source: string;
}

interface Titled {
  readonly title: string;
  readonly detail?: string | undefined;
}

/** Events in time, oldest first. */
export interface TimelineFigure extends FigureBase {
  readonly kind: 'timeline';
  readonly items: readonly (Titled & { readonly date: string })[];
}

/** Quantities by category. */
export interface BarsFigure extends FigureBase {
  readonly kind: 'bars';
  readonly unit: string;
  readonly items: readonly { readonly label: string; readonly value: number }[];
}

/** Steps that form a cycle. */
export interface CycleFigure extends FigureBase {
  readonly kind: 'cycle';
  readonly items: readonly Titled[];
}

/** Degrees from the lightest to the gravest, lightest first. */
export interface LadderFigure extends FigureBase {
  readonly kind: 'ladder';
  readonly items: readonly Titled[];
}

/** Stages of a pathway, each with its exits. */
export interface PathwayFigure extends FigureBase {
  readonly kind: 'pathway';
  readonly items: readonly (Titled & { readonly exits: readonly string[] })[];
}

/** A root with branches, each with leaves. */
export interface TreeFigure extends FigureBase {
  readonly kind: 'tree';
  readonly root: string;
  readonly items: readonly (Titled & { readonly leaves: readonly string[] })[];
}

/** A question of a decision, or where it ends: its words, and short notes to them. */
export interface DecisionPoint {
  readonly title: string;
  readonly notes: readonly string[];
}

/** Questions that are answered with yes or no, until an answer ends them. */
export interface DecisionFigure extends FigureBase {
  readonly kind: 'decision';
  /** In order; an answer leads to an end, or to a later question by its number, from 1. */
  readonly items: readonly (DecisionPoint & {
    readonly yes: DecisionPoint | number;
    readonly no: DecisionPoint | number;
  })[];
}
