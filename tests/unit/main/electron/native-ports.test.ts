import { mkdir, readFile, readdir, unlink, utimes, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNativePorts, type NativePortsOptions } from '../../../../src/main/electron/native-ports';
import { nativeTexts } from '../../../../src/main/electron/native-texts';
import { createOpenedFiles } from '../../../../src/main/electron/opened-files';
import type { HostPorts } from '../../../../src/main/services/ports';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const file = {
  suggestedName: 'certificate - Sok Dara.pdf',
  bytes: new TextEncoder().encode('%PDF'),
  mimeType: 'application/pdf',
};

let folder: string;
const showSaveDialog = vi.fn();
const showOpenDialog = vi.fn();
const showMessageBox = vi.fn();
const openExternal = vi.fn(async () => undefined);
const showItemInFolder = vi.fn();
let options: NativePortsOptions;
let ports: HostPorts;
let backend: 'basic_text' | 'gnome_libsecret' | 'unknown' = 'gnome_libsecret';

beforeEach(async () => {
  folder = await makeFolder('native-ports');
  vi.clearAllMocks();
  options = {
    app: { getPath: () => folder },
    dialog: { showSaveDialog, showOpenDialog, showMessageBox },
    shell: { openExternal, showItemInFolder },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text) => Buffer.from(`sealed:${text}`),
      decryptStringAsync: async (bytes) => ({
        result: bytes.toString().slice('sealed:'.length),
        shouldReEncrypt: false,
      }),
      getSelectedStorageBackend: () => backend,
    },
    utilityProcess: {
      fork: () => {
        throw new Error('No process is started here.');
      },
    },
    platform: 'linux',
    isPortable: false,
    drafts: { answer: () => undefined },
    openedFile: createOpenedFiles(() => undefined),
    window: () => null,
    texts: nativeTexts(['en-GB']),
    versions: { ...process.versions, electron: '45.4.1', chrome: '150.0.0.0' },
  };
  ports = createNativePorts(options);
});

afterEach(() => removeFolder(folder));

function choose(name: string): void {
  showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: join(folder, name) });
}

