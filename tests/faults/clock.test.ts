import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { latestRevisions } from '../../src/domain/notes/note';
import { startBrowserHostProcess } from '../support/hosts/browser-host-process';
import { chromiumOptions } from '../support/find-chromium';
import { readInPieces } from '../support/learner-files/learner-files';
import { makeFolderSync, removeFolder } from '../support/remove-folder';
import { beginAs, navigate } from '../e2e/pages/app-pages';

// F17: the clock changes while a section is open and a note is being written; afterwards the record is in order, no
// time is negative, and the newest stands.
interface ClockCase {
  readonly name: string;
  readonly zone: string;
  /** Local to nobody: instants in UTC. */
  readonly from: string;
  readonly to: string;
  /** The zone after a restart, where it changes. */
  readonly nextZone?: string;
}

const PHNOM_PENH = 'Asia/Phnom_Penh';
const CASES: readonly ClockCase[] = [
  { name: 'set back an hour', zone: PHNOM_PENH, from: '2026-11-25T03:00:00Z', to: '2026-11-25T02:00:00Z' },
  { name: 'set back a day', zone: PHNOM_PENH, from: '2026-11-25T03:00:00Z', to: '2026-11-24T03:00:00Z' },
  { name: 'set back five years', zone: PHNOM_PENH, from: '2026-11-25T03:00:00Z', to: '2021-11-25T03:00:00Z' },
  { name: 'set forward a day', zone: PHNOM_PENH, from: '2026-11-25T03:00:00Z', to: '2026-11-26T03:00:00Z' },
  { name: 'set forward five years', zone: PHNOM_PENH, from: '2026-11-25T03:00:00Z', to: '2031-11-25T03:00:00Z' },
  {
    name: 'set back to 1970, as with an empty battery',
    zone: PHNOM_PENH,
    from: '2026-11-25T03:00:00Z',
    to: '1970-01-01T00:00:10Z',
  },
  {
    name: 'set forward from 1970, as after an empty battery',
    zone: PHNOM_PENH,
    from: '1970-01-01T00:00:10Z',
    to: '2026-11-25T03:00:00Z',
  },
  {
    name: 'over 19 January 2038, where 32 bits of seconds end',
    zone: PHNOM_PENH,
    from: '2038-01-19T03:14:00Z',
    to: '2038-01-19T03:20:00Z',
  },
  { name: 'over midnight into a leap day', zone: PHNOM_PENH, from: '2028-02-28T16:55:00Z', to: '2028-02-28T17:05:00Z' },
  { name: 'out of a leap day', zone: PHNOM_PENH, from: '2028-02-29T16:55:00Z', to: '2028-02-29T17:05:00Z' },
  { name: 'into summer time', zone: 'Europe/Berlin', from: '2026-03-29T00:55:00Z', to: '2026-03-29T01:05:00Z' },
  { name: 'out of summer time', zone: 'Europe/Berlin', from: '2026-10-25T00:55:00Z', to: '2026-10-25T01:05:00Z' },
  {
    name: 'in a zone twelve hours west',
    zone: PHNOM_PENH,
    from: '2026-11-25T03:00:00Z',
    to: '2026-11-25T03:30:00Z',
    nextZone: 'America/New_York',
  },
  {
    name: 'over the date line and back a day',
    zone: 'Pacific/Kiritimati',
    from: '2026-11-25T11:00:00Z',
    to: '2026-11-25T11:30:00Z',
    nextZone: 'Pacific/Pago_Pago',
  },
];

async function openBrowser(profile: string, zone: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...chromiumOptions(),
    timezoneId: zone,
    acceptDownloads: true,
    viewport: { width: 1280, height: 900 },
  });
}

async function openSection(page: Page, url: string, index: number): Promise<void> {
  await page.goto(`${url}#/modules/diversion`);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').nth(index).click();
  await expect(page.getByRole('button', { name: 'Mark as read' })).toBeVisible();
}

/**
 * The text marks itself where it came to its end after the time that its reading takes, perhaps while the button is
 * being pressed.
 */
