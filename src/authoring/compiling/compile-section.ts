import type { MarkdownIt } from 'markdown-it';
import type { Figure } from '../../domain/series/figure';
import type { SectionContent } from '../../domain/series/module';
import type { Source } from '../../domain/series/citation';
import { WORDS_PER_MINUTE, type Block, type SectionOutline } from '../../domain/series/section';
import { distinctCitations } from '../markdown/citations';
import { inModule, inSection } from './content-ids';
import type { SectionSource } from '../reading/series-source';

/** What compiling a section's text needs. */
export interface SectionContext {
  readonly markdown: MarkdownIt;
  readonly moduleId: string;
  readonly sources: ReadonlyMap<string, Pick<Source, 'short'>>;
  readonly figures: ReadonlyMap<string, Figure>;
}

/** A section as lists and progress use it. */
export function compileSectionOutline(section: SectionSource, moduleId: string): SectionOutline {
  const { id, title, corrected } = section.head.value;
  const sectionId = inModule(moduleId, id);
  return {
    id: sectionId,
    title,
    words: section.words,
    minutes: Math.max(1, Math.ceil(section.words / WORDS_PER_MINUTE)),
    ...(corrected === undefined ? {} : { corrected }),
    blockIds: section.blocks.map((block) => inSection(sectionId, block.id)),
  };
}

/** A section's text as blocks of HTML. A figure leaves an empty `figure-slot` in the HTML; its data is in the block. */
export function compileSection(section: SectionSource, context: SectionContext): SectionContent {
  const { markdown, moduleId, sources, figures } = context;
  const sectionId = inModule(moduleId, section.head.value.id);
  const environment = { title: section.head.value.title, sources };
  const blocks = section.blocks.map((block): Block => ({
    id: inSection(sectionId, block.id),
    heading: block.heading,
    html: markdown.renderer.render(block.tokens, markdown.options, environment).trim(),
    figures: block.figureIds.flatMap((id) => figures.get(id) ?? []),
  }));
  return { id: sectionId, blocks, citations: distinctCitations(section.citations.map((citation) => citation.value)) };
}
