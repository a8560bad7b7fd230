/** `ask`: what the bot would answer to a question, for those who write the articles and for other programs. */
import { createInterface } from 'node:readline';
import { readConfig } from '../config.ts';
import { loadContent } from '../content/content.ts';
import { home } from '../content/files.ts';
import { loadKnowledge } from '../content/learnt.ts';
import { Language } from '../dialog/language.ts';
import { languageOf } from '../knowledge/language.ts';
import { createPages, type Pages } from '../knowledge/page.ts';
import type { Found } from '../knowledge/rank.ts';
import type { Shelf } from '../knowledge/shelf.ts';
import { createUnderstand, type Understand, type Understanding } from '../knowledge/understand.ts';
import { createTexts } from '../text/texts.ts';
import { type Command, type Input, type Out, oneOf, UsageError } from './command.ts';

export const ask = {
  name: 'ask',
  usage: '"question"',
  summary: 'Answers a question from the knowledge; with --stdin a question a line',
  options: { lang: { type: 'string' }, stdin: { type: 'boolean' } },
  describe: { lang: 'answers in pl, en or uk, whatever the question is in', stdin: 'reads questions, one a line' },
  needsStore: false,
  run: async (input: Input, out: Out): Promise<number> => {
    const given = input.values.lang === undefined ? undefined : oneOf(input, 'lang', Language.options);
    const question = input.positionals.join(' ').trim();
    if (input.values.stdin !== true && question === '') throw new UsageError('the question is missing');
    const desk = await openDesk(given);
    const json = input.values.json === true;
    const tell = (answer: Answer): void => (json ? out.json(toJson(desk, answer)) : out.print(toText(desk, answer)));
    if (input.values.stdin !== true) {
      const answer = desk.answer(question);
      tell(answer);
      return answer.understood.outcome === 'answer' ? 0 : 1;
    }
    for await (const line of createInterface({ input: process.stdin })) tell(desk.answer(line));
    return 0;
  },
} as const satisfies Command;

type Answer = { readonly question: string; readonly language: Language; readonly understood: Understanding };
type Desk = { readonly answer: (question: string) => Answer; readonly pages: Pages; readonly shelf: Shelf };

async function openDesk(given: Language | undefined): Promise<Desk> {
  const [content, { shelf, learnt }] = await Promise.all([loadContent(), loadKnowledge()]);
  const texts = createTexts();
  for (const loaded of content.texts) texts.add(loaded.language, loaded.space, loaded.texts);
  const understand: Understand = createUnderstand(shelf, learnt);
  const fallback = readConfig(home).language;
  return {
    shelf,
    pages: createPages(shelf, texts.find),
    answer: (question) => ({
      question,
      language: given ?? languageOf(question) ?? fallback,
      understood: understand(question),
    }),
  };
}

/** The contract's shape: best first, at most three; `answered: false` with results means "did you mean". */
function toJson({ shelf }: Desk, { language, understood }: Answer) {
  const results =
    understood.outcome === 'unknown' ? [] : understood.found.map((found) => result(shelf, language, found));
  return { answered: understood.outcome === 'answer', language, results };
}

function result(shelf: Shelf, language: Language, { topic, article, share }: Found) {
  const [source] = article.sources;
  const name = shelf.sources[source?.id ?? '']?.[language] ?? '';
  return {
    id: article.id,
    topic,
    title: article[language].title,
    score: Math.round(Math.min(1, share) * 1000) / 1000,
    source: source?.place === undefined ? name : `${name}, ${source.place}`,
  };
}

function toText({ pages }: Desk, { language, understood }: Answer): string {
  const [best] = understood.found;
  if (understood.outcome === 'unknown' || !best) return 'No answer.';
  if (understood.outcome === 'perhaps')
    return [
      'Did you mean:',
      ...understood.found.map(({ article }) => `  ${article.id}  ${article[language].title}`),
    ].join('\n');
  const page = pages(best.article.id, 'main', language);
  return [(page?.text ?? '').replace(/^# /gm, ''), ...(page?.items ?? []).map((item) => `• ${item}`)].join('\n');
}
