import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { BrowserContext } from 'playwright';
import type { CertificateDocument } from '../../src/contract/certificate-document';
import type { Series } from '../../src/domain/series/series';
import { certificateDocuments } from './certificate-documents';
import type { PressAnswer, PressRequest } from './certificate-press';
import { recordDocuments } from './record-documents';
import { judgedTime, written, type Figure } from './report';
import { allSamples, interleavedRounds, perRound } from './rounds';
import { estimate, median, ratioOf } from './statistics';

/**
 * The first certificate of a process, then 50 different ones beside a bare Typst page and a plain HTML page through a
 * warm Chromium.
 */
export async function benchCertificates(context: BrowserContext, series: Series): Promise<Figure[]> {
  // More than are needed: discarded rounds are made up for, and each document is typeset once.
  const documents = certificateDocuments(series, 200);
  const next = (): CertificateDocument => nextOf(documents);

  const [firstDocument] = certificateDocuments(series, 1);
  if (!firstDocument) throw new Error('The series has no certificate.');
  const inNewProcess = async (kind: 'ours' | 'bare'): Promise<number[]> => {
    const press = startPress();
    const { milliseconds } = await press.make({ kind, document: firstDocument });
    await press.stop();
    return [milliseconds];
  };
  const first = await interleavedRounds(
    { ours: () => inNewProcess('ours'), bare: () => inNewProcess('bare') },
    { rounds: 7, dropped: 1 },
  );

  const press = startPress();
  const page = await context.newPage();
  try {
    await press.make({ kind: 'ours', document: firstDocument });
    await press.make({ kind: 'bare', document: firstDocument });
    let document = next();
    const rounds = await interleavedRounds(
      {
        ours: async () => {
          document = next();
          const { milliseconds, bytes } = await press.make({ kind: 'ours', document });
          if (bytes < 1_000) throw new Error(`A certificate of ${bytes} bytes is none.`);
          return [milliseconds];
        },
        // Another document: what was just typeset is remembered.
        signed: async () => [(await press.make({ kind: 'signed', document: next() })).milliseconds],
        bare: async () => [(await press.make({ kind: 'bare', document })).milliseconds],
        chromium: async () => {
          const since = performance.now();
          await page.setContent(plainPage(document));
          await page.pdf({ format: 'A4', landscape: true });
          return [performance.now() - since];
        },
      },
      { rounds: 50 },
    );
    const records = recordDocuments(series, 60);
    await press.make({ kind: 'record', document: nextOf(records) });
    const papers = await interleavedRounds(
      { record: async () => [(await press.make({ kind: 'record', document: nextOf(records) })).milliseconds] },
      { rounds: 20 },
    );
    const middle = (subject: 'ours' | 'signed' | 'bare' | 'chromium') => estimate(allSamples(rounds, subject), median);
    const start = (subject: 'ours' | 'bare') => estimate(allSamples(first, subject), median);
    const againstChromium = ratioOf(perRound(rounds, 'ours'), perRound(rounds, 'chromium'));
    return [
      {
        name: `First certificate of a process, fonts included, median of ${first.kept.length} processes`,
        ours: written(start('ours'), 'ms', 0),
        beside: `bare Typst page, one font: ${written(start('bare'), 'ms', 0)}`,
        target: '500 ms',
        verdict: judgedTime(start('ours'), 500, first.quiet),
      },
      {
        name: `A certificate after the first, median of ${rounds.kept.length} different ones`,
        ours: written(middle('ours'), 'ms', 2),
        beside: `bare Typst page ${written(middle('bare'), 'ms', 2)}; plain HTML page through warm Chromium ${written(middle('chromium'), 'ms', 0)}, ours ${written(againstChromium, 'x', 3)}`,
        target: '10 ms',
        verdict: judgedTime(middle('ours'), 10, rounds.quiet),
      },
      {
        name: 'The same with its signed credential attached and its QR code',
        ours: written(middle('signed'), 'ms', 2),
        beside: '',
        target: '',
        verdict: '',
      },
      {
        name: `A record of learning of the whole series, two pages, median of ${papers.kept.length} different ones`,
        ours: written(estimate(allSamples(papers, 'record'), median), 'ms', 1),
        beside: '',
        target: '',
        verdict: '',
      },
    ];
  } finally {
    await press.stop();
    await page.close();
  }
}

function nextOf<Document>(documents: Document[]): Document {
  const document = documents.shift();
  if (!document) throw new Error('There are not enough documents.');
  return document;
}

function startPress(): {
  readonly make: (request: PressRequest) => Promise<PressAnswer>;
  readonly stop: () => Promise<void>;
} {
  const child = fork(resolve(import.meta.dirname, 'certificate-press.ts'), [], { execArgv: ['--import', 'tsx'] });
  const gone = new Promise<number | null>((done) => child.once('exit', done));
  return {
    make: (request) =>
      new Promise((made, failed) => {
        child.once('message', (answer) => {
          made(answer as PressAnswer);
        });
        void gone.then((code) => {
          failed(new Error(`The press ended with code ${String(code)}.`));
        });
        child.send(request);
      }),
    async stop() {
      child.kill();
      await gone;
    },
  };
}

/** The same facts as plain HTML. */
function plainPage({ learner, title, modules, certificateId, completedOn }: CertificateDocument): string {
  const rows = modules
    .map((module) => `<li>${module.number}. ${module.title}: ${Math.floor(module.score * 100)} %</li>`)
    .join('');
  return `<h1>Certificate of completion</h1><h2>${learner.latinName} ${learner.khmerName}</h2><p>${title}</p><ul>${rows}</ul><p>${completedOn} ${certificateId}</p>`;
}
