/**
 * Example questions as people write them down: a line each, under the topics that they ask for.
 *
 *     [tool:maly-grant law:art-19a]
 *     strażak everyday | skąd wziąć parę groszy na festyn bez konkursu
 */
import type { Example } from './learn.ts';

/** What reading made of a file: lines that are wrong are said, the others are there. */
type QuestionFile = {
  readonly questions: readonly Question[];
  readonly faults: readonly { readonly line: number; readonly what: string; readonly mend: string }[];
};

/** `plain` names the thing, `everyday` does not, `hurried` is a fragment with errors. */
export const styles = ['plain', 'everyday', 'hurried'] as const;
type Style = (typeof styles)[number];

export type Question = Example & { readonly voice: string; readonly style: Style; readonly line: number };

/** What stands in `topics` for a question that nobody here can answer. */
export const outOfScope = 'none';

const heading = /^\[(?<topics>[^\]]+)\]$/;
const asked = /^(?<voice>\p{L}[\p{L}-]*) (?<style>[a-z]+) \| (?<question>.+)$/u;

export function readQuestions(text: string): QuestionFile {
  const questions: Question[] = [];
  const faults: QuestionFile['faults'][number][] = [];
  let topics: readonly string[] = [];
  text.split('\n').forEach((whole, at) => {
    const line = at + 1;
    const words = whole.trim();
    if (words === '' || words.startsWith('#')) return;
    const named = heading.exec(words)?.groups?.topics;
    if (named !== undefined) {
      topics = named.trim().split(/\s+/);
      return;
    }
    const { voice, style, question } = asked.exec(words)?.groups ?? {};
    const known = styles.find((one) => one === style);
    if (voice === undefined || question === undefined || known === undefined)
      faults.push({
        line,
        what: `This line is no example question: "${words.slice(0, 60)}".`,
        mend: `Write it as: voice style | question. The style is one of ${styles.join(', ')}.`,
      });
    else if (topics.length === 0)
      faults.push({
        line,
        what: 'This question stands under no topic.',
        mend: 'Write a line with the topic above it, in brackets: [tool:maly-grant]',
      });
    else questions.push({ question, topics, voice, style: known, line });
  });
  return { questions, faults };
}
