import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { issueCertificate } from '../../../src/domain/certificate/certificate';
import { correctCertificate } from '../../../src/domain/certificate/certificate-revision';
import type { Pair } from '../../../src/domain/group/decisions';
import type { Headline } from '../../../src/domain/group/headlines';
import { bothNames, type Learner } from '../../../src/domain/learner/learner';
import type { NoteRevision } from '../../../src/domain/notes/note';
import { makeProgressReport, reportedLearnerId } from '../../../src/domain/progress-report/making';
import type { CertificateSnapshot } from '../../../src/domain/record/certificate-snapshot';
import type { Series } from '../../../src/domain/series/series';
import { learnerFile } from '../learner-files/learner-files';
import { computerOn, type Computer } from './computer';
import { stickName } from './stick-names';
import { completed, identifier, learner, note, recordOf, statements, type Deed } from './statement-builders';

/** A file of the stick, with what has to be said of it. */
export interface StickFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headline: Headline;
}

/** What is special about somebody of the stick. */
export type StickRole =
  | 'ordinary'
  | 'namesake'
  | 'two computers'
  | 'one computer'
  | 'earlier version'
  | 'sent twice'
  | 'another edition'
  | 'another course'
  | 'corrected name'
  | 'copied id'
  | 'forged'
  | 'backup';

/** Somebody of the stick, as its builder knows them. */
export interface StickPerson {
  readonly name: string;
  readonly role: StickRole;
  /** The first so many modules are complete. */
  readonly modules: number;
  /** The version of the protocol that they agreed to. */
  protocol: 'present' | 'earlier' | null;
  /** Their last report, by its path, and the computer that signed it. */
  report: string | null;
  key: string | null;
}

/** What a training's members handed over, made by the app's own services on a computer each. */
export interface Stick {
  readonly files: readonly StickFile[];
  readonly people: readonly StickPerson[];
  /** The pairs that the coordinator has compared; headlines are told by them. */
  readonly known: readonly Pair[];
  /** What stands in the notes of everybody. */
  readonly notes: readonly string[];
}

/** How many of the ordinary members are on it, each with a report and so many certificates. */
export interface StickSize {
  readonly ordinary: number;
  readonly certificates: number;
}

/** With it a stick holds 60 reports and 120 certificates. */
export const FULL_STICK: StickSize = { ordinary: 36, certificates: 3 };

const MADE_AT = '2026-12-01T02:00:00.000Z';
const dayOf = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
const EVIDENCE = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };

/** A member: who they are, on which computer, with what they did and wrote. */
interface Member {
  readonly computer: Computer;
  readonly learner: Learner;
  readonly deeds: Deed[];
  readonly notes: readonly NoteRevision[];
  readonly person: StickPerson;
}

