import { mkdtempSync, openSync, writeSync, fsyncSync, closeSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { startBrowserHostProcess } from '../support/browser-host-process';
import { CHROMIUM_FLAGS, findChromium } from '../support/find-chromium';

const TIMES = 300;

/** Milliseconds from an answer given on the screen to "Saved", and the floor: a raw strict put and a raw fsync'd append of as many bytes. */
export interface AnswerFigures {
  readonly ours: readonly number[];
  readonly floor: readonly number[];
}

/** Answers a question 300 times in the real app and waits each time until the database committed and the journal was fsync'd. */
export async function benchAnswers(): Promise<AnswerFigures> {
  const executablePath = findChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_FLAGS] });
  const host = await startBrowserHostProcess();
  try {
    const page = await browser.newPage();
    await page.goto(host.url);
    await page.getByLabel('Name in Latin script').fill('Sokha Chan');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'Contents' }).waitFor();
    await page.goto(`${host.url}#/modules/diversion/quiz`);
    await page.getByRole('button', { name: 'Begin a practice' }).click();
    await page.getByRole('navigation', { name: 'Questions' }).waitFor();
    while ((await page.getByRole('main').getByRole('radio').count()) < 2) {
      await page.getByRole('navigation', { name: 'Questions' }).getByRole('button').last().click();
    }
    const ours = await page.evaluate(async (times) => {
      const state = document.querySelector('.save-state');
      const radios = [...document.querySelectorAll<HTMLInputElement>('main input[type=radio]')].slice(0, 2);
      const taken: number[] = [];
      for (let index = 0; index < times; index += 1) {
        const since = performance.now();
        let begun = false;
        const saved = new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            begun ||= state?.classList.contains('saving') ?? false;
            if (begun && state?.classList.contains('saved')) {
              observer.disconnect();
              resolve();
            }
          });
          if (state) observer.observe(state, { attributes: true, childList: true, subtree: true });
        });
        radios[index % 2]?.click();
        await saved;
        taken.push(performance.now() - since);
      }
      return taken;
    }, TIMES);
    const puts = await page.evaluate(async (times) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('bench-floor', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' });
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error('The floor database did not open.'));
        };
      });
      const taken: number[] = [];
      for (let index = 0; index < times; index += 1) {
        const since = performance.now();
        await new Promise<void>((resolve) => {
          const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
          transaction.objectStore('rows').put({ id: String(index), body: 'x'.repeat(400) });
          transaction.oncomplete = () => {
            resolve();
          };
        });
        taken.push(performance.now() - since);
      }
      return taken;
    }, TIMES);
    const appends = fsyncedAppends();
    return { ours, floor: puts.map((put, index) => put + (appends[index] ?? 0)) };
  } finally {
    await browser.close();
    await host.remove();
  }
}

function fsyncedAppends(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'cjs-floor-'));
  const file = openSync(join(folder, 'floor.jsonl'), 'a');
  const taken = Array.from({ length: TIMES }, () => {
    const since = performance.now();
    writeSync(file, `${'x'.repeat(400)}\n`);
    fsyncSync(file);
    return performance.now() - since;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return taken;
}
