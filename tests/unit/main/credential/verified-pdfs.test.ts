import { copyFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CertificateDocument } from '../../../../src/contract/certificate-document';
import type { CredentialReport } from '../../../../src/contract/credential';
import type { HostPorts } from '../../../../src/main/services/ports';
import { certificatePage } from '../../../../src/main/services/certificate/certificate-page';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { PDF_LIMITS, readPdfContents } from '../../../../src/main/services/credential/pdf-contents';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { createTypesettingPress } from '../../../../src/main/services/typesetting';
import { crowding } from '../../../support/crowding';
import { exhaustingPdf } from '../../../support/hostile/exhausting-pdf';
import { handMadePdf, packedZeros } from '../../../support/hostile/hand-made-pdf';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { moduleCertificate, packagesFolder, templateFolder, typesetting } from '../certificate/certificate-samples';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';

const press = typesetting();
const noProtection = { protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret };
let folder: string;
let key: SigningKey;
let credential: Buffer;

beforeAll(async () => {
  folder = await makeFolder('verified');
  key = createSigningKey({ dataFolder: folder, host: noProtection });
  credential = Buffer.from(
    await signCredential(moduleCertificate(), { sectionsRead: 1, questionsAnswered: 1, attempts: 1 }, key),
  );
});

afterAll(() => removeFolder(folder));

const check = (bytes: Uint8Array, readers = fileReaders(pdfReaderParts())): Promise<CredentialReport> =>
  verifyFile(bytes, { signingKey: key, typesetting: press, ...readers });

/** A JPEG image (ITU-T T.81, annex B) without points, of four components and so many points a side. */
function emptyImage(side: number): Buffer {
  const word = (value: number): number[] => [value >> 8, value & 255];
  const table = (kind: number): number[] => [0xff, 0xc4, ...word(20), kind, 1, ...Array<number>(16).fill(0)];
  const components = [1, 2, 3, 4].flatMap((id) => [id, 0x11, 0]);
  return Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xdb, ...word(67), 0, ...Array<number>(64).fill(1)],
    ...[0xff, 0xc0, ...word(20), 8, ...word(side), ...word(side), 4, ...components],
    ...[...table(0x00), ...table(0x10)],
    ...[0xff, 0xda, ...word(8), 1, 1, 0, 0, 63, 0, 0, 0, 0, 0, 0xff, 0xd9, 0, 0],
  ]);
}

