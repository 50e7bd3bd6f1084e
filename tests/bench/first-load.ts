import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Response } from 'playwright';
import type { CompiledSeries } from '../../src/authoring/compiling/compile-series';

/** What a browser asks for to show a screen for the first time; bytes after gzip -9, fonts as they are. */
export interface FirstLoad {
  readonly codeBytes: number;
  readonly fontBytes: number;
  readonly requests: number;
  /** Code files, largest first. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly bodies: readonly string[];
}

/** Opens a page with an empty cache, waits until it asks for nothing more, and adds up what it got. */
export async function firstLoad(context: BrowserContext, url: string): Promise<FirstLoad> {
  const page = await context.newPage();
  try {
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.setCacheDisabled', { cacheDisabled: true });
    const responses: Response[] = [];
    page.on('response', (response) => responses.push(response));
    await page.goto(url);
    await page.locator('li.line').nth(9).waitFor();
    await page.waitForLoadState('networkidle');
    const loaded = await Promise.all(
      responses.map(async (response) => ({
        name: new URL(response.url()).pathname,
        type: response.request().resourceType(),
        body: await response.body(),
      })),
    );
    const code = loaded.filter(({ type }) => type === 'script' || type === 'stylesheet');
    const files = code
      .map(({ name, body }) => ({ name, bytes: gzipSync(body, { level: 9 }).length }))
      .sort((a, b) => b.bytes - a.bytes);
    return {
      codeBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      fontBytes: loaded.filter(({ type }) => type === 'font').reduce((sum, { body }) => sum + body.length, 0),
      requests: loaded.length,
      files,
      bodies: code.map(({ body }) => body.toString()),
    };
  } finally {
    await page.close();
  }
}

/**
 * Modules of whose study text something is in the first load. A passage of each module is looked for, after it was made
 * sure that the build holds it.
 *
 * @throws Error when a module's passage is nowhere in the build: then nothing would be proven
 */
export function modulesIn(load: FirstLoad, { modules }: CompiledSeries): string[] {
  const assets = resolve(import.meta.dirname, '..', '..', 'out', 'renderer', 'assets');
  const built = readdirSync(assets)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(assets, name), 'utf8'));
  return [...modules.values()]
    .filter(({ moduleId, sections }) => {
      const html = sections.map(({ blocks }) => blocks.map((block) => block.html).join(' ')).join(' ');
      // Plain letters and spaces look the same however the build quotes the text.
      const passage = html
        .match(/[a-z ]{40,80}/gu)
        ?.find((candidate) => built.some((body) => body.includes(candidate)));
      if (passage === undefined) throw new Error(`No passage of module "${moduleId}" was found in the build.`);
      return load.bodies.some((body) => body.includes(passage));
    })
    .map(({ moduleId }) => moduleId);
}
