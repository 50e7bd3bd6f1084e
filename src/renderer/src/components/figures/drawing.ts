/** Colours of a drawing, each a variable of `tokens.css`. */
export type Tone = 'ink' | 'quiet' | 'accent' | 'rule';

/** One line of text; `y` is its baseline, in px. */
export interface TextLine {
  readonly text: string;
  readonly y: number;
}

/** A paragraph for drawing, broken into lines. All lengths in CSS px of the drawing. */
export interface TextBlock {
  /** Where lines start (`start`), centre (`middle`) or end (`end`). */
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly top: number;
  /** Widest line. */
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly weight: 400 | 600;
  readonly tone: Tone;
  readonly lines: readonly TextLine[];
}

/** A line, straight or curved, as an SVG path. */
export interface Stroke {
  readonly path: string;
  readonly tone: Tone;
  readonly width: number;
}

/** A dot that marks an event or step. An open dot shows the paper through it. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly open: boolean;
}

/** What one figure draws, in CSS px, painted in the order strokes, dots, texts. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly Stroke[];
  readonly dots: readonly Dot[];
  readonly texts: readonly TextBlock[];
}

/** A drawing of the given parts; missing parts are empty. */
export function drawing(parts: Pick<Drawing, 'width' | 'height'> & Partial<Drawing>): Drawing {
  return { strokes: [], dots: [], texts: [], ...parts };
}