describe('a PDF that somebody else made', () => {
  it('whose attachment is an image is answered', async () => {
    const pdf = handMadePdf({ attachments: [{ name: 'a.json', bytes: emptyImage(8), isImage: true }] });
    expect(await check(pdf)).toMatchObject({ outcome: 'unreadable', problem: 'damaged-pdf' });
  });

  it('with this app’s credential inside is told to be intact, and its page, which names no certificate, is left open', async () => {
    const pdf = handMadePdf({ attachments: [{ name: 'credential.json', bytes: credential }] });
    expect(await check(pdf)).toMatchObject({
      outcome: 'checked',
      signature: 'intact',
      signerIsIssuer: true,
      page: 'untold',
    });
  });

  it('with a credential and another attachment is checked by its credential', async () => {
    const pdf = handMadePdf({
      attachments: [
        { name: 'readme.txt', bytes: Buffer.from('hello') },
        { name: 'credential.json', bytes: credential },
      ],
    });
    expect(await check(pdf)).toMatchObject({ outcome: 'checked', signature: 'intact' });
  });

  it('with several credentials is told to leave open which one counts', async () => {
    const pdf = handMadePdf({
      attachments: [
        { name: 'a.json', bytes: credential },
        { name: 'b.json', bytes: credential },
      ],
    });
    expect(await check(pdf)).toEqual({ outcome: 'unreadable', problem: 'several-attachments' });
  });

  it('with two credentials under one name, of which a reader gives one, is told to leave open which one counts', async () => {
    const other = Buffer.from(
      await signCredential(
        moduleCertificate({ learner: { latinName: 'Other Person', khmerName: '' } }),
        { sectionsRead: 1, questionsAnswered: 1, attempts: 1 },
        key,
      ),
    );
    // The same name in another spelling, and in another case, is the same name.
    for (const name of ['credential.json', 'cred\\145ntial.json', 'CREDENTIAL.JSON', 'b.json ', 'b.json\u0000']) {
      const pdf = handMadePdf({
        attachments: [
          { name: 'credential.json', bytes: credential },
          { name, bytes: other },
        ],
      });
      expect(await check(pdf), name).toEqual({ outcome: 'unreadable', problem: 'several-attachments' });
    }
  });

  it('with a credential behind fifty other files is checked by it, and with a second one leaves open which counts', async () => {
    const others = Array.from({ length: 60 }, (_, index) => ({ name: `${index}.txt`, bytes: Buffer.from('hello') }));
    expect(await check(handMadePdf({ attachments: [...others, { name: 'a.json', bytes: credential }] }))).toMatchObject(
      { outcome: 'checked', signature: 'intact' },
    );
    expect(
      await check(
        handMadePdf({
          attachments: [{ name: 'a.json', bytes: credential }, ...others, { name: 'b.json', bytes: credential }],
        }),
      ),
    ).toEqual({ outcome: 'unreadable', problem: 'several-attachments' });
  });

  it.each([
    ['none', []],
    ['only others', [{ name: 'readme.txt', bytes: Buffer.from('hello') }]],
  ])('with no credential is told to have none: %s', async (_, attachments) => {
    expect(await check(handMadePdf({ attachments }))).toEqual({ outcome: 'unreadable', problem: 'no-attachment' });
  });

  it('with an attachment that is no credential is told so', async () => {
    for (const [text, problem] of [
      ['{"a":1}', 'not-a-credential'],
      ['{"a":', 'broken-json'],
      ['x'.repeat(PDF_LIMITS.attachmentBytes + 1), 'not-a-credential'],
    ] as const) {
      expect(await check(handMadePdf({ attachments: [{ name: 'a.json', bytes: Buffer.from(text) }] }))).toEqual({
        outcome: 'unreadable',
        problem,
      });
    }
  });

  it('that asks for a password is told to be protected', async () => {
    expect(
      await check(handMadePdf({ password: 'secret', attachments: [{ name: 'credential.json', bytes: credential }] })),
    ).toEqual({ outcome: 'unreadable', problem: 'protected-pdf' });
  });
});

describe('a page around a credential and its metadata', () => {
  /** Prints any page with the metadata and the attachment of the signed certificate, as an attacker can. */
  type CertificatePage = ReturnType<typeof certificatePage>;
  async function printed(
    rewrite: (page: CertificatePage, other: CertificatePage) => CertificatePage,
  ): Promise<Uint8Array> {
    const texts = await press.texts('en');
    const text = credential.toString();
    return createTypesettingPress({ templateFolder, packagesFolder }).print(
      (printable) => {
        const pageOf = (document: CertificateDocument): CertificatePage =>
          certificatePage(document, texts, printable, text);
        const page = rewrite(
          pageOf(moduleCertificate()),
          pageOf(moduleCertificate({ learner: { latinName: 'Other Person', khmerName: '' }, score: 1 })),
        );
        return {
          template: 'certificate.typ',
          files: { 'page.json': JSON.stringify(page), 'credential.json': text },
          createdAt: moduleCertificate().issuedAt,
          isOneOfMany: true,
        };
      },
      ({ pdf }) => pdf(),
    );
  }

  it('is genuine where it is the very page of the credential', async () => {
    expect(await check(await printed((own) => own))).toMatchObject({ signature: 'intact', page: 'genuine' });
  });

  it('is never called genuine where it is another person’s, or has an edited letter', async () => {
    const others = await Promise.all([
      printed((own, other) => ({ ...other, metadata: own.metadata, credential: own.credential })),
      printed((own, other) => ({ ...own, names: other.names })),
      printed((own, other) => ({ ...own, facts: other.facts })),
      printed((own) => ({ ...own, foot: own.foot.map((line) => ({ ...line, text: line.text.replace('1', '7') })) })),
    ]);
    for (const pdf of others) expect(await check(pdf)).toMatchObject({ signature: 'intact', page: 'untold' });
  });

  it('is not asked about where the credential isn’t intact', async () => {
    const changed = Buffer.from(credential.toString().replace('Sok Dara', 'Sok Dana'));
    expect(await check(handMadePdf({ attachments: [{ name: 'credential.json', bytes: changed }] }))).toMatchObject({
      signature: 'changed',
      page: null,
    });
  });
});

