import type { SignedField } from '../../../contract/credential';
import { isObject } from '../../../domain/json/json-value';
import { achievementId, type ReadCredential } from './credential-document';
import type { PaperFacts, PaperText } from './paper-code';

/** Every field of an own credential, in the order in which a reader compares them with the page. */
export function ownFields({ document, evidence }: ReadCredential): SignedField[] {
  const field = (name: string, value: string | number, detail: string | number = ''): SignedField => ({
    name,
    detail: String(detail),
    value: String(value),
  });
  return [
    ...(document.learner.latinName ? [field('name', document.learner.latinName)] : []),
    ...(document.learner.khmerName ? [field('khmerName', document.learner.khmerName)] : []),
    field('title', document.title),
    field('seriesTitle', document.seriesTitle),
    field('kind', document.kind),
    ...document.modules.flatMap(({ number, title, score }) => [
      field('module', title, number),
      field('moduleScore', percent(score), number),
    ]),
    field('score', percent(document.score)),
    field('studyMinutes', document.studyMinutes),
    field('completedOn', document.completedOn),
    field('completedAt', document.completedAt),
    field('issuedOn', document.issuedOn),
    field('issuedAt', document.issuedAt),
    field('language', document.language),
    ...(document.beside ? fieldsBeside(document.beside, document.modules, field) : []),
    field('sectionsRead', evidence.sectionsRead),
    field('questionsAnswered', evidence.questionsAnswered),
    field('attempts', evidence.attempts),
    field('certificateId', document.certificateId),
    field('revision', document.revision),
    ...(document.course ? [field('achievement', achievementId(document))] : []),
    ...(document.supersedes
      ? [
          field('supersedes', document.supersedes.revision),
          field('firstIssuedAt', document.supersedes.issuedAt),
          field('reason', document.supersedes.reason),
        ]
      : []),
  ];
}

/** What stands in the second language on a page in two, under the names of what it is beside. */
function fieldsBeside(
  { language, title, seriesTitle, moduleTitles }: NonNullable<ReadCredential['document']['beside']>,
  modules: ReadCredential['document']['modules'],
  field: (name: string, value: string, detail?: number) => SignedField,
): SignedField[] {
  return [
    field('title', title),
    field('seriesTitle', seriesTitle),
    ...moduleTitles.map((each, index) => field('module', each, modules[index]?.number)),
    field('language', language),
  ];
}

/** What a page's code says, in the order in which a reader compares it with the page. */
export function paperFields(facts: PaperFacts): SignedField[] {
  const printed = (name: string, { text, isCut }: PaperText): SignedField[] =>
    text === '' && !isCut ? [] : [{ name, detail: isCut ? 'cut' : '', value: text }];
  const field = (name: string, value: string | number): SignedField => ({ name, detail: '', value: String(value) });
  return [
    ...printed('name', facts.latinName),
    ...printed('khmerName', facts.khmerName),
    ...printed('title', facts.title),
    field('kind', facts.kind),
    field('completedOn', facts.completedOn),
    field('certificateId', facts.certificateId),
    field('revision', facts.revision),
  ];
}

/**
 * Keywords of JSON-LD whose values are part of what is signed. Others (`@index`, `@direction`, and anything in the form
 * of a keyword) aren't signed: anybody can add them.
 */
const SIGNED_KEYWORDS: ReadonlySet<string> = new Set([
  '@id',
  '@type',
  '@value',
  '@list',
  '@set',
  '@graph',
  '@included',
  '@nest',
  '@reverse',
]);

/**
 * A blank node's name is valid only within the file and can be replaced: the signed canonical form gives such nodes
 * names of its own.
 */
const NAME_WITHIN_FILE = '_:';

/**
 * Every text, number and truth value of another maker's credential that is signed, with its path; without the proof.
 * Unsigned parts aren't shown among the signed fields: keywords without meaning, nulls, names that are valid only
 * within the file, a number's digits beyond the sixteenth, and duplicate values of a list.
 * @param credential of a size that was checked: all of its fields are returned
 */
export function foreignFields(credential: Readonly<Record<string, unknown>>): SignedField[] {
  const { proof: _proof, '@context': _context, ...signed } = credential;
  return fieldsIn(signed);
}

/**
 * The proof's own options, which are signed too (Data Integrity 1.0, 4.3: the proof's options): all but the signature.
 */
export function proofFields({ proof }: Readonly<Record<string, unknown>>): SignedField[] {
  if (!isObject(proof)) return [];
  const { proofValue: _signature, '@context': _context, ...options } = proof;
  return fieldsIn(options);
}

function fieldsIn(signed: Readonly<Record<string, unknown>>): SignedField[] {
  const fields: SignedField[] = [];
  const collect = (value: unknown, path: string): void => {
    if (value === null || (typeof value === 'string' && value.startsWith(NAME_WITHIN_FILE))) return;
    if (Array.isArray(value))
      [...new Set<unknown>(value)].forEach((item, index) => {
        collect(item, `${path}[${index + 1}]`);
      });
    else if (isObject(value)) {
      for (const [key, part] of Object.entries(value))
        if (isSignedKey(key, value)) collect(part, path === '' ? key : `${path}.${key}`);
    } else fields.push({ name: path, detail: '', value: typeof value === 'number' ? asSigned(value) : String(value) });
  };
  collect(signed, '');
  return fields;
}

/** A language belongs to a text; without one it has no meaning and is omitted. */
function isSignedKey(key: string, within: Readonly<Record<string, unknown>>): boolean {
  return !key.startsWith('@') || SIGNED_KEYWORDS.has(key) || (key === '@language' && '@value' in within);
}

/**
 * Fractions are signed with sixteen digits (JSON-LD 1.1 API, 8.6: `%1.15E`), so a change beyond them would go
 * unnoticed.
 */
function asSigned(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toExponential(15)));
}

/** Never rounded up: 99.99 % is not everything. */
function percent(score: number): string {
  return `${Math.floor(score * 10_000 + 1e-6) / 100}%`;
}
