'use strict';
/* The stand-in of the provider's web phone, second script: draws it in a corner of the page. Needs the first. */
{
  const { open, press } = window.zdrmPhoneLib;
  const HANDSET =
    'M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1z';
  const STYLE = `
    .zdrm-phone { --ink: #1d2733; --paper: #fff; --line: #c9ced6; --quiet: #56606e; position: fixed; z-index: 300; font: 14px/1.35 system-ui, sans-serif; color: var(--ink); }
    .zdrm-phone * { box-sizing: border-box; font: inherit; }
    .zdrm-phone [hidden] { display: none !important; }
    .zdrm-toggle { display: grid; place-items: center; width: 44px; height: 44px; border: 1px solid var(--line); border-radius: 22px; background: var(--paper); color: var(--quiet); cursor: pointer; box-shadow: 0 2px 8px rgb(0 0 0 / 18%); }
    .zdrm-square .zdrm-toggle { border-radius: 8px; }
    .zdrm-toggle svg { width: 22px; height: 22px; fill: currentColor; }
    .zdrm-phone[data-state="free"] .zdrm-toggle { color: #1c7a3d; }
    .zdrm-phone[data-state="ringing"] .zdrm-toggle { background: #ffe8b0; color: #5a3b00; }
    .zdrm-phone[data-state="talking"] .zdrm-toggle, .zdrm-phone[data-state="calling"] .zdrm-toggle { background: #1c7a3d; color: #fff; }
    .zdrm-phone[data-state="failed"] .zdrm-toggle { color: #b3261e; }
    .zdrm-panel { position: absolute; bottom: 52px; left: 0; width: 244px; padding: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); box-shadow: 0 4px 16px rgb(0 0 0 / 20%); }
    .zdrm-from-right .zdrm-panel { right: 0; left: auto; }
    .zdrm-from-top .zdrm-panel { top: 52px; bottom: auto; }
    .zdrm-owner { margin: 0 0 8px; color: var(--quiet); font-size: 12px; }
    .zdrm-who { margin: 0; font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
    .zdrm-what { margin: 2px 0 0; color: var(--quiet); font-variant-numeric: tabular-nums; }
    .zdrm-fault { margin: 8px 0 0; color: #b3261e; }
    .zdrm-keys { display: flex; gap: 8px; margin-top: 10px; }
    .zdrm-keys button { flex: 1; min-height: 40px; border: 0; border-radius: 6px; background: #e4e7ec; color: #1d2733; font-weight: 600; cursor: pointer; }
    .zdrm-keys .zdrm-answer { background: #1c7a3d; color: #fff; }
    .zdrm-keys .zdrm-end { background: #b3261e; color: #fff; }
    .zdrm-keys input { flex: 1; min-width: 0; min-height: 40px; padding: 0 8px; border: 1px solid #8a929e; border-radius: 6px; background: var(--paper); color: var(--ink); }
    .zdrm-keys input + button { flex: none; padding: 0 12px; }
    @media (prefers-color-scheme: dark) {
      .zdrm-phone { --ink: #e8ebef; --paper: #22262c; --line: #474e58; --quiet: #aab2bd; }
      .zdrm-phone[data-state="free"] .zdrm-toggle { color: #6fd08f; }
      .zdrm-phone[data-state="failed"] .zdrm-toggle, .zdrm-fault { color: #ff8a80; }
      .zdrm-keys button { background: #3a4049; color: #e8ebef; }
    }`;
  const WORDS = {
    en: {
      phone: (extension) => `Browser phone ${extension}`,
      answer: 'Answer',
      decline: 'Decline',
      hangUp: 'Hang up',
      call: 'Call',
      number: 'Number',
      hidden: 'Hidden number',
      states: {
        starting: 'Starting…',
        failed: 'Does not work',
        free: 'Ready',
        ringing: 'Ringing',
        calling: 'Calling',
        talking: 'Talking',
      },
    },
    ru: {
      phone: (extension) => `Телефон в браузере ${extension}`,
      answer: 'Ответить',
      decline: 'Отклонить',
      hangUp: 'Положить трубку',
      call: 'Позвонить',
      number: 'Номер',
      hidden: 'Номер скрыт',
      states: {
        starting: 'Запускается…',
        failed: 'Не работает',
        free: 'Готов',
        ringing: 'Звонит',
        calling: 'Вызов',
        talking: 'Разговор',
      },
    },
  };

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (className) => make('button', { type: 'button', className });
  const readable = (number) => (/^\d{7,}$/.test(number) ? `+${number}` : number);
  const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`;

  const drawHandset = () => {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', HANDSET);
    const handset = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    handset.setAttribute('viewBox', '0 0 24 24');
    handset.setAttribute('aria-hidden', 'true');
    handset.append(path);
    return handset;
  };

  /** Everything that is drawn, once; what changes is put in by `draw`. */
  const build = (shape, position) => {
    const ui = {
      toggle: button('zdrm-toggle'),
      owner: make('p', { className: 'zdrm-owner' }),
      who: make('p', { className: 'zdrm-who' }),
      what: make('p', { className: 'zdrm-what' }),
      fault: make('p', { className: 'zdrm-fault', role: 'alert' }),
      answer: button('zdrm-answer'),
      decline: button('zdrm-end'),
      hangUp: button('zdrm-end'),
      number: make('input', { type: 'tel', autocomplete: 'off' }),
      call: make('button', { type: 'submit' }),
    };
    ui.toggle.append(drawHandset());
    ui.keys = make('div', { className: 'zdrm-keys' }, ui.answer, ui.decline, ui.hangUp);
    ui.pad = make('form', { className: 'zdrm-keys' }, ui.number, ui.call);
    const said = make('div', { role: 'status' }, ui.who, ui.what);
    ui.panel = make('div', { className: 'zdrm-panel' }, ui.owner, said, ui.fault, ui.keys, ui.pad);
    const sides = `${'right' in position ? ' zdrm-from-right' : ''}${'top' in position ? ' zdrm-from-top' : ''}`;
    const className = `zdrm-phone zdrm-${shape}${sides}`;
    ui.root = make('div', { id: 'zdrmWPhI', className, role: 'region' }, ui.toggle, ui.panel);
    Object.assign(ui.root.style, position);
    return ui;
  };

  const drawCall = (ui, words, { call, phase, ahead }) => {
    const seconds = call?.state === 'talking' ? Math.max(0, (Date.now() + ahead - Date.parse(call.since)) / 1000) : null;
    const number = call && (/\d/.test(call.number) ? readable(call.number) : words.hidden);
    ui.who.textContent = call?.name ?? number ?? '';
    ui.what.textContent = seconds === null ? words.states[phase] : `${words.states[phase]} ${minutes(seconds)}`;
    ui.keys.hidden = !call;
    ui.answer.hidden = ui.decline.hidden = call?.state !== 'ringing';
    ui.hangUp.hidden = call === undefined || call.state === 'ringing';
  };

  const draw = (ui, words, state) => {
    const call = callOn(state);
    const phase = call?.state ?? (state.started ? 'free' : state.fault ? 'failed' : 'starting');
    const name = words.phone(state.extension);
    ui.root.dataset.state = phase;
    ui.root.setAttribute('aria-label', name);
    ui.toggle.setAttribute('aria-label', `${name}: ${words.states[phase]}`);
    ui.toggle.setAttribute('aria-expanded', String(state.isOpen));
    ui.panel.hidden = !state.isOpen;
    ui.owner.textContent = name;
    ui.fault.textContent = state.fault;
    ui.fault.hidden = state.fault === '';
    ui.pad.hidden = call !== undefined || !state.started;
    for (const part of ['answer', 'decline', 'hangUp', 'call']) ui[part].textContent = words[part];
    ui.number.setAttribute('aria-label', words.number);
    ui.number.placeholder = words.number;
    drawCall(ui, words, { call, phase, ahead: state.ahead });
  };

  /** The call that its buttons are for: the one that goes on, else the first that rings. */
  const callOn = ({ calls }) => calls.find(({ state }) => state !== 'ringing') ?? calls[0];

  const begin = ({ key, login, words, ui }) => {
    const state = { extension: login.replace(/^\d+-/, ''), calls: [], fault: '', started: false, isOpen: false, ahead: 0 };
    const change = (part) => {
      const before = callOn(state)?.callId;
      Object.assign(state, part);
      const now = callOn(state)?.callId;
      if (now !== before) state.isOpen = now !== undefined; // opens itself for a call, and closes with it
      draw(ui, words, state);
    };
    const send = async (command) => change({ fault: await press({ key, login }, command) });
    const onCall = (word) => () => void send({ do: word, callId: callOn(state)?.callId });
    ui.toggle.addEventListener('click', () => change({ isOpen: !state.isOpen }));
    ui.answer.addEventListener('click', onCall('answer'));
    ui.decline.addEventListener('click', onCall('decline'));
    ui.hangUp.addEventListener('click', onCall('hang-up'));
    ui.pad.addEventListener('submit', (event) => {
      event.preventDefault();
      const to = ui.number.value.trim();
      ui.number.value = '';
      if (to !== '') void send({ do: 'dial', to });
    });
    open({
      key,
      login,
      opened: ({ extension }) => change({ extension, started: true, fault: '' }),
      shows: ({ now, calls }) => change({ calls, ahead: Date.parse(now) - Date.now() }),
      refused: (fault) => change({ fault, started: false, calls: [] }),
    });
    setInterval(() => draw(ui, words, state), 1000); // the timer of a talk
    draw(ui, words, state);
  };

  /**
   * Starts the phone, with the arguments of the real one: key, login, shape (`square` or `rounded`), language, whether it is drawn at
   * all, and where, as an object such as `{ right: '10px', bottom: '5px' }`.
   */
  window.zadarmaWidgetFn = (...given) => {
    const [key, login, shape, language, visible, position] = given;
    if (!visible) return;
    document.querySelector('#zdrmWPhI')?.remove();
    const ui = build(shape, position);
    document.head.append(make('style', { textContent: STYLE }));
    document.body.append(ui.root);
    begin({ key, login, words: WORDS[language] ?? WORDS.en, ui });
  };
}
