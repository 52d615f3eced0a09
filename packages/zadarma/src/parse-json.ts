const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON whose numbers lose nothing: a number that a double would write differently (`1439981389.2702770`, `10.50`, twenty digits)
 * becomes the text it was. The provider sends ids as floats.
 *
 * @throws {SyntaxError} when the text is not JSON.
 */
export function parseJson(text: string): unknown {
  return JSON.parse(
    text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`)),
  );
}
