/** An element with properties, `aria-`/`data-` attributes and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Sets what differs and leaves the rest alone, so that focus and selection survive. */
export function put(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-')) {
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    } else if (element[name] !== value) element[name] = value;
  }
}

/**
 * Keeps one element for each item, in order: made once, updated ever after.
 *
 * @param draw - `{ key, create(item), update(element, item) }`.
 */
export function each(parent, items, { key, create, update }) {
  const known = new Map([...parent.children].map((element) => [element.dataset.key, element]));
  items.forEach((item, place) => {
    const id = String(key(item));
    let element = known.get(id);
    if (!element) {
      element = create(item);
      element.dataset.key = id;
    }
    known.delete(id);
    if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null);
    update(element, item);
  });
  for (const gone of known.values()) gone.remove();
}

/** A phone number in groups, as people read it. */
export function readable(number) {
  if (!/^\d{7,}$/.test(number)) return number;
  const groups = number.slice(0, -7).replace(/(\d)(?=(\d{3})+$)/g, '$1 ');
  return `+${groups} ${number.slice(-7, -4)} ${number.slice(-4, -2)} ${number.slice(-2)}`;
}

/** `m:ss` */
export function minutes(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
