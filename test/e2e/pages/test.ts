import { practiceProcess, type PracticeProcess, type PracticeProcessOptions } from '../../support/practice';
import { test as base } from '../support/fixture';
import { Castellan } from './castellan';
import type { ClusterAnswers } from './cluster-form';

interface Fixtures {
  /** Starts a practice cluster in a process of its own, ended after the test. */
  readonly startPractice: (options?: PracticeProcessOptions) => Promise<PracticeProcess>;
  /** The window of the application that was started for this test. */
  readonly castellan: Castellan;
}

/** The answers of the cluster form that lead to a practice cluster. */
export function answersFor(practice: PracticeProcess, name: string): ClusterAnswers {
  return {
    name,
    applicationId: practice.applicationId,
    endpoints: practice.url,
    key: practice.adminKey,
    environment: 'Development',
  };
}

/** Applications have the session's keychain here, unless a file says otherwise. */
export const test = base.extend<Fixtures>({
  keyring: async ({}, use) => use('session'),
  startPractice: async ({}, use) => {
    const started: PracticeProcess[] = [];
    await use(async (options) => {
      const practice = await practiceProcess(options);
      started.push(practice);
      return practice;
    });
    for (const practice of started) await practice.stop();
  },
  castellan: async ({ page }, use) => {
    await use(new Castellan(page));
  },
});

export { expect } from '../support/fixture';
