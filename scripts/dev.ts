import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectProgram } from './project-program';

/**
 * Builds on every change and runs the browser host on what was built; reload the page to see a change. The strict
 * policy holds here too, so there is no dev server with rules of its own.
 */
const root = resolve(import.meta.dirname, '..');
const host = join(root, 'out', 'main', 'browser-host.js');
const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' } as const;

rmSync(host, { force: true });
const build = spawn(projectProgram('electron-vite'), ['build', '--watch'], options);
const waiting = setInterval(() => {
  if (!existsSync(host)) return;
  clearInterval(waiting);
  const server = spawn(process.execPath, ['--watch', host], { ...options, shell: false });
  process.on('SIGINT', () => {
    server.kill('SIGINT');
    build.kill('SIGINT');
  });
}, 250);
