import { useState } from 'react';
import { PopupCard, type PopupProps } from './popup-card.tsx';
import { PopupLine } from './popup-line.tsx';

/** A call as a card while it runs, as a line after it. It never folds while somebody types: that would take the words out of their hands. */
export function PopupView(props: PopupProps) {
  const { phase, typing } = props.popup;
  const over = phase !== 'ringing' && phase !== 'talking';
  const [folded, setFolded] = useState(over);
  if (!typing && folded !== over) setFolded(over);
  return folded ? <PopupLine {...props} /> : <PopupCard {...props} />;
}
