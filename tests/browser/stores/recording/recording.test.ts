import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure, success } from '../../../../src/contract/result';
import { momentAnchor, momentOf } from '../../../../src/domain/notes/moment';
import { StorageError, THIS_PAGE } from '../../../../src/renderer/src/storage';
import { browserRecordings } from '../../../../src/renderer/src/stores/recording/recording-browser-files';
import { captionsLanguage, isSound } from '../../../../src/renderer/src/stores/recording/recording-attachment';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { CANARY, everythingOf, protect, reseal } from '../../support/protected-scene';
import { contents, until } from '../../support/storage-scene';

const FILE_ID = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const fingerprint = { size: 3, sha256: 'a'.repeat(64) };
const made: string[] = [];

afterEach(async () => {
  vi.unstubAllGlobals();
  const folder = await navigator.storage.getDirectory();
  for (const name of made.splice(0)) await folder.removeEntry(name).catch(() => undefined);
});

/** A file of this browser's own file system, whose handle is a real one. */
async function fileCalled(name: string, content: string): Promise<FileSystemFileHandle> {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.write(content);
  await writable.close();
  made.push(name);
  return handle;
}

function answerPicker(handle: FileSystemFileHandle | DOMException): void {
  vi.stubGlobal('showOpenFilePicker', () =>
    handle instanceof DOMException ? Promise.reject(handle) : Promise.resolve([handle]),
  );
}

async function attached(window: AppWindow, name: string, content = 'sound'): Promise<string> {
  const id = await window.create();
  answerPicker(await fileCalled(name, content));
  await window.recording.open('a');
  await window.recording.choose('a', 'recording');
  expect(window.recording.state).toBe('present');
  return id;
}

describe('a recording in the browser host', () => {
  it('is found again by its handle in the next window, with where it stopped and how fast it played', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    await attached(window, 'one.mp3');
    await window.recording.keep({ position: 12.5, speed: 1.25 });
    window.close();
    const other = openWindow(host);
    await other.begin();
    await other.recording.open('a');
    expect(other.recording.state).toBe('attached');
    await other.recording.find();
    expect(other.recording.state).toBe('present');
    expect(other.recording.attached).toMatchObject({ file: { name: 'one.mp3' }, position: 12.5, speed: 1.25 });
    expect(await (await fetch(other.recording.address ?? '')).text()).toBe('sound');
    await other.recording.open('b');
    expect(other.recording.state).toBe('absent');
  });

  it('tells of a part of the app that can’t be loaded as that, not as a change that wasn’t saved', async () => {
    const window = openWindow();
    await window.create();
    await window.sent();
    const { current } = window.atWork();
    vi.spyOn(current, 'recordings').mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
    await window.recording.open('a');
    expect(window.notices()).toEqual(['partUnavailable']);
    expect(window.save.state).not.toBe('failed');
  });

  it('stays in this database: neither journal nor learner file has anything of it', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    const id = await attached(window, 'recordingcanary.mp3');
    await window.session.current?.sync.flush();
    expect(JSON.stringify((await contents(id))['meta'])).toContain('recordingcanary');
    expect(JSON.stringify(host.entriesOf(id))).not.toContain('recordingcanary');
  });

  it('goes on where it was when the same file is chosen at another place, and begins anew with another one', async () => {
    const window = openWindow();
    await attached(window, 'one.mp3');
    await window.recording.keep({ position: 7 });
    answerPicker(await fileCalled('moved.mp3', 'sound'));
    await window.recording.choose('a', 'recording');
    expect(window.recording.attached).toMatchObject({ file: { name: 'moved.mp3' }, position: 7 });
    answerPicker(await fileCalled('other.mp3', 'other sound'));
    await window.recording.choose('a', 'recording');
    expect(window.recording.attached).toMatchObject({ file: { name: 'other.mp3' }, position: 0 });
  });

  it('is gone from the window, with its address, when its learner leaves, and from the disk when they are removed', async () => {
    const window = openWindow();
    await attached(window, 'one.mp3');
    const { address } = window.recording;
    await window.learnerSwitch.addLearner();
    await until(() => window.session.current === null);
    expect(window.recording.attached).toBeNull();
    expect(window.recording.address).toBeNull();
    await expect(fetch(address ?? '')).rejects.toThrow();
    const id = await attached(window, 'two.mp3');
    await window.learnerSwitch.removeCurrent();
    expect((await indexedDB.databases()).filter(({ name }) => name?.includes(id))).toEqual([]);
  });

  it('that is removed while the place where it stopped is kept stays removed', async () => {
    const window = openWindow();
    const id = await attached(window, 'one.mp3');
    await Promise.all([window.recording.remove('recording'), window.recording.keep({ position: 12.5 })]);
    expect([window.recording.attached, window.recording.state]).toEqual([null, 'absent']);
    expect(JSON.stringify((await contents(id))['meta'])).not.toContain('one.mp3');
  });

  it('a cancelled dialog, a second one beside it, and a file of another kind change nothing', async () => {
    const window = openWindow();
    await attached(window, 'one.mp3');
    const before = window.recording.attached;
    for (const name of ['AbortError', 'NotAllowedError']) {
      answerPicker(new DOMException('No.', name));
      await window.recording.choose('a', 'recording');
      expect([window.recording.attached, window.recording.refusal]).toEqual([before, null]);
    }
    answerPicker(await fileCalled('notes.txt', 'x'));
    await window.recording.choose('a', 'recording');
    expect(window.recording.refusal).toEqual({ reason: 'unsuitable', fileName: 'notes.txt', kind: 'recording' });
    expect([window.recording.attached, window.recording.state]).toEqual([before, 'present']);
  });

  it('that can’t be read any more when it was chosen is refused by its name', async () => {
    const window = openWindow();
    await window.create();
    await window.recording.open('a');
    const handle = await fileCalled('one.mp3', 'sound');
    vi.spyOn(handle, 'getFile').mockRejectedValue(new DOMException('No.', 'NotReadableError'));
    answerPicker(handle);
    await window.recording.choose('a', 'recording');
    expect(window.recording.refusal).toEqual({ reason: 'unreadable', fileName: 'one.mp3', kind: 'recording' });
  });

  it('asks again where the browser wants that, and says what became of a file', async () => {
    const access = browserRecordings();
    const asked = vi.fn(async () => 'granted');
    const state = async (parts: object): Promise<string> =>
      (await access.find({ kind: 'handle', handle: parts as FileSystemFileHandle })).state;
    const granted = { queryPermission: async () => 'granted' };
    const failing = (name: string) => ({ ...granted, getFile: () => Promise.reject(new DOMException('No.', name)) });
    expect(await state({ queryPermission: async () => 'prompt' })).toBe('permission');
    expect(await state(failing('NotFoundError'))).toBe('missing');
    expect(await state(failing('NotAllowedError'))).toBe('permission');
    expect(await state(failing('NotReadableError'))).toBe('unreadable');
    const handle = { requestPermission: asked } as unknown as FileSystemFileHandle;
    await access.allow({ kind: 'handle', handle });
    expect(asked).toHaveBeenCalledWith({ mode: 'read' });
  });
});

