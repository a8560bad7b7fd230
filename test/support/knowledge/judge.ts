/** Whether what was understood is what was asked for, and the figures that say how often. */
import { outOfScope } from '../../../src/knowledge/examples.ts';
import type { Understand, Understanding } from '../../../src/knowledge/understand.ts';

/** A question, and what is known about it. */
export type Asked = {
  readonly question: string;
  /** Right answers. None: nobody here can answer. */
  readonly topics: readonly string[];
  /** Tolerated answers. */
  readonly also: readonly string[];
  /** What tables are made by: its language, its style, its voice… */
  readonly groups: Readonly<Record<string, string>>;
};

/** A question with what was understood; plain data, so that it can come from another thread. */
export type Heard = Asked & {
  readonly outcome: Understanding['outcome'];
  /** Best first, at most three. */
  readonly found: readonly {
    readonly topic: string;
    readonly share: number;
    /** Whether its article is also that of a right topic: the person gets what they asked for all the same. */
    readonly sameArticle: boolean;
  }[];
  /** How likely it is that nobody here can answer. */
  readonly none: number;
};

/** Percentages; `NaN` where nothing like it was asked. */
export type Figures = {
  readonly asked: number;
  /** The first found is right, whatever the outcome, and nothing is tolerated. */
  readonly strict: number;
  /** The same, and with what is tolerated; one of the three. */
  readonly hit1: number;
  readonly hit3: number;
  readonly right: number;
  readonly wrong: number;
  readonly refused: number;
  /** Answered right, or right among the buttons. */
  readonly reached: number;
  readonly lists: number;
  /** Lists that were asked for and answered by just that list. */
  readonly listsRight: number;
  readonly outside: number;
  readonly outsideAnswered: number;
  readonly outsideButtons: number;
};

export function hear(understand: Understand, asked: Asked, none: (question: string) => number): Heard {
  const { outcome, found } = understand(asked.question);
  return {
    ...asked,
    outcome,
    found: found.map(({ topic, share, article }) => ({
      topic,
      share,
      sameArticle: article.topics.some((one) => asked.topics.includes(one)),
    })),
    none: none(asked.question),
  };
}

export function figuresOf(heard: readonly Heard[]): Figures {
  const inside = heard.filter((one) => !isOutside(one));
  const outside = heard.filter(isOutside);
  const lists = inside.filter(({ topics }) => topics.some((topic) => topic.startsWith('list:')));
  const answered = inside.filter(({ outcome }) => outcome === 'answer');
  const right = answered.filter((one) => isRight(one, 0));
  return {
    asked: inside.length,
    strict: percent(inside.filter(({ topics, found }) => topics.includes(found[0]?.topic ?? '')).length, inside),
    hit1: percent(inside.filter((one) => isRight(one, 0)).length, inside),
    hit3: percent(inside.filter(isAmong).length, inside),
    right: percent(right.length, inside),
    wrong: percent(answered.length - right.length, inside),
    refused: percent(inside.length - answered.length, inside),
    reached: percent(inside.filter(isReached).length, inside),
    lists: lists.length,
    listsRight: percent(
      lists.filter(({ topics, found, outcome }) => outcome === 'answer' && topics.includes(found[0]?.topic ?? ''))
        .length,
      lists,
    ),
    outside: outside.length,
    outsideAnswered: percent(outside.filter(({ outcome }) => outcome === 'answer').length, outside),
    outsideButtons: percent(outside.filter(({ outcome }) => outcome === 'perhaps').length, outside),
  };
}

export function isOutside({ topics }: Asked): boolean {
  return topics.every((topic) => topic === outOfScope);
}

export function isRight({ topics, also, found }: Heard, at: number): boolean {
  const topic = found[at]?.topic;
  return topic !== undefined && (topics.includes(topic) || also.includes(topic));
}

export function isAmong(heard: Heard): boolean {
  return heard.found.some((_, at) => isRight(heard, at));
}

export function isReached(heard: Heard): boolean {
  return heard.outcome === 'answer' ? isRight(heard, 0) : heard.outcome === 'perhaps' && isAmong(heard);
}

export function percent(count: number, of: readonly unknown[]): number {
  return of.length === 0 ? Number.NaN : (100 * count) / of.length;
}

/** What also does as an answer: the convention of the dev set, and no more. */
export function toleratedFor(topics: readonly string[]): readonly string[] {
  return topics.flatMap((topic) => {
    const place = /^list:(?:tools|areas)-of-(.+)$/.exec(topic)?.[1];
    if (place !== undefined) return [place];
    if (topic.startsWith('plane-')) return [`list:areas-of-${topic}`];
    if (topic.startsWith('area-')) return [`list:tools-of-${topic}`];
    if (topic === 'list:planes' || topic === 'list:areas') return ['term:plaszczyzna'];
    return topic === 'list:principles' ? ['law:art-5'] : [];
  });
}

/** What kind of answer a question asks for, by its first topic. */
export function kindOf([topic = '']: readonly string[]): string {
  if (topic.startsWith('list:tools-of-')) return 'tool-for-field';
  const kind = /^(list|law|howto|chitchat):/.exec(topic)?.[1];
  return kind ?? (topic === '' || topic === outOfScope ? 'out-of-scope' : 'definition');
}
