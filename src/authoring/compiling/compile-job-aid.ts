import type { JobAid } from '../../domain/series/job-aid';
import type { DecisionFigure, Figure } from '../../domain/series/figure';
import { parseCitations } from '../markdown/citations';
import type { JobAidFile } from '../schemas/job-aid-schema';
import { inModule } from './content-ids';

/** A module's job aid as the app shows and prints it. */
export function compileJobAid(
  { parts, ...file }: JobAidFile,
  moduleId: string,
  figures: ReadonlyMap<string, Figure>,
): JobAid {
  return {
    ...file,
    parts: parts.map(({ heading, style, section, source, items, decision }) => ({
      heading,
      style,
      items,
      ...decisionOf(figures.get(decision ?? '')),
      sectionId: inModule(moduleId, section),
      citations: parseCitations(source ?? '') ?? [],
    })),
  };
}

function decisionOf(figure: Figure | undefined): { readonly decision?: DecisionFigure } {
  return figure?.kind === 'decision' ? { decision: figure } : {};
}
