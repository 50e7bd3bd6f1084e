import { parse, type GIFTQuestion } from 'gift-pegjs';
import { giftModule } from '../../../../src/domain/exports/gift';
import type { ModuleContent } from '../../../../src/domain/series/module';
import type { Question } from '../../../../src/domain/series/question';
import { giftText } from '../../../../src/domain/text/gift-text';
import { bankOf, module, series } from '../../../support/builders/series-builders';

const crc = {
  id: 'crc',
  short: 'CRC',
  title: 'Convention on the Rights of the Child',
  publisher: 'United Nations',
  year: '1989',
  kind: 'instrument',
} as const;

/** What a reader makes of the bank. */
export function readBack(...questions: readonly Question[]): GIFTQuestion[] {
  const content: ModuleContent = { ...bankOf(...questions), sources: [crc] };
  return parse(giftModule(series(), module('a'), content)).slice(1);
}

/**
 * The parser gives the right side of a pair back with its own codes for escaped characters; what Moodle does with them
 * is done here.
 */
export function decoded(text: string): string {
  return text.replace(/&&(092|058|035|061|123|125|126);|&&(010)/gu, (_, code?: string, line?: string) =>
    String.fromCharCode(Number(code ?? line)),
  );
}

/** The text as it must come back: folded as the export says it folds. */
export function folded(text: string): string {
  return decoded(
    giftText(text).replace(/\\([\\~=#{}:n])/gu, (_, character: string) => (character === 'n' ? '\n' : character)),
  );
}

/**
 * The options of a choice as they were read: text, worth (or whether it is right), feedback. @throws Error where it is
 * no choice
 */
export function answersOf(
  question: GIFTQuestion | undefined,
): readonly (readonly [string, number | boolean, string])[] {
  if (question?.type !== 'MC') throw new Error(`The question came back as ${String(question?.type)}.`);
  return question.choices.map(({ text, isCorrect, weight, feedback }) => [
    (text as { readonly text: string }).text,
    weight ?? isCorrect,
    feedback?.text ?? '',
  ]);
}

/** The pairs of a matching as they were read. @throws Error where it is none */
export function pairsOf(question: GIFTQuestion | undefined): readonly (readonly [string, string])[] {
  if (question?.type !== 'Matching') throw new Error(`The question came back as ${String(question?.type)}.`);
  return question.matchPairs.map(({ subquestion, subanswer }) => [subquestion.text, decoded(subanswer)]);
}
