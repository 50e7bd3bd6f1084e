import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { useModuleContent } from '../../../../src/renderer/src/stores/record/module-content';
import { openWindow } from '../../support/app-scene';

const contentOf = (moduleId: string): ModuleContent => ({
  moduleId,
  sections: [],
  questions: [],
  sources: [],
  terms: [],
});

/**
 * A window that loads a module's text when the test says so: every load is one of `loads`, in the order in which they
 * were asked for.
 */
async function scene() {
  const loads: { readonly arrive: () => void; readonly fail: () => void }[] = [];
  const loadModule = (moduleId: string): Promise<ModuleContent> =>
    new Promise((resolve, reject) => {
      loads.push({
        arrive: () => {
          resolve(contentOf(moduleId));
        },
        fail: () => {
          reject(new Error('The file is gone.'));
        },
      });
    });
  const window = openWindow(undefined, { loadModule });
  await window.create();
  return { window, loads, content: useModuleContent() };
}

describe('the text of a module', () => {
  it('that comes when its learner has left is not there for the next one', async () => {
    const { window, loads, content } = await scene();
    const first = content.open('a');
    const second = content.open('b');
    window.machine.send({ type: 'lost' });
    await nextTick();
    loads[0]?.arrive();
    loads[1]?.fail();
    await Promise.all([first, second]);
    expect([content.content, content.failedModuleId]).toEqual([null, null]);
  });

  it('that comes, or fails, after the next one was opened does not take its place', async () => {
    const { loads, content } = await scene();
    const slow = content.open('a');
    const failing = content.open('c');
    const last = content.open('b');
    loads[2]?.arrive();
    await last;
    loads[0]?.arrive();
    loads[1]?.fail();
    expect((await slow)?.moduleId).toBe('a');
    expect(await failing).toBeNull();
    expect([content.content?.moduleId, content.failedModuleId]).toEqual(['b', null]);
  });

  it('that was left before it came does not take the place of the one gone back to', async () => {
    const { loads, content } = await scene();
    const first = content.open('a');
    loads[0]?.arrive();
    await first;
    const left = content.open('b');
    await content.open('a');
    loads[1]?.arrive();
    await left;
    expect(content.content?.moduleId).toBe('a');
  });
});
