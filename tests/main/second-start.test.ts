import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesktopHostProcess, type DesktopHostProcess } from '../support/hosts/desktop-host-process';
import { learnerFile } from '../support/learner-files/learner-files';
import { sampleContents } from '../support/learner-files/learner-file-samples';
import { PATIENCE } from '../support/patience';
import { LOCK_FILE } from '../support/hosts/single-instance';
import { makeFolderSync, removeFolderSync } from '../support/remove-folder';

/** Holds the files that are opened with the app; its name and theirs are as members have them. */
const folder = makeFolderSync('ឯកសារ របស់ខ្ញុំ');
const text = learnerFile(sampleContents());
const name = 'ចាន់ សុខា.jsonl';
writeFileSync(join(folder, name), text);
afterAll(() => {
  removeFolderSync(folder);
});

/** Each test leaves it with no file that it was passed and hasn't named yet. */
let host: DesktopHostProcess;
beforeAll(async () => {
  host = await startDesktopHostProcess();
});
afterAll(() => host.remove());

/** Every file of the app's own in the data folder, with its bytes and the time of its last change. */
function filesOf(dataFolder: string): string[] {
  return readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !LOCK_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).mtimeMs} ${readFileSync(path, 'base64')}`)
    .sort();
}

describe('a second process of the built desktop host on the same data', () => {
  it('ends without a window and without touching the data, and the first one has its learner file', async () => {
    expect(await host.invoke('opened-file.next', {})).toEqual({ ok: true, value: { file: null } });
    const before = filesOf(host.dataFolder);
    // As a double-click may say it: below the folder that the second process begins in, not the first.
    expect(await host.startBeside(folder, name)).toEqual({ code: 0, openedWindow: false, output: '' });
    expect(filesOf(host.dataFolder)).toEqual(before);

    await expect
      .poll(() => host.invoke('opened-file.next', {}), PATIENCE)
      .toMatchObject({ value: { file: { size: Buffer.byteLength(text) } } });
    // Once told, it isn't named again.
    expect(await host.invoke('opened-file.next', {})).toEqual({ ok: true, value: { file: null } });
  });

  it('passes on the file whose address GNOME gives in place of its path', async () => {
    const { href } = pathToFileURL(join(folder, name));
    expect(await host.startBeside(tmpdir(), href)).toEqual({ code: 0, openedWindow: false, output: '' });
    await expect
      .poll(() => host.invoke('opened-file.next', {}), PATIENCE)
      .toMatchObject({ value: { file: { size: Buffer.byteLength(text) } } });
  });

  it('passes nothing on where it was started without a learner file', async () => {
    expect(await host.startBeside(folder, join(folder, 'picture.png'))).toMatchObject({ code: 0, openedWindow: false });
    await host.startBeside(folder, name);
    await expect
      .poll(() => host.invoke('opened-file.next', {}), PATIENCE)
      .toMatchObject({ value: { file: { fileId: expect.any(String) } } });
    expect(await host.invoke('opened-file.next', {})).toEqual({ ok: true, value: { file: null } });
  });

  it('opens its window where the first one was killed', async () => {
    await host.stop('SIGKILL');
    await host.start();
    expect(await host.invoke('app.describe', {})).toMatchObject({ ok: true });
  });
});
