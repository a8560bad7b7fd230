/** The order of the test files: those that take long first, so that no worker is left with one when the other is done. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** From the longest on; what is not named here takes less than all of these. */
const long = [
  'faults/faults',
  'cli/same-answer',
  'browser/axe',
  'browser/seeing',
  'cli/operator',
  'browser/survey',
  'browser/keyboard',
  'cli/running',
  'browser/tabs',
  'store/lowdb',
  'store/crash',
  'browser/line',
  'channels/telegram/arrive',
  'channels/telegram/trouble',
  'browser/reading',
  'browser/input',
  'http/limits',
];

const place = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at < 0 ? long.length : at;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => place(a) - place(b));
  }
}
