import type { Learner } from '../learner/learner';
import { reportedLearnerId } from '../progress-report/making';
import { responseOf } from '../quiz/types';
import type { Series } from '../series/series';
import type { Statement } from '../record/statement';

/** Begins the names of this app's activities. They claim nobody's domain: an IRI needs none. */
const OWN = 'urn:child-justice-series';

/** Begins the names of ADL's verbs and kinds of activities. */
const ADL = 'http://adlnet.gov/expapi';

/** What the learner did. What others signed, and whose keys the learner knows, is no step of study. */
type Deed = Exclude<Statement, { readonly verb: 'countersigned' | 'withdrawn' | 'trusted' | 'distrusted' }>;

/** The verbs by their IRIs. */
export const VERBS = {
  experienced: `${ADL}/verbs/experienced`,
  watched: 'http://activitystrea.ms/schema/1.0/watch',
  initialized: `${ADL}/verbs/initialized`,
  answered: `${ADL}/verbs/answered`,
  passed: `${ADL}/verbs/passed`,
  failed: `${ADL}/verbs/failed`,
  terminated: `${ADL}/verbs/terminated`,
  completed: `${ADL}/verbs/completed`,
  // ADL's vocabulary has no verb for a review: it is an answer, with its score and without a quiz.
  reviewed: `${ADL}/verbs/answered`,
  suspended: `${ADL}/verbs/suspended`,
  resumed: `${ADL}/verbs/resumed`,
  voided: `${ADL}/verbs/voided`,
  agreed: 'http://activitystrea.ms/schema/1.0/agree',
  earned: 'http://specification.openbadges.org/xapi/verbs/earned',
} as const satisfies Readonly<Record<Deed['verb'], string>>;

/** One statement in the structure of xAPI 1.0.3 (part two, 2.4). */
export interface XapiStatement {
  readonly id: string;
  readonly actor: {
    readonly objectType: 'Agent';
    readonly account: { readonly homePage: string; readonly name: string };
  };
  readonly verb: { readonly id: string; readonly display: Readonly<Record<string, string>> };
  readonly object: XapiActivity | { readonly objectType: 'StatementRef'; readonly id: string };
  readonly result?: Readonly<Record<string, unknown>>;
  readonly context?: { readonly registration: string };
  readonly timestamp: string;
}

/** A part of the course, as xAPI names it. */
export interface XapiActivity {
  readonly objectType: 'Activity';
  readonly id: string;
  readonly definition: { readonly type: string; readonly name?: { readonly en: string } };
}

/**
 * The record as xAPI statements. Verbs of a newer version of the app are left out; so is what the learner wrote in
 * reflections and notes: this export is meant for others.
 *
 * The actor holds nothing that can change: a store refuses a statement that it has with another actor. So there is no
 * name, and the account is the id by which reports name the learner.
 */
export function xapiStatements(
  statements: readonly Statement[],
  learner: Pick<Learner, 'id'>,
  series: Series,
): XapiStatement[] {
  const actor: XapiStatement['actor'] = {
    objectType: 'Agent',
    account: { homePage: series.accountHomePage, name: reportedLearnerId(learner.id) },
  };
  return statements.filter(isDeed).map((statement) => ({
    id: statement.id,
    actor,
    verb: { id: VERBS[statement.verb], display: { en: statement.verb === 'reviewed' ? 'answered' : statement.verb } },
    ...details(statement, series),
    timestamp: statement.timestamp,
  }));
}

function isDeed(statement: Statement): statement is Deed {
  return Object.hasOwn(VERBS, statement.verb);
}

function details(statement: Deed, series: Series): Pick<XapiStatement, 'object' | 'result' | 'context'> {
  switch (statement.verb) {
    case 'experienced':
      return {
        object: activity('section', statement.sectionId, 'lesson'),
        result: { duration: duration(statement.seconds) },
      };
    case 'watched':
      return {
        object: activity('recording', statement.moduleId, 'media', titleOf(series, statement.moduleId)),
        result: { duration: duration(statement.seconds) },
      };
    case 'initialized':
      return {
        object: activity('quiz', statement.moduleId, 'assessment', titleOf(series, statement.moduleId)),
        context: { registration: statement.attemptId },
      };
    case 'answered': {
      const response = responseOf(statement.answer);
      return {
        object: activity('question', statement.questionId, 'question'),
        result: {
          ...(response === undefined ? {} : { response }),
          duration: duration(statement.seconds),
          extensions: { [`${OWN}:confidence`]: statement.confidence },
        },
        context: { registration: statement.attemptId },
      };
    }
    case 'reviewed':
      return {
        object: activity('question', statement.questionId, 'question'),
        result: {
          score: { scaled: statement.points },
          duration: duration(statement.seconds),
          extensions: { [`${OWN}:confidence`]: statement.confidence },
        },
      };
    case 'suspended':
    case 'resumed':
      return { object: activity('question', statement.questionId, 'question') };
    case 'passed':
    case 'failed':
      return {
        object: activity('quiz', statement.moduleId, 'assessment', titleOf(series, statement.moduleId)),
        result: { score: { scaled: statement.score }, success: statement.verb === 'passed', completion: true },
        context: { registration: statement.attemptId },
      };
    case 'terminated':
      return {
        object: activity('attempt', statement.attemptId, 'attempt'),
        context: { registration: statement.attemptId },
      };
    case 'completed':
      return {
        object: activity(statement.kind, statement.objectId, 'course', titleOf(series, statement.objectId)),
        result: { completion: true },
      };
    case 'agreed':
      return {
        object: activity('protocol', `${statement.agreement.protocolId}:${statement.agreement.version}`, 'file'),
      };
    case 'earned':
      return {
        object: activity(
          'certificate',
          statement.certificate.certificateId,
          'performance',
          statement.certificate.title,
        ),
        result: { score: { scaled: statement.certificate.score } },
      };
    case 'voided':
      return { object: { objectType: 'StatementRef', id: statement.statementId } };
  }
}

/** An activity of this app: of `kind` and `id` is its IRI, of `type` its kind in ADL's vocabulary. */
export function activity(kind: string, id: string, type: string, name?: string): XapiActivity {
  const definition = { type: `${ADL}/activities/${type}`, ...(name ? { name: { en: name } } : {}) };
  return { objectType: 'Activity', id: `${OWN}:${kind}:${encodeURIComponent(id)}`, definition };
}

/** The title of the series, a sequence or a module; undefined for an id that the course doesn't have. */
export function titleOf(
  series: Pick<Series, 'id' | 'title' | 'sequences' | 'modules'>,
  id: string,
): string | undefined {
  return [series, ...series.sequences, ...series.modules].find((each) => each.id === id)?.title;
}

/** ISO 8601 duration, to the hundredth of a second as xAPI requires. */
function duration(seconds: number): string {
  return `PT${Math.round(seconds * 100) / 100}S`;
}
