/**
 * An article is one thing that people ask about: a plane, a tool, a provision, a term. `ArticleFile` is what an author
 * writes in `data/knowledge/` (it also yields the JSON Schema for editors).
 */
import { z } from 'zod';
import { commandNames } from '../dialog/command.ts';
import { Area } from '../dialog/dialog.ts';
import { Language } from '../dialog/language.ts';

export const Plane = z.enum(['I', 'II', 'III']).meta({ id: 'Plane', description: 'A plane of the Model' });
export type Plane = z.infer<typeof Plane>;

/** The longest short answer, in characters. */
export const shortMax = 600;

const ArticleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,35}$/, 'an id is 2–36 of a–z, 0–9 and -, and begins with a letter')
  .meta({ id: 'ArticleId', description: 'A short name: a–z, 0–9 and -, beginning with a letter' });

const Topic = z
  .string()
  .regex(/^[a-z0-9:-]{3,48}$/, 'a topic is 3–48 of a–z, 0–9, : and -')
  .meta({ id: 'Topic', description: 'What example questions ask for; an article may answer several topics' });

const line = z.string().trim().min(1);
const aliases = z.array(line).describe('Other names, also everyday ones; each belongs to one article only');
const title = line.max(90).describe('What the article is called, as on a button');
const short = line.max(shortMax).describe('The short answer: what it is and what people want to know first');
const example = line.max(400).describe('One imagined example, without names of real places');
const check = line.max(300).describe('What could not be confirmed or differs locally; sends people to the office');
const official = line.max(200).describe('The whole name, as in the Model');

const common = { title, aliases, short, example: example.optional(), check: check.optional() };
const WithMore = z.strictObject({
  ...common,
  more: line.max(1400).optional().describe('What comes after the short answer'),
});
const Named = z.strictObject({ ...WithMore.shape, official });
const ToolText = z.strictObject({
  ...common,
  example,
  when: line.max(500).describe('When it fits'),
  steps: z.array(line.max(220)).length(3).describe('The first three steps'),
  takes: line.max(400).describe('What it takes: people, money, time, a resolution'),
});
const LawText = z.strictObject({ ...common, says: line.max(1600).describe('What the provision says, in own words') });

const Source = z.strictObject({
  id: z.string().describe('A source from sources.yaml'),
  place: line.max(120).optional().describe('Where in the source: an article, a chapter'),
});

const spoken = <T extends z.ZodType>(text: T) => ({ pl: text, en: text, uk: text });
const shared = {
  topics: z.array(Topic).min(1).describe('Its own topic first'),
  law: z.array(ArticleId).default([]).describe('Law cards that it rests on'),
  related: z.array(ArticleId).default([]).describe('What else people may want to read'),
  items: z.array(z.string()).default([]).describe('Survey items that it explains best'),
  sources: z.array(Source).min(1),
};

export const Article = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plane'), plane: Plane, ...shared, ...spoken(Named) }),
  z.strictObject({
    kind: z.literal('area'),
    plane: Plane,
    areas: z.array(Area).length(1),
    ...shared,
    ...spoken(Named),
  }),
  z.strictObject({
    kind: z.literal('tool'),
    areas: z.array(Area).min(1).describe('Where it belongs, its home first'),
    seed: z.boolean().default(false).describe('Named in the founding document'),
    ...shared,
    ...spoken(ToolText),
  }),
  z.strictObject({
    kind: z.literal('law'),
    act: z.string().describe('The act, as a source from sources.yaml'),
    article: z
      .string()
      .optional()
      .describe('"19a", "5 ust. 5", "4 ust. 1 pkt 33"; without it the card is of the whole act'),
    tools: z.array(ArticleId).default([]).describe('Tools that rest on it'),
    ...shared,
    ...spoken(LawText),
  }),
  z.strictObject({
    kind: z.literal('howto'),
    texts: z.array(z.string()).default([]).describe('Keys of the bot texts whose words it quotes'),
    commands: z.array(z.enum(commandNames)).default([]).describe('Commands that it tells to type'),
    ...shared,
    ...spoken(WithMore),
  }),
  z.strictObject({ kind: z.enum(['principle', 'term', 'list', 'chitchat']), ...shared, ...spoken(WithMore) }),
]);
export type Article = z.infer<typeof Article>;
export type ArticleKind = Article['kind'];

export const ArticleFile = z.strictObject({ articles: z.record(ArticleId, Article) });
export type ArticleFile = z.infer<typeof ArticleFile>;

/** A text that articles rest on, and when somebody last looked whether it still says so. */
export const SourceFile = z.strictObject({
  sources: z.record(
    z.string(),
    z.strictObject({
      ...spoken(line.max(180)),
      url: z.url({ protocol: /^https$/ }).optional(),
      checked: z.iso.date().describe('The day somebody last compared it, as 2026-11-23'),
    }),
  ),
});
export type SourceFile = z.infer<typeof SourceFile>;

/** A standard of the Model: what cooperation in an area should be like. */
export const StandardFile = z.strictObject({
  standards: z.record(
    ArticleId,
    z.strictObject({
      area: Area,
      items: z.array(z.string()).default([]).describe('Survey items that ask about it'),
      ...spoken(line.max(400)),
    }),
  ),
});
export type StandardFile = z.infer<typeof StandardFile>;

/** Who wrote example questions. */
export const VoiceFile = z.strictObject({
  voices: z.record(
    z.string(),
    z.strictObject({ language: Language, who: line.max(200).describe('Who speaks, in a few words') }),
  ),
});
export type VoiceFile = z.infer<typeof VoiceFile>;
