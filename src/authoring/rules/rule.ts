import type { ContentStandards } from './content-standards';
import type { Problem } from '../reading/problem';
import type { ModuleSource, SeriesSource } from '../reading/series-source';

/** A rule over the whole series. */
export type SeriesRule = (series: SeriesSource, standards: ContentStandards) => readonly Problem[];

/** A rule over one module. */
export type ModuleRule = (module: ModuleSource, standards: ContentStandards) => readonly Problem[];

/** Makes a series rule of a rule over one module. */
export function everyModule(rule: ModuleRule): SeriesRule {
  return (series, standards) => series.modules.flatMap((module) => rule(module, standards));
}
