/** Where the pop-ups of running calls appear. */
export function PopupHost() {
  return null;
}
