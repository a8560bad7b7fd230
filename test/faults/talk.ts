/** What a person can do in a conversation, and what they hear back. */
import type { Activity } from '../../src/dialog/activity.ts';
import type { Prompt, Reply } from '../../src/dialog/reply.ts';

type Without<T> = T extends unknown ? Omit<T, 'id' | 'conversation' | 'at' | 'chance'> : never;
export type Does = Without<Extract<Activity, { kind: 'message' | 'choice' | 'invitation' | 'attachment' }>>;
export type Heard = {
  /** All that was said since, late answers to earlier acts among it. */
  readonly replies: readonly Reply[];
  readonly prompt: Prompt | undefined;
  /** The prompt belongs to a survey that came to this conversation since. */
  readonly fresh: boolean;
};
/** Which files the act is going to write besides the conversation. */
export type Touches = 'claims' | 'boxes';
export type Talk = (
  conversation: string,
  does: Does,
  about?: { readonly touches?: Touches; readonly silent?: boolean; readonly inside?: boolean },
) => Promise<Heard>;

export const message = (text: string): Does => ({ kind: 'message', text });
export const tap = ({ nonce, prompt, step }: Prompt, choice: string): Does => ({
  kind: 'choice',
  nonce,
  prompt,
  step,
  choice,
});
export const begun = ({ fresh, prompt }: Heard): Prompt | undefined => (fresh && isSurvey(prompt) ? prompt : undefined);
export const isSurvey = (prompt: Prompt | undefined): prompt is Prompt =>
  prompt !== undefined && !prompt.step.startsWith('~');
export const promptsIn = (heard: Heard): Prompt[] => heard.replies.filter((reply) => reply.kind === 'prompt');
export const wordsIn = (heard: Heard): string =>
  heard.replies
    .map((reply) => (reply.kind === 'prompt' ? `${reply.lead ?? ''}\n${reply.text}` : reply.text))
    .join('\n');
