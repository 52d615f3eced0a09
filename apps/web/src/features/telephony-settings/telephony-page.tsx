/** Settings → Telephony. */
export function TelephonyPage() {
  return null;
}
