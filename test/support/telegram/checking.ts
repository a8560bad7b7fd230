/** Whether Telegram would take a call, and the text that people would see. */
import type { z } from 'zod';
import { type Entity, parseHtml } from './html.ts';
import { type Method, rules } from './rules.ts';

/** In UTF-16 code units after parsing. */
const textCharsMax = 4096;
const captionCharsMax = 1024;

/** Text as it is shown. */
export type Styled = { readonly text: string; readonly entities: readonly Entity[] };
export type Checked =
  | { readonly ok: true; readonly styled: Styled }
  /** In the words of Telegram where they are known. */
  | { readonly ok: false; readonly description: string };

type Written = {
  readonly text?: string;
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly entities?: readonly Entity[];
  readonly caption_entities?: readonly Entity[];
};

/** Whether Telegram would take the call, whatever the state of its chats; and its text without the markup. */
export function checkCall(method: Method, payload: unknown): Checked {
  const parsed = rules[method].safeParse(payload);
  if (!parsed.success) return { ok: false, description: describe(parsed.error.issues) };
  // The rules above gave the fields their types; only some methods have these.
  const { text, caption, parse_mode, entities: own, caption_entities } = parsed.data as Written;
  if (method === 'answerCallbackQuery') return { ok: true, styled: { text: '', entities: [] } };
  const given = own ?? caption_entities;
  if (parse_mode && given) return { ok: false, description: 'both parse_mode and entities are given' };
  const source = text ?? caption ?? '';
  const shown = parse_mode ? parseHtml(source) : { ok: true as const, text: source, entities: given ?? [] };
  if (!shown.ok) return shown;
  if (text !== undefined && shown.text.trim() === '') return { ok: false, description: 'message text is empty' };
  if (text !== undefined && shown.text.length > textCharsMax) return { ok: false, description: 'message is too long' };
  if (caption !== undefined && shown.text.length > captionCharsMax) {
    return { ok: false, description: 'message caption is too long' };
  }
  if (shown.entities.some(({ offset, length }) => offset + length > shown.text.length)) {
    return { ok: false, description: 'entity beyond the end of the text' };
  }
  return { ok: true, styled: shown };
}

function describe(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[] = []): string {
  const [issue] = issues;
  if (!issue) return 'invalid call';
  const path = [...at, ...issue.path];
  if (issue.code === 'invalid_union') {
    // The branch that was meant is the one that went wrong deepest inside.
    const depth = (branch: readonly z.core.$ZodIssue[]) => branch[0]?.path.length ?? 0;
    const branch = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
    if (branch?.[0]) return describe(branch, path);
  }
  if (path.length === 1 && path[0] === 'chat_id' && issue.code === 'invalid_type') return 'chat_id is empty';
  if (path.length === 1 && path[0] === 'text' && issue.code === 'invalid_type') return 'message text is empty';
  // zod's own words need the field's name; those of Telegram stand for themselves.
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message;
  return `field "${path.join('.')}": ${issue.message}`;
}
