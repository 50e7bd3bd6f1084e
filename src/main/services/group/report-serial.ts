import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../../domain/json/json-value';
import { isMissing, readPlainFile, serialiseByKey, writeFailure, writeFileAtomically } from '../files';

/** Name of the counter's file, beside the signing key. */
const SERIAL_FILE = 'report-serial.json';

const fileSchema = v.strictObject({
  version: v.literal(1),
  serial: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

/** Numbers the reports of a computer: each number is higher than those before. */
export interface ReportSerial {
  /** @throws OperationFailure of writing: a number that isn't on the disk isn't given out */
  next(): Promise<number>;
}

/**
 * The counter of a data folder, which is there: the key was made in it.
 * @param options.now milliseconds
 */
export function createReportSerial(options: { readonly dataFolder: string; readonly now: () => number }): ReportSerial {
  const file = join(options.dataFolder, SERIAL_FILE);
  const inTurn = serialiseByKey();
  async function last(): Promise<number> {
    let text: string;
    try {
      text = (await readPlainFile(file)).toString();
    } catch (error) {
      if (isMissing(error)) return 0;
      throw writeFailure(error, SERIAL_FILE);
    }
    const parsed = v.safeParse(fileSchema, parseJson(text));
    // Of a damaged counter nothing is left: seconds since 1970 are higher than any number that was counted to.
    return parsed.success ? parsed.output.serial : Math.floor(options.now() / 1000);
  }
  return {
    next: () =>
      inTurn(SERIAL_FILE, async () => {
        const serial = (await last()) + 1;
        await writeFileAtomically(file, new TextEncoder().encode(`${JSON.stringify({ version: 1, serial })}\n`));
        return serial;
      }),
  };
}
