import type { BaseIssue } from 'valibot';
import type { YamlPath } from './yaml-document';

/** Path of an issue: keys and indexes. */
export function issuePath(issue: BaseIssue<unknown>): YamlPath {
  const steps: (string | number)[] = [];
  for (const item of issue.path ?? []) {
    if (typeof item.key === 'string' || typeof item.key === 'number') steps.push(item.key);
  }
  return steps;
}

/** A schema issue in words for people who don't program: which field, and what it should be. */
export function plainIssue(issue: BaseIssue<unknown>): string {
  const path = issuePath(issue);
  const name = path.length > 0 ? `“${path.map(String).join(' › ')}”` : 'This';
  if (issue.kind === 'validation') return `${name}: ${issue.message}`;
  if (issue.expected === 'never') {
    // `{ text: who, when }`: the comma ends the text and the rest becomes a field of its own.
    const cut = /\s/u.test(String(path.at(-1)));
    return `${name} is not a known field here. ${cut ? 'A text with a comma or a colon needs quotation marks.' : 'Check its spelling.'}`;
  }
  if (issue.received === 'undefined') return `${name} is missing${choices(issue.expected)}.`;
  if (issue.received === 'null') return `${name} is empty.`;
  return `${name} must be ${expectation(issue)}, not ${issue.received}.`;
}

function choices(expected: string | null): string {
  return expected?.includes('|') && expected.includes('"') ? `; it is one of ${list(expected)}` : '';
}

function list(expected: string): string {
  return expected.replace(/[()"]/gu, '').split(' | ').join(', ');
}

function expectation(issue: BaseIssue<unknown>): string {
  switch (issue.type) {
    case 'string':
    case 'union':
      return 'text (put it in quotation marks)';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list (each entry after a hyphen)';
    case 'strict_object':
    case 'object':
      return 'a group of named fields';
    case 'picklist':
    case 'variant':
    case 'literal':
      return `one of ${list(issue.expected ?? '')}`;
    default:
      return issue.expected ?? 'something else';
  }
}
