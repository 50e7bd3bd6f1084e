import { describe, expect, it } from 'vitest';
import { withPresence } from '../../../../src/domain/group/attendance';
import { MAXIMUM_REMARK_LENGTH, withSamePerson, type GroupDecisions } from '../../../../src/domain/group/decisions';
import { groupContentsText, readGroupContents } from '../../../../src/domain/group/group-file';
import { nameSigns, sharersOf } from '../../../../src/domain/group/name-signs';
import { judgeFiles } from '../../../../src/domain/group/judging';
import { identityOf, type SignedReport } from '../../../../src/domain/group/signed-report';
import { peopleOf } from '../../../../src/domain/group/people';
import { remarkOf, withRemark } from '../../../../src/domain/group/remarks';
import { belongingsIn, likelyOriginal, samePersonQuestions } from '../../../../src/domain/group/same-person';
import {
  certificateFile,
  decisionsOn,
  reportFile,
  SECOND_KEY,
  signedReport,
} from '../../../support/builders/group-builders';
import { reportedCourse } from '../../../support/builders/report-builders';

function rows(
  reports: readonly SignedReport[],
  decisions: GroupDecisions,
  others: readonly SignedReport[] = [],
): readonly string[] {
  return peopleOf(reportedCourse, reports, decisions, others).map(({ name, standing }) => `${name}: ${standing}`);
}

