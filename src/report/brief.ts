/** The beginning of a text: as many whole sentences as say something. */
import type { Language } from '../dialog/language.ts';

/** A first sentence shorter than this is often only a label. */
const charsMin = 90;

export function briefly(text: string, language: Language): string {
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  let told = '';
  for (const { segment } of sentences) {
    told += segment;
    // An abbreviation such as "np." is no end.
    if (told.trimEnd().length >= charsMin && /[.!?…]["”»)]?\s*$/.test(told)) break;
  }
  return told.trimEnd();
}
