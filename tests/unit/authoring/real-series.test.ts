import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkSeries } from '../../../src/authoring/checking/check-series';
import { compileSeries, type CompiledSeries } from '../../../src/authoring/compiling/compile-series';
import { formatProblems } from '../../../src/authoring/reading/problem';
import { loadSeriesFiles, type LoadedFiles } from '../../../src/authoring/reading/series-files';
import { moduleSource } from '../../../src/authoring/compiling/virtual-modules';
import { blockText } from '../../../src/domain/text/compact-text';
import { readLocator } from '../../../src/domain/series/locator';
import { questionCitations } from '../../../src/domain/series/question';

/** The network's own list of the series, typed from its document and from nothing in this repository. */
const SERIES = [
  {
    title: 'Social norms, root causes of child offending behavior, and the trauma-informed approach',
    presenters: ['Zoe de Melo, Terre des Hommes Netherlands'],
    language: 'en',
  },
  { title: 'Diversion and non-custodial measures', presenters: ['Lim Vanna, UNICEF'], language: 'km' },
  {
    title: 'Committee on the Rights of the Child’s General Comment No. 24 on the child justice system',
    presenters: ['Ha Ryong Jung (Michael), Legal Aid of Cambodia'],
    language: 'en',
  },
  {
    title: 'Functions and procedures of children’s courts',
    presenters: ['Jennifer Coate, Children’s Rights International', 'Peter Power, Children’s Court of Victoria'],
    language: 'en',
  },
  {
    title: 'Ensuring meaningful child participation and safeguarding',
    // The list has a first name here; the session was led by a child, so only the networks are named.
    presenters: ['Daneth, Child and Youth-Led Networks (supported by Child Rights Coalition Cambodia)'],
    language: 'km',
  },
  {
    title: 'Prevention of and responses to deprivation of liberty for children',
    presenters: ['Chhin Se, This Life Cambodia'],
    language: 'km',
  },
  {
    title: 'Promising diversion practices in Australia',
    presenters: [
      'Jennifer Coate, Children’s Rights International',
      'Paul Grant, Youth Parole Board',
      'Peter Power, Children’s Court of Victoria',
    ],
    language: 'en',
  },
  {
    title: 'Part 1: Human rights treaties and treaty bodies',
    presenters: ['Ha Ryong Jung (Michael), Legal Aid of Cambodia'],
    language: 'en',
  },
  { title: 'Part 2: United Nations', presenters: ['Ha Ryong Jung (Michael), Legal Aid of Cambodia'], language: 'en' },
  {
    title: 'Part 3: Human Rights Council and other mechanisms',
    presenters: ['Ha Ryong Jung (Michael), Legal Aid of Cambodia'],
    language: 'en',
  },
] as const;

let loaded: LoadedFiles;
let compiled: CompiledSeries;

beforeAll(async () => {
  loaded = await loadSeriesFiles(resolve(import.meta.dirname, '../../../resources/series'));
  const { source } = checkSeries(loaded);
  if (!source) throw new Error('resources/series/series.yaml could not be read.');
  compiled = compileSeries(source);
});

