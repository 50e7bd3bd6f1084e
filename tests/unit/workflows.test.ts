import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ACTION_INPUTS } from '../support/inputs/action-inputs';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const { scripts, productName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly productName: string;
};

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly if?: string;
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
  readonly on: {
    readonly schedule?: readonly unknown[];
    readonly workflow_call?: {
      readonly inputs?: Readonly<Record<string, unknown>>;
      readonly secrets?: Readonly<Record<string, unknown>>;
    } | null;
  };
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
const jobsOf = (file: string): Readonly<Record<string, Job>> =>
  workflows.find(({ name }) => name === file)?.workflow.jobs ?? {};
/** The steps of the workflow for the desktop app that run a command with a text in it. */
const desktopSteps = (text: string): readonly Step[] =>
  (jobsOf('desktop.yml')['package']?.steps ?? []).filter(({ run }) => run?.includes(text));

describe('the workflows', () => {
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
    for (const { step } of steps) expect(step.run ?? '').not.toContain('${{');
  });

  it('end by themselves', () => {
    for (const { job } of jobs) expect(job.uses === undefined ? job['timeout-minutes'] : 1).toBeGreaterThan(0);
  });

  it('run scripts and files that there are', () => {
    const commands = steps.map(({ step }) => step.run ?? '').join('\n');
    for (const [, name] of commands.matchAll(/npm run ([\w:]+)/gu)) expect(Object.keys(scripts)).toContain(name);
    for (const [file] of commands.matchAll(/scripts\/packaging\/[\w.-]+/gu))
      expect(existsSync(join(root, file))).toBe(true);
    expect(commands).toContain('npm ci && npm test');
  });

  it('test on every Node that package.json names', () => {
    const check = workflows.find(({ name }) => name === 'check.yml')?.text ?? '';
    expect(check).toContain('node: [22, 24, 26]');
  });

  it('give each action inputs that it has, and all that it must have', () => {
    const used = steps.flatMap(({ name, step }) => (step.uses === undefined ? [] : [{ name, uses: step.uses, step }]));
    for (const { name, uses, step } of used) {
      const inputs = ACTION_INPUTS[uses];
      if (!inputs) throw new Error(`${name}: the inputs of ${uses} aren't in the table.`);
      const given = Object.keys(step.with ?? {});
      expect(Object.keys(inputs), `${name}: ${uses}`).toEqual(expect.arrayContaining(given));
      const demanded = Object.keys(inputs).filter((input) => inputs[input]);
      expect(given, `${name}: ${uses}`).toEqual(expect.arrayContaining(demanded));
    }
  });

  it('call each other with inputs and secrets that are declared', () => {
    const calls = jobs.filter(({ job }) => job.uses !== undefined);
    expect(calls.length).toBeGreaterThan(0);
    for (const { job } of calls) {
      const called = workflows.find(({ name }) => job.uses === `./.github/workflows/${name}`)?.workflow.on
        .workflow_call;
      expect(Object.keys(called?.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})));
      expect(Object.keys(called?.secrets ?? {})).toEqual(expect.arrayContaining(Object.keys(job.secrets ?? {})));
    }
  });

  it('fail where the first part of a pipe does', () => {
    for (const { name, job, step } of steps.filter(({ step: { run } }) => run && / \| /u.test(run)))
      expect(step.shell ?? job.defaults?.run.shell, name).toMatch(/^(?:bash|pwsh)$/u);
  });

  it('run the fault tests whole every night, and keep the log of a night that fails', () => {
    const night = workflows.find(({ name }) => name === 'faults.yml');
    expect(night?.workflow.on.schedule).toHaveLength(1);
    expect(night?.text).toContain('npm run test:faults 2>&1 | tee faults.log');
    const kept = jobsOf('faults.yml')['faults']?.steps?.find(({ uses }) =>
      uses?.startsWith('actions/upload-artifact@'),
    );
    expect(kept?.if).toContain('failure()');
    expect(kept?.with?.['path']).toContain('faults.log');
  });
});

describe('the workflow for the desktop app', () => {
  it('takes no program of npm’s into what it traces or runs without a network', () => {
    const traced = steps
      .flatMap(({ step }) => (step.run ?? '').replaceAll(/\\\n\s*/gu, '').split('\n'))
      .filter((line) => /\b(?:unshare|strace)\b/u.test(line) && !line.includes('apt-get'));
    expect(traced.join('\n')).toContain('unshare');
    for (const line of traced) expect(line).not.toMatch(/\b(?:npx|npm)\b/u);
  });

  it('asks the installer where the app is', () => {
    const [step] = desktopSteps('HKCU:');
    expect(step?.run).toContain('$entry.UninstallString');
    expect(step?.run).not.toContain('LOCALAPPDATA');
    expect(step?.run).toContain(`'${productName}.exe'`);
  });

  it('sees a blocked connection on Windows, where it fails before any list can show it', () => {
    const [step] = desktopSteps('auditpol');
    expect(step?.run).toContain('Id = 5157');
    expect(step?.run).toContain("throw 'A blocked connection would not be seen.'");
  });

  it('requires Electron wherever its tests alone are run, and nowhere else', () => {
    const demanding = workflows.filter(({ workflow }) => workflow.env?.['CJS_ELECTRON'] === 'required');
    const testing = workflows.filter(({ text }) => text.includes('npm run test:electron'));
    expect(demanding.map(({ name }) => name)).toEqual(['desktop.yml']);
    expect(testing).toEqual(demanding);
  });

  it('tests a packed app that is there', () => {
    const found = desktopSteps('CJS_PACKED_APP=');
    expect(found).toHaveLength(1);
    const lines = (found[0]?.run ?? '').split('\n').map((line) => line.trim());
    expect(lines.indexOf('test -x "$CJS_PACKED_APP"')).toBeGreaterThan(-1);
    expect(lines.indexOf('test -x "$CJS_PACKED_APP"')).toBeLessThan(lines.indexOf('export CJS_PACKED_APP'));
  });

  it('gives a certificate to its own system, in a release alone', () => {
    const values = (jobsOf('desktop.yml')['package']?.steps ?? []).flatMap(({ env }) => Object.entries(env ?? {}));
    const secret = values.filter(([, value]) => /secrets\.\w+ \|\|/u.test(value));
    expect(secret.length).toBeGreaterThan(4);
    for (const [name, value] of secret) {
      const system = name.startsWith('WINDOWS_') ? 'Windows' : 'macOS';
      const prefix = system === 'Windows' ? 'WIN_' : '(?:CSC|APPLE)_';
      expect(value).toMatch(
        new RegExp(
          `^\\$\\{\\{ inputs\\.sign && runner\\.os == '${system}' && secrets\\.${prefix}\\w+ \\|\\| '' \\}\\}$`,
          'u',
        ),
      );
    }
    for (const [name] of values) expect(name).not.toMatch(/^(?:CSC_|APPLE_API_)/u);
  });

  it('writes Apple’s key into the file that notarising asks for', () => {
    const [step] = desktopSteps('npm run package\n');
    expect(step?.run).toContain('> "$RUNNER_TEMP/key.p8"');
    expect(step?.run).toContain('export APPLE_API_KEY="$RUNNER_TEMP/key.p8"');
  });

  it('signs nothing before a person has let the release through', () => {
    const { approve, desktop } = jobsOf('release.yml');
    expect(approve?.environment).toBe('release');
    expect(approve?.needs).toBe('check');
    expect(desktop?.needs).toBe('approve');
    expect(jobs.filter(({ job }) => job.with?.['sign'] !== undefined).map(({ name }) => name)).toEqual([
      'release.yml: desktop',
    ]);
  });
});
