import { command } from './commands.js';
import { each, make, put, readable } from './dom.js';
import { drawEnded, drawOutside } from './outside.js';
import { drawPhones } from './phones.js';
import { drawTexts } from './texts.js';
import { drawComplaints, drawFaults, drawWire, listenHowOften } from './wire.js';
import { currentLanguage, switchLanguage, words } from './words.js';

const at = (id) => document.querySelector(`#${id}`);
let state = null;
let clockAhead = 0;

function draw() {
  if (!state) return;
  const now = Date.now() + clockAhead;
  drawConnection();
  drawForm();
  drawPhones(at('phones'), state.phones, now);
  drawOutside(at('outside-calls'), state.outside, { now, numbers: state.numbers });
  drawEnded(at('ended'), state.ended);
  drawTexts(at('texts'), state.texts);
  drawFaults(at('fault-switches'), state.faults);
  drawComplaints(at('complaints'), state.complaints);
  drawWire(at('wire'), state.wire);
  put(at('sent'), { textContent: words().sent(state.sent) });
}

function drawWords() {
  const w = words();
  document.documentElement.lang = currentLanguage();
  document.title = w.title;
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = w[element.dataset.word];
  const other = currentLanguage() === 'ru' ? { textContent: 'English', lang: 'en' } : { textContent: 'Русский', lang: 'ru' };
  put(at('language'), other);
}

function drawConnection() {
  const w = words();
  const { url, key, secret, callUrl, pbxId } = state.connection;
  put(at('registered'), { textContent: callUrl ? w.registered(callUrl) : w.notRegistered });
  const facts = [
    ['apiUrl', url],
    ['key', key],
    ['secret', secret],
    ['pbxId', String(pbxId)],
  ];
  each(at('credentials'), facts, {
    key: ([name]) => name,
    create([, value]) {
      const button = make('button', { type: 'button', className: 'quiet' });
      button.addEventListener(
        'click',
        () => void navigator.clipboard?.writeText(value).then(() => put(button, { textContent: words().copied })),
      );
      return make('div', {}, make('dt'), make('dd', {}, make('span', { textContent: value }), button));
    },
    update(element, [name]) {
      const [title, value] = element.children;
      const button = value.lastElementChild;
      put(title, { textContent: w[name] });
      put(button, { textContent: w.copy, 'aria-label': `${w.copy}: ${w[name]}` });
    },
  });
}

function drawForm() {
  const [first] = state.presetCallers;
  if (first && !at('from').dataset.offered)
    Object.assign(at('from'), { value: at('from').value || first.number }).dataset.offered = 'yes';
  each(at('to'), state.numbers, {
    key: ({ number }) => number,
    create: ({ number }) => make('option', { value: number }),
    update: (option, { number, description }) => put(option, { textContent: `${readable(number)} ${description}`.trim() }),
  });
  each(at('presets'), state.presetCallers, {
    key: ({ number, name }) => `${number} ${name}`,
    create({ number, name }) {
      const pick = () => {
        at('from').value = number;
        document.querySelector('#dial-in .call').focus();
      };
      const button = make(
        'button',
        { type: 'button', className: 'preset', onclick: pick },
        make('b', { textContent: name }),
        make('span', {}),
      );
      return make('li', {}, button);
    },
    update: (element, { number }) =>
      put(element.querySelector('span'), { textContent: /\d/.test(number) ? readable(number) : words().hidden }),
  });
}

at('dial-in').addEventListener('submit', (event) => {
  event.preventDefault();
  void command({ do: 'dial-in', from: at('from').value.trim(), to: at('to').value });
});
at('text-in').addEventListener('submit', (event) => {
  event.preventDefault();
  void command({ do: 'text-in', from: at('from').value.trim(), to: at('to').value, text: at('text').value });
  at('text').value = '';
});
at('language').addEventListener('click', () => {
  switchLanguage();
  drawWords();
  draw();
});

listenHowOften(() => state?.faults ?? {});

function showLink(isUp) {
  put(at('link'), { textContent: isUp ? words().connected : words().disconnected });
  at('link').dataset.up = String(isUp);
}

const live = new EventSource('/exchange/live');
live.addEventListener('message', ({ data }) => {
  state = JSON.parse(data);
  clockAhead = Date.parse(state.now) - Date.now();
  showLink(true);
  draw();
});
live.addEventListener('error', () => showLink(false));
setInterval(draw, 1000);
drawWords();
