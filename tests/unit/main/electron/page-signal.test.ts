import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { success } from '../../../../src/contract/result';
import { listenForOperations } from '../../../../src/main/electron/ipc-transport';
import { FakeWebContents } from '../../../support/hosts/fake-browser-window';

/** Pages whose operations never end; each question gives the signal that the operation got. */
function pages() {
  let handle: (event: IpcMainInvokeEvent, ...inputs: unknown[]) => unknown = () => undefined;
  const signals: AbortSignal[] = [];
  const ipcMain = { handle: (_channel: string, listener: typeof handle) => (handle = listener) } as unknown as IpcMain;
  listenForOperations(
    ipcMain,
    async (_name, _input, signal) => {
      if (signal) signals.push(signal);
      return success({});
    },
    () => true,
  );
  return async (contents: FakeWebContents): Promise<AbortSignal | undefined> => {
    const senderFrame = { url: 'app://bundle/index.html', detached: false, parent: null };
    await handle({ sender: contents, senderFrame } as unknown as IpcMainInvokeEvent, 'app.ping', {});
    return signals.at(-1);
  };
}

describe('the signal that an operation gets', () => {
  it.each(['destroyed', 'render-process-gone', 'did-navigate'])(
    'is aborted at `%s` of its page, and what the next page asks has one of its own',
    async (event) => {
      const [ask, contents] = [pages(), new FakeWebContents()];
      const before = await ask(contents);
      expect(await ask(contents)).toBe(before);
      contents.emit(event);
      expect(before?.aborted).toBe(true);
      expect((await ask(contents))?.aborted).toBe(false);
    },
  );

  it('is not that of another window, and stays where the page only moves within itself', async () => {
    const [ask, one, other] = [pages(), new FakeWebContents(), new FakeWebContents()];
    const signals = [await ask(one), await ask(other)];
    one.emit('destroyed');
    other.emit('did-navigate-in-page');
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  });

  it('listens once, however many operations a page asks for', async () => {
    const [ask, contents] = [pages(), new FakeWebContents()];
    for (let asked = 0; asked < 50; asked += 1) await ask(contents);
    expect(contents.listenerCount('destroyed')).toBe(1);
  });
});
