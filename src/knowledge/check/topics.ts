/** Topics: each has one article whose own it is, an article that answers it, and enough example questions. */
import { outOfScope } from '../examples.ts';
import {
  type Asked,
  type Finding,
  inArticle,
  inQuestion,
  repeatedIn,
  type Written,
  type WrittenArticle,
} from './finding.ts';

/** With fewer a topic is not recognised well. */
const questionsMin = 30;

export function checkTopics({ articles, questions }: Written): readonly Finding[] {
  const owners = ownersIn(articles);
  const answers = answersIn(articles, owners);
  const asked = new Map<string, Asked[]>();
  for (const question of questions)
    for (const topic of question.topics) {
      const sofar = asked.get(topic);
      if (sofar) sofar.push(question);
      else asked.set(topic, [question]);
    }
  return [
    ...[...owners].flatMap(([topic, all]) => contested(topic, all)),
    ...[...answers].flatMap(([topic, written]) => tooFew(topic, asked.get(topic)?.length ?? 0, written)),
    ...[...asked].flatMap(([topic, all]) => (topic === outOfScope || answers.has(topic) ? [] : unanswered(topic, all))),
  ];
}

/**
 * The articles that each topic is the first of. A law card may stand under the topic of what it is about: it counts
 * only where that topic is named after it, or nothing else is there.
 */
function ownersIn(articles: readonly WrittenArticle[]): ReadonlyMap<string, readonly WrittenArticle[]> {
  const sharing = Map.groupBy(articles, ({ article }) => article.topics[0] ?? '');
  return new Map(
    [...sharing].map(([topic, all]) => {
      const others = all.filter(({ article }) => article.kind !== 'law');
      const named = all.filter(({ id }) => id === topic.replaceAll(':', '-'));
      return [topic, [others, named, all].find((some) => some.length > 0) ?? []];
    }),
  );
}

/** The topics of all articles, each with its owner, or else with one that answers it too. */
function answersIn(
  articles: readonly WrittenArticle[],
  owners: ReturnType<typeof ownersIn>,
): ReadonlyMap<string, WrittenArticle> {
  const answering = articles.flatMap((written) => written.article.topics.map((topic) => [topic, written] as const));
  const owning = [...owners].flatMap(([topic, all]) => all.map((written) => [topic, written] as const));
  return new Map([...answering, ...owning]);
}

function contested(topic: string, all: readonly WrittenArticle[]): readonly Finding[] {
  return repeatedIn(all, () => topic).map(({ first, again }) => ({
    at: inArticle(again, 'topics', 0),
    what: `"${topic}" stands first among the topics of two articles, ${first.id} and ${again.id}.`,
    mend: 'Let the topics of one of them begin with a topic of its own.',
  }));
}

function tooFew(topic: string, count: number, written: WrittenArticle): readonly Finding[] {
  if (count >= questionsMin) return [];
  const missing = questionsMin - count;
  return [
    {
      at: inArticle(written, 'topics', written.article.topics.indexOf(topic)),
      what:
        count === 0
          ? `There are no example questions for the topic "${topic}".`
          : `The topic "${topic}" has ${count} example questions: ${missing} more are needed.`,
      mend: `Write ${missing}${count === 0 ? '' : ' more'} under [${topic}] in a file of the folder questions, in several voices.`,
    },
  ];
}

function unanswered(topic: string, all: readonly Asked[]): readonly Finding[] {
  return all.slice(0, 1).map((first) => ({
    at: inQuestion(first),
    what: `Example questions ask for "${topic}" (${all.length} of them), and no article answers this topic.`,
    mend: 'Correct the topic in brackets above them, or write it among the topics of an article.',
  }));
}
