import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../../domain/json/json-value';
import { readPlainFile } from '../files';

/** Name of the signing key's file in the data folder. */
export const KEY_FILE = 'signing-key.json';

/** `system`: encrypted by the host's protected storage. `file`: only the file's owner-only mode protects it. */
export const keyProtectionSchema = v.picklist(['system', 'file']);

const protectedSchema = v.object({ protection: keyProtectionSchema });

/**
 * How the signing key of a data folder is protected; null where there is none whose file can be read. Read without
 * `signing-key.ts`, whose packages take long to load.
 */
export async function storedKeyProtection(dataFolder: string): Promise<'system' | 'file' | null> {
  const text = await readPlainFile(join(dataFolder, KEY_FILE)).then(String, () => '');
  const parsed = v.safeParse(protectedSchema, parseJson(text));
  return parsed.success ? parsed.output.protection : null;
}
