import { command } from './commands.js';
import { make, minutes, put, readable, each } from './dom.js';
import { words } from './words.js';

const ORDER = { talking: 0, calling: 1, ringing: 2 };

/** The desk phones of the company. */
export function drawPhones(parent, phones, now) {
  each(parent, phones, {
    key: ({ number }) => number,
    create: makePhone,
    update: (element, phone) => updatePhone(element, phone, { phones, now }),
  });
}

function makePhone({ number }) {
  const article = make('section', { className: 'phone' });
  const handset = make('span', { className: 'handset', 'aria-hidden': 'true' });
  const target = named('target', make('select'));
  const call = (which) => article.dataset[which];
  const transfer = key('transfer', () => ({ do: 'transfer', callId: call('active'), to: target.value }));
  const keys = [
    key('answer', () => ({ do: 'answer', callId: call('ringing'), extension: number })),
    key('decline', () => ({ do: 'decline', callId: call('ringing'), extension: number })),
    key('hang-up', () => ({ do: 'hang-up', callId: call('active') })),
  ];
  article.append(
    make('div', { className: 'head' }, handset, makeDisplay()),
    make('div', { className: 'keys' }, ...keys),
    named('handover', make('div', { className: 'handover' }, target, transfer)),
    makeDial(number),
    makeOnlineSwitch(number),
  );
  return article;
}

function named(part, element) {
  element.dataset.part = part;
  return element;
}

function key(part, ask) {
  return named(part, make('button', { type: 'button', className: `key ${part}`, onclick: () => void command(ask()) }));
}

function makeDisplay() {
  const lines = ['who', 'what', 'also', 'owner'].map((className) => make('span', { className }));
  return named('display', make('p', { className: 'display' }, ...lines));
}

function makeDial(number) {
  const dialled = named('dialled', make('input', { inputMode: 'tel', autocomplete: 'off', maxLength: 20 }));
  const form = make(
    'form',
    { className: 'dial' },
    dialled,
    named('dial', make('button', { type: 'submit', className: 'quiet' })),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (dialled.value.trim() !== '') void command({ do: 'dial', extension: number, to: dialled.value.trim() });
    dialled.value = '';
  });
  return form;
}

function makeOnlineSwitch(number) {
  const online = named('online', make('input', { type: 'checkbox', role: 'switch' }));
  online.addEventListener('change', () => void command({ do: 'set-online', extension: number, online: online.checked }));
  return make('label', { className: 'switch' }, online, named('online-word', make('span')));
}

function updatePhone(element, { number, name, online, forwardTo, calls }, { phones, now }) {
  const w = words();
  const sorted = calls.toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
  const [shown, second] = sorted;
  const ringing = calls.find(({ state }) => state === 'ringing');
  const active = calls.find(({ state }) => state !== 'ringing');
  const part = (wanted) => element.querySelector(`[data-part="${wanted}"]`);
  put(element, { 'aria-label': w.phone(number, name) });
  Object.assign(element.dataset, {
    state: shown?.state ?? (online || forwardTo ? 'free' : 'offline'),
    ringing: ringing?.callId ?? '',
    active: active?.callId ?? '',
  });
  drawDisplay(part('display'), { shown, second, number, name, online, forwardTo, now });
  const label = (wanted, word, enabled) =>
    put(part(wanted), { textContent: word, 'aria-label': `${word} ${number}`, disabled: !enabled });
  label('answer', w.answer, ringing !== undefined && active === undefined); // one talk at a time
  label('decline', w.decline, ringing !== undefined);
  label('hang-up', w.hangUp, active !== undefined);
  const canTransfer = active?.state === 'talking' && active.canTransfer;
  label('transfer', w.transfer, canTransfer);
  put(part('handover'), { hidden: !canTransfer });
  put(part('target'), { 'aria-label': w.transferTarget });
  const others = phones.filter((other) => other.number !== number && (other.online || other.forwardTo));
  each(part('target'), others, {
    key: (other) => other.number,
    create: (other) => make('option', { value: other.number }),
    update: (option, other) => put(option, { textContent: `${other.number} ${other.name}` }),
  });
  put(part('dialled'), { placeholder: w.number, 'aria-label': `${w.number} ${number}` });
  put(part('dial'), { textContent: w.dial, 'aria-label': `${w.dial} ${number}`, disabled: !online });
  put(part('online'), { checked: online, 'aria-label': `${w.online} ${number}` });
  put(part('online-word'), { textContent: online ? w.online : w.offline });
}

/** What a desk phone shows: the name the CRM gave, else the number; and a second call in a line of its own. */
function drawDisplay(display, { shown, second, number, name, online, forwardTo, now }) {
  const w = words();
  const [who, what, also, owner] = display.children;
  const idle = online || forwardTo ? w.free : w.offline;
  const timer = shown?.state === 'talking' ? ` ${minutes((now - Date.parse(shown.since)) / 1000)}` : '';
  const details = shown
    ? [shown.name ? callerOf(shown) : null, `${w.states[shown.state]}${timer}`]
    : [forwardTo ? w.forwarded(readable(forwardTo)) : null];
  put(who, { textContent: shown ? (shown.name ?? callerOf(shown)) : idle });
  put(what, { textContent: details.filter(Boolean).join(' · ') });
  put(also, {
    textContent: second ? `${w.second}: ${second.name ?? callerOf(second)} · ${w.states[second.state]}` : '',
    hidden: !second,
  });
  put(owner, { textContent: `${number} ${name}` });
}

function callerOf({ number }) {
  return /\d/.test(number) ? readable(number) : words().hidden;
}
