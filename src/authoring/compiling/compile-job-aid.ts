import type { JobAid } from '../../domain/series/job-aid';
import { parseCitations } from '../markdown/citations';
import type { JobAidFile } from '../schemas/job-aid-schema';
import { inModule } from './content-ids';

/** A module's job aid as the app shows and prints it. */
export function compileJobAid({ parts, ...file }: JobAidFile, moduleId: string): JobAid {
  return {
    ...file,
    parts: parts.map(({ heading, style, section, source, items }) => ({
      heading,
      style,
      items,
      sectionId: inModule(moduleId, section),
      citations: parseCitations(source ?? '') ?? [],
    })),
  };
}
