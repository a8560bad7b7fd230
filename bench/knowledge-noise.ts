/** Questions as a thumb types them: wrong letters, and no marks over letters. */
import { createRandom } from '../src/bot/simulate.ts';

const wrongShare = 0.06;
const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'];

/** The random numbers of one question: the same in every run and every thread. */
export function randomOf(question: string, seed: number): () => number {
  return createRandom([...question].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), seed));
}

export const noises: Readonly<Record<string, (question: string, random: () => number) => string>> = {
  'as it was written': (question) => question,
  'diacritics stripped': (question) => stripped(question),
  '6 % of letters wrong': (question, random) => mistyped(question, random),
  both: (question, random) => stripped(mistyped(question, random)),
};

function stripped(question: string): string {
  return question.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L');
}

/** Six letters in a hundred are swapped with the next, dropped, doubled, or another letter of the alphabet. */
function mistyped(question: string, random: () => number): string {
  const letters = [...question];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? '';
    if (!/\p{L}/u.test(letter) || random() >= wrongShare) continue;
    const how = Math.floor(random() * 4);
    if (how === 0 && at + 1 < letters.length) {
      letters[at] = letters[at + 1] ?? '';
      letters[at + 1] = letter;
      at += 1;
    } else if (how === 1) letters[at] = '';
    else if (how === 2) letters[at] = letter + letter;
    else letters[at] = another(letter, random);
  }
  return letters.join('');
}

function another(letter: string, random: () => number): string {
  const alphabet = alphabets[/\p{Script=Cyrillic}/u.test(letter) ? 1 : 0] ?? '';
  return alphabet[Math.floor(random() * alphabet.length)] ?? letter;
}
