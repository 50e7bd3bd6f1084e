import { courseEntries } from '../../../../src/domain/search/course-entries';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson, compileAgreement } from '../../../../src/authoring/compiling/compile-agreement';
import { compileSeries, type CompiledSeries } from '../../../../src/authoring/compiling/compile-series';
import { readSeries } from '../../../../src/authoring/reading/read-series';
import { question } from '../support/valid-quiz';
import { filesOf, validSeries, type SeriesDraft } from '../support/valid-series';

const NO_FIGURES = new Map<string, never>();

function compile(draft: SeriesDraft = validSeries()): CompiledSeries {
  const { value } = readSeries(filesOf(draft));
  if (!value) throw new Error('The series could not be read.');
  return compileSeries(value);
}

describe('outline of the series', () => {
  const { series, introductions } = compile();

  test('has the modules in order, without any study text', () => {
    expect(series.modules.map(({ id, number }) => [id, number])).toEqual([
      ['norms', 1],
      ['courts', 2],
    ]);
    expect(JSON.stringify(series)).not.toContain('<p>');
    expect(JSON.stringify(series)).not.toContain('Which duty');
  });

  test('counts minutes from each section’s words and the drawn questions', () => {
    // Six sections of 604 words are 4 minutes each; ten questions are 15 minutes.
    expect(series.modules[0]?.sections.map((section) => section.minutes)).toEqual([4, 4, 4, 4, 4, 4]);
    expect(series.modules[0]?.minutes).toBe(39);
  });

  test('makes ids unique by the module’s id', () => {
    expect(introductions['norms']?.objectives[0]?.id).toBe('norms/explain-norms');
    expect(introductions['norms']?.jobAid).toEqual({ kind: 'checklist', title: 'A meeting' });
    expect(series.modules[0]?.sections[0]?.id).toBe('norms/section-one');
  });

  test('names sequences by module ids, and the protocol that stands before a module', () => {
    expect(series.sequences).toEqual([
      { id: 'both', title: 'Both modules', moduleIds: ['norms', 'courts'], order: 'advised' },
    ]);
    expect(series.modules.map((module) => module.protocol?.id)).toEqual([undefined, 'protocol']);
    expect(series.modules[0]).toMatchObject({ questionCount: 25, drawCount: 10, passMark: 0.8 });
  });
});

