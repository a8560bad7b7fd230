/**
 * A template is a workshop that somebody has thought through, ready to be given a day and a place. `TemplateFile` is
 * what an author writes in `data/workshops/<id>.yaml` (it also yields the JSON Schema for editors).
 */
import { z } from 'zod';
import { Area } from '../dialog/dialog.ts';
import type { Language } from '../dialog/language.ts';
import { Group } from '../dialog/session.ts';

/** Work on an area, talk about what both sides see differently, or agree the scores from 0 to 5 together. */
export const purposes = ['area', 'gap', 'scores'] as const;
export type Purpose = (typeof purposes)[number];

/** The longest title: it stands on buttons. */
export const titleMax = 60;

const line = z.string().trim().min(1);
const Step = z.strictObject({
  what: line.max(80).describe('What happens, as participants read it in the agenda'),
  how: line.max(320).describe('How the facilitator does it'),
});
const Text = z.strictObject({
  title: line.max(titleMax).describe('As on a button'),
  goal: line.max(300).describe('What it is for, in one or two sentences'),
  result: line.max(300).describe('What lies on the table at the end'),
  who: line.max(300).describe('Who should come, by what they do'),
  prepare: z.array(line.max(200)).min(1).max(6).describe('What to bring and prepare, each in a line'),
});

const spoken = <T extends z.ZodType>(text: T) => ({ pl: text, en: text, uk: text });

export const TemplateFile = z.strictObject({
  purpose: z.enum(purposes).describe('area: work on it; gap: what both sides see differently; scores: agree 0–5'),
  areas: z.array(Area).min(1).describe('The areas that it helps with'),
  minutes: z.int().min(30).max(480).describe('How long it takes, breaks included'),
  people: z
    .strictObject({ from: z.int().min(4), to: z.int().max(60) })
    .describe('With how many people it works, the facilitator left out'),
  groups: z.array(Group).min(1).describe('Who is invited: ngo, office, other (village heads, residents)'),
  materials: z.array(z.string()).min(1).max(8).describe('Ids of knowledge articles that are sent afterwards'),
  ...spoken(Text),
  agenda: z
    .array(z.strictObject({ minutes: z.int().min(5).max(120), ...spoken(Step) }))
    .min(3)
    .max(14)
    .describe('Steps in order; their minutes add up to those of the whole'),
});
export type TemplateFile = z.infer<typeof TemplateFile>;
/** Its id is the name of its file. */
export type Template = TemplateFile & { readonly id: string };

/** A template as people of one language read it. */
export type TemplateText = z.infer<typeof Text> & {
  readonly agenda: readonly (z.infer<typeof Step> & { readonly minutes: number })[];
};

export function textOf(template: TemplateFile, language: Language): TemplateText {
  const agenda = template.agenda.map((step) => ({ minutes: step.minutes, ...step[language] }));
  return { ...template[language], agenda };
}
