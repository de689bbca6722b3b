/** Path data (24 × 24) of the verdict signs: drawn, not typed, so that they look the same on every system. */
export const verdictIconPath: Record<'qualified' | 'off_target' | 'spam' | 'none', string> = {
  qualified: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.9 7.7-5.6 6.1a1 1 0 0 1-1.4 0l-2.8-2.7a1 1 0 1 1 1.4-1.5l2 2 5-5.3a1 1 0 0 1 1.4 1.4Z',
  off_target: 'M13.7 3.3a2 2 0 0 0-3.4 0L1.6 18.1A2 2 0 0 0 3.3 21h17.4a2 2 0 0 0 1.7-2.9L13.7 3.3ZM12 8a1 1 0 0 1 1 1v4.5a1 1 0 1 1-2 0V9a1 1 0 0 1 1-1Zm0 10.3a1.3 1.3 0 1 1 0-2.6 1.3 1.3 0 0 1 0 2.6Z',
  spam: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.2 12.8a1 1 0 0 1-1.4 1.4L12 13.4l-2.8 2.8a1 1 0 0 1-1.4-1.4l2.8-2.8-2.8-2.8a1 1 0 0 1 1.4-1.4l2.8 2.8 2.8-2.8a1 1 0 0 1 1.4 1.4L13.4 12l2.8 2.8Z',
  none: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16Z',
}