describe('the ten sessions as the app has them', () => {
  test('break no rule', () => {
    expect(formatProblems(checkSeries(loaded).problems)).toBe('');
  });

  test('have the titles, presenters, organisations and languages of the network’s list, in its order', () => {
    const modules = compiled.series.modules.map(({ number, title, presenters, spokenLanguage }) => ({
      number,
      title,
      presenters: presenters.map(({ name, organisation }) => `${name}, ${organisation}`),
      language: spokenLanguage,
    }));
    expect(modules).toEqual(SERIES.map((session, index) => ({ number: index + 1, ...session })));
  });

  test('belong to the CJN Child Justice Series of the Child Justice Network', () => {
    expect(compiled.series).toMatchObject({ title: 'CJN Child Justice Series', organiser: 'Child Justice Network' });
  });

  test('8 to 10 are the three parts of the one sequence', () => {
    const numbers = new Map(compiled.series.modules.map((module) => [module.id, module.number]));
    expect(compiled.series.sequences.map((sequence) => sequence.moduleIds.map((id) => numbers.get(id)))).toEqual([
      [8, 9, 10],
    ]);
    expect(compiled.series.sequences[0]?.title).toBe(
      'Human rights treaties, mechanisms, and engagement, especially in relation to children’s rights and Cambodia',
    );
  });

  test('only session 5 stands behind a protocol, which says whose text it is and how to report a concern', () => {
    expect(
      compiled.series.modules.filter((module) => module.protocol !== undefined).map((module) => module.number),
    ).toEqual([5]);
    const protocol = compiled.modules.get('participation-and-safeguarding')?.agreement;
    expect(protocol?.checks).toHaveLength(3);
    expect(protocol?.provenance).toMatch(/\S/u);
    const { reporting } = compiled.series;
    expect(reporting).toMatchObject({ moduleId: 'participation-and-safeguarding', helpline: { number: '1280' } });
    expect(reporting?.steps.length).toBeGreaterThan(0);
    // In danger nobody should have to look for the number, doubt it, or ask whether to stay or to go.
    expect(reporting?.danger).toMatchObject({
      km: expect.stringMatching(/នាំកុមារទៅជាមួយអ្នក.*ហៅ 1280 ភ្លាម/u),
      en: expect.stringMatching(
        /take the child with you straight to the nearest police post or clinic.*call 1280 at once/u,
      ),
    });
    // A card without the duty would leave the call as the only report.
    expect(reporting?.today).toMatchObject({
      km: expect.stringContaining('៥៣០'),
      en: expect.stringMatching(/focal point.*authority yourself.*530/u),
    });
    expect(reporting?.helpline.read).toMatchObject({
      km: expect.stringContaining('ថ្ងៃទី២៧ ខែវិច្ឆិកា ឆ្នាំ២០២៦'),
      en: expect.stringContaining('27 November 2026'),
    });
  });

  test('name at least one topic each', () => {
    expect(Object.values(compiled.introductions).every(({ topics }) => topics.length > 0)).toBe(true);
  });

  test('have no exercise that is to be written “here”, where there is no box', () => {
    const exercises = [...loaded.files].flatMap(([name, text]) =>
      [...text.matchAll(/^::: practice$.*?^:::$/gmsu)].map(([exercise]) => `${name}: ${exercise}`),
    );
    expect(exercises.length).toBeGreaterThan(40);
    expect(exercises.filter((exercise) => /\bhere\b|នៅទីនេះ/u.test(exercise))).toEqual([]);
  });

  test('have an article index of every instrument that they cite, in which every numbering was understood', () => {
    const cited = [...compiled.modules.values()].flatMap(({ sections, questions }) => [
      ...sections.flatMap((section) => section.citations),
      ...questions.flatMap(questionCitations),
    ]);
    const instruments = new Set(
      [...compiled.modules.values()]
        .flatMap(({ sources }) => sources)
        .filter(({ kind }) => kind === 'instrument')
        .map(({ id }) => id),
    );
    expect(new Set(compiled.articleIndex.map(({ source }) => source.id))).toEqual(
      new Set(cited.map(({ sourceId }) => sourceId).filter((id) => instruments.has(id))),
    );
    const labels = compiled.articleIndex.flatMap(({ places }) => places.map(({ label }) => label));
    expect(labels.length).toBeGreaterThan(300);
    // A named place with the number of an article in it would be a spelling that the index can’t sort.
    expect(
      labels.filter(
        (label) => readLocator(label)[0]?.kind === 'named' && /\b(?:arts?|paras?|rules?|ss?)\.?\s+\d/u.test(label),
      ),
    ).toEqual([]);
  });

  test('are set in type: no straight quotation mark, no hyphen in a stretch of paragraphs', () => {
    const typed: string[] = [];
    const visit = (part: unknown): void => {
      if (typeof part === 'string') {
        const text = blockText(part);
        if (/["']|\(\p{L}\)-\(/u.test(text)) typed.push(text);
      } else if (Array.isArray(part)) part.forEach(visit);
      else if (typeof part === 'object' && part !== null)
        // Citations stay as they are typed: the index reads them, and they are set where they are shown.
        for (const [key, value] of Object.entries(part)) if (!/^(?:citations|sources|source)$/u.test(key)) visit(value);
    };
    visit([compiled.series, ...compiled.modules.values(), compiled.glossary]);
    expect(typed).toEqual([]);
  });

  test('survive the way into the app unchanged', () => {
    for (const [id, content] of compiled.modules) {
      const code = moduleSource(`\0virtual:series/module/${id}`, compiled);
      const literal = /^export default JSON\.parse\((".*")\);\n$/su.exec(code)?.[1] ?? '""';
      expect(JSON.parse(JSON.parse(literal) as string)).toEqual(JSON.parse(JSON.stringify(content)));
    }
  });

  test('and so does the outline, whose block ids travel shortened', async () => {
    const code = moduleSource('\0virtual:series', compiled);
    const { default: outline } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      default: unknown;
    };
    expect(outline).toEqual(JSON.parse(JSON.stringify(compiled.series)));
    expect(code).not.toContain(compiled.series.modules[0]?.sections[0]?.blockIds[0]);
  });
});
