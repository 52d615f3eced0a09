/**
 * The address the PBX reports to (requirement 1.3): `https://HOST/zadarma`, or `https://SLUG.BASE_DOMAIN/zadarma` where one
 * installation serves many companies. The scheme is that of CARILLON_PUBLIC_URL.
 */
export function webhookUrl(
  { publicUrl, baseDomain }: { publicUrl: string; baseDomain: string | undefined },
  slug: string,
): string {
  return baseDomain === undefined ? `${publicUrl}/zadarma` : `${new URL(publicUrl).protocol}//${slug}.${baseDomain}/zadarma`;
}
