/** Where to go after sign-in: the page that was asked for, only if it is one of ours. */
export function safeTarget(to: string | undefined): string {
  return to?.startsWith('/') && !/^\/[/\\]/.test(to) ? to : '/';
}
