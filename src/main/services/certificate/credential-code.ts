import { createHash } from 'node:crypto';
import { encode } from 'uqr';
import * as v from 'valibot';
import { shortCodeOf } from '../../../domain/certificate/short-code';
import { parseJson } from '../../../domain/json/json-value';

/** The name, among a credential's evidence, of the text that its page has as a QR code. */
export const PAPER_CODE = 'QR code of the page';

/** The short code of a signed credential's text. */
export function shortCode(credential: string): string {
  return shortCodeOf(createHash('sha256').update(credential, 'utf8').digest());
}

/** What the template draws: the short code, and the QR code where the credential has one. */
export interface CredentialMark {
  readonly code: string;
  readonly drawing: QrDrawing | null;
}

/** A QR code as an outline. */
export interface QrDrawing {
  /** Squares along each side. */
  readonly size: number;
  /**
   * Its dark squares as the data of one SVG path, in squares. One shape, so that no viewer shows hairlines between
   * squares; one text, because thousands of drawing steps would take longer than the rest of the page.
   */
  readonly path: string;
}

const withEvidence = v.object({ evidence: v.array(v.object({ name: v.string(), description: v.string() })) });

/** The printed mark of a credential of this app. */
export function credentialMark(credential: string): CredentialMark {
  const read = v.safeParse(withEvidence, parseJson(credential));
  const text = read.success && read.output.evidence.find(({ name }) => name === PAPER_CODE)?.description;
  return { code: shortCode(credential), drawing: typeof text === 'string' ? drawn(text) : null };
}

/**
 * Which of the eight masks lies over the code. The best for its data leaves no large even areas; a signature has none
 * under any mask, and trying all takes ten times as long as the code itself.
 */
const MASK = 0;

function drawn(text: string): QrDrawing {
  const { data } = encode(text, { ecc: 'M', border: 0, maskPattern: MASK });
  return { size: data.length, path: data.flatMap(rowPath).join('') };
}

/** A rectangle for each run of dark squares in a row. */
function rowPath(row: readonly boolean[], y: number): string[] {
  const squares = row.map((dark) => (dark ? '1' : '0')).join('');
  return [...squares.matchAll(/1+/gu)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`);
}
