import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateResources } from '../../../../src/main/hosts/resources';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let folder: string;
beforeAll(async () => {
  folder = await makeFolder('resources');
});
afterAll(() => removeFolder(folder));

describe('the app’s own files', () => {
  it.each(['src/main', 'out/main', 'out/main/chunks'])('are found from %s', async (place) => {
    const root = join(folder, 'app');
    await mkdir(join(root, place), { recursive: true });
    await writeFile(join(root, 'package.json'), '{"name":"child-justice-series","version":"9.8.7","type":"module"}');
    expect(locateResources(join(root, place))).toEqual({
      rootFolder: root,
      version: '9.8.7',
      rendererFolder: join(root, 'out/renderer'),
      preloadFile: join(root, 'out/preload/index.cjs'),
      pictureReadingFile: join(root, 'out/main/picture-reading-process.js'),
      pdfReadingFile: join(root, 'out/main/pdf-reading-process.js'),
      iconFile: join(root, 'resources/icons/icon.png'),
      certificateFolder: join(root, 'resources/certificate'),
      packagesFolder: join(root, 'node_modules'),
    });
  });

  it('are not mistaken for another package’s', async () => {
    await mkdir(join(folder, 'other/out/main'), { recursive: true });
    await writeFile(join(folder, 'other/package.json'), '{"name":"another-app","version":"1.0.0"}');
    expect(() => locateResources(join(folder, 'other/out/main'))).toThrow(/child-justice-series/);
  });
});
