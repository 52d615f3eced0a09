import { command } from './commands.js';
import { each, make, put } from './dom.js';
import { words } from './words.js';

const FAULTS = ['delay', 'repeat', 'reorder', 'lose', 'wrongSignature'];

/** Every notification, the newest first; open a line to read it whole. */
export function drawWire(parent, lines) {
  const w = words();
  parent.dataset.empty = lines.length === 0 ? w.nothingSent : '';
  each(parent, lines, { key: ({ sequence }) => sequence, create: makeLine, update: updateLine });
}

function makeLine({ event, fields, at, callId }) {
  const time = make('time', { dateTime: at, textContent: new Date(at).toLocaleTimeString([], { hour12: false }) });
  const name = make('span', { className: 'event', textContent: event.replace('NOTIFY_', '') });
  const about = make('span', { className: 'about', textContent: aboutOf(fields) });
  const line = make(
    'summary',
    {},
    time,
    name,
    about,
    make('span', { className: 'badges' }),
    make('span', { className: 'outcome' }),
  );
  const table = make(
    'dl',
    {},
    ...Object.entries(fields).flatMap(([key, value]) => [make('dt', { textContent: key }), make('dd', { textContent: value })]),
  );
  const details = make('details', { title: callId }, line, table, make('pre', {}));
  return make('li', {}, details);
}

/** Who it is about: the extension, the number, the result. */
function aboutOf(fields) {
  const { internal, destination, caller_id: caller, disposition, duration } = fields;
  const digits = fields['wait_dtmf[digits]'];
  if (disposition) return `${disposition} ${duration}`;
  return [
    digits ? `⌨ ${digits}` : null,
    internal,
    fields.event.includes('OUT') ? destination : null,
    fields.event.includes('START') ? (caller ?? null) : null,
  ]
    .filter(Boolean)
    .slice(0, 2)
    .join(' → ');
}

function updateLine(element, { faults, repeated, answer, milliseconds, reply, complaint, lost }) {
  const w = words();
  const [details] = element.children;
  const [summary, , said] = details.children;
  const [, , , badges, outcome] = summary.children;
  const troubles = faults.filter((fault) => fault !== 'repeat' && fault !== 'lose').map((fault) => w.fault[fault]);
  put(badges, { textContent: [repeated ? w.repeated : null, ...troubles].filter(Boolean).join(', ') });
  const failed = answer && ('failure' in answer || answer.status !== 200);
  const verdict = reply === 'obeyed' ? ` · ${w.obeyed}` : reply === 'ignored' ? ` · ${w.ignored}` : '';
  const status = lost ? w.lost : !answer ? w.underWay : 'failure' in answer ? w.failed : `${answer.status}${verdict}`;
  put(outcome, { textContent: milliseconds === null ? status : `${status} · ${w.milliseconds(milliseconds)}` });
  element.dataset.outcome = lost ? 'lost' : failed || complaint ? 'bad' : reply === 'obeyed' ? 'obeyed' : 'fine';
  const text = answer ? ('failure' in answer ? answer.failure : answer.body || '∅') : '';
  put(said, { textContent: [answer ? `${w.said}: ${text}` : '', complaint ?? ''].filter(Boolean).join('\n'), hidden: !answer });
}

/** The five switches and how often the trouble strikes. */
export function drawFaults(parent, faults) {
  const w = words();
  each(parent, FAULTS, {
    key: (name) => name,
    create(name) {
      const box = make('input', { type: 'checkbox', role: 'switch' });
      box.addEventListener('change', () => void command({ do: 'set-faults', [name]: box.checked ? oftenNow() : 0 }));
      return make('label', { className: 'switch' }, box, make('span'));
    },
    update(element, name) {
      const [box, word] = element.children;
      put(box, { checked: faults[name] > 0 });
      put(word, { textContent: w.fault[name] });
    },
  });
  const strongest = Math.max(...FAULTS.map((name) => faults[name]));
  const range = document.querySelector('#often');
  if (strongest > 0 && document.activeElement !== range) put(range, { value: String(Math.round(strongest * 10) * 10) });
  put(document.querySelector('#often-value'), { textContent: `${range.value} %` });
}

/** Moving the slider changes the trouble that is switched on. */
export function listenHowOften(faultsNow) {
  const range = document.querySelector('#often');
  range.addEventListener('change', () => {
    const on = FAULTS.filter((name) => faultsNow()[name] > 0).map((name) => [name, oftenNow()]);
    if (on.length > 0) void command({ do: 'set-faults', ...Object.fromEntries(on) });
  });
  range.addEventListener('input', () => put(document.querySelector('#often-value'), { textContent: `${range.value} %` }));
}

function oftenNow() {
  return Number(document.querySelector('#often').value) / 100;
}

/** What the exchange finds wrong with the CRM's answers. */
export function drawComplaints(parent, complaints) {
  each(parent, complaints, {
    key: ({ at, text }) => `${at} ${text}`,
    create: ({ at, text }) =>
      make(
        'li',
        {},
        make('time', { dateTime: at, textContent: new Date(at).toLocaleTimeString([], { hour12: false }) }),
        ` ${text}`,
      ),
    update: () => {},
  });
}
