import * as v from 'valibot';
import { progressReportSchema } from '../domain/progress-report/progress-report';

/**
 * What a file says as a progress report.
 * - `not-a-report`: it is something else
 * - `unreadable`: cut short or damaged, or signed in a form that no app writes
 * - `newer-version`: of a later version of the format
 * - `changed`: the signature doesn't fit, or there is none
 * - `intact`: nothing was changed since `key` signed it. Anybody with the app can sign; it proves no person.
 */
export const reportVerdictSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.picklist(['not-a-report', 'unreadable', 'newer-version', 'changed']) }),
  v.strictObject({
    outcome: v.literal('intact'),
    report: progressReportSchema,
    /** The public key that signed, in multibase; `keyDigits` makes it readable. */
    key: v.string(),
    /** Whether that is a key of this computer. */
    isOwnKey: v.boolean(),
  }),
]);

export type ReportVerdict = v.InferOutput<typeof reportVerdictSchema>;