describe('a PDF reader that can’t be loaded', () => {
  it.each([
    ['without its packages', { packagesFolder: join(tmpdir(), 'no-packages') }],
    ['without its process', { pdfReadingFile: join(tmpdir(), 'no-process.mjs') }],
  ])('says nothing of the file: %s', async (_, missing) => {
    const pdf = handMadePdf({ attachments: [{ name: 'credential.json', bytes: credential }] });
    const readers = fileReaders({ ...pdfReaderParts(), ...missing });
    await expect(verifyFile(pdf, { signingKey: key, typesetting: press, ...readers })).rejects.toThrow(
      'The reader could not be loaded.',
    );
  });
});

describe('a process that says nothing', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says nothing of the file while its reader isn’t loaded, and then that it takes too long; it is ended', async () => {
    const pdf = handMadePdf({});
    const kill = vi.fn();
    let tell: (message: unknown) => void = () => undefined;
    const startProcess: HostPorts['startProcess'] = ({ onMessage }) => {
      tell = onMessage;
      return { post: () => undefined, kill };
    };
    const silent = { ...pdfReaderParts(), startProcess };
    const unloaded = readPdfContents(pdf, silent).catch(String);
    vi.advanceTimersByTime(30_000);
    expect(await unloaded).toBe('Error: The reader could not be loaded.');
    const endless = readPdfContents(pdf, silent);
    tell({ begun: true });
    vi.advanceTimersByTime(PDF_LIMITS.milliseconds);
    expect(await endless).toBe('heavy-pdf');
    expect(kill).toHaveBeenCalledTimes(2);
  });
});

describe('a computer without the PDF reader’s optional canvas', () => {
  it('reads a PDF with the two files that a package has', async () => {
    const packagesFolder = join(folder, 'node_modules');
    const build = 'pdfjs-dist/legacy/build';
    await mkdir(join(packagesFolder, build), { recursive: true });
    for (const name of ['pdf.mjs', 'pdf.worker.mjs'])
      await copyFile(join(pdfReaderParts().packagesFolder, build, name), join(packagesFolder, build, name));
    const pdf = handMadePdf({ attachments: [{ name: 'credential.json', bytes: credential }] });
    const readers = fileReaders({ ...pdfReaderParts(), packagesFolder });
    expect(await verifyFile(pdf, { signingKey: key, typesetting: press, ...readers })).toMatchObject({
      outcome: 'checked',
      signature: 'intact',
    });
  });
});

const UNHURRIED = { ...PDF_LIMITS, milliseconds: 2 ** 31 - 1 };
const UNBOUNDED = { ...UNHURRIED, memoryBytes: Number.MAX_SAFE_INTEGER };
/** Reads with no limit of time, where the file is much work and it isn't the time that ends it. */
const unhurried = (bytes: Uint8Array): ReturnType<typeof readPdfContents> =>
  readPdfContents(bytes, pdfReaderParts(), UNHURRIED);

