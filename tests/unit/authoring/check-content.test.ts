import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkContent, parseCheckArguments, type CheckArguments } from '../../../src/authoring/check-content';
import { loadSeriesFiles } from '../../../src/authoring/reading/series-files';
import { withFolder } from './support/series-folder';
import { filesOf, validSeries } from './support/valid-series';

const PLAIN: CheckArguments = { acceptNewIds: false, withFragments: false };

async function run(
  folder: string,
  options: CheckArguments,
): Promise<{ readonly inOrder: boolean; readonly output: string }> {
  const printed: string[] = [];
  const inOrder = await checkContent(folder, options, (text) => printed.push(text));
  return { inOrder, output: printed.join('\n') };
}

describe('the check of a folder', () => {
  test('refuses new ids until they are accepted, and then prints the table', async () => {
    await withFolder(filesOf(validSeries()), async (folder) => {
      const before = await run(folder, PLAIN);
      expect(before.inOrder).toBe(false);
      expect(before.output).toContain('ids.lock\n  line 1: ');
      expect(before.output).toMatch(/\n\nids\.lock\n.*\n\n1 problem\(s\) in the course content\.$/u);
      expect((await run(folder, { ...PLAIN, acceptNewIds: true })).inOrder).toBe(true);
      const after = await run(folder, PLAIN);
      expect(after.inOrder).toBe(true);
      expect(after.output).toContain('The course content is in order.');
      const row = after.output
        .split('\n')
        .find((line) => line.startsWith('norms'))
        ?.split(/\s{2,}/u);
      expect(row).toEqual([
        'norms',
        '3624',
        '3600',
        '6',
        '2',
        '25',
        '11 5 4 1 1 1 2',
        '0 0 25 0 0',
        '2',
        '54',
        '0 % of 14',
        '0 % of 14',
        '5 4 3 2 0',
      ]);
      expect(after.output).toContain(
        '  norms: explain-norms 5, apply-rules 5, compare-courts 5, analyse-cases 5, assess-risks 5',
      );
    });
  });

  test('writes a sorted lock that a second acceptance leaves as it is', async () => {
    await withFolder(filesOf(validSeries()), async (folder) => {
      await run(folder, { ...PLAIN, acceptNewIds: true });
      const first = await readFile(join(folder, 'ids.lock'), 'utf8');
      await run(folder, { ...PLAIN, acceptNewIds: true });
      expect(await readFile(join(folder, 'ids.lock'), 'utf8')).toBe(first);
      const ids = first.trimEnd().split('\n').slice(1);
      expect(ids).toEqual([...ids].sort());
    });
  });

  test('does not take out an id that the content has lost', async () => {
    const files = filesOf(validSeries()).set('ids.lock', 'section norms/gone\n');
    await withFolder(files, async (folder) => {
      const { inOrder, output } = await run(folder, { ...PLAIN, acceptNewIds: true });
      expect(inOrder).toBe(false);
      expect(output).toContain('“section norms/gone” is gone from the content.');
    });
  });

  test('a folder without series.yaml gives the problem and no table', async () => {
    await withFolder(new Map([['README.md', 'Nothing here.']]), async (folder) => {
      const { inOrder, output } = await run(folder, { ...PLAIN, acceptNewIds: true });
      expect(inOrder).toBe(false);
      expect(output).not.toContain('Questions by objective');
    });
  });
});

describe('reading from disk', () => {
  test('takes away byte order marks and carriage returns', async () => {
    await withFolder(new Map([['a/b.md', '\uFEFFOne\r\nTwo\r\n']]), async (folder) => {
      expect((await loadSeriesFiles(folder)).files).toEqual(new Map([['a/b.md', 'One\nTwo\n']]));
    });
  });

  test('reports a file that is no UTF-8 and goes on with the others', async () => {
    const files = new Map<string, string | Uint8Array>([
      ['bad.yaml', new Uint8Array([0x66, 0xfc, 0x72])],
      ['good.yaml', 'id: a'],
    ]);
    await withFolder(files, async (folder) => {
      const { files: read, problems } = await loadSeriesFiles(folder);
      expect([...read.keys()]).toEqual(['good.yaml']);
      expect(problems).toEqual([
        {
          file: 'bad.yaml',
          line: 1,
          rule: 'encoding',
          message: 'The file is not saved as UTF-8 text. Save it again as UTF-8.',
        },
      ]);
    });
  });

  test('leaves hidden files alone', async () => {
    await withFolder(new Map([['.DS_Store', 'x']]), async (folder) => {
      expect((await loadSeriesFiles(folder)).files.size).toBe(0);
    });
  });

  test('a folder that isn’t there is an error', async () => {
    await expect(loadSeriesFiles(join(import.meta.dirname, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});

describe('arguments', () => {
  test('are the two known ones', () => {
    expect(parseCheckArguments([])).toEqual(PLAIN);
    expect(parseCheckArguments(['--accept-new-ids', '--with-fragments'])).toEqual({
      acceptNewIds: true,
      withFragments: true,
    });
  });

  test('an unknown one is refused by name', () => {
    expect(() => parseCheckArguments(['--fix'])).toThrow(
      new RangeError('Unknown argument "--fix". Known are --accept-new-ids and --with-fragments.'),
    );
  });

  test('the command answers an unknown one with exit code 2 and one line', async () => {
    const root = resolve(import.meta.dirname, '../../..');
    const command = [
      join(root, 'node_modules/tsx/dist/cli.mjs'),
      join(root, 'src/authoring/check-content-command.ts'),
      '--fix',
    ];
    const result = await new Promise<{ code: unknown; stderr: string }>((done) => {
      execFile(process.execPath, command, (error, _stdout, stderr) => {
        done({ code: error?.code, stderr });
      });
    });
    expect(result).toEqual({
      code: 2,
      stderr: 'Unknown argument "--fix". Known are --accept-new-ids and --with-fragments.\n',
    });
  });
});
