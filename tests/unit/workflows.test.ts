import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ name: `${name}: ${id}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step })));

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
});
