import type { Reporter, TestModule } from "vitest/node";

/** Ends a test run with one line for machines and for people in a hurry: `N passed, N failed`, and what was skipped. */
export class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++;
      // A file that does not load, or a hook that throws, has no test to blame: it counts as one of its own.
      const scopes = [module, ...module.children.allSuites()];
      count.failed += scopes.filter((scope) => scope.errors().length > 0).length;
    }
    const skipped = count.skipped + count.pending;
    const tail = skipped > 0 ? `, ${skipped} skipped` : "";
    console.log(`\n${count.passed} passed, ${count.failed} failed${tail}`);
  }
}
