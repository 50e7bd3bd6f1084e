import { createHash } from 'node:crypto';
import type { AgreementProtocol } from '../../domain/series/agreement';
import type { Figure } from '../../domain/series/figure';
import type { Reporting } from '../../domain/series/reporting';
import { inModule } from './content-ids';
import type { AgreementFile } from '../schemas/agreement-schema';
import { SOURCE_LANGUAGE } from '../../domain/text/language';
import { compareText } from '../../domain/text/compare-text';

/**
 * A protocol with its version: SHA-256 over its clauses, with their figures, and checks as JSON with sorted keys. A
 * change of introduction or provenance doesn't require a new agreement; a change of the clauses or checks does.
 */
export function compileAgreement(
  { id, title, provenance, introduction, ...file }: AgreementFile,
  figures: ReadonlyMap<string, Figure>,
): AgreementProtocol {
  const clauses = file.clauses.map(({ figure: figureId, ...clause }) => {
    const figure = figures.get(figureId ?? '');
    return { ...clause, ...(figure ? { figure } : {}) };
  });
  const checks = file.checks.map(({ id, scenario, options }) => ({
    id,
    scenario,
    options: options.map((option) => ({ ...option, feedback: option.feedback ?? '' })),
  }));
  const version = createHash('sha256').update(canonicalJson({ clauses, checks })).digest('hex');
  return { id, title, provenance, introduction, clauses, checks, version, language: SOURCE_LANGUAGE };
}

/** How a concern is reported, as the file of a module's protocol says it. */
export function compileReporting(
  { helpline, danger, today, reporting, reportingSection }: AgreementFile,
  moduleId: string,
): Reporting {
  return {
    moduleId,
    ...(reportingSection === undefined ? {} : { sectionId: inModule(moduleId, reportingSection) }),
    helpline,
    danger,
    today,
    steps: reporting,
  };
}

/** JSON whose object keys are sorted, so that the order of fields in a file doesn't matter. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)));
  });
}
