/** Every time zone the browser knows, the given one among them whatever the browser says. */
export function zoneNames(current: string): string[] {
  const names = Intl.supportedValuesOf('timeZone');
  return names.includes(current) ? names : [current, ...names];
}
