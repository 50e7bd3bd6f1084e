import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { SearchIndex } from '../../../../src/domain/search/search-index';
import type { SearchEntry } from '../../../../src/domain/search/search-entry';
import { cutKhmer } from '../../../../src/renderer/src/stores/record/khmer-words';
import { useSearch } from '../../../../src/renderer/src/stores/record/search';
import { CANARY, lockedAgain, PIN, withPin } from '../../support/locked-scene';
import { openWindow, PLACE } from '../../support/app-scene';
import { series } from '../../../support/builders/series-builders';

function courseOf(entries: readonly SearchEntry[]) {
  const index = SearchIndex.empty(cutKhmer);
  for (const entry of entries) index.put(entry);
  return () => Promise.resolve([index.stored()]);
}

const lesson = (moduleId: string, text: string): SearchEntry => ({
  id: `lesson:${moduleId}`,
  kind: 'lesson',
  title: '',
  text,
  moduleId,
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the search of a session', () => {
  it('finds course, places and notes in one list, and follows what is written, changed and removed', async () => {
    const window = openWindow(undefined, { loadCourseSearch: courseOf([lesson('a', 'A court for children.')]) });
    await window.create();
    const note = await window.notes.add(PLACE, 'What the court said.');
    const search = useSearch();
    await search.prepare([{ id: 'command:court', kind: 'command', title: 'Court of the app', text: '' }]);
    const kinds = (query: string): string[] =>
      search
        .find(query)
        .hits.map(({ entry }) => entry.kind)
        .toSorted();
    expect(kinds('courts')).toEqual(['command', 'lesson', 'note']);
    const edited = await window.notes.edit(note, 'What the police said.');
    await expect.poll(() => kinds('police')).toEqual(['note']);
    expect(kinds('courts')).toEqual(['command', 'lesson']);
    await window.notes.remove(edited);
    await expect.poll(() => kinds('police')).toEqual([]);
  });

  it('has the newest words of a note that is changed while the index takes in many others', async () => {
    const window = openWindow(undefined, { loadCourseSearch: courseOf([]) });
    await window.create();
    const { notes } = window;
    for (const text of ['One.', 'Other.']) await notes.tag(await notes.add(PLACE, text), () => ['tag']);
    const search = useSearch();
    await search.prepare([]);

    // Every note takes long, and the page's turn comes when the test says so.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    let elapsed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (elapsed += 100));
    await notes.renameTag('tag', 'law');
    await expect.poll(() => vi.getTimerCount()).toBe(1);
    const [, other] = notes.all;
    if (!other) throw new Error('The note is not shown.');
    await notes.edit(other, 'Changed.');
    await notes.add(PLACE, 'Added.');
    await nextTick();
    await vi.runAllTimersAsync();
    const found = (query: string): string[] => search.find(query).hits.map(({ entry }) => entry.text);
    expect([found('other'), found('changed'), found('added')]).toEqual([[], ['Changed.'], ['Added.']]);
  });

  it('finds nothing of a module whose protocol isn’t agreed to, in its present version', async () => {
    const whole = series();
    const window = openWindow(undefined, {
      series: {
        ...whole,
        modules: whole.modules.map((module) =>
          module.id === 'b' ? { ...module, protocol: { id: 'protocol', version: 'v2' } } : module,
        ),
      },
      loadCourseSearch: courseOf([
        lesson('a', 'An open text.'),
        lesson('b', 'A closed text.'),
        { ...lesson('b', 'A closed text.'), id: 'job-aid:b', kind: 'job-aid' },
      ]),
    });
    await window.create();
    const search = useSearch();
    await search.prepare([]);
    const found = (): string[] => search.find('text').hits.map(({ entry }) => entry.moduleId ?? '');
    expect(found()).toEqual(['a']);
    expect(search.nearWords('closd', 3)).not.toContain('closed');
    const agreement = { protocolId: 'protocol', language: 'en', name: 'N', checkIds: [] } as const;
    const agree = (version: string): Promise<unknown> =>
      window.record.append([
        { verb: 'agreed', agreement: { ...agreement, version, agreedAt: '2026-01-01T00:00:00.000Z' } },
      ]);
    await agree('v1');
    expect(found()).toEqual(['a']);
    await agree('v2');
    expect(found().toSorted()).toEqual(['a', 'b', 'b']);
  });

  it('has nothing of a locked record, and finds its notes again when it is unlocked', async () => {
    const scene = await withPin();
    const search = useSearch();
    await search.prepare([]);
    expect(search.find(CANARY).hits).toHaveLength(1);
    await lockedAgain(scene);
    expect(search.state).toBe('none');
    expect(search.find(CANARY).hits).toEqual([]);
    expect(search.nearWords(CANARY, 5)).toEqual([]);
    await scene.unlock.unlock(PIN);
    await search.prepare([]);
    expect(search.find(CANARY).hits).toHaveLength(1);
  });

  it('says so where the index can’t be read, and tries again when it is opened again', async () => {
    let isBroken = true;
    const window = openWindow(undefined, {
      loadCourseSearch: () => (isBroken ? Promise.reject(new Error('damaged')) : courseOf([lesson('a', 'A court.')])()),
    });
    await window.create();
    const search = useSearch();
    await search.prepare([]);
    expect(search.state).toBe('failed');
    isBroken = false;
    await search.prepare([]);
    expect(search.state).toBe('ready');
    expect(search.find('court').hits).toHaveLength(1);
  });

  it('has every note once it is tried again, also those that another screen read meanwhile', async () => {
    const window = openWindow(undefined, { loadCourseSearch: courseOf([]) });
    await window.create();
    await window.notes.add(PLACE, 'What the court said.');
    const { current } = window.atWork();
    vi.spyOn(current.notes, 'all').mockRejectedValueOnce(new DOMException('No.', 'UnknownError'));
    const search = useSearch();
    await search.prepare([]);
    expect(search.state).toBe('failed');
    await window.notes.loadAll();
    await expect.poll(() => search.find('court').hits).toHaveLength(1);
    await search.prepare([]);
    expect(search.state).toBe('ready');
    expect(search.find('court').hits).toHaveLength(1);
  });

  it('finds a place of the app only while it is among those that are possible', async () => {
    const window = openWindow(undefined, { loadCourseSearch: courseOf([]) });
    await window.create();
    const search = useSearch();
    const places = ['Lock the record', 'Open the settings'].map((title): SearchEntry => {
      return { id: `command:${title}`, kind: 'command', title, text: '' };
    });
    const preparing = search.prepare(places);
    await search.prepare(places.slice(1));
    await preparing;
    const found = (query: string): number => search.find(query).hits.length;
    expect([found('lock'), found('settings')]).toEqual([0, 1]);
    await search.prepare(places);
    expect([found('lock'), found('settings')]).toEqual([1, 1]);
    await search.prepare(places.slice(1));
    expect([found('lock'), found('settings')]).toEqual([0, 1]);
  });
});
