import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { StaticManifest } from '../static-manifest';
import { answerBytes, answerText } from './answers';

/**
 * Answers a built file of the renderer, by exact match of the path as it was sent.
 * @param headers further headers, e.g. the session cookie of the page's document
 */
export async function answerStaticFile(
  response: ServerResponse,
  path: string,
  files: StaticManifest,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const file = files.get(path);
  if (!file) {
    answerText(response, 404, 'Not found.');
    return;
  }
  answerBytes(response, 200, await readFile(file.path), {
    'Content-Type': file.mimeType,
    'Cache-Control': file.cacheControl,
    ...headers,
  });
}
