/** A question as words that can be compared: no case, no marks, one alphabet, no endings. */

/** Longest question that is read; the rest says nothing new. */
export const charsMax = 300;
const wordsMax = 40;

/**
 * Ukrainian letters as a Pole would write their sound. So words that both languages share meet
 * ("конкурс" and "konkurs"), and one way of taking endings off serves both.
 */
const latin: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', б: 'b', в: 'w', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'je', ж: 'z', з: 'z', и: 'y', і: 'i', ї: 'ji' },
    ...{ й: 'j', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'ch' },
    ...{ ц: 'c', ч: 'cz', ш: 'sz', щ: 'szcz', ь: '', ю: 'ju', я: 'ja', ы: 'y', э: 'e', ё: 'jo', ъ: '' },
  }),
);

/** The text in lower-case Latin letters without marks. */
export function plain(text: string): string {
  return text
    .slice(0, charsMax)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u0400-\u04ff]/g, (letter) => latin.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/['’ʼ`]/g, '');
}

/** The words of a text, at most forty. */
export function wordsOf(text: string): readonly string[] {
  return (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, wordsMax);
}

/** Endings of Polish, Ukrainian (in Latin letters) and English, longest first; the first that fits is taken off. */
const endings: readonly string[] = [
  ...['iejszego', 'iejszych', 'owaniem', 'owaniu', 'owania', 'owanie', 'owanych', 'owanego', 'owanej', 'owany'],
  ...['owana', 'owane', 'alismy', 'osciami', 'osciach', 'osciom', 'ujemy', 'ujecie', 'ujesz', 'ujacy', 'ujaca'],
  ...['ujace', 'oscia', 'osci', 'osc', 'owali', 'owala', 'owal', 'owac', 'uja', 'uje', 'eniami', 'eniach', 'eniem'],
  ...['aniami', 'aniach', 'aniem', 'enie', 'enia', 'eniu', 'anie', 'ania', 'aniu', 'ciami', 'ciom', 'jami', 'jach'],
  ...['jom', 'iami', 'iach', 'iego', 'iemu', 'acie', 'ecie', 'icie', 'ycie', 'alem', 'alam', 'alby', 'ilem', 'ilam'],
  ...['owie', 'owi', 'ami', 'ach', 'iom', 'iem', 'ego', 'emu', 'iej', 'ich', 'ych', 'imi', 'ymi', 'amy', 'emy'],
  ...['imy', 'ymy', 'aly', 'ali', 'ala', 'alo', 'ili', 'ila', 'ilo', 'yla', 'yli', 'asz', 'esz', 'isz', 'ysz'],
  ...['oho', 'oju', 'eju', 'omu', 'aja', 'oji', 'ing', 'ja', 'ji', 'je', 'jo', 'om', 'ow', 'em', 'ej', 'im', 'ym'],
  ...['ie', 'ia', 'iu', 'io', 'um', 'al', 'il', 'yl', 'ac', 'ec', 'ic', 'yc', 'iw', 'ij', 'yj', 'ty', 'ti', 'ed', 'es'],
  ...['s', 'a', 'e', 'i', 'o', 'u', 'y'],
].sort((a, b) => b.length - a.length);

const stemMin = 3;

/** The word without its ending. Numbers and words of three letters stay as they are. */
export function stem(word: string): string {
  if (word.length <= stemMin || /^\d/.test(word)) return word;
  const ending = endings.find((one) => word.length - one.length >= stemMin && word.endsWith(one));
  const bare = ending === undefined ? word : word.slice(0, -ending.length);
  // "Ankieta", but "w ankiecie"; "rada", but "w radzie".
  return bare.endsWith('c') ? `${bare.slice(0, -1)}t` : bare.endsWith('dz') ? bare.slice(0, -1) : bare;
}
