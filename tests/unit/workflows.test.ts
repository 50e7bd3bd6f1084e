import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly permissions: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ name: `${name}: ${id}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, job, step })));
const commands = steps.map(({ step }) => step.run ?? '').join('\n');

/** Syntax, expressions, runners and calls are actionlint's (`check.yml`); this is what it leaves to each project. */
describe('the workflows', () => {
  it('are read by actionlint', () => {
    expect(commands).toMatch(/go run github\.com\/rhysd\/actionlint\/cmd\/actionlint@v\d+\.\d+\.\d+/u);
  });

  it.each(workflows)('$name may read and no more, unless a job says why not', ({ workflow }) => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('give more rights to the one job that publishes, which a person has to let through', () => {
    const entitled = jobs.filter(({ job }) => job.permissions);
    expect(entitled.map(({ name }) => name)).toEqual(['release.yml: release']);
    expect(entitled[0]?.job.environment).toBe('release');
  });

  it('take every action by its commit, with its version beside it', () => {
    const used = workflows.flatMap(({ text }) => text.match(/uses: .*/gu) ?? []);
    expect(used.length).toBeGreaterThan(5);
    for (const line of used)
      expect(line).toMatch(
        /^uses: (\.\/\.github\/workflows\/[\w-]+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/u,
      );
  });

  it('keep no credentials in a checkout', () => {
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const { step } of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  it('write no expression into a command, where a branch’s name would become part of it', () => {
    expect(commands).not.toContain('${{');
  });

  it('end by themselves', () => {
    for (const { job } of jobs) expect(job.uses === undefined ? job['timeout-minutes'] : 1).toBeGreaterThan(0);
  });

  it('run scripts and files that there are', () => {
    for (const [, name] of commands.matchAll(/npm run ([\w:]+)/gu)) expect(Object.keys(scripts)).toContain(name);
    for (const [file] of commands.matchAll(/scripts\/packaging\/[\w.-]+/gu))
      expect(existsSync(join(root, file))).toBe(true);
    expect(commands).toContain('npm ci && npm test');
    expect(commands).toContain('npm run test:more');
  });

  it('fail where the first part of a pipe does', () => {
    for (const { name, job, step } of steps.filter(({ step: { run } }) => run && / \| /u.test(run)))
      expect(step.shell ?? job.defaults?.run.shell, name).toMatch(/^(?:bash|pwsh)$/u);
  });

  it('require Electron wherever its tests alone are run, and nowhere else', () => {
    const demanding = workflows.filter(({ workflow }) => workflow.env?.['CJS_ELECTRON'] === 'required');
    expect(demanding.map(({ name }) => name)).toEqual(['desktop.yml']);
    expect(workflows.filter(({ text }) => text.includes('npm run test:electron'))).toEqual(demanding);
  });

  it('take no program of npm’s into what is traced or runs without a network', () => {
    const traced = commands
      .replaceAll(/\\\n\s*/gu, '')
      .split('\n')
      .filter((line) => /\b(?:unshare|strace)\b/u.test(line) && !line.includes('apt-get'));
    expect(traced.join('\n')).toContain('unshare');
    for (const line of traced) expect(line).not.toMatch(/\b(?:npx|npm)\b/u);
  });

  it('give a certificate to its own system, in a release alone', () => {
    const values = steps.flatMap(({ name, step }) =>
      name.startsWith('desktop.yml') ? Object.entries(step.env ?? {}) : [],
    );
    const secret = values.filter(([, value]) => /secrets\.\w+ \|\|/u.test(value));
    expect(secret.length).toBeGreaterThan(4);
    for (const [name, value] of secret) {
      const [system, prefix] = name.startsWith('AZURE_') ? ['Windows', 'AZURE_'] : ['macOS', '(?:CSC|APPLE)_'];
      expect(value).toMatch(
        new RegExp(
          `^\\$\\{\\{ inputs\\.sign && runner\\.os == '${system}' && secrets\\.${prefix}\\w+ \\|\\| '' \\}\\}$`,
          'u',
        ),
      );
    }
    for (const [name] of values) expect(name).not.toMatch(/^(?:CSC_|APPLE_API_)/u);
  });

  it('hand a release’s packages every setting and secret of signing that the packaging reads', () => {
    const read = readFileSync(join(root, 'scripts/packaging/builder-config.ts'), 'utf8');
    const settings = new Set(read.match(/\bCJS_(?:AZURE_[A-Z]+|SIGNED_SYSTEMS)\b/gu));
    expect(settings.size).toBe(5);
    const { env = {} } = steps.find(({ step }) => step.env?.['CJS_SIGNED_SYSTEMS'])?.step ?? {};
    for (const name of settings) expect(env[name]).toBe(`\${{ inputs.sign && vars.${name} || '' }}`);

    const handed = new Set(Object.values(env).flatMap((value) => value.match(/(?<=secrets\.)\w+/gu) ?? []));
    expect(handed).toContain('AZURE_CLIENT_SECRET');
    const { desktop } = workflows.find(({ name }) => name === 'release.yml')?.workflow.jobs ?? {};
    expect(desktop?.secrets).toEqual(Object.fromEntries([...handed].map((name) => [name, `\${{ secrets.${name} }}`])));
  });

  it('sign nothing before a person has let the release through', () => {
    const { approve, desktop } = workflows.find(({ name }) => name === 'release.yml')?.workflow.jobs ?? {};
    expect(approve?.environment).toBe('release');
    expect(approve?.needs).toBe('check');
    expect(desktop?.needs).toBe('approve');
    expect(jobs.filter(({ job }) => job.with?.['sign'] !== undefined).map(({ name }) => name)).toEqual([
      'release.yml: desktop',
    ]);
  });
});
