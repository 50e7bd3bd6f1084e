import type { Series } from '../../src/domain/series/series';
import { NO_DECISIONS } from '../../src/domain/group/decisions';
import { judgeFiles } from '../../src/domain/group/judging';
import { peopleOf } from '../../src/domain/group/people';
import { readFile, type ReadFile } from '../../src/renderer/src/stores/group/file-reading';
import { computerOn, hostOfComputer } from '../support/builders/computer';
import { FULL_STICK, makeStick, type StickFile } from '../support/builders/stick';
import { makeFolder, removeFolder } from '../support/remove-folder';
import { exactly, judgedTime, type Figure } from './report';

/** As many as the page has checked at once. */
const AT_ONCE = 4;

/** A coordinator's folder: 500 reports, and 120 certificates with readers that are used again. */
export async function benchGroup(series: Series): Promise<Figure[]> {
  const made = await Promise.all([
    makeFolder('bench-group'),
    makeFolder('bench-certificates'),
    makeFolder('bench-desk'),
  ]);
  const [reportFolder, certificateFolder, desk] = made;
  try {
    const many = await makeStick(series, reportFolder, { ordinary: 500, certificates: 0 });
    const full = await makeStick(series, certificateFolder, FULL_STICK);
    const reports = many.files.filter(({ path }) => path.endsWith('.json')).slice(0, 500);
    const pdfs = full.files.filter(({ path }) => path.endsWith('.pdf'));
    const host = hostOfComputer(computerOn(desk));
    const timed = async (files: readonly StickFile[]): Promise<number> => {
      const since = performance.now();
      const read: ReadFile[] = [];
      const left = [...files];
      const next = async (): Promise<void> => {
        for (let file = left.shift(); file; file = left.shift()) {
          const { path, bytes } = file;
          read.push(
            await readFile(host, { path, size: bytes.length, read: async (most) => bytes.slice(0, most) }, true),
          );
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      const judged = judgeFiles(series, read, NO_DECISIONS, '2026-12-02T00:00:00.000Z');
      peopleOf(series, judged.reports, NO_DECISIONS, judged.otherReports);
      return (performance.now() - since) / 1_000;
    };
    const figure = async (name: string, files: readonly StickFile[], target: number): Promise<Figure> => {
      const seconds = exactly(await timed(files));
      return {
        name: `${name}, ${files.length} of them, checked, judged and counted`,
        ours: `${seconds.value.toFixed(1)} s`,
        beside: '',
        target: `${target} s`,
        verdict: judgedTime(seconds, target, true),
      };
    };
    return [
      await figure('A folder of progress reports', reports, 10),
      await figure('A folder of certificates (PDF)', pdfs, 60),
    ];
  } finally {
    for (const folder of made) await removeFolder(folder);
  }
}
