/** The IANA zone of the reader's clock: where their days begin. */
export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
