import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isOperationName, operations } from '../../src/contract/operations';
import { ERROR_CODES } from '../../src/contract/result';
import { openAndAppend } from '../support/hosts/opened-record';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { hostileAddresses } from '../support/hostile/hostile-addresses';
import { credentialText } from '../support/inputs/certificate-inputs';
import { certificateDocument, inputsOf, labelled } from '../support/inputs/operation-inputs';

let host: BuiltDesktopHost;
beforeAll(async () => {
  host = await loadBuiltDesktopHost();
});

describe('the built desktop host’s operations', () => {
  const own = { url: 'app://bundle/index.html#/home', detached: false, parent: null };

  it('answer their own page', async () => {
    const result = await host.invoke('app.describe', {}, { senderFrame: own });
    expect(result).toMatchObject({ ok: true, value: { host: 'desktop', version: '1.0.0' } });
  });

  it.each([
    ['a frame that has gone', { senderFrame: null }],
    ['a detached frame', { senderFrame: { ...own, detached: true } }],
    ['a frame inside the page', { senderFrame: { ...own, parent: {} } }],
    ['another window', { sender: { id: 99 } }],
    ['data:', { senderFrame: { ...own, url: 'data:text/html,<p>' } }],
    ['file:', { senderFrame: { ...own, url: 'file:///app/index.html' } }],
    ['about:blank', { senderFrame: { ...own, url: 'about:blank' } }],
    ['an empty address', { senderFrame: { ...own, url: '' } }],
    ['blob:', { senderFrame: { ...own, url: 'blob:app://bundle/1234' } }],
    ['app://evil', { senderFrame: { ...own, url: 'app://evil/index.html' } }],
    ['app://bundle.evil', { senderFrame: { ...own, url: 'app://bundle.evil/index.html' } }],
    ['app://bundle@evil', { senderFrame: { ...own, url: 'app://bundle@evil/index.html' } }],
    ['app://bundle with a port', { senderFrame: { ...own, url: 'app://bundle:80/index.html' } }],
    ['http', { senderFrame: { ...own, url: 'http://bundle/index.html' } }],
  ])('refuse %s', async (_, sender) => {
    for (const name of Object.keys(operations)) {
      expect(await host.invoke(name, {}, sender)).toEqual({
        ok: false,
        error: { code: 'forbidden', message: 'The sender is not the app.' },
      });
    }
  });

  it('carry a record into the journal and back', async () => {
    const learnerId = '018f3c1e-7b2a-7c3d-8e4f-00000000feed';
    const changes = [{ id: 'change-1', kind: 'learner' as const, body: '{"name":"សុខ ដារ៉ា"}' }];
    expect(await openAndAppend(host.invoke, learnerId, changes)).toMatchObject({
      ok: true,
      value: { count: 1 },
    });
    expect(await host.invoke('journal.list', {})).toMatchObject({
      ok: true,
      value: { journals: [{ learner: changes[0]?.body }] },
    });
    const files = await readdir(join(host.appDataFolder, 'Child Justice Series', 'journals'));
    expect(files).toEqual([`${learnerId}.jsonl`, `${learnerId}.turn.json`]);
  });

  it('save a certificate where the dialog says', async () => {
    const filePath = join(host.appDataFolder, 'my certificate.pdf');
    host.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
    const result = await host.invoke('certificate.export', { credential: credentialText(certificateDocument) });
    expect(result).toMatchObject({ ok: true, value: { outcome: 'saved', fileName: 'my certificate.pdf' } });
    expect((await readFile(filePath)).subarray(0, 5).toString()).toBe('%PDF-');
    const revealId = result.ok ? (result.value as { revealId: string }).revealId : '';
    expect(await host.invoke('delivery.reveal', { revealId })).toEqual({ ok: true, value: { revealed: true } });
    expect(host.shell.showItemInFolder).toHaveBeenCalledExactlyOnceWith(filePath);
    expect(await host.invoke('delivery.reveal', { revealId: filePath })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('save several certificates in a folder that was chosen once, and in no other', async () => {
    const folder = join(host.appDataFolder, 'Certificates');
    await mkdir(folder);
    host.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [folder] });
    const choice = await host.invoke('delivery.choose-folder', {});
    expect(choice).toMatchObject({ ok: true, value: { outcome: 'chosen', folderName: 'Certificates' } });
    const folderId = choice.ok ? (choice.value as { folderId: string }).folderId : '';
    const asked = host.dialog.showSaveDialog.mock.calls.length;
    for (const title of ['Diversion', 'United Nations'])
      expect(
        await host.invoke('certificate.export', {
          credential: credentialText({ ...certificateDocument, title }),
          folderId,
        }),
      ).toMatchObject({ ok: true, value: { outcome: 'saved' } });
    expect(await readdir(folder)).toHaveLength(2);
    expect(host.dialog.showSaveDialog.mock.calls.length).toBe(asked);
    const other = '018f3c1e-7b2a-7c3d-8e4f-00000000beef';
    expect(
      await host.invoke('certificate.export', { credential: credentialText(certificateDocument), folderId: other }),
    ).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it.each(hostileAddresses.map((url) => [JSON.stringify(url).slice(0, 80), url]))('never open %s', async (_, url) => {
    expect(await host.invoke('link.open', { url })).toMatchObject({ ok: false, error: { code: 'link-refused' } });
    expect(host.shell.openExternal).not.toHaveBeenCalled();
    expect(host.dialog.showMessageBox).not.toHaveBeenCalled();
  });

  describe.each(Object.keys(operations).filter(isOperationName))('%s', (name) => {
    it.each(labelled(inputsOf(name).invalid))('refuses %s', async (_, input) => {
      expect(await host.invoke(name, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    });

    it('survives any payload', async () => {
      await fc.assert(
        fc.asyncProperty(fc.anything({ withMap: true, withBigInt: true, withDate: true }), async (input) => {
          const result = await host.invoke(name, input);
          if (!result.ok) expect(ERROR_CODES).toContain(result.error.code);
        }),
        { numRuns: 100, seed: 26 },
      );
    });
  });
});
