import { command } from './commands.js';
import { each, make, minutes, put, readable } from './dom.js';
import { words } from './words.js';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** The telephones outside that take part in a call now. */
export function drawOutside(parent, phones, { now, numbers }) {
  each(parent, phones, {
    key: ({ callId, number }) => `${callId} ${number}`,
    create: makePhone,
    update: (element, phone) => updatePhone(element, phone, { now, numbers }),
  });
}

function makePhone({ callId }) {
  const button = (name, act) =>
    make('button', { type: 'button', className: `key ${name}`, onclick: () => void command({ do: act, callId }) });
  const keypad = DIGITS.map((digits) =>
    make('button', { type: 'button', textContent: digits, onclick: () => void command({ do: 'press', callId, digits }) }),
  );
  return make(
    'article',
    { className: 'outside-phone panel' },
    make('p', { className: 'who' }),
    make('p', { className: 'what muted' }),
    make('div', { className: 'keypad' }, ...keypad),
    make('div', { className: 'keys' }, button('answer', 'answer'), button('decline', 'decline'), button('hang-up', 'hang-up')),
  );
}

function updatePhone(element, phone, { now, numbers }) {
  const w = words();
  const { number, state, calling, line, inside, since } = phone;
  const name = /\d/.test(number) ? readable(number) : w.hidden;
  const did = numbers.find((known) => known.number === line);
  const dialled = did ? did.description || readable(line) : line.length > 5 ? readable(line) : line;
  const [who, what, keypad, keys] = element.children;
  put(element, { 'aria-label': w.outsidePhone(number) });
  element.dataset.state = state;
  put(who, { textContent: name });
  const timer = state === 'talking' ? ` · ${minutes((now - Date.parse(since)) / 1000)}` : '';
  const isCalled = !calling && state === 'ringing';
  put(what, { textContent: isCalled ? w.isCalled(dialled) : `${w.outsideStates[state](dialled, inside)}${timer}` });
  put(keypad, { hidden: state !== 'menu' });
  for (const key of keypad.children) put(key, { 'aria-label': `${w.press} ${key.textContent}` });
  const [answer, decline, hangUp] = keys.children;
  for (const [button, word, shown] of [
    [answer, w.answer, isCalled],
    [decline, w.decline, isCalled],
    [hangUp, w.hangUp, !isCalled],
  ]) {
    put(button, { textContent: word, 'aria-label': `${word} ${number}`, hidden: !shown });
  }
}

/** The last calls that ended, in a few words each. */
export function drawEnded(parent, ended) {
  const w = words();
  const items = ended.length > 0 ? ended : [{ id: 'none' }];
  each(parent, items, {
    key: ({ id }) => id,
    create: () => make('li', {}),
    update(element, { id, from, to, ending, talkSeconds }) {
      const result = ending ? (w.dispositions[ending.disposition] ?? ending.disposition) : '';
      const talk = talkSeconds > 0 ? ` ${minutes(talkSeconds)}` : '';
      const name = (number) => (/\d/.test(number) ? readable(number) : w.hidden);
      put(element, { textContent: id === 'none' ? w.nothingEnded : `${name(from)} → ${name(to)} · ${result}${talk}` });
      element.dataset.result = ending?.disposition ?? '';
    },
  });
}
