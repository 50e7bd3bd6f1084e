import { describe, expect, it } from 'vitest';
import { createBrowserPorts } from '../../../../src/main/http/browser-ports';
import { createDownloads } from '../../../../src/main/http/downloads';

describe('the browser host’s ports', () => {
  it('turn a file into a download and leave folders to the browser', async () => {
    const opened: string[] = [];
    const openInBrowser = (address: string): boolean => opened.push(address) > 0;
    const ports = createBrowserPorts({ downloads: createDownloads(), openInBrowser, nodeVersion: '20.19.0' });
    expect(ports.describe()).toEqual({
      host: 'browser',
      keyProtection: 'file',
      runtime: [{ name: 'Node.js', version: '20.19.0' }],
    });
    const delivery = await ports.deliverFile({
      suggestedName: 'a.pdf',
      bytes: new Uint8Array(1),
      mimeType: 'application/pdf',
    });
    expect(delivery).toEqual({
      outcome: 'download',
      fileName: 'a.pdf',
      path: expect.stringMatching(/^\/downloads\/[\w-]{32}$/),
    });
    expect(await ports.chooseFolder()).toEqual({ outcome: 'none' });
    expect(await ports.revealFile('x')).toBe(false);
    expect(await ports.openLink('https://www.un.org/')).toBe(true);
    expect(opened).toEqual(['https://www.un.org/']);
  });
});
