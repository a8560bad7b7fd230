/** Everything the bot can say, free of any platform. */
import { z } from 'zod';
import { Language } from './language.ts';

export const ReplyChoice = z.strictObject({
  /** Means the choice, within its step. */
  id: z.string(),
  label: z.string(),
  /** What a person may type instead of tapping. */
  key: z.string(),
  /** Ticked, in a list where several may be chosen. */
  selected: z.boolean().optional(),
  /** The way on that most take: channels may make it stand out. */
  main: z.boolean().optional(),
  /** Moves about (back, help, skip) rather than answers. */
  aside: z.boolean().optional(),
});
export type ReplyChoice = z.infer<typeof ReplyChoice>;

/** A code in the text that the person should keep: channels make it easy to copy. */
const ShownCode = z.strictObject({ for: z.enum(['receipt', 'resume']), code: z.string() });
export type ShownCode = z.infer<typeof ShownCode>;

/** What was said here before has left the conversation: a channel that keeps a copy of its own lets go of it. */
const forget = z.boolean().optional();

const Said = z.strictObject({
  kind: z.literal('text'),
  language: Language,
  text: z.string(),
  settles: z.int().optional(),
  code: ShownCode.optional(),
  forget,
  /** It tells of the results of this wave: once they are not public any more, it is not said. */
  results: z.string().optional(),
});

/** How far one is, in words and as a share. */
const Progress = z.strictObject({ text: z.string(), number: z.int(), total: z.int() });
export type Progress = z.infer<typeof Progress>;

const Prompt = z.strictObject({
  kind: z.literal('prompt'),
  language: Language,
  prompt: z.int(),
  nonce: z.string(),
  step: z.string(),
  /** Paragraphs before the question: what was understood, an answer to a question of one's own, a new section. */
  lead: z.string().optional(),
  progress: Progress.optional(),
  text: z.string(),
  hint: z.string().optional(),
  /** What is expected; channels choose keyboards and fields by it. */
  input: z.enum(['choice', 'multi', 'number', 'text', 'date']),
  choices: z.array(ReplyChoice),
  /** Characters that fit into a written answer. */
  charsMax: z.int().optional(),
  /** The earlier prompt that this one takes the place of (a tick in a list), where a channel can edit. */
  replaces: z.int().optional(),
  /** The earlier prompt that is answered now, and how: a channel may tidy it. */
  settles: z.strictObject({ prompt: z.int(), label: z.string() }).optional(),
  code: ShownCode.optional(),
  forget,
});
export type Prompt = z.infer<typeof Prompt>;

/** A report as a file: of which wave, of which JST or of all, as what. It is made when it is sent, and never kept. */
export const ReportFile = z.strictObject({
  kind: z.literal('report'),
  campaign: z.string(),
  unit: z.string().optional(),
  format: z.enum(['png', 'pdf']),
  language: Language,
  /** For whom of the staff: whoever is revoked gets it no more. */
  staff: z.string(),
  /** What it is called, with its ending; plain letters. */
  name: z.string(),
});
export type ReportFile = z.infer<typeof ReportFile>;

/** Characters that fit under a picture: https://core.telegram.org/bots/api#sendphoto */
export const captionMax = 1024;

const enclosed = {
  language: Language,
  file: ReportFile,
  /** What is said with it. What a picture shows is added in words when it is sent. */
  text: z.string().max(captionMax),
  /** What it is, for those who do not see it. */
  alt: z.string(),
};
const PictureReply = z.strictObject({ kind: z.literal('image'), ...enclosed });
const DocumentReply = z.strictObject({ kind: z.literal('document'), ...enclosed });
export type Enclosed = z.infer<typeof PictureReply> | z.infer<typeof DocumentReply>;

export const Reply = z.discriminatedUnion('kind', [Said, Prompt, PictureReply, DocumentReply]);
export type Reply = z.infer<typeof Reply>;

/** What is said in words alone, or asked. */
export type Spoken = z.infer<typeof Said> | Prompt;

/** Does a file go with it? */
export function isEnclosed(reply: Reply): reply is Enclosed {
  return reply.kind === 'image' || reply.kind === 'document';
}

/** The code that it shows. */
export function codeShown(reply: Reply): ShownCode | undefined {
  return isEnclosed(reply) ? undefined : reply.code;
}

/** Is what was said before to be let go of? */
export function forgets(reply: Reply): boolean {
  return !isEnclosed(reply) && reply.forget === true;
}

/** The numbering of an open list of buttons outside any dialog begins with this, so that no step id can be taken for it. */
export const menuMark = '~';

/** The prompt whose place this reply takes. */
export function replacedBy(reply: Reply): number | undefined {
  return reply.kind === 'prompt' ? reply.replaces : undefined;
}

/** The prompt that this reply leaves behind, and how it was answered. */
export function settledBy(reply: Reply): { readonly prompt: number; readonly label: string } | undefined {
  if (isEnclosed(reply)) return undefined;
  if (reply.kind === 'text') return reply.settles === undefined ? undefined : { prompt: reply.settles, label: '' };
  return reply.settles ?? (reply.replaces === undefined ? undefined : { prompt: reply.replaces, label: '' });
}
