/** Lower-case hex text of a given length from the portal's own chance; secret enough for a portal on one machine. */
export function randomToken(random: () => number, length: number): string {
  let text = ''
  while (text.length < length)
    text += Math.floor(random() * 0x100000000).toString(16).padStart(8, '0')
  return text.slice(0, length)
}
