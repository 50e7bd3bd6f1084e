import { isObject, parseJson } from '../json/json-value';
import { nestsTooDeep, readsAlike } from '../json/untrusted-json';
import { MAXIMUM_REPORT_BYTES, PROGRESS_REPORT_FORMAT, PROGRESS_REPORT_VERSION } from './progress-report';

/**
 * What a file is that may be a report. Its proof and its parts aren't checked: that is the host's work.
 * - `not-a-report`: something else; `unreadable`: empty, or damaged JSON
 * - `newer-version`: a report of a later version of the app
 * - `changed`: no app writes such a file: a name stands in it twice, or one that readers skip
 */
export type ReportReading =
  | { readonly outcome: 'report'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly outcome: 'not-a-report' | 'unreadable' | 'newer-version' | 'changed' };

/** Reads the bytes of a file that may be a report. */
export function readReportFile(bytes: Uint8Array): ReportReading {
  if (bytes.length === 0) return { outcome: 'unreadable' };
  const text = bytes.length > MAXIMUM_REPORT_BYTES ? null : decoded(bytes);
  if (text === null || !/^\s*\{/u.test(text)) return { outcome: 'not-a-report' };
  if (nestsTooDeep(text)) return { outcome: 'not-a-report' };
  const value = parseJson(text);
  if (!isObject(value)) return { outcome: 'unreadable' };
  if (value['format'] !== PROGRESS_REPORT_FORMAT) return { outcome: 'not-a-report' };
  if (typeof value['version'] === 'number' && value['version'] > PROGRESS_REPORT_VERSION)
    return { outcome: 'newer-version' };
  return readsAlike(text, value) ? { outcome: 'report', value } : { outcome: 'changed' };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
