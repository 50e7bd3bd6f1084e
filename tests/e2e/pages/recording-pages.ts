import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { storedTables } from '../../support/traces/stored-bytes';
import { ENGLISH, type PageTexts } from './page-texts';

const FOLDER = resolve(import.meta.dirname, '../../fixtures/recordings');

/** A fixture's path. */
export function recordingFixture(name: string): string {
  return resolve(FOLDER, name);
}

/** What stands in for the system's dialog. */
interface Stick {
  chosen: string | null;
}

/**
 * Has the browser's dialog answered with a file of the origin's private file system, whose handles are the browser's
 * own; the dialog alone can't be pressed by a test. For a page that isn't open yet.
 */
export async function answerPicker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const chosen = (): string | null => sessionStorage.getItem('test-chosen-file');
    Object.assign(window, {
      showOpenFilePicker: async () => {
        const name = chosen();
        if (name === null) throw new DOMException('The user aborted a request.', 'AbortError');
        return [await (await navigator.storage.getDirectory()).getFileHandle(name)];
      },
    } satisfies { showOpenFilePicker: () => Promise<unknown> });
  });
}

/** Puts a fixture on the "stick", under its own name or another one. */
export async function putOnStick(page: Page, fixture: string, name = basename(fixture)): Promise<void> {
  const base64 = readFileSync(recordingFixture(fixture)).toString('base64');
  await page.evaluate(
    async ([file, content]) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle(file, { create: true });
      const writable = await handle.createWritable();
      await writable.write(Uint8Array.from(atob(content), (character) => character.charCodeAt(0)));
      await writable.close();
    },
    [name, base64] as const,
  );
}

/** Pulls the "stick" out, or deletes a file on it. */
export async function takeFromStick(page: Page, name: string): Promise<void> {
  await page.evaluate(async (file) => (await navigator.storage.getDirectory()).removeEntry(file), name);
}

/** What the next dialog is answered with; null cancels it. */
export async function choose(page: Page, name: Stick['chosen']): Promise<void> {
  await page.evaluate((file) => {
    if (file === null) sessionStorage.removeItem('test-chosen-file');
    else sessionStorage.setItem('test-chosen-file', file);
  }, name);
}

/** The part of a module's page, or the panel beside the text. */
export function recordingPart(page: Page, { t }: PageTexts = ENGLISH): Locator {
  return page.getByRole('region', { name: t('recordings.heading') });
}

/** Opens that part of a module's page where it is folded away. */
export async function unfoldRecording(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  const part = recordingPart(page, texts);
  await expect(part.getByRole('heading')).toBeVisible();
  if ((await part.locator('details[open]').count()) === 0) await part.getByRole('heading').click();
}

/** The player. */
export function player(page: Page): Locator {
  return page.locator('video, audio');
}

/** Where the player is, in seconds. */
export function placeOf(page: Page): Promise<number> {
  return player(page).evaluate((media: HTMLMediaElement) => media.currentTime);
}

/** Waits until the player knows the recording's length. */
export async function expectLoaded(page: Page): Promise<void> {
  await expect.poll(() => player(page).evaluate((media: HTMLMediaElement) => media.readyState)).toBeGreaterThan(0);
}

/** The second at which the attached recording goes on after a restart, and its speed, as the database has them. */
export async function storedPlayback(
  page: Page,
): Promise<{ readonly position: number; readonly speed: number } | null> {
  for (const [table, json] of Object.entries(await storedTables(page))) {
    if (!/^child-justice-series-learner-.*\/meta$/u.test(table)) continue;
    const rows = JSON.parse(json) as readonly { key: string; value: { position?: number; speed?: number } }[];
    const row = rows.find(({ key }) => key.startsWith('recording:'));
    if (row) return { position: Math.floor(row.value.position ?? 0), speed: row.value.speed ?? 0 };
  }
  return null;
}

/** Opens the second module from another screen. */
export async function openDiversion(page: Page): Promise<void> {
  await page.goto(new URL('#/modules/diversion', page.url()).href);
}

/** Attaches a file of the "stick" to the second module. */
export async function attach(page: Page, texts: PageTexts, fixture: string, name = fixture): Promise<void> {
  await putOnStick(page, fixture, name);
  await choose(page, name);
  await openDiversion(page);
  await unfoldRecording(page, texts);
  const part = recordingPart(page, texts);
  await part.getByRole('button', { name: texts.t('recordings.attach') }).click();
  await expect(part).toContainText(name);
}

/** Plays the recording that is attached, beside the text. */
export async function playBeside(page: Page, texts: PageTexts): Promise<void> {
  await recordingPart(page, texts)
    .getByRole('link', { name: texts.t('recordings.play') })
    .click();
  await expectLoaded(page);
}