describe('a recording in the desktop host', () => {
  /** The in-memory host, as a desktop one. */
  function desktop(answers: Readonly<Record<string, () => unknown>>): InMemoryHost {
    const host = new InMemoryHost();
    const invoke = host.invoke.bind(host);
    vi.spyOn(host, 'invoke').mockImplementation((async (name: string, input: never) => {
      if (name === 'app.describe') return success({ host: 'desktop', dataFolderProblem: null });
      return answers[name]?.() ?? invoke(name as 'journal.list', input);
    }) as typeof host.invoke);
    return host;
  }
  const chosen = () => success({ outcome: 'chosen', fileId: FILE_ID, fileName: 'one.mp4', fingerprint });

  it('is known by the host’s id and played from its scheme; another file in its place is told', async () => {
    let now: unknown = { state: 'present', fingerprint };
    const window = openWindow(desktop({ 'recording.choose': chosen, 'recording.check': () => success(now) }));
    await window.create();
    await window.recording.open('a');
    await window.recording.choose('a', 'recording');
    expect([window.recording.state, window.recording.address]).toEqual(['present', `/recordings/${FILE_ID}`]);
    now = { state: 'missing' };
    await window.recording.find();
    expect([window.recording.state, window.recording.address]).toEqual(['missing', null]);
    now = { state: 'present', fingerprint: { ...fingerprint, size: 4 } };
    await window.recording.find();
    expect(window.recording.state).toBe('replaced');
    await window.recording.acceptReplaced();
    expect(window.recording.state).toBe('present');
  });

  it('that is accepted as it leaves with its learner is neither saved for the next one nor shown to them', async () => {
    let now: unknown = success({ state: 'present', fingerprint: { ...fingerprint, size: 4 } });
    const window = openWindow(desktop({ 'recording.choose': chosen, 'recording.check': () => now }));
    await window.create();
    await window.recording.open('a');
    await window.recording.choose('a', 'recording');
    await window.recording.find();
    expect(window.recording.state).toBe('replaced');
    let answer: () => void = () => undefined;
    const slow = now;
    now = new Promise((resolve) => {
      answer = () => {
        resolve(slow);
      };
    });
    const accepted = window.recording.acceptReplaced();
    await window.learnerSwitch.addLearner();
    await until(() => window.session.current === null);
    const next = await window.create();
    answer();
    await accepted;
    expect(window.recording.attached).toBeNull();
    expect(JSON.stringify((await contents(next))['meta'])).not.toContain('one.mp4');
  });

  it('that is chosen or removed while another module is opened is not shown there', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const slow = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    let choice: () => unknown = slow;
    const window = openWindow(desktop({ 'recording.choose': () => choice(), 'recording.forget': slow }));
    await window.create();
    await window.recording.open('a');
    const choosing = window.recording.choose('a', 'recording');
    await window.recording.open('b');
    answer(chosen());
    await choosing;
    expect([window.recording.attached, window.recording.state]).toEqual([null, 'absent']);
    choice = chosen;
    await window.recording.choose('b', 'recording');

    await window.recording.open('a');
    expect(window.recording.attached).toMatchObject({ moduleId: 'a', file: { name: 'one.mp4' } });
    const removing = window.recording.remove('recording');
    await window.recording.open('b');
    answer(success({}));
    await removing;
    expect([window.recording.attached?.moduleId, window.recording.state]).toEqual(['b', 'attached']);
    await window.recording.open('a');
    expect(window.recording.state).toBe('absent');
  });

  it('that could not be saved is forgotten by the host, and said not to be saved', async () => {
    const host = desktop({ 'recording.choose': chosen, 'recording.forget': () => success({}) });
    const window = openWindow(host);
    await window.create();
    await window.sent();
    const store = await window.session.current?.recordings();
    if (!store) throw new Error('No record is open.');
    vi.spyOn(Object.getPrototypeOf(store) as typeof store, 'change').mockRejectedValueOnce(
      new StorageError('full', 'No room.'),
    );
    await window.recording.open('a');
    await window.recording.choose('a', 'recording');
    expect(host.invoke).toHaveBeenCalledWith('recording.forget', expect.objectContaining({ fileId: FILE_ID }));
    expect([window.recording.state, window.save.state]).toEqual(['absent', 'failed']);
  });

  it('that is removed leaves the host no captions that were being chosen for it', async () => {
    const captions = Promise.withResolvers<unknown>();
    let choice: () => unknown = chosen;
    const host = desktop({ 'recording.choose': () => choice(), 'recording.forget': () => success({}) });
    const window = openWindow(host);
    await window.create();
    await window.recording.open('a');
    await window.recording.choose('a', 'recording');
    choice = () => captions.promise;
    const choosing = window.recording.choose('a', 'captions');
    await window.recording.remove('recording');
    const forgotten = () => vi.mocked(host.invoke).mock.calls.filter(([name]) => name === 'recording.forget').length;
    expect(forgotten()).toBe(1);
    captions.resolve(chosen());
    await choosing;
    expect(forgotten()).toBe(2);
    expect([window.recording.attached, window.recording.state]).toEqual([null, 'absent']);
  });

  it('that the player gives up is unplayable where its file is there, and missing where it isn’t', async () => {
    let now: unknown = { state: 'present', fingerprint };
    const window = openWindow(desktop({ 'recording.choose': chosen, 'recording.check': () => success(now) }));
    await window.create();
    await window.recording.open('a');
    await window.recording.choose('a', 'recording');
    await window.recording.playbackFailed();
    expect(window.recording.state).toBe('unplayable');
    now = { state: 'missing' };
    await window.recording.playbackFailed();
    expect(window.recording.state).toBe('missing');
  });

  it('that the host can’t remember is refused with its reason', async () => {
    const window = openWindow(desktop({ 'recording.choose': () => failure('disk-full', 'Full.') }));
    await window.create();
    await window.recording.open('a');
    await window.recording.choose('a', 'recording');
    expect([window.recording.state, window.recording.refusal]).toEqual([
      'absent',
      { reason: 'host', code: 'disk-full' },
    ]);
  });
});

it('a note at a moment is sealed by a PIN wherever it is kept, with its moment, and opened with it', async () => {
  const host = new InMemoryHost();
  const window = openWindow(host, { pageId: THIS_PAGE });
  const id = await window.create();
  const anchor = momentAnchor(7_654);
  await window.notes.add({ moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '', anchor }, CANARY);
  await window.sent();
  expect(await everythingOf(id, host)).toContain('7654');
  const { current: session } = window.atWork();
  await protect(session);
  await reseal(session, host);
  for (const words of [CANARY, '7654']) expect(await everythingOf(id, host)).not.toContain(words);
  await window.notes.loadAll();
  expect(window.notes.all.map(momentOf)).toEqual([7_654]);
});

it('what a file is shows in its name', () => {
  expect(['a.mp3', 'a.M4A', 'a.mp4', 'a.webm'].map(isSound)).toEqual([true, true, false, false]);
  const names = ['session.km.vtt', 'session_khmer.vtt', 'វគ្គ.vtt', 'session.vtt', 'kmart.vtt'];
  expect(names.map(captionsLanguage)).toEqual(['km', 'km', 'km', 'en', 'en']);
});
