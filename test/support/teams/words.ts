/** The bot's own texts about Teams, for tests of the channel alone. */

import { teamsTexts } from '../../../src/channels/teams/texts.ts';
import type { Find } from '../../../src/dialog/find.ts';

const own: Readonly<Record<string, string>> = {
  'teams.answer': 'Twoja odpowiedź',
  'teams.choose': 'Wybierz',
  'teams.pickOne': 'Wybierz jedną odpowiedź z listy.',
  'teams.pickSome': 'Zaznacz choć jedną odpowiedź.',
  'teams.correct': 'Co chcesz poprawić?',
  'teams.correctGo': 'Popraw',
  'teams.open': 'Otwórz plik',
  'teams.noFile': 'Pliku nie mogę tu pokazać. Poproś o niego organizatora.',
  'teams.group': 'Rozmawiam tylko na osobności. Napisz do mnie prywatnie.',
};

export const find: Find = (_language, _space, key) => own[key];
export const texts = teamsTexts(find);