/** @param folder an empty one, for the computers' data */
export async function makeStick(
  series: Series,
  folder: string,
  { ordinary, certificates: each }: StickSize,
): Promise<Stick> {
  const files: StickFile[] = [];
  const notes: string[] = [];
  const people: StickPerson[] = [];
  let computers = 0;
  let members = 0;

  const newComputer = (): Computer => {
    const data = join(folder, `computer-${(computers += 1)}`);
    mkdirSync(data);
    return computerOn(data);
  };
  const newMember = (role: StickRole, computer = newComputer(), as: Partial<Learner> = {}, modules = 3): Member => {
    const number = (members += 1);
    const [latinName, khmerName] = stickName(number);
    const text = `Private ${number}: នាងមិនហ៊ាននិយាយ before her uncle.`;
    notes.push(text);
    const member = { ...learner({ id: identifier(5_000 + number), latinName, khmerName, ...as }), group: 'Battambang' };
    const person: StickPerson = { name: bothNames(member), role, modules, protocol: null, report: null, key: null };
    people.push(person);
    return {
      computer,
      learner: member,
      deeds: series.modules.slice(0, modules).flatMap((module) => completed(module, 0.9)),
      notes: [note({ id: identifier(6_000 + number), noteId: identifier(7_000 + number), text })],
      person,
    };
  };
  const protocol = series.modules.find((module) => module.protocol)?.protocol;
  const agree = ({ deeds, learner: { khmerName }, person }: Member, agreed: 'present' | 'earlier'): void => {
    person.protocol = agreed;
    deeds.push({
      verb: 'agreed',
      agreement: {
        protocolId: protocol?.id ?? '',
        version: agreed === 'present' ? (protocol?.version ?? '') : 'a'.repeat(64),
        language: 'km',
        name: khmerName,
        agreedAt: '2026-11-21T02:00:00.000Z',
        checkIds: [],
      },
    });
  };
  const add = (path: string, bytes: Uint8Array, headline: Headline): StickFile => {
    const file = { path: `${files.length + 1} ${path}`, bytes: new Uint8Array(bytes), headline };
    files.push(file);
    return file;
  };

  /** A certificate of a module, in the member's record and on the stick. */
  async function certify(member: Member, index: number, headline: Headline, course = series): Promise<StickFile> {
    const target = { kind: 'module', objectId: series.modules[index]?.id ?? '' } as const;
    const snapshot = issueCertificate(course, recordOf(...member.deeds), target, {
      certificateId: identifier(10_000 + members * 10 + index),
      learner: member.learner,
      language: 'en',
      issuedAt: '2026-11-30T03:00:00.000Z',
      dayOf,
    });
    return signed(member, target.objectId, snapshot, headline);
  }
  async function signed(
    { computer, deeds }: Member,
    objectId: string,
    snapshot: CertificateSnapshot,
    headline: Headline,
  ): Promise<StickFile> {
    const document = { ...snapshot, modules: snapshot.modules.map((module) => ({ ...module })) };
    const credential = await computer.credentials.sign(document, EVIDENCE);
    deeds.push({ verb: 'earned', objectId, certificate: snapshot, credential });
    const { suggestedName, bytes } = await computer.certificatePdf(document, credential);
    return add(suggestedName, bytes, headline);
  }

  /** A member's report, on the stick. */
  async function report(
    member: Member,
    headline: Headline,
    { madeAt = MADE_AT, app = '1.0.0', course = series } = {},
  ): Promise<StickFile> {
    await member.computer.reports.save(
      makeProgressReport(course, recordOf(...member.deeds), {
        reportId: identifier(20_000 + files.length),
        learner: member.learner,
        madeAt,
        dayOf,
        app,
        withScores: false,
      }),
    );
    const { suggestedName, bytes } = member.computer.delivered();
    const file = add(suggestedName, bytes, headline);
    member.person.report = file.path;
    member.person.key = await member.computer.key();
    return file;
  }
  const pairOf = async ({ computer, learner: { id } }: Member): Promise<Pair> => ({
    key: await computer.key(),
    learnerId: reportedLearnerId(id),
  });

  const known: Pair[] = [];
  const reports: StickFile[] = [];
  const certificates: StickFile[] = [];
  for (let index = 0; index < ordinary; index += 1) {
    const member = newMember('ordinary', newComputer(), {}, 3 + (index % 4));
    if (member.person.modules >= 5) agree(member, index % 8 === 2 ? 'earlier' : 'present');
    const headline = index % 6 === 0 ? 'known' : 'unknown-computer';
    if (headline === 'known') known.push(await pairOf(member));
    for (let at = 0; at < each; at += 1) certificates.push(await certify(member, at, headline));
    reports.push(await report(member, headline));
  }

  // One name, two people.
  for (const computer of [newComputer(), newComputer()])
    await report(
      newMember('namesake', computer, { latinName: 'Prak Sophea', khmerName: 'ប្រាក់ សុភា' }),
      'unknown-computer',
    );
  // One person, two computers, by a backup: one id under two keys.
  const moving = newMember('two computers');
  await report(moving, 'unknown-computer');
  await report({ ...moving, computer: newComputer() }, 'unknown-computer');
  // Two people, one computer; only one of them was asked for the digits.
  const owner = newMember('one computer');
  const sharer = newMember('one computer', owner.computer);
  known.push(await pairOf(owner));
  await certify(owner, 0, 'known');
  await certify(sharer, 0, 'unknown-person');
  await report(owner, 'known');
  await report(sharer, 'unknown-person');
  // Made by an earlier version, by a later one of which the earlier report is there too, and of another edition.
  await report(newMember('earlier version'), 'unknown-computer', { app: '0.9.0' });
  const returning = newMember('sent twice');
  await report(returning, 'older', { madeAt: '2026-11-28T02:00:00.000Z' });
  await report(returning, 'unknown-computer');
  await report(newMember('another edition'), 'another-course', { course: { ...series, edition: '2025' } });
  await certify(newMember('another course'), 0, 'another-course', { ...series, title: 'Another course' });
  // A name that was misspelt: the first revision, and the one that counts.
  const corrected = newMember('corrected name');
  await certify(corrected, 0, 'older');
  const earned = corrected.deeds.at(-1);
  if (earned?.verb === 'earned') {
    const moment = { learner: { latinName: 'Sok Darra', khmerName: '' }, issuedAt: MADE_AT, dayOf, reason: 'Misspelt' };
    await signed(corrected, earned.objectId, correctCertificate(earned.certificate, moment), 'unknown-computer');
  }
  await report(corrected, 'unknown-computer');
  // Who agreed to the protocol of today, and to an earlier one.
  for (const version of ['present', 'earlier'] as const) {
    const member = newMember('ordinary');
    agree(member, version);
    await report(member, 'unknown-computer');
    if (version === 'present') await certify(member, 1, 'unnamed');
  }
  // A member of whom somebody else copied the id.
  const [copied] = reports;
  const thief = newMember('copied id');
  await report({ ...thief, learner: { ...thief.learner, id: identifier(5_001) } }, 'unknown-computer');

  // Seven forged reports: the words of real ones, changed. Three forged certificates: printed by the app, of a
  // credential that was changed.
  for (const [from, to] of FORGERIES) add(ownName(reports[0]), changed(reports[0], from, to), 'changed');
  const forger = newMember('forged');
  await certify(forger, 0, 'unnamed');
  const real = forger.deeds.at(-1);
  if (real?.verb === 'earned')
    for (const [from, to] of [
      [forger.learner.latinName, 'Somebody Else'],
      ['2026-11-20', '2026-11-10'],
      ['"0.9"', '"1"'],
    ] as const) {
      const credential = real.credential.replaceAll(from, to);
      if (credential === real.credential) throw new Error(`A certificate without ${from}.`);
      const { suggestedName, bytes } = await forger.computer.certificatePdf(
        await forger.computer.credentials.documentOf(credential),
        credential,
      );
      add(suggestedName, bytes, 'changed');
    }

  // Three that were cut short, and the same file twice, as messengers send it.
  for (const file of [reports[1], reports[2], certificates[3]])
    if (file) add(ownName(file), file.bytes.slice(0, Math.floor(file.bytes.length / 2)), 'unreadable');
  for (const file of [copied, certificates[0]])
    if (file) add(ownName(file).replace(/(\.\w+)$/u, ' (1)$1'), file.bytes, 'twice');

  // A member with a PIN hands over a backup by mistake, and something that is none of this app's lies there too.
  const backup = newMember('backup');
  const contents = { createdAt: MADE_AT, learner: backup.learner, position: null, notes: backup.notes };
  add(
    `${backup.learner.latinName} 2026-12-01.jsonl`,
    new TextEncoder().encode(learnerFile({ ...contents, statements: statements(...backup.deeds) })),
    'learner-file',
  );
  add('holiday.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'not-ours');
  return { files, people, known, notes };
}

const FORGERIES = [
  ['"latinName": "', '"latinName": "Other '],
  ['"serial": 1', '"serial": 9'],
  ['"sectionsRead": 6', '"sectionsRead": 5'],
  ['"completedOn": "2026-11-20"', '"completedOn": "2026-11-19"'],
  ['"group": "Battambang"', '"group": "Phnom Penh"'],
  ['"attempts": 1', '"attempts": 2'],
  ['"madeOn": "2026-12-01"', '"madeOn": "2026-12-02"'],
] as const;

/** A file's name without its number: what is wrong with one isn't told by it. */
function ownName(file: StickFile | undefined): string {
  return file?.path.replace(/^\d+ /u, '') ?? '';
}

function changed(file: StickFile | undefined, from: string, to: string): Uint8Array {
  const text = new TextDecoder().decode(file?.bytes);
  if (!text.includes(from)) throw new Error(`A report without ${from}.`);
  return new TextEncoder().encode(text.replace(from, to));
}
