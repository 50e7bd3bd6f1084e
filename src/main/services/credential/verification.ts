import {
  type CheckedCountersignature,
  type CredentialReport,
  type FileProblem,
  MAXIMUM_CHECKED_BYTES,
  type PageState,
} from '../../../contract/credential';
import { isObject, parseJson } from '../../../domain/json/json-value';
import { readsAlike } from '../../../domain/json/untrusted-json';
import { certificateMetadata, type CertificateTypesetting, shortCode } from '../certificate';
import { createDocumentLoader } from './contexts';
import { checkCountersignature, CONFIRMATION_FILE, type IntactCredential } from './countersigning';
import { readOwnCredential, type ReadCredential } from './credential-document';
import { foreignFields, ownFields, paperFields, proofFields } from './credential-fields';
import { checkProof } from './credential-proof';
import { readPaperCode, withItsOwnCode } from './paper-code';
import {
  isJsonName,
  PDF_LIMITS,
  type PdfContents,
  type PdfProblem,
  type ReaderParts,
  readPdfContents,
} from './pdf-contents';
import { type PictureProblem, readPictureCodes } from './picture-codes';
export { createKeptReaders } from './reading-process';
import { NO_VALIDITY, signedValidity } from './signed-validity';
import type { SigningKey } from './signing-key';

/** Levels of arrays and objects that a credential may have; JSON-LD processors recurse. */
const MAXIMUM_DEPTH = 24;

/**
 * Values that a credential may have; one of this app has under 400. Canonicalising a graph blocks the process: 3,000
 * values for half a second, 60,000 for half a minute.
 */
const MAXIMUM_VALUES = 3_000;

/**
 * Weight of a named vocabulary: each mention is read anew, which takes as long as hundreds of values. 1,400 of them
 * took 23 s.
 */
const VALUES_OF_CONTEXT = 150;

/** What verification needs from the host. */
export interface CredentialVerificationOptions {
  readonly signingKey: Pick<SigningKey, 'issuers'>;
  readonly typesetting: Pick<CertificateTypesetting, 'typeset' | 'texts'>;
  readonly readPdf: (bytes: Uint8Array) => Promise<PdfContents | PdfProblem>;
  readonly readCodes: (bytes: Uint8Array, kind: 'picture' | 'pdf') => Promise<readonly string[] | PictureProblem>;
  /** False where pages aren't printed again, since the file is one of many; absent means true. */
  readonly printsPages?: boolean;
  /** Vocabularies besides those shipped, for tests against foreign credentials. */
  readonly additionalContexts?: ReadonlyMap<string, object>;
}

/** Reads PDFs and pictures until `signal` is aborted. */
export function fileReaders(
  parts: ReaderParts,
  signal?: AbortSignal,
): Pick<CredentialVerificationOptions, 'readPdf' | 'readCodes'> {
  return {
    readPdf: (bytes) => readPdfContents(bytes, parts, PDF_LIMITS, signal),
    readCodes: (bytes, kind) => readPictureCodes(bytes, kind, parts, signal),
  };
}

/**
 * Reports offline whether a file holds a credential, whether that is intact, whose key signed it, who made it, and
 * whether the PDF's page is its own; of a picture or a scan, what the code on the page says. Every file yields a
 * report. It proves that nothing signed was changed, not who used the computer.
 */