describe('content of a module', () => {
  const content = compile().modules.get('norms');

  test('has the sources and terms that the module uses, and no others', () => {
    expect(content?.sources.map((source) => source.id)).toEqual(['crc', 'report']);
    expect(content?.sources[0]).toEqual({
      id: 'crc',
      short: 'CRC',
      title: 'Convention on the Rights of the Child',
      publisher: 'United Nations',
      year: '1989',
      kind: 'instrument',
    });
    expect(content?.terms).toHaveLength(54);
    expect(new Set(content?.terms.map((term) => term.moduleId))).toEqual(new Set(['norms']));
  });

  test('names the section that teaches how to report, where the protocol says which', () => {
    const draft = validSeries();
    expect(compile(draft).series.reporting).toMatchObject({ moduleId: 'courts', helpline: { number: '1280' } });
    expect(compile(draft).series.reporting).not.toHaveProperty('sectionId');
    if (draft.modules[1].agreement) draft.modules[1].agreement.reportingSection = 'section-two';
    expect(compile(draft).series.reporting?.sectionId).toBe('courts/section-two');
  });

  test('has its job aid, with sections as the app names them and places in the sources', () => {
    expect(compile(validSeries()).modules.get('norms')?.jobAid?.parts[0]).toMatchObject({
      style: 'checks',
      sectionId: 'norms/section-one',
      citations: [{ sourceId: 'crc', locator: 'art. 40' }],
    });
  });

  test('has a case’s title set in type, and none where the author gave none', () => {
    const titleOf = (stem: string | undefined): string | undefined => {
      const draft = validSeries();
      for (const entry of draft.modules[0].quiz) {
        if (entry.type !== 'case') continue;
        if (stem === undefined) delete entry.stem;
        else entry.stem = stem;
      }
      const { questions = [] } = compile(draft).modules.get('norms') ?? {};
      return questions.find(({ type }) => type === 'case')?.stem;
    };
    expect([titleOf("A boy's day "), titleOf(undefined)]).toEqual(['A boy’s day', '']);
  });

  test('has a term of another module where its text links to it', () => {
    const draft = validSeries();
    const section = draft.modules[0].sections[0];
    if (section) section.body += '\n\n[word](term:courts-term-3)';
    expect(
      compile(draft)
        .modules.get('norms')
        ?.terms.map((term) => term.id),
    ).toContain('courts-term-3');
  });

  test('keeps a term’s Khmer word with its text, and words its source as the study text does', () => {
    const draft = validSeries();
    if (draft.terms[0]) Object.assign(draft.terms[0], { khmer: 'បទដ្ឋាន', khmerSource: 'Constitution, Khmer text' });
    const term = compile(draft).glossary.find(({ id }) => id === 'norms-term-0');
    expect(term?.khmer).toEqual({ text: 'បទដ្ឋាន', source: 'Constitution, Khmer text' });
    expect(term?.source).toBe('CRC, art.\u00A04');
  });

  test('has a term in the search with its Khmer word', () => {
    const draft = validSeries();
    if (draft.terms[0]) Object.assign(draft.terms[0], { khmer: 'បទដ្ឋាន', khmerSource: 'Constitution, Khmer text' });
    expect(courseEntries(compile(draft)).find(({ id }) => id === 'term:norms-term-0')?.title).toBe(
      'norms term 0 · បទដ្ឋាន',
    );
  });

  test('says where a source can be opened, and whether its text was read elsewhere', () => {
    const draft = validSeries();
    if (draft.sources[0])
      Object.assign(draft.sources[0], { address: 'https://www.un.org/', read: '2026-11-25', copy: true });
    const sources = compile(draft).sources.map(({ source }) => source);
    expect(sources.find(({ id }) => id === 'crc')?.address).toEqual({
      url: 'https://www.un.org/',
      read: '2026-11-25',
      inCopy: true,
    });
    expect(sources.find(({ id }) => id === 'report')?.address).toBeUndefined();
  });

  test('lists the glossary in alphabetical order', () => {
    const terms = compile().glossary.map((term) => term.term);
    expect(terms).toEqual([...terms].sort((a, b) => a.localeCompare(b, 'en')));
  });

  test('leaves out a reference that leads nowhere rather than failing', () => {
    const draft = validSeries();
    draft.sources = [];
    expect(compile(draft).modules.get('norms')?.sources).toEqual([]);
  });
});

describe('the article index', () => {
  test('is derived from what sections cite and questions name, over all modules', () => {
    const { articleIndex } = compile();
    expect(articleIndex.map((entry) => entry.source.id)).toEqual(['crc']);
    expect(
      articleIndex[0]?.places.map(({ label, sectionIds, questions: asked }) => [label, sectionIds.length, asked]),
    ).toEqual([
      ['art. 4', 12, []],
      [
        'art. 37',
        0,
        [
          { moduleId: 'norms', count: 23 },
          { moduleId: 'courts', count: 23 },
        ],
      ],
    ]);
  });
});