describe('the desktop host', () => {
  it('lets the learner choose a recording or captions of the kinds that it plays, and nothing where they cancel', async () => {
    showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/media/stick/session 3.mp4'] });
    expect(await ports.chooseRecording('recording')).toBe('/media/stick/session 3.mp4');
    showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
    expect(await ports.chooseRecording('captions')).toBeNull();
    expect(showOpenDialog.mock.calls.map(([settings]) => (settings as Electron.OpenDialogOptions).filters)).toEqual([
      [{ name: 'Recording', extensions: ['mp4', 'webm', 'm4a', 'mp3'] }],
      [{ name: 'WebVTT captions', extensions: ['vtt'] }],
    ]);
  });

  it('keeps secrets in the system’s protected storage, and says so', async () => {
    const secret = Uint8Array.from([0, 255, 128, 7]);
    const sealed = await ports.protectSecret(secret);
    expect(sealed && Buffer.from(sealed).toString()).toMatch(/^sealed:/u);
    expect(sealed && [...(await ports.revealSecret(sealed))]).toEqual([...secret]);
    expect(ports.describe().keyProtection).toBe('system');
  });

  it.each(['basic_text', 'unknown'] as const)(
    'takes Linux’s `%s` for no protection, though Electron calls encryption available',
    async (none) => {
      const sealed = await ports.protectSecret(Uint8Array.of(7));
      backend = none;
      expect(await ports.protectSecret(Uint8Array.of(7))).toBeNull();
      expect(ports.describe().keyProtection).toBe('file');
      // What was sealed before the keyring went is still asked for.
      expect(sealed && [...(await ports.revealSecret(sealed))]).toEqual([7]);
      backend = 'gnome_libsecret';
    },
  );

  it('keeps no secret in the storage of a computer that a portable copy leaves again, and says so', async () => {
    const isAsyncEncryptionAvailable = vi.fn(async () => true);
    const safeStorage = { ...options.safeStorage, isAsyncEncryptionAvailable };
    const portable = createNativePorts({ ...options, safeStorage, isPortable: true });
    expect(await portable.protectSecret(Uint8Array.of(7))).toBeNull();
    expect(portable.describe().keyProtection).toBe('portable');
    // A keychain that is asked may ask for a password.
    expect(isAsyncEncryptionAvailable).not.toHaveBeenCalled();
  });

  it('names itself and its runtimes', () => {
    expect(ports.describe()).toEqual({
      host: 'desktop',
      keyProtection: 'system',
      runtime: [
        { name: 'Electron', version: '45.4.1' },
        { name: 'Chromium', version: '150.0.0.0' },
        { name: 'Node.js', version: process.versions.node },
      ],
    });
  });

  it.each([
    ['home', ['documents']],
    ['no', ['documents', 'home']],
  ])('begins in %s folder where Windows can’t reach %j', async (first, missing) => {
    const getPath: NativePortsOptions['app']['getPath'] = (name) => {
      if (missing.includes(name)) throw new Error(`Failed to get '${name}' path`);
      return join(folder, name);
    };
    const away = createNativePorts({ ...options, app: { getPath } });
    choose('chosen.pdf');
    expect(await away.deliverFile(file)).toMatchObject({ outcome: 'saved' });
    showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [folder] });
    expect(await away.chooseFolder()).toMatchObject({ outcome: 'chosen' });
    const offered = [showSaveDialog, showOpenDialog].map(
      ({ mock }) => (mock.calls[0]?.[0] as { readonly defaultPath?: string }).defaultPath,
    );
    const home = join(folder, 'home');
    expect(offered).toEqual(
      first === 'home' ? [join(home, file.suggestedName), home] : [file.suggestedName, undefined],
    );
  });

  it('offers an absolute path in the documents folder and saves what the learner chose', async () => {
    choose('chosen.pdf');
    const delivery = await ports.deliverFile(file);
    expect(showSaveDialog).toHaveBeenCalledWith(
      expect.objectContaining({
        defaultPath: join(folder, file.suggestedName),
        filters: [{ name: 'PDF document', extensions: ['pdf'] }],
      }),
    );
    expect(delivery).toMatchObject({ outcome: 'saved', fileName: 'chosen.pdf' });
    expect(JSON.stringify(delivery)).not.toContain(folder);
    expect(await readFile(join(folder, 'chosen.pdf'), 'utf8')).toBe('%PDF');
  });

  it.each([
    ['application/vc', 'Signed credential', 'json'],
    ['application/x-ndjson', 'Backup', 'jsonl'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel workbook', 'xlsx'],
    ['application/json', 'xAPI statements', 'json'],
    ['text/csv', 'Table', 'csv'],
    ['text/plain', 'Question bank', 'txt'],
    ['text/markdown', 'Notebook', 'md'],
  ])('offers the kind of a file by its own name: %s', async (mimeType, name, extension) => {
    choose(`chosen.${extension}`);
    await ports.deliverFile({ ...file, mimeType });
    expect(showSaveDialog).toHaveBeenLastCalledWith(
      expect.objectContaining({ filters: [{ name, extensions: [extension] }] }),
    );
  });

  it.each([
    { canceled: true, filePath: '' },
    { canceled: true, filePath: '/tmp/x.pdf' },
    { canceled: false, filePath: '' },
  ])('writes nothing when the dialog answers %j', async (answer) => {
    showSaveDialog.mockResolvedValueOnce(answer);
    expect(await ports.deliverFile(file)).toEqual({ outcome: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['plain', 'plain.pdf'],
    ['page.exe', 'page.exe.pdf'],
    ['shouting.PDF', 'shouting.PDF'],
    ['dot.', 'dot..pdf'],
    ['pdf', 'pdf.pdf'],
  ])('saves %s as %s', async (typed, saved) => {
    choose(typed);
    expect(await ports.deliverFile(file)).toMatchObject({ fileName: saved });
    expect(await readdir(folder)).toEqual([saved]);
  });

  it('asks before the added extension makes it overwrite a file that the dialog did not ask about', async () => {
    await writeFile(join(folder, 'old.pdf'), 'old');
    choose('old');
    showMessageBox.mockResolvedValueOnce({ response: 1, checkboxChecked: false });
    expect(await ports.deliverFile(file)).toEqual({ outcome: 'cancelled' });
    expect(await readFile(join(folder, 'old.pdf'), 'utf8')).toBe('old');
    choose('old');
    showMessageBox.mockResolvedValueOnce({ response: 0, checkboxChecked: false });
    expect(await ports.deliverFile(file)).toMatchObject({ outcome: 'saved' });
    expect(await readFile(join(folder, 'old.pdf'), 'utf8')).toBe('%PDF');
  });

  it('refuses a folder, a missing folder and a kind of file that it does not know', async () => {
    await mkdir(join(folder, 'folder.pdf'));
    choose('folder.pdf');
    await expect(ports.deliverFile(file)).rejects.toMatchObject({ code: 'is-a-folder' });
    choose('missing/x.pdf');
    await expect(ports.deliverFile(file)).rejects.toMatchObject({ code: 'folder-missing' });
    await expect(ports.deliverFile({ ...file, mimeType: 'application/x-msdownload' })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('takes away what a killed run left where it saves, but nothing that another window may be writing', async () => {
    const [left, fresh, other] = [
      '.child-justice-write-018f3c1e-7b2a-7c3d-8e4f-0123456789ab.tmp',
      '.child-justice-write-018f3c1e-7b2a-7c3d-8e4f-0123456789cd.tmp',
      'letter.tmp',
    ];
    const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
    for (const name of [left, fresh, other]) await writeFile(join(folder, name), 'half');
    for (const name of [left, other]) await utimes(join(folder, name), hoursAgo, hoursAgo);
    choose('chosen.pdf');
    await ports.deliverFile(file);
    expect((await readdir(folder)).sort()).toEqual([fresh, 'chosen.pdf', other].sort());
  });

  it('shows a saved file in its folder by id, and no file by any other string', async () => {
    choose('chosen.pdf');
    const delivery = await ports.deliverFile(file);
    const revealId = delivery.outcome === 'saved' ? delivery.revealId : '';
    expect(await ports.revealFile(revealId)).toBe(true);
    expect(showItemInFolder).toHaveBeenCalledExactlyOnceWith(join(folder, 'chosen.pdf'));
    for (const id of ['', 'chosen.pdf', join(folder, 'chosen.pdf'), '/etc/passwd', '__proto__']) {
      await expect(ports.revealFile(id)).rejects.toMatchObject({ code: 'not-found' });
    }
    await unlink(join(folder, 'chosen.pdf'));
    await expect(ports.revealFile(revealId)).rejects.toMatchObject({ code: 'not-found' });
    expect(showItemInFolder).toHaveBeenCalledOnce();
  });

  it('names a whole drive by its path, which has no other name', async () => {
    const { root } = parse(process.cwd());
    showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [root] });
    expect(await ports.chooseFolder()).toMatchObject({ outcome: 'chosen', folderName: root });
  });

  it('saves several files in a folder that the learner chose, and overwrites nothing there', async () => {
    const chosen = join(folder, 'Certificates');
    await mkdir(chosen);
    await writeFile(join(chosen, 'one.pdf'), 'a letter of that name');
    showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [chosen] });
    const choice = await ports.chooseFolder();
    expect(choice).toMatchObject({ outcome: 'chosen', folderName: 'Certificates' });
    expect(JSON.stringify(choice)).not.toContain(folder);
    expect(showOpenDialog).toHaveBeenCalledWith(
      expect.objectContaining({ defaultPath: folder, properties: ['openDirectory', 'createDirectory'] }),
    );
    const folderId = choice.outcome === 'chosen' ? choice.folderId : '';

    const names = ['one.pdf', 'two.pdf', 'two.pdf'];
    const saved = [];
    for (const suggestedName of names) saved.push(await ports.deliverFile({ ...file, suggestedName }, folderId));
    // The same file twice is one file.
    expect(saved).toMatchObject([{ fileName: 'one (2).pdf' }, { fileName: 'two.pdf' }, { fileName: 'two.pdf' }]);
    expect((await readdir(chosen)).sort()).toEqual(['one (2).pdf', 'one.pdf', 'two.pdf']);
    expect(await readFile(join(chosen, 'one.pdf'), 'utf8')).toBe('a letter of that name');
    expect(await readFile(join(chosen, 'one (2).pdf'), 'utf8')).toBe('%PDF');
    expect(showSaveDialog).not.toHaveBeenCalled();
    const [first] = saved;
    expect(await ports.revealFile(first?.outcome === 'saved' ? first.revealId : '')).toBe(true);
    expect(showItemInFolder).toHaveBeenCalledExactlyOnceWith(join(chosen, 'one (2).pdf'));
  });

  it('saves in no folder that was not chosen, and says where one has gone', async () => {
    showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
    expect(await ports.chooseFolder()).toEqual({ outcome: 'cancelled' });
    for (const folderId of [folder, '', '018f3c1e-7b2a-7c3d-8e4f-0123456789ab'])
      await expect(ports.deliverFile(file, folderId)).rejects.toMatchObject({ code: 'not-found' });

    showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [join(folder, 'pulled-out stick')] });
    const choice = await ports.chooseFolder();
    const folderId = choice.outcome === 'chosen' ? choice.folderId : '';
    await expect(ports.deliverFile(file, folderId)).rejects.toMatchObject({ code: 'folder-missing' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('opens a link only after the learner saw the address and agreed', async () => {
    showMessageBox.mockResolvedValueOnce({ response: 1, checkboxChecked: false });
    expect(await ports.openLink('https://www.ohchr.org/')).toBe(false);
    expect(openExternal).not.toHaveBeenCalled();
    showMessageBox.mockResolvedValueOnce({ response: 0, checkboxChecked: false });
    expect(await ports.openLink('https://www.ohchr.org/')).toBe(true);
    expect(openExternal).toHaveBeenCalledExactlyOnceWith('https://www.ohchr.org/');
    expect(showMessageBox).toHaveBeenLastCalledWith(
      expect.objectContaining({ detail: 'https://www.ohchr.org/', defaultId: 1, cancelId: 1 }),
    );
  });

  it.each([
    [['xx-XX', 'km-KH', 'en-US'], 'ចម្លង'],
    [['en_GB', 'km'], 'Copy'],
    [['xx'], 'Copy'],
    [['', '__proto__', 'constructor'], 'Copy'],
    [[], 'Copy'],
  ])('speaks, on a computer in %j, the first language that it knows, or English', (languages, copy) => {
    expect(nativeTexts(languages).menu.copy).toBe(copy);
  });

  it('has the values of the English texts in the Khmer ones', () => {
    const values = (texts: object): string[] => JSON.stringify(texts).match(/\{\w+\}/gu) ?? [];
    expect(values(nativeTexts(['km']))).toEqual(values(nativeTexts(['en'])));
  });
});
