/**
 * What platforms can show. Every prompt is made by the engine itself, in every language and every way it can be asked,
 * and then measured: so the check sees the very labels and buttons that people would.
 */
import { ask } from '../ask.ts';
import { commandReader } from '../command.ts';
import { choicesOf, type Dialog, type Step } from '../dialog.ts';
import type { Find } from '../find.ts';
import { noKnowledge } from '../knowledge.ts';
import type { Language } from '../language.ts';
import type { Talk } from '../talk.ts';
import { type Finding, type Limits, nameOf, type TextsByLanguage } from './finding.ts';
import { measure, type Shown, type Trouble } from './measure.ts';
import type { Outline, PlacedStep } from './outline.ts';
import { overviewChars } from './overview.ts';
import { askings, type World } from './worlds.ts';

/** The texts of the dialog, and the bot's own. */
export type AllTexts = { readonly own: TextsByLanguage; readonly bot: TextsByLanguage };

type Asked = { readonly placed: PlacedStep; readonly worlds: readonly World[] };

/** Needs every text of the dialog in these languages. */
export function checkLimits(
  outline: Outline,
  texts: AllTexts,
  limits: Limits,
  languages: readonly Language[],
): readonly Finding[] {
  const { dialog, steps, sections } = outline;
  const talk = talkOf(dialog, texts);
  const asked = steps.map((placed) => ({ placed, worlds: askings(dialog, placed.step).worlds }));
  return languages.flatMap((language) => [
    ...asked.flatMap((one) => checkPrompts(talk, one, language, limits)),
    ...sections.flatMap(({ id }) => {
      const inside = asked.filter(({ placed }) => placed.step.section === id).flatMap(({ worlds }) => worlds);
      const chars = Math.max(0, ...inside.map(({ run }) => overviewChars(talk, dialog, language, run, id)));
      return chars > limits.textChars ? [overviewTooLong(id, language, chars, limits)] : [];
    }),
  ]);
}

/** A talk with nobody, which can look up texts and nothing else. */
function talkOf(dialog: Dialog, texts: AllTexts): Talk {
  // The bot's missing texts are found elsewhere; here the key stands for them.
  const find: Find = (language, space, key) =>
    space === 'bot' ? (texts.bot[language]?.[key] ?? key) : texts.own[language]?.[key];
  const library: Talk['library'] = {
    language: 'pl',
    command: commandReader((language, _, key) => texts.bot[language]?.[key]),
    dialog: () => dialog,
    find,
    knowledge: noKnowledge,
    campaign: () => undefined,
    openCampaigns: () => [],
    waves: () => [],
    staff: undefined,
    code: undefined,
    answered: () => false,
    page: 'https://example.org',
    dataLink: () => undefined,
    taken: () => false,
    hash: (secret) => secret,
  };
  return { library, activity: { id: '', conversation: '', at: 0, chance: '', kind: 'attachment' } };
}

function checkPrompts(talk: Talk, asked: Asked, language: Language, limits: Limits): readonly Finding[] {
  const { step } = asked.placed;
  const where = `"${step.id}" in ${nameOf(language)}`;
  return asked.worlds
    .flatMap(({ run }) => {
      const at = { ...run, step: step.id };
      return ask(talk, { language, nonce: '', prompt: 0, run: at, memberships: [] }).replies;
    })
    .map((reply): Shown => (reply.kind === 'prompt' ? reply : { step: step.id, text: reply.text, choices: [] }))
    .flatMap((shown) => measure(shown, where, limits, talk.library.command))
    .map((trouble) => locate(trouble, asked.placed, language));
}

function locate(trouble: Trouble, { step, path }: PlacedStep, language: Language): Finding {
  const { what, mend, choice = '' } = trouble;
  return trouble.of === 'ids' ? { path, what, mend } : { language, key: textOf(step, choice), what, mend };
}

/** The text that a choice's label comes from; for other buttons, that of the step. */
function textOf(step: Step, choice: string): string {
  if (step.kind === 'scale') return `scales.${step.scale}.${choice}`;
  const choices = step.kind === 'choose' || step.kind === 'multi' ? choicesOf(step) : [];
  // In a list a mark for ticking stands before the id.
  const found = choices.find(({ id }) => id === (step.kind === 'multi' ? choice.slice(1) : choice));
  return found ? `steps.${step.id}.choices.${found.id}` : `steps.${step.id}.text`;
}

function overviewTooLong(section: string, language: Language, chars: number, limits: Limits): Finding {
  return {
    language,
    key: `sections.${section}`,
    what: `The overview of the section "${section}" in ${nameOf(language)} can grow to ${chars} characters, and ${limits.textChars} fit in one message.`,
    mend: 'Divide the section in two, shorten its questions, or lower the max of its free texts.',
  };
}
