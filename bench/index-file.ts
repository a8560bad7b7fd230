/** A wave of any size as NDJSON: the statements of the real questionnaire, people who differ, the same for the same seed. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { loadContent } from '../src/content/content.ts';
import { type Instrument, instrumentOf } from '../src/survey/instrument.ts';

const seed = 6;
const dontKnowShare = 0.06;
const officeShare = 0.35;
const chunkChars = 1 << 20;

/** Numbers from 0 up to 1 (mulberry32). */
function createDice(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Writes the file; returns its statements and its size in bytes. */
export async function writeWave(path: string, respondents: number): Promise<{ instrument: Instrument; bytes: number }> {
  const [loaded] = (await loadContent()).dialogs.map(({ dialog }) => instrumentOf(dialog)).filter((one) => one.length);
  const instrument = loaded ?? [];
  const dice = createDice(seed);
  const file = openSync(path, 'w');
  let text = `${JSON.stringify({ k: 5, instrument })}\n`;
  let bytes = 0;
  for (let n = 1; n <= respondents; n += 1) {
    const isOffice = dice() < officeShare;
    const level = dice() * 2 + (isOffice ? 1 : 0);
    const answers = instrument.map(({ id, reverse }) => {
      const agrees = Math.min(5, 1 + Math.floor(level + dice() * 3));
      return `"${id}":${dice() < dontKnowShare ? 'null' : reverse ? 6 - agrees : agrees}`;
    });
    text += `{"id":"r${n}","group":"${isOffice ? 'URZAD' : 'NGO'}","answers":{${answers.join()}}}\n`;
    if (text.length < chunkChars && n < respondents) continue;
    bytes += writeSync(file, text);
    text = '';
  }
  closeSync(file);
  return { instrument, bytes };
}
