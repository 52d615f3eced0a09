import type { CallView } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { colleaguesQuery } from '../people/colleagues-query.ts';

type Participant = CallView['participants'][number];

/** Functions that name the people of a call; an extension without a user is named by its number. */
export function useWhoRang() {
  const { data: colleagues = [] } = useQuery(colleaguesQuery);
  const nameOf = ({ userId, extension }: Pick<Participant, 'userId' | 'extension'>) =>
    colleagues.find(({ id }) => id === userId)?.name ?? extension;
  /** Everybody else whose phone rang, each once. */
  const others = (call: CallView) => {
    const rest = call.participants.filter(({ userId, extension }) =>
      userId === null ? extension !== call.extension : userId !== call.userId,
    );
    return [...new Set(rest.map(nameOf))];
  };
  return { nameOf, others };
}
