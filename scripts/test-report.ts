import { existsSync, readFileSync } from 'node:fs';

/** How many tests ended how. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** What the JSON reporters of Vitest and of Playwright write, as far as it is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}
interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly file: string;
    readonly title: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

/** What the report of a test runner at `path` says: none where the runner wrote none. */
export function readReport(path: string): { readonly count: Count; readonly failed: readonly string[] } {
  if (!existsSync(path)) return { count: { passed: 0, failed: 0, skipped: 0 }, failed: [] };
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport | PlaywrightSuite;
  if ('testResults' in report) {
    const failed = report.testResults.flatMap((file) => {
      const tests = file.assertionResults.filter((each) => each.status === 'failed');
      // A file that can't be loaded fails without a test that does.
      if (file.status === 'failed' && tests.length === 0) return [failure(file.name, file.message)];
      return tests.map((each) => failure(`${file.name} › ${each.fullName}`, each.failureMessages?.[0]));
    });
    return {
      count: { passed: report.numPassedTests, failed: failed.length, skipped: report.numPendingTests },
      failed,
    };
  }
  const count: Count = { passed: 0, failed: 0, skipped: 0 };
  const failed: string[] = [];
  const read = (suite: PlaywrightSuite): void => {
    for (const { file, title, tests } of suite.specs) {
      for (const { status, results } of tests) {
        if (status === 'expected') count.passed += 1;
        else if (status === 'skipped') count.skipped += 1;
        else {
          // A flaky test is a failing one: it would have failed a member some of the time.
          count.failed += 1;
          failed.push(failure(`${file} › ${title}`, results.find((each) => each.error)?.error?.message));
        }
      }
    }
    suite.suites?.forEach(read);
  };
  report.suites?.forEach(read);
  return { count, failed };
}

/** A failure as it is named at the end of a run: its name, and the first lines of its reason. */
export function failure(name: string, reason = ''): string {
  const lines = reason.split('\n').filter((line) => line.trim() !== '');
  return [name, ...lines.slice(0, 6)].join('\n    ');
}
