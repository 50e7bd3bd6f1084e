import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { CompiledSeries } from '../../src/authoring/compiling/compile-series';
import { restoredLearner } from './learners';
import { exactly, judged, judgedTime, written, type Figure } from './report';
import { estimate, median } from './statistics';
import type { StudyHistory } from './study-history';

/** New windows whose first visits are the cold ones. */
const WINDOWS = 7;
/** Times that each screen is shown again in a window, for the warm ones. */
const AGAIN = 3;
const FEW = 50;
const MANY = 500;
/** Most that the heap may grow from the few navigations to the many. */
const GROWTH = 1.1;

/** A screen, by its address and by what stands on it once it is of use. */
interface Screen {
  readonly name: string;
  readonly address: string;
  readonly shown: string;
}

function screensOf({ series }: CompiledSeries): Screen[] {
  const [module] = series.modules;
  if (!module) throw new Error('The series has no module.');
  const section = module.sections[0]?.id.split('/')[1] ?? '';
  const at = `#/modules/${module.id}`;
  return [
    { name: 'home', address: '#/', shown: '.home li.line' },
    { name: 'a module', address: at, shown: '.module .objectives' },
    { name: 'a section', address: `${at}/sections/${section}`, shown: '.spread .text p' },
    { name: 'the quiz', address: `${at}/quiz`, shown: '.quiz-start .button' },
    { name: 'the notebook', address: '#/notes', shown: '.notebook ol li' },
    { name: 'the glossary', address: '#/glossary', shown: '.glossary dt' },
    { name: 'the articles', address: '#/articles', shown: '.index .instruments > *' },
    { name: 'the sources', address: '#/sources', shown: '.source-page li' },
    { name: 'the certificates', address: '#/certificates', shown: 'main .mark' },
    { name: 'the records', address: '#/records', shown: '.records .record, .records dl, .records button' },
    { name: 'the study', address: '#/study', shown: '.study table' },
    { name: 'the review', address: '#/review', shown: '.review h2.place' },
    { name: 'the settings', address: '#/settings', shown: '.settings input' },
    { name: 'help', address: '#/help', shown: '.help h2' },
    { name: 'the verification', address: '#/verify', shown: '.drop input' },
  ];
}

/**
 * Every screen from another one, in a long record: the first time in a window and again; then what 500 of these ways
 * leave in the memory.
 */
export async function benchScreens(
  context: BrowserContext,
  series: CompiledSeries,
  history: StudyHistory,
): Promise<Figure[]> {
  const host = await restoredLearner(context, history);
  try {
    const screens = screensOf(series);
    const cold = new Map<string, number[]>();
    const warm = new Map<string, number[]>();
    for (let window = 0; window < WINDOWS; window += 1) {
      const page = await homeIn(context, host.url);
      for (let time = 0; time <= AGAIN; time += 1)
        // Each time in another order, so that no screen always follows the same one.
        for (const screen of inOrder(screens, window + time)) {
          if (page.url().endsWith(screen.address)) continue;
          const times = time === 0 ? cold : warm;
          const milliseconds = await show(page, screen);
          // Home is what the window began with.
          if (time > 0 || screen.name !== 'home')
            times.set(screen.name, [...(times.get(screen.name) ?? []), milliseconds]);
        }
      await page.close();
    }
    const page = await homeIn(context, host.url);
    const memory = await context.newCDPSession(page);
    const walk = async (from: number, to: number): Promise<void> => {
      for (let way = from; way < to; way += 1) {
        const screen = screens[way % screens.length];
        if (screen) await show(page, screen);
      }
      // Both times it is the same screen that is open.
      await show(page, screens[0] as Screen);
    };
    await walk(1, FEW);
    const few = await usedBytes(memory);
    await walk(FEW, MANY);
    const many = await usedBytes(memory);
    await walk(MANY + 1, 2 * MANY);
    const more = await usedBytes(memory);
    const megabytes = (bytes: number): string => written(exactly(bytes / 1e6), 'MB');
    return [
      slowest('Any screen from another, again in a window', warm, 50),
      slowest('Any screen from another, the first time in a window', cold, 200),
      {
        name: `Heap after ${MANY} ways between screens, against ${FEW}`,
        ours: `${megabytes(many)}; ratio ${written(exactly(many / few), 'x', 2)}`,
        beside: `after ${FEW}: ${megabytes(few)}; after ${2 * MANY}: ${megabytes(more)}`,
        target: `${GROWTH} x`,
        verdict: judged(exactly(many / few), GROWTH),
      },
    ];
  } finally {
    await host.remove();
  }
}

function slowest(name: string, times: ReadonlyMap<string, readonly number[]>, target: number): Figure {
  const medians = [...times].map(([screen, values]) => ({ screen, time: estimate(values, median) }));
  medians.sort((a, b) => b.time.value - a.time.value);
  const [first, ...others] = medians;
  if (!first) throw new Error('No screen was shown.');
  console.log(medians.map(({ screen, time }) => `  ${screen} ${written(time, 'ms')}`).join('\n'));
  return {
    name: `${name}, the slowest of ${medians.length}, median`,
    ours: `${first.screen}, ${written(first.time, 'ms')}`,
    beside: `${others
      .slice(0, 2)
      .map(({ screen, time }) => `${screen} ${written(time, 'ms')}`)
      .join('; ')}; half of them within ${median(medians.map(({ time }) => time.value)).toFixed(1)} ms`,
    target: `${target} ms`,
    verdict: judgedTime(first.time, target, true),
  };
}

function inOrder(screens: readonly Screen[], turn: number): readonly Screen[] {
  const step = [1, 2, 4, 7][turn % 4] ?? 1;
  return screens.map((_, index) => screens[(index * step + turn) % screens.length] as Screen);
}

async function homeIn(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('li.line').nth(9).waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/**
 * Goes to a screen, and answers the milliseconds from the change of the address until the screen stands there, laid
 * out. Leaves the window when it has nothing left to do.
 */
async function show(page: Page, { name, address, shown }: Screen): Promise<number> {
  const milliseconds = await page.evaluate(
    async ({ to, selector }) => {
      const before = document.querySelector('main h1');
      const since = performance.now();
      const there = (): boolean => {
        const heading = document.querySelector('main h1');
        return heading !== null && heading !== before && document.querySelector(selector) !== null;
      };
      location.hash = to;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${selector} isn't on the page.`)), 20_000);
        const observer = new MutationObserver(() => {
          if (!there()) return;
          observer.disconnect();
          clearTimeout(timer);
          resolve();
        });
        observer.observe(document.body, { childList: true, subtree: true, attributes: true });
      });
      document.body.getBoundingClientRect();
      const taken = performance.now() - since;
      await new Promise((resolve) => requestIdleCallback(resolve));
      return taken;
    },
    { to: address, selector: shown },
  );
  if (!page.url().endsWith(address)) throw new Error(`The way to ${name} ended at ${page.url()}.`);
  return milliseconds;
}

/** What the page's scripts hold, after garbage was collected. */
async function usedBytes(memory: CDPSession): Promise<number> {
  await memory.send('HeapProfiler.enable');
  for (let time = 0; time < 3; time += 1) await memory.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await memory.send('Runtime.getHeapUsage')) as { readonly usedSize: number };
  return usedSize;
}
