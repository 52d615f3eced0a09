import type { Recording, RecordingPeaks, Transcript } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api, apiUrl } from '../../lib/api.ts';

const LOOK_AGAIN_MS = 10_000;

/** The recordings of a call and what this user may do with each; looked at again while one of them, or its words, are being prepared. */
export const recordingsQuery = (callId: string) =>
  queryOptions({
    queryKey: ['calls', 'recordings', callId],
    queryFn: ({ signal }) => api.get<{ items: Recording[] }>(`/calls/${callId}/recordings`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === 'preparing' || one.transcript?.state === 'preparing') && LOOK_AGAIN_MS,
  });

/** The waveform. It never changes, and a player works without it. */
export const peaksQuery = (callId: string, n: number) =>
  queryOptions({
    queryKey: ['recording-peaks', callId, n],
    queryFn: ({ signal }) => api.get<RecordingPeaks>(`${pathOf(callId, n)}/peaks`, { signal }),
    staleTime: Infinity,
    retry: false,
  });

/** What was said. It never changes; who reads it is written down. */
export const transcriptQuery = (callId: string, n: number) =>
  queryOptions({
    queryKey: ['transcripts', callId, n],
    queryFn: ({ signal }) => api.get<Transcript>(`${pathOf(callId, n)}/transcript`, { signal }),
    staleTime: Infinity,
  });

const pathOf = (callId: string, n: number): string => `/calls/${callId}/recordings/${n}`;

/** Where the sound comes from: the CRM itself, in ranges. */
export const soundUrl = (callId: string, n: number): string => apiUrl(pathOf(callId, n));

export const downloadUrl = (callId: string, n: number): string => apiUrl(pathOf(callId, n), { download: 1 });

/** Asks the provider once more for what could not be fetched. */
export const retryRecording = (callId: string, n: number) => api.post(`${pathOf(callId, n)}/retry`);

/** Asks the provider for the words, or once more for those that it failed to tell. */
export const askForTranscript = (callId: string, n: number) => api.post(`${pathOf(callId, n)}/transcript`);

/** Erases it for ever. */
export const deleteRecording = (callId: string, n: number) => api.delete(pathOf(callId, n));
