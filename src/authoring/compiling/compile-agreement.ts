import { createHash } from 'node:crypto';
import type { AgreementProtocol } from '../../domain/series/agreement';
import type { AgreementFile } from '../schemas/agreement-schema';
import { SOURCE_LANGUAGE } from '../../domain/text/language';
import { compareText } from '../../domain/text/compare-text';

/**
 * A protocol with its version: SHA-256 over its clauses and checks as JSON with sorted keys. A change of introduction,
 * provenance or reporting doesn't require a new agreement; a change of the clauses or checks does.
 */
export function compileAgreement({ reportingSection: _, ...file }: AgreementFile): AgreementProtocol {
  const checks = file.checks.map(({ id, scenario, options }) => ({
    id,
    scenario,
    options: options.map((option) => ({ ...option, feedback: option.feedback ?? '' })),
  }));
  const version = createHash('sha256')
    .update(canonicalJson({ clauses: file.clauses, checks }))
    .digest('hex');
  return { ...file, checks, version, language: SOURCE_LANGUAGE };
}

/** JSON whose object keys are sorted, so that the order of fields in a file doesn't matter. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)));
  });
}