export async function verifyFile(bytes: Uint8Array, options: CredentialVerificationOptions): Promise<CredentialReport> {
  if (bytes.length === 0) return unreadable('empty');
  if (bytes.length > MAXIMUM_CHECKED_BYTES) return unreadable('too-large');
  // Readers accept some bytes before the header; the specification says 1,024. One that is JSON too is what they show.
  if (Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-')) return verifyPdf(bytes, options);
  if (isPicture(bytes)) return verifyPicture(bytes, options);
  const text = decoded(bytes);
  return text !== null && /^\s*[{[]/u.test(text) ? verifyText(text, null, options) : unreadable('unknown-kind');
}

async function verifyPdf(bytes: Uint8Array, options: CredentialVerificationOptions): Promise<CredentialReport> {
  const contents = await options.readPdf(bytes);
  if (typeof contents === 'string') return unreadable(contents);
  const candidates = contents.attachments.filter(({ name }) => isJsonName(name));
  const [only] = candidates;
  if (!only) return verifyScan(bytes, options);
  // Of two files with one name the reader returns the last; another program may show the first.
  if (candidates.length > 1 || contents.sharedNames) return unreadable('several-attachments');
  const text = only.bytes.length > PDF_LIMITS.attachmentBytes ? null : decoded(only.bytes);
  return text === null ? unreadable('not-a-credential') : verifyText(text, { bytes, contents }, options);
}

/** A PDF without a credential: a page that was printed and scanned, perhaps. */
async function verifyScan(bytes: Uint8Array, options: CredentialVerificationOptions): Promise<CredentialReport> {
  const codes = await options.readCodes(bytes, 'pdf');
  if (codes === 'heavy') return unreadable('heavy-pdf');
  return codes === 'damaged' || codes.length === 0 ? unreadable('no-attachment') : verifyCodes(codes, options);
}

async function verifyPicture(bytes: Uint8Array, options: CredentialVerificationOptions): Promise<CredentialReport> {
  const codes = await options.readCodes(bytes, 'picture');
  return typeof codes === 'string' ? unreadable(`${codes}-picture`) : verifyCodes(codes, options);
}

async function verifyCodes(
  codes: readonly string[],
  { signingKey }: Pick<CredentialVerificationOptions, 'signingKey'>,
): Promise<CredentialReport> {
  const readings = await Promise.all([...new Set(codes)].map(readPaperCode));
  const [reading, ...others] = readings.filter((each) => each !== null);
  if (!reading) return unreadable(codes.length === 0 ? 'no-code' : 'foreign-code');
  if (others.length > 0) return unreadable('several-codes');
  if (reading.signature === 'changed')
    return { outcome: 'paper', signature: 'changed', signer: '', maker: null, fields: [] };
  const { signer, facts } = reading;
  const maker = (await signingKey.issuers()).includes(signer) ? 'this-computer' : 'this-kind';
  return { outcome: 'paper', signature: 'intact', signer, maker, fields: paperFields(facts) };
}

async function verifyText(
  text: string,
  pdf: { readonly bytes: Uint8Array; readonly contents: PdfContents } | null,
  options: CredentialVerificationOptions,
): Promise<CredentialReport> {
  const credential = parseJson(text);
  if (credential === undefined) return unreadable('broken-json');
  if (!isObject(credential) || !isCredential(credential) || !isWithinDepth(credential, MAXIMUM_DEPTH))
    return unreadable('not-a-credential');
  if (valuesIn(credential) > MAXIMUM_VALUES) return unreadable('heavy-credential');
  if (!readsAlike(text, credential)) return unreadable('broken-json');
  const additional = options.additionalContexts ?? new Map<string, object>();
  const { signature, context, signer } = await checkProof(credential, additional);
  const intact = signature === 'intact';
  // Of a changed one the code tells nothing: it has this app's form all the same, and is told to be changed.
  const form = readOwnCredential(credential);
  const own = intact ? await withItsOwnCode(form, signer) : form;
  const signerIsIssuer = intact ? issuerOf(credential) === signer : null;
  const shown = intact && signerIsIssuer === true ? own : null;
  const countersignature = shown && pdf ? await countersignatureIn(pdf.contents, { ...shown, signer }, options) : null;
  return {
    outcome: 'checked',
    fileKind: pdf ? 'pdf' : 'json',
    signature,
    context,
    signer,
    signerIsIssuer,
    maker: intact ? await makerOf(signer, own !== null && signerIsIssuer === true, options) : null,
    page: pdf && intact ? await pageStateOf(own, countersignature, pdf, options) : null,
    shortCode: intact ? shortCode(own?.text ?? text) : '',
    ownForm: own !== null,
    fields: own ? ownFields(own) : foreignFields(credential),
    proofFields: intact ? proofFields(credential) : [],
    ...(intact ? await signedValidity(credential, createDocumentLoader(additional)) : NO_VALIDITY),
    credential: shown?.text ?? '',
    countersignature,
    pdf: pdf && { title: pdf.contents.title, keywords: pdf.contents.keywords },
  };
}

/** The issuer's address in either of its spellings: one can replace the other without invalidating the signature. */
function issuerOf({ issuer }: Readonly<Record<string, unknown>>): unknown {
  const [only, ...others]: readonly unknown[] = Array.isArray(issuer) ? issuer : [issuer];
  if (others.length > 0) return null;
  return isObject(only) ? (only['id'] ?? only['@id']) : only;
}

/** What the countersignature says that a PDF carries; null where it carries none. */
async function countersignatureIn(
  { attachments }: PdfContents,
  credential: IntactCredential,
  { signingKey }: Pick<CredentialVerificationOptions, 'signingKey'>,
): Promise<CheckedCountersignature | null> {
  const attached = attachments.find(({ name }) => name === CONFIRMATION_FILE);
  if (!attached) return null;
  return checkCountersignature(decoded(attached.bytes) ?? '', credential, signingKey);
}

async function makerOf(
  signer: string,
  ownForm: boolean,
  options: CredentialVerificationOptions,
): Promise<'this-computer' | 'this-kind' | 'other'> {
  if (!ownForm) return 'other';
  return (await options.signingKey.issuers()).includes(signer) ? 'this-computer' : 'this-kind';
}

/**
 * Prints the page again, which finds another page and every edited letter. Text isn't read out of the page: in Khmer
 * script it comes out reordered, and what a reader finds isn't what is seen.
 * @param own null for a credential of another maker, for which no page can be printed
 */
async function pageStateOf(
  own: ReadCredential | null,
  countersignature: CheckedCountersignature | null,
  { bytes, contents }: { readonly bytes: Uint8Array; readonly contents: PdfContents },
  { typesetting, printsPages = true }: CredentialVerificationOptions,
): Promise<PageState | null> {
  if (!own) return 'untold';
  const printed = countersignature?.state === 'holds' ? countersignature : undefined;
  // It may throw, for titles too long to be set soon or what this version's fonts can't print: no result is better than
  // a wrong one.
  const file = printsPages ? await typesetting.typeset(own.document, own.text, printed).catch(() => null) : null;
  if (file && Buffer.compare(file, bytes) === 0) return 'genuine';
  const { title, keywords } = certificateMetadata(own.document, await typesetting.texts(own.document.language));
  // Mail gateways and viewers take metadata out; what is empty names no other certificate.
  const namesOther = (found: string, expected: string): boolean => found.trim() !== '' && found !== expected;
  if (namesOther(contents.title, title) || namesOther(contents.keywords, keywords.join(', '))) return 'another';
  return printsPages ? 'untold' : null;
}

function unreadable(problem: FileProblem): CredentialReport {
  return { outcome: 'unreadable', problem };
}

function isCredential(value: Readonly<Record<string, unknown>>): boolean {
  const types: readonly unknown[] = Array.isArray(value['type']) ? value['type'] : [value['type']];
  return types.includes('VerifiableCredential') && '@context' in value && 'credentialSubject' in value;
}

function isWithinDepth(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((part) => isWithinDepth(part, levels - 1));
}

/**
 * Counts each object, list and single value, and each vocabulary with its weight, in a value whose depth was checked.
 */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + valuesIn(part) + (key === '@context' ? namesIn(part) * VALUES_OF_CONTEXT : 0),
    1,
  );
}

function namesIn(context: unknown): number {
  return Array.isArray(context) ? context.length : 1;
}

/** What JPEG and PNG files begin with. */
const PICTURES = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])];

function isPicture(bytes: Uint8Array): boolean {
  return PICTURES.some((start) => start.equals(bytes.subarray(0, start.length)));
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
