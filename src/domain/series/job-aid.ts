import type { Language } from '../text/language';
import type { Citation } from './citation';
import type { DecisionFigure } from './figure';

/** What a job aid is: a list to go through, a filled model on invented facts, or the outline of a longer paper. */
export const JOB_AID_KINDS = ['checklist', 'model', 'outline'] as const;

export type JobAidKind = (typeof JOB_AID_KINDS)[number];

/**
 * How the items of a part are set: boxes to tick, numbered steps, points, paragraphs of a model text, or labels with a
 * line to write on.
 */
export const JOB_AID_STYLES = ['checks', 'steps', 'points', 'text', 'lines'] as const;

export type JobAidStyle = (typeof JOB_AID_STYLES)[number];

/** A part of a job aid under one heading, with the section that teaches it. */
export interface JobAidPart {
  readonly heading: string;
  readonly style: JobAidStyle;
  /** Plain text. */
  readonly items: readonly string[];
  /** Questions after the items. */
  readonly decision?: DecisionFigure;
  /** Section of the same module. */
  readonly sectionId: string;
  /** Places in the sources; may be empty where the section alone carries it. */
  readonly citations: readonly Citation[];
}

/** The one page that a module ends in, to take to work. The project writes it from the module's text. */
export interface JobAid {
  readonly kind: JobAidKind;
  readonly language: Language;
  readonly title: string;
  /** When it is used, in a sentence. */
  readonly purpose: string;
  readonly parts: readonly JobAidPart[];
}

/** What leads to a job aid. */
export type JobAidOutline = Pick<JobAid, 'kind' | 'title'>;
