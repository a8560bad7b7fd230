/** Example questions: in known voices, short enough to be read, and each under the same topics wherever it stands. */
import { fold } from '../../dialog/words.ts';
import { type Asked, type Finding, inQuestion, repeatedIn, type Written } from './finding.ts';

/** What comes after is never read (`words.ts`). */
const charsMax = 300;
/** So much of a question lets an author find it. */
const quotedMax = 60;

export function checkQuestions({ questions, voices }: Written): readonly Finding[] {
  return [...checkVoices(questions, Object.keys(voices)), ...checkLengths(questions), ...checkRepeated(questions)];
}

/** Each voice that is not described once, where it is first heard. */
function checkVoices(questions: readonly Asked[], known: readonly string[]): readonly Finding[] {
  const strange = questions.filter(({ voice }) => !known.includes(voice));
  return [...new Map(strange.toReversed().map((question) => [question.voice, question])).values()].map((first) => ({
    at: inQuestion(first),
    what: `The voice "${first.voice}" is not described in voices.yaml.`,
    mend: `Describe it there, or use one of: ${known.join(', ')}.`,
  }));
}

function checkLengths(questions: readonly Asked[]): readonly Finding[] {
  return questions
    .filter(({ question }) => question.length > charsMax)
    .map((long) => ({
      at: inQuestion(long),
      what: `This question has ${long.question.length} characters, and only ${charsMax} are read.`,
      mend: 'Shorten it.',
    }));
}

/** The same question under other topics would teach both. What has no letters ("???") is compared as it is. */
function checkRepeated(questions: readonly Asked[]): readonly Finding[] {
  return repeatedIn(questions, ({ question }) => fold(question) || question)
    .filter(({ first, again }) => heading(first) !== heading(again))
    .map(({ first, again }) => ({
      at: inQuestion(again),
      what: `"${again.question.slice(0, quotedMax)}" stands here under ${heading(again)}, and in ${first.file}:${first.line} under ${heading(first)}.`,
      mend: 'Take out one of the two, or put both under the same topics.',
    }));
}

function heading({ topics }: Asked): string {
  return `[${topics.toSorted().join(' ')}]`;
}
