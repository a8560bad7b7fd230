/** In which of our languages a question is written. */
import type { Language } from '../dialog/language.ts';
import { charsMax } from './words.ts';

// Words that both languages write alike (do, i, to, a) tell nothing.
const english =
  /\b(the|is|are|what|how|who|when|where|why|which|can|could|does|should|we|you|our|my|your|for|of|with|and|get|from|about|tell|list|hello|hi|thanks|thank|bye|it|in)\b/gi;
const polish =
  /\b(jak|co|czy|kto|kiedy|gdzie|ile|jest|są|sa|się|sie|nie|na|w|z|dla|od|po|ze|że|jaki|jakie|jaka|moge|mogę|mozna|można|dzień|dzien|czesc|cześć|dziękuję|dziekuje)\b/gi;

/** `undefined` where nothing tells: a number, one word that several languages share. */
export function languageOf(question: string): Language | undefined {
  const text = question.slice(0, charsMax);
  // Who writes one word in Cyrillic letters writes Ukrainian, whatever names stand in it.
  if (/[\u0400-\u04ff]{2}/.test(text)) return 'uk';
  if (/[ąćęłńóśźż]/i.test(text)) return 'pl';
  const scores = { en: text.match(english)?.length ?? 0, pl: text.match(polish)?.length ?? 0 };
  if (scores.en === scores.pl) return undefined;
  return scores.en > scores.pl ? 'en' : 'pl';
}
