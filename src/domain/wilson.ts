/** 97.5 % point of the normal distribution. */
const Z = 1.959963984540054

/** Wilson's 95 % interval of a share; null of nothing. */
export function wilsonInterval(part: number, whole: number): { readonly low: number, readonly high: number } | null {
  if (whole === 0)
    return null
  const share = part / whole
  const spread = Z * Math.sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole))
  const [middle, scale] = [share + Z * Z / (2 * whole), 1 + Z * Z / whole]
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}
