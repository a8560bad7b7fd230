/** Greetings and thanks in front of a question, which say nothing of it. */

const greeting =
  /^\s*(dzień dobry|dzien dobry|dobry wieczór|cześć|czesc|hejka|hej|witam|witajcie|siema|siemka|szczęść boże|szczesc boze|halo|ok|good (?:morning|afternoon|evening|day)|hello|hi|hey|добрий (?:день|вечір)|доброго дня|вітаю|привіт)(?=[\s,.!?:;–-])[\s,.!?:;–-]*/iu;
/** Thanks are for something: only "and" behind them begins a question. */
const thanks =
  /^\s*(dziękuję|dziekuje|dzięki|dzieki|thanks|thank you|дякую)(?: bardzo| very much)?[\s,.!:;–-]+(?=(?:a|i|ale|jeszcze|and|but|а|і|але|ще)\s)/iu;

/** The question without them, if any word is left. */
export function withoutCourtesy(question: string): string {
  const rest = question.replace(greeting, '').replace(thanks, '');
  return /\p{L}{3}/u.test(rest) ? rest : question;
}
