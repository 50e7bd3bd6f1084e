import type { Problem } from '../reading/problem';
import { everyModule } from './rule';

/** Rule `agreement-checks`: each scenario check has one right option, and every option has a reason. */
export const agreementChecks = everyModule(({ agreement }) => {
  if (!agreement) return [];
  const { value, file, line } = agreement;
  return value.checks.flatMap((check, index): readonly Problem[] => {
    const right = check.options.filter((option) => option.correct).length;
    const silent = check.options.filter((option) => option.feedback === undefined);
    const report = (message: string): Problem => ({
      file,
      line: line('checks', index),
      rule: 'agreement-checks',
      message,
    });
    return [
      ...(right === 1 ? [] : [report(`The check “${check.id}” has ${right} right options; it must have exactly one.`)]),
      ...silent.map((option) => report(`Option “${option.id}” of the check “${check.id}” has no feedback.`)),
    ];
  });
});
