import type { TimelineItem } from '@carillon/contract';

/** The id of what an entry of the timeline tells of. */
export function idOf(item: TimelineItem): string {
  switch (item.type) {
    case 'call':
      return item.call.id;
    case 'note':
      return item.note.id;
    case 'task':
      return item.task.id;
    case 'deal':
      return item.deal.id;
    case 'sms':
      return item.sms.id;
    default:
      return item satisfies never;
  }
}
