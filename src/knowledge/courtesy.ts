/** Greetings and thanks in front of a question, which say nothing of it. */

const courtesy =
  /^\s*(dzień dobry|dzien dobry|dobry wieczór|cześć|czesc|hejka|hej|witam|witajcie|siema|siemka|szczęść boże|szczesc boze|halo|ok|dziękuję|dziekuje|dzięki|dzieki|good (?:morning|afternoon|evening|day)|hello|hi|hey|thanks|thank you|добрий (?:день|вечір)|доброго дня|вітаю|привіт|дякую)(?=[\s,.!?:;–-])[\s,.!?:;–-]*/iu;

/** The question without them, if anything of two words or more is left. */
export function withoutCourtesy(question: string): string {
  const rest = question.replace(courtesy, '');
  return /\p{L}{2}.*[\s,]\S*\p{L}{2}/u.test(rest) ? rest : question;
}
