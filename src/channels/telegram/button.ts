/** What a button carries, in Telegram's 64 bytes: which run, which prompt, which step and which choice. PURE. */
import type { ActivityOf } from '../../dialog/activity.ts';

/** https://core.telegram.org/bots/api#inlinekeyboardbutton */
export const dataBytesMax = 64;

type Press = Pick<ActivityOf<'choice'>, 'nonce' | 'prompt' | 'step' | 'choice'>;

const carried = /^(?<nonce>[^.]*)\.(?<prompt>[0-9a-z]{1,8})\.(?<step>[^.]*)\.(?<choice>.*)$/su;

/** Throws when it does not fit: `check` and the ids of a campaign keep within the limit. */
export function writeButton({ nonce, prompt, step, choice }: Press): string {
  const data = `${nonce}.${prompt.toString(36)}.${step}.${choice}`;
  if (Buffer.byteLength(data) > dataBytesMax)
    throw new Error(`the choice ${choice} of ${step} takes ${Buffer.byteLength(data)} bytes of ${dataBytesMax}`);
  return data;
}

/** The press; of a button that is not ours any more, one that belongs to nothing. */
export function readButton(data: string): Press {
  const { nonce = '', prompt = '0', step = '', choice = '' } = carried.exec(data)?.groups ?? {};
  return { nonce, prompt: Number.parseInt(prompt, 36), step, choice };
}
