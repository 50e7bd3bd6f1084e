import { spawnSync } from 'node:child_process';
import { chmod, lstat, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import texts from '../../src/renderer/src/i18n/locales/en/screens.json' with { type: 'json' };
import { ERROR_CODES } from '../../src/contract/result';
import { immutableFolder, readOnlyMount, temporaryFolder, within } from '../support/faulty-places';
import { credentialText } from '../support/inputs/certificate-inputs';
import { removeFolder } from '../support/remove-folder';
import { moduleCertificate } from '../unit/main/certificate/certificate-samples';
import { learnerFile } from '../support/learner-files/learner-files';
import { sampleContents } from '../support/learner-files/learner-file-samples';
import { desktopServices, saveLearnerFile, type DesktopServices } from './support/desktop-services';
import { WHOLE } from './support/sample';
import type { Result } from '../../src/contract/result';

// F19: places that can't be written, for a certificate and a learner file, through the operations and the save dialog.
// What the machine can't be made to do (EBUSY, EPERM, EMFILE, EDQUOT, a scanner on Windows) is done by a stand-in for
// the file system in tests/unit/main/atomic-write.test.ts.
const root = resolve(import.meta.dirname, '../..');
const FILES = [
  [
    'certificate',
    'certificate.pdf',
    ({ invoke }: DesktopServices): Promise<Result<unknown>> =>
      invoke('certificate.export', { credential: credentialText(moduleCertificate()) }),
  ],
  [
    'learner file',
    'record.jsonl',
    (host: DesktopServices): Promise<Result<unknown>> => saveLearnerFile(host, learnerFile(sampleContents())),
  ],
] as const;

/**
 * Saves into the place and expects the refusal, with the file's name and the system's reason and no path; then saves in
 * another place, which works.
 */
async function expectRefusal(
  save: (host: DesktopServices) => Promise<Result<unknown>>,
  path: string,
  expected: { readonly code: string; readonly reason: string },
): Promise<void> {
  const [data, another] = [await temporaryFolder(), await temporaryFolder()];
  try {
    const host = desktopServices({ data, documents: another });
    host.choose(path);
    const refused = await save(host);
    expect(refused).toMatchObject({ ok: false, error: { code: expected.code, details: { reason: expected.reason } } });
    if (refused.ok) return;
    const name = path.split('/').at(-1) ?? '';
    expect(refused.error.details?.['fileName']).toBe(name);
    expect(JSON.stringify(refused)).not.toContain(path.slice(0, -name.length));
    // The learner is told in words what to do: another place, another name.
    expect((texts.errors as Record<string, string>)[expected.code]).toMatch(/[Cc]hoose|Free/u);
    host.choose(join(another, name.length > 100 ? `short.${name.split('.').at(-1) ?? ''}` : name));
    expect(await save(host)).toMatchObject({ ok: true, value: { outcome: 'saved' } });
    expect(host.suggested).toHaveLength(2);
  } finally {
    await removeFolder(data);
    await removeFolder(another);
  }
}

const runningTest = { skip: (reason: string) => test.skip(true, reason) };

for (const [kind, fileName, save] of FILES) {
  test.describe(`F19: a ${kind}`, () => {
    test('on a read-only disk: the old file stays', async () => {
      await within(
        runningTest,
        readOnlyMount((place) => writeFile(join(place, fileName), 'old')),
        async (place) => {
          await expectRefusal(save, join(place, fileName), { code: 'read-only', reason: 'EROFS' });
          expect(await readFile(join(place, fileName), 'utf8')).toBe('old');
          expect(await readdir(place)).toEqual([fileName]);
        },
      );
    });

    test('in a folder that takes nothing', async () => {
      await within(runningTest, immutableFolder(), async (place) => {
        await expectRefusal(save, join(place, fileName), { code: 'no-access', reason: 'EPERM' });
        expect(await readdir(place)).toEqual([]);
      });
    });

    test('under the name of a folder', async () => {
      const place = await temporaryFolder();
      await mkdir(join(place, fileName));
      const data = await temporaryFolder();
      const host = desktopServices({ data, documents: place });
      host.choose(join(place, fileName));
      expect(await save(host)).toMatchObject({ ok: false, error: { code: 'is-a-folder', details: { fileName } } });
      expect(await readdir(place)).toEqual([fileName]);
      await removeFolder(place);
      await removeFolder(data);
    });

    test('in a folder that has gone', async () => {
      const place = await temporaryFolder();
      await expectRefusal(save, join(place, 'gone', fileName), { code: 'folder-missing', reason: 'ENOENT' });
      expect(await readdir(place)).toEqual([]);
      await removeFolder(place);
    });

    test('in a folder that is a file', async () => {
      const place = await temporaryFolder();
      await writeFile(join(place, 'file'), 'kept');
      await expectRefusal(save, join(place, 'file', fileName), { code: 'folder-missing', reason: 'ENOTDIR' });
      expect(await readFile(join(place, 'file'), 'utf8')).toBe('kept');
      await removeFolder(place);
    });

    test('under a name of 300 characters', async () => {
      const place = await temporaryFolder();
      await expectRefusal(save, join(place, `${'n'.repeat(300)}.${fileName.split('.').at(-1) ?? ''}`), {
        code: 'name-too-long',
        reason: 'ENAMETOOLONG',
      });
      expect(await readdir(place)).toEqual([]);
      await removeFolder(place);
    });

    test('over a symbolic link: the link gives way, and what it points to is not touched', async () => {
      const place = await temporaryFolder();
      const data = await temporaryFolder();
      await writeFile(join(place, 'elsewhere'), 'untouched');
      await symlink(join(place, 'elsewhere'), join(place, fileName));
      const host = desktopServices({ data, documents: place });
      host.choose(join(place, fileName));
      expect(await save(host)).toMatchObject({ ok: true });
      expect(await readFile(join(place, 'elsewhere'), 'utf8')).toBe('untouched');
      expect((await lstat(join(place, fileName))).isSymbolicLink()).toBe(false);
      await removeFolder(place);
      await removeFolder(data);
    });

    test('over a link that leads in a circle', async () => {
      const place = await temporaryFolder();
      const data = await temporaryFolder();
      await symlink(join(place, fileName), join(place, fileName));
      const host = desktopServices({ data, documents: place });
      host.choose(join(place, fileName));
      expect(await save(host)).toMatchObject({ ok: true });
      expect((await lstat(join(place, fileName))).isFile()).toBe(true);
      await removeFolder(place);
      await removeFolder(data);
    });

    // A process for each: one of the two in every run.
    if (WHOLE || kind === 'learner file')
      test('in the folder of another person', async () => {
        test.skip(process.getuid?.() !== 0, 'Only root can act as another person.');
        const [place, own] = [await temporaryFolder(), await temporaryFolder()];
        await writeFile(join(place, fileName), 'old');
        await chmod(place, 0o755);
        await chmod(own, 0o777);
        const child = spawnSync(
          'setpriv',
          [
            '--reuid=65534',
            '--regid=65534',
            '--clear-groups',
            process.execPath,
            '--import',
            'tsx',
            resolve(import.meta.dirname, 'support/saving-child.ts'),
            kind,
            own,
            join(place, fileName),
          ],
          { cwd: root, encoding: 'utf8' },
        );
        expect(child.stderr).toBe('');
        expect(JSON.parse(child.stdout)).toMatchObject({
          ok: false,
          error: { code: 'no-access', details: { fileName, reason: 'EACCES' } },
        });
        expect(await readFile(join(place, fileName), 'utf8')).toBe('old');
        expect(await readdir(place)).toEqual([fileName]);
        await removeFolder(place);
        await removeFolder(own);
      });
  });
}

test('F19: every code that a failed write can have is worded with what to do', () => {
  const codes = [
    'disk-full',
    'read-only',
    'no-access',
    'name-too-long',
    'folder-missing',
    'is-a-folder',
    'file-busy',
    'write-failed',
  ];
  expect(codes.filter((code) => !(ERROR_CODES as readonly string[]).includes(code))).toEqual([]);
  for (const code of codes) expect((texts.errors as Record<string, string>)[code]).toMatch(/[Cc]hoose/u);
});
