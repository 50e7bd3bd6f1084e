import { textKey, type TextPair } from '../../src/authoring/translating/text-pair';

/** Texts that are read together, on a page of their own. */
export interface DeskPart {
  /** Name of its file without the ending, e.g. `01-protocol`: in the order in which they are read. */
  readonly id: string;
  readonly title: string;
  /** Whether a learner is bound by these texts, or a child's safety rests on them. */
  readonly isBinding: boolean;
  readonly pairs: readonly TextPair[];
}

interface PartRule {
  readonly name: string;
  readonly title: string;
  readonly isBinding?: true;
  /** Of the text's key. */
  readonly pattern: RegExp;
}

/** What the app says of confidentiality, and of what a PIN does and doesn't cover. */
const WARNINGS =
  /#(?:agreement\/|focalPoint\/|jobAid\/notes\/|recoveryCode\/|lock\/(?:bothLost|forgotten\/)|notes\/(?:export\/)?identifying|protection\/(?:covers|coversNot|rewritten|strength|traces|setUp\/)|records\/(?:save|statements)\/(?:un)?protected|recordings\/unprotected|removal\/)/u;

/** The first rule that fits has the text; binding ones first, as they are read first. */
const RULES: readonly PartRule[] = [
  {
    name: 'protocol',
    title: 'Safeguarding protocol',
    isBinding: true,
    pattern: /\/agreement\.km\.yaml#(?!reporting)/u,
  },
  {
    name: 'reporting',
    title: 'How to report a concern',
    isBinding: true,
    pattern: /\/agreement\.km\.yaml#|#reporting\/|^host\/[^#]+#km\/concern\//u,
  },
  {
    name: 'duty-to-report',
    title: 'The duty to report',
    isBinding: true,
    pattern: /\/duty-to-report\.km\.yaml#|\/05-safeguarding\.km\.md#|^05-[^/]+\/job-aid\.km\.yaml#/u,
  },
  { name: 'warnings', title: 'Warnings of the app', isBinding: true, pattern: WARNINGS },
  { name: 'cards', title: 'Titles, topics and objectives', pattern: /^series\.km\.yaml#|\/module\.km\.yaml#/u },
  { name: 'start', title: 'The app: start and header', pattern: /^locales\/km\/start\.json#/u },
  { name: 'screens', title: 'The app: its screens', pattern: /^locales\/km\/screens\.json#/u },
  { name: 'desktop', title: 'The desktop app: menus and dialogs', pattern: /^host\//u },
  { name: 'paper', title: 'Certificates and records of learning', pattern: /^paper\//u },
  { name: 'glossary', title: 'Glossary', pattern: /^glossary\.km\.yaml#/u },
];

/** Sorts the texts into parts; what no rule has is a module's study text or quiz. */
export function deskParts(pairs: readonly TextPair[]): readonly DeskPart[] {
  const rest = new Map<string, PartRule>();
  const byName = new Map<string, { readonly rule: PartRule; readonly pairs: TextPair[] }>();
  for (const rule of RULES) byName.set(rule.name, { rule, pairs: [] });
  for (const pair of pairs) {
    const key = textKey(pair);
    const rule = RULES.find(({ pattern }) => pattern.test(key)) ?? moduleRule(key, rest);
    const part = byName.get(rule.name) ?? { rule, pairs: [] };
    byName.set(rule.name, part);
    part.pairs.push(pair);
  }
  return [...byName.values()]
    .filter((part) => part.pairs.length > 0)
    .map(({ rule, pairs: own }, index) => ({
      id: `${String(index + 1).padStart(2, '0')}-${rule.name}`,
      title: rule.title,
      isBinding: rule.isBinding === true,
      pairs: own,
    }));
}

function moduleRule(key: string, known: Map<string, PartRule>): PartRule {
  const folder = key.slice(0, key.indexOf('/'));
  const isQuiz = key.startsWith(`${folder}/quiz.`);
  const name = `${folder}-${isQuiz ? 'quiz' : 'text'}`;
  const title = `Module ${Number(folder.slice(0, 2))}: ${isQuiz ? 'quiz' : 'study text'}`;
  const rule = known.get(name) ?? { name, title, pattern: /^/u };
  known.set(name, rule);
  return rule;
}
