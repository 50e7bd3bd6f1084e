import { render } from 'vitest-browser-vue';
import { h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { blockText, compactText } from '../../../../src/domain/text/compact-text';
import type { HighlightColour } from '../../../../src/domain/notes/highlight';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { anchorFor } from '../../../../src/domain/notes/quote-placement';
import type { AppContext } from '../../../../src/renderer/src/app-context';
import { createOpenDrafts, openDraftsKey } from '../../../../src/renderer/src/components/notes/open-drafts';
import SectionPage from '../../../../src/renderer/src/features/section/SectionPage.vue';
import { routeNames } from '../../../../src/renderer/src/routes';
import { module, section, series } from '../../../support/builders/series-builders';
import { openWindow, type AppWindow } from '../../support/app-scene';
import '../../../../src/renderer/src/styles/app.css';

/** The section that the scene shows. */
export const SECTION = 'a/first';

/** Blocks of the section by their name, the first of which is its opening. */
export type SceneBlocks = Readonly<Record<string, string>>;

const blockId = (name: string): string => `${SECTION}#${name}`;

/** A window in which a module of one section has these blocks. */
export function windowWith(
  blocks: SceneBlocks,
  { host, ...overrides }: { readonly host?: AppWindow['host'] } & Pick<Partial<AppContext>, 'now'> = {},
): AppWindow {
  const content: ModuleContent = {
    moduleId: 'a',
    sections: [
      {
        id: SECTION,
        blocks: Object.entries(blocks).map(([name, html]) => ({
          id: blockId(name),
          heading: `About ${name}`,
          html,
          figures: [],
        })),
        citations: [],
      },
    ],
    questions: [],
    sources: [],
    terms: [
      {
        id: 'diversion',
        name: 'Diversion',
        definition: 'A way around the court.',
      } as unknown as ModuleContent['terms'][number],
    ],
  };
  const outline = series({
    modules: [module('a', { sections: [section(SECTION, { blockIds: Object.keys(blocks).map(blockId) })] })],
    sequences: [],
  });
  return openWindow(host, { loadModule: () => Promise.resolve(content), series: outline, ...overrides });
}

/** Words of a block as a note keeps them; the first that are the same, or those behind `after`. */
export function wordsOf(blocks: SceneBlocks, name: string, quote: string, after = '') {
  const text = compactText(blockText(blocks[name] ?? ''));
  const start = text.indexOf(compactText(quote), Math.max(0, text.indexOf(compactText(after))));
  if (start < 0) throw new Error(`"${quote}" isn't in the block ${name}.`);
  return {
    moduleId: 'a',
    sectionId: SECTION,
    blockId: blockId(name),
    quote,
    anchor: anchorFor(text, start, start + compactText(quote).length),
  };
}

/** Marks words as a learner does, and returns the note. */
export function mark(
  window: AppWindow,
  blocks: SceneBlocks,
  name: string,
  quote: string,
  colour: HighlightColour,
  text = '',
) {
  return window.notes.add({ ...wordsOf(blocks, name, quote), colour }, text);
}

/** The section's page at an address, e.g. `?block=opening&note=…`, with a way to go to another. */
export async function showSection(window: AppWindow, query = '') {
  const elsewhere = (text: string) => ({ render: () => h('p', text) });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: elsewhere('Another screen') },
      ...Object.values(routeNames)
        .filter((name) => name !== routeNames.section)
        .map((name) => ({ path: `/${name}/:moduleId?`, name, component: elsewhere('Another screen') })),
      {
        path: '/modules/:moduleId/sections/:sectionName',
        name: routeNames.section,
        component: SectionPage,
        props: true,
      },
    ],
  });
  await router.push(`/modules/a/sections/first${query}`);
  const screen = await render(
    { render: () => h('main', [h(RouterView)]) },
    {
      global: {
        plugins: [...window.mounting.plugins, router],
        provide: { ...window.mounting.provide, [openDraftsKey as symbol]: createOpenDrafts() },
      },
    },
  );
  return { router, screen };
}

/** What is marked in the text, by the name of the mark. */
export function marked(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...CSS.highlights].map(([name, ranges]) => [
      name,
      [...ranges].map((range) => (range as Range).toString().replace(/\s+/gu, ' ').trim()),
    ]),
  );
}

/** True where the words that are marked so lie wholly inside the window, and inside of what scrolls them. */
export function isInSight(name: string): boolean {
  const [range] = CSS.highlights.get(name) ?? [];
  const box = (range as Range | undefined)?.getBoundingClientRect();
  const scroller = (range as Range | undefined)?.startContainer.parentElement
    ?.closest('.table-scroll')
    ?.getBoundingClientRect();
  const [left, right] = [scroller?.left ?? 0, scroller?.right ?? window.innerWidth];
  return (
    box !== undefined &&
    box.height > 0 &&
    box.top >= 0 &&
    box.bottom <= window.innerHeight &&
    box.left >= left &&
    box.right <= right
  );
}