async function markRead(page: Page): Promise<void> {
  const read = page.getByText('This section is read.');
  await expect(async () => {
    if (!(await read.isVisible())) await page.getByRole('button', { name: 'Mark as read' }).click({ timeout: 2_000 });
    await expect(read).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

async function saveRecord(page: Page, url: string, path: string): Promise<Buffer> {
  await page.goto(`${url}#/records`);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await (await downloading).saveAs(path);
  return readFileSync(path);
}

/** The calendar day of an instant in a zone, as another program than the app works it out. */
function dayIn(zone: string, instant: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
}

// A whole run takes a minute and more; a sample has a clock set back, an empty battery, a leap day and the date line.
for (const { name, zone, from, to, nextZone = zone } of CASES) {
  test(`F17: a clock ${name}: order is kept, no time is negative, the newest stands`, async () => {
    const host = await startBrowserHostProcess();
    const profile = makeFolderSync('clock');
    let context = await openBrowser(profile, zone);
    try {
      await host.letIn(context);
      let page = context.pages()[0] ?? (await context.newPage());
      await page.clock.install({ time: new Date(from) });
      await page.goto(host.url);
      await beginAs(page, { latin: 'Before' });
      await openSection(page, host.url, 0);
      await page.getByRole('button', { name: 'Add a note' }).first().click();
      await page.getByLabel('Text of the note').fill('Written before.');
      await page.getByRole('button', { name: 'Done' }).click();
      await page.clock.fastForward(120_000);
      await markRead(page);

      // The clock is set while the second section is open.
      await openSection(page, host.url, 1);
      await page.clock.setSystemTime(new Date(to));
      await markRead(page);
      if (nextZone !== zone) {
        await context.close();
        context = await openBrowser(profile, nextZone);
        page = context.pages()[0] ?? (await context.newPage());
        await page.clock.install({ time: new Date(to) });
        await page.goto(host.url);
        await expect(page.getByRole('banner')).toContainText('Before');
      }
      await navigate(page, 'Notes');
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByLabel('Text of the note').fill('Written after.');
      await page.getByRole('button', { name: 'Done' }).click();
      await page.goto(`${host.url}#/settings`);
      await page.getByLabel('Name in Latin letters').fill('After');
      await page.getByRole('button', { name: 'Save the names' }).click();
      await expect(page.getByRole('banner')).toContainText('After');
      await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

      // What was written last stands, also for whoever reads it anew.
      await page.reload();
      await expect(page.getByRole('banner')).toContainText('After');
      await navigate(page, 'Notes');
      await expect(page.locator('.note .text')).toHaveText('Written after.');
      await navigate(page, 'Contents');
      await expect(page.getByText('2 of').first()).toBeVisible();

      const file = await saveRecord(page, host.url, join(profile, 'record.jsonl'));
      const record = readInPieces(file);
      expect(record.learner.latinName).toBe('After');
      expect([...latestRevisions(record.notes).values()].map(({ text }) => text)).toEqual(['Written after.']);
      const read = record.statements.flatMap((statement) => (statement.verb === 'experienced' ? [statement] : []));
      expect(read).toHaveLength(2);
      for (const { seconds } of read) {
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(86_400);
      }
      // Each on the day that the calendar on the wall showed.
      expect(read.map(({ day }) => day).sort()).toEqual([dayIn(zone, from), dayIn(zone, to)].sort());

      // The week ends today and shows what was studied in it, once.
      await page.goto(`${host.url}#/`);
      const today = dayIn(nextZone, to);
      const days = Array.from({ length: 7 }, (_, back) =>
        new Date(Date.parse(`${today}T12:00:00Z`) - (6 - back) * 86_400_000).toISOString().slice(0, 10),
      );
      const minutes = days.map((day) =>
        Math.round(
          read.filter((each) => each.day === day).reduce((sum, { seconds }) => sum + Math.min(seconds, 1_800), 0) / 60,
        ),
      );
      const columns = page.locator('.week li .visually-hidden');
      if (minutes.every((each) => each === 0)) {
        await expect(page.locator('.week')).toBeVisible();
        await expect(columns).toHaveCount(0);
      } else {
        await expect(columns).toHaveCount(days.length);
        const shown = await columns.allTextContents();
        expect(shown.map((text) => Number(/(\d+) minute/u.exec(text)?.[1] ?? Number.NaN))).toEqual(minutes);
        expect(shown.join()).not.toContain('-');
        expect(shown.at(-1)).toContain(today.slice(0, 4));
      }
    } finally {
      await context.close();
      await host.remove();
      await removeFolder(profile);
    }
  });
}