describe('questions', () => {
  const questions = compile().modules.get('norms')?.questions ?? [];

  test('have global ids for themselves, their objective, their section and the parts of a case', () => {
    expect(questions[0]).toMatchObject({
      id: 'norms/q01',
      objectiveId: 'norms/explain-norms',
      sectionId: 'norms/section-one',
      sources: [{ sourceId: 'crc', locator: 'art. 37' }],
    });
    const study = questions.find((entry) => entry.type === 'case');
    expect(study?.type === 'case' ? study.parts.map((part) => part.id) : []).toEqual([
      'norms/q21/p1',
      'norms/q21/p2',
      'norms/q21/p3',
    ]);
  });

  test('a part of a case takes objective, section, level and source from its case unless it has its own', () => {
    const draft = validSeries();
    const study = {
      ...question('case', 'q21'),
      bloom: 'analyse' as const,
      objective: 'apply-rules',
      section: 'section-two',
    };
    study.parts = study.parts.map((part, index) =>
      index === 1
        ? { ...part, bloom: 'apply', objective: 'assess-risks', section: 'section-three', source: '@report p. 9' }
        : part,
    );
    draft.modules[0].quiz[20] = study;
    const compiled = compile(draft).modules.get('norms')?.questions[20];
    expect(compiled?.type === 'case' ? compiled.parts : []).toMatchObject([
      {
        bloom: 'analyse',
        objectiveId: 'norms/apply-rules',
        sectionId: 'norms/section-two',
        sources: [{ sourceId: 'crc', locator: 'art. 37' }],
      },
      {
        bloom: 'apply',
        objectiveId: 'norms/assess-risks',
        sectionId: 'norms/section-three',
        sources: [{ sourceId: 'report', locator: 'p. 9' }],
      },
      { bloom: 'analyse' },
    ]);
  });

  test('have every source that their author names, each once and in their order', () => {
    const draft = validSeries();
    if (draft.modules[0].quiz[0]) draft.modules[0].quiz[0].source = '@report p. 3; @crc art. 1; @report p. 3';
    expect(compile(draft).modules.get('norms')?.questions[0]?.sources).toEqual([
      { sourceId: 'report', locator: 'p. 3' },
      { sourceId: 'crc', locator: 'art. 1' },
    ]);
  });

  test('bring every source that they or their parts name into the module, not only the first', () => {
    const draft = validSeries();
    for (const id of ['second', 'of-part'])
      draft.sources.push({ id, short: id, title: id, publisher: 'An office', year: '2020', kind: 'other' });
    if (draft.modules[0].quiz[0]) draft.modules[0].quiz[0].source = '@crc art. 37; @second p. 1';
    const study = draft.modules[0].quiz.find((entry) => entry.type === 'case');
    if (study?.type === 'case' && study.parts[0]) study.parts[0].source = '@crc art. 3; @of-part p. 2';
    expect(
      compile(draft)
        .modules.get('norms')
        ?.sources.map((source) => source.id)
        .sort(),
    ).toEqual(['crc', 'of-part', 'report', 'second']);
  });

  test('a judgement has the options true and false', () => {
    const judgement = questions.find((entry) => entry.type === 'true-false');
    expect(judgement?.type === 'true-false' ? judgement.options.map(({ id, correct }) => [id, correct]) : []).toEqual([
      ['true', true],
      ['false', false],
    ]);
  });

  test('numbers in a matching question are text', () => {
    const matching = questions.find((entry) => entry.type === 'matching');
    expect(matching?.type === 'matching' ? matching.pairs.map((pair) => pair.right) : []).toEqual([
      '1980',
      '1981',
      '1982',
    ]);
  });

  test('ordering items stand in the right order and every type is kept', () => {
    const ordering = questions.find((entry) => entry.type === 'ordering');
    expect(ordering?.type === 'ordering' ? ordering.items.map((item) => item.id) : []).toEqual(['a', 'b', 'c']);
    expect(new Set(questions.map((entry) => entry.type)).size).toBe(7);
  });
});

describe('the protocol’s version', () => {
  const file = readSeries(filesOf(validSeries())).value?.modules[1]?.agreement?.value;
  if (!file) throw new Error('The protocol could not be read.');

  test('is SHA-256 over clauses and checks as JSON with sorted keys', () => {
    const protocol = compileAgreement(file, NO_FIGURES);
    const json = canonicalJson({ clauses: protocol.clauses, checks: protocol.checks });
    expect(json.startsWith('{"checks":[{"id":"c1","options":[{"correct":true,"feedback":')).toBe(true);
    expect(protocol.version).toBe(createHash('sha256').update(json).digest('hex'));
    expect(protocol.language).toBe('en');
  });

  test('changes with a clause and with a check', () => {
    const { version } = compileAgreement(file, NO_FIGURES);
    expect(
      compileAgreement(
        { ...file, clauses: [{ id: 'respect', title: 'Respect', text: 'Listen to every child.' }] },
        NO_FIGURES,
      ).version,
    ).not.toBe(version);
    expect(
      compileAgreement(
        {
          ...file,
          checks: file.checks.map((check) => ({ ...check, scenario: 'Another?' })),
        },
        NO_FIGURES,
      ).version,
    ).not.toBe(version);
  });

  test('doesn’t change with introduction, provenance, reporting or the order of fields in the file', () => {
    const { version } = compileAgreement(file, NO_FIGURES);
    expect(
      compileAgreement({ ...file, introduction: 'New.', provenance: 'New.', reporting: [] }, NO_FIGURES).version,
    ).toBe(version);
    expect(compileAgreement({ ...file, reportingSection: 'section-one' }, NO_FIGURES)).toEqual(
      compileAgreement(file, NO_FIGURES),
    );
    expect(
      compileAgreement(
        {
          ...file,
          clauses: file.clauses.map(({ text, title, id }) => ({ text, id, title })),
        },
        NO_FIGURES,
      ).version,
    ).toBe(version);
  });
});
