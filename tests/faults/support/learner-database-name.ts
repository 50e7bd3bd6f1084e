/** Name of a learner's database of the first generation, as every version of the app has called it: part of the data's format. */
export function learnerDatabaseName(learnerId: string): string {
  return `child-justice-series-learner-${learnerId}`;
}