describe('a PDF bomb', () => {
  /** Zeros by the million, packed so many times. */
  const bombOf = (millions: number, filters: number): Buffer =>
    handMadePdf({ attachments: [{ name: 'a.json', bytes: packedZeros(millions), filters, isPacked: true }] });
  /** 4 KB that unpack to 1 GB, over which the reader is busy for many seconds. */
  const endless = bombOf(1_000, 2);

  it('in an attachment is stopped before it is unpacked', async () => {
    expect(await check(bombOf(300, 1))).toEqual({ outcome: 'unreadable', problem: 'heavy-pdf' });
  });

  it('packed twice, of 4 KB, is stopped by the memory that it asks for, long before the time is up', async () => {
    expect(endless.length).toBeLessThan(4_096);
    // With no time limit at all: nothing but the memory's own bound can answer.
    expect(await unhurried(endless)).toBe('heavy-pdf');
  });

  it('of 1 KB that holds an image of 8,000 by 8,000 points is stopped by its memory as well', async () => {
    const bomb = handMadePdf({ attachments: [{ name: 'a.json', bytes: emptyImage(8_000), isImage: true }] });
    expect(bomb.length).toBeLessThan(1_024);
    expect(await check(bomb)).toEqual({ outcome: 'unreadable', problem: 'heavy-pdf' });
  });

  it('that exhausts the heap ends the process that reads it, and the next PDF is read', async () => {
    expect(await check(exhaustingPdf())).toEqual({ outcome: 'unreadable', problem: 'heavy-pdf' });
    const next = handMadePdf({ attachments: [{ name: 'credential.json', bytes: credential }] });
    expect(await check(next)).toMatchObject({ outcome: 'checked', signature: 'intact' });
  });

  it('of half a million names is read to its end', async () => {
    const names = `<</EmbeddedFiles<</Names[${'[]0 '.repeat(600_000)}]>>>>`;
    const many = Buffer.from(
      `%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Names${names}>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>` +
        '\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n',
      'latin1',
    );
    expect(await check(many, { ...fileReaders(pdfReaderParts()), readPdf: unhurried })).toEqual({
      outcome: 'unreadable',
      problem: 'no-attachment',
    });
  });

  it('whose title or file’s name has hundreds of thousands of characters has them cut, so that the app never holds them', async () => {
    const long = 'x'.repeat(300_000);
    const pdf = handMadePdf({ title: long, attachments: [{ name: `${long}.json`, bytes: Buffer.from('{}') }] });
    expect(await unhurried(pdf)).toMatchObject({
      title: long.slice(0, 100_000),
      attachments: [{ name: `${long.slice(0, 99_995)}.json` }],
    });
  });

  it('packed three times over is answered as well', async () => {
    expect(await check(bombOf(500, 3))).toEqual({ outcome: 'unreadable', problem: 'heavy-pdf' });
  });

  it('made of the word that begins a stream, over and over, is told to be damaged', async () => {
    const words = Buffer.from(`%PDF-1.7\n${'stream\nx'.repeat(600_000)}endstream`, 'latin1');
    expect(await unhurried(words)).toBe('damaged-pdf');
  });

  it('that has much memory ends with the time, and holds up nothing else meanwhile', async () => {
    const crowd = crowding();
    let longestGap = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longestGap = Math.max(longestGap, performance.now() - last);
      last = performance.now();
    }, 5);
    expect(await readPdfContents(endless, pdfReaderParts(), { ...UNBOUNDED, milliseconds: 1_500 })).toBe('heavy-pdf');
    clearInterval(watch);
    // A gap is also a wait for a core.
    expect(longestGap).toBeLessThan(1_000 * crowd);
  });

  it('is not read on for a window that is gone', async () => {
    const window = new AbortController();
    const reading = readPdfContents(endless, pdfReaderParts(), UNBOUNDED, window.signal);
    window.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await expect(readPdfContents(endless, pdfReaderParts(), PDF_LIMITS, window.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('a certificate is far from these bounds', async () => {
    const pdf = await press.typeset(moduleCertificate(), credential.toString());
    const contents = await readPdfContents(pdf, pdfReaderParts(), {
      ...PDF_LIMITS,
      memoryBytes: PDF_LIMITS.memoryBytes / 16,
    });
    expect(contents).toMatchObject({ attachments: [{ bytes: new Uint8Array(credential) }] });
  });
});
