import type { Recording } from './recordings.ts';
import { seededRandom } from './random.ts';

/** A word with its seconds, and on which of the two tracks it is heard. */
export type SpokenWord = { s: number; e: number; w: string; channel: number };
export type Turn = [channel: 1 | 2, words: string];

/** Channel 1 is who called, 2 who was called: nobody documents it. */
const ENGLISH: Turn[][] = [
  [
    [2, 'good morning how can we help'],
    [1, 'hello I would like to know where my order is'],
    [2, 'of course could you tell me the number of the order'],
    [1, 'yes it is four five one two'],
    [2, 'the delivery is planned for tomorrow before noon'],
    [1, 'could the courier call me an hour before'],
    [2, 'certainly I will leave him a note'],
    [1, 'thank you goodbye'],
  ],
  [
    [2, 'good afternoon what can I do for you'],
    [1, 'I am calling about the invoice you sent on Monday'],
    [2, 'is there a mistake in it'],
    [1, 'the discount is missing we agreed on ten percent'],
    [2, 'I am sorry I will send a corrected invoice today'],
    [1, 'then we will pay this week'],
    [2, 'thank you have a nice day'],
  ],
  [
    [2, 'hello you have reached our sales department'],
    [1, 'how much is the installation of two windows'],
    [2, 'the price depends on the size may our engineer visit you'],
    [1, 'on Thursday after five please'],
    [2, 'I have written it down the visit is free of charge'],
    [1, 'great see you on Thursday'],
  ],
];
const RUSSIAN: Turn[][] = [
  [
    [2, 'добрый день чем могу помочь'],
    [1, 'здравствуйте хочу узнать где мой заказ'],
    [2, 'подскажите пожалуйста номер заказа'],
    [1, 'четыре пять один два'],
    [2, 'доставка запланирована на завтра до обеда'],
    [1, 'а может курьер позвонить мне за час'],
    [2, 'конечно я оставлю ему заметку'],
    [1, 'спасибо до свидания'],
  ],
  [
    [2, 'здравствуйте слушаю вас'],
    [1, 'я по поводу счёта который вы прислали в понедельник'],
    [2, 'в нём какая-то ошибка'],
    [1, 'не учтена скидка мы договаривались на десять процентов'],
    [2, 'прошу прощения сегодня пришлю исправленный счёт'],
    [1, 'тогда на этой неделе оплатим'],
    [2, 'благодарю всего доброго'],
  ],
  [
    [2, 'добрый день отдел продаж'],
    [1, 'сколько стоит установка двух окон'],
    [2, 'цена зависит от размеров можно прислать к вам замерщика'],
    [1, 'давайте в четверг после пяти'],
    [2, 'записала выезд бесплатный'],
    [1, 'отлично жду вас в четверг'],
  ],
];
const WORD_SECONDS = 0.38;
const TURN_SECONDS = 1.2;

/** What people say in a recording where nobody has said what: always the same in the same one. */
export const inventedTurns = ({ callId }: Recording, lang: string): Turn[] =>
  seededRandom(`speech/${callId}`).pick(lang.startsWith('ru') ? RUSSIAN : ENGLISH);

/** These turns with their seconds, as much of them as the recording's length allows. */
export function spoken({ seconds }: Recording, turns: readonly Turn[]): SpokenWord[] {
  const words: SpokenWord[] = [];
  let at = 0.4;
  for (const [channel, text] of turns) {
    for (const w of text.split(' ')) {
      if (at + WORD_SECONDS > seconds) return words;
      words.push({ s: rounded(at), e: rounded(at + WORD_SECONDS - 0.04), w, channel });
      at += WORD_SECONDS;
    }
    at += TURN_SECONDS;
  }
  return words;
}

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;
