/** A line of words above the composer: how the connection is, and what small thing just happened. */
import type { LineState } from './line.ts';
import { t } from './words.ts';

/** Words about what just happened go after this long. */
const passingMs = 4_000;

const words: Readonly<Record<LineState, string>> = {
  fine: '',
  lost: 'chat.lost',
  busy: 'chat.busy',
  unsaved: 'chat.unsaved',
  expired: 'chat.expired',
  elsewhere: 'chat.elsewhere',
};

export type Status = {
  readonly tell: (state: LineState) => void;
  /** Says something that goes by itself. */
  readonly mention: (text: string) => void;
  /** The same for those who listen: it is seen elsewhere. */
  readonly whisper: (text: string) => void;
  readonly hasFocus: () => boolean;
};

/** `again` opens the line of a page that had to give it up. */
export function createStatus(place: HTMLElement, again: () => void): Status {
  const said = place.querySelector('[role=status]') as HTMLElement;
  const act = place.querySelector('button') as HTMLButtonElement;
  let passing: number | undefined;
  let state: LineState = 'fine';

  // Never taken out of the page: only a change in what is there is read out.
  const say = (text: string): void => {
    clearTimeout(passing);
    said.textContent = text;
    place.classList.toggle('unseen', text === '');
  };

  const tell = (next: LineState): void => {
    state = next;
    const key = state === 'expired' && !navigator.cookieEnabled ? 'chat.noCookies' : words[state];
    say(key && t(key));
    act.hidden = state !== 'expired' && state !== 'elsewhere';
    act.textContent = t(state === 'expired' ? 'chat.reload' : 'chat.here');
    act.onclick = state === 'expired' ? () => location.reload() : again;
  };

  return {
    tell,
    mention(text) {
      say(text);
      act.hidden = true;
      passing = setTimeout(() => tell(state), passingMs);
    },
    whisper(text) {
      if (state !== 'fine') return;
      say(text);
      place.classList.add('unseen');
      passing = setTimeout(() => tell(state), passingMs);
    },
    hasFocus: () => !act.hidden && document.activeElement === act,
  };
}
