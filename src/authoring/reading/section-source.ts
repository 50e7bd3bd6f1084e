import type { Token } from 'markdown-it';
import type { Citation } from '../../domain/series/citation';
import type { SectionHead } from '../schemas/module-schema';
import type { Setting } from '../markdown/settings-rule';
import type { Entry } from './entries';

/** Something with the file's line it stands on. */
export interface Located<T> {
  readonly value: T;
  readonly line: number;
}

/** A stretch of a section under one heading, before rendering. */
export interface BlockSource {
  /** Local id; `opening` for what stands before the first heading. */
  readonly id: string;
  readonly heading: string;
  readonly line: number;
  readonly tokens: Token[];
  /** Ids of the figures that stand in it, in order. */
  readonly figureIds: readonly string[];
}

/** A section's file, read: its text parsed, everything that it refers to listed with lines. */
export interface SectionSource {
  readonly file: string;
  readonly head: Entry<SectionHead>;
  readonly blocks: readonly BlockSource[];
  readonly citations: readonly Located<Citation>[];
  /** Ids of the terms that links lead to. */
  readonly terms: readonly Located<string>[];
  /** Ids of the figures that are placed. */
  readonly figures: readonly Located<string>[];
  readonly settings: readonly Located<Setting>[];
  /** The text as a reader sees it, in stretches of at most a line, tables apart. */
  readonly prose: readonly Located<string>[];
  readonly cells: readonly Located<string>[];
  /** Words of the prose: what the bounds of the guide are about. */
  readonly proseWords: number;
  /** All words, tables included: what reading times rest on. */
  readonly words: number;
  /** Line of the first line of text. */
  readonly bodyLine: number;
}

/** Local id of the block before the first heading. */
export const OPENING_BLOCK_ID = 'opening';
