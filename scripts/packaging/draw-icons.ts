import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright';
import { chromiumOptions } from '../../tests/support/find-chromium';
import { icnsFile, icoFile } from './icon-files';

/**
 * Draws every icon file of the packages from `resources/icons/icon.svg`, and from `icon-16.svg` and `icon-24.svg`,
 * whose edges lie on the pixels of these sizes, where the large drawing would be mud. Run it after one was changed.
 */

const folder = resolve(import.meta.dirname, '../../resources/icons');
/** Pixels a side. Linux desktops look for these folders' sizes; Windows shows 256 at most. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
const MAC_SIZES = [16, 32, 64, 128, 256, 512, 1024];
/** Below this the lines of the page would be mud: they are left out. */
const SMALL = 40;
/** Apple's icons keep a tenth free at each side, others fill their square. */
const MAC_VIEW = '-38 -38 588 588';

async function draw(page: Page, svg: string, size: number, margins?: string): Promise<Buffer> {
  const ownFile = join(folder, `icon-${size}.svg`);
  const hasOwn = existsSync(ownFile);
  // A margin would move its edges off the pixels.
  const view = hasOwn ? undefined : margins;
  const large = size < SMALL ? svg.replace(/\s*<path[^>]*class="detail"[^>]*\/>/gu, '') : svg;
  const drawing = hasOwn ? readFileSync(ownFile, 'utf8') : large;
  const sized = drawing
    .replace(/ width="\d+" height="\d+"/u, ` width="${size}" height="${size}"`)
    .replace(/viewBox="[^"]*"/u, (own) => (view === undefined ? own : `viewBox="${view}"`));
  await page.setViewportSize({ width: Math.max(size, 64), height: Math.max(size, 64) });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${sized}`);
  return page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } });
}

const browser = await chromium.launch(chromiumOptions());
const page = await browser.newPage();
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const drawAll = async (sizes: readonly number[], view?: string): Promise<Map<number, Buffer>> => {
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) drawn.set(size, await draw(page, svg, size, view));
  return drawn;
};

mkdirSync(join(folder, 'sizes'), { recursive: true });
for (const [size, png] of await drawAll(LINUX_SIZES)) writeFileSync(join(folder, 'sizes', `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.ico'), icoFile(await drawAll(WINDOWS_SIZES)));
writeFileSync(join(folder, 'icon.icns'), icnsFile(await drawAll(MAC_SIZES, MAC_VIEW)));
await browser.close();