describe('peopleOf', () => {
  it('shows whoever sent nothing as a row, in the order of the list', () => {
    expect(rows([signedReport()], decisionsOn('Chan Bopha\nSok Dara'))).toEqual([
      'Chan Bopha: none',
      'Sok Dara: unknown-computer',
    ]);
  });

  it("doesn't say that nothing was sent where a report of the name waits for a decision", () => {
    const decisions = decisionsOn('Sok Dara\nSok Dara');
    expect(rows([signedReport()], decisions)).toEqual([
      'Sok Dara: not-attached',
      'Sok Dara: not-attached',
      'Sok Dara: unknown-computer',
    ]);
    const toSecond = { ...decisions, invited: { [identityOf(signedReport())]: 'sok dara\t2' } };
    expect(rows([signedReport()], toSecond)).toEqual(['Sok Dara: none', 'Sok Dara: unknown-computer']);
    const toNobody = { ...decisions, invited: { [identityOf(signedReport())]: '' } };
    expect(rows([signedReport()], toNobody)).toEqual([
      'Sok Dara: none',
      'Sok Dara: none',
      'Sok Dara: unknown-computer',
    ]);
  });

  it('tells the second Sok from somebody who is called Sok 2', () => {
    const ids = decisionsOn('Sok\nSok\nSok 2').roster.people.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('says so where the only report is of another edition', () => {
    expect(rows([], decisionsOn('Sok Dara\nChan Bopha'), [signedReport()])).toEqual([
      'Sok Dara: another-edition',
      'Chan Bopha: none',
    ]);
  });

  it('is as well known as the least known of its reports', () => {
    const [a, b] = [signedReport(), signedReport({ key: SECOND_KEY })];
    const joined = withSamePerson(decisionsOn(''), [identityOf(a), identityOf(b)], true);
    const known = { ...joined, known: [{ key: a.key, learnerId: a.report.learner.id }] };
    expect(rows([a, b], known)).toEqual(['Sok Dara: unknown-computer']);
  });

  it('never completes what was attended, and never marks as attended what was completed', () => {
    const decisions = decisionsOn('Sok Dara\nChan Bopha');
    const attendance = withPresence([], { moduleId: 'b', heldOn: '2026-11-20' }, ['sok dara', 'chan bopha'], true);
    const [dara, bopha] = peopleOf(reportedCourse, [signedReport()], { ...decisions, attendance });
    expect(dara?.modules.slice(0, 2).map(({ state }) => state)).toEqual(['complete', 'new']);
    expect(dara?.attended.slice(0, 2)).toEqual([null, '2026-11-20']);
    expect(bopha?.attended[1]).toBe('2026-11-20');
    expect(bopha?.modules[1]?.state).toBe('new');
  });
});

describe('samePersonQuestions', () => {
  const base = signedReport();
  it.each([
    ['one-name', signedReport({ person: 2 })],
    ['two-keys', signedReport({ key: SECOND_KEY })],
    ['two-names', signedReport({ name: 'Sok Daro' })],
    ['two-keys-and-names', signedReport({ key: SECOND_KEY, name: 'Chan Bopha' })],
    [undefined, signedReport({ person: 2, name: 'Chan Bopha' })],
  ])('asks %s', (kind, other) => {
    expect(samePersonQuestions([base, other], []).at(0)?.kind).toBe(kind);
  });

  it('keeps a decision to be undone, in its place, and joins nothing by itself', () => {
    const [a, b, c] = [base, signedReport({ person: 2 }), signedReport({ person: 3 })];
    expect(rows([a, b], decisionsOn(''))).toHaveLength(2);
    const decided = withSamePerson(decisionsOn(''), [identityOf(b), identityOf(a)], true);
    expect(samePersonQuestions([a, b, c], decided.samePerson).map(({ same }) => same)).toEqual([true, null, null]);
    expect(rows([a, b], decided)).toHaveLength(1);
    expect(rows([a, b], withSamePerson(decided, [identityOf(a), identityOf(b)], null))).toHaveLength(2);
  });
});

describe('likelyOriginal', () => {
  const copied = { key: SECOND_KEY, name: 'Chan Bopha' };
  it.each([
    ['a certificate of its own computer', [certificateFile('own')], 'Sok Dara'],
    ['an older report', [reportFile('older', { ...copied, serial: 0 })], 'Chan Bopha'],
    [
      'neither, as another computer signed the certificate',
      [certificateFile('other', { key: 'z6Mkthird' })],
      undefined,
    ],
    [
      'either, as both have something',
      [certificateFile('own'), reportFile('older', { ...copied, serial: 0 })],
      undefined,
    ],
  ])('tells one of two with one id by %s', (_what, files, name) => {
    const all = [reportFile('a'), reportFile('b', copied), ...files];
    const judged = judgeFiles(reportedCourse, all, decisionsOn(''), '2026-12-02T00:00:00.000Z');
    const [question] = samePersonQuestions(judged.reports, []);
    const original = question && likelyOriginal(question, belongingsIn(judged.files));
    expect(original?.report.learner.latinName).toBe(name);
  });

  it('is told of one id alone', () => {
    const files = [reportFile('a'), reportFile('b', { key: SECOND_KEY, person: 2 }), certificateFile('own')];
    const judged = judgeFiles(reportedCourse, files, decisionsOn(''), '2026-12-02T00:00:00.000Z');
    const [question] = samePersonQuestions(judged.reports, []);
    expect(question && likelyOriginal(question, belongingsIn(judged.files))).toBeNull();
  });
});

describe('remarks', () => {
  it('on two rows stay when the rows are joined, and as one is edited', () => {
    const [a, b] = [signedReport(), signedReport({ key: SECOND_KEY, person: 2 })];
    const apart = decisionsOn('');
    const remarked = peopleOf(reportedCourse, [a, b], apart).reduce(
      (remarks, person) => withRemark(remarks, person, `Asked at ${person.identities.join()}`),
      apart.remarks,
    );
    const joined = withSamePerson(apart, [identityOf(a), identityOf(b)], true);
    const [both] = peopleOf(reportedCourse, [a, b], joined);
    if (!both) throw new Error('Nobody.');
    const shown = remarkOf(both, remarked);
    expect(shown.split('\n').toSorted()).toEqual(both.identities.map((each) => `Asked at ${each}`).toSorted());
    expect(remarkOf(both, withRemark(remarked, both, `${shown}\nand again`))).toBe(`${shown}\nand again`);
    expect(withRemark(remarked, both, '')).toEqual({});
    const longest = { ...joined, remarks: withRemark({}, both, 'a'.repeat(2 * MAXIMUM_REMARK_LENGTH)) };
    expect(readGroupContents(groupContentsText({ courseId: 'a', decisions: longest }))).not.toBeNull();
  });
});

describe('who is told apart', () => {
  it('gives equal names the signs of their computers, and ids where they share one', () => {
    const people = peopleOf(
      reportedCourse,
      [
        signedReport(),
        signedReport({ person: 2 }),
        signedReport({ key: SECOND_KEY, person: 3 }),
        signedReport({ person: 4, name: 'Chan Bopha' }),
      ],
      decisionsOn(''),
    );
    const signs = nameSigns(people);
    const shapes = people.map(({ name, key }) => `${name} ${(signs.get(key) ?? '').replaceAll(/[0-9a-f]/gu, 'x')}`);
    expect(shapes.toSorted()).toEqual(['Chan Bopha ', 'Sok Dara xxxx', 'Sok Dara xxxx xxxx', 'Sok Dara xxxx xxxx']);
    expect(new Set(signs.values()).size).toBe(3);
  });

  it('names whoever shares a computer', () => {
    const people = peopleOf(
      reportedCourse,
      [
        signedReport(),
        signedReport({ person: 2, name: 'Chan Bopha' }),
        signedReport({ key: SECOND_KEY, person: 3, name: 'Keo Mony' }),
      ],
      decisionsOn(''),
    );
    const sharers = Object.fromEntries(
      people.map((person) => [person.name, sharersOf(people, person).map(({ name }) => name)]),
    );
    expect(sharers).toEqual({ 'Sok Dara': ['Chan Bopha'], 'Chan Bopha': ['Sok Dara'], 'Keo Mony': [] });
  });
});
